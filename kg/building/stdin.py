"""What comes through a pipe (`kg build -`), as a file that a build can read, also later and in its other processes."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

NAME = "-"


def place(graph: Path) -> Path:
    """Where the text that was given to a graph through a pipe lies: one a graph, in the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "kg" / (hashlib.sha256(os.path.realpath(graph).encode()).hexdigest()[:16] + ".stdin") / "stdin"


def spooled(paths: Iterable[str], graph: Path) -> list[str]:
    """The paths with the file that now holds what stdin gave in place of `-`; it takes the place of what stdin gave before."""
    paths = list(paths)
    if NAME in paths:
        from kg.read import bounds

        file = place(graph)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(sys.stdin.buffer.read(bounds.FILE_BYTES + 1))
    return named(paths, graph)


def named(paths: Iterable[str], graph: Path) -> list[str]:
    """The paths with that file in place of `-`."""
    return [str(place(graph)) if path == NAME else path for path in paths]
