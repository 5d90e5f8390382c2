"""The part of a page that holds the document."""

from __future__ import annotations

import re
from functools import cache

from kg.compiled import compiled
from kg.read.html.prose import TAB, is_headed
from kg.read.html.tree import Element, text_of, walk
from kg.read.layout import mentions
from kg.read.words import words

_NOTES = re.compile(r"mso-element\s*:\s*(?:foot|end)note-list", re.I)
_ROWS = frozenset(["table", "tbody", "tr", "td"])
_TAB_NAMES = 1000  # characters of an element in which the names of the tabs stand
_LETTERHEAD = 600  # characters of a header without the motto
_SHARE = 0.7  # of the prose of a page must lie in the part that is taken for the document


def core_of(root: Element) -> Element:
    """The smallest part that holds most of the prose, and the header of the document with it."""
    core = root
    while core.prose:
        children = [c for c in core.children if isinstance(c, Element) and c.block]
        best = max(children, key=lambda c: c.prose, default=None)
        if best is None or best.prose < _SHARE * core.prose:
            best = _own_tab(children)
        if best is None or best.tag == "p":
            break
        if _is_attribute(best):
            return Element(tag="body", attributes={}, children=[best]) if best.tag == "table" else core
        core = best
    return _with_header(core)


def _is_attribute(element: Element) -> bool:
    """The longest cell in a table that says what a document is (`Trích yếu | …`): without clauses, which weigh more than their length."""
    return element.tag in _ROWS and element.prose < min(TAB, len(text := text_of(element))) and not is_headed(text)


def notes_of(root: Element, core: Element) -> list[Element]:
    """The footnotes that Word writes behind the text they belong to."""
    inside = {id(element) for element in walk(core)}
    return [e for e in walk(root) if id(e) not in inside and _NOTES.search(e.attributes.get("style", ""))]


def _own_tab(children: list[Element]) -> Element | None:
    """Where other tabs hold the texts of related documents: the tab that begins with a document's header."""
    for child in children:
        if child.prose >= TAB and is_headed(text_of(child)[:3000]):
            return child if mentions(_before(child), "tabs") else None
    return None


def _before(element: Element) -> str:
    """What stands shortly before an element, where the names of tabs are."""
    pieces: list[str] = []
    for _ in range(4):
        if element.parent is None:
            break
        beside = element.parent.children
        at = next(i for i, c in enumerate(beside) if c is element)
        pieces += [c if isinstance(c, str) else text_of(c)[:_TAB_NAMES] for c in beside[:at]]
        element = element.parent
    return " ".join(pieces)


def _with_header(core: Element) -> Element:
    """A portal may keep the two-column header in a box beside the text: go up to it if little else lies there."""
    if is_headed(text_of(core)[:3000]):
        return core
    above = core.parent
    for _ in range(6):
        if above is None or above.prose > core.prose / _SHARE:
            break
        text = text_of(above)
        if (is_headed(text) or _only_letterhead(above, core)) and len(text) < len(text_of(core)) + 3000:
            return above
        above = above.parent
    return core


def _only_letterhead(above: Element, core: Element) -> bool:
    """Is what stands before the core in the part above it a number line with little else and no links: a header without the motto?"""
    inner = core
    while inner.parent is not above:
        if inner.parent is None:
            return False
        inner = inner.parent
    before = above.children[: next(i for i, c in enumerate(above.children) if c is inner)]
    boxes = [c for c in before if isinstance(c, Element)]
    text = " ".join(c if isinstance(c, str) else text_of(c) for c in before)
    linked = any(e.tag == "a" and e.attributes.get("href") for box in boxes for e in walk(box))
    return len(text) < _LETTERHEAD and not linked and _number_line().search(text) is not None


@cache
def _number_line() -> re.Pattern[str]:
    """`Số: 41/CT-UBND`"""
    return compiled(rf"\b{words('number')[0].capitalize()}\s*:?\s*\d[^\s/]{{0,10}}[/-][^\W\d]")
