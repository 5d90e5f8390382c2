"""Pieces of text with places on a page, as lines in reading order: ruled tables by rows, columns one after the other, paragraphs joined.

Used for PDF and for pictures. All coordinates are points from the top left corner.
"""

from __future__ import annotations

from kg.read.page.document import document_lines
from kg.read.page.pieces import Page, Piece, Rule

__all__ = ["Page", "Piece", "Rule", "document_lines"]
