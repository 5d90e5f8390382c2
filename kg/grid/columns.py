"""Tables whose columns are kept apart by blanks, page by page under the line of their titles."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from functools import cache

from kg import layout
from kg.compiled import compiled
from kg.grid.cuts import Pairs, splitter
from kg.grid.rows import NUMBERED, SEGMENT, Cell, Line, Row, Table, index_at, left_of, row_of, running_head
from kg.grid.shifts import shifted
from kg.grid.starts import is_section, row_starts
from kg.model import Span


@cache
def _column_head() -> re.Pattern[str]:
    """`TT   Nội dung   Cơ quan chủ trì`: titles kept apart by blanks."""
    number = "|".join(map(re.escape, layout.words("number-column")))
    return compiled(rf"\n *(?:{number}) {{2,}}[^\s|][^|\n]*  +[^\s|][^|\n]*(?=\n|$)")


def column_heads(low: str) -> list[int]:
    """Where the titles of columns end."""
    return [head.end() - 2 for head in _column_head().finditer("\n" + low)]


def columned(text: str, low: str, lines: list[Line], heads: list[int]) -> list[Table]:
    """Tables whose columns are kept apart by blanks; each line `TT  Nội dung  …` begins one page of a table."""
    found: list[Table] = []
    if not heads:
        return found
    pairs = Counter(itertools.pairwise(low.split()))
    starts = [start for start, _ in lines]
    titles = [_head_lines(low, lines, index_at(starts, head)) for head in heads]
    for (first, last), (limit, _) in itertools.pairwise([*titles, (len(lines), 0)]):
        head, rows = _page(text, low, lines, (first, last, limit), pairs)
        if head is None:
            continue
        above = found[-1] if found else None
        if above and rows and _same_head(low, above[0], head) and _goes_on(low, above, rows[0], lines, first):
            found[-1] = [*above[:-1], _joined(above[-1], rows[0]), *rows[1:]]
        else:
            found.append([head, *rows])
    return found


def _page(
    text: str, low: str, lines: list[Line], place: tuple[int, int, int], pairs: Pairs
) -> tuple[Row | None, Table]:
    """The titles of one page of a table, and its rows; no titles where it is none. `place`: first and last line of the titles, end of the page."""
    first, last, limit = place
    head = lines[first : last + 1]
    columns = _columns(low, head)
    body = _body_lines(low, lines, last + 1, limit) if len(columns) > 2 else []
    if body:
        del body[_words_below(low, lines, body, columns[2][0]) :]
    if not body:
        return None, []
    split = splitter(low, [lines[i] for i in body], columns, pairs)
    rows = rows_of(text, low, [(lines[i], split(lines[i])) for i in body], len(columns))
    titles = Row(head[0][0], head[-1][1], tuple(_head_cell(low, head, column) for column in columns))
    return titles, shifted(text, low, rows)


def _same_head(low: str, one: Row, two: Row) -> bool:
    """Do two pages have the same titles of columns?"""
    return [_cell_words(low, cell) for cell in one.cells] == [_cell_words(low, cell) for cell in two.cells]


def _cell_words(low: str, cell: Cell) -> str:
    return " ".join(" ".join(low[piece.start : piece.end] for piece in cell).split())


def _goes_on(low: str, above: Table, row: Row, lines: list[Line], head: int) -> bool:
    """Is the first row of a page, which has no number, the rest of the last row of the page before, with only a running head between?"""
    last = above[-1]
    if row.cells[0] or len(above) < 2 or len(last.cells) != len(row.cells) or not last.cells[0]:
        return False
    at = head - 1
    while at >= 0 and lines[at][0] >= last.end:
        if lines[at][1] > lines[at][0] and not running_head().match(low, *lines[at]):
            return False
        at -= 1
    return True


def _joined(one: Row, two: Row) -> Row:
    """A row that a page break cuts."""
    return Row(one.start, two.end, tuple(a + b for a, b in zip(one.cells, two.cells, strict=True)))


def _head_lines(low: str, lines: list[Line], head: int) -> tuple[int, int]:
    """The lines of the table's head around the line with `TT`: those near it that have wide gaps or stand far right."""
    first = last = head
    while first > 0 and head - first < 3 and _headlike(low, lines[first - 1]):
        first -= 1
    below = head - first or 3  # titles stand in the middle of their cells: as many lines below `TT` as above it
    while last + 1 < len(lines) and last - head < below and _headlike(low, lines[last + 1]):
        last += 1
    return first, last


def _headlike(low: str, line: Line) -> bool:
    if line[1] == line[0]:
        return False
    first = SEGMENT.match(low, *line)
    return (
        line[0] - left_of(low, line) > 20
        and first is not None
        and not running_head().match(low, line[0])
        and all(len(segment[0]) < 32 for segment in SEGMENT.finditer(low, *line))
    )


