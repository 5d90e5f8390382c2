"""Small SVG pictures for the notebooks: the same data gives the same picture, and every mark has its words as a tooltip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import cos, pi, sin, sqrt
from typing import Any

from IPython.display import SVG

from kg.query.metrics import Metrics
from kg.query.refs import name
from kg.query.trace import Trace
from kg.relations import relations

INK, PALE, ACCENT = "#1f2937", "#d1d5db", "#0b5cad"
COLOURS = ("#0b5cad", "#b45309", "#0f766e", "#9f1239", "#5b3a96", "#3f6212", "#334155", "#be185d")
LINE, WIDE = 26, 320


def _svg(width: float, height: float, title: str, body: Iterable[str]) -> SVG:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" role="img" font-family="sans-serif" font-size="12">'
    return SVG(f"{head}<title>{escape(title)}</title>{''.join(body)}</svg>")


def _text(x: float, y: float, words: str, **style: str) -> str:
    given = "".join(f' {k.replace("_", "-")}="{v}"' for k, v in ({"fill": INK} | style).items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{given}>{escape(words)}</text>'


def _cut(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"


def lineage(found: Trace) -> SVG:
    """A document and its lineage: a column a step away from it, a line to each document that a sentence joins it to."""
    table = relations()
    down = found.direction == "down"
    ways = [(h.target, h.source, h) if down else (h.source, h.target, h) for h in found.hops]
    columns = _columns(found.root, [(a, b) for a, b, _ in ways])
    place: dict[str, tuple[float, float]] = {}
    tall = 0
    for column, ids in enumerate(columns):
        for row, id in enumerate(sorted(ids, key=lambda i: (_year(found.nodes[i]) or 9999, i))):
            place[id] = (10 + WIDE * column, 24 + LINE * row)
            tall = max(tall, row)
    body = []
    for start, end, hop in ways:
        (x1, y1), (x2, y2) = place[start], place[end]
        x1 += WIDE - 60
        dash = ' stroke-dasharray="4 3"' if hop.weaker else ""
        quote = hop.evidence[0].quote if hop.evidence else ""
        body.append(
            f'<path d="M{x1} {y1} C{x1 + 30} {y1} {x2 - 30} {y2} {x2} {y2}" fill="none" stroke="{table[hop.kind].colour}" '
            f'stroke-width="1.3"{dash}><title>{escape(quote)}</title></path>'
        )
    for id, (x, y) in place.items():
        node = found.nodes[id]
        ink, fill = ("#ffffff", ACCENT) if id == found.root else (INK, "#f3f4f6")
        year = f" ({_year(node)})" if _year(node) else ""
        body.append(
            f'<rect x="{x}" y="{y - 10}" width="{WIDE - 60}" height="20" rx="4" fill="{fill}" stroke="{PALE}"><title>{escape(node.label)}</title></rect>'
        )
        body.append(_text(x + 6, y + 4, _cut(name(node), 32) + year, fill=ink))
    return _svg(WIDE * len(columns), 50 + LINE * tall, "Dòng chỉ đạo", body)


def _columns(root: str, ways: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Ids by the longest way from the root; a cycle is not followed a second time."""
    depth = {root: 0}
    for _ in range(len(ways)):
        moved = False
        for start, end in ways:
            if start in depth and end != root and depth.get(end, 0) < depth[start] + 1 <= 12:
                depth[end] = depth[start] + 1
                moved = True
        if not moved:
            break
    columns: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for id, at in sorted(depth.items()):
        columns[at].append(id)
    return columns


def _year(node: Any) -> int:
    return int(str(node.fields.get("date") or node.fields.get("year") or "0")[:4])


def bars(rows: Mapping[str, float] | Sequence[tuple[str, float]], title: str) -> SVG:
    """A bar a row, with its number."""
    pairs = list(rows.items()) if isinstance(rows, Mapping) else list(rows)
    most = max(value for _, value in pairs)
    body = []
    for i, (label, value) in enumerate(pairs):
        y = 10 + LINE * i
        body.append(_text(390, y + 13, _cut(label, 62), text_anchor="end"))
        body.append(
            f'<rect x="400" y="{y}" width="{480 * value / most:.1f}" height="18" fill="{ACCENT}"><title>{escape(label)}: {value:g}</title></rect>'
        )
        body.append(_text(406 + 480 * value / most, y + 13, f"{value:.4g}"))
    return _svg(960, 20 + LINE * len(pairs), title, body)


def calendar(rows: Sequence[tuple[str, str, str]], year: int) -> SVG:
    """Deadlines of a year: (day, what is due, words of the deadline), a line each, x the month."""
    body = []
    for month in range(12):
        x = 20 + 40 * month
        body.append(f'<line x1="{x}" y1="24" x2="{x}" y2="{30 + LINE * len(rows)}" stroke="{PALE}"/>')
        body.append(_text(x + 6, 18, str(month + 1)))
    for i, (day, what, words) in enumerate(rows):
        y = 40 + LINE * i
        x = 20 + 40 * (int(day[5:7]) - 1 + int(day[8:10]) / 31)
        body.append(f'<circle cx="{x:.1f}" cy="{y}" r="6" fill="{ACCENT}"><title>{escape(words)}</title></circle>')
        body.append(_text(510, y + 4, _cut(f"{day[8:10]}/{day[5:7]}: {what}", 75)))
    return _svg(1010, 50 + LINE * len(rows), f"Thời hạn năm {year}", body)


def network(edges: Iterable[tuple[str, str]], found: Metrics, names: int = 12) -> SVG:
    """The citation network: a ring a community, the size of a mark its PageRank; the best known have their names."""
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in found.rows:
        groups[row["community"]].append(row)
    shown = [g for g in sorted(groups) if len(groups[g]) > 1][:9]
    across = max(1, round(sqrt(len(shown))))
    place: dict[str, tuple[float, float]] = {}
    for i, group in enumerate(shown):
        middle = (170 + 320 * (i % across), 160 + 300 * (i // across))
        for j, row in enumerate(groups[group]):
            reach, turn = 22 * sqrt(j), j * pi * (3 - sqrt(5))  # a sunflower: best in the middle, none on another
            place[row["id"]] = (
                middle[0] + reach * cos(turn) * min(1, 6 / sqrt(len(groups[group]))),
                middle[1] + reach * sin(turn) * min(1, 6 / sqrt(len(groups[group]))),
            )
    body = [
        f'<line x1="{place[a][0]:.1f}" y1="{place[a][1]:.1f}" x2="{place[b][0]:.1f}" y2="{place[b][1]:.1f}" stroke="{PALE}"/>'
        for a, b in sorted(set(edges))
        if a in place and b in place
    ]
    for rank, row in enumerate(r for r in found.rows if r["id"] in place):
        x, y = place[row["id"]]
        radius = 3 + 60 * sqrt(row["pagerank"]) / 2
        colour = COLOURS[(row["community"] - 1) % len(COLOURS)]
        body.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.8"><title>{escape(row["document"].label)}</title></circle>'
        )
        if rank < names:
            body.append(_text(x + radius + 2, y + 4, _cut(name(row["document"]), 34)))
    return _svg(150 + 320 * across, 40 + 300 * -(-len(shown) // across), "Mạng viện dẫn", body)
