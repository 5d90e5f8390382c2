"""The HTML pages: one function a page, (Graph, request's values) -> (template, what it shows). Nothing here knows of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from msgspec import Struct

from kg.errors import KgError, QueryError
from kg.graph import Edge, Graph, Node
from kg.messages import LANGUAGES, t
from kg.query import issues
from kg.query.dates import Reader, rhythm
from kg.query.deadlines import deadlines, listed, owed
from kg.query.gaps import gaps
from kg.query.refs import name
from kg.query.show import show
from kg.query.stale import pairs, rows
from kg.query.stats import stats
from kg.query.tasks import TaskRow, tasks
from kg.relations import relation_label
from kg.serve.api import Search, searched
from kg.serve.graphs import Graphs
from kg.succession import holders, predecessors, successors
from kg.units import load_units
from kg.view import look

TEMPLATES = Path(__file__).parent / "templates"
FEW = 20  # issues on the page of a document
ROWS = 100  # rows of a listing on one page
TEXT = 120_000  # characters of a file on one page
HIDDEN = ("file", "start", "end", "successors", "text", "issuer_id", "part_of")
Shown = tuple[str, dict[str, Any]]


class Asked(Struct, frozen=True, kw_only=True):
    """What a page is asked with."""

    values: dict[str, str]
    lang: str
    today: date
    review: bool = False
    graphs: Graphs | None = None

    def kept(self, graph: Graph, key: str, make: Callable[[Graph], Any]) -> Any:
        """What takes long, once for each state of the graph file."""
        return self.graphs.keep((key, self.today), make) if self.graphs else make(graph)

    def get(self, key: str) -> str:
        """A value, trimmed; empty where there is none."""
        return self.values.get(key, "").strip()[:500]

    def number(self, key: str, most: int = 10**9) -> int:
        """A whole number, 0 where there is none."""
        text = self.get(key)
        return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Excerpt(Struct, frozen=True, kw_only=True):
    """A piece of text on the page: plain, or a mention that leads somewhere; `asked`: it is what the reader came for."""

    text: str
    node: str = ""
    kind: str = ""
    tip: str = ""
    asked: bool = False


class Row(Struct, frozen=True, kw_only=True):
    """A fact seen from one of its ends."""

    other: Node
    edge: Edge
    said_by: str  # empty: the document itself
    label: str


def environment() -> Environment:
    """Templates with everything escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        day=_day,
        rhythm=rhythm,
        name=_name,
        line=lambda s: " ".join(str(s).split()),
        place=_place,
        url=lambda s: quote(str(s), safe=""),
    )
    made.globals.update(colour=lambda n: look.colour(n))
    return made


def render(made: Environment, shown: Shown, asked: Asked, **more: Any) -> str:
    """A page as HTML."""
    template, values = shown

    def say(code: str, **params: object) -> str:
        return t(code, asked.lang, **params)

    def verb(relation: str, inward: bool = False) -> str:
        return relation_label(relation, asked.lang, inward)

    return made.get_template(template).render(
        **values, T=say, V=verb, lang=asked.lang, languages=LANGUAGES, review=asked.review, **more
    )


def home(graph: Graph, asked: Asked) -> Shown:
    """Search first; then what was loaded, newest first, and how much there is."""
    loaded, total = asked.kept(graph, "newest", newest)
    return "home.html", {
        "loaded": loaded,
        "more": max(0, total - len(loaded)),
        "counts": asked.kept(graph, "counts", lambda g: g.counts()),
    }


def newest(graph: Graph) -> tuple[list[tuple[Node, str]], int]:
    """The documents loaded that came last, with their days, and how many there are in all."""
    dates = Reader(graph)
    loaded = [n for i in dict.fromkeys(f.document for f in graph.files()) if (n := graph.node(i))]
    order = sorted(((dates.told(n.id)[0] or "", n.id, n) for n in loaded), key=lambda x: x[:2], reverse=True)
    return [(n, day) for day, _, n in order[:40]], len(order)


def search(graph: Graph, asked: Asked) -> Shown:
    """Full text; without words an empty form."""
    words = asked.get("q")
    hits = searched(graph, Search(q=words, limit=50)) if words else []
    return "search.html", {"q": words, "hits": [(h, graph.node(h.node)) for h in hits]}


