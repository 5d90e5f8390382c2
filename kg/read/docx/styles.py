"""Styles of paragraphs, runs and tables, with those they are based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.docx.properties import child_of, font_of, hiding, numbering_of, ruled
from kg.read.xml import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element


class Styles:
    """What paragraph, run and table styles say of numbering, fonts, hidden text and borders, with inheritance."""

    def __init__(self, root: _Element | None) -> None:
        self._styles = {} if root is None else {attribute(s, "styleId") or "": s for s in root if local(s) == "style"}
        self._cache: dict[tuple[str, str], object] = {}

    def name(self, style: str) -> str:
        """The name that Word shows for a style."""
        found = self._styles.get(style)
        name = None if found is None else child_of(found, "name")
        return "" if name is None else attribute(name, "val") or ""

    def chain(self, style: str | None) -> list[_Element]:
        """The style and those it is based on, nearest first."""
        out: list[_Element] = []
        while style and style in self._styles and len(out) < 20:
            element = self._styles[style]
            out.append(element)
            based = child_of(element, "basedOn")
            style = None if based is None else attribute(based, "val")
        return out

    def numbering(self, style: str) -> tuple[str | None, int | None]:
        """Number of the list and level in it."""
        number, level = None, None
        for element in self.chain(style):
            found = numbering_of(child_of(element, "pPr"))
            number = number if number is not None else found[0]
            level = level if level is not None else found[1]
        return number, level

    def ruled(self, style: str) -> bool:
        """Whether tables of that style have borders."""
        return any(ruled(child_of(element, "tblPr")) for element in self.chain(style))

    def font(self, style: str) -> str:
        """The font of a style, '' where it has none."""
        key = ("font", style)
        if key not in self._cache:
            self._cache[key] = next((f for e in self.chain(style) if (f := font_of(child_of(e, "rPr")))), "")
        return str(self._cache[key])

    def hides(self, style: str | None) -> bool:
        """Whether text in that style is hidden."""
        key = ("hidden", style or "")
        if key not in self._cache:
            told = (hiding(child_of(e, "rPr")) for e in self.chain(style))
            self._cache[key] = next((hides for hides in told if hides is not None), False)
        return bool(self._cache[key])
