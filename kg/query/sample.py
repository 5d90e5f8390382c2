"""A random sheet of facts with their quotes for a person to judge, and the precision such a judged sheet shows."""

from __future__ import annotations

import csv
import random
from math import sqrt
from pathlib import Path
from typing import Any

from msgspec import Struct

from kg.errors import QueryError
from kg.graph import Graph
from kg.messages import LANGUAGES, t
from kg.query.refs import name

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


def score(sheet: Path) -> Precision:
    """The precision of a judged CSV sheet; QueryError where it is none, or where nothing is judged."""
    try:
        with sheet.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise QueryError("sheet-wrong", path=sheet, detail=str(error)) from error
    if rows and "right" not in rows[0]:
        raise QueryError("sheet-wrong", path=sheet, detail="right?")
    marks = [str(r.get("right") or "").strip().casefold() for r in rows]
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
