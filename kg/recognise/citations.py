"""Finds the stretches that point at one particular document: by number, by name, by `này` or `nêu trên`.

Candidates come from scans for literal anchors (`số`, `/`, `này`, `luật`, the last word of a type before a digit); everything else is
read at the candidates alone, so that the work grows with the citations and not with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Document
from kg.recognise import lexicon
from kg.recognise.header import Header
from kg.recognise.issuers import Issuer, issuer_at
from kg.recognise.lexicon import TypeRow
from kg.recognise.numbers import (
    BARE_DATE,
    BARE_YEAR,
    BRACKET_DATE,
    BRACKET_YEAR,
    DATE,
    OF,
    TERM,
    YEAR,
    Symbol,
    misread_at,
    read_date,
    symbol_at,
)  # fmt: skip
from kg.text import fold, key
from kg.words import Words

THIS, ABOVE, OWN = "this", "above", "own"


class Citation(Struct, frozen=True, kw_only=True):
    """A citation with what its own words give of the document."""

    start: int
    end: int
    rule: str
    type: str | None = None  # canonical type; None: the text names none (`Văn bản số …`)
    number: str | None = None  # digits with their letter, no leading zeros: "72", "1249a", "66.18"
    symbol: str | None = None  # as printed, without blanks
    date: str | None = None
    year: int | None = None
    term: str | None = None
    name: str | None = None
    issuer: str | None = None
    issuer_local: bool = False  # a body that every place has, without its place
    before: str | None = None  # issuer named before: `theo đề nghị của Sở Y tế tại Tờ trình số …`
    before_local: bool = False
    pointer: str = ""  # this, above, own: which document is worked out from the text before
    listed: bool = False  # a later item of a list that says its type once
    inner: tuple[Citation, ...] = ()  # laws named inside an amending law's name
    provisions: tuple[str, ...] = ()
    owner: int = -1  # of provisions without a document: where the citation of the amended document begins
    issues: tuple[str, ...] = ()


# Words that are looked at alone; `pattern_words.toml` has them.
_NO, _ON, _OVER, _AND, _ABOUT = map(lexicon.word, ("number_word", "day", "above_word", "and", "about"))
_THIS_ONE, _THAT, _YEAR_WORD, _CONTRACT = map(lexicon.word, ("this_word", "that", "year", "contract"))
_STATUTE, _CONSTITUTION, _TREATY, _CHAPTER_OF_PARTY = map(
    lexicon.word, ("law", "constitution", "treaty", "party_chapter")
)
_OF_GAP = f"{lexicon.word('of')} "
_JOINERS = frozenset(("", ",", ";", "&", "-", "/", *lexicon.group("list_joiners")))
_TYPE_OPENINGS, _TYPE_FIRST_WORDS, _NO_LIST_ACROSS = map(
    lexicon.group, ("type_openings", "type_first_words", "no_list_across")
)

# ---- numbers --------------------------------------------------------------------------------------------------------
_LEFT = lexicon.pattern(
    r"(?<![\w.,/-])\d{1,6}(?:\.\d{1,3})?[a-zđ]{0,2}(?:\s{0,2}(?:-|/{1,2})\s{0,2}(?:\d{4}|[^\W\d_]{1,8}))?\s{0,2}$"
)
_SO_GAP = lexicon.pattern(r"{number_word}\s*(?:{mark}\s*)?:?\s*")
_GAP = lexicon.pattern(r"[\s:]*")
_BLANKS = lexicon.pattern(r"\s+")

# ---- types to the left ----------------------------------------------------------------------------------------------
_TOKEN = lexicon.pattern(r"[^\s(“\"'‘|>\[,:;]+|[,;:(]")
_REACH = 72
_AFTER_TYPE = " \n:,"


class _Type(Struct, frozen=True):
    start: int
    row: TypeRow
    plain: bool  # nothing between type and number
    words: str


def type_before(text: str, low: str, at: int) -> _Type | None:
    """The type whose words end at `at`, blanks and modifiers (`Báo cáo thẩm tra số`) aside."""
    base = max(0, at - _REACH)
    head = low[base:at].rstrip(_AFTER_TYPE)
    if head.endswith(_ocr_numbers()):
        head = head[:-3].rstrip(_AFTER_TYPE)
    cut = max(head.rfind(" "), head.rfind("\n"), head.rfind("(")) + 1
    last = head[cut:].lstrip("“\"'‘>[|")
    for words, row in _by_last_word().get(last, ()):
        if head.endswith(words):
            start = len(head) - len(words)
            if start == 0 or not head[start - 1].isalnum():
                return _Type(base + start, row, True, words)
    if last not in _last_words():
        return None
    tokens = [(m.start() + base, m.group()) for m in _TOKEN.finditer(head)]
    plain = True
    for _ in range(4):
        found = _type_at(text, tokens)
        if found:
            start, row, words = found
            return _Type(start, row, plain, words)
        rest = _without_modifier(tokens)
        if rest is None:
            return None
        tokens, plain = rest, False
    return None


@cache
def _ocr_numbers() -> tuple[str, ...]:
    """How scans read `số`."""
    return tuple(f"{blank}{word}" for word in sorted(lexicon.words("ocr_number")) for blank in " \n")


@cache
def _by_last_word() -> dict[str, tuple[tuple[str, TypeRow], ...]]:
    """Last word -> the types that end in it, longest first."""
    found: dict[str, list[tuple[str, TypeRow]]] = {}
    for words, row in lexicon.type_words().items():
        found.setdefault(words.rpartition(" ")[2], []).append((words, row))
    return {last: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))) for last, rows in found.items()}


@cache
def _last_words() -> frozenset[str]:
    """What a stretch that ends in a type or a modifier ends in."""
    phrases = (*lexicon.type_words(), *lexicon.type_shorts(), *lexicon.words("modifiers"))
    return frozenset(re.split(r"[\s,]+", phrase)[-1] for phrase in phrases)


def _type_at(text: str, tokens: list[tuple[int, str]]) -> tuple[int, TypeRow, str] | None:
    if not tokens:
        return None
    last = tokens[-1][1]
    if last in lexicon_last():
        names = lexicon.type_words()
        for count in (4, 3, 2, 1):
            if len(tokens) < count:
                continue
            words = " ".join(t[1] for t in tokens[-count:])
            row = names.get(words)
            if row:
                return tokens[-count][0], row, words
        if len(tokens) >= 2:  # `tạiTờ trình`
            glued, first = tokens[-2][1], lexicon_last()[last]
            for word in first:
                cut = tokens[-2][0] + len(glued) - len(word)
                if glued.endswith(word) and text[cut].isupper():
                    return cut, names[f"{word} {last}"], f"{word} {last}"
    start = tokens[-1][0]
    row = lexicon.type_shorts().get(last)
    if row and text[start : start + len(last)].isupper() and len(last) >= 2:
        return start, row, last
    return None


@cache
def lexicon_last() -> dict[str, tuple[str, ...]]:
    """Last word of a type -> first words of the types of two words that end in it."""
    found: dict[str, tuple[str, ...]] = {}
    for words in lexicon.type_words():
        first, _, last = words.rpartition(" ")
        found[last] = (*found.get(last, ()), *([first] if first and " " not in first else []))
    return found


def _without_modifier(tokens: list[tuple[int, str]]) -> list[tuple[int, str]] | None:
    modifiers = lexicon.words("modifiers")
    kept = [t for t in tokens if t[1] not in (",", ";")]
    for count in (7, 6, 5, 4, 3, 2, 1):
        if len(kept) > count and " ".join(t[1] for t in kept[-count:]) in modifiers:
            first = kept[-count][0]
            return [t for t in tokens if t[0] < first and t[1] != ","]
    return None


# ---- what follows a number or a name --------------------------------------------------------------------------------
_PASSED = lexicon.pattern(
    r"[\s,*]*(?:\({amends}[^()\n]{0,40}\)\s*)?(?:{has_been}\s+)?{passive}\s+{national_assembly}[^.;\n“”]{0,140}?{passes}\s+(?:[^.;\n“”]{0,40}?){day}\s*(?P<d>\d{1,2})\s*(?:/|-|\.|{month})\s*(?P<m>\d{1,2})\s*(?:/|-|\.|{year})\s*(?P<y>\d{4})"
)
_PASSED_BEFORE = lexicon.pattern(
    r"{national_assembly}(?:\s+(?:{state}\s+[^,.;]{10,50}|{term}\s+[ivx]+))?,?\s+(?:{has_been}\s+|{just_now}\s+|{newly}\s+)?{passed_or_issued}\s+$"
)
_ASSEMBLY = lexicon.pattern(r"{national_assembly}")


_OF_AFTER_BRACKET = lexicon.pattern(r"\s*\([^()\n]{3,60}\)\s+{of}\s+")


class _Tail(Struct, frozen=True, kw_only=True):
    end: int
    date: str | None = None
    year: int | None = None
    term: str | None = None
    issuer: Issuer | None = None
    fault: bool = False


def _tail(text: str, low: str, at: int, *, by_name: bool = False, joint: bool = False) -> _Tail:
    """Date, year, issuer and term as far as they follow directly, in any order."""
    end, date, year, issuer, term, fault = at, None, None, None, None, False
    for _ in range(4):
        following = low[end : end + 3]
        if following[:1] not in " \n,(" or not following.strip():
            gap = _BLANKS.match(low, end)
            if not gap:
                break
        if date is None:
            found = DATE.match(low, end) or (year is None and BARE_DATE.match(low, end)) or None
            read = read_date(found) if found else None
            if found and read and (year is None or (read.iso or "")[:4] == str(year)):
                end, date, fault = read.end, read.iso, fault or read.fault
                if date is None:
                    year = None
                continue
            found = (year is None and YEAR.match(low, end)) or (
                (by_name and year is None and (BARE_YEAR.match(low, end) or BRACKET_YEAR.match(low, end))) or None
            )
            if found:
                end, year = found.end(), int(found["y"])
                continue
        if issuer is None:
            of = OF.match(low, end)
            body = issuer_at(text, low, of.end(), joint=joint) if of else None
            if body and not (by_name and body.local):
                issuer, end, term = body, body.end, term or body.term
                continue
        if term is None:
            found = TERM.match(low, end)
            if found and "," not in found.group() and (issuer is not None or by_name):
                closed = found.group().count("(") == found.group().count(")")
                end, term = found.end() if closed else found.end("term"), found["term"].upper()
                continue
        break
    if date is None and year is None:
        found = BRACKET_DATE.match(low, end)
        if found:
            date = read_date(found).iso
            of = OF.match(low, found.end()) if issuer is None else None
            issuer = issuer_at(text, low, of.end()) if of else issuer
    if issuer is None and (of := _OF_AFTER_BRACKET.match(low, end)):
        issuer = issuer_at(text, low, of.end())
    return _Tail(end=end, date=date, year=year, term=term, issuer=issuer, fault=fault)


# ---- scanning -------------------------------------------------------------------------------------------------------
class _Candidate(Struct, frozen=True, order=True):
    start: int
    kind: int  # 0 type and number, 1 named, 2 pointer, 3 number without type, 4 congress
    at: int  # where the number begins, or the pointer word


_NUMBERED, _NAMED, _POINTER, _ORPHAN, _SESSION, _DATED, _OWN, _OF_BODY, _RULES_OF_PARTY = range(9)


_NGAY = lexicon.pattern(r"{day}(?=\s*\d{1,2}\s*(?:/|-|\.|{month})\s*\d{1,2}\s*(?:/|-|\.|{year})\s*\d{4})")
_ABOVE = lexicon.pattern(r"{named_before}\s+{above_word}")
_ABOVE_LEFT = lexicon.pattern(r"{named_before}\s+$")
_DO = lexicon.pattern(r"{that}(?=[\s.,;)])")
_TREN = lexicon.pattern(
    r"{above_word}(?=[\s.,;)]*(?:\n|[.,;)]|{and}\s|{of}\s|{by_passive}\s|{is}\s|{has}\s|{has_been}\s|$)|(?<={named_word}\s{above_word})|(?<={said_word}\s{above_word})|(?<={told_word}\s{above_word})|(?<=\n{above_word}))"
)
_LAW = lexicon.pattern(
    r"{law}(?=[\s:])(?!\s+(?:{this_word}|{lawyer_end}\s+(?!{number_word}|{year}|{day})))(?<!{legal} {law})(?<!{discipline_head} {law})"
)


class _Scan:
    """Candidates of one text: where an anchor stands, and what to its left makes it one."""

    def __init__(self, text: str, low: str) -> None:
        self.text, self.low = text, low
        self.found: dict[tuple[int, int], _Candidate] = {}
        self.numbers: set[int] = set()

    def candidates(self) -> list[_Candidate]:
        anchors, kinds = _anchors()
        handlers = (
            self._said,
            self._slash,
            self._bare,
            self._short,
            self._day,
            self._pointer,
            self._above,
            self._law,
            self._by_name,
            self._session,
            self._of_body,
            self._party_rules,
        )
        for index, start, end in anchors.find(self.low):
            handlers[kinds[index]](start, end)
        return sorted(self.found.values())

    def _put(self, start: int, kind: int, at: int) -> None:
        self.found.setdefault((start, kind), _Candidate(start, kind, at))

    def _number(self, before: int, start: int, number: int) -> None:
        """A number with a type before it cites; one without may belong to a list."""
        kind = type_before(self.text, self.low, before)
        if kind is None or (kind.row.named and not kind.plain):
            self._put(start, _ORPHAN, number)
        elif kind.row.named and before != number:
            self._put(kind.start, _NAMED, kind.start)
        else:
            self._put(kind.start, _NUMBERED, number)

    def _said(self, start: int, end: int) -> None:
        """`số 12`"""
        found = _SO_GAP.match(self.low, start)
        if found and self.low[found.end() : found.end() + 1].isdigit():
            self.numbers.add(found.end())
            self._number(start, start, found.end())

    def _slash(self, start: int, end: int) -> None:
        """`12/QĐ-TTg`, `13-NQ/TW`"""
        left = _LEFT.search(self.low, max(0, start - 24), start)
        if left and left.start() not in self.numbers:
            self._number(left.start(), left.start(), left.start())

    def _bare(self, start: int, end: int) -> None:
        """`Nghị định 95`"""
        kind = type_before(self.text, self.low, end - 1)
        if kind and not kind.row.named:
            self._put(kind.start, _NUMBERED, end - 1)

    def _short(self, start: int, end: int) -> None:
        """`NĐ 100`"""
        if self.text[start].isupper():
            self._bare(start, end)

    def _day(self, start: int, end: int) -> None:
        """`Biên bản ngày 04 tháng 11 năm 1999`"""
        if _NGAY.match(self.low, start):
            kind = type_before(self.text, self.low, start)
            if kind and not kind.row.named:
                self._put(kind.start, _DATED, start)

    def _pointer(self, start: int, end: int) -> None:
        """`Quyết định này`, `Quyết định đó`"""
        if self.low[end : end + 1].isalnum() or (self.low[start] == "đ" and not _DO.match(self.low, start)):
            return
        kind = type_before(self.text, self.low, start)
        if kind:
            self._put(kind.start, _POINTER, start)

    def _above(self, start: int, end: int) -> None:
        """`Chỉ thị nêu trên`, `Nghị quyết trên`"""
        if not _TREN.match(self.low, start):
            return
        left = _ABOVE_LEFT.search(self.low, max(0, start - 6), start)
        at = left.start() if left else start
        kind = type_before(self.text, self.low, at)
        if kind:
            self._put(kind.start, _POINTER, at)

    def _law(self, start: int, end: int) -> None:
        """`Luật Đất đai`, `Bộ luật Dân sự`"""
        if not _LAW.match(self.low, start):
            return
        code = _CODE_LEFT.search(self.low, max(0, start - 8), start)
        self._put(code.start() if code else start, _NAMED, code.start() if code else start)

    def _by_name(self, start: int, end: int) -> None:
        """`Pháp lệnh Ngoại hối`, `Hiến pháp năm 2013`"""
        self._put(start, _NAMED, start)

    def _of_body(self, start: int, end: int) -> None:
        """`Tờ trình của Đảng ủy Chính phủ`"""
        of = _OF_OR_BETWEEN.match(self.low, end)
        if of and self.text[start].isupper() and self.text[of.end() : of.end() + 1].isupper():
            self._put(start, _OF_BODY, of.end())

    def _party_rules(self, start: int, end: int) -> None:
        """`Điều 4 Điều lệ Đảng`"""
        found = _RULES_NAMED.match(self.low, start)
        if found and self.text[found.start("party")].isupper():
            self._put(start, _RULES_OF_PARTY, found.end())

    def _session(self, start: int, end: int) -> None:
        """`Nghị quyết Đại hội XIII`, `Kết luận Hội nghị Trung ương 7`"""
        number = _BEFORE_DIGIT.match(self.low, end)
        if number:
            self._bare(start, number.end() + 1)
        elif found := _SESSION_WORDS.match(self.low, end):
            kind = type_before(self.text, self.low, end)
            if kind:
                self._put(kind.start, _SESSION, found.end())


_CODE_LEFT = lexicon.pattern(r"(?<![^\W_]){code_head}\s+$")
_BEFORE_DIGIT = lexicon.pattern(r"\s+(?=\d)")
_SESSION_WORDS = lexicon.pattern(r"\s+(?=(?:{of}\s+)?{sessions})")
(
    _SAID,
    _SLASHED,
    _BARE,
    _SHORT,
    _DAY,
    _THIS_THAT,
    _ABOVE_WORD,
    _LAW_WORD,
    _NAME_WORDS,
    _SESSION_OF,
    _SUBMITTED,
    _PARTY_RULES,
) = range(12)


@cache
def _anchors() -> tuple[Words, tuple[int, ...]]:
    """All anchors, and the kind of each. None occurs in a line of digits and slashes."""
    rows: list[tuple[str, int]] = [
        (_NO, _SAID),
        (_ON, _DAY),
        (_THIS_ONE, _THIS_THAT),
        (_THAT, _THIS_THAT),
        (_OVER, _ABOVE_WORD),
        (_STATUTE, _LAW_WORD),
    ]
    rows += [(f"/{gap}{letter}", _SLASHED) for letter in "abcdeghiklmnopqrstuvxyđưủ" for gap in ("", " ", "\n")]
    rows += [
        (f"{word}{gap}{digit}", _BARE)
        for word in sorted(lexicon.words("bare"))
        for gap in (" ", "\n", "  ")
        for digit in "0123456789"
    ]
    shorts = sorted(
        {
            fold(short)
            for row in lexicon.types()
            if not row.loose or row.id == "decision"
            for short in row.short
            if len(short) == 2
        }
    )
    rows += [(f"{short} {digit}", _SHORT) for short in shorts for digit in "0123456789"]
    rows += [
        (f"{first}{gap}{second}", _NAME_WORDS)
        for first, second in map(str.split, lexicon.group("named_but_laws"))
        for gap in (" ", "\n", "  ")
    ]
    rows += [
        (f"{first}{gap}{second}", _SESSION_OF)
        for first, second in map(str.split, lexicon.group("types_of_sessions"))
        for gap in (" ", "\n", "  ")
    ]
    rows += [(gap.join(lexicon.group("rules_of_party")[0].split()[:2]), _PARTY_RULES) for gap in (" ", "\n", "  ")]
    rows += [
        (gap.join(word.split()), _SUBMITTED)
        for word in sorted(lexicon.words("told_by_body") | lexicon.words("told_by_body_again"))
        for gap in (" ", "\n")
    ]
    return Words((fold(word) for word, _ in rows), longest=False), tuple(kind for _, kind in rows)


def find(doc: Document, header: Header) -> list[Citation]:
    """All citations of the body in text order, without overlaps (laws named inside a law's name are `inner`)."""
    text, low = doc.text, doc.low
    cited: list[Citation] = []
    upto = 0
    for candidate in sorted((*_Scan(text, low).candidates(), *_of_own_body(text, low, header))):
        if candidate.start == header.heading and candidate.kind == _NAMED:
            continue
        if candidate.kind == _ORPHAN and candidate.start < header.heading:
            continue
        if candidate.start < upto or (candidate.kind == _NAMED and _names_itself(low, candidate.start, header)):
            continue
        if candidate.kind == _NUMBERED:
            made = _numbered(text, low, candidate)
        elif candidate.kind == _NAMED:
            made = _named(text, low, candidate.start, cited)
        elif candidate.kind == _POINTER:
            made = _pointer(text, low, candidate)
        elif candidate.kind == _OWN:
            made = [Citation(start=candidate.start, end=candidate.at, rule=OWN, type=header.own.type, pointer=OWN)]
        elif candidate.kind == _DATED:
            made = _dated(text, low, candidate)
        elif candidate.kind == _RULES_OF_PARTY:
            made = [_party_rules(text, candidate)] if header.heading != candidate.start else []
        elif candidate.kind == _OF_BODY:
            made = _of_a_body(text, low, candidate) if header.own.type not in _NORMATIVE else []
        elif candidate.kind == _SESSION:
            made = _congress(text, low, candidate)
        else:
            made = _orphan(text, low, candidate, cited)
        for citation in made:
            if citation.start < header.number.end and header.number.start < citation.end:
                break
            cited.append(citation)
            upto = citation.end
    return cited


_AFTER_OWN = lexicon.pattern(r"\s*(?:[.,;)]|$|\n\s*\n|{after_own_paper}\s)")


_CLOSES_WITH = lexicon.pattern(r"{above_here_is}\s+$")


def _of_own_body(text: str, low: str, header: Header) -> Iterator[_Candidate]:
    """`Kế hoạch của UBND tỉnh` inside that very plan."""
    own = header.own
    if not own.type or not own.issuer or key(own.type) not in lexicon.words("named_by_body"):
        return
    for m in lexicon.pattern(r"\s+".join(key(own.type).split()) + r"\s+{of}\s+").finditer(low, header.body):
        body = issuer_at(text, low, m.end())
        if (
            body is None
            or not text[m.start()].isupper()
            or not (_AFTER_OWN.match(low, body.end) or _CLOSES_WITH.search(low, max(0, m.start() - 14), m.start()))
            or _plural_before(low, m.start())
        ):
            continue
        mine, theirs = key(own.issuer), key(body.full)
        if mine == theirs or (body.local and not body.placed and mine.startswith(theirs + " ")):
            yield _Candidate(m.start(), _OWN, body.end)


_MAKES = lexicon.pattern(r"{issues}\s+$")


def _names_itself(low: str, start: int, header: Header) -> bool:
    """`Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật A số …`: the law itself; the laws inside are cited one by one."""
    return (
        header.own.type == _STATUTE
        and bool(_MAKES.search(low, max(0, start - 12), start))
        and bool(_AMENDING.match(low, start + 4))
    )


# ---- numbered -------------------------------------------------------------------------------------------------------
_LIST_ITEM = lexicon.pattern(r"\s*(?:,|;|{and}|&)\s*(?:{number_word}\s*(?::\s*)?)?(?=\d)")


def _numbered(text: str, low: str, candidate: _Candidate) -> list[Citation]:
    kind = type_before(text, low, _before_number(low, candidate))
    symbol = misread_at(text, low, candidate.at) or symbol_at(text, low, candidate.at)
    if kind is None or symbol is None:
        return []
    said = _SO_GAP.search(low, kind.start, candidate.at) is not None
    if not symbol.letters and not _bare_allowed(text, low, kind, symbol, said):
        return []
    if symbol.letters and not _symbol_allowed(symbol):
        return []
    chain = _chain(text, low, symbol) if not symbol.letters else []
    if not chain and not symbol.letters and symbol.year is None and _plural_before(low, kind.start):
        listed = _bare_chain(text, low, kind, symbol)
        if listed:
            return listed
    made = [
        _cite(
            text,
            low,
            kind.start,
            kind,
            symbol if not chain else chain[0][1],
            "number" if symbol.letters or chain else "bare-number",
        )
    ]
    for start, item in chain[1:]:
        made.append(_cite(text, low, start, kind, item, "list", listed=True))
    if chain:
        made = _spans_of_chain(made, symbol, chain)
    return made


def _before_number(low: str, candidate: _Candidate) -> int:
    at = low.rfind(_NO, candidate.start, candidate.at)
    return at if at > candidate.start else candidate.at


def _bare_allowed(text: str, low: str, kind: _Type, symbol: Symbol, said: bool) -> bool:
    """`Nghị quyết 59`, `Quyết định số 33`, `Nghị định 90/2017`; not `Kế hoạch 5 năm`, `thông báo 12 hộ`."""
    if symbol.year is not None:
        return kind.row.loose is False or text[kind.start].isupper() or said
    after = low[symbol.end : symbol.end + 24]
    if (
        after[:1] in "/%-:"
        and after[:2] != "- "
        and not (after[:2] == ": " and len(symbol.number) > 1 and not kind.row.loose)
    ) or re.match(r"[.,]\d", after):
        return False
    if after.startswith(("..", "…")) or (
        not (said or text[symbol.end - 2].isdigit())
        and len(symbol.number) == 1
        and _ITEM_BEHIND.match(text, symbol.end)
    ):
        return False
    if len(symbol.number) > 5 or (
        not said and len(symbol.number) == 4 and symbol.number.isdigit() and 1930 <= int(symbol.number) <= 2099
    ):
        return False
    if _after_never(low, kind.start):
        return False
    if not said and kind.row.loose and not text[kind.start].isupper() and not _issued_next(text, low, symbol.end):
        return False
    if not said and (
        _counts(low, symbol.end)
        or ("\n" in low[kind.start : symbol.end] and (kind.row.loose or re.match(r"\s*[.)]\s", after)))
    ):
        return False
    if kind.row.id == "paper":
        return False
    return bool(said or not re.match(r"\s*(?:-|–)\s*\d", after))


_ITEM_BEHIND = re.compile(r"\s+[^\W\d_][^\W\d_A-Z]")  # `Nghị định`, below it `2 Ghi theo loại đất`


def _issued_next(text: str, low: str, at: int) -> bool:
    of = OF.match(low, at)
    return bool(of and issuer_at(text, low, of.end()))


def _counts(low: str, at: int) -> bool:
    gap = _BLANKS.match(low, at)
    if not gap or DATE.match(low, at):
        return False
    _, unit = lexicon.longest(lexicon.word_tree("units"), low, gap.end())
    return unit is not None and not (
        unit == _YEAR_WORD and lexicon.pattern(r"\s*{year}\s+(?:19|20)\d\d").match(low[at : at + 12])
    )


def _symbol_allowed(symbol: Symbol) -> bool:
    return not (set(symbol.letters) & lexicon.words("never_letters")) and not (
        symbol.letters[0] == _CONTRACT and not symbol.party
    )


def _chain(text: str, low: str, first: Symbol) -> list[tuple[int, Symbol]]:
    """`số 59, 70, 71-NQ/TW`: bare numbers up to one that has the letters, which are those of all."""
    items: list[tuple[int, Symbol]] = [(0, first)]
    end = first.end
    for _ in range(24):
        gap = _LIST_ITEM.match(low, end)
        item = symbol_at(text, low, gap.end()) if gap else None
        if gap is None or item is None:
            return []
        start = low.find(_NO, gap.start(), gap.end())
        items.append((start if start >= 0 else gap.end(), item))
        end = item.end
        if item.letters:
            return items
        if item.year is not None:
            return []
    return []


def _bare_chain(text: str, low: str, kind: _Type, first: Symbol) -> list[Citation]:
    """`các Nghị quyết 57, 59, 66, 68 của Bộ Chính trị`: numbers alone, three at least, with who issued them all."""
    items = [(kind.start, first)]
    while len(items) < 24:
        gap = _LIST_ITEM.match(low, items[-1][1].end)
        item = symbol_at(text, low, gap.end()) if gap else None
        if gap is None or item is None or item.letters or item.year or len(item.number) > 4:
            break
        start = low.find(_NO, gap.start(), gap.end())
        items.append((start if start >= 0 else gap.end(), item))
    if len(items) < 3 or re.match(r"[%/.,]?\d|%|[-/]", low[items[-1][1].end :][:2]) or _counts(low, items[-1][1].end):
        return []
    last = _cite(text, low, items[-1][0], kind, items[-1][1], "list", listed=True)
    made = [
        replace(last, start=start, end=item.end, number=item.number, symbol=item.printed, date=None, year=None, listed=n > 0, rule="list" if n else "bare-number")
        for n, (start, item) in enumerate(items[:-1])
    ]  # fmt: skip
    return [*made, last]


def _spans_of_chain(made: list[Citation], first: Symbol, chain: list[tuple[int, Symbol]]) -> list[Citation]:
    """Each item of the chain gets the letters of the last; its span is what is printed of it."""
    last = chain[-1][1]
    tail = re.sub(r"^[\d.]+[a-zđ]{0,2}(?=[/-])", "", last.printed, flags=re.I)
    fixed = []
    for citation, (_, item) in zip(made[:-1], chain[:-1], strict=True):
        printed = re.sub(r"\D+$", "", item.printed) if not item.letters else item.printed
        fixed.append(
            replace(
                citation,
                end=item.end,
                symbol=f"{printed}{tail}",
                date=None,
                year=last.year,
                rule="list",
                issuer=None,
                issuer_local=False,
            )
        )
    return [*fixed, made[-1]]


def _cite(
    text: str, low: str, start: int, kind: _Type | None, symbol: Symbol, rule: str, *, listed: bool = False
) -> Citation:
    tail = _tail(
        text,
        low,
        symbol.end,
        joint=len(symbol.letters) > 2
        or symbol.letters[-1:] == ("lt",)
        or bool(kind and kind.row.id.startswith("joint")),
    )
    tail = _without_state(low, symbol, tail)
    type_name, type_issue = _type_of(kind, symbol)
    year = tail.year or (int(tail.date[:4]) if tail.date else None) or symbol.year
    issues = [
        *type_issue,
        *(["impossible-date"] if tail.fault else []),
        *(["doubtful-symbol"] if _doubtful(symbol) else []),
    ]
    if kind and not kind.plain and tail.issuer is None and (inside := _issuer_inside(text, low, kind, symbol)):
        tail = replace(tail, issuer=inside)
    before, day = (None, None) if tail.issuer or listed else (_issuer_before(text, low, start), None)
    if before and _other_by_symbol(symbol, before):
        before = None
    if before is None and not tail.issuer and not listed:
        before, day = _made_before(text, low, start)
    date = tail.date or (day if tail.year is None and day and day[:4] == str(year or day[:4]) else None)
    year = year or (int(date[:4]) if date else None)
    return Citation(
        start=start, end=tail.end, rule=rule, type=type_name, number=symbol.number, symbol=symbol.printed, date=date, year=year, term=tail.term,
        issuer=tail.issuer.full if tail.issuer else None, issuer_local=bool(tail.issuer and tail.issuer.local and not tail.issuer.placed),
        before=before.full if before else None, before_local=bool(before and before.local and not before.placed), listed=listed, issues=tuple(issues),
    )  # fmt: skip


def _without_state(low: str, symbol: Symbol, tail: _Tail) -> _Tail:
    """`Ban Chỉ đạo tổng kết Nghị quyết 18-NQ/TW của Chính phủ`: the State issues no paper of the Party's centre."""
    if not (tail.issuer and symbol.party and symbol.letters[-1:] == ("tw",) and key(tail.issuer.full) in _STATE_BODIES):
        return tail
    return replace(tail, issuer=None, end=len(low[: low.rindex(_OF_GAP.strip(), 0, tail.issuer.start)].rstrip(" ,\n")))


_STATE_BODIES = frozenset(lexicon.group("state_bodies"))


def _other_by_symbol(symbol: Symbol, before: Issuer) -> bool:
    """`chỉ đạo của Bộ Chính trị tại Công văn số 13421-CV/VPTW`: the letters name another body."""
    told = lexicon.issuer_of(symbol.printed)
    return told is not None and key(told) not in key(before.full) and key(before.full) not in key(told)


def _issuer_inside(text: str, low: str, kind: _Type, symbol: Symbol) -> Issuer | None:
    """`Quyết định của Thủ tướng Chính phủ số 167/2008/QĐ-TTg`: who issued it, between type and number."""
    of = OF.match(low, kind.start + len(kind.words))
    return issuer_at(text, low, of.end()) if of and of.end() < symbol.end else None


_OCR = lexicon.pattern(r"[%⁄]")


def _doubtful(symbol: Symbol) -> bool:
    return symbol.doubtful or bool(_OCR.search(symbol.printed))


def _type_of(kind: _Type | None, symbol: Symbol) -> tuple[str | None, list[str]]:
    """The type word wins over the symbol; a contradiction is said."""
    by_symbol = next(
        (
            row
            for letters in symbol.letters[:1]
            if (
                row := lexicon.type_letters().get((letters, symbol.party))
                or lexicon.type_letters().get((letters, not symbol.party))
            )
        ),
        None,
    )
    if kind is None:
        return (by_symbol.type if by_symbol else None), []
    row = kind.row
    if row.id == "paper":
        return (None, [])
    accepted = {row.id, *_NEAR.get(row.id, ())}
    if by_symbol is None or by_symbol.id in accepted:
        return row.type, []
    return row.type, [f"type-symbol:{row.type}:{symbol.printed}"]


# Types that share letters by custom: a `Quy định` of the Party is often numbered `QĐ`.
_NEAR = {
    "regulation": ("decision",), "circular": ("joint_circular", "party_circular"), "party_circular": ("circular",), "joint_circular": ("circular",),
    "action_programme": ("programme",), "programme": ("action_programme",), "order": ("order",), "joint_resolution": ("resolution",), "resolution": ("joint_resolution",),
    "ordinance": ("order",), "law": ("order",), "code": ("order",),
}  # fmt: skip

MADE = lexicon.pattern(r"(?:,\s*)?(?:\s+{already})?\s+{makes}\s+$")
_ON_DAY = lexicon.pattern(
    r"{day}\s*(?P<d>\d{1,2})\s*(?:/|-|\.|{month})\s*(?P<m>\d{1,2})\s*(?:/|-|\.|{year})\s*(?P<y>\d{4}),?\s+$"
)
_SENTENCE_MARKS = ("\n\n", "\n-", ". ", ";", ".\n")
_WORD_START = re.compile(r"(?<![^\s(,;.])(?=[^\W\d_])")


def _made_before(text: str, low: str, start: int) -> tuple[Issuer | None, str | None]:
    """`Ngày 24 tháng 6 năm 1977 Hội đồng Chính phủ đã ra Quyết định số 169-CP`: who and when stand before."""
    made = MADE.search(low, max(0, start - 26), start)
    if not made:
        return None, None
    reach = max(0, made.start() - 90)
    line = max(
        reach,
        *(
            low.rfind(mark, reach, made.start()) + len(mark) if mark in low[reach : made.start()] else 0
            for mark in _SENTENCE_MARKS
        ),
    )
    for m in _WORD_START.finditer(text, line, made.start()):
        if not text[m.start()].isupper():
            continue
        body = issuer_at(text, low, m.start())
        if body and body.end == made.start() and not low[: m.start()].endswith(_OF_GAP):
            day = _ON_DAY.search(low, max(0, m.start() - 40), m.start())
            return body, read_date(day).iso if day else None
    return None, None


_AT = lexicon.pattern(r"\s+{at_or_in}(?:\s+{plural_word})?\s*$")


def _issuer_before(text: str, low: str, start: int) -> Issuer | None:
    """`theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số …`."""
    base = max(0, start - 150)
    window = low[base:start]
    at = _AT.search(window)
    if not at:
        return None
    of = window.rfind(_OF_GAP, 0, at.start())
    while of >= 0:
        body = issuer_at(text, low, base + of + 4 + len(window[of + 4 :]) - len(window[of + 4 :].lstrip()), joint=True)
        if body and body.end >= base + at.start():
            return body
        of = window.rfind(_OF_GAP, 0, of)
    return None


def _dated(text: str, low: str, candidate: _Candidate) -> list[Citation]:
    """`Biên bản ngày 04 tháng 11 năm 1999 của Ban Đổi mới …`: a document told by its type, date and issuer."""
    kind = type_before(text, low, candidate.at)
    if kind is None or not kind.row.type or (kind.row.loose and not text[kind.start].isupper()):
        return []
    tail = _tail(
        text,
        low,
        low.rindex(kind.words.split()[-1], kind.start, candidate.at) + len(kind.words.split()[-1])
        if kind.plain
        else candidate.at,
    )
    if tail.date is None or (tail.issuer is None and kind.row.loose):
        return []
    before = None if tail.issuer else _issuer_before(text, low, kind.start)
    return [
        Citation(
            start=kind.start, end=tail.end, rule="type-date", type=kind.row.type, name=f"{_ON} {tail.date}", date=tail.date, year=int(tail.date[:4]), term=tail.term,
            issuer=tail.issuer.full if tail.issuer else None, issuer_local=bool(tail.issuer and tail.issuer.local and not tail.issuer.placed),
            before=before.full if before else None, before_local=bool(before and before.local and not before.placed),
        )
    ]  # fmt: skip


_RULES_NAMED = lexicon.pattern(
    r"{rules_of_party}\s+(?P<party>{party})(?:\s+{communist_of_vietnam})?(?![^\W_])(?!\s+{halves_of_party_words}(?![^\W_]))"
)


def _party_rules(text: str, candidate: _Candidate) -> Citation:
    """`Điều lệ Đảng`: one document, in versions."""
    kind, name = lexicon.printed("rules_of_party"), lexicon.printed("rules_of_party_name")
    return Citation(start=candidate.start, end=candidate.at, rule="name", type=kind, name=name)


_OF_OR_BETWEEN = lexicon.pattern(r"\s+({of}|{between})\s+")
_PERIOD = lexicon.pattern(r"\s+{period}\s+\d{4}\s*[-–]\s*\d{4}")
_GENERIC_BODY = lexicon.pattern(r"(?<![^\W_]){level}(?![^\W_])")  # `Tờ trình của Ủy ban nhân dân cấp tỉnh`
_NORMATIVE = frozenset(
    lexicon.group("normative_types")
)  # their articles tell what a file holds: `a) Tờ trình của Chính phủ;`


def _of_a_body(text: str, low: str, candidate: _Candidate) -> list[Citation]:
    """`Tờ trình của Đảng ủy Chính phủ`: a document told by its type and who made it."""
    of = _OF_OR_BETWEEN.search(low, candidate.start, candidate.at)
    kind = type_before(text, low, of.start()) if of else None
    between = of is not None and of[1] != _OF_GAP.strip()
    body = issuer_at(text, low, candidate.at, joint=between)
    period = _PERIOD.match(low, body.end) if body and between else None
    if kind is None or body is None or _plural_before(low, candidate.start) or _GENERIC_BODY.search(key(body.full)):
        return []
    name = f"{kind.row.type} {key(body.full)}"
    return [
        Citation(
            start=candidate.start,
            end=period.end() if period else body.end,
            rule="type-body",
            type=kind.row.type,
            name=name,
            term=body.term,
            issuer=body.full,
            issuer_local=body.local and not body.placed,
        )
    ]


# ---- numbers without a type before them -----------------------------------------------------------------------------
_BEFORE_NEVER = lexicon.pattern(r"[^\s,;.:()“”\"']+(?:\s+[^\s,;.:()“”\"']+)?\s*:?\s*$")


def _orphan(text: str, low: str, candidate: _Candidate, cited: list[Citation]) -> list[Citation]:
    symbol = symbol_at(text, low, candidate.at)
    if symbol is None:
        return []
    head = _head(low, candidate.start, cited)
    if not symbol.letters:
        return []
    if not _symbol_allowed(symbol) or _is_unit(text, symbol):
        return []
    by_symbol = lexicon.type_letters().get((symbol.letters[0], symbol.party))
    plain, _ = lexicon.codes()
    national = symbol.letters[-1].rstrip("0123456789") in plain or symbol.letters[0] in plain
    if head is None and not (by_symbol and len(symbol.letters) > 1) and not national:
        return []
    if head is None and _after_never(low, candidate.start):
        return []
    if (
        low[max(0, candidate.start - 2) : candidate.start].strip("0123456789") == ":"
        and candidate.start > 1
        and low[candidate.start - 2].isdigit()
    ):
        return []
    if text[candidate.start].isupper() and _own_line(low, candidate.start):
        return []
    if len(symbol.letters[0]) == 1 and head is None:
        return []
    if head is not None and by_symbol is None and not national and not _like_head(symbol, head, low):
        return []
    kind: _Type | None = None
    if head is not None and (by_symbol is None or _agrees(head, by_symbol)):
        row = next((r for r in lexicon.types() if r.type == head.type), None)
        kind = _Type(candidate.start, row, True, row.type) if row else None
    cite = _cite(text, low, candidate.start, kind, symbol, "list" if head else "symbol", listed=head is not None)
    if head is not None and head.type is None and kind is None and by_symbol is None:
        cite = replace(cite, type=None)
    return [cite]


def _like_head(symbol: Symbol, head: Citation, low: str) -> bool:
    """An item without type letters has the letters of the head, or a body and a unit (`8563/VPCP-CN`)."""
    if len(symbol.letters) > 1 and len(symbol.letters[0]) > 1:
        return True
    return bool(head.symbol) and symbol.letters[-1] in fold(head.symbol or "")


def _agrees(head: Citation, row: TypeRow) -> bool:
    mine = next((r for r in lexicon.types() if r.type == head.type), None)
    return mine is not None and (mine.id == row.id or row.id in _NEAR.get(mine.id, ()))


def _is_unit(text: str, symbol: Symbol) -> bool:
    """`5/Kg`, `12/B`: one short piece with no type in it."""
    return len(symbol.letters) == 1 and len(symbol.letters[0]) <= 1 and symbol.year is None


def _after_never(low: str, start: int) -> bool:
    before = _BEFORE_NEVER.search(low, max(0, start - 40), start)
    if not before:
        return False
    words = before.group().replace(":", " ").split()
    never = lexicon.words("never")
    return bool(words) and (words[-1] in never or " ".join(words) in never)


def _own_line(low: str, start: int) -> bool:
    """`Số: 12/QĐ-UBND` at the head of a line is a number line (of a form, or of an annexed paper)."""
    before = low[max(0, start - 40) : start]
    return not before[before.rfind("\n") + 1 :].strip(" |_-.*>") and low.startswith(_NO, start)


def _head(low: str, start: int, cited: list[Citation]) -> Citation | None:
    """The citation that began the list in which a bare number stands: near, in the same sentence."""
    if not cited:
        return None
    last = cited[-1]
    if last.symbol is None or start - last.end > 300:
        return None
    between = low[last.end : start]
    if any(word in between for word in _NO_LIST_ACROSS):
        return None
    if re.search(r"[.!?]\s*\n|\.\s+\S|\n\s*\n", between):
        return None
    stripped = between.strip()
    if stripped in _JOINERS:
        return last
    if lexicon.pattern(r"(?:,|;|{and}|:)\s*$").search(between) or stripped.endswith((f" {_AND}", ",", ";")):
        return last
    return None


# ---- this, above ----------------------------------------------------------------------------------------------------
def _pointer(text: str, low: str, candidate: _Candidate) -> list[Citation]:
    kind = type_before(text, low, candidate.at)
    if kind is None or not kind.plain:
        return []
    if kind.row.id == "law" and _another_word(text, low, kind.start):
        return []
    this = low.startswith(_THIS_ONE, candidate.at)
    end = candidate.at + 3 if this else candidate.at + len(_above_word(low, candidate.at))
    if low.startswith(_THAT, candidate.at):
        return (
            [Citation(start=kind.start, end=candidate.at + 2, rule=ABOVE, type=kind.row.type, pointer=ABOVE)]
            if text[kind.start].isupper() and kind.row.type
            else []
        )
    if not this and low.startswith(_OVER, candidate.at) and kind.row.loose and not text[kind.start].isupper():
        return []
    if _plural_before(low, kind.start):
        return []
    return [
        Citation(
            start=kind.start,
            end=end,
            rule=THIS if this else ABOVE,
            type=kind.row.type or None,
            pointer=THIS if this else ABOVE,
        )
    ]


def _above_word(low: str, at: int) -> str:
    found = _ABOVE.match(low, at)
    return found.group() if found else _OVER


def _plural_before(low: str, start: int) -> bool:
    before = low[max(0, start - 14) : start].split()
    plural = lexicon.words("plural")
    return bool(before) and (before[-1] in plural or " ".join(before[-2:]) in plural)


# ---- by name --------------------------------------------------------------------------------------------------------
_NOT_BEFORE_LAW = lexicon.pattern(r"{before_law_no_law}\s+$")


def _another_word(text: str, low: str, start: int) -> bool:
    """`pháp luật`, `kỷ luật`, `văn phòng luật`; not `Luật` at the head of a line below one that ends in `tư pháp`."""
    before = _NOT_BEFORE_LAW.search(low, max(0, start - 12), start)
    if before is None:
        return not text[start].isupper() and bool(_ARTICLES_OF_LAW.search(low, max(0, start - 8), start))
    return not ("\n" in before.group() and text[start : start + 2].istitle())


_ARTICLES_OF_LAW = lexicon.pattern(r"{article}\s+$")  # `điều luật` is no law, `một số điều Luật Đất đai` names one


_STATE = lexicon.pattern(
    r"\s+(?:{of}\s+)?(?:{state}\s+)?{republic_head}\s+{republic_end}\s+{socialist_vietnam}|\s+(?:{of}\s+)?{democratic_state}\s+{republic_end}|\s+{vietnam}"
)
_SHORT_IN_BRACKETS = lexicon.pattern(r"\s*\((?:[^\W\d_&/.-]|[&/.-]){2,12}\)")
_REVISED = lexicon.pattern(
    r"\s*(?:\(\s*)?{amends}(?:,\s*{supplements})?(?:\s*\))?(?=\s*(?:{year}\s+|{number_word}\s+|{day}\s+)?\d)"
)
_AMENDING = lexicon.pattern(
    r"\s+(?:{about}\s+)?(?:{amends}(?:\s*,\s*{supplements})?|{supplements})(?:\s*,\s*{replaces_or_repeals})?"
    r"(?:\s+{some_or_plural}\s+{articles_or_contents}(?:\s+{and}\s+\S+\s+\S+)?|\s+(?:{clause}\s+\d+\s+)?{article}\s+[\da-zđ]+(?:\s*(?:,|{and})\s*(?:{article}\s+)?\d+[a-zđ]?)*|\s+(?:{annex}[^;.\n]{0,80}?|\d+\s+{article}))?"
    r"(?:\s+{of_or_at})?(?:\s+(?:{plural_word}|\d+|ba|{four_spelling}|{five}|{six}|{seven}|{eight}|{nine}|{ten}\s+\S+))?\s+(?=(?:{code_head}\s+)?{law}\s|{ordinance}\s)"
)
_DEEPEST = 3  # a law that amends a law that amends a law
_OF_OTHERS = lexicon.pattern(r"\s+{of}\s+[^,;.\n()]{3,70}?(?=\s+{number_word}\s*:?\s*\d+/\d{4}/)")
_LAW_LIST = lexicon.pattern(r"\s*(?:,|{and}|,\s*{and})\s+(?=(?:{code_head}\s+)?{law}\s|{ordinance}\s)")
_NUMBERED_LIST = lexicon.pattern(
    r"\s*(?:,|{and}|,\s*{and})\s+(?:{code_head}\s+)?{law}\s[^;.,]{3,140}?\s{number_word}\s*\d"
)
_NAME_GAP = lexicon.pattern(r"\s*(?:,|{and}|,\s*{and})\s+")
_NUMBER_GAP = lexicon.pattern(r"\s*(?:,\s*)?(?:{law}\s+)?(?:{number_word}\s*(?::\s*)?)?(?=\d)")
_TYPE_WORD = lexicon.pattern(r"{named_types}")


def _named(text: str, low: str, start: int, cited: list[Citation]) -> list[Citation]:
    word = _TYPE_WORD.match(low, start)
    if not word or (start and low[start - 1].isalnum()):
        return []
    kind = " ".join(word.group().split())
    if kind == _CONSTITUTION:
        return _constitution(text, low, start, word.end())
    if kind == _STATUTE and _another_word(text, low, start):
        return []
    number = lexicon.pattern(r"\s*(?::\s*)?(?:{number_word}\s*:?\s*)(?=\d)|\s+(?=\d+/\d{4}/)").match(low, word.end())
    if number:
        symbol = misread_at(text, low, number.end()) or symbol_at(text, low, number.end())
        if symbol is None or (not symbol.letters and symbol.year is None):
            return []
        row = lexicon.type_words()[kind]
        return [_cite(text, low, start, _Type(start, row, True, kind), symbol, "number")]
    name = _law_name(text, low, start, word.end(), kind)
    if name is None:
        return []
    end, printed, inner, known = name
    return _law(text, low, start, kind, end, printed, inner, known)


def _law_name(
    text: str, low: str, start: int, at: int, kind: str, depth: int = 0
) -> tuple[int, str, tuple[Citation, ...], bool] | None:
    """(end, name, laws inside it, whether a table knows it)"""
    amending = _AMENDING.match(low, at)
    if amending:
        return _amending_name(text, low, at, amending, depth) if depth < _DEEPEST else None
    gap = lexicon.pattern(r"\s+(?:{about}\s+)?").match(low, at)
    if not gap:
        return None
    begin = gap.end()
    end, value = lexicon.longest(lexicon.law_names()[kind], low, begin)
    known = value is not None
    if known and not _name_ends(text, low, begin, end) and _unknown_name(text, low, begin) > end:
        known = False
    short_end, full = lexicon.longest(lexicon.law_shorts()[kind], low, begin)
    printed = text[begin:short_end]
    if isinstance(full, str) and short_end > (end if known else begin) and (printed[0].isupper() or " " in printed):
        return short_end, full, (), True
    if not known and kind == _TREATY:
        return None
    if not known:
        lower = _lower_name(text, low, begin)
        if lower:
            return lower, _squeeze(text[begin:lower]), (), False
        if _ABOUT in gap.group() or not text[begin : begin + 1].isupper():
            return None
        end = _unknown_name(text, low, begin)
        if end <= begin or (
            (text[start].islower() or (text[start:end].isupper() and end - begin > 8)) and not _EVIDENCE.match(low, end)
        ):
            return None
    elif (
        not text[begin].isupper()
        and key(low[begin:end]) in lexicon.common_names()
        and not lexicon.pattern(r"\s*(?:,\s*)?(?:{number_word}\s|{day}\s|{year}\s|(?:19|20)\d\d)").match(
            low[end : end + 12]
        )
    ):
        return None
    longer = _OF_OTHERS.match(low, end)
    if known and longer and not any(w in longer.group() for w in _first_words()):
        end = longer.end()
    name_end = end
    inner = lexicon.pattern(r"\s+(?={amends}\s*,\s*{supplements_articles_of}\s+(?:{code_head}\s+)?{law}\s)").match(
        low, end
    )
    if inner:
        amending = _AMENDING.match(low, end)
        if amending and depth < _DEEPEST:
            last, _, inside, _ = _amending_name(text, low, end, amending, depth)
            return last, _squeeze(text[begin:last]), inside, True
    return name_end, _squeeze(text[begin:name_end]), (), known


def _name_ends(text: str, low: str, begin: int, end: int) -> bool:
    """A known name that goes on with a capital is part of a longer, unknown one, unless it had small letters (`Luật Đất đai Người sử dụng đất …`)."""
    if any(word[0].islower() for word in text[begin:end].split()) and not _OF_VIETNAM.match(low, end):
        return True
    nxt = lexicon.pattern(r"[ \t](\S)").match(text, end)
    return not (nxt and nxt[1].isupper() and not text[max(0, end - 12) : end].isupper()) or low[
        nxt.start(1) :
    ].startswith(_TYPE_OPENINGS)


_OF_VIETNAM = lexicon.pattern(r"\s+{vietnam}(?![^\W_])")


def _squeeze(words: str) -> str:
    return " ".join(words.replace("*", " ").split())


_NAME_WORD = lexicon.pattern(r"(\s+|\s*,\s+)?([^\s,;.…:()“”\"'|/\[\]*]+)")


def _unknown_name(text: str, low: str, begin: int) -> int:
    """End of a name that no table knows: up to a mark, a verb, or another document."""
    stops = lexicon.words("name_stops")
    firsts = _first_words()
    shouting = text[begin : begin + 24].isupper()
    end = begin
    for index in range(18):
        word = _NAME_WORD.match(low, end)
        if not word or (index and not word[1]) or (word[1] and "\n\n" in word[1]) or word[2][0].isdigit():
            break
        at = word.start(2)
        capital = text[at].isupper() and not shouting
        if (
            index
            and word[1]
            and (
                "," in word[1]
                or ("\n" in word[1] and low[word.end() : word.end() + 1] in (")", ".") and len(word[2]) <= 2)
            )
        ):
            break
        if index == 1 and text[begin:end].isupper() and end - begin > 1 and not text[at].isupper():
            break
        if word[2] in stops and not capital and (index or shouting):
            if word[2] == _AND and index and _goes_on_after_and(text, low, word.end()):
                end = word.end()
                continue
            break
        if index and low[at : at + 20].startswith(firsts):
            break
        end = word.end()
    return end


_EVIDENCE = lexicon.pattern(r"\s*(?:,\s*)?(?:{number_word}\s*:?\s*\d+[/-]|{day}\s*\d{1,2}|{year}\s+(?:19|20)\d\d)")


def _lower_name(text: str, low: str, begin: int) -> int:
    """End of an unknown name in small letters, which only a number, date or year behind it makes one: `Pháp lệnh nhà ở ngày 26 tháng 3`."""
    if text[begin : begin + 1].isupper():
        return 0
    end = _unknown_name(text, low, begin)
    return end if end > begin and _EVIDENCE.match(low, end) else 0


@cache
def _first_words() -> tuple[str, ...]:
    return (*(w for w in lexicon.type_words() if " " in w), f"{_STATUTE} ")


def _goes_on_after_and(text: str, low: str, at: int) -> bool:
    word = _NAME_WORD.match(low, at)
    return bool(
        word
        and word[1]
        and not text[word.start(2)].isupper()
        and word[2] not in lexicon.words("name_stops")
        and word[2] not in _TYPE_FIRST_WORDS
    )


def _amending_name(
    text: str, low: str, at: int, amending: re.Match[str], depth: int
) -> tuple[int, str, tuple[Citation, ...], bool]:
    """`sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`: the laws inside are those it amends."""
    inner: list[Citation] = []
    end = amending.end()
    while True:
        word = _TYPE_WORD.match(low, end)
        if not word:
            break
        kind = " ".join(word.group().split())
        found = _law_name(text, low, end, word.end(), kind, depth + 1) if kind in lexicon.law_names() else None
        if found is None:
            if not inner:
                end = word.end()
            break
        one = Citation(start=end, end=found[0], rule="name-in-name", type=kind, name=found[1], inner=found[2])
        end = found[0]
        number = _NUMBER_GAP.match(low, end)
        symbol = symbol_at(text, low, number.end()) if number else None
        if symbol and symbol.letters and ((inner and inner[-1].symbol) or _NUMBERED_LIST.match(low, symbol.end)):
            one = replace(one, end=symbol.end, number=symbol.number, symbol=symbol.printed, year=symbol.year)
            end = symbol.end
        inner.append(one)
        gap = _LAW_LIST.match(low, end)
        if not gap or not text[gap.end()].isupper():
            break
        nxt = _TYPE_WORD.match(low, gap.end())
        if nxt and (_AMENDING.match(low, nxt.end()) or lexicon.pattern(r"\s+{number_word}\s").match(low, nxt.end())):
            break
        end = gap.end()
    if inner:
        end = inner[-1].end
    return end, _squeeze(text[at:end]), tuple(inner), True


def _law(
    text: str, low: str, start: int, kind: str, end: int, name: str, inner: tuple[Citation, ...], known: bool
) -> list[Citation]:
    """A law by its name: the number, date or year behind it, then further names after one `Luật`."""
    at = end
    bracket = _SHORT_IN_BRACKETS.match(low, at) or _REVISED.match(low, at)
    after = bracket.end() if bracket else at
    number = _NUMBER_GAP.match(low, after)
    symbol = symbol_at(text, low, number.end()) if number else None
    counts = symbol and number and (symbol.letters or (symbol.year is not None and _NO in number.group()))
    if symbol and counts and _symbol_allowed_law(symbol):
        row = lexicon.type_words()[kind]
        cite = _cite(text, low, start, _Type(start, row, True, kind), symbol, "name-number")
        date, issuer = _passed(text, low, start, cite.end, _Tail(end=cite.end, date=cite.date))
        return [replace(cite, name=name, inner=inner, date=date, issuer=cite.issuer or issuer)]
    tail = _tail(text, low, after, by_name=True)
    end = tail.end if tail.end > after else at
    date, issuer = _passed(text, low, start, end, tail)
    dated = tail.date or tail.year
    first = Citation(
        start=start, end=end, rule="name-date" if dated else "name" if known else "unknown-name", type=kind, name=name, date=date,
        year=tail.year or (int(date[:4]) if date else None), issuer=issuer,
        term=tail.term, inner=inner, issues=("impossible-date",) if tail.fault else (),
    )  # fmt: skip
    return [first, *_more_names(text, low, first, kind)] if known and not inner else [first]


def _passed(text: str, low: str, start: int, end: int, tail: _Tail) -> tuple[str | None, str | None]:
    """Date and issuer, also from `được Quốc hội khóa XV thông qua ngày 27/6/2024` behind, `Quốc hội khóa XIII đã thông qua` before."""
    issuer = tail.issuer.full if tail.issuer else None
    date = tail.date
    passed = _PASSED.match(low, end)
    if passed and not (tail.year and int(passed["y"]) != tail.year):
        date = date or read_date(passed).iso
        assembly = _ASSEMBLY.search(low, passed.start())
    else:
        before = _PASSED_BEFORE.search(low, max(0, start - 110), start)
        assembly = _ASSEMBLY.match(low, before.start()) if before else None
    return date, issuer or (text[assembly.start() : assembly.end()].capitalize() if assembly else None)


def _symbol_allowed_law(symbol: Symbol) -> bool:
    return bool(symbol.letters) or symbol.year is not None


def _more_names(text: str, low: str, first: Citation, kind: str) -> Iterator[Citation]:
    """`Luật Đất đai, Nhà ở và Kinh doanh bất động sản`: known names with capitals after one type word."""
    end = first.end
    while True:
        gap = _NAME_GAP.match(low, end)
        if not gap or not text[gap.end() : gap.end() + 1].isupper() or text[gap.end() : gap.end() + 12].isupper():
            return
        last, value = lexicon.longest(lexicon.law_names()[kind], low, gap.end())
        if (
            value is None
            or not _name_ends(text, low, gap.end(), last)
            or not lexicon.pattern(r"\s*(?:[,;.)]|{and}\s|{year}\s|{number_word}\s|{day}\s|$)").match(
                low[last : last + 6]
            )
        ):
            return
        made = _law(text, low, gap.end(), kind, last, _squeeze(text[gap.end() : last]), (), False)
        item = replace(made[0], rule="list", listed=True)
        yield item
        end = item.end


_PROVISION_BEFORE = lexicon.pattern(r"{article}\s+\d{1,3}\s+$")


def _constitution(text: str, low: str, start: int, at: int) -> list[Citation]:
    state = _STATE.match(low, at) or _REVISED.match(low, at)
    end = at + len(low[at : state.end()].rstrip()) if state else at
    tail = _tail(text, low, end, by_name=True)
    before = low[max(0, start - 12) : start].split()
    if (
        not state
        and tail.end == end
        and not (before and before[-1] in lexicon.words("grounds"))
        and not _PROVISION_BEFORE.search(low, max(0, start - 14), start)
    ):
        return []
    return [
        Citation(
            start=start, end=tail.end, rule="name-date" if tail.end > end else "name", type=_CONSTITUTION, name=_squeeze(text[start:at]), date=tail.date,
            year=tail.year or (int(tail.date[:4]) if tail.date else None), term=tail.term,
        )
    ]  # fmt: skip


# ---- congresses and plenums -----------------------------------------------------------------------------------------
_ORDINAL = r"(?:[ivxlc]+|\d{1,2}|{first}|hai|ba|{four_spelling}|{four}|{five}|{six}|{seven}|{seven_spelling}|{eight}|{nine}|{ten}(?:\s+{units_after_ten})?)(?![^\W_])"
_CONGRESS = lexicon.pattern(
    r"(?:{of}\s+)?{congress_word}(?P<whose>(?:\s+(?:{delegates}|{national}|{whole_party}|(?:{province}\s+|{city}\s+)?{party_chapter}|{party}|{union}|{all_levels})(?![^\W_])){0,4}(?P<unit>\s+{units_of_congresses}(?![^\W_]))?(?P<place>(?:\s+[^\s,;.()]+){0,5}?))"
    rf"\s+(?:{{time_ordinal}}\s+|{{term}}\s+|{{time}}\s+|{{ordinal}}\s+)?(?P<no>{_ORDINAL})(?:\s+(?:{{of}}\s+)?(?:{{party}}(?:\s+{{communist_of_vietnam}}|\s+{{code_head}}\s+{{units_with_districts}}(?:\s+[^\s,;.()]+){{0,3}}?)?)(?![^\W_]))?(?:\s*,?\s*\(?{{tenure}}\s+\d{{4}}\s*-\s*\d{{4}}\)?)?"
)
_PLENUM = lexicon.pattern(
    rf"(?:{{of}}\s+)?(?:{{meeting}}\s+)?(?:{{time_ordinal}}\s+(?P<a>{_ORDINAL})\s*,?\s+(?:{{of}}\s+)?)?(?:{{executive_committee}}\s+|bch\s+)?{{centre}}(?:\s+{{party}})?(?:\s*,?\s*(?:{{time_ordinal}}\s+|{{time}}\s+)?(?P<b>{_ORDINAL}))?\s*,?\s*\(?{{term_word}}\s+(?P<term>[ivx]+)(?![^\W_])\)?"
)
_PLENUM_BARE = lexicon.pattern(rf"(?:{{meeting}}\s+)?{{centre}}\s?(?:{{time_ordinal}}\s+)?(?P<b>{_ORDINAL})")


def _squeezed_unit(text: str, found: re.Match[str]) -> str:
    unit = _squeeze(text[found.start("unit") : found.end("unit")]).lower() if found["unit"] else ""
    place = _squeeze(text[found.start("place") : found.end("place")]) if found["place"] else ""
    return "".join(f" {word}" for word in (unit, place) if word)


def _congress(text: str, low: str, candidate: _Candidate) -> list[Citation]:
    kind = type_before(text, low, candidate.at)
    if kind is None:
        return []
    found = _CONGRESS.match(low, candidate.at)
    if found:
        if found["place"] and not all(w[0].isupper() for w in text[found.start("place") : found.end("place")].split()):
            return []
        local = bool(found["unit"] or _CHAPTER_OF_PARTY in found["whose"])
        number = _roman(found["no"])
        labels = lexicon.phrases("congress")
        issuer = f"{labels[1]}{_squeezed_unit(text, found)}" if local else labels[0].replace("XIII", number)
        return [
            Citation(
                start=kind.start, end=found.end(), rule="congress", type=kind.row.type, name=f"{lexicon.printed('congress_word')} {number}", term=number if not local else None,
                issuer=issuer, issuer_local=local and not found["place"],
            )
        ]  # fmt: skip
    plenum = _PLENUM.match(low, candidate.at) or _PLENUM_BARE.match(low, candidate.at)
    if not plenum:
        return []
    groups = plenum.groupdict()
    session = groups.get("a") or groups.get("b")
    term = groups.get("term")
    if session is None:
        return []
    end = plenum.end()
    if low[plenum.start() : end].count("(") != low[plenum.start() : end].count(")"):
        end = plenum.end("term") if term else end
    tail = _tail(text, low, end)
    return [
        Citation(
            start=kind.start, end=tail.end, rule="plenum", type=kind.row.type, name=f"{lexicon.printed('centre')} {_arabic(session)}", term=term.upper() if term else tail.term,
            date=tail.date, issuer=tail.issuer.full if tail.issuer else "plenum",
        )
    ]  # fmt: skip


_ORDINALS = ("", *lexicon.group("ordinals"))
_SPELLINGS = {
    lexicon.word("seven_spelling"): lexicon.word("seven"),
    lexicon.word("four_spelling"): lexicon.word("four"),
}
_ROMANS = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
    "XXII",
    "XXIII",
    "XXIV",
    "XXV",
)


def _arabic(word: str) -> int | str:
    word = " ".join(word.split())
    if word.isdigit():
        return int(word)
    word = _SPELLINGS.get(word, word)
    if word in _ORDINALS:
        return _ORDINALS.index(word)
    return _ROMANS.index(word.upper()) if word.upper() in _ROMANS else word


def _roman(word: str) -> str:
    number = _arabic(word)
    return _ROMANS[number] if isinstance(number, int) and number < len(_ROMANS) else str(number).upper()
