"""When a document speaks, and what a person means by a date or a span of days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.errors import UsageFault
from kg.graph import Graph
from kg.messages import LANGUAGES, t
from kg.text import fold, plain

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_SPAN = re.compile(r"(\d{1,4})\s*(.*)$")
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def written_day(iso: str | None) -> str:
    """`2024-03-22` as people write it; a year alone stays."""
    parts = str(iso or "").split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else str(iso or "")


def day(text: str) -> date:
    """`2026-01-01` or `1/1/2026`; UsageFault for anything else, and for a day the calendar does not have."""
    found = _ISO.match(text.strip())
    local = None if found else _LOCAL.match(text.strip())
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if local:
            return date(int(local[3]), int(local[2]), int(local[1]))
    except ValueError as error:
        raise UsageFault("date-impossible", text=text) from error
    raise UsageFault("date-unclear", text=text)


def until(text: str, today: date) -> date:
    """The last day that is meant by a day, month, quarter or year as papers write them (`quý IV/2026`, `cuối năm 2026`); UsageFault for anything else."""
    from kg.recognise.dates import find

    try:
        return day(text)
    except UsageFault:
        low = fold(text.strip())
        read = find(low, 0, len(low), today, label=True)
        if len(read) != 1 or read[0].end < len(low) or not read[0].not_after:
            raise
        return date.fromisoformat(read[0].not_after)


def days(text: str, since: date | None = None) -> timedelta:
    """`30d`, `4w`, `3m`, `1y`, `30 ngày`; months and years go by the calendar, from `since` or today. UsageFault for anything else."""
    from dateutil.relativedelta import relativedelta

    found = _SPAN.match(text.strip().lower())
    units = {
        plain(word): unit
        for unit in _UNITS
        for lang in LANGUAGES
        for word in (unit, *t(f"span-words.{unit}", lang).split(", "))
    }
    unit = units.get(plain(found[2]) or "d") if found else None
    if found is None or unit is None:
        raise UsageFault("span-unclear", text=text)
    start = since or date.today()
    try:
        last: date = start + relativedelta(**{_UNITS[unit]: int(found[1])})
    except (ValueError, OverflowError):  # beyond the calendar
        last = date.max
    return last - start


def rhythm(rule: str, lang: str | None = None) -> str:
    """A rule of recurrence (RFC 5545) in words: every year, every 6 months, twice a year."""
    parts = dict(piece.split("=", 1) for piece in rule.split(";") if "=" in piece)
    unit = parts.get("FREQ", "").lower()
    days = {"yearly": "BYMONTH", "monthly": "BYMONTHDAY", "weekly": "BYDAY"}.get(unit, "")
    times, every = parts.get(days, "").count(",") + 1, parts.get("INTERVAL", "1")
    if every != "1":
        return t(f"recurs.every-{unit}", lang, count=every)
    return t(f"recurs.times-{unit}", lang, count=times) if times > 1 else t(f"recurs.{unit}", lang)


def names_day(rule: str) -> bool:
    """Does a rule say on which day? `every 6 months` does not: the day that is shown for it is the end of the six that run (`on_days`)."""
    return "BYMONTHDAY" in rule or "BYDAY" in rule or rule.startswith("FREQ=DAILY")


def on_days(rule: str) -> str:
    """The rule with the last day of each year, month or working week where it names none: by then what is due in it is done."""
    if names_day(rule):
        return rule
    if rule.startswith("FREQ=WEEKLY"):
        return f"{rule};BYDAY=FR"
    if rule.startswith("FREQ=YEARLY") and "BYMONTH" not in rule:
        return f"{rule};BYMONTH=12;BYMONTHDAY=31"
    return f"{rule};BYMONTHDAY=-1"


def surely_earlier(day: str | None, later: str | None) -> bool:
    """Is the one day before the other, as far as both are known? Of one year without the days that cannot be said."""
    if day is None or later is None:
        return False
    size = min(len(day), len(later))
    return day[:size] < later[:size]


class Reader:
    """Dates of documents, each worked out once: its own, or the latest one among those it cites (then inferred)."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, tuple[str | None, bool]] = {}

    def of(self, document: str) -> tuple[str | None, bool]:
        """(ISO date or None, inferred?) of a document. Only a year: its last day, inferred."""
        if document not in self._known:
            self._known[document] = self._work_out(document)
        return self._known[document]

    def told(self, document: str) -> tuple[str | None, bool]:
        """(what is known of the date, inferred?) for a reader: an ISO date, or only the year; None where nothing says it."""
        day, year, inferred = self._graph.dated(document)
        return day or year, inferred and day is not None

    def surely_before(self, document: str, later: str) -> bool:
        """Is the one older than the other by what is known of both? Not sure of one year without the days, nor of papers without a date."""
        return surely_earlier(self.told(document)[0], self.told(later)[0])

    def _work_out(self, document: str) -> tuple[str | None, bool]:
        day, year, inferred = self._graph.dated(document)
        if day:
            return day, inferred
        if year:
            return f"{year}-12-31", True
        latest = self._graph.latest_cited(document)
        return latest, latest is not None

    def issued_by(self, document: str, as_of: date) -> bool:
        """Was it there on that day? One without any date counts as there."""
        known, _ = self.of(document)
        return known is None or known <= as_of.isoformat()
