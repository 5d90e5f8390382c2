"""The things a graph knows: documents, bodies, initiatives, places and tasks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from heapq import merge
from itertools import groupby
from typing import Any

from kg.graph.records import Node
from kg.graph.sql import TASK, is_task, marks, parts, speaker
from kg.graph.texts import Texts
from kg.graphfile import unpack_mentions

_COLUMNS = "id, kind, label, aliases, inferred, fields"


class Nodes(Texts):
    """Nodes by id, kind, number or name. Tasks are kept with their files, places that are only named as those of others in the table of units."""

    def node(self, id: str) -> Node | None:
        """The node of this id."""
        row = self._first(f"SELECT {_COLUMNS} FROM nodes WHERE id = ?", id)
        if row:
            return self._node(row)
        if is_task(id):
            document, digest = parts(id)
            return next(self._tasks("WHERE t.digest = ? AND dn.id = ?", (digest, document)), None)
        return _place(id) if self._first("SELECT 1 FROM nodes WHERE place = ?", id) else None

    def some(self, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes of several ids, in the order of the ids; those that nothing has are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Node] = {}
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            found |= {n.id: n for n in self._plain_nodes(f"WHERE id IN ({marks(part)})", tuple(part))}
        return {i: n for i in wanted if (n := found.get(i) or self.node(i))}

    def nodes(self, kind: str | None = None) -> Iterator[Node]:
        """All nodes, or those of one kind, sorted by id."""
        if kind == "task":
            return self._tasks()
        if kind == "place":
            return self._places()
        if kind:
            return self._plain_nodes("WHERE kind = ? ", (kind,))
        return merge(self._plain_nodes("WHERE kind != 'place'"), self._places(), self._tasks(), key=lambda n: n.id)

    def node_of(self, number: int) -> Node | None:
        """The node of a row number of the graph file."""
        row = self._first(f"SELECT {_COLUMNS} FROM nodes WHERE node = ?", number)
        return self._node(row) if row else None

    def numbered(self, number: int) -> Iterator[Node]:
        """Documents whose symbol begins with a number, sorted by id."""
        return self._plain_nodes("WHERE number = ?", (number,))

    def named(self, query: str, kind: str | None, limit: int) -> Iterator[Node]:
        """Nodes whose names answer a query of SQLite's full-text index, best first."""
        where = "AND kind = ?" if kind else ""
        sql = f"SELECT {_COLUMNS} FROM names JOIN nodes ON node = names.rowid WHERE names MATCH ? {where} ORDER BY rank, id LIMIT ?"
        return (self._node(row) for row in self._rows(sql, (query, *((kind,) if kind else ()), limit)))

    def task_counts(self, ids: Collection[str]) -> dict[str, int]:
        """How many assignments each of some bodies has; those without any are left out."""
        wanted = tuple(dict.fromkeys(ids))
        sql = f"""SELECT id, count(*) FROM claims JOIN nodes ON node = target
                  WHERE id IN ({marks(wanted)}) AND claims.kind = 'assigns' AND verdict IS NOT 'reject' GROUP BY id"""
        return dict(self._rows(sql, wanted))

    def agency_names(self) -> Iterator[tuple[int, str, str | None]]:
        """Number, label and place of every agency."""
        rows = self._rows("SELECT node, label, place FROM nodes WHERE kind = 'agency' ORDER BY id")
        return ((row[0], row[1], row[2]) for row in rows)

    def places_below(self, name: str) -> list[Node]:
        """The places whose id goes on behind a name with the unit they lie in: `xa-mu-cang-chai` of `xa-mu-cang-chai-tinh-lao-cai`."""
        sql = "SELECT DISTINCT place FROM nodes WHERE place > ? AND place < ? ORDER BY 1"
        return [_place(row[0]) for row in self._rows(sql, (f"{name}-", f"{name}."))]

    def dated(self, document: str) -> tuple[str | None, str | None, bool]:
        """Date, year, and whether the date is inferred, of a node."""
        sql = "SELECT json_extract(fields, '$.date'), json_extract(fields, '$.year'), instr(inferred, '\"date\"') FROM nodes WHERE id = ?"
        row = self._first(sql, document)
        return (row[0], row[1] and str(row[1]), bool(row[2])) if row else (None, None, False)

    def latest_cited(self, document: str) -> str | None:
        """The latest date among the documents that a document has to do with."""
        sql = """SELECT max(json_extract(fields, '$.date')) FROM nodes WHERE node IN (
                   SELECT target FROM claims WHERE source = ? AND kind != 'assigns' AND verdict IS NOT 'reject' AND target != source)"""
        row = self._first(sql, self._number(document))
        return row[0] if row else None

    def tasks_naming(self, node: str) -> Iterator[Node]:
        """The tasks whose words mention a node, sorted by id."""
        sql = "SELECT entity >> 24, data FROM entities JOIN mentions USING (entity) WHERE node = ?"
        rows = self._rows(sql, (self._number(node),))
        places = [(file, row[0]) for file, data in rows for row in unpack_mentions(data).rows]
        named = """SELECT own.file, own.n FROM json_each(?) m JOIN tasks own ON own.file = json_extract(m.value, '$[0]')
                   AND json_extract(m.value, '$[1]') BETWEEN own.start AND own.end - 1"""
        return self._tasks(f"WHERE (t.file, t.n) IN ({named})", (json.dumps(places),))

    def _plain_nodes(self, where: str, values: tuple[str | int, ...] = ()) -> Iterator[Node]:
        """Nodes that have a row of their own, sorted by id."""
        sql = f"SELECT {_COLUMNS} FROM nodes {where} ORDER BY id"
        return (self._node(row) for row in self._rows(sql, values))

    def _node(self, row: tuple[Any, ...]) -> Node:
        """The node of a row of `_COLUMNS`; it names no body that nothing is known of."""
        fields = json.loads(row[5])
        for name in ("issuer_id", "part_of"):
            if name in fields and not self._first("SELECT 1 FROM nodes WHERE id = ?", fields[name]):
                del fields[name]
        return Node(
            id=row[0],
            kind=row[1],
            label=row[2],
            aliases=tuple(json.loads(row[3])),
            inferred=tuple(json.loads(row[4])),
            fields=fields,
        )

    def _places(self) -> Iterator[Node]:
        """Places that have a row of their own, and those of other nodes."""
        named = "SELECT id, label, aliases FROM nodes WHERE kind = 'place'"
        only = "SELECT DISTINCT place, NULL, '[]' FROM nodes WHERE place IS NOT NULL AND place NOT IN (SELECT id FROM nodes WHERE kind = 'place')"
        return (_place(*row) for row in self._rows(f"{named} UNION ALL {only} ORDER BY 1"))

    def _tasks(self, where: str = "", values: tuple[str | int | None, ...] = ()) -> Iterator[Node]:
        """Tasks; of those that two files of one document give, the place in the better text."""
        sql = f"""SELECT {TASK} AS id, f.id, f.file, t.start, t.end, t.section, dn.id FROM tasks t {speaker("t")} {where}
                  ORDER BY {TASK}, f.ocr, f.id, t.start"""
        for id, same in groupby(self._rows(sql, values), key=lambda r: r[0]):
            _, file, number, start, end, section, document = next(same)
            text = self._slice(number, start, end)
            at = {"section": section} if section else {}
            fields = {"text": text, "file": file, "start": start, "end": end, **at, "document": document}
            yield Node(id=id, kind="task", label=" ".join(text.split()), fields=fields)


def _place(id: str, label: str | None = None, aliases: str = "[]") -> Node:
    """A province, district or commune, from the table of units."""
    from kg.units import load_units

    units = load_units()
    unit = units.get(id)
    fields = {"level": unit.level, "until": unit.until.isoformat() if unit.until else None} if unit else {}
    return Node(
        id=id,
        kind="place",
        label=label or units.label(id),
        aliases=tuple(json.loads(aliases)),
        fields={k: v for k, v in fields.items() if v},
    )
