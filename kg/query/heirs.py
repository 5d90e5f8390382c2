"""Bodies that a person means: those that texts name, else those that no text names but that took over from one, by the tables of successions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.find import bodies_named
from kg.graph import Graph, Node
from kg.naming import body_id
from kg.succession import body_key, holders, inherited_from, label, located, predecessors
from kg.units import load_units

Body = tuple[str, str | None]  # folded canonical name, place


def meant(graph: Graph, ref: str, as_of: date = date.max) -> list[Node]:
    """The bodies that texts name; where there are none those that took over by that day. Empty where there are none of both."""
    return graph.find(ref, "agency") or heirs(graph, ref, as_of)


def heirs(graph: Graph, ref: str, as_of: date = date.max) -> list[Node]:
    """Bodies that took over by that day, as nodes that the graph does not have: no text names them, and all that is told of them is inferred."""
    bare, place = located(ref)
    if predecessors(bare, place, as_of):
        return [_heir(label(bare, place), place)]
    given = ((n.label, n.fields.get("place")) for n in graph.nodes("agency"))
    held = ((h.label, h.place) for name, place in given for h in holders(name, place, as_of) if h.since)
    return [_heir(name, place) for name, place in bodies_named(ref, held)]


def _heir(name: str, place: str | None) -> Node:
    fields = {"place": place} if place else {}
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
