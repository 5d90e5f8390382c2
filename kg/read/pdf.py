"""PDF: words with their places become lines in reading order; a page without a text layer worth the name is read as a picture."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, structs

from kg.errors import ReadError
from kg.read import bounds
from kg.read.legacy import LEGACY, convert, detect, repair, share
from kg.read.marks import Marks, clean, foreign
from kg.read.model import Ask, Note, Source
from kg.read.page import Page, Piece, Rule, document_lines
from kg.read.txt import encoding_notes

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_LETTER = re.compile(r"[^\W\d_]")
_SIGNED = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u00c0-\u00fd]")
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")  # of no 8-bit encoding
# Letters that no Vietnamese text has: a font without a map to Unicode gives `7ӌ1+ L¿O CAI` for `TỈNH LÀO CAI`.
_STRANGE = re.compile("[\u0180-\u019f\u01a2-\u01ae\u01b1-\u02af\u0370-\u058f\u0590-\u1dff\u1f00-\u1fff\u2c00-\u2dff]")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_THIN = 3.0
_SCANNED = 0.6  # share of a page that a picture covers from which the page is a scan
_FORMS = 12  # forms inside forms
Box = tuple[float, float, float, float]
_MADE = "\x1f"  # a blank that the library made where it saw a gap
_ASKEW = 0.35  # sine; stamps are set up to 15 degrees askew, watermarks 30 and more
_BLANKS = frozenset((32, 160, 9, 0, 10, 13))


class Layer(Struct, frozen=True, kw_only=True):
    """What a page holds before it is decided how to read it."""

    page: Page
    rotated: int  # characters of watermarks
    picture: float  # share of the page that its pictures cover
    drawn: int  # paths, of which letters may be made
    over: tuple[str, ...] = ()  # letters that a stamp covers

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.page.pieces)


def read_pdf(data: bytes, ask: Ask) -> list[Source]:
    """The text of a PDF with its page map. Raises ReadError `password`, `corrupt`, `too-many-pages`, `no-ocr`, `no-text`."""
    document = _open(data)
    try:
        total = len(document)
        if total > bounds.PAGES:
            raise ReadError("too-many-pages", pages=total, limit=bounds.PAGES)
        layers, encoding = _decoded([_layer(document, number) for number in range(total)])
        return [_source(document, layers, encoding, ask)]
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        wrong = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise (ReadError("password") if wrong else ReadError("corrupt", format="pdf")) from error
    document.init_forms()
    return document


def _decoded(layers: list[Layer]) -> tuple[list[Layer], str]:
    """The layers with letters of a legacy encoding put right, and its name: page by page, so that what joins lines sees Vietnamese letters."""
    whole = detect("\n".join(layer.text for layer in layers))
    names = [detect(layer.text) or (whole if not _UNICODE.search(layer.text) else "") for layer in layers]
    return (
        [_converted(layer, name) if name in LEGACY else layer for layer, name in zip(layers, names, strict=True)],
        next((name for name in names if name in LEGACY), ""),
    )


def _converted(layer: Layer, name: str) -> Layer:
    pieces = [structs.replace(piece, text=convert(piece.text, name)) for piece in layer.page.pieces]
    return structs.replace(layer, page=structs.replace(layer.page, pieces=pieces))


def _source(document: pdfium.PdfDocument, layers: list[Layer], encoding: str, ask: Ask) -> Source:
    marks = Marks()
    pages = [layer.page for layer in layers]
    doubts = _doubts(layers)
    seen, notes_by_page = _read_again(document, layers, doubts, marks, ask)
    for number, page in seen.items():
        pages[number] = page
    lines = list(map(clean, document_lines(pages)))
    changed: list[str] = []
    if seen or any(layer.picture > _SCANNED for layer in layers):
        from kg.read.ocr import mended

        lines, changed = mended(lines)
    done = marks.finish("\n".join(lines))
    text, links, starts = done.text, done.links, done.pages
    ends = [*starts[1:], len(text)]
    notes = [
        Note(code, starts[n], ends[n], detail) for n, (code, detail) in sorted(notes_by_page.items()) if n < len(starts)
    ]
    notes += [Note("ocr-doubtful", start, end, target[4:]) for start, end, target in links if target.startswith("ocr:")]
    notes += [
        Note("stamped-over", starts[n], ends[n], ", ".join(layer.over))
        for n, layer in enumerate(layers)
        if layer.over and n < len(starts)
    ]
    notes += [Note("ocr-mended", 0, 0, change) for change in changed]
    scanned = sum(1 for n, layer in enumerate(layers) if n in seen or layer.picture > _SCANNED)
    return Source(
        format="pdf",
        text=text,
        meta=_meta(document),
        pages=starts,
        ocr=scanned * 2 > len(layers),
        links=tuple(link for link in links if not link[2].startswith("ocr:")),
        notes=(*encoding_notes(text, done.encoding or encoding), *notes),
    )


def _read_again(
    document: pdfium.PdfDocument, layers: list[Layer], doubts: dict[int, str], marks: Marks, ask: Ask
) -> tuple[dict[int, Page], dict[int, tuple[str, str]]]:
    """The pages in doubt, read as pictures; for each a note. Without tesseract a bad layer stays and the note says so."""
    if not doubts:
        return {}, {}
    from kg.read import ocr

    if not ocr.is_there():
        if all(number in doubts for number in range(len(layers))):
            ocr.require()
        return {}, {n: ("no-ocr", doubt) for n, doubt in doubts.items()}
    numbers = sorted(doubts)[: bounds.OCR_PAGES]
    seen: dict[int, Page] = {}
    notes = {n: ("ocr-left-out", doubt) for n, doubt in doubts.items()}
    pages = ((n, _looks(document, n, first=n == numbers[0])) for n in numbers)
    for number, result in ocr.read_all(pages, len(numbers), ask.progress):
        layer = layers[number]
        if isinstance(result, ReadError):
            notes[number] = ("ocr-failed", result.code)
            continue
        seen[number] = ocr.page(result, layer.page.width, layer.page.height, marks)
        notes[number] = ("bad-text-layer", doubts[number])
        if doubts[number] == "empty":
            del notes[number]
    return seen, notes


def _doubts(layers: list[Layer]) -> dict[int, str]:
    """Pages whose text layer cannot be believed, and why."""
    whole = "\n".join(layer.text for layer in layers)
    vietnamese = share(whole) > 0.1 or bool(repair(whole)[1])
    return {n: doubt for n, layer in enumerate(layers) if (doubt := _doubt(layer, vietnamese))}


def _doubt(layer: Layer, vietnamese: bool) -> str:
    text = layer.text
    letters = _LETTER.findall(text)
    if len(letters) < 25:
        # A page of nothing but a number is read again only if there is something to see on it.
        return "empty" if layer.picture > 0.25 or layer.drawn > 200 else ""
    if len(_BROKEN.findall(text)) * 20 > len(text) or len(_STRANGE.findall(text)) * 20 > len(letters):
        return "no-unicode"
    words = text.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    if single * 4 > len(words) > 20:
        return "spaced-letters"
    if layer.picture > _SCANNED:
        signed = len(_SIGNED.findall(text)) / len(letters)
        if len(letters) < 200 and layer.picture > 0.8 and signed < 0.1:
            return "watermark"
        if len(letters) >= 200 and signed < 0.08 and share(text) < 0.04:
            return "not-vietnamese"
    return ""


# Reading a page ----------------------------------------------------------------------------------------------------------


def _layer(document: pdfium.PdfDocument, number: int) -> Layer:
    import pypdfium2 as pdfium

    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Layer(page=Page(width=595, height=842, pieces=[], across=[], down=[]), rotated=0, picture=0.0, drawn=0)
    turn = _Turn(page)
    across, down, picture, drawn = _objects(page, turn)
    letters = _letters(page, turn)
    page.close()
    letters, stamps, over = _stamped(document, number, turn, letters)
    pieces, rotated = _pieces(letters, stamps, down, scanned=picture > _SCANNED)
    return Layer(
        page=Page(width=turn.width, height=turn.height, pieces=pieces, across=across, down=down),
        rotated=rotated,
        picture=picture,
        drawn=drawn,
        over=tuple(over),
    )


class _Turn:
    """From the page's own coordinates to points from the top left corner of the page as it is seen."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.angle = page.get_rotation() % 360
        wide, high = self.right - self.left, self.top - self.bottom
        self.width, self.height = (high, wide) if self.angle in (90, 270) else (wide, high)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """left, top, right, bottom as seen."""
        if self.angle == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.angle == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.angle == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def _objects(page: pdfium.PdfPage, turn: _Turn) -> tuple[list[Rule], list[Rule], float, int]:
    """Drawn lines across and down, how much of the page pictures cover, and how many paths there are."""
    import pypdfium2.raw as raw

    across: list[Rule] = []
    down: list[Rule] = []
    covered, drawn = 0.0, 0
    area = max(turn.width * turn.height, 1.0)
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=_FORMS):
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


