"""When two citations name one type, number, law or issuer."""

from __future__ import annotations

import re
from functools import lru_cache

from kg import naming
from kg.compiled import compiled
from kg.recognise import lexicon
from kg.text import fold, key

CONGRESS = lexicon.printed("congress_word")
_FAMILIES = dict(zip(lexicon.group("types_of_a_family"), lexicon.group("their_families"), strict=True))
YEAR_IN_SYMBOL = compiled(r"(?<=\d)-(?:19|20)\d\d(?=-)")
_DOT_IN_LETTERS = compiled(r"(?<=[^\W\d_])\.(?=[^\W\d_])")
_NAME_MARKS = lexicon.pattern(r"[\s,;()“”\"'-]+")
_CHAPTERS = tuple(zip(lexicon.group("chapters_of_places"), lexicon.group("committees_of_places"), strict=True))
_HEADS = lexicon.pattern(r"^{heads_of_bodies}\s+(?=\S)")


@lru_cache(maxsize=4096)
def family(kind: str | None) -> str:
    """The type, or what it shares with those that it is taken for (`bộ luật`, `luật`)."""
    return _FAMILIES.get(kind or "", kind or "")


@lru_cache(maxsize=4096)
def symbol_key(symbol: str) -> str:
    """`77/2006/QĐ.UBND` and `77/2006/QĐ-UBND` are one."""
    return _DOT_IN_LETTERS.sub("-", fold(symbol).replace("/", "-")).lstrip("0")


def is_short(short: str, full: str) -> bool:
    """`116` of `116-2020-qh14`, `156-2024` of `156-2024-nđ-cp`."""
    return bool(short) and full.startswith(short + "-") and re.fullmatch(r"[\d.]+[a-zđ]?(?:-\d{4})?", short) is not None


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Names of laws are compared as everywhere (`naming.name_key`); `UBND` is spelled out."""
    return naming.name_key(_spelled_out(key(name)))


def _spelled_out(words: str) -> str:
    """`ubnd` -> `ủy ban nhân dân`"""
    for short, full in zip(lexicon.group("councils_short"), lexicon.group("councils"), strict=True):
        words = words.replace(short, full)
    return words


def issuers_agree(a: str | None, b: str | None) -> bool:
    """Not two bodies for certain."""
    if not a or not b:
        return True
    x, y = issuer_key(a), issuer_key(b)
    return x == y or x in y or y in x


@lru_cache(maxsize=4096)
def issuer_key(name: str) -> str:
    """Bodies are compared without their heads, terms, and the words that each of a kind has; a chapter of the Party is its committee."""
    words = _NAME_MARKS.sub(" ", key(name))
    for chapter, committee in _CHAPTERS:
        words = words.replace(chapter, committee)
    words = lexicon.pattern(r" (?:{party}|{vietnam}|{term} \S+|{communist})(?= |$)").sub("", words)
    return _HEADS.sub("", words).strip()
