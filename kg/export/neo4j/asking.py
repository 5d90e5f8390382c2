"""Questions in Cypher to a running server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from kg.errors import ExportError, QueryError
from kg.export.neo4j.server import connected, shown


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
