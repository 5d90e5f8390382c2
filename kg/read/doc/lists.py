"""Definitions of numbered lists, and which list a number in a paragraph means."""

from __future__ import annotations

import contextlib
import struct

from kg.read.doc.properties import LEVEL, LIST
from kg.read.numbering import Counter, Level

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


class Lists:
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
        number = int.from_bytes(properties.get(LIST, b"\0\0")[:2], "little")
        if not 0 < number <= len(self._list) or number == 0xF801:
            return ""
        identifier, level = self._list[number - 1], properties.get(LEVEL, b"\0")[0]
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
