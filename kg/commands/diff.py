"""`kg diff A.db B.db`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import As, Out
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note

COLUMNS = ("what", "kind", "source", "relation", "target", "role", "before", "after")


def run(
    old: Annotated[Path, typer.Argument(help=t("diff.old"))],
    new: Annotated[Path, typer.Argument(help=t("diff.new"))],
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    from kg.diff import diff

    with Graph.open(old) as a, Graph.open(new) as b:
        rows = diff(a, b, in_words=how in (Format.table, Format.xlsx))
    if not rows:
        note(t("diff.none"))
    emit(rows, COLUMNS, how, out=out, title=f"{old} - {new}")
