"""Word's binary files (97 to 2003, and 6 and 95): the piece table gives the text, paragraph properties the tables and lists.

After Microsoft's published description [MS-DOC]; numbers such as 0x01A2 are its offsets in the file information block.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from kg.errors import ReadError
from kg.read.layout import Cell, Row, spread, table_lines, untab_header
from kg.read.legacy import windows
from kg.read.marks import Marks, clean, foreign, lines
from kg.read.model import Ask, Source
from kg.read.numbering import Counter, Level, labelled
from kg.read.txt import encoding_notes

_FORMS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
    23: "bullet",
    255: "none",
}
_TARGET = re.compile(r'HYPERLINK\s+"([^"]*)"')
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_IN_TABLE, _ROW_END, _LEVEL, _LIST, _DEPTH, _INNER_ROW = 0x2416, 0x2417, 0x260A, 0x460B, 0x6649, 0x244C
_CELLS, _BORDERS, _DELETED, _HIDDEN = 0xD608, 0xD605, 0x0800, 0x083C


class Paragraph(Struct, kw_only=True):
    """A paragraph or cell: its text without the mark at its end, and what its properties say."""

    text: str
    mark: str
    style: int = 0
    properties: dict[int, bytes] = {}

    @property
    def depth(self) -> int:
        if _DEPTH in self.properties:
            return int.from_bytes(self.properties[_DEPTH][:4], "little", signed=True)
        return int(self.properties.get(_IN_TABLE, b"\0")[:1] == b"\1")

    @property
    def ends_row(self) -> bool:
        return self.properties.get(_ROW_END, b"\0")[:1] == b"\1" or self.properties.get(_INNER_ROW, b"\0")[:1] == b"\1"


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of characters that lie together in the file."""

    start: int  # first character
    end: int
    offset: int  # in the WordDocument stream
    wide: bool  # two bytes a character


