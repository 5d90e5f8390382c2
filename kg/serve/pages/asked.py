"""What a page is asked with, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from kg.graph import Graph
from kg.serve.graphs import Graphs

ROWS = 100  # rows of a listing on one page
Shown = tuple[str, dict[str, Any]]


class Asked(Struct, frozen=True, kw_only=True):
    """What a page is asked with."""

    values: dict[str, str]
    lang: str
    today: date
    review: bool = False
    graphs: Graphs | None = None

    def kept(self, graph: Graph, key: str, make: Callable[[Graph], Any]) -> Any:
        """What takes long, once for each state of the graph file."""
        return self.graphs.keep((key, self.today), make) if self.graphs else make(graph)

    def get(self, key: str) -> str:
        """A value, trimmed; empty where there is none."""
        return self.values.get(key, "").strip()[:500]

    def number(self, key: str, most: int = 10**9) -> int:
        """A whole number, 0 where there is none."""
        text = self.get(key)
        return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def day(self) -> date | None:
        """The day `as_of` which the page is asked, if any."""
        try:
            return date.fromisoformat(self.get("as_of"))
        except ValueError:
            return None

    def sheet(self, listed: Sequence[Any]) -> dict[str, Any]:
        """The rows of the sheet asked for, and how many rows and sheets there are."""
        sheet = self.number("sheet", max(0, (len(listed) - 1) // ROWS))
        return {
            "rows": listed[sheet * ROWS : (sheet + 1) * ROWS],
            "count": len(listed),
            "sheet": sheet,
            "sheets": max(1, -(-len(listed) // ROWS)),
        }
