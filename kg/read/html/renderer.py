"""Elements as lines: one a paragraph, one a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.read.html.prose import NUMBERED
from kg.read.html.tree import SPACE, Element
from kg.read.layout import Cell, Row, table_lines
from kg.read.marks import Marks, clean, unmarked
from kg.read.numbering import write

_BORDER = re.compile(r"border[\w-]*\s*:[^;]*\b(?:solid|double|inset|windowtext)\b", re.I)
_CAPITAL_FONT = re.compile(r"\.Vn\w*H\b", re.I)  # fonts of TCVN3 that draw small letters as capitals
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|(?:lower|upper)-(?:alpha|latin|roman)|decimal(?:-leading-zero)?)\b", re.I
)
_FORMS = {
    "none": "none",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal-leading-zero": "decimalZero",
}
# `• `, `1. `, `Điều 5.`
_MARKED = re.compile(r"[^\w\s(“\"']|(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[a-zđ]{1,2})[.)/]\s|[^\W\d_]+\s+\d{1,3}[.:]")
_INTEGER = re.compile(r"-?\d{1,6}")
_WRAPPED = 45  # characters of a line from which a `<br>` may only wrap it
_FOOTNOTE = re.compile(r"#_?(?:ftn|edn)(\d+)$", re.I)


class Renderer:
    """An element as lines: one a paragraph, one a row of a table."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks

    def lines(self, element: Element) -> list[str]:
        """The cleaned lines of an element."""
        out: list[str] = []
        inline: list[str] = []

        def flush() -> None:
            out.extend(_unwrapped(line for part in "".join(inline).split("\n") if (line := clean(part))))
            inline.clear()

        for child in element.children:
            if isinstance(child, str):
                inline.append(child if element.tag == "pre" else SPACE.sub(" ", child))
            elif child.tag == "table":
                flush()
                out += self._table(child)
            elif child.block:
                flush()
                out += self._marked(child)
            else:
                inline.append(self._run(child))
        flush()
        return out

    def _marked(self, element: Element) -> list[str]:
        """Items of lists get the number or the bullet that the browser draws; `+` stands below `-`, as offices write."""
        inner = self.lines(element)
        parent = element.parent
        if element.tag != "li" or parent is None or not inner or (form := _form(parent)) == "none":
            return inner
        if parent.tag == "ol":
            inner[0] = f"{write(_place(element, parent), form)}. {inner[0]}"
        elif parent.tag == "ul" and not _MARKED.match(unmarked(inner[0])):
            inner[0] = f"{'+' if _is_below(parent) else '-'} {inner[0]}"
        return inner

    def _run(self, element: Element) -> str:
        if element.tag == "br":
            return "\n"
        text = "".join(SPACE.sub(" ", c) if isinstance(c, str) else self._run(c) for c in element.children)
        if element.tag == "a":
            return self._link(element.attributes.get("href", ""), text)
        look = f"{element.attributes.get('face', '')};{element.attributes.get('style', '')}"
        return text.upper() if _CAPITAL_FONT.search(look) else text

    def _link(self, target: str, text: str) -> str:
        footnote = _FOOTNOTE.search(target)
        if footnote and clean(text).strip("[]()").isdigit():
            return self.marks.link(f"#footnote-{footnote[1]}", "")
        if not target or target.startswith(("#", "javascript:")) or not clean(text):
            return text
        return self.marks.link(target, text)

    def _table(self, table: Element) -> list[str]:
        rows = [self._row(tr) for tr in _inside(table, ("tr",))]
        return table_lines(_spanned(rows), ruled=_is_ruled(table))

    def _row(self, row: Element) -> list[tuple[Cell, int, int]]:
        return [(self.lines(td), _span(td, "colspan"), _span(td, "rowspan")) for td in _inside(row, ("td", "th"))]


def _form(items: Element) -> str:
    """How a list writes its numbers."""
    style = _LIST_STYLE.search(items.attributes.get("style", ""))
    return _FORMS.get(style[1].lower(), "decimal") if style else items.attributes.get("type", "1")


def _is_below(items: Element) -> bool:
    """Whether a list stands in an item of another with bullets."""
    above = items.parent.parent if items.parent is not None and items.parent.tag == "li" else None
    return above is not None and above.tag == "ul"


def _place(item: Element, items: Element) -> int:
    """The number of an item of a list."""
    start = items.attributes.get("start", "1")
    number = int(start) - 1 if _INTEGER.fullmatch(start) else 0
    for child in items.children:
        if isinstance(child, Element) and child.tag == "li":
            value = child.attributes.get("value", "")
            number = int(value) if _INTEGER.fullmatch(value) else number + 1
            if child is item:
                break
    return number


def _unwrapped(lines: Iterable[str]) -> list[str]:
    """Lines of one paragraph; one that a `<br>` cuts in the middle of a sentence is put together."""
    out: list[str] = []
    for line in lines:
        text, before = unmarked(line), unmarked(out[-1]) if out else ""
        goes_on = text[:1].islower() and not NUMBERED.match(text) and before[-1:] not in ".;:!?…"
        if goes_on and len(before) >= _WRAPPED:
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out


def _inside(element: Element, tags: tuple[str, ...]) -> list[Element]:
    out: list[Element] = []
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in tags:
                out.append(child)
            elif child.tag != "table":
                out += _inside(child, tags)
    return out


def _span(element: Element, name: str) -> int:
    value = element.attributes.get(name, "1")
    return min(max(int(value), 1), 100) if value.isdigit() else 1


def _spanned(rows: list[list[tuple[Cell, int, int]]]) -> list[Row]:
    """Rows in which cells that reach over several columns or rows hold their places."""
    out: list[Row] = []
    open_: dict[int, int] = {}
    for cells in rows:
        row: Row = []
        for cell, columns, down in cells:
            while open_.get(len(row), 0):
                open_[len(row)] -= 1
                row.append(None)
            for i in range(columns):
                if down > 1:
                    open_[len(row)] = down - 1
                row.append(cell if i == 0 else [])
        while open_.get(len(row), 0):
            open_[len(row)] -= 1
            row.append(None)
        out.append(row)
    return out


def _is_ruled(table: Element) -> bool:
    if table.attributes.get("border", "0") not in ("0", "") or "bordered" in table.attributes.get("class", ""):
        return True
    cells = _inside(table, ("td", "th")) or [td for tr in _inside(table, ("tr",)) for td in _inside(tr, ("td", "th"))]
    return sum(bool(_BORDER.search(td.attributes.get("style", ""))) for td in cells) * 2 > len(cells)
