"""The read side of the graph file: the records that queries, exports and views work with, and `Graph`, which gives them in a fixed order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kg import graphfile
from kg.errors import QueryError
from kg.graphfile import BITS, CHUNK, Said, numbers, unpack_mentions, unpack_said, unpack_text

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.building import BuildReport
    from kg.query.path import Path as Chain
    from kg.query.show import Shown
    from kg.query.stats import Stats
    from kg.query.tasks import TaskRow
    from kg.query.trace import Trace


class File(Struct, frozen=True, kw_only=True):
    """A text somebody has. `document` is the id of the node it is a text of; `ocr`: the text was recognised from a picture."""

    id: str
    document: str
    format: str
    text_sha256: str
    meta: dict[str, str] = {}
    pages: tuple[int, ...] = ()
    ocr: bool = False

    @property
    def url(self) -> str:
        """The page of the web that the text comes from, where its metadata says so, else ""."""
        return next((v for _, v in sorted(self.meta.items()) if v.lower().startswith(("http://", "https://"))), "")


class Node(Struct, frozen=True, kw_only=True):
    """A document, agency, project, programme, masterplan, place or task. `fields`: those of its kind (interchange), absent ones left out."""

    id: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    fields: dict[str, Any] = {}


class Evidence(Struct, frozen=True, kw_only=True):
    """Where a file says it: `document` is the document whose text speaks, `quote` the text from `start` to `end`."""

    file: str
    document: str
    start: int
    end: int
    quote: str
    rule: str


class Edge(Struct, frozen=True, kw_only=True):
    """One fact, with every piece of evidence for it. `source`, `target`, `task` are node ids. `left_out`: how many pieces of evidence are not
    given, where only the first were asked for."""

    source: str
    target: str
    kind: str
    inferred: bool = False
    task: str | None = None
    role: str | None = None
    words: str | None = None
    basis: str | None = None
    official: str | None = None
    scope: str | None = None
    provisions: tuple[str, ...] = ()
    effective: str | None = None
    evidence: tuple[Evidence, ...] = ()
    left_out: int | None = None


class Fact(Struct, frozen=True):
    """A fact between two nodes, without its evidence."""

    source: str
    target: str
    kind: str
    scope: str | None = None
    effective: str | None = None


class MentionRow(Struct, frozen=True, kw_only=True):
    """A place where a file names a node."""

    file: str
    document: str
    start: int
    end: int
    text: str
    node: str
    provisions: tuple[str, ...] = ()


class DeadlineRow(Struct, frozen=True, kw_only=True):
    """When something is due; `task` None: the document's own. `relative`: {"duration": "P30D", "from": "promulgation"}.

    `inferred`: the text says it above the task, for all that stands below; or the words leave the year to the paper's own date.
    """

    task: str | None
    text: str
    file: str
    document: str
    start: int
    end: int
    not_before: str | None = None
    not_after: str | None = None
    rrule: str | None = None
    relative: dict[str, str] | None = None
    inferred: bool = False

    def __str__(self) -> str:
        """In a cell: the words, and the day or the rule they give."""
        when = self.not_after or self.rrule
        return " ".join(self.text.split()) + (f" ({when})" if when else "")


class TargetRow(Struct, frozen=True, kw_only=True):
    """A result with a figure or a year."""

    task: str | None
    text: str
    file: str
    document: str
    start: int
    end: int
    due: str | None = None
    value: str | None = None
    unit: str | None = None

    def __str__(self) -> str:
        """In a cell: the words, and the day by which it is wanted."""
        return " ".join(self.text.split()) + (f" ({self.due})" if self.due else "")


class IssueRow(Struct, frozen=True, kw_only=True):
    """Something odd that a person should know of; `code` and `detail` make a sentence in `kg.messages`."""

    file: str
    document: str
    start: int
    end: int
    code: str
    detail: str = ""


class Hit(Struct, frozen=True, kw_only=True):
    """A place found by a full-text search: in a node's names (`file` None), or in a file's text at `start`..`end`."""

    node: str
    label: str
    text: str
    file: str | None = None
    start: int = 0
    end: int = 0


_Claim = tuple[tuple[Any, ...], Said]  # the row of a claim and what it says
# A task is named by its document and a digest of section and words.
_OF_DOCUMENT = ".t-"
_TASK = f"dn.id || '{_OF_DOCUMENT}' || t.digest"
# The file that speaks, its document, and the task a row belongs to.
_OWN = "JOIN entities de ON de.entity = f.file << 24 JOIN nodes dn ON dn.node = de.node"
_SPEAKER = f"JOIN files f ON f.file = {{0}}.file {_OWN}"
_OF_TASK = "LEFT JOIN tasks t ON t.file = {0}.file AND t.n = {0}.task"
_SOURCE = f"coalesce(sn.id, {_TASK})"
_EDGE = f"""
SELECT {_SOURCE} AS source, tn.id AS target, c.kind, CASE WHEN c.subject IS NULL THEN NULL ELSE {_TASK} END AS task,
       f.id AS file, f.file AS number, f.ocr, dn.id AS document, c.data, c.verdict
