"""Workbooks of Excel 97 to 2003, and of 5 and 95: each sheet that is shown, its cells as they are shown."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import date
from typing import Any

from kg.errors import ReadError
from kg.read.marks import clean, foreign
from kg.read.model import Ask, Source
from kg.read.sheets import COLUMNS, Sheet, workbook
from kg.read.xlsx import number_form, shown_number

_FAULTS = (AssertionError, ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError, struct.error)


def read_xls(data: bytes, ask: Ask) -> list[Source]:
    """The text of a workbook. Raises ReadError `corrupt`, `password`."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            sheets = list(_sheets(book))
    except xlrd.XLRDError as error:
        raise ReadError("password") if "encrypted" in str(error) else ReadError("corrupt", format="xls") from error
    except (CompDocError, *_FAULTS) as error:  # what the library meets in files that are cut or put together wrongly
        raise ReadError("corrupt", format="xls") from error
    return [workbook(sheets, "xls", {})]


def _sheets(book: Any) -> Iterator[Sheet]:
    from xlrd import XL_CELL_DATE, XL_CELL_NUMBER, XL_CELL_TEXT

    own = {key: form.format_str for key, form in book.format_map.items()}
    since = date(1904, 1, 1) if book.datemode else date(1899, 12, 30)
    for sheet in book.sheets():
        found = Sheet(name=clean(sheet.name), shown=not sheet.visibility, rows={}, merged=[])
        found.merged += [(left + 1, first + 1, last) for first, last, left, _ in sheet.merged_cells]
        found.cut = sheet.ncols > COLUMNS
        found.hidden = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
        found.across = [(first + 1, left + 1, right) for first, _, left, right in sheet.merged_cells]
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)[:COLUMNS]):
                text = ""
                if cell.ctype == XL_CELL_TEXT:
                    text = foreign(cell.value)
                elif cell.ctype in (XL_CELL_NUMBER, XL_CELL_DATE):
                    form = number_form(book.xf_list[cell.xf_index].format_key, own)
                    text = shown_number(repr(cell.value), form, since)
                if text.strip():
                    found.rows.setdefault(row + 1, {})[column + 1] = text
        yield found
