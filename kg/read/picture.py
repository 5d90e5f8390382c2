"""Pictures as documents: where they can be, as the pages of a PDF, so that a photograph is set upright and its tables are found."""

from __future__ import annotations

import struct
from functools import partial

from msgspec import structs

from kg.errors import ReadError
from kg.read import bounds, ocr
from kg.read.marks import Marks, clean
from kg.read.model import Ask, Note, Source
from kg.read.page import Page, document_lines
from kg.read.wrapped import as_pdf

_LETTERS = 15  # that a picture of a text shows at least


def read_image(data: bytes, ask: Ask) -> list[Source]:
    """The text of a picture. Raises ReadError `no-ocr`, `too-many-dots`, `no-text-in-picture`."""
    return [read_pictures([data], "image", {}, ask)]


def read_pictures(pictures: list[bytes], kind: str, meta: dict[str, str], ask: Ask) -> Source:
    """Pictures, one a page, as one text."""
    ocr.require()
    for picture in pictures:
        width, height = size(picture)
        if width * height > bounds.PICTURE_PIXELS:
            raise ReadError("too-many-dots", limit=bounds.PICTURE_PIXELS // bounds.MEGABYTE)
    wrapped = as_pdf(pictures)
    source = _as_pages(wrapped, ask) if wrapped else None
    if source is None or not _shows_text(source):
        source = _as_they_are(pictures, ask)
    if not _shows_text(source):
        raise ReadError("no-text-in-picture")
    notes = [Note("cut-short", 0, 0, str(n)) for n, picture in enumerate(pictures, 1) if _is_cut(picture)]
    return structs.replace(source, format=kind, meta=meta, ocr=True, notes=(*source.notes, *notes))


def _is_cut(picture: bytes) -> bool:
    """Whether the mark of its end is missing: what is left of a picture is drawn all the same."""
    if picture.startswith(b"\xff\xd8\xff"):
        return picture.rfind(b"\xff\xd9") < picture.rfind(b"\xff\xda")
    return picture.startswith(b"\x89PNG") and b"IEND" not in picture[-64:]


def _shows_text(source: Source) -> bool:
    return sum(map(str.isalpha, source.text)) >= _LETTERS


def _as_pages(wrapped: bytes, ask: Ask) -> Source | None:
    from kg.read.pdf import read_pdf

    try:
        (source,) = read_pdf(wrapped, ask)
    except ReadError:
        return None
    return source


def _as_they_are(pictures: list[bytes], ask: Ask) -> Source:
    """Pictures in a form that only tesseract knows."""
    marks = Marks()
    pages: list[Page] = []
    chosen = pictures[: bounds.OCR_PAGES]
    for _, seen in ocr.read_all(
        ((n, [partial(bytes, picture)]) for n, picture in enumerate(chosen)), len(chosen), ask.progress
    ):
        if isinstance(seen, ReadError):
            if len(pictures) == 1:
                raise ReadError("corrupt", format="image") if seen.code == "program" else seen
            continue
        for number in sorted({w.line[0] for w in seen.words}):
            own = [w for w in seen.words if w.line[0] == number]
            wide, high = max(w.right for w in own), max(w.bottom for w in own)
            dots = max(wide / 560, 1.0)
            pages.append(
                ocr.page(
                    ocr.Seen(words=own, slope=ocr.slope_of(ocr.by_line(own))),
                    wide / dots,
                    high / dots * 1.05,
                    marks,
                    dots,
                )
            )
    lines, changed = ocr.mended(list(map(clean, document_lines(pages))))
    done = marks.finish("\n".join(lines))
    text, links, starts = done.text, done.links, done.pages
    notes = [Note("ocr-doubtful", start, end, target[4:]) for start, end, target in links]
    notes += [Note("ocr-mended", 0, 0, change) for change in changed]
    if len(pictures) > len(chosen):
        notes.append(Note("ocr-left-out", len(text), len(text), str(len(pictures) - len(chosen))))
    return Source(format="image", text=text, meta={}, pages=starts, ocr=True, notes=tuple(notes))


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, JPEG, GIF or BMP; (0, 0) where it is not known."""
    if picture.startswith(b"\x89PNG") and len(picture) >= 24:
        width, height = struct.unpack(">II", picture[16:24])
        return width, height
    if picture.startswith(b"GIF8") and len(picture) >= 10:
        width, height = struct.unpack("<HH", picture[6:10])
        return width, height
    if picture.startswith(b"BM") and len(picture) >= 26:
        width, height = struct.unpack("<ii", picture[18:26])
        return abs(width), abs(height)
    return _jpeg_size(picture) if picture.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_size(picture: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(picture) and picture[at] == 0xFF:
        marker, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", picture[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0
