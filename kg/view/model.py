"""What a page holds, as the front end reads it. Nodes, edges, passages, rules and files are referred to by their index in the page."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

Proven = tuple[dict[str, str], tuple[int, int, int]]  # what is told, by language, and where a text says so


class PageNode(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A node of the graph, or a group of tasks (kind `group`, made for the page)."""

    id: str
    kind: str
    label: str = ""  # short: type and symbol of a document, name of a body; a task's words stand in its passage
    title: str = ""  # what the short label leaves out
    colour: int = 0  # index into `Page.colours`
    date: str = ""
    year: int = 0  # for the filter; 0: not known
    lane: str = ""
    place: str = ""
    facts: dict[str, Any] = {}  # fields to show, by name
    aliases: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    files: tuple[int, ...] = ()
    passage: tuple[int, int, int] | None = None  # task: where its text stands
    due: tuple[tuple[str, str, str, bool], ...] = ()  # task: words, last day, rule of recurrence, inferred?
    targets: tuple[str, ...] = ()
    changes: tuple[Proven, ...] = ()  # of a document or a task: what later papers did to it
    force: tuple[Proven, ...] = ()  # of a document: from when it holds
    heirs: tuple[tuple[str, str, str], ...] = ()  # a body that has ended: who took over, from which day, by which paper
    issues: tuple[
        tuple[str, str, tuple[int, int, int] | None], ...
    ] = ()  # of a document's texts: code, detail, the words it stands at
    degree: int = 0  # relations in the whole graph that the page may not show


class PageEdge(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fact. `evidence`: passage, start and end in it, rule, speaking document (index, or its id where it is not on the page)."""

    source: int
    target: int
    kind: str
    role: str = ""
    words: str = ""
    basis: str = ""
    official: str = ""
    scope: str = ""
    effective: str = ""
    provisions: tuple[str, ...] = ()
    now: tuple[int, ...] = ()  # an assignment that has gone to others: who holds it (index into `Page.holders`)
    why: tuple[str, ...] = ()  # why it is inferred
    evidence: tuple[tuple[int, int, int, int, int], ...] = ()
    left_out: int = 0  # pieces of evidence that the page does not hold
    derived: bool = False  # made for the page: a group holds a task


class Passage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A paragraph, or the part of a long one around a quote. `start` is its place in the file's text, `line` the line on which it begins."""

    file: int
    text: str
    start: int
    line: int
    section: str = ""
    page: int = 0  # of a file with pages
    before: bool = False  # something of the paragraph is left out before it
    after: bool = False
    bare: bool = False  # only the quote: the server is asked for its paragraph, section and line when it is shown


class PageFile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file; `url` only where it is known and begins with http."""

    id: str
    url: str = ""


class Relation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a relation is drawn and said."""

    id: str
    colour: str
    strong: bool = False
    forward: dict[str, str] = {}  # by language: `thực hiện`
    back: dict[str, str] = {}  # `được thực hiện bởi`


class Band(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A lane or a column with its heading: from, to, words by language."""

    low: float
    high: float
    label: dict[str, str]


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of a layout: the facts it stands for, its corners (x, y, x, y …), place of its label and whether it runs upwards."""

    edges: tuple[int, ...] = ()
    ends: tuple[int, int] | None = None  # boxes it joins, where they are not those of its facts
    points: tuple[float, ...] = ()
    label: tuple[float, float, bool] | None = None
    count: int = 0


class Box(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A box that stands for several nodes."""

    id: str
    label: dict[str, str]
    members: tuple[int, ...]
    colour: int = 0


class Layout(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where things stand: centre of each node's box, in the order of `nodes`; then those of `boxes`."""

    box: tuple[float, float]
    nodes: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()
    at: tuple[tuple[float, float], ...] = ()
    lines: tuple[Line, ...] = ()
    bands: tuple[Band, ...] = ()
    columns: tuple[Band, ...] = ()
    size: tuple[float, float] = (0.0, 0.0)
    left_out: int = 0  # nodes of this view that are not in this layout
    undrawn: int = 0  # lines that are not drawn since there are too many; panel and tables have them


class Told(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What part of which graph the page shows. `how`: all, around, lineage, agency, top."""

    how: str
    of: str = ""  # name of what was asked for
    hops: int = 0
    nodes: int = 0
    all_nodes: int = 0
    cut: bool = False  # even of what was asked for, only the nearest
    files: int = 0  # texts in the graph
    version: str = ""  # of kg


class Page(Struct, frozen=True, kw_only=True):
    """Everything the front end needs."""

    title: str
    told: Told
    start: str  # view that opens
    focus: int  # node that is in the middle of the lược đồ, -1 where there is none
    nodes: tuple[PageNode, ...]
    edges: tuple[PageEdge, ...]
    passages: tuple[Passage, ...]
    rules: tuple[str, ...]
    files: tuple[PageFile, ...]
    documents: tuple[tuple[str, str], ...]  # speaking documents: id, name
    relations: tuple[Relation, ...]
    colours: tuple[str, ...]
    lanes: tuple[tuple[str, dict[str, str]], ...]
    places: dict[str, str]  # id -> name
    articles: tuple[str, ...]  # the words that head an article in the path of a section
    layouts: dict[str, Layout]
    # a body, since when and by which act it holds what another was given, its node (-1: none)
    holders: tuple[tuple[str, str, str, int], ...] = ()
