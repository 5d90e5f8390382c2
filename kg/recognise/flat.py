"""A text laid flat: every run of blanks one space, paragraphs parted by a line break, with the way back to the offsets of the text."""

from __future__ import annotations

from bisect import bisect_right

from kg import grid
from kg.model import Document, Part


class Flat:
    """`low` is the folded text, `text` the printed one (markdown stars as blanks), of equal length."""

    def __init__(self, doc: Document) -> None:
        self._parts = doc.parts
        self._starts: list[int] = []
        self._kept: dict[int, list[int]] = {}
        lows, texts, at = [], [], 0
        rows = _wrapped_rows(doc)
        for i, part in enumerate(doc.parts):
            if part.start in rows:
                kept = _cell_by_cell(doc.low, rows[part.start], part)
                lows.append("".join("\n" if k < 0 else doc.low[part.start + k] for k in kept))
                texts.append("".join("\n" if k < 0 else doc.text[part.start + k] for k in kept))
                self._kept[i] = [abs(k) for k in kept]
                self._starts.append(at)
                at += len(kept) + 1
                continue
            low = doc.low[part.start : part.end].replace("\n", " ").replace("\t", " ")
            text = doc.text[part.start : part.end].replace("\n", " ").replace("*", " ")
            if "  " in low:
                kept = [j for j, c in enumerate(low) if c != " " or j == 0 or low[j - 1] != " "]
                low, text = "".join(map(low.__getitem__, kept)), "".join(map(text.__getitem__, kept))
                self._kept[i] = kept
            lows.append(low)
            texts.append(text)
            self._starts.append(at)
            at += len(low) + 1
        self.low, self.text = "\n".join(lows), "\n".join(texts)

    def offset(self, at: int) -> int:
        """Offset in the document of a character of the flat text."""
        i = self.part(at)
        inside = at - self._starts[i]
        kept = self._kept.get(i)
        return self._parts[i].start + (kept[inside] if kept else inside)

    def part(self, at: int) -> int:
        """Index of the paragraph that a character of the flat text stands in."""
        return bisect_right(self._starts, at) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the flat text as offsets of the document; of what is wrapped inside a cell, what stands on the first line."""
        kept = self._kept.get(self.part(start))
        first = self.offset(start)
        if kept:
            inside = start - self._starts[self.part(start)]
            for at in range(inside + 1, min(inside + end - start, len(kept))):
                if kept[at] - kept[at - 1] > _GAP:
                    return first, first + kept[at - 1] - kept[inside] + 1
        return first, self.offset(end - 1) + 1


_GAP = 12  # blanks; a wider gap holds another column


def _wrapped_rows(doc: Document) -> dict[int, grid.Row]:
    """Table rows whose cells go over several lines, by their start."""
    if not any(part.kind == "row" and "\n" in doc.text[part.start : part.end] for part in doc.parts):
        return {}
    return {row.start: row for table in grid.tables(doc.text, doc.low) for row in table if any(len(cell) > 1 for cell in row.cells)}


def _squeezed(kept: list[int], low: str, start: int) -> list[int]:
    """Without blanks that follow a blank."""
    return [k for i, k in enumerate(kept) if k < 0 or low[start + k] != " " or not i or (kept[i - 1] >= 0 and low[start + kept[i - 1]] != " ")]


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