def _boxes(thing: Any, turn: _Turn) -> list[Box]:
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


class _Letter(NamedTuple):
    """A character of the text layer; `made`: a blank that the library put where it saw a gap."""

    code: int
    box: Box
    made: bool
    angle: float


def _letters(page: pdfium.PdfPage, turn: _Turn, start: int = 0) -> list[_Letter]:
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    handle, rectangle = text_page.raw, raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    out: list[_Letter] = []
    angle = math.radians(turn.angle)
    before = (0.0, 0.0, 0.0, 0.0)
    for i in range(start, text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code in _BLANKS:
            made = code not in (32, 160) or bool(raw.FPDFText_IsGenerated(handle, i))
            if not made:
                raw.FPDFText_GetLooseCharBox(handle, i, rectangle)
            box = before if made else turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            out.append(_Letter(code, box, made, 0.0))
            continue
        raw.FPDFText_GetLooseCharBox(handle, i, rectangle)
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        box = _on_line(
            turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top),
            turn.box(x.value, y.value, x.value, y.value)[3],
            before,
        )
        # Only where a stretch begins can the direction change; asking for it at each letter would double the time.
        askew = (
            raw.FPDFText_GetCharAngle(handle, i) - angle
            if not _beside(before, box)
            else (out[-1].angle if out else 0.0)
        )
        out.append(_Letter(code, box, False, askew))
        before = box
    text_page.close()
    return out


