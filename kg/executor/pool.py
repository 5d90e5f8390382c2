"""Extraction in processes of this machine."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_all_start_methods, get_context

from kg.executor import J, Work


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
