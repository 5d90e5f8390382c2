"""The outline of a text: paragraphs with hard wraps joined, their markers, their nesting, and the zone each stands in.

Files found in the wild wrap lines in mid-phrase, flatten tables to one cell a line, and carry `**` and `|` of their journey.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from operator import methodcaller

from kg import grid
from kg.grid import Line
from kg.layout import words as _words
from kg.model import Document, Part
from kg.text import either, fold
from kg.words import Words

# Ranks decide nesting: a part stands under the nearest earlier one of smaller rank. Numbers `1.2.3` add their depth.
_RANK = {
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
_HEAVY = frozenset(("part", "chapter", "section", "article"))
_ANEW = frozenset(("roman", "number", "capital", "letter", "plus"))  # what has such a marker goes on no sentence
_PART, _CHAPTER, _SECTION, _ARTICLE, _NONE = (
    either(_words(row), r"\s+") for row in ("part-head", "chapter-head", "section-head", "article-head", "no-marker")
)
_MARKER = re.compile(
    rf"(?:(?P<part>{_PART}\s+\w+)(?=[\s.:]|$)"
    rf"|(?P<chapter>{_CHAPTER}\s+(?:[ivxlc]+|\d+))(?=[\s.:]|$)"
    rf"|(?P<section>{_SECTION}\s+(?:[ivxlc]+|\d+))(?=[\s.:]|$)"
    rf"|(?P<article>{_ARTICLE}\s+\d+[a-zđ]{{0,2}})(?=\s*[.:]|\s*$)"
    rf"|(?P<roman>(?!{_NONE})[ivx]{{1,6}})(?=\s?[.)/-](?:(?=\s|[^\d\s])|$))"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?= {0,2}[.)/](?![\d/])(?![a-zđ]{1,5}-)|\s?-(?=\s)|(?<=\.\d)\s)"
    r"|(?P<capital>[a-hđ](?=\s?[.-]\s))"
    r"|(?P<letter>[a-zđ]{1,2}(?:\.\d{1,2})?)(?=\s?\))"
    r"|(?P<bracket>\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\))(?=\s)"
    r"|(?P<bullet>[-•·▪►‑](?!-))"
    r"|(?P<plus>\+)"
    r") {0,2}[.:)/-]?\s*"
)
_HEADS = ("part-head", "chapter-head", "section-head", "article-head")
_ROMAN_STARTS = ("iii", "iv", "vi", "xi", "xv", "xx")
_HASHES = re.compile(r"#{1,6} +(?=[^ ])")  # of a heading in markdown
_LEAD = re.compile(r"[\s|>]*")
_ENDS = frozenset('.;:!?|”"/…')
_OPEN = frozenset(",-(")
_FAR_RIGHT = 20  # blanks before a page number in the middle of its line
_RULED = frozenset("|_=.-")  # what rules begin with
_ODD = frozenset("0123456789ctp")  # what page numbers and running heads begin with
_FOUR_DIGITS = re.compile(r"\d{4}(?!\d)")
_RULE = re.compile(r"[ |_=.-]*$")
_ON_BEHALF = Words(_words("on-behalf"))
_SIGNED = re.compile(r" ?[a-zđ]")
_DATE_LINE = re.compile(r"{}\s+\S{{0,4}}\s*{}\s+\S{{0,4}}\s*{}\s".format(*_words("date-line")))


def outline(file: str, text: str) -> Document:
    """text -> Document with its parts in text order; every part's parent stands before it."""
    low = fold(text)
    rows = [row for table in grid.tables(text, low) for row in table]
    stretches = _stretches(text, low, bool(rows))
    marks = _marks(low, stretches)
    paragraphs = _paragraphs(text, low, stretches, marks, {row.start: row.end for row in rows})
    return Document(
        file=file,
        text=text,
        low=low,
        parts=tuple(_zoned(text, low, _nest(paragraphs, text, low, marks, {row.start for row in rows}))),
    )


Marks = dict[int, "re.Match[str]"]  # of the lines that begin with a marker, by their start


Stretch = tuple[int, int, int]  # lines of which each plainly goes on the one above: start, end of the first line, end


