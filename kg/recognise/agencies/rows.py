"""The rows of the tables of bodies: `agencies.toml`, `agency_words.toml`, `officials.toml`, and what is needed of `units_provinces.toml`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class AgencyRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A body known by name (`agencies.toml`)."""

    id: str
    name: str
    aliases: list[str] = []
    level: str | None = None
    part_of: str | None = None
    local: bool = False  # every province has a branch of it
    person: bool = False  # the holder's name may follow
    sole: bool = False  # has no departments of its own
    department: bool = False  # each ministry may have one: it is of the issuer where no other body stands behind
    examples: list[str] = []
    counter_examples: list[str] = []


# What a row may be for: a row of another use would be read by nobody, so the tables refuse it.
Use = Literal[
    "about", "act", "acting-field", "after-own", "bare", "bare-act", "bare-must", "bare-not", "bare-partner", "bare-told", "being", "beside", "beside-office", "board", "bound", "central", "charged", "class", "coast", "committee", "competent",
    "copula", "counted", "country", "department", "divided", "division", "drop", "duty-of", "each", "each-other", "elsewhere", "event", "expand", "field", "field-of", "final", "for-what",
    "function", "functional", "functional-too", "goes-on", "group", "head", "honoured", "house", "inner", "kept", "late", "law", "law-about", "law-begin", "law-end", "level", "like-place", "link", "listed-unit", "locality",
    "local-field", "made-up", "many", "must", "must-unit", "no-unit", "not-listed-unit", "number-sign", "numbered", "numbered-group", "of", "of-centre", "of-state",
    "office", "organisation", "part", "party", "procedure", "proper", "qualifier", "ranks", "region", "right", "row", "says", "scoped", "shared-head", "skip", "spot",
    "sentence", "state", "stop", "territory", "titled", "told-noun", "told-title", "told-unit", "town", "trade", "unit", "unit-body", "unit-qualifier", "weak", "working-with", "works-in",
]  # fmt: skip


class WordRow(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one use (`agency_words.toml`)."""

    id: str
    use: Use
    words: list[str]
    name: str | None = None  # how a label writes the word; "=": as in the table
    tail: list[str] = []
    level: str | None = None
    local: bool = False
    own: bool = False
    implied: bool = False  # the kind of unit is in the word itself
    unit: str | None = None  # which kind, where more than one could be
    under: str | None = None
    examples: list[str] = []
    counter_examples: list[str] = []


class TitleRow(Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of officials (`officials.toml`)."""

    id: str
    words: list[str]
    joined: bool = False
    alone: str | None = None
    heads: list[str] = []
    examples: list[str] = []
    counter_examples: list[str] = []


class ProvinceRow(Struct, frozen=True):
    """What is needed of a row of `units_provinces.toml`."""

    id: str
    type: str
    name: str
    aliases: list[str] = []
    since: str = ""
