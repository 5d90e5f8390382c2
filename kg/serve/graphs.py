"""An open graph for every thread, opened again when a build has replaced or changed the file's content."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from kg.graph import Graph


class Graphs:
    """Hands out the calling thread's graph; all are of one file."""

    def __init__(self, path: Path) -> None:
        """StoreError where the file cannot be opened."""
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._kept: dict[Hashable, Any] = {}
        self._kept_of = self._stamp()
        self.get()

    def get(self) -> Graph:
        """The graph as the file is now."""
        now = self._stamp()
        if getattr(self._local, "stamp", None) != now:
            old: Graph | None = getattr(self._local, "graph", None)
            self._local.graph = Graph.open(self.path)
            self._local.stamp = now
            if old is not None:
                old.close()
        graph: Graph = self._local.graph
        return graph

    def keep(self, key: Hashable, make: Callable[[Graph], Any]) -> Any:
        """What `make` gives, worked out once for the file as it is now."""
        now = self._stamp()
        with self._lock:
            if self._kept_of != now or len(self._kept) > 200:
                self._kept, self._kept_of = {}, now
            if key in self._kept:
                return self._kept[key]
        made = make(self.get())
        with self._lock:
            if self._kept_of == now:
                self._kept[key] = made
        return made

    def _stamp(self) -> tuple[int, int, int]:
        found = self.path.stat() if self.path.exists() else None
        return (found.st_ino, found.st_mtime_ns, found.st_size) if found else (0, 0, 0)
