"""What a person writes -> nodes; words -> places in names and texts. Case, diacritics, spaces and hyphens do not matter."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from msgspec import Struct

from kg.graph import Graph, Hit, Node
from kg.graphfile import searchable
from kg.tables import load_rows
from kg.text import key, plain, slug

_TOKEN = re.compile(r"\d+|[a-z]+")
_WORD = re.compile(r"\w+")
_DATE = re.compile(
    r"(?<![\d/-])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})\s*[/.-]\s*(?P<m2>\d{1,2})\s*[/.-]\s*(?P<y2>\d{4})"
    r"|(?:ngay\s+)?(?P<d3>\d{1,2})\s+thang\s+(?P<m3>\d{1,2})\s+nam\s+(?P<y3>\d{4}))(?![\d/-])"
)
# A number with what hangs on it: `72-kl/tw`, `39/2019/qh14`, `72kl`, `1676/qd-ttg`.
_NUMBER = re.compile(r"(?<![\w/-])\d+[a-z]*(?:\.\d+)*(?:[-/]+[a-z0-9&.]+)*")
_MOST = 200  # candidates looked at where a name is vague


class _Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of references.toml."""

    id: str
    note: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {row.id: row.words for row in load_rows("references", _Row)}


@cache
def _words(row: str) -> frozenset[str]:
    return frozenset(token for word in _rows()[row] for token in _tokens(word))


@cache
def _accented(row: str) -> frozenset[str]:
    return frozenset(map(key, _rows()[row]))


def _without_fillers(ref: str) -> str:
    """What was written, in plain letters, without words that say nothing."""
    words = key(ref).split(" ")
    following = [*words[1:], ""]
    kept = [
        w
        for w, n in zip(words, following, strict=True)
        if w not in _accented("fillers") and not (plain(w) in _words("fillers") and n[:1].isdigit())
    ]
    return plain(" ".join(kept))


@lru_cache(maxsize=65536)
def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(plain(text))


class _Ref(Struct, frozen=True):
    """What was written, taken apart: a date, the number with what hangs on it, the other tokens."""

    date: str | None
    number: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def has_letters(self) -> bool:
        """`72-KL` says more than `72`."""
        return any(t.isalpha() for t in self.number)


def _parsed(ref: str) -> _Ref:
    date = None
    text = _without_fillers(ref)
    found = _DATE.search(plain(key(ref)))
    if found:
        year, month, day = (found[f"{part}"] or found[f"{part}2"] or found[f"{part}3"] for part in "ymd")
        date = f"{year}-{int(month):02}-{int(day):02}"
        at = key(ref)  # of one length with its plain copy
        text = _without_fillers(at[: found.start()] + " " + at[found.end() :])
    numbers = sorted(
        _NUMBER.finditer(text), key=lambda m: (not any(c.isalpha() for c in m[0]), "/" not in m[0], _is_year(m[0]))
    )
    number = numbers[0] if numbers else None
    if number:
        text = text[: number.start()] + " " + text[number.end() :]
    rest = tuple(t for t in _TOKEN.findall(text) if t not in _words("links"))
    return _Ref(date, tuple(_TOKEN.findall(number[0])) if number else (), rest)


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and "1945" <= token <= "2099"


def find(graph: Graph, ref: str, kind: str | None = None) -> list[Node]:
    """The nodes a reference can mean: only those with the best claim, sorted by id."""
    exact = _exact(graph, ref)
    if exact and kind in (None, exact.kind):
        return [exact]
    if kind in (None, "place") and (places := _places(graph, slug(ref))):
        return places
    parsed = _parsed(ref)
    found: list[Node] = []
    if parsed.number and kind in (None, "document"):
        found = _best(_by_number(graph, parsed))
        if not found and parsed.has_letters and len(parsed.number) > 2:
            return []  # a whole number that nothing has must not find what merely mentions it
    if found:
        return found
    named = list(_by_name(graph, ref, parsed, kind))
    if min((rank for rank, _ in named), default=9) > 1:
        named += _by_initials(graph, ref, kind)
    if not named and kind in (None, "document"):
        return _best(c for law in _laws_in_short(ref) for c in _by_name(graph, law, _parsed(law), kind))
    return _best(named)


