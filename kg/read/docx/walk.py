"""One pass over a document: paragraphs, tables, text boxes and footnotes in reading order, tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import structs

from kg.errors import ReadError
from kg.read import bounds
from kg.read.docx.lists import Lists
from kg.read.docx.properties import (
    child_of,
    deleted_end,
    font_of,
    has_borders,
    hiding,
    numbering_of,
    ruled,
    value_of,
    visible,
)
from kg.read.docx.styles import Styles
from kg.read.layout import Cell, Row, spread, table_lines, untab_header, with_letterhead
from kg.read.legacy import by_font
from kg.read.marks import Marks, foreign, lines
from kg.read.model import Ask, Note, Source, encoding_notes
from kg.read.numbering import labelled
from kg.read.xml import attribute, integer, local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIP = {"del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "Fallback",
         "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "proofErr", "bookmarkStart", "bookmarkEnd", "binData"}  # fmt: skip
_CONTENTS = re.compile(r"toc ?\d|tableofcontents|table of contents", re.I)
_COLUMN = 1000  # twips: the width of a column whose own is not said
_TARGET = re.compile(r'HYPERLINK\s+"([^"]*)"')


class Walk:
    """One pass over a document."""

    def __init__(
        self,
        beside: dict[str, _Element | None],
        relations: _Element | None,
        ask: Ask,
        part: Callable[[str], bytes | None] = lambda target: None,
    ) -> None:
        self.styles = Styles(beside.get("styles"))
        self.lists = Lists(beside.get("numbering"))
        self.targets: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        for relation in () if relations is None else relations:
            kept = self.targets if (relation.get("Type") or "").endswith("/hyperlink") else self.parts
            kept[relation.get("Id") or ""] = relation.get("Target") or ""
        self.ask, self.part = ask, part
        self.rejected: list[Note] = []
        self.shown: set[str] = set()  # documents inside, each read once
        self.hidden = False  # what the paragraph's style says of its runs
        self.notes = {kind: _by_id(beside.get(f"{kind}s")) for kind in ("footnote", "endnote")}
        self.marks = Marks()
        self.boxes: list[str] = []
        self.carried = ""  # text of paragraphs whose end was deleted
        self.contents = 0
        self.field: list[str] = []  # state of nested fields: "code" or "result"
        self.field_target: list[str] = []

    def source(self, document: _Element, kind: str, meta: dict[str, str]) -> Source:
        """The whole text, its footnotes behind it."""
        body = next((e for e in document.iter() if local(e) == "body"), document)
        paragraphs = self.blocks(body)
        shown = with_letterhead(
            [untab_header(self.blocks(head)) for head in self._heads(body)], untab_header(paragraphs)
        )
        text = "\n".join(shown + self.marks.footnotes)
        done = self.marks.finish(text)
        notes = encoding_notes(done.text, done.encoding)
        if self.contents:
            notes += (Note("left-out", 0, 0, f"table of contents, {self.contents} lines"),)
        notes += tuple(self.rejected)
        return Source(format=kind, text=done.text, meta=meta, links=done.links, notes=notes)

    def _heads(self, body: _Element) -> Iterator[_Element]:
        """The heads of the pages of the first section, that of its first page before that of the others."""
        section = next((e for e in body.iter() if local(e) == "sectPr"), None)
        found: dict[str, _Element] = {}
        for head in () if section is None else section:
            if local(head) == "hdr":  # Word 2003 writes it in its place
                found[attribute(head, "type") or ""] = head
            elif local(head) == "headerReference":
                data = self.part(self.parts.get(attribute(head, "id") or "", ""))
                if data is not None:
                    found[attribute(head, "type") or ""] = parse(data, "docx")
        return (found[kind] for kind in ("first", "default", "odd") if kind in found)

    def blocks(self, parent: _Element) -> list[str]:
        """The lines of the paragraphs and tables in a body, cell, text box or note; tabs are left in for the header."""
        out: list[str] = []
        for element in parent:
            name = local(element)
            if name == "p":
                out += self.paragraph(element)
            elif name == "tbl":
                out += self.table(element)
            elif name == "sdt":
                content = child_of(element, "sdtContent")
                if content is not None and not self._is_contents(element):
                    out += self.blocks(content)
            elif name == "altChunk":
                out += self._chunk(attribute(element, "id") or "")
            elif name in (
                "AlternateContent",
                "Choice",
                "ins",
                "moveTo",
                "customXml",
                "sdtContent",
                "smartTag",
                "sect",
                "sub-section",
                "body",
                "p2",
            ):
                out += self.blocks(element)
        if self.carried and local(parent) in ("body", "tc"):
            out.append(self.carried)
            self.carried = ""
        return out

    def _is_contents(self, sdt: _Element) -> bool:
        gallery = next((e for e in sdt.iter() if local(e) == "docPartGallery"), None)
        if gallery is not None and _CONTENTS.search(attribute(gallery, "val") or ""):
            self.contents += sum(1 for e in sdt.iter() if local(e) == "p")
            return True
        return False

    def _chunk(self, relation: str) -> list[str]:
        """The lines of a document of any format that Word shows in this place."""
        from kg.read import read_asked

        target = self.parts.get(relation, "")
        if target in self.shown:
            return []
        self.shown.add(target)
        data = self.part(target) if target else None
        try:
            if data is None:
                raise ReadError("not-there")
            if self.ask.depth >= bounds.DEPTH:
                raise ReadError("nested", limit=bounds.DEPTH - 1)
            sources = read_asked(data, structs.replace(self.ask, name=target, depth=self.ask.depth + 1))
        except ReadError as error:
            self.rejected.append(Note("member-rejected", 0, 0, f"{target}: {error.code}"))
            return []
        return [line for source in sources for line in source.text.split("\n") if line.strip()]

    def paragraph(self, element: _Element) -> list[str]:
        """The lines of a paragraph (a forced line break makes a new one), its label before it, its text boxes after it."""
        properties = child_of(element, "pPr")
        style = value_of(properties, "pStyle")
        if style and _CONTENTS.fullmatch(self.styles.name(style)):
            self.contents += 1
            return []
        number, level = numbering_of(properties)
        inherited = self.styles.numbering(style) if style else (None, None)
        number, level = number if number is not None else inherited[0], level if level is not None else inherited[1]
        above, self.boxes, hidden, self.hidden = self.boxes, [], self.hidden, self.styles.hides(style)
        text = self.carried + self.inline(element, self.styles.font(style) if style else "")
        boxes, self.boxes, self.hidden = self.boxes, above, hidden
        if deleted_end(properties):
            self.carried = text
            return boxes
        self.carried = ""
        if number not in (None, "0") and (text.strip() or not boxes):
            text = labelled(self.lists.label(str(number), level, style or ""), text)
        return [kept for line in text.split("\n") if (kept := line.strip(" \u00a0")).strip()] + boxes

    def inline(self, parent: _Element, font: str) -> str:
        """The text of the runs and links in a paragraph."""
        pieces: list[str] = []
        for element in parent:
            name = local(element)
            if name == "r":
                pieces.append(self.run(element, font))
            elif name == "hyperlink":
                target = self.targets.get(attribute(element, "id") or "") or attribute(element, "dest") or ""
                inner = self.inline(element, font)
                pieces.append(self.marks.link(target, inner) if target and inner.strip() else inner)
            elif name == "hlink":
                pieces.append(self.marks.link(attribute(element, "dest") or "", self.inline(element, font)))
            elif name == "tbl":
                self.boxes += self.table(element)
            elif name not in _SKIP:
                pieces.append(self.inline(element, font))
        return "".join(pieces)

    def run(self, element: _Element, font: str) -> str:
        """The text of a run; nothing where it is hidden or deleted."""
        properties = child_of(element, "rPr")
        style, hidden = value_of(properties, "rStyle"), hiding(properties)
        if hidden or (hidden is None and (self.hidden or self.styles.hides(style))):
            return ""
        if properties is not None:
            if any(local(e) == "del" for e in properties):
                return ""
            font = font_of(properties) or (self.styles.font(style or "") or font)
        return "".join(self._piece(child, font) for child in element)

    def _piece(self, element: _Element, font: str) -> str:
        name = local(element)
        if name == "fldChar":
            self._field(attribute(element, "fldCharType") or "")
            return ""
        if name == "instrText" and self.field:
            found = _TARGET.search(element.text or "")
            if found:
                self.field_target[-1] = found[1]
            return ""
        if self.field and self.field[-1] == "code":
            return ""
        if name == "t":
            text = foreign(element.text or "")
            return (
                by_font(font, text)
                if font[:4].casefold() in (".vnt", "vni-") or font.casefold().startswith(".vn")
                else text
            )
        if name in ("tab", "ptab"):
            return "\t"
        if name in ("br", "cr"):
            return "\n"
        if name == "noBreakHyphen":
            return "-"
        if name == "sym":
            return _symbol(attribute(element, "char") or "")
        if name in ("footnoteReference", "endnoteReference"):
            return self._note(name[:-9], attribute(element, "id") or "")
        if name in ("footnote", "endnote"):  # Word 2003 writes the note in its place
            return self.marks.footnote(self.blocks(element))
        if name in ("drawing", "pict", "object", "AlternateContent", "Choice"):
            self._box(element)
        return ""

    def _field(self, kind: str) -> None:
        """Fields stand in each other: what they are made of goes, what they show stays."""
        if kind == "begin":
            self.field.append("code")
            self.field_target.append("")
        elif kind == "separate" and self.field:
            self.field[-1] = "result"
        elif kind == "end" and self.field:
            self.field.pop()
            self.field_target.pop()

    def _box(self, element: _Element) -> None:
        """The text boxes and diagrams of a drawing; of alternatives only the first that holds one."""
        held = list(element)
        if local(element) == "AlternateContent":
            held = [c for c in held if any(local(e) in ("txbxContent", "relIds") for e in c.iter())][:1]
        for child in held:
            if local(child) == "txbxContent":
                self.boxes += self.blocks(child)
            elif local(child) == "relIds":
                self.boxes += self._diagram(attribute(child, "dm") or "")
            else:
                self._box(child)

    def _diagram(self, relation: str) -> list[str]:
        """The words of a diagram (SmartArt), one line a shape."""
        target = self.parts.get(relation, "")
        data = self.part(target) if target else None
        root = None if data is None else parse(data, "docx")
        shapes = () if root is None else (e for e in root.iter() if local(e) == "pt")
        return [line for shape in shapes for line in lines(foreign("".join(e.text or "" for e in shape.iter("{*}t"))))]

    def _note(self, kind: str, number: str) -> str:
        note = self.notes[kind].pop(number, None)
        return "" if note is None else self.marks.footnote(self.blocks(note))

    def table(self, element: _Element) -> list[str]:
        """The lines of a table."""
        columns = _column_edges(element)
        made = [row for tr in _rows(element) if (row := self._row(tr, columns)) is not None]
        rows, edges = [row for row, _ in made], [edges for _, edges in made]
        return table_lines(spread(rows, edges), ruled=self._is_ruled(element))

    def _row(self, element: _Element, columns: list[int]) -> tuple[Row, list[int]] | None:
        """The cells of a row and the right edge of each."""
        properties = child_of(element, "trPr")
        if properties is not None and any(local(e) == "del" for e in properties):
            return None
        before = integer(value_of(properties, "gridBefore"), 0)
        row: Row = [[]] if before else []
        spans = [before] if before else []
        for cell in _cells(element):
            own = child_of(cell, "tcPr")
            merge = None if own is None else child_of(own, "vMerge")
            if merge is None:
                merge = None if own is None else child_of(own, "vmerge")
            body = self.blocks(cell)
            continued = merge is not None and (attribute(merge, "val") or "continue") == "continue"
            row.append(None if continued else _cell_lines(body))
            spans.append(max(1, integer(value_of(own, "gridSpan"), 1)))
        return row, [_edge(columns, last) for last in accumulate(spans)]

    def _is_ruled(self, element: _Element) -> bool:
        properties = child_of(element, "tblPr")
        style = value_of(properties, "tblStyle")
        if ruled(properties):
            return True
        if style and not has_borders(properties) and self.styles.ruled(style):
            return True
        cells = [child_of(c, "tcPr") for tr in _rows(element)[:5] for c in _cells(tr)]
        borders = [b for p in cells if p is not None and (b := child_of(p, "tcBorders")) is not None]
        return sum(map(visible, borders)) * 2 > len(cells)


def _column_edges(table: _Element) -> list[int]:
    """The right edges of the columns of a table's grid, in twips."""
    grid = child_of(table, "tblGrid")
    widths = [integer(attribute(e, "w"), 0) for e in grid if local(e) == "gridCol"] if grid is not None else []
    return list(accumulate(width if width > 0 else _COLUMN for width in widths))


def _edge(columns: list[int], last: int) -> int:
    """The right edge of a cell that ends with the grid's column of that number; the grid may be missing, or say too few."""
    known = columns[min(last, len(columns)) - 1] if columns else 0
    return known + max(0, last - len(columns)) * _COLUMN


def _cell_lines(body: list[str]) -> Cell:
    return [line for part in body for line in lines(part)]


def _rows(table: _Element) -> list[_Element]:
    return _inside(table, "tr")


def _cells(row: _Element) -> list[_Element]:
    return _inside(row, "tc")


def _inside(parent: _Element, name: str) -> list[_Element]:
    """Children of that name, also inside content controls and inserted ranges."""
    out: list[_Element] = []
    for child in parent:
        if local(child) == name:
            out.append(child)
        elif local(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            out += _inside(child, name)
    return out


def _by_id(root: _Element | None) -> dict[str, _Element]:
    if root is None:
        return {}
    real = [e for e in root if attribute(e, "type") in (None, "normal")]
    return {attribute(e, "id") or "": e for e in real}


def _symbol(code: str) -> str:
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if value < 0xE000 else "•"
