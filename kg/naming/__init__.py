"""How a thing is keyed and named: symbols taken apart, forms for comparing, block keys, and readable ids."""

from __future__ import annotations

from kg.naming.blocks import block_keys, descriptor_key
from kg.naming.ids import body_id, document_id, titled_id
from kg.naming.keys import (
    body_key,
    body_names,
    body_place,
    initials,
    initiative_aliases,
    initiative_core,
    initiative_key,
    issuer_key,
    joined_periods,
    known_name,
    law_name,
    name_key,
    period_of,
    session_key,
    short_place,
    type_key,
    unnumbered_key,
)
from kg.naming.laws import LawRow, LawVersion, law_of_number, law_versions
from kg.naming.rules import codes, rules, words
from kg.naming.symbols import Symbol, parse_symbol

__all__ = [
    "LawRow", "LawVersion", "Symbol", "block_keys", "body_id", "body_key", "body_names", "body_place", "codes", "descriptor_key", "document_id", "initials",
    "initiative_aliases", "initiative_core", "initiative_key", "issuer_key", "joined_periods", "known_name", "law_name", "law_of_number", "law_versions", "name_key", "parse_symbol", "period_of",
    "rules", "session_key", "short_place", "titled_id", "type_key", "unnumbered_key", "words",
]  # fmt: skip
