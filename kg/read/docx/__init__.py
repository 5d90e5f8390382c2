"""Word files (docx, and Word's flat XML): paragraphs, tables, text boxes and footnotes in reading order, tracked changes accepted."""

from __future__ import annotations

from kg.read.docx.reader import read_docx, read_wordxml

__all__ = ["read_docx", "read_wordxml"]
