"""`kg cypher QUERY`"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.commands.push import Database
from kg.commands.sparql import File, Limit, Listing, Name, Query, Shown, With, answered, listed
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, write

Uri = Annotated[str | None, typer.Option("--uri", help=t("query.uri"))]
Write = Annotated[bool, typer.Option("--write", help=t("query.write"))]


def run(
    query: Query = None,
    name: Name = None,
    file: File = None,
    with_: With = None,
    listing: Listing = False,
    shown: Shown = False,
    time: Limit = 30.0,
    uri: Uri = None,
    database: Database = None,
    writing: Write = False,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> int:
    from kg.named import text_of

    text, kinds = ("", {}) if listing else text_of(query, name, file, "cypher")
    if shown and not listing:
        write(text, out)
        return 0
    how = form(as_, out, Format)
    from kg.export.neo4j import cypher, uri_of

    if listing:
        emit(listed("cypher"), ("name", "what"), how, out=out, title="kg cypher")
        return 0
    values = dict.fromkeys(kinds) | _values(with_ or [], kinds, graph)
    found = cypher(text, uri_of(uri), database=database, parameters=values, limit=time, write=writing)
    if not found.columns:  # it was told to write, or asks for nothing back
        return 0
    return answered(found.rows, found.columns, how, out, name or "")


def _values(given: list[str], kinds: dict[str, str], graph: Path) -> dict[str, Any]:
    """Parameters: what a ready question takes as it says, else JSON where it is some (`n=5`), else text."""
    from kg.named import parameters

    if kinds and any(kind in ("document", "agency", "node") for kind in kinds.values()) and given and graph.exists():
        with Graph.open(graph) as g:
            return {n: value for n, (_, value) in parameters(given, kinds, g).items()}
    found = parameters(given, kinds, None)
    return {n: value if kinds else _json(value) for n, (_, value) in found.items()}


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
