"""What repeats on pages, running heads and page numbers, and is no text of the document."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from msgspec import Struct

from kg.read.layout import mentions
from kg.read.page.pieces import Page, Piece, rows_of, said
from kg.read.words import words
from kg.text import key

_APART = 3.0  # points by which a row must be further from the text than its lines from each other
_MARGIN = 0.11  # of the long side of a page: where running heads and page numbers stand
_NUMBER = re.compile(r"[-–—~.\s|]*(?:(?:trang|page)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?[-–—~.\s|]*", re.I)
_AT_END = re.compile(r"^(?:\d{1,4}\s+)+|(?:\s+\d{1,4})+$")
_DIGITS = re.compile(r"\d+")


class Furniture(Struct, frozen=True, kw_only=True):
    """What repeats at the top or bottom of pages: `alike` but for digits, `exact` but for the page's number at either end."""

    alike: frozenset[str]
    exact: frozenset[str]


def furniture_of(pages: list[Page]) -> Furniture:
    """On the right and the left side of a bulletin the page's number changes its end, so that a short one repeats its head only so."""
    rows = [edges(page) for page in pages]
    least = max(3, len(pages) * 3 // 10) if len(pages) > 2 else 2
    few = min(least, max(2, (len(pages) + 1) // 2))
    return Furniture(
        alike=_repeated([set(map(_alike, page)) for page in rows], least),
        exact=_repeated([set(map(_exact, page)) for page in rows], few),
    )


def _repeated(pages: list[set[str]], least: int) -> frozenset[str]:
    """What so many pages show; the first lines of a paper never, those of an annex only where it would have many beginnings."""
    counts = Counter(itertools.chain.from_iterable(pages))
    return frozenset(
        text
        for text, count in counts.items()
        if count >= least and text and not mentions(text, "layout") and (count > 2 or not _begins(text))
    )


def _begins(text: str) -> bool:
    """Whether a line may begin an annex: `PHỤ LỤC I`, `(Kèm theo Quyết định …)`."""
    return text.startswith("(") or key(text).startswith(words("clause"))


def _alike(row: list[Piece]) -> str:
    return _DIGITS.sub("#", said(row)).casefold()


def _exact(row: list[Piece]) -> str:
    return _AT_END.sub("", said(row)).casefold()


def edges(page: Page) -> list[list[Piece]]:
    """The first row and the last, and those beside them that stand apart from the text, if they are in the margins."""
    rows, margin = rows_of(page.pieces), _MARGIN * max(page.width, page.height)
    top = rows[: 2 if _stands_apart(rows[1:4]) else 1]
    bottom = rows[-2 if _stands_apart(rows[-2:-5:-1]) else -1 :]
    return [row for row in top if row[0].bottom < margin] + [row for row in bottom if row[0].top > page.height - margin]


def _stands_apart(rows: list[list[Piece]]) -> bool:
    """Whether the first of three rows is further from the second than that from the third: lines of a list, too, may begin alike."""
    if len(rows) < 3 or _NUMBER.fullmatch(said(rows[0])):
        return True
    first, second, third = (row[0].top for row in rows)
    return abs(second - first) > abs(third - second) + _APART


def is_furniture(row: list[Piece], repeated: Furniture) -> bool:
    """Is a row a page number, what repeats, or an advertisement?"""
    text = said(row)
    return (
        bool(_NUMBER.fullmatch(text))
        or _alike(row) in repeated.alike
        or _exact(row) in repeated.exact
        or (len(text) < 120 and mentions(text, "advertisement"))
    )
