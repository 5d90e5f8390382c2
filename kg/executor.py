"""Where extraction runs: in this process, in a pool of processes, or on a Dask cluster. All give the same bytes, in any order."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Protocol, TypeVar

from kg.errors import StoreError

J = TypeVar("J")
Work = Callable[[J], bytes]


class Executor(Protocol):
    """Runs a function over jobs; None stands for the result of a job that took its process down with it."""

    def run(self, work: Work[J], jobs: Iterable[J]) -> Iterator[tuple[J, bytes | None]]:
        """Pairs of job and result, as they come; few jobs are under way at a time, so memory stays flat."""
        ...

    def close(self) -> None:
        """Lets go of the processes."""
        ...


class Serial:
    """One after the other, here."""

    def run(self, work: Work[J], jobs: Iterable[J]) -> Iterator[tuple[J, bytes | None]]:
        for job in jobs:
            yield job, work(job)

    def close(self) -> None:
        pass


class Pool:
    """Processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Forked workers have the tables loaded, and a script that calls kg.build needs no guard of its main module.
            method = "fork" if "fork" in get_all_start_methods() else "spawn"
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=get_context(method), initializer=_end_with_parent, initargs=(os.getpid(),)
            )
        return self._pool

    def run(self, work: Work[J], jobs: Iterable[J]) -> Iterator[tuple[J, bytes | None]]:
        waiting = iter(jobs)
        running: dict[Future[bytes], J] = {}
        while True:
            suspects: list[J] = []
            try:
                for job in islice(waiting, self.workers * 3 - len(running)):
                    suspects = [job]
                    running[self._started().submit(work, job)] = job
                    suspects = []
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    yield running.pop(future), result
            except BrokenProcessPool:
                self.close()
                yield from self._one_by_one(work, [*running.values(), *suspects])
                running = {}

    def _one_by_one(self, work: Work[J], jobs: Iterable[J]) -> Iterator[tuple[J, bytes | None]]:
        """After a process died: which of the jobs under way was it?"""
        for job in jobs:
            try:
                result = self._started().submit(work, job).result()
            except BrokenProcessPool:
                self.close()
                result = None
            yield job, result

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _end_with_parent(parent: int) -> None:
    """A killed build must not leave its workers behind."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Dask:
    """A Dask cluster: `tcp://scheduler:8786`. Its workers need kg installed and must see the files under the same paths or URLs."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise StoreError("extra-missing", extra="dask") from error
        try:
            self._client: Any = Client(address, timeout=10)
        except (OSError, ValueError) as error:
            raise StoreError("scheduler-unreachable", address=address, detail=str(error)) from error

    def run(self, work: Work[J], jobs: Iterable[J]) -> Iterator[tuple[J, bytes | None]]:
        from distributed import KilledWorker, as_completed

        waiting = iter(jobs)
        running: dict[str, J] = {}
        results: Any = as_completed()
        self._feed(work, islice(waiting, 4 * max(2, sum(self._client.nthreads().values()))), running, results)
        while running:
            future = next(results)
            try:
                result = future.result()
            except KilledWorker:
                result = None
            yield running.pop(future.key), result
            self._feed(work, islice(waiting, 1), running, results)

    def _feed(self, work: Work[J], jobs: Iterable[J], running: dict[str, J], results: Any) -> None:
        for job in jobs:
            future = self._client.submit(work, job, pure=False)
            running[future.key] = job
            results.add(future)

    def close(self) -> None:
        self._client.close()


# Processes of one machine: more would only stand in each other's way, and a slip of the finger must not bring it down.
_MOST = max(32, 4 * (os.cpu_count() or 1))


def executor(workers: int | None = None, on: str | None = None, *, bytes_ahead: int | None = None) -> Executor:
    """The executor for a build. Small work is done here, since starting processes would take longer."""
    if on:
        return Dask(on)
    count = workers or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
    small = workers is None and bytes_ahead is not None and bytes_ahead < 1_000_000
    return Serial() if count == 1 or small else Pool(min(count, _MOST))
