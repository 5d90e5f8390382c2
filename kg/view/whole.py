"""The whole graph with its clusters collapsed, and each cluster opened on its own between its neighbours, never a hairball."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil

from kg.messages import LANGUAGES
from kg.units import load_units
from kg.view import look
from kg.view.grid import Cell, Link, place
from kg.view.model import Band, Box, Layout, Line, PageEdge, PageNode

SHOWN = 56  # members of an opened cluster
CLUSTERS = 40  # clusters of the overview; smaller ones join one that says so
BOX = (196.0, 46.0)
_COLUMN = {"document": 0, "group": 1, "task": 1, "agency": 2}  # what else there is stands in the last column

_HEADS = ("documents", "tasks", "bodies", "others")


class _Cluster:
    """Nodes that one box stands for."""

    def __init__(self, id: str, column: int, label: dict[str, str], order: int) -> None:
        self.id, self.column, self.label, self.order = id, column, label, order
        self.members: list[int] = []


def whole(nodes: Sequence[PageNode], edges: Sequence[PageEdge]) -> dict[str, Layout]:
    """`whole`: clusters; `whole-ID`: the members of a cluster in the middle, what points at them left, what they point at right."""
    clusters = _clusters(nodes, edges)
    of = {m: c for c in clusters for m in c.members}
    layouts = {"whole": _overview(nodes, edges, clusters, of)}
    for cluster in clusters:
        layouts[f"whole-{cluster.id}"] = _opened(nodes, edges, cluster, clusters, of)
    return layouts


def _clusters(nodes: Sequence[PageNode], edges: Sequence[PageEdge]) -> list[_Cluster]:
    """Documents by lane and place, tasks by document, bodies by level and place, the rest by kind."""
    holder = {e.target: e.source for e in edges if e.kind == look.CONTAINS}
    found: dict[str, _Cluster] = {}
    for i, node in enumerate(nodes):
        id, label, order = _home(i, nodes, holder)
        cluster = found.setdefault(id, _Cluster(id, _COLUMN.get(node.kind, 3), label, order))
        cluster.members.append(i)
    ordered = sorted(found.values(), key=lambda c: (c.column, c.order, -len(c.members), c.id))
    return _few(ordered)


def _home(i: int, nodes: Sequence[PageNode], holder: dict[int, int]) -> tuple[str, dict[str, str], int]:
    node = nodes[i]
    if node.kind == "document":
        rows = [r.id for r in look.lane_rows()]
        row = look.lane_rows()[rows.index(node.lane)]
        place = node.place if row.local else ""
        # what tells one from another comes first: a box has two lines
        where = f"{load_units().label(place)} · " if place else ""
        return f"d-{row.id}-{place}", {la: where + row.label.get(la, row.id) for la in LANGUAGES}, rows.index(node.lane)
    if node.kind in ("task", "group"):
        top = i
        while top in holder:
            top = holder[top]
        tasks = look.both("view.tasks")
        return f"t-{top}", {la: f"{nodes[top].label} · {word.lower()}" for la, word in tasks.items()}, 0
    if node.kind == "agency":
        level, place = str(node.facts.get("level") or ""), node.place
        where = load_units().label(place) if place else level
        return (
            f"a-{place or level}",
            {la: f"{word}: {where}" if where else word for la, word in look.both("view.bodies").items()},
            0,
        )
    return f"k-{node.kind}", look.both(f"kind.{node.kind}"), 0


def _few(clusters: list[_Cluster]) -> list[_Cluster]:
    """Beyond a number, the smallest clusters of a column join."""
    if len(clusters) <= CLUSTERS:
        return clusters
    kept: list[_Cluster] = []
    for column in range(4):
        mine = [c for c in clusters if c.column == column]
        share = max(4, CLUSTERS * len(mine) // len(clusters))
        large = {
            c.id
            for c in sorted(mine, key=lambda c: (-len(c.members), c.id))[: share - 1 if len(mine) > share else share]
        }
        rest = [c for c in mine if c.id not in large]
        kept += [c for c in mine if c.id in large]
        if rest:
            other = _Cluster(
                f"rest-{column}", column, look.both("view.rest", count=sum(len(c.members) for c in rest)), 99
            )
            other.members = sorted(m for c in rest for m in c.members)
            kept.append(other)
    return kept


def _overview(
    nodes: Sequence[PageNode], edges: Sequence[PageEdge], clusters: list[_Cluster], of: dict[int, _Cluster]
) -> Layout:
    cells: dict[int, Cell] = {}
    filled: Counter[int] = Counter()
    present = sorted({c.column for c in clusters})
    for n, c in enumerate(clusters):
        column = present.index(c.column)
        cells[n] = Cell(column, filled[column])
        filled[column] += 1
    number = {c.id: n for n, c in enumerate(clusters)}
    counts = _counts(edges, lambda i: number[of[i].id])
    links = [Link(source=a, target=b) for a, b in counts]
    placed = place(cells, links, BOX)
    lines = _lines(counts, [r.points for r in placed.routes])
    return Layout(
        box=BOX, boxes=tuple(_box(nodes, c) for c in clusters), at=tuple(placed.centres[i] for i in range(len(clusters))), lines=lines, size=placed.size,
        columns=tuple(
            Band(low=x - BOX[0] / 2, high=x + BOX[0] / 2, label=look.both(f"view.{_HEADS[column]}")) for x, column in zip(placed.columns, present, strict=True)
        ),
    )  # fmt: skip


def _counts(edges: Sequence[PageEdge], end) -> dict[tuple[int, int], list[int]]:  # type: ignore[no-untyped-def]
    """(from, to) -> facts, without those that stay inside one box."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, e in enumerate(edges):
        a, b = end(e.source), end(e.target)
        if a is not None and b is not None and a != b:
            found[a, b].append(n)
    return dict(sorted(found.items()))


