"""Bodies by words and first letters of their names: `Sở KH&ĐT Sơn La`, `UBND TP.HCM`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kg.find.names import place_words
from kg.find.written import asked_tokens, row_words, rows, tokens_of
from kg.graph.notes import Notes
from kg.graph.records import Node
from kg.naming import body_names
from kg.text import key


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
    asked = asked_tokens(_central().apart.sub(_central().letters, key(ref)))
    return asked if any(t.isalpha() for t in asked) else []


class _Central(NamedTuple):
    """What belongs to the centre: its words, their letters, patterns for these and for letters set apart (`Trung ương`, `TW`, `T.Ư`)."""

    name: str
    words: list[str]
    letters: str
    short: re.Pattern[str]
    apart: re.Pattern[str]


@cache
def _central() -> _Central:
    name, letters, apart = map(key, rows()["central"])
    return _Central(name, tokens_of(name), letters, *(re.compile(rf"\b{re.escape(x)}\b") for x in (letters, apart)))


def full_name(ref: str) -> str | None:
    """The name of a body that is known to be called so; `Ban Bí thư TW` is `Ban Bí thư Trung ương`."""
    at = _central()
    written = at.apart.sub(at.letters, key(ref))
    return body_names().get(written) or body_names().get(at.short.sub(at.name, written))


def _body_rank(asked: list[str], label: str, place: str | None) -> int | None:
    """1: it is all of the name, but perhaps for the place; 2: how it begins; 3: of a part; None: of another body."""
    local, links = place_words(place), row_words("links")
    for kept in (False, True) if not links.isdisjoint(tokens_of(label)) else (False,):
        words, first = _initialled(label, place, kept)
        taken = letters_taken([t for t in asked if t not in local or t in words], words, first)
        if taken is None:
            continue
        if all(i in taken or w in local or w in links for i, w in enumerate(words)):
            return 1
        return 2 if taken == set(range(len(taken))) else 3
    return None


def bodies_named(ref: str, bodies: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Of bodies (full name, place) that no text need name, those that are meant by what was written; one by a part of its name; sorted."""
    asked = _asked(ref)
    ranks = {body: _body_rank(asked, *body) for body in set(bodies)} if asked else {}
    whole = sorted(body for body, rank in ranks.items() if rank == 1)
    part = [body for body, rank in ranks.items() if rank is not None]
    return whole or (part if len(part) == 1 else [])


@lru_cache(maxsize=65536)
def _initialled(label: str, place: str | None, linked: bool) -> tuple[list[str], str]:
    """The words of a name, with or without its links (`Khối CCQ`), and their first letters; in a group's those of its place stand apart: `Các tổ chức
    tỉnh Bắc Ninh` is no TCT."""
    links = row_words("links")
    every = tokens_of(label)
    words = [w for i, w in enumerate(every) if w not in links or (linked and i)]
    first = "".join(w[0] for w in words)
    for i in range(len(words) - 1):
        if words[i : i + 2] == _central().words:
            first = first[:i] + _central().letters + first[i + 2 :]
    tail = tokens_of(place or "")
    if every[:1] == words[:1] or words[-len(tail) :] != tail:
        return words, first
    return words, first[: -len(tail)] + first[-len(tail) :].upper()


def letters_taken(asked: list[str], words: list[str], first: str) -> set[int] | None:
    """The words of a name, with their first letters, that what was written stands for; None where something written stands for none."""
    taken: set[int] = set()
    for token in asked:
        if token in words:
            taken.add(words.index(token))
            continue
        at = _letters_at(token, first) if len(token) > 1 else -1
        if at < 0:
            return None
        taken |= set(range(at, at + len(token)))
    return taken


def _letters_at(token: str, first: str) -> int:
    """Where letters stand among the first letters of a name, -1 where nowhere."""
    return max(first.find(token), first.find(token.upper()))