def _laws_in_short(ref: str) -> list[str]:
    """`luật BHYT 2014`, `blds`: the reference with the name of each law that begins with these letters, in full."""
    tokens = _TOKEN.findall(_without_fillers(ref))
    found = []
    for i, token in enumerate(tokens):
        for name in _law_letters().get(token, ()) if len(token) > 1 else ():
            kind, _, _ = name.partition(" ")
            before = tokens[: i - 1] if i and tokens[i - 1] == kind else tokens[:i]
            found.append(" ".join([*before, name, *tokens[i + 1 :]]))
    return found


@cache
def _law_letters() -> dict[str, list[str]]:
    """The first letters of each known law's name -> type and name, in plain letters; with the letters of its type too."""
    from kg.naming import LawRow

    found: dict[str, list[str]] = {}
    for row in load_rows("law_versions", LawRow):
        kind, name = plain(key(row.type)), " ".join(_tokens(row.name))
        first = "".join(w[0] for w in name.split() if w not in _words("links"))
        every = "".join(w[0] for w in name.split())
        for letters in {first, every}:
            for short in (letters, "".join(w[0] for w in kind.split()) + letters):
                found.setdefault(short, []).append(f"{kind} {name}")
    return found


def _places(graph: Graph, name: str) -> list[Node]:
    """Places by their whole name, their province left out or not: `tinh-yen-bai`, `yen-bai`, `xa-mu-cang-chai`."""
    kinds = [slug(word) for word in _rows()["province-types"]]
    short = slug(_rows()["province-short"][0])
    if name.startswith(short + "-"):
        name = kinds[-1] + name[len(short) :]
    ids = [name, *(f"{kind}-{name}" for kind in kinds)]
    found = [n for n in graph.some(ids).values() if n.kind == "place"]
    return found or (graph.places_below(name) if name.split("-")[0] in _words("units") else [])


def _best(claims: Iterable[tuple[int, Node]]) -> list[Node]:
    ranked = sorted({node.id: (rank, node) for rank, node in claims}.values(), key=lambda c: (c[0], c[1].id))
    return [node for rank, node in ranked if rank == ranked[0][0]]


def _exact(graph: Graph, ref: str) -> Node | None:
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


# ---- documents by number --------------------------------------------------------------------------------------------


def _by_number(graph: Graph, ref: _Ref) -> Iterator[tuple[int, Node]]:
    for node in graph.numbered(int(ref.number[0][:18])):
        rank = _claim(node, ref)
        if rank is not None:
            yield rank, node


def _claim(node: Node, ref: _Ref) -> int | None:
    """How well a document answers: 0 all that was written is so, and the number is whole; None: it is another document."""
    fields = node.fields
    symbol = [_int(t) for t in _tokens(fields.get("symbol", ""))]
    number = [part for t in ref.number for part in _parted(_int(t), symbol)]
    year = str(fields.get("date") or fields.get("year") or "")[:4]
    if not _in_order(number, symbol):
        if not (number[-1] == year and _in_order(number[:-1], symbol)):
            return None
        number.pop()
    whole = len(number) == len(symbol)
    if ref.date and fields.get("date") not in (None, ref.date):
        return None
    told = {*symbol, year, *_tokens(str(fields.get("term") or ""))}
    for name in ("type", "issuer", "place", "name", "signer"):
        told |= _with_initials(str(fields.get(name) or ""))
    spelled = _spelled_out(ref.rest, symbol)
    unsaid = [
        t
        for t in ref.rest
        if _int(t) not in told and t not in spelled and t not in _words("units") and not _in_initials(t, fields)
    ]
    if unsaid and _tokens_of_names(node).issuperset(unsaid) and not ref.has_letters:
        return 3
    dated = not ref.date or fields.get("date") == ref.date
    if not unsaid and dated:
        return 0 if whole else 1
    bare = not fields.get("issuer") and not fields.get("place")
    return 2 if whole and ref.has_letters and (bare or not unsaid) else None