"""
_EDGE_JOINS = f"""
CROSS JOIN nodes tn ON tn.node = c.target LEFT JOIN nodes sn ON sn.node = c.source
{_SPEAKER.format("c")} {_OF_TASK.format("c")}
"""


def _said_of(name: str) -> str:
    """What claims say of one thing, as SQL; few of them say it, and JSON is only read of those."""
    return f"""CASE WHEN instr(data, '"{name}":') THEN json_extract(data, '$.{name}') END AS {name}"""


def is_task(id: str) -> bool:
    """Whether an id is that of a task."""
    return all(_parts(id))


def _parts(task: str) -> tuple[str, str]:
    """The document of a task and the digest of its words."""
    document, _, digest = task.rpartition(_OF_DOCUMENT)
    return document, digest


class Graph:
    """An open graph file. Everything it gives is sorted, so that the same graph gives the same answers in the same order."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        """Use `Graph.open`."""
        self.path = path
        self.report: BuildReport | None = None
        self._db = db
        self._chunk = lru_cache(maxsize=256)(self._read_chunk)

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Opens for reading; StoreError where the file is missing, foreign, newer, corrupt or busy."""
        return cls(Path(path), graphfile.open_for_reading(Path(path)))

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows one by one; SQLite's errors as ours. No `yield from`: left half read, it would close a cursor of a file closed before."""
        try:
            for row in self._db.execute(sql, tuple(values)):  # noqa: UP028
                yield row
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

    # -- files and their texts

    def files(self, document: str | None = None) -> list[File]:
        """All files, or those that are texts of one document: sorted by id, of one document the better text first."""
        select = f"SELECT x.id, dn.id, x.format, x.text_sha, x.meta, x.pages, x.ocr FROM files x {_SPEAKER.format('x')}"
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

    def _file(self, file: str) -> tuple[int, int]:
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

    # -- nodes

    def node(self, id: str) -> Node | None:
        """The node of this id."""
        row = self._first("SELECT id, kind, label, aliases, inferred, fields FROM nodes WHERE id = ?", id)
        if row:
            return self._node(row)
        if is_task(id):
            document, digest = _parts(id)
            return next(self._tasks("WHERE t.digest = ? AND dn.id = ?", (digest, document)), None)
        return _place(id) if self._first("SELECT 1 FROM nodes WHERE place = ?", id) else None

    def some(self, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes of several ids, in the order of the ids; those that nothing has are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Node] = {}
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            found |= {n.id: n for n in self._plain_nodes(f"WHERE id IN ({', '.join('?' * len(part))})", tuple(part))}
        return {i: n for i in wanted if (n := found.get(i) or self.node(i))}

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

    def nodes(self, kind: str | None = None) -> Iterator[Node]:
        """All nodes, or those of one kind, sorted by id."""
        if kind == "task":
            return self._tasks()
        if kind == "place":
            return self._places()
        if kind:
            return self._plain_nodes("WHERE kind = ? ", (kind,))
        return merge(self._plain_nodes("WHERE kind != 'place'"), self._places(), self._tasks(), key=lambda n: n.id)

    def _plain_nodes(self, where: str, values: tuple[str | int, ...] = ()) -> Iterator[Node]:
        sql = f"SELECT id, kind, label, aliases, inferred, fields FROM nodes {where} ORDER BY id"
        return (self._node(row) for row in self._rows(sql, values))

    def _node(self, row: tuple[Any, ...]) -> Node:
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
        named = "SELECT id, label, aliases FROM nodes WHERE kind = 'place'"
        only = "SELECT DISTINCT place, NULL, '[]' FROM nodes WHERE place IS NOT NULL AND place NOT IN (SELECT id FROM nodes WHERE kind = 'place')"
        return (_place(*row) for row in self._rows(f"{named} UNION ALL {only} ORDER BY 1"))

    def _tasks(self, where: str = "", values: tuple[str | int | None, ...] = ()) -> Iterator[Node]:
        """Tasks; of those that two files of one document give, the place in the better text."""
        sql = f"""SELECT {_TASK} AS id, f.id, f.file, t.start, t.end, t.section, dn.id FROM tasks t {_SPEAKER.format("t")} {where}
                  ORDER BY {_TASK}, f.ocr, f.id, t.start"""
        for id, same in groupby(self._rows(sql, values), key=lambda r: r[0]):
            _, file, number, start, end, section, document = next(same)
            text = self._slice(number, start, end)
            fields = {"text": text, "file": file, "start": start, "end": end, "section": section, "document": document}
            yield Node(id=id, kind="task", label=" ".join(text.split()), fields=fields)

    def tasks_naming(self, node: str) -> Iterator[Node]:
        """The tasks whose words mention a node, sorted by id."""
        sql = "SELECT entity >> 24, data FROM entities JOIN mentions USING (entity) WHERE node = ?"
        rows = self._rows(sql, (self._number(node),))
        places = [(file, row[0]) for file, data in rows for row in unpack_mentions(data).rows]
        named = """SELECT own.file, own.n FROM json_each(?) m JOIN tasks own ON own.file = json_extract(m.value, '$[0]')
                   AND json_extract(m.value, '$[1]') BETWEEN own.start AND own.end - 1"""
        return self._tasks(f"WHERE (t.file, t.n) IN ({named})", (json.dumps(places),))

    def _number(self, id: str) -> int | None:
        row = self._first("SELECT node FROM nodes WHERE id = ?", id)
        return row[0] if row else None

    # -- facts

    def edges(
        self,
        source: str | None = None,
        target: str | None = None,
        kind: str | tuple[str, ...] | None = None,
        task: str | None = None,
        evidence: int | None = None,
    ) -> Iterator[Edge]:
        """Facts from, to, or of a kind, sorted; `task`: the assignments of that task. `evidence`: at most so many pieces of each fact, the first
        ones; to read the words of a fact that hundreds of sentences state takes long."""
        kinds = (kind,) if isinstance(kind, str) else kind
        start, values = self._edge_start(source, target, task)
        if start is None:
            return iter(())
        where = ["c.verdict IS NOT 'reject'", "tn.id IS NOT coalesce(sn.id, '')"]
        if source is not None and (target is not None or task is not None):
            where.append(f"{_SOURCE} = ?")
            values.append(source)
        if target is not None and task is not None:
            where.append("tn.id = ?")
            values.append(target)
        if task is not None:
            where.append(f"{_TASK} = ?")
            values.append(task)
        if kinds is not None:
            where.append(f"c.kind IN ({', '.join('?' * len(kinds))})")
            values.extend(kinds)
        sql = f"{_EDGE} {start} {_EDGE_JOINS} WHERE {' AND '.join(where)} ORDER BY 1, 2, 3"
        return self._merged(self._rows(sql, values), evidence)

    def between(
        self, ids: Iterable[str], kinds: tuple[str, ...] | None = None, evidence: int | None = None
    ) -> Iterator[Edge]:
        """The facts, of some kinds, whose ends are both among some nodes (tasks aside), sorted; their evidence is without its words."""
        numbers = json.dumps([n for i in ids if (n := self._number(i)) is not None])
        kind = f"AND kind IN ({', '.join('?' * len(kinds))})" if kinds is not None else ""
        start = f"""FROM (SELECT * FROM claims WHERE source IN (SELECT value FROM json_each(?)) AND target IN (SELECT value FROM json_each(?))
                    AND source != target AND verdict IS NOT 'reject' {kind}) c"""
        sql = f"{_EDGE} {start} {_EDGE_JOINS} ORDER BY 1, 2, 3"
        return self._merged(self._rows(sql, (numbers, numbers, *(kinds or ()))), evidence, quotes=False)

    def facts(
        self, source: str | None = None, target: str | None = None, kind: str | tuple[str, ...] | None = None
    ) -> Iterator[Fact]:
        """Facts between nodes as `edges` gives them, in the same order, without tasks and evidence: many times quicker where most are only counted or
        followed."""
        kinds = (kind,) if isinstance(kind, str) else kind
        where = ["verdict IS NOT 'reject'", "source IS NOT NULL", "source != target"]
        values: list[str | int | None] = []
        for column, id in (("source", source), ("target", target)):
            if id is not None:
                where.append(f"{column} = ?")
                values.append(self._number(id))
        if kinds is not None:
            where.append(f"kind IN ({', '.join('?' * len(kinds))})")
            values.extend(kinds)
        sql = f"""SELECT s.id, t.id, x.kind, scope, effective FROM (
                    SELECT DISTINCT source, target, kind, {_said_of("role")}, {_said_of("scope")}, {_said_of("effective")}
                    FROM claims WHERE {" AND ".join(where)}) x
                  JOIN nodes s ON s.node = source JOIN nodes t ON t.node = target
                  ORDER BY s.id, t.id, x.kind, ifnull(role, ''), ifnull(scope, ''), ifnull(effective, '')"""
        return (Fact(*row) for row in self._rows(sql, values))

    def said(self, facts: Iterable[Fact]) -> dict[Fact, Evidence]:
        """The first piece of evidence of each fact, as `edges` would give it. Texts are read in the order in which they lie."""
        sql = """SELECT c.data, f.ocr, f.id, f.file FROM claims c JOIN files f ON f.file = c.file WHERE c.source = ? AND c.target = ?
                 AND c.kind = ? AND c.verdict IS NOT 'reject'"""
        places = {}
        numbers_of = lru_cache(maxsize=None)(self._number)
        for fact in dict.fromkeys(facts):
            pieces = []
            for data, ocr, id, file in self._rows(sql, (numbers_of(fact.source), numbers_of(fact.target), fact.kind)):
                said = unpack_said(data)
                if (said.scope, said.effective) == (fact.scope, fact.effective) and said.evidence:
                    pieces += [(ocr, id, file, start, end, said.rule) for start, end in said.evidence]
            if pieces:
                places[fact] = min(pieces)
        speakers: dict[int, str] = {}
        found: dict[Fact, Evidence] = {}
        for fact, (_, id, file, start, end, rule) in sorted(places.items(), key=lambda p: p[1][2:5]):
            if file not in speakers:
                row = self._first("SELECT id FROM nodes JOIN entities USING (node) WHERE entity = ?", file << BITS)
                speakers[file] = row[0] if row else ""
            quote = self._slice(file, start, end)
            found[fact] = Evidence(file=id, document=speakers[file], start=start, end=end, quote=quote, rule=rule)
        return found

    def _edge_start(self, source: str | None, target: str | None, task: str | None) -> tuple[str | None, list[Any]]:
        """Where the search for claims begins: at the index that leaves least."""
        by_task = task or (source if source is not None and self._number(source) is None else None)
        if by_task is not None:
            digest = _parts(by_task)[1]
            kind = "assigns" if task else "concerns"
            return (
                "FROM tasks x CROSS JOIN claims c ON c.file = x.file AND c.task = x.n AND c.kind = ? AND x.digest = ?",
                [kind, digest],
            )
        if source is not None and target is not None:
            both: list[Any] = [self._number(source), self._number(target)]
            if None not in both:
                return "FROM (SELECT * FROM claims WHERE source = ? AND target = ?) c", both
        for id, column in ((target, "target"), (source, "source")):
            if id is not None:
                number = self._number(id)
                values = [number, number] if number is not None else []
                return (
                    f"FROM (SELECT * FROM claims WHERE {column} = ? AND {column} IS NOT NULL) c" if values else None
                ), values[:1]
        return "FROM claims c", []

    def _merged(self, rows: Iterator[tuple[Any, ...]], most: int | None, quotes: bool = True) -> Iterator[Edge]:
        """Claims of one fact as one edge with several pieces of evidence."""
        for (source, target, kind), ends in groupby(rows, key=lambda r: r[:3]):
            same: dict[tuple[str, ...], list[_Claim]] = {}
            for row in ends:
                said = unpack_said(row[8])
                fact = (row[3] or "", said.role or "", said.scope or "", said.effective or "")
                same.setdefault(fact, []).append((row, said))
            for _, claims in sorted(same.items()):
                yield self._edge(source, target, kind, claims, most, quotes)

    def _edge(self, source: str, target: str, kind: str, claims: list[_Claim], most: int | None, quotes: bool) -> Edge:
        claims.sort(key=lambda c: (c[0][6], c[0][4], c[1].evidence, c[1].rule, c[0][8]))
        first = claims[0][1]
        pieces = sorted(
            {
                (row[6], row[4], row[5], row[7], start, end, said.rule)
                for row, said in claims
                for start, end in said.evidence
            }
        )
        shown = pieces[:most]
        return Edge(
            source=source,
            target=target,
            kind=kind,
            inferred=all(said.inferred for _, said in claims) and not any(row[9] == "accept" for row, _ in claims),
            task=claims[0][0][3],
            role=first.role,
            words=next((said.words for _, said in claims if said.words is not None), None),
            basis=next((said.basis for _, said in claims if said.basis is not None), None),
            official=next((said.official for _, said in claims if said.official is not None), None),
            scope=first.scope,
            provisions=tuple(dict.fromkeys(p for _, said in claims for p in said.provisions)),
            effective=first.effective,
            evidence=tuple(
                Evidence(
                    file=file,
                    document=document,
                    start=start,
                    end=end,
                    quote=self._slice(number, start, end) if quotes else "",
                    rule=rule,
                )
                for _, file, number, document, start, end, rule in shown
            ),
            left_out=len(pieces) - len(shown) or None,
        )

    def mentions(self, file: str | None = None, node: str | None = None) -> Iterator[MentionRow]:
        """Places where a file names something, in text order; of one file or one node."""
        where, values = [], []
        if node is not None:
            where.append("e.node = ?")
            values.append(self._number(node))
        if file is not None:
            where.append("e.entity BETWEEN ? AND ?")
            values += numbers(self._file(file)[0])
        start = "FROM entities e CROSS JOIN mentions m USING (entity) CROSS JOIN files f ON f.file = e.entity >> 24"
        sql = f"""SELECT f.id, dn.id, f.file, nn.id, m.data, e.entity {start} JOIN nodes nn ON nn.node = e.node {_OWN}
                  {"WHERE" if where else ""} {" AND ".join(where)} ORDER BY f.id, e.entity"""
        for (id, document, number), rows in groupby(self._rows(sql, values), key=itemgetter(0, 1, 2)):
            found = [
                (begin, end, named, entity, n, provisions)
                for _, _, _, named, data, entity in rows
                for n, (begin, end, _, provisions) in enumerate(unpack_mentions(data).rows)
            ]
            for begin, end, named, _, _, provisions in sorted(found):
                yield MentionRow(
                    file=id,
                    document=document,
                    start=begin,
                    end=end,
                    text=self._slice(number, begin, end),
                    node=named,
                    provisions=tuple(json.loads(provisions)) if provisions else (),
                )

    def deadlines(self, task: str | None = None) -> Iterator[DeadlineRow]:
        """Deadlines, of all or one task."""
        for spoken, (not_before, not_after, rrule, duration, anchor, inferred) in self._results(
            "deadlines", "not_before, not_after, rrule, duration, anchor, x.inferred", task
        ):
            yield DeadlineRow(
                **spoken, not_before=not_before, not_after=not_after, rrule=rrule,
                relative={"duration": duration, "from": anchor} if duration else None, inferred=bool(inferred),
            )  # fmt: skip

    def targets(self, task: str | None = None) -> Iterator[TargetRow]:
        """Targets, of all or one task."""
        for spoken, (due, value, unit) in self._results("targets", "due, value, unit", task):
            yield TargetRow(**spoken, due=due, value=value, unit=unit)

    def _results(self, table: str, columns: str, task: str | None) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
        start = f"FROM {table} x {_OF_TASK.format('x')}"
        where, values = "", []
        if task is not None:
            document, digest = _parts(task)
            start = f"FROM tasks t CROSS JOIN {table} x ON x.file = t.file AND x.task = t.n"
            where, values = "WHERE t.digest = ? AND dn.id = ?", [digest, document]
        sql = f"""SELECT {_TASK}, f.id, dn.id, x.start, x.end, f.file, {columns} {start} {_SPEAKER.format("x")} {where}
                  ORDER BY f.id, x.start, x.end, x.i"""
        for row in self._rows(sql, values):
            id, file, document, begin, end, number = row[:6]
            text = self._slice(number, begin, end)
            yield {"task": id, "text": text, "file": file, "document": document, "start": begin, "end": end}, row[6:]

    def issues(self, file: str | None = None) -> Iterator[IssueRow]:
        """What a person should look at, of all or one file: what its text shows, and what identity could not tell."""
        number = None if file is None else self._file(file)[0]
        where, values = ("", []) if number is None else ("WHERE x.file = ?", [number])
        sql = f"SELECT f.id, dn.id, x.start, x.end, x.code, x.detail FROM issues x {_SPEAKER.format('x')} {where}"
        found = set(self._rows(sql, values))
        where, values = ("", []) if number is None else ("WHERE x.entity BETWEEN ? AND ?", [*numbers(number)])
        sql = f"""SELECT f.id, dn.id, m.data, x.code, x.detail FROM doubts x LEFT JOIN mentions m ON m.entity = x.entity
                  JOIN files f ON f.file = x.entity >> 24 {_OWN} {where}"""
        for id, document, data, code, detail in self._rows(sql, values):
            start, end = unpack_mentions(data).rows[0][:2] if data else (0, 0)
            found.add((id, document, start, end, code, detail))
        for id, document, start, end, code, detail in sorted(found, key=itemgetter(0, 2, 3, 4, 5)):
            yield IssueRow(file=id, document=document, start=start, end=end, code=code, detail=detail)
        unused = self._first("SELECT value FROM meta WHERE key = 'judgements-unused'") if file is None else None
        for judgement in json.loads(unused[0]) if unused else ():
            yield IssueRow(
                file="judgements.csv", document="", start=0, end=0, code="judgement-unused", detail=judgement
            )

    # -- looking up

    def find(self, ref: str, kind: str | None = None) -> list[Node]:
        """What a person wrote -> the nodes it can mean, best first. Several documents with an equal claim: the reference is ambiguous."""
        from kg.find import find

        return find(self, ref, kind)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Full text over names, titles and texts, with or without diacritics; best first."""
        from kg.find import search

        return search(self, text, limit)

    def document_of(self, file: str) -> str | None:
        """The document that a file, given by its id or by where it lies on the disk, is a text of."""
        by = "x.id = ? OR x.source IN (SELECT source FROM sources WHERE location = ?)"
        row = self._first(f"SELECT dn.id FROM files x {_SPEAKER.format('x')} WHERE {by} ORDER BY x.id", file, file)
        return row[0] if row else None

    def numbered(self, number: int) -> Iterator[Node]:
        """Documents whose symbol begins with a number, sorted by id."""
        return self._plain_nodes("WHERE number = ?", (number,))

    def named(self, query: str, kind: str | None, limit: int) -> Iterator[Node]:
        """Nodes whose names answer a query of SQLite's full-text index, best first."""
        columns = "id, kind, label, aliases, inferred, fields"
        where = "AND kind = ?" if kind else ""
        sql = f"SELECT {columns} FROM names JOIN nodes ON node = names.rowid WHERE names MATCH ? {where} ORDER BY rank, id LIMIT ?"
        return (self._node(row) for row in self._rows(sql, (query, *((kind,) if kind else ()), limit)))

    def texts_with(self, query: str, limit: int) -> Iterator[tuple[str, str, str]]:
        """File, document and its label, where the text answers a query of SQLite's full-text index, best first."""
        sql = f"""SELECT x.id, dn.id, dn.label FROM words JOIN files x ON x.file = words.rowid {_SPEAKER.format("x")}
                  WHERE words MATCH ? ORDER BY rank, x.id LIMIT ?"""
        return ((row[0], row[1], row[2]) for row in self._rows(sql, (query, limit)))

    def places_below(self, name: str) -> list[Node]:
        """The places whose id goes on behind a name with the unit they lie in: `xa-mu-cang-chai` of `xa-mu-cang-chai-tinh-lao-cai`."""
        sql = "SELECT DISTINCT place FROM nodes WHERE place > ? AND place < ? ORDER BY 1"
        return [_place(row[0]) for row in self._rows(sql, (f"{name}-", f"{name}."))]

    def agency_names(self) -> Iterator[tuple[int, str, str | None]]:
        """Number, label and place of every agency."""
        return (
            (row[0], row[1], row[2])
            for row in self._rows("SELECT node, label, place FROM nodes WHERE kind = 'agency' ORDER BY id")
        )

    def node_of(self, number: int) -> Node | None:
        """The node of a row number of the graph file."""
        row = self._first("SELECT id, kind, label, aliases, inferred, fields FROM nodes WHERE node = ?", number)
        return self._node(row) if row else None

    def counts(self) -> dict[str, int]:
        """How many files, nodes and edges of each kind, mentions, tasks, deadlines, targets, issues; keys like `nodes.document`."""
        found = {"files": self._count("files")}
        for kind, count in self._rows(
            "SELECT kind, count(*) FROM nodes WHERE kind != 'place' GROUP BY kind ORDER BY kind"
        ):
            found[f"nodes.{kind}"] = count
        found["nodes.place"] = sum(1 for _ in self._places())
        row = self._first(
            "SELECT count(DISTINCT e.node || ' ' || digest) FROM tasks t JOIN entities e ON e.entity = t.file << 24"
        )
        found["nodes.task"] = row[0] if row else 0
        task = "(SELECT digest FROM tasks t WHERE t.file = c.file AND t.n = c.task)"
        sql = f"""SELECT kind, count(*) FROM (
                    SELECT DISTINCT CASE WHEN source IS NULL THEN (SELECT node FROM entities WHERE entity = c.file << 24) ELSE source END, target, kind,
                        CASE WHEN task IS NOT NULL THEN {task} END, {_said_of("role")}, {_said_of("scope")}, {_said_of("effective")}
                    FROM claims c WHERE verdict IS NOT 'reject' AND source IS NOT target) GROUP BY kind ORDER BY kind"""
        for kind, count in self._rows(sql):
            found[f"edges.{kind}"] = count
        row = self._first("SELECT sum(times) FROM mentions")
        found["mentions"] = row[0] if row else 0
        for table in ("deadlines", "targets"):
            found[table] = self._count(table)
        found["issues"] = sum(1 for _ in self.issues())
        return {k: v for k, v in found.items() if v}

    def cited(self, most: int) -> list[tuple[Node, int]]:
        """The documents that other documents mention most, and how often."""
        sql = """SELECT n.id, sum(times) FROM mentions m JOIN entities e USING (entity)
                 JOIN entities own ON own.entity = m.entity >> 24 << 24 JOIN nodes n ON n.node = e.node
                 WHERE n.kind = 'document' AND e.node != own.node GROUP BY e.node ORDER BY 2 DESC, n.id LIMIT ?"""
        rows = list(self._rows(sql, (most,)))
        nodes = self.some(row[0] for row in rows)
        return [(nodes[id], times) for id, times in rows]

    def _count(self, table: str) -> int:
        row = self._first(f"SELECT count(*) FROM {table}")
        return int(row[0]) if row else 0

    def duplicates(self) -> list[tuple[str, tuple[str, ...]]]:
        """Documents with several files: id of the document, its files, the better text first."""
        sql = f"SELECT dn.id, x.id FROM files x {_SPEAKER.format('x')} ORDER BY dn.id, x.ocr, x.id"
        found = (
            (document, tuple(r[1] for r in rows)) for document, rows in groupby(self._rows(sql), key=lambda r: r[0])
        )
        return [(document, files) for document, files in found if len(files) > 1]

    # -- the questions of the command line, and the graph in other libraries' terms

    def show(self, ref: str) -> Shown:
        """One node with its facts, their evidence and who states them."""
        from kg.query.show import show

        return show(self, ref)

    def trace(self, ref: str, **options: Any) -> Trace:
        """The lineage of a document: `down`, `via`, `depth` as in `kg trace`."""
        from kg.query.trace import trace

        return trace(self, ref, **options)

    def tasks(self, agency: str | None = None, **options: Any) -> list[TaskRow]:
        """Who must do what: `as_of`, `filters` as in `kg tasks`."""
        from kg.query.tasks import tasks

        return tasks(self, agency, **options)

    def impact(self, ref: str) -> list[dict[str, Any]]:
        """What rests on a document."""
        from kg.query.impact import impact

        return impact(self, ref)

    def stale(self, ref: str | None = None) -> list[dict[str, Any]]:
        """Documents that rest on one that was since replaced, repealed or amended."""
        from kg.query.stale import stale

        return stale(self, ref)

    def shortest_path(self, a: str, b: str) -> Chain:
        """The shortest chain of facts between two nodes."""
        from kg.query.path import path

        return path(self, a, b)

    def stats(self) -> Stats:
        """Counts, most cited documents, what to look at."""
        from kg.query.stats import stats

        return stats(self)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Nodes and facts with their attributes (needs networkx)."""
        from kg.export.network import to_networkx

        return to_networkx(self)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as RDF, a named graph a source document (needs rdflib)."""
        from kg.export.rdf import to_rdflib

        return to_rdflib(self)

    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """Tables `nodes`, `edges`, `mentions`, `deadlines`, `targets`, `issues`, `files` as data frames (needs pandas)."""
        try:
            import pandas
        except ImportError as error:
            raise QueryError("extra-missing", extra="pandas") from error

        data = self.export()
        return {name: pandas.DataFrame.from_records(rows) for name, rows in data.items() if isinstance(rows, list)}

    def __repr__(self) -> str:
        return f"<kg.Graph {str(self.path)!r}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the page of `kg view` in a frame."""
        from kg.view.notebook import html

        return html(self)

    def export(self, with_text: bool = False) -> dict[str, Any]:
        """The JSON of the contract as a dict."""
        from kg.export.json import as_data

        return as_data(self, with_text)


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