def _columns(low: str, head: list[Line]) -> list[tuple[int, int]]:
    """From and to of each column's title, lines of one title taken together."""
    columns: list[tuple[int, int]] = []
    for line in sorted(head, key=lambda line: -sum(1 for _ in SEGMENT.finditer(low, *line))):
        left = left_of(low, line)
        for segment in SEGMENT.finditer(low, *line):
            a, b = segment.start() - left, segment.end() - left
            for number, (c, d) in enumerate(columns):
                if a < d + 1 and c < b + 1:
                    columns[number] = (min(a, c), max(b, d))
                    break
            else:
                columns.append((a, b))
    return sorted(columns)


def _head_cell(low: str, head: list[Line], column: tuple[int, int]) -> Cell:
    pieces = []
    for line in head:
        left = left_of(low, line)
        pieces += [
            Span(s.start(), s.end())
            for s in SEGMENT.finditer(low, *line)
            if s.start() - left < column[1] and column[0] < s.end() - left
        ]
    return tuple(pieces)


def _body_lines(low: str, lines: list[Line], first: int, limit: int) -> list[int]:
    """The lines of a page of the table: up to two lines together that have no gap and begin at the left."""
    body: list[int] = []
    plain = 0
    for index in range(first, limit):
        line = lines[index]
        if line[1] == line[0]:
            body.append(index)
            continue
        if running_head().match(low, *line) and not _inside_a_cell(low, lines, index, limit):
            if not _resumes(low, lines, index + 1, limit):
                break
            continue
        gap = low.find("  ", *line) >= 0
        if not gap and low.startswith(layout.words("table-note"), line[0]):
            break
        plain = 0 if gap or line[0] - left_of(low, line) > 2 else plain + 1
        if plain > 2:
            del body[-2:]
            break
        body.append(index)
    while body and lines[body[-1]][1] == lines[body[-1]][0]:
        body.pop()
    return body


def _words_below(low: str, lines: list[Line], body: list[int], third: int) -> int:
    """How many lines are left without a paragraph right below the table: it begins at the left and runs on to where the `third` column stands."""
    at = len(body)
    while at and not _has_cells(low, lines[body[at - 1]]):
        at -= 1
    runs_on = at < len(body) and lines[body[at]][1] - left_of(low, lines[body[at]]) > third
    return at if runs_on else len(body)


def _has_cells(low: str, line: Line) -> bool:
    """Is a line one of cells: with a gap in it, or before it?"""
    return line[1] > line[0] and (low.find("  ", *line) >= 0 or line[0] - left_of(low, line) > 2)


def _inside_a_cell(low: str, lines: list[Line], index: int, limit: int) -> bool:
    """A number alone on a line, with words right above and right below it, is the rest of a cell and no page number."""
    near = (lines[index - 1], lines[min(index + 1, limit - 1)])
    return low[slice(*lines[index])].isdigit() and all(end > start for start, end in near)


def _resumes(low: str, lines: list[Line], at: int, limit: int) -> bool:
    """Does the next row come right below the head of a page, the titles not being said again?"""
    while at < limit and (lines[at][1] == lines[at][0] or running_head().match(low, *lines[at])):
        at += 1
    if at >= limit:
        return False
    segments = list(itertools.islice(SEGMENT.finditer(low, *lines[at]), 3))
    return len(segments) > 1 + segments[0][0][0].isdigit() and bool(NUMBERED.match(segments[0][0]))


def rows_of(text: str, low: str, lines: list[tuple[Line, list[Line]]], columns: int) -> Table:
    """Lines with cells -> rows: a number in the first column begins one, or stands in the middle of its row."""
    rows: Table = []
    lines = _whole_sections(low, lines)
    first = row_starts(text, low, lines)
    open_row: list[list[Span]] = [[] for _ in range(columns)]
    start = end = -1
    for place, (line, cells) in enumerate(lines):
        if start >= 0 and place in first:
            rows.append(row_of(start, end, open_row))
            open_row, start = [[] for _ in range(columns)], -1
        if line[1] == line[0]:
            continue
        if place in first and is_section(low, line, cells):
            rows.append(Row(line[0], line[1], ((Span(*cells[0]),), (Span(cells[0][1] + 1, line[1]),))))
            continue
        start = line[0] if start < 0 else start
        end = line[1]
        for column, (a, b) in enumerate(cells):
            if b > a:
                open_row[column].append(Span(a, b))
    if start >= 0:
        rows.append(row_of(start, end, open_row))
    return rows


def _whole_sections(low: str, lines: list[tuple[Line, list[Line]]]) -> list[tuple[Line, list[Line]]]:
    """The second line of a section's title, which begins where the first does, belongs to no row."""
    kept: list[tuple[Line, list[Line]]] = []
    title: Line | None = None
    for line, cells in lines:
        if (
            title is not None
            and line[1] > line[0]
            and line[0] - left_of(low, line) == title[0] - left_of(low, title)
            and not NUMBERED.match(low, *cells[0])
        ):
            line = cells_end = (line[0], line[0])
            cells = [cells_end] * len(cells)
        else:
            title = line if is_section(low, line, cells) else None
        kept.append((line, cells))
    return kept