def _int(token: str) -> str:
    return token.lstrip("0") or "0" if token.isdigit() else token


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
    words = _tokens(name)
    return {*words, "".join(w[0] for w in words)} if words else set()


def _spelled_out(words: tuple[str, ...], symbol: list[str]) -> set[str]:
    """Words whose first letters are a part of the symbol: `kết luận` of 72-KL/TW, `chương trình` of 19-CTr/TU."""
    found: set[str] = set()
    for length in (2, 3):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            short = "".join(w[0] for w in run)
            if any(t.startswith(short) and len(t) <= length + 1 for t in symbol):
                found |= set(run)
    return found


def _in_initials(token: str, fields: dict[str, Any]) -> bool:
    return len(token) > 1 and token in "".join(w[0] for w in _tokens(str(fields.get("issuer") or "")))


def _tokens_of_names(node: Node) -> set[str]:
    names = (node.label, *node.aliases, node.fields.get("title"), node.fields.get("name"), node.fields.get("type"))
    return {t for name in names if name for t in _tokens(str(name))}


# ---- anything by name -----------------------------------------------------------------------------------------------


def _by_name(graph: Graph, ref: str, parsed: _Ref, kind: str | None) -> Iterator[tuple[int, Node]]:
    asked = [t for t in _TOKEN.findall(_without_fillers(ref)) if t not in _words("links")]
    words = [t for t in asked if t.isalpha()]
    wanted = [w for w in words if w not in _words("units")] or words
    if not wanted:
        return
    dated = {_int(t) for t in _tokens(parsed.date or "")}
    numbers = {_int(t) for t in asked if t.isdigit()} - dated
    committees = _committees(words)
    for node in graph.named(" ".join(f'"{w}"' for w in wanted), kind, _MOST):
        fields = node.fields
        if committees and (other := _committees(_tokens(node.label))) and committees.isdisjoint(other):
            continue
        if parsed.date and fields.get("date") not in (None, parsed.date):
            continue
        told = {
            _int(t)
            for name in ("date", "year", "symbol", "period", "term")
            for t in _tokens(str(fields.get(name) or ""))
        }
        told |= {_int(t) for t in _tokens_of_names(node)} | _place_words(fields.get("place"))
        if numbers.union(words) <= told:
            yield _name_rank(node, words), node


def _committees(words: list[str]) -> set[str]:
    """The kinds of place whose Party committees are named: `tinh` of `tinh uy`."""
    return {a for a, b in pairwise(words) if b in _words("committee") and a in _words("units")}


def _place_words(place: str | None) -> set[str]:
    """Words by which a person may name the place of a node: `tinh-son-la`, `TP` of `thanh-pho-ha-noi`."""
    words = _tokens(place or "")
    return {*words, "".join(w[0] for w in words[:2])}


def _name_rank(node: Node, words: list[str]) -> int:
    """0: the name and, at most, the place; 1: the name begins so; 2: the name has all the words; 3: an alias or title has them."""
    place = _place_words(node.fields.get("place")) | _words("links")
    bare = [w for w in words if w not in place]
    names = [node.label, *node.aliases]
    if node.kind == "document":
        kind, name = str(node.fields.get("type") or ""), str(node.fields.get("name") or node.fields.get("title") or "")
        names.append(name if plain(name).startswith(plain(kind)) else f"{kind} {name}")
        names.append(f"{kind} {name} {node.fields.get('term') or ''}")
    for name in names:
        for written in (name, _without_fillers(name)):
            if [t for t in _tokens(written) if t.isalpha() and t not in place] == bare:
                return 0
    label = _tokens(node.label)
    if label[: len(words)] == words:
        return 1
    return 2 if set(label).issuperset(words) else 3


def _by_initials(graph: Graph, ref: str, kind: str | None) -> Iterator[tuple[int, Node]]:
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
    asked = [t for t in _TOKEN.findall(_without_fillers(ref)) if t not in _words("links")]
    return asked if any(t.isalpha() for t in asked) else []


