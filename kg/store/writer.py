"""One writer's hold on the graph file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg import graphfile
from kg.identity import Judgement
from kg.store import files, judging
from kg.store.descriptions import Descriptions
from kg.store.files import Source
from kg.store.item import Item
from kg.store.judging import FactJudgement, Judged
from kg.store.pending import Pending
from kg.store.reading import sources
from kg.store.settling import settle


class Store:
    """One writer's hold on the graph file. Changes are seen by readers after `commit`, with identity settled."""

    def __init__(self, path: str | Path, judgements: Sequence[Judgement] = ()) -> None:
        """Opens or makes the graph file; StoreError where it cannot be."""
        self.path = Path(path)
        self.judgements = judgements
        self.db = graphfile.open_for_writing(self.path)
        self._judged = Judged(judgements)
        self._descriptions = Descriptions(self.db, self._judged.keys)
        self._pending = Pending()
        self._open = False

    def close(self) -> None:
        """Drops what was not committed; the file is left alone on the disk, without a log beside it where no reader holds it."""
        try:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            self.db.execute("PRAGMA busy_timeout=200")
            self.db.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error:
            pass  # a reader has it open: the log stays until the last one closes
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """In a transaction that `commit` ends; SQLite's errors as ours."""
        with graphfile.translated(self.path):
            if not self._open:
                self.db.execute("BEGIN IMMEDIATE")
                self._open = True
            yield self.db

    def _settle(self) -> None:
        """Identity as it is after all that changed."""
        settle(self.db, self._pending, self._descriptions, self.judgements)

    def _settle_source(self, location: str) -> None:
        """Before a source is looked at, what of it waits for its nodes is written."""
        if files.waiting(self.db, self._pending, location):
            self._settle()

    # -- what is there

    def sources(self) -> dict[str, tuple[str, int, int, bytes]]:
        """Of each source its root, size, time of change, and SHA-256."""
        with graphfile.translated(self.path):
            return sources(self.db)

    def meta(self, name: str) -> str | None:
        """A note of the store about itself."""
        with graphfile.translated(self.path):
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Writes a note of the store about itself."""
        sql = "INSERT INTO meta VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"
        with self._writing() as db:
            db.execute(sql, (name, value))

    # -- sources and their files

    def touch(self, location: str, root: str, size: int, mtime: int) -> None:
        """Notes that a source, whose content did not change, has another root or time of change."""
        with self._writing() as db:
            files.touch(db, self._pending, location, root, size, mtime)

    def put(
        self, location: str, root: str, size: int, mtime: int, sha: bytes, items: Iterable[Item], *, keep: bool = True
    ) -> None:
        """Stores what a source says; what it said before is gone. `keep`: of what a text names as it did before, identity is not asked again."""
        with self._writing() as db:
            self._settle_source(location)
            source = Source(location, root, size, mtime, sha)
            files.put(db, self._pending, self._descriptions, source, items, keep)

    def remove(self, location: str) -> bool:
        """Takes out a source with all it said; whether it was there."""
        with self._writing() as db:
            self._settle_source(location)
            return files.remove(db, self._pending, location)

    def commit(self) -> None:
        """Settles ids and identity for all that changed, and makes it seen."""
        with self._writing() as db:
            self._settle()
            db.execute("COMMIT")
            self._open = False

    # -- what people said

    def judge_again(self, before: Sequence[Judgement]) -> None:
        """The judgements were others when the graph was built: whatever they touched is worked out again."""
        with self._writing() as db:
            self._pending.fresh |= judging.judge_again(db, before, self.judgements, self._judged)

    def described(self, name: str) -> bool:
        """Is there an entity of that descriptor key? Only asked of those that judgements name."""
        with self._writing() as db:
            self._settle()
            sql = "SELECT 1 FROM keys WHERE key = ? LIMIT 1"
            return db.execute(sql, (judging.named_key(name),)).fetchone() is not None

    def unjudge(self) -> None:
        """Claims as their files say them."""
        with self._writing() as db:
            judging.unjudge(db)

    def judge(self, said: FactJudgement) -> bool:
        """Applies a person's word to the claims whose evidence has the words quoted; whether there was one."""
        with self._writing() as db:
            self._settle()
            return judging.judge(db, said)