def _stretches(text: str, low: str, in_tables: bool) -> list[Stretch]:
    """The lines without the blanks around them, those that plainly go on a sentence taken together; in a text with tables each by itself."""
    found: list[Stretch] = []
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
        first = text.find("\n", start, end)
        if first < 0:
            first = end
        elif low[start] == "|" or (low[start] in _ODD and grid.running_head().match(low, start, first)):
            found.append((start, first, first))  # nothing goes on such a line
            start = first + 1
            first = text.find("\n", start, end)
            first = end if first < 0 else first
        found.append((start, first, end))
    return _with_heads(low, found)


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
    return above.endswith(_ending("dangling")) or above[-1:].isdigit()


_LONE_HEAD = re.compile(
    rf"\n *((?:{either(word for row in _HEADS for word in _words(row))})) *\n(?= *(?:\d{{1,3}}[a-zđ]?[.:]|[ivxlc]+\b))"
)
_LINE = re.compile(r"[^\n]+")
_SMALL = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


@cache
def _plain_text() -> re.Pattern[str]:
    """A line and those below that begin with a word in small letters, while no sentence or clause ends above: no markers, no heads of pages."""
    odd = {words[:3] for row in (*_HEADS, "running-head", "page") for words in _words(row)}
    small = rf"(?!{either(odd)}|[ivx]{{2,6}}(?![{_SMALL}]))[{_SMALL}]{{2}}[{_SMALL} ]"
    return re.compile(rf"[^\n]+(?:(?<=[\w,)])(?<!_)\n(?={small})[^\n]+)*")


def _first_lengths(text: str, low: str, stretches: list[Stretch], marks: Marks) -> list[int]:
    """Lengths of the first lines of paragraphs that go on below: pages made from tables of styles wrap them earlier than the rest."""
    return [
        first - start
        for (start, first, end), (below, _, _) in pairwise((*stretches, (len(text), 0, 0)))
        if start in marks
        and (
            first < end
            or (
                text[below : below + 1].islower()
                and low[end - 1] not in _ENDS
                and below not in marks
                and not _parted(low, end, below)
            )
        )
    ]


def _parted(low: str, end: int, start: int) -> bool:
    """Does an empty line stand between the end of a line and the start of the next that is not empty?"""
    return start - end > 1 and low.count("\n", end, start) > 1


_without_blanks = methodcaller("strip", " ")


def _lengths(low: str) -> Iterable[int]:
    """Lengths of all lines without the blanks around them."""
    return map(len, map(_without_blanks, low.split("\n")))


def _width(lengths: Iterable[int], fewest: int = 8) -> int:
    """The width at which the file is hard-wrapped, 0 if it is not: many lines end within a few characters of one column."""
    seen = Counter(lengths)
    counts = [seen[length] if length > 30 else 0 for length in range(131)]
    longer = sum(count for length, count in seen.items() if length > 130)
    total = sum(counts)
    if total < fewest or longer > total:
        return 0
    near = [sum(counts[max(0, n - 12) : n + 1]) for n in range(131)]
    most = max(near)
    if most < 0.35 * (total + longer):
        return 0
    return max(n for n in range(131) if near[n] >= 0.95 * most and counts[n])


def _paragraphs(text: str, low: str, stretches: list[Stretch], marks: Marks, rows: dict[int, int]) -> list[Line]:
    """Stretches of lines that are one paragraph each; `rows`: where table rows start and end."""
    width = _width(_lengths(low))
    first_width = _width(_first_lengths(text, low, stretches, marks), 4) if width else 0
    spaced = bool(width) and _spaced(low, stretches, marks)
    bold = "**" in text
    heads = (*_words("running-head"), *_words("page"))
    head = _header_end(low)
    merged: list[Line] = []
    append = merged.append
    above = (0, 0)  # the line above, empty where a blank line stands between
    last = (0, 0)  # the last line that is not blank
    bottom = row_end = -1
    for start, first, end in stretches:
        if rows:
            if start < row_end:
                continue
            if start in rows:
                row_end = rows[start]
                append((start, row_end))
                above = last = (row_end, row_end)
                continue
        if start != bottom + 1 and low.count("\n", bottom, start) > 1:
            above = (start, start)
        bottom = end
        marker = marks.get(start)
        letter = low[start]
        if letter in _RULED and _RULE.match(low, start, end):
            above = (start, start)
            continue
        if (
            marker is None
            and letter in _ODD
            and (letter.isdigit() or low.startswith(heads, start))
            and _is_running_head(low, (start, first), above, width)
        ):
            above = (start, start)
            continue
        if above[1] <= above[0]:
            joined = (
                last[1] > last[0]
                and low[last[1] - 1] not in _ENDS
                and _goes_on_later(text, low, merged[-1], last, (start, first), marks, width, bold)
            )
        elif marker:
            joined = marker.lastgroup not in _ANEW and _may_go_on(
                text, low, merged[-1], above, (start, first), marks, (width, first_width), spaced, head
            )
        else:
            joined = (
                _may_go_on(text, low, merged[-1], above, (start, first), marks, (width, first_width), spaced, head)
                or (
                    merged[-1][0] in marks and text[start:first].isupper() and text[slice(*merged[-1])].isupper()
                )  # a title in capitals, cut in two
                or (bold and text.count("**", merged[-1][0], above[1]) % 2 == 1)
            )
        if joined:
            merged[-1] = (merged[-1][0], end)
        else:
            append((start, end))
        above = last = (start if first == end else text.rfind("\n", start, end) + 1, end)
    return merged


