"""Paragraphs and tables of a .doc as lines."""

from __future__ import annotations

import re

from kg.read.doc.cells import edges_of, is_ruled, merged_cells
from kg.read.doc.properties import CELLS
from kg.read.doc.stored import Paragraph, Stored
from kg.read.layout import Cell, Row, spread, table_lines, untab_header, with_letterhead
from kg.read.marks import Marks, clean, foreign, lines
from kg.read.model import Source, encoding_notes
from kg.read.numbering import labelled

_TARGET = re.compile(r'HYPERLINK\s+"([^"]*)"')
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


class Word:
    """Reads one document, numbering its lists on the way."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.lists = stored.lists()
        self.marks = Marks()
        self._field: list[str] = []  # state of nested fields: "code" or "result"

    def source(self, meta: dict[str, str]) -> Source:
        """The whole text: body, then footnotes, endnotes and text boxes."""
        body = untab_header(self.blocks(self.stored.part(0)))
        heads = untab_header(self.blocks(self.stored.part(2))) if self.stored.modern else []
        text_lines = with_letterhead([heads], body)
        for part in (1, 5, 6) if self.stored.modern else (1,):  # footnotes, endnotes, text boxes
            notes = self.blocks(self.stored.part(part))
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
        self._field = []
        for i, paragraph in enumerate(paragraphs):
            text = self._plain(paragraph)
            inside = paragraph.depth > 0 if self.stored.has_properties else paragraph.mark == "\x07"
            if not inside:
                if rows or row or cell:
                    out += self._table(rows, [*row, cell] if cell else row, ruled, edges)
                    rows, row, cell, ruled, edges = [], [], [], [], []
                out += self._labelled(paragraph, text)
                continue
            row_ends = (
                paragraph.ends_row
                if self.stored.has_properties
                else paragraph.mark == "\x07" and not paragraph.text and bool(i) and paragraphs[i - 1].mark == "\x07"
            )
            if row_ends and paragraph.depth <= 1:
                rows.append(merged_cells(row, paragraph.properties.get(CELLS, b"")))
                edges.append(edges_of(paragraph.properties.get(CELLS, b"")))
                ruled.append(is_ruled(paragraph.properties))
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
