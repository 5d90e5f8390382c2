"""The rows of relations.toml and relation_words.toml, and the relations that the code asks for by name."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.tables import load_rows

CITES = "cites"
AMENDS = "amends"
APPROVES = "approves"
PROMULGATES = "promulgates"
GUIDES = "guides"
IMPLEMENTS = "implements"
BASED_ON = "based_on"
SUSPENDS = "suspends"
CORRECTS = "corrects"
INTERPRETS = "interprets"
ANNOUNCES = "announces"
CONSOLIDATES = "consolidates"
REPEALS = "repeals"
SCOPED = frozenset({"amends", "replaces", REPEALS, "suspends"})
OUSTS = frozenset({"replaces", REPEALS})
ENDED = frozenset({REPEALS, "suspends"})
ACTS = SCOPED | {GUIDES, CORRECTS, INTERPRETS}  # what nothing older can do


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """A name in both languages."""

    vi: str
    en: str


class Relation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of relations.toml; its head explains the fields."""

    id: str
    label: Label
    inverse: Label
    colour: str
    rdf: str
    cypher: str
    cues: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    shadows: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    near: bool = False
    firm: bool = False
    tasks_in: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of relation_words.toml."""

    id: str
    note: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()


@cache
def relation_rows() -> dict[str, Relation]:
    """The relations by id, in the order of the table."""
    return {row.id: row for row in load_rows("relations", Relation)}
