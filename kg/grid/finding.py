"""All tables of a text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg.compiled import compiled
from kg.grid.bars import barred, lines_at_bars
from kg.grid.columns import column_heads, columned
from kg.grid.marked import marked
from kg.grid.rows import Table, lines_of
from kg.grid.tabs import tabbed
from kg.text import places

_CELL_ENDS = compiled(r"[ .:*]*(?:[|\t\n]|$| {2})")
_CELL_BEGINS = compiled(r"[|\t][ *]*$")
_MARKS = 6  # blanks and stars before the words of a cell


def heads_a_cell(low: str, heads: Iterable[str]) -> bool:
    """A quick look before the tables are read: does one of the words fill a cell from its beginning or to its end?"""
    return any(
        _CELL_ENDS.match(low, at + len(head)) or _CELL_BEGINS.search(low, max(0, at - _MARKS), at)
        for head in heads
        for at in places(low, head)
    )


@lru_cache(maxsize=1)  # asked of one text by each who reads its tables
def tables(text: str, low: str) -> tuple[Table, ...]:
    """All tables of a text, in text order. `text` tells capitals apart, `low` is its folded copy."""
    heads = column_heads(low)
    lines = lines_of(low) if heads else lines_at_bars(low)
    found = [*columned(text, low, lines, heads), *tabbed(text, low), *marked(text, low), *barred(text, low, lines)]
    return tuple(sorted(found, key=lambda table: table[0].start))
