"""Words -> places in names and texts."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from kg.graph.notes import Notes
from kg.graph.records import Hit
from kg.graphfile import searchable
from kg.text import fold, plain

_WORD = re.compile(r"\w+")


def search(graph: Notes, text: str, limit: int = 20) -> list[Hit]:
    """Names first, then texts: those with the words as they were written before those that have them near each other; where there is none of
    both, those that have all of at least three words somewhere.

    Words typed with their marks are found without them too, but only where no text has them with their marks.
    """
    words = _WORD.findall(searchable(text))
    if not words:
        return []
    marked = _marked(text)
    nodes: dict[str, Hit] = {}
    texts: dict[str, Hit] = {}
    for n, query in enumerate(_queries(words)):
        for node in graph.named(query, None, limit):
            nodes.setdefault(node.id, Hit(node=node.id, label=node.label, text=node.fields.get("title") or node.label))
        if len(texts) < limit and not (texts and n == _APART):
            for file, document, label in graph.texts_with(query, limit * _MORE if marked else limit):
                if file not in texts:
                    texts[file] = _hit(graph, file, document, label, words, marked, together=n == 0)
    named = _with_marks(nodes.values(), marked)[: max(limit // 2, 1)]
    return (named + _with_marks(texts.values(), marked))[:limit]


AROUND = 100  # characters of a line on either side of what was found, shared among words that stand far apart
OVERLAP = 400  # characters of a chunk looked at again with the next one
_NEAR = 10  # words between those that are looked for
_FEW = 3  # words fewer than which say nothing where they stand apart
_APART = 2  # which of the queries only wants the words to be there at all
_MORE = 3  # times as many texts are looked at where marks decide which are shown


def _queries(words: list[str]) -> list[str]:
    """What the full-text index is asked, the closest first."""
    phrase, each = f'"{" ".join(words)}"', " ".join(f'"{w}"' for w in words)
    if len(words) == 1:
        return [phrase]
    return [phrase, f"NEAR({each}, {_NEAR})", *([each] if len(words) >= _FEW else ())]


def _marked(text: str) -> list[str]:
    """The words with their marks; none where they are typed without."""
    words = _WORD.findall(fold(text))
    return words if any(plain(word) != word for word in words) else []


def _with_marks(hits: Iterable[Hit], marked: list[str]) -> list[Hit]:
    """Those that have the words with their marks, all where none has. A word that has none says nothing: `UBND` finds what is written out in full."""
    hits = list(hits)
    wanted = {word for word in marked if plain(word) != word}
    exact = [hit for hit in hits if wanted <= set(_WORD.findall(fold(f"{hit.label} {hit.text}")))] if wanted else hits
    return exact or hits


def _hit(
    graph: Notes, file: str, document: str, label: str, words: list[str], marked: list[str], *, together: bool
) -> Hit:
    """Where a text has the words, with the line around them."""
    found = _place(graph, file, words, marked) if together else _narrowest(graph.text(file), words, marked)
    start, end = found or (0, 0)
    low = max(0, start - AROUND - 1)
    window = graph.slice(file, low, end + AROUND + 1)
    places = [(start - low, end - low)]
    if end - start > 2 * AROUND:
        at = start - low
        places = [(at + a, at + b) for a, b in _each(window[at : end - low], words, marked)]
    text = _shown(window, places, AROUND // len(places))
    return Hit(node=document, label=label, text=text, file=file, start=start, end=end)


def _each(stretch: str, words: list[str], marked: list[str]) -> list[tuple[int, int]]:
    """The first place of each of the words in a stretch that has them all."""
    said = [(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(stretch)]
    exact = bool(marked) and set(marked) <= {word for word, _, _ in said}
    places: dict[str, tuple[int, int]] = {}
    for word, start, end in said:
        places.setdefault(word if exact else plain(word), (start, end))
    return sorted(places[word] for word in set(marked if exact else map(plain, words)) if word in places) or [(0, 0)]


def _shown(text: str, places: list[tuple[int, int]], margin: int) -> str:
    """Places of a text with what stands around them on their lines, in whole words; `…` where a line goes on."""
    pieces: list[tuple[int, int]] = []
    for start, end in places:
        low, high = _begin(text, start, margin), _end(text, end, margin)
        if pieces and low <= pieces[-1][1]:
            low = pieces.pop()[0]
        pieces.append((low, high))
    first, last = pieces[0][0], pieces[-1][1]
    before = "… " if first and text[first - 1] != "\n" else ""
    after = " …" if text[last : last + 1] not in ("", "\n") else ""
    return before + " … ".join(text[low:high].strip() for low, high in pieces) + after


def _begin(text: str, at: int, margin: int) -> int:
    """Where to begin before a place: with its line, or a word."""
    low = max(0, at - margin)
    line = text.rfind("\n", low, at)
    if line >= 0 or not low:
        return line + 1
    space = text.find(" ", low, at)
    return space + 1 if space >= 0 else low


def _end(text: str, at: int, margin: int) -> int:
    """Where to end after a place: with its line, or a word."""
    high = at + margin
    line = text.find("\n", at, high)
    if line >= 0 or high >= len(text):
        return line if line >= 0 else len(text)
    space = text.rfind(" ", at, high)
    return space if space >= 0 else high


def _place(graph: Notes, file: str, words: list[str], marked: list[str]) -> tuple[int, int] | None:
    """The first place of some words one after the other, with their marks if there is one; the text is only read as far as that."""
    flat = [_flat(w) for w in words]
    if any(b"?" in w for w in flat):  # no letters of Vietnamese
        start = graph.text(file).lower().find(words[0].lower())
        return (start, start + len(words[0])) if start >= 0 else None
    pattern = re.compile(rb"\W+".join(flat) + rb"(?!\w)")
    at, before, plain_place = 0, "", None
    for piece in graph.chunks(file):
        text = before + piece
        letters = _flat(text)
        for found in pattern.finditer(letters):
            if not letters[: found.start()][-1:].isalnum():
                place = at + found.start(), at + found.end()
                if not marked or _WORD.findall(fold(text[found.start() : found.end()])) == marked:
                    return place
                plain_place = plain_place or place
        before = text[-OVERLAP:]
        at += len(text) - len(before)
    return plain_place


def _narrowest(text: str, words: list[str], marked: list[str]) -> tuple[int, int] | None:
    """The shortest stretch of a text that has all the words, with their marks where it has them so."""
    pattern = re.compile(rb"(?<!\w)(?:" + b"|".join(re.escape(_flat(word)) for word in words) + rb")(?!\w)")
    places = [(m.group(), m.start(), m.end()) for m in pattern.finditer(_flat(text))]
    exact = [(fold(text[a:b]), a, b) for _, a, b in places]
    if marked and set(marked) <= {word for word, _, _ in exact}:
        return _shortest([place for place in exact if place[0] in marked])
    return _shortest(places)


def _shortest(places: list[tuple[Any, int, int]]) -> tuple[int, int] | None:
    """The shortest stretch with each of the words."""
    last: dict[Any, int] = {}
    wanted = len({word for word, _, _ in places})
    best: tuple[int, int] | None = None
    for word, start, end in places:
        last[word] = start
        first = min(last.values())
        if len(last) == wanted and (best is None or end - first < best[1] - best[0]):
            best = first, end
    return best


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
