"""Cells whose words stand further left than their title, behind those of the cell before."""

from __future__ import annotations

from kg.grid.rows import Row, Table, left_of, trim
from kg.model import Span


def shifted(text: str, low: str, rows: Table) -> Table:
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
            for side, (a, b) in ((left, trim(low, piece.start, cut)), (right, trim(low, cut, piece.end))):
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
    return (piece.start + piece.end) / 2 - left_of(low, (piece.start, piece.end))


def _cut_at_middle(text: str, low: str, piece: Span, middle: float, fresh: bool) -> int | None:
    """Where to cut a line so that what stands behind has that middle; `fresh`: a cell begins there, with a capital if it can."""
    if part := _behind_gap(low, piece):
        return part.start
    short = piece.end - left_of(low, (piece.start, piece.end)) < middle + 1
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