def _lines(
    counts: dict[tuple[int, int], list[int]], routes: Iterable[Sequence[tuple[float, float]]]
) -> tuple[Line, ...]:
    return tuple(
        Line(edges=tuple(numbers[:20]), ends=pair, count=len(numbers), points=tuple(x for p in points for x in p))
        for (pair, numbers), points in zip(counts.items(), routes, strict=True)
    )


def _box(nodes: Sequence[PageNode], cluster: _Cluster) -> Box:
    colour = Counter(nodes[m].colour for m in cluster.members).most_common(1)[0][0]
    return Box(id=cluster.id, label=cluster.label, members=tuple(cluster.members), colour=colour)


def _opened(
    nodes: Sequence[PageNode],
    edges: Sequence[PageEdge],
    cluster: _Cluster,
    clusters: list[_Cluster],
    of: dict[int, _Cluster],
) -> Layout:
    """Boxes are numbered: the members first, then the neighbouring clusters."""
    members = sorted(cluster.members, key=lambda m: (-nodes[m].degree, m))[:SHOWN]
    members.sort(key=lambda m: (nodes[m].date, m))
    number = {m: n for n, m in enumerate(members)}
    into, out = Counter[str](), Counter[str]()
    for e in edges:
        if e.target in number and of[e.source] is not cluster:
            into[of[e.source].id] += 1
        if e.source in number and of[e.target] is not cluster:
            out[of[e.target].id] += 1
    left = [c for c in clusters if into[c.id] > out[c.id]]
    right = [c for c in clusters if out[c.id] and out[c.id] >= into[c.id]]
    around = {c.id: len(members) + n for n, c in enumerate((*left, *right))}
    deep = max(6, ceil(len(members) / 5))
    wide = ceil(len(members) / deep)
    shift = 1 if left else 0
    cells = {n: Cell(shift + n // deep, n % deep) for n in range(len(members))}
    cells |= {around[c.id]: Cell(0, n) for n, c in enumerate(left)}
    cells |= {around[c.id]: Cell(shift + wide, n) for n, c in enumerate(right)}

    def end(i: int) -> int | None:
        return number[i] if i in number else None if of[i] is cluster else around.get(of[i].id)

    counts = {pair: n for pair, n in _counts(edges, end).items() if min(pair) < len(members)}
    placed = place(cells, [Link(source=a, target=b) for a, b in counts], BOX)
    return Layout(
        box=BOX, nodes=tuple(members), boxes=tuple(_box(nodes, c) for c in (*left, *right)), at=tuple(placed.centres[i] for i in range(len(cells))),
        lines=_lines(counts, [r.points for r in placed.routes]), size=placed.size, left_out=len(cluster.members) - len(members),
    )  # fmt: skip
