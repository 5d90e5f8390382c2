"""The words of targets.toml, and the figures and years that stand among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise.dates.words import Row
from kg.tables import load_rows
from kg.text import either, fold, whole

LETTERS = r"^\W_"
YEAR = r"(?:19[5-9]\d|20\d\d)"
NUMBER = r"\d+(?:[.,]\d+)*"
_BY_THEN = 40  # characters between a figure and the year behind it


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
    return compiled(whole((word for name in names for word in words(name)), LETTERS, r"\s+"))


@cache
def span() -> str:
    """A pattern for a number, two that bound it (`12 - 13`, `96 đến 97`), or a part of a whole (`7/12`)."""
    second = rf"\s*%?\s*(?:[-–]|(?:{any_of('by')})\s)\s*(?P<to>(?!{YEAR}(?!\d)){NUMBER})"
    return rf"(?P<from>{NUMBER})(?:/(?P<of>{NUMBER})(?![\d/])|{second})?"


@cache
def numbers() -> str:
    """The same without names for its parts."""
    return re.sub(r"\?P<\w+>", "?:", span())


@cache
def _things() -> str:
    """A pattern for what is measured or counted, once or several times (`tấn`, `xã`, `lượt cán bộ`)."""
    counted = any_of("counted")
    return rf"(?:{any_of('measure')}|(?:{any_of('turns')})(?:\s+(?:{counted}))?(?!\w)|{counted})"


@cache
def measured() -> str:
    """A pattern for a number with what it measures or counts (`23 vạn tấn`, `12 xã`)."""
    return rf"(?<![\w.,/-]){numbers()}\s+(?:(?:{any_of('magnitude')})\s+)*{_things()}(?!\w|\s+(?:{any_of('digits')})(?!\w))"


@cache
def unit() -> str:
    """A pattern for what a figure counts, where a row names it."""
    each = rf"\s?/\s?(?:(?:{any_of('each')}|{_things()})(?!\w)|[{LETTERS}]+)"
    return rf"(?:(?:{any_of('magnitude')})\s+)*{_things()}(?:{each})?(?![{LETTERS}]|\s+(?:{any_of('digits')})(?!\w))"


@cache
def figures() -> re.Pattern[str]:
    """A number or two that bound it, and what it counts."""
    none = rf"(?:{any_of('no_unit')})(?!\w)"
    word = rf"(?!{none})[^\W\d_]+"
    other = rf"(?:(?:{any_of('magnitude')})\s+)*(?:(?:{any_of('unit_alone')})(?!\w)|{word}(?:\s+{word})?)"
    return compiled(rf"{span()}\s*(?P<unit>[%‰]|(?:{unit()}|{other})(?=[\s.,;:)(/–-]|$))?")


class Figure(Struct, frozen=True):
    """A figure of a stretch: `value` as printed, a span as `1,7-2`; `place`: where it ends."""

    value: str | None = None
    unit: str | None = None
    place: int = -1


def figure(text: str, low: str, start: int, end: int, at: int) -> Figure:
    """A figure that is no year: from the one on that ends at `at`, else a percentage before others; of `từ 25% lên 38%` the latter."""
    found = [f for f in figures().finditer(low, start, end) if f["unit"] == "%" or _counts(f)]
    here = [f for f in found if f.end() >= at > start] or sorted(found, key=lambda f: f["unit"] != "%")
    if not here:
        return Figure()
    one = here[0]
    if low[start : one.start()].rstrip().endswith(words("rises_from")):
        later = (f for f in found if f.start() >= one.end() and _rises_to().search(low, one.end(), f.start()))
        one = next(later, one)
    value = one["from"] + (f"-{one['to']}" if one["to"] else f"/{one['of']}" if one["of"] else "")
    printed = " ".join(text[slice(*one.span("unit"))].split()) if one["unit"] else None
    return Figure(value, printed, one.end())


@cache
def _rises_to() -> re.Pattern[str]:
    """What stands before the figure that something rises or falls to."""
    return compiled(rf"(?<!\w)(?:{any_of('rises_to')})(?:\s+(?:{any_of('bound')}))*\s+$")


@cache
def rises() -> re.Pattern[str]:
    """What says from where to where something goes (`từ 33% năm 2002 lên 36%`)."""
    return compiled(
        rf"(?<!\w)(?:{any_of('rises_from')})\s+\d[^;]{{0,40}}?\s(?:{any_of('rises_to')})(?:\s+(?:{any_of('bound')}))*\s+\d"
    )


@cache
def _on_one() -> re.Pattern[str]:
    """`trên 1 ha` with another figure behind: on how much of something that one is reached."""
    return compiled(rf"(?:{any_of('on')})\s+0?1\s*(?:{any_of('measure')})(?![{LETTERS}])(?=[^.;,:\d]{{0,60}}\d)")


def on_one(low: str, number: int) -> bool:
    """Does a number that stands there say only on how much of something another one is reached (`giá trị sản xuất trên 1 ha đạt 95 triệu đồng`)?"""
    before = low.rfind(" ", 0, max(0, number - 1)) + 1
    return _on_one().match(low, before) is not None


def _counts(found: re.Match[str]) -> bool:
    """Neither a year nor an age, nor on how much another figure is reached."""
    if on_one(found.string, found.start()):
        return False
    return not re.fullmatch(YEAR, found["from"]) and not (found["unit"] or "").startswith(words("aside"))


@cache
def _years() -> re.Pattern[str]:
    alone = rf"(?:{any_of('year')})\s+(?P<year>{YEAR})(?!\s*[-–]|\d)"
    span = rf"(?:{any_of('period')})\s+(?:(?:{any_of('year')})\s+)?\(?{YEAR}\s*(?:[-–]|{any_of('by')})\s*(?:(?:{any_of('year')})\s+)?(?P<last>{YEAR})"
    return compiled(rf"{alone}|{span}")


@cache
def _another() -> re.Pattern[str]:
    """Before a year that something is compared with, or that ends a date."""
    return compiled(
        rf"(?:(?:{any_of('compared')})(?:\s+[{LETTERS}]+){{0,3}}|(?:{any_of('price')})|{any_of('month')}\s+\d{{1,2}})\s*$"
    )


def years(low: str, start: int, end: int) -> list[int]:
    """The years that a stretch names, a period by its last; neither those of dates nor those that something is compared with."""
    return [year for _, year in years_at(low, start, end)]


def years_at(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """The same with their places."""
    return [(found.start(), int(found["year"] or found["last"])) for found in _named(low, start, end)]


def lone_years(low: str, start: int, end: int) -> list[int]:
    """The years that it names as such (`năm 2020`), and not as the end of a period."""
    return [int(found["year"]) for found in _named(low, start, end) if found["year"]]


def _named(low: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for found in _years().finditer(low, start, end):
        if not _another().search(low, max(start, found.start() - 60), found.start()):
            yield found


def opening_year(low: str) -> int | None:
    """The first year of what a title says the paper is for (`năm 2025`, `giai đoạn 2026 - 2030`); one that only ends a time (`đến năm 2030`) is none."""
    begins = [
        int(re.findall(YEAR, found[0])[0])
        for found in _named(low, 0, len(low))
        if not low[: found.start()].rstrip().endswith((*words("by"), *words("end")))
    ]
    return min(begins, default=None)


def nearest(named: list[tuple[int, int]], place: int) -> int | None:
    """Of the years of a clause that of the figure at `place`: the one right behind it, else the last before, else the first."""
    behind = [year for at, year in named if place <= at <= place + _BY_THEN]
    before = [year for at, year in named if at < place]
    rest = [year for _, year in named]
    return next(iter(behind or before[-1:] or rest), None)


def due(year: int | None) -> str | None:
    """The last day of a year."""
    return f"{year}-12-31" if year else None
