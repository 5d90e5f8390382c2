"""What a paper says of itself: letterhead, number line, place and date, type, title, signature; never from a later annex."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from kg.compiled import compiled
from kg.model import DOCUMENT, Document, Entity, Span
from kg.recognise import lexicon
from kg.recognise.head_carried import Carrier, carrier
from kg.recognise.head_copies import end_of_copy
from kg.recognise.head_issuer import (
    authority_line,
    central_speaker,
    department_by_letters,
    is_local,
    letterhead_issuer,
    named_in_title,
    province_of_unit,
    refined,
    usual_place,
    with_unit,
)
from kg.recognise.head_lines import LETTER_MARK, MARKUP, REACH, Top, words_of
from kg.recognise.head_news import introduced, printed_whole
from kg.recognise.head_number import (
    NO,
    DateLine,
    NumberLine,
    date_line,
    day_at_the_end,
    number_above,
    number_in_title,
    number_line,
)
from kg.recognise.head_record import record_of
from kg.recognise.head_title import capitals_of, heading, runs_on, title_lines, title_without_type, types_at
from kg.recognise.letterhead import read_letterhead
from kg.recognise.numbers import Symbol, read_date
from kg.recognise.signature import read_signature
from kg.text import fold, key
from kg.units import canonical_place, load_units

_TAG = compiled(r"</?[a-zA-Z][^<>\n]{0,200}>")
_BREAK = compiled(r"<br\s?/?>", re.I)
_PASSED_ON = lexicon.pattern(
    r"(?:{law}|{resolution})\s+{this_word}\s[^;“”]{0,160}?{passes}\s+{day}\s*(?P<d>\d{1,2})\s*{month}\s*(?P<m>\d{1,2})\s*{year}\s*(?P<y>\d{4})"
)
_COUNCIL = lexicon.group("councils")[0]
_NUMBER_AGAIN = lexicon.pattern(r"\s+{number_word}\s*:?\s*$")
_ARTICLE_ONE = lexicon.pattern(r"[\s*]*(?:{article}\s+1|{chapter}\s+[i1])")
HEAD_OF_TREATY = 500  # characters in which a treaty says what it is
_TREATY_HEADING = lexicon.pattern(r"(?:^|\n)[ *#|_-]{0,20}(?P<kind>{treaties})(?=[\s*:]{1,20}\S)")
_DONE_AT = lexicon.pattern(
    r"(?:^|\n)[ *]*{done_at}\s+[^\n]{2,60}?,?\s*{day}\s*(?P<d>\d{1,2})\s*{month}\s*(?P<m>\d{1,2})\s*{year}\s*(?P<y>\d{4})"
)


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


class _Frame(Struct, frozen=True, kw_only=True):
    """The pieces of a letterhead, and where the title stands."""

    number: NumberLine | None
    date: DateLine | None
    kind: str | None
    at: int  # where the type stands as a heading, -1 without
    behind: int  # where it ends
    title: Span
    carrier: Carrier | None = None  # the paper that this one is attached to, which it is then
    attached: str | None = None  # the type of what is attached
    told: str | None = None  # who issued it, as the page of news says that shows it

    @property
    def head_end(self) -> int:
        """Where the letterhead ends."""
        end = max(self.number.end if self.number else 0, self.date.end if self.date else 0)
        if self.kind is None and self.number:
            end = self.number.end
        return min(end, self.at) if 0 <= self.at < end else end


class _Issuer(Struct, frozen=True, kw_only=True):
    """Who issues, its place in words, and which of both was worked out."""

    name: str | None
    unit: str
    inferred: tuple[str, ...] = ()


def read_header(doc: Document) -> Header:
    """The own document as its frame describes it. What the frame leaves out is None."""
    doc = _without_tags(doc)
    text, low = doc.text, doc.low
    top = Top(text, low)
    if copied := end_of_copy(top):
        doc = replace(doc, text=_blank(text, copied), low=_blank(low, copied))
        text, low = doc.text, doc.low
        top = Top(text, low)
    if treaty := _treaty(top):
        return treaty
    frame = _frame(top)
    number, title, head_end = frame.number, frame.title, frame.head_end
    symbol = number.symbol if number else None
    signature = read_signature(doc, max(head_end, title.end))
    letter = frame.kind is None and symbol is None and _is_letter(top, frame)
    kind, guessed, consolidated = _type(frame.kind, symbol, letter=letter)
    issuer = _issuer(top, frame, symbol, signature.body, letter=letter)
    iso = frame.date.iso if frame.date else None
    if (
        iso is None
        and (kind in _laws() or kind == lexicon.word("resolution"))
        and (passed := _last_match(_PASSED_ON, low, max(head_end, len(low) - 30000)))
    ):
        iso = read_date(passed).iso
    if iso is None:
        iso = day_at_the_end(top, max(head_end, title.end), None if kind in _dated_below() else signature.span)
    own = Entity(
        kind=DOCUMENT, label=_label(kind, number, title, text), type=kind, symbol=symbol.printed if symbol else None, date=iso,
        year=int(iso[:4]) if iso else symbol.year if symbol else None, issuer=issuer.name, title=words_of(text, title) or None,
        name=_law_title(kind, text, title), signer=signature.signer, signer_title=signature.title, place=_place(issuer.unit, iso), inferred=(*guessed, *issuer.inferred, *(("title",) if frame.attached else ())),
    )  # fmt: skip
    own = _completed(own, top, heading=frame.at >= 0)
    body = head_end or max(0, frame.at)
    return Header(
        own=own, body=body, number=Span(number.start, number.end) if number else Span(0, 0), heading=frame.at, head=Span(0, body), title=title,
        signature=signature.span, attached=(*consolidated, *filter(None, (frame.attached,)), *_attached(low, title, kind)), unit=issuer.unit,
    )  # fmt: skip


def _completed(own: Entity, top: Top, *, heading: bool) -> Entity:
    """What the paper leaves out, as the rows of the page say it that shows it."""
    record = record_of(top)
    if record is None or (own.symbol and key(own.symbol) != key(record.symbol.printed)):
        return own
    guessed = record.type is not None and (own.type is None or "type" in own.inferred)
    kind = record.type if guessed else own.type
    iso = own.date or record.date
    symbol = own.symbol or record.symbol.printed
    return replace(
        own, label=f"{kind.capitalize() if kind else ''} {NO} {symbol}".strip(), type=kind, symbol=symbol, date=iso,
        year=int(iso[:4]) if iso else own.year, issuer=own.issuer or record.issuer, place=own.place or _place(record.unit, iso),
        title=own.title if heading else record.title or own.title, signer=own.signer or record.signer,
        inferred=tuple(field for field in own.inferred if field != "type" or not guessed),
    )  # fmt: skip


def _frame(top: Top) -> _Frame:
    """Number, date, type and title, in the order in which they help to find one another."""
    number, told_by = number_line(top), None
    date = date_line(top, number)
    kind, at, behind = heading(top, number, date)
    if kind is None and number and (named := _kind_in_number_line(top, number) or _kind_above_number(top, number)):
        kind, at, behind = named
        told, date = number_in_title(top, behind, date)
        number = told or number
    if number is None and kind is None and (whole := printed_whole(top) or introduced(top, None)):
        return _Frame(
            number=whole.number, date=whole.date or date, kind=whole.kind, at=whole.at, behind=whole.behind, title=whole.title, told=whole.issuer
        )  # fmt: skip
    if number is None and kind is not None:
        number, date = number_in_title(top, behind, date)
        if number is None and at > 0:
            number = number_above(top, kind, at)
        if number is None and (shown := introduced(top, kind)):
            number, date, told_by = shown.number, date or shown.date, shown.issuer
    below = behind if kind else 0
    if number and number.end > behind > 0:
        dated = date is not None and number.end <= date.start and not top.text[number.end : date.start].strip(MARKUP)
        below = date.end if date and dated else number.end
    title = title_lines(top, below, kind)
    if kind is None and number and date and title.end == title.start and _kind_by_symbol(number.symbol):
        title = title_without_type(top, max(number.end, date.end))
    if at > 0 and runs_on(top, at):
        title = capitals_of(top, title)
    again = top.text.find(number.symbol.printed, title.start, title.end) if number and number.symbol else -1
    named_so = _NUMBER_AGAIN.search(top.low, title.start, again) if again > 0 else None
    # `LUẬT ĐẤT ĐAI SỐ 24-L/CTN NGÀY 14/07/1993 CỦA QUỐC HỘI`, but not `thực hiện Kế hoạch số 47/KH-UBND … của UBND tỉnh`
    if named_so and not (kind and top.low.endswith(fold(kind), title.start, named_so.start())):
        title = Span(title.start, named_so.start())
    if date and title.start < date.start < title.end:
        title = Span(title.start, len(top.text[: date.start].rstrip()))
    if number is None and (by := carrier(top)):
        title = Span(at, title.end) if kind and title.end > at else Span(0, 0)  # `QUY CHẾ LÀM VIỆC …` of a decision
        return _Frame(
            number=by.number, date=by.date, kind=by.kind, at=at, behind=behind, title=title, carrier=by, attached=kind
        )  # fmt: skip
    return _Frame(number=number, date=date, kind=kind, at=at, behind=behind, title=title, told=told_by)


def _kind_in_number_line(top: Top, number: NumberLine) -> tuple[str, int, int] | None:
    """`SẮC LỆNH SỐ 157/SL NGÀY 16 THÁNG 8 NĂM 1946`: (type, where it begins, where it ends), where no heading says it."""
    start = number.end - len(top.low[number.start : number.end].lstrip(" *\n|"))
    row, stop = next(types_at(top, start, number.end), (None, start))
    return (row.type, start, stop) if row and row.type and top.text[start:stop].isupper() else None


def _kind_above_number(top: Top, number: NumberLine) -> tuple[str, int, int] | None:
    """`THÔNG TƯ`, below it `Số 12/TC ngày 22 tháng 5 năm 1970`: the type fills the line above the number, as in papers of old."""
    end = len(top.low[: number.start].rstrip(MARKUP))
    start = top.low.rfind("\n", 0, end) + 1
    start += len(top.low[start:end]) - len(top.low[start:end].lstrip(MARKUP))
    row, stop = next(types_at(top, start, end), (None, start))
    return (row.type, start, stop) if row and row.type and stop == end and top.text[start:end].isupper() else None


def _is_letter(top: Top, frame: _Frame) -> bool:
    """A subject (`V/v …`), a place with its day, and `Kính gửi:` below: a letter that has no number."""
    return (
        frame.date is not None
        and frame.date.end < top.limit
        and frame.title.start < frame.title.end
        and LETTER_MARK.search(top.low, frame.date.end, top.limit + 1) is not None
    )


def _type(
    kind: str | None, symbol: Symbol | None, *, letter: bool
) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """(type, `type` if it was worked out from the number or from whom it is sent to, the type of what a consolidated text shows)."""
    guessed: tuple[str, ...] = ()
    if kind is None and (symbol or letter):
        kind, guessed = _kind_by_symbol(symbol) or lexicon.printed("official_letter"), ("type",)
    if symbol and symbol.letters[:1] == ("vbhn",):
        return _kind_by_symbol(symbol), guessed, (kind,) if kind else ()
    return kind, guessed, ()


def _issuer(top: Top, frame: _Frame, symbol: Symbol | None, behalf: str | None, *, letter: bool) -> _Issuer:
    """Who issues: as the letterhead, the title, the line that decides, the signature or the letters of the number tell, in this order."""
    number, kind = frame.number, frame.kind
    known = kind is not None or number is not None or letter
    issuer, unit = (
        letterhead_issuer(top, number, frame.date, frame.at, frame.title, _is_joint(kind, symbol))
        if known
        else (None, "")
    )
    told = kind == lexicon.word("notice") and number is None  # `Thông báo kết luận của Phó Thủ tướng …`: another body's
    named = named_in_title(top.text, top.low, frame.behind) if kind and not told else None
    if kind and number and number.start >= frame.behind and not named:
        named = named_in_title(
            top.text, top.low, number.end
        )  # `NGHỊ QUYẾT SỐ 58 NQ/HĐNN8 NGÀY 11-3-1988 CỦA HỘI ĐỒNG NHÀ NƯỚC`
        issuer = None if named else issuer
    if by := frame.carrier and frame.carrier.issuer:
        own = (read_letterhead([by.upper()]) or ("", ""))[1]
        if not (issuer and key(issuer).startswith(key(by))):  # `của UBND xã` below `ỦY BAN NHÂN DÂN XÃ XUÂN PHÚ`
            issuer, unit = (with_unit(by, unit), unit) if unit and not own and is_local(by) else (by, own)
    named = named or frame.told
    if issuer is None and named:
        issuer, unit = named, (read_letterhead([named.upper()]) or ("", ""))[1]
    if issuer is None and known:
        issuer, unit = authority_line(top, frame.at, frame.title)
    issuer, unit = refined(issuer, unit, behalf or named or central_speaker(top))
    inferred: tuple[str, ...] = ()
    by_symbol = lexicon.issuer_of(symbol.printed) if symbol else None
    if by_symbol and issuer and key(by_symbol).startswith(key(issuer)):
        inferred = ("issuer",) if key(issuer) != key(by_symbol) else ()
        issuer = by_symbol  # `BAN CHẤP HÀNH TRUNG ƯƠNG`, `VĂN PHÒNG`: Văn phòng Trung ương Đảng
    elif by_symbol and issuer is None:
        issuer, inferred = by_symbol, ("issuer",)
    elif issuer and symbol and key(issuer) == _COUNCIL and (department := department_by_letters(top, symbol.letters)):
        issuer, inferred = department, ("issuer",)
    if issuer and not unit and is_local(issuer) and (unit := usual_place(top.low) or _province_of(frame.date)):
        issuer, inferred = with_unit(issuer, unit), (*inferred, "place")
    day = frame.date.iso if frame.date else None
    if unit and "," not in unit and _place(unit, day) is None:
        # `ỦY BAN NHÂN DÂN XÃ TÂN LẬP`, of which there are many: the province that the paper says it is in, or speaks of most
        said = province_of_unit(top.low, unit)
        within = f"{unit}, {said or usual_place(top.low)}"
        if _place(within, day):
            unit, inferred = within, inferred if said else (*inferred, "place")
    return _Issuer(name=issuer, unit=unit, inferred=inferred)


def _province_of(date: DateLine | None) -> str:
    """`ỦY BAN NHÂN DÂN |`, its second line lost, beside `Bạc Liêu, ngày …`: the province that the line of the date names."""
    place = key(date.place or "") if date else ""
    provinces = load_units().provinces.values()
    return next((unit.label for unit in provinces if key(unit.name) == place), "")


def _treaty(top: Top) -> Header | None:
    """`HIỆP ĐỊNH VẬN TẢI ĐƯỜNG BỘ GIỮA CHÍNH PHỦ …`: no number, no letterhead, the day at its end (`Làm tại Hà Nội ngày …`)."""
    found = _TREATY_HEADING.search(top.low, 0, HEAD_OF_TREATY)
    if found is None or not top.text[found.start("kind") : found.end("kind")].isupper():
        return None
    above = [line for line in top.low[: found.start("kind")].split("\n") if line.strip(MARKUP)]
    if len(above) > 2 or any(len(line) > 60 for line in above):
        return None
    kind = " ".join(found["kind"].split())
    end = at = found.end("kind")
    for line in top.text[at : at + 2000].split("\n"):
        words = [w for w in line.split() if re.search(r"[^\W\d_]", w)]
        if sum(not w.isupper() for w in words) * 2 > len(words) or _ARTICLE_ONE.match(line.lower()):
            break
        end = at + len(line.rstrip()) if words else end
        at += len(line) + 1
    start = end - len(top.text[found.end("kind") : end].lstrip(MARKUP + ":"))
    title = Span(start, end)
    if number_line(top) or end == found.end("kind"):
        return None
    done = _DONE_AT.search(top.low, end)
    iso = read_date(done).iso if done else None
    own = Entity(
        kind=DOCUMENT, label=_label(kind, None, title, top.text), type=kind, date=iso, year=int(iso[:4]) if iso else None, title=words_of(top.text, title) or None
    )  # fmt: skip
    return Header(
        own=own, body=found.start("kind"), number=Span(0, 0), heading=found.start("kind"), head=Span(0, found.start("kind")), title=title, signature=Span(0, 0)
    )  # fmt: skip


def _without_tags(doc: Document) -> Document:
    """A page that some reader wrote down with its tags (`<div align="center">`, `<br>` in tables of Markdown): blanks in their place, breaks as breaks."""
    if "</" not in doc.text[:REACH] and "<br" not in doc.low:
        return doc
    return replace(doc, text=_TAG.sub(_blanks, doc.text), low=_TAG.sub(_blanks, doc.low))


def _blanks(tag: re.Match[str]) -> str:
    return ("\n" if _BREAK.match(tag.group()) else " ") + " " * (len(tag.group()) - 1)


def _blank(kept: str, end: int) -> str:
    """The text with blanks up to `end`."""
    return " " * (end - 1) + "\n" + kept[end:]


def _label(kind: str | None, number: NumberLine | None, title: Span, text: str) -> str:
    parts = [kind.capitalize() if kind else ""]
    if number and number.symbol:
        parts.append(f"{NO} {number.symbol.printed}")
    elif title.end > title.start:
        parts.append(words_of(text, title))
    return " ".join(p for p in parts if p)


@cache
def _laws() -> frozenset[str]:
    """Types that are cited by name."""
    return frozenset(row.type for row in lexicon.types() if row.named)


@cache
def _dated_below() -> frozenset[str]:
    """Types that bear their day below: laws, orders."""
    return _laws() | frozenset(lexicon.group("types_dated_below"))


def _last_match(pattern: re.Pattern[str], low: str, start: int) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(low, start))), None)


def _law_title(kind: str | None, text: str, title: Span) -> str | None:
    """The name of a law; as it is spelled in sentences where its title stands in capitals."""
    if kind not in _laws():
        return None
    words = words_of(text, title)
    if words.isupper() and (tree := lexicon.law_names().get(kind)):
        end, spelled = tree.longest(fold(words), 0)
        return spelled if end == len(words) else words
    return words or None


def _is_joint(kind: str | None, symbol: Symbol | None) -> bool:
    by_type = any(row.type == kind and row.id.startswith("joint") for row in lexicon.types())
    return by_type or bool(symbol and lexicon.is_joint(symbol.letters))


def _kind_by_symbol(symbol: Symbol | None) -> str | None:
    if symbol is None or not symbol.letters:
        return None
    row = lexicon.type_of_letters(symbol.letters[0], symbol.party)
    letters = lexicon.type_letters()
    if lexicon.is_joint(symbol.letters) and (joint := letters.get((f"{symbol.letters[0]}lt", False))):
        return joint.type  # `45-TT-LB`
    if row is None and symbol.party and symbol.year is None and len(symbol.letters) == 2:
        row = letters.get((symbol.letters[1], False))  # `18-BYT/TT`
    return row.type if row and len(symbol.letters) > 1 else None


def _place(unit: str, iso: str | None) -> str | None:
    from datetime import date

    if not unit:
        return None
    return canonical_place(unit, date.fromisoformat(iso) if iso else None)


_NUMBERED = lexicon.pattern(r"\s+(?:{number_word}\s*:?\s*)?\d")


def _attached(low: str, title: Span, kind: str | None) -> tuple[str, ...]:
    """Types of what a decision promulgates or approves: `ban hành Quy chế …`, `phê duyệt Đề án …`, and of headings further below."""
    found: list[str] = []
    for m in lexicon.pattern(
        r"{issues_approves_passes}(?:\s+{attached}\s+[^\n,;.]{4,40}?\s+{this_word})?\s+(?:{copy_or_plural}\s+)?((?:[^\s,;.]+\s+){0,2}[^\s,;.]+)"
    ).finditer(low[: title.end + 6000]):
        told = next(
            ((n, row) for n, row in lexicon.types_of(m[1].split()) if row.type and row.type != kind and row.loose), None
        )
        if told is None:
            continue
        words = re.match(rf"(?:\S+\s+){{{told[0] - 1}}}\S+", m[1])
        if words and not _NUMBERED.match(low, m.start(1) + words.end()):
            found.append(told[1].type)  # not `đã ban hành Quyết định số 272-CP`
    return tuple(dict.fromkeys(found))
