"""Names that a text gives a document: `(sau đây gọi tắt là Quy định 377)`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from kg.recognise import lexicon
from kg.resolve.comparing import family
from kg.resolve.coreference import Coreference
from kg.resolve.drafts import LETTER
from kg.text import key
from kg.words import Words

_RULES_OF_ALIASES = frozenset(("bare-number", "name", "unknown-name", "list"))


class Aliases(Coreference):
    """What has a name from a place of the text on."""

    def _find_aliases(self) -> None:
        """`(sau đây gọi tắt là Quy định 377)`: what stands before the bracket has that name from here on."""
        starts = [c.start for c in self.citations]
        for m in _alias_phrases(self.low):
            at = m.end()
            end = _alias_end(self.low, at)
            alias = " ".join(self.text[at:end].strip(" “”\"'*:").split())
            if not alias or len(alias) > 80:
                continue
            i = bisect_right(starts, m.start()) - 1
            while i >= 0 and (self.citations[i].pointer or self.citations[i].end > m.start()):
                i -= 1
            if i < 0 or m.start() - self.citations[i].end > 400:
                continue
            inside = [j for j in range(bisect_right(starts, at - 1), len(starts)) if starts[j] < end]
            target = self._alias_target(i, alias, m.start())
            if not target:
                continue
            # `(sau đây gọi là Kế hoạch)` is a name here, and nowhere else
            if alias not in self.drafts[target].aliases and key(alias) not in lexicon.type_words():
                self.drafts[target].aliases.append(alias)
            self.aliases[key(alias)] = target
            for j in inside:
                self._move(j, target)
        if self.aliases:
            for j, c in enumerate(self.citations):
                if (
                    c.rule in _RULES_OF_ALIASES
                    and (target := self.aliases.get(key(self.text[c.start : c.end]))) is not None
                ):
                    self._move(j, target)

    def _alias_target(self, i: int, alias: str, at: int) -> int | None:
        """The nearest citation before the bracket whose type agrees with the alias."""
        kind = next((row.type for _, row in lexicon.types_of(key(alias).split())), None)
        if kind is None:
            return None
        for j in range(i, max(-1, i - 6), -1):
            c = self.citations[j]
            if c.pointer or at - c.end > 500 or "\n\n" in self.low[c.end : at]:
                continue
            if c.type and family(c.type) == family(kind):
                number = re.search(r"\d+", alias)
                if number and c.number and number.group().lstrip("0") not in (c.number, re.sub(r"\D", "", c.number)):
                    continue
                return self.of.get(j)
        nearest = self.citations[i].type
        return self.of.get(i) if not nearest or family(nearest) == family(kind) else None

    def _move(self, i: int, target: int) -> None:
        """A citation that turned out to be an alias leaves the entity that it had alone."""
        old = self.of.get(i)
        c = self.citations[i]
        if not old or old == target or (c.symbol and LETTER.search(c.symbol[len(c.number or "") :])):
            return
        self.drafts[old].citations = [x for x in self.drafts[old].citations if x is not c]
        self.drafts[target].citations.append(c)
        self.of[i] = target

    def _alias_behind(self, at: int) -> int | None:
        """What a short name that follows stands for: `khoản 1 Điều 13 Nghị định`, where one is called so from its first mention on."""
        if not self.aliases:
            return None
        words = key(self.text[at : at + 100]).split(" ")
        runs = (" ".join(words[:n]).rstrip('.,;:)”"') for n in range(len(words), 0, -1))
        return next((self.aliases[run] for run in runs if run in self.aliases), None)


def _alias_phrases(low: str) -> Iterator[re.Match[str]]:
    """The phrases that give a name, in text order."""
    pattern = _alias_pattern()
    upto = 0
    for _, start, _ in _alias_anchors().find(low):
        found = pattern.match(low, start) if start >= upto else None
        if found:
            upto = found.end()
            yield found


@cache
def _alias_anchors() -> Words:
    """First two words of each phrase."""
    heads = {" ".join(phrase.split()[:2]) for phrase in lexicon.words("alias")}
    return Words((head.replace(" ", gap) for head in sorted(heads) for gap in (" ", "\n", "  ")), longest=False)


@cache
def _alias_pattern() -> re.Pattern[str]:
    phrases = sorted(lexicon.words("alias"), key=lambda w: (-len(w), w))
    return lexicon.pattern(
        "(?:" + "|".join(r"\s+".join(map(re.escape, p.split())) for p in phrases) + r")\s*:?\s*[“\"]?\s*"
    )


def _alias_end(low: str, at: int) -> int:
    """Where a name ends; a line may end inside it where a bracket or quotation mark closes it: `(sau đây gọi là Quyết định⏎số 630/QĐ-TTg)`."""
    ends = lexicon.pattern(r"[)”\";.\n]|,\s")
    end = ends.search(low, at)
    if end and low[end.start()] == "\n":
        closed = ends.search(low, end.end())
        end = closed if closed and low[closed.start()] in ')”"' else end
    return end.start() if end else len(low)
