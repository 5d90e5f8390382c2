"""`kg trace REF`"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, SENTENCE, As, GraphPath, Out, more, said, title, verb
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note, write
from kg.query.refs import guessed, name
from kg.query.trace import DEFAULT_VIA, WEAKER, Hop, Trace, as_data, followable, followed, trace
from kg.relations import document_relations

COLUMNS = ("depth", "from", "relation", "to", "stated_by", *SENTENCE, "weaker", "page", "why")


def run(
    ref: Annotated[str, typer.Argument(help=t("option.ref"))],
    down: Annotated[bool, typer.Option("--down", help=t("trace.down"))] = False,
    via: Annotated[str, typer.Option("--via", help=t("trace.via", known=followable()))] = ",".join(DEFAULT_VIA),
    depth: Annotated[int, typer.Option("--depth", min=1, max=1000, help=t("trace.depth"))] = 20,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> None:
    how = form(as_, out, Format)
    relations = followed(via)
    with Graph.open(graph) as g:
        found = trace(g, ref, down=down, via=relations, depth=depth)
        besides = {} if down or how is not Format.table else _besides(g, found)
    if how is Format.table:
        write("\n".join(_lines(found)) + "\n", out)
    else:
        rows = list(_rows(found, in_words=how is Format.xlsx))
        emit(rows, COLUMNS, how, out=out, title=ref, data=as_data(found))
    if besides:
        what = ", ".join(f"{verb(kind)} ({count})" for kind, count in besides.items())
        note(t("trace.besides", what=what, ref=found.root))
    for a, b in found.cycles:
        note(t("trace.cycle", a=name(found.nodes[a]), b=name(found.nodes[b])))


def _besides(g: Graph, found: Trace) -> dict[str, int]:
    """What a document that carries none out does to others, kind by kind: it amends one, ends one."""
    if any(hop.depth == 1 and not hop.weaker for hop in found.hops):
        return {}
    followed = {hop.kind for hop in found.hops}
    kinds = [k for k in document_relations() if k not in followed | {WEAKER, "cites"}]
    counts = Counter(f.kind for f in g.facts(source=found.root, kind=tuple(kinds)))
    return {kind: counts[kind] for kind in kinds if counts[kind]}


def _lines(found: Trace) -> list[str]:
    lines = [title(found.nodes[found.root])]
    if not found.hops:
        return [*lines, "  " + t(f"trace.nothing-{found.direction}")]
    down = found.direction == "down"
    for hop in found.hops:
        pad = "  " * hop.depth
        other = hop.source if down else hop.target
        weaker = f" ({t('trace.weaker')})" if hop.weaker else ""
        again = f"  {t('trace.again')}" if hop.again else ""
        lines.append(
            f"{pad}{'↑' if down else '↳'} {verb(hop.kind, inward=down)}{weaker}{guessed(hop.why)}: {title(found.nodes[other])}{again}"
        )
        if not hop.again:
            lines += [f"{pad}    [{_speaker(hop, found)}] {said(e)}" for e in hop.evidence[:2]]
            lines += [f"{pad}    {x}" for x in more(len(hop.evidence) - 2, hop.source, hop.target)]
        elif hop.evidence:
            lines.append(f"{pad}    [{_speaker(hop, found)}] {said(hop.evidence[0])}")
    return lines


def _speaker(hop: Hop, found: Trace) -> str:
    if hop.stated_by == "self":
        return t("said.self")
    node = found.nodes.get(hop.stated_by)
    return t("said.by", document=name(node) if node else hop.stated_by)


def _rows(found: Trace, in_words: bool):  # type: ignore[no-untyped-def]
    for hop in found.hops:
        for e in hop.evidence:
            yield {
                "depth": hop.depth, "from": name(found.nodes[hop.source]), "relation": hop.kind, "to": name(found.nodes[hop.target]),
                "stated_by": _speaker(hop, found) if in_words else hop.stated_by, "weaker": hop.weaker, "document": e.document, "file": e.file, "start": e.start, "end": e.end, "quote": e.quote, "page": e.page, "why": hop.why,
            }  # fmt: skip
