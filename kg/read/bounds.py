"""How much a reader may spend on one file; beyond a bound it says so in one sentence instead of going on."""

from __future__ import annotations

from kg.errors import ReadError

MEGABYTE = 1_000_000
FILE_BYTES = 200 * MEGABYTE  # of any file given to a reader
MEMBERS = 1_000  # files in one archive or mail
UNPACKED_BYTES = 300 * MEGABYTE  # of all members of one archive together
RATIO = 200  # unpacked : packed, counted for members of more than RATIO_FROM bytes
RATIO_FROM = 10 * MEGABYTE
DEPTH = 3  # archives and mails inside each other
XML_BYTES = 100 * MEGABYTE  # of one XML part of a docx or odt
NESTING = 200  # elements, groups or tables inside each other
PAGES = 5_000  # of one PDF
OCR_PAGES = 200  # pages of one file that are read from pictures
OCR_SECONDS = 120  # for one page
PROGRAM_SECONDS = 60  # for one run of another program
PICTURE_PIXELS = 100_000_000
PATHS_ON_PAGE = 20_000  # drawn lines looked at on one PDF page


def check_size(size: int, limit: int = FILE_BYTES) -> None:
    """ReadError for more bytes than a reader takes."""
    if size > limit:
        raise ReadError("too-big", megabytes=size // MEGABYTE, limit=limit // MEGABYTE)
