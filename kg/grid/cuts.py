"""Where the lines of a table of blanks are cut into cells."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable

from kg.grid.rows import SEGMENT, Line, left_of, trim

Pairs = Counter[tuple[str, str]]  # how often a word follows another
_GAP_SAYS = 3  # a wide gap says as much as so many places where two words stand together


def splitter(low: str, lines: list[Line], columns: list[tuple[int, int]], pairs: Pairs) -> Callable[[Line], list[Line]]:
    """A function that cuts a line into its cells, where fewest letters of the page stand between the titles of two columns.

    It is to be called with one line after the other: a cell goes on with words that often follow those above.
    """
    filled, ends = _measured(low, lines)
    cuts = _cuts(filled, columns)
    centres = [(c + d) // 2 for c, d in columns[1:]]
    edges_at = [_right_edge(ends, cut) for cut in cuts]
    above = [""] * len(columns)  # the last word of each cell so far

    def split(line: Line) -> list[Line]:
        left = left_of(low, line)
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
        cells = [trim(low, a, b) for a, b in itertools.pairwise(edges)]
        for column, (a, b) in enumerate(cells):
            if b > a:
                above[column] = low[a:b].split()[-1]
        return cells

    return split


def _measured(low: str, lines: list[Line]) -> tuple[Counter[int], Counter[int]]:
    """Of each place across the page in how many lines something stands there, and in how many words end there before a wide gap."""
    filled: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for line in lines:
        left = left_of(low, line)
        for segment in SEGMENT.finditer(low, *line):
            filled.update(range(segment.start() - left, segment.end() - left))
            if segment.end() < line[1]:
                ends[segment.end() - left] += 1
    return filled, ends


def _cuts(filled: Counter[int], columns: list[tuple[int, int]]) -> list[int]:
    """Between the middles of two titles, the middle of the places where fewest lines have something."""
    cuts = []
    for (a, b), (c, d) in itertools.pairwise(columns):
        middle = range((a + b) // 2 + 1, max((a + b) // 2 + 2, (c + d) // 2))
        fewest = min(filled[x] for x in middle)
        best = [x for x in middle if filled[x] <= fewest]
        cuts.append(best[len(best) // 2])
    return cuts


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
