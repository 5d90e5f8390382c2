"""`kg forget PATH…`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath
from kg.errors import QueryError
from kg.graph import Graph
from kg.messages import t
from kg.output import note


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help=t("forget.paths"))],
    graph: GraphPath = DEFAULT_GRAPH,
) -> None:
    from kg.building import forget
    from kg.building.stdin import named

    Graph.open(graph).close()  # a wrong path is said as that
    gone = forget(named(paths, graph), graph)
    if not gone:
        raise QueryError("forget-nothing", path=", ".join(paths), graph=graph)
    note(t("forget.done", count=len(gone)))
