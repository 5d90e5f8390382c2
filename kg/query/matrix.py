"""Agencies × documents: the roles in the cells, with the place of the evidence; as a workbook a sheet a role that people can print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.messages import t
from kg.output import Format, as_csv, as_json, as_xlsx, table, write
from kg.query.tasks import TaskRow

DETAIL = ("agency", "words", "task", "deadlines", "document", "section", "file", "start", "end")


def matrix(rows: Sequence[TaskRow]) -> tuple[list[str], list[dict[str, Any]]]:
    """Columns (the body, then each document) and a row a body; a cell lists how often in which role: `chịu trách nhiệm 3; phối hợp 1`."""
    documents = list(dict.fromkeys(r.document for r in sorted(rows, key=lambda r: (r.date or "", r.document_id))))
    cells: dict[str, dict[str, dict[str, int]]] = {}
    for row in rows:
        roles = cells.setdefault(row.agency, {}).setdefault(row.document, {})
        roles[row.role or ""] = roles.get(row.role or "", 0) + 1
    head = t("column.agency")
    return [head, *documents], [
        {
            head: body,
            **{
                d: "; ".join(f"{t(f'role.{r}')} {n}" for r, n in sorted(roles.items()))
                for d, roles in by_document.items()
            },
        }
        for body, by_document in sorted(cells.items())
    ]


def write_matrix(rows: Sequence[TaskRow], how: Format, out: Path | None) -> None:
    """In any of the listing formats; the workbook adds a sheet a role with the tasks and where their evidence stands."""
    columns, cells = matrix(rows)
    if how is Format.json:
        evidence = [
            {
                "agency": r.agency,
                "document": r.document,
                "role": r.role,
                "task": r.task,
                "file": r.file,
                "start": r.start,
                "end": r.end,
            }
            for r in rows
        ]
        write(as_json({"matrix": cells, "evidence": evidence}) + "\n", out)
    elif how is Format.csv:
        write(as_csv(cells, columns), out)
    elif how is Format.xlsx:
        sheets: dict[str, tuple[Sequence[str], Sequence[dict[str, Any]]]] = {"kg": (columns, cells)}
        for role in dict.fromkeys(r.role or "" for r in sorted(rows, key=lambda r: r.role or "", reverse=True)):
            sheets[t(f"role.{role}")] = (DETAIL, [_detail(r) for r in rows if (r.role or "") == role])
        write(as_xlsx(sheets), out)
    else:
        write(table(cells, columns), out)


def _detail(row: TaskRow) -> dict[str, Any]:
    return {
        "agency": row.agency, "words": row.words, "task": row.text, "deadlines": [d.text for d in row.deadlines], "document": row.document,
        "section": row.section, "file": row.file, "start": row.start, "end": row.end,
    }  # fmt: skip
