"""What the columns of a table of indicators are for, from their heads: names, units, what was reached, what is planned for when."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise import roles
from kg.recognise.targets.words import YEAR, any_of, words
from kg.text import fold

NAME, UNIT, PLAN, DONE, OTHER = "name", "unit", "plan", "done", ""
_YEAR = compiled(rf"(?<!\d)(?:{YEAR})(?!\d)")
_LONGEST = 80  # characters of a head
_FIGURE = r"\d[\d.,]*(?:\s*[-–÷]\s*\d[\d.,]*)?"
_BRACKET = compiled(r"\(([^()]{1,20})\)\s*$")


class Column(Struct, frozen=True):
    """What a column is for; `year`: the one that its head names, the last of several."""

    use: str
    year: int | None = None


@cache
def kinds() -> re.Pattern[str]:
    """Words of a head that say whether something was reached or is planned."""
    return compiled(rf"(?<!\w)(?:(?P<done>{any_of('head_done')})|(?P<plan>{any_of('head_plan')}))(?!\w)")


@cache
def value() -> re.Pattern[str]:
    """All of a cell that holds a figure: `8,0`, `≥ 2.900`, `11 - 12`, `trên 95%`."""
    return compiled(rf"{_bounds()}(?P<figure>{_FIGURE})\s*(?P<unit>%)?$")


@cache
def amount() -> re.Pattern[str]:
    """A figure at the beginning of a cell, with its unit: `4.900 USD`, `70%, có bằng cấp 29 - 29,5%`."""
    return compiled(rf"{_bounds()}(?P<figure>{_FIGURE})\s*(?P<unit>%|[^\W\d_]+(?:[ /][^\W\d_]+){{0,2}})?\s*(?:[,;(]|$)")


def _bounds() -> str:
    return rf"(?:(?:{any_of('bound')}|[≥≤><=~])\s*)*"


def plain(head: str) -> str:
    """A head in small letters."""
    return " ".join(fold(head).split()).strip(" .:*()")


def column_of(head: str, today: int) -> Column:
    """A column by its head. A year alone is planned for where it is to come."""
    low = plain(head)
    found = [int(year[0]) for year in _YEAR.finditer(low)]
    year = max(found) if found else None
    if not low or len(low) > _LONGEST:
        return Column(OTHER)
    if low in words("head_unit_alone") or low.startswith(words("head_unit")):
        return Column(UNIT)
    if any(word in low for word in words("head_money")):
        return Column(OTHER)
    kind = kinds().search(low)
    if kind and kind["done"]:
        return Column(DONE, year)
    if low.startswith(words("head_name")) and not year:
        return Column(NAME)
    if kind or (year and year > today):
        return Column(PLAN, year)
    return Column(DONE if year else OTHER, year)


def columns_of(heads: list[str], today: int) -> list[Column]:
    """The columns of a row of heads; `Mục tiêu` beside `Chỉ tiêu` holds what is planned."""
    found: list[Column] = []
    for head in heads:
        column = column_of(head, today)
        if column.use == NAME and any(one.use == NAME for one in found):
            column = Column(PLAN if plain(head).startswith(words("aims")) else OTHER)
        found.append(column)
    return found


def planned(columns: list[Column]) -> int | None:
    """The column that says what is to be reached, of the last year."""
    plans = [(column.year or 0, -place) for place, column in enumerate(columns) if column.use == PLAN]
    return -max(plans)[1] if plans else None


def is_head(said: list[str], today: int) -> bool:
    """Does a row hold the heads of a table of indicators: a name, and a unit, a year, a plan or whose it is?"""
    if any(len(cell) > _LONGEST or value().match(plain(cell)) and not _YEAR.fullmatch(plain(cell)) for cell in said):
        return False
    columns = columns_of(said, today)
    if not any(column.use == NAME for column in columns) or len(said) < 2:
        return False
    known = [
        c.use in (UNIT, PLAN, DONE) or roles.column_role(head) in ("lead", "coordinate", "body")
        for c, head in zip(columns, said, strict=True)
    ]
    return any(known) and (names_indicators(said) or any(column.use == PLAN for column in columns))


def is_second_head(said: list[str], today: int) -> bool:
    """Is it the second line of heads, years or plans below one that covers several columns?"""
    filled = [cell for cell in said if cell]
    return bool(filled) and all(column_of(cell, today).use in (PLAN, DONE) for cell in filled)


def spread(heads: list[str], below: list[str], width: int) -> list[str]:
    """Two lines of heads over rows of so many cells as one: those below stand under one that covers several columns, or cell under cell."""
    filled = [cell for cell in below if cell]
    if len(heads) == len(below) and len(heads) + len(filled) - 1 != width:
        return [" ".join(filter(None, pair)) for pair in zip(heads, below, strict=True)]
    over = next((place for place, head in enumerate(heads) if len(_YEAR.findall(head)) > 1), len(heads) - 1)
    return [*heads[:over], *filled, *heads[over + 1 :]]


def names_indicators(heads: list[str]) -> bool:
    """Do heads speak of indicators in so many words, or of units?"""
    return any(plain(head).startswith((*words("head_indicator"), *words("head_unit"))) for head in heads)


def measured_in(name: str) -> str | None:
    """`Tốc độ tăng trưởng GDP (%)`: the unit in brackets at the end of a name."""
    found = _BRACKET.search(name)
    return found[1].strip() if found and not any(c.isdigit() for c in found[1]) else None
