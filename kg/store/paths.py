"""How files are named: by their path under the folder given."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kg.graphfile import numbers


def relative(location: str, root: str, member: str) -> str:
    """The path of a file under its root, with that of its member inside an archive."""
    path = location[len(root) :].lstrip("/") if location.startswith(root) else location
    return f"{path}/{member}" if member else path


def name_files(db: sqlite3.Connection, paths: Iterable[str]) -> set[int]:
    """Gives the files of these paths their ids: the path, and where two folders hold such a path, with the folder's name before `//`.

    Returns the descriptions that files of another name than before give.
    """
    touched: set[int] = set()
    sql = "SELECT file, root, id FROM files JOIN sources USING (source) WHERE path = ? ORDER BY location, member"
    for path in sorted(paths):
        rows = db.execute(sql, (path,)).fetchall()
        ids = _distinct([row[1] for row in rows], path)
        for (file, _, before), now in zip(rows, ids, strict=True):
            if now != before:
                db.execute("UPDATE files SET id = ? WHERE file = ?", (now, file))
                of_file = "SELECT description FROM entities WHERE entity BETWEEN ? AND ?"
                touched.update(row[0] for row in db.execute(of_file, numbers(file)))
    return touched


def _distinct(roots: list[str], path: str) -> list[str]:
    """Ids for files of one path under several roots: as little of each root as tells them apart."""
    if len(roots) < 2:
        return [path for _ in roots]
    parts = [[p for p in root.split("/") if p] for root in roots]
    for count in range(1, max(map(len, parts)) + 1):
        tails = ["/".join(p[-count:]) for p in parts]
        if len(set(tails)) == len(tails):
            return [f"{tail}//{path}" for tail in tails]
    return [f"{root}//{path}" for root in roots]
