"""`kg path A B`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, SENTENCE, As, GraphPath, Out, more, said, stated_by, title, verb
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, write
from kg.query.path import path
from kg.query.refs import guessed, name
from kg.query.trace import node_data

COLUMNS = ("step", "from", "relation", "to", *SENTENCE, "page", "why")


def run(
    a: Annotated[str, typer.Argument(help=t("option.ref"))],
    b: Annotated[str, typer.Argument(help=t("option.ref"))],
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    with Graph.open(graph) as g:
        found = path(g, a, b)
        speakers = {e.document for edge in found.edges for e in edge.evidence}
        names = {n.id: n for n in found.nodes} | {i: n for i in speakers if (n := g.node(i))}
    if how is Format.table:
        lines = [title(found.nodes[0])]
        for edge, node, before in zip(found.edges, found.nodes[1:], found.nodes, strict=False):
            forward = edge.source == before.id
            lines.append(
                f"  {'→' if forward else '←'} {verb(edge.kind, inward=not forward)}{guessed(edge.why)}: {title(node)}"
            )
            lines += [f"      [{stated_by(edge, names)}] {said(e)}" for e in edge.own_first()[:1]]
            lines += ["      " + x for x in more(len(edge.evidence) - 1, edge.source, edge.target)]
        write("\n".join(lines) + "\n", out)
        return
    rows = [
        {
            "step": step, "from": name(names[edge.source]), "relation": edge.kind, "to": name(names[edge.target]), "document": e.document,
            "file": e.file, "start": e.start, "end": e.end, "quote": e.quote, "page": e.page, "why": edge.why,
        }
        for step, edge in enumerate(found.edges, 1) for e in edge.own_first()[:1]
    ]  # fmt: skip
    emit(
        rows,
        COLUMNS,
        how,
        out=out,
        title=f"{a} - {b}",
        data={"nodes": [node_data(n) for n in found.nodes], "edges": list(found.edges)},
    )
