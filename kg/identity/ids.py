"""Ids of nodes, told apart where two would be the same."""

from __future__ import annotations

from typing import Any

from kg import naming
from kg.identity.records import Cluster, Descriptor
from kg.model import AGENCY, DOCUMENT
from kg.text import slug


def node_id(kind: str, label: str, fields: dict[str, Any], group: list[Descriptor]) -> str:
    """The id of a thing with these fields, described so."""
    if kind == AGENCY:
        return naming.body_id(label, fields.get("place"))
    if kind != DOCUMENT:
        place = fields.get("place")
        parts = (
            naming.initiative_key(label)[:80],
            naming.short_place(place) if place else "",
            slug(fields.get("period") or ""),
        )
        return "-".join(p for p in parts if p) or kind
    names: dict[str, int] = {}
    for d in group:
        if n := naming.law_name(d.entity):
            names[n] = names.get(n, 0) + d.weight
    name = min(names, key=lambda n: (-names[n], n)) if names else ""
    own = any(d.own for d in group)
    return (
        naming.document_id(fields, name)
        or (naming.titled_id(fields) if own else "")
        or naming.unnumbered_key(group[0].entity)[:90].strip("-")
        or kind
    )


def suffixes(clusters: list[Cluster]) -> list[str]:
    """For clusters of one id, the shortest field in which all differ; failing that, the first file that names each."""
    for field in ("date", "type", "place", "issuer", "symbol", "name"):
        values = [slug(str(c.fields.get(field) or "")) for c in clusters]
        if len(set(values)) == len(values):
            return values
    values = [slug(f"{c.members[0][0]} {c.members[0][1]}") for c in clusters]
    return (
        values
        if len(set(values)) == len(values)
        else [slug(f"{c.kind} {v}") for c, v in zip(clusters, values, strict=True)]
    )
