"""Pieces of text with places on a page, as lines in reading order: ruled tables by rows, columns one after the other, paragraphs joined.

Used for PDF and for pictures. All coordinates are points from the top left corner.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Protocol, TypeVar

from msgspec import Struct, structs

from kg.read.layout import Row, mentions, table_lines, words
from kg.read.marks import PAGE, clean, unmarked
from kg.text import key


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of text without a wide gap, on one line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Rule(Struct, frozen=True):
    """A drawn line: at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


class Page(Struct, kw_only=True):
    """What stands on one page."""

    width: float
    height: float
    pieces: list[Piece]
    across: list[Rule]  # horizontal lines
    down: list[Rule]  # vertical lines


class Line(Struct, kw_only=True):
    """A line of the flow, or a finished line of a table (`table`)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    margins: tuple[float, float]  # of its column
    table: bool = False
    broken: bool = False  # a new column or block begins here
    follows: bool = False  # a column of running text goes on from the column before


_TOUCH = 3.0
_HEADING = 3  # rows that the heading of a table may have
_MARGIN = 0.11  # of the long side of a page: where running heads and page numbers stand
_ABOVE = 12  # lines of a header or of the list of recipients that may stand above those with two sides
_RUNNING = 6  # lines a column has from which it may be running text
_WIDE = 300.0  # points: a column of running text, not one side of a header
_NUMBER = re.compile(r"[-–—~.\s|]*(?:(?:trang|page)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?[-–—~.\s|]*", re.I)
_AT_END = re.compile(r"^(?:\d{1,4}\s+)+|(?:\s+\d{1,4})+$")
_DIGITS = re.compile(r"\d+")
_FIRST = re.compile(r"\W*\S+")
_LABEL = re.compile(r"[-–—+•*]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđ]{1,2}|[A-Z])[.)]?")
_END = re.compile(r"[.;:!?…/][\"”’)]*$")
# What no sentence goes on with: `Điều 5.`, `1. Người`, `a) `.
_CLAUSE = re.compile(r"\w{3,6} \d{1,3}[a-zđ]?\. [^\W\d_]|\d{1,3}(?:\.\d{1,3})*\. ?[^\W\d_a-z]|[a-zđ]\) [^\W\d_]")
_NUMBER_LINE = re.compile(r"([^\W\d_]{2})(?:\s*:|\s+\d*[/-])")
_STARTS = re.compile(
    r"(?:[-–—+•*·]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|\(?[a-zđ][.)]\s|[IVXLC]{1,6}[.)]\s|[A-ZĐ][.)]\s|\[\d+\]|[A-ZĐ]\S{2,6}\s\d{1,3}[a-zđ]?\.?(?:\s|$))"
)


Gap = tuple[float, float]  # where a gutter begins and ends


class Grid(Struct, kw_only=True):
    """The rows of a ruled table and the places of its columns; `heading`: the first rows of the table that it goes on with."""

    rows: list[Row]
    columns: list[float]
    heading: list[Row] = []


def document_lines(pages: list[Page]) -> list[str]:
    """The lines of a document; running heads and page numbers are dropped, paragraphs and tables go on over the page's end."""
    furniture = _furniture(pages)
    blocks: list[list[Line] | Grid | None] = []
    for page in pages:
        blocks.append(None)
        for block in _page_blocks(page, furniture):
            if isinstance(block, Grid) and len(blocks) >= 2 and blocks[-1] is None and isinstance(blocks[-2], Grid):
                blocks[-2:] = [*_continued(blocks[-2], block)]
            else:
                blocks.append(block)
    lines: list[Line | None] = []
    for done in blocks:
        if done is None:
            lines.append(None)
        else:
            lines += _grid_lines(done) if isinstance(done, Grid) else done
    return _paragraphs(lines)


