"""Lineage: documents in lanes, x = year, y = level of authority; strong relations with their verb, mere citations thin. Years with few documents share
a column where the picture would be wider than a screen."""

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
LANE_GAP = 12.0  # between two lanes
COLUMN, ROW = 260.0, 82.0  # about what a column and a row take with the lines beside them
SCREEN = (1600.0, 1150.0)  # what a screen holds so that it can be read


Years = tuple[int, ...]  # that stand in one column, or beside one another where they are crowded


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
    before = {rows[0]: LANE_GAP for rows in lanes_used.values()}
    placed = place(cells, links, box, Gaps(rows=before, columns={c[0]: 16.0 for c in years.values()}))
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
) -> tuple[dict[int, Cell], dict[Years, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Cell of each document; first and last column of each span of years; first and last row of each lane. A crowded year takes several columns."""
    spans = _spans(Counter((nodes[i].lane, nodes[i].year) for i in shown), deep)
    span_of = {y: span for span in spans for y in span}
    count = Counter((nodes[i].lane, span_of[nodes[i].year]) for i in shown)
    wide, tall = _spread(count, deep)
    columns, column = {}, 0
    for span in spans:
        columns[span] = (column, column + wide[span] - 1)
        column += wide[span]
    lane_rows, row = {}, 0
    for lane in (row.id for row in look.lane_rows() if row.id in tall):
        lane_rows[lane] = (row, row + tall[lane] - 1)
        row += tall[lane]
    cells: dict[int, Cell] = {}
    filled: Counter[tuple[str, Years]] = Counter()
    for i in sorted(shown, key=lambda i: (nodes[i].date, nodes[i].id)):
        at = nodes[i].lane, span_of[nodes[i].year]
        rows_here = ceil(count[at] / wide[at[1]])
        cells[i] = Cell(columns[at[1]][0] + filled[at] // rows_here, lane_rows[at[0]][0] + filled[at] % rows_here)
        filled[at] += 1
    return cells, columns, lane_rows


def _spread(count: Counter[tuple[str, Years]], deep: int) -> tuple[dict[Years, int], dict[str, int]]:
    """How many columns each span of years takes, how many rows each lane."""
    wide: dict[Years, int] = {}
    for (_, span), n in count.items():
        wide[span] = max(wide.get(span, 1), ceil(n / deep))
    tall: dict[str, int] = {}
    for (lane, span), n in count.items():
        tall[lane] = max(tall.get(lane, 1), ceil(n / wide[span]))
    return wide, tall


def _spans(count: Counter[tuple[str, int]], deep: int) -> list[Years]:
    """The years, those together that share a column: as few as a picture needs that has about the shape of a screen."""

    def cost(spans: list[Years]) -> float:
        span_of = {y: span for span in spans for y in span}
        joined: Counter[tuple[str, Years]] = Counter()
        for (lane, year), n in count.items():
            joined[lane, span_of[year]] += n
        wide, tall = _spread(joined, deep)
        return max(sum(wide.values()) * COLUMN / SCREEN[0], sum(tall.values()) * ROW / SCREEN[1], 1.0)

    return min((_shared(count, most) for most in range(deep + 1)), key=cost)


def _shared(count: Counter[tuple[str, int]], most: int) -> list[Years]:
    """Years one after another share a column as long as no lane has more than so many documents in it."""
    spans: list[Years] = []
    held: Counter[str] = Counter()
    for year in sorted({y for _, y in count}):
        here = Counter({lane: n for (lane, y), n in count.items() if y == year})
        if spans and spans[-1][0] and max((held + here).values()) <= most:
            spans[-1] += (year,)
            held += here
        else:
            spans.append((year,))
            held = here
    return spans


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


def _bands(
    nodes: Sequence[PageNode], shown: Sequence[int], placed: Placed, used: dict[str, tuple[int, int]]
) -> tuple[Band, ...]:
    rows = list(used.items())
    bands = []
    for n, (lane, (first, _)) in enumerate(rows):
        low = placed.rows[first][0] - LANE_GAP if n else 0.0
        high = placed.rows[rows[n + 1][1][0]][0] - LANE_GAP if n + 1 < len(rows) else placed.size[1]
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


def _columns(placed: Placed, years: dict[Years, tuple[int, int]], box: tuple[float, float]) -> tuple[Band, ...]:
    return tuple(
        Band(
            low=placed.columns[first] - box[0] / 2, high=placed.columns[last] + box[0] / 2,
            label={la: "–".join(map(str, dict.fromkeys((span[0], span[-1])))) for la in LANGUAGES} if span[0] else look.both("view.no-year"),
        )
        for span, (first, last) in years.items()
    )  # fmt: skip
