"""What a filter keeps: words in a text, places and issuers by any name that people write; and what is there where it keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from kg.errors import QueryError
from kg.graph import Graph, Node
from kg.messages import t
from kg.text import key, plain
from kg.units import canonical_place, load_units

NEAR = 3  # names offered for one that is unknown
SOME = 8  # names offered where none is near


def has_words(text: str, words: str) -> bool:
    """Do the words stand in a text, with or without diacritics?"""
    return _bare(words) in _bare(text)


@lru_cache(maxsize=4096)
def place_named(written: str) -> str | None:
    """The id of the place that a person means, its words written apart or not: `TP Hà Nội`, `Hanoi`, `TPHCM`."""
    return canonical_place(written) or _unspaced().get(_letters(written))


@lru_cache(maxsize=65536)
def in_place(own: str, written: str) -> bool:
    """Is a place (its id) the one that a person means, or does it lie in it? Part of its name will do."""
    asked = place_named(written)
    return own == asked or bool(asked and own.endswith(f"-{asked}")) or has_words(own, written)


def of_place(node: Node | None, written: str) -> bool:
    """Is the node of the place that a person means?"""
    own = node.fields.get("place") if node else None
    return bool(own) and in_place(str(own), written)


def known_place(graph: Graph, written: str) -> None:
    """QueryError `place-unknown` with the nearest names where nothing of the graph is of the place."""
    places = {place for _, _, place in graph.agency_names() if place}
    places |= {str(n.fields["place"]) for n in graph.nodes("document") if n.fields.get("place")}
    if not any(in_place(place, written) for place in places):
        raise QueryError("place-unknown", what=written, files=len(graph.files()), near=near_places(written, places))


def near_places(written: str, places: Iterable[str]) -> str:
    """`near` for ids of places, provinces first."""
    units = load_units()
    ordered = sorted(places, key=lambda id: (id not in units.provinces, id))
    return near(written, {units.label(id): (units.label(id), unit.name if (unit := units.get(id)) else id) for id in ordered})  # fmt: skip


def near(written: str, names: Iterable[str] | dict[str, tuple[str, ...]]) -> str:
    """For an error: the names nearest to one that is unknown, else the first of all, each on its line; of a dict the keys by their names."""
    called = names if isinstance(names, dict) else {name: (name,) for name in names}
    forms = {_bare(form): name for name, its in reversed(called.items()) for form in its}
    close = dict.fromkeys(forms[form] for form in get_close_matches(_bare(written), forms, NEAR, 0.6))
    shown = list(close or called)[:SOME]
    more = ["…"] if not close and len(called) > SOME else []
    return (
        t(f"near.{'close' if close else 'some'}", names="".join(f"\n  {x}" for x in (*shown, *more))) if shown else ""
    )


@lru_cache(maxsize=1)
def _unspaced() -> dict[str, str]:
    """The names of provinces in letters without spaces -> their ids, the later of two of one name."""
    units = load_units()
    return {_letters(name): id for id, unit in units.provinces.items() for name in (unit.name, unit.label, *units.aliases[id])}  # fmt: skip


def _letters(text: str) -> str:
    return "".join(c for c in plain(key(text)) if c.isalnum())


def _bare(text: str) -> str:
    return plain(key(text)).replace("-", " ")
