"""Books (epub): their chapters as one text, in the order in which they are read."""

from __future__ import annotations

from urllib.parse import unquote

from kg.errors import ReadError
from kg.read import bounds
from kg.read.html import read_html
from kg.read.marks import clean
from kg.read.model import Ask, Source
from kg.read.xml import Parts, local


def read_epub(data: bytes, ask: Ask) -> list[Source]:
    """The text of a book. Raises ReadError `corrupt`, `password`, `bomb`, `too-many-members`."""
    parts = Parts(data, "epub")
    container = parts.xml("META-INF/container.xml")
    path = next((r.get("full-path") or "" for r in (() if container is None else container.iter("{*}rootfile"))), "")
    book = parts.xml(path)
    if book is None:
        raise ReadError("corrupt", format="epub")
    items = {i.get("id"): i for i in book.iter("{*}item") if "nav" not in (i.get("properties") or "").split()}
    order = [items[r.get("idref")] for r in book.iter("{*}itemref") if r.get("idref") in items]
    if len(order) > bounds.MEMBERS:
        raise ReadError("too-many-members", count=len(order), limit=bounds.MEMBERS)
    names = (parts.beside(path.rpartition("/")[0], unquote(i.get("href") or "")) for i in order)
    chapters = [chapter for name in names if (chapter := parts.bytes(name))]
    if sum(map(len, chapters)) > bounds.XML_BYTES:
        raise ReadError("bomb", ratio=bounds.RATIO)
    read = [read_html(chapter, ask)[0] for chapter in chapters]
    starts = [sum(len(s.text) + 1 for s in read[:i]) for i in range(len(read))]
    links = ((a + at, b + at, target) for at, s in zip(starts, read, strict=True) for a, b, target in s.links)
    text = "\n".join(source.text for source in read)
    names_ = {"title": "title", "creator": "author", "date": "modified"}
    meta = {names_[local(e)]: clean(e.text) for e in book.iter() if local(e) in names_ and e.text}
    return [Source(format="epub", text=text, meta=meta, links=tuple(links))]
