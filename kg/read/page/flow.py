"""Text outside of tables as lines, columns side by side one after the other."""

from __future__ import annotations

import itertools
import re

from msgspec import Struct

from kg.read.layout import mentions
from kg.read.page.pieces import Piece, rows_of, said

_ABOVE = 12  # lines of a header or of the list of recipients that may stand above those with two sides
_RUNNING = 6  # lines a column has from which it may be running text
_ALIGNED = 3.0  # points by which lines of one column may begin beside each other
_LABEL = re.compile(r"[-–—+•*]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđ]{1,2}|[A-Z])[.)]?")
Gap = tuple[float, float]  # where a gutter begins and ends


class Line(Struct, kw_only=True):
    """A line of the flow, or a finished line of a table (`table`)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    margins: tuple[float, float]  # of its column
    table: bool = False
    broken: bool = False  # a new column or block begins here
    follows: bool = False  # a column of running text goes on from the column before


def flow_of(pieces: list[Piece]) -> list[Line]:
    """Pieces outside tables as lines: columns side by side one after the other."""
    rows = rows_of(pieces)
    out: list[Line] = []
    at = single = 0  # rows from `single` to `at` stand in one column
    while at < len(rows):
        block, gap = _column_block(rows, at)
        if gap is None:
            at += 1
            continue
        begins = at
        while begins > single and (wider := _beside(rows[begins - 1], rows[begins], gap)):
            begins, gap = begins - 1, wider
        begins, gap = _from_its_words(rows, single, begins, gap)
        out += _column(rows[single:begins]) + _two_columns(rows[begins : at + block], sum(gap) / 2)
        at = single = at + block
    return out + _column(rows[single:])


def _two_columns(rows: list[list[Piece]], gutter: float) -> list[Line]:
    sides = [[[p for p in row if (p.left >= gutter) == right] for row in rows] for right in (False, True)]
    left, right = (_column([row for row in side if row]) for side in sides)
    if left and right and min(len(left), len(right)) >= _RUNNING and all(_is_running(side) for side in (left, right)):
        right[0].follows = True
    return left + right


def _is_running(column: list[Line]) -> bool:
    """Whether most lines of a column reach over all of it: text, and not the side of a header or a signature."""
    left, right = column[0].margins
    return 2 * sum(line.right - line.left > 0.8 * (right - left) for line in column) > len(column)


def _beside(row: list[Piece], below: list[Piece], gap: Gap) -> Gap | None:
    """The gutter that is left when a row just above a block of two columns belongs to it: one wholly on the right, or with a piece on either
    side (the sides of headers and signatures begin at different heights, and a long line leaves little between them)."""
    starts, ends = _sides(row, gap)
    left, right = _narrowed(gap, starts, ends)
    high, distance = row[0].height, min(p.top for p in below) - row[0].bottom
    if not starts or distance > (4 if ends else 0.8) * high or right - left < 0.4 * high:
        return None
    if _LABEL.fullmatch(ends[-1].text) if ends else row[0].left < sum(gap) / 2:
        return None
    return left, right


def _from_its_words(rows: list[list[Piece]], first: int, begins: int, gap: Gap) -> tuple[int, Gap]:
    """Where a header or a signature block really begins: the words that tell it (`CỘNG HÒA …`, `Nơi nhận:`) may stand some lines above
    the first line that has a piece on either side."""
    wider, found, one_sided, headed = gap, (begins, gap), True, False
    for at in range(begins - 1, max(first, begins - _ABOVE) - 1, -1):
        starts, ends = _sides(rows[at], wider)
        wider = _narrowed(wider, starts, ends)
        if wider[1] - wider[0] < 0.4 * rows[at][0].height:
            break
        text = said(rows[at])
        one_sided = one_sided and not starts
        if headed and starts and not mentions(text, "motto"):
            break
        headed = headed or mentions(text, "motto")
        if headed or (one_sided and mentions(text, "layout")):
            found = at, wider
    return found


def _column_block(rows: list[list[Piece]], at: int) -> tuple[int, Gap | None]:
    """How many rows from `at` on stand in two columns, and the gutter between them (None: they do not)."""
    gap = _widest_gap(rows[at])
    if gap is None:
        return 1, None
    count, seen, two_sided, bottom = 1, 1, 1, max(p.bottom for p in rows[at])
    last_left, right_side = 0, gap[1]
    line = rows[at][0].height
    for row in rows[at + 1 :]:
        starts, ends = _sides(row, gap)
        left, right = _narrowed(gap, starts, ends)
        distance = min(p.top for p in row) - bottom
        if right - left < 0.4 * line or distance > (1.2 if not (starts and ends) else 4) * line:
            break
        gap, bottom = (left, right), max(bottom, *(p.bottom for p in row))
        last_left = count if ends else last_left
        count += 1
        if starts and ends:
            seen, two_sided = count, two_sided + 1
        elif starts and max(seen, last_left + 1) == count - 1 and abs(starts[0].left - right_side) < _ALIGNED:
            seen = count  # the right column is the longer one
        right_side = starts[0].left if starts else right_side
    if two_sided == 1 and gap[1] - gap[0] < 2.5 * line:
        return 1, None
    return max(seen, last_left + 1), gap


def _sides(row: list[Piece], gap: Gap) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a row right and left of a gutter: it is cut where most of the gutter stays free."""
    edges = [float("-inf"), *itertools.chain.from_iterable((p.left, p.right) for p in row), float("inf")]
    free = [min(gap[1], edges[2 * i + 1]) - max(gap[0], edges[2 * i]) for i in range(len(row) + 1)]
    cut = free.index(max(free))
    return row[cut:], row[:cut]


def _narrowed(gap: Gap, starts: list[Piece], ends: list[Piece]) -> Gap:
    return max([gap[0], *(p.right for p in ends)]), min([gap[1], *(p.left for p in starts)])


def _widest_gap(row: list[Piece]) -> Gap | None:
    """The widest blank between two pieces, unless what stands before it is the label of a paragraph."""
    gaps = [
        (b.left - a.right, a.right, b.left)
        for i, (a, b) in enumerate(itertools.pairwise(row))
        if i or not _LABEL.fullmatch(a.text)
    ]
    wide = [g for g in gaps if g[0] > 0.9 * row[0].height]
    return max(wide)[1:] if wide else None


def _column(rows: list[list[Piece]]) -> list[Line]:
    """Rows of one column as lines that know its margins."""
    if not rows:
        return []
    lefts, rights = sorted(row[0].left for row in rows), sorted(row[-1].right for row in rows)
    margins = lefts[len(lefts) // 10], rights[-1 - len(rights) // 20]
    lines = [
        Line(
            text=" ".join(p.text for p in row),
            left=row[0].left,
            right=row[-1].right,
            top=min(p.top for p in row),
            bottom=max(p.bottom for p in row),
            margins=margins,
        )
        for row in rows
    ]
    lines[0].broken = True
    return lines
