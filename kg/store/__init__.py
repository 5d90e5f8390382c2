"""The write side of the graph file: puts and takes out files with all they say, and works out identity again where that touches it.

A worker packs a text and its facts (`pack` -> `Item`); one `Store` writes them. What changed is kept in `Pending` until `Store.commit`, or
whatever must see the nodes, settles it.
"""

from __future__ import annotations

from kg.store.fingerprint import fingerprint
from kg.store.item import Item, pack
from kg.store.judging import FactJudgement
from kg.store.paths import relative
from kg.store.reading import sources, stored
from kg.store.writer import Store

__all__ = ["FactJudgement", "Item", "Store", "fingerprint", "pack", "relative", "sources", "stored"]
