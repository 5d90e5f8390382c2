"""The sentence that a stretch of a text stands in, for facts whose own words say too little (`trước ngày 31 tháng 12`)."""

from __future__ import annotations

import re

from kg.graph import Graph

AROUND = 400  # characters looked at on either side
_END = re.compile(r"[.;!?](?=\s)|\n")


def sentence(graph: Graph, file: str, start: int, end: int) -> str:
    """The words from the end of the sentence or line before to the end of this one, as they stand in the text; of a long one what is near. Words that
    fill a line or a cell of their own come with what stands before and after them."""
    low = max(0, start - AROUND)
    text = graph.slice(file, low, end + AROUND)
    before, after = _edges(text, start - low, end - low, 0 if low == 0 else text.find(" ") + 1)
    narrow = text[before[-1] : after[0]].strip()
    wide = text[before[-2 if len(before) > 1 else -1] : after[1 if len(after) > 1 else 0]].strip()
    return wide if len(narrow) <= end - start + 3 else narrow


def _edges(text: str, first: int, last: int, edge: int) -> tuple[list[int], list[int]]:
    """Where something with words begins before the stretch, nearest last; where it ends behind it, nearest first."""
    before, after = [edge], list[int]()
    for found in _END.finditer(text, edge, first):
        if _ends(text, found) and text[before[-1] : found.end()].strip():
            before.append(found.end())
    for found in _END.finditer(text, last):
        if _ends(text, found) and text[(after[-1] if after else first) : found.end()].strip():
            after.append(found.end())
    return before, after or [len(text)]


def _ends(text: str, found: re.Match[str]) -> bool:
    """A line that goes on in small letters is the same sentence, broken where the page was full."""
    if found[0] != "\n":
        return True
    following = text[found.end() :].lstrip(" \t")[:1]
    return not following.islower()
