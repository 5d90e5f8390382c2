"""What rests on a document: the documents that implement, are based on or cite it, and the tasks that name it."""

from __future__ import annotations

from typing import Any

from kg.errors import QueryError
from kg.graph import Graph, Node
from kg.query.dates import Reader
from kg.query.refs import name, one
from kg.relations import relations

# what a person reads
READ = ("relation", "what", "issuer", "date", "date_inferred", "provisions", "id", "file", "quote", "page", "why")
COLUMNS = ("relation", "what", "issuer", "id", "date", "date_inferred", "document", "file", "quote", "page", "why", "provisions")  # fmt: skip


def impact(graph: Graph, ref: str) -> list[dict[str, Any]]:
    """Rows `relation, what, issuer, id, date, date_inferred, document, file, quote, provisions`: relations first, then tasks. QueryError where nothing rests on it."""
    node = one(graph, ref)
    dates = Reader(graph)
    rows: list[dict[str, Any]] = []
    order = {kind: at for at, kind in enumerate(relations())}
    found = sorted(
        graph.edges(target=node.id),
        key=lambda e: (order.get(e.kind, len(order)), dates.told(e.source)[0] or "", e.source),
    )
    for edge in found:
        if edge.kind in ("assigns", "concerns", "mentions") or edge.source == node.id:
            continue
        source = graph.node(edge.source)
        date, inferred = dates.told(edge.source)
        for proof in edge.evidence:
            rows.append(
                {
                    "relation": edge.kind, "what": name(source) if source else edge.source, "issuer": _issuer(source), "id": edge.source, "date": date, "date_inferred": inferred,
                    "document": proof.document, "file": proof.file, "quote": proof.quote, "page": proof.page, "why": list(edge.why), "provisions": list(edge.provisions),
                }
            )  # fmt: skip
    rows += _tasks(graph, node.id)
    if not rows:
        raise QueryError("impact-nothing", ref=name(node), files=len(graph.files()))
    return rows


def _tasks(graph: Graph, node: str) -> list[dict[str, Any]]:
    """Tasks whose text holds a mention of the node: what they are is their paper and where in it they stand."""
    found = list(graph.tasks_naming(node))
    papers = graph.some(str(task.fields["document"]) for task in found)
    return [
        {
            "relation": "task", "what": " ".join(filter(None, (name(papers[task.fields["document"]]), task.fields.get("section")))), "issuer": _issuer(papers[task.fields["document"]]), "id": task.id, "date": None, "date_inferred": False, "document": task.fields["document"],
            "file": task.fields["file"], "quote": task.fields["text"],
            "page": graph.page(task.fields["file"], task.fields["start"]),
        }
        for task in found
    ]  # fmt: skip


def _issuer(node: Node | None) -> str | None:
    """Whose paper it is: plans of many provinces have one number."""
    return str(node.fields["issuer"]) if node and node.fields.get("issuer") else None
