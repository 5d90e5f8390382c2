"""The words of the tables where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterator

from kg.compiled import compiled
from kg.recognise.agencies.names import Named
from kg.recognise.agencies.own import Own
from kg.recognise.agencies.places import Places
from kg.recognise.agencies.words import Entry, lexicon
from kg.recognise.flat import Flat
from kg.text import places

WORD = compiled(r"[\w&’'/]+")
# what stands before the body's letters in a document's symbol
_SYMBOL = compiled(r"(?:\w-|[\d.…_]/|[\d/-][a-zđ&]{1,6}/)$")
_NEXT = 3  # characters behind a name that tell whether its last letter is all of a word
_DEEPEST = 5  # names inside a name: `Chánh Văn phòng Đảng ủy Ủy ban nhân dân tỉnh`


class Scan:
    """Candidates for names in one text."""

    def __init__(self, flat: Flat, own: Own) -> None:
        self.flat, self.low, self.text, self.own, self.lex = flat, flat.low, flat.text, own, lexicon()
        self.matches = list(self._candidates())
        self.starts = [start for _, start, _ in self.matches]
        self.at = {start: i for i, start in enumerate(self.starts)}
        self.places = Places(flat, own, self.at)
        self.depth = 0
        self.titled = -1  # where the body of an official begins that is being read

    def _candidates(self) -> Iterator[tuple[int, int, int]]:
        """Words of the tables, whole, that can begin a name. A name may run over the end of a line of a header: there a line's end is a blank."""
        low, text, skips, proud = f" {self.low} ", self.text, self.lex.skips, self.lex.proud
        self.skipped: dict[int, int] = {}  # where words begin that only look like a noun, and where they end
        laws = [*sorted(_law_names(text)), (len(low), 0)]
        law = last = -1  # the law that is named there or before, and where its name ends
        for match in self.lex.words.find(self.low, across_lines=True):
            pattern, start, end = match
            if low[start].isalnum():  # `low` is a blank ahead
                continue
            if low[end + 1].isalnum():  # `phòng ng` of `phòng nghiệp vụ`
                word = low[start + 1 : end + 1].rpartition(" ")[0]
                while word and word not in self.lex.by_word:
                    word = word.rpartition(" ")[0]
                if not word:
                    continue
                pattern, start, end = match = self.lex.by_word[word], start, start + len(word)
            if pattern in proud and text[start].islower():
                continue
            if pattern in skips:
                self.skipped[start] = end
                continue
            if pattern in self.lex.counted and self.lex.nouns_end(self.low, end) < 0:
                continue  # `quận Ba Đình`, `hai bên`
            while laws[law + 1][0] <= start:
                law += 1
                last = laws[law][1]
            if start >= last:
                yield match

    def entry(self, i: int) -> Entry:
        """What the word of a match is."""
        return self.lex.entries[self.matches[i][0]]

    def parse(self, i: int, plural: bool = False, inner: bool = False) -> list[Named]:
        """The names that begin at a match, none where the word is no name. `plural`: after `các`; `inner`: as part of another name."""
        raise NotImplementedError  # what a word begins is known above

    def next(self, at: int) -> list[Named]:
        """The names that begin exactly there, as part of another name."""
        i = self.at.get(at)
        if i is None or self.depth > _DEEPEST:
            return []
        self.depth += 1
        found = self.parse(i, inner=True)
        self.depth -= 1
        return found

    def is_made_up(self, start: int, end: int) -> bool:
        """Is it a body of an example, with a letter for a name (`Công ty TNHH X`, `Cục Thuế tỉnh B`)?"""
        lettered = self.lex.lettered.search(self.text, start, end + _NEXT)
        return lettered is not None and self.lex.made_up.search(self.text, start, end + _NEXT) is not None

    def _in_symbol(self, start: int, end: int) -> bool:
        """Is an abbreviation a piece of a document's symbol (`12/QĐ-UBND`, `109/UBND-VX`)?"""
        after = self.low[end : end + 2]
        return bool(start and self.low[start - 1] in "-/\n" and _SYMBOL.search(self.low, max(0, start - 9), start)) or (
            after[:1] == "-" and after[1:].isalnum()
        )


def _law_names(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that name a law."""
    lex = lexicon()
    for word in lex.laws:
        for at in places(text, word):
            name = lex.law.match(text, at + len(word))
            if name:
                yield at, name.end()
