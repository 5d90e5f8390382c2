"""Tables whose cells are parted by a mark between blanks (`1. Lập danh mục – Sở Y tế – Quý I`), as they are copied into plain text."""

from __future__ import annotations

import re
from functools import cache

from kg import layout
from kg.compiled import compiled
from kg.grid.rows import Row, Table, row_of, trim
from kg.model import Span

_MARKS = (" – ", " — ", " - ", " / ", "; ", " ; ")
_LONGEST_TITLE = 40  # characters of the title of a column
_FEWEST_CELLS = 4
_WRAPS = 4  # lines of one row
_NUMBER = compiled(r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[ivx]{1,5})(?:[.)]|(?=[ ;]))\s*")


@cache
def _head() -> re.Pattern[str]:
    """`TT. Nội dung – Cơ quan chủ trì`: the column of numbers, at the beginning of a line."""
    number = "|".join(map(re.escape, layout.words("number-column")))
    return compiled(rf"\n *(?P<number>{number})[.)]?(?=[ ;])")


def marked(text: str, low: str) -> list[Table]:
    """Tables under a line of titles that begins with the column of numbers; each row begins with its number and has as many marks."""
    found: list[Table] = []
    end = 0
    for head in _head().finditer("\n" + low):
        start = head.start("number") - 1
        if start < end:
            continue
        mark, titles = _titles(text, start, head.end() - 1)
        if not titles:
            continue
        rows = [Row(start, _line_end(low, start), titles)]
        while row := _row(text, low, rows[-1].end + 1, mark, len(titles)):
            rows.append(row)
        if sum(len(row.cells) == len(titles) for row in rows) > 2:
            found.append(rows)
            end = rows[-1].end
    return found


def _line_end(low: str, at: int) -> int:
    end = low.find("\n", at)
    return end if end >= 0 else len(low)


def _titles(text: str, start: int, number: int) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    """The mark of a line of titles, and its cells; none where it is no such line."""
    end = _line_end(text, start)
    for mark in _MARKS:
        begin = number + len(mark) if text.startswith(mark, number) else number
        cells = _cells(text, begin, end, mark)
        titles = [text[cell.start : cell.end] for cell in cells]
        if len(cells) >= _FEWEST_CELLS - 1 and all(
            0 < len(title) < _LONGEST_TITLE and title[0].isupper() for title in titles
        ):
            return mark, ((Span(start, number),), *((cell,) for cell in cells))
    return "", ()


def _cells(text: str, start: int, end: int, mark: str) -> list[Span]:
    """The stretches between the marks of a line."""
    found, at = [], start
    for piece in text[start:end].split(mark):
        found.append(Span(*trim(text, at, at + len(piece))))
        at += len(piece) + len(mark)
    return found


def _row(text: str, low: str, start: int, mark: str, columns: int) -> Row | None:
    """The row that begins at a line, over the ends of lines; what is to be done may hold the mark too. A title over others has a number and words alone."""
    number = _NUMBER.match(low, start)
    if number is None:
        return None
    begin = number.end() + (len(mark.lstrip()) if text.startswith(mark.lstrip(), number.end()) else 0)
    end = _line_end(low, start)
    for _ in range(_WRAPS):
        following = _line_end(low, end + 1)
        if text.count(mark, begin, end) >= columns - 2 or end >= len(low) or not low[end + 1 : following].strip():
            break
        if _NUMBER.match(low, end + 1):
            break
        end = following
    cells = _cells(text, begin, end, mark)
    more = len(cells) - (columns - 1)
    if more > 0:
        cells = [Span(cells[0].start, cells[more].end), *cells[more + 1 :]]
    if len(cells) not in (1, columns - 1) or cells[0].start == cells[0].end:
        return None
    whole = [[Span(number.start(), number.end("number"))], *([cell] if cell.end > cell.start else [] for cell in cells)]
    return row_of(start, end, whole)
