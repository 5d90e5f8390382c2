"""The sentence that a stretch of a text stands in, for facts whose own words say too little (`trước ngày 31 tháng 12`)."""

from __future__ import annotations

import re
from collections.abc import Container

from kg.graph import Graph

AROUND = 400  # characters looked at on either side
_END = re.compile(r"[.;!?](?=\s)|\n")


def sentence(graph: Graph, file: str, start: int, end: int) -> str:
    """The words from the end of the sentence or line before to the end of this one, as they stand in the text; of a long one what is near. Words that
    fill a line or a cell of their own come with what stands before and after them."""
    low = max(0, start - AROUND)
    text = graph.slice(file, low, end + AROUND)
    edge = 0 if low == 0 else text.find(" ") + 1
    before, after = _edges(text, start - low, end - low, edge, _wraps(text))
    narrow = text[before[-1] : after[0]].strip()
    wide = text[before[-2 if len(before) > 1 else -1] : after[1 if len(after) > 1 else 0]].strip()
    return wide if len(narrow) <= end - start + 3 else narrow


def _wraps(text: str) -> Container[int]:
    """The ends of lines inside paragraphs: there the page was full."""
    from kg.structure import outline

    return {at for part in outline("", text).parts for at in range(part.start, part.end) if text[at] == "\n"}


def _edges(text: str, first: int, last: int, edge: int, wraps: Container[int]) -> tuple[list[int], list[int]]:
    """Where something with words begins before the stretch, nearest last; where it ends behind it, nearest first."""
    before, after = [edge], list[int]()
    for found in _END.finditer(text, edge, first):
        if found.start() not in wraps and text[before[-1] : found.end()].strip():
            before.append(found.end())
    for found in _END.finditer(text, last):
        if found.start() not in wraps and text[(after[-1] if after else first) : found.end()].strip():
            after.append(found.end())
    return before, after or [len(text)]
