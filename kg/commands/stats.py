"""`kg stats`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out, title, verb
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note, write
from kg.query.refs import said_at
from kg.query.stats import Stats, stats
from kg.text import one_line


def run(
    listing: Annotated[bool, typer.Option("--issues", help=t("stats.list"))] = False,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    if listing:
        return _issues(graph, how, out)
    with Graph.open(graph) as g:
        found = stats(g)
    if how is Format.table:
        write("\n".join(_lines(found)) + "\n", out)
        return None
    data = {
        "counts": found.counts, "cited_only": found.cited_only, "issues": found.issues,
        "most_cited": [{"id": n.id, "label": n.label, "mentions": count} for n, count in found.most_cited],
        "duplicates": [{"document": d, "files": list(files)} for d, files in found.duplicates],
    }  # fmt: skip
    said = _in_words if how is Format.xlsx else str
    rows = [
        {"what": said(k), "count": v}
        for k, v in (found.counts | {f"issues.{c}": n for c, n in found.issues.items()}).items()
    ]
    emit(rows, ("what", "count"), how, out=out, title="kg stats", data=data)
    return None


def _issues(graph: Path, how: Format, out: Path | None) -> None:
    """Every issue with the words it stands at."""
    from kg.query.issues import COLUMNS, issues

    with Graph.open(graph) as g:
        rows = issues(g)
    if not rows:
        note(t("stats.no-issues"))
    if how is not Format.table:
        emit(rows, COLUMNS, how, out=out, title="kg stats")
        return
    lines = []
    for r in rows:
        lines.append(f"! {one_line(r['issue'])}")
        quote = f"“{one_line(r['quote'])}” " if r["quote"] else ""
        lines.append(f"    {quote}{r['document']} ({said_at(r['file'], r['start'], r['end'], r.get('page'))})")
    write("\n".join(lines) + "\n" if lines else "", out)


def _lines(found: Stats) -> list[str]:
    lines = [f"{_what(k)}: {v}" for k, v in found.counts.items()]
    lines.append(f"{t('stats.cited-only')}: {found.cited_only}")
    if found.most_cited:
        lines += ["", t("stats.most-cited")]
        lines += [f"  {count:>5}  {title(node)}" for node, count in found.most_cited]
    if found.issues:
        lines += ["", t("stats.issues")]
        lines += [f"  {count:>5}  {t(f'issue.{code}', detail='…')}" for code, count in found.issues.items()]
        lines.append(f"  {t('stats.see-issues')}")
    if found.duplicates:
        lines += ["", t("stats.duplicates")]
        lines += [f"  {document}: {', '.join(files)}" for document, files in found.duplicates]
    return lines


def _in_words(key: str) -> str:
    """What a count is of, for a workbook."""
    group, _, code = key.partition(".")
    return t(f"issue.{code}", detail="…") if group == "issues" and code else _what(key)


def _what(key: str) -> str:
    """`nodes.document` -> `văn bản`; `edges.cites` -> `→ dẫn chiếu`."""
    group, _, kind = key.partition(".")
    if group == "nodes" and kind:
        return t(f"kind.{kind}")
    return f"→ {verb(kind)}" if kind else t(f"count.{key}")
