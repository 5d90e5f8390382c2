"""What a paper says of itself: letterhead, number line, place and date, type, title, signature; never from a later annex."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from kg.model import DOCUMENT, Document, Entity, Span
from kg.recognise import lexicon
from kg.recognise.issuers import issuer_at
from kg.recognise.numbers import DATE, Symbol, clean_symbol, read_date, symbol_at
from kg.text import fold, key
from kg.units import canonical_place
from kg.words import Words


class Header(Struct, frozen=True, kw_only=True):
    """The own document, and where the parts of its frame stand."""

    own: Entity
    body: int  # where the letterhead ends and the title or the text begins
    number: Span  # the number line, which is no citation
    heading: int  # where the type stands as a heading, -1 without
    head: Span
    title: Span
    signature: Span
    attached: tuple[str, ...] = ()  # types of what is attached to it: `Kế hoạch này` in a decision
    unit: str = ""  # its place in words: "tỉnh Sơn La"


_NO, _DEAR = map(lexicon.word, ("number_word", "dear"))
_LAW_ENDINGS, _NO_PERSON = map(lexicon.group, ("law_endings", "no_person"))
_UNFINISHED = (",", *lexicon.group("unfinished_line"))
_MARKUP = " \n*|#_\t-"
_REACH = 6000  # a letterhead stands in the first characters of a paper
_NUMBER_LINE = lexicon.pattern(
    r"(?:^|(?<=[\n|>]))[ *]*(?:{number_line_types}\s+)?{number_word}\s*:?[ *]*(?:\n[ *]*)?(?=\d|/|-\w|\.{2,}|…)", re.M
)
_INLINE_NUMBER = lexicon.pattern(r"(?:{law_types}\s+)?{number_word}\s*:\s*(?=\d)")
_PLACE_DATE = lexicon.pattern(
    r"(?P<place>[^\W\d_][^\n|,.;:()]{1,40}?)\s*,\s*{day_spellings}\s*(?P<d>\d{1,2})\s*,?\s*{month}\s*(?P<m>\d{1,2})\s*,?\s*(?:{year}|{month})\s*(?P<y>\d{4})"
)
_DAY = lexicon.pattern(r"{day}\s*(?P<d>\d{1,2})\s*{month}\s*(?P<m>\d{1,2})\s*{year}\s*(?P<y>\d{4})")
_BLANK_DATE = lexicon.pattern(r"{day}[\s.…_]*{month}[\s.…_]*{year}")
_MOTTO = lexicon.pattern(
    r"{republic_head}\s+{republic_end}\s+(?:{social}(?:\s+{socialism_end}(?:\s+{vietnam})?)?)?|(?<![^\W_])(?:{social}\s+)?{motto_end}|{motto_independence}\s*[-–.]*\s*{motto_freedom}\s*[-–.]*\s*{motto_happiness}|{communist_party}\s*(?:\n[\s*]*)?{vietnam}|{democratic_vietnam}\s+{republic_end}|{motto_independence}\s*[-–]?\s*$|{motto_freedom}\s*[-–]\s*{motto_happiness}"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_RULE = lexicon.pattern(r"[\s|*_=.\-–—#>]*$")
_CELL = lexicon.pattern(r"\s*\|\s*|\s{3,}|\t+")
_WHOLE_NUMBER = lexicon.pattern(r"{number_word}\s*:?\s*\d\S*(?:\s?[-/]\s?\S+)*")
_SUBJECT = lexicon.pattern(r"(?:v/v|{regarding}|{abstract})\s*:?\s*")
_GROUND = lexicon.pattern(
    r"[\s*_-]*(?:{on_grounds}|{considering}\s|{implements}\s|{in_order_to}\s|theo\s|{addressed_to}|{chapter}\s+[ivx\d]|{article}\s+1\b|{part}\s|i\s*[.-]\s|i\.|1\.|a\.|{recipients})"
)
_EDITORS_NOTE = re.compile(r"[\s*]*\[[^\[\]]{8,900}\]")
_GOES_ON = lexicon.pattern(r"[\s*_-]*(?:{implements}|{in_order_to}\s|theo\s)")
_GROUNDS_FOLLOW = lexicon.pattern(r"(?<=\S)(?:[ ;.]+{on_grounds_capital}\s|\s*\[)")
_TITLE_OPENS = lexicon.pattern(r"\s+(?:{about}|v/v|{issues}|{approves}|{repeals}|{amends})\s")
_ASKS = lexicon.pattern(r"\s(?:{asks}|{directive}|{decision}\s*:|{resolves}\s*:)")
_OPENS = lexicon.pattern(r"\n[ *-]*(?:{on_grounds}|{implements}|{in_order_to}\s|{article}\s+1|{considering}\s)")
_SESSION_DAYS = lexicon.pattern(r"\({from}\s+{day}[^()\n]{10,90}\)")
_LAW_TYPES = lexicon.pattern(r"\s+((?:{code_head}\s+)?{law}|{ordinance}|{resolve_head}\s+{halves_of_types})\s")
_PASSED_ON = lexicon.pattern(
    r"{law}\s+{this_word}\s[^;“”]{0,160}?{passes}\s+{day}\s*(?P<d>\d{1,2})\s*{month}\s*(?P<m>\d{1,2})\s*{year}\s*(?P<y>\d{4})"
)
_MADE_BY = lexicon.pattern(
    r"[\s*]*{of}\s+[^\d|]{3,80}?\s+{number_word}\s+\S*\d\S*(?:\s+{day}\s*\d{1,2}\s*(?:/|-|{month})\s*\d{1,2}\s*(?:/|-|{year})\s*\d{4}(?=[\s*]*\n|\s+{about}\s)|(?=[\s*]*\n[\s*]*{about}\s))"
)
_NUMBER_AGAIN = lexicon.pattern(r"\s+{number_word}\s*:?\s*$")
_TITLE_STARTS = lexicon.pattern(r"(?:{about}|v/v|{issues}|{approves}|{repeals}|{amends})\s")
_TITLE_WORDS = re.compile(r"\S+")
_BEFORE_NAMES = tuple(f"{word} " for word in lexicon.group("before_names"))
_CALLS = lexicon.pattern(r"\s+{cables}$")
_SPEAKS = lexicon.pattern(r"\s+{speaks}")
_TITLE_NUMBER = lexicon.pattern(r"[\s*]*(?:{of}\s+[^\d|]{3,80}?[\s*]*)?{number_word}[\s*:]*(?=\d)")
_LINE_ENDS = lexicon.pattern(r"[ *]*(?:\n|\||$|\s{3,}|[^\W\d_][^\n,]{1,30},\s+{day})")
_ALONE = lexicon.pattern(r"\d+/\d{4}/[^\s]+\s*(?:\n|{capital})")
_ARTICLE_ONE = lexicon.pattern(r"[\s*]*(?:{article}\s+1|{chapter}\s+[i1])")
_HYPHEN_ENDS = re.compile(r"\s?-[ *]*(?:\n|\||\s{3,})")
_REST_OF_NUMBER = re.compile(r"[ *|]*([A-ZĐ\u0400-\u042f&]{2,}(?:-[A-ZĐ\u0400-\u042f&]{2,})*)[ *]*(?:\n|\||\s{3,})")
_SECOND_NUMBER = re.compile(r"[-.]\d{3}(?!\d)")
_LETTER_MARK = lexicon.pattern(r"{addressed_to}")


def read_header(doc: Document) -> Header:
    """The own document as its frame describes it. What the frame leaves out is None."""
    doc = _without_tags(doc)
    text, low = doc.text, doc.low
    top = _Top(text, low)
    if treaty := top.treaty():
        return treaty
    number = top.number()
    date = top.date(number)
    kind, kind_at, kind_end = top.kind(number, date)
    if number is None and kind is not None:
        number, date = top.number_in_title(kind_end, date)
        if number is None and kind_at > 0:
            number = top.number_above(kind, kind_at)
    title = top.title(number.end if number and number.start > kind_end > 0 else kind_end if kind else 0, kind)
    if kind_at > 0 and top.runs_on(kind_at):
        title = top.capitals_of(title)
    again = text.find(number.symbol.printed, title.start, title.end) if number and number.symbol else -1
    named_so = _NUMBER_AGAIN.search(low, title.start, again) if again > 0 else None
    if named_so:  # `LUẬT ĐẤT ĐAI SỐ 24-L/CTN NGÀY 14/07/1993 CỦA QUỐC HỘI`
        title = Span(title.start, named_so.start())
    if date and title.start < date.start < title.end:
        title = Span(title.start, len(text[: date.start].rstrip()))
    head_end = max(number.end if number else 0, date.end if date else 0)
    if kind is None and number:
        head_end = number.end
    if kind_at >= 0:
        head_end = min(head_end, kind_at) if head_end > kind_at else head_end
    issuer, unit = top.issuer(number, date, kind_at, title) if kind or number else (None, "")
    told = kind == lexicon.word("notice") and number is None  # `Thông báo kết luận của Phó Thủ tướng …`: another body's
    named = _named_in_title(text, low, kind_end) if kind and not told else None
    if issuer is None and named:
        issuer, unit = named, (_read_letterhead([named.upper()]) or ("", ""))[1]
    if issuer is None and (kind or number):
        issuer, unit = top.authority(kind_at, title)
    signature, signer, signer_title, authority = _signature(doc, max(head_end, title.end))
    guessed: tuple[str, ...] = ()
    if kind is None and number and number.symbol:
        kind, guessed = _kind_by_symbol(number.symbol) or lexicon.printed("official_letter"), ("type",)
    consolidated: tuple[str, ...] = ()
    if number and number.symbol and number.symbol.letters[:1] == ("vbhn",):
        consolidated, kind = (kind,) if kind else (), _kind_by_symbol(number.symbol)
    issuer, unit = _refine(issuer, unit, authority or named or top.central_speaker())
    by_symbol = lexicon.issuer_of(number.symbol.printed) if number and number.symbol else None
    if by_symbol and issuer and key(by_symbol).startswith(key(issuer)):
        if key(issuer) != key(by_symbol):
            guessed = (*guessed, "issuer")
        issuer = by_symbol  # `BAN CHẤP HÀNH TRUNG ƯƠNG`, `VĂN PHÒNG`: Văn phòng Trung ương Đảng
    elif by_symbol and issuer is None:
        issuer, guessed = by_symbol, (*guessed, "issuer")
    if issuer and not unit and _is_local(issuer) and (unit := _usual_place(text, low)):
        issuer, guessed = _with_unit(issuer, unit), (*guessed, "place")
    iso = date.iso if date else None
    if iso is None and kind in _laws() and (passed := _last_match(_PASSED_ON, low, max(head_end, len(low) - 30000))):
        iso = read_date(passed).iso
    place = _place(unit, issuer, iso)
    own = Entity(
        kind=DOCUMENT, label=_label(kind, number, title, text), type=kind, symbol=number.symbol.printed if number and number.symbol else None, date=iso,
        year=int(iso[:4]) if iso else number.symbol.year if number and number.symbol else None, issuer=issuer, title=_words(text, title) or None,
        name=_law_title(kind, text, title), signer=signer, signer_title=signer_title, place=place, inferred=guessed,
    )  # fmt: skip
    body = head_end if head_end else (kind_at if kind_at > 0 else 0)
    return Header(
        own=own, body=body, number=Span(number.start, number.end) if number else Span(0, 0), heading=kind_at, head=Span(0, body), title=title, signature=signature, attached=(*consolidated, *_attached(low, title, kind)), unit=unit,
    )  # fmt: skip


HEAD_OF_TREATY = 500  # characters in which a treaty says what it is
_TREATY = lexicon.pattern(r"(?:^|\n)[ *#|_-]{0,20}(?P<kind>{treaties})(?=[\s*:]{1,20}\S)")
_DONE_AT = lexicon.pattern(
    r"(?:^|\n)[ *]*{done_at}\s+[^\n]{2,60}?,?\s*{day}\s*(?P<d>\d{1,2})\s*{month}\s*(?P<m>\d{1,2})\s*{year}\s*(?P<y>\d{4})"
)


def _without_tags(doc: Document) -> Document:
    """A page that some reader wrote down with its tags (`<div align="center">`): blanks in their place."""
    if "</" not in doc.text[:_REACH]:
        return doc
    text = _TAG.sub(lambda m: " " * len(m.group()), doc.text)
    return replace(doc, text=text, low=_TAG.sub(lambda m: " " * len(m.group()), doc.low))


def _words(text: str, span: Span) -> str:
    words = " ".join(re.sub(r"[*|#_]+", " ", text[span.start : span.end]).split())
    return words.strip(" -–.:")


def _label(kind: str | None, number: _Found | None, title: Span, text: str) -> str:
    parts = [kind.capitalize() if kind else ""]
    if number and number.symbol:
        parts.append(f"{_NO} {number.symbol.printed}")
    elif title.end > title.start:
        parts.append(_words(text, title))
    return " ".join(p for p in parts if p)


@cache
def _laws() -> frozenset[str]:
    """Types that are cited by name."""
    return frozenset(row.type for row in lexicon.types() if row.named)


def _last_match(pattern: re.Pattern[str], low: str, start: int) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(low, start))), None)


def _law_title(kind: str | None, text: str, title: Span) -> str | None:
    if kind not in _laws():
        return None
    words = _words(text, title)
    return words or None


def _closed(kept: str, spaced: re.Match[str]) -> str:
    """The text to a number's end, without the gap behind its digits (`11    /2025/QĐ-UBND`)."""
    return kept[: spaced.end(1)] + kept[spaced.end() : spaced.end() + 60].replace("\n", " ")


