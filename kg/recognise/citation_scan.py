"""One scan for literal anchors (`số`, `/`, `này`, `luật`) -> the places where citations may stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.citation_tail import type_before_body, type_of_body
from kg.recognise.numbers import misread_at
from kg.recognise.type_before import type_before
from kg.text import fold
from kg.words import Words

NO = lexicon.word("number_word")
ON = lexicon.word("day")
OVER = lexicon.word("above_word")
THIS_ONE = lexicon.word("this_word")
THATS = lexicon.group("that")
LAW = lexicon.word("law")


def _behind_type() -> str:
    """An expression for a place behind a digit, before which the last word of a type ends: `Thông tư06/2014/TT-TTCP`."""
    ends = sorted({fold(words).rpartition(" ")[2] for words in lexicon.type_words() if " " in words})
    return "|".join(rf"(?<={re.escape(word)}\d)" for word in ends)


_LEFT = lexicon.pattern(
    rf"\d(?:(?<![\w.,/-]\d)|(?<=[^\W\d_],\d)|{_behind_type()})"
    r"\d{0,5}(?:\.\d{1,3})?[a-zđ]{0,2}(?:\s{0,2}(?:-|/{1,2})\s{0,2}(?:\d{4}|[^\W\d_]{1,8}))?\s{0,2}$"
)
NUMBER_SIGN = lexicon.pattern(r"{number_word}\s*(?:{mark}\s*)?:?\s*")
_PAGE = compiled(r"\d{1,3}[^\S\n]{0,20}\n\s{0,40}(?=\d{1,6}[^\W\d_]{0,2}\s?[/-])")
NUMBERED = 0
NAMED = 1
POINTER = 2
ORPHAN = 3
SESSION = 4
DATED = 5
OF_BODY = 7
RULES_OF_PARTY = 8
_BEGINS_DATE = lexicon.pattern(r"{day}(?=\s*\d{1,2}\s*(?:/|-|\.|{month})\s*\d{1,2}\s*(?:/|-|\.|{year})\s*\d{4})")
_ABOVE_LEFT = lexicon.pattern(r"{named_before}\s+$")
_MEANS_THAT = lexicon.pattern(r"{that}(?=[\s.,;)])")
_MEANS_ABOVE = lexicon.pattern(
    r"{above_word}(?=[\s.,;)]*(?:\n|[.,;)]|{and}\s|{of}\s|{by_passive}\s|{by_means}\s|{is}\s|{has}\s|{has_been}\s|$)|(?<={named_word}\s{above_word})|(?<={said_word}\s{above_word})|(?<={told_word}\s{above_word})|(?<=\n{above_word}))"
)
_LAW = lexicon.pattern(
    r"{law}(?=[\s:])(?!\s+(?:{this_word}|{lawyer_end}\s+(?!{number_word}|{year}|{day})))(?<!{legal} {law})(?<!{discipline_head} {law})"
)
_CODE_LEFT = lexicon.pattern(r"(?<![^\W_]){code_head}\s+$")
_BEFORE_DIGIT = lexicon.pattern(r"\s+(?=\d)")
_BY_SUBJECT = lexicon.words("told_by_body_and_subject")
_SESSION_WORDS = lexicon.pattern(r"\s+(?=(?:{of}\s+)?{sessions})")
_RULES_NAMED = lexicon.pattern(
    r"{rules_of_party}\s+(?P<party>{party})(?:\s+{communist_of_vietnam})?(?![^\W_])(?!\s+{halves_of_party_words}(?![^\W_]))"
)
CHARTERS = lexicon.rows_of("charter_of_")
_CHARTER_NAMED = lexicon.pattern(
    rf"{{rules_of_party}}\s+(?P<party>{'|'.join('{' + row + '}' for row in CHARTERS)})(?![^\W_])"
)
OF_OR_BETWEEN = lexicon.pattern(r"\s+({of}|{between})\s+")


class Candidate(Struct, frozen=True, order=True):
    """A place where a citation may stand."""

    start: int
    kind: int  # NUMBERED, NAMED, …: what may stand there
    at: int  # where the number begins, or the pointer word


class Scan:
    """Candidates of one text: where an anchor stands, and what to its left makes it one."""

    def __init__(self, text: str, low: str) -> None:
        self.text, self.low = text, low
        self.found: dict[tuple[int, int], Candidate] = {}
        self.numbers: set[int] = set()

    def candidates(self) -> list[Candidate]:
        """All candidates in text order."""
        anchors, readers = _anchors()
        for index, start, end in anchors.find(self.low):
            readers[index](self, start, end)
        return sorted(self.found.values())

    def _put(self, start: int, kind: int, at: int) -> None:
        self.found.setdefault((start, kind), Candidate(start, kind, at))

    def _number(self, before: int, start: int, number: int) -> None:
        """A number with a type before it cites; one without may belong to a list."""
        kind = type_before(self.text, self.low, before)
        if kind is None and before != number:
            kind = type_of_body(self.text, self.low, before)
        if kind is None or (kind.row.named and not kind.plain):
            self._put(start, ORPHAN, number)
        elif kind.row.named and before != number:
            self._put(kind.start, NAMED, kind.start)
        else:
            self._put(kind.start, NUMBERED, number)

    def _said(self, start: int, end: int) -> None:
        """`số 12`"""
        found = NUMBER_SIGN.match(self.low, start)
        page = _PAGE.match(self.low, found.end()) if found and "\n" in found.group() else None
        if page and type_before(self.text, self.low, start):
            found = page  # a page ends between the word and the number
        if found and (
            self.low[found.end() : found.end() + 1].isdigit() or misread_at(self.text, self.low, found.end())
        ):
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
            self._put(kind.start, NUMBERED, end - 1)

    def _short(self, start: int, end: int) -> None:
        """`NĐ 100`"""
        if self.text[start].isupper():
            self._bare(start, end)

    def _day(self, start: int, end: int) -> None:
        """`Biên bản ngày 04 tháng 11 năm 1999`"""
        if _BEGINS_DATE.match(self.low, start):
            kind = type_before(self.text, self.low, start) or type_before_body(self.text, self.low, start, small=True)
            if kind and not kind.row.named:
                self._put(kind.start, DATED, start)

    def _pointer(self, start: int, end: int) -> None:
        """`Quyết định này`, `Quyết định đó`"""
        if self.low[end : end + 1].isalnum() or (
            self.low.startswith(THATS, start) and not _MEANS_THAT.match(self.low, start)
        ):
            return
        kind = type_before(self.text, self.low, start)
        if kind:
            self._put(kind.start, POINTER, start)

    def _above(self, start: int, end: int) -> None:
        """`Chỉ thị nêu trên`, `Nghị quyết trên`"""
        if not _MEANS_ABOVE.match(self.low, start):
            return
        left = _ABOVE_LEFT.search(self.low, max(0, start - 6), start)
        at = left.start() if left else start
        kind = type_before(self.text, self.low, at)
        if kind:
            self._put(kind.start, POINTER, at)

    def _law(self, start: int, end: int) -> None:
        """`Luật Đất đai`, `Bộ luật Dân sự`"""
        if not _LAW.match(self.low, start):
            return
        code = _CODE_LEFT.search(self.low, max(0, start - 8), start)
        self._put(code.start() if code else start, NAMED, code.start() if code else start)

    def _by_name(self, start: int, end: int) -> None:
        """`Pháp lệnh Ngoại hối`, `Hiến pháp năm 2013`"""
        self._put(start, NAMED, start)

    def _of_body(self, start: int, end: int) -> None:
        """`Tờ trình của Đảng ủy Chính phủ`; `Tờ trình 70`"""
        number = _BEFORE_DIGIT.match(self.low, end)
        if number:
            self._bare(start, number.end() + 1)
        of = OF_OR_BETWEEN.match(self.low, end)
        if of and self.text[start].isupper() and self.text[of.end() : of.end() + 1].isupper():
            self._put(start, OF_BODY, of.end())

    def _party_rules(self, start: int, end: int) -> None:
        """`Điều 4 Điều lệ Đảng`, `Điều lệ Công đoàn Việt Nam`"""
        found = _RULES_NAMED.match(self.low, start) or _CHARTER_NAMED.match(self.low, start)
        if found and self.text[found.start("party")].isupper():
            self._put(start, RULES_OF_PARTY, found.end())

    def _session(self, start: int, end: int) -> None:
        """`Nghị quyết Đại hội XIII`, `Kết luận Hội nghị Trung ương 7`"""
        number = _BEFORE_DIGIT.match(self.low, end)
        if number:
            self._bare(start, number.end() + 1)
        elif found := _SESSION_WORDS.match(self.low, end):
            kind = type_before(self.text, self.low, end)
            if kind:
                self._put(kind.start, SESSION, found.end())
        elif " ".join(self.low[start:end].split()) in _BY_SUBJECT:
            self._of_body(start, end)


_GAPS = (" ", "\n", "  ")  # between the words of an anchor
Reader = Callable[[Scan, int, int], None]  # what an anchor is read by, from where it begins and ends


@cache
def _anchors() -> tuple[Words, tuple[Reader, ...]]:
    """All anchors, and what reads each. None occurs in a line of digits and slashes."""
    rows: list[tuple[str, Reader]] = [
        (NO, Scan._said),
        (ON, Scan._day),
        (THIS_ONE, Scan._pointer),
        *((that, Scan._pointer) for that in THATS),
        (OVER, Scan._above),
        (LAW, Scan._law),
    ]
    rows += [(f"/{gap}{letter}", Scan._slash) for letter in "abcdeghiklmnopqrstuvxyđưủ" for gap in ("", " ", "\n")]
    rows += [
        (f"{word}{gap}{digit}", Scan._bare)
        for word in sorted(lexicon.words("bare"))
        for gap in _GAPS
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
    rows += [(f"{short} {digit}", Scan._short) for short in shorts for digit in "0123456789"]
    rows += [
        (gap.join(words.split()), reader)
        for group, reader in (("named_but_laws", Scan._by_name), ("types_of_sessions", Scan._session))
        for words in lexicon.group(group)
        for gap in _GAPS
    ]
    rows += [(gap.join(lexicon.group("rules_of_party")[0].split()[:2]), Scan._party_rules) for gap in _GAPS]
    rows += [
        (gap.join(word.split()), Scan._of_body)
        for word in sorted(lexicon.words("told_by_body") | lexicon.words("told_by_body_again") | _BY_SUBJECT)
        for gap in (" ", "\n")
    ]
    return Words((fold(word) for word, _ in rows), longest=False), tuple(reader for _, reader in rows)