def node(graph: Graph, asked: Asked, id: str) -> Shown:
    """The page of a document, body, initiative, task or place."""
    found = graph.node(id)
    if found is None:
        raise QueryError("ref-unknown", ref=id, near="")
    if found.kind == "agency":
        return _agency(graph, asked, found)
    if found.kind == "task":
        return _task(graph, found)
    shown = show(graph, found.id)
    values: dict[str, Any] = {
        "node": found, "names": shown.names, "fields": _fields(found), "files": shown.files, "mentions": shown.mentions, "issues": shown.issues[:FEW], "more_issues": max(0, len(shown.issues) - FEW),
        "out": _relations(graph, shown.out, shown.names, asked.lang, outward=True),
        "into": _relations(graph, shown.into, shown.names, asked.lang, outward=False),
    }  # fmt: skip
    if found.kind == "document":
        day, guessed = Reader(graph).of(found.id)
        told = [f for f in values["fields"] if f[0] != "title"]  # the title stands above
        known = any(f[0] in ("date", "year") for f in told) or not day
        values |= {
            "tasks": _tasks_of(graph, shown.out),
            "fields": told if known else [("date", _day(day), guessed), *told],
        }
    return "node.html", values


def _relations(
    graph: Graph, edges: tuple[Edge, ...], names: dict[str, Node], lang: str, *, outward: bool
) -> list[tuple[str, str, list[Row]]]:
    """(verb, colour, rows) a kind of relation, in the order of the table; assignments have a list of their own."""
    rows: dict[str, list[Row]] = {}
    for edge in edges:
        other = names.get(edge.target if outward else edge.source) or graph.node(
            edge.target if outward else edge.source
        )
        if edge.kind != look.ASSIGNS and other:
            speaker = (
                None
                if any(e.document == edge.source for e in edge.evidence)
                else names.get(edge.evidence[0].document)
                if edge.evidence
                else None
            )
            rows.setdefault(edge.kind, []).append(
                Row(other=other, edge=edge, said_by=name(speaker) if speaker else "", label=name(other))
            )
    known = {r.id: r for r in look.relations()}
    return [
        ((r.forward if outward else r.back)[lang], r.colour, rows[r.id]) for r in known.values() if r.id in rows
    ]  # fmt: skip


def fact(graph: Graph, asked: Asked) -> Shown:
    """Every sentence that states one relation between two nodes, a hundred on a page."""
    source, target, kind = asked.get("source"), asked.get("target"), asked.get("kind")
    ends = graph.some((source, target))
    known = {r.id: r for r in look.relations()}
    pieces = [(e, v) for e in graph.edges(source=source, target=target, kind=kind) for v in e.evidence]
    if len(ends) < 2 or kind not in known or not pieces:
        raise QueryError("review-unknown")
    sheet = _sheet(pieces, asked)
    return "fact.html", {
        **sheet, "source": ends[source], "target": ends[target], "verb": known[kind].forward[asked.lang],
        "names": graph.some(v.document for _, v in sheet["rows"]),
    }  # fmt: skip


def _tasks_of(graph: Graph, edges: tuple[Edge, ...]) -> list[tuple[Node, list[tuple[Node, Edge]]]]:
    """Tasks of a document in text order, each with the bodies that have it."""
    found: dict[str, list[tuple[Node, Edge]]] = {}
    for edge in edges:
        body = graph.node(edge.target)
        if edge.kind == look.ASSIGNS and edge.task and body:
            found.setdefault(edge.task, []).append((body, edge))
    listed = [(n, bodies) for i, bodies in found.items() if (n := graph.node(i))]
    return sorted(listed, key=lambda x: (str(x[0].fields.get("file")), int(x[0].fields.get("start", 0))))


def _agency(graph: Graph, asked: Asked, found: Node) -> Shown:
    """A body: its tasks and deadlines as of a day, who was before it and who comes after."""
    as_of = _asked_day(asked)
    rows = tasks(graph, found.id, as_of=as_of)
    place = found.fields.get("place")
    due = [d for d in deadlines(graph, found.id, today=asked.today, as_of=as_of) if d.due]
    roles: dict[str, list[TaskRow]] = {}
    for row in rows:
        roles.setdefault(row.role or "", []).append(row)
    return "agency.html", {
        "node": found, "fields": _fields(found), "roles": sorted(roles.items(), key=lambda r: (r[0] != "lead", r[0])), "count": len(rows),
        "due": due[:ROWS], "due_count": len(due), "as_of": as_of.isoformat() if as_of else "", "today": asked.today.isoformat(),
        "before": _linked(graph, predecessors(found.label, place, asked.today)), "after": _linked(graph, successors(found.label, place)),
        "now": _linked(graph, [h for h in holders(found.label, place, asked.today) if h.since]),
    }  # fmt: skip


def _asked_day(asked: Asked) -> date | None:
    try:
        return date.fromisoformat(asked.get("as_of"))
    except ValueError:
        return None


