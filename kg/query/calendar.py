"""Deadlines as an iCalendar file (RFC 5545): all-day events, recurring ones with their rule."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vRecur

from kg.messages import t
from kg.query.changed import briefly
from kg.query.dates import on_days
from kg.query.deadlines import Due, owners
from kg.query.refs import said_at
from kg.query.tasks import TaskRow, moved
from kg.text import one_line

NAMED = 3  # bodies of one role named in a summary
FIRST = date(2000, 1, 1)  # events are counted in days from here


def calendar(found: Iterable[Due], asked: date, agency: str | None = None) -> bytes:
    """One event a deadline that has a day; who owes it in the summary, who leads first, by the name of who holds it now; the sentence, its place,
    all who owe it and what of that is inferred in the description.

    `asked`: the day the question is asked about. It stamps and numbers the events: the same deadlines asked about the same day give the same bytes,
    and of two files a calendar keeps what was asked later.
    """
    book = Calendar()
    book.add("prodid", "-//kg//vn-legal-kg//VI")
    book.add("version", "2.0")
    name = t("deadlines.calendar") + (f": {agency}" if agency else "")
    book.add("name", name)  # RFC 7986
    book.add("x-wr-calname", name)  # what programs read that are older than it
    for due in found:
        if due.due:
            book.add_component(_event(due, asked))
    return bytes(book.to_ical())


def _event(d: Due, asked: date) -> Event:
    assert d.due is not None
    event = Event()
    of = d.deadline.file, d.deadline.start, d.deadline.end
    mark = f" ({t('inferred')})" if d.inferred else ""
    event.add("uid", hashlib.sha256(f"{said_at(*of)}:{d.deadline.task}".encode()).hexdigest()[:32] + "@kg")
    event.add("dtstamp", datetime.combine(asked, time(), UTC))
    event.add("sequence", max(0, (asked - FIRST).days))
    event.add("dtstart", d.due)
    event.add("dtend", d.due + timedelta(days=1))
    task = one_line(d.rows[0].text if d.rows else d.quote)
    event.add("summary", one_line(f"{_who(d)}: {task}", 200) + mark)
    heirs = [t("tasks.holder", agency=h.label, since=h.since, basis=h.basis) for h in d.heirs]
    lines = [f"“{one_line(d.deadline.text)}”{mark}", one_line(d.quote), *owners(d), *heirs, *briefly(d.changes)]
    event.add("description", "\n".join([*filter(None, lines), f"{d.document} ({said_at(*of, d.page)})"]))
    event.add("transp", "TRANSPARENT")
    if d.deadline.rrule:
        event.add("rrule", vRecur.from_ical(on_days(d.deadline.rrule)))
    return event


def _who(d: Due) -> str:
    """`Sở Tài chính tỉnh Sơn La [chịu trách nhiệm] và 2 cơ quan khác`; the document where the deadline is its own."""
    if not d.rows:
        return d.document
    role = d.rows[0].role
    every = dict.fromkeys(r.agency for r in d.rows)
    first = list(dict.fromkeys(_today(r) for r in d.rows if r.role == role))[:NAMED]
    who = f"{', '.join(first)} [{t(f'role.{role}')}]"
    others = len(every) - len(first)
    return t("deadlines.owners", first=who, count=others) if others > 0 else who


def _today(row: TaskRow) -> str:
    """The one body that holds the task now, which the table of successions says and not the text; the one that was given it where that is not certain."""
    heirs = moved(row)
    return f"{heirs[0].label} ({t('inferred')})" if heirs and len(row.holders) == 1 else row.agency
