"""Where the rows of a table of blanks begin: at a number in the first column, or so that it stands in the middle of its row."""

from __future__ import annotations

import itertools
from operator import itemgetter

from kg.grid.rows import NUMBERED, Line

_NO_BEGINNING = 2  # what a row that begins in mid-sentence costs, in lines out of the middle
_TALLEST_ROW = 120  # lines


def row_starts(text: str, low: str, lines: list[tuple[Line, list[Line]]]) -> set[int]:
    """Places of the lines that begin a row: those with a number, or where the number stands in the middle of its row, those that make it so."""
    sections: set[int] = set()
    stretches: list[list[int]] = [[]]  # lines with words between the sections
    for place, (line, cells) in enumerate(lines):
        if line[1] == line[0]:
            continue
        if is_section(low, line, cells):
            sections.add(place)
            stretches.append([])
        else:
            stretches[-1].append(place)
    found = [_starts_of(text, low, lines, places, n > 0) for n, places in enumerate(stretches)]
    on_top = sum(one[0] for one in found) <= sum(one[2] for one in found)
    return sections.union(*(one[1] if on_top else one[3] for one in found))


def is_section(low: str, line: Line, cells: list[Line]) -> bool:
    """`II   Hoàn thiện thể chế …` over the whole width."""
    a, b = cells[0]
    return b > a and low[a].isalpha() and bool(NUMBERED.match(low, a, b)) and low.find("  ", b + 8, line[1]) < 0


def _starts_of(
    text: str, low: str, lines: list[tuple[Line, list[Line]]], places: list[int], closed: bool
) -> tuple[float, set[int], float, set[int]]:
    """The lines that begin rows between two sections, with what is amiss: where the numbers stand on top, where they stand in the middle.

    `closed`: no row of the page before can go on there.
    """
    numbers = [
        at for at, place in enumerate(places)
        if lines[place][1][0][1] > lines[place][1][0][0] and NUMBERED.match(low, *lines[place][1][0])
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


def _begins(text: str, cells: list[Line]) -> bool:
    return len(cells) > 1 and cells[1][1] > cells[1][0] and text[cells[1][0]].isupper()


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
