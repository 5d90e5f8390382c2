"""Opens the compound file that a .doc is, and reads what it says of itself."""

from __future__ import annotations

import io
import struct

from kg.errors import ReadError
from kg.read.doc.stored import Stored
from kg.read.doc.word import Word
from kg.read.marks import clean, foreign
from kg.read.model import Ask, Source


def read_doc(data: bytes, ask: Ask) -> list[Source]:
    """The text of a .doc. Raises ReadError `password`, `corrupt`."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            main = ole.openstream("WordDocument").read()
            tables = {name: ole.openstream(name).read() for name in ("0Table", "1Table") if ole.exists(name)}
            meta = _meta(ole)
        return [Word(Stored(main, tables)).source(meta)]
    except (OSError, struct.error, IndexError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ReadError("corrupt", format="doc") from error


def _meta(ole: object) -> dict[str, str]:
    try:
        found = ole.get_metadata()  # type: ignore[attr-defined]
    except Exception:  # properties are extra: whatever is wrong in them, the text still counts
        return {}
    wanted = {
        "title": found.title,
        "author": found.author,
        "modified": found.last_saved_time,
        "created": found.create_time,
        "subject": found.subject,
    }
    page = found.codepage or 1252
    return {key: text for key, value in wanted.items() if value and (text := clean(_text(value, page)))}


def _text(value: object, page: int) -> str:
    if isinstance(value, bytes):
        try:
            return foreign(value.decode("utf-8" if page in (65001, -535) else f"cp{page % 65536}", "replace"))
        except LookupError:
            return foreign(value.decode("cp1252", "replace"))
    return str(value)
