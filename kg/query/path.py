"""The shortest chain of facts between two nodes, a sentence at each step."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kg.errors import QueryError
from kg.graph import Edge, Graph, Node, is_task
from kg.query.refs import one
from kg.relations import relations

LIMIT = 200_000  # nodes looked at before giving up


class Path(Struct, frozen=True, kw_only=True):
    """Nodes in order from A to B, and the fact between each and the next."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def path(graph: Graph, a: str, b: str) -> Path:
    """A shortest chain, facts taken in either direction; at each step the strongest relation, then the first in the order of ids.
    QueryError `path-none`."""
    start, goal = one(graph, a), one(graph, b)
    if start.id == goal.id:
        return Path(nodes=(start,), edges=())
    came: dict[str, tuple[str, tuple[str, str, str]]] = {}
    seen, layer = {start.id}, [start.id]
    strength = {kind: n for n, kind in enumerate(relations())}
    while layer and goal.id not in seen and len(seen) < LIMIT:
        reached: dict[str, tuple[int, str, tuple[str, str, str]]] = {}
        for node in layer:
            for fact in _facts(graph, node):
                other = fact[1] if fact[0] == node else fact[0]
                way = (strength.get(fact[2], len(strength)), node, fact)
                if other not in seen and (other not in reached or way < reached[other]):
                    reached[other] = way
        came.update((other, (node, fact)) for other, (_, node, fact) in reached.items())
        seen.update(reached)
        layer = sorted(reached)
    if goal.id not in came:
        raise QueryError("path-none", a=a, b=b)
    ids, edges = [goal.id], []
    while ids[-1] != start.id:
        before, (source, target, kind) = came[ids[-1]]
        ids.append(before)
        edges.append(next(graph.edges(source=source, target=target, kind=kind)))
    return Path(nodes=tuple(n for i in reversed(ids) if (n := graph.node(i))), edges=tuple(reversed(edges)))


def _facts(graph: Graph, node: str) -> Iterator[tuple[str, str, str]]:
    """Source, target and kind of the facts from and to a node."""
    if is_task(node):
        yield from ((e.source, e.target, e.kind) for e in graph.edges(source=node, evidence=0))
        return
    for fact in (*graph.facts(source=node), *graph.facts(target=node)):
        yield fact.source, fact.target, fact.kind
    yield from ((e.source, e.target, e.kind) for e in graph.edges(target=node, kind="concerns", evidence=0))
