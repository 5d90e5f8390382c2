"""`kg impact REF`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, with_why
from kg.query.impact import COLUMNS, READ, impact


def run(
    ref: Annotated[str, typer.Argument(help=t("option.ref"))],
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = Format.table,
    out: Out = None,
) -> None:
    with Graph.open(graph) as g:
        rows = impact(g, ref)
    emit(rows, with_why(READ if as_ is Format.table else COLUMNS, rows), as_, out=out, title=ref)
