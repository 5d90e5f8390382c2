"""The characters of a text layer, and those that a stamp puts over them."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.read.pdf.turn import Box, Turn

if TYPE_CHECKING:
    import pypdfium2 as pdfium

BLANKS = frozenset((32, 160, 9, 0, 10, 13))
_MARKS = range(0x300, 0x370)  # above or below a letter


class Letter(NamedTuple):
    """A character of the text layer; `made`: a blank that the library put where it saw a gap."""

    code: int
    box: Box
    made: bool
    angle: float


def letters_of(page: pdfium.PdfPage, turn: Turn, start: int = 0) -> list[Letter]:
    """The characters of a page in the order of its text layer, from one of them on."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    handle, rectangle = text_page.raw, raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    out: list[Letter] = []
    angle = math.radians(turn.angle)
    before = (0.0, 0.0, 0.0, 0.0)
    for i in range(start, text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code in BLANKS:
            made = code not in (32, 160) or bool(raw.FPDFText_IsGenerated(handle, i))
            if not made:
                raw.FPDFText_GetLooseCharBox(handle, i, rectangle)
            box = before if made else turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            out.append(Letter(code, box, made, 0.0))
            continue
        raw.FPDFText_GetLooseCharBox(handle, i, rectangle)
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        box = _on_line(
            turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top),
            turn.box(x.value, y.value, x.value, y.value)[3],
            before,
        )
        if code in _MARKS and out and box[0] < before[2] and box[2] > before[0]:
            box = before  # a mark stands with the letter that bears it, however narrow that is
        # Only where a stretch begins can the direction change; asking for it at each letter would double the time.
        askew = (
            raw.FPDFText_GetCharAngle(handle, i) - angle
            if not _beside(before, box)
            else (out[-1].angle if out else 0.0)
        )
        out.append(Letter(code, box, False, askew))
        before = box
    text_page.close()
    return out


def lying(letters: list[Letter]) -> int:
    """By how many degrees clockwise a page must be turned so that most of its letters stand upright."""
    turns = Counter(
        round(math.degrees(letter.angle) / 90) * 90 % 360 for letter in letters if letter.code not in BLANKS
    )
    turn, count = max(turns.items(), key=lambda found: (found[1], -found[0]), default=(0, 0))
    return turn if 2 * count > turns.total() else 0


def _on_line(box: Box, base: float, before: Box) -> Box:
    """The box of a letter from its base line up, as high as its neighbours on that line: a font without measures gives `-` no height."""
    left, top, right, bottom = box
    high = max(bottom - top, 0.9 * (right - left))
    if abs(before[3] - 0.2 * (before[3] - before[1]) - base) < 0.6:
        high = max(high, min(before[3] - before[1], 2.5 * high + 4))
    return left, base - 0.8 * high, right, base + 0.2 * high


def _beside(before: Box, box: Box) -> bool:
    return abs(box[3] - before[3]) < 1 and -1 < box[0] - before[2] < 20


def stamped(
    document: pdfium.PdfDocument, number: int, turn: Turn, letters: list[Letter]
) -> tuple[list[Letter], list[Letter], list[str]]:
    """The letters without those that a stamp covers, the letters of the stamps, and what replaced what.

    The number and the day are often put on the finished page as annotations (`Số:      /QĐ-UBND`, `tháng 4` with a 5 over the 4)."""
    import pypdfium2.raw as raw

    page = document[number]
    kinds = {
        raw.FPDFAnnot_GetSubtype(raw.FPDFPage_GetAnnot(page, i))
        for i in range(min(raw.FPDFPage_GetAnnotCount(page), 200))
    }
    if not kinds & {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT}:
        page.close()
        return letters, [], []
    page.flatten()
    page.close()
    page = document[number]
    stamps = letters_of(page, turn, len(letters))
    page.close()
    over: list[str] = []
    kept = []
    for letter in letters:
        cover = [s for s in stamps if _covers(s, letter)] if letter.code not in BLANKS else []
        if cover:
            over.append(f"{chr(letter.code)} > {chr(cover[0].code)}")
        else:
            kept.append(letter)
    return kept, stamps, over


def _covers(stamp: Letter, letter: Letter) -> bool:
    if stamp.code in BLANKS:
        return False
    a, b = stamp.box, letter.box
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide > 0.4 * (b[2] - b[0]) and high > 0.4 * (b[3] - b[1])
