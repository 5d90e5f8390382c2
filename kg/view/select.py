"""Which part of a graph a page shows: all of it, what stands around something, a lineage, or the tasks of a body."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from kg.graph import Edge, Graph, Node, is_task
from kg.query.refs import bodies, name, one
from kg.query.tasks import tasks
from kg.query.trace import trace
from kg.view.look import ASSIGNS, WEAK, relations
from kg.view.model import Told

LIMIT = 2000  # nodes on one page, if nothing else is asked for
STRONG = 4  # how many mere citations a strong relation weighs, where the documents of a page are chosen
EVIDENCE = 24  # pieces of evidence of one fact that a page may hold


class Part(Struct, frozen=True, kw_only=True):
    """The chosen nodes by id, the facts between them, and what the page says of the choice."""

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    focus: str | None
    start: str  # the view that opens: lanes, duties, whole
    told: Told


def everything(graph: Graph, limit: int = LIMIT) -> Part:
    """The whole graph; one too large for a page is cut to the documents with most relations between them."""
    if fits(graph, limit):
        nodes = {n.id: n for n in graph.nodes()}
        edges = tuple(graph.edges(evidence=EVIDENCE))
        focus = _middle(graph, edges)
        return Part(
            nodes=nodes, edges=edges, focus=focus, start=_start(nodes, edges), told=Told(how="all", nodes=len(nodes))
        )
    kinds = _relations()
    nodes = graph.some(_woven(graph, kinds, max(1, limit // 4)))
    edges = tuple(_between(graph, nodes, kinds))
    told = Told(how="top", nodes=len(nodes), all_nodes=size(graph), cut=True)
    return Part(nodes=nodes, edges=edges, focus=_middle(graph, edges), start="lanes", told=told)


def _woven(graph: Graph, kinds: tuple[str, ...], most: int) -> list[str]:
    """The documents that hang together most, sorted: one by one the one with least to those that are left goes. A strong relation weighs more than a mere
    citation, a loaded document more than one that is only cited."""
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in graph.facts(kind=kinds):
        weight = 1 if fact.kind in WEAK else STRONG
        near[fact.source][fact.target] += weight
        near[fact.target][fact.source] += weight
    own = {f.document for f in graph.files()}
    left = {i for i, n in graph.some(sorted(own.union(near))).items() if n.kind == "document"}
    ties = {i: sum(w for j, w in near[i].items() if j in left) + (STRONG if i in own else 0) for i in left}
    queue = [(w, i) for i, w in ties.items()]
    heapify(queue)
    while len(left) > most:
        known, id = heappop(queue)
        if id not in left or known != ties[id]:
            continue
        left.remove(id)
        for other, w in near[id].items():
            if other in left:
                ties[other] -= w
                heappush(queue, (ties[other], other))
    return sorted(left)


def around(graph: Graph, refs: Iterable[str], hops: int = 1, limit: int = LIMIT) -> Part:
    """What stands within some steps of one or several nodes, nearest and strongest first."""
    roots = [one(graph, ref) for ref in refs]
    taken = [i for r in roots if r.kind == "agency" for i in _taken(graph, r.id)]
    return _grown(graph, roots, hops, limit, Told(how="around", of=", ".join(name(r) for r in roots), hops=hops), taken)


def lineage(graph: Graph, ref: str, limit: int = LIMIT) -> Part:
    """The chain up from a document and down from it, and the facts between all of them."""
    root = one(graph, ref, "document")
    chain = {**trace(graph, root.id).nodes, **trace(graph, root.id, down=True).nodes}
    order = [root.id, *(i for i in chain if i != root.id)]
    nodes = {i: chain[i] for i in order[:limit]}
    return _part(graph, nodes, root.id, "lanes", Told(how="lineage", of=name(root), cut=len(order) > limit))


def agency(graph: Graph, ref: str, limit: int = LIMIT) -> Part:
    """A body, or all bodies of that name, with the tasks it has and the documents that give them; so too those it took over from others."""
    asked = bodies(graph, ref)
    told = Told(how="agency", of=", ".join(dict.fromkeys(n.label for n in asked)))
    return _grown(graph, asked, 1, limit, told, _taken(graph, ref), start="duties")


def _taken(graph: Graph, ref: str) -> list[str]:
    """The tasks that have come to a body from others by any succession that is known, with those others and the documents."""
    rows = tasks(graph, ref, as_of=date.max, inherited=True)
    return list(dict.fromkeys(i for r in rows for i in (r.agency_id, r.document_id, r.task)))


def fits(graph: Graph, limit: int) -> bool:
    """Has the graph no more nodes than that?"""
    return sum(1 for _ in islice(graph.nodes(), limit + 1)) <= limit


def size(graph: Graph) -> int:
    """How many nodes a graph has."""
    return sum(n for k, n in graph.counts().items() if k.startswith("nodes."))


def _grown(
    graph: Graph,
    roots: list[Node],
    hops: int,
    limit: int,
    told: Told,
    more: Iterable[str] = (),
    start: str | None = None,
) -> Part:
    """What stands within some steps of the roots, and beside it `more`."""
    nodes = {n.id: n for n in roots[:limit]}
    layer, cut = list(nodes), len(roots) > limit
    for hop in range(hops):
        following: list[str] = []
        for id in layer:
            for new in _near(graph, id, first=hop == 0):
                if new in nodes:
                    continue
                if len(nodes) >= limit:
                    cut = True
                    break
                node = graph.node(new)
                if node:
                    nodes[new] = node
                    following.append(new)
        layer = following
    wanted = [i for i in more if i not in nodes]
    cut = cut or len(nodes) + len(wanted) > limit
    nodes.update(graph.some(wanted[: max(0, limit - len(nodes))]))
    _speakers(graph, nodes, limit)
    focus = roots[0].id if roots else None
    start = start or ("duties" if roots and roots[0].kind == "agency" else "lanes")
    return _part(graph, nodes, focus, start, replace(told, cut=cut))


def _near(graph: Graph, id: str, first: bool) -> list[str]:
    """The nodes one step away: strong relations first, then tasks, then mere citations."""
    found: list[tuple[int, str]] = []
    for edge in (*graph.edges(source=id, evidence=0), *graph.edges(target=id, evidence=0)):
        other = edge.target if edge.source == id else edge.source
        if edge.kind == ASSIGNS:
            if first:
                found += [(1, i) for i in (edge.task, other) if i]
        else:
            found.append((2 if edge.kind in WEAK else 0, other))
    for edge in graph.edges(task=id, evidence=0) if is_task(id) else ():
        found += [(1, edge.source), (1, edge.target)]
    return list(dict.fromkeys(i for _, i in sorted(found)))


def _speakers(graph: Graph, nodes: dict[str, Node], limit: int) -> None:
    """A task is nothing without the document that gives it."""
    for node in list(nodes.values()):
        document = node.fields.get("document")
        if node.kind == "task" and document and document not in nodes and len(nodes) <= limit + 50:
            found = graph.node(str(document))
            if found:
                nodes[found.id] = found


def _part(graph: Graph, nodes: dict[str, Node], focus: str | None, start: str, told: Told) -> Part:
    edges = tuple(_between(graph, nodes))
    told = replace(told, nodes=len(nodes))
    return Part(nodes=dict(sorted(nodes.items())), edges=edges, focus=focus, start=start, told=told)


def _between(graph: Graph, nodes: dict[str, Node], kinds: tuple[str, ...] | None = None) -> Iterator[Edge]:
    """Facts, of some kinds, both ends of which are chosen, and whose task is, if they have one. Their evidence is without its words."""
    tasks = sorted(i for i, node in nodes.items() if node.kind == "task")
    edges = [
        *graph.between(nodes, kinds or _relations(), EVIDENCE),
        *(
            e
            for i in tasks
            for e in (*graph.edges(task=i, evidence=EVIDENCE), *graph.edges(source=i, evidence=EVIDENCE))
        ),
    ]
    return (
        e for e in sorted(edges, key=lambda e: (e.source, e.target, e.kind)) if e.source in nodes and e.target in nodes
    )


def _relations() -> tuple[str, ...]:
    """Every kind of fact but assignments."""
    return tuple(r.id for r in relations() if r.id != ASSIGNS)


def _middle(graph: Graph, edges: tuple[Edge, ...]) -> str | None:
    """The document to begin with: the loaded one with most relations, strong ones first."""
    own = {f.document for f in graph.files()}
    degree = Counter[str]()
    for e in edges:
        if e.kind != ASSIGNS:
            for i in own.intersection((e.source, e.target)):
                degree[i] += 1 if e.kind in WEAK else STRONG
    if degree:
        return min(degree, key=lambda i: (-degree[i], i))
    return min(own, default=None)


def _start(nodes: dict[str, Node], edges: tuple[Edge, ...]) -> str:
    documents = any(e.kind != ASSIGNS and nodes.get(e.target) and nodes[e.target].kind == "document" for e in edges)
    return "lanes" if documents or not edges else "duties"