def _may_go_on(
    text: str,
    low: str,
    paragraph: Line,
    above: Line,
    line: Line,
    marks: Marks,
    widths: tuple[int, int],
    spaced: bool,
    head: int,
) -> bool:
    """Does a line continue the paragraph whose last line stands right above it? `widths`: of the file, and of first lines."""
    width, first_width = widths
    marker = marks.get(line[0])
    if low[above[1] - 1] == "/" and low[above[1] - 2].isdigit() and low[line[0]].isdigit():
        return True  # a date cut after its slash
    if not width and low[above[1] - 1] in _ENDS and not (marker and marker.lastgroup == "bracket"):
        return False
    full = first_width if first_width and above[0] == paragraph[0] and above[0] in marks else width
    inside = above[0] > head
    return _goes_on(text, low, above, line, marker, full if inside else 0, spaced and inside)


def _is_running_head(low: str, line: Line, above: Line, width: int) -> bool:
    """The head of a page of the gazette, or a page number after an empty line, or far to the right before one; a number among the cells
    of a table is none."""
    found = grid.running_head().match(low, *line)
    if not found:
        return False
    if not low[line[0] : line[1]].isdigit():
        return True
    return bool(width) and (above[1] == above[0] or _stands_apart(low, line))


def _stands_apart(low: str, line: Line) -> bool:
    """Does a line begin in the middle of the page, with an empty line below it?"""
    if line[0] - low.rfind("\n", 0, line[0]) <= _FAR_RIGHT:
        return False
    following = low.find("\n", line[1]) + 1
    return following > 0 and not low[following : low.find("\n", following)].strip()


def _spaced(low: str, stretches: list[Stretch], marks: Marks) -> bool:
    """Are the paragraphs of a wrapped file kept apart by empty lines? Judged by what stands above the lines with a marker, up to the recipients."""
    if not _EMPTY_LINE.search(low):
        return False
    marked = blank = 0
    bottom = -1
    last = max((low.find(words) for words in _words("recipients")), default=-1)
    for start, _, end in stretches:
        if 0 <= last < start:
            break
        if start in marks:
            marked += 1
            blank += bottom < 0 or _parted(low, bottom, start)
        bottom = end
    return marked >= 4 and blank >= 0.8 * marked


_EMPTY_LINE = re.compile(r"\n *+\n")


def _header_end(low: str) -> int:
    """Where the letterhead ends: the line of place and date, or of the number."""
    found = _DATE_LINE.search(low, 0, 2500)
    return found.end() if found else min(len(low), 400)


def _marks(low: str, stretches: list[Stretch]) -> Marks:
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
    longer = either([*(word + gap for gap in " \n" for row in _HEADS for word in _words(row)), *_ROMAN_STARTS])
    return re.compile(rf"(?=[0-9(+•·▪►‑-]|[^\W\d_](?:[.)/ ]|-(?=\s)|.[.)/-])|{longer}){_MARKER.pattern}")


def _marker(low: str, start: int, end: int) -> re.Match[str] | None:
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


