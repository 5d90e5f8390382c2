"""Web pages saved from portals: the part that holds the document is found by where its clauses stand; menus, tabs and comments go."""

from __future__ import annotations

import re
from functools import cache

from kg.errors import ReadError
from kg.read.html.core import core_of, notes_of
from kg.read.html.prose import prune, weigh
from kg.read.html.renderer import Renderer
from kg.read.html.tree import tree_of
from kg.read.legacy import decode as decode_bytes
from kg.read.legacy import is_binary
from kg.read.marks import Marks, foreign, unmarked
from kg.read.model import Ask, Note, Source, encoding_notes
from kg.read.words import words
from kg.text import key

_SAVED = re.compile(rb"saved from url=\(\d+\)(\S+)", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_FILE = re.compile(
    r"^\S+\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar|7z)(?!(?-i:[a-z0-9.]))(?:\s*\(?[\d.,]+ ?[KM]B\)?)?", re.I
)
_SCRIPT = re.compile(r"<script", re.I)
_NUMBER = re.compile(r"\d/")
_LEAST_WORDS = 20  # of a page that shows its document without its scripts
_BUTTONS = 160  # characters of a line that may be a row of buttons


def read_html(data: bytes, ask: Ask) -> list[Source]:
    """The document in a web page, link targets as hints. Raises ReadError `encoding`, `no-text`, `too-deep`."""
    markup, encoding = _decode(data)
    root, meta, shown = tree_of(foreign(markup))
    saved = _SAVED.search(data[:2000])
    if saved:
        meta.setdefault("url", saved[1].decode("utf-8", "replace"))
    weigh(root)
    prune(root)
    core = core_of(root)
    marks = Marks()
    lines = [line for part in (core, *notes_of(root, core)) for line in Renderer(marks).lines(part)]
    text = "\n".join(line for line in lines if not _is_interface(line))
    done = marks.finish(text)
    if not shown and len(done.text.split()) < _LEAST_WORDS and _SCRIPT.search(markup) and not _NUMBER.search(done.text):
        raise ReadError("no-text", format="html")  # `Đang tải…`: its document is fetched by a script
    notes = encoding_notes(done.text, done.encoding or encoding)
    notes += tuple(Note("left-out", 0, 0, name) for name in shown)
    return [Source(format="html", text=done.text, meta=meta, links=done.links, notes=notes)]


def _is_interface(line: str) -> bool:
    """Whether a line holds nothing but names of buttons (`Theo dõi điều khoản Ghi chú`) and of files to fetch (`QD-12.pdf Tải về`), or only when
    and how often a page was shown."""
    plain = unmarked(line).removeprefix("- ").removeprefix("+ ")  # buttons are often set as a list
    if len(plain) > _BUTTONS:
        return False
    if _posted().fullmatch(key(plain)):
        return True
    if " | " in plain:
        return False
    rest = key(_FILE.sub("", plain))
    return not rest or bool(_interface().fullmatch(rest))


@cache
def _interface() -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(words("interface"), key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)(?:{names})(?!\w)[\s:•·/,]*)+")


@cache
def _posted() -> re.Pattern[str]:
    """`ngày đăng: 06/3/2026 8:30 | lượt xem: 120`."""
    names = "|".join(re.escape(word) for word in sorted(words("posted"), key=len, reverse=True))
    units = "|".join(map(re.escape, words("posted_unit")))
    return re.compile(
        rf"[\s•·|(]*(?:(?<!\w)(?:{names})(?!\w)[\s:]*(?:[\d/:.,h -]*\d(?:\s?(?:{units})(?!\w))?)?[\s•·|,;()-]*)+"
    )


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
