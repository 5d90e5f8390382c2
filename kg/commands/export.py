"""`kg export --as FORMAT`"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath, Out
from kg.errors import UsageFault
from kg.export import EXPORTERS
from kg.graph import Graph
from kg.messages import t
from kg.output import elsewhere, form, note

WITH_TEXT = ("json", "csv")  # the formats that can hold whole texts


def run(
    as_: Annotated[str | None, typer.Option("--as", help=t("export.as", formats=", ".join(EXPORTERS)))] = None,
    out: Out = None,
    with_text: Annotated[bool, typer.Option("--with-text", help=t("export.with-text"))] = False,
    graph: GraphPath = DEFAULT_GRAPH,
) -> None:
    if as_ is not None and as_ not in EXPORTERS:
        raise UsageFault("format-unknown", what=as_, known=", ".join(EXPORTERS), more=elsewhere(as_))
    how = form(as_, out, EXPORTERS)
    if with_text and how not in WITH_TEXT:
        raise UsageFault("with-text", what=how, known=", ".join(WITH_TEXT))
    with Graph.open(graph) as g:
        EXPORTERS[how](g, out, with_text=with_text)
    if out is not None and str(out) != "-":
        note(t("export.folder" if out.is_dir() else "export.done", path=out))
