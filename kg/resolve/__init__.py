"""Which document each citation of one file means: the entities of a file, and the mentions that point at them.

`Resolver` is built up in layers, each a class that asks those below it: `Cited`, `Coreference`, `Aliases`, `Anaphora`.
"""

from __future__ import annotations

from kg.resolve.resolver import Documents, documents

__all__ = ["Documents", "documents"]
