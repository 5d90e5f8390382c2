"""Nodes as rows: what identity made of one thing, the words it is found by, and ids that no two share."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec

from kg import naming, succession
from kg.graphfile import searchable
from kg.identity import Cluster
from kg.model import AGENCY, DOCUMENT
from kg.store.bodies import body_of
from kg.store.rows import Row, as_json

_COLUMNS = "base, kind, label, aliases, inferred, fields, number, place"
_DIGITS = re.compile(r"\d{1,18}", re.ASCII)


class Nodes:
    """The nodes while identity is worked out again: those that lost an entity are taken up by what is found to be of the same id."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._free: dict[
            str, list[int]
        ] = {}  # ids that identity gave -> nodes of which nobody knows yet whether they stay
        self._at_hand: dict[int, Row] = {}  # those nodes
        self._new: dict[int, Row] = {}  # nodes to be written
        self._bases: set[str] = set()  # ids of nodes that came or went
        self._next = (db.execute("SELECT max(node) FROM nodes").fetchone()[0] or 0) + 1

    def release(self, nodes: Iterable[int]) -> None:
        """Nodes that lost an entity: what is found to be of the same id takes their place; the rest will go."""
        for node in sorted(nodes):
            if node not in self._at_hand:
                row = self._db.execute(f"SELECT {_COLUMNS} FROM nodes WHERE node = ?", (node,)).fetchone()
                if row:
                    self._at_hand[node] = row
                    self._free.setdefault(row[0], []).append(node)

    def of(self, cluster: Cluster) -> int:
        """The node of a cluster: one of that id that is there, else a new one."""
        row = _row(cluster)
        free = self._free.get(row[0])
        node = free.pop(0) if free else None
        if node is not None:
            before = self._at_hand.pop(node)
            if before == row:
                return node
            self._delete(node, before)
        else:
            node = self._next
            self._next += 1
        self._new[node] = row
        self._bases.add(row[0])
        return node

    def _delete(self, node: int, row: Row) -> None:
        self._bases.add(row[0])
        self._db.execute("INSERT INTO names(names, rowid, body) VALUES('delete', ?, ?)", (node, _names(row)))
        self._db.execute("DELETE FROM nodes WHERE node = ?", (node,))

    def write(self) -> None:
        """Takes out nodes that nothing is of any more, and writes the new ones with their ids."""
        for node, row in self._at_hand.items():
            self._delete(node, row)
        settled = self._alone()
        rows = ((node, row[0] if row[0] in settled else None, *row) for node, row in self._new.items())
        self._db.executemany(f"INSERT INTO nodes(node, id, {_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        names = ((node, _names(row)) for node, row in self._new.items())
        self._db.executemany("INSERT INTO names(rowid, body) VALUES(?, ?)", names)
        for base in sorted(self._bases - settled):
            _assign_ids(self._db, base)

    def _alone(self) -> set[str]:
        """The ids that a new node has for itself: most are of one node."""
        sql = "SELECT 1 FROM nodes WHERE base = ? LIMIT 1"
        new = Counter(row[0] for row in self._new.values())
        return {base for base, n in new.items() if n == 1 and not self._db.execute(sql, (base,)).fetchone()}


def _row(cluster: Cluster) -> Row:
    """A cluster as its row, in the order of `_COLUMNS`."""
    fields = {k: v for k, v in sorted(cluster.fields.items()) if v is not None and v != ""}
    body = body_of(cluster.kind, fields.get("issuer"), fields.get("part_of"), fields.get("place"))
    if body:
        fields["issuer_id" if cluster.kind == DOCUMENT else "part_of"] = naming.body_id(*body)
    if cluster.kind == AGENCY:
        fields |= _lifetime(cluster.label, fields.get("place"))
    return (
        cluster.id,
        cluster.kind,
        cluster.label,
        as_json(list(cluster.aliases)),
        as_json(list(cluster.inferred)),
        as_json(fields),
        _number_of(fields.get("symbol")) if cluster.kind == DOCUMENT else None,
        fields.get("place"),
    )


def _number_of(symbol: str | None) -> int | None:
    """The number a symbol begins with: `01/NQ-CP` and `1/NQ-CP` are asked for alike."""
    found = _DIGITS.search(symbol or "")
    return int(found[0]) if found else None


@lru_cache(maxsize=65536)
def _lifetime(label: str, place: str | None) -> dict[str, Any]:
    """`from`, `until`, `successors` of a body, where the table of successions knows it."""
    since, until = succession.period(label, place)
    heirs = [
        {
            "id": naming.body_id(h.label, h.place),
            "label": h.label,  # no text need name an heir
            "date": h.since.isoformat() if h.since else None,
            "basis": h.basis,
            "share": h.share,
        }
        for h in (succession.successors(label, place) if until else ())
    ]
    fields = {"from": since and since.isoformat(), "until": until and until.isoformat(), "successors": heirs}
    return {k: v for k, v in fields.items() if v}


def _names(row: Row) -> str:
    """The words a node is found by."""
    _, _, label, aliases, _, said, _, _ = row
    fields = msgspec.json.decode(said)
    place = str(fields.get("place") or "").replace("-", " ")
    named = (fields.get(name) for name in ("symbol", "name", "title", "type"))
    words = [label, *msgspec.json.decode(aliases), *named, place]
    names = list(filter(None, words))
    # `Đắk R'lấp` is found by `rlap` too.
    names += [name.replace("'", "").replace("’", "") for name in names if "'" in name or "’" in name]
    return searchable("\n".join(dict.fromkeys(names)))


def _assign_ids(db: sqlite3.Connection, base: str) -> None:
    """One node of a base has it as its id; of several each has a digest of its fields behind it, whatever the order they came in."""
    rows = db.execute(
        "SELECT node, id, kind, label, fields FROM nodes WHERE base = ? ORDER BY kind, label, fields, aliases", (base,)
    ).fetchall()
    wanted = [base] if len(rows) == 1 else [f"{base}~{_digest(row[2:])}" for row in rows]
    for n, (row, name) in enumerate(zip(rows, wanted, strict=True)):
        if name in wanted[:n]:
            wanted[n] = f"{name}{n}"
        if row[1] not in (None, wanted[n]):
            db.execute("UPDATE nodes SET id = NULL WHERE node = ?", (row[0],))
    for row, name in zip(rows, wanted, strict=True):
        if row[1] != name:
            db.execute("UPDATE nodes SET id = ? WHERE node = ?", (name, row[0]))


def _digest(said: Row) -> str:
    return hashlib.blake2b(as_json(said).encode(), digest_size=3).hexdigest()
