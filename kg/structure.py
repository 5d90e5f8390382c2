"""The outline of a text: paragraphs with hard wraps joined, their markers, their nesting, and the zone each stands in.

Files found in the wild wrap lines in mid-phrase, flatten tables to one cell a line, and carry `**` and `|` of their journey.
"""

from __future__ import annotations

import re

from kg.model import Document, Part
from kg.text import fold

# Ranks decide nesting: a part stands under the nearest earlier one of smaller rank. Numbers `1.2.3` add their depth.
_RANK = {"part": 0, "chapter": 1, "section": 2, "capital": 3, "roman": 4, "article": 5, "number": 6, "letter": 12, "bullet": 14, "plus": 15}
_MARKER = re.compile(
    r"(?:(?P<part>phần\s+(?:thứ\s+)?[\wăâđêôơưáàạảãấầậẩẫắằặẳẵéèẹẻẽếềệểễíìịỉĩóòọỏõốồộổỗớờợởỡúùụủũứừựửữ]+)(?=[\s.:]|$)"
    r"|(?P<chapter>chương\s+(?:[ivxlc]+|\d+))(?=[\s.:]|$)"
    r"|(?P<section>(?:tiểu\s+)?mục\s+(?:[ivxlc]+|\d+))(?=[\s.:]|$)"
    r"|(?P<article>điều\s+\d+[a-zđ]{0,2})(?=\s*[.:]|\s*$)"
    r"|(?P<roman>[ivx]{1,6})(?=\s?[.)/-](?=\s|[^\d\s]))"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?=\s?[.)/](?![\d/])|\s?-(?=\s)|(?<=\.\d)\s)"
    r"|(?P<capital>[a-h](?=\s?\.\s))"
    r"|(?P<letter>[a-zđ]{1,2}(?:\.\d{1,2})?)(?=\s?\))"
    r"|(?P<bullet>[-•·▪►‑])"
    r"|(?P<plus>\+)"
    r")\s?[.:)/-]?\s*"
)
_LEAD = re.compile(r"[\s|>]*")
_END = re.compile(r"[.;:!?|”\"/]\s*$")
_STARTS_LOW = re.compile(r"[a-zà-ỹđ(,]")
_RULE = re.compile(r"[\s|*_=.-]*$")


def outline(file: str, text: str) -> Document:
    """text -> Document with its parts in text order; every part's parent stands before it."""
    low = fold(text)
    return Document(file=file, text=text, low=low, parts=tuple(_nest(_paragraphs(text, low), low)))


def _lines(low: str) -> list[tuple[int, int]]:
    """Start and end of each line, without the blanks around it; empty lines and drawn rules have start == end."""
    lines = []
    at = 0
    for line in low.split("\n"):
        stripped = line.strip(" ")
        if not stripped or _RULE.match(stripped):
            lines.append((at, at))
        else:
            start = at + len(line) - len(line.lstrip(" "))
            lines.append((start, start + len(stripped)))
        at += len(line) + 1
    return lines


def _width(lines: list[tuple[int, int]]) -> int:
    """The width at which the file is hard-wrapped, 0 if it is not: many lines end within a few characters of one column."""
    lengths = sorted(e - s for s, e in lines if e - s > 40)
    if len(lengths) < 8:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    return width if width <= 130 and sum(width - 15 <= n <= width for n in lengths) >= 0.5 * len(lengths) else 0


def _paragraphs(text: str, low: str) -> list[tuple[int, int]]:
    """Stretches of lines that are one paragraph each."""
    lines = _lines(low)
    width = _width(lines)
    merged: list[tuple[int, int]] = []
    previous = (0, 0)
    for start, end in lines:
        if end == start:
            previous = (start, start)
            continue
        if previous[1] > previous[0] and merged and _goes_on(text, low, previous, (start, end), width):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
        previous = (start, end)
    return merged


def _goes_on(text: str, low: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Does the following line continue the sentence of this one?"""
    if low[following[0]] in "|-+•" or low[line[1] - 1] == "|" or low[line[0]] == "|":
        return False
    ends = _END.search(low, max(line[0], line[1] - 3), line[1])
    marker = _MARKER.match(low, following[0])
    first = text[following[0]]
    lower = first != first.upper() or first in "(,;/"
    if marker and not (lower and not ends and marker.lastgroup in ("part", "chapter", "section", "article")):
        return False
    if ends and not (width and low[line[1] - 1] in ";:.,)" and line[1] - line[0] >= width - 12 and lower):
        return False
    if lower or low[line[1] - 1] in ",-(":
        return True
    if not width:
        return False
    space = low.find(" ", following[0], following[1])
    word = (space if space > 0 else following[1]) - following[0]
    return line[1] - line[0] + 1 + word > width - 6


def _nest(paragraphs: list[tuple[int, int]], low: str) -> list[Part]:
    parts: list[Part] = []
    stack: list[tuple[int, int]] = []  # (rank, index)
    for start, end in paragraphs:
        kind, marker, body, rank = _marked(low, start, end)
        if kind == "text" or kind == "row":
            parent = stack[-1][1] if stack else -1
        else:
            while stack and stack[-1][0] >= rank:
                stack.pop()
            parent = stack[-1][1] if stack else -1
            stack.append((rank, len(parts)))
        parts.append(Part(kind=kind, marker=marker, start=start, end=end, body=body, parent=parent, zone="body"))
    return parts


def _marked(low: str, start: int, end: int) -> tuple[str, str, int, int]:
    """(kind, marker, where the words begin, rank) of a paragraph."""
    lead = _LEAD.match(low, start, end)
    at = lead.end() if lead else start
    if low.find("|", at, end) > 0:
        return "row", "", at, 99
    found = _MARKER.match(low, at, end)
    if not found or found.end() >= end and found.lastgroup in ("bullet", "plus", "capital"):
        return "text", "", at, 99
    kind = found.lastgroup or "text"
    marker = " ".join(found[kind].split())
    rank = _RANK[kind] + (marker.count(".") if kind == "number" else 0)
    return kind, marker, found.end(), rank


def section_path(parts: tuple[Part, ...], index: int) -> str:
    """Where a part stands, as people write it: `II.6.4`; `6.4` under `6` does not repeat the 6. Bullets do not count."""
    markers: list[str] = []
    while index >= 0:
        part = parts[index]
        if part.marker and part.kind not in ("bullet", "plus"):
            if not (markers and markers[-1].startswith(part.marker + ".")):
                markers.append(part.marker)
        index = part.parent
    named = [m.upper() if re.fullmatch(r"[ivx]+", m) else m for m in reversed(markers)]
    return ".".join(named)
