"""Web pages saved from portals: the part that holds the document is found by where its clauses stand; menus, tabs and comments go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from kg.errors import ReadError
from kg.read import bounds
from kg.read.layout import Cell, Row, mentions, table_lines, words
from kg.read.legacy import decode as decode_bytes
from kg.read.legacy import is_binary
from kg.read.marks import Marks, clean, foreign, unmarked
from kg.read.model import Ask, Source
from kg.read.txt import encoding_notes
from kg.text import key

_DROP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "head",
        "title",
        "meta",
        "link",
        "nav",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "label",
        "dialog",
        "map",
        "del",
    ]
)
_BLOCK = frozenset(
    ["p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "section", "article", "main", "header", "footer", "aside", "form", "fieldset", "blockquote", "pre", "center", "address", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "body", "html", "figure", "figcaption", "caption", "details", "summary"]
)  # fmt: skip
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
_NOTES = re.compile(r"mso-element\s*:\s*(?:foot|end)note-list", re.I)
_ROWS = frozenset(["table", "tbody", "tr", "td"])
_BORDER = re.compile(r"border[\w-]*\s*:[^;]*\b(?:solid|double|inset|windowtext)\b", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_FOOTNOTE = re.compile(r"#_?(?:ftn|edn)(\d+)$", re.I)
_SAVED = re.compile(rb"saved from url=\(\d+\)(\S+)", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]{1,2})[.)]\s|[-+–]\s")
_SIGNED = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u00c0-\u00fd]")
_FILE = re.compile(
    r"^\S+\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar|7z)(?!(?-i:[a-z0-9.]))(?:\s*\(?[\d.,]+ ?[KM]B\)?)?", re.I
)
_NESTS = re.compile(r"<(/?)(?:div|span|font|center|blockquote|section|article|table|ul|ol|[abiu]|em|strong)\b", re.I)
_DEEPEST = 20_000  # elements inside each other
_BUTTONS = 160  # characters of a line that may be a row of buttons
_PROSE = 40  # characters from which a paragraph counts as text and not as interface
_TAB = 1000.0  # prose that a tab with a document has at least
_TAB_NAMES = 1000  # characters of an element in which the names of the tabs stand
_SHARE = 0.7  # of the prose of a page must lie in the part that is taken for the document


class Element(Struct, kw_only=True):
    """A node of the page, without what is never text. `prose` weighs the legal text inside."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str]
    parent: Element | None = None
    prose: float = 0.0
    block: bool = False  # begins a line of its own, or holds what does


def read_html(data: bytes, ask: Ask) -> list[Source]:
    """The document in a web page, link targets as hints. Raises ReadError `encoding`, `no-text`, `too-deep`."""
    markup, encoding = _decode(data)
    root, meta = _tree(foreign(markup))
    saved = _SAVED.search(data[:2000])
    if saved:
        meta.setdefault("url", saved[1].decode("utf-8", "replace"))
    _weigh(root)
    _prune(root)
    core = _core(root)
    marks = Marks()
    lines = [line for part in (core, *_notes(root, core)) for line in Renderer(marks).lines(part)]
    text = "\n".join(line for line in lines if not _is_interface(line))
    done = marks.finish(text)
    return [
        Source(
            format="html",
            text=done.text,
            meta=meta,
            links=done.links,
            notes=encoding_notes(done.text, done.encoding or encoding),
        )
    ]


def _is_interface(line: str) -> bool:
    """Whether a line holds nothing but names of buttons (`Theo dõi điều khoản Ghi chú`) and of files to fetch (`QD-12.pdf Tải về`)."""
    plain = unmarked(line)
    if len(plain) > _BUTTONS or " | " in plain:
        return False
    rest = key(_FILE.sub("", plain))
    return not rest or bool(_interface().fullmatch(rest))


@cache
def _interface() -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(words("interface"), key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)(?:{names})(?!\w)[\s:•·/,]*)+")


def _decode(data: bytes) -> tuple[str, str]:
    """The markup and the name of a legacy encoding. Legacy letters written as 8-bit bytes are put right after the tags are gone."""
    try:
        text, name, _ = decode_bytes(data)
        return text, name
    except ReadError:
        if is_binary(data):
            raise
    declared = _CHARSET.search(data[:4096])
    for encoding in (declared[1].decode("ascii", "replace") if declared else "", "cp1252", "latin-1"):
        try:
            return data.decode(encoding), ""
        except (LookupError, UnicodeDecodeError):
            continue
    raise ReadError("encoding")


