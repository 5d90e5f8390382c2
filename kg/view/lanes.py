"""Lineage: documents in lanes, x = year, y = level of authority; strong relations with their verb, mere citations thin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from kg.messages import LANGUAGES
from kg.units import load_units
from kg.view import look
from kg.view.grid import Cell, Gaps, Link, Placed, place
from kg.view.model import Band, Layout, Line, PageEdge, PageNode

LINES = {True: 140, False: 700}  # lines drawn at most, with roomy boxes and with small ones
FIRST = 70  # boxes a reader can take in at once
BIG, SMALL = (196.0, 56.0), (176.0, 30.0)
LETTER = 6.6  # width of a letter in a label, on the safe side
HEADING = 40.0  # room for a lane's name and for the years


def lanes(nodes: Sequence[PageNode], edges: Sequence[PageEdge], focus: int) -> dict[str, Layout]:
    """`first`: what matters most; `all`: every document, where there are more."""
    documents = [i for i, n in enumerate(nodes) if n.kind == "document"]
    if len(documents) <= FIRST:
        return {"first": layout(nodes, edges, documents, roomy=True)}
    return {
        "first": layout(nodes, edges, _best(nodes, edges, documents, focus), roomy=True),
        "all": layout(nodes, edges, documents, roomy=False),
    }


def _best(nodes: Sequence[PageNode], edges: Sequence[PageEdge], documents: list[int], focus: int) -> list[int]:
    """The one asked for, what strong relations join to it, loaded documents, then those with most relations."""
    near = Counter[int]()
    for e in edges:
        if focus in (e.source, e.target):
            near[e.target if e.source == focus else e.source] += 1 if e.kind in look.WEAK else 10
    strong = Counter(i for e in edges if e.kind not in look.WEAK and not e.derived for i in (e.source, e.target))
    rank = sorted(documents, key=lambda i: (i != focus, -near[i], not nodes[i].files, -strong[i], -nodes[i].degree, i))
    return sorted(rank[:FIRST])


def layout(nodes: Sequence[PageNode], edges: Sequence[PageEdge], shown: Sequence[int], roomy: bool) -> Layout:
    """Positions and lines for some documents."""
    cells, years, lanes_used = _cells(nodes, shown, 5 if roomy else 14)
    every = _pairs(edges, set(cells))
    pairs = _drawn(nodes, every, LINES[roomy])
    links = [
        Link(source=a, target=b, bundle="·".join(kinds), label=_width(kinds) if kinds and roomy else 0.0)
        for (a, b), (kinds, _) in pairs.items()
    ]
    box = BIG if roomy else SMALL
    before = {rows[0]: HEADING for rows in lanes_used.values()}
    names = {rows[0]: _name_width(_lane_label(nodes, shown, lane)) for lane, rows in lanes_used.items()}
    placed = place(cells, links, box, Gaps(rows=before, columns={c[0]: 16.0 for c in years.values()}, names=names))
    lines = tuple(
        Line(edges=tuple(numbers), points=tuple(x for p in route.points for x in p), label=route.label)
        for route, (_, numbers) in zip(placed.routes, pairs.values(), strict=True)
    )
    order = sorted(cells)
    return Layout(
        box=box, nodes=tuple(order), at=tuple(placed.centres[i] for i in order), lines=lines, bands=_bands(nodes, shown, placed, lanes_used),
        columns=_columns(placed, years, box), size=placed.size, left_out=sum(n.kind == "document" for n in nodes) - len(order), undrawn=len(every) - len(pairs),
    )  # fmt: skip


def _cells(
    nodes: Sequence[PageNode], shown: Sequence[int], deep: int
) -> tuple[dict[int, Cell], dict[int, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Cell of each document; first and last column of each year; first and last row of each lane. A crowded year takes several columns."""
    count = Counter((nodes[i].lane, nodes[i].year) for i in shown)
    years = sorted({y for _, y in count})
    used = [row.id for row in look.lane_rows() if any(lane == row.id for lane, _ in count)]
    wide = {y: max(1, ceil(max(n for (_, year), n in count.items() if year == y) / deep)) for y in years}
    tall = {lane: max(ceil(n / wide[y]) for (la, y), n in count.items() if la == lane) for lane in used}
    year_columns, column = {}, 0
    for y in years:
        year_columns[y] = (column, column + wide[y] - 1)
        column += wide[y]
    lane_rows, row = {}, 0
    for lane in used:
        lane_rows[lane] = (row, row + tall[lane] - 1)
        row += tall[lane]
    cells: dict[int, Cell] = {}
    filled: Counter[tuple[str, int]] = Counter()
    for i in sorted(shown, key=lambda i: (nodes[i].date, nodes[i].id)):
        n = nodes[i]
        k = filled[n.lane, n.year]
        filled[n.lane, n.year] += 1
        rows_here = ceil(count[n.lane, n.year] / wide[n.year])
        cells[i] = Cell(year_columns[n.year][0] + k // rows_here, lane_rows[n.lane][0] + k % rows_here)
    return cells, year_columns, lane_rows


def _pairs(edges: Sequence[PageEdge], shown: set[int]) -> dict[tuple[int, int], tuple[list[str], list[int]]]:
    """(from, to) -> its strong kinds, the facts. One line a pair, strongest facts first."""
    found: dict[tuple[int, int], list[int]] = {}
    for number, e in enumerate(edges):
        if e.source in shown and e.target in shown and e.source != e.target and not e.derived:
            found.setdefault((e.source, e.target), []).append(number)
    result = {}
    for pair, numbers in sorted(found.items()):
        strong = [i for i in numbers if edges[i].kind not in look.WEAK]
        ordered = strong + [i for i in numbers if i not in strong]
        result[pair] = list(dict.fromkeys(edges[i].kind for i in strong)), ordered
    return result


Pairs = dict[tuple[int, int], tuple[list[str], list[int]]]


def _drawn(nodes: Sequence[PageNode], pairs: Pairs, most: int) -> Pairs:
    """The lines that are drawn: strong ones first, then those of loaded documents, then those between documents with fewest relations."""
    if len(pairs) <= most:
        return pairs

    def rank(pair: tuple[int, int]) -> tuple[bool, bool, int, tuple[int, int]]:
        return not pairs[pair][0], not nodes[pair[0]].files, min(nodes[i].degree for i in pair), pair

    return {pair: pairs[pair] for pair in sorted(sorted(pairs, key=rank)[:most])}


def _width(kinds: Sequence[str]) -> float:
    """Room for the verbs of a line, in the longer language."""
    labels = {r.id: r.forward for r in look.relations()}
    return 8 + LETTER * max(len(" · ".join(labels[k].get(la, k) for k in kinds)) for la in LANGUAGES)


def _name_width(label: dict[str, str]) -> float:
    return 12 + 7.5 * max(map(len, label.values()))


def _bands(
    nodes: Sequence[PageNode], shown: Sequence[int], placed: Placed, used: dict[str, tuple[int, int]]
) -> tuple[Band, ...]:
    rows = list(used.items())
    bands = []
    for n, (lane, (first, _)) in enumerate(rows):
        low = placed.rows[first][0] - HEADING - 4 if n else 0.0
        high = placed.rows[rows[n + 1][1][0]][0] - HEADING - 4 if n + 1 < len(rows) else placed.size[1]
        bands.append(Band(low=round(low), high=round(high), label=_lane_label(nodes, shown, lane)))
    return tuple(bands)


def _lane_label(nodes: Sequence[PageNode], shown: Sequence[int], lane: str) -> dict[str, str]:
    """The lane's name, with the place where all its documents are of one."""
    row = next(r for r in look.lane_rows() if r.id == lane)
    places = {nodes[i].place for i in shown if nodes[i].lane == lane}
    if row.local and len(places) == 1 and (only := places.pop()):
        where = load_units().label(only)
        return {la: f"{label} · {where}" for la, label in row.label.items()}
    return dict(row.label)


def _columns(placed: Placed, years: dict[int, tuple[int, int]], box: tuple[float, float]) -> tuple[Band, ...]:
    return tuple(
        Band(
            low=placed.columns[first] - box[0] / 2, high=placed.columns[last] + box[0] / 2,
            label={la: str(year) for la in LANGUAGES} if year else look.both("view.no-year"),
        )
        for year, (first, last) in years.items()
    )  # fmt: skip