class _Found(Struct, frozen=True, kw_only=True):
    start: int
    end: int
    symbol: Symbol | None = None


class _Dated(Struct, frozen=True, kw_only=True):
    start: int
    end: int
    iso: str | None
    place: str | None


class _Top:
    """The first lines of a paper, searched for the pieces of a letterhead."""

    def __init__(self, text: str, low: str) -> None:
        self.text, self.low = text, low
        self.limit = self._limit()

    def _limit(self) -> int:
        """The letterhead ends where the grounds or the first article begin."""
        end = min(len(self.low), _REACH)
        at = 0
        seen = 0
        for line in self.low[:end].split("\n"):
            if lexicon.pattern(r"[\s*-]*(?:{on_grounds}\s|{article}\s+1\s*[.:]|{addressed_to})").match(line) and seen:
                return at + (0 if not _LETTER_MARK.search(line) else len(line))
            seen += bool(line.strip())
            at += len(line) + 1
        return end

    def number(self) -> _Found | None:
        """The number line: the first line of the letterhead that begins with `Số`."""
        for found in (
            *_NUMBER_LINE.finditer(self.low, 0, self.limit),
            *_INLINE_NUMBER.finditer(self.low, 0, self.limit),
        ):
            at = found.end()
            words = found.group().split(_NO)[0].strip(" *\n")
            before = self.low[max(0, found.start() - 12) : found.start()].split()
            if (
                not words
                and before
                and before[-1] in _type_ends()
                and "\n" not in self.low[max(0, found.start() - 2) : found.start()]
            ):
                continue
            if (
                words
                and ":" not in found.group()
                and not self.text[found.start() : at].split(_NO.upper())[0].isupper()
                and not (words.endswith(_LAW_ENDINGS) and _ALONE.match(self.low, at))
            ):
                continue
            if not self.low[at : at + 1].isdigit():
                line = self.low.find("\n", at)
                return _Found(start=found.start(), end=at if line < 0 else line)
            symbol = symbol_at(self.text, self.low, at)
            if symbol and words and not words.endswith(_LAW_ENDINGS) and not _LINE_ENDS.match(self.low, symbol.end):
                continue
            if symbol and symbol.letters:
                symbol = self._both_numbers(symbol)
                return self._wrapped(_Found(start=found.start(), end=symbol.end, symbol=symbol))
            spaced = lexicon.pattern(r"(\d+[a-zđ]?)\s{1,12}(?=/|-\w)").match(self.low, at)
            if spaced:
                rest = symbol_at(_closed(self.text, spaced), _closed(self.low, spaced), at)
                if rest and rest.letters:
                    end = rest.end + spaced.end() - spaced.end(1)
                    return self._wrapped(
                        _Found(
                            start=found.start(),
                            end=end,
                            symbol=Symbol(
                                end=end,
                                number=rest.number,
                                printed=clean_symbol(self.text[at:end]),
                                letters=rest.letters,
                                year=rest.year,
                                party=rest.party,
                            ),
                        )
                    )
        return None

    def _wrapped(self, number: _Found) -> _Found:
        """`Số: 24/HDLN-BCA-BQP-BYT-   Hà Nội, ngày …`, the rest of the letters at the head of the line below."""
        line = self.text.find("\n", number.end)
        rest = _REST_OF_NUMBER.match(self.text, line + 1) if line > 0 else None
        if number.symbol is None or rest is None or not _HYPHEN_ENDS.match(self.text, number.end):
            return number
        symbol = replace(number.symbol, printed=clean_symbol(f"{number.symbol.printed}-{rest[1]}"))
        return replace(number, symbol=symbol)

    def date(self, number: _Found | None) -> _Dated | None:
        """`Hà Nội, ngày 20 tháng 11 năm 2025`, before the grounds."""
        start = max(0, number.start - 900) if number else 0
        end = min(self.limit, number.end + 900) if number else min(self.limit, 2500)
        for found in _PLACE_DATE.finditer(self.low, start, end):
            read = read_date(found)
            place = " ".join(self.text[found.start("place") : found.end("place")].replace("*", " ").split())
            if len(place.split()) > 6 or not place[:1].isupper():
                words = place.split()
                place = " ".join(words[-3:])
            if self._in_sentence(found.start("d"), found.start("place")):
                continue
            return _Dated(start=found.start(), end=found.end(), iso=read.iso, place=place)
        for found in _DAY.finditer(self.low, number.end if number else start, end if number else start):
            if town := self._province_before(found.start()):
                town_at = found.start() - len(town) - 1
                return _Dated(start=town_at, end=found.end(), iso=read_date(found).iso, place=town)
        behind = DATE.match(self.low, number.end) if number else None
        if behind:
            return _Dated(start=behind.start(), end=behind.end(), iso=read_date(behind).iso, place=None)
        if number and not _BLANK_DATE.search(self.low, start, end):
            day = _DAY.search(self.low, number.end, min(end, number.end + 300))
            if (
                day
                and not self._line_before(day.start()).strip(" *|>-_")
                and self.low[day.end() : day.end() + 8].strip(" *|")[:1] in ("", "\n")
            ):
                return _Dated(start=day.start(), end=day.end(), iso=read_date(day).iso, place=None)
        return None

    def _province_before(self, at: int) -> str | None:
        """`Hà Nội ngày 11 tháng 4 năm 2025`, without a comma."""
        words = list(_TITLE_WORDS.finditer(self.text, max(0, at - 40), at))[-4:]
        for word in words:
            end, known = lexicon.longest(lexicon.provinces(), self.low, word.start())
            if known and self.text[word.start()].isupper() and self.low[end:at] == " ":
                return self.text[word.start() : end]
        return None

    def _line_before(self, at: int) -> str:
        return self.low[self.low.rfind("\n", 0, at) + 1 : at]

    def number_in_title(self, at: int, date: _Dated | None) -> tuple[_Found | None, _Dated | None]:
        """`NGHỊ QUYẾT CỦA CHÍNH PHỦ SỐ 03/NQ-CP NGÀY 15 THÁNG 01 NĂM 2010 VỀ …`, `Nghị định 61-CP`."""
        found = _TITLE_NUMBER.match(self.low, at)
        if found is None:
            return None, date
        symbol = (
            symbol_at(self.text, self.low, found.end()) if self.text[found.start() : found.end()].isupper() else None
        )
        if symbol is None or not symbol.letters:
            symbol = self._bare_number(found.end())
        if symbol is None:
            return None, date
        symbol = self._both_numbers(symbol)
        day = DATE.match(self.low, symbol.end)
        if date is None and day:
            date = _Dated(start=day.start(), end=day.end(), iso=read_date(day).iso, place=None)
        return _Found(start=found.start(), end=day.end() if day else symbol.end, symbol=symbol), date

    def _both_numbers(self, symbol: Symbol) -> Symbol:
        """`102-SL/L-004` of 1957: the number among decrees, and that among laws."""
        second = _SECOND_NUMBER.match(self.low, symbol.end)
        return replace(symbol, end=second.end(), printed=symbol.printed + second[0]) if second else symbol

    def _bare_number(self, at: int) -> Symbol | None:
        """`SẮC LỆNH … Số 68 NGÀY 30 THÁNG 11 NĂM 1945`: a number without letters is one where its date follows."""
        digits = re.compile(r"\d{1,4}(?!\S)").match(self.low, at)
        if not digits or not DATE.match(self.low, digits.end()):
            return None
        return Symbol(end=digits.end(), number=digits[0], printed=digits[0])

    def number_above(self, kind: str, at: int) -> _Found | None:
        """`TOÀN VĂN: KẾT LUẬN 155-KL/TW CỦA BỘ CHÍNH TRỊ`, as a site prints it above the paper: the number of the paper, in words that also cite it."""
        for found in lexicon.pattern(
            r"\s+".join(map(re.escape, key(kind).split())) + r"\s+(?:{number_word}\s*(?::\s*)?)?(?=\d)"
        ).finditer(self.low, 0, at):
            symbol = symbol_at(self.text, self.low, found.end())
            if symbol and symbol.letters and self._is_headline(found.start()):
                return _Found(start=0, end=0, symbol=symbol)
        return None

    def _is_headline(self, at: int) -> bool:
        """A line in capitals, or marked as a heading of the page, or the first of all."""
        begin = self.low.rfind("\n", 0, at) + 1
        if not self.text[:at].strip(_MARKUP):
            return True
        line = self.text[begin : (self.text.find("\n", at) + 1 or len(self.text) + 1) - 1]
        return line.lstrip(" *").startswith("#") or (line.isupper() and len(line) < 400)

    def _in_sentence(self, at: int, start: int) -> bool:
        before = self._line_before(start).strip(" *|>-")
        return bool(lexicon.pattern(r"(?:\S\s+{number_word}\s+\S*\d\S*|{law}|{passes}|{issues})\s*$").search(before))

    def treaty(self) -> Header | None:
        """`HIỆP ĐỊNH VẬN TẢI ĐƯỜNG BỘ GIỮA CHÍNH PHỦ …`: no number, no letterhead, the day at its end (`Làm tại Hà Nội ngày …`)."""
        found = _TREATY.search(self.low, 0, HEAD_OF_TREATY)
        if found is None or not self.text[found.start("kind") : found.end("kind")].isupper():
            return None
        above = [line for line in self.low[: found.start("kind")].split("\n") if line.strip(_MARKUP)]
        if len(above) > 2 or any(len(line) > 60 for line in above):
            return None
        kind = " ".join(found["kind"].split())
        end = at = found.end("kind")
        for line in self.text[at : at + 2000].split("\n"):
            words = [w for w in line.split() if re.search(r"[^\W\d_]", w)]
            if sum(not w.isupper() for w in words) * 2 > len(words) or _ARTICLE_ONE.match(line.lower()):
                break
            end = at + len(line.rstrip()) if words else end
            at += len(line) + 1
        start = end - len(self.text[found.end("kind") : end].lstrip(_MARKUP + ":"))
        title = Span(start, end)
        if self.number() or end == found.end("kind"):
            return None
        done = _DONE_AT.search(self.low, end)
        iso = read_date(done).iso if done else None
        own = Entity(
            kind=DOCUMENT, label=_label(kind, None, title, self.text), type=kind, date=iso, year=int(iso[:4]) if iso else None, title=_words(self.text, title) or None
        )  # fmt: skip
        return Header(
            own=own, body=found.start("kind"), number=Span(0, 0), heading=found.start("kind"), head=Span(0, found.start("kind")), title=title, signature=Span(0, 0)
        )  # fmt: skip

    def kind(self, number: _Found | None, date: _Dated | None) -> tuple[str | None, int, int]:
        """(type, where its heading begins, where it ends): a line that begins with a type in capitals."""
        begin = (
            min(number.end if number else 0, date.end if date else (number.end if number else 0))
            if number or date
            else 0
        )
        end = min(len(self.low), begin + 3000)
        at = begin
        names = lexicon.type_words()
        letter = False
        for line in self.low[begin:end].split("\n"):
            start = at + len(line) - len(line.lstrip(" *|#>_\t-"))
            at += len(line) + 1
            body = self.low[start : at - 1]
            if not body.strip(" *|-_"):
                continue
            words = re.findall(r"[^\s*|:]+", body)[:4]
            for count in (4, 3, 2, 1):
                name = " ".join(words[:count])
                row = names.get(name)
                if row and row.type and len(words) >= count:
                    stop = start
                    for word in words[:count]:
                        stop = self.low.index(word, stop) + len(word)
                    printed = self.text[start:stop]
                    if printed.isupper() and not (begin == 0 and start > 1500):
                        if letter and row.loose and not number:
                            break
                        return self._longer_kind(row.type, start, stop)
            if lexicon.pattern(r"(?:v/v|{addressed_to})").match(body):
                letter = True
                if number and number.symbol and body.startswith(_DEAR):
                    return None, -1, -1
            if lexicon.pattern(r"(?:{on_grounds}|{article}\s+1)").match(body):
                break
        if date is None:
            return self._sentence_kind() if number is None else (None, -1, -1)
        found = self._inline_kind(number, date)
        return found if found[0] else self._law_behind(date.end)

    def _law_behind(self, at: int) -> tuple[str | None, int, int]:
        """`… năm 2006 QUỐC HỘI NƯỚC … (Từ ngày 17 tháng 10 đến ngày 29 tháng 11 năm 2006) LUẬT QUẢN LÝ THUẾ`, all on the date's line."""
        line = self.low.find("\n", at)
        session = _SESSION_DAYS.search(self.low, at, line if line > 0 else at + 600)
        kind = _LAW_TYPES.match(self.low, session.end()) if session else None
        if kind is None or not self.text[kind.start(1) : kind.end(1)].isupper():
            return None, -1, -1
        return " ".join(kind[1].split()), kind.start(1), kind.end(1)

    def _sentence_kind(self) -> tuple[str | None, int, int]:
        """`Quyết định ban hành tiêu chuẩn tạm thời` as the first line of a paper without letterhead, with grounds or tasks below it."""
        start = len(self.low) - len(self.low.lstrip(" \n*#|"))
        line_end = self.low.find("\n", start)
        if self.low[start : line_end if line_end > 0 else None].rstrip(" *").endswith("?"):
            return None, -1, -1
        words = re.findall(r"\S+", self.low[start : line_end if line_end > 0 else start + 400])[:4]
        for count in (4, 3, 2, 1):
            row = lexicon.type_words().get(" ".join(words[:count]))
            if row and row.type and len(words) >= count and self.text[start].isupper():
                stop = start
                for word in words[:count]:
                    stop = self.low.index(word, stop) + len(word)
                if not _OPENS.search(self.low, start, start + 2500) and not _TITLE_OPENS.match(self.low, stop):
                    return None, -1, -1
                if symbol_at(self.text, self.low, stop + 1) or self.low[stop : stop + 4].strip().startswith(_NO):
                    return None, -1, -1
                return row.type, start, stop
        return None, -1, -1

    def _longer_kind(self, kind: str, start: int, stop: int) -> tuple[str, int, int]:
        """`HƯỚNG DẪN LIÊN NGÀNH`, `THÔNG TƯ LIÊN TỊCH` over two lines."""
        rest = lexicon.pattern(r"[\s*]+({joint}|{joint_ministries}|{action}|{joint_branches}|{consolidated})").match(
            self.low, stop
        )
        if rest and self.text[rest.start(1) : rest.end(1)].isupper():
            longer = lexicon.type_words().get(f"{kind} {' '.join(rest[1].split())}")
            if longer:
                return longer.type, start, rest.end()
        return kind, start, stop

    def _inline_kind(self, number: _Found | None, date: _Dated | None) -> tuple[str | None, int, int]:
        """`Hà Nội, ngày 14 tháng 7 năm 1993 LUẬT ĐẤT ĐAI`: the heading on the date's line."""
        if not date:
            return None, -1, -1
        start = date.end + len(self.low[date.end :]) - len(self.low[date.end :].lstrip(" \n*|"))
        words = re.findall(r"\S+", self.low[start : start + 120])[:4]
        for count in range(len(words), 0, -1):
            row = lexicon.type_words().get(" ".join(words[:count]))
            if row and row.type:
                stop = start
                for word in words[:count]:
                    stop = self.low.index(word, stop) + len(word)
                if self.text[start:stop].isupper():
                    return self._longer_kind(row.type, start, stop)
        return None, -1, -1

    def title(self, start: int, kind: str | None) -> Span:
        """The lines under the type, to a rule, a blank line behind capitals, or the grounds; of a letter the `V/v`."""
        if kind is None:
            subject = _SUBJECT.search(self.low, 0, self.limit)
            before = self._line_before(subject.start()).strip(" *|(") if subject else ""
            if not subject or (before and not _WHOLE_NUMBER.fullmatch(before)):
                return Span(0, 0)
            return self._lines(subject.end(), 8)
        while note := _EDITORS_NOTE.match(self.low, start):
            start = note.end()
        if said := _MADE_BY.match(self.low, start):  # `CỦA CHÍNH PHỦ SỐ 03/NQ-CP NGÀY 15 THÁNG 01 NĂM 2010`
            start = said.end()
        return self._lines(start, 24, kind)

    def runs_on(self, at: int) -> bool:
        """Does the heading stand in the middle of a line (`Hà Nội, ngày 29 tháng 11 năm 2024 LUẬT ĐẦU TƯ CÔNG`)?"""
        return bool(self._line_before(at).strip(" *|#\t"))

    def capitals_of(self, title: Span) -> Span:
        """A heading that runs on into the text on its line: its capitals, without who decides (`… ỦY BAN NHÂN DÂN TỈNH KON TUM`)."""
        words = list(_TITLE_WORDS.finditer(self.text, title.start, title.end))
        small = [bool(re.search(r"[^\W\d_]", w.group())) and w.group()[1:].islower() for w in words]
        end = title.end
        if words and words[0].group().isupper():
            prose = next((i for i in range(1, len(words) - 1) if small[i] and small[i + 1]), len(words))
            end = words[prose - 1].end()
            for word in words[max(1, prose - 14) : prose]:
                if self._decides(word.start(), end) and not self.low[: word.start()].endswith(_BEFORE_NAMES):
                    return Span(title.start, len(self.text[: word.start()].rstrip()))
        return Span(title.start, end)

    def _decides(self, at: int, end: int) -> bool:
        """Does the name of a body that a table knows stand there, to the end?"""
        if lexicon.longest(lexicon.bodies(), self.low, at)[1] is None:
            return False
        body = issuer_at(self.text, self.low, at)
        return body is not None and body.end >= end

    def _in_name(self, kind: str, start: int, at: int) -> bool:
        """`LUẬT NGHĨA`, and below it `VỤ QUÂN SỰ`: does a known name of a law go on?"""
        tree = lexicon.law_names().get(kind)
        begin = at - len(self.low[start:at].lstrip(" \n*|:"))
        return tree is not None and lexicon.longest(tree, self.low, begin)[0] > at

    def _lines(self, start: int, limit: int, kind: str = "") -> Span:
        end = at = start
        spoken = bool(kind) and not self._kind_in_capitals(start)
        for index, line in enumerate(self.low[start : start + 3500].split("\n")):
            printed = self.text[at : at + len(line)]
            before = self.text[start:end].strip(_MARKUP)
            if index > limit or (
                index
                and (
                    self._is_ground(printed, before, at)
                    or _MOTTO.fullmatch(line.strip(" *|"))
                    or _LETTER_MARK.search(line)
                )
            ):
                break
            if _RULE.match(line):
                if before and (
                    line.strip(" *|") or (end > start and (spoken or not self._goes_on(at + len(line) + 1, before)))
                ):
                    break
            elif before and (
                (spoken and not self._is_rest(printed))
                or self._is_prose(printed, before)
                or (
                    not self._in_name(kind, start, at)
                    and not self.low[start:at].rstrip(" *\n").endswith(_UNFINISHED)
                    and (self._is_authority(printed) or (index and self._is_speaker(at, line)))
                )
            ):
                break
            else:
                end = at + len(line.rstrip())
            at += len(line) + 1
        while start < end and self.text[start] in " \n*|:#":
            start += 1
        grounds = _GROUNDS_FOLLOW.search(self.text, start, end)
        return Span(start, grounds.start() if grounds else end)

    def _kind_in_capitals(self, start: int) -> bool:
        """`Quyết định về việc …` as the first line of a paper without letterhead names its type in small letters."""
        return self.text[max(0, start - 8) : start].strip(" *|#:.\n").isupper() or "\n" in self.text[start - 1 : start]

    def _is_rest(self, printed: str) -> bool:
        """The line goes on with a sentence: small letters, or brackets."""
        opening = printed.lstrip(_MARKUP)[:1]
        return opening.islower() or opening == "("

    def _is_ground(self, printed: str, before: str, at: int) -> bool:
        """Where the grounds or the text begin; in a title `thực hiện …`, `THEO HỢP ĐỒNG`, `Thực hiện công tác bầu cử …` go on with it."""
        if not printed.strip(_MARKUP) or not _GROUND.match(self.low, at):
            return False
        if not _GOES_ON.match(self.low, at):
            return before != "" or not printed.lstrip(_MARKUP)[:1].islower()
        if printed.lstrip(_MARKUP)[:1].islower():
            return False
        if printed.isupper():
            return before != "" and not before.isupper()
        return before != "" or not self._stops_unfinished(at)

    def _stops_unfinished(self, at: int) -> bool:
        """The lines there end without a stop before the grounds, as a title does."""
        for line in self.text[at : at + 1500].split("\n"):
            words = line.strip(_MARKUP)
            if words and _GROUND.match(self.low, at) and not _GOES_ON.match(self.low, at):
                return True
            if words[-1:] in (".", ":", ";", ",") or len(words) > 300:
                return False
            at += len(line) + 1
        return False

    def _goes_on(self, at: int, before: str) -> bool:
        """Behind a blank line: a title in capitals goes on in capitals, any title with a small letter."""
        following = self.text[at : at + 400].lstrip(" \n*|").split("\n")[0]
        if re.match(r"[^\W\d_](?:[^\W\d_]*\s|[^\W\d_]+$)", following) and following[0].islower():
            return not before.endswith((".", ":", ";")) and len(following) < 200
        return following.isupper() and not self._is_authority(following) and not _GROUND.match(following.lower())

    def _is_prose(self, printed: str, before: str) -> bool:
        """A paragraph of the text, which no blank line divides from the title."""
        words = printed.strip(_MARKUP)
        if len(printed) > 400 or before.endswith((".", ":")):
            return True
        opens = words[:1].isupper() and not words.isupper() and not _TITLE_STARTS.match(words.lower())
        return opens and (
            (before.isupper() and len(before.split()) > 3 and not before.lower().endswith(_UNFINISHED))
            or (len(words) > 150 and words.endswith((".", ":", ";")))
        )

    def _is_authority(self, printed: str) -> bool:
        """`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI` under the title names who decides; `THỦ TƯỚNG CHÍNH PHỦ điện:`."""
        words = printed.strip(" *|:#")
        if called := _CALLS.search(words.lower()):
            words = words[: called.start()]
        if not words.isupper() or len(words) > 120:
            return False
        _, value = lexicon.longest(lexicon.bodies(), key(words), 0)
        return value is not None

    def _is_speaker(self, at: int, line: str) -> bool:
        """A known body, or an office (`GIÁM ĐỐC TRUNG TÂM …`) above the grounds, on a line of its own."""
        first = at + len(line) - len(line.lstrip(_MARKUP))
        if lexicon.longest(lexicon.bodies(), self.low, first)[1] is not None:
            return self._is_body(first, len(line))
        if not _OFFICE_WORDS.match(self.low, first):
            return False
        return self._above_grounds(at + len(line))

    def issuer(self, number: _Found | None, date: _Dated | None, kind_at: int, title: Span) -> tuple[str | None, str]:
        """(full name, unit in words) from the letterhead, else from the line that names who decides."""
        stops = [
            x
            for x in (
                number.start if number and number.end else None,
                date.start if date else None,
                kind_at if kind_at > 0 else None,
            )
            if x is not None
        ]
        congress = self._congress(min(stops, default=0), title.start)
        if congress:
            return congress, ""
        found = (
            self._letterhead(
                min(stops),
                joint=bool(number and number.symbol and len(number.symbol.letters) > 2 and not number.symbol.party),
            )
            if stops
            else None
        )
        return found or (None, "")

    def authority(self, kind_at: int, title: Span) -> tuple[str | None, str]:
        """(full name, unit in words) from the line that names who decides, else from who speaks at the head of a sentence."""
        return self._authority(title.end if title.end else max(kind_at, 0)) or (None, "")

    def central_speaker(self) -> str | None:
        """`Ban Bí thư quy định về Phông lưu trữ` under the letterhead of the whole Central Committee."""
        found = _CENTRAL_SPEAKS.search(self.low, 0, 12000)
        body = issuer_at(self.text, self.low, found.start(1)) if found else None
        return body.full if body else None

    def _congress(self, end: int, title: int) -> str | None:
        """`ĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XI` at the head of a line of its own, or of the title: a congress speaks."""
        heads = (
            m for m in _CONGRESS_LINE.finditer(self.low, 0, end) if not self._line_before(m.start()).strip(" *|#\t")
        )
        for found in (*heads, *filter(None, (_CONGRESS_LINE.match(self.low, title),))):
            if self.text[found.start() : found.end()].isupper():
                whose = " ".join(found["whose"].split())
                national = not whose or whose in lexicon.group("national_congress")
                label = lexicon.phrases("congress")[0]
                return label.replace("XIII", found["no"].upper()) if national else self._in_small_letters(found["what"])
        return None

    def _in_small_letters(self, words: str) -> str:
        """Words in capitals as the text below prints them, else with one capital."""
        at = self.low.find(words)
        while at >= 0:
            if not self.text[at : at + len(words)].isupper():
                return self.text[at : at + len(words)]
            at = self.low.find(words, at + 1)
        return words.capitalize()

    def _letterhead(self, end: int, joint: bool) -> tuple[str, str] | None:
        cells: list[str] = []
        region = self.text[:end]
        low = self.low[:end]
        motto = "\n".join(_cells(region, low))
        for piece in motto.split("\n"):
            if piece:
                cells.append(piece)
        capitals = [c for c in cells if c.isupper() and len(c) < 200][-12:]
        if not capitals:
            capitals = [run for c in cells for run in _runs_of_capitals(c)]
        return _read_letterhead(capitals, joint)

    def _authority(self, start: int) -> tuple[str, str] | None:
        """Who decides, on a line of its own under the title; else who speaks at the head of a sentence."""
        at = start
        for line in self.text[start : start + 1500].split("\n"):
            words = line.strip(" *|:\t")
            first = at + len(line) - len(line.lstrip(" *|:\t"))
            if words and len(words) < 140 and (words.isupper() or (first > start and self._is_body(first, len(words)))):
                known = bool(_bodies_in(words.upper()))
                found = _read_letterhead([words.upper()]) if known or self._above_grounds(at + len(line)) else None
                if found:
                    return self._spelled(found, words)
            at += len(line) + 1
        at = 0
        for line in self.text[:4000].split("\n"):
            first = at + len(line) - len(line.lstrip(" *|:\t-"))
            at += len(line) + 1
            body = issuer_at(self.text, self.low, first) if line[first - at + len(line) + 1 :][:1].isupper() else None
            if body and _SPEAKS.match(self.low, body.end):
                found = _read_letterhead([body.full.upper()])
                return (body.full, found[1]) if found else (body.full, "")
        return self._speaker()

    def _above_grounds(self, at: int) -> bool:
        """Do the grounds begin below?"""
        below = self.low[at : at + 400].lstrip(_MARKUP).split("\n")
        return bool(_GROUND.match(below[0])) and not _GOES_ON.match(below[0])

    def _spelled(self, found: tuple[str, str], words: str) -> tuple[str, str]:
        """`Tổng cục trưởng tổng cục du lịch`, as the text below prints it: `Tổng cục trưởng Tổng cục Du lịch`."""
        name, unit = found
        if key(name) != key(words):
            return found
        at = self.low.find(key(name))
        while at >= 0:
            printed = self.text[at : at + len(name)]
            if not printed.isupper() and sum(map(str.isupper, printed)) > sum(map(str.isupper, name)):
                name = " ".join(printed.split())
            at = self.low.find(key(found[0]), at + 1)
        return name, unit

    def _speaker(self) -> tuple[str, str] | None:
        """`Để …, Bộ trưởng Bộ Tư pháp yêu cầu`: who asks, in the middle of a sentence."""
        for asks in _ASKS.finditer(self.low, 0, 30000):
            begin = max(0, asks.start() - 90)
            for word in _WORDS.finditer(self.text, begin, asks.start()):
                if not word.group()[0].isupper():
                    continue
                body = issuer_at(self.text, self.low, word.start())
                if body and body.end == asks.start():
                    found = _read_letterhead([body.full.upper()])
                    return body.full, found[1] if found else ""
        return None

    def _is_body(self, at: int, length: int) -> bool:
        """Is the whole line the name of a body (`Hội đồng nhân dân tỉnh tiền giang khóa vii - kỳ họp thứ 6`)?"""
        body = issuer_at(self.text, self.low, at)
        if body is None:
            return False
        rest = self.low[body.end : at + length].strip()
        return (
            not rest
            or bool(lexicon.pattern(r"(?:{term}|{term_spelling}|{sitting}|-)").match(rest))
            or (len(rest.split()) <= 3 and body.local)
        )


