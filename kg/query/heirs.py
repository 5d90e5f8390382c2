"""Bodies that a person means: those that texts name, else those that no text names but that took over from one, by the tables of successions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kg.find import bodies_named
from kg.graph import Graph, Node
from kg.naming import body_id
from kg.succession import body_key, holders, inherited_from, label, located, period, predecessors
from kg.units import load_units

Body = tuple[str, str | None]  # folded canonical name, place


def meant(graph: Graph, ref: str, as_of: date = date.max) -> list[Node]:
    """The bodies that texts name; where there are none those that took over by that day. Empty where there are none of both."""
    return graph.find(ref, "agency") or heirs(graph, ref, as_of)


def heirs(graph: Graph, ref: str, as_of: date = date.max) -> list[Node]:
    """Bodies that took over by that day, as nodes that the graph does not have: no text names them, and all that is told of them is inferred."""
    bare, place = located(ref)
    if predecessors(bare, place, last_day(bare, place, as_of)):
        return [_heir(label(bare, place), place)]
    given = ((n.label, n.fields.get("place")) for n in graph.nodes("agency"))
    held = ((h.label, h.place) for name, place in given for h in holders(name, place, as_of) if h.since)
    return [_heir(name, place) for name, place in bodies_named(ref, held)]


def last_day(name: str, place: str | None, as_of: date) -> date:
    """The day on which to ask what a body had taken over: the last one of its life where it has ended by the other, since then another has it."""
    end = period(name, place)[1]
    return min(as_of, end - timedelta(days=1)) if end else as_of


def _heir(name: str, place: str | None) -> Node:
    end = period(name, place)[1]
    told = {"place": place, "until": end.isoformat() if end else None}
    fields = {field: value for field, value in told.items() if value}
    return Node(id=body_id(name, place), kind="agency", label=name, inferred=("label", *fields), fields=fields)


def handed_over(graph: Graph, asked: Iterable[Node], as_of: date) -> list[tuple[Node, Body]]:
    """Bodies of the graph whose tasks, or some of them, have gone to one of the asked ones by that day, each with the one they have gone to."""
    units = load_units()
    found = []
    for node in asked:
        place = node.fields.get("place")
        around = {place} | {p.place for p in predecessors(node.label, place, as_of)}
        provinces = {units.province_of(p) for p in around if p}
        near = [
            n for n in graph.nodes("agency")
            if n.fields.get("place") in around or (place and n.fields.get("place") and units.province_of(n.fields["place"]) in provinces)
        ]  # fmt: skip
        handed = set(inherited_from(node.label, place, [(n.label, n.fields.get("place")) for n in near], as_of))
        found += [(n, body_key(node.label, place)) for n in near if (n.label, n.fields.get("place")) in handed]
    return found
