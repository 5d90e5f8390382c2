"""Tables and two-column headers as lines: a layout table is read cell by cell, a table of data row by row."""

from __future__ import annotations

import re

from kg.read.marks import clean, unmarked
from kg.read.words import words
from kg.text import key

Cell = list[str]
Row = list[Cell | None]  # None: the cell above reaches down here
_REPEATED = (
    160  # a merged cell of at most so many characters is repeated in each row it reaches, as a reader understands it
)
_ORDINAL = re.compile(r"[\dIVXivx]+(\.\d+)*[.)]?")
_HEADER_PARAGRAPHS = 12
_LONG_CELL = 20  # lines
_SAME_EDGE = 30  # twips, twentieths of a point
_NO_COLUMN = 283  # half a centimetre: no column is as narrow, so that its two edges are one that was drawn by hand
_FOOT = 4  # rows of the block under a table that says who receives the paper and who signs it


def mentions(text: str, name: str) -> bool:
    """Whether a word of the list `name` stands in `text`."""
    folded = key(unmarked(text))
    return any(word in folded for word in words(name))


def table_lines(rows: list[Row], *, ruled: bool) -> list[str]:
    """The lines of a table; `ruled`: its cells have visible borders."""
    rows = [row for row in rows if any(any(cell or ()) for cell in row)]
    if not rows:
        return []
    foot = _foot(rows)
    body = rows[:foot]
    return (_cell_by_cell if is_layout(body, ruled=ruled) else data_lines)(body) + _cell_by_cell(rows[foot:])


def _cell_by_cell(rows: list[Row]) -> list[str]:
    return [line for row in rows for cell in row for line in cell or ()]


def _foot(rows: list[Row]) -> int:
    """Where the block `Nơi nhận: … | TM. ỦY BAN NHÂN DÂN …` begins in the rows of a table of data, to which a writer's program has joined it."""
    for number in range(max(1, len(rows) - _FOOT), len(rows)):
        cells = [cell for cell in rows[number] if cell]
        if len(cells) <= 2 and any(key(unmarked(cell[0])).startswith(words("recipients")) for cell in cells):
            return number
    return len(rows)


def data_lines(rows: list[Row]) -> list[str]:
    """The rows of a table of data, one line each."""
    return [row_line(row) for row in _reaching_down(rows)]


def spread(rows: list[Row], edges: list[list[int]]) -> list[Row]:
    """Rows whose cells hold the places of all columns they reach over, after the right edge of each cell (in twips)."""
    foot = _foot(rows)
    grid = _grid(edges[:foot])
    if len(grid) > 200:
        return rows
    out: list[Row] = []
    for row, own in zip(rows[:foot], edges, strict=False):
        if len(own) < len(row):
            out.append(row)
            continue
        full: Row = []
        for cell, edge in zip(row, own, strict=False):
            columns = sum(at <= edge for at in grid) - len(full)
            full += [cell, *([] for _ in range(columns - 1))] if columns > 0 else [cell]
        out.append(full)
    return out + rows[foot:]


def _grid(rows: list[list[int]]) -> list[int]:
    """Where the columns end, each by the leftmost of the edges that are one: those of different rows are also where they stand apart a little."""
    of_rows: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for edge in row:
            of_rows.setdefault(edge, set()).add(number)
    grid: list[int] = []
    last, seen = 0, set[int]()
    for edge in sorted(of_rows):
        apart = not grid or edge - grid[-1] > _NO_COLUMN or bool(seen & of_rows[edge])
        if apart and not (grid and edge - last <= _SAME_EDGE):
            grid.append(edge)
            seen = set()
        seen |= of_rows[edge]
        last = edge
    return grid


def _reaching_down(rows: list[Row]) -> list[list[Cell]]:
    """Cells that reach over several rows, repeated in each; an ordinal number or a long text stands only once."""
    out: list[list[Cell]] = []
    for row in rows:
        above = out[-1] if out else []
        out.append([cell if cell is not None else above[i] if i < len(above) else [] for i, cell in enumerate(row)])
    return [
        [cell if given is not None or _repeats(cell) else [] for cell, given in zip(full, row, strict=True)]
        for full, row in zip(out, rows, strict=True)
    ]


def _repeats(cell: Cell) -> bool:
    text = " ".join(cell)
    return len(text) <= _REPEATED and not _ORDINAL.fullmatch(text)


def row_line(row: list[Cell]) -> str:
    """`1 | Name of the task | Department of Health`; empty cells keep their place, but for those at the end."""
    return " | ".join(clean(" ".join(cell)) for cell in row).rstrip(" |")


def is_layout(rows: list[Row], *, ruled: bool) -> bool:
    """A table that only places text on the page: one column, a header (`UBND TỈNH … | CỘNG HÒA …`), a signature block."""
    filled = [[cell for cell in row if cell] for row in rows]
    width = max(map(len, rows))
    if max(map(len, filled)) == 1 and width <= 2:
        return True
    if len(rows) <= 6 and any(len(cell) > _LONG_CELL for row in filled for cell in row) and not (ruled and width > 2):
        return True
    if len(rows) > 6 or max(map(len, filled)) > 4:
        return False
    text = " ".join(line for row in filled for cell in row for line in cell)
    return (not ruled and len(rows) <= 3 and max(map(len, filled)) <= 3) or mentions(text, "layout")


def with_letterhead(heads: list[list[str]], body: list[str]) -> list[str]:
    """The lines of a paper with its letterhead, where that stands in the head of its pages: elsewhere running heads are left out."""
    if not mentions(" ".join(body[:_HEADER_PARAGRAPHS]), "motto"):
        for head in heads:
            if len(head) > 1 and mentions(" ".join(head), "motto"):
                return [*head, *body]
    return body


def untab_header(paragraphs: list[str]) -> list[str]:
    """Paragraphs where a header set in two columns with tabs is read column by column; other tabs become blanks."""
    out: list[str] = []
    block: list[list[str]] = []
    for number, paragraph in enumerate(paragraphs):
        pieces = [clean(piece) for piece in paragraph.split("\t") if clean(piece)]
        if number < _HEADER_PARAGRAPHS and len(pieces) == 2:
            block.append(pieces)
            continue
        out += _columns(block)
        block = []
        out.append(clean(paragraph))
    return [line for line in out + _columns(block) if line]


def _columns(block: list[list[str]]) -> list[str]:
    if block and mentions(" ".join(right for _, right in block), "layout"):
        return [left for left, _ in block] + [right for _, right in block]
    return [f"{left} {right}" for left, right in block]
