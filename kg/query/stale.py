"""Documents that rest on one that was since replaced, repealed or amended, with both sentences."""

from __future__ import annotations

from typing import Any

from kg.graph import Edge, Graph
from kg.query.dates import Reader
from kg.query.refs import name, one

COLUMNS = ("document", "rests", "on", "since", "by", "date", "scope", "quote", "change")
CHANGES = ("replaces", "repeals", "amends")
RESTS = ("implements", "based_on", "guides", "cites")


def stale(graph: Graph, ref: str | None = None) -> list[dict[str, Any]]:
    """Rows of: which document, how it rests on which, changed since by which, both quotes. With REF only those of it, or that rest on it."""
    only = one(graph, ref, "document").id if ref else None
    dates = Reader(graph)
    changes: dict[str, list[Edge]] = {}
    for edge in graph.edges(kind=CHANGES):
        changes.setdefault(edge.target, []).append(edge)
    changers = {e.source for edges in changes.values() for e in edges}
    rows = []
    for target in sorted(changes):
        for rest in graph.edges(target=target, kind=RESTS):
            if only and only not in (rest.source, target):
                continue
            for change in changes[target]:
                if _outdates(dates, rest, change, changers):
                    rows.append(_row(graph, dates, rest, change))
    return rows


def _outdates(dates: Reader, rest: Edge, change: Edge, changers: set[str]) -> bool:
    """Only a change that came after the document that rests on the old text; who changes a text does not rest on it."""
    if rest.source == change.source or (rest.source in changers and rest.kind == "cites"):
        return False
    before, after = dates.of(rest.source)[0], dates.of(change.source)[0]
    return before is not None and after is not None and before < after


def _row(graph: Graph, dates: Reader, rest: Edge, change: Edge) -> dict[str, Any]:
    nodes = [graph.node(i) for i in (rest.source, rest.target, change.source)]
    document, on, by = (name(n) if n else "" for n in nodes)
    return {
        "document": document, "document_id": rest.source, "rests": rest.kind, "on": on, "on_id": rest.target, "since": change.kind, "by": by,
        "by_id": change.source, "date": dates.of(change.source)[0], "scope": change.scope,
        "quote": rest.evidence[0].quote if rest.evidence else "", "file": rest.evidence[0].file if rest.evidence else "",
        "change": change.evidence[0].quote if change.evidence else "", "change_file": change.evidence[0].file if change.evidence else "",
    }  # fmt: skip
