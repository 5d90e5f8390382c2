"""Properties of paragraphs and characters: what changes them (`sprm`), and styles."""

from __future__ import annotations

import struct
from bisect import bisect_right

from msgspec import Struct

_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
IN_TABLE, ROW_END, LEVEL, LIST, DEPTH, INNER_ROW = 0x2416, 0x2417, 0x260A, 0x460B, 0x6649, 0x244C
CELLS, BORDERS, DELETED, HIDDEN, CHARACTER_STYLE = 0xD608, 0xD605, 0x0800, 0x083C, 0x4A30
_AS_STYLE, _UNLIKE_STYLE = 0x80, 0x81  # values of what is on or off


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


def is_gone(properties: dict[int, bytes], *, hidden: bool = False) -> bool:
    """Whether characters are deleted or hidden; `hidden`: their style hides them, where they do not say otherwise."""
    if properties.get(DELETED, b"\0")[:1] == b"\1":
        return True
    said = properties.get(HIDDEN, b"")[:1]
    if not said or said[0] == _AS_STYLE:
        return hidden
    return not hidden if said[0] == _UNLIKE_STYLE else said[0] == 1


def style_of(properties: dict[int, bytes]) -> int:
    """The style of characters; -1 where they have none of their own."""
    said = properties.get(CHARACTER_STYLE, b"")
    return struct.unpack("<H", said)[0] if len(said) == 2 else -1


class Style(Struct, frozen=True):
    """A style: what it is based on, and what it says of paragraphs and of characters."""

    base: int
    paragraph: dict[int, bytes]
    character: dict[int, bytes]


def styles_of(data: bytes) -> dict[int, Style]:
    """The styles, with what those they are based on say."""
    if len(data) < 6:
        return {}
    header = struct.unpack_from("<H", data, 0)[0]
    base_size = struct.unpack_from("<H", data, 4)[0]
    own: dict[int, Style] = {}
    at, index = 2 + header, 0
    while at + 2 <= len(data):
        size = struct.unpack_from("<H", data, at)[0]
        std = data[at + 2 : at + 2 + size]
        at += 2 + size
        if size > base_size:
            own[index] = _style(std, base_size)
        index += 1
    return {i: _inherited(i, own) for i in own}


def _style(std: bytes, base_size: int) -> Style:
    kind = struct.unpack_from("<H", std, 2)[0]
    if kind & 0xF not in (1, 2) or base_size + 2 > len(std):
        return Style(0xFFF, {}, {})
    at = base_size + 2 + 2 * (struct.unpack_from("<H", std, base_size)[0] + 1)
    said: list[bytes] = []
    while len(said) < 2:
        at += at % 2
        size = struct.unpack_from("<H", std, at)[0] if at + 2 <= len(std) else 0
        said.append(std[at + 2 : at + 2 + size])
        at += 2 + size
    if kind & 0xF == 2:  # of characters only
        return Style(kind >> 4, {}, changes(said[0]))
    return Style(kind >> 4, changes(said[0][2:]), changes(said[1]))


def _inherited(index: int, own: dict[int, Style]) -> Style:
    chain: list[Style] = []
    while index in own and len(chain) < 20:
        chain.append(own[index])
        index = own[index].base
    paragraph: dict[int, bytes] = {}
    character: dict[int, bytes] = {}
    for style in reversed(chain):
        paragraph |= style.paragraph
        character |= style.character
    return Style(index, paragraph, character)
