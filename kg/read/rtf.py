"""RTF, read token by token: paragraphs, tables, footnotes, text boxes; deleted and hidden text is left out."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from kg.errors import ReadError
from kg.read import bounds
from kg.read.layout import Cell, Row, spread, table_lines, untab_header, with_letterhead
from kg.read.legacy import by_font
from kg.read.marks import Marks, clean, foreign, lines
from kg.read.model import Ask, Note, Source, encoding_notes

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_SKIP = frozenset(
    ["fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "headerl", "footer", "footerl", "footerr", "footerf", "annotation", "atnid", "atnauthor", "nonesttables", "pntxta", "pntxtb", "sp", "themedata", "datastore", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "xe", "tc", "tcn", "private"]
)  # fmt: skip
_HEADS = ("headerf", "header", "headerr")  # of the first page, of all, of those on the right
_STARRED = frozenset(
    ["shpinst", "shptxt", "pntext", "pn", "nesttableprops"]
)  # `\*` groups that hold text or table marks all the same
_CHARACTERS = {
    "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "tab": "\t", "line": "\n", "emspace": " ", "enspace": " ", "qmspace": " ", "lbr": "\n",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\n": "\r", "\r": "\r"}
_CHARSETS = {
    0: 1252,
    77: 10000,
    128: 932,
    129: 949,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
}
_EMPTY = re.compile("[\\s\\uf000-\\uf0ff]*")  # an empty paragraph of a list has its bullet only
_TARGET = re.compile(r'HYPERLINK\s+"([^"]*)"')


class State(Struct, frozen=True):
    """What holds inside a group."""

    skip: bool = False
    field: bool = False  # the group is a field's instruction
    hidden: bool = False
    deleted: bool = False
    font: int = -1
    fallback: int = 1  # characters that stand for one \u
    target: str = "text"  # where text goes: text, font, note, info:<name>


class Font(Struct, frozen=True):
    """A font of the font table."""

    name: str = ""
    page: int = 0


def read_rtf(data: bytes, ask: Ask) -> list[Source]:
    """The text of an RTF file. Raises ReadError `too-deep`, `corrupt`."""
    return [_Rtf(data).source()]


class _Rtf:
    """One pass over the tokens."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._page = 1252
        self._fonts: dict[int, Font] = {}
        self._font_number = -1
        self._font_page = 0
        self._font_name: list[str] = []
        self._state = State()
        self._stack: list[State] = []
        self._info: dict[str, list[str]] = {}
        self._body = _Body()
        self._note: _Body | None = None
        self._note_depth = 0
        self._note_kind = ""
        self._heads: dict[str, list[str]] = {}
        self._code: list[str] = []
        self._link = ""
        self._link_depth = 0
        self._link_text: list[str] = []
        self._starred = False
        self._drop = 0
        self.marks = Marks()

    @property
    def _out(self) -> _Body:
        return self._note or self._body

    def source(self) -> Source:
        """The whole text."""
        at = 0
        while match := _TOKEN.match(self._data, at):
            at = match.end()
            word, number, code, sign, brace, text = match.groups()
            if brace == b"{":
                self._open()
            elif brace:
                self._close()
            elif word == b"bin":
                at += max(int(number or 0), 0)
            elif word:
                self._word(word.decode("ascii"), None if number is None else int(number))
            elif code:
                self._bytes(bytes([int(code, 16)]))
            elif sign:
                self._sign(sign.decode("latin-1"))
            elif text:
                self._bytes(text)
        body = untab_header(self._body.finish())
        heads = [untab_header(self._heads[name]) for name in _HEADS if name in self._heads]
        text_lines = with_letterhead(heads, body) + self.marks.footnotes
        done = self.marks.finish("\n".join(text_lines))
        meta = {name: clean("".join(parts)) for name, parts in self._info.items() if clean("".join(parts))}
        notes = encoding_notes(done.text, done.encoding)
        if self._stack:  # groups that nothing ends
            notes += (Note("cut-short", len(done.text), len(done.text), ""),)
        return Source(format="rtf", text=done.text, meta=meta, links=done.links, notes=notes)

    def _open(self) -> None:
        if len(self._stack) > 10 * bounds.NESTING:
            raise ReadError("too-deep", format="rtf")
        self._stack.append(self._state)
        self._starred, self._drop = False, 0

    def _close(self) -> None:
        if self._state.target == "font":
            self._end_font()
        if self._link_depth and len(self._stack) == self._link_depth:
            text = "".join(self._link_text)
            self._link_depth, self._link_text = 0, []
            self._put(self.marks.link(self._link, text) if self._link and text.strip() else text)
            self._link = ""
        if self._note is not None and len(self._stack) == self._note_depth:
            self._end_note()
        if self._stack:
            self._state = self._stack.pop()
        self._drop = 0

    def _change(self, **fields: object) -> None:
        state = self._state
        self._state = State(
            *(
                fields.get(name, getattr(state, name))
                for name in ("skip", "field", "hidden", "deleted", "font", "fallback", "target")
            )  # type: ignore[arg-type]
        )

    def _word(self, word: str, number: int | None) -> None:
        """A control word."""
        if self._starred and word not in _STARRED and word not in ("fldinst", "footnote", "ud"):
            self._change(skip=True)
        self._starred = False
        on = number is None or number != 0
        if word == "u" and number is not None:
            self._put(foreign(chr(number % 65536)))
            self._drop = self._state.fallback
        elif word == "uc":
            self._change(fallback=max(number or 0, 0))
        elif word == "fonttbl":
            self._change(target="font")
        elif word in ("title", "author", "subject") and any(s.target == "info" for s in [*self._stack, self._state]):
            self._change(skip=False, target=f"info:{word}")
        elif word == "ud" and self._state.target.startswith("info:"):
            self._info[self._state.target[5:]] = []  # the same again in Unicode
        elif word == "info":
            self._change(skip=True, target="info")
        elif word in _SKIP:
            self._change(skip=True)
        elif word == "f" and number is not None:
            if self._state.target == "font":
                self._end_font()
                self._font_number = number
            else:
                self._change(font=number)
        elif word == "fcharset":
            self._font_page = _CHARSETS.get(number or 0, 0)
        elif word == "ansicpg" and number:
            self._page = number
        elif word == "fldinst":
            self._change(skip=False, field=True)
            self._code = []
        elif word == "fldrslt":
            found = _TARGET.search("".join(self._code))
            if found and not self._link_depth:
                self._link, self._link_depth = found[1], len(self._stack)
        elif word == "footnote" or word in _HEADS:
            self._begin_note(word)
        elif word == "v":
            self._change(hidden=on)
        elif word == "deleted":
            self._change(deleted=on)
        elif word == "plain":
            self._change(hidden=False, deleted=False)
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif not self._hushed():
            self._out.control(word, number)

    def _hushed(self) -> bool:
        return self._state.skip or self._state.hidden or self._state.deleted

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in ("\n", "\r"):
            self._word("par", None)
        elif sign in _SYMBOLS:
            self._put(_SYMBOLS[sign])

    def _bytes(self, data: bytes) -> None:
        if self._drop:
            dropped = min(self._drop, len(data))
            self._drop -= dropped
            data = data[dropped:]
        font = self._fonts.get(self._state.font, Font())
        if self._state.target == "font":
            font = Font(page=self._font_page)
        self._put(foreign(_decoded(data, font.page or self._page)))

    def _put(self, text: str) -> None:
        state = self._state
        if state.target == "font":
            self._font_name.append(text)
        elif state.target.startswith("info:"):
            self._info.setdefault(state.target[5:], []).append(text)
        elif self._hushed():
            return
        elif state.field:
            self._code.append(text)
        else:
            font = self._fonts.get(state.font, Font()).name
            text = by_font(font, text) if font.casefold().startswith((".vn", "vni-")) else text
            if self._link_depth and self._link:
                self._link_text.append(text)
            else:
                self._out.text.append(text)

    def _end_font(self) -> None:
        name = "".join(self._font_name).strip().rstrip(";").strip()
        if self._font_number >= 0 and name:
            self._fonts[self._font_number] = Font(name, self._font_page)
        self._font_name, self._font_number, self._font_page = [], -1, 0

    def _begin_note(self, kind: str) -> None:
        if self._note is None:
            self._note, self._note_depth, self._note_kind = _Body(), len(self._stack), kind
        self._change(skip=False)

    def _end_note(self) -> None:
        assert self._note is not None
        lines_, self._note, self._note_depth = self._note.finish(), None, 0
        if self._note_kind in _HEADS:
            self._heads.setdefault(self._note_kind, lines_)
        else:
            self._body.text.append(self.marks.footnote(lines_))


