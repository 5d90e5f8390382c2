"""Tables as they survive in plain text: rows with bars, rows padded over several lines, one cell a line between bars, columns of blanks or tabs.

Rows are found by the bars and the blanks alone; what a column means is for the reader of the rows to say.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter

from msgspec import Struct

from kg import layout
from kg.model import Span

Line = tuple[int, int]  # start and end without the blanks around it; equal where nothing stands
Cell = tuple[Span, ...]  # a wrapped cell is several stretches, one a line


class Row(Struct, frozen=True):
    """One row: its stretch of the text, and its cells from left to right (a cell may be empty)."""

    start: int
    end: int
    cells: tuple[Cell, ...]


Table = list[Row]
Pairs = Counter[tuple[str, str]]  # how often a word follows another
_DRAWN = re.compile(r"[\s|+=_:.-]*$")
_BORDER = re.compile(r"\+[-=+:]{2,}\+$")
_LONGEST_CELL = 60  # lines
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,5}|[a-z]\d?)[.)]?$")
_GAP_SAYS = 3  # a wide gap says as much as so many places where two words stand together
_NO_BEGINNING = 2  # what a row that begins in mid-sentence costs, in lines out of the middle
_TALLEST_ROW = 120  # lines
_SEGMENT = re.compile(r"\S+(?: \S+)*")


@cache
def _column_head() -> re.Pattern[str]:
    """`TT   Nội dung   Cơ quan chủ trì`: titles kept apart by blanks."""
    number = "|".join(map(re.escape, layout.words("number-column")))
    return re.compile(rf"\n *(?:{number}) {{2,}}[^\s|][^|\n]*  +[^\s|][^|\n]*(?=\n|$)")


@cache
def running_head() -> re.Pattern[str]:
    """The head of a page, with or without its number; a number alone."""
    gazette = "|".join(map(re.escape, layout.words("running-head")))
    return re.compile(rf"(?:\d{{1,3}} +)?(?:{gazette})|\d{{1,3}}$|(?:{'|'.join(layout.words('page'))}) \d+$")


@lru_cache(maxsize=1)  # asked of one text by each who reads its tables
def tables(text: str, low: str) -> tuple[Table, ...]:
    """All tables of a text, in text order. `text` tells capitals apart, `low` is its folded copy."""
    heads = [head.end() - 2 for head in _column_head().finditer("\n" + low)]
    tabbed = _tabbed(text, low) if "\t" in text else []
    if "|" not in low and not heads:
        return tuple(tabbed)
    lines = _lines(low) if heads else _lines_at_bars(low)
    starts = [start for start, _ in lines]
    found = _columned(text, low, lines, [index_at(starts, head) for head in heads]) if heads else []
    found += tabbed
    at = low.find("|")
    while at >= 0:
        first = bisect_right(starts, at) - 1
        if _only_bar(low, lines[first]):
            rows, last = _bar_lines(low, lines, first)
        else:
            last = _block(low, lines, first)
            rows = _piped(text, low, lines[first : last + 1])
        if rows and _is_table(low, rows):
            found.append(rows)
        at = low.find("|", lines[last][1])
    return tuple(sorted(found, key=lambda table: table[0].start))


def _tabbed(text: str, low: str) -> list[Table]:
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
    for _ in range(_LONGEST_CELL):
        end = _line_end(text, at)
        for number, words in enumerate(text[at:end].split("\t")):
            if number:
                cells.append([])
            left = at + len(words) - len(words.lstrip())
            if words.strip():
                cells[-1].append(Span(left, left + len(words.strip())))
            at += len(words) + 1
        if len(cells) >= columns or end >= len(text):
            break
    if len(cells) != columns or not any(cells):
        return None
    return _row(start, end, cells)


def _lines(low: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Start and end of each line of a text, or of some of its lines, without the blanks around it."""
    split = low[start:end].split("\n")
    ends = [number + end for number, end in enumerate(itertools.accumulate(map(len, split)), start)]
    lines = list(zip([start, *(end + 1 for end in ends[:-1])], ends, strict=True))
    for number, line in enumerate(split):
        if line and (line[0] == " " or line[-1] == " "):
            start, end = lines[number]
            words = line.lstrip(" ")
            start = end - len(words) if words else start
            lines[number] = (start, start + len(words.rstrip(" ")))
    return lines


