"""The graph as Neo4j keeps it: every node with the label KgNode and that of its kind, every relation with an id of its own."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from kg.graph import DeadlineRow, Edge, Graph, InForceRow, Node, TargetRow
from kg.query.refs import name
from kg.relations import STRUCTURE, relations

Props = dict[str, Any]
LABELS = {
    "document": "Document", "agency": "Agency", "project": "Project", "programme": "Programme", "masterplan": "MasterPlan", "place": "Place",
    "task": "Task", "deadline": "Deadline", "target": "Target", "in_force": "InForce", "file": "File", "heir": "Heir",
}  # fmt: skip
_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")


class NodeRow(Struct, frozen=True):
    """A node as Neo4j keeps it; `props` with `id` and a digest of all."""

    label: str
    id: str
    props: Props

    @property
    def group(self) -> str:
        """Rows of one group go into one statement or one file."""
        return self.label


class RelationRow(Struct, frozen=True):
    """A relation as Neo4j keeps it."""

    type: str
    start: str
    end: str
    id: str
    props: Props

    @property
    def group(self) -> str:
        """Rows of one group go into one statement or one file."""
        return self.type


def node_rows(graph: Graph) -> Iterator[NodeRow]:
    """Nodes, heirs that no text names, files, deadlines, targets and entries into force, in a fixed order."""
    heirs: dict[str, str] = {}
    known: set[str] = set()
    for node in graph.nodes():
        known.add(node.id)
        heirs |= {h["id"]: str(h.get("label") or h["id"]) for h in node.fields.get("successors") or ()}
        yield _node(LABELS[node.kind], node.id, _node_props(node))
    for id, label in sorted(heirs.items()):
        if id not in known:
            yield _node(LABELS["heir"], id, {"label": label, "name": label})
    for file in graph.files():
        yield _node(
            "File", f"file:{file.id}", {"label": file.id, "format": file.format, "text_sha256": file.text_sha256}
        )
    for deadline in graph.deadlines():
        yield _node("Deadline", _row_id(deadline), _row_props(deadline))
    for target in graph.targets():
        yield _node("Target", _row_id(target), _row_props(target))
    for held in graph.in_force():
        yield _node("InForce", _row_id(held), _row_props(held))


def relation_rows(graph: Graph) -> Iterator[RelationRow]:
    """What texts state, then what fields hold, in a fixed order."""
    for edge in graph.edges():
        row = relations().get(edge.kind)
        yield _relation(
            row.cypher if row else edge.kind.upper(), edge.source, edge.target, _edge_props(edge), _edge_key(edge)
        )
    known = {node.id for node in graph.nodes()}
    for node in graph.nodes():
        for field, kind in STRUCTURE.items():
            other = node.fields.get(field)
            if other in known:
                yield _relation(kind.upper(), node.id, other, {})
        for heir in node.fields.get("successors") or ():
            props = {k: v for k, v in heir.items() if k not in ("id", "label") and v is not None}
            yield _relation("SUCCEEDED_BY", node.id, heir["id"], props, str(heir.get("date") or ""))
    for file in graph.files():
        yield _relation("TEXT_OF", f"file:{file.id}", file.document, {})
    for deadline in graph.deadlines():
        yield _relation("DUE", deadline.task or deadline.document, _row_id(deadline), {})
    for target in graph.targets():
        yield _relation("AIMS_AT", target.task or target.document, _row_id(target), {})
    for held in graph.in_force():
        yield _relation("IN_FORCE", held.node, _row_id(held), {})


def _node(label: str, id: str, props: Props) -> NodeRow:
    return NodeRow(label, id, {"id": id, "digest": _digest(label, props), **props})


def _relation(type: str, start: str, end: str, props: Props, key: str = "") -> RelationRow:
    assert _TYPE.fullmatch(type), type  # it stands in the text of a query
    id = "|".join(filter(None, (start, type, end, key)))
    return RelationRow(type, start, end, id, {"id": id, "digest": _digest(type, props), **props})


def _digest(kind: str, props: Props) -> str:
    return hashlib.sha256(json.dumps([kind, props], sort_keys=True).encode()).hexdigest()[:16]


def _node_props(node: Node) -> Props:
    props: Props = {
        "label": node.label,
        "name": name(node),
        "aliases": list(node.aliases),
        "inferred": list(node.inferred),
    }
    props |= {k: v for k, v in node.fields.items() if not isinstance(v, (list, dict))}
    return {k: v for k, v in props.items() if v is not None and v != []}


def _edge_props(edge: Edge) -> Props:
    """The evidence as lists of one length."""
    props: Props = {
        "task": edge.task, "role": edge.role, "words": edge.words, "basis": edge.basis, "official": edge.official, "scope": edge.scope,
        "effective": edge.effective, "provisions": list(edge.provisions), "inferred": edge.inferred or None, "why": list(edge.why),
        "quotes": [e.quote for e in edge.evidence], "files": [e.file for e in edge.evidence], "documents": [e.document for e in edge.evidence],
        "starts": [e.start for e in edge.evidence], "ends": [e.end for e in edge.evidence], "rules": [e.rule for e in edge.evidence],
        "pages": [e.page or 0 for e in edge.evidence] if any(e.page for e in edge.evidence) else None,
    }  # fmt: skip
    return {k: v for k, v in props.items() if v is not None and v != []}


def _edge_key(edge: Edge) -> str:
    return "|".join(filter(None, (edge.task, edge.role, edge.scope, edge.effective)))


def _row_id(row: DeadlineRow | TargetRow | InForceRow) -> str:
    place = f"{row.file}:{row.start}-{row.end}"
    if isinstance(row, InForceRow):
        return f"in-force:{place}:{row.about}"
    kind = "deadline" if isinstance(row, DeadlineRow) else "target"
    return f"{kind}:{place}" + (f":{row.task}" if row.task else "")


def _row_props(row: DeadlineRow | TargetRow | InForceRow) -> Props:
    props: Props = {
        "label": " ".join(row.text.split()),
        "text": row.text,
        "file": row.file,
        "start": row.start,
        "end": row.end,
    }
    props["inferred"] = row.inferred or None
    if isinstance(row, TargetRow):
        props |= {"due": row.due, "value": row.value, "unit": row.unit}
    else:
        relative = row.relative or {}
        props |= {"duration": relative.get("duration"), "counted_from": relative.get("from")}
    if isinstance(row, DeadlineRow):
        props |= {"not_before": row.not_before, "not_after": row.not_after, "rrule": row.rrule}
    elif isinstance(row, InForceRow):
        props |= {
            "document": row.document, "rule": row.rule, "effective": row.effective, "until": row.until, "provisions": list(row.provisions) or None,
        }  # fmt: skip
    return {k: v for k, v in props.items() if v is not None}
