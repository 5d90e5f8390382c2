"""The graph as one JSON object in a fixed order: the same files give the same bytes. Written record by record, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kg.graph import DeadlineRow, Edge, File, Graph, InForceRow, IssueRow, MentionRow, Node, TargetRow
from kg.messages import t
from kg.output import writing

Data = dict[str, Any]
FORMAT = "kg/1"


def _told(data: Data) -> Data:
    """Without what is left out."""
    return {k: v for k, v in data.items() if v is not None and v != () and v is not False}


def file_data(file: File) -> Data:
    """A file as the contract has it; of a PDF also `pages`, where each begins."""
    data = {"id": file.id, "document": file.document, "format": file.format, "text_sha256": file.text_sha256}
    return data | _told({"pages": file.pages})


def node_data(node: Node) -> Data:
    """A node with the fields of its kind."""
    head = {"id": node.id, "kind": node.kind, "label": node.label, "aliases": node.aliases}
    return head | _told({"inferred": node.inferred}) | {k: v for k, v in node.fields.items() if v is not None}


def edge_data(edge: Edge) -> Data:
    """A fact with its evidence. `words` of an assignment are null where the layout gives the role."""
    data = _told(msgspec.structs.asdict(edge)) | {"evidence": [_told(msgspec.structs.asdict(e)) for e in edge.evidence]}
    return data | {"words": edge.words} if edge.kind == "assigns" else data


def row_data(row: MentionRow | DeadlineRow | TargetRow | InForceRow) -> Data:
    """A mention, deadline, target or entry into force."""
    return _told(msgspec.structs.asdict(row))


def issue_data(issue: IssueRow) -> Data:
    """An issue with its sentence, in Vietnamese whatever language the reader has chosen, since the bytes name the graph."""
    message = t(f"issue.{issue.code}", "vi", detail=issue.detail)
    return {
        "file": issue.file, "document": issue.document, "start": issue.start, "end": issue.end, "code": issue.code, "message": message,
    }  # fmt: skip


def _lists(graph: Graph) -> Iterator[tuple[str, Iterable[Data]]]:
    yield "files", map(file_data, graph.files())
    yield "nodes", map(node_data, graph.nodes())
    yield "edges", map(edge_data, graph.edges())
    yield "mentions", map(row_data, graph.mentions())
    yield "deadlines", map(row_data, graph.deadlines())
    yield "targets", map(row_data, graph.targets())
    yield "in_force", map(row_data, graph.in_force())
    yield "issues", map(issue_data, graph.issues())


def as_data(graph: Graph, with_text: bool = False) -> Data:
    """The whole export in memory."""
    with graph.snapshot():
        data: Data = {"format": FORMAT, **{name: list(rows) for name, rows in _lists(graph)}}
        if with_text:
            data["texts"] = {f.id: graph.text(f.id) for f in graph.files()}
        return data


def write(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """Writes the JSON, a record a line."""
    with writing(out) as put, graph.snapshot():
        put(b'{"format":"' + FORMAT.encode() + b'"')
        for name, rows in _lists(graph):
            put(b',\n"' + name.encode() + b'":[')
            _separated(put, (msgspec.json.encode(row) for row in rows))
            put(b"]")
        if with_text:
            put(b',\n"texts":{')
            _separated(
                put, (msgspec.json.encode(f.id) + b":" + msgspec.json.encode(graph.text(f.id)) for f in graph.files())
            )
            put(b"}")
        put(b"}\n")


def _separated(put: Callable[[bytes], object], pieces: Iterable[bytes]) -> None:
    for n, piece in enumerate(pieces):
        put(b",\n" if n else b"\n")
        put(piece)