def read_doc(data: bytes, ask: Ask) -> list[Source]:
    """The text of a .doc. Raises ReadError `password`, `corrupt`."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            main = ole.openstream("WordDocument").read()
            tables = {name: ole.openstream(name).read() for name in ("0Table", "1Table") if ole.exists(name)}
            meta = _meta(ole)
        word = Word(main, tables)
        return [word.source(meta)]
    except (OSError, struct.error, IndexError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ReadError("corrupt", format="doc") from error


def _meta(ole: object) -> dict[str, str]:
    try:
        found = ole.get_metadata()  # type: ignore[attr-defined]
    except Exception:  # properties are extra: whatever is wrong in them, the text still counts
        return {}
    wanted = {
        "title": found.title,
        "author": found.author,
        "modified": found.last_saved_time,
        "created": found.create_time,
        "subject": found.subject,
    }
    page = found.codepage or 1252
    return {key: text for key, value in wanted.items() if value and (text := clean(_text(value, page)))}


def _text(value: object, page: int) -> str:
    if isinstance(value, bytes):
        try:
            return foreign(value.decode("utf-8" if page in (65001, -535) else f"cp{page % 65536}", "replace"))
        except LookupError:
            return foreign(value.decode("cp1252", "replace"))
    return str(value)


class Word:
    """One document: its header fields, pieces and properties."""

    def __init__(self, main: bytes, tables: dict[str, bytes]) -> None:
        self.main = main
        magic, self.version = struct.unpack_from("<HH", main, 0)
        flags = self._short(0x0A)
        if magic not in (0xA5EC, 0xA5DC):
            raise ReadError("corrupt", format="doc")
        if flags & 0x0100:
            raise ReadError("password")
        self.modern = self.version >= 0xC1
        self.table = tables.get("1Table" if flags & 0x0200 else "0Table", b"") if self.modern else main
        self.counts = (
            [self._long(0x4C + 4 * i) for i in range(7)]
            if self.modern
            else [self._long(0x34 + 4 * i) for i in range(7)]
        )
        self.pieces = self._pieces(complex_=bool(flags & 0x0004))
        self.paragraph_runs = self._runs(0x0102, paragraph=True) if self.modern else _Runs([], [])
        self.character_runs = self._runs(0x00FA, paragraph=False) if self.modern else _Runs([], [])
        self.styles = _styles(self._part(0x00A2)) if self.modern else {}
        self.lists = _Lists(self._part(0x02E2, tail=True), self._part(0x02EA)) if self.modern else _Lists(b"", b"")
        self.marks = Marks()

    def _short(self, at: int) -> int:
        return int(struct.unpack_from("<H", self.main, at)[0])

    def _long(self, at: int) -> int:
        return int(struct.unpack_from("<I", self.main, at)[0])

    def _part(self, at: int, *, tail: bool = False) -> bytes:
        """The part of the table stream that the header's field at `at` points to; `tail`: with all that follows it."""
        if at + 8 > len(self.main):
            return b""
        offset, length = self._long(at), self._long(at + 4)
        return self.table[offset:] if tail and length else self.table[offset : offset + length]

    def _pieces(self, *, complex_: bool) -> list[Piece]:
        clx = self._part(0x01A2 if self.modern else 0x0160)
        if not self.modern and not (complex_ and clx):
            return [Piece(start=0, end=sum(self.counts), offset=self._long(0x18), wide=False)]
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise ReadError("corrupt", format="doc")
        plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
        count = (len(plc) - 4) // 12
        places = struct.unpack_from(f"<{count + 1}I", plc, 0)
        pieces = []
        for i in range(count):
            offset = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)[0]
            narrow = not self.modern or bool(offset & 0x40000000)
            start = offset if not self.modern else (offset & 0x3FFFFFFF) // 2 if narrow else offset & 0x3FFFFFFF
            pieces.append(Piece(start=places[i], end=places[i + 1], offset=start, wide=not narrow))
        return pieces

    def _runs(self, field: int, *, paragraph: bool) -> _Runs:
        """Properties by offset in the file: the bin table points to pages of 512 bytes, each with the runs it covers."""
        plc = self._part(field)
        count = (len(plc) - 4) // 8
        ends: list[int] = []
        values: list[tuple[int, dict[int, bytes]]] = []
        for i in range(max(count, 0)):
            page = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * i)[0] & 0x3FFFFF
            block = self.main[page * 512 : page * 512 + 512]
            if len(block) < 512:
                continue
            runs = block[511]
            for n in range(runs):
                if 4 * (runs + 1) + n * (13 if paragraph else 1) >= 511:
                    break
                ends.append(struct.unpack_from("<I", block, 4 * (n + 1))[0])
                values.append(_paragraph_value(block, runs, n) if paragraph else (0, _character_value(block, runs, n)))
        order = sorted(range(len(ends)), key=ends.__getitem__)
        return _Runs([ends[i] for i in order], [values[i] for i in order])

    def _characters(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Stretches of text between two places of the document, each with its offset in the file; deleted and hidden ones are left out."""
        for piece in self.pieces:
            first, last = max(start, piece.start), min(end, piece.end)
            if first >= last:
                continue
            size = 2 if piece.wide else 1
            at = piece.offset + (first - piece.start) * size
            stop = piece.offset + (last - piece.start) * size
            while at < stop:
                run_end, (_, properties) = self.character_runs.at(at, stop)
                until = min(max(run_end, at + size), stop)
                until -= (until - at) % size
                if not _is_gone(properties):
                    raw = self.main[at:until]
                    yield (raw.decode("utf-16-le", "replace") if piece.wide else windows(raw)), at
                elif b"\r" in self.main[at:until]:
                    pass  # the end of a deleted paragraph goes with it
                at = until

    def paragraphs(self, start: int, end: int) -> list[Paragraph]:
        """The paragraphs between two places, with properties."""
        out: list[Paragraph] = []
        pending: list[str] = []
        for text, at in self._characters(start, end):
            size = 2 if self._is_wide(at) else 1
            last = 0
            for match in _PARAGRAPH_END.finditer(text):
                pending.append(text[last : match.start()])
                style, properties = self.paragraph_runs.at(at + match.start() * size, 1 << 31)[1]
                merged = {**self.styles.get(style, {}), **properties}
                out.append(Paragraph(text="".join(pending), mark=match[0], style=style, properties=merged))
                pending, last = [], match.end()
            pending.append(text[last:])
        if "".join(pending).strip():
            out.append(Paragraph(text="".join(pending), mark="\r"))
        return out

    def _is_wide(self, offset: int) -> bool:
        return any(p.wide and p.offset <= offset < p.offset + 2 * (p.end - p.start) for p in self.pieces)

    def source(self, meta: dict[str, str]) -> Source:
        """The whole text: body, then footnotes, endnotes and text boxes."""
        counts = self.counts
        starts = [sum(counts[:i]) for i in range(len(counts) + 1)]
        body = self.blocks(self.paragraphs(0, counts[0]))
        text_lines = untab_header(body)
        for part in (1, 5, 6) if self.modern else (1,):  # footnotes, endnotes, text boxes
            notes = self.blocks(self.paragraphs(starts[part], starts[part + 1]))
            text_lines += [
                f"[{i}] {clean(note)}" if part != 6 else clean(note)
                for i, note in enumerate((n for n in notes if clean(n)), 1)
            ]
        done = self.marks.finish("\n".join(line for line in text_lines if line))
        return Source(
            format="doc", text=done.text, meta=meta, links=done.links, notes=encoding_notes(done.text, done.encoding)
        )

    def blocks(self, paragraphs: list[Paragraph]) -> list[str]:
        """Lines of paragraphs and tables; tables inside cells become lines of the cell."""
        out: list[str] = []
        rows: list[Row] = []
        ruled: list[bool] = []
        edges: list[list[int]] = []
        row: list[Cell] = []
        cell: Cell = []
        self._field: list[str] = []
        for i, paragraph in enumerate(paragraphs):
            text = self._plain(paragraph)
            inside = paragraph.depth > 0 if self.paragraph_runs.ends else _in_old_table(paragraphs, i)
            if not inside:
                if rows or row or cell:
                    out += self._table(rows, [*row, cell] if cell else row, ruled, edges)
                    rows, row, cell, ruled, edges = [], [], [], [], []
                out += self._labelled(paragraph, text)
                continue
            row_ends = (
                paragraph.ends_row
                if self.paragraph_runs.ends
                else paragraph.mark == "\x07" and not paragraph.text and bool(i) and paragraphs[i - 1].mark == "\x07"
            )
            if row_ends and paragraph.depth <= 1:
                rows.append(_merged(row, paragraph.properties.get(_CELLS, b"")))
                edges.append(_edges(paragraph.properties.get(_CELLS, b"")))
                ruled.append(_is_ruled(paragraph.properties))
                row, cell = [], []
            elif not row_ends:
                cell += [line for part in self._labelled(paragraph, text) for line in lines(part)]
                if paragraph.mark == "\x07" and paragraph.depth <= 1:
                    row.append(cell)
                    cell = []
        if rows or row or cell:
            out += self._table(rows, [*row, cell] if cell else row, ruled, edges)
        return out

    def _table(self, rows: list[Row], rest: list[Cell], ruled: list[bool], edges: list[list[int]]) -> list[str]:
        if rest:
            rows, edges = [*rows, list(rest)], [*edges, []]
        return table_lines(spread(rows, edges), ruled=sum(ruled) * 2 > len(ruled))

    def _labelled(self, paragraph: Paragraph, text: str) -> list[str]:
        if text.strip() or paragraph.mark != "\x0c":
            text = labelled(self.lists.label(paragraph.properties), text)
        return [kept for line in text.split("\n") if (kept := line.strip(" \u00a0")).strip()]

    def _plain(self, paragraph: Paragraph) -> str:
        """The text without field codes; a HYPERLINK's target becomes a hint."""
        out: list[str] = []
        targets: list[tuple[int, str]] = []
        code: list[str] = []
        for piece in _FIELD.split(foreign(paragraph.text)):
            if piece == "\x13":
                self._field.append("code")
                code.append("")
            elif piece == "\x14" and self._field:
                self._field[-1] = "result"
                found = _TARGET.search(code[-1]) if code else None
                targets.append((len(out), found[1] if found else ""))
            elif piece == "\x15" and self._field:
                self._field.pop()
                if code:
                    code.pop()
                if targets:
                    start, target = targets.pop()
                    inner = "".join(out[start:])
                    out[start:] = [self.marks.link(target, inner) if target and inner.strip() else inner]
            elif "code" in self._field:
                if code:
                    code[-1] += piece
            else:
                out.append(piece)
        return "".join(out).translate(_SPECIAL)


_PARAGRAPH_END = re.compile("[\r\x07\x0c]")
_FIELD = re.compile("([\x13\x14\x15])")
_SPECIAL = {
    0x0B: "\n",
    0x0E: "\n",
    0x1E: "-",
    0x1F: None,
    0x01: None,
    0x02: None,
    0x03: None,
    0x04: None,
    0x05: None,
    0x08: None,
    0xF0B7: "-",
    0xF02D: "-",
}


class _Runs:
    """Values by the offset at which each ends."""

    def __init__(self, ends: list[int], values: list[tuple[int, dict[int, bytes]]]) -> None:
        self.ends = ends
        self._values = values

    def at(self, offset: int, otherwise: int) -> tuple[int, tuple[int, dict[int, bytes]]]:
        """The end of the run that holds `offset`, and its value."""
        i = bisect_right(self.ends, offset)
        return (self.ends[i], self._values[i]) if i < len(self.ends) else (otherwise, (0, {}))


def _sprms(data: bytes) -> dict[int, bytes]:
    """Property changes: code -> operand."""
    out: dict[int, bytes] = {}
    at = 0
    while at + 2 < len(data) + 1 and at + 2 <= len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            if code == _CELLS:
                size = struct.unpack_from("<H", data, at)[0] + 1 if at + 2 <= len(data) else 0
            else:
                size = data[at] + 1 if at < len(data) else 0
        out[code] = data[at : at + size]
        at += max(size, 1)
    return out


def _paragraph_value(block: bytes, runs: int, n: int) -> tuple[int, dict[int, bytes]]:
    at = 2 * block[4 * (runs + 1) + 13 * n]
    if not at:
        return 0, {}
    size = 2 * block[at] - 1 if block[at] else 2 * block[at + 1]
    at += 1 if block[at] else 2
    data = block[at : at + size]
    return (struct.unpack_from("<H", data, 0)[0], _sprms(data[2:])) if len(data) >= 2 else (0, {})


def _character_value(block: bytes, runs: int, n: int) -> dict[int, bytes]:
    at = 2 * block[4 * (runs + 1) + n]
    return _sprms(block[at + 1 : at + 1 + block[at]]) if at else {}


def _is_gone(properties: dict[int, bytes]) -> bool:
    return properties.get(_DELETED, b"\0")[:1] == b"\1" or properties.get(_HIDDEN, b"\0")[:1] == b"\1"


def _in_old_table(paragraphs: list[Paragraph], i: int) -> bool:
    """Word 95 without properties: a cell ends with its mark; a paragraph before it, in the same cell, is taken for text of its own."""
    return paragraphs[i].mark == "\x07"


def _merged(row: list[Cell], definition: bytes) -> Row:
    """The cells of a row, those that go on from above as None, after the row's definition."""
    flags = [flag for flag, _ in _cell_flags(definition)]
    return [
        None if i < len(flags) and flags[i] & 0x20 and not flags[i] & 0x40 and not any(cell) else cell
        for i, cell in enumerate(row)
    ]


def _cell_flags(definition: bytes) -> list[tuple[int, bytes]]:
    """For each cell of a row its flags and its borders."""
    if len(definition) < 3:
        return []
    count = definition[2]
    start = 3 + 2 * (count + 1)
    cells = [definition[start + 20 * i : start + 20 * (i + 1)] for i in range(count)]
    return [(struct.unpack_from("<H", cell, 0)[0], cell[4:20]) for cell in cells if len(cell) >= 2]


def _edges(definition: bytes) -> list[int]:
    """The right edge of each cell of a row."""
    count = definition[2] if len(definition) > 2 else 0
    return list(struct.unpack_from(f"<{count}h", definition, 5)) if len(definition) >= 5 + 2 * count else []


def _is_ruled(properties: dict[int, bytes]) -> bool:
    """Whether the cells of a row have lines: the table says so, or most of its cells do."""
    if _lines_of(properties.get(_BORDERS, b"")[1:]) >= 2:
        return True
    borders = [border for _, border in _cell_flags(properties.get(_CELLS, b""))]
    return bool(borders) and all(_lines_of(border) >= 2 for border in borders)


def _lines_of(borders: bytes) -> int:
    """How many of these borders are drawn: four bytes each, the second is the kind of line."""
    return sum(borders[i : i + 1] not in (b"", b"\0", b"\xff") for i in range(1, len(borders), 4))


def _styles(data: bytes) -> dict[int, dict[int, bytes]]:
    """Paragraph properties of the styles, with those they are based on."""
    if len(data) < 6:
        return {}
    header = struct.unpack_from("<H", data, 0)[0]
    base_size = struct.unpack_from("<H", data, 4)[0]
    own: dict[int, tuple[int, dict[int, bytes]]] = {}
    at, index = 2 + header, 0
    while at + 2 <= len(data):
        size = struct.unpack_from("<H", data, at)[0]
        std = data[at + 2 : at + 2 + size]
        at += 2 + size
        if size > base_size:
            own[index] = _style(std, base_size)
        index += 1
    return {i: _inherited(i, own) for i in own}


def _style(std: bytes, base_size: int) -> tuple[int, dict[int, bytes]]:
    kind = struct.unpack_from("<H", std, 2)[0]
    if kind & 0xF != 1 or base_size + 2 > len(std):
        return 0xFFF, {}
    at = base_size + 2 + 2 * (struct.unpack_from("<H", std, base_size)[0] + 1)
    at += at % 2
    size = struct.unpack_from("<H", std, at)[0] if at + 2 <= len(std) else 0
    return kind >> 4, _sprms(std[at + 4 : at + 2 + size])


def _inherited(index: int, own: dict[int, tuple[int, dict[int, bytes]]]) -> dict[int, bytes]:
    chain: list[dict[int, bytes]] = []
    while index in own and len(chain) < 20:
        base, properties = own[index]
        chain.append(properties)
        index = base
    return {code: value for properties in reversed(chain) for code, value in properties.items()}


class _Lists:
    """Definitions of numbered lists and which list a number in a paragraph means."""

    def __init__(self, definitions: bytes, overrides: bytes) -> None:
        self.counter = Counter()
        self._levels: dict[int, dict[int, Level]] = {}
        self._list: list[int] = []
        self._starts: dict[tuple[int, int], int] = {}  # of a list's number and level: where it begins anew
        try:
            self._read(definitions)
            count = struct.unpack_from("<I", overrides, 0)[0] if overrides else 0
            self._list = [struct.unpack_from("<I", overrides, 4 + 16 * i)[0] for i in range(count)]
        except (struct.error, IndexError):
            self._list = []
        with contextlib.suppress(struct.error, IndexError):
            self._read_starts(overrides)

    def _read_starts(self, data: bytes) -> None:
        """What lists say of levels that begin anew (`Restart at 1`)."""
        at = 4 + 16 * len(self._list)
        for number in range(1, len(self._list) + 1):
            at += 4
            for _ in range(data[4 + 16 * (number - 1) + 12]):
                start, flags = struct.unpack_from("<iI", data, at)
                at += 8
                if flags & 0x20:
                    level, at = _list_level(data, at)
                    start = level.start
                if flags & 0x30:
                    self._starts[number, flags & 0xF] = start

    def _read(self, data: bytes) -> None:
        if len(data) < 2:
            return
        count = struct.unpack_from("<H", data, 0)[0]
        at = 2 + 28 * count
        for i in range(count):
            identifier, simple = struct.unpack_from("<I", data, 2 + 28 * i)[0], data[2 + 28 * i + 26] & 1
            levels = {}
            for level in range(1 if simple else 9):
                levels[level], at = _list_level(data, at)
            self._levels[identifier] = levels

    def label(self, properties: dict[int, bytes]) -> str:
        """The label of the next paragraph with these properties, '' where it is in no list."""
        number = int.from_bytes(properties.get(_LIST, b"\0\0")[:2], "little")
        if not 0 < number <= len(self._list) or number == 0xF801:
            return ""
        identifier, level = self._list[number - 1], properties.get(_LEVEL, b"\0")[0]
        start = self._starts.pop((number, level), None)
        if start is not None:
            self.counter.restart(str(identifier), level, start)
        return self.counter.next(str(identifier), level, self._levels.get(identifier, {}))


def _list_level(data: bytes, at: int) -> tuple[Level, int]:
    start, form = struct.unpack_from("<IB", data, at)
    characters, paragraphs = data[at + 24], data[at + 25]
    at += 28 + characters + paragraphs
    length = struct.unpack_from("<H", data, at)[0]
    raw = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    pattern = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in raw)
    return Level(form=_FORMS.get(form, "decimal"), pattern=pattern, start=start), at + 2 + 2 * length