def _runs_of_capitals(words: str) -> list[str]:
    """`… ban hành. BỘ KẾ HOẠCH VÀ ĐẦU TƯ` -> the words in capitals, three at least."""
    runs: list[list[str]] = [[]]
    for word in words.split():
        if word.isupper():
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if len(run) >= 3]


@cache
def _type_ends() -> frozenset[str]:
    """Last words of types: `Nghị định số: 01/2021/NĐ-CP` cites."""
    return frozenset(words.rpartition(" ")[2] for words in lexicon.type_words()) - set(_LAW_ENDINGS)


def _cells(region: str, low: str) -> list[str]:
    """Pieces of the letterhead without the motto, the lines of one column together."""
    pieces: list[str] = []
    at = 0
    cleaned = list(region)
    for m in _MOTTO.finditer(low):
        for i in range(m.start(), m.end()):
            if cleaned[i] != "\n":
                cleaned[i] = "|"
    for line in "".join(cleaned).split("\n"):
        for cell in _CELL.split(line):
            cell = cell.strip(" *|_-–=.#>:\t")
            if cell and not _RULE.match(cell):
                pieces.append(" ".join(cell.replace("*", " ").split()))
        at += len(line) + 1
    return pieces


def _read_letterhead(lines: list[str], joint: bool = False) -> tuple[str, str] | None:
    """Lines in capitals -> the body that issues, with its place."""
    if not lines:
        return None
    names = _bodies_in(" ".join(lines))
    if not names:
        return _unknown_letterhead(lines)
    unit = next((u for _, u, _ in reversed(names) if u), "")
    if joint and len(names) > 1 and not names[-1][2]:
        return ", ".join(dict.fromkeys(f for f, _, _ in names)), unit
    body, own_unit, head = names[-1]
    rest = _rest_of(" ".join(lines))
    if rest and key(body) in lexicon.words("named_further"):
        return f"{body} {rest}", unit
    if rest and rest.split()[0] in lexicon.words("body_heads") and not head and not _PLAIN_UNIT.match(key(rest)):
        return f"{rest[0].upper()}{rest[1:]} {unit}".strip(), unit
    if head and len(names) > 1:
        above = names[-2][0]
        return f"{body} {_ABOVE_HEADS.get(key(above), above)}", unit
    if own_unit or not unit:
        return body, own_unit or unit
    return f"{body} {unit}", unit