def _body_rank(asked: list[str], label: str, place: str | None) -> int | None:
    """1: it is all of the name, but perhaps for the place; 3: of a part; None: of another body."""
    words, first = _initialled(label)
    local = _place_words(place)
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
    words = [w for w in _tokens(label) if w not in _words("links")]
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


# ---- full text ------------------------------------------------------------------------------------------------------


def search(graph: Graph, text: str, limit: int = 20) -> list[Hit]:
    """Names first, then texts: those with the words as they were written before those that only have them all."""
    words = _WORD.findall(searchable(text))
    if not words:
        return []
    hits: dict[tuple[Any, ...], Hit] = {}
    phrase, each = f'"{" ".join(words)}"', " ".join(f'"{w}"' for w in words)
    for query in dict.fromkeys((phrase, each)):
        for node in graph.named(query, None, limit):
            hits.setdefault(
                (node.id,), Hit(node=node.id, label=node.label, text=node.fields.get("title") or node.label)
            )
    named = list(hits.values())[: max(limit // 2, 1)]
    hits = {}
    for query in dict.fromkeys((phrase, each)):
        if len(hits) < limit:
            for file, document, label in graph.texts_with(query, limit):
                if (file,) not in hits and len(named) + len(hits) < limit:
                    hits[file,] = _hit(graph, file, document, label, words if query == phrase else words[:1])
    return (named + list(hits.values()))[:limit]


AROUND = 160  # characters of a line on either side of what was found
OVERLAP = 400  # characters of a chunk looked at again with the next one


def _hit(graph: Graph, file: str, document: str, label: str, words: list[str]) -> Hit:
    """Where a text has the words together, with the line around them."""
    start, end = _place(graph, file, words) or (0, 0)
    low = max(0, start - AROUND)
    window = graph.slice(file, low, end + AROUND)
    begin = window.rfind("\n", 0, start - low) + 1
    stop = window.find("\n", end - low)
    text = window[begin : None if stop < 0 else stop].strip()
    return Hit(node=document, label=label, text=text, file=file, start=start, end=end)


def _place(graph: Graph, file: str, words: list[str]) -> tuple[int, int] | None:
    """The first place of some words one after the other; the text is only read as far as that."""
    flat = [_flat(w) for w in words]
    if any(b"?" in w for w in flat):  # no letters of Vietnamese
        start = graph.text(file).lower().find(words[0].lower())
        return (start, start + len(words[0])) if start >= 0 else None
    pattern = re.compile(rb"\W+".join(flat) + rb"(?!\w)")
    at, before = 0, b""
    for piece in graph.chunks(file):
        text = before + _flat(piece)
        for found in pattern.finditer(text):
            if not text[: found.start()][-1:].isalnum():
                return at + found.start(), at + found.end()
        before = text[-OVERLAP:]
        at += len(text) - len(before)
    return None


@cache
def _alphabet() -> tuple[Any, bytes]:
    """A byte for each Vietnamese letter, and the plain letter of each byte."""
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {unicodedata.normalize("NFC", letter + mark) for letter in "aăâeêioôơuưyđ" for mark in marks}
    own = sorted(x for low in letters if len(low) == 1 and not low.isascii() for x in (low, low.upper()))
    signs = [chr(n) for n in range(128)] + ["\ufffe"] * 128
    free = [*range(128, 256), *range(14, 32)]  # control signs give up their place
    for n, letter in zip(free, own, strict=False):
        signs[n] = letter
    return codecs.charmap_build("".join(signs)), bytes(
        ord(p) if len(p := plain(sign)) == 1 and p.isascii() else ord("?") for sign in signs
    )


def _flat(text: str) -> bytes:
    """The text in plain letters, one byte for a character; `?` for what is no letter of Vietnamese."""
    encoding, letters = _alphabet()
    return codecs.charmap_encode(text, "replace", encoding)[0].translate(letters)
