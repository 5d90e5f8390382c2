"""The graph in Neo4j: pushed into a running server, or written as the files that `neo4j-admin database import` takes.

Every node has the label KgNode and that of its kind; every relation an id of its own. What is already there and the same is left alone,
so that a second push changes nothing and one that was broken off goes on where it stopped.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

from kg.errors import ExportError, QueryError, UsageFault
from kg.export.csv import folder
from kg.graph import DeadlineRow, Edge, Graph, Node, TargetRow
from kg.query.refs import name
from kg.relations import relations

if TYPE_CHECKING:
    from neo4j import Driver, Session

Props = dict[str, Any]
DEFAULT_URI = "neo4j://localhost:7687"
BATCH = 1000
OLDEST = (4, 4)
LABELS = {
    "document": "Document", "agency": "Agency", "project": "Project", "programme": "Programme", "masterplan": "MasterPlan", "place": "Place",
    "task": "Task", "deadline": "Deadline", "target": "Target", "file": "File",
}  # fmt: skip
# Relations that a node's fields hold, beside those that texts state.
FIELDS = {"issuer_id": "ISSUED_BY", "part_of": "PART_OF", "place": "IN_PLACE", "document": "STATED_IN"}
BETWEEN = "\x1f"  # separates the values of a list in the import files; no text has it
_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")


class NodeRow(Struct, frozen=True):
    """A node as Neo4j keeps it; `props` with `id` and a digest of all."""

    label: str
    id: str
    props: Props


class RelationRow(Struct, frozen=True):
    """A relation as Neo4j keeps it."""

    type: str
    start: str
    end: str
    id: str
    props: Props


class Pushed(Struct, frozen=True, kw_only=True):
    """Rows written, removed, and left as they were."""

    written: int
    removed: int
    kept: int


# -- what there is


def node_rows(graph: Graph) -> Iterator[NodeRow]:
    """Nodes, files, deadlines and targets, in a fixed order."""
    for node in graph.nodes():
        yield _node(LABELS[node.kind], node.id, _node_props(node))
    for file in graph.files():
        yield _node(
            "File", f"file:{file.id}", {"label": file.id, "format": file.format, "text_sha256": file.text_sha256}
        )
    for deadline in graph.deadlines():
        yield _node("Deadline", _row_id(deadline), _row_props(deadline))
    for target in graph.targets():
        yield _node("Target", _row_id(target), _row_props(target))


def relation_rows(graph: Graph) -> Iterator[RelationRow]:
    """What texts state, then what fields hold, in a fixed order."""
    for edge in graph.edges():
        row = relations().get(edge.kind)
        yield _relation(
            row.cypher if row else edge.kind.upper(), edge.source, edge.target, _edge_props(edge), _edge_key(edge)
        )
    known = {node.id for node in graph.nodes()}
    for node in graph.nodes():
        for field, kind in FIELDS.items():
            other = node.fields.get(field)
            if other in known:
                yield _relation(kind, node.id, other, {})
        for heir in node.fields.get("successors") or ():
            if heir["id"] in known:
                props = {k: v for k, v in heir.items() if k != "id" and v is not None}
                yield _relation("SUCCEEDED_BY", node.id, heir["id"], props, str(heir.get("date") or ""))
    for file in graph.files():
        yield _relation("TEXT_OF", f"file:{file.id}", file.document, {})
    for deadline in graph.deadlines():
        yield _relation("DUE", deadline.task or deadline.document, _row_id(deadline), {})
    for target in graph.targets():
        yield _relation("AIMS_AT", target.task or target.document, _row_id(target), {})


def _node(label: str, id: str, props: Props) -> NodeRow:
    return NodeRow(label, id, {"id": id, "digest": _digest(label, props), **props})


def _relation(type: str, start: str, end: str, props: Props, key: str = "") -> RelationRow:
    assert _TYPE.fullmatch(type), type  # it stands in the text of a query
    id = "|".join(filter(None, (start, type, end, key)))
    return RelationRow(type, start, end, id, {"id": id, "digest": _digest(type, props), **props})


def _digest(kind: str, props: Props) -> str:
    return hashlib.sha256(json.dumps([kind, props], sort_keys=True).encode()).hexdigest()[:16]


def _node_props(node: Node) -> Props:
    props: Props = {
        "label": node.label,
        "name": name(node),
        "aliases": list(node.aliases),
        "inferred": list(node.inferred),
    }
    props |= {k: v for k, v in node.fields.items() if not isinstance(v, (list, dict))}
    return {k: v for k, v in props.items() if v is not None and v != []}


def _edge_props(edge: Edge) -> Props:
    """The evidence as lists of one length."""
    props: Props = {
        "task": edge.task, "role": edge.role, "words": edge.words, "basis": edge.basis, "official": edge.official, "scope": edge.scope,
        "effective": edge.effective, "provisions": list(edge.provisions), "inferred": edge.inferred or None, "why": list(edge.why),
        "quotes": [e.quote for e in edge.evidence], "files": [e.file for e in edge.evidence], "documents": [e.document for e in edge.evidence],
        "starts": [e.start for e in edge.evidence], "ends": [e.end for e in edge.evidence], "rules": [e.rule for e in edge.evidence],
    }  # fmt: skip
    return {k: v for k, v in props.items() if v is not None and v != []}


def _edge_key(edge: Edge) -> str:
    return "|".join(filter(None, (edge.task, edge.role, edge.scope, edge.effective)))


def _row_id(row: DeadlineRow | TargetRow) -> str:
    kind = "deadline" if isinstance(row, DeadlineRow) else "target"
    return f"{kind}:{row.file}:{row.start}-{row.end}" + (f":{row.task}" if row.task else "")


def _row_props(row: DeadlineRow | TargetRow) -> Props:
    props: Props = {
        "label": " ".join(row.text.split()),
        "text": row.text,
        "file": row.file,
        "start": row.start,
        "end": row.end,
    }
    if isinstance(row, DeadlineRow):
        relative = row.relative or {}
        props |= {
            "not_before": row.not_before, "not_after": row.not_after, "rrule": row.rrule, "duration": relative.get("duration"),
            "counted_from": relative.get("from"), "inferred": row.inferred or None,
        }  # fmt: skip
    else:
        props |= {"due": row.due, "value": row.value, "unit": row.unit}
    return {k: v for k, v in props.items() if v is not None}


# -- the server


def uri_of(given: str | None) -> str:
    """The address given, that of KG_NEO4J_URI, or Neo4j's usual one on this machine."""
    return given or os.environ.get("KG_NEO4J_URI") or DEFAULT_URI


