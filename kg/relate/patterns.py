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


class Patterns:
    """The tables as patterns."""

    def __init__(self) -> None:
        rows = relation_rows()
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
        directly = rf"(?=\s+(?:(?:{several})\s+)?(?:{types})\s+{number})"
        ways = (
            *(way + r"(?!\w)" for way in _begun(phrases)),
            *(way + glued for way in _begun(rows[BASED_ON].cues)),
            *(way + directly for way in _begun(bare)),
        )
        self.scan = re.compile("|".join((r"\(|\)|;|\[|\]", *ways)))
        self.stops = {r.id: _within(r.stops) for r in rows.values()}
        self.ends = _within([p for row in rows.values() for p in row.ends])
        self.partial = {r.id: _within(r.partial) for r in rows.values()}
        self.types_with_tasks = {r.id: frozenset(r.tasks_in) for r in rows.values()}
        self.wishes = _within(words["wishes"])
        self.history = _within(words["history"])
        self.past = _within(words["past"])
        self.by_order = re.compile(rf"(?:{_any(words['as-told'])})\b")
        self.promulgation = _within(words["promulgation"])
        self.made_on = _within(words["made-on"])
        self.opening = re.compile(rf"[\W\d]*(?:(?:{_any(words['openers'])})\b[\W\d]*)*$")
        self.agents = _within(words["agents"])
        self.begins = _within(words["from"])
        provisions = _any(words["provisions"])
        links = _any(words["links"])
        token = r"[0-9a-zđ]{1,4}(?:[.][0-9a-zđ]{1,3})*"
        numbers = rf"{token}(?:\s*(?:[,-]|\b(?:{links})\b)\s*{token}\b)*"
        only_provisions = (
            rf"\s*(?:(?:{several})\s+)*[-*]?\s*(?:(?:(?:{provisions})\s+{numbers}|{_any(words['pieces'])})[\s,]*)*"
            rf"(?:(?:{_any(words['voices'])})\b[^;.:()]{{0,120}}\b(?:{_any(words['at'])})\s+)?$"
        )
        linking = "|".join(way + r"(?!\w)" for way in _begun(words["links"]))
        self.linked = re.compile(rf"(?:,|;|:|\(|\+|{linking}){only_provisions}")
        self.begun = re.compile(rf"(?:^|[:(+]){only_provisions}")
        self.by_rule = re.compile(rf"\b(?:{_any(words['as-told'])})\b[^,;.:()]{{0,24}}$")
        self.as_told = re.compile(
            rf"\b(?:{_any(words['as-told'])})\s*"
            rf"(?:(?:{_any(words['told'])})\b[^;.:()]{{0,60}}?\b(?:{_any(words['at'])}|{_any(words['of'])})\s*)?$"
        )
        self.instructing = frozenset(words["instructing"])
        self.carrying = frozenset(words["carrying"])
        self.ruling = frozenset(words["ruling"])
        self.excepted = re.compile(rf"[\s,(*]*(?:{_any(words['except'])})\b")
        self.named_piece = re.compile(
            rf"[\W\d]*(?:[a-zđ]\)\s*)?(?:{_any(words['named-pieces'])})\b[^.;:]{{0,180}}\b(?:{_any(words['at'])}|{_any(words['of-it'])})\s+$"
        )
        self.papers = frozenset(words["papers"])
        self.orders = frozenset(words["orders"])
        self.if_not = _within(words["if-not"])
        self.subjects = re.compile(rf"(?:{_any(words['subjects'])})\s*:?\s*$")
        joins = _any(words["joins"])
        self.joined = re.compile(rf"(?:[,;]|\b(?:{joins})\b)\s*$")
        self.only_join = re.compile(rf"\s*(?:,|(?:,\s*)?\b(?:{joins})\b)\s*$")
        self.and_before = re.compile(rf"\S\s+(?:{joins})\s+$")
        self.breaks = _within(words["breaks"])
        self.unfinished = re.compile(rf"\b(?:{_any((*words['agents'], *words['joins'], *words['at']))})$")
        self.nothing_between = re.compile(rf"[\s,]*(?:(?:{_any(words['closers'])})\b[\s,]*)+")
        self.suffered = re.compile(rf"\s+(?:{_any(words['suffers'])})\b")
        self.suffering = _within(words["suffers"])
        self.nominal = re.compile(rf"\W*(?:{_any(words['nominal'])})\s+")
        self.suffers = re.compile(rf"\b(?:{_any(words['suffers'])})\s+$")
        self.once = re.compile(rf"^[\W\d]*(?:{_any(words['once'])})\b[^,.;:]*,")
        self.ends_in_order = lexicon.pattern(r",[^,]*\s(?:{asks}|{directive})\s*:\s*$")
        self.by_somebody = lexicon.pattern(r"\s*,?\s*(?:{by_agent}|{by_passive})\s+[^,;.:()]*$")
        self.says = _within(words["says"])
        self.not_yet = re.compile(rf"\b(?:{_any(words['not-yet'])})\s*$")
        self.unnamed = frozenset(words["unnamed"])
        date = rf"(\d{{1,2}})(?:[/.-]|\s+{fold(words['date'][0])}\s+)(\d{{1,2}})(?:[/.-]|\s+{fold(words['date'][1])}\s+)(\d{{4}})"
        self.proposed = re.compile(rf"\b(?:{_any(words['at'])})\s+$")
        self.proposer = re.compile(
            rf"\W*(?:(?:{_any(words['joins'])})\s+)?(?:(?:{_any(words['voices'])})\s+(?:{_any(words['of'])})\s+)?"
            rf"(?P<body>\w[^;.:()]{{2,120}}?)\s+(?:{_any(words['at'])})\s+"
        )
        self.behind = re.compile(rf"[^.;()\[\]]{{0,40}}?\b(?:{_any(words['holds'])})\b[^.;\[\]\d]{{0,30}}{date}")
        self.from_day = re.compile(rf"\b(?:{_any(words['from'])})\s+{date}")
        self.promulgates = re.compile(rf"\b(?:{_any(words['promulgates'])})\s+")
        makes = _any(lexicon.group("makes"))
        self.was_made = re.compile(rf"\b(?:{_any(words['past'])})\s+(?:{makes})\s+(?:(?:{several})\s+)?$")
        self.asks = re.compile(rf"\b(?:{_any(words['asks'])})\b[^.;:]*$")
        self.makes_now = re.compile(rf"\b(?:{_any(words['makes-now'])})\s+(?:(?:{several})\s+)?$")
        self.has_made = re.compile(rf"\b(?:{_any((*words['makes-now'], *words['has-made']))})\s+(?:(?:{several})\s+)?$")
        self.within = re.compile(rf"\s*(?:{_any(words['within'])})\s*")
        self.attached = _within(words["attached"])
        self.holds = _within(words["in-force"] + words["holds"])
        self.phrase = re.compile(rf"\b(?:{_any(words['phrases'])})\b")
        self.own_phrase = re.compile(rf"[\s\W\d]*(?:(?:{several})\s+)?(?:{_any(words['phrases'])})\b")
        self.piece_named = re.compile(rf"\s*(?:(?:{several})\s+)?(?:{_any(words['named-pieces'])})\b[^.;:()]*$")
        self.bits = re.compile(rf"(?:\b(?:{_any(words['bits'])})|[”\"]\s*(?:,|;|\b(?:{joins})\b))\s*[“\"]?$")
        self.own_part = re.compile(rf"\b(?:{_any(words['own-parts'])})\s*$")
        self.new_wording = re.compile(rf"(?:\b(?:{_any(words['new-wording'])})\s*)?:\s*$")
        self.effect = re.compile(rf"\b(?:{_any(words['effect'])})\b[^.;]*$")
        self.in_force = re.compile(rf"(?:{_any(words['in-force'])})\b[^.;]{{0,40}}?{date}")
        self.with_forms = frozenset(words["with-forms"])
        self.provision = _within(words["provisions"])
        self.laws = frozenset(words["laws"])
        self.below_laws = frozenset(words["below_laws"])
        self.consolidated = frozenset(words["consolidated"])
        self.unnamed_type = re.compile(rf"\S\s+(?:{_any(words['ranks'])})\s*$")
        self.made_type = re.compile(rf"\b({_any(words['made'])})\s*(?:{_any(words['subjects'])})?\s*$")
        self.proposals = frozenset(words["proposals"])
        self.to_be_made = re.compile(rf"\b(?:{_any(words['to-be-made'])})\s+(?:(?:{several})\s+)?$")
        self.next_step = re.compile(rf",\s*(?:{_any(words['next-steps'])})\b")
        self.own_doing = re.compile(rf",[^;]*\b(?:{_any(words['own-doing'])})\b")
        self.contents = _within(words["contents"])
        plans = _any(words["plans"])
        self.ends_with_plan = re.compile(rf"\b(?:{plans})\s*(?:{_any(words['subjects'])})?\s*$")
        self.carries = re.compile(rf"\b(?:{_any(words['carries'])})\b[^.;:\n]{{0,60}}?\b(?:{plans})\b")
        self.named_plan = re.compile(
            rf"(?:[,;]|\b(?:{links})\b)\s*(?:(?:{several})\s+)*(?:{plans}|{_any(words['rules'])})\s(?!\s*(?:{_any(words['this'])})\b)"
            rf"[^.;:()]{{0,200}}\b(?:{_any(words['named-in'])})\s+$"
        )
        self.attached_plan = re.compile(
            rf"(?:[,;]|\b(?:{links})\b)\s*(?:(?:{several})\s+)*(?:{plans}|{_any(words['rules'])})\s"
            rf"[^.,;:()]{{0,160}}\b(?:{_any(words['attached'])})\s+$"
        )
        self.carried_out = _within(words["carried-out"])
        self.acted_on = _within(words["acted-on"])
        self.about = _within(words["subjects"])
        self.ranks = {fold(w): i for i, w in enumerate(words["ranks"])}

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


def _within(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_word(words) if words else r"(?!)")


@cache
def patterns() -> Patterns:
    """The patterns, made once."""
    return Patterns()
