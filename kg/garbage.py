"""How often the collector of garbage goes over what is in memory: facts hold no cycles, so that it finds next to nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (10_000, 20, 100)


def collect_seldom() -> None:
    """For the rest of the process, which is one command: loading tables and modules alone had a twentieth of a short one spent on it."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """For what runs inside, in a process that is not ours alone. Workers inherit this."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
