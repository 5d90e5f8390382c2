"""The JSON side: a table of questions drives the routes and their description."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import chain, islice
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from kg.errors import KgError, QueryError, StoreError, UsageFault
from kg.graph import File, Graph, Hit, Node
from kg.graphfile import searchable
from kg.messages import t
from kg.query.dates import written_day
from kg.query.deadlines import Due as DueRow
from kg.query.deadlines import as_rows as deadline_rows
from kg.query.deadlines import deadlines
from kg.query.gaps import gaps
from kg.query.impact import impact
from kg.query.issues import listed as issue_list
from kg.query.issues import rows as issue_rows
from kg.query.path import path
from kg.query.refs import name, one
from kg.query.stale import stale
from kg.query.stats import stats
from kg.query.tasks import Filters, TaskRow, tasks
from kg.query.tasks import as_rows as task_rows
from kg.query.trace import as_data, trace
from kg.serve.records import (
    Around,
    Cited,
    Due,
    Ends,
    Fault,
    Gaps,
    Issues,
    Lineage,
    Near,
    NodeAnswer,
    Nothing,
    OfFile,
    OfNode,
    OfRef,
    Paragraph,
    Places,
    Search,
    Stale,
    StatsAnswer,
    Step,
    Tasks,
    TextAnswer,
)
from kg.text import key, one_line, plain
from kg.view import data, select
from kg.view.model import Page
from kg.view.passages import Texts

CANDIDATES = 200  # names among which those that are suggested are chosen
ON_A_PAGE = 300  # nodes that the server puts on one page
_STATUS = ((UsageFault, 400), (QueryError, 404), (StoreError, 503))  # of HTTP
_WORD = re.compile(r"\w+")
Rows = list[dict[str, Any]]


class Question(Struct, frozen=True):
    """A route: where, what it takes, what it gives, what it does, how."""

    path: str
    takes: type[Struct]
    gives: Any
    summary: str
    answer: Callable[[Graph, Any], Any]
    lists: tuple[str, ...] = ()  # parameters that may come several times


def searched(graph: Graph, ask: Search) -> list[Hit]:
    """What a reference with a number means first; then names and texts that hold the words."""
    named = _referred(graph, ask.q)
    seen = {h.node for h in named}
    found = [h for h in graph.search(ask.q, ask.limit) if h.file or h.node not in seen]
    return [*named, *found][: ask.limit]


def _suggest(graph: Graph, ask: Search) -> list[Hit]:
    """Names alone, the last word as far as it is typed: quick enough for every key."""
    named = _referred(graph, ask.q)
    words = _WORD.findall(searchable(ask.q))
    query = " ".join([*(f'"{w}"' for w in words[:-1]), *(f'"{w}"*' for w in words[-1:])])
    near = _nearest_first(graph, ask.q, list(graph.named(query, None, CANDIDATES))) if words else []
    found = [*named, *map(_hit, near[: ask.limit])]
    return list({h.node: h for h in reversed(found)}.values())[::-1][: ask.limit]


def _nearest_first(graph: Graph, words: str, found: list[Node]) -> list[Node]:
    """Names that are what is typed first, then those that begin with it, of these the bodies with most tasks first; the others as they were found."""
    typed = plain(key(words))
    tasks = graph.task_counts([n.id for n in found if n.kind == "agency"])

    def rank(node: Node) -> tuple[bool, bool, int]:
        label = plain(key(node.label))
        leads = label.startswith(typed)
        return label != typed, not leads, -tasks.get(node.id, 0) if leads else 0

    return sorted(found, key=rank)


def _referred(graph: Graph, words: str) -> list[Hit]:
    return [_hit(n) for n in graph.find(words)[:5]] if any(c.isdigit() for c in words) else []


def _hit(node: Node) -> Hit:
    return Hit(node=node.id, label=one_line(node.label if node.kind != "document" else name(node)), text=_about(node))


def _about(node: Node) -> str:
    fields = node.fields
    return " · ".join(str(x) for x in (written_day(fields.get("date")), fields.get("issuer"), fields.get("title")) if x)


def _node(graph: Graph, ask: OfNode) -> NodeAnswer:
    node = one(graph, ask.id)
    return NodeAnswer(node=node, files=graph.files(node.id) if node.kind == "document" else [])


def near(graph: Graph, ask: Near) -> Step:
    """The facts of a node, and the nodes at their other ends."""
    node = one(graph, ask.id)
    facts = chain(
        graph.edges(source=node.id, evidence=ask.evidence), graph.edges(target=node.id, evidence=ask.evidence)
    )
    edges = list(islice(facts, ask.limit + 1))
    more, edges = len(edges) > ask.limit, edges[: ask.limit]
    others = sorted({i for e in edges for i in (e.source, e.target)} - {node.id})
    return Step(nodes=list(graph.some(others).values()), edges=edges, more=more)


def _page(graph: Graph, ask: Around) -> Page:
    return data.page(graph, select.around(graph, ask.around, ask.hops, ON_A_PAGE), bare=True)


def _passages(graph: Graph, ask: Places) -> list[Paragraph]:
    texts = Texts(graph, {})
    found = []
    for place in ask.at:
        file, start, end = place.rsplit(":", 2)
        p = texts.around(file, int(start), int(end))
        found.append(
            Paragraph(
                file=file,
                text=p.text,
                start=p.start,
                line=p.line,
                section=p.section,
                page=p.page,
                before=p.before,
                after=p.after,
            )
        )
    return found


def _path(graph: Graph, ask: Ends) -> Step:
    found = path(graph, ask.a, ask.b)
    return Step(nodes=list(found.nodes), edges=list(found.edges))


def asked_tasks(graph: Graph, ask: Tasks, limit: int | None) -> list[TaskRow]:
    """The tasks asked for; `limit`: at most so many, None for all."""
    filters = Filters(role=ask.role, document=ask.document, place=ask.place, year=ask.year, keyword=ask.keyword)
    return tasks(graph, ask.agency, as_of=ask.as_of, filters=filters, limit=limit)


def _tasks(graph: Graph, ask: Tasks) -> Rows:
    return task_rows(asked_tasks(graph, ask, ask.offset + ask.limit)[ask.offset :], ask.as_of)


def asked_deadlines(graph: Graph, ask: Due, limit: int | None) -> list[DueRow]:
    """The deadlines asked for; `limit`: at most so many, None for all."""
    return deadlines(graph, ask.agency, today=date.today(), as_of=ask.as_of, overdue=ask.overdue, limit=limit)


def _deadlines(graph: Graph, ask: Due) -> Rows:
    return deadline_rows(asked_deadlines(graph, ask, ask.offset + ask.limit)[ask.offset :])


def _text(graph: Graph, ask: OfFile) -> TextAnswer:
    file = next((f for f in graph.files() if f.id == ask.id), None)
    if file is None:
        raise QueryError("file-unknown", file=ask.id)
    text = graph.text(file.id)
    part = text[ask.start : ask.start + ask.limit]
    after = ask.start + len(part)
    return TextAnswer(
        id=file.id, document=file.document, start=ask.start, text=part, next=after if after < len(text) else None
    )


def _stats(graph: Graph, _: Nothing) -> StatsAnswer:
    found = stats(graph)
    most = [Cited(id=n.id, label=name(n), mentions=count) for n, count in found.most_cited]
    return StatsAnswer(counts=found.counts, cited_only=found.cited_only, most_cited=most, issues=found.issues)


QUESTIONS: tuple[Question, ...] = (
    Question("/api/search", Search, list[Hit], "Full text over names, titles and texts, with or without diacritics", searched),
    Question("/api/suggest", Search, list[Hit], "Names that begin with what is typed", _suggest),
    Question("/api/node", OfNode, NodeAnswer, "One node and its files", _node),
    Question("/api/neighbours", Near, Step, "The facts from and to a node, with the nodes at their other ends", near),
    Question("/api/page", Around, dict[str, Any], "What stands around some nodes, laid out for the front end", _page, ("around",)),
    Question("/api/path", Ends, Step, "The shortest chain of facts between two nodes", _path),
    Question("/api/trace", Lineage, dict[str, Any], "The lineage of a document, up or down", lambda g, a: as_data(trace(g, a.ref, down=a.down))),
    Question("/api/tasks", Tasks, Rows, "Who must do what", _tasks),
    Question("/api/deadlines", Due, Rows, "What is due, soonest first", _deadlines),
    Question("/api/impact", OfRef, Rows, "What rests on a document", lambda g, a: impact(g, a.ref)),
    Question("/api/stale", Stale, Rows, "Documents that rest on one that was since replaced, repealed or amended",
             lambda g, a: stale(g, a.ref, limit=a.limit, offset=a.offset)),
    Question("/api/gaps", Gaps, Rows, "Documents of a higher body that nothing of a place or issuer implements",
             lambda g, a: gaps(g, a.ref, place=a.place, issuer=a.issuer)[a.offset : a.offset + a.limit]),
    Question("/api/passages", Places, list[Paragraph], "The paragraphs in which stretches of texts stand", _passages, ("at",)),
    Question("/api/files", Nothing, list[File], "The texts loaded", lambda g, _: g.files()),
    Question("/api/text", OfFile, TextAnswer, "The canonical text of a file, or a stretch of it", _text),
    Question("/api/issues", Issues, Rows, "What reading and identity could not settle, each with its words",
             lambda g, a: issue_rows(g, issue_list(g, a.code)[a.offset : a.offset + a.limit])),
    Question("/api/stats", Nothing, StatsAnswer, "Counts by kind, most cited, issues", _stats),
)  # fmt: skip


def convert(question: Question, given: list[tuple[str, str]]) -> Any:
    """The parameters as a record; UsageFault where one is wrong, unknown or given twice."""
    values: dict[str, Any] = {}
    for field, value in given:
        if field in question.lists:
            values.setdefault(field, []).append(value)
        elif field in values:
            raise UsageFault("parameter", detail=f"{field}: given twice")
        else:
            values[field] = value
    try:
        return msgspec.convert(values, question.takes, strict=False)
    except msgspec.ValidationError as error:
        raise UsageFault("parameter", detail=str(error)) from error


def answered(question: Question, graph: Graph, ask: Any) -> tuple[Any, int | None]:
    """The answer; and where its rows go on, None where they do not (or where the question has none)."""
    if not hasattr(ask, "offset"):
        return question.answer(graph, ask), None
    rows = question.answer(graph, msgspec.structs.replace(ask, limit=ask.limit + 1))
    return rows[: ask.limit], ask.offset + ask.limit if len(rows) > ask.limit else None


def fault(error: KgError) -> tuple[int, Fault]:
    """Status and record of a fault."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return status, Fault(error.code, t(f"error.{error.code}", **error.params))


def as_json(value: Any) -> bytes:
    """JSON of an answer."""
    return msgspec.json.encode(value, enc_hook=lambda x: x.isoformat() if hasattr(x, "isoformat") else asdict(x))
