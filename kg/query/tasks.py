"""Who must do what, by when, according to which sentence; and, as of a day, who holds it then."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct

from kg.errors import UsageFault
from kg.graph import DeadlineRow, Edge, Graph, Node, TargetRow
from kg.messages import LANGUAGES, t
from kg.naming import body_id
from kg.query.changed import Change, Changes
from kg.query.dates import Reader
from kg.query.filtering import has_words, known_place, of_place
from kg.query.heirs import Body, handed_over
from kg.query.once import once
from kg.query.refs import bodies, name, one
from kg.succession import Holder, body_key, holders
from kg.text import plain

Row = TypeVar("Row", DeadlineRow, TargetRow)
_ROW_NUMBER = re.compile(r"\|\s*\d+\s*\|\s*$")  # a cell with a number, before the words of its row
ROLES = ("lead", "coordinate", "advise", "monitor")
MANY = 100  # assignments from which on all deadlines and targets are read rather than those of each
COLUMNS = (
    "agency", "agency_id", "role", "words", "task", "text", "section", "document", "document_id", "file", "start", "end", "deadlines", "targets",
)  # fmt: skip
IDS = ("agency_id", "task", "document_id")
MORE = ("official", "quote", "page", "inferred", "why", "changes")


class Filters(Struct, frozen=True, kw_only=True):
    """What to keep: a role, a document, a place, a year of the document, words of the task."""

    role: str | None = None
    document: str | None = None
    place: str | None = None
    year: int | None = None
    keyword: str | None = None

    def __bool__(self) -> bool:
        """Is anything left out?"""
        return any((self.role, self.document, self.place, self.year, self.keyword))


class TaskRow(Struct, frozen=True, kw_only=True):
    """One assignment. `holders` only as of a day. `inherited`: how the asked body came to hold what `agency` was given."""

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
    page: int | None = None
    row: bool = False  # `section` is the number of a row of a table
    why: tuple[str, ...] = ()  # why it is worked out, not said, that the body has the task
    deadlines: tuple[DeadlineRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    holders: tuple[Holder, ...] = ()
    inherited: Holder | None = None
    changes: tuple[Change, ...] = ()  # what later papers did to the words that give it


def tasks(
    graph: Graph,
    agency: str | None = None,
    *,
    as_of: date | None = None,
    filters: Filters | None = None,
    only: Collection[str] | None = None,
    inherited: bool = False,
    limit: int | None = None,
) -> list[TaskRow]:
    """Assignments of one body or of all, in the order of agency, document and place in the text; `only`: of these tasks; `inherited`: those alone that the
    body has taken over by the day `as_of`; `limit`: so many. QueryError for an unknown body or place."""
    filters = filters or Filters()
    role = role_of(filters.role) if filters.role else None
    document = one(graph, filters.document, "document").id if filters.document else None
    desk = _Desk(graph, as_of)
    rows: list[TaskRow] = []
    for batch in _assignments(graph, agency, as_of, only, inherited):
        made = [
            row
            for edge, heir in batch
            if (not document or edge.source == document)
            and (not role or edge.role == role)
            and (row := desk.row(edge, heir))
            and _kept(desk, row, filters)
        ]
        rows += sorted(made, key=lambda r: (r.agency, r.agency_id, r.document_id, r.file, r.start, r.role or ""))
        if limit is not None and len(rows) >= limit:
            break
    if not rows and filters.place:
        known_place(graph, filters.place)
    return rows[:limit]


def role_of(written: str) -> str:
    """The role that a person means: `lead`, or its name in either language as pages print it. UsageFault for anything else."""
    named = {
        plain(word): role for role in ROLES for lang in LANGUAGES for word in (role, *t(f"role-words.{role}", lang).split(", "))
    }  # fmt: skip
    if plain(written) not in named:
        raise UsageFault("role-unknown", what=written, known=", ".join(f"{r} ({t(f'role.{r}')})" for r in ROLES))
    return named[plain(written)]


def _assignments(
    graph: Graph, agency: str | None, as_of: date | None, only: Collection[str] | None, inherited: bool
) -> Iterator[list[tuple[Edge, Body | None]]]:
    """The body's own assignments, unless what it `inherited` alone is asked for, and, as of a day, those of the bodies it may have taken over from; of all bodies a list each, in their order."""
    if agency is None and only is None:
        for node in sorted(graph.nodes("agency"), key=lambda n: (n.label, n.id)):
            yield [(edge, None) for edge in graph.edges(target=node.id, kind="assigns")]
        return
    if agency is None:
        yield [(edge, None) for task in only or () for edge in graph.edges(task=task)]
        return
    asked = bodies(graph, agency, as_of)
    own_ones = () if inherited else asked
    given: list[tuple[Edge, Body | None]] = [(edge, None) for node in own_ones for edge in _given(graph, node, only)]
    if as_of:
        own = {n.id for n in asked}
        given += [
            (edge, heir)
            for node, heir in handed_over(graph, asked, as_of)
            if node.id not in own
            for edge in _given(graph, node, only)
        ]
    yield given