def _tree(markup: str) -> tuple[Element, dict[str, str]]:
    """The page as Elements and what its head says, read without recursion so that depth costs nothing."""
    from selectolax.lexbor import LexborHTMLParser

    if _is_bottomless(markup):
        raise ReadError("too-deep", format="html")
    parser = LexborHTMLParser(markup)
    root = Element(tag="body", attributes={}, children=[])
    meta = _meta(parser)
    body = parser.body or parser.root
    if body is None:
        return root, meta
    stack = [(body.child, root, 0)]
    while stack:
        node, parent, depth = stack.pop()
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                parent.children.append(node.text_content or "")
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
    return root, meta


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


def _hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def _walk(root: Element) -> Iterator[Element]:
    """Children before parents."""
    order, stack = [], [root]
    while stack:
        element = stack.pop()
        order.append(element)
        stack += [c for c in element.children if isinstance(c, Element)]
    return reversed(order)


def _weigh(root: Element) -> None:
    """`prose` of each element: the length of its paragraphs, clauses counted thrice, lists of links and other languages not at all."""
    for element in _walk(root):
        inner = [c for c in element.children if isinstance(c, Element)]
        element.block = element.tag in _BLOCK or any(c.block for c in inner)
        element.prose = sum(c.prose for c in inner if c.block) + (_own_prose(element) if element.block else 0.0)


def _own_prose(element: Element) -> float:
    text, linked = _inline(element)
    if len(text) < _PROSE or linked * 2 > len(text) or len(_SIGNED.findall(text)) * 20 < len(text) <= 4000:
        return 0.0
    start = key(text[:20])
    return len(text) * (3.0 if _NUMBERED.match(text) or start.startswith(words("clause")) else 1.0)


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
    return _SPACE.sub(" ", "".join(pieces)).strip(), linked


def _prune(root: Element) -> None:
    """Drops what is hidden or what its class or tag calls interface: boxes of little prose (a hidden tab may hold the law), and large ones
    that lack the header of the document where the page has one (the clauses of other laws, shown when the mouse comes near)."""
    total = root.prose
    headed = mentions(_text(root), "motto")
    for element in _walk(root):
        if element.parent is not None and _is_chrome(element):
            small = element.prose * 4 <= total
            if small or (headed and root.prose - element.prose > _TAB and not mentions(_text(element), "motto")):
                element.parent.children.remove(element)
                root.prose -= element.prose
    _weigh(root)


def _is_chrome(element: Element) -> bool:
    if element.tag in ("footer", "aside") or _hidden(element.attributes):
        return True
    if element.tag in _MARKUP or (element.tag == "span" and len(_text(element)) > _PROSE):
        return False  # portals give the words of the law themselves classes such as `clsopentLogin`
    names = (
        f"{element.attributes.get('class', '')} {element.attributes.get('id', '')} {element.attributes.get('role', '')}"
    )
    return bool(_CHROME.search(_WORD_CLASS.sub("", names)))


def _core(root: Element) -> Element:
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
    return (
        element.tag in _ROWS and element.prose < min(_TAB, len(text := _text(element))) and not mentions(text, "motto")
    )


def _notes(root: Element, core: Element) -> list[Element]:
    """The footnotes that Word writes behind the text they belong to."""
    inside = {id(element) for element in _walk(core)}
    return [e for e in _walk(root) if id(e) not in inside and _NOTES.search(e.attributes.get("style", ""))]


def _own_tab(children: list[Element]) -> Element | None:
    """Where other tabs hold the texts of related documents: the tab that begins with a document's header."""
    for child in children:
        if child.prose >= _TAB and mentions(_text(child)[:3000], "motto"):
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
        pieces += [c if isinstance(c, str) else _text(c)[:_TAB_NAMES] for c in beside[:at]]
        element = element.parent
    return " ".join(pieces)


def _with_header(core: Element) -> Element:
    """A portal may keep the two-column header in a box beside the text: go up to it if little else lies there."""
    if mentions(_text(core)[:3000], "motto"):
        return core
    above = core.parent
    for _ in range(6):
        if above is None or above.prose > core.prose / _SHARE:
            break
        text = _text(above)
        if mentions(text, "motto") and len(text) < len(_text(core)) + 3000:
            return above
        above = above.parent
    return core


