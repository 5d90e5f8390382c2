"""Word files (docx, and Word's flat XML): paragraphs, tables, text boxes and footnotes in reading order, tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import structs

from kg.errors import ReadError
from kg.read import bounds
from kg.read.layout import Cell, Row, table_lines, untab_header
from kg.read.legacy import by_font
from kg.read.marks import Marks, clean, foreign, lines
from kg.read.model import Ask, Note, Source
from kg.read.numbering import Counter, Level, labelled
from kg.read.txt import encoding_notes
from kg.read.xml import Parts, attribute, local, parse, properties

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIP = {"del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "Fallback",
         "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "proofErr", "bookmarkStart", "bookmarkEnd", "binData"}  # fmt: skip
_CONTENTS = re.compile(r"toc ?\d|tableofcontents|table of contents", re.I)
_TARGET = re.compile(r'HYPERLINK\s+"([^"]*)"')


def read_docx(data: bytes, ask: Ask) -> list[Source]:
    """The text of a docx. Raises ReadError `corrupt`, `password`, `entities`, `bomb`, `too-deep`, `no-text`."""
    parts = Parts(data, "docx")
    name = _main_part(parts)
    document = parts.xml(name)
    if document is None:
        raise ReadError("corrupt", format="docx")
    folder = name.rpartition("/")[0]
    beside = {key: parts.xml(f"{folder}/{key}.xml") for key in ("styles", "numbering", "footnotes", "endnotes")}
    relations = parts.xml(f"{folder}/_rels/{name.rpartition('/')[2]}.rels")

    def beside_it(target: str) -> bytes | None:
        return parts.bytes(parts.beside(folder, target))

    source = _Walk(beside, relations, ask, beside_it).source(document, "docx", properties(parts))
    if not source.text.strip():
        return _pictures(parts, source, ask)
    return [source]


def read_wordxml(data: bytes, ask: Ask) -> list[Source]:
    """The text of a Word document saved as one XML file (2003 or flat package)."""
    root = parse(_undeclared(data), "wordxml")
    named: dict[str, _Element | None] = {}
    for part in root.iter():
        if local(part) in ("styles", "numbering", "footnotes", "endnotes", "lists", "document", "wordDocument"):
            named.setdefault(local(part), part)
    document = named.get("document")
    if document is None:
        document = root
    return [_Walk(named, None, ask).source(document, "wordxml", {})]


def _undeclared(data: bytes) -> bytes:
    """UTF-16 XML in UTF-8, so that every check sees the same bytes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data.decode("utf-16", "replace").lstrip("\ufeff").encode())
    return data


def _main_part(parts: Parts) -> str:
    relations = parts.xml("_rels/.rels")
    for relation in () if relations is None else relations:
        if (relation.get("Type") or "").endswith("/officeDocument"):
            target = (relation.get("Target") or "").lstrip("/")
            if target in parts.names:
                return target
    return "word/document.xml"


def _pictures(parts: Parts, source: Source, ask: Ask) -> list[Source]:
    """A document that holds nothing but scanned pages."""
    from kg.read.picture import read_pictures

    media = sorted(
        (n for n in parts.names if "/media/" in n),
        key=lambda n: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", n)],
    )
    pictures = [data for name in media if (data := parts.bytes(name))]
    if not pictures:
        raise ReadError("no-text", format="docx")
    return [read_pictures(pictures, "docx", source.meta, ask)]


class _Styles:
    """What paragraph, run and table styles say of numbering, fonts, hidden text and borders, with inheritance."""

    def __init__(self, root: _Element | None) -> None:
        self._styles = {} if root is None else {attribute(s, "styleId") or "": s for s in root if local(s) == "style"}
        self._cache: dict[tuple[str, str], object] = {}

    def name(self, style: str) -> str:
        found = self._styles.get(style)
        name = None if found is None else _child(found, "name")
        return "" if name is None else attribute(name, "val") or ""

    def chain(self, style: str | None) -> list[_Element]:
        """The style and those it is based on, nearest first."""
        out: list[_Element] = []
        while style and style in self._styles and len(out) < 20:
            element = self._styles[style]
            out.append(element)
            based = _child(element, "basedOn")
            style = None if based is None else attribute(based, "val")
        return out

    def numbering(self, style: str) -> tuple[str | None, int | None]:
        number, level = None, None
        for element in self.chain(style):
            found = _numbering(_child(element, "pPr"))
            number = number if number is not None else found[0]
            level = level if level is not None else found[1]
        return number, level

    def ruled(self, style: str) -> bool:
        return any(_ruled(_child(element, "tblPr")) for element in self.chain(style))

    def font(self, style: str) -> str:
        key = ("font", style)
        if key not in self._cache:
            self._cache[key] = next((f for e in self.chain(style) if (f := _font(_child(e, "rPr")))), "")
        return str(self._cache[key])

    def hides(self, style: str | None) -> bool:
        """Whether text in that style is hidden."""
        key = ("hidden", style or "")
        if key not in self._cache:
            told = (_hides(_child(e, "rPr")) for e in self.chain(style))
            self._cache[key] = next((hides for hides in told if hides is not None), False)
        return bool(self._cache[key])


