"""`kg sample N`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath, Out
from kg.errors import QueryError, UsageFault
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note
from kg.query.sample import COLUMNS, sample, score


def run(
    number: Annotated[int, typer.Argument(min=1, help=t("sample.number"))] = 100,
    seed: Annotated[int, typer.Option("--seed", help=t("sample.seed"))] = 0,
    scored: Annotated[Path | None, typer.Option("--score", metavar="SHEET", help=t("sample.score"))] = None,
    graph: GraphPath = DEFAULT_GRAPH,
    out: Out = None,
) -> None:
    if scored is not None:
        p = score(scored)
        typer.echo(t("sample.precision", precision=p.precision, low=p.low, high=p.high, right=p.right, judged=p.judged))
        return
    how = form(None, out, (Format.csv, Format.xlsx))
    if out is not None and _judged(out):
        raise UsageFault("sample-judged", path=out)
    with Graph.open(graph) as g:
        rows = sample(g, number, seed)
    emit(rows, COLUMNS, how, out=out, title="kg sample")
    if out is not None and str(out) != "-":
        note(t("sample.done", count=len(rows), path=out))


def _judged(sheet: Path) -> bool:
    """Has somebody filled this sheet in? Hours of work are not written over."""
    try:
        return sheet.is_file() and score(sheet).judged > 0
    except QueryError:
        return False
