"""In which blocks an entity is looked for: those that share one are resolved together."""

from __future__ import annotations

from kg.model import AGENCY, DOCUMENT, INITIATIVES, Entity
from kg.naming.keys import (
    body_key,
    body_place,
    initiative_aliases,
    initiative_core,
    law_name,
    session_key,
    type_key,
    unnumbered_key,
)
from kg.naming.laws import law_of_number
from kg.naming.symbols import parse_symbol
from kg.text import key, slug


def descriptor_key(entity: Entity) -> str:
    """The description of an entity in one line, as judgements quote it."""
    what = entity.symbol or entity.name or entity.label
    when = entity.date or entity.year or entity.term or ""
    return key(f"{entity.kind}|{entity.type or ''}|{what}|{when}|{entity.place or entity.issuer or ''}")


def block_keys(entity: Entity, judged: dict[str, str] | None = None) -> tuple[str, ...]:
    """The blocks in which others that may be the same are found; entities that share one are resolved together.

    `judged` maps descriptors that a person called the same to a common key.
    """
    found = set(_kind_keys(entity))
    if judged:
        same = judged.get(descriptor_key(entity))
        if same:
            found.add("judged:" + same)
    return tuple(sorted(found))


def _kind_keys(entity: Entity) -> list[str]:
    if entity.kind == DOCUMENT:
        return _document_keys(entity)
    if entity.kind == AGENCY:
        return [f"agency:{body_key(entity.label, entity.place)}:{body_place(entity.label, entity.place) or ''}"]
    if entity.kind in INITIATIVES:
        return [
            f"{entity.kind}:{key}" for key in (initiative_core(entity.label, entity.kind), *initiative_aliases(entity))
        ]
    return [f"{entity.kind}:{slug(entity.label)}"]


def _document_keys(entity: Entity) -> list[str]:
    keys = []
    kind = type_key(entity.type)
    if entity.symbol:
        symbol = parse_symbol(entity.symbol)
        keys.append(f"number:{symbol.number}:{symbol.series}")
        if not symbol.tokens or kind:
            keys.append(f"typed:{symbol.number}:{kind}")
    if name := law_name(entity):
        keys.append(f"law:{kind}:{name}")
    elif entity.symbol and (
        law := law_of_number(
            parse_symbol(entity.symbol), kind, entity.year or (int(entity.date[:4]) if entity.date else None)
        )
    ):
        keys.append(f"law:{law}")
    if session := session_key(entity):
        keys.append(f"session:{session}")
    if not entity.symbol and not law_name(entity):
        keys.append(f"unnumbered:{unnumbered_key(entity)}")
    return keys
