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
    cited: Counter[str] = Counter()
    documents = {n.id: n for n in graph.nodes("document")}
    for mention in graph.mentions():
        if mention.node in documents and mention.node != mention.document:
            cited[mention.node] += 1
    top = sorted(cited.items(), key=lambda x: (-x[1], x[0]))[:most]
    issues = Counter(i.code for i in graph.issues())
    return Stats(
        counts=graph.counts(),
        most_cited=tuple((documents[i], n) for i, n in top),
        cited_only=sum(i not in own for i in documents),
        issues=dict(sorted(issues.items())),
        duplicates=tuple(graph.duplicates()),
    )
