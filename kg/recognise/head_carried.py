"""A paper that another carries, in a file of its own: `(Ban hành kèm theo Quyết định số 59/QĐ-UBND ngày … của …)` says which paper it is part of."""

from __future__ import annotations

from msgspec import Struct

from kg.recognise import lexicon
from kg.recognise.head_lines import OFFICE_WORDS, Top, line_before
from kg.recognise.head_number import DateLine, NumberLine
from kg.recognise.head_title import types_at
from kg.recognise.issuers import issuer_at
from kg.recognise.numbers import DATE, OF, read_date, symbol_at
from kg.text import key

_CARRIED = lexicon.pattern(r"\(?\s*(?:{issues}\s+)?{attached}\s+(?=\w)")
_NUMBER = lexicon.pattern(r"\s+(?:{number_word}\s*:?\s*)?(?=\d)")
_HEAD = 2000  # characters in which a paper says what carries it


class Carrier(Struct, frozen=True, kw_only=True):
    """The paper that carries it: type, number, day, who issues it."""

    kind: str
    number: NumberLine
    date: DateLine | None
    issuer: str | None


def carrier(top: Top) -> Carrier | None:
    """What is attached to a document is that document: a line under the title that begins with what carries it, by its number."""
    for found in _CARRIED.finditer(top.low, 0, min(top.limit, _HEAD)):
        if line_before(top, found.start()).strip(" *|_>"):
            continue
        for row, end in types_at(top, found.end(), found.end() + 60):
            number = _NUMBER.match(top.low, end)
            symbol = symbol_at(top.text, top.low, number.end()) if number else None
            if symbol and symbol.letters:
                day = DATE.match(top.low, symbol.end)
                of = OF.match(top.low, day.end() if day else symbol.end)
                body = issuer_at(top.text, top.low, of.end()) if of else None
                date = DateLine(start=0, end=0, iso=read_date(day).iso, place=None) if day else None
                return Carrier(
                    kind=row.type, number=NumberLine(start=0, end=0, symbol=symbol), date=date, issuer=_body(body.full) if body else None
                )  # fmt: skip
    return None


def _body(issuer: str) -> str:
    """`Chủ tịch Ủy ban nhân dân tỉnh Cao Bằng` decides under the letterhead of his body; `Thủ tướng Chính phủ` is one."""
    low = key(issuer)
    office = OFFICE_WORDS.match(low)
    end, head = lexicon.bodies().longest(low, 0)
    if office and head and head.head and end == office.end() and lexicon.bodies().longest(low, end + 1)[1]:
        return issuer[end + 1 :]
    return issuer