def _given(graph: Graph, body: Node, only: Collection[str] | None) -> Iterator[Edge]:
    """The assignments of a body; where few tasks are asked about, sentences are read of those alone."""
    if only is None:
        return graph.edges(target=body.id, kind="assigns")
    tasks = dict.fromkeys(e.task for e in graph.edges(target=body.id, kind="assigns", evidence=0) if e.task in only)
    return (e for task in tasks for e in graph.edges(target=body.id, task=task))


class Keepers:
    """Who holds, on a day, what bodies were given. Most bodies go on: these are not asked about each task."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self._steady: dict[tuple[str, str | None], tuple[Holder, ...]] = {}

    def of(self, body: Node, text: str, said: str | None) -> tuple[Holder, ...]:
        """The holders of a task with that text, given by a document of that day."""
        place, day = body.fields.get("place"), date.fromisoformat(said) if said else None
        known = (body.id, said)
        if known not in self._steady:
            found = tuple(holders(body.label, place, self.as_of, said=day))
            self._steady[known] = () if any(h.since for h in found) else found
        return self._steady[known] or tuple(holders(body.label, place, self.as_of, text, day))


class _Desk:
    """Makes rows of assignments; names, dates and holders are worked out once."""

    def __init__(self, graph: Graph, as_of: date | None) -> None:
        self.graph, self.as_of = graph, as_of
        self.dates = Reader(graph)
        self.keepers = Keepers(as_of) if as_of else None
        self.changed = cache(Changes(graph, as_of).of)
        self.node = cache(graph.node)
        self._made = 0
        self._deadlines: dict[str, list[DeadlineRow]] = {}
        self._targets: dict[str, list[TargetRow]] = {}

    def row(self, edge: Edge, heir: Body | None) -> TaskRow | None:
        """None where the document is later than the day asked about, or the task did not go to the body that inherited."""
        agency, document = self.node(edge.target), self.node(edge.source)
        if not edge.task or not agency or not document:
            return None
        task = self.node(edge.task)
        if not task:
            return None
        fields = task.fields
        paper = str(
            fields.get("document") or document.id
        )  # the one it stands in: an amending act quotes the wording of another
        if self.as_of and not self.dates.issued_by(paper, self.as_of):
            return None
        known, inferred = self.dates.of(paper)
        held = self.keepers.of(agency, str(fields.get("text", "")), known) if self.keepers else ()
        inherited = next((h for h in held if heir and body_key(h.name, h.place) == heir), None)
        if heir and inherited is None:
            return None
        deadlines, targets = self._results(task.id)
        section, file, start = str(fields.get("section") or ""), str(fields["file"]), int(fields["start"])
        in_row = section.isdigit() and bool(_ROW_NUMBER.search(self.graph.slice(file, max(0, start - 12), start)))
        return TaskRow(
            agency=agency.label, agency_id=agency.id, role=edge.role, words=edge.words, official=edge.official, why=edge.why, task=task.id,
            text=str(fields["text"]), section=section, row=in_row, document=name(document), document_id=document.id,
            file=file, start=start, end=int(fields["end"]), quote=edge.evidence[-1].quote if edge.evidence else "",
            date=known, date_inferred=inferred, holders=held, inherited=inherited, changes=self._changes(document.id, paper, fields),
            deadlines=deadlines, targets=targets, page=self.graph.page(file, start),
        )  # fmt: skip

    def _changes(self, document: str, paper: str, fields: Mapping[str, Any]) -> tuple[Change, ...]:
        """What was done since to the words of a task; to new wording only what came after the act that quotes it."""
        found = self.changed(document, str(fields.get("section") or ""))
        if paper == document:
            return found
        return tuple(c for c in found if c.by_id != paper and not self.dates.surely_before(c.by_id, paper))

    def _results(self, task: str) -> tuple[tuple[DeadlineRow, ...], tuple[TargetRow, ...]]:
        """Deadlines and targets of a task; where many tasks are asked about all are read at once."""
        self._made += 1
        if self._made < MANY:
            return tuple(once(self.graph.deadlines(task))), tuple(once(self.graph.targets(task)))
        if self._made == MANY:
            self._deadlines = _by_task(once(self.graph.deadlines()))
            self._targets = _by_task(once(self.graph.targets()))
        return tuple(self._deadlines.get(task, ())), tuple(self._targets.get(task, ()))


def _by_task(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.task or "", []).append(row)
    return found


def _kept(desk: _Desk, row: TaskRow, filters: Filters) -> bool:
    if filters.year and (row.date or "")[:4] != str(filters.year):
        return False
    if filters.keyword and not has_words(row.text, filters.keyword):
        return False
    if filters.place:
        return any(of_place(desk.node(id), filters.place) for id in (row.agency_id, row.document_id))
    return True


def columns(as_of: date | None, *, sheet: bool = False) -> tuple[str, ...]:
    """The columns of a listing of `as_rows`, in the order of the contract; on a `sheet` that people read the ids come last."""
    named = COLUMNS + (("holders", "inherited") if as_of else ()) + MORE
    return tuple(sorted(named, key=IDS.__contains__)) if sheet else named


def as_rows(rows: Iterable[TaskRow], as_of: date | None) -> list[dict[str, Any]]:
    """Rows of the contract, for JSON; `holders` only as of a day."""
    result = []
    for r in rows:
        row: dict[str, Any] = {
            "agency": r.agency, "agency_id": r.agency_id, "role": r.role, "words": r.words, "task": r.task, "text": r.text, "section": r.section,
            "document": r.document, "document_id": r.document_id, "file": r.file, "start": r.start, "end": r.end,
            "deadlines": list(r.deadlines), "targets": list(r.targets), "quote": r.quote, "changes": list(r.changes),
        }  # fmt: skip
        if r.page:
            row["page"] = r.page
        if r.official:
            row["official"] = r.official
        if r.why:
            row |= {"inferred": True, "why": list(r.why)}
        if as_of:
            row["holders"] = list(map(holder_data, r.holders))
            row["document_date"], row["document_date_inferred"] = r.date, r.date_inferred
            row["inherited"] = heritage_data(r)
        result.append(row)
    return result


def moved(row: TaskRow) -> list[Holder]:
    """Who took a task over from the body that was given it; none where that body still holds it."""
    return gone_to(row.holders, row.agency)


def gone_to(held: Iterable[Holder], body: str) -> list[Holder]:
    """Those of the holders of a task that took it over from the body of that name."""
    return [h for h in held if h.since is not None and h.label != body]


def holder_data(holder: Holder) -> dict[str, Any]:
    """Who holds a task, in the words of the contract."""
    return {
        "agency": holder.label, "agency_id": body_id(holder.label, holder.place), "since": holder.since.isoformat() if holder.since else None, "basis": holder.basis,
        "share": holder.share, "inferred": holder.inferred or holder.since is not None, "why": holder.why,
    }  # fmt: skip


def heritage_data(row: TaskRow) -> dict[str, Any] | None:
    """From whom, since when and by which act a task was taken over; always an inference, since no text says it of this task."""
    held = row.inherited
    if held is None:
        return None
    return {
        "from": row.agency, "since": held.since.isoformat() if held.since else None, "basis": held.basis, "share": held.share,
        "field": held.field, "inferred": True,
    }  # fmt: skip
