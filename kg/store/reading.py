"""What a graph file keeps of the files it was made of: enough to make it again without them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from kg.graphfile import numbers, unpack_text
from kg.model import Issue


def sources(db: sqlite3.Connection) -> dict[str, tuple[str, int, int, bytes]]:
    """Of each source of a graph file its root, size, time of change, and SHA-256."""
    return {row[0]: row[1:] for row in db.execute("SELECT location, root, size, mtime, sha FROM sources")}


def stored(
    db: sqlite3.Connection, location: str
) -> Iterator[tuple[str, str, str, dict[str, str], tuple[int, ...], bool, tuple[Issue, ...]]]:
    """The texts of a source with what a reader said of them: member, format, text, meta, pages, ocr, what it noticed."""
    sql = "SELECT file, member, format, meta, pages, ocr FROM files JOIN sources USING (source) WHERE location = ? ORDER BY member"
    for file, member, format, meta, pages, ocr in db.execute(sql, (location,)).fetchall():
        text, noticed = text_of(db, file), _noticed(db, file)
        yield member, format, text, msgspec.json.decode(meta), tuple(msgspec.json.decode(pages)), bool(ocr), noticed


def text_of(db: sqlite3.Connection, file: int) -> str:
    """The canonical text of a file."""
    rows = db.execute("SELECT data FROM texts WHERE chunk BETWEEN ? AND ? ORDER BY chunk", numbers(file))
    return "".join(unpack_text(row[0]) for row in rows)


def _noticed(db: sqlite3.Connection, file: int) -> tuple[Issue, ...]:
    """The issues that the reader of a file saw."""
    sql = "SELECT start, end, code, detail FROM issues WHERE file = ? AND reader ORDER BY i"
    return tuple(Issue(start=r[0], end=r[1], code=r[2], detail=r[3]) for r in db.execute(sql, (file,)))
