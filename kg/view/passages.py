"""The paragraph around a quote, with its line and section, so that a reader sees the sentence where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from kg.graph import Graph
from kg.structure import outline, section_path, upwards
from kg.view.model import Passage

_LINE_END = re.compile("\n")
WHOLE = 700  # characters of a paragraph that are shown whole
AROUND = 260  # characters kept before and after a quote in a longer one


class Heading(NamedTuple):
    """A heading: its section, its words, where they stand."""

    section: str = ""
    words: str = ""
    start: int = 0
    end: int = 0


class Texts:
    """Passages of a graph's files, each once; a file is outlined when it is first asked for."""

    def __init__(self, graph: Graph, files: dict[str, int], *, bare: bool = False) -> None:
        """`files`: the index of each file in the page. `bare`: passages are only the quotes, which takes no outline of their files."""
        self._graph = graph
        self._bare = bare
        self._files = files
        self._outlines: dict[str, _Outline] = {}
        self._known: dict[tuple[str, int, int], int] = {}
        self.passages: list[Passage] = []

    def at(self, file: str, start: int, end: int) -> tuple[int, int, int]:
        """(index of the passage, start and end of the quote in it)."""
        low, high = (start, end) if self._bare else self._outline(file).window(start, end)
        known = self._known.get((file, low, high))
        if known is None:
            known = self._known[file, low, high] = len(self.passages)
            self.passages.append(self._passage(file, low, high, start))
        return known, start - low, end - low

    def _passage(self, file: str, low: int, high: int, start: int) -> Passage:
        if self._bare:
            return Passage(
                file=self._files[file], text=self._graph.slice(file, low, high), start=low, line=0, bare=True
            )
        found = self._outline(file).passage(self._files[file], low, high, start)
        return replace(found, page=self._graph.page(file, start) or 0)

    def around(self, file: str, start: int, end: int) -> Passage:
        """The paragraph of a stretch of a text; what lies beyond the end of the text is cut off."""
        found = self._outline(file)
        start = min(start, len(found.text))
        end = max(start, min(end, len(found.text)))
        low, high = found.window(start, end)
        shown = found.passage(self._files.get(file, 0), low, high, start)
        return replace(shown, page=self._graph.page(file, start) or 0)

    def section(self, file: str, start: int) -> Heading:
        """The heading that what begins at `start` stands under; empty at the top."""
        return self._outline(file).heading(start)

    def _outline(self, file: str) -> _Outline:
        if file not in self._outlines:
            self._outlines[file] = _outlined(file, self._graph.text(file))
        return self._outlines[file]


@lru_cache(maxsize=256)
def _outlined(file: str, text: str) -> _Outline:
    """Outlines are kept between pages: a server makes many of the same texts."""
    return _Outline(file, text)


class _Outline:
    """A file's text with its parts and lines."""

    def __init__(self, file: str, text: str) -> None:
        self.text = text
        self.parts = outline(file, text).parts
        self.starts = [p.start for p in self.parts]
        self.lines = [m.start() for m in _LINE_END.finditer(text)]

    def part(self, at: int) -> int:
        """Index of the part at an offset, -1 before the first."""
        return bisect_right(self.starts, at) - 1

    def window(self, start: int, end: int) -> tuple[int, int]:
        """The paragraph or paragraphs of a quote; of a long one what stands around the quote."""
        first, last = self.part(start), self.part(max(start, end - 1))
        low = self.parts[first].start if first >= 0 else 0
        high = max(end, self.parts[last].end if last >= 0 else end)
        if high - low > WHOLE:
            low, high = self._word(max(low, start - AROUND), low), self._word(min(high, end + AROUND), high)
        return low, high

    def _word(self, at: int, limit: int) -> int:
        """The next blank after a cut, so that no word is cut in two."""
        if at == limit:
            return at
        return min(
            (i for i in (self.text.find(" ", at, at + 40), self.text.find("\n", at, at + 40)) if i >= 0), default=at
        )

    def passage(self, file: int, low: int, high: int, start: int) -> Passage:
        """The text from `low` to `high`, with where it stands."""
        first, last = self.part(start), self.part(max(low, high - 1))
        before = first >= 0 and low > self.parts[first].start
        after = last >= 0 and high < self.parts[last].end
        section = section_path(self.parts, first) if first >= 0 else ""
        return Passage(
            file=file, text=self.text[low:high], start=low, line=bisect_left(self.lines, low) + 1, section=section, before=before, after=after
        )  # fmt: skip

    def heading(self, start: int) -> Heading:
        """The highest heading but one above an offset, as a group of tasks: its section and its words."""
        above = upwards(self.parts, self.part(start))
        chain = [i for i in above if self.parts[i].kind not in ("bullet", "row", "text", "letter")]
        if not chain:
            return Heading()
        chain.reverse()
        chosen = chain[min(1, len(chain) - 1)]
        part = self.parts[chosen]
        return Heading(
            section_path(self.parts, chosen), " ".join(self.text[part.body : part.end].split()), part.start, part.end
        )
