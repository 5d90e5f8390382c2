"""Who holds a task: the chain of successions, each step on its own day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kg.succession.events import MOVES, ROWS, Event, events_of, moves_of, rows_of
from kg.succession.heirs import WHYS, Choice, Why, choose
from kg.succession.names import at_place, core, label, norm, placed, same_body
from kg.succession.places import commune_basis
from kg.succession.rows import Basis, Row, Share
from kg.succession.tables import tables
from kg.text import slug
from kg.units import DISTRICT, day, load_units


class Holder(Struct, frozen=True, kw_only=True):
    """A body that holds a duty on the day asked about."""

    name: str
    place: str | None
    since: date | None = None  # None: it always held it
    basis: str = ""  # the acts of all steps, oldest first
    share: Share = "whole"
    inferred: bool = False
    why: Why = "kept"
    field: str = ""  # what it takes, in words of the table
    words: tuple[str, ...] = ()  # the words of the task that chose it
    rows: tuple[str, ...] = ()  # ids of the rows followed
    until: date | None = None  # the day on which the mapping lapses

    @property
    def label(self) -> str:
        return label(self.name, self.place)


class _State(NamedTuple):
    holder: Holder
    clock: tuple[date, int]
    bases: tuple[Basis, ...] = ()


def holders(body: str, place: str | None, as_of: date, task_text: str = "", said: date | None = None) -> list[Holder]:
    """Who holds a task of the body on a day.

    body: its name, with or without its place, abbreviations allowed; place: an id of `kg.units`, None at the centre. task_text: what is to
    be done; its words choose where the body went to several heirs. said: the day of the text that names the body; only a name that was
    given twice (`Bộ Nội vụ`) needs it. A body to which nothing has happened by then is its own holder, with `since` None.
    """
    name, place = placed(body, place)
    parent = _parent(name)
    if parent and not rows_of(name, place):
        heirs = holders(parent, place, as_of, task_text, said)
        if not any(same_body((h.name, h.place), (parent, place)) for h in heirs):
            return [replace(h, share="part", inferred=True, why="parent") for h in heirs]
    todo = [_State(Holder(name=name, place=place), (date.min, MOVES))]
    done: list[Holder] = []
    while todo:
        state = todo.pop()
        events = events_of(state.holder.name, state.holder.place, said, as_of)
        event = next((e for e in events if (e.day, e.stage) > state.clock), None)
        if event is not None:
            todo += _step(state, event, task_text)
        else:
            done.append(replace(state.holder, basis="; ".join(map(str, state.bases))))
    return _merged(done)


@lru_cache(maxsize=20_000)
def _parent(name: str) -> str | None:
    """The body of the table that a name ends with: `Vụ Pháp chế, Bộ Tài nguyên và Môi trường`, `Các đơn vị thuộc Bộ Công nghiệp`."""
    words = name.split()
    starts = (i for i in range(1, len(words) - 1) if words[i][:1].isupper())
    return next((tail for i in starts if core(tail := " ".join(words[i:])) in tables().by_name), None)


def _step(state: _State, event: Event, task: str) -> list[_State]:
    """The body after one event."""
    if event.stage == MOVES:
        return [_moved(state, event, place) for place in event.places]
    out = []
    for choice in choose(state.holder.name, event, task):
        clock = (event.day, ROWS)
        out.append(state._replace(clock=clock) if choice.row is None else _handed(state, event.day, choice, choice.row))
    return out


def _handed(state: _State, when: date, choice: Choice, row: Row) -> _State:
    old, units = state.holder, load_units()
    local = tables().places.get(old.place or "") if row.local else None
    place = None if row.regional else old.place
    if row.scope == DISTRICT and place and not any(row.to in later.sources for _, later in tables().by_head):
        place = _province_on(units.province_of(place), when)
    unsure = row.inferred or row.unconfirmed or choice.why == "all" or (row.local and not (local and local.day_sure))
    holder = Holder(
        name=at_place(row.to, place), place=place, since=when, share="part" if "part" in (row.share, old.share) else "whole",
        inferred=old.inferred or unsure, why=max(old.why, choice.why, key=WHYS.index),
        field="; ".join(tables().fields[id].name for id in row.fields) or old.field, words=choice.words or old.words,
        rows=(*old.rows, row.id), until=day(row.until) if row.until else old.until,
    )  # fmt: skip
    return _State(holder, (when, ROWS), _joined(state.bases, local.basis if local else row.basis))


def _province_on(place: str | None, when: date) -> str | None:
    """What the province had become before that day, where it became one thing."""
    for event in sorted(moves_of(place, None, when), key=lambda e: e.day):
        if event.day < when and len(event.places) == 1:
            return _province_on(event.places[0], when)
    return place


def _moved(state: _State, event: Event, place: str) -> _State:
    old = state.holder
    row = next((r for r in event.rows if slug(r.to) == place), None)
    bases = row.basis if row else commune_basis(place)
    bare = norm(old.name)
    extra = [
        m for m in tables().moves if day(m.date) == event.day and row and any(bare.startswith(norm(h)) for h in m.heads)
    ]
    several = len(event.places) > 1
    holder = replace(
        old, name=at_place(old.name, place), place=place, since=event.day, share="part" if several else old.share,
        inferred=old.inferred or several or bool(row and (row.inferred or row.unconfirmed)),
        why="all" if several else max(old.why, "moved", key=WHYS.index),
        rows=(*old.rows, *((row.id,) if row else ()), *(m.id for m in extra)),
    )  # fmt: skip
    return _State(holder, (event.day, MOVES), _joined(state.bases, (*(b for m in extra for b in m.basis), *bases)))


def _joined(a: tuple[Basis, ...], b: tuple[Basis, ...]) -> tuple[Basis, ...]:
    return tuple(dict.fromkeys((*a, *b)))


def _merged(found: list[Holder]) -> list[Holder]:
    """One entry a body: several rows may lead to one heir."""
    groups: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in found:
        groups[core(holder.name), holder.place or ""].append(holder)
    return sorted(map(_one, groups.values()), key=lambda h: (h.place or "", h.name))


def _one(group: list[Holder]) -> Holder:
    """The surest of several entries of one body, with what the others say."""
    best = min(group, key=lambda h: (WHYS.index(h.why), -len(h.words), h.rows))
    ordered = sorted(group, key=lambda h: h.rows)
    return replace(
        best,
        share="whole" if any(h.share == "whole" for h in group) else "part",
        inferred=all(h.inferred for h in group),
        field="; ".join(dict.fromkeys(h.field for h in ordered if h.field)) if len(group) < 4 else best.field,
        words=tuple(dict.fromkeys(w for h in ordered for w in h.words)),
    )
