"""`kg view -o FILE.html`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath
from kg.errors import QueryError, UsageFault
from kg.graph import Graph
from kg.messages import t
from kg.output import form, note, write
from kg.view import select
from kg.view.data import page
from kg.view.page import html

PageOut = Annotated[Path | None, typer.Option("-o", "--out", help=t("option.out"))]
Around = Annotated[list[str] | None, typer.Option("--around", metavar="REF", help=t("view.around"))]
Hops = Annotated[int | None, typer.Option("--hops", min=1, max=10, help=t("view.hops"))]
Lineage = Annotated[str | None, typer.Option("--lineage", metavar="REF", help=t("view.lineage"))]
Agency = Annotated[str | None, typer.Option("--agency", metavar="NAME", help=t("view.agency"))]
Limit = Annotated[int, typer.Option("--limit", min=1, max=20_000, help=t("view.limit"))]
Title = Annotated[str | None, typer.Option("--title", help=t("view.title"))]


def run(
    out: PageOut = None,
    around: Around = None,
    hops: Hops = None,
    lineage: Lineage = None,
    agency: Agency = None,
    limit: Limit = select.LIMIT,
    title: Title = None,
    graph: GraphPath = DEFAULT_GRAPH,
) -> None:
    if out is None:
        raise UsageFault("view-needs-out")
    form(None, out, ("html",))
    with Graph.open(graph) as g:
        part = _part(g, around, hops, lineage, agency, limit)
        if not part.nodes:
            raise QueryError("view-empty")
        made = page(g, part, title)
    content = html(made).encode("utf-8", "replace")
    write(content, out, quiet=True)
    if str(out) != "-":
        note(t("view.done", path=out, nodes=len(part.nodes), kb=len(content) // 1000))
    if part.told.cut:
        code = "told-top" if part.told.how == "top" else "told-cut"
        note(t(f"view.{code}", all=part.told.all_nodes, shown=len(part.nodes), of=part.told.of))


def _part(
    g: Graph, around: list[str] | None, hops: int | None, lineage: str | None, agency: str | None, limit: int
) -> select.Part:
    """The part asked for."""
    if sum(map(bool, (around, lineage, agency))) > 1:
        raise UsageFault("view-one-of")
    if hops is not None and not around:
        raise UsageFault("view-hops-alone")
    if around:
        return select.around(g, around, hops or 1, limit)
    if lineage:
        return select.lineage(g, lineage, limit)
    if agency:
        return select.agency(g, agency, limit)
    return select.everything(g, limit)