def _unknown_letterhead(lines: list[str]) -> tuple[str, str] | None:
    """`ỦY BAN BẦU CỬ XÃ PHỐ BẢNG`, `TIỂU BAN THÔNG TIN, TUYÊN TRUYỀN`: the last of bodies that no table knows, and the unit that one of them names."""
    bodies = [
        line
        for line in lines
        if len(line.split()) > 1
        and key(line).split()[0] in lexicon.words("body_heads")
        and key(line).split()[0] not in lexicon.type_words()
        and not _PLAIN_UNIT.match(key(line))
    ]
    if not bodies or len(lines) > 4:
        return None
    unit = ""
    for line in bodies:
        low = key(line)
        if (found := _UNIT_AT.search(low)) and len(low) == len(line):
            unit = f"{' '.join(found.group().split())} {_title_case(line[found.end() : _unit_end(low, found.end())])}"
    name = bodies[-1].capitalize()
    return (name if not unit or key(unit) in key(name) else f"{name} {unit}"), unit


def _rest_of(words: str) -> str:
    """What stands in a letterhead behind the last body that a table knows, in small letters: `trung tâm phục vụ hành chính công`."""
    low = key(words)
    at = last = 0
    while at < len(low):
        end, value = lexicon.longest(lexicon.bodies(), low, at)
        if value is not None:
            last = end
            while unit := _UNIT_AT.match(low, last):
                stop = _unit_end(low, unit.end())
                if stop <= unit.end():
                    break
                last = stop
            at = max(last, end) + 1
        else:
            space = low.find(" ", at)
            at = space + 1 if space >= 0 else len(low)
    rest = words.lower()[last:].strip() if len(words) == len(low) else low[last:].strip()
    return rest if len(rest.split()) >= 2 else ""