def _on_line(box: Box, base: float, before: Box) -> Box:
    """The box of a letter from its base line up, as high as its neighbours on that line: a font without measures gives `-` no height."""
    left, top, right, bottom = box
    high = max(bottom - top, 0.9 * (right - left))
    if abs(before[3] - 0.2 * (before[3] - before[1]) - base) < 0.6:
        high = max(high, min(before[3] - before[1], 2.5 * high + 4))
    return left, base - 0.8 * high, right, base + 0.2 * high


def _beside(before: Box, box: Box) -> bool:
    return abs(box[3] - before[3]) < 1 and -1 < box[0] - before[2] < 20


def _stamped(
    document: pdfium.PdfDocument, number: int, turn: _Turn, letters: list[_Letter]
) -> tuple[list[_Letter], list[_Letter], list[str]]:
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
    stamps = _letters(page, turn, len(letters))
    page.close()
    over: list[str] = []
    kept = []
    for letter in letters:
        cover = [s for s in stamps if _covers(s, letter)] if letter.code not in _BLANKS else []
        if cover:
            over.append(f"{chr(letter.code)} > {chr(cover[0].code)}")
        else:
            kept.append(letter)
    return kept, stamps, over


def _covers(stamp: _Letter, letter: _Letter) -> bool:
    if stamp.code in _BLANKS:
        return False
    a, b = stamp.box, letter.box
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide > 0.4 * (b[2] - b[0]) and high > 0.4 * (b[3] - b[1])


