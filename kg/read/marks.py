"""Marks inside text under construction: links, pages and footnotes travel as noncharacters and become offsets at the end.

Readers build text out of pieces that are trimmed and joined several times; a mark inside the piece moves with it.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kg.read.legacy import convert, detect
from kg.text import canonical

_OPEN, _TARGET, _CLOSE, _PAGE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
PAGE = _PAGE
_MARK = re.compile(f"{_OPEN}(\\d+){_TARGET}|{_CLOSE}|{_PAGE}")
# Digits that stand above the line, until it is known whether they call a footnote.
RAISED = "".join(map(chr, range(0xFDE0, 0xFDEA)))
_LOWERED = {ord(raised): str(digit) for digit, raised in enumerate(RAISED)}
_LIFTED = {str(digit): raised for digit, raised in enumerate(RAISED)}
_FOREIGN = re.compile("[\ufdd0-\ufdef]")
# Characters with no width that page makers and Word leave inside words. Not the soft hyphen: it may still be a letter.
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_SHOWN = re.compile(rf"[^\s{_UNSEEN}]")
# A bullet drawn from a symbol font (Symbol, Wingdings), which has no letter of Unicode.
_BULLET = re.compile(r"^\s*[\uf000-\uf0ff](?=[\s\u00a0]|$)\s*")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000\x0b\x0c]+")


class Finished(Struct, frozen=True, kw_only=True):
    """A text and what its marks became."""

    text: str
    encoding: str = ""
    links: tuple[tuple[int, int, str], ...] = ()
    pages: tuple[int, ...] = ()


class Marks:
    """Collects link targets and footnotes while a reader builds its text, and turns the marks into offsets."""

    def __init__(self) -> None:
        self.targets: list[str] = []
        self.footnotes: list[str] = []  # lines that come behind the text
        self._notes = 0

    def link(self, target: str, text: str) -> str:
        """`text` marked as pointing to `target`; an empty text marks a place."""
        self.targets.append(target.strip())
        return f"{_OPEN}{len(self.targets) - 1}{_TARGET}{text}{_CLOSE}"

    def footnote(self, lines: list[str]) -> str:
        """Keeps the lines of a note for the end of the text; gives the mark of its place, '' where there are no lines."""
        if not lines:
            return ""
        self._notes += 1
        self.footnotes += [f"[{self._notes}] {clean(lines[0])}", *map(clean, lines[1:])]
        return self.link(f"#footnote-{self._notes}", "")

    def finish(self, text: str) -> Finished:
        """Canonical text without marks: letters of a legacy encoding put right on the way, soft hyphens dropped after that."""
        text, encoding = _repaired(text)
        text = canonical(lowered(text).replace("\u00ad", ""))
        pieces: list[str] = []
        links: list[tuple[int, int, str]] = []
        pages: list[int] = []
        open_links: list[tuple[int, str]] = []
        length = last = 0
        for mark in _MARK.finditer(text):
            pieces.append(text[last : mark.start()])
            length += mark.start() - last
            last = mark.end()
            if mark[1]:
                open_links.append((length, self.targets[int(mark[1])]))
            elif mark[0] == _PAGE:
                pages.append(length)
            elif open_links:
                start, target = open_links.pop()
                links.append((start, length, target))
        pieces.append(text[last:])
        plain = "".join(pieces)
        if canonical(plain) != plain:  # a combining mark met its letter when the mark between them went
            return Finished(text=canonical(plain), encoding=encoding)
        return Finished(text=plain, encoding=encoding, links=tuple(sorted(links)), pages=tuple(pages))


def _repaired(text: str) -> tuple[str, str]:
    """The text with legacy letters put right between the marks, and the encoding's name; `ư` of TCVN3 is the soft hyphen."""
    name = detect(unmarked(text))
    if not name:
        return text, ""
    pieces, last = [], 0
    for mark in _MARK.finditer(text):
        pieces += [convert(text[last : mark.start()], name), mark[0]]
        last = mark.end()
    return "".join([*pieces, convert(text[last:], name)]), name


def unmarked(text: str) -> str:
    """The text as it will be, for measuring and comparing."""
    return _MARK.sub("", text)


def raised(digit: str) -> str:
    """A digit that stands above the line."""
    return _LIFTED[digit]


def lowered(text: str) -> str:
    """The text with raised digits as common ones."""
    return text.translate(_LOWERED)


def foreign(text: str) -> str:
    """Input text without characters that this module uses as marks."""
    return _FOREIGN.sub("", text)


def clean(line: str) -> str:
    """One line with single blanks, nothing invisible, trimmed; `-` for a bullet of a symbol font."""
    return _BLANKS.sub(" ", _BULLET.sub("- ", _INVISIBLE.sub("", line))).strip()


def is_blank(text: str) -> bool:
    """Has it no character that shows?"""
    return _SHOWN.search(text) is None


def lines(text: str) -> list[str]:
    """The lines of a paragraph, cleaned, empty ones left out."""
    return [line for line in map(clean, text.split("\n")) if line]
