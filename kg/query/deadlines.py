"""What is due, soonest first; a recurring one shows its next date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from kg.graph import DeadlineRow, Graph
from kg.query.refs import name
from kg.query.tasks import Filters, TaskRow, tasks

COLUMNS = ("due", "recurs", "text", "agency", "role", "task", "document", "file", "quote")


class Due(Struct, frozen=True, kw_only=True):
    """A deadline and those who owe it. `due` None: the text gives no day."""

    due: date | None
    deadline: DeadlineRow
    rows: tuple[TaskRow, ...]  # the assignments of its task; empty: the document's own deadline
    document: str


def deadlines(
    graph: Graph,
    agency: str | None = None,
    *,
    today: date | None = None,
    as_of: date | None = None,
    within: timedelta | None = None,
    overdue: bool = False,
    filters: Filters | None = None,
) -> list[Due]:
    """Deadlines from `as_of` (or `today`) on, what a body took over by that day included; with `overdue` those before it. `within` bounds how
    far. Sorted by day, then by place."""
    start = as_of or today or date.today()
    found: dict[tuple[str, int, int, str | None], tuple[DeadlineRow, list[TaskRow]]] = {}
    for row in tasks(graph, agency, as_of=start, filters=filters):
        for deadline in row.deadlines:
            found.setdefault(_place(deadline), (deadline, []))[1].append(row)
    if agency is None and not filters:
        for deadline in graph.deadlines():
            if _place(deadline) not in found and deadline.task is None:
                found[_place(deadline)] = (deadline, [])
    result = []
    for deadline, rows in found.values():
        due = when(deadline, start)
        if _asked(due, deadline, start, within, overdue):
            document = graph.node(deadline.document)
            result.append(
                Due(due=due, deadline=deadline, rows=tuple(rows), document=name(document) if document else "")
            )
    return sorted(result, key=lambda d: (d.due or date.max, *_place(d.deadline)[:3]))


def _place(deadline: DeadlineRow) -> tuple[str, int, int, str | None]:
    return deadline.file, deadline.start, deadline.end, deadline.task


def _asked(due: date | None, deadline: DeadlineRow, start: date, within: timedelta | None, overdue: bool) -> bool:
    if overdue:
        return due is not None and due < start and not deadline.rrule
    if due is None:
        return within is None
    return due >= start and (within is None or due <= start + within)


def when(deadline: DeadlineRow, start: date) -> date | None:
    """The day it is due: the next one from `start` where it recurs."""
    if deadline.rrule:
        from dateutil.rrule import rrulestr

        since = datetime(start.year, start.month, start.day)
        following = rrulestr(deadline.rrule, dtstart=datetime(start.year - 1, 1, 1)).after(since, inc=True)
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
                "agency": [a for a, _ in who], "role": [role for _, role in who], "task": first.text if first else "",
                "document": d.document, "file": d.deadline.file, "quote": first.quote if first else d.deadline.text,
                "holders": [h.label for r in d.rows for h in r.holders], "not_before": d.deadline.not_before, "relative": d.deadline.relative,
                "start": d.deadline.start, "end": d.deadline.end,
            }
        )  # fmt: skip
    return rows
