"""Bodies by words and first letters of their names: `Sở KH&ĐT Sơn La`, `UBND TP.HCM`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.find.names import place_words
from kg.find.written import asked_tokens, row_words, tokens_of
from kg.graph.notes import Notes
from kg.graph.records import Node


def by_initials(graph: Notes, ref: str, kind: str | None) -> Iterator[tuple[int, Node]]:
    """`Sở KH&ĐT Sơn La`, `UBND TP.HCM`: bodies whose words, or first letters of neighbouring words, are what was written."""
    if kind not in (None, "agency"):
        return
    asked = _asked(ref)
    for number, label, place in graph.agency_names() if asked else ():
        rank = _body_rank(asked, label, place)
        found = graph.node_of(number) if rank is not None else None
        if rank is not None and found:
            yield rank, found


def _asked(ref: str) -> list[str]:
    """The words and letters of a body's name as it was written; empty where there are but figures."""
    asked = asked_tokens(ref)
    return asked if any(t.isalpha() for t in asked) else []


def _body_rank(asked: list[str], label: str, place: str | None) -> int | None:
    """1: it is all of the name, but perhaps for the place; 3: of a part; None: of another body."""
    words, first = _initialled(label)
    local = place_words(place)
    taken = _taken([t for t in asked if t not in local or t in words], words, first)
    if taken is None:
        return None
    return 1 if all(i in taken or w in local for i, w in enumerate(words)) else 3


def bodies_named(ref: str, bodies: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Of bodies (full name, place) that no text need name, those that are meant by what was written; one by a part of its name; sorted."""
    asked = _asked(ref)
    ranks = {body: _body_rank(asked, *body) for body in set(bodies)} if asked else {}
    whole = sorted(body for body, rank in ranks.items() if rank == 1)
    part = [body for body, rank in ranks.items() if rank is not None]
    return whole or (part if len(part) == 1 else [])


@lru_cache(maxsize=65536)
def _initialled(label: str) -> tuple[list[str], str]:
    """The words of a name, and their first letters."""
    words = [w for w in tokens_of(label) if w not in row_words("links")]
    return words, "".join(w[0] for w in words)


def _taken(asked: list[str], words: list[str], first: str) -> set[int] | None:
    """The words of a name, with their first letters, that what was written stands for; None where something written stands for none."""
    taken: set[int] = set()
    for token in asked:
        if token in words:
            taken.add(words.index(token))
            continue
        at = first.find(token) if len(token) > 1 else -1
        if at < 0:
            return None
        taken |= set(range(at, at + len(token)))
    return taken
