"""Pages as pictures, for those whose text layer cannot be believed."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kg.read import bounds
from kg.read.pdf.drawn import FORMS

if TYPE_CHECKING:
    import pypdfium2 as pdfium


def looks(document: pdfium.PdfDocument, number: int, *, first: bool) -> list[Callable[[], bytes]]:
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

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=FORMS))
