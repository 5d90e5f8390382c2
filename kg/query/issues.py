"""What a person should look at: everything that reading and identity could not settle, each in a sentence with the words it stands at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.graph import Graph, IssueRow
from kg.messages import t
from kg.query.refs import name

COLUMNS = ("code", "issue", "document", "file", "start", "end", "quote", "page", "document_id")
QUOTED = 300  # characters of the words shown


def issues(graph: Graph, code: str | None = None, *, lang: str | None = None) -> list[dict[str, Any]]:
    """Rows of: code, sentence, document, place and words, in the order of files; with `code` those of one kind."""
    return rows(graph, listed(graph, code), lang=lang)


def listed(graph: Graph, code: str | None = None) -> list[IssueRow]:
    """What `issues` has rows for, without its sentences."""
    return [i for i in graph.issues() if code is None or i.code == code]


def rows(graph: Graph, found: Sequence[IssueRow], *, lang: str | None = None) -> list[dict[str, Any]]:
    """The rows of some issues."""
    nodes = graph.some(i.document for i in found)
    return [
        {
            "code": i.code, "issue": t(f"issue.{i.code}", lang, detail=i.detail), "document": name(nodes[i.document]) if i.document in nodes else "",
            "document_id": i.document, "file": i.file, "start": i.start, "end": i.end, "quote": _words(graph, i),
            **({"page": page} if i.end > i.start and (page := graph.page(i.file, i.start)) else {}),
        }
        for i in found
    ]  # fmt: skip


def _words(graph: Graph, issue: IssueRow) -> str:
    """The words an issue stands at; "" where it is about the whole file."""
    if issue.end <= issue.start or not issue.document:
        return ""
    words = graph.slice(issue.file, issue.start, min(issue.end, issue.start + QUOTED))
    return words + (" …" if issue.end > issue.start + QUOTED else "")