def shown(uri: str) -> str:
    """An address without the name and password that somebody may have put into it."""
    return re.sub(r"//[^/]*@", "//", uri)


def _quietly(ask: Callable[[], Any]) -> str:
    """The driver warns of a preview feature and logs what the error says anyway: one sentence is enough."""
    import logging
    import warnings

    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return str(ask())


@contextmanager
def connected(uri: str, database: str | None = None) -> Iterator[Driver]:
    """A driver whose server answers; name and password come from KG_NEO4J_USER and KG_NEO4J_PASSWORD. ExportError in one sentence else."""
    import neo4j
    from neo4j.exceptions import (
        AuthError,
        ClientError,
        ConfigurationError,
        DriverError,
        Neo4jError,
        UnsupportedServerProduct,
    )

    user, password = os.environ.get("KG_NEO4J_USER"), os.environ.get("KG_NEO4J_PASSWORD")
    auth = neo4j.basic_auth(user or "neo4j", password or "") if user or password else None
    parts = urlsplit(uri)
    if "@" in parts.netloc:
        raise ExportError("neo4j-password", uri=shown(uri))
    if parts.scheme not in ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc") or not parts.hostname:
        raise ExportError("neo4j-uri", uri=shown(uri))
    try:
        driver = neo4j.GraphDatabase.driver(
            uri, auth=auth, connection_timeout=10, max_transaction_retry_time=15, notifications_min_severity="OFF"
        )
    except (ConfigurationError, ValueError, OSError) as error:
        raise ExportError("neo4j-uri", uri=shown(uri)) from error
    with driver:
        try:
            agent = _quietly(lambda: driver.get_server_info(database=database).agent)
        except AuthError as error:
            raise ExportError("neo4j-login", uri=shown(uri)) from error
        except ClientError as error:
            if "DatabaseNotFound" in (error.code or ""):
                raise ExportError("neo4j-database", uri=shown(uri), database=database) from error
            raise ExportError("neo4j-failed", detail=error.message) from error
        except UnsupportedServerProduct as error:  # it agrees on no version of Bolt
            raise ExportError("neo4j-old", uri=shown(uri), version="< 4.4") from error
        except (DriverError, Neo4jError, OSError) as error:
            raise ExportError("neo4j-unreachable", uri=shown(uri)) from error
        check_version(agent, uri)
        yield driver


def check_version(agent: str, uri: str) -> None:
    """ExportError where the server (`Neo4j/4.2.1`) is older than what the statements need."""
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        raise ExportError("neo4j-old", uri=shown(uri), version=f"{found[1]}.{found[2]}")


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


def _grouped(rows: Iterable[Any], batch: int) -> Iterator[tuple[str, list[Any]]]:
    """Rows of one label or type, at most so many at once."""
    waiting: dict[str, list[Any]] = {}
    for row in rows:
        kind = row.label if isinstance(row, NodeRow) else row.type
        same = waiting.setdefault(kind, [])
        same.append(row)
        if len(same) == batch:
            yield kind, waiting.pop(kind)
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