def _continued(first: Grid, second: Grid) -> list[list[Line] | Grid | None]:
    """A table that goes on over the page's end: the repeated heading goes, a row cut by the page is put together."""
    if len(first.columns) != len(second.columns) or any(
        abs(a - b) > 3 * _TOUCH for a, b in zip(first.columns, second.columns, strict=True)
    ):
        return [first, None, second]
    heading = first.heading or first.rows[:_HEADING]
    repeated = next((i for i, (a, b) in enumerate(zip(heading, second.rows, strict=False)) if a != b), len(heading))
    rows = second.rows[repeated:] if repeated < len(second.rows) else second.rows
    last = first.rows[-1]
    if rows and not any(rows[0][:1]) and _cut(last, rows[0]):
        joined = [_joined(a, b) for a, b in zip(last, rows[0], strict=True)]
        first = structs.replace(first, rows=[*first.rows[:-1], joined])
        rows = rows[1:]
    return [first, None, Grid(rows=rows, columns=second.columns, heading=heading)] if rows else [first, None]


def _cut(last: Row, row: Row) -> bool:
    """Whether a cell of the row goes on with the sentence of the cell above it."""
    return any(a and b and (not _END.search(a[-1]) or b[0][:1].islower()) for a, b in zip(last, row, strict=True))


def _joined(above: list[str] | None, below: list[str] | None) -> list[str] | None:
    if not above or not below:
        return above or below
    return [join_two(above[-1], below[0])]


def _grid_lines(grid: Grid) -> list[Line]:
    edges = grid.columns[0], grid.columns[-1]
    made = table_lines(grid.rows, ruled=True)
    return [Line(text=text, left=edges[0], right=edges[1], top=0, bottom=0, margins=edges, table=True) for text in made]


class Furniture(Struct, frozen=True, kw_only=True):
    """What repeats at the top or bottom of pages: `alike` but for digits, `exact` but for the page's number at either end."""

    alike: frozenset[str]
    exact: frozenset[str]


