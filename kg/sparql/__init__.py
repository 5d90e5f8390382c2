"""SPARQL over a graph: an Oxigraph store kept beside the graph file, brought up to date file by file, and asked in a process of its own.

A query that runs too long is stopped by ending that process; nothing can write through it, and nothing can reach the network.
"""

from __future__ import annotations

from kg.sparql.asking import Answer, ask, bound, check, rows
from kg.sparql.endpoint import routes
from kg.sparql.store import store

__all__ = ["Answer", "ask", "bound", "check", "routes", "rows", "store"]
