"""The rows of the tables of citations."""

from __future__ import annotations

from msgspec import Struct


class TypeRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A type of document (`document_types.toml`)."""

    id: str
    type: str
    words: tuple[str, ...]
    short: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    loose: bool = False
    named: bool = False
    note: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class SymbolRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Letters that tell the issuer (`symbols.toml`)."""

    id: str
    issuer: str
    codes: tuple[str, ...]
    numbered: bool = False
    typed: bool = False
    note: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class NameRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of laws of one type (`law_names.toml`)."""

    id: str
    type: str
    names: tuple[str, ...]
    common: tuple[str, ...] = ()
    short: dict[str, str] = {}
    note: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class IssuerRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of issuing bodies (`issuers.toml`)."""

    id: str
    names: tuple[str, ...]
    heads: tuple[str, ...] = ()
    short: dict[str, str] = {}
    units: dict[str, str] = {}
    local: bool = False
    note: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class WordRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of words (`citation_words.toml`)."""

    id: str
    words: tuple[str, ...]
    note: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class TermRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A term of the National Assembly, by its number, with its first and last year (`assembly_terms.toml`)."""

    id: str
    first: int
    last: int
    examples: tuple[str, ...] = ()
