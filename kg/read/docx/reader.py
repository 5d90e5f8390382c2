"""Word files (docx, and Word's flat XML)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read.docx.walk import Walk
from kg.read.model import Ask, Source
from kg.read.xml import Parts, local, parse, properties

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_docx(data: bytes, ask: Ask) -> list[Source]:
    """The text of a docx. Raises ReadError `corrupt`, `password`, `entities`, `bomb`, `too-deep`, `no-text`."""
    parts = Parts(data, "docx")
    name = _main_part(parts)
    document = parts.xml(name)
    if document is None:
        raise ReadError("corrupt", format="docx")
    folder = name.rpartition("/")[0]
    beside = {key: parts.xml(f"{folder}/{key}.xml") for key in ("styles", "numbering", "footnotes", "endnotes")}
    relations = parts.xml(f"{folder}/_rels/{name.rpartition('/')[2]}.rels")

    def beside_it(target: str) -> bytes | None:
        return parts.bytes(parts.beside(folder, target))

    source = Walk(beside, relations, ask, beside_it).source(document, "docx", properties(parts))
    if not source.text.strip():
        return _pictures(parts, source, ask)
    return [source]


def read_wordxml(data: bytes, ask: Ask) -> list[Source]:
    """The text of a Word document saved as one XML file (2003 or flat package)."""
    root = parse(_undeclared(data), "wordxml")
    named: dict[str, _Element | None] = {}
    for part in root.iter():
        if local(part) in ("styles", "numbering", "footnotes", "endnotes", "lists", "document", "wordDocument"):
            named.setdefault(local(part), part)
    document = named.get("document")
    if document is None:
        document = root
    return [Walk(named, None, ask).source(document, "wordxml", {})]


def _undeclared(data: bytes) -> bytes:
    """UTF-16 XML in UTF-8, so that every check sees the same bytes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data.decode("utf-16", "replace").lstrip("\ufeff").encode())
    return data


def _main_part(parts: Parts) -> str:
    relations = parts.xml("_rels/.rels")
    for relation in () if relations is None else relations:
        if (relation.get("Type") or "").endswith("/officeDocument"):
            target = (relation.get("Target") or "").lstrip("/")
            if target in parts.names:
                return target
    return "word/document.xml"


def _pictures(parts: Parts, source: Source, ask: Ask) -> list[Source]:
    """A document that holds nothing but scanned pages."""
    from kg.read.picture import read_pictures

    media = sorted(
        (n for n in parts.names if "/media/" in n),
        key=lambda n: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", n)],
    )
    pictures = [data for name in media if (data := parts.bytes(name))]
    if not pictures:
        raise ReadError("no-text", format="docx")
    return [read_pictures(pictures, "docx", source.meta, ask)]