_WORDS = re.compile(r"[^\W\d_][^\s,;.]*")
_UNIT_AT = lexicon.pattern(
    r"\s+(?:{province}|{city}|tp\.?|{district}|{urban_district}|{commune}|{ward}|{town}|{township}|{special_zone})\s+"
)
_ABOVE_HEADS = {key(name): lexicon.printed("centre_name") for name in lexicon.group("central_committees")}


def _bodies_in(words: str) -> list[tuple[str, str, bool]]:
    """(full name, unit, whether it is an office within the body before it) of each body that a line of capitals names, in order."""
    low = key(words)
    text = words if len(words) == len(low) else low.upper()
    found: list[tuple[str, str, bool]] = []
    at = 0
    while at < len(low):
        end, value = lexicon.longest(lexicon.bodies(), low, at)
        if isinstance(value, lexicon.Body):
            last = low.rfind(" ", at, end) + 1
            if (
                last and lexicon.longest(lexicon.bodies(), low, last)[0] > end
            ):  # `Ban Chấp hành Trung ương` above `Đảng đoàn Quốc hội`
                end, value = lexicon.longest(lexicon.bodies(), low[: last - 1], at)
                if not isinstance(value, lexicon.Body):
                    at = last
                    continue
            full = value.full
            while True:
                nxt, more = lexicon.longest(lexicon.bodies(), low, end + 1)
                if value.head and isinstance(more, lexicon.Body) and end < len(low):
                    full, end, value = f"{full} {more.full}", nxt, more
                else:
                    break
            unit = ""
            while True:
                place = lexicon.pattern(
                    r"\s+({province}|{city}|tp\.?|{district}|{urban_district}|{commune}|{ward}|{town}|{township}|{special_zone})\s+"
                ).match(low, end)
                if not place:
                    break
                stop = _unit_end(low, place.end())
                if stop <= place.end():
                    break
                unit_words = f"{' '.join(place[1].split())} {_title_case(text[place.end() : stop])}"
                unit = f"{unit}, {unit_words}" if unit else unit_words
                end = stop
            if not unit and value.local:
                province, known = lexicon.longest(lexicon.provinces(), low, end + 1)
                if known:
                    unit, end = str(known), province
            found.append((f"{full} {unit}".strip() if value.local or unit else full, unit, value.head))
            at = end + 1
        else:
            space = low.find(" ", at)
            at = space + 1 if space >= 0 else len(low)
    return found


