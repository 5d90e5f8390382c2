"""The files that `neo4j-admin database import` takes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import UsageFault
from kg.export.csv import folder
from kg.export.neo4j.rows import NodeRow, Props, RelationRow, node_rows, relation_rows
from kg.graph import Graph

BETWEEN = "\x1f"  # separates the values of a list in the import files; no text has it
Row = TypeVar("Row", NodeRow, RelationRow)


def write(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """Writes a folder: a CSV a label and a relation, and `import.args`, so that in that folder
    `neo4j-admin database import full neo4j @import.args` reads it."""
    if out is None or str(out) == "-":
        raise UsageFault("needs-folder")
    try:
        folder(out)
        arguments = ["--array-delimiter=U+001F", "--multiline-fields=true"]
        with graph.snapshot():
            for label, rows in _grouped(node_rows(graph)).items():
                path = out / f"node-{label}.csv"
                _table(path, {"id": "id:ID"}, [r.props for r in rows])
                arguments.append(f"--nodes=KgNode:{label}={path.name}")
            for type, links in _grouped(relation_rows(graph)).items():
                path = out / f"relation-{type}.csv"
                ends = {":START_ID": ":START_ID", ":END_ID": ":END_ID"}
                _table(path, ends, [{":START_ID": r.start, ":END_ID": r.end, **r.props} for r in links])
                arguments.append(f"--relationships={type}={path.name}")
        (out / "import.args").write_text("\n".join(arguments) + "\n", "utf-8")
    except OSError as error:
        raise UsageFault("cannot-write", path=out, detail=error.strerror or str(error)) from error


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by label or type."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return dict(sorted(found.items()))


def _table(path: Path, fixed: Mapping[str, str], rows: list[Props]) -> None:
    """A CSV whose head gives each column its type."""
    columns = list(fixed) + sorted({k for row in rows for k in row} - fixed.keys())
    kinds = {c: next(_kind(row[c]) for row in rows if c in row) for c in columns}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([fixed.get(c) or c + kinds[c] for c in columns])
        writer.writerows([_cell(row.get(c)) for c in columns] for row in rows)


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return (_kind(value[0]) or ":string") + "[]"
    return ":boolean" if isinstance(value, bool) else ":long" if isinstance(value, int) else ""


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return BETWEEN.join(map(_cell, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
