"""Pages of one thing: a document, body, task or place, and one relation between two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from kg.errors import QueryError
from kg.graph import Edge, Graph, Node
from kg.messages import sentences
from kg.query.changed import EXPIRES, Changes
from kg.query.dates import Reader, written_day
from kg.query.deadlines import deadlines
from kg.query.groups import groups_of
from kg.query.once import once
from kg.query.origins import node_of, origins
from kg.query.refs import name
from kg.query.show import show
from kg.query.tasks import TaskRow, tasks
from kg.serve.pages.asked import Asked, Shown
from kg.serve.pages.rendering import place_name
from kg.succession import Holder, holders, successors
from kg.view import look

FEW = 20  # issues on the page of a document
LISTED = 400  # tasks on the page of a document
SOON = 8  # deadlines on the page of a body; the others are a click away
HIDDEN = ("file", "start", "end", "successors", "text", "issuer_id", "part_of")


class Row(Struct, frozen=True, kw_only=True):
    """A fact seen from one of its ends."""

    other: Node
    edge: Edge
    said_by: str  # empty: the document itself
    label: str


def node(graph: Graph, asked: Asked, id: str) -> Shown:
    """The page of a document, body, initiative, task or place."""
    found = graph.node(id)
    if found is None:
        raise QueryError("page-unknown", ref=id)
    if found.kind == "agency":
        return _agency(graph, asked, found)
    if found.kind == "task":
        return _task(graph, found)
    shown = show(graph, found.id)
    values: dict[str, Any] = {
        "node": found, "names": shown.names, "fields": _fields(found, asked.lang), "files": shown.files, "mentions": shown.mentions, "issues": shown.issues[:FEW], "more_issues": max(0, len(shown.issues) - FEW),
        "out": _relations(graph, shown.out, shown.names, asked.lang, outward=True),
        "into": _relations(graph, shown.into, shown.names, asked.lang, outward=False),
    }  # fmt: skip
    if found.kind == "document":
        day, guessed = Reader(graph).of(found.id)
        told = [f for f in values["fields"] if f[0] != "title"]  # the title stands above
        given = _tasks_of(graph, shown.out)
        known = any(f[0] in ("date", "year") for f in told) or not day
        values |= {
            "changes": [c for c in Changes(graph).of(found.id) if c.kind != EXPIRES],
            "force": shown.in_force,
            "tasks": [(task, once(graph.deadlines(task.id)), given) for task, given in given[:LISTED]],
            "task_count": len(given),
            "targets": shown.targets,
            "fields": told if known else [("date", written_day(day), guessed), *told],
        }
    return "node.html", values


def _relations(
    graph: Graph, edges: tuple[Edge, ...], names: dict[str, Node], lang: str, *, outward: bool
) -> list[tuple[str, str, list[Row]]]:
    """(verb, colour, rows) a kind of relation, in the order of the table, rows by day, those without one last; assignments have a list of their own."""
    rows: dict[str, list[Row]] = {}
    for edge in edges:
        end = edge.target if outward else edge.source
        other = names.get(end) or graph.node(end)
        if edge.kind != look.ASSIGNS and other:
            row = Row(other=other, edge=edge, said_by=_said_by(edge, names), label=name(other))
            rows.setdefault(edge.kind, []).append(row)
    return [
        ((r.forward if outward else r.back)[lang], r.colour, sorted(rows[r.id], key=_day_of)) for r in look.relations() if r.id in rows
    ]  # fmt: skip


def _day_of(row: Row) -> str:
    fields = row.other.fields
    return str(fields.get("date") or fields.get("year") or "9")


def _said_by(edge: Edge, names: dict[str, Node]) -> str:
    """The document that states a fact of another; empty where it is its own."""
    if not edge.evidence or any(e.document == edge.source for e in edge.evidence):
        return ""
    speaker = names.get(edge.evidence[0].document)
    return name(speaker) if speaker else ""


def fact(graph: Graph, asked: Asked) -> Shown:
    """Every sentence that states one relation between two nodes, a hundred on a page."""
    source, target, kind = asked.get("source"), asked.get("target"), asked.get("kind")
    ends = graph.some((source, target))
    known = {r.id: r for r in look.relations()}
    pieces = [(e, v) for e in graph.edges(source=source, target=target, kind=kind) for v in e.own_first()]
    if len(ends) < 2 or kind not in known or not pieces:
        raise QueryError("review-unknown")
    sheet = asked.sheet(pieces)
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
    as_of = asked.day()
    rows = tasks(graph, found.id, as_of=as_of or asked.today)
    place = found.fields.get("place")
    due = deadlines(graph, found.id, today=asked.today, as_of=as_of)
    own = _by_role(r for r in rows if not r.inherited)
    taken: dict[tuple[str, date | None, str], list[TaskRow]] = {}  # from whom, since when, by which act
    for row in rows:
        if row.inherited:
            taken.setdefault((row.agency, row.inherited.since, row.inherited.basis), []).append(row)
    return "agency.html", {
        "node": found, "fields": _fields(found, asked.lang), "above": graph.node(str(found.fields.get("part_of") or "")), "roles": own, "count": len({r.task for r in rows}),
        "taken": [(*how, _by_role(given)) for how, given in taken.items()], "taken_count": len({r.task for r in rows if r.inherited}),
        "due": due[:SOON], "due_count": len(due), "as_of": as_of.isoformat() if as_of else "", "csv_as_of": (as_of or asked.today).isoformat() if as_of or taken else "",
        "groups": groups_of(graph, [found]),
        "before": origins(graph, found, asked.today), "after": _linked(graph, successors(found.label, place)),
        "now": _linked(graph, [h for h in holders(found.label, place, asked.today) if h.since]),
    }  # fmt: skip


def _by_role(rows: Iterable[TaskRow]) -> list[tuple[str, list[TaskRow]]]:
    """Assignments by role, those that a body leads first."""
    roles: dict[str, list[TaskRow]] = {}
    for row in rows:
        roles.setdefault(row.role or "", []).append(row)
    return sorted(roles.items(), key=lambda r: (r[0] != "lead", r[0]))


def _linked(graph: Graph, bodies: list[Holder]) -> list[tuple[Holder, Node | None]]:
    """Bodies of the table of successions, each with its node where the graph has one."""
    return [(body, node_of(graph, body)) for body in bodies]


def _task(graph: Graph, found: Node) -> Shown:
    document = graph.node(str(found.fields["document"]))
    given = [(body, e) for e in graph.edges(task=found.id) if (body := graph.node(e.target))]
    return "task.html", {
        "node": found, "document": document, "given": given, "deadlines": once(graph.deadlines(found.id)), "targets": once(graph.targets(found.id)),
        "concerns": [(n, e) for e in graph.edges(source=found.id) if (n := graph.node(e.target))],
        "changes": Changes(graph).of(document.id, str(found.fields.get("section") or "")) if document else (),
    }  # fmt: skip


def _fields(found: Node, lang: str) -> list[tuple[str, str, bool]]:
    """(field, value, inferred?)"""
    shown = []
    for field, value in found.fields.items():
        if field not in HIDDEN and value not in (None, "", [], ()):
            shown.append((field, _written(field, value, lang), field in found.inferred))
    return shown


def _written(field: str, value: Any, lang: str) -> str:
    """A field's value as people write it."""
    if field == "place":
        return place_name(value)
    if field == "level":
        return sentences(lang).get(f"level.{value}", str(value))
    if field in ("date", "from", "until"):
        return written_day(str(value))
    return "✓" if value is True else str(value)
