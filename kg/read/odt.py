"""OpenDocument texts: paragraphs, lists with their numbers, tables, footnotes, text boxes; tracked deletions are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read.layout import Cell, Row, table_lines, untab_header, with_letterhead
from kg.read.legacy import by_font
from kg.read.marks import Marks, clean, foreign, lines
from kg.read.model import Ask, Note, Source, encoding_notes
from kg.read.numbering import Counter, Level, labelled
from kg.read.xml import Parts, attribute, integer, local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_LINE = re.compile(r"none|hidden|0+(?:\.0*)?(?![\d.])")  # of a border: `0pt solid`, not `0.5pt solid`
_SKIP = {
    "tracked-changes",
    "annotation",
    "annotation-end",
    "forms",
    "sequence-decls",
    "bookmark-ref-none",
    "change",
    "change-start",
    "change-end",
    "index-title-template",
    "hidden-text",
    "ruby-text",
}
_CONTENTS = {
    "table-of-content",
    "illustration-index",
    "table-index",
    "alphabetical-index",
    "user-index",
    "bibliography",
}
_HEADS = ("header-first", "header")  # of pages
_OUTLINE = "\0outline"  # no list's name
_WIDE = 100  # cells that one repeated cell may stand for


def read_odt(data: bytes, ask: Ask) -> list[Source]:
    """The text of an odt. Raises ReadError `corrupt`, `password`, `entities`, `bomb`, `unsupported`."""
    parts = Parts(data, "odt")
    kind = (parts.bytes("mimetype") or b"").decode("ascii", "replace")
    if "text" not in kind:
        raise ReadError("unsupported", format=kind.rpartition(".")[2] or "odf")
    manifest = parts.bytes("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise ReadError("password")
    content = parts.xml("content.xml")
    if content is None:
        raise ReadError("corrupt", format="odt")
    return [_Walk([content, parts.xml("styles.xml")]).source(content, "odt", properties(parts.xml("meta.xml")))]


def read_fodt(data: bytes, ask: Ask) -> list[Source]:
    """The text of an OpenDocument text in one XML file."""
    root = parse(data, "fodt")
    return [_Walk([root]).source(root, "fodt", properties(root))]


def properties(root: _Element | None) -> dict[str, str]:
    """What an OpenDocument file says of itself, by our names."""
    names = {
        "title": "title",
        "creator": "author",
        "initial-creator": "author",
        "date": "modified",
        "creation-date": "created",
        "subject": "subject",
    }
    found: dict[str, str] = {}
    for element in () if root is None else root.iter():
        if local(element) in names and element.text and element.text.strip():
            found.setdefault(names[local(element)], clean(element.text))
    return found


class _Walk:
    """One pass over a document."""

    def __init__(self, roots: list[_Element | None]) -> None:
        self.marks = Marks()
        self.counter = Counter()
        self.boxes: list[str] = []
        self.contents = 0
        self._styles: dict[str, _Element] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._begun: set[int] = set()
        self._deepest_list = ""
        self._heads: list[_Element] = []  # of pages of any kind
        for root in roots:
            for element in () if root is None else root.iter():
                name = attribute(element, "name")
                if local(element) == "list-style" and name:
                    self._lists[name] = _levels(element)
                elif local(element) == "outline-style":
                    self._lists[_OUTLINE] = _levels(element)
                elif local(element) in _HEADS:
                    self._heads.append(element)
                elif local(element) == "style" and name:
                    self._styles.setdefault(name, element)

    def source(self, root: _Element, kind: str, meta: dict[str, str]) -> Source:
        bodies = (child for e in root.iter() if local(e) == "body" for child in e)
        body = next((e for e in bodies if local(e) == "text"), None)
        if body is None:
            raise ReadError("corrupt", format="odt")
        paragraphs = untab_header(self.blocks(body))
        heads = [untab_header(self.blocks(head)) for head in self._heads]
        done = self.marks.finish("\n".join(with_letterhead(heads, paragraphs) + self.marks.footnotes))
        notes = encoding_notes(done.text, done.encoding)
        if self.contents:
            notes += (Note("left-out", 0, 0, f"table of contents, {self.contents} lines"),)
        return Source(format=kind, text=done.text, meta=meta, links=done.links, notes=notes)

    def blocks(self, parent: _Element, lists: tuple[str, int] | None = None) -> list[str]:
        """The lines of the paragraphs, lists and tables inside an element."""
        out: list[str] = []
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                out += self.paragraph(element, self._heading_label(element) if name == "h" and lists is None else "")
            elif name == "list":
                out += self.numbered(element, lists)
            elif name == "table":
                out += self.table(element)
            elif name in _CONTENTS:
                self.contents += sum(1 for e in element.iter() if local(e) == "p")
            elif name == "section" and attribute(element, "display") == "none":
                continue
            elif name in (
                "section",
                "index-body",
                "numbered-paragraph",
                "frame",
                "text-box",
                "g",
                "list-header",
                "dde-section",
            ):
                out += self.blocks(element)
        return out

    def numbered(self, element: _Element, above: tuple[str, int] | None) -> list[str]:
        """A list's items, the first line of each with its number."""
        style = attribute(element, "style-name") or (above[0] if above else "")
        level = above[1] + 1 if above else 0
        key = self._list_key(element, style, above)
        out: list[str] = []
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            start = attribute(item, "start-value")
            if start:
                self.counter.restart(key, level, integer(start, 1))
            first = next((e for e in item if local(e) in ("p", "h", "list")), None)
            label = ""
            if local(item) == "list-item" and first is not None and local(first) != "list":
                label = self.counter.next(key, level, self._lists.get(style, {}))
            self._list_of[f"{style}:{level}"] = key
            body = [line for e in item for line in self._item(e, style, level, label if e is first else "", key)]
            out += body
        return out

    def _list_key(self, element: _Element, style: str, above: tuple[str, int] | None) -> str:
        """Lists that say they go on, and those of one numbering style inside each other, count on together."""
        if above:
            return self._deepest_list
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        if goes_on and f"{style}:0" in self._list_of:
            self._deepest_list = self._list_of[f"{style}:0"]
        else:
            self._deepest_list = f"{style}#{len(self._begun)}"
            self._begun.add(len(self._begun))
        return self._deepest_list

    def _item(self, element: _Element, style: str, level: int, label: str, key: str) -> list[str]:
        if local(element) == "list":
            self._deepest_list = key
            return self.numbered(element, (style, level))
        if local(element) in ("p", "h"):
            return self.paragraph(element, label)
        if local(element) == "table":
            return self.table(element)
        return self.blocks(element) if local(element) == "section" else []

    def _heading_label(self, element: _Element) -> str:
        style = self._styles.get(attribute(element, "style-name") or "")
        own = attribute(style, "list-style-name") if style is not None else None
        if own == "" or attribute(element, "is-list-header") == "true":
            return ""
        name = own or _OUTLINE  # headings count by the outline where no list is said
        return self.counter.next(name, integer(attribute(element, "outline-level"), 1) - 1, self._lists.get(name, {}))

    def paragraph(self, element: _Element, label: str) -> list[str]:
        if self._hides(attribute(element, "style-name")):
            return []
        above, self.boxes = self.boxes, []
        text = self.inline(element, self._font(attribute(element, "style-name")))
        boxes, self.boxes = self.boxes, above
        text = labelled(label, text) if text.strip() or not boxes else text
        return [kept for line in text.split("\n") if (kept := line.strip(" \u00a0")).strip()] + boxes

    def inline(self, element: _Element, font: str) -> str:
        pieces = [self._said(element.text, font)]
        for child in element:
            pieces.append(self._piece(child, font))
            pieces.append(self._said(child.tail, font))
        return "".join(pieces)

    def _said(self, text: str | None, font: str) -> str:
        plain = foreign(re.sub(r"[ \t\r\n]+", " ", text or ""))
        return by_font(font, plain) if font.casefold().startswith((".vn", "vni-")) else plain

    def _piece(self, element: _Element, font: str) -> str:
        name = local(element)
        if name in _SKIP or not name:
            return ""
        if name == "s":
            return " " * min(integer(attribute(element, "c"), 1), 200)
        if name == "tab":
            return "\t"
        if name == "line-break":
            return "\n"
        if name == "note":
            return self._note(element)
        if name == "span" and self._hides(attribute(element, "style-name")):
            return ""
        if name in ("frame", "text-box", "custom-shape", "rect", "g"):
            self.boxes += self.blocks(element)
            return ""
        if name == "a":
            target, inner = attribute(element, "href") or "", self.inline(element, font)
            return self.marks.link(target, inner) if target and inner.strip() else inner
        return self.inline(element, self._font(attribute(element, "style-name")) or font)

    def _font(self, style: str | None) -> str:
        return self._text_property(style, "font-name", "font-family")

    def _hides(self, style: str | None) -> bool:
        return self._text_property(style, "display") == "none"

    def _text_property(self, style: str | None, *names: str) -> str:
        """What a style, or the nearest of those it is based on, says of its letters."""
        for _ in range(20):
            element = self._styles.get(style or "")
            if element is None:
                return ""
            for properties in element:
                if local(properties) == "text-properties":
                    told = next((value for name in names if (value := attribute(properties, name))), None)
                    if told:
                        return told
            style = attribute(element, "parent-style-name")
        return ""

    def _note(self, element: _Element) -> str:
        return self.marks.footnote(next((self.blocks(e) for e in element if local(e) == "note-body"), []))

    def table(self, element: _Element) -> list[str]:
        """The lines of a table."""
        rows: list[Row] = []
        down: dict[int, int] = {}
        bordered: list[bool] = []
        for tr in _inside(element, "table-row"):
            row: Row = []
            for td in tr:
                if local(td) == "covered-table-cell":
                    for _ in range(min(integer(attribute(td, "number-columns-repeated"), 1), _WIDE)):
                        row.append(None if down.get(len(row), 0) > 0 else [])
                        down[len(row) - 1] = down.get(len(row) - 1, 0) - 1
                elif local(td) == "table-cell":
                    cell = self._cell(td)
                    bordered.append(self._has_border(attribute(td, "style-name")))
                    for i in range(min(integer(attribute(td, "number-columns-repeated"), 1), _WIDE)):
                        down[len(row)] = integer(attribute(td, "number-rows-spanned"), 1) - 1
                        row.append(cell if i == 0 or cell else [])
            rows.append(row)
        return table_lines(rows, ruled=sum(bordered) * 2 > len(bordered))

    def _cell(self, element: _Element) -> Cell:
        return [line for part in self.blocks(element) for line in lines(part)]

    def _has_border(self, style: str | None) -> bool:
        element = self._styles.get(style or "")
        for properties in () if element is None else element:
            if local(properties) == "table-cell-properties":
                sides = [
                    attribute(properties, name)
                    for name in ("border", "border-top", "border-left", "border-bottom", "border-right")
                ]
                seen = [bool(side) and not _NO_LINE.match(side or "") for side in sides]
                return sum(seen) >= 2 or seen[0]
        return False