class _Body:
    """Paragraphs and tables as they come."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self._out: list[str] = []
        self._rows: list[Row] = []
        self._row: list[Cell] = []
        self._cell: Cell = []
        self._in_table = False
        self._continued: list[bool] = []  # per cell of the row being defined
        self._merge = False
        self._border = 0
        self._bordered: list[int] = []
        self._ruled: list[bool] = []
        self._edges: list[int] = []
        self._row_edges: list[list[int]] = []

    def control(self, word: str, number: int | None) -> None:
        """A control word that has to do with paragraphs and tables."""
        if word in ("par", "sect", "page"):
            self._paragraph()
        elif word == "pard":
            self._in_table = False
        elif word == "intbl":
            self._in_table = True
        elif word == "trowd":
            self._continued, self._bordered, self._border, self._merge, self._edges = [], [], 0, False, []
        elif word == "clvmrg":
            self._merge = True
        elif word in ("clbrdrt", "clbrdrl", "clbrdrb", "clbrdrr"):
            self._border += 1
        elif word in ("brdrnone", "brdrnil", "brdrtbl"):
            self._border = max(self._border - 1, 0)
        elif word == "cellx":
            self._edges.append(number or 0)
            self._continued.append(self._merge)
            self._bordered.append(self._border)
            self._merge, self._border = False, 0
        elif word == "cell":
            self._end_cell()
        elif word == "nestcell":
            self._cell += lines("".join(self.text))
            self.text = []
        elif word == "row":
            self._end_row()

    def _paragraph(self) -> None:
        text, self.text = "".join(self.text), []
        if self._in_table:
            self._cell += lines(text)
            return
        self._end_table()
        self._out += [kept for line in text.split("\n") if not _EMPTY.fullmatch(kept := line.strip(" \u00a0"))]

    def _end_cell(self) -> None:
        self._cell += lines("".join(self.text))
        self._row.append(self._cell)
        self.text, self._cell, self._in_table = [], [], True

    def _end_row(self) -> None:
        if self._row:
            self._rows.append(
                [
                    None if i < len(self._continued) and self._continued[i] and not any(c) else c
                    for i, c in enumerate(self._row)
                ]
            )
            self._row_edges.append(self._edges)
            self._ruled.append(sum(b >= 2 for b in self._bordered) * 2 > len(self._bordered))
        self._row, self._cell, self.text = [], [], []

    def _end_table(self) -> None:
        if self._row or self._cell:
            self._rows.append([*self._row, self._cell])
            self._row_edges.append([])
        if self._rows:
            self._out += table_lines(spread(self._rows, self._row_edges), ruled=sum(self._ruled) * 2 > len(self._ruled))
        self._rows, self._row, self._cell, self._ruled, self._row_edges = [], [], [], [], []

    def finish(self) -> list[str]:
        """All lines."""
        in_table, self._in_table = self._in_table, False
        if in_table and (self._rows or self._row):
            self._end_table()
        self._paragraph()
        self._end_table()
        return self._out


@cache
def _codec(page: int) -> str:
    name = "mac_roman" if page == 10000 else "utf-8" if page == 65001 else f"cp{page}"
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def _decoded(data: bytes, page: int) -> str:
    return data.decode("ascii") if data.isascii() else data.decode(_codec(page), "replace")
