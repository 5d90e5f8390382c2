"""Tables of drawn lines."""

from __future__ import annotations

from msgspec import Struct

from kg.read.layout import Row
from kg.read.page.flow import flow_of
from kg.read.page.joining import join_lines
from kg.read.page.pieces import Page, Piece, Rule

TOUCH = 3.0


class Table(Struct, kw_only=True):
    """A grid of drawn lines: the places of its columns and rows, and which walls stand."""

    columns: list[float]
    rows: list[float]
    across: list[Rule]
    down: list[Rule]

    @property
    def top(self) -> float:
        """Where its first row begins."""
        return self.rows[0]

    def holds(self, piece: Piece) -> bool:
        """Does a piece stand in it?"""
        x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
        return (
            self.columns[0] - TOUCH < x < self.columns[-1] + TOUCH and self.rows[0] - TOUCH < y < self.rows[-1] + TOUCH
        )

    def cells(self, pieces: list[Piece]) -> list[Row]:
        """The cells with their lines; one that reaches over several rows is None in the later ones."""
        height, width = len(self.rows) - 1, len(self.columns) - 1
        owner = {(r, c): (r, c) for r in range(height) for c in range(width)}
        for r in range(height):
            for c in range(width):
                if c and not self._wall(self.down, self.columns[c], (self.rows[r] + self.rows[r + 1]) / 2):
                    owner[r, c] = owner[r, c - 1]
                elif r and not self._wall(self.across, self.rows[r], (self.columns[c] + self.columns[c + 1]) / 2):
                    owner[r, c] = owner[r - 1, c]
        held: dict[tuple[int, int], list[Piece]] = {}
        for piece in pieces:
            r = _index(self.rows, (piece.top + piece.bottom) / 2)
            c = _index(self.columns, (piece.left + piece.right) / 2)
            held.setdefault(owner[r, c], []).append(piece)
        return [[self._cell(owner, held, r, c) for c in range(width)] for r in range(height)]

    def _cell(
        self, owner: dict[tuple[int, int], tuple[int, int]], held: dict[tuple[int, int], list[Piece]], r: int, c: int
    ) -> list[str] | None:
        own = owner[r, c]
        if own == (r, c):
            return [join_lines([line.text for line in flow_of(held.get(own, []))])] if own in held else []
        return None if own[0] < r and own[1] == c else []

    @staticmethod
    def _wall(rules: list[Rule], at: float, through: float) -> bool:
        return any(abs(rule.at - at) <= TOUCH and rule.start - TOUCH <= through <= rule.end + TOUCH for rule in rules)


def _index(places: list[float], at: float) -> int:
    return min(max(sum(place <= at for place in places) - 1, 0), len(places) - 2)


def tables_of(page: Page) -> list[Table]:
    """Grids of at least two columns and one row that hold text."""
    found = []
    for across, down in _connected(page.across, page.down):
        columns = _places(down)
        rows = _places([*across, *_open_ends(across, down)])
        if len(columns) >= 3 and len(rows) >= 2:
            table = Table(columns=columns, rows=rows, across=across, down=down)
            if sum(map(table.holds, page.pieces)) >= 2:
                found.append(table)
    return sorted(found, key=lambda t: t.top)


def _open_ends(across: list[Rule], down: list[Rule]) -> list[Rule]:
    """The top and bottom of a row that the end of the page cuts, where only the lines between its cells are drawn."""
    if not across or len(down) < 3:
        return []
    top, bottom = min(r.at for r in across), max(r.at for r in across)
    starts, ends = sorted(r.start for r in down)[:2], sorted(r.end for r in down)[-2:]
    out = [Rule(starts[1], 0, 0)] if top - starts[1] > 2 * TOUCH else []
    return out + ([Rule(ends[0], 0, 0)] if ends[0] - bottom > 2 * TOUCH else [])


def _places(rules: list[Rule]) -> list[float]:
    places: list[float] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if not places or rule.at - places[-1] > TOUCH:
            places.append(rule.at)
    return places


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that touch each other."""
    group = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH:
                group[root(len(across) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return list(groups.values())
