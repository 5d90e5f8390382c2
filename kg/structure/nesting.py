"""Paragraphs -> parts that stand under one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.compiled import compiled
from kg.grid import Line
from kg.model import Part
from kg.structure.markers import NO_RANK, RANK, Marks, marker_at, ranked

_LEAD = compiled(r"[\s|>“]*")
_MARK = compiled("[“”]")
_ROMAN = compiled(r"^[ivx]+(?=\.|$)")
_LONGEST_WORDING = 60_000  # characters of new wording in quotation marks
_OUTSIDE = -1  # the rank of what new wording in quotation marks stands under: nothing inside ends it


def nested(paragraphs: list[Line], text: str, low: str, marks: Marks, rows: set[int]) -> list[Part]:
    """Each paragraph as a part of the body, below the one it stands under; `rows`: where rows of tables start."""
    parts: list[Part] = []
    stack: list[tuple[int, int]] = []  # (rank, index)
    bars, mark = "|" in low, _next_mark(low, 0)
    outside: list[tuple[int, int]] | None = None  # what is open around new wording in quotation marks
    for start, end in paragraphs:
        kind, marker, rank, body = "row" if start in rows else "text", "", NO_RANK, start
        if kind == "text" and (start in marks or bars or low[start] in ">“"):
            kind, marker, rank, body = _marked(low, marks, start, end)
            small = kind == "capital" and text[start].islower()
            after_h = kind == "roman" and marker == "i" and bool(stack) and parts[stack[-1][1]].marker == "h"
            if small or (after_h and low[start + 1 : start + 2] == ")"):
                kind, rank = "letter", RANK["letter"]
        opens = 0
        if mark < end:
            opens = low.count("“", start, end) - low.count("”", start, end)
            mark = _next_mark(low, end)
            if opens > 0 and not _closed(low, end, opens):
                opens = 0
        if outside is None and opens > 0 and low[start] == "“":
            outside = stack
            stack = [(_OUTSIDE, stack[-1][1])] if stack else []
        if rank != NO_RANK:
            while stack and stack[-1][0] >= rank:
                stack.pop()
        parent = stack[-1][1] if stack else -1
        if rank != NO_RANK:
            stack.append((rank, len(parts)))
        parts.append(Part(kind=kind, marker=marker, start=start, end=end, body=body, parent=parent, zone="body"))
        if outside is None and opens > 0:
            outside = stack
            stack = [(_OUTSIDE, stack[-1][1])] if stack else []
        elif outside is not None and opens < 0:
            stack, outside = outside, None
    return parts


def _next_mark(low: str, at: int) -> int:
    """Where a quotation mark stands from a place on; behind the end where none does."""
    return min((place for mark in "“”" if (place := low.find(mark, at)) >= 0), default=len(low) + 1)


def _closed(low: str, at: int, depth: int) -> bool:
    """Do so many quotation marks close again behind a place? Not where another wording begins first, at the beginning of a line."""
    for found in _MARK.finditer(low, at, at + _LONGEST_WORDING):
        if found[0] == "”":
            depth -= 1
        elif low[found.start() - 1] == "\n":
            return False
        else:
            depth += 1
        if not depth:
            return True
    return False


def _marked(low: str, marks: Marks, start: int, end: int) -> tuple[str, str, int, int]:
    """(kind, marker, rank, where the words begin) of a paragraph."""
    at = start
    if low[start] in "|>“":
        lead = _LEAD.match(low, start, end)
        at = lead.end() if lead else start
        if at >= end:
            return "text", "", NO_RANK, start
    if low.find("|", at, end) > 0:
        return "row", "", NO_RANK, at
    found = marks.get(at) if at == start else marker_at(low, at, end)
    if not found or (found.end() >= end and found.lastgroup in ("bullet", "plus", "capital")):
        return "text", "", NO_RANK, at if low[start] != "“" else start
    kind, body = found.lastgroup or "text", found.end()
    while body < end and low[body].isspace():  # `Điều 2.` above its title
        body += 1
    return *ranked(kind, found[kind]), body


def upwards(parts: Sequence[Part], index: int) -> Iterator[int]:
    """A part and those that it stands under, the nearest first; none of -1, the top."""
    while index >= 0:
        yield index
        index = parts[index].parent


def section_path(parts: tuple[Part, ...], index: int) -> str:
    """Where a part stands, as people write it: `II.6.4`; `6.4` under `6` does not repeat the 6. Bullets do not count."""
    markers: list[str] = []
    for at in upwards(parts, index):
        part = parts[at]
        nested = bool(markers) and markers[-1].startswith(part.marker + ".")
        if part.marker and part.kind not in ("bullet", "plus") and not nested:
            markers.append(part.marker)
    return ".".join(_ROMAN.sub(lambda found: found[0].upper(), marker) for marker in reversed(markers))
