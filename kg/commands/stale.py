"""`kg stale [REF]`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note
from kg.query.stale import COLUMNS, READ, stale


def run(
    ref: Annotated[str | None, typer.Argument(help=t("stale.ref"))] = None,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> int:
    how = form(as_, out, Format)
    with Graph.open(graph) as g:
        rows = stale(g, ref)
        files = len(g.files())
    if not rows:
        note(t("stale.none", files=files))
        return 1
    emit(rows, READ if how is Format.table else COLUMNS, how, out=out, title="kg stale")
    return 0
