"""A date expression as it stands in a text, and the date that it gives."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

NO_YEAR = "date-without-year"
EVERY_YEAR = 0  # the year of days without one in papers that set rules


class When(Struct, frozen=True, kw_only=True):
    """A date expression; `due`: the words before it say that something is due then."""

    start: int
    end: int
    not_before: str | None = None
    not_after: str | None = None
    rrule: str | None = None
    relative: tuple[str, str] | None = None
    due: bool = False
    # code of the issue, where no day follows: the calendar has none such, or nothing tells the year
    fault: str | None = None
    inferred: bool = False  # the year, or the day, is worked out from the paper's date or the context


class Expression(Struct, frozen=True, kw_only=True):
    """A date expression, with the words around it."""

    low: str
    match: re.Match[str]
    kind: str  # the group of `figure_pattern` that matched
    named: dict[str, str]  # all groups that matched
    at: int  # where it begins, with the words that lead to it
    end: int  # of the stretch that is read
    cue: str  # the words that lead to it and make it due, "" without
    before: str  # what stands before it
    own: int | None  # the year that it says
    year: int | None  # the year of dates that say none; `EVERY_YEAR`: they come back
    issued: date | None
    label: bool  # it is the value of a time label or column

    @property
    def due(self) -> bool:
        """Do the words before it say that something is due then?"""
        return bool(self.cue)

    @property
    def clause(self) -> str:
        """What stands before it in its clause."""
        return self.before[max(self.before.rfind(mark) for mark in ".;:") + 1 :]