def _linked(graph: Graph, bodies: list[Any]) -> list[tuple[Any, Node | None]]:
    """Bodies of the table of successions, each with its node where the graph has one."""
    return [
        (b, next((n for n in graph.find(b.label, "agency") if n.fields.get("place") == b.place), None))
        for b in bodies[:40]
    ]


def _task(graph: Graph, found: Node) -> Shown:
    document = graph.node(str(found.fields["document"]))
    given = [(body, e) for e in graph.edges(task=found.id) if (body := graph.node(e.target))]
    return "task.html", {
        "node": found, "document": document, "given": given, "deadlines": list(graph.deadlines(found.id)), "targets": list(graph.targets(found.id)),
        "concerns": [(n, e) for e in graph.edges(source=found.id) if (n := graph.node(e.target))],
    }  # fmt: skip


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
        "parts": max(1, -(-len(text) // TEXT)), "url": found.url,
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
                ", ".join(provisions),
                name(found),
                _day(found.fields.get("date")),
                str(found.fields.get("title") or "")[:160],
            ),
        )
    )


def due(graph: Graph, asked: Asked) -> Shown:
    """Deadlines that have a day, soonest first; of one body, or of all; a hundred on a page."""
    overdue, fault, sheet = asked.get("overdue") == "1", "", _sheet([], asked)
    try:
        if asked.get("agency"):
            found = deadlines(graph, asked.get("agency"), today=asked.today, overdue=overdue)
            sheet = _sheet([d for d in found if d.due], asked)
        else:
            every = asked.kept(graph, f"due-{overdue}", lambda g: listed(g, asked.today, overdue=overdue))
            sheet = _sheet([d for d in every if d[0]], asked)
            sheet["rows"] = owed(graph, sheet["rows"], asked.today)
    except KgError as error:
        fault = t(f"error.{error.code}", asked.lang, **error.params)
    return "deadlines.html", {**sheet, "agency": asked.get("agency"), "overdue": overdue, "fault": fault}


def outdated(graph: Graph, asked: Asked) -> Shown:
    """Documents that rest on what has changed since."""
    sheet = _sheet(asked.kept(graph, "stale", pairs), asked)
    return "stale.html", {**sheet, "rows": rows(graph, sheet["rows"]), "files": len(graph.files())}


def missing(graph: Graph, asked: Asked) -> Shown:
    """Documents of higher bodies that a place does not carry out."""
    try:
        place, issuer = asked.get("place") or None, asked.get("issuer") or None
        found, fault = asked.kept(graph, f"gaps-{place}-{issuer}", lambda g: gaps(g, place=place, issuer=issuer)), ""
    except KgError as error:
        found, fault = [], t(f"error.{error.code}", asked.lang, **error.params)
    return "gaps.html", {
        **_sheet(found, asked),
        "place_asked": asked.get("place"),
        "issuer": asked.get("issuer"),
        "fault": fault,
        "files": len(graph.files()),
    }


def figures(graph: Graph, asked: Asked) -> Shown:
    """Counts, most cited, issues, doubles."""
    return "stats.html", {"stats": asked.kept(graph, "stats", lambda g: stats(g, 20))}


def doubtful(graph: Graph, asked: Asked) -> Shown:
    """What a person should look at, a hundred on a page; `code`: of one kind, `document`: of one document."""
    code, document = asked.get("code"), asked.get("document")
    found = [
        i for i in asked.kept(graph, "issues", issues.listed) if code in ("", i.code) and document in ("", i.document)
    ]
    sheet = _sheet(found, asked)
    return "issues.html", {
        **sheet,
        "rows": issues.rows(graph, sheet["rows"], lang=asked.lang),
        "code": code or document,
    }


def _sheet(listed: Sequence[Any], asked: Asked) -> dict[str, Any]:
    sheet = asked.number("sheet", max(0, (len(listed) - 1) // ROWS))
    return {
        "rows": listed[sheet * ROWS : (sheet + 1) * ROWS],
        "count": len(listed),
        "sheet": sheet,
        "sheets": max(1, -(-len(listed) // ROWS)),
    }


def _fields(found: Node) -> list[tuple[str, str, bool]]:
    """(field, value, inferred?)"""
    shown = []
    for field, value in found.fields.items():
        if field not in HIDDEN and value not in (None, "", [], ()):
            text = (
                _place(value)
                if field == "place"
                else _day(str(value))
                if field in ("date", "from", "until")
                else "✓"
                if value is True
                else str(value)
            )
            shown.append((field, text, field in found.inferred))
    return shown


def _day(iso: str | None) -> str:
    parts = str(iso or "").split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else str(iso or "")


def _name(found: Node) -> str:
    """Never empty: a link needs words."""
    return name(found) or found.id


def _place(id: object) -> str:
    return load_units().label(str(id)) if id else ""
