"""The files of a graph and their texts."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg.errors import QueryError
from kg.graph.opened import Opened
from kg.graph.records import File
from kg.graph.sql import speaker
from kg.graphfile import BITS, CHUNK, numbers, unpack_text


class Texts(Opened):
    """Which files there are, and what they say, word for word."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        """Use `open`."""
        super().__init__(path, db)
        self._chunk = lru_cache(maxsize=256)(self._read_chunk)
        self._pages = lru_cache(maxsize=4096)(self._read_pages)

    def files(self, document: str | None = None) -> list[File]:
        """All files, or those that are texts of one document: sorted by id, of one document the better text first."""
        select = f"SELECT x.id, dn.id, x.format, x.text_sha, x.meta, x.pages, x.ocr FROM files x {speaker('x')}"
        if document is None:
            rows = self._rows(f"{select} ORDER BY x.id")
        else:
            number = self._number(document)
            own = "x.file IN (SELECT entity >> 24 FROM entities WHERE node = ? AND entity & 16777215 = 0)"
            rows = self._rows(f"{select} WHERE {own} ORDER BY x.ocr, x.id", (number,))
        return [
            File(
                id=r[0],
                document=r[1],
                format=r[2],
                text_sha256=r[3],
                meta=json.loads(r[4]),
                pages=tuple(json.loads(r[5])),
                ocr=bool(r[6]),
            )
            for r in rows
        ]

    def document_of(self, file: str) -> str | None:
        """The document that a file, given by its id or by where it lies on the disk, is a text of."""
        by = "x.id = ? OR x.source IN (SELECT source FROM sources WHERE location = ?)"
        row = self._first(f"SELECT dn.id FROM files x {speaker('x')} WHERE {by} ORDER BY x.id", file, file)
        return row[0] if row else None

    def duplicates(self) -> list[tuple[str, tuple[str, ...]]]:
        """Documents with several files: id of the document, its files, the better text first."""
        sql = f"SELECT dn.id, x.id FROM files x {speaker('x')} ORDER BY dn.id, x.ocr, x.id"
        of = ((document, tuple(r[1] for r in rows)) for document, rows in groupby(self._rows(sql), key=itemgetter(0)))
        return [(document, files) for document, files in of if len(files) > 1]

    def texts_with(self, query: str, limit: int) -> Iterator[tuple[str, str, str]]:
        """File, document and its label, where the text answers a query of SQLite's full-text index, best first."""
        sql = f"""SELECT x.id, dn.id, dn.label FROM words JOIN files x ON x.file = words.rowid {speaker("x")}
                  WHERE words MATCH ? ORDER BY rank, x.id LIMIT ?"""
        return ((row[0], row[1], row[2]) for row in self._rows(sql, (query, limit)))

    def text(self, file: str) -> str:
        """The canonical text of a file; QueryError where there is no such file."""
        number, _ = self._file(file)
        rows = self._rows("SELECT data FROM texts WHERE chunk BETWEEN ? AND ? ORDER BY chunk", numbers(number))
        return "".join(unpack_text(row[0]) for row in rows)

    def chunks(self, file: str) -> Iterator[str]:
        """The canonical text of a file in pieces, one after the other."""
        number, length = self._file(file)
        return (self._chunk(number, n) for n in range(-(-length // CHUNK)))

    def slice(self, file: str, start: int, end: int) -> str:
        """A stretch of a file's text, without reading the whole."""
        return self._slice(self._file(file)[0], start, end)

    def page(self, file: str, at: int) -> int | None:
        """The page, from 1 on, on which a place of a text stands; None where the file has no pages."""
        pages = self._pages(file)
        return max(1, bisect_right(pages, at)) if pages else None

    def _read_pages(self, file: str) -> tuple[int, ...]:
        row = self._first("SELECT pages FROM files WHERE id = ?", file)
        return tuple(json.loads(row[0])) if row else ()

    def _file(self, file: str) -> tuple[int, int]:
        """The number of a file and the length of its text; QueryError where there is no such file."""
        row = self._first("SELECT file, length FROM files WHERE id = ?", file)
        if not row:
            raise QueryError("file-unknown", file=file)
        return row[0], row[1]

    def _slice(self, number: int, start: int, end: int) -> str:
        first, last = start // CHUNK, max(start, end - 1) // CHUNK
        joined = (
            self._chunk(number, first)
            if first == last
            else "".join(self._chunk(number, n) for n in range(first, last + 1))
        )
        return joined[start - first * CHUNK : end - first * CHUNK]

    def _read_chunk(self, number: int, n: int) -> str:
        row = self._first("SELECT data FROM texts WHERE chunk = ?", (number << BITS) + n)
        return unpack_text(row[0]) if row else ""
