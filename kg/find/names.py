"""Anything by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from kg.find.written import Ref, asked_tokens, numerals, row_words, tokens_of, unpadded, without_fillers
from kg.graph.notes import Notes
from kg.graph.records import Node
from kg.model import INITIATIVES
from kg.text import key, plain
from kg.units import load_units

_WORD = re.compile(r"\w+")
_MOST = 200  # candidates looked at where a name is vague
_SCATTERED = 3  # the rank of a name that has the words in any order


def tokens_of_names(node: Node) -> set[str]:
    """The words of all names of a node."""
    return {t for name in names_of(node) for t in tokens_of(name)}


def names_of(node: Node) -> list[str]:
    """All that a node is called by."""
    names = (node.label, *node.aliases, node.fields.get("title"), node.fields.get("name"), node.fields.get("type"))
    return [str(name) for name in names if name]


def _marked(text: str) -> set[str]:
    """The words written with marks: who writes `Sở Tài chính` does not mean a title with `số`, `tại` and `chính`."""
    return {word for word in _WORD.findall(key(text)) if not word.isascii()}


def by_name(graph: Notes, ref: str, parsed: Ref, kind: str | None) -> Iterator[tuple[int, Node]]:
    """Nodes that bear all the words written, with a rank: 0 is best."""
    asked = asked_tokens(ref)
    words = [t for t in asked if t.isalpha()]
    wanted = [w for w in words if w not in row_words("units")] or words
    if not wanted:
        return
    dated = {unpadded(t) for t in tokens_of(parsed.date or "")}
    numbers = {unpadded(t) for t in asked if t.isdigit()} - dated
    committees, marked = _committees(words), _marked(ref)
    for node in graph.named(" ".join(f'"{w}"' for w in wanted), kind, _MOST):
        fields = node.fields
        if committees and (other := _committees(tokens_of(node.label))) and committees.isdisjoint(other):
            continue
        if parsed.date and fields.get("date") not in (None, parsed.date):
            continue
        told = {
            unpadded(t)
            for name in ("date", "year", "symbol", "period", "term")
            for t in tokens_of(str(fields.get(name) or ""))
        }
        told |= {unpadded(t) for t in tokens_of_names(node)} | place_words(fields.get("place"))
        told |= {form for t in tokens_of(str(fields.get("term") or "")) for form in numerals(t)}
        if numbers.union(words) <= told:
            rank = _name_rank(node, words)
            if rank < _SCATTERED or marked <= set().union(*map(_marked, names_of(node))):
                yield rank, node


def _committees(words: list[str]) -> set[str]:
    """The kinds of place whose Party committees are named: `tinh` of `tinh uy`."""
    return {a for a, b in pairwise(words) if b in row_words("committee") and a in row_words("units")}


@lru_cache(maxsize=65536)
def place_words(place: str | None) -> frozenset[str]:
    """Words by which a person may name the place of a node: `tinh-son-la`, `TP` of `thanh-pho-ha-noi`, `Daklak` of `tinh-dak-lak`."""
    words = tokens_of(place or "")
    other = (t for name in load_units().aliases.get(place or "", ()) for t in tokens_of(name))
    return frozenset([*words, "".join(w[0] for w in words[:2]), *other])


def _name_rank(node: Node, words: list[str]) -> int:
    """0: the name and, at most, the place; 1: the name begins so, or one of a project ends so; 2: the name has all the words; 3: an alias or title has them."""
    place = place_words(node.fields.get("place")) | row_words("links")
    bare = [w for w in words if w not in place]
    names = [node.label, *node.aliases]
    if node.kind == "document":
        kind, name = str(node.fields.get("type") or ""), str(node.fields.get("name") or node.fields.get("title") or "")
        names.append(name if plain(name).startswith(plain(kind)) else f"{kind} {name}")
        names.append(f"{kind} {name} {node.fields.get('term') or ''}")
    for name in names:
        for written in (name, without_fillers(name)):
            if [t for t in tokens_of(written) if t.isalpha() and t not in place] == bare:
                return 0
    label = tokens_of(node.label)
    if bare and [t for t in label if t.isalpha() and t not in place][: len(bare)] == bare:
        return 1
    if node.kind in INITIATIVES and label[-len(words) :] == words:
        return 1  # `đường sắt Lào Cai - Hà Nội - Hải Phòng` of `Dự án đầu tư xây dựng tuyến đường sắt …`
    return 2 if set(label).issuperset(words) else _SCATTERED
