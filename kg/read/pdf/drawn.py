"""What is drawn on a page beside text: lines and pictures."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from kg.read import bounds
from kg.read.page import Rule
from kg.read.pdf.turn import Box, Turn

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_THIN = 3.0
FORMS = 12  # forms inside forms


def drawn_on(page: pdfium.PdfPage, turn: Turn) -> tuple[list[Rule], list[Rule], float, int]:
    """Drawn lines across and down, how much of the page pictures cover, and how many paths there are."""
    import pypdfium2.raw as raw

    across: list[Rule] = []
    down: list[Rule] = []
    covered, drawn = 0.0, 0
    area = max(turn.width * turn.height, 1.0)
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=FORMS):
        if drawn >= bounds.PATHS_ON_PAGE:
            break
        drawn += thing.type == raw.FPDF_PAGEOBJ_PATH
        for left, top, right, bottom in _boxes(thing, turn):
            if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                inside = max(0.0, min(right, turn.width) - max(left, 0)) * max(
                    0.0, min(bottom, turn.height) - max(top, 0)
                )
                covered = min(1.0, covered + inside / area)
            elif bottom - top <= _THIN < right - left:
                across.append(Rule((top + bottom) / 2, left, right))
            elif right - left <= _THIN < bottom - top:
                down.append(Rule((left + right) / 2, top, bottom))
    return _merged(across), _merged(down), covered, drawn


def _boxes(thing: Any, turn: Turn) -> list[Box]:
    """The box of a picture or thin path; of a path that draws several lines the box of each."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        corners = _outward(thing, [thing.get_bounds()])[0]
    except pdfium.PdfiumError:
        return []
    whole = turn.box(*corners)
    if thing.type == raw.FPDF_PAGEOBJ_IMAGE or min(corners[2] - corners[0], corners[3] - corners[1]) <= _THIN:
        return [whole]
    count = raw.FPDFPath_CountSegments(thing)
    if not 2 <= count <= 2000 or _is_white(thing):
        return []
    return [turn.box(*box) for box in _outward(thing, _segments(thing, count))]


def _outward(thing: Any, boxes: list[Box]) -> list[Box]:
    """Boxes in the coordinates of the page: what stands in a form is placed by the form."""
    around = thing.container
    while around is not None:
        matrix = around.get_matrix()
        boxes = [_turned(matrix, box) for box in boxes]
        around = around.container
    return boxes


def _turned(matrix: Any, box: Box) -> Box:
    points = [matrix.on_point(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_white(thing: Any) -> bool:
    """Backgrounds of cells and pages are filled without a stroke."""
    import pypdfium2.raw as raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(thing, mode, stroke)) and not stroke.value


def _segments(thing: Any, count: int) -> list[Box]:
    """The straight strokes of a path."""
    import pypdfium2.raw as raw

    matrix = thing.get_matrix()
    boxes: list[Box] = []
    start = before = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(thing, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            boxes.append(_box_of(before, point))
            if raw.FPDFPathSegment_GetClose(segment):
                boxes.append(_box_of(point, start))
        before = point
    return boxes


def _box_of(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _merged(rules: list[Rule]) -> list[Rule]:
    """Pieces of one drawn line put together."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at), r.start)):
        last = out[-1] if out else None
        if last and abs(last.at - rule.at) < 1.5 and rule.start <= last.end + 2:
            out[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            out.append(rule)
    return [rule for rule in out if rule.end - rule.start > 6]
