"""Many words looked for at once. Apart from `kg.text`, since who only reads a graph needs no automaton."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

# Letters that are looked through with an automaton that is soon made, before one that is twice as fast and takes thrice as long to make.
_FEW = 500_000


class Words:
    """Many words looked for at once, in folded text.

    A text is looked through as bytes, one for each letter: places need not be worked out from those of UTF-8 then, which costs more than the search.
    """

    def __init__(self, words: Iterable[str], *, longest: bool = True) -> None:
        """Of the words that begin at one place the longest counts, else the first in the list. ValueError: a word has a letter that no text has."""
        words = list(words)
        if unknown := [word for word in words if b"?" in _coded(word)]:
            raise ValueError(f"not of the letters of folded text: {unknown}")
        self._words = list(map(_coded, words))
        self._kind = MatchKind.LeftmostLongest if longest else MatchKind.LeftmostFirst
        self._few = _FEW
        self._automaton = self._made(Implementation.ContiguousNFA)

    def _made(self, form: Implementation) -> BytesAhoCorasick:
        return BytesAhoCorasick(self._words, matchkind=self._kind, implementation=form)

    def find(self, low: str, *, across_lines: bool = False) -> list[tuple[int, int, int]]:
        """(index of the word, start, end) in text order, without overlaps. `across_lines`: the end of a line is a blank."""
        coded = _coded(low)
        if self._few > 0:
            self._few -= len(coded)
            if self._few <= 0:
                self._automaton = self._made(Implementation.DFA)
        return self._automaton.find_matches_as_indexes(coded.replace(b"\n", b" ") if across_lines else coded)


_ALPHABET = "".join(map(chr, range(128))) + (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ“”‘’–…•·"
)
_CODES = codecs.charmap_build(_ALPHABET.ljust(256, "\ufffe"))


@lru_cache(maxsize=2)  # asked of one text by each who looks for words in it
def _coded(low: str) -> bytes:
    """One byte for each character, `?` for what is not in the alphabet."""
    return codecs.charmap_encode(low, "replace", _CODES)[0]