def _text(element: Element) -> str:
    pieces: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        else:
            stack += reversed(node.children)
            pieces.append(" ")
    return _SPACE.sub(" ", "".join(pieces))


class Renderer:
    """An element as lines: one a paragraph, one a row of a table."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks

    def lines(self, element: Element) -> list[str]:
        """The cleaned lines of an element."""
        out: list[str] = []
        inline: list[str] = []

        def flush() -> None:
            out.extend(line for part in "".join(inline).split("\n") if (line := clean(part)))
            inline.clear()

        for child in element.children:
            if isinstance(child, str):
                inline.append(child if element.tag == "pre" else _SPACE.sub(" ", child))
            elif child.tag == "table":
                flush()
                out += self._table(child)
            elif child.block:
                flush()
                out += self._marked(child)
            else:
                inline.append(self._run(child))
        flush()
        return out

    def _marked(self, element: Element) -> list[str]:
        """Items of ordered lists get the number that the browser draws."""
        inner = self.lines(element)
        parent = element.parent
        if (
            element.tag == "li"
            and parent is not None
            and parent.tag == "ol"
            and inner
            and parent.attributes.get("type", "1") == "1"
            and "none" not in parent.attributes.get("style", "")
        ):
            items = [c for c in parent.children if isinstance(c, Element) and c.tag == "li"]
            start = parent.attributes.get("start", "1")
            inner[0] = (
                f"{(int(start) if start.isdigit() else 1) + next(i for i, c in enumerate(items) if c is element)}. {inner[0]}"
            )
        return inner

    def _run(self, element: Element) -> str:
        if element.tag == "br":
            return "\n"
        text = "".join(_SPACE.sub(" ", c) if isinstance(c, str) else self._run(c) for c in element.children)
        if element.tag == "a":
            return self._link(element.attributes.get("href", ""), text)
        return text

    def _link(self, target: str, text: str) -> str:
        footnote = _FOOTNOTE.search(target)
        if footnote and clean(text).strip("[]()").isdigit():
            return self.marks.link(f"#footnote-{footnote[1]}", "")
        if not target or target.startswith(("#", "javascript:")) or not clean(text):
            return text
        return self.marks.link(target, text)

    def _table(self, table: Element) -> list[str]:
        rows = [self._row(tr) for tr in _inside(table, ("tr",))]
        return table_lines(_spanned(rows), ruled=_is_ruled(table))

    def _row(self, row: Element) -> list[tuple[Cell, int, int]]:
        return [(self.lines(td), _span(td, "colspan"), _span(td, "rowspan")) for td in _inside(row, ("td", "th"))]


def _inside(element: Element, tags: tuple[str, ...]) -> list[Element]:
    out: list[Element] = []
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in tags:
                out.append(child)
            elif child.tag != "table":
                out += _inside(child, tags)
    return out


def _span(element: Element, name: str) -> int:
    value = element.attributes.get(name, "1")
    return min(max(int(value), 1), 100) if value.isdigit() else 1


def _spanned(rows: list[list[tuple[Cell, int, int]]]) -> list[Row]:
    """Rows in which cells that reach over several columns or rows hold their places."""
    out: list[Row] = []
    open_: dict[int, int] = {}
    for cells in rows:
        row: Row = []
        for cell, columns, down in cells:
            while open_.get(len(row), 0):
                open_[len(row)] -= 1
                row.append(None)
            for i in range(columns):
                if down > 1:
                    open_[len(row)] = down - 1
                row.append(cell if i == 0 else [])
        while open_.get(len(row), 0):
            open_[len(row)] -= 1
            row.append(None)
        out.append(row)
    return out


def _is_ruled(table: Element) -> bool:
    if table.attributes.get("border", "0") not in ("0", "") or "bordered" in table.attributes.get("class", ""):
        return True
    cells = _inside(table, ("td", "th")) or [td for tr in _inside(table, ("tr",)) for td in _inside(tr, ("td", "th"))]
    return sum(bool(_BORDER.search(td.attributes.get("style", ""))) for td in cells) * 2 > len(cells)
