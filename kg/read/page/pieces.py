"""What stands on a page: stretches of text and drawn lines, with their places."""

from __future__ import annotations

from typing import Protocol, TypeVar

from msgspec import Struct

from kg.read.marks import clean


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of text without a wide gap, on one line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From the top to the bottom."""
        return self.bottom - self.top


class Rule(Struct, frozen=True):
    """A drawn line: at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


class Page(Struct, kw_only=True):
    """What stands on one page."""

    width: float
    height: float
    pieces: list[Piece]
    across: list[Rule]  # horizontal lines
    down: list[Rule]  # vertical lines


class Placed(Protocol):
    """Something with a place on a page."""

    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def height(self) -> float: ...


P = TypeVar("P", bound=Placed)


def rows_of(pieces: list[P]) -> list[list[P]]:
    """Pieces that stand beside each other, from the top down, each row from the left."""
    rows: list[list[P]] = []
    for piece in sorted(pieces, key=lambda p: (p.top + p.bottom, p.left)):
        if rows and (
            _level(piece, rows[-1][0]) or _level(piece, min(rows[-1], key=lambda p: abs(p.left - piece.left)))
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _level(piece: P, other: P) -> bool:
    """Whether two pieces stand beside each other: the lines of two columns are seldom level, so that the nearest counts, too."""
    overlap = min(piece.bottom, other.bottom) - max(piece.top, other.top)
    middle = (piece.top + piece.bottom) / 2
    return overlap > 0.5 * min(piece.height, other.height) and other.top - 1 <= middle <= other.bottom + 1


def said(row: list[Piece]) -> str:
    """The words of a row."""
    return clean(" ".join(p.text for p in row))