def _pieces(
    letters: list[_Letter], stamps: list[_Letter], down: list[Rule], *, scanned: bool
) -> tuple[list[Piece], int]:
    """Stretches of text; letters that stand askew are counted and left out."""
    walls = down + [Rule((s.box[0] + s.box[2]) / 2, s.box[1], s.box[3]) for s in stamps]
    blanks = sum(1 for letter in letters if letter.code in (32, 160) and not letter.made)
    maker = _Maker(walls, strict=scanned and blanks * 10 > len(letters))
    rotated = 0
    for letter in [*letters, _Letter(10, (0, 0, 0, 0), True, 0.0), *stamps]:
        if letter.code in (13, 10):
            maker.end()
        elif letter.code in _BLANKS:
            maker.space(letter)
        elif abs(math.sin(letter.angle)) > _ASKEW:
            rotated += 1
            maker.end()
        else:
            maker.add(chr(letter.code) if letter.code not in (2, 0xFFFE) else "-", letter.box)
    maker.end()
    return maker.pieces(), rotated


class _Run(Struct, kw_only=True):
    """Characters that follow each other on one line, each with its left and right end; a blank stands before the next character."""

    letters: list[tuple[str, float, float]]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def base(self) -> float:
        """Its base line."""
        return self.bottom - 0.2 * self.height


def _levels(runs: list[_Run]) -> list[list[_Run]]:
    """Runs that stand on one base line, wherever on it."""
    levels: list[list[_Run]] = []
    for run in sorted(runs, key=lambda r: (r.base, r.left)):
        if levels and run.base - levels[-1][0].base < 0.3 * min(run.height, levels[-1][0].height):
            levels[-1].append(run)
        else:
            levels.append([run])
    return levels


class _Maker:
    """Puts characters together until a wide gap, a drawn line or another line of text comes.

    `strict`: the layer has blanks of its own, so that a gap must be wide before it counts as one (`V iệ t` in layers of scanners)."""

    def __init__(self, walls: list[Rule], *, strict: bool) -> None:
        self.runs: list[_Run] = []
        self._walls = sorted(walls, key=lambda r: r.at)
        self._strict = strict
        self._run: _Run | None = None
        self._blank: tuple[str, float, float] | None = None
        self._made = False

    def _is_new(self, run: _Run, box: Box) -> bool:
        """Whether a character at that place begins a new run."""
        middle = (box[1] + box[3]) / 2
        if not run.top - 0.2 * run.height < middle < run.bottom + 0.2 * run.height:
            return True
        step = box[0] - run.right
        backward = (box[0] + box[2]) / 2 < run.letters[-1][1]
        return step > 1.4 * run.height or backward or (step > 0.5 and self.wall(run.right, box[0], middle))

    def wall(self, left: float, right: float, y: float) -> bool:
        """Whether a line is drawn between two places at that height."""
        return any(left - 1 <= wall.at <= right + 1 and wall.start - 1 <= y <= wall.end + 1 for wall in self._walls)

    def add(self, letter: str, box: Box) -> None:
        """A character and where it stands."""
        run = self._run
        if run is not None and self._is_new(run, box):
            self.end()
            run = None
        if run is None:
            self._run = _Run(letters=[(letter, box[0], box[2])], left=box[0], top=box[1], right=box[2], bottom=box[3])
        else:
            if self._blank is not None:
                run.letters.append(self._blank)
            elif self._made and (not self._strict or box[0] - run.right > 0.25 * run.height):
                run.letters.append((_MADE, run.right, box[0]))
            run.letters.append((letter, box[0], box[2]))
            run.left, run.top, run.right, run.bottom = (
                min(run.left, box[0]),
                min(run.top, box[1]),
                max(run.right, box[2]),
                max(run.bottom, box[3]),
            )
        self._blank, self._made = None, False

    def space(self, blank: _Letter) -> None:
        """A blank of the text, or one that the library made."""
        if blank.made:
            self._made = True
        else:
            self._blank = " ", blank.box[0], blank.box[2]

    def end(self) -> None:
        """The run is complete."""
        if self._run is not None:
            if self._blank is not None:
                self._run.letters.append(self._blank)
            self.runs.append(self._run)
        self._run, self._blank, self._made = None, None, False

    def pieces(self) -> list[Piece]:
        """The runs as pieces. Runs that stand in each other are one: letters that a font lacks are drawn apart, after the others."""
        pieces: list[Piece] = []
        for level in _levels(self.runs):
            kept: list[_Run] = []
            for run in sorted(level, key=lambda r: r.left):
                if kept and self._belongs(kept[-1], run):
                    kept[-1] = _woven(kept[-1], run)
                else:
                    kept.append(run)
            pieces += [
                Piece(text=text, left=r.left, top=r.top, right=r.right, bottom=r.bottom)
                for r in kept
                if (text := _said(r))
            ]
        return pieces

    def _belongs(self, run: _Run, other: _Run) -> bool:
        gap = other.left - run.right
        return (
            abs(run.base - other.base) < 0.3 * min(run.height, other.height)
            and gap < 0.3 * run.height
            and not (gap > 0 and self.wall(run.right, other.left, (other.top + other.bottom) / 2))
        )