def _goes_on(
    text: str, low: str, line: Line, following: Line, marker: re.Match[str] | None, width: int, spaced: bool
) -> bool:
    """Does the following line continue the sentence of this one, which stands right above it?"""
    start, end = following
    tail = low[line[1] - 1]
    if low[start] in "|+•" or tail == "|" or low[line[0]] == "|":
        return False
    first = text[start]
    lower = first.islower() or first in "(,;/"
    ends = tail in _ENDS
    if (line[1] - line[0] < 4 and _bare_number(low, line)) or (
        end - start < 4
        and _bare_number(low, following)
        and not low.endswith(_ending("dangling-number"), line[0], line[1])
    ):
        return False
    if marker:
        if marker.lastgroup in _HEAVY:
            return lower and not ends
        if marker.lastgroup == "bracket":
            return not ends or marker.end() >= end or not text[marker.end()].isupper()
        if marker.lastgroup == "bullet" and not ends and _hyphened(low, line[1], marker.end()):
            return True  # `Sở Lao động⏎- Thương binh và Xã hội`
        # A hyphen at the wrap, inside `Vụ Tổ chức - cán bộ`, `2021 - 2030`.
        return (
            marker.lastgroup == "bullet"
            and not ends
            and tail != ","
            and marker.end() < end
            and (text[marker.end()].islower() or (tail.isdigit() and _FOUR_DIGITS.match(low, marker.end()) is not None))
        )
    if (
        end - start < 16
        and text[start:end].isupper()
        and low[start:end].rstrip(" :*") in _words("enacting")
        and not text[line[0] : line[1]].isupper()
    ):
        return False  # `… theo đề nghị của Giám đốc Sở Tư pháp,⏎QUYẾT ĐỊNH:`
    if ends:
        if spaced:
            return True
        return bool(width) and tail in ";:.,)" and line[1] - line[0] >= width - 12 and lower
    if lower or tail in _OPEN or spaced:
        return True
    if low.endswith(_ending("dangling-always"), line[0], line[1]) and not text[line[0] : line[1]].isupper():
        return True
    if (width or line[1] - line[0] > 40) and not text[line[0] : line[1]].isupper() and _dangles(text, low, line):
        return True
    if not width:
        return False
    space = low.find(" ", start, end)
    word = (space if space > 0 else end) - start
    return line[1] - line[0] + 1 + word > width - 6


@cache
def _halves() -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, _, second in (words.partition(" - ") for words in _words("hyphened")))


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


def _dangles(text: str, low: str, line: Line) -> bool:
    """Does a line end in a word that something must follow?"""
    end = line[1]
    if low.endswith(_ending("dangling"), line[0], end):
        return True
    start = low.rfind(" ", line[0], end) + 1
    return text[start].isupper() and low.endswith(_ending("dangling-capital"), line[0], end)


@cache
def _ending(row: str) -> tuple[str, ...]:
    return tuple(" " + words for words in _words(row))


def _goes_on_later(
    text: str, low: str, paragraph: Line, line: Line, following: Line, marks: Marks, width: int, bold: bool
) -> bool:
    """Does a line carry on a paragraph above an empty line? It does over a page break, and in a bold heading cut in two."""
    if low[line[1] - 1] in _ENDS or line[1] - line[0] < 12:
        return False
    start, end = following
    if width and text[start].islower() and line[1] - line[0] > width - 25 and start not in marks:
        return "\n" in text[line[1] : start]
    between = text[line[1] : start]
    if not bold or line[1] - line[0] < 30 or between.count("**") < 2 or not between.endswith("**"):
        return False
    heading = marks.get(paragraph[0])
    return (
        heading is not None
        and heading.lastgroup in ("number", "letter")
        and start not in marks
        and not text[start:end].isupper()
    )


