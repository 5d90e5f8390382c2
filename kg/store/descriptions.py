"""Entities as files describe them, each description once for all files that give it, with the blocks that its namesakes are sought in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache

import msgspec

from kg import naming
from kg.model import Entity

Description = tuple[bytes, int, tuple[int, ...]]  # an Entity as msgpack, its digest, those of its block keys
_MOST_KNOWN = 100_000  # descriptions kept at hand

_decoder = msgspec.msgpack.Decoder(Entity)


@lru_cache(maxsize=1 << 16)
def described(entity: Entity) -> Description:
    """An entity as it is stored. Files say the same of most bodies and laws."""
    data = msgspec.msgpack.encode(entity)
    return data, digest_of(data), tuple(sorted({key_digest(k) for k in naming.block_keys(entity)}))


def decoded(data: bytes) -> Entity:
    """The entity of a description."""
    return _decoder.decode(data)


def digest_of(data: bytes) -> int:
    """Sixty-four bits that stand for a block key, where two of one digest only make a block larger, or for a description."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def key_digest(name: str) -> int:
    """The digest of a block key."""
    return digest_of(name.encode("utf-8"))


class Descriptions:
    """The descriptions of a graph file, those of late at hand. `more_keys`: blocks of a description beside those of its entity."""

    def __init__(self, db: sqlite3.Connection, more_keys: Callable[[bytes], Iterable[int]]) -> None:
        self._db = db
        self._more_keys = more_keys
        self._known: dict[int, bytes] = {}
        self._keyed: set[int] = set()  # put into their blocks since the file was opened

    def number(self, data: bytes, number: int, keys: tuple[int, ...], *, anew: bool = False) -> int:
        """The number of a description, which is written where it is not known: its digest, or the next that no other has. `anew`: other
        rules may have put it into other blocks."""
        while (known := self._find(number)) is not None and known != data:
            number += 1
        self._known[number] = data
        if known is None:
            self._db.execute("INSERT INTO descriptions VALUES(?, ?)", (number, data))
        if known is None or (anew and number not in self._keyed):
            self._key(number, {*keys, *self._more_keys(data)})
        return number

    def _key(self, number: int, keys: set[int]) -> None:
        """Puts a description into its blocks."""
        self._keyed.add(number)
        self._db.execute("DELETE FROM keys WHERE description = ?", (number,))
        self._db.executemany("INSERT INTO keys VALUES(?, ?)", [(k, number) for k in sorted(keys)])

    def _find(self, number: int) -> bytes | None:
        known = self._known.get(number)
        if known is None:
            row = self._db.execute("SELECT data FROM descriptions WHERE description = ?", (number,)).fetchone()
            known = row[0] if row else None
        return known

    def entity(self, number: int) -> Entity:
        """What a description says."""
        data = self._find(number)
        assert data is not None
        self._known[number] = data
        return decoded(data)

    def remove(self, number: int) -> set[int]:
        """Takes out a description that nobody gives any more -> those that share a key with it."""
        sql = "SELECT b.description FROM keys a JOIN keys b ON b.key = a.key WHERE a.description = ?"
        near = {row[0] for row in self._db.execute(sql, (number,))}
        self._db.execute("DELETE FROM keys WHERE description = ?", (number,))
        self._db.execute("DELETE FROM descriptions WHERE description = ?", (number,))
        self._known.pop(number, None)
        return near

    def block(self, seed: int) -> set[int]:
        """All descriptions joined to one by shared keys, directly or over others."""
        block = {seed}
        seen: set[int] = set()
        todo = [seed]
        while todo:
            for (k,) in self._db.execute("SELECT key FROM keys WHERE description = ?", (todo.pop(),)).fetchall():
                if k not in seen:
                    seen.add(k)
                    sql = "SELECT description FROM keys WHERE key = ?"
                    new = [row[0] for row in self._db.execute(sql, (k,)) if row[0] not in block]
                    block.update(new)
                    todo.extend(new)
        return block

    def forget(self) -> None:
        """Lets go of what is at hand, where that is much."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
