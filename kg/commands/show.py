"""`kg show REF`"""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec.structs import asdict

from kg.commands.common import (
    DEFAULT_GRAPH,
    SENTENCE,
    As,
    GraphPath,
    Out,
    more,
    said,
    stated_by,
    title,
    verb,
)
from kg.graph import Edge, Graph, IssueRow, Node, TargetRow
from kg.messages import t
from kg.output import Format, emit, form, write
from kg.query.refs import guess, guessed, name, provision, said_at, spelled
from kg.query.show import Kin, Shown, show
from kg.query.stale import CHANGES, ended
from kg.query.trace import node_data
from kg.relations import relations
from kg.text import one_line
from kg.units import COMMUNE, DISTRICT, PROVINCE

COLUMNS = ("direction", "relation", "other", "role", "stated_by", *SENTENCE, "page", "why")
FEW = 3  # sentences of a fact, unless one other node is asked about
MOST_TARGETS = 100
HIDDEN = ("file", "start", "end", "successors")
SAID_FIRST = (*CHANGES, "suspends", "corrects")  # what a reader must know before he uses a document
LEVELS = (PROVINCE, DISTRICT, COMMUNE)


def run(
    ref: Annotated[str, typer.Argument(help=t("option.ref"))],
    other: Annotated[str | None, typer.Option("--with", metavar="REF", help=t("show.with"))] = None,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    with Graph.open(graph) as g:
        found = show(g, ref, other)
    if how is Format.json:
        data = node_data(found.node) | {
            "files": list(found.files),
            "out": list(found.out),
            "in": list(found.into),
            "issues": [asdict(x) | _page(found, x) for x in found.issues],
            **({"targets": [asdict(x) | _page(found, x) for x in found.targets]} if found.targets else {}),
            **({"in_force": list(found.in_force)} if found.in_force else {}),
            **({"before": list(found.before)} if found.before else {}),
            **({"after": list(found.after)} if found.after else {}),
        }
        emit([], (), how, out=out, data=data)
    elif how is Format.table:
        write("\n".join(_lines(found, FEW if other is None else None)) + "\n", out)
    else:
        rows = list(_rows(found))
        emit(rows, COLUMNS, how, out=out, title=ref)


def _lines(found: Shown, most: int | None) -> list[str]:
    node = found.node
    lines = [title(node), f"  id: {node.id}", f"  {t('column.kind')}: {t(f'kind.{node.kind}')}"]
    for field, value in node.fields.items():
        if field in HIDDEN or value is None or value == "":
            continue
        mark = f" ({t('inferred')})" if field in node.inferred else ""
        lines.append(f"  {t(f'field.{field}')}: {_said(field, value, found.names)}{mark}")
    lines += ["  " + t("show.heir")] if found.heir else []
    lines += [_kin("show.predecessor", kin) for kin in found.before]
    lines += [_kin("show.successor", kin) for kin in found.after]
    lines += _changed(found)
    lines += [f"  {held}: “{one_line(held.said.text)}”" for held in found.in_force]
    if node.aliases:
        lines.append(f"  {t('field.aliases')}: {'; '.join(node.aliases)}")
    files = ", ".join(f.id for f in found.files)
    if files or node.kind == "document":
        lines.append(f"  {t('show.files')}: {files or t('show.cited-only')}")
    lines.append(f"  {t('show.mentions')}: {found.mentions}")
    lines += _relations(found.out, found.names, most, outward=True)
    lines += _relations(found.into, found.names, most, outward=False)
    lines += _targets(found)
    if found.issues:
        lines += ["", t("show.issues")]
        lines += [f"  ! {t(f'issue.{i.code}', detail=i.detail)} ({_place(found, i)})" for i in found.issues]
    return lines


def _said(field: str, value: object, names: dict[str, Node]) -> str:
    """A field's value as a person reads it."""
    if field == "level" and value in LEVELS:
        return t(f"level.{value}")
    if field in ("part_of", "place") and str(value) in names:
        return names[str(value)].label
    if field == "section":
        return spelled(str(value))
    return "✓" if value is True else one_line(str(value))


def _kin(message: str, kin: Kin) -> str:
    share = ", ".join([t(f"scope.{kin.share}"), *([t("inferred")] if kin.inferred else [])])
    return "  " + t(message, body=kin.label, date=kin.since or "", basis=kin.basis, share=share)


def _changed(found: Shown) -> list[str]:
    """What others did to the document, what ended it first: a reader asks at once whether it still holds."""
    told: dict[tuple[bool, str], dict[str, str]] = {}
    for edge in found.into:
        if edge.kind not in SAID_FIRST:
            continue
        whole = edge.scope == "whole" and edge.kind != "amends"
        since = t("show.effective", date=edge.effective) if edge.effective else ""
        more = f" ({'; '.join(filter(None, (t('scope.whole'), since)))})" if whole else ""
        label = name(found.names[edge.source]) if edge.source in found.names else edge.source
        told.setdefault((not ended(edge), edge.kind), {}).setdefault(edge.source, label + more + guessed(edge.why))
    return [f"  {verb(kind, inward=True)}: {'; '.join(by.values())}" for (_, kind), by in sorted(told.items())]


def _relations(edges: tuple[Edge, ...], names: dict[str, Node], most: int | None, outward: bool) -> list[str]:
    lines: list[str] = []
    kind = ""
    order = list(relations())
    for edge in sorted(edges, key=lambda e: order.index(e.kind) if e.kind in order else len(order)):
        if edge.kind != kind:
            kind = edge.kind
            lines += ["", f"{'→' if outward else '←'} {verb(kind, inward=not outward)}"]
        other = edge.target if outward else edge.source
        lines.append(f"  {title(names[other]) if other in names else other}{_extra(edge)}  [{stated_by(edge, names)}]")
        lines += [f"      {said(e)}" for e in edge.own_first()[:most]]
        if most is not None:
            lines += ["      " + x for x in more(len(edge.evidence) - most, edge.source, edge.target)]
    return lines


def _targets(found: Shown) -> list[str]:
    """What is to be reached: how much, by when, and the words that say it."""
    rows = found.targets
    lines = ["", t("show.targets", count=len(rows))] if rows else []
    for row in rows[:MOST_TARGETS]:
        amount = " ".join(filter(None, (row.value, row.unit)))
        by = row.due and t("show.by", date=row.due) + (f" ({t('inferred')})" if row.inferred else "")
        told = "; ".join(filter(None, (amount, by)))
        lines.append(f"  {told + ': ' if told else ''}“{one_line(row.text)}” ({_place(found, row)})")
    return lines + ([t("show.more-targets", count=len(rows) - MOST_TARGETS)] if len(rows) > MOST_TARGETS else [])


def _place(found: Shown, row: TargetRow | IssueRow) -> str:
    return said_at(row.file, row.start, row.end, **_page(found, row))


def _page(found: Shown, row: TargetRow | IssueRow) -> dict[str, int]:
    """The page where the file has pages, as JSON has it: left out where not."""
    page = found.pages.get((row.file, row.start))
    return {"page": page} if page else {}


def _extra(edge: Edge) -> str:
    parts = [
        edge.role and t(f"role.{edge.role}"),
        edge.words and f"“{edge.words}”",
        edge.scope and t(f"scope.{edge.scope}"),
    ]
    parts += [
        ", ".join(map(provision, edge.provisions)),
        edge.effective and t("show.effective", date=edge.effective),
        guess(edge.why),
    ]
    shown = "; ".join(p for p in parts if p)
    return f" ({shown})" if shown else ""


def _rows(found: Shown):  # type: ignore[no-untyped-def]
    for direction, edges in (("out", found.out), ("in", found.into)):
        for edge in edges:
            other = edge.target if direction == "out" else edge.source
            for e in edge.evidence:
                yield {
                    "direction": direction, "relation": edge.kind, "other": title(found.names[other]) if other in found.names else other,
                    "role": edge.role, "stated_by": stated_by(edge, found.names, e), "document": e.document, "file": e.file, "start": e.start,
                    "end": e.end, "quote": e.quote, "page": e.page, "why": edge.why,
                }  # fmt: skip
