"""The page of a text, with every mention linked."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from kg.errors import QueryError
from kg.graph import Graph, Node
from kg.query.dates import written_day
from kg.query.refs import name, provision
from kg.serve.pages.asked import Asked, Shown

TEXT = 120_000  # characters of a file on one page
_PADDED = re.compile(r"[^\s] {4}")  # blanks that keep columns apart
_DRAWN = 20  # of those: a text whose tables are drawn with letters of one width


class Excerpt(Struct, frozen=True, kw_only=True):
    """A piece of text on the page: plain, or a mention that leads somewhere; `asked`: it is what the reader came for."""

    text: str
    node: str = ""
    kind: str = ""
    tip: str = ""
    asked: bool = False


def file(graph: Graph, asked: Asked) -> Shown:
    """The full text with every mention linked; a long one in stretches. `from`, `to`: the words the reader came for."""
    found = next((f for f in graph.files() if f.id == asked.values.get("id", "")), None)
    if found is None:
        raise QueryError("file-unknown", file=asked.get("id"))
    text = graph.text(found.id)
    start, end = asked.number("from", len(text)), asked.number("to", len(text))
    stretch = asked.number("part", len(text) // TEXT) if "part" in asked.values else start // TEXT
    low, high = stretch * TEXT, min(len(text), (stretch + 1) * TEXT)
    document = graph.node(found.document)
    return "file.html", {
        "file": found, "document": document, "pieces": _pieces(graph, found.id, text, low, high, (start, end)), "part": stretch,
        "parts": max(1, -(-len(text) // TEXT)), "url": found.url, "drawn": len(_PADDED.findall(text)) >= _DRAWN,
    }  # fmt: skip


def _pieces(graph: Graph, file: str, text: str, low: int, high: int, asked: tuple[int, int]) -> list[Excerpt]:
    """The text between two offsets cut at mentions and at the words asked for. Of mentions that overlap the first counts."""
    marks: list[tuple[int, int, str, tuple[str, ...]]] = []
    for m in graph.mentions(file=file):
        if m.end > low and m.start < high and (not marks or m.start >= marks[-1][1]):
            marks.append((max(low, m.start), min(high, m.end), m.node, m.provisions))
    nodes = {i: graph.node(i) for i in {m[2] for m in marks}}
    pieces: list[Excerpt] = []

    def add(start: int, end: int, id: str = "", kind: str = "", tip: str = "") -> None:
        cuts = sorted({start, end, *(c for c in asked if start < c < end)})
        for a, b in pairwise(cuts):
            pieces.append(Excerpt(text=text[a:b], node=id, kind=kind, tip=tip, asked=asked[0] <= a < b <= asked[1]))

    at = low
    for start, end, id, provisions in marks:
        add(at, start)
        found = nodes[id]
        add(start, end, id, found.kind if found else "", _tip(found, provisions))
        at = end
    add(at, high)
    return pieces


def _tip(found: Node | None, provisions: tuple[str, ...]) -> str:
    """What hovering over a mention shows: the provision, the name, date and title."""
    if found is None:
        return ""
    return " · ".join(
        filter(
            None,
            (
                ", ".join(map(provision, provisions)),
                name(found),
                written_day(found.fields.get("date")),
                str(found.fields.get("title") or "")[:160],
            ),
        )
    )
