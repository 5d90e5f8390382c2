"""Deadlines as an iCalendar file (RFC 5545): all-day events, recurring ones with their rule."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vRecur

from kg.messages import t
from kg.query.deadlines import Due
from kg.query.refs import said_at
from kg.text import one_line

# A fixed stamp: the same deadlines give the same bytes.
STAMP = datetime(2020, 1, 1, tzinfo=UTC)


def calendar(found: Iterable[Due]) -> bytes:
    """One event a deadline that has a day; who owes it in the summary; the sentence, its place and who holds the duty now in the description."""
    book = Calendar()
    book.add("prodid", "-//kg//vn-legal-kg//VI")
    book.add("version", "2.0")
    for due in found:
        if due.due:
            book.add_component(_event(due))
    return bytes(book.to_ical())


def _event(d: Due) -> Event:
    assert d.due is not None
    event = Event()
    of = d.deadline.file, d.deadline.start, d.deadline.end
    task = one_line(d.rows[0].text if d.rows else d.quote)
    mark = f" ({t('inferred')})" if d.inferred else ""
    event.add("uid", hashlib.sha256(f"{said_at(*of)}:{d.deadline.task}".encode()).hexdigest()[:32] + "@kg")
    event.add("dtstamp", STAMP)
    event.add("dtstart", d.due)
    event.add("dtend", d.due + timedelta(days=1))
    who = list(dict.fromkeys(r.agency for r in d.rows))
    first = [t("deadlines.owners", first=who[0], count=len(who) - 1) if len(who) > 1 else who[0]] if who else []
    event.add("summary", one_line(": ".join([*first, task]), 200))
    heirs = [t("tasks.holder", agency=h.label, since=h.since, basis=h.basis) for h in d.heirs]
    lines = [f"“{one_line(d.deadline.text)}”{mark}", one_line(d.quote), "; ".join(who), *heirs]
    event.add("description", "\n".join([*filter(None, lines), f"{d.document} ({said_at(*of, d.page)})"]))
    event.add("transp", "TRANSPARENT")
    if d.deadline.rrule:
        event.add("rrule", vRecur.from_ical(d.deadline.rrule))
    return event
