"""The words of the relation tables as patterns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import product

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.relate.rows import BASED_ON, Relation, Words, relation_rows
from kg.relate.wording import PATTERNS, PIECES
from kg.tables import load_rows
from kg.text import begun, either, fold, whole

ACTIVE = "active"
PASSIVE = "passive"
ENDS = "ends"
SHADOW = "shadow"
_TELLING = 3  # letters of the type of a paper that tell it from the rest of a word
_SLOT = compiled(r"\{(=?)([a-z][a-z_|-]*)\}")


class Patterns:
    """The tables as patterns; those of `kg.relate.wording` are attributes."""

    def __init__(self) -> None:
        self.rows = relation_rows()
        words = self.words = {row.id: row.words for row in load_rows("relation_words", Words)}
        self.cues = _cues(self.rows.values())
        self.stops = {r.id: compiled(_within(r.stops)) for r in self.rows.values()}
        self.partial = {r.id: compiled(_within(r.partial)) for r in self.rows.values()}
        self.ends_in_order = lexicon.pattern(r",[^,]*\s(?:{asks}|{directive})\s*:\s*$")
        self.by_somebody = lexicon.pattern(r"\s*,?\s*(?:{by_agent}|{by_passive})\s+[^,;.:()]*$")
        self.force_heads = tuple(map(fold, (*words["force-label"], *words["over-label"])))
        self.types_with_tasks = {r.id: frozenset(r.tasks_in) for r in self.rows.values()}
        self.instructing = frozenset(words["instructing"])
        self.carrying = frozenset(words["carrying"])
        self.ruling = frozenset(words["ruling"])
        self.papers = frozenset(words["papers"])
        self.orders = frozenset(words["orders"])
        self.unnamed = frozenset(words["unnamed"])
        self.with_forms = frozenset(words["with-forms"])
        self.setting_rules = frozenset(lexicon.group("normative_types"))
        self.laws = frozenset(words["laws"])
        self.below_laws = frozenset(words["below_laws"])
        self.by_words = frozenset(lexicon.group("according_to"))
        self.promulgating = frozenset(words["promulgating"])
        self.any_kind = frozenset(words["documents"])
        self.attachable = frozenset((*words["rules"], *words["plans"]))
        self.consolidated = frozenset(words["consolidated"])
        self.correcting = frozenset(words["correcting"])
        self.proposals = frozenset(words["proposals"])
        self.ranks = {fold(w): i for i, w in enumerate(words["ranks"])}

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """A pattern of `kg.relate.wording`, compiled when it is first asked for: few papers need all of them."""
        if name not in PATTERNS:
            raise AttributeError(name)
        found = compiled(self._filled(PATTERNS[name]))
        setattr(self, name, found)
        return found

    def _filled(self, pattern: str) -> str:
        """The pattern with its pieces, and the words of each row in its place."""
        return _SLOT.sub(lambda slot: self._slot(*slot.groups()), pattern)

    def _slot(self, whole: str, names: str) -> str:
        if names in PIECES:
            return self._filled(PIECES[names])
        words = [word for row in names.split("|") for word in self.words.get(row) or lexicon.group(row)]
        return _within(words) if whole else f"(?:{_any(words)})"

    @cached_property
    def ends(self) -> re.Pattern[str]:
        """Words that end a paper."""
        return compiled(_within([p for row in self.rows.values() for p in row.ends]))

    @cached_property
    def itself(self) -> re.Pattern[str]:
        """A document that speaks of itself: `Luật này`."""
        types = whole(map(fold, lexicon.type_words()), blank=r"\s+")
        return compiled(rf"{types}\s+(?:{_any(lexicon.group('this_word'))})\b")

    @cached_property
    def force(self) -> tuple[re.Pattern[str], ...]:
        """What a document has from a day on, a pattern for each first letter: each looks for that letter alone."""
        return tuple(compiled(way + r"(?!\w)") for way in _begun(self.words["force"]))

    @cached_property
    def applies(self) -> tuple[re.Pattern[str], ...]:
        """The same of what older papers say, with the day right behind it."""
        return tuple(compiled(way + self._filled(PATTERNS["applies_where"])) for way in _begun(self.words["applies"]))

    @cached_property
    def owed(self) -> tuple[re.Pattern[str], ...]:
        """The same of a document that is to be carried out from a day on."""
        return tuple(compiled(way + self._filled(PATTERNS["owed_where"])) for way in _begun(self.words["owed"]))

    @cached_property
    def over(self) -> tuple[re.Pattern[str], ...]:
        """The same of the end of it, with its day."""
        return tuple(compiled(way + self._filled(PATTERNS["over_from"])) for way in _begun(self.words["over"]))

    @cached_property
    def scan(self) -> re.Pattern[str]:
        """Where a cue may stand, or a bracket that parts what it reaches."""
        rows = self.rows.values()
        phrases = {p for row in rows for p in (*row.cues, *row.passive, *row.ends, *row.shadows)}
        bare = {p for row in rows for p in row.bare}
        glued = f"(?={either(word[:_TELLING] for word in lexicon.type_words())})"  # `Căn cứNghị định số 7`
        types = either((fold(t) for t in lexicon.type_words()), r"\s+")
        directly = self._filled(rf"(?=\s+{{maybe_several}}(?:{types})\s+{{a_number}})")
        ways = (
            *(way + r"(?!\w)" for way in _begun(phrases)),
            *(way + glued for way in _begun(self.rows[BASED_ON].cues)),
            *(way + directly for way in _begun(bare)),
        )
        return compiled("|".join((r"\(|\)|;|\[|\]", *ways)))

    def is_linked(self, gap: str) -> bool:
        """Do the words before a citation join it to the one before, or to a cue? They begin, or go on from a comma or an `and`, with nothing but provisions."""
        return self.linked.search("," + gap) is not None


def _cues(rows: Collection[Relation]) -> dict[str, tuple[Relation, str]]:
    """Relation and voice of each cue, by its key."""
    found: dict[str, tuple[Relation, str]] = {}
    for voice in (SHADOW, PASSIVE, ENDS, ACTIVE):
        for row in rows:
            for phrase in {SHADOW: row.shadows, PASSIVE: row.passive, ENDS: row.ends, ACTIVE: row.cues}[voice]:
                found.setdefault(plain_cue(fold(phrase)), (row, voice))
    for row in rows:
        found.update({plain_cue(fold(phrase)): (row, ACTIVE) for phrase in row.bare})
    return found


def _spellings(phrases: Iterable[str]) -> Iterator[str]:
    """The folded phrases, with and without each of their commas."""
    for phrase in phrases:
        first, *rest = fold(phrase).split(",")
        for commas in product((",", ""), repeat=len(rest)):
            yield first + "".join(f"{comma}{piece}" for comma, piece in zip(commas, rest, strict=True))


def _any(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first: any blanks between words, commas optional."""
    return either(_spellings(phrases), r"\s+")


def _word(phrases: Iterable[str]) -> str:
    """The same for whole words."""
    return whole(_spellings(phrases), blank=r"\s+")


def _begun(phrases: Iterable[str]) -> list[str]:
    """The same, a pattern for each first letter, without a look at what follows."""
    return begun(_spellings(phrases), blank=r"\s+")


def plain_cue(found: str) -> str:
    """A cue as found in a text -> its key: one blank between words, no commas."""
    return " ".join(found.replace(",", " ").split())


def _within(words: Sequence[str]) -> str:
    return _word(words) if words else r"(?!)"


@cache
def patterns() -> Patterns:
    """The patterns, made once."""
    return Patterns()
