"""What repeats on pages, running heads and page numbers, and is no text of the document."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from msgspec import Struct

from kg.read.layout import mentions, words
from kg.read.page.pieces import Page, Piece, rows_of, said
from kg.text import key

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
    """The first two and last two rows, if they stand in the margins."""
    rows, margin = rows_of(page.pieces), _MARGIN * max(page.width, page.height)
    return [row for row in rows[:2] if row[0].bottom < margin] + [
        row for row in rows[-2:] if row[0].top > page.height - margin
    ]


def is_furniture(row: list[Piece], repeated: Furniture) -> bool:
    """Is a row a page number, what repeats, or an advertisement?"""
    text = said(row)
    return (
        bool(_NUMBER.fullmatch(text))
        or _alike(row) in repeated.alike
        or _exact(row) in repeated.exact
        or (len(text) < 120 and mentions(text, "advertisement"))
    )
