"""A text laid flat: every run of blanks one space, paragraphs parted by a line break, with the way back to the offsets of the text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from kg import grid
from kg.model import Document, Part


class Flat:
    """`low` is the folded text, `text` the printed one (markdown stars as blanks, the Icelandic capital as `Đ`), of equal length."""

    def __init__(self, doc: Document) -> None:
        self._parts, self._printed = doc.parts, doc.text
        self._kept: dict[int, list[int]] = {}
        rows = _wrapped_rows(doc)
        whole_low, whole_text = (
            doc.low.replace("\n", " "),
            doc.text.replace("\n", " ").replace("*", " ").replace("\u00d0", "Đ"),
        )
        spans = [(part.start, part.end) for part in doc.parts]
        lows = [whole_low[start:end] for start, end in spans]
        texts = [whole_text[start:end] for start, end in spans]
        if "\t" in doc.text:  # a tab ends a cell
            for i in [i for i, part in enumerate(doc.parts) if part.kind == "row" and "\t" in texts[i]]:
                lows[i] = "".join("\n" if c == "\t" else low for c, low in zip(texts[i], lows[i], strict=True))
                texts[i] = texts[i].replace("\t", "\n")
        # Most paragraphs stand as they are.
        for i in [i for i, low in enumerate(lows) if "  " in low or (rows and spans[i][0] in rows)]:
            low = lows[i]
            row = rows.get(spans[i][0])
            if row:
                kept = _cell_by_cell(doc.low, row, doc.parts[i])
                low, text = low.replace("|", " "), texts[i].replace("|", " ")  # a bar right behind a cell's line
                lows[i] = "".join("\n" if k < 0 else low[k] for k in kept)
                texts[i] = "".join("\n" if k < 0 else text[k] for k in kept)
                self._kept[i] = [abs(k) for k in kept]
            else:
                kept = self._kept[i] = _single_blanks(low)
                lows[i] = "".join(map(low.__getitem__, kept))
                texts[i] = "".join(map(texts[i].__getitem__, kept))
        self.low, self.text = "\n".join(lows), "\n".join(texts)
        self._starts = [0, *(number + end for number, end in enumerate(accumulate(map(len, lows)), 1))]
        # What is added to an offset inside a paragraph.
        self._shifts = [start - at for (start, _), at in zip(spans, self._starts, strict=False)]

    def offset(self, at: int) -> int:
        """Offset in the document of a character of the flat text."""
        i = self.part(at)
        kept = self._kept.get(i)
        return self._parts[i].start + kept[at - self._starts[i]] if kept else at + self._shifts[i]

    def breaks(self, at: int) -> bool:
        """Does a line of the document end at a character of the flat text?"""
        return self._printed[self.offset(at)] == "\n"

    def blanks(self, at: int) -> int:
        """How many blanks the document has, on one line, where the flat text has one."""
        return len(gap) if (gap := self._printed[self.offset(at) : self.offset(at + 1)]).strip(" ") == "" else 0

    def part(self, at: int) -> int:
        """Index of the paragraph that a character of the flat text stands in."""
        return bisect_right(self._starts, at) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the flat text as offsets of the document; of what is wrapped inside a cell, what stands on the first line."""
        i = bisect_right(self._starts, start) - 1
        kept = self._kept.get(i)
        if not kept:
            shift = self._shifts[i]
            return start + shift, end + shift if end <= self._starts[i + 1] else self.offset(end - 1) + 1
        inside = start - self._starts[i]
        first = self._parts[i].start + kept[inside]
        for at in range(inside + 1, min(inside + end - start, len(kept))):
            if kept[at] - kept[at - 1] > _GAP:
                last = at - 2 if self.low[self._starts[i] + at - 1] == " " else at - 1
                return first, first + kept[last] - kept[inside] + 1
        return first, self.offset(end - 1) + 1


def _single_blanks(low: str) -> list[int]:
    """Places of the characters that are left when every run of blanks is one."""
    kept: list[int] = []
    at = 0
    run = low.find("  ")
    while run >= 0:
        kept += range(at, run + 1)
        at = run + 2
        while low.startswith(" ", at):
            at += 1
        run = low.find("  ", at)
    kept += range(at, len(low))
    return kept


_GAP = 12  # blanks; a wider gap holds another column


def _wrapped_rows(doc: Document) -> dict[int, grid.Row]:
    """Table rows whose cells go over several lines, or that only a mark between words parts, by their start."""
    rows = [doc.text[part.start : part.end] for part in doc.parts if part.kind == "row"]
    if not any("\n" in row or _is_marked(row) for row in rows):
        return {}
    return {
        row.start: row
        for table in grid.tables(doc.text, doc.low)
        for row in table
        if any(len(cell) > 1 for cell in row.cells) or _is_marked(doc.text[row.start : row.end])
    }


def _is_marked(row: str) -> bool:
    """Are the cells of a row parted by no bars, tabs or blanks?"""
    return not any(mark in row for mark in ("|", "\t", "  "))


def _cell_by_cell(low: str, row: grid.Row, part: Part) -> list[int]:
    """The characters of a row, cell by cell, the lines of a cell joined by a blank; a negative number stands for a line break."""
    kept: list[int] = []
    for cell in row.cells:
        for number, piece in enumerate(cell):
            if number:
                kept.append(cell[number - 1].end - part.start)
            kept += (at - part.start for at in range(piece.start, piece.end) if low[at] != " " or low[at - 1] != " ")
        if cell:
            kept.append(part.start - cell[-1].end)
    return kept
