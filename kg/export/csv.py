"""The graph as a folder of CSV tables: nodes, edges, evidence, mentions, deadlines, targets, in_force, issues, files. Cells are guarded against formulas."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.errors import UsageFault
from kg.export.json import edge_data, file_data, issue_data, node_data, row_data
from kg.graph import Graph
from kg.output import flat, guard

_FIELDS = (
    "type", "symbol", "date", "year", "term", "issuer", "issuer_id", "title", "name", "signer", "signer_title", "place", "level", "part_of", "group",
    "period", "from", "until", "successors", "text", "file", "start", "end", "section", "document",
)  # fmt: skip
_PLACE = ("file", "document", "start", "end")
_FACT = (
    "source",
    "target",
    "kind",
    "task",
    "role",
    "words",
    "basis",
    "official",
    "scope",
    "provisions",
    "effective",
    "inferred",
    "why",
)


def _edges(graph: Graph) -> Iterator[dict[str, Any]]:
    for n, edge in enumerate(graph.edges(), 1):
        yield {"edge": n, **edge_data(edge)}


def _evidence(graph: Graph) -> Iterator[dict[str, Any]]:
    for edge in _edges(graph):
        for piece in edge["evidence"]:
            yield {"edge": edge["edge"], **piece}


_TABLES: dict[str, tuple[Sequence[str], Callable[[Graph], Iterable[dict[str, Any]]]]] = {
    "files": (("id", "document", "format", "text_sha256"), lambda g: map(file_data, g.files())),
    "nodes": (("id", "kind", "label", "aliases", "inferred", *_FIELDS), lambda g: map(node_data, g.nodes())),
    "edges": (("edge", *_FACT), _edges),
    "evidence": (("edge", *_PLACE, "quote", "rule", "page"), _evidence),
    "mentions": ((*_PLACE, "text", "node", "provisions"), lambda g: map(row_data, g.mentions())),
    "deadlines": (
        ("task", "text", *_PLACE, "not_before", "not_after", "rrule", "relative", "inferred"),
        lambda g: map(row_data, g.deadlines()),
    ),
    "targets": (("task", "text", *_PLACE, "due", "value", "unit", "inferred"), lambda g: map(row_data, g.targets())),
    "in_force": (
        ("node", "text", *_PLACE, "rule", "effective", "until", "relative", "provisions", "inferred"),
        lambda g: map(row_data, g.in_force()),
    ),
    "issues": ((*_PLACE, "code", "message"), lambda g: map(issue_data, g.issues())),
}


def write(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """Writes the tables into the folder `out`, which is made where it is not there; `texts.csv` too with `with_text`."""
    if out is None or str(out) == "-":
        raise UsageFault("needs-folder")
    try:
        folder(out)
        with graph.snapshot():
            for name, (columns, rows) in _TABLES.items():
                _write(out / f"{name}.csv", columns, rows(graph))
            if with_text:
                _write(
                    out / "texts.csv",
                    ("file", "text"),
                    ({"file": f.id, "text": graph.text(f.id)} for f in graph.files()),
                )
    except OSError as error:
        raise UsageFault("cannot-write", path=out, detail=error.strerror or str(error)) from error


def folder(out: Path) -> None:
    """Makes a folder for an export of several files; UsageFault where a file is in its place."""
    if out.exists() and not out.is_dir():
        raise UsageFault("out-is-file", path=out)
    if not out.parent.is_dir():
        raise UsageFault("folder-missing", path=out.parent)
    out.mkdir(exist_ok=True)


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(c)) for c in columns] for row in rows)


def _cell(value: Any) -> str:
    """Lists of records and records keep their structure, as JSON."""
    if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        return guard(json.dumps(value, ensure_ascii=False))
    return guard(flat(value))
