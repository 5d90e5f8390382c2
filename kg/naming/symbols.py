"""The number of a document taken apart: `08/2020/NĐ-CP`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from kg.naming.rules import codes, rules
from kg.text import fold, plain, slug


class Symbol(Struct, frozen=True):
    """A document number taken apart, without case, diacritics and leading zeros."""

    number: str  # "1249a", "66.18"
    year: int | None
    tokens: tuple[str, ...]  # ("nd", "cp")
    letters: str  # "ndcp"
    series: str  # letters in which misprints and both spellings of a series agree: `TW` and `TƯ`; `UBTVQH12` and `NQ-UBTVQH12`
    central: bool  # issued by a body that exists once
    local: bool  # issued by a body that exists in many places
    party: bool  # a central paper of the Party: its numbers run through a term
    assembly: bool  # of a series that several types share


def _symbol(number: str, year: int | None, tokens: tuple[str, ...]) -> Symbol:
    letters = "".join(tokens)
    last = tokens[-1] if tokens else ""
    central = any(letters_of(t) in codes("central") or t.endswith("tw") for t in tokens)
    return Symbol(
        number=number,
        year=year,
        tokens=tokens,
        letters=letters,
        series=last if letters_of(last) in codes("assembly") else letters.replace("tw", "tu"),
        central=central,
        local=not central and any(t in codes("local") or t.endswith(("ubnd", "hdnd", "tu")) for t in tokens),
        party=last.endswith("tw") and year is None,
        assembly=any(letters_of(t) in codes("assembly") for t in tokens),
    )


def letters_of(token: str) -> str:
    """`qh14` -> `qh`."""
    return token.rstrip("0123456789")


_SYMBOL = re.compile(r"0*(\d+(?:\.\d+)*(?:[a-z](?=[-/]|$))?)[-/.]*(?:(\d{4})(?!\d)[-/]*)?(.*)")
_NOT_CODE = re.compile(r"[^a-z0-9&]+")


@cache
def _centre() -> tuple[str, str]:
    """How some papers spell the letters of the Party's centre, and the letters."""
    spelled, code = map(fold, rules()["centre"].codes)
    return spelled, code


@lru_cache(maxsize=65536)
def parse_symbol(symbol: str) -> Symbol:
    """`08/2020/NĐ-CP` -> Symbol("8", 2020, ("nd", "cp")); what has no number is kept whole as its number."""
    folded = fold(symbol).replace(" ", "").replace(*_centre())
    found = _SYMBOL.match(plain(folded))
    if not found:
        return _symbol(slug(symbol), None, ())
    tokens = tuple(t.replace("&", "") for t in _NOT_CODE.split(found[3]) if t.strip("&"))
    return _symbol(found[1], int(found[2]) if found[2] else None, tokens)
