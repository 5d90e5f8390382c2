"""`kg evaluate GOLD…`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import As, Out
from kg.messages import t
from kg.output import Format, emit, form, write

COLUMNS = ("file", "task", "precision", "recall", "f1", "wanted")


def run(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help=t("evaluate.gold"))],
    misses: Annotated[bool, typer.Option("--misses", help=t("evaluate.misses"))] = False,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    from kg.evaluate import Figure, evaluate, total

    by_file = evaluate(gold)
    every = total(by_file.values())

    def row(file: str, f: Figure) -> dict[str, object]:
        return {
            "file": file,
            "task": f.task,
            "precision": round(f.precision, 3),
            "recall": round(f.recall, 3),
            "f1": round(f.f1, 3),
            "wanted": f.wanted,
            **({"misses": list(f.misses)} if misses else {}),
        }

    rows = [
        *(row(file, f) for file, figures in by_file.items() for f in figures if misses),
        *(row("*", f) for f in every),
    ]
    if how is not Format.table:
        emit(rows, COLUMNS + (("misses",) if misses else ()), how, out=out, title="kg evaluate")
        return
    lines = [
        f"{r['file']:<24} {r['task']:<18} P {r['precision']:.3f}  R {r['recall']:.3f}  F1 {r['f1']:.3f}  ({r['wanted']})"
        for r in rows
    ]
    if misses:
        lines += [f"{file} {f.task}: {m}" for file, figures in by_file.items() for f in figures for m in f.misses]
    write("\n".join(lines) + "\n", out)
