"""The lines of a document."""

from __future__ import annotations

from msgspec import Struct, structs

from kg.read.layout import Row, table_lines
from kg.read.marks import Marks
from kg.read.page.flow import Line, flow_of
from kg.read.page.footnotes import without_footnotes
from kg.read.page.furniture import Furniture, edges, furniture_of, is_furniture
from kg.read.page.joining import join_two
from kg.read.page.paragraphs import END, paragraphs_of
from kg.read.page.pieces import Page
from kg.read.page.tables import TOUCH, tables_of

_HEADING = 3  # rows that the heading of a table may have


class Grid(Struct, kw_only=True):
    """The rows of a ruled table and the places of its columns; `heading`: the first rows of the table that it goes on with."""

    rows: list[Row]
    columns: list[float]
    heading: list[Row] = []


def document_lines(pages: list[Page], marks: Marks | None = None) -> list[str]:
    """The lines of a document; running heads and page numbers are dropped, paragraphs and tables go on over the page's end.

    Footnotes come last where `marks` can point at them."""
    furniture = furniture_of(pages)
    pages = without_footnotes(pages, furniture, marks) if marks else pages
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
    return [*paragraphs_of(lines), *(marks.footnotes if marks else ())]


def _continued(first: Grid, second: Grid) -> list[list[Line] | Grid | None]:
    """A table that goes on over the page's end: the repeated heading goes, a row cut by the page is put together."""
    if len(first.columns) != len(second.columns) or any(
        abs(a - b) > 3 * TOUCH for a, b in zip(first.columns, second.columns, strict=True)
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
    return any(a and b and (not END.search(a[-1]) or b[0][:1].islower()) for a, b in zip(last, row, strict=True))


def _joined(above: list[str] | None, below: list[str] | None) -> list[str] | None:
    if not above or not below:
        return above or below
    return [join_two(above[-1], below[0])]


def _grid_lines(grid: Grid) -> list[Line]:
    edges = grid.columns[0], grid.columns[-1]
    made = table_lines(grid.rows, ruled=True)
    return [Line(text=text, left=edges[0], right=edges[1], top=0, bottom=0, margins=edges, table=True) for text in made]


def _page_blocks(page: Page, furniture: Furniture) -> list[list[Line] | Grid]:
    """The flow between the tables and the tables, from the top down."""
    dropped = {id(p) for row in edges(page) if is_furniture(row, furniture) for p in row}
    pieces = [p for p in page.pieces if id(p) not in dropped]
    grids: list[tuple[float, Grid]] = []
    for table in tables_of(page):
        inside = [p for p in pieces if table.holds(p)]
        taken = {id(p) for p in inside}
        pieces = [p for p in pieces if id(p) not in taken]
        rows = [row for row in table.cells(inside) if any(any(cell or ()) for cell in row)]
        grids.append((table.top, Grid(rows=rows, columns=table.columns)))
    blocks: list[list[Line] | Grid] = []
    start = float("-inf")
    for top, grid in [*grids, (float("inf"), None)]:
        flow = flow_of([p for p in pieces if start <= (p.top + p.bottom) / 2 < top])
        blocks += [flow] if flow else []
        blocks += [grid] if grid is not None and grid.rows else []
        start = top
    return blocks
