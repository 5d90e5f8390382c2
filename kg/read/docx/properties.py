"""What the properties of paragraphs, runs and tables say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.xml import attribute, integer, local

if TYPE_CHECKING:
    from lxml.etree import _Element


def child_of(element: _Element | None, name: str) -> _Element | None:
    """The first child of that name."""
    if element is not None:
        for child in element:
            if local(child) == name:
                return child
    return None


def value_of(element: _Element | None, name: str) -> str | None:
    """What a child of that name says (`val`)."""
    child = child_of(element, name)
    return None if child is None else attribute(child, "val")


def hiding(properties: _Element | None) -> bool | None:
    """Whether properties hide the text, None where they do not say."""
    child = child_of(properties, "vanish")
    return None if child is None else (attribute(child, "val") or "1") not in ("0", "false", "off")


def font_of(properties: _Element | None) -> str:
    """The font that properties give, '' where they give none."""
    fonts = child_of(properties, "rFonts")
    return "" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""


def numbering_of(properties: _Element | None) -> tuple[str | None, int | None]:
    """Number of the list and level in it."""
    numbering = child_of(properties, "numPr")
    if numbering is None:
        return None, None
    level = value_of(numbering, "ilvl")
    return value_of(numbering, "numId"), None if level is None else integer(level, 0)


def deleted_end(properties: _Element | None) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on in it."""
    run = child_of(properties, "rPr")
    return run is not None and any(local(e) in ("del", "moveFrom") for e in run)


def visible(borders: _Element) -> bool:
    """Whether two sides at least are drawn."""
    sides = [
        attribute(side, "val")
        for side in borders
        if local(side) in ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
    ]
    return sum(side not in (None, "none", "nil") for side in sides) >= 2


def ruled(properties: _Element | None) -> bool:
    """Whether properties of a table draw its borders."""
    borders = child_of(properties, "tblBorders")
    return borders is not None and visible(borders)


def has_borders(properties: _Element | None) -> bool:
    """Whether properties of a table say anything of its borders."""
    return child_of(properties, "tblBorders") is not None
