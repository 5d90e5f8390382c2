"""Extraction on a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from kg.errors import StoreError
from kg.executor import J, Work


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
