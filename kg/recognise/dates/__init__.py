"""Dates by which something is due: days, months, quarters, years, what comes back, what counts from another day.

A candidate is found by its figures; only then are the words around it read. Words and examples: deadlines.toml.
"""

from __future__ import annotations

from kg.recognise.dates.expression import EVERY_YEAR, NO_YEAR, When
from kg.recognise.dates.finding import (
    begins_by_clock,
    comes_back,
    find,
    is_dayless,
    is_firm,
    is_latest,
    is_term,
    names_a_day,
    names_a_term,
    names_a_time,
    year_ahead,
)
from kg.recognise.dates.words import count_of, number_of

__all__ = [
    "EVERY_YEAR",
    "NO_YEAR",
    "When",
    "begins_by_clock",
    "comes_back",
    "count_of",
    "find",
    "is_dayless",
    "is_firm",
    "is_latest",
    "is_term",
    "names_a_day",
    "names_a_term",
    "names_a_time",
    "number_of",
    "year_ahead",
]
