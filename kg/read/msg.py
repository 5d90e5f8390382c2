"""Mail as Outlook saves it (msg): the body and each attached document.

A message is a compound file; the name of a stream ends in what it holds (four hexadecimal digits, after Microsoft's [MS-OXMSG]) and
in its type: 001F Unicode, 001E letters of eight bits, 0102 bytes, 000D a message within."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import structs

from kg.errors import ReadError
from kg.read import bounds
from kg.read.archive import read_members
from kg.read.html import read_html
from kg.read.legacy import decode, windows
from kg.read.marks import clean, foreign, lines
from kg.read.model import Ask, Source, encoding_notes
from kg.text import canonical

if TYPE_CHECKING:
    from olefile import OleFileIO

_SUBJECT, _SENDER, _BODY, _HTML, _DATA, _INSIDE = "0037", "0C1A", "1000", "1013", "37010102", "3701000D"
_NAMES = ("3707", "3704", "3001")  # of an attachment: long, short, as shown
_SHOWN_INSIDE = "3712"  # the mark under which the body shows a picture


def read_msg(data: bytes, ask: Ask) -> list[Source]:
    """The text of a message, then its attachments. Raises ReadError `corrupt`, `nested`, `too-many-members`, `nothing-inside`."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return _message(ole, [], ask)
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise ReadError("corrupt", format="msg") from error


def _message(ole: OleFileIO, place: list[str], ask: Ask) -> list[Source]:
    if ask.depth > bounds.DEPTH:
        raise ReadError("nested", limit=bounds.DEPTH - 1)
    body = _body(ole, place, ask)
    own = [body] if body.text.strip() else []
    attached = sorted({tuple(p[: len(place) + 1]) for p in ole.listdir() if _is_attachment(p, place)})
    if len(attached) > bounds.MEMBERS:
        raise ReadError("too-many-members", count=len(attached), limit=bounds.MEMBERS)
    members: list[tuple[str, Callable[[], bytes]]] = []
    for number, parts in enumerate(attached, 1):
        at = list(parts)
        name = next((said for tag in _NAMES if (said := clean(_said(ole, at, tag)))), f"part-{number}")
        inside = [*at, f"__substg1.0_{_INSIDE}"]
        if ole.exists(inside):
            found = _message(ole, inside, structs.replace(ask, depth=ask.depth + 1))
            own += [structs.replace(s, member=f"{name}/{s.member}" if s.member else name) for s in found]
        elif not (_said(ole, at, _SHOWN_INSIDE) and _is_picture(name)):
            members.append((name, partial(_stream, ole, [*at, f"__substg1.0_{_DATA}"])))
    return read_members(sorted(members, key=lambda m: m[0]), ask, own)


def _is_attachment(path: list[str], place: list[str]) -> bool:
    return path[: len(place)] == place and len(path) > len(place) and path[len(place)].startswith("__attach_version1.0")


def _is_picture(name: str) -> bool:
    return name.casefold().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))


def _body(ole: OleFileIO, place: list[str], ask: Ask) -> Source:
    names = {"title": _SUBJECT, "author": _SENDER}
    meta = {name: said for name, tag in names.items() if (said := clean(_said(ole, place, tag)))}
    page = _stream(ole, [*place, f"__substg1.0_{_HTML}0102"]) or _said(ole, place, _HTML).encode()
    if page.strip():
        source = read_html(page, ask)[0]
        return structs.replace(source, format="msg", meta=meta)
    text = canonical("\n".join(lines(_said(ole, place, _BODY))))
    return Source(format="msg", text=text, meta=meta, notes=encoding_notes(text, ""))


def _said(ole: OleFileIO, place: list[str], tag: str) -> str:
    """What a stream of text says, '' where there is none."""
    wide = _stream(ole, [*place, f"__substg1.0_{tag}001F"])
    if wide:
        return foreign(wide.decode("utf-16-le", "replace"))
    narrow = _stream(ole, [*place, f"__substg1.0_{tag}001E"])
    try:
        return foreign(decode(narrow)[0]) if narrow else ""
    except ReadError:
        return foreign(windows(narrow))


def _stream(ole: OleFileIO, path: list[str]) -> bytes:
    return bytes(ole.openstream(path).read()) if ole.exists(path) else b""
