"""All tables of a text."""

from __future__ import annotations

from functools import lru_cache

from kg.grid.bars import barred, lines_at_bars
from kg.grid.columns import column_heads, columned
from kg.grid.marked import marked
from kg.grid.rows import Table, lines_of
from kg.grid.tabs import tabbed


@lru_cache(maxsize=1)  # asked of one text by each who reads its tables
def tables(text: str, low: str) -> tuple[Table, ...]:
    """All tables of a text, in text order. `text` tells capitals apart, `low` is its folded copy."""
    heads = column_heads(low)
    lines = lines_of(low) if heads else lines_at_bars(low)
    found = [*columned(text, low, lines, heads), *tabbed(text, low), *marked(text, low), *barred(text, low, lines)]
    return tuple(sorted(found, key=lambda table: table[0].start))
