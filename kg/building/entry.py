"""Files and folders -> graph file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg import graphfile, judgements
from kg.api import Graph
from kg.building.finding import find_files, given_path, location_of, under
from kg.building.records import BuildReport
from kg.building.run import Build, Progress
from kg.errors import ReadError
from kg.executor import Executor
from kg.garbage import seldom_collected
from kg.store import Store, relative


def build(
    paths: str | Path | Iterable[str | Path],
    graph: str | Path = "kg.db",
    workers: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Graph:
    """Builds or brings up to date the graph of these files and folders and opens it; `Graph.report` tells what was done.

    Raises UsageFault for a path that is not there, ReadError where nothing is to be read, StoreError where the graph file cannot
    be written. A file that cannot be read is in `report.rejected`; the others are built.
    """
    report = build_report(paths, graph, workers=workers, progress=progress, executor=executor)
    opened = Graph.open(graph)
    opened.report = report
    return opened


def build_report(
    paths: str | Path | Iterable[str | Path],
    graph: str | Path = "kg.db",
    *,
    workers: int | None = None,
    on: str | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    waiting: Callable[[], None] | None = None,
) -> BuildReport:
    """`build` without opening the graph. `on`: address of a Dask scheduler; `waiting` is called when another build is at work."""
    began = time.monotonic()
    given = [given_path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    path = Path(graph)
    report = BuildReport()
    found = find_files(given, path, report)
    if not found and not graphfile.exists(path):
        raise ReadError("folder-empty", path=", ".join(g.location for g in given))
    with graphfile.build_lock(path, waiting):
        said = judgements.load(judgements.beside(path))
        old = graphfile.set_aside(path)
        with Store(path, said.identity) as store, _texts_of(old) as texts, seldom_collected():
            Build(store, report, given, found, progress, workers, on, executor, texts).run(said)
        if old:
            old.unlink()
    report.seconds = time.monotonic() - began
    return report


def forget(paths: str | Path | Iterable[str | Path], graph: str | Path = "kg.db") -> list[str]:
    """Takes what came from these files and folders out of the graph -> the paths of those files. They need not exist any more."""
    path = Path(graph)
    if not graphfile.exists(path):
        return []
    names = [location_of(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    with graphfile.build_lock(path):
        said = judgements.load(judgements.beside(path))
        with Store(path, said.identity) as store:
            gone = [
                (place, row[0])
                for place, row in sorted(store.sources().items())
                if any(under(place, name) for name in names)
            ]
            for place, _ in gone:
                store.remove(place)
            judgements.replay(store, said)
            store.commit()
    return [relative(place, root, "") for place, root in gone]


def watch(paths: Iterable[str | Path]) -> Iterator[None]:
    """Yields after each change under the paths (extra `watch`)."""
    from watchfiles import watch as changes

    for _ in changes(*paths):
        yield


@contextmanager
def _texts_of(old: Path | None) -> Iterator[sqlite3.Connection | None]:
    """The older graph file that a build brings up to date, whose texts are extracted again."""
    if old is None:
        yield None
        return
    with graphfile.translated(old), closing(graphfile.connect(old, "mode=ro")) as db:
        yield db
