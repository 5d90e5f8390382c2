"""Tables whose cells are parted by bars: rows on a line, rows padded over several lines, one cell a line between bars."""

from __future__ import annotations

import itertools

from kg import layout
from kg.compiled import compiled
from kg.grid.rows import LONGEST_CELL, NUMBERED, Cell, Line, Row, Table, index_at, lines_of, row_of, trim
from kg.model import Span

_DRAWN = compiled(r"[\s|+=_:.-]*$")
_BORDER = compiled(r"\+[-=+:]{2,}\+$")
_NUMBER = compiled(r"\d[\d.,]*%?$")
_EMPTY_LINES = compiled(r"(?:\n *+)+")


def barred(text: str, low: str, lines: list[Line]) -> list[Table]:
    """All tables with bars. `lines`: those with bars at least, and those below them."""
    found: list[Table] = []
    starts = [start for start, _ in lines]
    at = low.find("|")
    while at >= 0:
        first = index_at(starts, at)
        if _only_bar(low, lines[first]):
            rows, last = _bar_lines(low, lines, first)
        else:
            block = _block(low, lines, first)
            last = first + sum(map(len, block)) - 1
            rows = _piped(text, low, block)
        if rows and _is_table(low, rows):
            found.append(rows)
        at = low.find("|", lines[last][1])
    return found


def lines_at_bars(low: str) -> list[Line]:
    """The lines with bars and those below them, as far as a row may go on: in most texts a few at the head and the foot."""
    found: list[Line] = []
    at = low.find("|")
    while at >= 0:
        start = low.rfind("\n", 0, at) + 1
        while at >= 0:
            end = _far_below(low, at)
            at = low.rfind("|", at + 1, end)
        found += lines_of(low, start, end)
        at = low.find("|", end)
    return found


def _far_below(low: str, at: int) -> int:
    """The end of a line so far below that no row goes on there, and that is not empty."""
    for _ in range(LONGEST_CELL + 2):
        at = low.find("\n", at + 1)
        if at < 0:
            return len(low)
    blank = _EMPTY_LINES.match(low, at)
    end = low.find("\n", blank.end() if blank else at)
    return end if end >= 0 else len(low)


def _only_bar(low: str, line: Line) -> bool:
    """Does a line hold a bar and nothing else?"""
    return line[1] - line[0] == 1 and low[line[0]] == "|"


def _block(low: str, lines: list[Line], first: int) -> list[list[Line]]:
    """The lines with bars that begin at line `first`, with the drawn lines (`+----+----+`) between them; those of one broken row together."""
    head = lines[first]
    bars = low.count("|", *head) if low[head[0]] == low[head[1] - 1] == "|" else 0
    block, at, last = [], first, 0
    while at < len(lines) and not _only_bar(low, lines[at]):
        below = _closed(low, lines, at, bars)
        block.append(lines[at : below + 1])
        if low.find("|", *lines[at]) >= 0:
            last = len(block)
        elif not _BORDER.match(low, *lines[at]):
            break
        at = below + 1
    return block[:last]


def _closed(low: str, lines: list[Line], at: int, bars: int) -> int:
    """The line on which the row ends that begins on a line: where a cell is broken over several lines, the one whose last bar is that of the head."""
    start, end = lines[at]
    if bars < 3 or end - start < 2 or low[start] != "|" or low[end - 1] == "|":
        return at
    found = low.count("|", start, end)
    for below in range(at + 1, min(len(lines), at + LONGEST_CELL)):
        start, end = lines[below]
        if end == start or low[start] == "|":
            return at
        found += low.count("|", start, end)
        if found >= bars:
            return below if found == bars and low[end - 1] == "|" else at
    return at


def _is_table(low: str, rows: Table) -> bool:
    """Are they several rows of several cells, and neither the head nor the foot of a letter?"""
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return False
    return not _letter(low, rows[0].start, min(rows[-1].end, rows[0].start + 1500))


def _letter(low: str, start: int, end: int) -> bool:
    """Is it the head or the foot of a letter?"""
    words = " ".join(low[start:end].split())
    return any(name in words for name in layout.words("no-table"))


def _bar_lines(low: str, lines: list[Line], first: int) -> tuple[Table, int]:
    """`|`, cell, `|`, cell, `|`, `|`: a bar right under a bar begins a new row. Also the index of the table's last line.

    The last row has no such sign: it ends with as many cells as the rows above have.
    """
    rows: Table = []
    cells: list[Cell] = []
    pieces: list[Span] = []
    start, columns, closed, sure = lines[first][0], 0, first, False
    index = first + 1
    while index < len(lines) and index - closed <= LONGEST_CELL:
        line = lines[index]
        if not _only_bar(low, line):
            if index == closed + 1 and (
                (len(cells) >= columns and sure and not _figure(low, lines, index))
                or (len(cells) == 2 and columns in (0, 2) and _letter(low, lines[first][0], line[0]))
                or _leaves(low, lines, index)
            ):
                break
            if line[1] > line[0]:
                pieces.append(Span(*line))
        elif index == closed + 1:
            if cells:
                rows.append(Row(start, lines[closed - 1][1], tuple(cells)))
                columns = max(columns, len(cells))
                sure = columns > 2 or len(rows) > 3
            cells, pieces, start, closed = [], [], line[0], index
        else:
            cells.append(tuple(pieces))
            pieces, closed = [], index
        index += 1
    if cells and columns and len(cells) <= columns:
        rows.append(Row(start, lines[closed - 1][1], tuple(cells)))
    return rows, closed


