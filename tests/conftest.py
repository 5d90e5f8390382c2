"""Where the sample documents and the shared material are; a graph of `data/` built once a session."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from neo4j_server import neo4j_uri  # noqa: F401 - a fixture of several test files

from kg import messages
from kg.api import Graph

Built = Callable[..., Graph]
ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"

# The made-up inputs are the same in every run, so that a change is judged by itself; KG_RANDOM=1 looks for new ones.
# How long one takes is not asked: the machine may be busy.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", untimed, derandomize=True)
settings.register_profile("random", untimed)
settings.load_profile("random" if os.environ.get("KG_RANDOM") else "same")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared texts and gold, where KG_SHARED names it."""
    folder = Path(os.environ.get("KG_SHARED", ""))
    if not os.environ.get("KG_SHARED") or not folder.is_dir():
        pytest.skip("KG_SHARED does not name the folder of shared texts")
    return folder


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Each test begins in the language of the environment, whatever one before it asked for."""
    chosen = list(messages._chosen)
    yield
    messages._chosen[:] = chosen


@pytest.fixture(scope="session")
def data_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph file of `data/`."""
    from kg.building import build

    path = tmp_path_factory.mktemp("data") / "kg.db"
    build([DATA], path, workers=1).close()
    return path


@pytest.fixture
def graph(data_db: Path):  # type: ignore[no-untyped-def]
    """The graph of `data/`, open."""
    with Graph.open(data_db) as opened:
        yield opened


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Built]:
    """Builds the graph of texts given by the names of their files: `built(a="…", b="…")` reads `a.txt` and `b.txt`; open until the test ends."""
    from kg.building import build

    opened = []

    def graph(**texts: str) -> Graph:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        opened.append(build(tmp_path, tmp_path / "graph.db", workers=1))
        return opened[-1]

    yield graph
    for one in opened:
        one.close()
