"""The words of layout.toml: by what the zones of a paper, its tables and its broken lines are known."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.tables import load_rows
from kg.text import fold


class LayoutRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of layout.toml."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {row.id: tuple(fold(word) for word in row.words) for row in load_rows("layout", LayoutRow)}


def words(row: str) -> tuple[str, ...]:
    """The folded words of a row, in the order of the table."""
    return _rows()[row]
