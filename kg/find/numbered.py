"""Documents by their number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kg.find.names import tokens_of_names
from kg.find.written import Ref, numerals, row_words, taken_apart, tokens_of, unpadded, with_centre
from kg.graph.notes import Notes
from kg.graph.records import Node


def by_number(graph: Notes, ref: Ref) -> Iterator[tuple[int, Node]]:
    """Documents of that number that what was written can mean, with a rank: 0 is best."""
    for node in graph.numbered(int(ref.number[0][:18])):
        rank = _claim(node, ref)
        if rank is not None:
            yield rank, node


def same_number(graph: Notes, ref: str, limit: int = 3) -> list[Node]:
    """Documents of the number written that are not what was written, those with most of its letters first: of another year, type or place."""
    asked = taken_apart(with_centre(ref))
    if not asked.number:
        return []
    letters = {*asked.number[1:], *asked.rest}
    near = (
        (len(letters & set(tokens_of(str(n.fields.get("symbol") or "")))), n)
        for n in graph.numbered(int(asked.number[0][:18]))
    )
    return [n for _, n in sorted(near, key=lambda c: (-c[0], c[1].id))[:limit]]


def _claim(node: Node, ref: Ref) -> int | None:
    """How well a document answers: 0 all that was written is so, and the number is whole; None: it is another document."""
    fields = node.fields
    symbol = [unpadded(t) for t in tokens_of(with_centre(fields.get("symbol", "")))]
    number = [part for t in ref.number for part in _parted(unpadded(t), symbol)]
    year = str(fields.get("date") or fields.get("year") or "")[:4]
    if not _in_order(number, symbol):
        if not (number[-1] == year and _in_order(number[:-1], symbol)):
            return None
        number.pop()
    whole = len(number) == len(symbol)
    if ref.date and fields.get("date") not in (None, ref.date):
        return None
    told = {*symbol, year, *_terms(str(fields.get("term") or ""), symbol)}
    for name in ("type", "issuer", "place", "name", "signer"):
        told |= _with_initials(str(fields.get(name) or ""))
    spelled = _spelled_out(ref.rest, symbol) | _type_letters(ref.rest, str(fields.get("type") or ""))
    unsaid = [
        t
        for t in ref.rest
        if unpadded(t) not in told and t not in spelled and t not in row_words("units") and not _in_initials(t, fields)
    ]
    if unsaid and tokens_of_names(node).issuperset(unsaid) and not ref.has_letters:
        return 3
    dated = not ref.date or fields.get("date") == ref.date
    if not unsaid and dated:
        return 0 if whole else 1
    bare = not fields.get("issuer") and not fields.get("place")
    return 2 if whole and ref.has_letters and (bare or not unsaid) else None


def _terms(term: str, symbol: list[str]) -> set[str]:
    """The term of a document in Roman figures and in ours: of the Party, and of the National Assembly, whose letters it follows (`QH10`)."""
    assembly = (b for a, b in pairwise(symbol) if b.isdigit() and a.endswith("qh"))
    return {form for said in (*tokens_of(term), *assembly) for form in numerals(said)}


def _parted(token: str, symbol: list[str]) -> list[str]:
    """`nqtw` as the parts of 57-NQ/TW, which were written together."""
    if token in symbol:
        return [token]
    runs = (symbol[i:j] for i in range(1, len(symbol)) for j in range(i + 2, len(symbol) + 1))
    return next((run for run in runs if "".join(run) == token), [token])


def _in_order(some: list[str], among: list[str]) -> bool:
    """Do they begin alike, and do all of `some` stand among the others in their order?"""
    rest = iter(among)
    return bool(some) and bool(among) and some[0] == among[0] and all(t in rest for t in some)


def _with_initials(name: str) -> set[str]:
    words = tokens_of(name)
    return {*words, "".join(w[0] for w in words)} if words else set()


def _type_letters(words: tuple[str, ...], type_: str) -> set[str]:
    """`NQ` of a `nghị quyết liên tịch`: the letters of the first two words of a type."""
    letters = "".join(w[0] for w in tokens_of(type_)[:2])
    return {letters} & set(words[:1])


def _spelled_out(words: tuple[str, ...], symbol: list[str]) -> set[str]:
    """Words whose first letters are a part of the symbol: `kết luận` of 72-KL/TW, `chương trình` of 19-CTr/TU; each part is spelled out once."""
    found: set[str] = set()
    left = list(symbol)
    for at in range(len(words)):
        for length in (3, 2):
            run = words[at : at + length]
            short = "".join(w[0] for w in run)
            part = next((t for t in left if t.startswith(short) and len(t) <= length + 1), None)
            if len(run) == length and part:
                left.remove(part)
                found |= set(run)
    return found


def _in_initials(token: str, fields: dict[str, Any]) -> bool:
    return len(token) > 1 and token in "".join(w[0] for w in tokens_of(str(fields.get("issuer") or "")))
