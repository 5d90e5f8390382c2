"""The graph brought into a running server. What is already there and the same is left alone, so that a second push changes nothing
and one that was broken off goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from kg.errors import ExportError
from kg.export.neo4j.rows import LABELS, NodeRow, Props, RelationRow, node_rows, relation_rows
from kg.export.neo4j.server import connected, shown
from kg.graph import Graph

if TYPE_CHECKING:
    from neo4j import Session

BATCH = 1000
Row = TypeVar("Row", NodeRow, RelationRow)


class Pushed(Struct, frozen=True, kw_only=True):
    """Rows written, removed, and left as they were."""

    written: int
    removed: int
    kept: int


def push(graph: Graph, uri: str, *, database: str | None = None, batch: int = BATCH) -> Pushed:
    """Brings the server to what the graph says. ExportError where it cannot be reached, or is lost on the way (what was sent stays)."""
    from neo4j.exceptions import DriverError, Neo4jError

    with connected(uri, database) as driver, driver.session(database=database) as session, graph.snapshot():
        try:
            return _push(session, graph, batch)
        except Neo4jError as error:
            raise ExportError("neo4j-failed", detail=error.message) from error
        except (DriverError, OSError) as error:
            raise ExportError("neo4j-lost", uri=shown(uri), detail=type(error).__name__) from error


def _push(session: Session, graph: Graph, batch: int) -> Pushed:
    session.run("CREATE CONSTRAINT kg_node_id IF NOT EXISTS FOR (n:KgNode) REQUIRE n.id IS UNIQUE").consume()
    nodes: dict[str, str] = dict(session.run("MATCH (n:KgNode) RETURN n.id, n.digest").values())
    known = session.run("MATCH (a:KgNode)-[r]->(:KgNode) WHERE r.id IS NOT NULL RETURN r.id, r.digest, a.id, type(r)")
    links: dict[str, tuple[str, str, str]] = {id: (digest, start, type) for id, digest, start, type in known.values()}
    seen: set[str] = set()
    written = kept = 0
    for label, rows in _grouped(node_rows(graph), batch):
        changed = [{"id": r.id, "props": r.props} for r in rows if nodes.get(r.id) != r.props["digest"]]
        _run(session, _MERGE_NODE[label], changed)
        seen.update(r.id for r in rows)
        written, kept = written + len(changed), kept + len(rows) - len(changed)
    for type, relation_batch in _grouped(relation_rows(graph), batch):
        changed = [
            {"id": r.id, "start": r.start, "end": r.end, "props": r.props}
            for r in relation_batch
            if links.get(r.id, ("",))[0] != r.props["digest"]
        ]
        _run(session, _merge_relation(type), changed)
        seen.update(r.id for r in relation_batch)
        written, kept = written + len(changed), kept + len(relation_batch) - len(changed)
    stale = [(type, {"id": id, "start": start}) for id, (_, start, type) in sorted(links.items()) if id not in seen]
    for type in sorted({type for type, _ in stale}):
        _run_all(session, _delete_relation(type), [row for t, row in stale if t == type], batch)
    gone = [{"id": id} for id in sorted(nodes) if id not in seen]
    _run_all(session, "UNWIND $rows AS row MATCH (n:KgNode {id: row.id}) DETACH DELETE n", gone, batch)
    return Pushed(written=written, removed=len(stale) + len(gone), kept=kept)


def _grouped(rows: Iterable[Row], batch: int) -> Iterator[tuple[str, list[Row]]]:
    """Rows of one label or type, at most so many at once."""
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        same = waiting.setdefault(row.group, [])
        same.append(row)
        if len(same) == batch:
            yield row.group, waiting.pop(row.group)
    yield from sorted(waiting.items())


def _run_all(session: Session, query: str, rows: list[Props], batch: int) -> None:
    waiting = iter(rows)
    while part := list(islice(waiting, batch)):
        _run(session, query, part)


def _run(session: Session, query: str, rows: list[Props]) -> None:
    if rows:
        session.execute_write(lambda transaction: transaction.run(query, rows=rows).consume())


# Labels and types are names of ours and of the relations' table; all that comes from documents goes in as parameters.
_MERGE_NODE = {
    label: f"UNWIND $rows AS row MERGE (n:KgNode {{id: row.id}}) SET n = row.props REMOVE n:{':'.join(LABELS.values())} SET n:{label}"
    for label in LABELS.values()
}


def _merge_relation(type: str) -> str:
    return f"""UNWIND $rows AS row MATCH (a:KgNode {{id: row.start}}) MATCH (b:KgNode {{id: row.end}})
               MERGE (a)-[r:{type} {{id: row.id}}]->(b) SET r = row.props"""


def _delete_relation(type: str) -> str:
    return f"UNWIND $rows AS row MATCH (:KgNode {{id: row.start}})-[r:`{type.replace('`', '``')}` {{id: row.id}}]->() DELETE r"