def _unit_end(low: str, at: int) -> int:
    end, value = lexicon.longest(lexicon.provinces(), low, at)
    if value:
        return end
    end = at
    for _ in range(4):
        _, body = lexicon.longest(lexicon.bodies(), low, end)
        if body or lexicon.pattern(r"{ends_of_unit_names}(?!\S)").match(low, end):
            break
        space = low.find(" ", end)
        end = space + 1 if space >= 0 else len(low) + 1
        if end > len(low):
            break
    return min(max(at, end - 1), len(low))


def _title_case(words: str) -> str:
    return " ".join("-".join(p.capitalize() for p in w.split("-")) for w in words.split())


def _kind_by_symbol(symbol: Symbol | None) -> str | None:
    if symbol is None or not symbol.letters:
        return None
    row = lexicon.type_letters().get((symbol.letters[0], symbol.party)) or lexicon.type_letters().get(
        (symbol.letters[0], not symbol.party)
    )
    return row.type if row and len(symbol.letters) > 1 else None


def _named_in_title(text: str, low: str, at: int) -> str | None:
    """`CHỈ THỊ CỦA BỘ CHÍNH TRỊ về …`"""
    of = _OF_IN_TITLE.match(low, at)
    body = issuer_at(text, low, of.end()) if of else None
    return body.full if body else None