def _lines_at_bars(low: str) -> list[Line]:
    """The lines with bars and those below them, as far as a row may go on: in most texts a few at the head and the foot."""
    found: list[Line] = []
    at = low.find("|")
    while at >= 0:
        start = low.rfind("\n", 0, at) + 1
        while at >= 0:
            end = _far_below(low, at)
            at = low.rfind("|", at + 1, end)
        found += _lines(low, start, end)
        at = low.find("|", end)
    return found


def _far_below(low: str, at: int) -> int:
    """The end of a line so far below that no row goes on there, and that is not empty."""
    for _ in range(_LONGEST_CELL + 2):
        at = low.find("\n", at + 1)
        if at < 0:
            return len(low)
    blank = _EMPTY_LINES.match(low, at)
    end = low.find("\n", blank.end() if blank else at)
    return end if end >= 0 else len(low)


_EMPTY_LINES = re.compile(r"(?:\n *+)+")


def _only_bar(low: str, line: Line) -> bool:
    return line[1] - line[0] == 1 and low[line[0]] == "|"


def _block(low: str, lines: list[Line], first: int) -> int:
    """Index of the last of the lines with bars that begin at line `first`, with the drawn lines (`+----+----+`) between them."""
    last = at = first
    while at + 1 < len(lines) and not _only_bar(low, lines[at + 1]):
        at += 1
        if low.find("|", *lines[at]) >= 0:
            last = at
        elif not _BORDER.match(low, *lines[at]):
            break
    return last


