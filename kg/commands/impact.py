"""`kg impact REF`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form
from kg.query.impact import COLUMNS, READ, impact
from kg.query.refs import provision


def run(
    ref: Annotated[str, typer.Argument(help=t("option.ref"))],
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    with Graph.open(graph) as g:
        rows = impact(g, ref)
    if how in (Format.table, Format.xlsx):
        rows = [row | {"provisions": list(map(provision, row.get("provisions", ())))} for row in rows]
    emit(rows, READ if how is Format.table else COLUMNS, how, out=out, title=ref)