def _figure(low: str, lines: list[Line], index: int) -> bool:
    """A figure between two bars: a cell, also where the heads above, of which one covers several columns, are fewer."""
    return index + 1 < len(lines) and _only_bar(low, lines[index + 1]) and bool(_NUMBER.match(low, *lines[index]))


def _leaves(low: str, lines: list[Line], index: int) -> bool:
    """An empty line after a bar: an empty cell if the next bar follows, else the end of the table."""
    while index < len(lines) and lines[index][1] == lines[index][0]:
        index += 1
        if index < len(lines) and lines[index][1] > lines[index][0]:
            return not _only_bar(low, lines[index])
    return False


def _piped(text: str, low: str, block: list[list[Line]]) -> Table:
    """Lines with bars: each a row, or several padded lines a row where the cells are wrapped; or a row whose cells are broken over lines."""
    opened = 2 * sum(low.startswith("|", lines[0][0]) for lines in block) > len(block)
    closed = 2 * sum(low[lines[-1][1] - 1] == "|" for lines in block) > len(block)
    framed = opened and (closed or low[block[0][0][0]] == "|")  # else the first cell of most rows is empty
    padded = _padded(low, [lines[0] for lines in block if not _BORDER.match(low, *lines[0])])
    rows: Table = []
    open_row: list[list[Span]] | None = None
    start = end = 0
    for lines in block:
        line, cells = lines[0], _cells(low, (lines[0][0], lines[-1][1]), framed)
        if len(lines) > 1:
            if open_row is not None:
                rows.append(row_of(start, end, open_row))
            rows.append(row_of(line[0], lines[-1][1], [_pieces(low, *cell) for cell in cells]))
            open_row = None
            continue
        if _DRAWN.match(low, line[0], line[1]) or not any(b > a for a, b in cells):
            if open_row is not None and padded:
                rows.append(row_of(start, end, open_row))
                open_row = None
            continue
        if open_row is not None and padded and _wrapped(text, low, open_row, cells, line):
            for column, (a, b) in enumerate(cells):
                if b > a:
                    open_row[column].append(Span(a, b))
            end = line[1]
            continue
        if open_row is not None:
            rows.append(row_of(start, end, open_row))
        open_row = [[Span(a, b)] if b > a else [] for a, b in cells]
        start, end = line
    if open_row is not None:
        rows.append(row_of(start, end, open_row))
    return rows


def _cells(low: str, line: Line, framed: bool) -> list[Line]:
    """The cells between the bars of a line, without the blanks around them; where the table is not framed, a bar that begins the line closes an
    empty cell."""
    start, end = line
    if framed and low[start] == "|":
        start += 1
    if end > start and low[end - 1] == "|":
        end -= 1
    cells = []
    at = start
    while True:
        bar = low.find("|", at, end)
        stop = end if bar < 0 else bar
        cells.append(trim(low, at, stop))
        if bar < 0:
            return cells
        at = bar + 1


def _pieces(low: str, start: int, end: int) -> list[Span]:
    """The lines of a broken cell."""
    return [Span(a, b) for a, b in lines_of(low, start, end) if b > a]


def _padded(low: str, block: list[Line]) -> bool:
    """Do the bars of most lines stand under each other?"""
    places = [tuple(i for i, c in enumerate(low[a:b]) if c == "|") for a, b in block]
    alike = sum(x == y for x, y in itertools.pairwise(places))
    return len(block) > 1 and alike >= 0.4 * (len(block) - 1) and len(places[0]) > 1


def _wrapped(text: str, low: str, above: list[list[Span]], cells: list[Line], line: Line) -> bool:
    """Does a padded line carry on the row above it?"""
    if len(above) != len(cells):
        return False
    first, first_above = cells[0], above[0]
    if first[1] > first[0] and first_above and NUMBERED.match(low, *first):
        return False
    bars = [i for i in range(line[0], line[1]) if low[i] == "|"]
    widths = [b - a - 1 for a, b in itertools.pairwise(bars)]
    line_above = max(cell[-1].end for cell in above if cell)
    goes_on = starts_anew = 0
    for column, (a, b) in enumerate(cells):
        if b == a or not above[column]:
            continue
        last = above[column][-1]
        width = widths[column] if column < len(widths) else 0
        word = low.find(" ", a, b)
        if low.find("\n", last.end, line_above) >= 0:
            starts_anew += 2
        elif text[a].islower() or low[a] in "(,;%" or low[last.end - 1] in ",-(":
            goes_on += 2
        elif last.end - last.start + 1 + ((word if word > 0 else b) - a) > width - 2:
            goes_on += 1
        else:
            starts_anew += 1
    return goes_on >= starts_anew if goes_on or starts_anew else not first_above
