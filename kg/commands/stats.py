"""`kg stats`"""

from __future__ import annotations

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out, title, verb
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, write
from kg.query.stats import Stats, stats


def run(graph: GraphPath = DEFAULT_GRAPH, as_: As = Format.table, out: Out = None) -> None:
    with Graph.open(graph) as g:
        found = stats(g)
    if as_ is Format.table:
        write("\n".join(_lines(found)) + "\n", out)
        return
    data = {
        "counts": found.counts, "cited_only": found.cited_only, "issues": found.issues,
        "most_cited": [{"id": n.id, "label": n.label, "mentions": count} for n, count in found.most_cited],
        "duplicates": [{"document": d, "files": list(files)} for d, files in found.duplicates],
    }  # fmt: skip
    rows = [
        {"what": k, "count": v} for k, v in (found.counts | {f"issues.{c}": n for c, n in found.issues.items()}).items()
    ]
    emit(rows, ("what", "count"), as_, out=out, title="kg stats", data=data)


def _lines(found: Stats) -> list[str]:
    lines = [f"{_what(k)}: {v}" for k, v in found.counts.items()]
    lines.append(f"{t('stats.cited-only')}: {found.cited_only}")
    if found.most_cited:
        lines += ["", t("stats.most-cited")]
        lines += [f"  {count:>5}  {title(node)}" for node, count in found.most_cited]
    if found.issues:
        lines += ["", t("stats.issues")]
        lines += [f"  {count:>5}  {t(f'issue.{code}', detail='…')}" for code, count in found.issues.items()]
    if found.duplicates:
        lines += ["", t("stats.duplicates")]
        lines += [f"  {document}: {', '.join(files)}" for document, files in found.duplicates]
    return lines


def _what(key: str) -> str:
    """`nodes.document` -> `văn bản`; `edges.cites` -> `→ dẫn chiếu`."""
    group, _, kind = key.partition(".")
    if group == "nodes" and kind:
        return t(f"kind.{kind}")
    return f"→ {verb(kind)}" if kind else t(f"count.{key}")
