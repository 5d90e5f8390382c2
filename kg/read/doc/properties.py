"""Properties of paragraphs and characters: what changes them (`sprm`), and styles."""

from __future__ import annotations

import struct
from bisect import bisect_right

_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
IN_TABLE, ROW_END, LEVEL, LIST, DEPTH, INNER_ROW = 0x2416, 0x2417, 0x260A, 0x460B, 0x6649, 0x244C
CELLS, BORDERS, DELETED, HIDDEN = 0xD608, 0xD605, 0x0800, 0x083C


class Runs:
    """Values by the offset at which each ends."""

    def __init__(self, ends: list[int], values: list[tuple[int, dict[int, bytes]]]) -> None:
        self.ends = ends
        self._values = values

    def at(self, offset: int, otherwise: int) -> tuple[int, tuple[int, dict[int, bytes]]]:
        """The end of the run that holds `offset`, and its value."""
        i = bisect_right(self.ends, offset)
        return (self.ends[i], self._values[i]) if i < len(self.ends) else (otherwise, (0, {}))


def changes(data: bytes) -> dict[int, bytes]:
    """Property changes: code -> operand."""
    out: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            if code == CELLS:
                size = struct.unpack_from("<H", data, at)[0] + 1 if at + 2 <= len(data) else 0
            else:
                size = data[at] + 1 if at < len(data) else 0
        out[code] = data[at : at + size]
        at += max(size, 1)
    return out


def paragraph_value(block: bytes, runs: int, n: int) -> tuple[int, dict[int, bytes]]:
    """Style and properties of paragraph `n` of a page of 512 bytes that holds so many runs."""
    at = 2 * block[4 * (runs + 1) + 13 * n]
    if not at:
        return 0, {}
    size = 2 * block[at] - 1 if block[at] else 2 * block[at + 1]
    at += 1 if block[at] else 2
    data = block[at : at + size]
    return (struct.unpack_from("<H", data, 0)[0], changes(data[2:])) if len(data) >= 2 else (0, {})


def character_value(block: bytes, runs: int, n: int) -> dict[int, bytes]:
    """Properties of stretch `n` of a page of 512 bytes that holds so many runs."""
    at = 2 * block[4 * (runs + 1) + n]
    return changes(block[at + 1 : at + 1 + block[at]]) if at else {}


def is_gone(properties: dict[int, bytes]) -> bool:
    """Whether characters are deleted or hidden."""
    return properties.get(DELETED, b"\0")[:1] == b"\1" or properties.get(HIDDEN, b"\0")[:1] == b"\1"


def styles_of(data: bytes) -> dict[int, dict[int, bytes]]:
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
    return kind >> 4, changes(std[at + 4 : at + 2 + size])


def _inherited(index: int, own: dict[int, tuple[int, dict[int, bytes]]]) -> dict[int, bytes]:
    chain: list[dict[int, bytes]] = []
    while index in own and len(chain) < 20:
        base, properties = own[index]
        chain.append(properties)
        index = base
    return {code: value for properties in reversed(chain) for code, value in properties.items()}
