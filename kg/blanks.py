"""Blanks that a text lost where its lines were joined (`của Hội đồngnhân dân`, `VỀ VIỆCSỬA ĐỔI`, `ngày22 tháng`): where they stood.

A Vietnamese word is one syllable, and syllables are made in few ways: what is none, but two or three of them in one way only, are that many
words. A text is looked through word by word only where it has runs of letters too long for any syllable, as few texts do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from kg.compiled import compiled
from kg.tables import load_rows

_LONGEST = 7  # letters of a syllable
_RUN = b"a" * 10  # bytes of letters: more than the longest syllable has
_MOST = 40  # letters of a run that is looked at
_FAULTS = 1
_LOOKS = 2000  # long runs that are looked at, at most: a text in another language is full of them
_LETTERS = bytes(
    97 if 65 <= c <= 90 or 97 <= c <= 122 or 0x80 <= c <= 0xBF or c in b"\xc3\xc4\xc6\xe1" else 32 for c in range(256)
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_CLOSED = frozenset("\u0301\u0323")
_WORD = compiled(r"[^\W\d_]{2,40}")
_CAPITALS = compiled(r"[A-ZĐ]{3,8}(?=[a-zà-ỹđ]{3})")
_NO_WORD_BEFORE = frozenset("/-.&")


class SyllableRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of syllables.toml."""

    id: str
    words: tuple[str, ...]
    note: str = ""
    examples: tuple[str, ...] = ()


def lost_blanks(text: str) -> list[int]:
    """The offsets before which a blank is missing, in order; none in a text that has no such fault."""
    if not (any(run in text for run in _short_runs()) or _faulty(text)):
        return []
    words = frozenset(text.split())
    known = frozenset(run.lower() for word in words for run in _WORD.findall(word))
    odd = frozenset(word for word in words if not word.isascii() and _is_odd(word))
    found: list[int] = []
    ways: dict[str, tuple[int, ...]] = {}
    begin = 0
    for line in text.split("\n"):
        if not odd.isdisjoint(line.split()):
            found += (begin + at for at in _lost_in(line, known, ways))
        begin += len(line) + 1
    return found


def _lost_in(line: str, known: frozenset[str], ways: dict[str, tuple[int, ...]]) -> Iterator[int]:
    """The same for a line; `ways`: how the runs of the text so far are parted."""
    for match in _WORD.finditer(line):
        start, run = match.start(), match.group()
        if start and line[start - 1] in _NO_WORD_BEFORE:
            continue
        low = run.lower()
        if low not in ways:
            ways[low] = _parted(run, known)
        first = low[: ways[low][0]] if ways[low] else low
        if start and line[start - 1].isdigit() and not first.isascii() and is_syllable(first):
            yield start
        yield from (start + at for at in ways[low])


def _is_odd(word: str) -> bool:
    """Has it a run of letters that may be several words, or one behind a figure?"""
    return any(
        word[run.start() - 1 : run.start()].isdigit() or _may_be_parted(run.group())
        for run in _WORD.finditer(word)
        if not run.group().isascii()
    )


def _may_be_parted(run: str) -> bool:
    low = run.lower()
    return not is_syllable(low) and bool(_ways(low) or _CAPITALS.match(run))


def _faulty(text: str) -> bool:
    """Does the text have runs of letters that are several words?"""
    coded = text.encode("utf-8", "replace")
    letters = coded.translate(_LETTERS)
    seen: set[str] = set()
    at = letters.find(_RUN)
    for _ in range(_LOOKS):
        if at < 0:
            return False
        start, end = letters.rfind(b" ", 0, at) + 1, letters.find(b" ", at)
        end = len(letters) if end < 0 else end
        if end - start <= 3 * _MOST:
            run = coded[start:end].decode("utf-8", "replace")
            if not run.isascii() and run.isalpha() and not is_syllable(run.lower()) and _ways(run.lower()):
                seen.add(run)
                if len(seen) == _FAULTS:
                    return True
        at = letters.find(_RUN, end)
    return False


def _parted(run: str, known: frozenset[str]) -> tuple[int, ...]:
    """Where the words of a run begin that is several: of the ways to part it the one with most words that the text has elsewhere."""
    low = run.lower()
    if low.isascii() or is_syllable(low):
        return ()
    if (letters := _CAPITALS.match(run)) and run[letters.end() :].islower():
        return (letters.end(),) if is_syllable(low[letters.end() :]) else ()
    ways = _ways(low)
    if len(ways) > 1:
        worth = {way: _worth(low, way, known) for way in ways}
        best = max(worth.values())
        ways = [way for way in ways if worth[way] == best]
    return ways[0] if len(ways) == 1 else ()


def _worth(low: str, way: tuple[int, ...], known: frozenset[str]) -> tuple[int, int]:
    """How many of the words stand elsewhere; how few begin without a consonant, since such words are rare."""
    parts = [low[a:b] for a, b in zip((0, *way), (*way, len(low)), strict=True)]
    return sum(part in known for part in parts) - len(parts), -sum(_vowel(part[0]) for part in parts[1:])


@lru_cache(maxsize=1 << 12)
def _ways(low: str) -> list[tuple[int, ...]]:
    """Every way to part a run into syllables of two letters and more, as the offsets of all but the first; no way where it is one."""
    if len(low) > _MOST:
        return []
    found: list[list[tuple[int, ...]]] = [[] for _ in low] + [[()]]
    for start in range(len(low) - 2, -1, -1):
        for end in range(start + 2, min(start + _LONGEST, len(low)) + 1):
            if found[end] and is_syllable(low[start:end]):
                found[start] += ((end, *way) if end < len(low) else () for way in found[end][:8])
    return [way for way in found[0] if way]


@lru_cache(maxsize=1 << 13)
def is_syllable(low: str) -> bool:
    """Is it a Vietnamese syllable, in small letters?"""
    parts = unicodedata.normalize("NFD", low)
    tones = [c for c in parts if ord(c) in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", parts.translate(_TONES))
    shape = _shape().fullmatch(bare)
    return bool(shape and (shape["open"] or (tones and tones[0] in _CLOSED)))


def _vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0] in "aeiouy"


@cache
def _short_runs() -> tuple[str, ...]:
    """Runs of two words that are not longer than one may be."""
    return next(row.words for row in load_rows("syllables", SyllableRow) if row.id == "parted-wrongly")


@cache
def _shape() -> re.Pattern[str]:
    rows = {row.id: row.words for row in load_rows("syllables", SyllableRow)}
    open, stopped = (f"(?:{'|'.join(rows[id])})" for id in ("rhymes", "rhymes-stopped"))
    firsts, front, back = ("|".join(rows[id]) for id in ("firsts", "firsts-before-e-i", "firsts-before-others"))
    begin = rf"(?:(?:{firsts})|(?:{front})(?=[eêiy])|(?:{back})(?![eêiy])|g(?=in?$))?"
    return compiled(rf"{begin}(?:(?P<open>{open})|{stopped})")
