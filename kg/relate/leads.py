"""Which paragraphs go on with the sentence of one above them, a lead-in that ends in a colon."""

from __future__ import annotations

from kg.model import Document
from kg.structure.markers import NO_RANK, RANK


def lead_ins(doc: Document) -> list[int]:
    """For each part the one above it whose sentence it goes on: a paragraph ending in a colon, -1 where there is none."""
    found: list[int] = []
    open_: list[tuple[int, str]] = []  # (lead-in, kind of its items: "" before the first)
    for i, part in enumerate(doc.parts):
        while open_ and not _continues(doc, open_[-1], part.kind):
            open_.pop()
        if open_ and not open_[-1][1]:
            open_[-1] = (open_[-1][0], part.kind)
        found.append(open_[-1][0] if open_ else -1)
        if doc.low[part.end - 1 : part.end] == ":":
            open_.append((i, ""))
    return found


def _continues(doc: Document, opened: tuple[int, str], here: str) -> bool:
    """Does a part of that kind go on with the open lead-in?"""
    lead, kind = opened
    above = doc.parts[lead]
    if not kind:
        return above.kind in ("text", "row") or _depth(here) > _depth(above.kind)
    if above.kind not in ("text", "row") and _depth(here) <= _depth(above.kind):
        return False
    if kind == "text" and here == "text":
        return True
    return _depth(here) >= _depth(kind) and not (here == "text" and kind != "text")


def _depth(kind: str) -> int:
    return RANK.get(kind, NO_RANK)
