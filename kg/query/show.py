"""One node: its fields, its relations in and out with their sentences, the issues around it."""

from __future__ import annotations

from msgspec import Struct

from kg.graph import Edge, File, Graph, IssueRow, Node
from kg.query.refs import one


class Shown(Struct, frozen=True, kw_only=True):
    """All that the graph says of one node."""

    node: Node
    files: tuple[File, ...]
    out: tuple[Edge, ...]
    into: tuple[Edge, ...]
    names: dict[str, Node]  # the nodes at the other ends
    issues: tuple[IssueRow, ...]
    mentions: int


def show(graph: Graph, ref: str, other: str | None = None) -> Shown:
    """REF -> the node with its relations, or only those with another node; QueryError where one is unknown or ambiguous."""
    node = one(graph, ref)
    end = one(graph, other).id if other else None
    out = tuple(graph.edges(source=node.id, target=end))
    into = tuple(graph.edges(source=end, target=node.id))
    ends = sorted({i for e in (*out, *into) for i in (e.source, e.target, *(v.document for v in e.evidence))})
    mentions = list(graph.mentions(node=node.id))
    places = {(m.file, m.start, m.end) for m in mentions}
    files = sorted({m.file for m in mentions})
    issues = tuple(i for f in files for i in graph.issues(f) if (i.file, i.start, i.end) in places)
    own = tuple(graph.files(node.id)) if node.kind == "document" else ()
    return Shown(
        node=node,
        files=own,
        out=out,
        into=into,
        names={i: n for i in ends if (n := graph.node(i))},
        issues=issues,
        mentions=len(mentions),
    )
