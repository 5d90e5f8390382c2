"""An open graph file and rows out of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from kg import graphfile


class Opened:
    """An open graph file: the ground that the questions stand on."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        """Use `open`."""
        self.path = path
        self._db = db

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Opens for reading; StoreError where the file is missing, foreign, newer, corrupt or busy."""
        return cls(Path(path), graphfile.open_for_reading(Path(path)))

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows one by one; SQLite's errors as ours. No `yield from`: left half read, it would close a cursor of a file closed before."""
        try:
            for row in self._db.execute(sql, tuple(values)):  # noqa: UP028
                yield row
        except sqlite3.ProgrammingError:
            raise  # a closed graph, a value of a wrong type: the caller's mistake, the file is sound
        except sqlite3.Error as error:
            raise graphfile.store_error(self.path, error) from error

    def _first(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        return next(self._rows(sql + " LIMIT 1", values), None)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside is of one moment, whatever a build does meanwhile."""
        if self._db.in_transaction:
            yield
            return
        with graphfile.translated(self.path):
            self._db.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # of what was only read; a damaged file has been told already
                self._db.execute("COMMIT")

    def _number(self, id: str) -> int | None:
        """The number of the node of this id, by which the tables know it."""
        row = self._first("SELECT node FROM nodes WHERE id = ?", id)
        return row[0] if row else None
