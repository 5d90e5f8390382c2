"""Who must do what, by when, according to which sentence; and, as of a day, who holds it then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from kg.graph import DeadlineRow, Edge, Graph, Node, TargetRow
from kg.query.dates import Reader
from kg.query.refs import bodies, name, one
from kg.succession import Heritage, Holder, heritages, holders
from kg.text import key, plain

COLUMNS = (
    "agency", "agency_id", "role", "words", "task", "text", "section", "document", "document_id", "file", "start", "end", "deadlines", "targets",
)  # fmt: skip


class Filters(Struct, frozen=True, kw_only=True):
    """What to keep: a role, a document, a place, a year of the document, words of the task."""

    role: str | None = None
    document: str | None = None
    place: str | None = None
    year: int | None = None
    keyword: str | None = None


class TaskRow(Struct, frozen=True, kw_only=True):
    """One assignment. `holders` only as of a day. `inherited`: it came to the asked body from the one named in `agency`."""

    agency: str
    agency_id: str
    role: str | None
    words: str | None
    task: str
    text: str
    section: str
    document: str
    document_id: str
    file: str
    start: int
    end: int
    quote: str
    date: str | None
    date_inferred: bool
    official: str | None = None
    deadlines: tuple[DeadlineRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    holders: tuple[Holder, ...] = ()
    inherited: Heritage | None = None


def tasks(graph: Graph, agency: str | None = None, *, as_of: date | None = None, filters: Filters | None = None) -> list[TaskRow]:
    """Assignments of one body or of all, in the order of agency, document and place in the text. QueryError for an unknown body."""
    filters = filters or Filters()
    dates = Reader(graph)
    document = one(graph, filters.document, "document").id if filters.document else None
    rows = []
    for edge, heritage in _assignments(graph, agency, as_of):
        if document and edge.source != document or filters.role and edge.role != filters.role:
            continue
        if as_of and not dates.issued_by(edge.source, as_of):
            continue
        row = _row(graph, dates, edge, heritage, as_of)
        if row and (not heritage or heritage.covers(row.text)) and _kept(graph, row, filters):
            rows.append(row)
    return sorted(rows, key=lambda r: (r.agency, r.agency_id, r.document_id, r.file, r.start, r.role or ""))


def _assignments(graph: Graph, agency: str | None, as_of: date | None) -> Iterator[tuple[Edge, Heritage | None]]:
    """The body's own assignments, then, as of a day, those of the bodies it took over from."""
    if agency is None:
        for edge in graph.edges(kind="assigns"):
            yield edge, None
        return
    asked = bodies(graph, agency)
    own = {n.id for n in asked}
    for node in asked:
        for edge in graph.edges(target=node.id, kind="assigns"):
            yield edge, None
    if as_of:
        for node, heritage in _inherited(graph, asked, as_of):
            if node.id not in own:
                for edge in graph.edges(target=node.id, kind="assigns"):
                    yield edge, heritage


def _inherited(graph: Graph, asked: Iterable[Node], as_of: date) -> list[tuple[Node, Heritage]]:
    """Bodies of the graph that one of the asked ones took over from by that day."""
    wanted: dict[tuple[str, str | None], Heritage] = {}
    for node in asked:
        for heritage in heritages(node.label, node.fields.get("place"), as_of):
            wanted.setdefault((key(heritage.name), heritage.place), heritage)
    if not wanted:
        return []
    found = []
    for node in graph.nodes("agency"):
        for label in (node.label, *node.aliases):
            heritage = wanted.get((key(label), node.fields.get("place")))
            if heritage:
                found.append((node, heritage))
                break
    return found


def _row(graph: Graph, dates: Reader, edge: Edge, heritage: Heritage | None, as_of: date | None) -> TaskRow | None:
    task, agency, document = graph.node(edge.task or ""), graph.node(edge.target), graph.node(edge.source)
    if not task or not agency or not document:
        return None
    fields = task.fields
    known, inferred = dates.of(document.id)
    held = holders(agency.label, agency.fields.get("place"), as_of, str(fields.get("text", ""))) if as_of else ()
    return TaskRow(
        agency=agency.label, agency_id=agency.id, role=edge.role, words=edge.words, official=edge.official, task=task.id, text=str(fields["text"]),
        section=str(fields.get("section") or ""), document=name(document), document_id=document.id, file=str(fields["file"]),
        start=int(fields["start"]), end=int(fields["end"]), quote=edge.evidence[-1].quote if edge.evidence else "", date=known, date_inferred=inferred,
        deadlines=tuple(graph.deadlines(task.id)), targets=tuple(graph.targets(task.id)), holders=tuple(held), inherited=heritage,
    )  # fmt: skip


def _kept(graph: Graph, row: TaskRow, filters: Filters) -> bool:
    if filters.year and (row.date or "")[:4] != str(filters.year):
        return False
    if filters.keyword and _bare(filters.keyword) not in _bare(row.text):
        return False
    if filters.place:
        agency, document = graph.node(row.agency_id), graph.node(row.document_id)
        places = [n.fields.get("place") for n in (agency, document) if n]
        return any(_bare(filters.place) in _bare(str(p).replace("-", " ")) for p in places if p)
    return True


def _bare(text: str) -> str:
    return plain(key(text)).replace("-", " ")


def as_rows(rows: Iterable[TaskRow], as_of: date | None) -> list[dict[str, Any]]:
    """Rows of the contract, for JSON; `holders` only as of a day."""
    result = []
    for r in rows:
        row: dict[str, Any] = {
            "agency": r.agency, "agency_id": r.agency_id, "role": r.role, "words": r.words, "task": r.task, "text": r.text, "section": r.section,
            "document": r.document, "document_id": r.document_id, "file": r.file, "start": r.start, "end": r.end,
            "deadlines": list(r.deadlines), "targets": list(r.targets), "quote": r.quote,
        }  # fmt: skip
        if r.official:
            row["official"] = r.official
        if as_of:
            row["holders"] = list(map(holder_data, r.holders))
            row["document_date"], row["document_date_inferred"] = r.date, r.date_inferred
            row["inherited"] = heritage_data(r.inherited)
        result.append(row)
    return result


def holder_data(holder: Holder) -> dict[str, Any]:
    """Who holds a task, in the words of the contract."""
    return {
        "agency": holder.label, "agency_id": holder.id, "since": holder.since.isoformat() if holder.since else None, "basis": holder.basis,
        "share": holder.share, "inferred": holder.inferred, "why": holder.why,
    }  # fmt: skip


def heritage_data(heritage: Heritage | None) -> dict[str, Any] | None:
    """From whom, since when and by which act a task was taken over."""
    if heritage is None:
        return None
    return {
        "from": heritage.name, "since": heritage.since.isoformat(), "basis": heritage.basis, "share": heritage.share, "field": heritage.field,
        "inferred": heritage.inferred,
    }  # fmt: skip
