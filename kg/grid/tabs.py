"""Tables whose cells are parted by tabs."""

from __future__ import annotations

from kg import layout
from kg.grid.rows import LONGEST_CELL, Row, Table, row_of, trim
from kg.model import Span


def tabbed(text: str, low: str) -> list[Table]:
    """Tables whose cells are parted by tabs, under a head that begins with the column of numbers."""
    found: list[Table] = []
    at = text.find("\t")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        columns = text.count("\t", start, _line_end(text, start)) + 1
        if columns < 3 or low[start:at].strip(" .") not in layout.words("number-column"):
            at = text.find("\t", _line_end(text, start))
            continue
        rows: Table = []
        while start < len(text) and (row := _tabbed_row(text, low, start, columns)):
            rows.append(row)
            start = row.end + 1
        if len(rows) > 1:
            found.append(rows)
        at = text.find("\t", max(at + 1, start))
    return found


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _tabbed_row(text: str, low: str, start: int, columns: int) -> Row | None:
    """The row that begins at a line: its cells, a line's end inside one of them being a wrap; None where the table has ended."""
    cells: list[list[Span]] = [[]]
    at = start
    for _ in range(LONGEST_CELL):
        end = _line_end(text, at)
        for number, words in enumerate(text[at:end].split("\t")):
            if number:
                cells.append([])
            a, b = trim(text, at, at + len(words))
            if b > a:
                cells[-1].append(Span(a, b))
            at += len(words) + 1
        if len(cells) >= columns or end >= len(text):
            break
    if len(cells) != columns or not any(cells):
        return None
    return row_of(start, end, cells)
