"""The lineage of a document: up to what it carries out, or down to what carries it out, with the sentence at each hop."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kg.errors import UsageFault
from kg.graph import Edge, Evidence, Graph, Node
from kg.messages import language
from kg.query.refs import one
from kg.relations import document_relations, relation_label, relation_of
from kg.text import slug

DEFAULT_VIA = ("implements",)
WEAKER = "based_on"


def followed(via: str | Iterable[str]) -> tuple[str, ...]:
    """Relations as a person writes them (`implements, căn cứ`), each once. UsageFault for one that is none between documents."""
    written = [name.strip() for name in (via.split(",") if isinstance(via, str) else via) if name.strip()]
    found = tuple(dict.fromkeys(map(relation_of, written)))
    wrong = [name for name in found if name not in document_relations()]
    if wrong or not found:
        raise UsageFault("relation-unknown", what=", ".join(wrong), known=followable())
    return found


def followable() -> str:
    """The relations that a trace can follow, with their names: `implements (thực hiện), based_on (căn cứ), …`."""
    return ", ".join(f"{id} ({relation_label(id, language())})" for id in document_relations())


class Hop(Struct, frozen=True, kw_only=True):
    """One fact of the chain, `source` -> `target` as the fact runs. `stated_by`: `self`, or the id of the document whose word it is."""

    source: str
    target: str
    kind: str
    depth: int
    stated_by: str
    evidence: tuple[Evidence, ...]
    weaker: bool = False  # based_on, taken where the document has nothing stronger
    why: tuple[str, ...] = ()  # why it is inferred
    again: bool = False  # the node it leads to stands above already (another way to it, or a cycle)


class Trace(Struct, frozen=True, kw_only=True):
    """All hops from a root, in reading order: each hop stands under the one that led to it."""

    root: str
    direction: str  # up, down
    nodes: dict[str, Node]
    hops: tuple[Hop, ...]
    cycles: tuple[tuple[str, str], ...] = ()


def trace(graph: Graph, ref: str, *, down: bool = False, via: tuple[str, ...] = DEFAULT_VIA, depth: int = 20) -> Trace:
    """The chain from REF. Where a document has no hop of `via`, what it is based on is followed and marked as weaker; downwards what is based
    on it and has no hop of its own, so that a chain read from below is the same read from above."""
    root = one(graph, ref, "document")
    nodes = {root.id: root}
    hops: list[Hop] = []
    cycles: set[tuple[str, str]] = set()
    levels = _ordered(_levels(graph, root.id, down, via, depth), root.id, down)
    done: set[str] = set()

    def visit(node: str, at: int, path: tuple[str, ...]) -> None:
        done.add(node)
        for edge in levels.get(node, ()):
            other = edge.source if down else edge.target
            if other in path:
                cycles.add((node, other))
            found = nodes.get(other) or graph.node(other)
            if found is None:
                continue
            nodes[other] = found
            again = other in done
            hop = _hop(edge, at + 1, again, weaker=edge.kind == WEAKER and WEAKER not in via)
            hops.append(hop)
            speaker = None if hop.stated_by in ("self", *nodes) else graph.node(hop.stated_by)
            if speaker:
                nodes[speaker.id] = speaker
            if not again:
                visit(other, at + 1, (*path, node))

    visit(root.id, 0, (root.id,))
    return Trace(
        root=root.id,
        direction="down" if down else "up",
        nodes=dict(sorted(nodes.items())),
        hops=tuple(hops),
        cycles=tuple(sorted(cycles)),
    )


def _levels(graph: Graph, root: str, down: bool, via: tuple[str, ...], depth: int) -> dict[str, list[Edge]]:
    """The edges to follow from every document within reach; breadth first, so that a bound on depth cuts evenly."""
    found: dict[str, list[Edge]] = {}
    layer = [root]
    for _ in range(depth):
        following: list[str] = []
        for node in layer:
            edges = _steps(graph, node, down, via, first=node == root)
            found[node] = edges
            following += [e.source if down else e.target for e in edges]
        layer = sorted({n for n in following if n not in found})
        if not layer:
            break
    return found


def _ordered(levels: dict[str, list[Edge]], root: str, down: bool) -> dict[str, list[Edge]]:
    """Longest chain first, so that a shortcut to a document stands after the way through those between; then as the text names them."""
    heights: dict[str, int] = {}

    def end(edge: Edge) -> str:
        return edge.source if down else edge.target

    todo = [(root, False)]
    open_: set[str] = set()
    while todo:
        node, ready = todo.pop()
        if ready:
            open_.discard(node)
            heights[node] = 1 + max((heights.get(end(e), 0) for e in levels.get(node, ())), default=-1)
        elif node not in heights and node not in open_:
            open_.add(node)
            todo.append((node, True))
            todo += [(end(e), False) for e in levels.get(node, ()) if end(e) not in open_]

    def place(edge: Edge) -> tuple[int, int, str]:
        first = min((v.start for v in edge.evidence), default=0)
        return -heights.get(end(edge), 0), first, end(edge)

    return {node: sorted(edges, key=place) for node, edges in levels.items()}


def _steps(graph: Graph, node: str, down: bool, via: tuple[str, ...], first: bool) -> list[Edge]:
    edges = [
        e
        for e in (graph.edges(target=node, kind=via) if down else graph.edges(source=node, kind=via))
        if e.source != e.target
    ]
    if not down:
        stays = all(_stays(graph, e) for e in edges)
        told = {e.target for e in edges}
        return edges + [e for e in graph.edges(source=node, kind=WEAKER) if stays and e.target not in (e.source, *told)]
    if (edges or not first) and _is_law(graph, node):
        return edges  # a whole field of law is based on it
    told = {e.source for e in edges}
    return edges + [
        e
        for e in graph.edges(target=node, kind=WEAKER)
        if e.source not in (e.target, *told) and not _goes_up(graph, e.source, via)
    ]


def _goes_up(graph: Graph, node: str, via: tuple[str, ...]) -> bool:
    """Has the document a hop of its own upwards that is not the weaker one?"""
    return any(e.target != node and not _stays(graph, e) for e in graph.edges(source=node, kind=via, evidence=0))


def _stays(graph: Graph, edge: Edge) -> bool:
    """Does the chain end there with a paper of the same issuer (`Kế hoạch …` that minds a `Phương án` of the same committee)? That is no way up."""
    below, above = graph.node(edge.source), graph.node(edge.target)
    issuer = below.fields.get("issuer_id") if below else None
    same = issuer is not None and above is not None and above.fields.get("issuer_id") == issuer
    return same and not any(
        e.target != e.source for e in graph.edges(source=edge.target, kind=(*DEFAULT_VIA, WEAKER), evidence=0)
    )


def _is_law(graph: Graph, node: str) -> bool:
    from kg.naming import words

    found = graph.node(node)
    return found is not None and slug(str(found.fields.get("type") or "")) in words("laws")


def _hop(edge: Edge, depth: int, again: bool, weaker: bool) -> Hop:
    own = [e for e in edge.evidence if e.document == edge.source]
    stated_by = "self" if own else edge.evidence[0].document if edge.evidence else ""
    evidence = tuple(own or edge.evidence)
    return Hop(
        source=edge.source,
        target=edge.target,
        kind=edge.kind,
        depth=depth,
        stated_by=stated_by,
        evidence=evidence,
        weaker=weaker,
        why=edge.why,
        again=again,
    )


def as_data(found: Trace) -> dict[str, object]:
    """The JSON of the contract."""
    return {
        "root": found.root,
        "direction": found.direction,
        "nodes": {k: node_data(n) for k, n in found.nodes.items()},
        "hops": [
            {
                "from": h.source, "to": h.target, "kind": h.kind, "depth": h.depth, "stated_by": h.stated_by,
                **({"weaker": True} if h.weaker else {}),
                **({"inferred": True, "why": list(h.why)} if h.why else {}), "evidence": list(h.evidence),
            }
            for h in found.hops
        ],
    }  # fmt: skip


def node_data(node: Node) -> dict[str, object]:
    """A node as the export writes it."""
    data: dict[str, object] = {"id": node.id, "kind": node.kind, "label": node.label}
    if node.aliases:
        data["aliases"] = list(node.aliases)
    if node.inferred:
        data["inferred"] = list(node.inferred)
    return data | {k: v for k, v in node.fields.items() if v is not None}
