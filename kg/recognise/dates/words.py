"""The words of deadlines.toml as patterns."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from kg.compiled import compiled
from kg.tables import load_rows
from kg.text import either, fold, whole

_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "tens": 0
}  # fmt: skip
NUMERALS = tuple(_COUNTS)  # rows of words for numbers


class Row(Struct, frozen=True):
    """A row of deadlines.toml, or of targets.toml. `days`: month and day on which what the words name begins and ends (`09-01`)."""

    id: str
    meaning: str
    words: tuple[str, ...]
    days: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {row.id: tuple(fold(word) for word in row.words) for row in load_rows("deadlines", Row)}


def words_of(name: str) -> tuple[str, ...]:
    """The words of a row, folded."""
    return _rows()[name]


@cache
def days_of(name: str) -> tuple[str, ...]:
    """The days on which what a row names begins and ends."""
    return next(row.days for row in load_rows("deadlines", Row) if row.id == name)


@cache
def any_of(*names: str) -> str:
    """A pattern for any word of the rows, blanks as any white space."""
    found = {word for name in names for word in words_of(name)}
    return either(found, r"\s+")


def whole_of(name: str) -> str:
    """The same for a whole word of a row."""
    return whole(words_of(name), r"^\W\d_", r"\s+")


def unit_of(word: str, *names: str) -> str:
    """Which row a unit's word belongs to."""
    return next(name for name in names if word in words_of(name))


def number_of(said: str) -> int:
    """A number in figures or in words (`bốn mươi lăm`)."""
    if said.isdigit():
        return int(said)
    number = 0
    for word in said.split():
        count = _COUNTS[unit_of(word, *NUMERALS)]
        number = number + count if count else number * 10
    return number


def count_of(said: str) -> int | None:
    """A number in figures or in words; None where it is none."""
    said = " ".join(said.split())
    return number_of(said) if said.isdigit() or _numeral().fullmatch(said) else None


@cache
def _numeral() -> re.Pattern[str]:
    return compiled(numeral())


def numeral() -> str:
    """A pattern for a number in words, below a hundred."""
    word = f"(?:{any_of(*NUMERALS)})"
    return rf"{word}(?:\s+{word}){{0,2}}"


@cache
def ends_with(name: str) -> re.Pattern[str]:
    """One of the words of a row at the end of a stretch."""
    return compiled(rf"{whole_of(name)}\s*[\s,(]?\s*$")


@cache
def anywhere(name: str) -> re.Pattern[str]:
    """One of the words of a row anywhere."""
    return compiled(whole_of(name))
