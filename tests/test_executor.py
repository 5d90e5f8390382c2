"""Wherever extraction runs, and from wherever the files come, the export is the same."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.api import Graph
from kg.building import build_report
from kg.errors import StoreError, UsageFault
from kg.executor import Serial, executor
from kg.executor.pool import Pool
from kg.export import EXPORTERS

PLAN = """ỦY BAN NHÂN DÂN TỈNH KON TUM
Số: {n}/KH-UBND                          Kon Tum, ngày 03 tháng 3 năm 2025
KẾ HOẠCH
Thực hiện Nghị quyết số {m}-NQ/TU ngày 20/01/2025 của Tỉnh ủy
1. Sở Y tế
- Chủ trì, phối hợp với Sở Tài chính rà soát quy trình, trình trong quý II năm 2025.
"""


def export(graph: Path) -> bytes:
    out = graph.with_suffix(".json")
    with Graph.open(graph) as opened:
        EXPORTERS["json"](opened, out, with_text=True)
    return out.read_bytes()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "sub").mkdir(parents=True)
    for n in range(60):
        (folder / ("sub" if n % 3 else ".") / f"{n}.txt").write_text(PLAN.format(n=n + 1, m=n % 7 + 1), "utf-8")
    return folder


@pytest.fixture
def wanted(papers: Path, tmp_path: Path) -> bytes:
    build_report(papers, tmp_path / "wanted.db", workers=1)
    return export(tmp_path / "wanted.db")


def test_small_work_is_done_here(papers: Path) -> None:
    assert isinstance(executor(bytes_ahead=1000), Serial)
    assert isinstance(executor(1), Serial)
    assert isinstance(executor(2, bytes_ahead=1000), Pool)


def test_an_executor_of_ones_own(papers: Path, tmp_path: Path, wanted: bytes) -> None:
    class Backwards(Serial):
        def run(self, work, jobs):  # type: ignore[no-untyped-def]
            for job in reversed(list(jobs)):
                yield job, work(job)

    build_report(papers, tmp_path / "kg.db", executor=Backwards())
    assert export(tmp_path / "kg.db") == wanted


def test_files_behind_an_address(papers: Path, tmp_path: Path, wanted: bytes) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.put(str(papers), "/bucket/papers", recursive=True)
    graph = tmp_path / "kg.db"
    build_report("memory://bucket/papers", graph, workers=1)
    assert export(graph) == wanted
    memory.rm("/bucket/papers/0.txt")
    again = build_report("memory://bucket/papers", graph, workers=1)
    assert (again.removed, again.unchanged, again.read) == (["0.txt"], 59, [])
    with pytest.raises(UsageFault, match="path-missing"):
        build_report("memory://bucket/nowhere", graph)
    with pytest.raises(UsageFault, match="url-unknown"):
        build_report("nosuch://bucket/papers", graph)


def test_no_scheduler_is_said(papers: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(StoreError, match="scheduler-unreachable"):
        build_report(papers, tmp_path / "kg.db", on="tcp://127.0.0.1:9", workers=1)


@pytest.fixture
def cluster() -> Iterator[object]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as found:
        yield found


@pytest.mark.slow
def test_a_dask_cluster_of_which_a_worker_is_killed(papers: Path, tmp_path: Path, wanted: bytes, cluster) -> None:  # type: ignore[no-untyped-def]
    victim = next(iter(cluster.workers.values())).process.process.pid

    def kill() -> None:
        time.sleep(1)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    report = build_report(papers, tmp_path / "kg.db", on=cluster.scheduler_address)
    killer.join()
    assert (len(report.read), report.rejected) == (60, [])
    assert export(tmp_path / "kg.db") == wanted


def test_the_folder_may_be_elsewhere(papers: Path, tmp_path: Path, wanted: bytes) -> None:
    moved = tmp_path / "elsewhere" / "deep"
    shutil.copytree(papers, moved)
    build_report(moved, tmp_path / "kg.db", workers=2)
    assert export(tmp_path / "kg.db") == wanted
