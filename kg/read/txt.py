"""Plain text in whatever encoding, and tables saved as text (csv)."""

from __future__ import annotations

import csv
import re
from io import StringIO

from kg.read.legacy import decode
from kg.read.marks import foreign
from kg.read.model import Ask, Source, encoding_notes
from kg.read.sheets import Sheet, sheet_lines
from kg.text import canonical

_BETWEEN = ",;\t"  # cells of a table saved as text
_SAYS_BETWEEN = re.compile(r"\s*sep=[,;\t]\s*", re.I)  # the first line, for Excel alone
_LEAST = 3  # cells in a row and rows from which a text is a table


def read_txt(data: bytes, ask: Ask) -> list[Source]:
    """The text in canonical form and otherwise untouched; a Note where it was converted or holds unreadable bytes."""
    text, name, bad = decode(data)
    text = canonical(foreign(text))
    rows = _table(text)
    if rows:
        cells = {r: {c: cell for c, cell in enumerate(row, 1) if cell.strip()} for r, row in enumerate(rows, 1)}
        sheet = Sheet(name="", shown=True, rows={r: row for r, row in cells.items() if row}, merged=[])
        text = canonical("\n".join(sheet_lines(sheet)))
        return [Source(format="csv", text=text, notes=encoding_notes(text, name, bad))]
    return [Source(format="txt", text=text, notes=encoding_notes(text, name, bad))]


def _table(text: str) -> list[list[str]]:
    """The rows of a table saved as text: each has the same number of cells; none where it is no such table."""
    first, _, below = text.lstrip("\n").partition("\n")
    if _SAYS_BETWEEN.fullmatch(first):
        text = below
        first = below.partition("\n")[0]
    between = max(_BETWEEN, key=first.count)
    if first.count(between) + 1 < _LEAST:
        return []
    try:
        rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=between, strict=True) if any(row)]
    except csv.Error:
        return []
    return rows if len(rows) >= _LEAST and {len(row) for row in rows} == {len(rows[0])} else []