def _is_table(low: str, rows: Table) -> bool:
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
    while index < len(lines) and index - closed <= _LONGEST_CELL:
        line = lines[index]
        if not _only_bar(low, line):
            if index == closed + 1 and (
                (len(cells) >= columns and sure)
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


def _leaves(low: str, lines: list[Line], index: int) -> bool:
    """An empty line after a bar: an empty cell if the next bar follows, else the end of the table."""
    while index < len(lines) and lines[index][1] == lines[index][0]:
        index += 1
        if index < len(lines) and lines[index][1] > lines[index][0]:
            return not _only_bar(low, lines[index])
    return False


def _piped(text: str, low: str, block: list[Line]) -> Table:
    """Lines with bars: each a row, or several padded lines a row where the cells are wrapped."""
    split = [(line, _cells(low, line)) for line in block]
    padded = _padded(low, [line for line in block if not _BORDER.match(low, *line)])
    rows: Table = []
    open_row: list[list[Span]] | None = None
    start = end = 0
    for line, cells in split:
        if _DRAWN.match(low, line[0], line[1]) or not any(b > a for a, b in cells):
            if open_row is not None and padded:
                rows.append(_row(start, end, open_row))
                open_row = None
            continue
        if open_row is not None and padded and _wrapped(text, low, open_row, cells, line):
            for column, (a, b) in enumerate(cells):
                if b > a:
                    open_row[column].append(Span(a, b))
            end = line[1]
            continue
        if open_row is not None:
            rows.append(_row(start, end, open_row))
        open_row = [[Span(a, b)] if b > a else [] for a, b in cells]
        start, end = line
    if open_row is not None:
        rows.append(_row(start, end, open_row))
    return rows


def _row(start: int, end: int, cells: list[list[Span]]) -> Row:
    return Row(start, end, tuple(tuple(cell) for cell in cells))


def _cells(low: str, line: Line) -> list[Line]:
    """The cells between the bars of a line, without the blanks around them."""
    start, end = line
    if low[start] == "|":
        start += 1
    if end > start and low[end - 1] == "|":
        end -= 1
    cells = []
    at = start
    while True:
        bar = low.find("|", at, end)
        stop = end if bar < 0 else bar
        words = low[at:stop]
        left = at + len(words) - len(words.lstrip())
        cells.append((left, left + len(words.strip())))
        if bar < 0:
            return cells
        at = bar + 1


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
    if first[1] > first[0] and first_above and _NUMBERED.match(low, *first):
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


def _columned(text: str, low: str, lines: list[Line], heads: list[int]) -> list[Table]:
    """Tables whose columns are kept apart by blanks; each line `TT  Nội dung  …` begins one page of a table."""
    found: list[Table] = []
    pairs = Counter(itertools.pairwise(low.split()))
    for number, head in enumerate(heads):
        first, last = _head_lines(low, lines, head)
        limit = _head_lines(low, lines, heads[number + 1])[0] if number + 1 < len(heads) else len(lines)
        columns = _columns(low, lines[first : last + 1])
        body = _body_lines(low, lines, last + 1, limit)
        if len(columns) < 3 or not body:
            continue
        split = _splitter(low, lines, columns, body, pairs)
        rows = _shifted(text, low, _rows_of(text, low, [(lines[i], split(lines[i])) for i in body], len(columns)))
        titles = [
            Row(
                lines[first][0],
                lines[last][1],
                tuple(_head_cell(low, lines[first : last + 1], column) for column in columns),
            )
        ]
        if (
            found
            and rows
            and _same_head(low, found[-1][0], titles[0])
            and _goes_on(low, found[-1], rows[0], lines, first)
        ):
            found[-1] = [*found[-1][:-1], _joined(found[-1][-1], rows[0]), *rows[1:]]
        else:
            found.append(titles + rows)
    return found


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


def _shifted(text: str, low: str, rows: Table) -> Table:
    """Rows whose third cell is empty because its words stand further left than its title, behind those of the second: parted again.

    Where some lines have a wide gap between the two, the others are cut so that the right part has the same middle.
    """
    middles: dict[int, float] = {}
    bare = [n for n, row in enumerate(rows) if len(row.cells) > 3 and row.cells[1] and not row.cells[2]]
    for number in bare:
        parts = [part for piece in rows[number].cells[1] if (part := _behind_gap(low, piece))]
        if parts:
            middles[number] = sum(_column_middle(low, part) for part in parts) / len(parts)
    if not middles:
        return rows
    rows = list(rows)
    for number in bare:
        middle = middles[min(middles, key=lambda other: (abs(other - number), other))]
        left: list[Span] = []
        right: list[Span] = []
        for piece in rows[number].cells[1]:
            cut = _cut_at_middle(text, low, piece, middle, not right)
            if cut is None:
                left.append(piece)
                continue
            for side, (a, b) in ((left, _trim(low, piece.start, cut)), (right, _trim(low, cut, piece.end))):
                if b > a:
                    side.append(Span(a, b))
        if left and right:
            row = rows[number]
            rows[number] = Row(row.start, row.end, (row.cells[0], tuple(left), tuple(right), *row.cells[3:]))
    return rows


def _behind_gap(low: str, piece: Span) -> Span | None:
    gap = low.rfind("  ", piece.start, piece.end)
    return Span(gap + 2, piece.end) if gap >= 0 else None


def _column_middle(low: str, piece: Span) -> float:
    return (piece.start + piece.end) / 2 - _left(low, (piece.start, piece.end))


def _cut_at_middle(text: str, low: str, piece: Span, middle: float, fresh: bool) -> int | None:
    """Where to cut a line so that what stands behind has that middle; `fresh`: a cell begins there, with a capital if it can."""
    if part := _behind_gap(low, piece):
        return part.start
    short = piece.end - _left(low, (piece.start, piece.end)) < middle + 1
    if short and not fresh:
        return None
    if abs(_column_middle(low, piece) - middle) < 4:
        return piece.start
    blanks = [place for place in range(piece.start, piece.end) if low[place] == " "]

    def amiss(place: int) -> float:
        off = abs(_column_middle(low, Span(place + 1, piece.end)) - middle)
        return off + (4 if fresh and not text[place + 1].isupper() else 0)

    cut = min(blanks, key=amiss, default=None)
    return None if short and cut is not None and amiss(cut) > 3 else cut


def _left(low: str, line: Line) -> int:
    """Where the printed line begins, blanks included: columns count from here."""
    return low.rfind("\n", 0, line[0]) + 1


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
    first = _SEGMENT.match(low, *line)
    return (
        line[0] - _left(low, line) > 20
        and first is not None
        and not running_head().match(low, line[0])
        and all(len(segment[0]) < 32 for segment in _SEGMENT.finditer(low, *line))
    )


def _columns(low: str, head: list[Line]) -> list[tuple[int, int]]:
    """From and to of each column's title, lines of one title taken together."""
    columns: list[tuple[int, int]] = []
    for line in sorted(head, key=lambda line: -sum(1 for _ in _SEGMENT.finditer(low, *line))):
        left = _left(low, line)
        for segment in _SEGMENT.finditer(low, *line):
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
        left = _left(low, line)
        pieces += [
            Span(s.start(), s.end())
            for s in _SEGMENT.finditer(low, *line)
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
        if running_head().match(low, *line):
            break
        gap = low.find("  ", *line) >= 0
        plain = 0 if gap or line[0] - _left(low, line) > 2 else plain + 1
        if plain > 2:
            del body[-2:]
            break
        body.append(index)
    while body and lines[body[-1]][1] == lines[body[-1]][0]:
        body.pop()
    return body


def _splitter(
    low: str, lines: list[Line], columns: list[tuple[int, int]], body: list[int], pairs: Pairs
) -> Callable[[Line], list[Line]]:
    """A function that cuts a line into its cells, where fewest letters of the page stand between the titles of two columns.

    It is to be called with one line after the other: a cell goes on with words that often follow those above.
    """
    filled: Counter[int] = Counter()
    for index in body:
        left = _left(low, lines[index])
        for segment in _SEGMENT.finditer(low, *lines[index]):
            filled.update(range(segment.start() - left, segment.end() - left))
    cuts = []
    centres = [(c + d) // 2 for c, d in columns[1:]]
    ends: Counter[int] = Counter()  # where words end before a wide gap
    for index in body:
        left = _left(low, lines[index])
        ends.update(
            segment.end() - left for segment in _SEGMENT.finditer(low, *lines[index]) if segment.end() < lines[index][1]
        )
    for (a, b), (c, d) in itertools.pairwise(columns):
        middle = range((a + b) // 2 + 1, max((a + b) // 2 + 2, (c + d) // 2))
        fewest = min(filled[x] for x in middle)
        best = [x for x in middle if filled[x] <= fewest]
        cuts.append(best[len(best) // 2])
    edges_at = [_right_edge(ends, cut) for cut in cuts]

    above = [""] * len(columns)  # the last word of each cell so far

    def split(line: Line) -> list[Line]:
        left = _left(low, line)
        edges = [line[0]]
        for column, (cut, following, centre, edge) in enumerate(
            zip(cuts, [*cuts[1:], 1 << 30], centres, edges_at, strict=True), 1
        ):
            limit = left + (cut + following) // 2  # a gap behind it parts the next two columns
            near = range(max(line[0], left + cut - 9), min(line[1], left + cut + 10, limit + 1))
            place = _blank_near(low, left + cut, left + centre, left + edge if edge else None, line, near)
            place = _parting(low, left + cut, place, near, line, above[column], pairs)
            edges.append(max(edges[-1], min(line[1], place)))
        edges.append(line[1])
        cells = [_trim(low, a, b) for a, b in itertools.pairwise(edges)]
        for column, (a, b) in enumerate(cells):
            if b > a:
                above[column] = low[a:b].split()[-1]
        return cells

    return split


def _right_edge(ends: Counter[int], cut: int) -> int | None:
    """The right edge of justified text before a cut: where most of its lines end."""
    near = {x: ends[x] + ends[x + 1] for x in range(cut - 12, cut + 6)}
    total = sum(ends[x] for x in near)
    best = max(near, key=lambda x: (near[x], -abs(x - cut)))
    return best if total >= 4 and near[best] >= 0.5 * total else None


def _parting(low: str, at: int, place: int, near: range, line: Line, above: str, pairs: Pairs) -> int:
    """The blank whose words the text seldom joins, and behind which the cell above goes on; the place itself, where nothing says more."""
    gap = low.find("  ", near.start, near.stop)
    if not line[0] < place < line[1] or 0 <= gap <= at + 1:
        return place

    def parted(blank: int) -> tuple[int, int]:
        before, after = low[line[0] : blank].split()[-1:], low[blank : line[1]].split(maxsplit=1)[:1]
        if not before or not after:
            return -1 << 30, 0
        joined = -_GAP_SAYS if low.startswith("  ", blank) else pairs[before[0], after[0]]
        return pairs[above, after[0]] - joined, -abs(blank - place)

    return max(
        (blank for blank in range(near.start, gap + 1 if gap >= 0 else near.stop) if low[blank] == " "),
        key=parted,
        default=place,
    )


def _blank_near(low: str, at: int, centre: int, edge: int | None, line: Line, near: range) -> int:
    """Where to cut a line: at the wide gap nearest to `at`; without one at the right edge of justified text, or so that the words
    after the cut stand under their title."""
    if at <= line[0] or at >= line[1]:
        return at
    gaps = [place for place in near if low.startswith("  ", place)]
    if gaps:
        return min(gaps, key=lambda place: (abs(place - at), place))
    blanks = [place for place in near if low[place] == " "]
    if edge is not None:
        return min(blanks, key=lambda place: (abs(place - edge), place), default=at)
    return min(blanks, key=lambda place: (abs(_middle(low, place + 1, line[1]) - centre), place), default=at)


def _middle(low: str, start: int, end: int) -> int:
    gap = low.find("  ", start, end)
    return (start + (gap if gap >= 0 else end)) // 2


def _trim(low: str, start: int, end: int) -> Line:
    words = low[start:end]
    left = start + len(words) - len(words.lstrip())
    return left, left + len(words.strip())


def _rows_of(text: str, low: str, lines: list[tuple[Line, list[Line]]], columns: int) -> Table:
    """Lines with cells -> rows: a number in the first column begins one, or stands in the middle of its row."""
    rows: Table = []
    lines = _whole_sections(low, lines)
    first = _row_starts(text, low, lines)
    open_row: list[list[Span]] = [[] for _ in range(columns)]
    start = end = -1
    for place, (line, cells) in enumerate(lines):
        if start >= 0 and place in first:
            rows.append(_row(start, end, open_row))
            open_row, start = [[] for _ in range(columns)], -1
        if line[1] == line[0]:
            continue
        if place in first and _is_section(low, line, cells):
            rows.append(Row(line[0], line[1], ((Span(*cells[0]),), (Span(cells[0][1] + 1, line[1]),))))
            continue
        start = line[0] if start < 0 else start
        end = line[1]
        for column, (a, b) in enumerate(cells):
            if b > a:
                open_row[column].append(Span(a, b))
    if start >= 0:
        rows.append(_row(start, end, open_row))
    return rows


def _whole_sections(low: str, lines: list[tuple[Line, list[Line]]]) -> list[tuple[Line, list[Line]]]:
    """The second line of a section's title, which begins where the first does, belongs to no row."""
    kept: list[tuple[Line, list[Line]]] = []
    title: Line | None = None
    for line, cells in lines:
        if (
            title is not None
            and line[1] > line[0]
            and line[0] - _left(low, line) == title[0] - _left(low, title)
            and not _NUMBERED.match(low, *cells[0])
        ):
            line = cells_end = (line[0], line[0])
            cells = [cells_end] * len(cells)
        else:
            title = line if _is_section(low, line, cells) else None
        kept.append((line, cells))
    return kept


def _is_section(low: str, line: Line, cells: list[Line]) -> bool:
    """`II   Hoàn thiện thể chế …` over the whole width."""
    a, b = cells[0]
    return b > a and low[a].isalpha() and bool(_NUMBERED.match(low, a, b)) and low.find("  ", b + 8, line[1]) < 0


def _row_starts(text: str, low: str, lines: list[tuple[Line, list[Line]]]) -> set[int]:
    """Places of the lines that begin a row: those with a number, or where the number stands in the middle of its row, those that make it so."""
    sections: set[int] = set()
    stretches: list[list[int]] = [[]]  # lines with words between the sections
    for place, (line, cells) in enumerate(lines):
        if line[1] == line[0]:
            continue
        if _is_section(low, line, cells):
            sections.add(place)
            stretches.append([])
        else:
            stretches[-1].append(place)
    found = [_starts_of(text, low, lines, places, n > 0) for n, places in enumerate(stretches)]
    on_top = sum(one[0] for one in found) <= sum(one[2] for one in found)
    return sections.union(*(one[1] if on_top else one[3] for one in found))


def _starts_of(
    text: str, low: str, lines: list[tuple[Line, list[Line]]], places: list[int], closed: bool
) -> tuple[float, set[int], float, set[int]]:
    """The lines that begin rows between two sections, with what is amiss: where the numbers stand on top, where they stand in the middle.

    `closed`: no row of the page before can go on there.
    """
    numbers = [
        at for at, place in enumerate(places)
        if lines[place][1][0][1] > lines[place][1][0][0] and _NUMBERED.match(low, *lines[place][1][0])
    ]  # fmt: skip
    if not numbers:
        return 0, set(), 0, set()
    begins = [_begins(text, lines[place][1]) for place in places]
    fresh = _fresh(low, [lines[place][1] for place in places], begins)
    on_top = sum(_NO_BEGINNING for at in numbers if not begins[at]) + sum(
        fresh[at] for at in range(len(places)) if at not in numbers
    )
    top = {places[at] for at in numbers}
    if max(b - a for a, b in itertools.pairwise([-1, *numbers, len(places)])) > _TALLEST_ROW:
        return on_top, top, on_top, top
    cost, starts = _middled(
        numbers,
        [_row_begins(text, lines, places, at) for at in range(len(places))],
        [place > 0 and lines[place - 1][0][0] == lines[place - 1][0][1] for place in places],
        list(itertools.accumulate(fresh)),
        closed,
    )
    return on_top, top, cost, {places[at] for at in starts}


def _fresh(low: str, cells: list[list[Line]], begins: list[bool]) -> list[int]:
    """1 for each line whose second cell begins anew after a full stop: a row should begin there or nearby."""
    found, ended = [], False
    for some, capital in zip(cells, begins, strict=True):
        found.append(int(ended and capital))
        if len(some) > 1 and some[1][1] > some[1][0]:
            ended = low[some[1][1] - 1] in ".;"
    return found


def _row_begins(text: str, lines: list[tuple[Line, list[Line]]], places: list[int], at: int) -> bool:
    """Does a row that begins there begin with a capital in its second cell, on this line or one of the next?"""
    for place in places[at : at + 3]:
        cells = lines[place][1]
        if len(cells) > 1 and cells[1][1] > cells[1][0]:
            return text[cells[1][0]].isupper() or text[cells[1][0]] in '“"'
    return False


def _middled(
    numbers: list[int], begins: list[bool], after_blank: list[bool], fresh: list[int], closed: bool
) -> tuple[float, list[int]]:
    """Where rows begin so that each number stands in the middle of its row as nearly as can be, and what is amiss with that.

    A cell has as many lines above its middle as below, so has a row of such cells. `fresh` counts, up to each line, those that begin anew.
    """
    size = len(begins)

    def opens(at: int) -> float:
        return (0 if begins[at] else _NO_BEGINNING) - (0.5 if after_blank[at] else 0)

    def row(number: int, start: int, end: int, most: int) -> float:
        return min(abs((number - start) - (end - number)), most) + fresh[end] - fresh[start]

    before = (
        8 if closed else 4 if begins[0] else 1
    )  # what it costs to leave the first lines to the row of the page before
    best: dict[int, tuple[float, list[int]]] = {
        at: (opens(at) + (before if at else 0), [at]) for at in range(numbers[0] + 1)
    }  # by where the open row begins
    for one, two in itertools.pairwise(numbers):
        best = {
            at: min(
                (
                    (cost + row(one, start, at - 1, 8) + opens(at), [*starts, at])
                    for start, (cost, starts) in best.items()
                ),
                key=itemgetter(0),
            )
            for at in range(one + 1, two + 1)
        }
    return min(
        ((cost + row(numbers[-1], start, size - 1, 3), starts) for start, (cost, starts) in best.items()),
        key=itemgetter(0),
    )


def _begins(text: str, cells: list[Line]) -> bool:
    return len(cells) > 1 and cells[1][1] > cells[1][0] and text[cells[1][0]].isupper()


def index_at(starts: list[int], place: int) -> int:
    """Index of the last of the sorted starts that is not after a place."""
    return bisect_right(starts, place) - 1
