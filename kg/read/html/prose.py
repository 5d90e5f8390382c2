"""How much legal text stands in each part of a page; what is hidden or interface goes."""

from __future__ import annotations

import re

from kg.read.html.tree import BLOCK, SPACE, Element, text_of, walk
from kg.read.layout import mentions
from kg.read.words import words
from kg.text import key

_MARKUP = frozenset(
    ["a", "b", "i", "u", "em", "strong", "font", "sup", "sub", "big", "small", "ins", "p", "td", "tr", "tbody", "body"]
)
_CHROME = re.compile(
    r"breadcrumb|comment|tooltip|(?:^|[\s_-]|[a-z])Tip(?:$|[\s_-])|popup|modal|sidebar|footer|dropdown|pagination|social|advert|banner|login|dang-?nhap|cookie|related|lien-?quan|muc-?luc|"
    r"toolbar|offcanvas|target-hidden|sr-only|visually-hidden|(?:^|[\s_-])(?:nav|navbar|menu|toc|tabs?-?nav|share|ads?|rating|captcha)(?:$|[\s_-])",
    re.I,
)
_WORD_CLASS = re.compile(r"\bMso\w+|\bcomment-?text\b")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-element\s*:\s*(?:header|footer|comment)", re.I)
NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]{1,2})[.)]\s|[-+–]\s")
_SIGNED = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u00c0-\u00fd]")
_PROSE = 40  # characters from which a paragraph counts as text and not as interface
TAB = 1000.0  # prose that a tab with a document has at least


def _hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def weigh(root: Element) -> None:
    """`prose` of each element: the length of its paragraphs, clauses counted thrice, lists of links and other languages not at all."""
    for element in walk(root):
        inner = [c for c in element.children if isinstance(c, Element)]
        element.block = element.tag in BLOCK or any(c.block for c in inner)
        element.prose = sum(c.prose for c in inner if c.block) + (_own_prose(element) if element.block else 0.0)


def _own_prose(element: Element) -> float:
    text, linked = _inline(element)
    if len(text) < _PROSE or linked * 2 > len(text) or len(_SIGNED.findall(text)) * 20 < len(text) <= 4000:
        return 0.0
    start = key(text[:20])
    return len(text) * (3.0 if NUMBERED.match(text) or start.startswith(words("clause")) else 1.0)


def _inline(element: Element) -> tuple[str, int]:
    """The text of an element outside inner blocks, and how much of it is links that lead to other pages."""
    pieces: list[str] = []
    linked = 0
    stack: list[tuple[Element | str, bool]] = [(c, False) for c in reversed(element.children)]
    while stack:
        node, link = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            linked += len(node.strip()) if link else 0
        elif not node.block:
            inner = link or (node.tag == "a" and bool(node.attributes.get("href")))
            stack += [(c, inner) for c in reversed(node.children)]
    return SPACE.sub(" ", "".join(pieces)).strip(), linked


def prune(root: Element) -> None:
    """Drops what is hidden or what its class or tag calls interface: boxes of little prose (a hidden tab may hold the law), and large ones
    that lack the header of the document where the page has one (the clauses of other laws, shown when the mouse comes near)."""
    total = root.prose
    headed = is_headed(text_of(root))
    for element in walk(root):
        if element.parent is not None and _is_chrome(element):
            small = element.prose * 4 <= total
            if small or (headed and root.prose - element.prose > TAB and not is_headed(text_of(element))):
                element.parent.children.remove(element)
                root.prose -= element.prose
    weigh(root)


def is_headed(text: str) -> bool:
    """Whether a text has the words of the header of a document; the state and the Party are named in sentences, too, but not in capitals."""
    loud = " ".join(word for word in text.split() if not any(map(str.islower, word)))
    return mentions(loud, "motto") or mentions(text, "watchword")


def _is_chrome(element: Element) -> bool:
    if element.tag in ("footer", "aside") or _hidden(element.attributes):
        return True
    if element.tag in _MARKUP or (element.tag == "span" and len(text_of(element)) > _PROSE):
        return False  # portals give the words of the law themselves classes such as `clsopentLogin`
    names = (
        f"{element.attributes.get('class', '')} {element.attributes.get('id', '')} {element.attributes.get('role', '')}"
    )
    return bool(_CHROME.search(_WORD_CLASS.sub("", names)))
