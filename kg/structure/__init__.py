"""The outline of a text: paragraphs with hard wraps joined, their markers, their nesting, and the zone each stands in.

Files found in the wild wrap lines in mid-phrase, flatten tables to one cell a line, and carry `**` and `|` of their journey.
"""

from __future__ import annotations

from kg import grid
from kg.model import Document
from kg.structure.lines import inner_heads, stretches_of
from kg.structure.markers import marks_of
from kg.structure.nesting import nested, section_path, upwards
from kg.structure.paragraphs import paragraphs_of
from kg.structure.zones import addresses, sends, zoned
from kg.text import fold

__all__ = ["addresses", "inner_heads", "outline", "section_path", "sends", "upwards"]


def outline(file: str, text: str) -> Document:
    """text -> Document with its parts in text order; every part's parent stands before it."""
    low = fold(text)
    rows = [row for table in grid.tables(text, low) for row in table]
    stretches = stretches_of(text, low, bool(rows))
    marks = marks_of(low, stretches)
    paragraphs = paragraphs_of(text, low, stretches, marks, {row.start: row.end for row in rows})
    parts = nested(paragraphs, text, low, marks, {row.start for row in rows})
    return Document(file=file, text=text, low=low, parts=tuple(zoned(text, low, parts)))
