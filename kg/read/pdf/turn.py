"""Where things stand on a page as it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2 as pdfium

Box = tuple[float, float, float, float]


class Turn:
    """From the page's own coordinates to points from the top left corner of the page as it is seen; `more`: turned clockwise before it is read."""

    def __init__(self, page: pdfium.PdfPage, more: int = 0) -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.angle = (page.get_rotation() + more) % 360
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
