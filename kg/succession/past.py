"""From whom a body has its tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from kg.succession.heirs import Why
from kg.succession.holders import holders
from kg.succession.lives import period
from kg.succession.names import at_place, core, label, located, placed, same_body
from kg.succession.rows import Share
from kg.succession.tables import tables
from kg.text import slug
from kg.units import day, load_units


class Predecessor(Struct, frozen=True, kw_only=True):
    """A body whose tasks have gone, wholly or in part, to the body asked about. `direct`: from one to the other, with none between them."""

    name: str
    place: str | None
    since: date | None
    basis: str
    share: Share
    inferred: bool
    why: Why
    field: str = ""
    field_words: tuple[str, ...] = ()
    before: date | None = None  # texts of before that day only: the name was given again
    direct: bool = False

    @property
    def label(self) -> str:
        return label(self.name, self.place)


def predecessors(body: str, place: str | None, as_of: date) -> list[Predecessor]:
    """The bodies whose tasks the body has taken over by that day; with `share` part, those whose words are of `field_words`.

    To decide on one task, ask `holders` for the predecessor with the task's text. Bodies of districts are not listed: they are too many
    by name, and hand over by field; `holders` answers for each.
    """
    name, place = located(body, place)
    is_province = place is not None and place in load_units().provinces
    places: set[str | None] = {*_places_before(place, as_of)} if place and is_province else {place}
    out = []
    for source, fields in _names_before(name, as_of).items():
        for at in sorted(places, key=lambda p: p or ""):
            here = at_place(source, at)
            if not same_body((here, at), (name, place)) and _lived(here, at):
                out += _predecessor(here, at, (name, place), as_of, fields)
    return sorted(out, key=lambda p: (p.place or "", p.name))


def _lived(name: str, place: str | None) -> bool:
    """Was there such a body, or had its place ended before one got the name?"""
    unit = load_units().get(place) if place else None
    began = period(name, place)[0]
    return unit is None or unit.until is None or began is None or began < unit.until


def _predecessor(
    source: str, at: str | None, heir: tuple[str, str | None], as_of: date, fields: set[str]
) -> list[Predecessor]:
    reused = [day(row.date) for row in tables().by_name.get(core(source), ()) if row.reused and day(row.date) <= as_of]
    before = min(reused, default=None)
    for said, limit in ((None, None), *(((before - timedelta(days=1), before),) if before else ())):
        for holder in holders(source, at, as_of, said=said):
            if same_body((holder.name, holder.place), heir) and holder.since is not None:
                words = (
                    tuple(w for id in sorted(fields) for w in tables().fields[id].words)
                    if holder.share == "part"
                    else ()
                )
                return [
                    Predecessor(
                        name=source, place=at, since=holder.since, basis=holder.basis, share=holder.share, inferred=holder.inferred,
                        why=holder.why, field=holder.field, field_words=words, before=limit, direct=holder.since == period(source, at, said)[1],
                    )
                ]  # fmt: skip
    return []


def _places_before(place: str, as_of: date) -> set[str]:
    """The province and every one that went over into it, wholly or in part, by that day."""
    found, todo = {place}, [place]
    while todo:
        for row in tables().unit_to.get(todo.pop(), ()):
            if day(row.date) <= as_of and not row.keeps:
                new = {slug(source) for source in row.sources} - found
                found |= new
                todo += new
    return found


def _names_before(name: str, as_of: date) -> dict[str, set[str]]:
    """Names of bodies that may have handed over to one of that name by that day -> ids of the fields handed over on the way."""
    found: dict[str, set[str]] = {name: set()}
    seen, todo = {core(name)}, [name]
    while todo:
        heir = todo.pop()
        for row in tables().by_heir.get(core(heir), ()):
            if day(row.date) > as_of:
                continue
            for source in row.sources:
                if core(source) not in seen:
                    seen.add(core(source))
                    found[source] = set(row.fields) | found[heir]
                    todo.append(source)
                elif source in found and row.fields:
                    found[source] |= set(row.fields)
    return found


def inherited_from(
    body: str, place: str | None, candidates: Iterable[tuple[str, str | None]], as_of: date
) -> list[tuple[str, str | None]]:
    """Those of the candidates whose tasks, or some of them, have gone to the body by that day; districts and groups included.

    Complete where `predecessors` can only name the bodies of the table: ask it with the bodies of a graph, then `holders` for each task.
    """
    heir = placed(body, place)
    found = []
    for candidate in candidates:
        mine = placed(*candidate)
        if not same_body(mine, heir) and any(
            same_body((h.name, h.place), heir)
            for said in (None, date.min)
            for h in holders(*candidate, as_of, said=said)
            if h.since
        ):
            found.append(candidate)
    return found
