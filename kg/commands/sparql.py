"""`kg sparql QUERY`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out
from kg.graph import Graph
from kg.messages import language, t
from kg.output import Format, Row, emit, form, note, write

Query = Annotated[str | None, typer.Argument(help=t("query.text"))]
Name = Annotated[str | None, typer.Option("--name", help=t("option.name"))]
File = Annotated[Path | None, typer.Option("--file", help=t("option.file"))]
With = Annotated[list[str] | None, typer.Option("--with", metavar="NAME=VALUE", help=t("query.with"))]
Listing = Annotated[bool, typer.Option("--list", help=t("query.list"))]
Shown = Annotated[bool, typer.Option("--print", help=t("query.print"))]
Limit = Annotated[float, typer.Option("--time", min=0.1, max=86400, help=t("query.time"))]


def run(
    query: Query = None,
    name: Name = None,
    file: File = None,
    with_: With = None,
    listing: Listing = False,
    shown: Shown = False,
    time: Limit = 30.0,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> int:
    if not shown:
        form(as_, out, (*Format, "ttl"))  # before the question is asked; what a CONSTRUCT makes is Turtle
    from kg.named import parameters, text_of
    from kg.sparql import ask, bound, rows

    if listing:
        emit(listed("rq"), ("name", "what"), form(as_, out, Format), out=out, title="kg sparql")
        return 0
    text, kinds = text_of(query, name, file, "rq")
    if shown:
        write(text, out)
        return 0
    with Graph.open(graph) as g:
        values = parameters(with_ or [], kinds, g)
    answer = ask(graph, bound(text, {n: _term(*value) for n, value in values.items()}), limit=time)
    if answer.kind == "construct":
        form(None, out, ("ttl",))
        write(answer.body, out)
        return 0
    if answer.kind == "ask":
        write(("true" if b"true" in answer.body else "false") + "\n", out)
        return 0
    columns, found = rows(answer)
    return answered(found, columns, form(as_, out, Format), out, name or "")


def answered(rows: Sequence[Row], columns: Sequence[str], how: Format, out: Path | None, title: str) -> int:
    """Write the answer to a query; where it has no rows say so, and give programs their empty listing."""
    if rows or how is not Format.table:
        emit(rows, columns, how, out=out, title=title, coded=False)
    if not rows:
        note(t("query.nothing"))
    return 0 if rows else 1


def listed(suffix: str) -> list[dict[str, str]]:
    """The ready questions, what each asks and takes."""
    from kg.named import named

    return [
        {"name": q.name + "".join(f" --with {p}=…" for p in q.parameters), "what": q.title.get(language(), "")}
        for q in named(suffix).values()
    ]


def _term(kind: str, value: str) -> str:
    """A value as an N-Triples term."""
    from kg.export.triples import literal
    from kg.export.vocabulary import document_iri, node_iri

    if kind == "document":
        return f"<{document_iri(value)}>"
    if kind in ("agency", "node"):
        return f"<{node_iri(value)}>"
    return literal(value, "xsd:date") if kind == "date" else literal(value)
