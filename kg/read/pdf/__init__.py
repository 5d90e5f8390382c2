"""PDF: words with their places become lines in reading order; a page without a text layer worth the name is read as a picture."""

from kg.read.pdf.reader import read_pdf

__all__ = ["read_pdf"]
