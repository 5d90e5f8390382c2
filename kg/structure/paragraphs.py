"""Lines of a file, hard-wrapped or not -> paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, pairwise
from operator import methodcaller

from kg import grid, layout
from kg.compiled import compiled
from kg.grid import Line
from kg.structure.continuing import goes_on
from kg.structure.lines import ENDS, ODD, Stretch, parted
from kg.structure.markers import ANEW, HEAVY, Marks, marker_at
from kg.text import places

_QUOTED = '“"'
_FEWEST_WRAPPED = 6  # lines that show at which column they are wrapped
_LONGEST_TITLE = 1000  # characters
_RAGGED = 12  # characters by which lines of one width differ
_FEWEST_BROKEN = 0.2  # of them
_NARROWEST, _WIDEST = 12, 130  # columns at which lines are wrapped
_FEWEST_EXPLAINED = 0.1  # of the first lines, by one column
_NEIGHBOURS, _AS_GOOD = 6, 0.9  # a column explains as many as the best of those beside it, or hardly fewer
_SHORTEST_PAGE = 700  # characters
_FAR_RIGHT = 20  # blanks before a page number in the middle of its line
_RULED = frozenset("|_=.-")  # what rules begin with
_RULE = compiled(r"[ |_=.-]*$|-\s?\d{1,4}\s?-\s*$")  # also the number of a page between dashes: `- 3 -`
_DATE_LINE = compiled(r"{}\s+\S{{0,4}}\s*{}\s+\S{{0,4}}\s*{}\s".format(*layout.words("date-line")))
_EMPTY_LINE = compiled(r"\n *+\n")


def paragraphs_of(text: str, low: str, stretches: list[Stretch], marks: Marks, rows: dict[int, int]) -> list[Line]:
    """Stretches of lines that are one paragraph each; `rows`: where table rows start and end."""
    wraps = _Wraps(text, low, stretches, marks)
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
        if (letter in _RULED and _RULE.match(low, start, end)) or (
            marker is None and letter in ODD and wraps.is_running_head((start, first), above)
        ):
            above = (start, start)
            continue
        if above[1] > above[0]:
            joined = wraps.goes_on(merged[-2:], above, (start, first), marker)
        else:
            joined = last[1] > last[0] and wraps.goes_on_later(merged[-1], last, (start, first))
        if joined:
            merged[-1] = (merged[-1][0], end)
        else:
            append((start, end))
        above = last = (start if first == end else text.rfind("\n", start, end) + 1, end)
    return merged


class _Wraps:
    """How the lines of a text are wrapped, and what that says of two of them."""

    def __init__(self, text: str, low: str, stretches: list[Stretch], marks: Marks) -> None:
        self.text, self.low, self.marks = text, low, marks
        self.width = _width(_lengths(low))
        if self.width:
            self.width = _where_broken(text, self.width)
        marked, plain = _first_lines(text, low, stretches, marks) if self.width else ([], [])
        self.first_width = _width((length for length, _ in marked), 4)
        self.first_limits, self.plain_limits = _limits(marked), _limits(plain)
        self.spaced = bool(self.width) and _spaced(low, stretches, marks)
        self.bold = "**" in text
        self.head = _header_end(low)
        self.labels = tuple(f"{words}:" for words in layout.words("label"))
        self._heads = (*layout.words("running-head"), *layout.words("page"))

    def goes_on(self, paragraphs: list[Line], above: Line, line: Line, marker: re.Match[str] | None) -> bool:
        """Does a line continue the last of the paragraphs, whose last line stands right above it?"""
        paragraph = paragraphs[-1]
        if marker:
            return marker.lastgroup not in ANEW and self._may_go_on(paragraph, above, line, marker)
        if self.low.startswith(self.labels, line[0]) and self.text[line[0]].isupper():
            return False
        return (
            self._may_go_on(paragraph, above, line, None)
            or (paragraph[0] == above[0] > self.head and self._is_full(paragraphs, line))
            or (
                paragraph[0] in self.marks
                and line[1] - paragraph[0] < _LONGEST_TITLE
                and self.text[slice(*line)].isupper()
                and self.text[slice(*paragraph)].isupper()
                and _words_of(self.low, line) not in layout.words("row-number")
            )  # a title in capitals, cut in two, and not one above the first head of a table
            or (self.bold and self.text.count("**", self._bold_from(paragraph[0]), above[1]) % 2 == 1)
        )

    def _bold_from(self, start: int) -> int:
        """From where on stars of bold letters count for a paragraph: those before an article's number open its title."""
        marker = self.marks.get(start)
        heavy = marker is not None and marker.lastgroup in HEAVY
        return self.text.rfind("\n", 0, start) + 1 if heavy else start

    def _may_go_on(self, paragraph: Line, above: Line, line: Line, marker: re.Match[str] | None) -> bool:
        low, width = self.low, self.width
        tail = low[above[1] - 1]
        if tail == "/" and low[above[1] - 2].isdigit() and low[line[0]].isdigit():
            return True  # a date cut after its slash
        if not width and tail in ENDS and not (marker and marker.lastgroup == "bracket"):
            return False
        if above[0] <= self.head:
            return goes_on(self.text, low, above, line, marker, 0, False)
        if self.first_width and above[0] == paragraph[0] and above[0] in self.marks:
            width = self.first_width
        return goes_on(self.text, low, above, line, marker, width, self.spaced)

    def _is_full(self, paragraphs: list[Line], line: Line) -> bool:
        """Would the first word of a line not have found room behind the only line of a paragraph, as first lines of such files are wrapped
        (`3. Chính phủ quy định chi tiết⏎Điều này.`)? Not behind the title of an article.
        """
        above = paragraphs[-1]
        marked = above[0] in self.marks
        if any(self._is_heavy(start) for start, _ in (paragraphs[-1:] if marked else paragraphs)):
            return False
        if self.text[slice(*above)].rstrip(" *")[-1:] in ENDS or self.text[slice(*above)].isupper():
            return False
        if not (self.text[line[0]].isalnum() or self.text[line[0]] in _QUOTED):
            return False
        words = self.text[slice(*line)]
        if words.isupper() or not any(map(str.isalpha, words)):
            return False
        length = above[1] - above[0]
        room = length + 1 + _first_word(self.low, *line)
        return any(length <= limit < room for limit in (self.first_limits if marked else self.plain_limits))

    def _is_heavy(self, start: int) -> bool:
        """Does an article or a chapter begin there, also in quotation marks?"""
        marker = marker_at(self.low, start + 1, len(self.low)) if self.low[start] in _QUOTED else self.marks.get(start)
        return marker is not None and marker.lastgroup in HEAVY

    def goes_on_later(self, paragraph: Line, line: Line, following: Line) -> bool:
        """Does a line carry on a paragraph above an empty line? It does over a page break, and in a bold heading cut in two."""
        text, marks = self.text, self.marks
        if self.low[line[1] - 1] in ENDS or line[1] - line[0] < 12:
            return False
        start, end = following
        if self.width and text[start].islower() and line[1] - line[0] > self.width - 25 and start not in marks:
            return "\n" in text[line[1] : start]
        between = text[line[1] : start]
        if not self.bold or line[1] - line[0] < 30 or between.count("**") < 2 or not between.endswith("**"):
            return False
        heading = marks.get(paragraph[0])
        return (
            heading is not None
            and heading.lastgroup in ("within", "number", "letter")
            and start not in marks
            and not text[start:end].isupper()
        )

    def is_running_head(self, line: Line, above: Line) -> bool:
        """The head of a page of the gazette, or a page number after an empty line, or far to the right before one; a number among the
        cells of a table is none."""
        low = self.low
        digit = low[line[0]].isdigit()
        if not (digit or low.startswith(self._heads, line[0])) or not grid.running_head().match(low, *line):
            return False
        if not digit or not low[line[0] : line[1]].isdigit():
            return True
        return bool(self.width) and (above[1] == above[0] or _stands_apart(low, line)) and not _counts(low, line)


