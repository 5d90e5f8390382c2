"""`kg push URI`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath
from kg.graph import Graph
from kg.messages import t
from kg.output import note

Database = Annotated[str | None, typer.Option("--database", help=t("query.database"))]


def run(
    uri: Annotated[str | None, typer.Argument(help=t("push.uri"))] = None,
    database: Database = None,
    batch: Annotated[int, typer.Option("--batch", min=1, max=100_000, help=t("push.batch"))] = 1000,
    graph: GraphPath = DEFAULT_GRAPH,
) -> None:
    from kg.export.neo4j import push, uri_of

    with Graph.open(graph) as g:
        done = push(g, uri_of(uri), database=database, batch=batch)
    note(t("push.done", written=done.written, removed=done.removed, kept=done.kept))
