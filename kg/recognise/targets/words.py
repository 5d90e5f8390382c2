"""The words of targets.toml, and the figures and years that stand among them."""

from __future__ import annotations

import re
from functools import cache

from kg.recognise.dates.words import Row
from kg.tables import load_rows
from kg.text import either, fold, whole

LETTERS = r"^\W_"
YEAR = r"(?:19[5-9]\d|20\d\d)"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


@cache
def words(name: str) -> tuple[str, ...]:
    """The folded words of a row."""
    return next(tuple(fold(word) for word in row.words) for row in load_rows("targets", Row) if row.id == name)


@cache
def any_of(name: str) -> str:
    """A pattern for any word of a row."""
    return either(words(name), r"\s+")


@cache
def anywhere(*names: str) -> re.Pattern[str]:
    """A whole word of the rows."""
    return re.compile(whole((word for name in names for word in words(name)), LETTERS, r"\s+"))


@cache
def measured() -> str:
    """A pattern for a number with a unit that measures (`23 vạn tấn`)."""
    return rf"(?<![\w.,/-])(?:{_NUMBER})\s+(?:(?:{any_of('magnitude')})\s+)*(?:{any_of('measure')})(?!\w)"


@cache
def figures() -> re.Pattern[str]:
    """A number or two that bound it, and what it counts."""
    unit = (
        rf"%|(?:(?:{any_of('magnitude')})\s+)*(?:(?:{any_of('measure')})(?:/[{LETTERS}]+)?(?![{LETTERS}])"
        rf"|[^\W\d_]+(?:\s+[^\W\d_]+)?)(?=[\s.,;:)(/–-]|$)"
    )
    return re.compile(rf"(?P<from>{_NUMBER})(?:\s*%?\s*[-–]\s*(?P<to>{_NUMBER}))?\s*(?P<unit>{unit})?")


def figure(text: str, low: str, start: int, end: int, at: int) -> tuple[str | None, str | None]:
    """Value and unit of a figure of a stretch that is no year: the one that ends at `at` or behind, percentages first; a span as `1,7-2`."""
    found = [f for f in figures().finditer(low, start, end) if f["unit"] == "%" or _counts(f)]
    here = [f for f in found if f.end() >= at] if at > start else sorted(found, key=lambda f: f["unit"] != "%")
    if not here:
        return None, None
    value = f"{here[0]['from']}-{here[0]['to']}" if here[0]["to"] else here[0]["from"]
    return value, " ".join(text[slice(*here[0].span("unit"))].split()) or None if here[0]["unit"] else None


def _counts(found: re.Match[str]) -> bool:
    """Neither a year nor an age."""
    return not re.fullmatch(YEAR, found["from"]) and not (found["unit"] or "").startswith(words("aside"))


@cache
def _years() -> re.Pattern[str]:
    alone = rf"(?:{any_of('year')})\s+(?P<year>{YEAR})(?!\s*[-–]|\d)"
    span = rf"(?:{any_of('period')})\s+(?:(?:{any_of('year')})\s+)?{YEAR}\s*(?:[-–]|{any_of('by')})\s*(?:(?:{any_of('year')})\s+)?(?P<last>{YEAR})"
    return re.compile(rf"{alone}|{span}")


@cache
def _another() -> re.Pattern[str]:
    """Before a year that something is compared with, or that ends a date."""
    return re.compile(rf"(?:(?:{any_of('compared')})(?:\s+[{LETTERS}]+){{0,3}}|{any_of('month')}\s+\d{{1,2}})\s*$")


def years(low: str, start: int, end: int) -> list[int]:
    """The years that a stretch names, a period by its last; neither those of dates nor those that something is compared with."""
    return [
        int(found["year"] or found["last"])
        for found in _years().finditer(low, start, end)
        if not _another().search(low, max(start, found.start() - 60), found.start())
    ]


def due(year: int | None) -> str | None:
    """The last day of a year."""
    return f"{year}-12-31" if year else None
