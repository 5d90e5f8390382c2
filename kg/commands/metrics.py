"""`kg metrics`"""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note
from kg.query.metrics import COLUMNS, metrics
from kg.query.refs import name

FIGURES = ("pagerank", "hub", "authority", "betweenness")


def run(
    top: Annotated[int, typer.Option("--top", min=1, help=t("option.limit"))] = 20,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    with Graph.open(graph) as g:
        found = metrics(g)
    shown = "{:.6f}".format if how is Format.table else partial(round, ndigits=6)
    rows = [r | {"document": name(r["document"])} | {f: shown(r[f]) for f in FIGURES} for r in found.rows[:top]]
    note(t("metrics.network", documents=found.documents, relations=found.relations, communities=found.communities))
    for figure in (*FIGURES, "community"):
        note("  " + t(f"metrics.{figure}"))
    emit(rows, COLUMNS, how, out=out, title="kg metrics")
