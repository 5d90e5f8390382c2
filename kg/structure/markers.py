"""What paragraphs begin with: `Điều 5.`, `II.`, `II.1.`, `1.2.`, `a)`, `-`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg import layout
from kg.compiled import compiled
from kg.structure.lines import HEADS, Stretch
from kg.text import either

Marks = dict[int, "re.Match[str]"]  # of the lines that begin with a marker, by their start
# Ranks decide nesting: a part stands under the nearest earlier one of smaller rank. Numbers `1.2.3` add their depth.
RANK = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "capital": 3,
    "roman": 4,
    "article": 5,
    "number": 6,
    "letter": 12,
    "bracket": 13,
    "bullet": 14,
    "plus": 15,
}
NO_RANK = 99  # of what has no marker: nothing stands under it
HEAVY = frozenset(("part", "chapter", "section", "article"))
# what has such a marker goes on no sentence
ANEW = frozenset(("roman", "within", "number", "capital", "letter", "plus"))
_PART, _CHAPTER, _SECTION, _ARTICLE, _ORDINAL, _NONE = (
    either(layout.words(row), r"\s+")
    for row in ("part-head", "chapter-head", "section-head", "article-head", "article-ordinal", "no-marker")
)
_MARKER = compiled(
    rf"(?:(?P<part>{_PART}\s+\w+)(?=[\s.:]|$)"
    rf"|(?P<chapter>{_CHAPTER}\s+(?:[ivxlc]+|\d+))(?=[\s.:]|$)"
    rf"|(?P<section>{_SECTION}\s+(?:[ivxlc]+|\d+))(?=[\s.:]|$)"
    rf"|(?P<article>{_ARTICLE}\s+(?:\d+[a-zđ]{{0,2}}|{_ORDINAL}))(?=\s*[.:]|\s*$|\s+-\s)"
    rf"|(?P<roman>(?!{_NONE})[ivx]{{1,6}})(?=\s?[.)/-](?:(?=\s|[^\d\s])|$))"
    rf"|(?P<within>(?!{_NONE})[ivx]{{1,6}}\.\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?= {{0,2}}\.(?!\d)|\s)"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?= {0,2}[.)/](?![\d/])(?![a-zđ]{1,5}-)|\s?-(?=\s)|(?<=\.\d)\s)"
    r"|(?P<capital>[a-hđ](?=\s?[.-]\s))"
    r"|(?P<letter>[a-zđ]{1,2}(?:\.\d{1,2})?)(?=\s?\))"
    r"|(?P<bracket>\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\))(?=\s)"
    r"|(?P<bullet>[-•·▪►‑](?!-|//))"
    r"|(?P<plus>\+)"
    r") {0,2}[.:)/-]?\s*"
)
_ROMAN_STARTS = ("iii", "iv", "vi", "xi", "xv", "xx")


def marks_of(low: str, stretches: list[Stretch]) -> Marks:
    """The markers of all lines; a look at the first letters is enough for the many that have none."""
    marked = _marked_line().match
    return {
        start: found
        for start, first, _ in stretches
        if (found := marked(low, start, first)) and not _mere_number(low, found, first)
    }


@cache
def _marked_line() -> re.Pattern[str]:
    """A marker where a line begins as one with a marker does."""
    heads = (word + gap for gap in " \n" for row in HEADS for word in layout.words(row))
    longer = either([*heads, *_ROMAN_STARTS])
    return compiled(rf"(?=[0-9(+•·▪►‑-]|[^\W\d_](?:[.)/ ]|-(?=\s)|.[.)/-])|{longer}){_MARKER.pattern}")


def marker_at(low: str, start: int, end: int) -> re.Match[str] | None:
    """The marker that stands there."""
    found = _MARKER.match(low, start, end)
    return found if found and not _mere_number(low, found, end) else None


def _mere_number(low: str, found: re.Match[str], end: int) -> bool:
    """A wrapped symbol or figure at a line start (`912/QĐ-BKHCN`, `12. 500`) is no marker."""
    if found.lastgroup != "number":
        return False
    if low[found.end("number")] == "/" and found.end() >= end:
        return True  # `trước ngày / 31/ / 12/2023`
    return (
        found.end() < end
        and low[found.end("number")] == "/"
        and not low[found.end() - 1].isspace()
        and low[found.end()].isalnum()
        and low[found.end() : min(end, found.end() + 6)].find("-") > 0
    )


@lru_cache(maxsize=1 << 12)  # texts have the same few markers
def ranked(kind: str, printed: str) -> tuple[str, str, int]:
    """(kind, marker, rank) of a marker of one of the groups of `_MARKER`."""
    marker = " ".join(printed.split()).strip("()")
    if kind == "within":  # `II.1.`: below `II.`, above a `1.`
        return "number", marker, RANK["roman"] + marker.count(".")
    rank = RANK[kind] + (marker.count(".") if kind == "number" else 0)
    return "letter" if kind == "bracket" else kind, marker, rank
