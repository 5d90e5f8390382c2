"""The graph as networkx, and as files for Gephi (GraphML, GEXF) with labels, dates and colours."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.messages import t
from kg.output import flat, write
from kg.query.refs import name
from kg.relations import STRUCTURE, relations

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph, Node

# Kinds in the colours of the page; documents by strength of their relation stand out by themselves.
COLOURS = {
    "document": "#0b5cad", "agency": "#5b3a96", "project": "#b45309", "programme": "#0f766e", "masterplan": "#9f1239", "place": "#64748b",
    "task": "#334155",
}  # fmt: skip
GREY = "#888888"
FIELDS = (
    "type", "symbol", "date", "year", "term", "issuer", "title", "signer", "place", "level", "part_of", "group", "period", "from", "until", "successors",
    "document", "section", "text", "deadlines", "targets", "in_force",
)  # fmt: skip
FACTS = ("role", "words", "task", "basis", "official", "scope", "provisions", "effective", "why")


def to_networkx(graph: Graph, *, structure: bool = False) -> nx.MultiDiGraph[str]:
    """Every node and fact: node attributes `kind`, `label` and the fields of its kind, of tasks and documents also `deadlines` and `targets`, of documents `in_force`; edge
    attributes `kind`, `inferred`, those of `FACTS`, `quote` (its own words, else what another says) and `evidence` (all of them as records). The edge key
    is the kind with what tells facts of one kind apart (task and role, scope and day), so that two builds give the same keys. Without `structure` the edges are the facts alone, each with its sentence, which is what figures of
    citations want; with it also where a task is stated, who issued a document, what a body is part of, where a thing lies: no sentence says
    these, a node's fields do."""
    import networkx as nx

    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes():
        result.add_node(
            node.id, kind=node.kind, label=node.label, **{k: v for k, v in node.fields.items() if v is not None}
        )
    for field, rows in (("deadlines", graph.deadlines()), ("targets", graph.targets())):
        for row in rows:
            result.nodes[row.task or row.document].setdefault(field, []).append(row)
    for held in graph.in_force():
        result.nodes[held.node].setdefault("in_force", []).append(held)
    for edge in graph.edges():
        key = ":".join(filter(None, (edge.kind, edge.task, edge.role, edge.scope, edge.effective)))
        attributes = {k: v for k in FACTS if (v := getattr(edge, k)) not in (None, ())}
        result.add_edge(
            edge.source, edge.target, key=key, kind=edge.kind, inferred=edge.inferred, evidence=edge.evidence,
            quote=edge.own_first()[0].quote if edge.evidence else "", **attributes,
        )  # fmt: skip
    for node in graph.nodes() if structure else ():
        for field, kind in STRUCTURE.items():
            other = node.fields.get(field)
            if other in result:
                inferred = field.removesuffix("_id") in node.inferred
                result.add_edge(node.id, other, key=kind, kind=kind, inferred=inferred, evidence=(), quote="")
    return result


def documents(graph: Graph) -> nx.MultiDiGraph[str]:
    """Only documents and what they say of each other."""
    whole = to_networkx(graph)
    kept = [n for n, kind in whole.nodes(data="kind") if kind == "document"]
    return whole.subgraph(kept).copy()


def _flat(graph: Graph) -> nx.MultiDiGraph[str]:
    """With plain attributes only: what the two formats can carry, invalid XML characters dropped; facts and structure, so that tasks, bodies and
    places hang together when they are looked at."""
    import networkx as nx

    whole = to_networkx(graph, structure=True)
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id, data in sorted(whole.nodes(data=True)):
        result.add_node(id, **_node(graph.node(id), data))
    table = relations()
    labels = {kind: t(f"field.{field.removesuffix('_id')}", "vi") for field, kind in STRUCTURE.items()}
    for source, target, key, data in sorted(whole.edges(keys=True, data=True), key=lambda e: e[:3]):
        row = table.get(data["kind"])
        said = min(
            data["evidence"], key=lambda e: e.document != source, default=None
        )  # the one whose words `quote` are
        result.add_edge(
            source, target, key=key, label=row.label["vi"] if row else labels.get(data["kind"], data["kind"]), relation=data["kind"], colour=row.colour if row else GREY,
            inferred=bool(data["inferred"]), quote=_clean(data["quote"]), file=said.file if said else "", sentences=len(data["evidence"]),
            **{f: _clean(flat(data[f])) for f in FACTS if data.get(f)},
        )  # fmt: skip
    return result


def _node(node: Node | None, data: dict[str, Any]) -> dict[str, Any]:
    label = name(node) if node else str(data["label"])
    plain = {
        "label": _clean(label),
        "name": _clean(str(data["label"])),
        "kind": data["kind"],
        "colour": COLOURS.get(data["kind"], GREY),
    }
    return plain | {f: _clean(flat(data[f])) for f in FIELDS if data.get(f)}


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 forbids."""
    return "".join(c for c in text if c >= " " or c in "\n\t").replace("\ufffe", "").replace("\uffff", "")


def graphml(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """GraphML, UTF-8."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml_xml(_flat(graph), buffer, encoding="utf-8", prettyprint=True)
    write(buffer.getvalue().decode("utf-8"), out, quiet=True)


def gexf(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """GEXF 1.2 with colours and, for documents, the day from which they are there."""
    import networkx as nx

    drawn = _flat(graph)
    for _, data in drawn.nodes(data=True):
        data["viz"] = {"color": _rgb(data.pop("colour"))}
        if data["kind"] == "document" and data.get("date"):
            data["start"] = data["date"]
    for *_, data in drawn.edges(data=True):
        data["viz"] = {"color": _rgb(data.pop("colour"))}
    drawn.graph["mode"] = "dynamic"
    drawn.graph["timeformat"] = "date"
    text = "\n".join(nx.generate_gexf(drawn, prettyprint=True))
    write(re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1) + "\n", out, quiet=True)


def _rgb(colour: str) -> dict[str, int]:
    return {"r": int(colour[1:3], 16), "g": int(colour[3:5], 16), "b": int(colour[5:7], 16), "a": 1}