def _refine(issuer: str | None, unit: str, authority: str | None) -> tuple[str | None, str]:
    """The signature tells which central Party body speaks, and who issues where the letterhead is missing."""
    if issuer is None and authority:
        return authority, unit
    if issuer and authority and key(issuer).startswith(key(lexicon.printed("central_committees"))) and not unit:
        return authority, unit
    return issuer, unit


_NAMED_UNIT = lexicon.pattern(r"(?:{province}|{city}|tp\.)\s+")


def _is_local(issuer: str) -> bool:
    """A body that every province has, without its place."""
    words = _LAST_UNIT.sub("", key(issuer))
    end, value = lexicon.longest(lexicon.bodies(), words, 0)
    return isinstance(value, lexicon.Body) and value.local and end == len(words)


_PLAIN_UNIT = lexicon.pattern(r"(?:{province}|{city_short}|{district})\s+(?!{committee_end}|{union}|{congress_end})")
_CENTRAL_SPEAKS = lexicon.pattern(r"(?:^|\n)[ *-]*({central_speakers})\s+(?:{speaks}|{regulates})(?![^\W_])")
_OF_IN_TITLE = lexicon.pattern(r"[\s*|]*{of}\s+")
_CONGRESS_LINE = lexicon.pattern(
    r"(?P<what>{congress_word}(?:[^\S\n]+{delegates})?(?P<whose>[^\n,;.:]{0,60}?)\s+{time_ordinal}\s+(?P<no>[ivxlc]+|\d{1,2}))(?![^\W_])"
)
_LAST_UNIT = lexicon.pattern(r"\s+{province_types}$")


def _with_unit(issuer: str, unit: str) -> str:
    """`Ủy ban nhân dân Thành phố`, `thành phố Hà Nội` -> `Ủy ban nhân dân thành phố Hà Nội`."""
    word = _LAST_UNIT.search(fold(issuer))
    return f"{issuer[: word.start()] if word else issuer} {unit}"


