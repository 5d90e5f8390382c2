"""`kg build PATH…`"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath
from kg.errors import QueryError, UsageFault
from kg.messages import t
from kg.output import note


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help=t("build.paths"))],
    graph: GraphPath = DEFAULT_GRAPH,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help=t("build.workers"))] = None,
    on: Annotated[str | None, typer.Option("--on", help=t("build.on"))] = None,
    watch: Annotated[bool, typer.Option("--watch", help=t("build.watch"))] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help=t("build.quiet"))] = False,
) -> int:
    if watch and not find_spec("watchfiles"):
        raise UsageFault("extra-missing", extra="watch")
    from kg.building.stdin import spooled

    paths = spooled(paths, graph)
    code = _once(paths, graph, workers, on, quiet)
    if watch:
        from kg.building import watch as changes

        note(t("build.watching"))
        for _ in changes(paths):
            code = _once(paths, graph, workers, on, quiet)
    return code


def _once(paths: list[str], graph: Path, workers: int | None, on: str | None, quiet: bool) -> int:
    from kg.building import build_report
    from kg.cli import explain

    with _bar(quiet) as progress:
        report = build_report(
            paths, graph, workers=workers, on=on, progress=progress, waiting=lambda: note(t("build.waiting"))
        )
    if not (report.read or report.unchanged or report.removed or report.rejected):
        raise QueryError("folder-empty", path=", ".join(paths))
    for rejected in report.rejected:
        note(t("build.rejected", file=rejected.file, reason=explain(rejected.error)))
    if not quiet:
        note(
            t(
                "build.done", read=len(report.read), unchanged=report.unchanged, removed=len(report.removed), rejected=len(report.rejected),
                seconds=f"{report.seconds:.1f}", graph=graph,
            )
        )  # fmt: skip
    if not report.rejected:
        return 0
    return 3 if report.read or report.unchanged else 1


@contextmanager
def _bar(quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar on a terminal, nothing elsewhere: to be called with (done, total, file)."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(t("build.reading"), total=None)
        yield lambda done, total, file: bar.update(task, completed=done, total=total, description=file[-40:])
