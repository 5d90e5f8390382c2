"""Colours, lanes and words of the views, from the tables and the messages."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.graph import Node
from kg.messages import LANGUAGES, sentences, t
from kg.relations import relation_label
from kg.tables import load_rows
from kg.text import key
from kg.units import COMMUNE, DISTRICT, load_units
from kg.view.model import Relation

# Kinds of edge that are no relation between documents.
ASSIGNS, CONTAINS = "assigns", "contains"
_MORE = {ASSIGNS: "#0b6b57", "concerns": "#80560a", "mentions": "#7a8794", CONTAINS: "#7a8794"}
WEAK = ("cites", "mentions", "based_on", CONTAINS)


class LaneRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of view_lanes.toml."""

    id: str
    label: dict[str, str]
    issuers: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    local: bool = False
    below_province: bool = False
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class ColourRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of view_colours.toml."""

    id: str
    colour: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()


class _RelationRow(Struct, frozen=True, kw_only=True):
    """What the views need of relations.toml."""

    id: str
    label: dict[str, str]
    colour: str


@cache
def lane_rows() -> tuple[LaneRow, ...]:
    """The lanes, highest first; the last one takes what is left."""
    return tuple(load_rows("view_lanes", LaneRow))


@cache
def _colour_rows() -> tuple[ColourRow, ...]:
    return tuple(load_rows("view_colours", ColourRow))


def colours() -> tuple[str, ...]:
    """All colours of boxes."""
    return tuple(row.colour for row in _colour_rows())


def colour(node: Node) -> int:
    """Index of a node's colour."""
    return _colour(str(node.fields.get("type") or "document") if node.kind == "document" else node.kind)


@cache
def _colour(word: str) -> int:
    fits = [(len(w), i) for i, row in enumerate(_colour_rows()) for w in row.words if key(word).startswith(key(w))]
    return max(fits)[1] if fits else _colour("document")


def lane(node: Node) -> str:
    """The id of a document's lane, by its issuer, else by its symbol, else by its type; of a place below the province by its place."""
    fields = node.fields
    id = lane_of(str(fields.get("issuer") or ""), str(fields.get("symbol") or ""), str(fields.get("type") or ""))
    if next(row.local for row in lane_rows() if row.id == id) and _is_below_province(str(fields.get("place") or "")):
        return next(row.id for row in lane_rows() if row.below_province)
    return id


@cache
def _is_below_province(place: str) -> bool:
    return bool(place) and load_units().level(place) in (DISTRICT, COMMUNE)


@cache
def lane_of(issuer: str, symbol: str, type_: str) -> str:
    """The lane of an issuer (the longest beginning counts), or of a symbol's letters, or of a type."""
    if issuer:
        fits = [
            (len(w), row.id)
            for row in lane_rows()
            for w in row.issuers
            if key(issuer).startswith(key(w).strip()) and _whole(key(issuer), key(w).strip())
        ]
        if fits:
            return max(fits)[1]
    letters = key(symbol).replace("/", "-").split("-")[-1] if symbol else ""
    for row in lane_rows():
        if letters and any(letters.rstrip("0123456789") == key(s) for s in row.symbols):
            return row.id
    return next((row.id for row in lane_rows() if type_ in row.types), lane_rows()[-1].id)


def _whole(issuer: str, word: str) -> bool:
    return len(issuer) == len(word) or not issuer[len(word)].isalnum()


@cache
def relations() -> tuple[Relation, ...]:
    """Every kind of edge: those of relations.toml, then assignments and the rest."""
    rows = [
        Relation(
            id=r.id, colour=r.colour, strong=r.id not in WEAK, forward=r.label, back={la: relation_label(r.id, la, inward=True) for la in LANGUAGES}
        )
        for r in load_rows("relations", _RelationRow)
    ]  # fmt: skip
    more = [
        Relation(
            id=kind, colour=c, strong=kind == ASSIGNS, forward={la: t(f"view.{kind}", la) for la in LANGUAGES},
            back={la: t(f"view.{kind}-in", la) for la in LANGUAGES},
        )
        for kind, c in _MORE.items()
    ]  # fmt: skip
    return (*rows, *more)


@cache
def words() -> dict[str, dict[str, str]]:
    """Language -> code -> sentence, all that the front end says."""
    prefixes = ("view.", "kind.", "role.", "scope.", "field.", "issue.", "stats.issues", "why.", "level.")
    return {la: {k: v for k, v in sorted(sentences(la).items()) if k.startswith(prefixes)} for la in LANGUAGES}


def both(code: str, **params: object) -> dict[str, str]:
    """A sentence in every language."""
    return {la: t(code, la, **params) for la in LANGUAGES}
