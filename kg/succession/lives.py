"""When a body began and ended, and who came after it."""

from __future__ import annotations

from datetime import date

from kg.succession.events import MOVES, Event, day_of, events_of, scope_of
from kg.succession.holders import Holder, holders
from kg.succession.names import core, located
from kg.succession.tables import tables
from kg.units import DISTRICT, load_units


def period(body: str, place: str | None, at: date | None = None) -> tuple[date | None, date | None]:
    """(first day, first day no more) of a body, None where not known or open. `at` is a day of its life: only a name given twice needs it."""
    name, place = located(body, place)
    starts = [start for start in _starts(name, place) if at is None or start <= at]
    ends = [e.day for e in events_of(name, place, at, date.max) if e.stage == MOVES or _is_end(name, e)]
    since = max(starts) if at is not None and starts else min(starts, default=None)
    later = [end for end in ends if since is None or end > since]
    return since, min(later, default=None)


def _is_end(name: str, event: Event) -> bool:
    base = core(name)
    return event.rows[0].scope == DISTRICT or not all(row.keeps or core(row.to) == base for row in event.rows)


def _starts(name: str, place: str | None) -> list[date]:
    base = core(name)
    starts = []
    scope = scope_of(name, place)
    for row in tables().by_heir.get(base, ()):
        here = row.share == "whole" and not row.joins and row.scope == scope and (not row.places or place in row.places)
        if here and base not in {core(source) for source in row.sources} and place not in row.except_places:
            starts.append(day_of(row, place))
    unit = load_units().get(place) if place else None
    if unit and unit.since and not starts:
        starts.append(unit.since)
    return starts


def successors(body: str, place: str | None, at: date | None = None) -> list[Holder]:
    """The heirs of a body on the day it ends, each with what it takes; none while it goes on. `at` is a day of its life, as in `period`."""
    end = period(body, place, at)[1]
    return holders(body, place, end, said=at) if end else []
