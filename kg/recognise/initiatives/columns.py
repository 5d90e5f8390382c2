"""Projects that a table lists in a column of its own (`| TT | Tên dự án | Chủ đầu tư |`): what a cell below such a head says is a name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.recognise.initiatives.vocabulary import vocabulary

_BAR = "|"
_FILLED = 3  # cells of a row that holds more than a title
_WORDS = 4  # of a name at least


def listed_cells(low: str, text: str) -> Iterator[tuple[int, int]]:
    """Where names stand in the columns of projects, in text order. A row with hardly another cell is a title of a group."""
    heads = vocabulary().columns
    if not any(head in low for head in heads):
        return
    place = width = -1
    start = 0
    for line in low.split("\n"):
        if line.startswith(_BAR):
            cells = _cells(line, start)
            names = [i for i, (first, last) in enumerate(cells) if _plain(low[first:last]) in heads]
            if names:
                place, width = names[0], len(cells)
            elif place >= 0 and len(cells) == width and sum(first < last for first, last in cells) >= _FILLED:
                first, last = cells[place]
                if text[first : first + 1].isupper() and low.count(" ", first, last) + 1 >= _WORDS:
                    yield first, last
        elif line:
            place = -1
        start += len(line) + 1


def _plain(cell: str) -> str:
    return cell.strip(" .:*")


def _cells(line: str, start: int) -> list[tuple[int, int]]:
    """The cells of a line with bars, without the blanks around them."""
    found, at = [], 1
    while (bar := line.find(_BAR, at)) >= 0:
        cell = line[at:bar]
        first = at + len(cell) - len(cell.lstrip(" *"))
        found.append((start + first, start + max(first, at + len(cell.rstrip(" *.;")))))
        at = bar + 1
    return found