def _said(run: _Run) -> str:
    return clean(foreign("".join(c for c, _, _ in run.letters).replace(_MADE, " ")))


def _woven(run: _Run, other: _Run) -> _Run:
    """Two runs as one, letter by letter from the left; the same letter drawn twice in one place counts once."""
    letters = sorted(
        (c for r in (run, other) for c in r.letters if c[0] not in (" ", _MADE)), key=lambda c: c[1] + c[2]
    )
    added = {id(c) for c in other.letters}
    out: list[tuple[str, float, float]] = []
    blanks = [c for r in (run, other) for c in r.letters if c[0] == " "]
    for letter in letters:
        if out:
            before = out[-1]
            if letter[0] == before[0] and abs(letter[1] - before[1]) < 0.3 * (before[2] - before[1]):
                continue
            gap = letter[1] - before[2]
            named = any(before[2] - 0.5 < (b[1] + b[2]) / 2 < letter[1] + 0.5 for b in blanks)
            stamped = (
                (id(before) in added) != (id(letter) in added) and before[0].isalpha() and letter[0].isdigit()
            )  # `ngày` `15`
            if stamped or gap > (0.05 if named else 0.1) * run.height:
                out.append((" ", before[2], letter[1]))
        out.append(letter)
    return _Run(
        letters=out,
        left=min(run.left, other.left),
        top=min(run.top, other.top),
        right=max(run.right, other.right),
        bottom=max(run.bottom, other.bottom),
    )


def _looks(document: pdfium.PdfDocument, number: int, *, first: bool) -> list[Callable[[], bytes]]:
    """Ways to make pictures of a page. The first page holds number and date, so its upper half may be looked at in two more sizes."""
    sizes = ((300, False), (200, True), (400, True)) if first else ((300, False),)
    return [partial(_picture, document, number, dots, head) for dots, head in sizes]


def _picture(document: pdfium.PdfDocument, number: int, dots: int, head: bool) -> bytes:
    """A page, or the upper half of it, as a grey picture (PGM), without the text drawn over it: watermarks and bad layers are text too."""
    import pypdfium2.raw as raw

    page = document[number]
    if _is_picture_page(page):
        for thing in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)):
            page.remove_obj(thing)
    width, height = page.get_size()
    scale = min(dots / 72, math.sqrt(bounds.PICTURE_PIXELS / 4 / max(width * height, 1)))
    # The crop is given from the left, bottom, right and top edge.
    bitmap = page.render(
        scale=scale,
        crop=(0, 0.5 * height if head else 0, 0, 0),
        grayscale=True,
        may_draw_forms=False,
        draw_annots=False,
    )
    rows = bytes(bitmap.buffer)
    lines = b"".join(rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
    picture = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + lines
    bitmap.close()
    page.close()
    return picture


def _is_picture_page(page: pdfium.PdfPage) -> bool:
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_FORMS))


def _meta(document: pdfium.PdfDocument) -> dict[str, str]:
    names = {
        "Title": "title",
        "Author": "author",
        "ModDate": "modified",
        "CreationDate": "created",
        "Producer": "producer",
        "Subject": "subject",
    }
    found = document.get_metadata_dict(skip_empty=True)
    return {names[key]: clean(foreign(value)) for key, value in found.items() if key in names and clean(value)}