def _nest(paragraphs: list[Line], text: str, low: str, marks: Marks, rows: set[int]) -> list[Part]:
    parts: list[Part] = []
    stack: list[tuple[int, int]] = []  # (rank, index)
    bars = "|" in low
    for start, end in paragraphs:
        if start not in marks and start not in rows and not bars and low[start] != ">":
            parts.append(
                Part(
                    kind="text",
                    marker="",
                    start=start,
                    end=end,
                    body=start,
                    parent=stack[-1][1] if stack else -1,
                    zone="body",
                )
            )
            continue
        kind, marker, rank, body = ("row", "", 99, start) if start in rows else _marked(low, marks, start, end)
        small = kind == "capital" and text[start : start + 1].islower()
        ninth = (
            kind == "roman"
            and marker == "i"
            and low[start + 1 : start + 2] == ")"
            and bool(stack)
            and parts[stack[-1][1]].marker == "h"
        )
        if small or ninth:
            kind, rank = "letter", _RANK["letter"]
        if kind == "text" or kind == "row":
            parent = stack[-1][1] if stack else -1
        else:
            while stack and stack[-1][0] >= rank:
                stack.pop()
            parent = stack[-1][1] if stack else -1
            stack.append((rank, len(parts)))
        parts.append(Part(kind=kind, marker=marker, start=start, end=end, body=body, parent=parent, zone="body"))
    return parts


def _marked(low: str, marks: Marks, start: int, end: int) -> tuple[str, str, int, int]:
    """(kind, marker, rank, where the words begin) of a paragraph."""
    at = start
    if low[start] in "|>":
        lead = _LEAD.match(low, start, end)
        at = lead.end() if lead else start
        if at >= end:
            return "text", "", 99, start
    if low.find("|", at, end) > 0:
        return "row", "", 99, at
    found = marks.get(at) if at == start else _marker(low, at, end)
    if not found or (found.end() >= end and found.lastgroup in ("bullet", "plus", "capital")):
        return "text", "", 99, at
    kind = found.lastgroup or "text"
    return *_ranked(kind, found[kind]), found.end()


@lru_cache(maxsize=1 << 12)  # texts have the same few markers
def _ranked(kind: str, printed: str) -> tuple[str, str, int]:
    """(kind, marker, rank) of a marker of one of the groups of `_MARKER`."""
    marker = " ".join(printed.split()).strip("()")
    rank = _RANK[kind] + (marker.count(".") if kind == "number" else 0)
    return "letter" if kind == "bracket" else kind, marker, rank


def _zoned(text: str, low: str, parts: list[Part]) -> list[Part]:
    """The parts with their zones. Only the opening and what stands around `Nơi nhận` need a look."""
    zones = ["body"] * len(parts)
    at = _opening(text, low, parts, zones)
    starts = [part.start for part in parts]
    for words in _words("recipients"):
        place = low.find(words)
        while place >= 0:
            index = grid.index_at(starts, place)
            if index >= at and place - parts[index].start < 12 and zones[index] == "body":
                _closing(text, low, parts, zones, index)
            place = low.find(words, place + len(words))
    for signed in _signed(low):
        _signature(text, low, parts, zones, max(at, grid.index_at(starts, signed)))
    if all(zone == "body" for zone in zones):
        return parts
    # What is attached after the signature hangs on nothing above it.
    placed: list[Part] = []
    first = 0
    for index, (part, zone) in enumerate(zip(parts, zones, strict=True)):
        if zone == "body" and index and zones[index - 1] in ("recipients", "signature"):
            first = index
        if zone != part.zone or part.parent < first:
            parent = part.parent if part.parent >= first else -1
            part = Part(
                kind=part.kind,
                marker=part.marker,
                start=part.start,
                end=part.end,
                body=part.body,
                parent=parent,
                zone=zone,
            )
        placed.append(part)
    return placed


def _signed(low: str) -> Iterator[int]:
    """Where lines go on after `TM. `, `KT. `."""
    for _, start, end in _ON_BEHALF.find(low):
        found = _SIGNED.match(low, end)
        if found and not low[low.rfind("\n", 0, start) + 1 : start].strip(" |"):
            yield found.end()


def _opening(text: str, low: str, parts: list[Part], zones: list[str]) -> int:
    """Marks header, title and preamble; the index of the first part of the body."""
    title = _title(text, low, parts)
    if title is None:
        first = next((i for i, part in enumerate(parts[:40]) if part.kind not in ("text", "row", "bullet")), 0)
        if any(low.startswith(_words("preamble")[:1], part.body) for part in parts[:first]):
            zones[:first] = ["preamble"] * first
            return first
        return _addressees(low, parts, zones)
    zones[:title] = ["header"] * title
    zone = "title"
    for index in range(title, min(len(parts), title + 80)):
        part = parts[index]
        words = low[part.body : part.end]
        if index > title and part.kind not in ("text", "bullet", "row"):
            return index
        if (
            zone == "title"
            and index > title
            and not text[part.start : part.end].isupper()
            and (words.startswith(_words("preamble")) or part.end - part.start > 200)
        ):
            zone = "preamble"
        if index > title and " ".join(words.split()).rstrip(" :") in _words("enacting"):
            zones[index] = "preamble"
            return index + 1
        zones[index] = zone
        if zone == "preamble" and words.rstrip(" :").endswith(_words("address")):
            continue
        if (
            zone == "preamble"
            and words.rstrip().endswith(":")
            and index + 1 < len(parts)
            and parts[index + 1].kind not in ("bullet",)
        ):
            return index + 1
    return title


