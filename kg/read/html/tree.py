"""A page as a tree of elements, without what is never text, and what its head says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from kg.errors import ReadError
from kg.read import bounds
from kg.read.marks import clean
from kg.text import canonical

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_DROP = frozenset(
    ["script", "style", "noscript", "template", "svg", "canvas", "object", "embed", "audio", "video", "head", "title", "meta", "link", "nav", "button", "select", "option", "textarea", "input", "label", "dialog", "map", "del"]
)  # fmt: skip
BLOCK = frozenset(
    ["p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "section", "article", "main", "header", "footer", "aside", "form", "fieldset", "blockquote", "pre", "center", "address", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "body", "html", "figure", "figcaption", "caption", "details", "summary"]
)  # fmt: skip
_FRAMES = frozenset(["iframe", "frame"])
_FILE_NAME = re.compile(r"([^\"'/=?&]{1,150}\.(?:pdf|docx?|xlsx?|tiff?))\b", re.I)
_LONGEST_ADDRESS = 2_000
SPACE = re.compile(r"[ \t\r\n\f]+")
_NESTS = re.compile(r"<(/?)(?:div|span|font|center|blockquote|section|article|table|ul|ol|[abiu]|em|strong)\b", re.I)
_DEEPEST = 20_000  # elements inside each other


class Element(Struct, kw_only=True):
    """A node of the page, without what is never text. `prose` weighs the legal text inside."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str]
    parent: Element | None = None
    prose: float = 0.0
    block: bool = False  # begins a line of its own, or holds what does


def tree_of(markup: str, *, frames: bool = True) -> tuple[Element, dict[str, str], list[str]]:
    """The page as Elements, what its head says, and the names of documents that it shows in frames, which are not in the file; read without
    recursion so that depth costs nothing. `frames`: with the pages written into it."""
    from selectolax.lexbor import LexborHTMLParser

    if _is_bottomless(markup):
        raise ReadError("too-deep", format="html")
    parser = LexborHTMLParser(markup)
    root = Element(tag="body", attributes={}, children=[])
    meta = _meta(parser)
    shown = _shown_files(parser)
    body = parser.body or parser.root
    if body is None:
        return root, meta, shown
    stack = [(body.child, root, 0)]
    while stack:
        node, parent, depth = stack.pop()
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                parent.children.append(canonical(node.text_content or ""))
            elif tag in _FRAMES:
                if frames and node.attributes.get("srcdoc"):
                    parent.children.append(_framed(node.attributes, parent))
            elif tag and tag[0] not in "-_!" and tag not in _DROP:
                element = Element(
                    tag=tag, attributes={k: v or "" for k, v in node.attributes.items()}, children=[], parent=parent
                )
                parent.children.append(element)
                if node.child is not None:
                    if node.next is not None:
                        stack.append((node.next, parent, depth))
                    # Beyond the bound, content goes on in the element it is in: text is kept, its nesting is not.
                    stack.append((node.child, element if depth < bounds.NESTING else parent, depth + 1))
                    break
            node = node.next
    return root, meta, shown


def _shown_files(parser: LexborHTMLParser) -> list[str]:
    """The names of the files in frames, each once."""
    addresses = (
        node.attributes.get("src") or node.attributes.get("data") or "" for node in parser.css("iframe, embed, object")
    )
    found = (_FILE_NAME.search(unquote(address[:_LONGEST_ADDRESS])) for address in addresses)
    return list(dict.fromkeys(name[1] for name in found if name))


def _framed(attributes: Mapping[str, str | None], parent: Element) -> Element:
    """The page that is written into a frame, as a box of the page around it."""
    own = {key: value or "" for key, value in attributes.items() if key != "srcdoc"}
    box = Element(tag="div", attributes=own, children=[], parent=parent)
    box.children = tree_of(attributes["srcdoc"] or "", frames=False)[0].children
    for child in box.children:
        if isinstance(child, Element):
            child.parent = box
    return box


def _is_bottomless(markup: str) -> bool:
    """Whether elements stand in each other so deeply that the parser, which looks up from each, would not come to an end."""
    depth = 0
    for tag in _NESTS.finditer(markup):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _meta(parser: object) -> dict[str, str]:
    found: dict[str, str] = {}
    title = parser.css_first("title")  # type: ignore[attr-defined]
    if title is not None and clean(title.text()):
        found["title"] = clean(title.text())
    names = {
        "author": "author",
        "og:url": "url",
        "article:modified_time": "modified",
        "last-modified": "modified",
        "date": "modified",
    }
    for node in parser.css("meta"):  # type: ignore[attr-defined]
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        if name in names and node.attributes.get("content"):
            found.setdefault(names[name], clean(node.attributes["content"]))
    for node in parser.css('link[rel="canonical"]'):  # type: ignore[attr-defined]
        if node.attributes.get("href"):
            found.setdefault("url", node.attributes["href"])
    return found


def walk(root: Element) -> Iterator[Element]:
    """Children before parents."""
    order, stack = [], [root]
    while stack:
        element = stack.pop()
        order.append(element)
        stack += [c for c in element.children if isinstance(c, Element)]
    return reversed(order)


def text_of(element: Element) -> str:
    """All text of an element on one line."""
    pieces: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        else:
            stack += reversed(node.children)
            pieces.append(" ")
    return SPACE.sub(" ", "".join(pieces))