def _counts(low: str, line: Line) -> bool:
    """Is a number one of three that follow each other, each alone on its line, nearer than pages can begin, or is it below the title of such
    numbers (`STT`)? They count the rows of a table.
    """
    number = int(low[slice(*line)])
    before, behind = low[max(0, line[0] - _SHORTEST_PAGE) : line[0]], low[line[1] : line[1] + _SHORTEST_PAGE]
    if any(f"\n{words}\n" in before for words in layout.words("number-column")):
        return True
    alone = [f"\n{number + step}\n" in (before if step < 0 else behind) for step in (-2, -1, 1, 2)]
    return any(map(all, pairwise(alone)))


def _words_of(low: str, line: Line) -> str:
    """The words of a line, without what closes them."""
    return low[slice(*line)].strip(" .:*")


def _stands_apart(low: str, line: Line) -> bool:
    """Does a line begin in the middle of the page, with an empty line below it?"""
    if line[0] - low.rfind("\n", 0, line[0]) <= _FAR_RIGHT:
        return False
    following = low.find("\n", line[1]) + 1
    return following > 0 and not low[following : low.find("\n", following)].strip()


def _first_lines(
    text: str, low: str, stretches: list[Stretch], marks: Marks
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Of the first lines of paragraphs that go on below, marked ones and others, the length, and that of the word that found no room there:
    pages made from tables of styles wrap them earlier than the rest.
    """
    marked: list[tuple[int, int]] = []
    plain: list[tuple[int, int]] = []
    ended = False
    for (start, first, end), (below, _, _) in pairwise((*stretches, (len(text), 0, 0))):
        found = marked if start in marks else plain if ended else None
        ended = low[end - 1] in ENDS
        if found is None:
            continue
        if first < end:
            found.append((first - start, _first_word(low, first + 1, end)))
        elif text[below : below + 1].islower() and not ended and below not in marks and not parted(low, end, below):
            found.append((first - start, _first_word(low, below, len(low))))
    return marked, plain


def _first_word(low: str, start: int, end: int) -> int:
    """The length of the first word of a line."""
    while start < end and low[start] == " ":
        start += 1
    return next((at for at in range(start, min(end, start + 20)) if low[at] in " \n"), end) - start


def _limits(firsts: list[tuple[int, int]]) -> tuple[int, ...]:
    """The columns at which first lines are wrapped: there are several, each of which explains many of them."""
    fits = [0] * (_WIDEST + 1)
    for length, word in firsts:
        for column in range(length, min(length + 1 + word, len(fits))):
            fits[column] += 1
    fewest = max(_FEWEST_WRAPPED, _FEWEST_EXPLAINED * len(firsts))
    return tuple(
        column
        for column in range(_NARROWEST, len(fits))
        if fits[column] >= fewest
        and fits[column] >= _AS_GOOD * max(fits[max(0, column - _NEIGHBOURS) : column + _NEIGHBOURS + 1])
    )


_without_blanks = methodcaller("strip", " ")


def _lengths(low: str) -> Iterable[int]:
    """Lengths of all lines without the blanks around them."""
    return map(len, map(_without_blanks, low.split("\n")))


def _width(lengths: Iterable[int], fewest: int = 8) -> int:
    """The width at which the file is hard-wrapped, 0 if it is not: many lines end within a few characters of one column."""
    seen = Counter(lengths)
    counts = [seen[length] if length > 30 else 0 for length in range(_WIDEST + 1)]
    longer = sum(count for length, count in seen.items() if length > _WIDEST)
    total = sum(counts)
    if total < fewest or longer > total:
        return 0
    upto = [0, *accumulate(counts)]
    near = [upto[n + 1] - upto[max(0, n - _RAGGED)] for n in range(_WIDEST + 1)]
    most = max(near)
    if most < 0.35 * (total + longer):
        return 0
    return max(n for n in range(_WIDEST + 1) if near[n] >= 0.95 * most and counts[n])


def _where_broken(text: str, width: int) -> int:
    """The width, if lines of it break sentences as those that a page wraps do; else that of the lines that do break them: cells of a table may
    be about as long, one a line, and be most lines of a file."""
    lines = [line.strip(" ") for line in text.split("\n")]
    full = [below[0].islower() for line, below in pairwise(lines) if below and width - _RAGGED <= len(line) <= width]
    if sum(full) >= _FEWEST_BROKEN * len(full):
        return width
    return _width([len(line) for line, below in pairwise(lines) if below[:1].islower()])


def _spaced(low: str, stretches: list[Stretch], marks: Marks) -> bool:
    """Are the paragraphs of a wrapped file kept apart by empty lines? Judged by what stands above the lines with a marker, but for the list of the recipients."""
    if not _EMPTY_LINE.search(low):
        return False
    marked = blank = 0
    bottom = -1
    lists = sorted({at for words in layout.words("recipients") for at in places(low, words)}, reverse=True)
    listing = False
    for start, _, end in stretches:
        if lists and lists[-1] < end:
            listing = True
            while lists and lists[-1] < end:
                lists.pop()
            bottom = end
            continue
        marker, apart = marks.get(start), bottom < 0 or parted(low, bottom, start)
        bottom = end
        if listing and (marker.lastgroup == "bullet" if marker else not apart):
            continue
        listing = False
        marked += marker is not None
        blank += marker is not None and apart
    return marked >= 4 and blank >= 0.8 * marked


def _header_end(low: str) -> int:
    """Where the letterhead ends: the line of place and date, or of the number."""
    found = _DATE_LINE.search(low, 0, 2500)
    return found.end() if found else min(len(low), 400)
