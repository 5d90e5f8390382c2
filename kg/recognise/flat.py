"""A text laid flat: every run of blanks one space, paragraphs parted by a line break, with the way back to the offsets of the text."""

from __future__ import annotations

from bisect import bisect_right

from kg.model import Document


class Flat:
    """`low` is the folded text, `text` the printed one (markdown stars as blanks), of equal length."""

    def __init__(self, doc: Document) -> None:
        self._parts = doc.parts
        self._starts: list[int] = []
        self._kept: dict[int, list[int]] = {}
        lows, texts, at = [], [], 0
        for i, part in enumerate(doc.parts):
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
        """A stretch of the flat text as offsets of the document."""
        return self.offset(start), self.offset(end - 1) + 1
