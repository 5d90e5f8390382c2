"""How much a graph holds, what is cited most, what is unresolved and what a person should look at."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from kg.graph import Graph, Node


class Stats(Struct, frozen=True, kw_only=True):
    """Counts by kind; the documents with most mentions from other documents; issues by code; documents with several files."""

    counts: dict[str, int]
    most_cited: tuple[tuple[Node, int], ...]
    cited_only: int  # documents that no file is a text of
    issues: dict[str, int]
    duplicates: tuple[tuple[str, tuple[str, ...]], ...]


def stats(graph: Graph, most: int = 10) -> Stats:
    """The figures of a graph."""
    own = {f.document for f in graph.files()}
    counts = graph.counts()
    issues = Counter(i.code for i in graph.issues())
    return Stats(
        counts=counts,
        most_cited=tuple(graph.cited(most)),
        cited_only=counts.get("nodes.document", 0) - len(own),
        issues=dict(sorted(issues.items())),
        duplicates=tuple(graph.duplicates()),
    )
