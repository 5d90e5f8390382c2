"""A random sheet of facts with their quotes for a person to judge, and the precision such a judged sheet shows."""

from __future__ import annotations

import csv
import io
import random
from math import sqrt
from pathlib import Path
from typing import Any

from msgspec import Struct

from kg.errors import QueryError, ReadError
from kg.graph import Graph
from kg.messages import LANGUAGES, t
from kg.query.refs import name
from kg.read.xml import Parts

COLUMNS = (
    "right",
    "source",
    "relation",
    "target",
    "role",
    "words",
    "task",
    "quote",
    "document",
    "file",
    "start",
    "end",
    "rule",
)


class Precision(Struct, frozen=True, kw_only=True):
    """Share of right facts among the judged ones, with its 95 % Wilson interval."""

    right: int
    judged: int
    precision: float
    low: float
    high: float


def sample(graph: Graph, number: int, seed: int = 0) -> list[dict[str, Any]]:
    """At most `number` facts with evidence, drawn without repetition; the same graph and seed give the same sheet."""
    facts = [e for e in graph.edges() if e.evidence]
    drawn = random.Random(seed).sample(range(len(facts)), min(number, len(facts)))
    rows = []
    for index in sorted(drawn):
        edge = facts[index]
        proof = edge.evidence[0]
        ends = [graph.node(i) for i in (edge.source, edge.target)]
        task = graph.node(edge.task) if edge.task else None
        rows.append(
            {
                "right": "", "source": name(ends[0]) if ends[0] else edge.source, "relation": edge.kind, "target": name(ends[1]) if ends[1] else edge.target,
                "role": edge.role, "words": edge.words, "task": task.fields.get("text") if task else "", "quote": " […] ".join(e.quote for e in edge.evidence[:2]),
                "document": proof.document, "file": proof.file, "start": proof.start, "end": proof.end, "rule": proof.rule,
            }
        )  # fmt: skip
    return rows


def _csv(sheet: Path) -> list[list[str]]:
    """Rows of a CSV file; some spreadsheets part cells by semicolons or tabs."""
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        text = lines.read()
    between = max(",;\t", key=text.split("\n", 1)[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=between))


def _workbook(sheet: Path) -> list[list[str]]:
    """Rows of the first sheet of a workbook, read like every office file: within bounds, without entities. ReadError where it is none."""
    from kg.read.xlsx import sheets

    rows = next((s.rows for s in sheets(Parts(sheet.read_bytes(), "xlsx"))), {})
    return [[cells.get(i, "") for i in range(1, max(cells) + 1)] for _, cells in sorted(rows.items())]


def score(sheet: Path) -> Precision:
    """The precision of a judged sheet, CSV (also as spreadsheets save it) or XLSX; QueryError where it is none, or where nothing is judged."""
    try:
        rows = _workbook(sheet) if sheet.suffix.lower() == ".xlsx" else _csv(sheet)
    except FileNotFoundError as error:
        raise QueryError("sheet-missing", path=sheet) from error
    except (OSError, ValueError, IndexError, csv.Error, ReadError) as error:
        detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
        if isinstance(error, UnicodeDecodeError):
            detail = t("error.binary")
        if isinstance(error, ReadError):
            detail = t(f"error.{error.code}", **error.params)
        raise QueryError("sheet-wrong", path=sheet, detail=detail) from error
    heads = {"right", *(t("column.right", lang) for lang in LANGUAGES)}
    column = next((i for i, head in enumerate(rows[0]) if head.strip() in heads), None) if rows else None
    if column is None:
        raise QueryError("sheet-column", path=sheet, column=t("column.right"))
    marks = [row[column].strip().casefold() for row in rows[1:] if len(row) > column]
    yes, no = (
        frozenset(word for lang in LANGUAGES for word in t(f"sample.{said}", lang).split()) for said in ("yes", "no")
    )
    right, judged = sum(m in yes for m in marks), sum(m in yes | no for m in marks)
    if not judged:
        raise QueryError("sheet-empty", path=sheet)
    p, z = right / judged, 1.959964
    middle = (p + z * z / (2 * judged)) / (1 + z * z / judged)
    half = z / (1 + z * z / judged) * sqrt(p * (1 - p) / judged + z * z / (4 * judged * judged))
    return Precision(right=right, judged=judged, precision=p, low=max(0.0, middle - half), high=min(1.0, middle + half))
