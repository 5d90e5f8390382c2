"""Workbooks (xlsx): each sheet that is shown, its heading line by line, its table a line a row."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read.marks import foreign
from kg.read.model import Ask, Source
from kg.read.sheets import COLUMNS, Sheet, workbook
from kg.read.xml import Parts, attribute, integer, local, properties

if TYPE_CHECKING:
    from lxml.etree import _Element

OWN = "vn-legal-kg"  # the keyword of workbooks that kg itself writes
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((14, 15, 16, 22, 27, 30, 36, 50, 57), "d/m/y"), 17: "m/y"}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_xlsx(data: bytes, ask: Ask) -> list[Source]:
    """The text of a workbook. Raises ReadError `corrupt`, `password`, `entities`, `bomb`, `own-workbook`."""
    parts = Parts(data, "xlsx")
    if OWN.encode() in (parts.bytes("docProps/core.xml") or b""):
        raise ReadError("own-workbook")
    return [workbook(sheets(parts), "xlsx", properties(parts))]


def sheets(parts: Parts) -> list[Sheet]:
    """The sheets of a workbook in their order. Raises ReadError `corrupt`."""
    try:
        return list(_sheets(parts))
    except ValueError as error:
        raise ReadError("corrupt", format="xlsx") from error


def _sheets(parts: Parts) -> Iterator[Sheet]:
    book, relations = parts.xml("xl/workbook.xml"), parts.xml("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise ReadError("corrupt", format="xlsx")
    targets = {r.get("Id"): r.get("Target") or "" for r in relations}
    strings = parts.xml("xl/sharedStrings.xml")
    shared = [] if strings is None else [_words(item) for item in strings.iter("{*}si")]
    forms = _forms(parts.xml("xl/styles.xml"))
    since = (
        date(1904, 1, 1)
        if any(e.get("date1904") in ("1", "true") for e in book.iter("{*}workbookPr"))
        else date(1899, 12, 30)
    )
    for element in book.iter("{*}sheet"):
        target = targets.get(attribute(element, "id") or "", "")
        root = parts.xml(parts.beside("xl", target)) if target else None
        if root is not None and local(root) == "worksheet":
            yield _sheet(element, root, shared, forms, since)


def _sheet(element: _Element, root: _Element, shared: list[str], forms: list[str], since: date) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    cut = False
    for cell in root.iter("{*}c"):
        column, row = _place(cell.get("r") or "")
        text = _shown(cell, shared, forms, since)
        if text and column <= COLUMNS:
            rows.setdefault(row, {})[column] = text
        cut = cut or bool(text and column > COLUMNS)
    ranges = [(m.get("ref") or "").partition(":") for m in root.iter("{*}mergeCell")]
    places = [(*_place(first), *_place(last)) for first, _, last in ranges if last]
    hidden: set[int] = set()
    for columns in root.iter("{*}col"):
        if columns.get("hidden") in ("1", "true"):
            first, last = integer(columns.get("min"), 1), integer(columns.get("max"), 1)
            hidden.update(range(max(first, 1), min(last, COLUMNS) + 1))
    return Sheet(
        name=element.get("name") or "",
        shown=element.get("state", "visible") == "visible",
        rows=rows,
        merged=[(left, top, bottom) for left, top, _, bottom in places],
        cut=cut,
        hidden=hidden,
        across=[(top, left, right) for left, top, right, _ in places],
    )


def _place(reference: str) -> tuple[int, int]:
    """`AB12` -> (28, 12)"""
    found = _PLACE.fullmatch(reference)
    if not found:
        raise ReadError("corrupt", format="xlsx")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(found[2])


def _words(item: _Element) -> str:
    """The text of a cell, without what says how to pronounce it."""
    return "".join(t.text or "" for t in item.iter("{*}t") if (above := t.getparent()) is None or local(above) != "rPh")


def _shown(cell: _Element, shared: list[str], forms: list[str], since: date) -> str:
    kind, value = cell.get("t", "n"), "".join(v.text or "" for v in cell.iter("{*}v"))
    if kind == "inlineStr":
        return foreign(_words(cell))
    if kind == "s":
        return foreign(shared[int(value)]) if value.isdigit() and int(value) < len(shared) else ""
    if kind != "n" or not value:
        return foreign(value)
    style = int(cell.get("s") or 0)
    return shown_number(value, forms[style] if style < len(forms) else "", since)


def shown_number(value: str, form: str, since: date) -> str:
    """A number as its cell shows it: a day, a share, or the number."""
    try:
        number = float(value)
    except ValueError:
        return value
    with contextlib.suppress(OverflowError, ValueError):
        if "y" in form:
            day = since + timedelta(days=int(number))
            return f"{day:%d/%m/%Y}" if "d" in form else f"{day:%m/%Y}"
    return f"{number * 100:.10g}%" if "%" in form else f"{number:.15g}" if abs(number) < 1e15 else value


def _forms(root: _Element | None) -> list[str]:
    """The form in which cells of each style show numbers, without literal words."""
    if root is None:
        return []
    own = {int(f.get("numFmtId") or 0): f.get("formatCode") or "" for f in root.iter("{*}numFmt")}
    styles = next(root.iter("{*}cellXfs"), None)
    numbers = [] if styles is None else [int(style.get("numFmtId") or 0) for style in styles]
    return [number_form(n, own) for n in numbers]


def number_form(number: int, own: dict[int, str]) -> str:
    """A form of numbers by its number, the workbook's own or one that is built in, without literal words."""
    return _LITERAL.sub("", own.get(number, _BUILT_IN.get(number, ""))).casefold()
