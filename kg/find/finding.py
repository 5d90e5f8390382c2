"""What a person wrote -> the nodes that it can mean."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import takewhile

from kg.find.bodies import by_initials, full_name, letters_taken
from kg.find.names import by_name
from kg.find.numbered import by_number
from kg.find.written import TOKEN, asked_tokens, row_words, rows, taken_apart, tokens_of, with_centre, without_fillers
from kg.graph.notes import Notes
from kg.graph.records import Node
from kg.naming import LawRow
from kg.tables import load_rows
from kg.text import key, plain, slug


def find(graph: Notes, ref: str, kind: str | None = None) -> list[Node]:
    """The nodes a reference can mean: only those with the best claim, sorted by id."""
    exact = _exact(graph, ref)
    if exact and kind in (None, exact.kind):
        return [exact]
    ref = with_centre(ref)
    if kind in (None, "place") and (places := _places(graph, slug(ref))):
        return places
    parsed = taken_apart(ref)
    found: list[Node] = []
    if parsed.number and kind in (None, "document"):
        found = _best(by_number(graph, parsed))
        if not found and parsed.has_letters and len(parsed.number) > 2:
            return []  # a whole number that nothing has must not find what merely mentions it
    if found:
        return found
    if parsed.number and (shorter := _before_subject(ref)):
        return find(graph, shorter, kind)
    named = list(by_name(graph, ref, parsed, kind))
    if min((rank for rank, _ in named), default=9) > 1:
        known = full_name(ref) if kind in (None, "agency") else None
        called = list(by_name(graph, known, taken_apart(known), "agency")) if known else []
        named = called or [*named, *by_initials(graph, ref, kind)]
    if not named and kind in (None, "document"):
        return _best(c for law in _laws_in_short(ref) for c in by_name(graph, law, taken_apart(law), kind))
    return _at_the_place(_best(named), ref)


def _at_the_place(found: list[Node], ref: str) -> list[Node]:
    """Of bodies in several places those whose own place is named, not those that lie in it: `Công an tỉnh Thái Bình` is no Công an huyện of Thái
    Bình; where no place is named those of the kind that is (`Công an tỉnh`)."""
    words, kinds = set(asked_tokens(ref)), row_words("units")
    places = [tokens_of(str(n.fields.get("place") or "")) if n.kind == "agency" else [] for n in found]
    for said in (
        [bool(set(p) - kinds) and set(p) - kinds <= words for p in places],
        [bool(words.intersection(takewhile(kinds.__contains__, p))) for p in places],
    ):
        if any(said):
            return [n for n, of_it in zip(found, said, strict=True) if of_it]
    return found


def _laws_in_short(ref: str) -> list[str]:
    """`luật BHYT 2014`, `blds`: the reference with the name of each law that begins with these letters, in full."""
    tokens = TOKEN.findall(without_fillers(ref))
    found = []
    for i, token in enumerate(tokens):
        for name in _law_letters().get(token, ()) if len(token) > 1 else ():
            kind, _, _ = name.partition(" ")
            before = tokens[: i - 1] if i and tokens[i - 1] == kind else tokens[:i]
            found.append(" ".join([*before, name, *tokens[i + 1 :]]))
    return found + _laws_spelled(tokens)


def _laws_spelled(tokens: list[str]) -> list[str]:
    """`luật ban hành VBQPPL 2025`: each law of which these are all the words, or letters of neighbouring words, with the figures written."""
    figures = [t for t in tokens if t.isdigit()]
    asked = [t for t in tokens if t.isalpha() and t not in row_words("links")]
    found = []
    for kind, name in _law_names() if len(asked) > 1 else ():
        every = tokens_of(f"{kind} {name}")
        for words in ([w for w in every if w not in row_words("links")], every):  # KH&ĐT, but DNNVV
            taken = letters_taken(asked, words, "".join(w[0] for w in words))
            if taken and all(i in taken or w in asked or w in row_words("links") for i, w in enumerate(words)):
                found.append(" ".join([kind, name, *figures]))
                break
    return found


@cache
def _law_names() -> list[tuple[str, str]]:
    """Type and name of each known law, in plain letters."""
    return sorted({(plain(key(row.type)), " ".join(tokens_of(row.name))) for row in load_rows("law_versions", LawRow)})


def _before_subject(ref: str) -> str:
    """A reference without what the document is said to be about (`Chỉ thị 46 của Bộ Chính trị về bầu cử`), "" where nothing is said of it."""
    words = ref.split()
    at = next((i for i, w in enumerate(words) if i and key(w) in map(key, rows()["subject"])), 0)
    return " ".join(words[:at])


@cache
def _law_letters() -> dict[str, list[str]]:
    """The first letters of each known law's name -> type and name, in plain letters; with the letters of its type too."""
    found: dict[str, list[str]] = {}
    for kind, name in _law_names():
        first = "".join(w[0] for w in name.split() if w not in row_words("links"))
        every = "".join(w[0] for w in name.split())
        for letters in {first, every}:
            for short in (letters, "".join(w[0] for w in kind.split()) + letters):
                found.setdefault(short, []).append(f"{kind} {name}")
    return found


def _places(graph: Notes, name: str) -> list[Node]:
    """Places by their whole name, their province left out or not: `tinh-yen-bai`, `yen-bai`, `xa-mu-cang-chai`."""
    kinds = [slug(word) for word in rows()["province-types"]]
    short = slug(rows()["province-short"][0])
    if name.startswith(short + "-"):
        name = kinds[-1] + name[len(short) :]
    ids = [name, *(f"{kind}-{name}" for kind in kinds)]
    found = [n for n in graph.some(ids).values() if n.kind == "place"]
    return found or (graph.places_below(name) if name.split("-")[0] in row_words("units") else [])


def _best(claims: Iterable[tuple[int, Node]]) -> list[Node]:
    ranked = sorted({node.id: (rank, node) for rank, node in claims}.values(), key=lambda c: (c[0], c[1].id))
    return [node for rank, node in ranked if rank == ranked[0][0]]


def _exact(graph: Notes, ref: str) -> Node | None:
    """An id, or the path of a file."""
    node = graph.node(ref.strip())
    if node:
        return node
    # One system writes the marks of a file's name apart from its letters, another does not.
    forms = dict.fromkeys(
        form
        for name in (ref, *([os.path.realpath(ref)] if "." in ref else []))
        for form in (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
    )
    document = next((found for form in forms if (found := graph.document_of(form))), None)
    return graph.node(document) if document else None
