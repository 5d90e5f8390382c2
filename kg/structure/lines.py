"""The lines of a text, those that plainly go on a sentence taken together."""

from __future__ import annotations

import re
from functools import cache

from kg import grid, layout
from kg.compiled import compiled
from kg.text import either

Stretch = tuple[int, int, int]  # lines of which each plainly goes on the one above: start, end of the first line, end
HEADS = ("part-head", "chapter-head", "section-head", "article-head")  # rows of words that a number follows
ODD = frozenset("0123456789ctp")  # what page numbers and running heads begin with
ENDS = frozenset('.;:!?|”"/…')
_HASHES = compiled(r"#{1,6} +(?=[^ ])")  # of a heading in markdown
_LONGEST_NAME = 400  # characters of the first lines of a page
_LINE = compiled(r"[^\n]+")
_LONE_HEAD = compiled(
    rf"\n *((?:{either(word for row in HEADS for word in layout.words(row))})) *\n(?= *(?:\d{{1,3}}[a-zđ]?[.:]|[ivxlc]+\b))"
)
_SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

_GOES_ON = compiled(rf"[{_SMALL}]+(?![.)]|\w)")  # a word in small letters, no `a)`
_PAGE_LINE = compiled(r"\s*(?:\d{1,3}\s*)?")  # empty, or with the number of a page


@cache
def _gazettes() -> re.Pattern[str]:
    return compiled(either(layout.words("running-head")), re.IGNORECASE)


def inner_heads(text: str) -> list[tuple[int, int]]:
    """The running heads of gazettes that stand in the middle of a sentence, with the empty lines and page numbers around them: `… thay⏎12 CÔNG BÁO/Số
    33/Ngày 30-8-2023⏎thế Quyết định …`; none between the rows of columns.
    """
    if not any(word.partition("/")[0].upper() in text for word in layout.words("running-head")):
        return []
    found: list[tuple[int, int]] = []
    for gazette in _gazettes().finditer(text):
        above, start = _next_full_line(text, text.rfind("\n", 0, gazette.start()) + 1, -1)
        below, end = _next_full_line(text, text.find("\n", gazette.end()) + 1, 1)
        between_words = above[-1:].isalnum() or above[-1:] == ","
        if end and between_words and _GOES_ON.match(below) and not any("   " in line for line in (above, below)):
            found.append((start, end))
    return found


def _next_full_line(text: str, at: int, step: int) -> tuple[str, int]:
    """The next line from the beginning of one up or down that is neither empty nor the number of a page, and where what is dropped ends on its side."""
    while 0 < at < len(text):
        begin = text.rfind("\n", 0, at - 1) + 1 if step < 0 else at
        end = at if step < 0 else text.find("\n", at) + 1 or len(text)
        if not _PAGE_LINE.fullmatch(text, begin, end):
            return text[begin:end].strip(), at
        at = begin if step < 0 else end
    return "", 0


def stretches_of(text: str, low: str, in_tables: bool) -> list[Stretch]:
    """The lines without the blanks around them, those that plainly go on a sentence taken together; in a text with tables each by itself."""
    found: list[Stretch] = []
    named = _repeated_name(low)
    pattern = _LINE if in_tables else _plain_text()
    for stretch in pattern.finditer(text):
        start, end = stretch.span()
        if low[start] == " " or low[end - 1] == " ":
            words = low[start:end].lstrip(" ")
            start = end - len(words)
            end = start + len(words.rstrip(" "))
            if end <= start:
                continue
        if low[start] == "#" and (hashes := _HASHES.match(low, start, end)):
            start = hashes.end()
        if named and low.startswith(named, start) and _section_head().match(low, start + len(named)):
            start += len(named)
        first = text.find("\n", start, end)
        if first < 0:
            first = end
        elif low[start] == "|" or (low[start] in ODD and grid.running_head().match(low, start, first)):
            found.append((start, first, first))  # nothing goes on such a line
            start = first + 1
            first = text.find("\n", start, end)
            first = end if first < 0 else first
        found.append((start, first, end))
    return _with_heads(low, found)


def _repeated_name(low: str) -> str:
    """What a page prints before each of its headings (`Luật Doanh nghiệp 2020. Điều 4. Giải thích từ ngữ`): its first line, or the first
    sentence of that, and a stop; "" where it does not.
    """
    first = low[:_LONGEST_NAME].lstrip().partition("\n")[0].strip()
    for name in dict.fromkeys((f"{first}. ", f"{first.partition('. ')[0]}. ")):
        at = low.find(f"\n{name}") if first else -1
        if at >= 0 and _section_head().match(low, at + 1 + len(name)):
            return name
    return ""


@cache
def _section_head() -> re.Pattern[str]:
    return compiled(rf"(?:{either(word for row in HEADS for word in layout.words(row))}) ")


def _with_heads(low: str, stretches: list[Stretch]) -> list[Stretch]:
    """A head alone on its line goes with the number below: `Điều⏎5. Hiệu lực thi hành`."""
    lone = {m.start(1) for m in _LONE_HEAD.finditer(low) if not _hangs(low, m.start(1))}
    if not lone:
        return stretches
    found: list[Stretch] = []
    for stretch in stretches:
        start, first, end = stretch
        if found and found[-1][0] in lone and start == found[-1][2] + 1:
            lone.discard(found[-1][0])
            found[-1] = (found[-1][0], first, end)
        else:
            found.append(stretch)
    return found


def _hangs(low: str, start: int) -> bool:
    """Does the line above end in a word that goes on here: `theo quy định tại⏎Điều⏎5`?"""
    above = low[max(0, start - 40) : start].rstrip(" \n*|")
    return above.endswith(ending("dangling")) or above[-1:].isdigit()


@cache
def _plain_text() -> re.Pattern[str]:
    """A line and those below that begin with a word in small letters, while no sentence or clause ends above: no markers, no heads of pages."""
    odd = {words[:3] for row in (*HEADS, "running-head", "page") for words in layout.words(row)}
    small = rf"(?!{either(odd)}|[ivx]{{2,6}}(?![{_SMALL}]))[{_SMALL}]{{2}}[{_SMALL} ]"
    return compiled(rf"[^\n]+(?:(?<=[\w,)])(?<!_)\n(?={small})[^\n]+)*")


def parted(low: str, end: int, start: int) -> bool:
    """Does an empty line stand between the end of a line and the start of the next that is not empty?"""
    return start - end > 1 and low.count("\n", end, start) > 1


@cache
def ending(row: str) -> tuple[str, ...]:
    """The words of a row as a line ends in them."""
    return tuple(" " + words for words in layout.words(row))
