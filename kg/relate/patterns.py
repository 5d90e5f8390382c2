"""The words of the relation tables as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from kg.recognise import lexicon
from kg.relate.rows import BASED_ON, Relation, Words, relation_rows
from kg.tables import load_rows
from kg.text import begun, either, fold, whole

ACTIVE = "active"
PASSIVE = "passive"
ENDS = "ends"
SHADOW = "shadow"


class Later(dict[str, re.Pattern[str]]):
    """Patterns by name, each compiled when it is first asked for."""

    def __init__(self, written: dict[str, str]) -> None:
        super().__init__()
        self.written = written

    def __missing__(self, name: str) -> re.Pattern[str]:
        found = self[name] = re.compile(self.written[name])
        return found


class Patterns:
    """The tables as patterns."""

    def __init__(self) -> None:
        rows = relation_rows()
        later: dict[str, str] = {}
        words = {row.id: row.words for row in load_rows("relation_words", Words)}
        self.cues: dict[str, tuple[Relation, str]] = {}
        for voice in (SHADOW, PASSIVE, ENDS, ACTIVE):
            for row in rows.values():
                for phrase in {SHADOW: row.shadows, PASSIVE: row.passive, ENDS: row.ends, ACTIVE: row.cues}[voice]:
                    self.cues.setdefault(plain_cue(fold(phrase)), (row, voice))
        phrases = {p for row in rows.values() for p in (*row.cues, *row.passive, *row.ends, *row.shadows)}
        glued = f"(?={either(lexicon.type_words())})"  # `Căn cứNghị định số 7`
        bare = {p for row in rows.values() for p in row.bare}
        for row in rows.values():
            self.cues.update({plain_cue(fold(phrase)): (row, ACTIVE) for phrase in row.bare})
        types, several = either((fold(t) for t in lexicon.type_words()), r"\s+"), _any(words["several"])
        number = rf"(?:{lexicon.word('number_word')}\s*:?\s*)?\d"
        later["bare_number"] = number
        directly = rf"(?=\s+(?:(?:{several})\s+)?(?:{types})\s+{number})"
        ways = (
            *(way + r"(?!\w)" for way in _begun(phrases)),
            *(way + glued for way in _begun(rows[BASED_ON].cues)),
            *(way + directly for way in _begun(bare)),
        )
        later["scan"] = "|".join((r"\(|\)|;|\[|\]", *ways))
        self.stops = Later({r.id: _within(r.stops) for r in rows.values()})
        later["ends"] = _within([p for row in rows.values() for p in row.ends])
        self.partial = Later({r.id: _within(r.partial) for r in rows.values()})
        self.types_with_tasks = {r.id: frozenset(r.tasks_in) for r in rows.values()}
        later["wishes"] = _within(words["wishes"])
        later["history"] = _within(words["history"])
        later["past"] = _within(words["past"])
        later["by_order"] = rf"(?:{_any(words['as-told'])})\b"
        later["promulgation"] = _within(words["promulgation"])
        later["made_on"] = _within(words["made-on"])
        later["opening"] = rf"[\W\d]*(?:(?:{_any(words['openers'])})\b[\W\d]*)*$"
        later["agents"] = _within(words["agents"])
        later["begins"] = _within(words["from"])
        provisions = _any(words["provisions"])
        links = _any(words["links"])
        token = r"[0-9a-zđ]{1,4}(?:[.][0-9a-zđ]{1,3})*"
        numbers = rf"{token}(?:\s*(?:[,-]|\b(?:{links})\b)\s*{token}\b)*"
        only_provisions = (
            rf"\s*(?:(?:{several})\s+)*[-*]?\s*(?:(?:(?:{provisions})\s+{numbers}|{_any(words['pieces'])})[\s,]*)*"
            rf"(?:(?:{_any(words['voices'])})\b[^;.:()]{{0,120}}\b(?:{_any(words['at'])})\s+)?$"
        )
        linking = "|".join(way + r"(?!\w)" for way in _begun(words["links"]))
        later["linked"] = rf"(?:,|;|:|\(|\+|{linking}){only_provisions}"
        later["begun"] = rf"(?:^|[:(+]){only_provisions}"
        later["by_rule"] = rf"\b(?:{_any(words['as-told'])})\b[^,;.:()]{{0,24}}$"
        later["as_told"] = (
            rf"\b(?:{_any(words['as-told'])})\s*"
            rf"(?:(?:{_any(words['told'])})\b[^;.:()]{{0,60}}?\b(?:{_any(words['at'])}|{_any(words['of'])})\s*)?$"
        )
        self.instructing = frozenset(words["instructing"])
        self.carrying = frozenset(words["carrying"])
        self.ruling = frozenset(words["ruling"])
        later["excepted"] = rf"[\s,(*]*(?:{_any(words['except'])})\b"
        later["named_piece"] = (
            rf"[\W\d]*(?:[a-zđ]\)\s*)?(?:{_any(words['named-pieces'])})\b[^.;:]{{0,180}}\b(?:{_any(words['at'])}|{_any(words['of-it'])})\s+$"
        )
        self.papers = frozenset(words["papers"])
        self.orders = frozenset(words["orders"])
        later["if_not"] = _within(words["if-not"])
        later["subjects"] = rf"(?:{_any(words['subjects'])})\s*:?\s*$"
        joins = _any(words["joins"])
        later["joined"] = rf"(?:[,;]|\b(?:{joins})\b)\s*$"
        later["only_join"] = rf"\s*(?:,|(?:,\s*)?\b(?:{joins})\b)\s*$"
        later["and_before"] = rf"\S\s+(?:{joins})\s+$"
        later["breaks"] = _within(words["breaks"])
        later["unfinished"] = rf"\b(?:{_any((*words['agents'], *words['joins'], *words['at']))})$"
        later["nothing_between"] = rf"[\s,]*(?:(?:{_any(words['closers'])})\b[\s,]*)+"
        later["suffered"] = rf"\s+(?:{_any(words['suffers'])})\b"
        later["suffering"] = _within(words["suffers"])
        later["nominal"] = rf"\W*(?:{_any(words['nominal'])})\s+"
        later["suffers"] = rf"\b(?:{_any(words['suffers'])})\s+$"
        later["once"] = rf"^[\W\d]*(?:{_any(words['once'])})\b[^,.;:]*,"
        self.ends_in_order = lexicon.pattern(r",[^,]*\s(?:{asks}|{directive})\s*:\s*$")
        self.by_somebody = lexicon.pattern(r"\s*,?\s*(?:{by_agent}|{by_passive})\s+[^,;.:()]*$")
        later["says"] = _within(words["says"])
        later["not_yet"] = rf"\b(?:{_any(words['not-yet'])})\s*$"
        self.unnamed = frozenset(words["unnamed"])
        date = rf"(\d{{1,2}})(?:[/.-]|\s+{fold(words['date'][0])}\s+)(\d{{1,2}})(?:[/.-]|\s+{fold(words['date'][1])}\s+)(\d{{4}})"
        later["proposed"] = rf"\b(?:{_any(words['at'])})\s+$"
        later["proposer"] = (
            rf"\W*(?:(?:{_any(words['joins'])})\s+)?(?:(?:{_any(words['voices'])})\s+(?:{_any(words['of'])})\s+)?"
            rf"(?P<body>\w[^;.:()]{{2,120}}?)\s+(?:{_any(words['at'])})\s+"
        )
        later["behind"] = rf"[^.;()\[\]]{{0,40}}?\b(?:{_any(words['holds'])})\b[^.;\[\]\d]{{0,30}}{date}"
        later["from_day"] = rf"\b(?:{_any(words['from'])})\s+{date}"
        later["promulgates"] = rf"\b(?:{_any(words['promulgates'])})\s+"
        makes = _any(lexicon.group("makes"))
        later["was_made"] = rf"\b(?:{_any(words['past'])})\s+(?:{makes})\s+(?:(?:{several})\s+)?$"
        later["asks"] = rf"\b(?:{_any(words['asks'])})\b[^.;:]*$"
        later["makes_now"] = rf"\b(?:{_any(words['makes-now'])})\s+(?:(?:{several})\s+)?$"
        later["has_made"] = rf"\b(?:{_any((*words['makes-now'], *words['has-made']))})\s+(?:(?:{several})\s+)?$"
        later["within"] = rf"\s*(?:{_any(words['within'])})\s*"
        later["attached"] = _within(words["attached"])
        later["holds"] = _within(words["in-force"] + words["holds"])
        later["phrase"] = rf"\b(?:{_any(words['phrases'])})\b"
        later["own_phrase"] = rf"[\s\W\d]*(?:(?:{several})\s+)?(?:{_any(words['phrases'])})\b"
        later["piece_named"] = rf"\s*(?:(?:{several})\s+)?(?:{_any(words['named-pieces'])})\b[^.;:()]*$"
        later["bits"] = rf"(?:\b(?:{_any(words['bits'])})|[”\"]\s*(?:,|;|\b(?:{joins})\b))\s*[“\"]?$"
        later["own_part"] = rf"\b(?:{_any(words['own-parts'])})\s*$"
        later["new_wording"] = rf"(?:\b(?:{_any(words['new-wording'])})\s*)?:\s*$"
        later["effect"] = rf"\b(?:{_any(words['effect'])})\b[^.;]*$"
        later["in_force"] = rf"(?:{_any(words['in-force'])})\b[^.;]{{0,40}}?{date}"
        self.with_forms = frozenset(words["with-forms"])
        unnumbered = _any(words["bare-parts"])
        counted = _any((*words["this"], *lexicon.group("ordinals"), lexicon.word("ordinal")))
        numbered = rf"\b(?:{provisions})\s+(?:\d|[ivxlc]{{1,5}}\b|[a-zđ]\b|(?:{counted})\b)"
        later["provision"] = rf"{numbered}|\b(?:{unnumbered})\b"
        later["we"] = rf",\s*(?:{_any(words['we'])})\b"
        later["announced"] = _within(words["announced"])
        self.laws = frozenset(words["laws"])
        self.below_laws = frozenset(words["below_laws"])
        self.consolidated = frozenset(words["consolidated"])
        later["unnamed_type"] = rf"\S\s+(?:{_any(words['ranks'])})\s*$"
        later["made_type"] = rf"\b({_any(words['made'])})\s*(?:{_any(words['subjects'])})?\s*$"
        self.proposals = frozenset(words["proposals"])
        later["to_be_made"] = rf"\b(?:{_any(words['to-be-made'])})\s+(?:(?:{several})\s+)?$"
        later["next_step"] = rf",\s*(?:{_any(words['next-steps'])})\b"
        later["own_doing"] = rf",[^;]*\b(?:{_any(words['own-doing'])})\b"
        later["asked"] = rf",\s*(?:{_any(words['asked'])})\b"
        later["contents"] = _within(words["contents"])
        plans = _any(words["plans"])
        later["ends_with_plan"] = rf"\b(?:{plans})\s*(?:{_any(words['subjects'])})?\s*$"
        later["carries"] = rf"\b(?:{_any(words['carries'])})\b[^.;:\n]{{0,60}}?\b(?:{plans})\b"
        later["named_plan"] = (
            rf"(?:[,;]|\b(?:{links})\b)\s*(?:(?:{several})\s+)*(?:{plans}|{_any(words['rules'])})\s(?!\s*(?:{_any(words['this'])})\b)"
            rf"[^.;:()]{{0,200}}\b(?:{_any(words['named-in'])})\s+$"
        )
        later["attached_plan"] = (
            rf"(?:[,;]|\b(?:{links})\b)\s*(?:(?:{several})\s+)*(?:{plans}|{_any(words['rules'])})\s"
            rf"[^.,;:()]{{0,160}}\b(?:{_any(words['attached'])})\s+$"
        )
        later["carried_out"] = _within(words["carried-out"])
        later["acted_on"] = _within(words["acted-on"])
        later["about"] = _within(words["subjects"])
        self.ranks = {fold(w): i for i, w in enumerate(words["ranks"])}
        self._later = Later(later)

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """A pattern of that name, compiled when it is first asked for: few papers need all of them."""
        if name.startswith("_") or name not in self._later.written:
            raise AttributeError(name)
        found = self._later[name]
        setattr(self, name, found)
        return found

    def is_linked(self, gap: str) -> bool:
        """Do the words before a citation join it to the one before, or to a cue? They begin, or go on from a comma or an `and`, with nothing but provisions."""
        return self.linked.search("," + gap) is not None


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