# -- asking


class Rows(Struct, frozen=True):
    """Columns and rows of an answer in plain values."""

    columns: list[str]
    rows: list[dict[str, Any]]


def cypher(
    query: str,
    uri: str,
    *,
    database: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    limit: float = 30.0,
    write: bool = False,
) -> Rows:
    """The answer of a server. QueryError for a syntax error (with its place), for a query that writes where `write` is not asked for, and
    for one that takes longer than `limit` seconds."""
    import neo4j
    from neo4j.exceptions import DriverError, Neo4jError

    mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
    with connected(uri, database) as driver, driver.session(database=database, default_access_mode=mode) as session:
        try:
            result = session.run(neo4j.Query(query, timeout=limit), dict(parameters or {}))
            return Rows(list(result.keys()), [{k: _plain(v) for k, v in record.items()} for record in result])  # type: ignore[no-untyped-call]
        except Neo4jError as error:
            raise _fault(query, error.code or "", error.message or "", limit) from error
        except (DriverError, OSError) as error:
            raise ExportError("neo4j-lost", uri=shown(uri), detail=type(error).__name__) from error


def _plain(value: Any) -> Any:
    """Nodes, relations and paths as records; dates and the like as text."""
    from neo4j.graph import Node as Found
    from neo4j.graph import Path as Way
    from neo4j.graph import Relationship

    if isinstance(value, Found):
        return {
            "labels": sorted(value.labels - {"KgNode"}),
            **{k: _plain(v) for k, v in sorted(value.items()) if k != "digest"},
        }
    if isinstance(value, Relationship):
        return {"type": value.type, **{k: _plain(v) for k, v in sorted(value.items()) if k not in ("digest", "id")}}
    if isinstance(value, Way):
        return [_plain(value.start_node), *(x for r in value.relationships for x in (_plain(r), _plain(r.end_node)))]
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


_AT = re.compile(r"\(line (\d+), column (\d+)")


def _fault(query: str, code: str, message: str, limit: float) -> QueryError:
    if code.endswith("AccessMode"):
        return QueryError("cypher-write")
    if "TransactionTimedOut" in code:
        return QueryError("query-too-long", seconds=f"{limit:g}")
    at = _AT.search(message)
    if not at:
        return QueryError("neo4j-failed", detail=message.split("\n")[0])
    line, column = int(at[1]), int(at[2])
    lines = query.split("\n")
    mark = f"\n  {lines[line - 1].expandtabs(1)}\n  {' ' * (column - 1)}^" if line <= len(lines) else ""
    return QueryError(
        "cypher-syntax", line=line, column=column, shown=mark, detail=message[: at.start()].split("\n")[0].strip()[:200]
    )


# -- the files of neo4j-admin


def write(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """Writes a folder: a CSV a label and a relation, and `import.args`, so that in that folder
    `neo4j-admin database import full neo4j @import.args` reads it."""
    if out is None or str(out) == "-":
        raise UsageFault("needs-folder")
    try:
        folder(out)
        arguments = ["--array-delimiter=U+001F", "--multiline-fields=true"]
        with graph.snapshot():
            for label, rows in _by(node_rows(graph)).items():
                path = out / f"node-{label}.csv"
                _table(path, {"id": "id:ID"}, [r.props for r in rows])
                arguments.append(f"--nodes=KgNode:{label}={path.name}")
            for type, links in _by(relation_rows(graph)).items():
                path = out / f"relation-{type}.csv"
                ends = {":START_ID": ":START_ID", ":END_ID": ":END_ID"}
                _table(path, ends, [{":START_ID": r.start, ":END_ID": r.end, **r.props} for r in links])
                arguments.append(f"--relationships={type}={path.name}")
        (out / "import.args").write_text("\n".join(arguments) + "\n", "utf-8")
    except OSError as error:
        raise UsageFault("cannot-write", path=out, detail=error.strerror or str(error)) from error


def _by(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.label if isinstance(row, NodeRow) else row.type, []).append(row)
    return dict(sorted(found.items()))


def _table(path: Path, fixed: Mapping[str, str], rows: list[Props]) -> None:
    """A CSV whose head gives each column its type."""
    columns = list(fixed) + sorted({k for row in rows for k in row} - fixed.keys())
    kinds = {c: next(_kind(row[c]) for row in rows if c in row) for c in columns}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([fixed.get(c) or c + kinds[c] for c in columns])
        writer.writerows([_cell(row.get(c)) for c in columns] for row in rows)


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return (_kind(value[0]) or ":string") + "[]"
    return ":boolean" if isinstance(value, bool) else ":long" if isinstance(value, int) else ""


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return BETWEEN.join(map(_cell, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
