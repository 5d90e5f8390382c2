"""Cells of a row: which go on from above, their right edges and their lines."""

from __future__ import annotations

import struct

from kg.read.doc.properties import BORDERS, CELLS
from kg.read.layout import Cell, Row


def merged_cells(row: list[Cell], definition: bytes) -> Row:
    """The cells of a row, those that go on from above as None, after the row's definition."""
    flags = [flag for flag, _ in _cell_flags(definition)]
    return [
        None if i < len(flags) and flags[i] & 0x20 and not flags[i] & 0x40 and not any(cell) else cell
        for i, cell in enumerate(row)
    ]


def _cell_flags(definition: bytes) -> list[tuple[int, bytes]]:
    """For each cell of a row its flags and its borders."""
    if len(definition) < 3:
        return []
    count = definition[2]
    start = 3 + 2 * (count + 1)
    cells = [definition[start + 20 * i : start + 20 * (i + 1)] for i in range(count)]
    return [(struct.unpack_from("<H", cell, 0)[0], cell[4:20]) for cell in cells if len(cell) >= 2]


def edges_of(definition: bytes) -> list[int]:
    """The right edge of each cell of a row."""
    count = definition[2] if len(definition) > 2 else 0
    return list(struct.unpack_from(f"<{count}h", definition, 5)) if len(definition) >= 5 + 2 * count else []


def is_ruled(properties: dict[int, bytes]) -> bool:
    """Whether the cells of a row have lines: the table says so, or most of its cells do."""
    if _lines_of(properties.get(BORDERS, b"")[1:]) >= 2:
        return True
    borders = [border for _, border in _cell_flags(properties.get(CELLS, b""))]
    return bool(borders) and all(_lines_of(border) >= 2 for border in borders)


def _lines_of(borders: bytes) -> int:
    """How many of these borders are drawn: four bytes each, the second is the kind of line."""
    return sum(borders[i : i + 1] not in (b"", b"\0", b"\xff") for i in range(1, len(borders), 4))
