"""The drawn lines of tables on a scanned page: long runs of dark dots across and down."""

from __future__ import annotations

import re

from kg.read.page import Rule

_DARK = 150  # of 255, the grey up to which a dot is ink
_RUN = 62  # dots (5 mm at 300 to the inch): no stroke of a letter is as long, and no more of a line may lie level on a slanted page
_NEAR = 7  # dots between runs of one line: its thickness and what is left of the slant
_GAP = 60  # dots that may be missing from a line
_LONG = 260  # dots a line across must have in all
_HIGH = 140  # the same for one down: two rows of a table
_THICK = 16  # dots that the stroke of a line may be thick
_HALO = 2  # dots beside a stroke that belong to it

_INK = bytes(1 if grey < _DARK else 0 for grey in range(256))
_GREY = bytes(1 if 60 <= grey < 200 else 0 for grey in range(256))
_LINE = re.compile(b"\x01{%d,}" % _RUN)


def rules(picture: bytes, slope: float) -> tuple[list[Rule], list[Rule]]:
    """Lines across and down of a grey PGM picture, in dots, set upright by `slope`."""
    head, rest = picture.split(b" 255\n", 1)
    width, height = map(int, head.split()[1:])
    ink = rest.translate(_INK)
    across = [
        (y - slope * (a + b) / 2, a + slope * y, b + slope * y)
        for y in range(height)
        for a, b in _runs(ink[y * width : (y + 1) * width])
        if _is_stroke(ink, [y * width + a + (b - a) * i // 4 for i in (1, 2, 3)], width)
    ]
    down = [
        (x + slope * (a + b) / 2, a - slope * x, b - slope * x)
        for x in range(width)
        for a, b in _runs(ink[x::width])
        if _is_stroke(ink, [(a + (b - a) * i // 4) * width + x for i in (1, 2, 3)], 1)
    ]
    return _lines(across, _LONG), _lines(down, _HIGH)


def is_shaded(picture: bytes) -> bool:
    """Whether much of a grey PGM picture is neither white nor ink: paper photographed in the shade."""
    dots = picture.split(b" 255\n", 1)[-1][::7]
    return sum(dots.translate(_GREY)) * 4 > len(dots)


def unruled(picture: bytes) -> bytes:
    """A grey PGM picture without its long strokes: beside the lines of a table, tesseract passes over the words of short cells."""
    head, rest = picture.split(b" 255\n", 1)
    width, height = map(int, head.split()[1:])
    ink, out = rest.translate(_INK), bytearray(rest)
    for y in range(height):
        for start, end in _runs(ink[y * width : (y + 1) * width]):
            for row in range(max(0, y - _HALO), min(height, y + _HALO + 1)):
                out[row * width + start : row * width + end] = b"\xff" * (end - start)
    for x in range(width):
        for start, end in _runs(ink[x::width]):
            for column in range(max(0, x - _HALO), min(width, x + _HALO + 1)):
                out[start * width + column : end * width : width] = b"\xff" * (end - start)
    return head + b" 255\n" + bytes(out)


def unread(picture: bytes, boxes: list[tuple[int, int, int, int]], top: int, bottom: int) -> float:
    """The share of the ink between two heights of a PGM picture that stands outside boxes (left, top, right, bottom)."""
    head, rest = picture.split(b" 255\n", 1)
    width, height = map(int, head.split()[1:])
    top, bottom = max(0, top), min(height, bottom)
    ink = bytearray(rest[top * width : bottom * width].translate(_INK))
    whole = ink.count(1)
    for left, up, right, low in boxes:
        left, right = max(0, left - _NEAR), min(width, right + _NEAR)
        for y in range(max(0, up - top - _NEAR), min(bottom - top, low - top + _NEAR)):
            ink[y * width + left : y * width + right] = bytes(right - left)
    return ink.count(1) / max(1, whole)


def halved(picture: bytes) -> bytes:
    """A grey PGM picture at half its size."""
    head, dots = picture.split(b" 255\n", 1)
    width, height = map(int, head.split()[1:])
    rows = b"".join(dots[y * width : (y + 1) * width][::2] for y in range(0, height, 2))
    return b"P5 %d %d 255\n" % ((width + 1) // 2, (height + 1) // 2) + rows


def turned(picture: bytes, degrees: int) -> bytes:
    """A grey PGM picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if not degrees:
        return picture
    head, dots = picture.split(b" 255\n", 1)
    width, height = map(int, head.split()[1:])
    if degrees == 180:
        return picture[: -len(dots)] + dots[::-1]
    columns = range(width) if degrees == 90 else range(width - 1, -1, -1)
    step = -1 if degrees == 90 else 1
    return b"P5 %d %d 255\n" % (height, width) + b"".join(dots[x::width][::step] for x in columns)


def _is_stroke(ink: bytes, places: list[int], step: int) -> bool:
    """Whether a run is thin, dots of it and the distance of dots beside it given; the dark round a photographed sheet is not."""
    return 2 * sum(_is_deep(ink, at, step) or _is_deep(ink, at, -step) for at in places) < len(places)


def _is_deep(ink: bytes, at: int, step: int) -> bool:
    return all(0 <= (dot := at + step * depth) < len(ink) and ink[dot] for depth in (_THICK // 2, _THICK))


def _runs(row: bytes) -> list[tuple[int, int]]:
    return [m.span() for m in _LINE.finditer(row)] if row.count(1) >= _RUN else []


def _lines(runs: list[tuple[float, float, float]], least: int) -> list[Rule]:
    """Runs that lie on one line, put together; lines of at least so many dots."""
    groups: list[list[tuple[float, float, float]]] = []
    for run in sorted(runs):
        if groups and run[0] - groups[-1][-1][0] <= _NEAR and run[0] - groups[-1][0][0] <= 3 * _NEAR:
            groups[-1].append(run)
        else:
            groups.append([run])
    out = []
    for group in groups:
        at = sum(run[0] for run in group) / len(group)
        if group[-1][0] - group[0][0] > 3 * _NEAR:
            continue
        stretches: list[list[float]] = []
        for _, start, end in sorted(group, key=lambda run: run[1]):
            if stretches and start <= stretches[-1][1] + _GAP:
                stretches[-1][1] = max(stretches[-1][1], end)
            else:
                stretches.append([start, end])
        out += [Rule(at, start, end) for start, end in stretches if end - start >= least]
    return out
