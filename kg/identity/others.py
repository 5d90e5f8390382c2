"""Which descriptions are of one body, project, programme or master plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg import naming
from kg.identity.records import Descriptor, NodeIssue
from kg.model import AGENCY, INITIATIVES, Entity
from kg.text import slug

_Key = tuple[str, str, str]  # kind, name, place
_Found = dict[_Key, list[Descriptor]]


def other_groups(descriptors: Iterable[Descriptor], issues: list[NodeIssue]) -> list[list[Descriptor]]:
    """Those of one key together. Initiatives without a place join the one place that has that name; then periods are told apart."""
    found: _Found = defaultdict(list)
    for d in descriptors:
        found[_key(d.entity)].append(d)
    found = _named_short(found, issues)
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, name, place in found:
        if place:
            places[kind, name].append(place)
    result: _Found = defaultdict(list)
    for (kind, name, place), same in found.items():
        only = places[kind, name] if not place and kind in INITIATIVES else ()
        if len(only) == 1:
            _note(same, issues)
        result[kind, name, only[0] if len(only) == 1 else place] += same
    return [group for same in result.values() for group in _periods(same, issues)]


def _note(same: Iterable[Descriptor], issues: list[NodeIssue]) -> None:
    """Says that these are taken for the only one that they can be."""
    issues += [NodeIssue(file, local, "only-named") for d in same for file, local, _ in d.places()]


def _key(entity: Entity) -> _Key:
    if entity.kind == AGENCY:
        place = naming.body_place(entity.label, entity.place)
        return entity.kind, naming.body_key(entity.label, entity.place), place or ""
    if entity.kind in INITIATIVES:
        return entity.kind, naming.initiative_core(entity.label, entity.kind), entity.place or ""
    return entity.kind, slug(entity.label), entity.place or ""


def _named_short(found: _Found, issues: list[NodeIssue]) -> _Found:
    """Initiatives known by number alone (`Đề án 06`) join the one that a text says is called so."""
    called: dict[tuple[str, str], set[_Key]] = defaultdict(set)
    for group, same in found.items():
        for d in same if group[0] in INITIATIVES else ():
            for name in naming.initiative_aliases(d.entity):
                called[group[0], name].add(group)
    whole = {k: next(iter(groups)) for k, groups in called.items() if len(groups) == 1}
    result: _Found = defaultdict(list)
    for group, same in found.items():
        joined = group if group[2] else whole.get(group[:2], group)
        if joined != group:
            _note(same, issues)
        result[joined] += same
    return result


def _periods(same: list[Descriptor], issues: list[NodeIssue]) -> list[list[Descriptor]]:
    """Parted by the time that they are for; one that does not say it, or only its end, is of the only one that it can be."""
    if same[0].entity.kind not in INITIATIVES:
        return [same]
    said = [naming.period_of(d.entity.label, d.entity.period) for d in same]
    joined = naming.joined_periods(said)
    periods: dict[str, list[Descriptor]] = defaultdict(list)
    for d, period in zip(same, said, strict=True):
        periods[joined[period]].append(d)
        if joined[period] != period:
            _note([d], issues)
    return list(periods.values())
