"""A paper printed in full on the page of a newspaper, without its letterhead: the headline, or the words before it, say which paper it is."""

from __future__ import annotations

from msgspec import Struct

from kg.compiled import compiled
from kg.model import Span
from kg.recognise import lexicon
from kg.recognise.citation_tail import made_before
from kg.recognise.head_lines import Top
from kg.recognise.head_number import DateLine, NumberLine
from kg.recognise.head_title import types_at
from kg.recognise.numbers import DATE, read_date, symbol_at

_HEADLINE = 400  # characters in which the page says what it prints
_LEAD = 2500  # characters in which it says when the paper was issued
_FULL_TEXT = lexicon.pattern(r"(?:^|\n)[\s*#|]*{full_text}\s*(?::\s*)?(?:{of}\s+)?(?=\w)")
_SHOWN = lexicon.pattern(r"(?<![^\W_]){full_text}\s+(?:{content_word}\s+)?(?=\w)")
_STOP = compiled(r"[.,;()\n]")
_NUMBER = lexicon.pattern(r"\s+(?:{number_word}\s*:?\s*)?(?=\d)")
_ABOUT = lexicon.pattern(r"\s(?:{about}|{about_short})\s+")
# What is told of a paper has no clauses of its own.
_CLAUSE = lexicon.pattern(r"\n[\s*#]*(?:{article}\s+1\s*[.:]|i\s*[.\-]\s)")


class Whole(Struct, frozen=True, kw_only=True):
    """What the headline says: type and number, where the type begins and the number ends, the day, the title."""

    kind: str
    at: int
    behind: int
    number: NumberLine
    date: DateLine | None
    title: Span
    issuer: str | None = None


def printed_whole(top: Top) -> Whole | None:
    """`Toàn văn Nghị quyết số 57-NQ/TU của Ban Thường vụ Tỉnh ủy Bắc Giang về chuyển đổi số`, and the clauses below it."""
    found = _FULL_TEXT.search(top.low, 0, _HEADLINE)
    if found is None or not _CLAUSE.search(top.low, found.end()):
        return None
    line = top.low.find("\n", found.end())
    for row, end in types_at(top, found.end(), line):
        number = _NUMBER.match(top.low, end)
        symbol = symbol_at(top.text, top.low, number.end()) if number else None
        if symbol and symbol.letters:
            about = _ABOUT.search(top.low, symbol.end, line)
            title = Span(about.start() + 1, line) if about else Span(line, line)
            return Whole(
                kind=row.type, at=found.end(), behind=symbol.end, number=NumberLine(start=0, end=0, symbol=symbol),
                date=_issued(top, symbol.printed), title=title,
            )  # fmt: skip
    return None


def introduced(top: Top, kind: str | None) -> Whole | None:
    """`Ngày 14-11-2016, Ban Chấp hành Đảng bộ tỉnh ban hành Nghị quyết số 10-NQ/TU về …. Báo trân trọng giới thiệu toàn văn Nghị quyết.`, and its
    clauses below; `kind`: the type that the paper itself prints as a heading, if it does.
    """
    found = _SHOWN.search(top.low, 0, _LEAD)
    if found is None or not _CLAUSE.search(top.low, found.end()):
        return None
    sentence = _STOP.search(top.low, found.end())
    for row, end in types_at(top, found.end(), sentence.start() if sentence else len(top.low)):
        if kind in (None, row.type):
            made = lexicon.pattern(rf"(?<![^\W_]){{issues}}\s+(?P<kind>{lexicon.spaced(row.type)})")
            for m in made.finditer(top.low, 0, found.start()):
                number = _NUMBER.match(top.low, m.end())
                symbol = symbol_at(top.text, top.low, number.end()) if number else None
                if symbol and symbol.letters:
                    return Whole(
                        kind=row.type, at=found.end(), behind=end, number=NumberLine(start=0, end=0, symbol=symbol),
                        date=_issued(top, symbol.printed), title=Span(end, end), issuer=_made_by(top, m.start("kind")),
                    )  # fmt: skip
    return None


def _made_by(top: Top, at: int) -> str | None:
    """`Ngày 23/8/2017, Tỉnh ủy Thừa Thiên Huế đã ban hành …`: who stands before the words that it was made, which end there."""
    body, _ = made_before(top.text, top.low, at)
    return body.full if body else None


def _issued(top: Top, symbol: str) -> DateLine | None:
    """The day behind the number, or the first day of a sentence that names it later (`Ngày 01/7/2021, … ban hành Nghị quyết số …`)."""
    at = top.text.find(symbol, 0, _LEAD)
    while at >= 0:
        begins = max(top.low.rfind("\n", 0, at), top.low.rfind(". ", 0, at)) + 1
        day = DATE.match(top.low, at + len(symbol)) or DATE.search(top.low, begins, at)
        if day:
            return DateLine(start=0, end=0, iso=read_date(day).iso, place=None)
        at = top.text.find(symbol, at + 1, _LEAD)
    return None
