"""The bodies that handed their tasks to one: those right before it, and earlier ones that the graph names."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from kg.graph import Graph, Node
from kg.naming.ids import body_id
from kg.succession import Predecessor, predecessors


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


def node_of(graph: Graph, body: Body) -> Node | None:
    """The node of a body of the table of successions."""
    return graph.node(body_id(body.label, body.place))
