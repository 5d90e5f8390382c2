"""Where extraction runs: in this process, in a pool of processes, or on a Dask cluster. All give the same bytes, in any order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

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


# Processes of one machine: more would only stand in each other's way, and a slip of the finger must not bring it down.
_MOST = max(32, 4 * (os.cpu_count() or 1))


def executor(workers: int | None = None, on: str | None = None, *, bytes_ahead: int | None = None) -> Executor:
    """The executor for a build. Small work is done here, since starting processes would take longer, as would loading what starts them."""
    if on:
        from kg.executor.dask import Dask

        return Dask(on)
    count = workers or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
    small = workers is None and bytes_ahead is not None and bytes_ahead < 1_000_000
    if count == 1 or small:
        return Serial()
    from kg.executor.pool import Pool

    return Pool(min(count, _MOST))
