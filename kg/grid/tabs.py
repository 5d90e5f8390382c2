"""Tables whose cells are parted by tabs."""

from __future__ import annotations

from kg import layout
from kg.grid.rows import LONGEST_CELL, NUMBERED, Row, Table, row_of, trim
from kg.model import Span


def tabbed(text: str, low: str) -> list[Table]:
    """Tables whose cells are parted by tabs, under a head that begins with the column of numbers, or with as many cells as the line below."""
    found: list[Table] = []
    at = text.find("\t")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        columns = text.count("\t", start, _line_end(text, start)) + 1
        numbered = low[start:at].strip(" .") in layout.words("number-column")
        if columns < 3 or not (numbered or _as_wide_below(text, start, columns)):
            at = text.find("\t", _line_end(text, start))
            continue
        rows: Table = []
        while start < len(text) and (row := _tabbed_row(text, low, start, columns, numbered)):
            rows.append(row)
            start = row.end + 1
        if len(rows) > 1:
            found.append(rows)
        at = text.find("\t", max(at + 1, start))
    return found


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _as_wide_below(text: str, start: int, columns: int) -> bool:
    """Has every cell of a line words, and the line below as many cells?"""
    end = _line_end(text, start)
    if not all(cell.strip() for cell in text[start:end].split("\t")):
        return False
    return text.count("\t", end + 1, _line_end(text, end + 1)) + 1 == columns


def _numbered_below(text: str, low: str, end: int) -> bool:
    """Does the next line begin with the number of a row?"""
    tab = text.find("\t", end, _line_end(text, end + 1))
    return tab >= 0 and NUMBERED.match(low[end + 1 : tab].strip()) is not None


def _tabbed_row(text: str, low: str, start: int, columns: int, numbered: bool) -> Row | None:
    """The row that begins at a line: its cells, a line's end inside one of them being a wrap; None where the table has ended.

    A title that goes over the whole width (`I`, `Nhiệm vụ hoàn thành trong quý I`) has fewer cells; the number of the next row ends it.
    """
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
        if len(cells) >= columns or end >= len(text) or (numbered and _numbered_below(text, low, end)):
            break
    if not any(cells) or (len(cells) != columns and (not numbered or len(cells) < 2 or len(cells) > columns)):
        return None
    return row_of(start, end, cells)