def _inside(parent: _Element, name: str) -> list[_Element]:
    out: list[_Element] = []
    for child in parent:
        if local(child) == name:
            out.append(child)
        elif local(child) in ("table-header-rows", "table-rows", "table-row-group"):
            out += _inside(child, name)
    return out


def _levels(element: _Element) -> dict[int, Level]:
    return {integer(attribute(e, "level"), 1) - 1: _level(e) for e in element if attribute(e, "level")}


def _level(element: _Element) -> Level:
    number = integer(attribute(element, "level"), 1)
    if local(element) == "list-level-style-bullet":
        return Level(form="bullet", pattern=attribute(element, "bullet-char") or "-")
    form = attribute(element, "num-format") or ""
    if not form:
        prefix, suffix = attribute(element, "num-prefix") or "", attribute(element, "num-suffix") or ""
        return Level(form="none") if not (prefix + suffix).strip() else Level(form="decimal", pattern=prefix + suffix)
    listed = attribute(element, "num-list-format")
    if listed:
        return Level(
            form=form, pattern=re.sub(r"%(\d)%", r"%\1", listed), start=integer(attribute(element, "start-value"), 1)
        )
    shown = integer(attribute(element, "display-levels"), 1)
    places = ".".join(f"%{n}" for n in range(number - shown + 1, number + 1))
    pattern = f"{attribute(element, 'num-prefix') or ''}{places}{attribute(element, 'num-suffix') or ''}"
    return Level(form=form, pattern=pattern, start=integer(attribute(element, "start-value"), 1))
