"""The rows of a source: its files, put, renewed and taken out with all they say. What identity must look at again is noted in `Pending`."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.graphfile import BITS, numbers
from kg.store import claims
from kg.store.descriptions import Descriptions
from kg.store.fulltext import indexed
from kg.store.item import Item
from kg.store.paths import relative
from kg.store.pending import Pending
from kg.store.reading import text_of
from kg.store.rows import as_json, numbered
from kg.text import slug

_SOURCE = """INSERT INTO sources(location, root, size, mtime, sha) VALUES(?, ?, ?, ?, ?) ON CONFLICT(location) DO UPDATE
             SET root = excluded.root, size = excluded.size, mtime = excluded.mtime, sha = excluded.sha RETURNING source"""


class Source(NamedTuple):
    """What lies on a disk, as a row: its name there, the folder it is named from, size, time of change and SHA-256."""

    location: str
    root: str
    size: int
    mtime: int
    sha: bytes


class _Placed(NamedTuple):
    """An entity of a file that is there, with its description and its node."""

    entity: int
    description: int
    node: int


class _Before(NamedTuple):
    """A file as it is there: its number, its path and when it speaks, its entities."""

    file: int
    path: str
    citing: str | None
    entities: list[_Placed]


def waiting(db: sqlite3.Connection, pending: Pending, location: str) -> bool:
    """Whether something of a source waits for its nodes."""
    sql = "SELECT file FROM files JOIN sources USING (source) WHERE location = ?"
    return any(pending.has(row[0]) for row in db.execute(sql, (location,)))


def put(
    db: sqlite3.Connection,
    pending: Pending,
    descriptions: Descriptions,
    source: Source,
    items: Iterable[Item],
    keep: bool,
) -> None:
    """Stores what a source says in place of what it said before; with `keep` a text of the same path, day and document keeps its number."""
    before = _before(db, source.location)
    kept = set()
    (number,) = db.execute(_SOURCE, source).fetchone()
    new = []
    for item in items:
        path = relative(source.location, source.root, item.member)
        described = array("q", [descriptions.number(*said, anew=not keep) for said in item.entities])
        old = before.pop(item.member, None)
        if (
            keep
            and old
            and (old.path, old.citing) == (path, item.citing)
            and old.entities[0].description == described[0]
        ):
            kept.add(old.file)
            _clear(db, old.file)
            _renew(db, pending, old, described)
            _put_rows(db, pending, old.file, item)
        else:
            new.append((path, item, described))
    for file, path in db.execute("SELECT file, path FROM files WHERE source = ?", (number,)).fetchall():
        if file not in kept:
            _remove(db, pending, file, path)
    for path, item, described in new:
        _put_new(db, pending, number, path, item, described)


def remove(db: sqlite3.Connection, pending: Pending, location: str) -> bool:
    """Takes out a source with all it said; whether it was there."""
    row = db.execute("SELECT source FROM sources WHERE location = ?", (location,)).fetchone()
    if not row:
        return False
    for file, path in db.execute("SELECT file, path FROM files WHERE source = ?", row).fetchall():
        _remove(db, pending, file, path)
    db.execute("DELETE FROM sources WHERE source = ?", row)
    return True


def touch(db: sqlite3.Connection, pending: Pending, location: str, root: str, size: int, mtime: int) -> None:
    """Notes that a source, whose content did not change, has another root or time of change."""
    source, before = db.execute("SELECT source, root FROM sources WHERE location = ?", (location,)).fetchone()
    db.execute("UPDATE sources SET root = ?, size = ?, mtime = ? WHERE source = ?", (root, size, mtime, source))
    if root == before:
        return
    sql = "SELECT file, member, path FROM files WHERE source = ?"
    for file, member, path in db.execute(sql, (source,)).fetchall():
        now = relative(location, root, member)
        db.execute("UPDATE files SET path = ? WHERE file = ?", (now, file))
        pending.paths |= {path, now}


def _before(db: sqlite3.Connection, location: str) -> dict[str, _Before]:
    """The files of a source, by their members."""
    found = {}
    sql = "SELECT member, file, path, citing FROM files JOIN sources USING (source) WHERE location = ?"
    for member, file, path, citing in db.execute(sql, (location,)).fetchall():
        sql = "SELECT entity, description, node FROM entities WHERE entity BETWEEN ? AND ? ORDER BY entity"
        found[member] = _Before(file, path, citing, [_Placed(*row) for row in db.execute(sql, numbers(file))])
    return found


def _put_new(
    db: sqlite3.Connection, pending: Pending, source: int, path: str, item: Item, described: array[int]
) -> None:
    sql = "INSERT INTO files(source, member, path, id, citing) VALUES(?, ?, ?, ?, ?)"
    file = db.execute(sql, (source, item.member, path, path, item.citing)).lastrowid
    assert file is not None
    pending.paths.add(path)
    pending.new[file] = described
    pending.fresh.update(described)
    _put_rows(db, pending, file, item)


def _put_rows(db: sqlite3.Connection, pending: Pending, file: int, item: Item) -> None:
    """All of a file but what identity works with; its claims wait for their nodes."""
    db.execute(
        "UPDATE files SET format = ?, length = ?, text_sha = ?, meta = ?, pages = ?, ocr = ? WHERE file = ?",
        (item.format, item.length, item.text_sha, as_json(item.meta), as_json(item.pages), int(item.ocr), file),
    )
    first = file << BITS
    db.executemany("INSERT INTO texts VALUES(?, ?)", ((first + n, chunk) for n, chunk in enumerate(item.chunks)))
    db.execute("INSERT INTO words(rowid, body) VALUES(?, ?)", (file, item.body))
    mentions = [(first + n, times, data) for n, times, data in item.mentions]
    db.executemany("INSERT INTO mentions VALUES(?, ?, ?)", mentions)
    pending.claims[file] = item.claims
    pending.held += len(item.claims)
    claims.write_too_many(db, pending)
    db.executemany("INSERT INTO tasks VALUES(?, ?, ?, ?, ?, ?)", numbered(file, item.tasks))
    db.executemany("INSERT INTO deadlines VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", numbered(file, item.deadlines))
    db.executemany("INSERT INTO targets VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", numbered(file, item.targets))
    held = ((file, *row) for row in item.in_force)
    db.executemany("INSERT INTO in_force VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", held)
    db.executemany("INSERT INTO issues VALUES(?, ?, ?, ?, ?, ?, ?)", numbered(file, item.issues))


def _clear(db: sqlite3.Connection, file: int) -> None:
    """Takes out what `_put_rows` wrote."""
    db.execute("INSERT INTO words(words, rowid, body) VALUES('delete', ?, ?)", (file, indexed(text_of(db, file))))
    db.execute("DELETE FROM texts WHERE chunk BETWEEN ? AND ?", numbers(file))
    db.execute("DELETE FROM mentions WHERE entity BETWEEN ? AND ?", numbers(file))
    for table in ("claims", "tasks", "deadlines", "targets", "in_force", "issues"):
        db.execute(f"DELETE FROM {table} WHERE file = ?", (file,))


def _remove(db: sqlite3.Connection, pending: Pending, file: int, path: str) -> None:
    _clear(db, file)
    pending.paths.add(path)
    pending.gone(db.execute("SELECT description, node FROM entities WHERE entity BETWEEN ? AND ?", numbers(file)))
    _delete_entities(db, file)
    db.execute("DELETE FROM files WHERE file = ?", (file,))
    pending.unlinked.discard(file)


def _delete_entities(db: sqlite3.Connection, file: int) -> None:
    for table in ("entities", "doubts"):
        db.execute(f"DELETE FROM {table} WHERE entity BETWEEN ? AND ?", numbers(file))


def _renew(db: sqlite3.Connection, pending: Pending, old: _Before, described: array[int]) -> None:
    """Puts other entities for those of a file that is of the same path and day: identity is asked only for those that came or went."""
    file = old.file
    now = list(enumerate(described, file << BITS))
    if [(placed.entity, placed.description) for placed in old.entities] == now:
        return
    stay = _that_stay(db, old, now)
    doubts = db.execute("SELECT * FROM doubts WHERE entity BETWEEN ? AND ?", numbers(file)).fetchall()
    _delete_entities(db, file)
    pending.gone((p.description, p.node) for p in old.entities if p.entity not in stay)
    rows = ((stay[entity], *rest) for entity, *rest in old.entities if entity in stay)
    db.executemany("INSERT INTO entities VALUES(?, ?, ?)", rows)
    db.executemany("INSERT INTO doubts VALUES(?, ?, ?)", ((stay[e], *rest) for e, *rest in doubts if e in stay))
    there = set(stay.values())
    added = {entity: description for entity, description in now if entity not in there}
    pending.added |= added
    pending.fresh.update(added.values())
    pending.unlinked.add(file)


def _that_stay(db: sqlite3.Connection, old: _Before, now: list[tuple[int, int]]) -> dict[int, int]:
    """Entities whose node cannot change, since they are described as before and in the same order -> what they are numbered now."""
    once = _once(p.description for p in old.entities) & _once(description for _, description in now)
    left = [p for p in old.entities if p.description in once]
    right = [(entity, description) for entity, description in now if description in once]
    if [p.description for p in left] != [description for _, description in right]:
        return {}
    (id,) = db.execute("SELECT id FROM files WHERE file = ?", (old.file,)).fetchone()
    stay = {}
    for (entity, _, node), (entity_now, _) in zip(left, right, strict=True):
        (base,) = db.execute("SELECT base FROM nodes WHERE node = ?", (node,)).fetchone()
        # The last resort of identity, to tell things of one id apart, is the place of the first that names them.
        if entity == entity_now or not base.endswith(slug(f"{id} {entity - (old.file << BITS)}")):
            stay[entity] = entity_now
    return stay


def _once(numbers: Iterable[int]) -> set[int]:
    """Those that come once."""
    return {number for number, times in Counter(numbers).items() if times == 1}
