"""Agencies × documents: the roles in the cells, with the place of the evidence; as a workbook a sheet a role that people can print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kg.messages import t
from kg.output import Format, Link, as_csv, as_json, as_xlsx, column_name, table, write
from kg.query.tasks import TaskRow

DETAIL = ("agency", "words", "task", "deadlines", "document", "section", "file", "start", "end")
EVIDENCE = ("agency", "role", "words", "quote", "deadlines", "document", "section", "file", "start", "end")


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


def _apart(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """Papers of one name (`Kế hoạch 435/KH-UBND` of two provinces) and bodies of one name each get a place of their own: their id is added."""
    papers: dict[str, set[str]] = {}
    named: dict[str, set[str]] = {}
    for r in rows:
        papers.setdefault(r.document, set()).add(r.document_id)
        named.setdefault(r.agency, set()).add(r.agency_id)
    return [
        replace(
            r,
            document=f"{r.document} ({r.document_id})" if len(papers[r.document]) > 1 else r.document,
            agency=f"{r.agency} ({r.agency_id})" if len(named[r.agency]) > 1 else r.agency,
        )
        for r in rows
    ]


def write_matrix(
    rows: Sequence[TaskRow], how: Format, out: Path | None, addresses: Mapping[str, str] | None = None
) -> None:
    """In any of the listing formats. The workbook adds a sheet a role with the tasks, and one of the quoted sentences, to which the cells lead.

    `addresses`: where a file was got from, if that is a page of the web.
    """
    rows = _apart(rows)
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
        write(as_xlsx(workbook(rows, addresses or {}), column_name), out)
    else:
        write(table(cells, columns), out)


def workbook(
    rows: Sequence[TaskRow], addresses: Mapping[str, str]
) -> dict[str, tuple[Sequence[str], Sequence[dict[str, Any]]]]:
    """The sheets: the matrix, the tasks of each role, the evidence. A cell of the matrix leads to the first sentence it rests on. What was
    taken over from another body, and what later papers changed, says so in columns of its own."""
    over = tuple(column for column in ("inherited", "changes") if any(getattr(r, column) for r in rows))
    columns, cells = matrix(rows)
    proof = sorted(rows, key=lambda r: (r.agency, r.date or "", r.document_id, r.file, r.start, r.role or ""))
    title = t("tasks.evidence")
    place = {id(row): n for n, row in enumerate(proof)}
    first: dict[tuple[str, str], int] = {}
    for n, row in enumerate(proof):
        first.setdefault((row.agency, row.document), n)
    linked = [
        {
            column: Link(text=text, sheet=title, row=first[cell[columns[0]], column]) if column != columns[0] else text
            for column, text in cell.items()
        }
        for cell in cells
    ]
    sheets: dict[str, tuple[Sequence[str], Sequence[dict[str, Any]]]] = {"kg": (columns, linked)}
    for role in dict.fromkeys(r.role or "" for r in sorted(rows, key=lambda r: r.role or "", reverse=True)):
        sheets[t(f"role.{role}")] = (
            DETAIL + over,
            [
                _detail(r) | {"words": Link(text=r.words or t("inferred"), sheet=title, row=place[id(r)])}
                for r in rows
                if (r.role or "") == role
            ],
        )
    evidence = [
        _detail(r)
        | {
            "role": t(f"role.{r.role or ''}"),
            "quote": r.quote,
            "file": Link(text=r.file, address=addresses.get(r.file, "")),
        }
        for r in proof
    ]
    sheets[title] = (EVIDENCE + over, evidence)
    return sheets


def _detail(row: TaskRow) -> dict[str, Any]:
    held = row.inherited
    heritage = (
        t("tasks.heritage", agency=held.label, from_=row.agency, since=held.since, basis=held.basis) if held else ""
    )
    return {
        "agency": row.agency, "words": row.words, "task": row.text, "deadlines": [d.text for d in row.deadlines], "document": row.document,
        "section": row.section, "file": row.file, "start": row.start, "end": row.end, "inherited": heritage,
        "changes": list(map(str, row.changes)),
    }  # fmt: skip
