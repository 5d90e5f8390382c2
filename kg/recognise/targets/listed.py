"""Tables of indicators that lost their bars: heads and cells each on a line of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg import grid
from kg.compiled import compiled
from kg.model import Document, Target
from kg.recognise import roles
from kg.recognise.targets.columns import DONE, PLAN, Column, kinds, measured_in, plain, planned, value
from kg.recognise.targets.words import YEAR, due, words, years
from kg.text import places

_HEAD = 45  # characters of a line of heads
_HEADS = 30  # lines of heads
_ROW = 40  # lines of a row
_EMPTY = 60  # lines of rows without a figure, after which there is no table
_UNIT = 20  # characters of a unit
_BEFORE = 3  # lines above the name of the indicators
_YEARS = compiled(rf"(?<!\d){YEAR}(?:\s*[-–]\s*(?:{YEAR}))?(?!\d)")
_UNIT_OF_HEADS = compiled(r"\((%[^()\d]{0,12})\)")
_BELOW = compiled(r"\d{1,2}(?:\.\d{1,2})+$")


def listed(
    doc: Document, oldest: int, today: int, taken: list[tuple[int, int]]
) -> Iterator[tuple[list[Target], list[tuple[int, int]]]]:
    """The targets of each such table, and where its heads and the rows that were read stand. `taken`: where tables stand that kept their form."""
    end, heads = 0, _heads(doc.low)
    lines = [line for line in grid.lines_of(doc.low) if line[1] > line[0]] if heads else []
    said = [plain(doc.low[start:stop]) for start, stop in lines]
    for at in heads:
        table = bisect_right(taken, (at, len(doc.low))) - 1
        if at < end or (table >= 0 and at < taken[table][1]):
            continue
        found = _Listed(doc, lines, said, at, oldest, today)
        if found.targets:
            end = found.end
            yield found.targets, [(found.start, found.first), *((t.start, t.end) for t in found.targets)]


def _heads(low: str) -> list[int]:
    """Where a short line begins with the head of the names of indicators."""
    found = []
    for word in words("head_indicator"):
        for at in places(low, word):
            start = at - (len(low[max(0, at - _HEAD) : at]) - len(low[max(0, at - _HEAD) : at].rstrip(" *")))
            end = low.find("\n", at, start + _HEAD + 1)
            if (not start or low[start - 1] == "\n") and end > 0 and low[at:end].rstrip(" *")[-1] not in ".;:":
                found.append(start)
    return sorted(set(found))


class _Listed:
    """One such table, from the head of its names on; no targets where it is none."""

    def __init__(
        self, doc: Document, lines: list[grid.Line], said: list[str], at: int, oldest: int, today: int
    ) -> None:
        self.doc, self.low, self.lines, self.said = doc, doc.low, lines, said
        self.oldest, self.today = oldest, today
        self.targets: list[Target] = []
        first = bisect_right(lines, (at, len(doc.low)))
        first -= first > 0 and lines[first - 1][1] > at
        self.start = self.first = self.end = self.lines[first][0]
        rows = self._first_row(first)
        if rows:
            self.first = self.lines[rows][0]
            heads = range(max(0, first - _BEFORE), rows)
            self.has_unit = any(
                self._line(i).startswith(words("head_unit")) or self._line(i) in words("head_unit_alone") for i in heads
            )
            head = " ".join(self.low[slice(*self.lines[i])] for i in range(first + 1, rows))
            self.columns = self._columns(plain(head))
            self.unit = next(iter(_UNIT_OF_HEADS.findall(head)), None)
            numbered = any(roles.column_role(self._line(i)) == "number" for i in heads)
            if (numbered or self.has_unit) and planned(self.columns) is not None:
                self._rows(rows)

    def _line(self, index: int) -> str:
        return self.said[index]

    def _numbered(self, index: int) -> bool:
        """Is the line the number of a row, with a name below it?"""
        if index + 1 >= len(self.lines) or not grid.NUMBERED.match(self._line(index)):
            return False
        return sum(letter.isalpha() for letter in self._line(index + 1)) > 2

    def _first_row(self, first: int) -> int:
        """The line of the first row's number, behind the heads; 0 where there is none."""
        for index in range(first + 1, min(first + _HEADS, len(self.lines))):
            if self._numbered(index):
                return index
            if len(self._line(index)) > _HEAD:
                break
        return 0

    def _columns(self, heads: str) -> list[Column]:
        """The columns that hold figures, from all that the heads say: words of a plan or of what was reached, and the years behind them."""
        marks = sorted(
            [(m.start(), PLAN if m["plan"] else DONE, "") for m in kinds().finditer(heads)]
            + [(m.start(), "", m[0]) for m in _YEARS.finditer(heads)]
        )
        found: list[Column] = []
        open_ = False
        for _, use, year in marks:
            last = max(map(int, re.findall(YEAR, year)), default=None)
            if use:
                if not (open_ and found[-1].use == use):
                    found.append(Column(use))
                open_ = True
            elif open_:
                found[-1] = Column(found[-1].use, last)
                open_ = False
            else:
                found.append(Column(PLAN if last and last > self.today else DONE, last))
        return found

    def _rows(self, at: int) -> None:
        number, last = 0, at
        while at < len(self.lines) and at - last < _EMPTY:
            line = self._line(at).rstrip(".")
            number = int(line) if line.isdigit() else number
            stop = at + 1
            while stop < len(self.lines) and stop - at < _ROW and not self._next(stop, number + 1):
                stop += 1
            before = len(self.targets)
            self._row(at + 1, stop)
            last = stop if len(self.targets) > before else last
            if stop - at >= _ROW:
                return
            at = stop

    def _next(self, index: int, number: int) -> bool:
        """Is the line the number of the next row, or of a section?"""
        line = self._line(index).rstrip(".")
        if not self._numbered(index):
            return False
        if line.isdigit() and int(line) == number and self._again(index, line):
            return False  # the figure of a row, as large as the number of the next
        return (
            int(line) in (number, number + 1, 1)
            if line.isdigit()
            else not line[:1].isdigit() or bool(_BELOW.match(line))
        )

    def _again(self, index: int, line: str) -> bool:
        """Does the same number of a row follow?"""
        after = range(index + 1, min(index + _ROW, len(self.lines)))
        return any(self._line(i).rstrip(".") == line and self._numbered(i) for i in after)

    def _ends_a_name(self, index: int) -> bool:
        """`Tỉ lệ nội địa hóa đến năm`, `2030`: is it the year of the line above?"""
        return bool(re.fullmatch(YEAR, self._line(index))) and self._line(index - 1).endswith(words("year"))

    def _row(self, first: int, stop: int) -> None:
        """`Thu nhập bình quân đầu người`, `triệu đồng`, `48`, `75`: a name, its unit, a figure a column."""
        figures = next(
            (i for i in range(first, stop) if value().match(self._line(i)) and not self._ends_a_name(i)), stop
        )
        if any(
            grid.running_head().match(self._line(i)) and not value().match(self._line(i)) for i in range(first, figures)
        ):
            return
        run = [i for i in range(figures, stop) if all(value().match(self._line(j)) for j in range(figures, i + 1))]
        names = list(range(first, figures))
        while names and self._line(names[-1]).strip(" ≥≤><=~") in ("", *words("bound")):
            names.pop()
        bounded = figures - len(names) > first and len(run) == 1
        if not run or not names:
            return
        unit = self._line(names[-1]) if self.has_unit and len(names) > 1 and len(self._line(names[-1])) <= _UNIT else ""
        place = planned(self.columns)
        if len(run) != len(self.columns) and not (len(self.columns) == 1 or bounded):
            return
        cell = run[place if place is not None and len(run) == len(self.columns) else 0]
        figure = value().match(self._line(cell))
        if figure is None or place is None:
            return
        start, end = self.lines[names[0]][0], self.lines[cell][1]
        name = self.doc.text[start : self.lines[names[-1]][1]]
        named = [year for year in years(self.low, start, self.lines[names[-1]][1]) if year >= self.oldest]
        printed = self.doc.text[slice(*self.lines[names[-1]])].strip(" *") if unit else None
        self.targets.append(
            Target(
                start=start,
                end=end,
                due=due(self.columns[place].year or next(iter(named), None)),
                value="".join(figure["figure"].split()),
                unit=figure["unit"] or printed or measured_in(name) or self.unit,
            )
        )
        self.end = end
