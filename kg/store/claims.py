"""Claims of files, with the nodes that they join."""

from __future__ import annotations

import sqlite3

from kg.graphfile import BITS, numbers
from kg.store.pending import Pending
from kg.store.rows import Row

_MOST_HELD = 200_000  # claims that wait for their nodes
_INSERT = (
    "INSERT INTO claims(file, i, kind, subject, object, task, data, source, target) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def write_too_many(db: sqlite3.Connection, pending: Pending) -> None:
    """Writes the claims at hand without their nodes, where they are too many to wait for them."""
    if pending.held > _MOST_HELD:
        write(db, pending, {})


def write(db: sqlite3.Connection, pending: Pending, placed: dict[int, int]) -> None:
    """Writes the claims at hand. `placed`: nodes of new entities; where there are none yet, the claims get them later."""
    rows: list[Row] = []
    for file, claims in pending.claims.items():
        first = file << BITS
        if file in pending.new:  # too many claims to wait for their nodes
            pending.unlinked.add(file)
        elif first not in placed:
            placed |= db.execute("SELECT entity, node FROM entities WHERE entity BETWEEN ? AND ?", numbers(file))
        for i, (kind, subject, object_, task, data) in enumerate(claims):
            b = first + object_
            if subject is None:
                rows.append((file, i, kind, None, b, task, data, None, placed.get(b)))
            else:
                a = first + subject
                rows.append((file, i, kind, a, b, task, data, placed.get(a), placed.get(b)))
    db.executemany(_INSERT, rows)
    pending.claims.clear()
    pending.held = 0


def link(db: sqlite3.Connection, file: int) -> None:
    """Writes into the claims of a file the nodes that they join."""
    nodes = dict(db.execute("SELECT entity, node FROM entities WHERE entity BETWEEN ? AND ?", numbers(file)))
    claims = db.execute("SELECT i, subject, object, source, target FROM claims WHERE file = ?", (file,)).fetchall()
    wrong = [
        (s, t, file, i) for i, subject, object_, *now in claims if [s := nodes.get(subject), t := nodes[object_]] != now
    ]
    db.executemany("UPDATE claims SET source = ?, target = ? WHERE file = ? AND i = ?", wrong)