class _Lists:
    """Definitions of numbered lists (numbering.xml)."""

    def __init__(self, root: _Element | None, styles: _Styles) -> None:
        self.counter = Counter()
        self._abstract: dict[str, dict[int, Level]] = {}
        self._list: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._by_style: dict[str, int] = {}
        for element in () if root is None else root:
            if local(element) == "abstractNum":
                self._abstract[attribute(element, "abstractNumId") or ""] = self._levels(element)
            elif local(element) == "num":
                self._number(element)

    def _levels(self, element: _Element) -> dict[int, Level]:
        levels = {}
        for child in element:
            if local(child) == "lvl":
                index = _integer(attribute(child, "ilvl"), 0)
                levels[index] = _level(child)
                style = _child(child, "pStyle")
                if style is not None:
                    self._by_style[attribute(style, "val") or ""] = index
        return levels

    def _number(self, element: _Element) -> None:
        abstract = _child(element, "abstractNumId")
        key = "" if abstract is None else attribute(abstract, "val") or ""
        levels, starts = dict(self._abstract.get(key, {})), {}
        for override in element:
            if local(override) == "lvlOverride":
                index = _integer(attribute(override, "ilvl"), 0)
                level, start = _child(override, "lvl"), _child(override, "startOverride")
                if level is not None:
                    levels[index] = _level(level)
                if start is not None:
                    starts[index] = _integer(attribute(start, "val"), 1)
        self._list[attribute(element, "numId") or ""] = (key, levels, starts)

    def label(self, number: str, level: int | None, style: str) -> str:
        """The next label of list `number`."""
        if number not in self._list:
            return ""
        level = level if level is not None else self._by_style.get(style, 0)
        key, levels, starts = self._list[number]
        if level in starts and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            self.counter.restart(key, level, starts[level])
        return self.counter.next(key, level, levels)


