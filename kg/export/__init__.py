"""What a graph can be written as: one module a format, a function `(Graph, path or None for stdout, with_text) -> None` each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kg.graph import Graph


class Exporter(Protocol):
    """Writes a graph to a file, or to stdout where `out` is None or `-`. Raises ExportError where that cannot be."""

    def __call__(self, graph: Graph, out: Path | None, *, with_text: bool = False) -> None: ...


def _late(module: str, function: str = "write") -> Exporter:
    """An exporter whose module is imported at its first call."""

    def call(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
        exporter: Exporter = getattr(import_module(f"kg.export.{module}"), function)
        exporter(graph, out, with_text=with_text)

    return call


EXPORTERS: dict[str, Exporter] = {
    "json": _late("json"),
    "csv": _late("csv"),
    "ttl": _late("rdf", "turtle"),
    "trig": _late("rdf", "trig"),
    "nt": _late("rdf", "n_triples"),
    "nq": _late("rdf", "n_quads"),
    "jsonld": _late("rdf", "json_ld"),
    "graphml": _late("network", "graphml"),
    "gexf": _late("network", "gexf"),
    "neo4j-import": _late("neo4j"),
}
