"""The relations of `ontology/tables/relations.toml` as every export, page and listing uses them: order, labels, colours, names."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.tables import load_rows
from kg.text import plain

# What fields of a node lead to, beside the facts that texts state.
STRUCTURE = {"issuer_id": "issued_by", "part_of": "part_of", "place": "in_place", "document": "stated_in"}


class Relation(Struct, frozen=True):
    """What a relation is called and how it is drawn. `label` and `inverse` by language."""

    id: str
    label: dict[str, str]
    inverse: dict[str, str]
    colour: str
    rdf: str
    cypher: str


@cache
def relations() -> dict[str, Relation]:
    """All relations by id, in the order of the table: strongest first among those between documents."""
    return {row.id: row for row in load_rows("relations", Relation)} | {
        row.id: row for row in load_rows("relations_other", Relation)
    }


@cache
def document_relations() -> tuple[str, ...]:
    """Ids of the relations between two documents."""
    return tuple(row.id for row in load_rows("relations", Relation))


def relation_of(written: str) -> str:
    """The id of the relation between documents that a person means: `implements`, `based-on`, or its name in either language; what is none stays."""
    asked = plain(written).replace("-", " ").replace("_", " ").strip()
    for id in document_relations():
        names = (name for label in relations()[id].label.values() for name in label.split(", "))
        if asked in map(plain, (id.replace("_", " "), *names)):
            return id
    return written


def relation_label(id: str, language: str, inward: bool = False) -> str:
    """`thực hiện`, or seen from the other end `được thực hiện bởi`; an unknown id as it is."""
    row = relations().get(id)
    if row is None:
        return id
    return (row.inverse if inward else row.label).get(language, id)
