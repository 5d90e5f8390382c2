"""Projects that a table lists in a column of its own (`TT | Tên dự án | Chủ đầu tư`): what a cell below such a head says is a name."""

from __future__ import annotations

from collections.abc import Iterator

from kg import grid
from kg.recognise.initiatives.vocabulary import vocabulary

_FILLED = 3  # cells of a row that holds more than a title
_WORDS = 4  # of a name at least


def listed_cells(low: str, text: str) -> Iterator[tuple[int, int]]:
    """Where names stand in the columns of projects, in text order. A row with hardly another cell is a title of a group."""
    heads = vocabulary().columns
    if not grid.heads_a_cell(low, heads):
        return
    for table in grid.tables(text, low):
        place = width = -1
        for row in table:
            names = [i for i, cell in enumerate(row.cells) if cell and _plain(low, cell) in heads]
            if names:
                place, width = names[0], len(row.cells)
            elif place >= 0 and len(row.cells) == width and sum(map(bool, row.cells)) >= _FILLED:
                cell = row.cells[place]
                first, last = _bare(low, cell[0].start, cell[-1].end) if cell else (0, 0)
                named = len(cell) == 1 and text[first : first + 1].isupper()
                if named and low.count(" ", first, last) + 1 >= _WORDS:
                    yield first, last


def _plain(low: str, cell: grid.Cell) -> str:
    return " ".join(low[x.start : x.end].strip(" .:*") for x in cell)


def _bare(low: str, start: int, end: int) -> tuple[int, int]:
    """A cell without the marks around its words."""
    words = low[start:end]
    first = start + len(words) - len(words.lstrip(" *"))
    return first, max(first, start + len(words.rstrip(" *.;")))