class _Walk:
    """One pass over a document."""

    def __init__(
        self,
        beside: dict[str, _Element | None],
        relations: _Element | None,
        ask: Ask,
        part: Callable[[str], bytes | None] = lambda target: None,
    ) -> None:
        self.styles = _Styles(beside.get("styles"))
        self.lists = _Lists(beside.get("numbering"), self.styles)
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
        self.footnotes: list[str] = []
        self.boxes: list[str] = []
        self.carried = ""  # text of paragraphs whose end was deleted
        self.contents = 0
        self.field: list[str] = []  # state of nested fields: "code" or "result"
        self.field_target: list[str] = []

    def source(self, document: _Element, kind: str, meta: dict[str, str]) -> Source:
        body = next((e for e in document.iter() if local(e) == "body"), document)
        paragraphs = self.blocks(body)
        text = "\n".join(untab_header(paragraphs) + self.footnotes)
        done = self.marks.finish(text)
        notes = encoding_notes(done.text, done.encoding)
        if self.contents:
            notes += (Note("left-out", 0, 0, f"table of contents, {self.contents} lines"),)
        notes += tuple(self.rejected)
        return Source(format=kind, text=done.text, meta=meta, links=done.links, notes=notes)

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
                content = _child(element, "sdtContent")
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
        properties = _child(element, "pPr")
        style = _value(properties, "pStyle")
        if style and _CONTENTS.fullmatch(self.styles.name(style)):
            self.contents += 1
            return []
        number, level = _numbering(properties)
        inherited = self.styles.numbering(style) if style else (None, None)
        number, level = number if number is not None else inherited[0], level if level is not None else inherited[1]
        above, self.boxes, hidden, self.hidden = self.boxes, [], self.hidden, self.styles.hides(style)
        text = self.carried + self.inline(element, self.styles.font(style) if style else "")
        boxes, self.boxes, self.hidden = self.boxes, above, hidden
        if _deleted_end(properties):
            self.carried = text
            return boxes
        self.carried = ""
        if number not in (None, "0") and (text.strip() or not boxes):
            text = labelled(self.lists.label(str(number), level, style or ""), text)
        return [kept for line in text.split("\n") if (kept := line.strip(" \u00a0")).strip()] + boxes

    def inline(self, parent: _Element, font: str) -> str:
        pieces: list[str] = []
        for element in parent:
            name = local(element)
            if name == "r":
                pieces.append(self.run(element, font))
            elif name == "hyperlink":
                target = self.targets.get(attribute(element, "id") or "") or attribute(element, "dest") or ""
                inner = self.inline(element, font)
                pieces.append(self.marks.link(target, inner) if target and inner.strip() else inner)
            elif name in ("hlink",):
                pieces.append(self.marks.link(attribute(element, "dest") or "", self.inline(element, font)))
            elif name in ("tbl",):
                self.boxes += self.table(element)
            elif name not in _SKIP:
                pieces.append(self.inline(element, font))
        return "".join(pieces)

    def run(self, element: _Element, font: str) -> str:
        properties = _child(element, "rPr")
        style, hidden = _value(properties, "rStyle"), _hides(properties)
        if hidden or (hidden is None and (self.hidden or self.styles.hides(style))):
            return ""
        if properties is not None:
            if any(local(e) == "del" for e in properties):
                return ""
            font = _font(properties) or (self.styles.font(style or "") or font)
        return "".join(self._piece(child, font) for child in element)

    def _piece(self, element: _Element, font: str) -> str:
        name = local(element)
        if name == "fldChar":
            return self._field(attribute(element, "fldCharType") or "")
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
            return self._write_note(self.blocks(element))
        if name in _SKIP:
            return ""
        if name in ("drawing", "pict", "object", "AlternateContent", "Choice"):
            self._box(element)
            return ""
        return ""

    def _field(self, kind: str) -> str:
        if kind == "begin":
            self.field.append("code")
            self.field_target.append("")
        elif kind == "separate" and self.field:
            self.field[-1] = "result"
        elif kind == "end" and self.field:
            self.field.pop()
            self.field_target.pop()
        return ""

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
        return "" if note is None else self._write_note(self.blocks(note))

    def _write_note(self, body: list[str]) -> str:
        if not body:
            return ""
        count = sum(line.startswith("[") for line in self.footnotes) + 1
        self.footnotes += [f"[{count}] {clean(body[0])}", *map(clean, body[1:])]
        return self.marks.link(f"#footnote-{count}", "")

    def table(self, element: _Element) -> list[str]:
        """The lines of a table."""
        rows = [row for tr in _rows(element) if (row := self._row(tr)) is not None]
        return table_lines(rows, ruled=self._is_ruled(element))

    def _row(self, element: _Element) -> Row | None:
        properties = _child(element, "trPr")
        if properties is not None and any(local(e) == "del" for e in properties):
            return None
        row: Row = [[] for _ in range(_integer(_value(properties, "gridBefore"), 0))]
        for cell in _cells(element):
            own = _child(cell, "tcPr")
            merge = None if own is None else _child(own, "vMerge")
            if merge is None:
                merge = None if own is None else _child(own, "vmerge")
            body = self.blocks(cell)
            continued = merge is not None and (attribute(merge, "val") or "continue") == "continue"
            row.append(None if continued else _cell_lines(body))
            row += [[] for _ in range(_integer(_value(own, "gridSpan"), 1) - 1)]
        return row

    def _is_ruled(self, element: _Element) -> bool:
        properties = _child(element, "tblPr")
        style = _value(properties, "tblStyle")
        if _ruled(properties):
            return True
        if style and not _bare(properties) and self.styles.ruled(style):
            return True
        cells = [_child(c, "tcPr") for tr in _rows(element)[:5] for c in _cells(tr)]
        borders = [b for p in cells if p is not None and (b := _child(p, "tcBorders")) is not None]
        return sum(map(_visible, borders)) * 2 > len(cells)


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


def _child(element: _Element | None, name: str) -> _Element | None:
    if element is not None:
        for child in element:
            if local(child) == name:
                return child
    return None


def _value(element: _Element | None, name: str) -> str | None:
    child = _child(element, name)
    return None if child is None else attribute(child, "val")


def _hides(properties: _Element | None) -> bool | None:
    """Whether properties hide the text, None where they do not say."""
    child = _child(properties, "vanish")
    return None if child is None else (attribute(child, "val") or "1") not in ("0", "false", "off")


def _font(properties: _Element | None) -> str:
    fonts = _child(properties, "rFonts")
    return "" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""


def _numbering(properties: _Element | None) -> tuple[str | None, int | None]:
    numbering = _child(properties, "numPr")
    if numbering is None:
        return None, None
    level = _value(numbering, "ilvl")
    return _value(numbering, "numId"), None if level is None else _integer(level, 0)


def _level(element: _Element) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        form=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText") or "",
        start=_integer(_value(element, "start"), 1 if _child(element, "start") is not None else 0),
        legal=_child(element, "isLgl") is not None,
        restart=None if restart is None else _integer(restart, 0),
    )


def _deleted_end(properties: _Element | None) -> bool:
    run = _child(properties, "rPr")
    return run is not None and any(local(e) in ("del", "moveFrom") for e in run)


def _visible(borders: _Element) -> bool:
    sides = [
        attribute(side, "val")
        for side in borders
        if local(side) in ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
    ]
    return sum(side not in (None, "none", "nil") for side in sides) >= 2


def _ruled(properties: _Element | None) -> bool:
    borders = _child(properties, "tblBorders")
    return borders is not None and _visible(borders)


def _bare(properties: _Element | None) -> bool:
    return _child(properties, "tblBorders") is not None


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default


def _symbol(code: str) -> str:
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if value < 0xE000 else "•"