def addresses(low: str, part: Part) -> bool:
    """Does a part begin the list of those a letter is sent to (`Kính gửi:`)?"""
    return low.startswith(_words("addressees"), part.body)


def _addressees(low: str, parts: list[Part], zones: list[str]) -> int:
    """Marks the list under `Kính gửi:` of a letter; the part after it, 0 where there is none."""
    for index, part in enumerate(parts[:40]):
        if addresses(low, part):
            last = index + 1
            while last < len(parts) and parts[last].kind in ("bullet", "plus"):
                last += 1
            zones[index:last] = ["preamble"] * (last - index)
            return last
    return 0


def _title(text: str, low: str, parts: list[Part]) -> int | None:
    """Index of the part that names the type of paper in capitals."""
    for index, part in enumerate(parts[:60]):
        if part.kind == "article":
            return None
        if _is_title(text, low, part):
            return index
    return None


def _is_title(text: str, low: str, part: Part) -> bool:
    """`KẾ HOẠCH` alone on a line, or followed in capitals by what it is about."""
    words = " ".join(low[part.body : part.body + 60].split())
    return (
        words.startswith(_words("title"))
        and part.end - part.start < 400
        and text[part.body : part.body + 12].upper() == text[part.body : part.body + 12]
    )


def _closing(text: str, low: str, parts: list[Part], zones: list[str], index: int) -> None:
    """Marks the list of recipients at `index`, the signature around it, up to what is attached."""
    for above in range(index - 1, max(index - 10, -1), -1):
        if low.startswith(_words("signature"), parts[above].body):
            zones[above:index] = ["signature"] * (index - above)
            break
    zone = "recipients"
    for at in range(index, len(parts)):
        part = parts[at]
        if at > index and _attached(text, low, part):
            return
        if (
            zone == "recipients"
            and at > index
            and part.kind == "text"
            and (low.startswith(_words("signature"), part.body) or text[part.body : part.end].isupper())
        ):
            zone = "signature"
        zones[at] = zone


def _signature(text: str, low: str, parts: list[Part], zones: list[str], index: int) -> None:
    """Marks a signature without a list of recipients: `TM. CHÍNH PHỦ`, titles, the name."""
    for at in range(index, min(index + 8, len(parts))):
        part = parts[at]
        if (
            zones[at] != "body"
            or part.kind not in ("text", "row", "capital")
            or part.end - part.start > 80
            or (at > index and _attached(text, low, part))
        ):
            return
        zones[at] = "signature"


def _attached(text: str, low: str, part: Part) -> bool:
    """Does something new begin here: an annex, the plan that a decision promulgates, a table?"""
    if part.kind in ("roman", "article", "chapter", "part", "section", "number"):
        return True
    if part.kind == "row" and "\n" in low[part.start : part.end]:
        return True
    words = low[part.body : part.body + 60]
    capitals = text[part.body : part.body + 8]
    return words.startswith(_words("attached")) or (capitals.isupper() and words.startswith(_words("title")))


def section_path(parts: tuple[Part, ...], index: int) -> str:
    """Where a part stands, as people write it: `II.6.4`; `6.4` under `6` does not repeat the 6. Bullets do not count."""
    markers: list[str] = []
    while index >= 0:
        part = parts[index]
        nested = bool(markers) and markers[-1].startswith(part.marker + ".")
        if part.marker and part.kind not in ("bullet", "plus") and not nested:
            markers.append(part.marker)
        index = part.parent
    named = [marker if marker.strip("ivx") else marker.upper() for marker in reversed(markers)]
    return ".".join(named)