def _usual_place(text: str, low: str) -> str:
    """The province that a paper without letterhead speaks of most (`trên địa bàn tỉnh Sơn La`), if it is most by far."""
    seen: dict[str, int] = {}
    for m in _NAMED_UNIT.finditer(low, 0, 60000):
        _, name = lexicon.longest(lexicon.provinces(), low, m.end())
        if isinstance(name, str):
            unit = f"{' '.join(m.group().split())} {name}"
            seen[unit] = seen.get(unit, 0) + 1
    ranked = sorted(seen.items(), key=lambda x: (-x[1], x[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ""
    return ranked[0][0]


def _place(unit: str, issuer: str | None, iso: str | None) -> str | None:
    from datetime import date

    if not unit:
        return None
    return canonical_place(unit, date.fromisoformat(iso) if iso else None)


def _attached(low: str, title: Span, kind: str | None) -> tuple[str, ...]:
    """Types of what a decision promulgates or approves: `ban hành Quy chế …`, `phê duyệt Đề án …`, and of headings further below."""
    found: list[str] = []
    names = lexicon.type_words()
    for m in lexicon.pattern(
        r"{issues_approves_passes}(?:\s+{attached}\s+[^\n,;.]{4,40}?\s+{this_word})?\s+(?:{copy_or_plural}\s+)?((?:[^\s,;.]+\s+){0,2}[^\s,;.]+)"
    ).finditer(low[: title.end + 6000]):
        words = m[1].split()
        for count in (3, 2, 1):
            row = names.get(" ".join(words[:count]))
            if row and row.type and row.type != kind and row.loose:
                found.append(row.type)
                break
    return tuple(dict.fromkeys(found))


_OFFICE = (
    r"(?:(?:{deputy}\s+)?{offices_with_deputies}"
    r"|(?:{deputy}\s+)?{director_general}|{minister}|{vice_minister}|{chief_justice}|{general_secretary}|{standing_secretariat}|{secretary_general})"
)
_MARK = r"(?:(?:t\s?/?\s?m|k\s?/?\s?t|t\s?/?\s?l|tuq|t/uq|q|{on_behalf}|{certifies_consolidation})\s*\.?[\s*]*(?=[^\W\d_]{2}))"
_SIGN = lexicon.pattern(
    rf"(?:(?:^|(?<=[\n|./*\t])|(?<=[)\d]\s))[ *]*|(?<=\s\s\s)(?=\S))(?:{_MARK}|{_OFFICE}(?![^\W_]))", re.M
)
_SIGNED = lexicon.pattern(r"[\s*|]*(?:[(\[]\s*{signed_marks}[^)\]]{0,20}[)\]]|{signed_marks}\s*:)")
_RECIPIENTS = lexicon.pattern(r"{place_word}\s+{received_or_sent}")
_UP_WORDS = re.compile(r"[\s*|,.;:/_\[\]–-]*([^\s*|,;:\[\]()]+)")
_SIGNED_END = lexicon.pattern(r"[\s*|]*[(\[]\s*{signed_marks}[^)\]]{0,20}[)\]][\s*|.]*$")
_CAPITAL_WORDS = re.compile(r"[^\W\d_]+")
_NAME_BELOW = re.compile(r"[\s*]*\n[ *]*(?:[^\W\d_]+[^\S\n]+){1,4}[^\W\d_]+[ *]*(?:\n|$)")
_REST_OF_NAME = re.compile(r"(?:[^\W\d_]+[^\S\n]*){1,3}(?:[\s*|./]*\n|[\s*|./]*$)")
_RANKS = frozenset(lexicon.group("ranks_before_names"))
_NEVER_IN_NAMES = frozenset(lexicon.group("never_in_names"))
_MILITARY = lexicon.pattern(r"{rank_grades}\s+{ranks}\s+")


def _signature(doc: Document, start: int) -> tuple[Span, str | None, str | None, str | None]:
    """(span, signer, title, the body on whose behalf) of the first signature, that of the paper itself."""
    text, low = doc.text, doc.low
    marks: list[tuple[int, int]] = []
    recipients = _recipients(low, start)
    if recipients >= 0:
        marks.append((max(start, recipients - 900), recipients + 4000))
    best: tuple[Span, str | None, str | None, str | None] | None = None
    searched = recipients < 0
    if searched:
        marks.extend(_likely(low, start))
    for begin, end in marks:
        for found in _SIGN.finditer(low, begin, min(end, len(low))):
            if not text[found.start() : found.end()].strip(" *").isupper():
                continue
            at = found.start() + len(found.group()) - len(found.group().lstrip(" *"))
            read = _read_signature(text, low, at)
            if read[1] is None and _NAME_BELOW.match(text, text.find("\n", at)):
                read = _read_signature(text, low, at, columns=False)
            if read[1]:
                return read
            best = best or (read if read[3] else None)
        if begin == marks[-1][0] and recipients >= 0 and not searched:
            searched = True
            marks.extend(_likely(low, start))
    if best is None and (last := _last_name(text, low, max(start, len(text) - 160))):
        return last
    return best or (Span(start, start), None, None, None)


def _last_name(text: str, low: str, start: int) -> tuple[Span, str | None, str | None, str | None] | None:
    """`Võ Văn Kiệt`, `(Đã ký)` as the last lines, without an office."""
    signed = _SIGNED_END.search(low, start)
    if signed is None:
        return None
    words: list[re.Match[str]] = []
    for word in reversed(list(_CAPITAL_WORDS.finditer(text, start, signed.start()))):
        gap = text[word.end() : words[0].start() if words else signed.start()]
        if gap.strip(" *|\n") or gap.count("\n") > 1 + (not words) or len(words) > 4 or word.group().isupper():
            break
        words.insert(0, word)
    signer = _person([w.group() for w in words])
    return (Span(words[0].start(), words[-1].end()), signer, None, None) if signer else None


def _recipients(low: str, start: int) -> int:
    """Where the list of recipients begins, -1 without one."""
    for found in _RECIPIENTS.finditer(low, start):
        line = low[max(0, found.start() - 200) : found.start()]
        line = line[line.rfind("\n") + 1 :]
        if not line.strip(" *|_") or line.rstrip(" *_").endswith("|"):
            return found.start()
    return -1


@cache
def _signing() -> tuple[Words, Words]:
    """What a signature begins with, at the beginning of a line and anywhere."""
    lines = (f"\n{word}" for word in lexicon.group("signing_openings"))
    return Words(lines), Words(lexicon.group("signing_anywhere"))


def _likely(low: str, start: int) -> list[tuple[int, int]]:
    """Where a signature may stand in a paper that lists no recipients: at lines that begin with the marks of signing."""
    found: list[int] = []
    for words in _signing():
        places: dict[int, list[int]] = {}
        for word, at, _ in words.find(low):
            places.setdefault(word, []).append(at)
        for word in sorted(places):
            after = start
            for at in places[word]:
                if at >= after and len(found) < 60:
                    found.append(at)
                    after = at + 400
    return [*((at, at + 900) for at in sorted(found)), (max(start, len(low) - 400), len(low))]


def _read_signature(
    text: str, low: str, at: int, columns: bool = True
) -> tuple[Span, str | None, str | None, str | None]:
    """Capitals are the office, the words with capital initials under them the name; of a table only the same column is read."""
    block, places = _column(text, at) if columns else (text[at : at + 300], list(range(at, min(at + 300, len(text)))))
    folded = block.lower()
    words: list[str] = []
    lines: list[str] = []
    name: list[str] = []
    end = 0
    here = 0
    line = ""
    while here < len(block):
        signed = _SIGNED.match(folded, here)
        if signed:
            here = signed.end()
            continue
        word = _UP_WORDS.match(block, here)
        small = _OFFICE_LINE.match(folded, word.start(1)) if word and lines + words and not name else None
        if small and "\n" in block[here : small.start()]:  # `KT. THỦ TƯỚNG`, `Phó Thủ tướng`
            lines.append(line)
            line = small[1].upper()
            words.append(line)
            here = small.end(1)
            continue
        if not word:
            if block[here] in "()[]" and not name:
                here += 1
                continue
            break
        gap = block[here : word.start(1)]
        token = word[1].rstrip(".")
        if name and (
            (
                "\n" in gap
                and (
                    gap.count("\n") > 1
                    or "|" in gap
                    or (len(name) > 1 and not _REST_OF_NAME.match(block, word.start(1)))
                )
            )
            or any(c in gap for c in ",;:/-–")
            or (len(name) > 1 and "   " in gap and "\n" not in gap)
        ):
            break
        if word[1].isdigit() and words and not name and "\n" in gap:  # the number of a page
            here = word.end()
            continue
        if not token:
            here = word.end()
            continue
        if token.isupper() and len(token) > 1 and not name:
            if "\n" in gap or "|" in gap:
                lines.append(line)
                line = ""
            line = f"{line} {token}".strip() if token.rstrip(".") else line
            words.append(token)
            if len(words) > 40:
                break
        elif token[0].isupper() and token.isalpha() and not token.isupper() and len(name) < 5:
            name.append(token)
            end = word.end(1)
        elif (
            token in ("-", "–", "+")
            or not words
            or gap.count("\n") > 8
            or name
            or (token.isalpha() and token.islower())
            or any(c in gap for c in "-")
            or not token.isalpha()
        ):
            break
        here = word.end()
    lines = [x for x in (*lines, line) if x]
    stop = places[end] if end < len(places) else places[-1]
    return _signed(Span(at, stop), lines, _person(name))


def _column(text: str, at: int) -> tuple[str, list[int]]:
    """The text from `at` on for some lines; in a table or a page in columns only what stands below, with the place of each character."""
    line_start = text.rfind("\n", 0, at) + 1
    column = at - line_start
    cell = text.count("\t", line_start, at) if text[line_start:at].strip() else 0
    aligned = column > 24 and (text[line_start:at].strip(" *") != "" or column > 36)
    out: list[str] = []
    places: list[int] = []
    here = line_start
    for index, line in enumerate(text[line_start : at + 2600].split("\n")[:26]):
        begin = column if index == 0 else 0
        if index and cell and line.count("\t") >= cell:  # the same cell of a table whose cells stand between tabs
            begin = len("\t".join(line.split("\t")[:cell])) + 1
        elif index and cell and line.strip():
            begin = len(line)
        elif (index and aligned) or (index and column > 24 and _is_columns(line, column)):
            begin = _cell_start(line, column)
        if begin <= len(line):
            out.append(line[begin:] + "\n")
            places.extend(range(here + begin, here + len(line) + 1))
        here += len(line) + 1
    return "".join(out)[:900], places[:900] or [at]


def _is_columns(line: str, column: int) -> bool:
    return len(line) > column - 20


def _cell_start(line: str, column: int) -> int:
    """Where the cell that lies under `column` begins."""
    bar = line.rfind("|", 0, column + 12)
    while bar > column and bar >= 0:
        bar = line.rfind("|", 0, bar)
    if (bar >= 0 and line.find("|", bar + 1) > column) or bar > 0:
        return bar + 1
    gap = line.rfind("   ", 0, min(len(line), column + 8))
    return gap if gap >= 0 and gap > column - 40 else len(line)


def _person(words: list[str]) -> str | None:
    words = words[: next((i for i, word in enumerate(words) if key(word) in _NEVER_IN_NAMES), len(words))]
    while words and key(words[0]) in _RANKS:
        words = words[1:]
    joined = " ".join(words)
    rank = _MILITARY.match(key(joined) + " ")
    if rank:
        words = words[2:]
    if not 2 <= len(words) <= 5 or key(words[0]) in _NO_PERSON:
        return None
    return " ".join(words)


def _signed(span: Span, lines: list[str], signer: str | None) -> tuple[Span, str | None, str | None, str | None]:
    """The last office printed is the signer's own; `TM.` names the body."""
    office = None
    authority = None
    joined = " ".join(lines)
    low = key(joined)
    behalf = lexicon.pattern(r"(?:t\s?/?\s?m|{on_behalf})\.?\s*").match(low)
    if behalf:
        bodies = _bodies_in(low[behalf.end() :].upper())
        authority = bodies[0][0] if bodies else None
    offices = [m for m in _OFFICE_WORDS.finditer(low) if not low.startswith(_BOARDS, max(0, m.start() - 4))]
    if offices:
        last = offices[-1]
        tail = low[last.end() :].strip()
        end, body = lexicon.longest(lexicon.bodies(), tail, 0)
        if isinstance(body, lexicon.Body) and end == len(tail):
            tail = body.full
        fits = isinstance(body, lexicon.Body) or tail.split(" ")[0] in lexicon.words("body_heads")
        fits = fits or tail == lexicon.word("standing")
        office = last.group() + (f" {tail}" if fits and len(tail) < 30 and not re.search(r"t\.|/", tail) else "")
    return span, signer, _office(office) if signer and office else None, authority


_OFFICE_LINE = lexicon.pattern(rf"({_OFFICE}(?:[^\S\n]+{{standing}})?)[ *]*\n")
_BOARDS = lexicon.group("secretariat")  # is no `Bí thư`
_OFFICE_WORDS = lexicon.pattern(_OFFICE)


def _office(words: str) -> str:
    """`phó chủ tịch` -> `Phó Chủ tịch`; as the tables print it where they do."""
    end, known = lexicon.longest(lexicon.bodies(), words, 0)
    if isinstance(known, lexicon.Body) and end == len(words) and key(known.full) == key(words):
        return known.full
    deputy = f"{lexicon.word('deputy')} "
    second = words.removeprefix(deputy)
    head = _OFFICE_WORDS.match(second)
    printed = second[:1].upper() + second[1:] if head else second
    return f"{deputy.capitalize()}{printed}" if words.startswith(deputy) else printed
