"""Full text over names, titles and texts, with or without diacritics."""

from __future__ import annotations

from typing import Any

from kg.errors import QueryError
from kg.graph import Graph


def search(graph: Graph, text: str, limit: int = 20) -> list[dict[str, Any]]:
    """Rows `node, label, file, start, end, text`, best first, and `page` where the file has pages; QueryError where nothing is found."""
    if not text.strip():
        raise QueryError("search-empty")
    hits = graph.search(text, limit)
    if not hits:
        raise QueryError("search-nothing", text=text, files=len(graph.files()))
    return [
        {
            "node": h.node, "label": h.label, "file": h.file, "start": h.start, "end": h.end, "text": " ".join(h.text.split()),
            **({"page": page} if h.file and (page := graph.page(h.file, h.start)) else {}),
        }
        for h in hits
    ]  # fmt: skip
