"""Tables and two-column headers as lines: a layout table is read cell by cell, a table of data row by row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.read.marks import clean, unmarked
from kg.text import key

Cell = list[str]
Row = list[Cell]
_HEADER_PARAGRAPHS = 12


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of `words.toml`, each in the form in which names are compared."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return tuple(key(word) for word in table[name]["words"])


def mentions(text: str, name: str) -> bool:
    """Whether a word of the list `name` stands in `text`."""
    folded = key(unmarked(text))
    return any(word in folded for word in words(name))


def table_lines(rows: list[Row], *, ruled: bool) -> list[str]:
    """The lines of a table; `ruled`: its cells have visible borders."""
    rows = [row for row in rows if any(any(cell) for cell in row)]
    if not rows:
        return []
    if is_layout(rows, ruled=ruled):
        return [line for row in rows for cell in row for line in cell]
    return [row_line(row) for row in rows]


def row_line(row: Row) -> str:
    """`1 | Name of the task | Department of Health`; empty cells keep their place, but for those at the end."""
    return " | ".join(clean(" ".join(cell)) for cell in row).rstrip(" |") or ""


def is_layout(rows: list[Row], *, ruled: bool) -> bool:
    """A table that only places text on the page: one column, a header (`UBND TỈNH … | CỘNG HÒA …`), a signature block."""
    if max(sum(1 for cell in row if any(cell)) for row in rows) == 1 and max(map(len, rows)) <= 2:
        return True
    if len(rows) > 6 or max(map(len, rows)) > 4:
        return False
    text = " ".join(line for row in rows for cell in row for line in cell)
    return (not ruled and len(rows) <= 3) or mentions(text, "layout")


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
