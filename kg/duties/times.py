"""Times that stand as headings above what is due then."""

from __future__ import annotations

from bisect import bisect_right

from kg.duties.paper import LISTED, SECTIONS, Paper
from kg.model import Part
from kg.recognise import dates
from kg.structure import upwards

_LONGEST = 70  # of a line that only says when
_ITEMS = LISTED | {"number"}  # what stands below a line
_YEAR = "01-01", "12-31"  # its first and its last day


class Times:
    """The lines of a paper that say nothing but when (`3. Trước ngày 10/5/2024:`, `QUÝ II`), and what stands below them."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.low, self.parts = paper, paper.low, paper.parts
        self.said: dict[int, dates.When | None] = {}
        self.lines: list[tuple[int, int, dates.When]] | None = None  # first and last part below a line, and when

    def above(self, index: int) -> dates.When | None:
        """When what a part says is due, by the nearest item or heading it belongs to, else by the line above its list. Rules have no such headings."""
        if self.paper.rules:
            return None
        for at in upwards(self.parts, self.parts[index].parent):
            if when := self.of(at):
                return when
        if self.lines is None:
            self.lines = self._lines()
        line = bisect_right(self.lines, index, key=lambda one: one[0]) - 1
        return self.lines[line][2] if line >= 0 and index <= self.lines[line][1] else None

    def of(self, index: int) -> dates.When | None:
        """When, where an item that others stand under says nothing else."""
        if index not in self.said:
            self.said[index] = self._of(index)
        return self.said[index]

    def is_heading(self, index: int) -> bool:
        """Was a part read as a time that holds for what stands below it?"""
        return self.said.get(index) is not None

    def _of(self, index: int) -> dates.When | None:
        part, end = self.parts[index], self.paper.stop(self.parts[index])
        if not part.body < end < part.body + _LONGEST or (part.kind == "text" and self.low[end - 1] != ":"):
            return None
        return self._only(part, end)

    def _only(self, part: Part, end: int) -> dates.When | None:
        """The one time that a line names, where it says nothing else."""
        found = dates.find(self.low, part.body, end, self.paper.issued, self.paper.year, label=True)
        said = sum(when.end - when.start for when in found)
        return found[0] if len(found) == 1 and said >= end - part.body - 2 else None

    def _lines(self) -> list[tuple[int, int, dates.When]]:
        """`THÁNG 3`, `QUÝ II` above items that are no parts of theirs: each with the items down to the next of these lines."""
        found: list[tuple[int, int, dates.When]] = []
        below = self.parts[1:]
        for index, (part, following) in enumerate(zip(self.parts, below, strict=False)):
            if part.kind != "text" or following.kind not in _ITEMS or following.zone != "body":
                continue
            end = self.paper.stop(part)
            if (
                not part.body < end < part.body + _LONGEST
                or self.low[end - 1] in ".;"
                or part.zone not in ("body", "title")
            ):
                continue
            when = self._only(part, end) if self._begins_anew(index) else None
            if when is None or (self.low[end - 1] != ":" and _years(when)):
                continue  # `NĂM 2024`: the last line of a title
            self.said[index] = when
            last = self._last(index)
            if found and found[-1][1] >= index:
                found[-1] = (found[-1][0], index - 1, found[-1][2])
            found.append((index + 1, last, when))
        return found

    def _begins_anew(self, index: int) -> bool:
        """Does a line stand below an item, the end of a sentence, or an empty line? Else it may be a cell, or the rest of a broken line."""
        start = self.parts[index].start
        if index and self.parts[index - 1].kind in SECTIONS | _ITEMS:
            return True
        above = self.low[max(0, start - _LONGEST) : start].rstrip(" *#")
        return above.endswith("\n\n") or above.rstrip()[-1:] in (".", ";", ":", ")", "")

    def _last(self, index: int) -> int:
        """The last of the items below a line: those down to the next section, or to an item of a higher level."""
        first = self.parts[index + 1]
        at = index + 1
        while at < len(self.parts):
            part = self.parts[at]
            if part.zone != "body" or part.kind in SECTIONS or part.kind == "row" or part.parent < first.parent:
                break
            at += 1
        return at - 1


def _years(when: dates.When) -> bool:
    """Is it a year or several, and no shorter time?"""
    begins, ends = (when.not_before or "")[5:], (when.not_after or "")[5:]
    return begins in ("", _YEAR[0]) and ends == _YEAR[1]
