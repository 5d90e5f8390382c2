"""Rows of identity.toml: the words and letters by which things are keyed and named."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.tables import load_rows
from kg.text import slug


class IdentityRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of identity.toml."""

    id: str
    note: str = ""
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    short: dict[str, str] = {}
    dates: dict[str, str] = {}
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@cache
def rules() -> dict[str, IdentityRow]:
    """Rows of identity.toml by id."""
    return {row.id: row for row in load_rows("identity", IdentityRow)}


@cache
def codes(row: str) -> frozenset[str]:
    """The letters of a row as they stand in keys."""
    return frozenset(slug(code) for code in rules()[row].codes)


@cache
def words(row: str) -> tuple[str, ...]:
    """The words of a row as they stand in keys."""
    return tuple(slug(word) for word in rules()[row].words)
