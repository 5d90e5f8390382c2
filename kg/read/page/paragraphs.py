"""Lines joined where a sentence goes on."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from kg.read.layout import mentions
from kg.read.marks import PAGE, unmarked
from kg.read.page.flow import Line
from kg.read.page.joining import join_two
from kg.read.words import words
from kg.text import key

_WIDE = 300.0  # points: a column of running text, not one side of a header
_FIRST = re.compile(r"\W*\S+")
END = re.compile(r"[.;:!?…/][\"”’)]*$")
# What no sentence goes on with: `Điều 5.`, `1. Người`, `a) `.
_CLAUSE = re.compile(r"\w{3,6} \d{1,3}[a-zđ]?\. [^\W\d_]|\d{1,3}(?:\.\d{1,3})*\. ?[^\W\d_a-z]|[a-zđ]\) [^\W\d_]")
_NUMBER_LINE = re.compile(r"([^\W\d_]{2})(?:\s*:|\s+\d*[/-])")
_STARTS = re.compile(
    r"(?:[-–—+•*·]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|\(?[a-zđ][.)]\s|[IVXLC]{1,6}[.)]\s|[A-ZĐ][.)]\s|\[\d+\]|[A-ZĐ]\S{2,6}\s\d{1,3}[a-zđ]?\.?(?:\s|$))"
)


def paragraphs_of(lines: list[Line | None]) -> list[str]:
    """Lines joined where a sentence goes on; None stands for the start of a page."""
    out: list[str] = []
    last: Line | None = None
    page = ""
    pitch = _pitch(lines)
    for line in lines:
        if line is None:
            page += PAGE
        elif last is not None and _goes_on(last, line, bool(page) or line.follows, pitch):
            out[-1] = join_two(out[-1], page + line.text)
            page, last = "", line
        else:
            out.append(page + line.text)
            page, last = "", line
    if page:
        out[-1:] = ["".join(out[-1:]) + page]
    return out


def _pitch(lines: list[Line | None]) -> float:
    """The usual distance between lines."""
    steps = Counter(
        round(b.top - a.top, 0)
        for a, b in itertools.pairwise(lines)
        if a and b and not a.table and not b.table and 4 < b.top - a.top < 60
    )
    return steps.most_common(1)[0][0] if steps else 16.0


def _goes_on(last: Line, line: Line, new_page: bool, pitch: float) -> bool:
    """Does a line carry on the sentence, or the heading, of the last one? `pitch`: the usual distance between lines."""
    if last.table or line.table:
        return False
    text, before = unmarked(line.text), unmarked(last.text)
    if not new_page and (
        line.broken or line.top < last.top or line.top - last.top > 1.6 * max(pitch, line.bottom - line.top)
    ):
        return False
    if before.endswith(("-", "/")) and before[-2:-1].isalnum() and text[:1].isalnum():
        return True
    full, ended = _is_full(last, before, text), bool(END.search(before))
    if _is_motto(before, text):
        return True
    if text.isupper() and before.isupper():  # lines of a heading or of a signature
        return (
            full
            and last.margins[1] - last.margins[0] > _WIDE
            and (not _indented(line) or _is_centred(line))
            and (not _indented(last) or _is_centred(last))
        )
    if _CLAUSE.match(text) or _is_number_line(text):
        return False
    if not new_page and line.top - last.top > 1.25 * pitch and not (text[:1].islower() and not ended):
        return False
    if _STARTS.match(text) and (ended or not full or line.left > line.margins[0] + 6):
        return False
    if text[:1].islower() and not ended:
        return full or last.right - last.left > 0.5 * (last.margins[1] - last.margins[0])
    if ended:
        return not text.isupper() and full and abs(line.left - line.margins[0]) < 5 and last.margins[0] - 5 < line.left
    return full and not _indented(line)


def _is_motto(before: str, text: str) -> bool:
    """Whether two lines are together the words of the right side of a header, which neither is alone."""
    return (
        len(before) + len(text) < 60
        and mentions(f"{before} {text}", "motto")
        and not mentions(before, "motto")
        and not mentions(text, "motto")
    )


def _is_number_line(text: str) -> bool:
    """`Số: 12/QĐ-UBND`, `Số 17-CT/TU`: the number of the document itself, under the name of the office."""
    found = _NUMBER_LINE.match(text)
    return found is not None and found[1][:1].isupper() and key(found[1]) == words("number")[0]


def _is_centred(line: Line) -> bool:
    return abs((line.left - line.margins[0]) - (line.margins[1] - line.right)) < 8


def _is_full(last: Line, before: str, text: str) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    letter = (last.right - last.left) / max(len(before), 1)
    first = _FIRST.match(text)
    right = last.margins[0] + last.right - last.left if _is_centred(last) else last.right
    return right + letter * ((first.end() if first else 0) + 1) > last.margins[1] - 1


def _indented(line: Line) -> bool:
    return line.left > line.margins[0] + 10
