"""XML parts and zip members of office files, read within bounds and without entities."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read import bounds
from kg.read.marks import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


def parse(data: bytes, kind: str) -> _Element:
    """The root element. Raises ReadError `entities` for a document type declaration, `corrupt`, `too-big`, `too-deep`."""
    from lxml import etree

    bounds.check_size(len(data), bounds.XML_BYTES)
    if _DOCTYPE.search(data[:4096]):
        raise ReadError("entities", format=kind)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise ReadError("too-deep", format=kind) from error
        raise ReadError("corrupt", format=kind) from error


def local(element: _Element) -> str:
    """The name of an element without its namespace ('' for comments and entities)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


class Parts:
    """The members of an office file, each read at most up to the bound."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ReadError("corrupt", format=kind) from error
        self.names = self._zip.namelist()

    def bytes(self, name: str) -> bytes | None:
        """A member's bytes, None where there is none of that name."""
        if name not in self._zip.NameToInfo:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise ReadError("password")
        return unpack(self._zip, info, bounds.XML_BYTES, self.kind)

    def beside(self, folder: str, target: str) -> str:
        """The name of the member that one in a folder points at (`../media/a.png`, `/word/b.xml`)."""
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def xml(self, name: str) -> _Element | None:
        """A member parsed, None where there is none of that name."""
        data = self.bytes(name)
        return None if data is None else parse(data, self.kind)


def properties(parts: Parts) -> dict[str, str]:
    """What an office file says of itself, by our names."""
    core = parts.xml("docProps/core.xml")
    wanted = {
        "title": "title",
        "creator": "author",
        "modified": "modified",
        "created": "created",
        "lastModifiedBy": "modified_by",
        "subject": "subject",
    }
    found = {wanted[local(e)]: clean(e.text) for e in (() if core is None else core) if local(e) in wanted and e.text}
    return {key: value for key, value in found.items() if value}


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, kind: str) -> bytes:
    """A member's bytes. Raises ReadError `bomb` where it unpacks to more than the limit or the allowed ratio, `corrupt` otherwise."""
    if info.file_size > bounds.RATIO_FROM and info.file_size > bounds.RATIO * max(1, info.compress_size):
        raise ReadError("bomb", ratio=bounds.RATIO)
    if info.file_size > limit:
        raise ReadError("bomb", ratio=bounds.RATIO)
    try:
        with archive.open(info) as member:
            data = member.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ReadError("corrupt", format=kind) from error
    if len(data) > limit:
        raise ReadError("bomb", ratio=bounds.RATIO)
    return data


def integer(text: str | None, default: int) -> int:
    """A whole number, `default` where there is none."""
    try:
        return int(text or default)
    except ValueError:
        return default