def _furniture(pages: list[Page]) -> Furniture:
    """On the right and the left side of a bulletin the page's number changes its end, so that a short one repeats its head only so."""
    rows = [_edges(page) for page in pages]
    least = max(3, len(pages) * 3 // 10) if len(pages) > 2 else 2
    few = min(least, max(2, (len(pages) + 1) // 2))
    return Furniture(
        alike=_repeated([set(map(_alike, page)) for page in rows], least),
        exact=_repeated([set(map(_exact, page)) for page in rows], few),
    )


def _repeated(pages: list[set[str]], least: int) -> frozenset[str]:
    """What so many pages show; the first lines of a paper never, those of an annex only where it would have many beginnings."""
    counts = Counter(itertools.chain.from_iterable(pages))
    return frozenset(
        text
        for text, count in counts.items()
        if count >= least and text and not mentions(text, "layout") and (count > 2 or not _begins(text))
    )


def _begins(text: str) -> bool:
    """Whether a line may begin an annex: `PHỤ LỤC I`, `(Kèm theo Quyết định …)`."""
    return text.startswith("(") or key(text).startswith(words("clause"))


def _said(row: list[Piece]) -> str:
    return clean(" ".join(p.text for p in row))


def _alike(row: list[Piece]) -> str:
    return _DIGITS.sub("#", _said(row)).casefold()


def _exact(row: list[Piece]) -> str:
    return _AT_END.sub("", _said(row)).casefold()


def _edges(page: Page) -> list[list[Piece]]:
    """The first two and last two rows, if they stand in the margins."""
    rows, margin = rows_of(page.pieces), _MARGIN * max(page.width, page.height)
    return [row for row in rows[:2] if row[0].bottom < margin] + [
        row for row in rows[-2:] if row[0].top > page.height - margin
    ]


def _is_furniture(row: list[Piece], repeated: Furniture) -> bool:
    text = _said(row)
    return (
        bool(_NUMBER.fullmatch(text))
        or _alike(row) in repeated.alike
        or _exact(row) in repeated.exact
        or (len(text) < 120 and mentions(text, "advertisement"))
    )


class Placed(Protocol):
    """Something with a place on a page."""

    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def height(self) -> float: ...


P = TypeVar("P", bound=Placed)


def rows_of(pieces: list[P]) -> list[list[P]]:
    """Pieces that stand beside each other, from the top down, each row from the left."""
    rows: list[list[P]] = []
    for piece in sorted(pieces, key=lambda p: (p.top + p.bottom, p.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows:
            first = rows[-1][0]
            overlap = min(piece.bottom, first.bottom) - max(piece.top, first.top)
            if overlap > 0.5 * min(piece.height, first.height) and first.top - 1 <= middle <= first.bottom + 1:
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _page_blocks(page: Page, furniture: Furniture) -> list[list[Line] | Grid]:
    """The flow between the tables and the tables, from the top down."""
    dropped = {id(p) for row in _edges(page) if _is_furniture(row, furniture) for p in row}
    pieces = [p for p in page.pieces if id(p) not in dropped]
    grids: list[tuple[float, Grid]] = []
    for table in _tables(page):
        inside = [p for p in pieces if table.holds(p)]
        taken = {id(p) for p in inside}
        pieces = [p for p in pieces if id(p) not in taken]
        grids.append(
            (
                table.top,
                Grid(
                    rows=[row for row in table.cells(inside) if any(any(c or ()) for c in row)], columns=table.columns
                ),
            )
        )
    blocks: list[list[Line] | Grid] = []
    start = float("-inf")
    for top, grid in [*grids, (float("inf"), None)]:
        flow = _flow([p for p in pieces if start <= (p.top + p.bottom) / 2 < top])
        blocks += [flow] if flow else []
        blocks += [grid] if grid is not None and grid.rows else []
        start = top
    return blocks


# Tables ------------------------------------------------------------------------------------------------------------------


class Table(Struct, kw_only=True):
    """A grid of drawn lines: the places of its columns and rows, and which walls stand."""

    columns: list[float]
    rows: list[float]
    across: list[Rule]
    down: list[Rule]

    @property
    def top(self) -> float:
        return self.rows[0]

    def holds(self, piece: Piece) -> bool:
        x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
        return (
            self.columns[0] - _TOUCH < x < self.columns[-1] + _TOUCH
            and self.rows[0] - _TOUCH < y < self.rows[-1] + _TOUCH
        )

    def cells(self, pieces: list[Piece]) -> list[Row]:
        """The cells with their lines; one that reaches over several rows is None in the later ones."""
        height, width = len(self.rows) - 1, len(self.columns) - 1
        owner = {(r, c): (r, c) for r in range(height) for c in range(width)}
        for r in range(height):
            for c in range(width):
                if c and not self._wall(self.down, self.columns[c], (self.rows[r] + self.rows[r + 1]) / 2):
                    owner[r, c] = owner[r, c - 1]
                elif r and not self._wall(self.across, self.rows[r], (self.columns[c] + self.columns[c + 1]) / 2):
                    owner[r, c] = owner[r - 1, c]
        held: dict[tuple[int, int], list[Piece]] = {}
        for piece in pieces:
            place = (
                _index(self.rows, (piece.top + piece.bottom) / 2),
                _index(self.columns, (piece.left + piece.right) / 2),
            )
            held.setdefault(owner[place], []).append(piece)
        return [[self._cell(owner, held, r, c) for c in range(width)] for r in range(height)]

    def _cell(
        self, owner: dict[tuple[int, int], tuple[int, int]], held: dict[tuple[int, int], list[Piece]], r: int, c: int
    ) -> list[str] | None:
        own = owner[r, c]
        if own == (r, c):
            return [join_lines([line.text for line in _flow(held.get(own, []))])] if own in held else []
        return None if own[0] < r and own[1] == c else []

    @staticmethod
    def _wall(rules: list[Rule], at: float, through: float) -> bool:
        return any(
            abs(rule.at - at) <= _TOUCH and rule.start - _TOUCH <= through <= rule.end + _TOUCH for rule in rules
        )


def _index(places: list[float], at: float) -> int:
    return min(max(sum(place <= at for place in places) - 1, 0), len(places) - 2)


def _tables(page: Page) -> list[Table]:
    """Grids of at least two columns and one row that hold text."""
    found = []
    for across, down in _connected(page.across, page.down):
        columns = _places(down)
        rows = _places([*across, *_open_ends(across, down)])
        if len(columns) >= 3 and len(rows) >= 2:
            table = Table(columns=columns, rows=rows, across=across, down=down)
            if sum(map(table.holds, page.pieces)) >= 2:
                found.append(table)
    return sorted(found, key=lambda t: t.top)


def _open_ends(across: list[Rule], down: list[Rule]) -> list[Rule]:
    """The top and bottom of a row that the end of the page cuts, where only the lines between its cells are drawn."""
    if not across or len(down) < 3:
        return []
    top, bottom = min(r.at for r in across), max(r.at for r in across)
    starts, ends = sorted(r.start for r in down)[:2], sorted(r.end for r in down)[-2:]
    out = [Rule(starts[1], 0, 0)] if top - starts[1] > 2 * _TOUCH else []
    return out + ([Rule(ends[0], 0, 0)] if ends[0] - bottom > 2 * _TOUCH else [])


def _places(rules: list[Rule]) -> list[float]:
    places: list[float] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if not places or rule.at - places[-1] > _TOUCH:
            places.append(rule.at)
    return places


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that touch each other."""
    group = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                group[root(len(across) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return list(groups.values())


# Flow --------------------------------------------------------------------------------------------------------------------


def _flow(pieces: list[Piece]) -> list[Line]:
    """Pieces outside tables as lines: columns side by side one after the other."""
    rows = rows_of(pieces)
    out: list[Line] = []
    at = single = 0  # rows from `single` to `at` stand in one column
    while at < len(rows):
        block, gap = _column_block(rows, at)
        if gap is None:
            at += 1
            continue
        begins = at
        while begins > single and (wider := _beside(rows[begins - 1], rows[begins], gap)):
            begins, gap = begins - 1, wider
        begins, gap = _from_its_words(rows, single, begins, gap)
        out += _column(rows[single:begins]) + _two_columns(rows[begins : at + block], sum(gap) / 2)
        at = single = at + block
    return out + _column(rows[single:])


def _two_columns(rows: list[list[Piece]], gutter: float) -> list[Line]:
    sides = [[[p for p in row if (p.left >= gutter) == right] for row in rows] for right in (False, True)]
    left, right = (_column([row for row in side if row]) for side in sides)
    if left and right and min(len(left), len(right)) >= _RUNNING and all(_is_running(side) for side in (left, right)):
        right[0].follows = True
    return left + right


def _is_running(column: list[Line]) -> bool:
    """Whether most lines of a column reach over all of it: text, and not the side of a header or a signature."""
    left, right = column[0].margins
    return 2 * sum(line.right - line.left > 0.8 * (right - left) for line in column) > len(column)


def _beside(row: list[Piece], below: list[Piece], gap: Gap) -> Gap | None:
    """The gutter that is left when a row just above a block of two columns belongs to it: one wholly on the right, or with a piece on either
    side (the sides of headers and signatures begin at different heights, and a long line leaves little between them)."""
    starts, ends = _sides(row, gap)
    left, right = _narrowed(gap, starts, ends)
    high, distance = row[0].height, min(p.top for p in below) - row[0].bottom
    if not starts or distance > (4 if ends else 0.8) * high or right - left < 0.4 * high:
        return None
    if _LABEL.fullmatch(ends[-1].text) if ends else row[0].left < sum(gap) / 2:
        return None
    return left, right


def _from_its_words(rows: list[list[Piece]], first: int, begins: int, gap: Gap) -> tuple[int, Gap]:
    """Where a header or a signature block really begins: the words that tell it (`CỘNG HÒA …`, `Nơi nhận:`) may stand some lines above
    the first line that has a piece on either side."""
    wider, found, one_sided, headed = gap, (begins, gap), True, False
    for at in range(begins - 1, max(first, begins - _ABOVE) - 1, -1):
        starts, ends = _sides(rows[at], wider)
        wider = _narrowed(wider, starts, ends)
        if wider[1] - wider[0] < 0.4 * rows[at][0].height:
            break
        text = _said(rows[at])
        one_sided = one_sided and not starts
        if headed and starts and not mentions(text, "motto"):
            break
        headed = headed or mentions(text, "motto")
        if headed or (one_sided and mentions(text, "layout")):
            found = at, wider
    return found


def _column_block(rows: list[list[Piece]], at: int) -> tuple[int, Gap | None]:
    """How many rows from `at` on stand in two columns, and the gutter between them (None: they do not)."""
    gap = _widest_gap(rows[at])
    if gap is None:
        return 1, None
    count, seen, two_sided, bottom = 1, 1, 1, max(p.bottom for p in rows[at])
    last_left = 0
    line = rows[at][0].height
    for row in rows[at + 1 :]:
        starts, ends = _sides(row, gap)
        left, right = _narrowed(gap, starts, ends)
        distance = min(p.top for p in row) - bottom
        if right - left < 0.4 * line or distance > (1.2 if not (starts and ends) else 4) * line:
            break
        gap, bottom = (left, right), max(bottom, max(p.bottom for p in row))
        last_left = count if ends else last_left
        count += 1
        if starts and ends:
            seen, two_sided = count, two_sided + 1
    if two_sided == 1 and gap[1] - gap[0] < 2.5 * line:
        return 1, None
    return max(seen, last_left + 1), gap


def _sides(row: list[Piece], gap: Gap) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a row right and left of a gutter: it is cut where most of the gutter stays free."""
    edges = [float("-inf"), *itertools.chain.from_iterable((p.left, p.right) for p in row), float("inf")]
    free = [min(gap[1], edges[2 * i + 1]) - max(gap[0], edges[2 * i]) for i in range(len(row) + 1)]
    cut = free.index(max(free))
    return row[cut:], row[:cut]


def _narrowed(gap: Gap, starts: list[Piece], ends: list[Piece]) -> Gap:
    return max([gap[0], *(p.right for p in ends)]), min([gap[1], *(p.left for p in starts)])


def _widest_gap(row: list[Piece]) -> Gap | None:
    """The widest blank between two pieces, unless what stands before it is the label of a paragraph."""
    gaps = [
        (b.left - a.right, a.right, b.left)
        for i, (a, b) in enumerate(itertools.pairwise(row))
        if i or not _LABEL.fullmatch(a.text)
    ]
    wide = [g for g in gaps if g[0] > 0.9 * row[0].height]
    return max(wide)[1:] if wide else None


def _column(rows: list[list[Piece]]) -> list[Line]:
    """Rows of one column as lines that know its margins."""
    if not rows:
        return []
    lefts, rights = sorted(row[0].left for row in rows), sorted(row[-1].right for row in rows)
    margins = lefts[len(lefts) // 10], rights[-1 - len(rights) // 20]
    lines = [
        Line(
            text=" ".join(p.text for p in row),
            left=row[0].left,
            right=row[-1].right,
            top=min(p.top for p in row),
            bottom=max(p.bottom for p in row),
            margins=margins,
        )
        for row in rows
    ]
    lines[0].broken = True
    return lines


# Paragraphs --------------------------------------------------------------------------------------------------------------


def _paragraphs(lines: list[Line | None]) -> list[str]:
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
        out.append(page) if not out else out.__setitem__(-1, out[-1] + page)
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
    if last.table or line.table:
        return False
    text, before = unmarked(line.text), unmarked(last.text)
    if not new_page and (
        line.broken or line.top < last.top or line.top - last.top > 1.6 * max(pitch, line.bottom - line.top)
    ):
        return False
    if before.endswith(("-", "/")) and before[-2:-1].isalnum() and text[:1].isalnum():
        return True
    full, ended = _is_full(last, before, text), bool(_END.search(before))
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


def join_lines(lines: list[str]) -> str:
    """Lines of one cell as one text."""
    out = ""
    for line in lines:
        out = join_two(out, line) if out else line
    return out


def join_two(before: str, after: str) -> str:
    """Two parts of a sentence; a symbol broken at its hyphen or slash (`72-` `KL/TW`) is put together again."""
    ends, starts = unmarked(before), unmarked(after)
    if ends.endswith(("-", "/")) and ends[-2:-1].isalnum() and starts[:1].isalnum():
        return before + after
    if starts.startswith("/") and ends[-1:].isalnum() and starts[1:2].isalnum():
        return before + after
    return f"{before} {after}"
