"""`kg search TEXT`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note
from kg.query.search import search

COLUMNS = ("node", "label", "file", "start", "end", "text", "page")


def run(
    text: Annotated[str, typer.Argument(help=t("search.text"))],
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help=t("option.limit"))] = 20,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    with Graph.open(graph) as g:
        rows = search(g, text, limit + 1)
    left, rows = len(rows) > limit, rows[:limit]
    if how is not Format.json:  # a name stands nowhere in a file
        rows = [{k: v for k, v in row.items() if row["file"] or k not in ("start", "end")} for row in rows]
    emit(rows, COLUMNS, how, out=out, title=text)
    if left:
        note(t("search.more", limit=limit))
