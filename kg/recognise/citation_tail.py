"""What stands around a number or a name: date, year, issuer and term behind it, who made it before it."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.issuers import Issuer, issuer_at, meeting_at
from kg.recognise.numbers import (
    BARE_DATE,
    BARE_YEAR,
    BRACKET_DATE,
    BRACKET_YEAR,
    DATE,
    DATE_OF_LINE,
    OF,
    TERM,
    YEAR,
    read_date,
)
from kg.recognise.type_before import TypeBefore, plural_before, type_before
from kg.text import fold

OF_GAP = f"{lexicon.word('of')} "
_DAY = lexicon.word("day")
BLANKS = lexicon.pattern(r"\s+")
_OF_AFTER_BRACKET = lexicon.pattern(r"\s*\([^()\n]{3,60}\)\s+{of}\s+")
MADE = lexicon.pattern(r"(?:,\s*)?(?:\s+{already})?\s+{makes}\s+$")
_MADE_ENDS = tuple({words.split()[-1] for words in lexicon.group("makes")})
_ON_DAY = lexicon.pattern(
    r"{day}\s*(?P<d>\d{1,2})\s*(?:/|-|\.|{month})\s*(?P<m>\d{1,2})\s*(?:/|-|\.|{year})\s*(?P<y>\d{4}),?\s+$"
)
# `của Chính phủ tại phiên họp ngày …`, `… trong Hội nghị Thường vụ của Hội đồng Chính phủ ngày …`
_AT_MEETING = lexicon.pattern(r"[\s,]*(?:{at_or_in}\s+{at_meeting}\s+(?:{of}\s+)?)?")
_MEETING_OF = lexicon.pattern(r"{at_meeting}\s+(?:{of}\s+)?")
_NAME_OF_PERSON = range(2, 6)  # words
_NUMBER_IN_BRACKET = 80  # characters
_BRACKET = compiled(r"\s*\([^()\n]{3,80}\)")  # `Sở Kế hoạch và Đầu tư (thường trực Ban Chỉ đạo)`
_DAY_WITHOUT_YEAR = lexicon.pattern(r"\s+{day}\s*\d{1,2}\s*(?:/|{month})\s*\d{1,2}(?=\s+{of}\s)")
_CITY_IN_SHORT = lexicon.pattern(r"(?<![^\W_])(?:{city_abbreviated}|{town_abbreviated})\s")  # its stop ends no sentence
_SENTENCE_MARKS = ("\n\n", "\n-", ". ", ";", ".\n")
_WORD_START = compiled(r"(?<![^\s(,;.])(?=[^\W\d_])")
_BY = lexicon.pattern(r"(?<![^\W_]){by_agent}\s+")
_LAYS_DOWN = lexicon.pattern(r"\s+(?:{already}\s+)?{lays_down}")
_AT = lexicon.pattern(r"\s+\(?{at_or_in}(?:\s+{plural_word})?\s*$")
_AT_ENDS = (*lexicon.group("at_or_in"), lexicon.word("plural_word"))


_GROUND = lexicon.pattern(r"{on_grounds}\s+(?:{grounds_into}\s+)?$")


class Tail(Struct, frozen=True, kw_only=True):
    """What follows a number or a name, and where it ends."""

    end: int
    date: str | None = None
    year: int | None = None
    term: str | None = None
    issuer: Issuer | None = None
    fault: bool = False


def tail_at(text: str, low: str, at: int, *, by_name: bool = False, joint: bool = False, bare: bool = False) -> Tail:
    """Date, year, issuer and term as far as they follow directly, in any order; `bare`: behind a number alone, whose year may stand in brackets."""
    end, date, year, issuer, term, fault = at, None, None, None, None, False
    for _ in range(4):
        following = low[end : end + 3]
        if following[:1] not in " \n,(" or not following.strip():
            gap = BLANKS.match(low, end)
            if not gap and not (end == at and low.startswith(_DAY, end)) and not _glued_of(low, end):
                break
        if date is None:
            found = DATE.match(low, end) or (year is None and _bare_date(low, end)) or None
            if found and _next_paragraph(text, found):
                found = None
            read = read_date(found) if found else None
            if found and read and (year is None or (read.iso or "")[:4] == str(year)):
                end, date, fault = read.end, read.iso, fault or read.fault
                if date is None:
                    year = None
                continue
            found = (year is None and (YEAR.match(low, end) or (bare and BRACKET_YEAR.match(low, end)))) or (
                (by_name and year is None and (BARE_YEAR.match(low, end) or BRACKET_YEAR.match(low, end))) or None
            )
            if found:
                end, year = found.end(), int(found["y"])
                continue
        if issuer is None:
            no_year = _DAY_WITHOUT_YEAR.match(low, end) if date is None and year is None else None
            of = OF.match(low, no_year.end() if no_year else end)
            body = issuer_at(text, low, of.end(), joint=joint) if of else meeting_at(text, low, end)
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
    return Tail(end=end, date=date, year=year, term=term, issuer=issuer, fault=fault)


def _glued_of(low: str, end: int) -> bool:
    """`ngày 24/12/2018của Bộ Chính trị`: a blank was lost."""
    return low.startswith(OF_GAP, end) and low[end - 1].isdigit()


def _next_paragraph(text: str, found: re.Match[str]) -> bool:
    """Does the date begin a sentence on a line of its own: `… CỦA NGHỊ ĐỊNH SỐ 12/2009/NĐ-CP⏎Ngày 25 tháng 7 năm 2013, tại …`?"""
    words = found.group().lstrip()
    begin = found.end() - len(words)
    if "(" in text[max(0, found.start() - _NUMBER_IN_BRACKET) : found.start()].rpartition(")")[2]:
        return False  # `(Kèm theo Quyết định số: 59/QĐ-UBND⏎Ngày 22 tháng 7 năm 2021 …)`
    return (
        "\n" in text[found.start() : begin]
        and text[begin : begin + 1].isupper()
        and not text[begin : begin + 4].isupper()
    )


def _bare_date(low: str, at: int) -> re.Match[str] | None:
    found = BARE_DATE.match(low, at)
    return None if found and "\n" in found.group() and DATE_OF_LINE.match(low, at) else found


def issuer_before(text: str, low: str, start: int) -> Issuer | None:
    """`theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số …`."""
    base = max(0, start - 150)
    window = low[base:start]
    at = _AT.search(window) if window.rstrip().endswith(_AT_ENDS) else None
    if not at:
        return None
    of = window.rfind(OF_GAP, 0, at.start())
    while of >= 0:
        body = issuer_at(text, low, base + of + 4 + len(window[of + 4 :]) - len(window[of + 4 :].lstrip()), joint=True)
        if body and (body.end >= base + at.start() or _BRACKET.fullmatch(low, body.end, base + at.start())):
            return body
        of = window.rfind(OF_GAP, 0, of)
    return _laid_down_by(text, low, base, base + at.start())


def _laid_down_by(text: str, low: str, base: int, end: int) -> Issuer | None:
    """`do UBND tỉnh quy định tại Quyết định số …`: who laid down what stands in the paper."""
    for by in _BY.finditer(low, base, end):
        body = issuer_at(text, low, by.end())
        if body and _LAYS_DOWN.fullmatch(low, body.end, end):
            return body
    return None


def type_before_body(text: str, low: str, at: int, *, small: bool = False) -> TypeBefore | None:
    """`Nghị định của Chính phủ ngày …`: the type, where who issued the paper stands between it and its date (or number) at `at`; `small`: also in small letters."""
    base, of = max(0, at - 110), at
    for _ in range(2):  # `… trong Hội nghị Thường vụ của Hội đồng Chính phủ`: the first `của` says whose paper it is
        of = low.rfind(OF_GAP, base, of)
        if of <= 0:
            return None
        kind = type_before(text, low, of)
        if kind and _body_to(text, low, of + len(OF_GAP), at):
            clear = text[kind.start].isupper() or (small and (not kind.row.loose or is_ground(low, kind.start)))
            return kind if kind.plain and clear and not plural_before(low, kind.start) else None
    return None


def is_ground(low: str, at: int) -> bool:
    """`Căn cứ kết luận của Thường trực Hội đồng Bộ trưởng tại phiên họp ngày …`: a paper, though its type is also a verb."""
    return _GROUND.search(low, max(0, at - 16), at) is not None


def body_behind_of(text: str, low: str, at: int) -> Issuer | None:
    """The body named there, or whose meeting is: `nghị quyết của Hội nghị Thường vụ của Hội đồng Chính phủ`."""
    named = issuer_at(text, low, at)
    meeting = _MEETING_OF.match(low, at)
    if meeting and (named is None or fold(named.full).startswith(low[at : meeting.end()].rstrip())):
        return issuer_at(text, low, meeting.end()) or named
    return named


def _body_to(text: str, low: str, start: int, end: int) -> Issuer | None:
    """The body whose name begins there, with nothing behind it but the meeting at which it decided, to the end."""
    body = body_behind_of(text, low, start) if text[start].isupper() else None
    meeting = _AT_MEETING.match(low, body.end, end) if body else None
    if meeting is None:
        return None
    whose = issuer_at(text, low, meeting.end()) if text[meeting.end()].isupper() else None
    return body if not low[whose.end if whose and whose.end <= end else meeting.end() : end].strip(" ,(\n") else None


def type_of_body(text: str, low: str, at: int) -> TypeBefore | None:
    """`Công văn của Bộ Nội vụ số 1201 NV/TC`: the type, where who issued the paper stands between it and its number at `at`."""
    kind = type_before_body(text, low, at, small=True)
    return replace(kind, plain=False) if kind else None


def made_before(text: str, low: str, start: int) -> tuple[Issuer | None, str | None]:
    """`Ngày 24 tháng 6 năm 1977 Hội đồng Chính phủ đã ra Quyết định số 169-CP`: who and when stand before."""
    ends = low[max(0, start - 26) : start].rstrip().endswith(_MADE_ENDS)
    made = MADE.search(low, max(0, start - 26), start) if ends else None
    if not made:
        return None, None
    reach = max(0, made.start() - 90)
    before = _CITY_IN_SHORT.sub(lambda m: "_" * len(m.group()), low[reach : made.start()])
    line = reach + max(0, *(before.rfind(mark) + len(mark) if mark in before else 0 for mark in _SENTENCE_MARKS))
    for m in _WORD_START.finditer(text, line, made.start()):
        if not text[m.start()].isupper():
            continue
        body = issuer_at(text, low, m.start())
        if body and _only_person(text[body.end : made.start()]) and not low.endswith(OF_GAP, 0, m.start()):
            day = _ON_DAY.search(low, max(0, m.start() - 40), m.start())
            return body, read_date(day).iso if day else None
    return None, None


def _only_person(words: str) -> bool:
    """Nothing, or the name of a person: `Thủ tướng Chính phủ Phạm Minh Chính đã ký`."""
    names = words.split()
    return not words or (len(names) in _NAME_OF_PERSON and all(name.istitle() for name in names))


def issued_next(text: str, low: str, at: int) -> bool:
    """Does it go on with who issued it?"""
    of = OF.match(low, at)
    return bool(of and issuer_at(text, low, of.end()))
