"""What a .doc stores: where its text lies (the piece table), and the properties of its paragraphs and characters."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from msgspec import Struct

from kg.errors import ReadError
from kg.read.doc.lists import Lists
from kg.read.doc.properties import (
    DEPTH,
    IN_TABLE,
    INNER_ROW,
    ROW_END,
    Runs,
    character_value,
    is_gone,
    paragraph_value,
    style_of,
    styles_of,
)
from kg.read.legacy import windows

_PARAGRAPH_END = re.compile("[\r\x07\x0c]")


class Paragraph(Struct, kw_only=True):
    """A paragraph or cell: its text without the mark at its end, and what its properties say."""

    text: str
    mark: str
    style: int = 0
    properties: dict[int, bytes] = {}

    @property
    def depth(self) -> int:
        """In how many tables inside each other it stands."""
        if DEPTH in self.properties:
            return int.from_bytes(self.properties[DEPTH][:4], "little", signed=True)
        return int(self.properties.get(IN_TABLE, b"\0")[:1] == b"\1")

    @property
    def ends_row(self) -> bool:
        """Whether its mark is that of a row and not of a cell."""
        return self.properties.get(ROW_END, b"\0")[:1] == b"\1" or self.properties.get(INNER_ROW, b"\0")[:1] == b"\1"


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of characters that lie together in the file."""

    start: int  # first character
    end: int
    offset: int  # in the WordDocument stream
    wide: bool  # two bytes a character


class Stored:
    """The header fields, pieces and properties of one file."""

    def __init__(self, main: bytes, tables: dict[str, bytes]) -> None:
        """ReadError `corrupt`, `password`."""
        self.main = main
        magic, version = struct.unpack_from("<HH", main, 0)
        flags = self._short(0x0A)
        if magic not in (0xA5EC, 0xA5DC):
            raise ReadError("corrupt", format="doc")
        if flags & 0x0100:
            raise ReadError("password")
        self.modern = version >= 0xC1
        self.table = tables.get("1Table" if flags & 0x0200 else "0Table", b"") if self.modern else main
        counts = [self._long((0x4C if self.modern else 0x34) + 4 * i) for i in range(7)]
        self.starts = [
            sum(counts[:i]) for i in range(len(counts) + 1)
        ]  # where each part of the text begins, and the end
        self.pieces = self._pieces(complex_=bool(flags & 0x0004))
        self.paragraph_runs = self._runs(0x0102, paragraph=True) if self.modern else Runs([], [])
        self.character_runs = self._runs(0x00FA, paragraph=False) if self.modern else Runs([], [])
        self.styles = styles_of(self._part(0x00A2)) if self.modern else {}
        self.hiding = {i for i, style in self.styles.items() if is_gone(style.character)}

    @property
    def has_properties(self) -> bool:
        """Whether paragraphs say if they are in a table; those of Word 6 and 95 do not."""
        return bool(self.paragraph_runs.ends)

    def lists(self) -> Lists:
        """The numbered lists of the document."""
        return Lists(self._part(0x02E2, tail=True), self._part(0x02EA)) if self.modern else Lists(b"", b"")

    def part(self, number: int) -> list[Paragraph]:
        """The paragraphs of a part: 0 the body, 1 footnotes, 2 heads and feet of pages, 5 endnotes, 6 text boxes."""
        return self._paragraphs(self.starts[number], self.starts[number + 1])

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
            return [Piece(start=0, end=self.starts[-1], offset=self._long(0x18), wide=False)]
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

    def _runs(self, field: int, *, paragraph: bool) -> Runs:
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
                values.append(paragraph_value(block, runs, n) if paragraph else (0, character_value(block, runs, n)))
        order = sorted(range(len(ends)), key=ends.__getitem__)
        return Runs([ends[i] for i in order], [values[i] for i in order])

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
                hidden = False
                if self.hiding:
                    paragraph_end, (style, _) = self.paragraph_runs.at(at, stop)
                    until = min(until, max(paragraph_end, at + size))
                    hidden = style in self.hiding or style_of(properties) in self.hiding
                until -= (until - at) % size
                if not is_gone(properties, hidden=hidden):  # the end of a deleted paragraph goes with it
                    raw = self.main[at:until]
                    yield (raw.decode("utf-16-le", "replace") if piece.wide else windows(raw)), at
                at = until

    def _paragraphs(self, start: int, end: int) -> list[Paragraph]:
        """The paragraphs between two places of the text, with properties."""
        out: list[Paragraph] = []
        pending: list[str] = []
        for text, at in self._characters(start, end):
            size = 2 if self._is_wide(at) else 1
            last = 0
            for match in _PARAGRAPH_END.finditer(text):
                pending.append(text[last : match.start()])
                style, properties = self.paragraph_runs.at(at + match.start() * size, 1 << 31)[1]
                merged = {**(self.styles[style].paragraph if style in self.styles else {}), **properties}
                out.append(Paragraph(text="".join(pending), mark=match[0], style=style, properties=merged))
                pending, last = [], match.end()
            pending.append(text[last:])
        if "".join(pending).strip():
            out.append(Paragraph(text="".join(pending), mark="\r"))
        return out

    def _is_wide(self, offset: int) -> bool:
        return any(p.wide and p.offset <= offset < p.offset + 2 * (p.end - p.start) for p in self.pieces)
