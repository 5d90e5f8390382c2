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
    hidden: set[int] = set()  # columns that are not shown
    across: list[tuple[int, int, int]] = []  # row, first and last column of the merged ranges


def workbook(sheets: Iterable[Sheet], kind: str, meta: dict[str, str]) -> Source:
    """The text of the sheets and columns that are shown; the others are noted. Rows that are not shown are read: a filter hides them for a while."""
    out: list[str] = []
    notes: list[Note] = []
    for sheet in sheets:
        if not sheet.shown or sheet.cut:
            notes.append(Note("left-out", 0, 0, f"{sheet.name}: {'columns' if sheet.shown else 'hidden'}"))
        if sheet.shown and (gone := _without_hidden(sheet)):
            notes.append(Note("left-out", 0, 0, f"{sheet.name}: hidden {', '.join(map(_letters, sorted(gone)))}"))
        out += sheet_lines(sheet) if sheet.shown else []
    done = Marks().finish("\n".join(out))
    return Source(format=kind, text=done.text, meta=meta, notes=(*encoding_notes(done.text, done.encoding), *notes))


def _without_hidden(sheet: Sheet) -> set[int]:
    """Drops what stands in columns that are not shown, and tells which; what reaches over one that is shown moves there."""
    gone: set[int] = set()
    first_shown = {
        (row, left): next((c for c in range(left, right + 1) if c not in sheet.hidden), 0)
        for row, left, right in sheet.across
    }
    for row, cells in list(sheet.rows.items()):
        for column in sorted(sheet.hidden.intersection(cells)):
            text = cells.pop(column)
            if to := first_shown.get((row, column), 0):
                cells.setdefault(to, text)
            else:
                gone.add(column)
        if not cells:
            del sheet.rows[row]
    return gone


def _letters(column: int) -> str:
    """28 -> `AB`"""
    before, place = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(65 + place)


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
