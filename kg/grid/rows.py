"""What tables are made of, and the lines of a text that they are found in."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from functools import cache

from msgspec import Struct

from kg import layout
from kg.compiled import compiled
from kg.model import Span

Line = tuple[int, int]  # start and end without the blanks around it; equal where nothing stands
Cell = tuple[Span, ...]  # a wrapped cell is several stretches, one a line


class Row(Struct, frozen=True):
    """One row: its stretch of the text, and its cells from left to right (a cell may be empty)."""

    start: int
    end: int
    cells: tuple[Cell, ...]


Table = list[Row]
LONGEST_CELL = 60  # lines
NUMBERED = compiled(r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,5}|[a-z]\d?)[.)]?$")
SEGMENT = compiled(r"\S+(?: \S+)*")


def lines_of(low: str, start: int = 0, end: int | None = None) -> list[Line]:
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


def index_at(starts: list[int], place: int) -> int:
    """Index of the last of the sorted starts that is not after a place."""
    return bisect_right(starts, place) - 1


def row_of(start: int, end: int, cells: list[list[Span]]) -> Row:
    """A row of cells that were put together piece by piece."""
    return Row(start, end, tuple(tuple(cell) for cell in cells))


def trim(low: str, start: int, end: int) -> Line:
    """A stretch without the blanks around it."""
    words = low[start:end]
    left = start + len(words) - len(words.lstrip())
    return left, left + len(words.strip())


def left_of(low: str, line: Line) -> int:
    """Where the printed line begins, blanks included: columns count from here."""
    return low.rfind("\n", 0, line[0]) + 1


@cache
def running_head() -> re.Pattern[str]:
    """The head of a page, with or without its number; a number alone."""
    gazette = "|".join(map(re.escape, layout.words("running-head")))
    return compiled(rf"(?:\d{{1,3}} +)?(?:{gazette})|\d{{1,3}}$|(?:{'|'.join(layout.words('page'))}) \d+$")
