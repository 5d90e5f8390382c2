"""Vietnamese official documents as a legal citation knowledge graph.

`kg.build(paths)` reads files and returns a `Graph`; `kg.Graph.open(path)` opens one. Every fact a graph holds carries the
document, the place, the quoted words and the rule that found it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.building import build

__all__ = ["Graph", "build"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the heavy parts only when they are asked for, so that `import kg` stays cheap."""
    if name == "build":
        from kg.building import build

        return build
    if name == "Graph":
        from kg.api import Graph

        return Graph
    raise AttributeError(name)
