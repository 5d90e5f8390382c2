"""The bodies that handed their tasks to one: those right before it, and earlier ones that the graph names."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from kg.graph import Graph, Node
from kg.naming.ids import body_id
from kg.query.heirs import handed_over, last_day
from kg.succession import Predecessor, body_key, holders, predecessors


class Body(Protocol):
    """A body of the table of successions."""

    @property
    def label(self) -> str: ...
    @property
    def place(self) -> str | None: ...


def origins(graph: Graph, node: Node, as_of: date) -> list[tuple[Predecessor, Node | None]]:
    """The predecessors of a body by that day, each with its node where the graph has one.

    What handed over to one of them long before is left out unless a text names it: `predecessors` has all.
    """
    told = ((p, node_of(graph, p)) for p in predecessors(node.label, node.fields.get("place"), as_of))
    return [(before, found) for before, found in told if before.direct or found]


def origins_of_heir(graph: Graph, heir: Node, as_of: date) -> list[Predecessor]:
    """The predecessors of a body that no text names, those that the graph has first; bodies below provinces too."""
    as_of = last_day(heir.label, heir.fields.get("place"), as_of)
    found = {p.label: p for p, _ in origins(graph, heir, as_of)}
    named = [n for n, _ in handed_over(graph, [heir], as_of)]
    own = body_key(heir.label, heir.fields.get("place"))
    for node in named:
        place = node.fields.get("place")
        for h in holders(node.label, place, as_of):
            if body_key(h.name, h.place) == own:
                found.setdefault(
                    node.label,
                    Predecessor(
                        name=node.label, place=place, since=h.since, basis=h.basis, share=h.share, inferred=h.inferred, why=h.why
                    ),
                )  # fmt: skip
    known = {n.label for n in named}
    return sorted(found.values(), key=lambda p: p.label not in known)


def node_of(graph: Graph, body: Body) -> Node | None:
    """The node of a body of the table of successions."""
    return graph.node(body_id(body.label, body.place))
