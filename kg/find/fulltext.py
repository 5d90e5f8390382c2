"""Words -> places in names and texts."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import Any

from kg.graph.notes import Notes
from kg.graph.records import Hit
from kg.graphfile import searchable
from kg.text import plain

_WORD = re.compile(r"\w+")


def search(graph: Notes, text: str, limit: int = 20) -> list[Hit]:
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


def _hit(graph: Notes, file: str, document: str, label: str, words: list[str]) -> Hit:
    """Where a text has the words together, with the line around them."""
    start, end = _place(graph, file, words) or (0, 0)
    low = max(0, start - AROUND)
    window = graph.slice(file, low, end + AROUND)
    begin = window.rfind("\n", 0, start - low) + 1
    stop = window.find("\n", end - low)
    text = window[begin : None if stop < 0 else stop].strip()
    return Hit(node=document, label=label, text=text, file=file, start=start, end=end)


def _place(graph: Notes, file: str, words: list[str]) -> tuple[int, int] | None:
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
