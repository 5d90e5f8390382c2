"""What is due, soonest first; a recurring one shows its next date."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from msgspec import Struct

from kg.graph import DeadlineRow, Graph, Node
from kg.messages import t
from kg.query.changed import Change, Changes
from kg.query.dates import Reader, names_day, on_days
from kg.query.filtering import has_words, of_place
from kg.query.once import once
from kg.query.refs import guessed, name, one
from kg.query.sentences import sentence
from kg.query.tasks import ROLES, Filters, TaskRow, moved, tasks
from kg.succession import Holder

COLUMNS = ("due", "recurs", "text", "agency", "role", "task", "document", "file", "quote")
BY_ROLE = ("lead", "coordinate")  # the bodies of one role in a column, by which a sheet can be filtered
# beside those of the contract
MORE = (*BY_ROLE, "holders", "inferred", "why", "page", "start", "end", "task_id", "document_id", "changes")
_FIRST = (*COLUMNS[:3], *BY_ROLE)
SHEET = tuple(sorted(dict.fromkeys((*_FIRST, *COLUMNS, *MORE)), key=lambda c: c.endswith("_id")))  # as people read them

_SPAN = 60  # years, which two, three, four, five and ten of them part evenly


class Due(Struct, frozen=True, kw_only=True):
    """A deadline and those who owe it. `due` None: the text gives no day."""

    due: date | None
    deadline: DeadlineRow
    rows: tuple[TaskRow, ...]  # the assignments of its task, who leads first; empty: the document's own deadline
    document: str
    quote: str  # the sentence it rests on
    page: int | None = None
    changes: tuple[Change, ...] = ()  # what later papers did to the words that give it

    @property
    def heirs(self) -> list[Holder]:
        """Who took it over from the bodies that were given it, each once."""
        return list({(h.label, h.since, h.basis): h for r in self.rows for h in moved(r)}.values())

    @property
    def inferred(self) -> bool:
        """Is the day worked out: by the deadline itself, or from a rhythm that names no day?"""
        rule = self.deadline.rrule
        return self.deadline.inferred or (rule is not None and not names_day(rule))


def deadlines(
    graph: Graph,
    agency: str | None = None,
    *,
    today: date | None = None,
    as_of: date | None = None,
    within: timedelta | None = None,
    before: date | None = None,
    overdue: bool = False,
    filters: Filters | None = None,
    limit: int | None = None,
) -> list[Due]:
    """Deadlines from `as_of` (or `today`) on in documents issued by then, what a body took over by that day included; with `overdue` those before
    it. `within` bounds how far, either way, `before` the last day, `limit` how many. Sorted by day, then by place."""
    start = as_of or today or date.today()
    asked = [d for d in listed(graph, start, within=within, overdue=overdue) if not before or (d[0] and d[0] <= before)]
    if agency is None and not filters:
        return owed(graph, asked[:limit], start)
    given, own = _asked_about(graph, asked, start, agency, filters)
    return _due(graph, _of_those(asked, given, own)[:limit], given, start)


def passed(graph: Graph, start: date, agency: str | None = None, filters: Filters | None = None) -> int:
    """How many deadlines had passed by that day: what `deadlines` lists with `overdue`, counted only."""
    over = listed(graph, start, overdue=True)
    if agency is None and not filters:
        return len(over)
    return len(_of_those(over, *_asked_about(graph, over, start, agency, filters)))


_Asked = list[tuple[date | None, DeadlineRow]]


def _asked_about(
    graph: Graph, asked: _Asked, start: date, agency: str | None, filters: Filters | None
) -> tuple[dict[str, list[TaskRow]], set[tuple[str, int, int, str | None]]]:
    """The assignments of what is asked about, by task, and the places of documents' own deadlines that pass."""
    own = _own(graph, [d for _, d in asked if not d.task], filters) if filters and agency is None else set()
    return _given(graph, asked, start, agency, filters), own


def _of_those(asked: _Asked, given: dict[str, list[TaskRow]], own: set[tuple[str, int, int, str | None]]) -> _Asked:
    return [d for d in asked if d[1].task in given or _place(d[1]) in own]


def _own(graph: Graph, asked: list[DeadlineRow], filters: Filters) -> set[tuple[str, int, int, str | None]]:
    """The places of documents' own deadlines that pass; a role is nobody's there."""
    if filters.role:
        return set()
    document = one(graph, filters.document, "document").id if filters.document else None
    dates = Reader(graph)
    return {
        _place(d) for d in asked
        if document in (None, d.document)
        and (not filters.year or (dates.of(d.document)[0] or "")[:4] == str(filters.year))
        and (not filters.place or of_place(graph.node(d.document), filters.place))
        and (not filters.keyword or has_words(sentence(graph, d.file, d.start, d.end), filters.keyword))
    }  # fmt: skip


def listed(
    graph: Graph, start: date, *, within: timedelta | None = None, overdue: bool = False
) -> list[tuple[date | None, DeadlineRow]]:
    """What `deadlines` has rows for when it is asked about all bodies, without who owes it."""
    dates = Reader(graph)
    asked = upcoming(graph, start, within=within, overdue=overdue)
    return [d for d in asked if dates.issued_by(d[1].document, start)]


