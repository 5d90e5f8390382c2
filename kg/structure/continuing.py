"""Whether a sentence goes on over the end of a line."""

from __future__ import annotations

import re
from functools import cache

from kg import layout
from kg.compiled import compiled
from kg.grid import Line
from kg.structure.lines import ENDS, ending
from kg.structure.markers import HEAVY

_OPEN = frozenset(",-(")
_NUMBER_OF_PROVISION = compiled(r"(?:\d{1,3}[a-zđ]?|[ivx]{1,5}|[a-zđ])(?=[ ,;])")
_ROMAN = compiled(r"[ivx]{1,5}(?=[ ,;/])")
_LONGEST_NUMBER = 5  # ` 12a,`: of a clause or point
_DITTO = compiled(r"-?\s?//\s?-?")  # a cell of a table that says what the one above it does
_LONGEST_DITTO = 6  # `- // -`
_FOUR_DIGITS = compiled(r"\d{4}(?!\d)")


def goes_on(
    text: str, low: str, line: Line, following: Line, marker: re.Match[str] | None, width: int, spaced: bool
) -> bool:
    """Does the following line continue the sentence of this one, which stands right above it?

    `marker`: what the following line begins with; `width`: at which the file is wrapped, 0 where it is not; `spaced`: empty lines part
    its paragraphs.
    """
    start, end = following
    tail = low[line[1] - 1]
    if low[start] in "|+•" or tail == "|" or low[line[0]] == "|" or _is_ditto(low, line):
        return False
    if (line[1] - line[0] < 4 and _bare_number(low, line)) or (
        end - start < 4
        and _bare_number(low, following)
        and not low.endswith(ending("dangling-number"), line[0], line[1])
    ):
        return False
    lower = text[start].islower() or text[start] in "(,;/"
    if marker:
        return _goes_on_marked(text, low, line, following, marker, lower)
    if (
        end - start < 16
        and text[start:end].isupper()
        and low[start:end].rstrip(" :*") in layout.words("enacting")
        and not text[line[0] : line[1]].isupper()
    ):
        return False  # `… theo đề nghị của Giám đốc Sở Tư pháp,⏎QUYẾT ĐỊNH:`
    if tail in ENDS:
        return spaced or (bool(width) and tail in ";:.,)" and line[1] - line[0] >= width - 12 and lower)
    if lower or tail in _OPEN or spaced or _cuts_number(low, line, following):
        return True
    if _dangles(text, low, line, width) and not low.startswith(layout.words("sentence-start"), start):
        return True
    if _begins_with_article(low, following) and names_article(low, line):
        return True  # `theo điểm a khoản 2⏎Điều 12 của Nghị định này`
    if low.startswith(layout.words("paper-head"), start) and low.endswith(ending("dangling-paper"), *line):
        return not text[line[0] : line[1]].isupper()
    if not width:
        return False
    space = low.find(" ", start, end)
    word = (space if space > 0 else end) - start
    return line[1] - line[0] + 1 + word > width - 6


def _is_ditto(low: str, line: Line) -> bool:
    return line[1] - line[0] <= _LONGEST_DITTO and _DITTO.fullmatch(low, *line) is not None


def _goes_on_marked(text: str, low: str, line: Line, following: Line, marker: re.Match[str], lower: bool) -> bool:
    """The same where what looks like a marker begins the following line, with a small letter or not."""
    tail, at, end = low[line[1] - 1], marker.end(), following[1]
    if marker.lastgroup in HEAVY:
        return tail not in ENDS and (
            lower or (marker.lastgroup == "article" and at >= end and names_article(low, line))
        )
    if marker.lastgroup == "bracket":
        return tail not in ENDS or at >= end or not text[at].isupper()
    if marker.lastgroup != "bullet" or tail in ENDS:
        return False
    if _hyphened(low, line[1], at):
        return True  # `Sở Lao động⏎- Thương binh và Xã hội`
    # A hyphen at the wrap, inside `Vụ Tổ chức - cán bộ`, `2021 - 2030`.
    return (
        tail != ","
        and at < end
        and (text[at].islower() or (tail.isdigit() and _FOUR_DIGITS.match(low, at) is not None))
    )


def _cuts_number(low: str, line: Line, following: Line) -> bool:
    """Does a line end between the word for a provision and its number (`2. Bãi bỏ khoản⏎6 Điều 19 của Luật Viễn thông`), or between that for
    a rank and its Roman numeral (`công trình cấp⏎II trở xuống`)?
    """
    for words, number in (("dangling-provision", _NUMBER_OF_PROVISION), ("dangling-rank", _ROMAN)):
        if low.endswith(ending(words), *line) and number.match(low, *following):
            return True
    return False


def names_article(low: str, line: Line) -> bool:
    """`tại điểm a khoản 1⏎Điều 26.`, `quy định tại⏎Điều 26.`: does an article alone on its line belong to what the line above says?"""
    if low.endswith(ending("before-article"), *line):
        return True
    space = low.rfind(" ", *line)
    return line[1] - space <= _LONGEST_NUMBER and low.endswith(ending("below-article"), line[0], max(space, line[0]))


def _begins_with_article(low: str, line: Line) -> bool:
    """Does a line begin with an article and its number?"""
    first = low.find(" ", *line)
    return low[first + 1 : first + 2].isdigit() and low[line[0] : first] in layout.words("article-head")


@cache
def _halves() -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, _, second in (words.partition(" - ") for words in layout.words("hyphened")))


def _hyphened(low: str, end: int, start: int) -> bool:
    """Is a name with a hyphen cut before it: does its first half end there, and its second begin here?"""
    return any(
        low.endswith(first, 0, end)
        and low.startswith(second, start)
        and low[start + len(second) : start + len(second) + 1] != ":"
        for first, second in _halves()
    )


def _bare_number(low: str, line: Line) -> bool:
    """A number alone on its line: of a table's row."""
    return line[1] - line[0] <= 3 and low[line[0] : line[1]].isdigit()


def _dangles(text: str, low: str, line: Line, width: int) -> bool:
    """Does a line end in a word that something must follow?"""
    start, end = line
    if low.endswith(ending("dangling-always"), start, end) and not text[start:end].isupper():
        return True
    if not (width or end - start > 40) or text[start:end].isupper():
        return False
    if low.endswith(ending("whole-end"), start, end) or (
        not width and low.endswith(ending("whole-phrase"), start, end)
    ):
        return False
    if low.endswith(ending("dangling"), start, end):
        return True
    word = low.rfind(" ", start, end) + 1
    return text[word].isupper() and low.endswith(ending("dangling-capital"), start, end)
