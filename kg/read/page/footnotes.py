"""Footnotes at the bottom of pages: small print that begins with a number which stands raised in the text above."""

from __future__ import annotations

import re
from statistics import median

from msgspec import structs

from kg.read.marks import RAISED, Marks, clean, lowered
from kg.read.page.furniture import Furniture, edges, is_furniture
from kg.read.page.joining import join_lines
from kg.read.page.pieces import Page, Piece, rows_of, said
from kg.read.page.tables import tables_of

_SMALL = 0.93  # of the usual height of letters on the page, that of small print at most
_SHORT = 0.45  # of the width of a page, the line above footnotes at most
_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?\s*(?=\D)")
_RAISED = re.compile(f"[{RAISED}]+")


def without_footnotes(pages: list[Page], furniture: Furniture, marks: Marks) -> list[Page]:
    """The pages without their footnotes, which go to `marks`, and with links where the notes are called."""
    out: list[Page] = []
    open_note = False
    for page in pages:
        body, own, rest = _parted(page, furniture, open_note)
        if rest:
            marks.footnotes[-1] = join_lines([marks.footnotes[-1], *rest])
        links = {number: marks.footnote([join_lines(lines)]) for number, lines in own}
        out.append(structs.replace(page, pieces=[_linked(p, links) for p in body]) if own or rest else page)
        open_note = bool(own or rest)
    return out


def _parted(
    page: Page, furniture: Furniture, goes_on: bool
) -> tuple[list[Piece], list[tuple[int, list[str]]], list[str]]:
    """The pieces of the text, the notes with their numbers, and the rest of the last page's note."""
    called = {int(lowered(mark)) for p in page.pieces for mark in _RAISED.findall(p.text)}
    small = _small_print(page, furniture) if called or goes_on else []
    own: list[tuple[int, list[str]]] = []
    rest: list[str] = []
    taken: set[int] = set()
    for row in small:
        text = clean(lowered(said(row)))
        found = _NUMBER.match(text)
        number = int(found[1]) if found else 0
        if found and number in called and (not own or number == own[-1][0] + 1):
            own.append((number, [text[found.end() :]]))
        elif own:
            own[-1][1].append(text)
        elif goes_on and _is_ruled_off(page, small[0]):
            rest.append(text)
        else:
            continue
        taken |= {id(p) for p in row}
    return [p for p in page.pieces if id(p) not in taken], own, rest


def _small_print(page: Page, furniture: Furniture) -> list[list[Piece]]:
    """The last rows of a page as far as they are of small letters, or below a short line, and in no table; a page's number below them is
    passed over."""
    dropped = {id(p) for row in edges(page) if is_furniture(row, furniture) for p in row}
    rows = rows_of([p for p in page.pieces if id(p) not in dropped])
    if len(rows) < 3:
        return []
    usual = median(p.height for row in rows for p in row for _ in p.text)
    tables = tables_of(page)
    short = [rule.at for rule in page.across if rule.end - rule.start < _SHORT * page.width]
    floor = max(short, default=page.height)
    out: list[list[Piece]] = []
    for row in reversed(rows):
        small = max(p.height for p in row) < _SMALL * usual or row[0].top > floor - 1
        if small and not any(table.holds(p) for table in tables for p in row):
            out.insert(0, row)
        elif out or row[0].top < 0.85 * page.height:
            break
    return out


def _is_ruled_off(page: Page, row: list[Piece]) -> bool:
    """Whether a line is drawn closely above a row."""
    return any(0 <= row[0].top - rule.at < 2 * row[0].height for rule in page.across)


def _linked(piece: Piece, links: dict[int, str]) -> Piece:
    """A piece with the marks of its notes as links."""
    text = _RAISED.sub(lambda mark: links.get(int(lowered(mark[0])), mark[0]), piece.text)
    return structs.replace(piece, text=text) if text != piece.text else piece