def owing(
    graph: Graph,
    bodies: list[Node],
    start: date,
    *,
    within: timedelta | None = None,
    before: date | None = None,
    overdue: bool = False,
) -> list[tuple[Node, int]]:
    """How many of the deadlines that `deadlines` would list each of the bodies owes, by its own name; those that owe none are left out."""
    asked = listed(graph, start, within=within, overdue=overdue) if bodies else []
    only = Counter(d.task for due, d in asked if d.task and (not before or (due is not None and due <= before)))
    counted = [
        (
            body,
            sum(only[task] for task in {e.task or "" for e in graph.edges(target=body.id, kind="assigns", evidence=0)}),
        )
        for body in bodies
    ]
    return [(body, count) for body, count in counted if count]


def owed(graph: Graph, asked: list[tuple[date | None, DeadlineRow]], start: date) -> list[Due]:
    """Deadlines with all who owe them, as of a day."""
    return _due(graph, asked, _given(graph, asked, start), start)


def _given(
    graph: Graph,
    asked: list[tuple[date | None, DeadlineRow]],
    start: date,
    agency: str | None = None,
    filters: Filters | None = None,
) -> dict[str, list[TaskRow]]:
    """Task -> its assignments."""
    given: dict[str, list[TaskRow]] = {}
    only = dict.fromkeys(d.task for _, d in asked if d.task)
    for row in tasks(graph, agency, as_of=start, filters=filters, only=only):
        given.setdefault(row.task, []).append(row)
    return given


def _due(
    graph: Graph, asked: list[tuple[date | None, DeadlineRow]], given: dict[str, list[TaskRow]], start: date
) -> list[Due]:
    changed = cache(Changes(graph, start).of)
    documents = graph.some(d.document for _, d in asked)
    made = []
    for due, deadline in asked:
        rows = tuple(sorted(given.get(deadline.task or "", ()), key=_rank))
        quote = rows[0].quote if rows else sentence(graph, deadline.file, deadline.start, deadline.end)
        document = name(documents[deadline.document]) if deadline.document in documents else ""
        made.append(
            Due(
                due=due,
                deadline=deadline,
                rows=rows,
                document=document,
                quote=quote,
                page=graph.page(deadline.file, deadline.start),
                changes=rows[0].changes if rows else changed(deadline.document),
            )
        )
    return made


def _rank(row: TaskRow) -> int:
    """Who leads comes first."""
    return ROLES.index(row.role) if row.role in ROLES else len(ROLES)


def owners(due: Due) -> list[str]:
    """A line each: `Sở Y tế tỉnh Kon Tum [chịu trách nhiệm “Chủ trì”]`, with why where that is inferred."""
    who = dict.fromkeys((r.agency, r.role, r.words, r.why) for r in due.rows)
    return [
        f"{agency} [{t(f'role.{role}')}{f' “{words}”' if words else ''}]{guessed(why)}"
        for agency, role, words, why in who
    ]


def upcoming(
    graph: Graph, start: date, *, within: timedelta | None = None, overdue: bool = False
) -> list[tuple[date | None, DeadlineRow]]:
    """Every deadline of the graph asked for, with its day; who owes it is another question."""
    told = [d for d in once(graph.deadlines()) if not (overdue and d.rrule)]  # what recurs is never over
    found = {_place(d): (when(d, start), d) for d in told}
    asked = [x for x in found.values() if _asked(x[0], x[1], start, within, overdue)]
    return sorted(asked, key=lambda x: (x[0] or date.max, *_place(x[1])[:3]))


def _place(deadline: DeadlineRow) -> tuple[str, int, int, str | None]:
    return deadline.file, deadline.start, deadline.end, deadline.task


def _asked(due: date | None, deadline: DeadlineRow, start: date, within: timedelta | None, overdue: bool) -> bool:
    if overdue:
        return due is not None and due < start and not deadline.rrule and (within is None or start - due <= within)
    if due is None:
        return within is None
    return due >= start and (within is None or due - start <= within)


def when(deadline: DeadlineRow, start: date) -> date | None:
    """The day it is due: the next one from `start` where it recurs."""
    if deadline.rrule:
        from dateutil.rrule import rrulestr

        since = datetime(start.year, start.month, start.day)
        # From the end of a year on, so that three months end in March and June, and years of the same one on whatever day is asked about.
        years = _SPAN if deadline.rrule.startswith("FREQ=YEARLY") else 1
        first = datetime(max((start.year - 1) // years * years, 1), 12, 31)
        following = rrulestr(on_days(deadline.rrule), dtstart=first).after(since, inc=True)
        return following.date() if following else None
    if deadline.not_after:
        return date.fromisoformat(deadline.not_after)
    return None


def as_rows(found: list[Due]) -> list[dict[str, Any]]:
    """Rows of the contract; who owes it joined in one cell, each once, with the text of the task."""
    rows = []
    for d in found:
        first = d.rows[0] if d.rows else None
        who = list(dict.fromkeys((r.agency, r.role) for r in d.rows))
        rows.append(
            {
                "due": d.due.isoformat() if d.due else "", "recurs": d.deadline.rrule or "", "text": d.deadline.text,
                "agency": [a for a, _ in who], "role": [role for _, role in who],
                **{role: [a for a, own in who if own == role] for role in BY_ROLE}, "task": first.text if first else "",
                "document": d.document, "file": d.deadline.file, "quote": d.quote,
                "holders": list(dict.fromkeys(h.label for r in d.rows for h in r.holders)), "not_before": d.deadline.not_before, "relative": d.deadline.relative,
                "start": d.deadline.start, "end": d.deadline.end, **({"page": d.page} if d.page else {}), "inferred": d.inferred,
                "why": sorted({why for r in d.rows for why in r.why}), "task_id": d.deadline.task, "document_id": d.deadline.document,
                "changes": list(d.changes),
            }
        )  # fmt: skip
    return rows
