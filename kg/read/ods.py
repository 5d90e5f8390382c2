"""OpenDocument workbooks: each sheet that is shown, its cells as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read.marks import foreign
from kg.read.model import Ask, Source
from kg.read.odt import properties
from kg.read.sheets import COLUMNS, Sheet, workbook
from kg.read.xml import Parts, attribute, integer, local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROWS = 200_000  # that a sheet may use
_SKIP = frozenset(("annotation", "shapes", "forms"))


def read_ods(data: bytes, ask: Ask) -> list[Source]:
    """The text of a workbook. Raises ReadError `corrupt`, `password`, `entities`, `bomb`."""
    parts = Parts(data, "ods")
    if b"encryption-data" in (parts.bytes("META-INF/manifest.xml") or b""):
        raise ReadError("password")
    content = parts.xml("content.xml")
    if content is None:
        raise ReadError("corrupt", format="ods")
    return [workbook(_sheets(content), "ods", properties(parts.xml("meta.xml")))]


def read_fods(data: bytes, ask: Ask) -> list[Source]:
    """The text of a workbook in one XML file."""
    root = parse(data, "fods")
    return [workbook(_sheets(root), "fods", properties(root))]


def _sheets(root: _Element) -> Iterator[Sheet]:
    hidden = {
        attribute(style, "name")
        for style in root.iter("{*}style")
        if any(attribute(e, "display") == "false" for e in style.iter("{*}table-properties"))
    }
    for body in root.iter("{*}spreadsheet"):
        for table in body.iter("{*}table"):
            yield _sheet(table, shown=attribute(table, "style-name") not in hidden)


def _sheet(table: _Element, *, shown: bool) -> Sheet:
    sheet = Sheet(name=attribute(table, "name") or "", shown=shown, rows={}, merged=[])
    column = 1
    for columns in table.iter("{*}table-column"):
        times = integer(attribute(columns, "number-columns-repeated"), 1)
        if attribute(columns, "visibility") in ("collapse", "filter"):
            sheet.hidden.update(range(column, min(column + times, COLUMNS + 1)))
        column += times
    number = 0
    for row in table.iter("{*}table-row"):
        cells, times = _cells(row, sheet, number + 1), integer(attribute(row, "number-rows-repeated"), 1)
        for _ in range(times if cells else 0):
            number += 1
            if number > _ROWS:
                sheet.cut = True
                return sheet
            sheet.rows[number] = cells
        number += 0 if cells else times
    return sheet


def _cells(row: _Element, sheet: Sheet, number: int) -> dict[int, str]:
    """The cells of a row by their columns; those that reach down are noted on the sheet."""
    cells: dict[int, str] = {}
    column = 1
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        text, times = _shown(cell), integer(attribute(cell, "number-columns-repeated"), 1)
        for at in range(column, min(column + times, COLUMNS + 1)) if text else ():
            cells[at] = text
        sheet.cut = sheet.cut or bool(text and column + times > COLUMNS + 1)
        down = integer(attribute(cell, "number-rows-spanned"), 1)
        if down > 1:
            sheet.merged.append((column, number, number + down - 1))
        if (right := integer(attribute(cell, "number-columns-spanned"), 1)) > 1:
            sheet.across.append((number, column, column + right - 1))
        column += times
    return cells


def _shown(cell: _Element) -> str:
    """The words of a cell, without what is noted on it."""
    return "\n".join(_said(e) for e in cell if local(e) not in _SKIP).strip()


def _said(element: _Element) -> str:
    name = local(element)
    if name in _SKIP:
        return ""
    blank = "\n" if name == "line-break" else " " if name in ("s", "tab") else ""
    inner = "".join(_said(child) + foreign(child.tail or "") for child in element)
    return blank + foreign(element.text or "") + inner
