"""The relations of `ontology/tables/relations.toml` as every export, page and listing uses them: order, labels, colours, names."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.tables import load_rows
from kg.text import slug

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


def relation_named(written: str) -> str | None:
    """The relation between documents that a person means: `based_on`, `based-on`, `căn cứ`, `can cu`, or `là căn cứ của`, as it is seen from its other end."""
    return _named().get(_bare(written))


@cache
def _named() -> dict[str, str]:
    """The names of the relations between documents, in every language and from both ends, and each word of `sửa đổi, bổ sung`; where two have
    one name the first has it."""
    found: dict[str, str] = {}
    for id in document_relations():
        row = relations()[id]
        for name in (id, *row.label.values(), *row.inverse.values()):
            for word in (name, *name.split(",")):
                found.setdefault(_bare(word), id)
    return found


def _bare(name: str) -> str:
    return slug(name.replace("_", " "))


def relation_label(id: str, language: str, inward: bool = False) -> str:
    """`thực hiện`, or seen from the other end `được thực hiện bởi`; an unknown id as it is."""
    row = relations().get(id)
    if row is None:
        return id
    return (row.inverse if inward else row.label).get(language, id)
