"""Full text over names, titles and texts, with or without diacritics."""

from __future__ import annotations

from typing import Any

from kg.errors import QueryError
from kg.graph import Graph, Hit

NAMED = 5  # that the words may be the name of


def search(graph: Graph, text: str, limit: int = 20) -> list[dict[str, Any]]:
    """Rows `node, label, file, start, end, text`, best first, and `page` where the file has pages: what the words are the name of (`Sở KHĐT Sơn La`),
    then other names, then texts. QueryError where nothing is found."""
    if not text.strip():
        raise QueryError("search-empty")
    named = [Hit(node=n.id, label=n.label, text=n.fields.get("title") or n.label) for n in graph.find(text)[:NAMED]]
    known = {h.node for h in named}
    hits = [*named, *(h for h in graph.search(text, limit) if h.file or h.node not in known)][:limit]
    if not hits:
        raise QueryError("search-nothing", text=text, files=len(graph.files()))
    return [
        {
            "node": h.node, "label": h.label, "file": h.file, "start": h.start, "end": h.end, "text": " ".join(h.text.split()),
            **({"page": page} if h.file and (page := graph.page(h.file, h.start)) else {}),
        }
        for h in hits
    ]  # fmt: skip
