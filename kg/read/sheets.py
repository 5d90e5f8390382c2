"""Sheets of a workbook of any format as lines: what stands above the table line by line, each row of the table as a line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from msgspec import Struct

from kg.read.layout import Row, data_lines
from kg.read.marks import Marks, lines
from kg.read.model import Note, Source, encoding_notes

COLUMNS = 256  # that a sheet may use
_MERGED = 1_000_000  # cells below the first of a merged range
_TABLE = 3  # cells in a row from which the rows are those of a table


class Sheet(Struct, kw_only=True):
    """A sheet's cells as they are shown, by row and column from 1 on, and the first cell of each merged range with its rows."""

    name: str
    shown: bool
    rows: dict[int, dict[int, str]]
    merged: list[tuple[int, int, int]]  # column, first row, last row
    cut: bool = False  # whether it uses more columns than are read


def workbook(sheets: Iterable[Sheet], kind: str, meta: dict[str, str]) -> Source:
    """The text of the sheets that are shown; the others are noted."""
    out: list[str] = []
    notes: list[Note] = []
    for sheet in sheets:
        if not sheet.shown or sheet.cut:
            notes.append(Note("left-out", 0, 0, f"{sheet.name}: {'columns' if sheet.shown else 'hidden'}"))
        out += sheet_lines(sheet) if sheet.shown else []
    done = Marks().finish("\n".join(out))
    return Source(format=kind, text=done.text, meta=meta, notes=(*encoding_notes(done.text, done.encoding), *notes))


def sheet_lines(sheet: Sheet) -> list[str]:
    """The rows above the table cell by cell, then the table; columns that nobody uses are not there."""
    columns = {c: i for i, c in enumerate(sorted({c for row in sheet.rows.values() for c in row}))}
    below = ((r, columns[c]) for c, first, last in sheet.merged if c in columns for r in range(first + 1, last + 1))
    down = set(islice(below, _MERGED))
    head: list[str] = []
    table: list[Row] = []
    for number, cells in sorted(sheet.rows.items()):
        if not table and len(cells) < min(_TABLE, len(columns)):
            head += [line for _, text in sorted(cells.items()) for line in lines(text)]
            continue
        row: Row = [None if (number, i) in down else [] for i in range(len(columns))]
        for column, text in cells.items():
            row[columns[column]] = lines(text)
        table.append(row)
    return head + data_lines(table)
