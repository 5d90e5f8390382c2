"""What happens to a body, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kg.succession.names import bears_city, core, ends_with, has_district_word, norm, table_words
from kg.succession.rows import Row
from kg.succession.tables import tables
from kg.text import slug
from kg.units import COMMUNE, DISTRICT, PROVINCE, day, load_units

ROWS, MOVES = 0, 1  # what happens first on one day: bodies are reorganised, then provinces merge


class Event(NamedTuple):
    """What may happen to a body on a day."""

    day: date
    stage: int
    rows: tuple[Row, ...]
    places: tuple[str, ...] = ()  # stage MOVES: where the body's place goes


def scope_of(name: str, place: str | None) -> str:
    """The level of the body of a name and a place: `central` or one of `kg.units`."""
    level = load_units().level(place) if place else None
    if level in (DISTRICT, COMMUNE):
        return level
    if has_district_word(norm(name)) or (level and bears_city(name)):
        return DISTRICT
    return PROVINCE if level else "central"


def rows_of(name: str, place: str | None) -> list[Row]:
    """The rows that speak of the body."""
    bare = norm(name)
    scope = scope_of(name, place)
    if scope == DISTRICT:
        return _of_districts(bare)
    found = [row for row in tables().by_name.get(core(name), ()) if row.scope == scope]
    if scope == "central" and not found:
        found = _of_every_province(name)
    if bare.startswith(tables().heads):
        found += [
            row for head, row in tables().by_head
            if row.scope == scope and bare.startswith(head) and bare not in map(norm, row.except_names)
        ]  # fmt: skip
    return [row for row in found if (not row.places or place in row.places) and place not in row.except_places]


def _of_districts(bare: str) -> list[Row]:
    """The rows of districts whose heads are the longest that the name begins with."""
    heads = [
        (head, row) for head, row in tables().by_head if row.scope == DISTRICT and f"{bare} ".startswith(head + " ")
    ]
    longest = max((len(head) for head, _ in heads), default=0)
    return [row for head, row in heads if len(head) == longest]


def _of_every_province(name: str) -> list[Row]:
    """A department named without a province: what holds in every one."""
    group = ends_with(norm(name), table_words("provinces")) is not None
    return [
        row for row in tables().by_name.get(core(name), ())
        if row.scope == PROVINCE and not row.places and (group or not row.placed)
    ]  # fmt: skip


def day_of(row: Row, place: str | None) -> date:
    """The day of a row, which provinces may have taken at days of their own."""
    local = tables().places.get(place or "") if row.local else None
    return day(local.date if local else row.date)


@lru_cache(maxsize=20_000)
def events_of(name: str, place: str | None, said: date | None, as_of: date) -> tuple[Event, ...]:
    """What happens to the body up to a day, oldest first. Rows that go on under the same name are no event."""
    return tuple(sorted(_found_events(name, place, said, as_of), key=lambda e: (e.day, e.stage)))


def _found_events(name: str, place: str | None, said: date | None, as_of: date) -> Iterator[Event]:
    groups: dict[date, list[Row]] = defaultdict(list)
    base = core(name)
    for row in rows_of(name, place):
        when = day_of(row, place)
        if when > as_of or (row.until and day(row.until) <= as_of) or not _speaks(row, when, said):
            continue
        if row.fields or not row.keeps:
            groups[when].append(row)
    for when, group in groups.items():
        if any(core(row.to) != base or row.scope == DISTRICT for row in group):
            yield Event(when, ROWS, tuple(group))
    yield from moves_of(place, said, as_of)


def _speaks(row: Row, when: date, said: date | None) -> bool:
    """Whether the row is about the body that a text of that day means.

    A name that was given again means the older body in texts of before that day only; a body that goes on with less is, in a later
    text, the body without what it gave away.
    """
    if row.reused:
        return said is not None and said < when
    return not (row.keeps and said is not None and said >= when)


def moves_of(place: str | None, said: date | None, as_of: date) -> Iterator[Event]:
    """What happens up to a day to the place of a body that a text of a day, where one is given, names."""
    if place is None:
        return
    units = load_units()
    if place in units.provinces:
        groups: dict[date, list[Row]] = defaultdict(list)
        for row in tables().unit_from.get(place, ()):
            if slug(row.to) != place and not row.keeps and day(row.date) <= as_of and _speaks(row, day(row.date), said):
                groups[day(row.date)].append(row)
        for when, group in groups.items():
            yield Event(when, MOVES, tuple(group), tuple(slug(row.to) for row in group))
        return
    unit = units.get(place)
    if unit is not None and unit.level == COMMUNE and unit.until and unit.until <= as_of and unit.successors:
        yield Event(unit.until, MOVES, (), unit.successors)
