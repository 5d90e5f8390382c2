"""Workbooks of Excel 97 to 2003, and of 5 and 95: each sheet that is shown, its cells as they are shown.

After Microsoft's published description [MS-XLS]; numbers such as 0x00FC are its kinds of records.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from kg.errors import ReadError
from kg.read.legacy import windows
from kg.read.marks import clean, foreign
from kg.read.model import Ask, Source
from kg.read.sheets import COLUMNS, Sheet, workbook
from kg.read.xlsx import number_form, shown_number

_BEGIN, _END, _SHEET, _LOCKED, _SINCE_1904 = 0x0809, 0x000A, 0x0085, 0x002F, 0x0022
_STRINGS, _CONTINUE, _FORMAT, _FORM = 0x00FC, 0x003C, 0x041E, 0x00E0
_STRING_OF, _LABEL, _RICH, _NUMBER, _RK, _MANY_RK, _TRUTH = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0205
_FORMULA, _RESULT, _MERGED = 0x0006, 0x0207, 0x00E5
_RECORDS = 3_000_000  # of one workbook


class _Book(Struct):
    """What holds for all sheets."""

    modern: bool  # 97 and later: letters of two bytes
    strings: list[str]
    forms: dict[int, str]
    form_of: list[int]
    since: date


def read_xls(data: bytes, ask: Ask) -> list[Source]:
    """The text of a workbook. Raises ReadError `corrupt`, `password`."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
        sheets = list(_sheets(stream))
    except (OSError, struct.error, IndexError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ReadError("corrupt", format="xls") from error
    return [workbook(sheets, "xls", {})]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kinds of records with their bytes, from a place on."""
    for _ in range(_RECORDS):
        if at + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheets(stream: bytes) -> Iterator[Sheet]:
    kind, size, version = struct.unpack_from("<HHH", stream, 0)
    if kind != _BEGIN or size < 4:
        raise ReadError("corrupt", format="xls")
    book = _Book(version >= 0x0600, [], {}, [], date(1899, 12, 30))
    found: list[tuple[int, Sheet]] = []
    pieces: list[bytes] = []  # of the strings that all sheets share
    before = 0
    for kind, body in _records(stream, 0):
        if kind == _LOCKED:
            raise ReadError("password")
        if kind == _STRINGS or (kind == _CONTINUE and before == _STRINGS):
            pieces.append(body)
            before = _STRINGS
            continue
        before = kind
        if kind == _SHEET and body[5] == 0:
            name = _string(book, body[6:], 1)
            found.append(
                (struct.unpack_from("<I", body)[0], Sheet(name=clean(name), shown=body[4] & 3 == 0, rows={}, merged=[]))
            )
        elif kind == _FORMAT:
            book.forms[struct.unpack_from("<H", body)[0]] = _string(book, body[2:], 2 if book.modern else 1)
        elif kind == _FORM:
            book.form_of.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SINCE_1904 and body[:1] == b"\1":
            book.since = date(1904, 1, 1)
        elif kind == _END:
            break
    book.strings = _Strings(pieces).all() if pieces else []
    for at, sheet in found:
        _fill(sheet, book, stream, at)
        yield sheet


def _fill(sheet: Sheet, book: _Book, stream: bytes, at: int) -> None:
    """The cells of a sheet, whose records begin at that place."""
    inner = 0
    place: tuple[int, int] | None = None  # of the formula whose words come next
    for kind, body in _records(stream, at):
        inner += (kind == _BEGIN) - (kind == _END)  # charts stand inside
        if inner == 0:
            return
        if inner > 1:
            continue
        if kind == _MERGED:
            for i in range(struct.unpack_from("<H", body)[0]):
                first, last, left, _ = struct.unpack_from("<4H", body, 2 + 8 * i)
                sheet.merged.append((left + 1, first + 1, last + 1))
        elif kind == _RESULT and place:
            _put(sheet, *place, _string(book, body, 2))
        elif kind in (_STRING_OF, _LABEL, _RICH, _NUMBER, _RK, _MANY_RK, _FORMULA, _TRUTH):
            row, column, form = struct.unpack_from("<3H", body)
            if kind == _STRING_OF:
                number = struct.unpack_from("<I", body, 6)[0]
                _put(sheet, row, column, book.strings[number] if number < len(book.strings) else "")
            elif kind in (_LABEL, _RICH):
                _put(sheet, row, column, _string(book, body[6:], 2))
            elif kind == _NUMBER:
                _put(sheet, row, column, _number(book, struct.unpack_from("<d", body, 6)[0], form))
            elif kind == _RK:
                _put(sheet, row, column, _number(book, _packed(body[6:10]), form))
            elif kind == _MANY_RK:
                for i in range((len(body) - 6) // 6):
                    form = struct.unpack_from("<H", body, 4 + 6 * i)[0]
                    _put(sheet, row, column + i, _number(book, _packed(body[6 + 6 * i : 10 + 6 * i]), form))
            elif kind == _FORMULA:
                place = (row, column)
                if body[12:14] != b"\xff\xff":
                    _put(sheet, row, column, _number(book, struct.unpack_from("<d", body, 6)[0], form))


def _put(sheet: Sheet, row: int, column: int, text: str) -> None:
    if not text:
        return
    if column < COLUMNS:
        sheet.rows.setdefault(row + 1, {})[column + 1] = foreign(text)
    else:
        sheet.cut = True


def _number(book: _Book, value: float, form: int) -> str:
    """A number as its cell shows it."""
    key = book.form_of[form] if form < len(book.form_of) else 0
    return shown_number(repr(value), number_form(key, book.forms), book.since)


def _packed(four: bytes) -> float:
    """A number in four bytes: a whole one, or the upper half of a broken one, in hundredths or not."""
    bits = int.from_bytes(four, "little", signed=True)
    value = (
        float(bits >> 2)
        if bits & 2
        else struct.unpack("<d", b"\0\0\0\0" + (bits & ~3).to_bytes(4, "little", signed=True))[0]
    )
    return value / 100 if bits & 1 else value


def _string(book: _Book, data: bytes, width: int) -> str:
    """Letters behind their count, which takes so many bytes."""
    count = int.from_bytes(data[:width], "little")
    if not book.modern:
        return windows(data[width : width + count])
    wide = data[width] & 1
    raw = data[width + 1 : width + 1 + count * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


class _Strings:
    """The strings that all sheets share; a string may go on in the next record, there with letters of another width."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 8

    def all(self) -> list[str]:
        """All of them, as far as they are whole."""
        out: list[str] = []
        for _ in range(struct.unpack_from("<I", self._pieces[0], 4)[0]):
            if not self._left() and not self._next():
                break
            out.append(self._string())
        return out

    def _left(self) -> int:
        return len(self._pieces[self._piece]) - self._at

    def _next(self) -> bool:
        if self._piece + 1 >= len(self._pieces):
            return False
        self._piece, self._at = self._piece + 1, 0
        return True

    def _take(self, size: int) -> bytes:
        taken = self._pieces[self._piece][self._at : self._at + size]
        self._at += len(taken)
        return taken

    def _string(self) -> str:
        count, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        out: list[str] = []
        while count:
            size = 2 if flags & 1 else 1
            raw = self._take(min(count, self._left() // size) * size)
            out.append(raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace"))
            count -= len(raw) // size
            if count:
                if not self._next():
                    break
                flags = flags & ~1 | self._take(1)[0] & 1
        self._skip(4 * runs + extra)
        return "".join(out)

    def _skip(self, size: int) -> None:
        while size > 0:
            size -= len(self._take(size))
            if size > 0 and not self._next():
                return
