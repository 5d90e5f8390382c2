"""`kg gaps [REF]`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note
from kg.query.gaps import COLUMNS, READ, gaps


def run(
    ref: Annotated[str | None, typer.Argument(help=t("gaps.ref"))] = None,
    place: Annotated[str | None, typer.Option("--place", help=t("option.place"))] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help=t("gaps.issuer"))] = None,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> int:
    how = form(as_, out, Format)
    with Graph.open(graph) as g:
        rows = gaps(g, ref, place=place, issuer=issuer)
        files = len(g.files())
    if not rows:
        note(t("gaps.none", files=files))
        return 1
    if how in (Format.table, Format.xlsx):
        from kg.units import load_units

        rows = [r | {"missing": load_units().label(r["missing"]) or r["missing"]} for r in rows]
    emit(rows, READ if how is Format.table else COLUMNS, how, out=out, title="kg gaps")
    return 0
