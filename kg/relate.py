"""What one file says of two documents: mentions and the cue words of relations.toml -> claims, each with its sentence.

A sentence is read once from left to right. A cue opens a frame (who acts, how), the citations that follow are what is acted on,
as long as a comma or a conjunction joins them; a frame inside another one (`Nghị định A sửa đổi Nghị định B`) is left where a citation
cannot belong to it. What no frame takes is a plain citation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Claim, Document, Entity, Mention, Span
from kg.naming import parse_symbol
from kg.recognise.provisions import PROVISION, quoted
from kg.tables import load_rows
from kg.text import fold

if TYPE_CHECKING:
    from kg.recognise.header import Header
    from kg.resolve import Documents

CITES, AMENDS, GUIDES, IMPLEMENTS, BASED_ON, CONSOLIDATES = (
    "cites",
    "amends",
    "guides",
    "implements",
    "based_on",
    "consolidates",
)
BARE = f"citation:{PROVISION}"  # rule of a mention that is provisions alone
SCOPED = frozenset({"amends", "replaces", "repeals", "suspends"})
ACTS = SCOPED | {"guides", "corrects", "interprets"}  # what nothing older can do
ACTIVE, PASSIVE, ENDS, SHADOW = "active", "passive", "ends", "shadow"
HEADINGS = SCOPED | {"based_on", "corrects", "announces"}  # a heading with such a verb speaks for the items under it
REACH = 320  # characters between a cue and the first citation it reaches
FAR = 500  # no subject stands farther from its verb
NESTED = 40  # frames and citations that are remembered over a bracket
HEAD = 4000  # a title, a subject line and a preamble stand in the first characters
LONG = 700  # a longer sentence is quoted by the clauses that matter


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """A name in both languages."""

    vi: str
    en: str


class Relation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of relations.toml; its head explains the fields."""

    id: str
    label: Label
    inverse: Label
    colour: str
    rdf: str
    cypher: str
    cues: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    shadows: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    near: bool = False
    firm: bool = False
    tasks_in: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of relation_words.toml."""

    id: str
    note: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()


@cache
def relation_rows() -> dict[str, Relation]:
    """The relations by id, in the order of the table."""
    return {row.id: row for row in load_rows("relations", Relation)}


def _phrase(words: str) -> str:
    """A pattern for a phrase: any space between words, commas optional."""
    return re.sub(r",\s*", r",?\\s+", re.escape(fold(words)).replace(r"\ ", " ").replace(r"\-", "-")).replace(
        " ", r"\s+"
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(_phrase(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _trie(phrases: Iterable[str]) -> str:
    """A pattern for the longest of the phrases that begins a word, which looks at each letter once."""
    root: dict[str, dict[str, object]] = {}
    for phrase in phrases:
        node: dict[str, object] = root  # type: ignore[assignment]
        for letter in fold(phrase):
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}

    def pattern(node: dict[str, object]) -> str:
        ways = [_LETTER.get(c, re.escape(c)) + pattern(after) for c, after in sorted(node.items()) if c]  # type: ignore[arg-type]
        if not ways:
            return r"\b"
        inner = f"(?:{'|'.join(ways)})"
        return rf"(?:{inner}|\b)" if "" in node else inner

    return "|".join(rf"{re.escape(c)}(?<!\w{re.escape(c)}){pattern(after)}" for c, after in sorted(root.items()))


_LETTER = {" ": r"\s+", ",": ",?"}


def _plain(found: str) -> str:
    return " ".join(found.replace(",", " ").split())


class _Lexicon:
    """The tables as patterns."""

    def __init__(self) -> None:
        rows = relation_rows()
        words = {row.id: row.words for row in load_rows("relation_words", Words)}
        self.cues: dict[str, tuple[Relation, str]] = {}
        for voice in (SHADOW, PASSIVE, ENDS, ACTIVE):
            for row in rows.values():
                for phrase in {SHADOW: row.shadows, PASSIVE: row.passive, ENDS: row.ends, ACTIVE: row.cues}[voice]:
                    self.cues.setdefault(_plain(fold(phrase)), (row, voice))
        phrases = {p for row in rows.values() for p in (*row.cues, *row.passive, *row.ends, *row.shadows)}
        self.scan = re.compile(rf"\(|\)|;|\[|\]|{_trie(phrases)}")
        self.stops = {r.id: _within(r.stops) for r in rows.values()}
        self.partial = {r.id: _within(r.partial) for r in rows.values()}
        self.types_with_tasks = {r.id: frozenset(r.tasks_in) for r in rows.values()}
        self.wishes = _within(words["wishes"])
        self.history = _within(words["history"])
        self.past = _within(words["past"])
        self.by_order = re.compile(rf"(?:{_any(words['as-told'])})\b")
        self.promulgation = _within(words["promulgation"])
        self.opening = re.compile(rf"[\W\d]*(?:(?:{_any(words['openers'])})\b[\W\d]*)*$")
        self.agents = _within(words["agents"])
        self.begins = _within(words["from"])
        provisions = _any(words["provisions"])
        links = _any(words["links"])
        several = _any(words["several"])
        token = r"[0-9a-zđ]{1,4}(?:[.][0-9a-zđ]{1,3})*"
        numbers = rf"{token}(?:\s*(?:[,-]|\b(?:{links})\b)\s*{token}\b)*"
        self.linked = re.compile(
            rf"(?:,|;|:|\(|\+|{_trie(words['links'])})\s*(?:(?:{several})\s+)*[-*]?\s*"
            rf"(?:(?:(?:{provisions})\s+{numbers}|{_any(words['pieces'])})[\s,]*)*"
            rf"(?:(?:{_any(words['voices'])})\b[^;.:()]{{0,120}}\b(?:{_any(words['at'])})\s+)?$"
        )
        self.begun = re.compile(
            rf"(?:^|[:(+])\s*(?:(?:{several})\s+)*[-*]?\s*"
            rf"(?:(?:(?:{provisions})\s+{numbers}|{_any(words['pieces'])})[\s,]*)*"
            rf"(?:(?:{_any(words['voices'])})\b[^;.:()]{{0,120}}\b(?:{_any(words['at'])})\s+)?$"
        )
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
        self.suffered = re.compile(rf"\s+(?:{_any(words['suffers'])})\b")
        self.suffers = re.compile(rf"\b(?:{_any(words['suffers'])})\s+$")
        self.not_yet = re.compile(rf"\b(?:{_any(words['not-yet'])})\s*$")
        self.unnamed = frozenset(words["unnamed"])
        date = rf"(\d{{1,2}})(?:[/.-]|\s+{fold(words['date'][0])}\s+)(\d{{1,2}})(?:[/.-]|\s+{fold(words['date'][1])}\s+)(\d{{4}})"
        self.from_day = re.compile(rf"\b(?:{_any(words['from'])})\s+{date}")
        self.promulgates = re.compile(rf"\b(?:{_any(words['promulgates'])})\s+")
        self.within = re.compile(rf"\s*(?:{_any(words['within'])})\s*")
        self.attached = _within(words["attached"])
        self.holds = _within(words["in-force"] + words["holds"])
        self.phrase = re.compile(rf"\b(?:{_any(words['phrases'])})\b")
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
        self.carries = re.compile(rf"\b(?:{_any(words['carries'])})\b[^.;:\n]{{0,60}}?\b(?:{plans})\b")
        self.named_plan = re.compile(
            rf"(?:[,;]|\b(?:{links})\b)\s*(?:(?:{several})\s+)*(?:{plans}|{_any(words['rules'])})\s(?!\s*(?:{_any(words['this'])})\b)"
            rf"[^.;:()]{{0,200}}\b(?:{_any(words['named-in'])})\s+$"
        )
        self.carried_out = _within(words["carried-out"])
        self.acted_on = _within(words["acted-on"])
        self.about = _within(words["subjects"])
        self.ranks = {fold(w): i for i, w in enumerate(words["ranks"])}

    def is_linked(self, gap: str) -> bool:
        """Do the words before a citation join it to the one before, or to a cue? They begin, or go on from a comma or an `and`, with nothing but provisions."""
        return self.linked.search("," + gap) is not None


def _within(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_trie(words) if words else r"(?!)")


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()


class _Frame:
    """An open cue: who acts (active) or what is acted on (passive), and what has been joined to it so far."""

    __slots__ = ("active", "after", "cue", "joined", "lead", "mixed", "row", "who")

    def __init__(
        self, row: Relation | None, active: bool, who: tuple[int, ...], cue: Span, lead: Span | None = None
    ) -> None:
        self.row = row  # None: takes citations and says nothing of them
        self.active = active
        self.who = who
        self.cue = cue
        self.after = cue.end
        self.joined: list[int] = []
        self.lead = lead  # where the cue stands, if not in the sentence itself
        self.mixed = False  # several acts in one: `thay thế, bãi bỏ một số cụm từ, điều`


def _copied(frame: _Frame | None) -> _Frame | None:
    if frame is None:
        return None
    copy = _Frame(frame.row, frame.active, frame.who, frame.cue, frame.lead)
    copy.mixed = frame.mixed
    return copy


class _Unit(Struct, frozen=True):
    """A stretch that is read as one: a paragraph, or the lines of a title."""

    part: int
    start: int
    end: int
    mentions: tuple[int, int]  # slice of the file's mentions


def relations(doc: Document, header: Header | None, documents: Documents) -> list[Claim]:
    """Claims between the documents of one file, in text order; subject and object index `documents.entities`, 0 is the own document."""
    return _Reader(doc, header, documents.entities, documents.mentions).claims()


class _Reader:
    """Reads the units of one document."""

    def __init__(
        self, doc: Document, header: Header | None, entities: Sequence[Entity], mentions: Sequence[Mention]
    ) -> None:
        self.doc, self.low, self.entities, self.mentions = doc, doc.low, entities, mentions
        self.words = _lexicon()
        self.own_type = entities[0].type or ""
        forms = (
            header is not None
            and header.signature.start < header.signature.end
            and self.own_type in self.words.with_forms
        )
        signed = header.signature.end if header and forms else 0
        self.grounds_end = signed or len(doc.low)  # behind it, `Căn cứ` begins a form to fill in
        self.context: dict[int, int] = {}  # part -> what the document amends there
        self.out: dict[tuple[str, int, int, tuple[Span, ...]], Claim] = {}
        self.quoted = [(q.start, q.end) for q in quoted(doc.low)]
        self.leads = _lead_ins(doc)
        self.starts = [p.start for p in doc.parts]
        self.mention_starts = [m.start for m in mentions]
        self.lead_frames: dict[int, _Frame | None] = {}
        self.dates = [_date_of(e) for e in entities]
        self.numbers = [_number_of(e) for e in entities]
        self.articles = next((p.start for p in doc.parts if p.kind == "article"), len(doc.low))
        self.amended: set[int] = set()  # what the document itself amends
        self.names_told: set[tuple[int, int]] = set()  # what a law's name says is said once
        self.has_articles = self.articles < len(doc.low)
        self._effective: str | bool | None = False
        self.carries_plan = self.own_type in self.words.carrying and bool(
            self.words.carries.search(self.low, 0, min(HEAD, self.articles + 300))
        )
        self.instructs = self.own_type in self.words.instructing or self.carries_plan
        self.only_instructs = self.instructs and (self.carries_plan or not self.has_articles)

    def claims(self) -> list[Claim]:
        for unit in self._units():
            self._unit(unit)
        self._consolidation()
        return self._of_the_consolidated()

    # -- stretches

    def _units(self) -> Iterator[_Unit]:
        """Paragraphs that hold citations; a title over several lines, or a citation over two paragraphs, joins them."""
        starts = self.starts
        i = 0
        while i < len(self.mentions):
            part = max(0, bisect_right(starts, self.mentions[i].start) - 1)
            first = part
            while first > 0 and (self._same_title(first - 1, first) or self._broken(first - 1, first)):
                first -= 1
            end = self.doc.parts[part].end if self.doc.parts else len(self.low)
            j = i
            while True:
                while j < len(self.mentions) and self.mentions[j].start < end:
                    end = max(end, self.mentions[j].end)
                    j += 1
                while part + 1 < len(starts) and starts[part + 1] < end:
                    part += 1
                    end = max(end, self.doc.parts[part].end)
                if part + 1 < len(starts) and (self._same_title(part, part + 1) or self._broken(part, part + 1)):
                    part += 1
                    end = self.doc.parts[part].end
                elif j >= len(self.mentions) or self.mentions[j].start >= end:
                    break
            body = self.doc.parts[first].body if self.doc.parts else 0
            yield _Unit(first, min(body, self.mentions[i].start), end, (i, max(j, i + 1)))
            i = max(j, i + 1)

    def _same_title(self, one: int, two: int) -> bool:
        """Two lines in capitals, the second without a marker, are one title."""
        a, b = self.doc.parts[one], self.doc.parts[two]
        text = self.doc.text
        return (
            a.kind == b.kind == "text"
            and b.start - a.end < 4
            and b.end - b.start < 400
            and text[a.start : a.end].isupper()
            and text[b.start : b.end].isupper()
        )

    def _broken(self, one: int, two: int) -> bool:
        """Does the sentence go on in the next paragraph: after `được sửa đổi bởi`, or `Theo đề nghị của Sở Công⏎Thương tại Tờ trình số …`?"""
        a, b = self.doc.parts[one], self.doc.parts[two]
        if b.kind != "text" or not self.low[a.end - 1].isalnum() or b.start - a.end > 3:
            return False
        if self.words.unfinished.search(self.low, max(a.start, a.end - 20), a.end):
            return True
        if a.start > HEAD:
            return False
        cue = self.words.scan.match(self.low, a.body)
        row, _ = self.words.cues.get(_plain(cue[0]), (None, "")) if cue else (None, "")
        return row is not None and row.id == BASED_ON

    def _sentences(self, unit: _Unit) -> Iterator[tuple[int, int, list[int]]]:
        """Start, end and mentions of each sentence of the unit that has any."""
        first, last = unit.mentions
        bounds = {unit.start, *self._after_titles(unit)}
        for found in _FULL_STOP.finditer(self.doc.text, unit.start, unit.end):
            at = bisect_right(self.mention_starts, found.end() - 1, first, last) - 1
            if found[1].isupper() and not (at >= first and found.end() <= self.mentions[at].end):
                bounds.add(found.end())
        for start, end in pairwise([*sorted(bounds), unit.end]):
            inside = range(
                bisect_left(self.mention_starts, start, first, last), bisect_left(self.mention_starts, end, first, last)
            )
            if inside:
                yield start, end, list(inside)

    def _after_titles(self, unit: _Unit) -> Iterator[int]:
        """Where a line in capitals is followed by one that is not, or a line begins `Căn cứ`, `Thực hiện`, in a paragraph that a hard wrap has put together."""
        text = self.doc.text
        at = text.find("\n", unit.start, unit.end)
        begin, capitals = unit.start, at > 0 and text[unit.start : at].isupper()
        while at > 0:
            following = text.find("\n", at + 1, unit.end)
            now = text[at + 1 : following if following > 0 else unit.end].isupper()
            if (capitals and not now) or (not now and self._line_begins(begin, at)):
                yield at + 1
            begin, capitals, at = at + 1, now, following

    def _line_begins(self, begin: int, at: int) -> bool:
        """Does a sentence of its own begin behind the line end: `(Kèm theo Quyết định số 59/QĐ-BTNMT)⏎Thực hiện các Nghị quyết …`?"""
        start = at + 1
        while start < len(self.low) and self.low[start] in " *_>#":
            start += 1
        if not self.doc.text[start : start + 1].isupper() or self.low[at - 1 : at] in ",;":
            return False
        cue = self.words.scan.match(self.low, start)
        row, voice = self.words.cues.get(_plain(cue[0]), (None, "")) if cue else (None, "")
        if row is None or voice != ACTIVE or row.id not in (IMPLEMENTS, BASED_ON):
            return False
        i = bisect_right(self.mention_starts, at) - 1
        inside = i >= 0 and self.mentions[i].end > at
        return not inside and not self.words.opening.search(self.low, max(begin, at - 30), at)

    def _unit(self, unit: _Unit) -> None:
        if not any(self.mentions[i].entity for i in range(*unit.mentions)):
            return  # it names nothing but itself
        inherited = self._inherited(unit)
        before: Mention | None = None
        for start, end, inside in self._sentences(unit):
            if not any(self.mentions[i].entity for i in inside):
                before = None
                continue
            sentence = _Sentence(self, start, end, inside, inherited if start == unit.start else None, before)
            sentence.read()
            before = sentence.head

    # -- lead-ins

    def _inherited(self, unit: _Unit) -> _Frame | None:
        """The frame of the lead-in above: `Bãi bỏ các văn bản sau:`."""
        lead = self.leads[unit.part] if unit.part < len(self.leads) else -1
        if lead >= 0:
            return _copied(self._frame_of(lead))
        part = self.doc.parts[unit.part] if self.doc.parts else None
        above = part.parent if part and part.kind != "text" else -1
        if above >= 0 and self.doc.parts[above].end - self.doc.parts[above].start < 300:
            frame = self._frame_of(above)  # a heading without a colon
            if frame and frame.row and frame.active and not frame.joined and frame.row.id in HEADINGS:
                if frame.row.id in SCOPED and not self.words.acted_on.search(
                    self.low, self.doc.parts[above].body, self.doc.parts[above].end
                ):
                    return None  # `Điều chỉnh phương án phát triển cụm công nghiệp`
                return _copied(frame)
        return None

    def _frame_of(self, lead: int) -> _Frame | None:
        if lead not in self.lead_frames:
            self.lead_frames[lead] = self._lead_frame(lead)
        return self.lead_frames[lead]

    def _lead_frame(self, index: int) -> _Frame | None:
        part = self.doc.parts[index]
        start = max(
            part.body,
            max((f.end() for f in _FULL_STOP.finditer(self.doc.text, part.body, part.end)), default=part.body),
        )
        at = bisect_right(self.mention_starts, start - 1)
        inside = []
        while at < len(self.mentions) and self.mentions[at].start < part.end:
            inside.append(at)
            at += 1
        frame = _Sentence(self, start, part.end, inside, None).last_open()
        above = self.leads[index]
        if frame is None and above >= 0 and above != index and not inside:
            return self._frame_of(above)
        if frame is None or (
            frame.row
            and frame.row.id == IMPLEMENTS
            and part.end - frame.cue.end > 30
            and not self.words.carried_out.search(self.low, frame.cue.end, part.end)
        ):
            return None  # `thực hiện dự án đầu tư khai thác khoáng sản, cụ thể:`
        led = _Frame(frame.row, frame.active, frame.who, frame.cue, Span(start, part.end))
        led.mixed = frame.mixed
        return led

    def outer_and_inner(self, inside: list[int]) -> tuple[list[int], dict[int, list[Mention]]]:
        """Mentions that stand for themselves, and those inside the name of another (`Luật sửa đổi … của Luật Đất đai`), by where that starts."""
        outer: list[int] = []
        inner: dict[int, list[Mention]] = {}
        for i in inside:
            m = self.mentions[i]
            around = self.mentions[outer[-1]] if outer else None
            if around and m.end <= around.end:
                inner.setdefault(around.start, []).append(m)
            else:
                outer.append(i)
        return outer, inner

    # -- facts about documents

    def younger(self, one: int, other: int) -> bool:
        """Was the one certainly issued after the other?"""
        a, b = self.dates[one], self.dates[other]
        size = min(len(a), len(b))
        if size and a[:size] != b[:size]:
            return a[:size] > b[:size]
        mine, its = self.numbers[one], self.numbers[other]
        return bool(size and mine and its and mine[1:] == its[1:] and mine[0] > its[0])

    def rank(self, entity: int) -> int | None:
        kind = self.entities[entity].type
        return self.words.ranks.get(fold(kind)) if kind else None

    def part_at(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def amended_here(self, at: int) -> int | None:
        """What the article around the place amends."""
        part = self.part_at(at)
        while part >= 0:
            if part in self.context:
                return self.context[part]
            part = self.doc.parts[part].parent
        return None

    def is_quoted(self, at: int) -> bool:
        i = bisect_right(self.quoted, (at, len(self.low))) - 1
        return i >= 0 and self.quoted[i][0] <= at < self.quoted[i][1]

    @property
    def effective(self) -> str | None:
        """The day from which the own document holds, where it says so."""
        if self._effective is False:
            found = self.words.in_force.search(self.low, self.articles if self.articles < len(self.low) else 0)
            self._effective = _iso(found) if found else None
        return self._effective if isinstance(self._effective, str) else None

    def is_below(self, target: int) -> bool:
        """Is it a law, which a paper of this document's kind cannot change? (Luật Ban hành văn bản quy phạm pháp luật, on who may change what.)"""
        own = self.entities[0]
        if (self.entities[target].type or "") not in self.words.laws or (own.type or "") not in self.words.below_laws:
            return False
        symbol = parse_symbol(own.symbol or "")
        return not (symbol.year or symbol.assembly)

    def in_row(self, cue: Span) -> bool:
        """`| 35. | Sửa đổi Nghị định số 79/2021/NĐ-CP | Bộ Tài chính | 2025 |`: what a row of a table says is to be done, not done here."""
        return self.doc.parts[self.part_at(cue.start)].kind == "row"

    def is_task(self, at: int) -> bool:
        """Does the place belong to a plan that the decision carries, where what is to be done is a task and no act?"""
        if not self.carries_plan or at < self.articles:
            return False
        here = part = self.part_at(at)
        while part >= 0 and self.doc.parts[part].kind != "article":
            part = self.doc.parts[part].parent
        if part < 0 or part == here:
            return part < 0
        article = self.doc.parts[part]
        return bool(self.words.carries.search(self.low, article.start, article.end))

    def say(self, claim: Claim) -> None:
        if claim.kind in ACTS and self.younger(claim.object, claim.subject):
            if claim.subject:
                return  # nothing acts on what came after it
            claim = replace(claim, kind=CITES, rule=f"relations:{CITES}", scope=None, provisions=(), effective=None)
        self.out.setdefault((claim.kind, claim.subject, claim.object, claim.evidence), claim)

    def _consolidation(self) -> None:
        """A consolidated text is of the first document that its body names."""
        own = f"{self.own_type} {fold(self.entities[0].symbol or '')}"
        if not any(word in own for word in self.words.consolidated) or any(
            c.kind == CONSOLIDATES for c in self.out.values()
        ):
            return
        for i, m in enumerate(self.mentions):
            if m.entity and (self.entities[m.entity].type or "") not in self.words.consolidated:
                unit = next(u for u in self._units() if u.mentions[0] <= i < u.mentions[1])
                start, end, _ = next(s for s in self._sentences(unit) if i in s[2])
                spans = (Span(*_trim(self.low, start, end)),)
                self.say(
                    Claim(
                        kind=CONSOLIDATES,
                        subject=0,
                        object=m.entity,
                        evidence=spans,
                        rule=f"relations:{CONSOLIDATES}",
                        inferred=False,
                    )
                )
                return

    def _of_the_consolidated(self) -> list[Claim]:
        """What a consolidated text changes, or tells to be changed in it, is said of the document that it shows."""
        base = next((c.object for c in self.out.values() if c.kind == CONSOLIDATES and c.subject == 0), 0)
        if not base:
            return list(self.out.values())
        found: dict[tuple[str, int, int, tuple[Span, ...]], Claim] = {}
        for claim in self.out.values():
            if claim.kind in SCOPED and 0 in (claim.subject, claim.object):
                claim = replace(claim, subject=claim.subject or base, object=claim.object or base)
            if claim.subject != claim.object:
                found.setdefault((claim.kind, claim.subject, claim.object, claim.evidence), claim)
        return list(found.values())


_FULL_STOP = re.compile(r"[.?!][\"”)*_]{0,4}\s+(?=[*_(]{0,3}(\S))")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_COMMA = re.compile(r",\s+(?=\w)")
_ONLY_BRACKET = re.compile(r"[\s(\[,:\-“\"]*$")


class _Sentence:
    """Reads one sentence, from left to right."""

    def __init__(
        self,
        reader: _Reader,
        start: int,
        end: int,
        inside: list[int],
        base: _Frame | None,
        before: Mention | None = None,
    ) -> None:
        self.r, self.low, self.words = reader, reader.low, reader.words
        self.start, self.end = start, end
        self.inside, self.inner = reader.outer_and_inner(inside)
        self.order = {reader.mentions[i].start: k for k, i in enumerate(self.inside)}
        self.before = before  # what the sentence before is about: `… Lý do: bị thay thế bởi Quyết định …`
        self.head = next((reader.mentions[i] for i in inside if reader.mentions[i].entity), None)
        self.day: str | bool | None = False  # from which what the sentence says holds; False: not looked for
        self.listed = ";" in self.low[start : end - 1]
        self.acting: int | None = None  # what passive statements in a row are about
        self.clause = start
        self.frames: list[_Frame] = [base] if base else []
        self.prev: Mention | None = None
        self.group: list[Mention] = []
        self.saved: list[tuple[list[_Frame], Mention | None, list[Mention], bool]] = []
        self.note = False  # in an editor's note in square brackets
        self.phrase = False  # what is edited is a phrase
        self.stronger: set[int] = set()  # what the document itself acts on here
        self.told: set[tuple[str, int, int]] = set()
        self.in_part: set[int] = set()  # cues by which a part is amended
        self.quoted = reader.is_quoted(start) or (bool(inside) and reader.is_quoted(reader.mentions[inside[0]].start))

    def read(self) -> None:
        """Say what the sentence says, and `cites` for what it only names."""
        self._walk()
        told = set()
        for m in sorted(
            [*(self.r.mentions[i] for i in self.inside), *(m for ms in self.inner.values() for m in ms)],
            key=lambda m: m.start,
        ):
            if m.entity and m.entity not in self.stronger and m.entity not in told:
                told.add(m.entity)
                self._claim(IMPLEMENTS if self._ordered(m) else CITES, 0, m, None, None)

    def _ordered(self, m: Mention) -> bool:
        """`Tiếp tục thanh tra, xử lý vi phạm theo Chỉ thị số 134/CT-TTg`, in a paper that tells others what to do."""
        if not self.r.only_instructs or self.r.entities[m.entity].type not in self.words.orders:
            return False
        if not self.words.as_told.search(self.low[max(self.start, m.start - 90) : m.start]):
            return False
        return not any(w.search(self.low, self.start, m.start) for w in (self.words.past, self.words.if_not))

    def last_open(self) -> _Frame | None:
        """The frame that is open at the end and may go on in the list below."""
        self._walk()
        frames = [f for f in self.frames if f.row and not (f.active and (f.joined or f.who != (0,)))]
        return frames[-1] if frames else None

    def _walk(self) -> None:
        mentions = iter([self.r.mentions[i] for i in self.inside])
        upcoming = next(mentions, None)
        for found in self.words.scan.finditer(self.low, self.start, self.end):
            while upcoming and upcoming.end <= found.start():
                self._mention(upcoming)
                upcoming = next(mentions, None)
            if upcoming and found.start() >= upcoming.start:
                continue
            mark = found[0]
            if len(mark) == 1:
                self._mark(mark, found.start())
            else:
                self._cue(found, upcoming)
        while upcoming:
            self._mention(upcoming)
            upcoming = next(mentions, None)

    def _back(self, at: int) -> str:
        """What stands before, in the clause."""
        return self.low[max(self.clause, at - FAR) : at]

    def _mark(self, mark: str, at: int) -> None:
        if mark in "([":
            self.saved.append((self.frames[-NESTED:], self.prev, self.group[-NESTED:], self.note))
            if mark == "[":  # a note of an editor: a sentence of its own
                self.frames, self.prev, self.group, self.clause, self.note = [], None, [], at + 1, True
        elif mark in ")]":
            if self.saved:
                self.frames, self.prev, self.group, self.note = self.saved.pop()
        elif not self.saved:
            base = self.frames[0] if self.frames else None
            lasting = base and (
                base.lead
                or (
                    base.active
                    and base.who == (0,)
                    and (base.joined or (base.row and base.row.id in (BASED_ON, IMPLEMENTS)))
                )
            )
            self.frames = [base] if base and lasting else []
            self.prev = None
            self.clause = at + 1

    # -- cues

    def _cue(self, found: re.Match[str], upcoming: Mention | None) -> None:
        row, voice = self.words.cues[_plain(found[0])]
        if voice == SHADOW:
            if not row.firm and self.words.history.search(found[0]):
                self.frames.append(_Frame(None, True, (), Span(*found.span())))
            return
        span = Span(*found.span())
        suffers = self.words.suffers.search(self.low, max(self.start, span.start - 6), span.start)
        if voice == ACTIVE and suffers:
            if row.id == IMPLEMENTS:
                return
            voice, span = PASSIVE, Span(suffers.start(), span.end)  # `bị ngưng hiệu lực bởi`, whatever the verb
        if voice == ACTIVE:
            if not self.note or row.firm:  # an editor's note tells what was done to the text, not what it carries out
                self._active(row, span)
        elif voice == PASSIVE:
            self._passive(row, span, upcoming)
        else:
            self._ends(row, span, upcoming)

    def _active(self, row: Relation, cue: Span) -> None:
        top = self.frames[-1] if self.frames else None
        if (
            top
            and top.row
            and top.active
            and not top.joined
            and not top.lead
            and row.firm
            and top.row.firm
            and BASED_ON not in (row.id, top.row.id)
        ):
            between = self.low[max(top.after, cue.start - FAR) : cue.start]
            if not between.strip(" ,") or self.words.joined.fullmatch(between.strip() + " "):
                if top.row.near:
                    self.frames[-1] = _Frame(row, True, top.who, cue)  # `ký ban hành và thay thế`: the second says more
                else:
                    top.after = cue.end  # `sửa đổi, bổ sung, thay thế`: one act
                    top.mixed = top.mixed or (row.id != top.row.id and {row.id, top.row.id} <= SCOPED)
                return
            if row.id == top.row.id and len(between) < 60:
                top.after = cue.end  # `quy định chi tiết … để tổ chức, hướng dẫn thi hành`
                return
            if top.who and (top.who[0] or not self._acts(row, cue)):
                self.frames.pop()  # `sửa đổi một số nghị định quy định chi tiết Luật …`: what is said is not of the actor
                if (
                    top.row.near
                    and self.r.own_type
                    and not self.words.breaks.search(between)
                    and not self.words.wishes.search(between)
                ):
                    self.frames.append(_Frame(row, True, top.who, cue))  # `ban hành Quy chế sửa đổi Quy chế …`
                return
        who = self._actor(row, cue)
        if who is None:
            if top and top.row and top.row.id == IMPLEMENTS and not top.joined and row.firm:
                self.frames.pop()
            return
        if who == 0 and not row.firm and self._told(cue):
            self.frames = [_Frame(None, True, (), cue)]
            return
        frame = _Frame(row, True, (who,), cue)
        if who == 0 and not (self.frames and self.frames[0].lead and self.saved):
            self.frames = [frame]
        else:
            self.frames.append(frame)

    def _actor(self, row: Relation, cue: Span) -> int | None:
        """Who does what the cue says: the citation before, the document itself, or nobody."""
        if row.id == BASED_ON:
            if cue.start > self.r.grounds_end or self.low[cue.end : cue.end + 1] == ",":
                return None  # `Căn cứ, nội dung, trình tự …`
            before = self._back(cue.start)
            early = (
                self.start < HEAD
                and self.prev is None
                and self.words.joined.search(before[-20:])
                and not self.words.wishes.search(before)
            )
            return 0 if self._opens(cue) or early else None
        top = self.frames[-1] if self.frames else None
        if self.prev is not None:
            gap = self.low[max(self.prev.end, cue.start - FAR) : cue.start]
            joined = self.words.joined.search(gap[-20:])
            more = row.firm or not _ONLY_BRACKET.fullmatch(gap.replace(",", ""))
            if joined and more and top and top.row and top.active and top.joined and top.who and top.row.id != BASED_ON:
                return top.who[0]  # `… và bãi bỏ …`: the same actor
            apart = self.words.only_join.match(gap) and (
                not row.firm or gap.strip(" \n,")
            )  # `theo Thông tư A và thay thế Thông tư B`
            if row.firm and self.words.unnamed_type.search(gap[-40:]):
                self.frames.append(
                    _Frame(None, True, (), cue)
                )  # `Kế hoạch triển khai Nghị định quy định chi tiết …`: a decree that is not named
                return None
            if not apart and self._attached(row, gap, self.prev.end):
                return self.prev.entity if not row.firm or self._is_made(self.prev) else None
        if not row.firm:
            return 0
        return 0 if self._acts(row, cue) else None

    def _is_made(self, m: Mention) -> bool:
        """May the document act: it is no proposal, and not yet to be made (`Xây dựng Luật Nhà giáo, trong đó sửa đổi …`)?"""
        if self.r.entities[m.entity].type in self.words.proposals:
            return False
        return not self.words.to_be_made.search(self.low, max(self.start, m.start - 40), m.start)

    def _attached(self, row: Relation, gap: str, at: int) -> bool:
        """Is the citation before the gap the subject of the cue after it?"""
        if row.near and gap.strip(" (") and len(gap) > 60:
            return False
        if len(gap) >= FAR or self.words.wishes.search(gap, max(0, len(gap) - 40)):
            return False
        if self.words.breaks.search(gap):
            return False
        if not row.firm and self.words.next_step.search(gap):
            return False  # `… Nghị quyết Trung ương 5, góp phần thực hiện Nghị quyết 03`
        if gap.rstrip()[-1:] in (",", ")") and self.r.doc.text[at + len(gap) : at + len(gap) + 1].isupper():
            return self.r.doc.text[at : at + len(gap) + 4].isupper()  # `Quy định A, Hướng dẫn thực hiện …`
        text = _IN_BRACKETS.sub("", self.r.doc.text[at : at + len(gap)])
        return text.isupper() or not any(text[found.end()].isupper() for found in _COMMA.finditer(text))

    def _opens(self, cue: Span) -> bool:
        return (
            bool(self.words.opening.match(self.low, self.clause, cue.start)) if cue.start - self.clause < 400 else False
        )

    def _acts(self, row: Relation, cue: Span) -> bool:
        """Does the document itself act here?"""
        if self.quoted or (row.id == GUIDES and not self.r.own_type):
            return False
        before = self._back(cue.start)
        if self._is_of_another_type(row, before) or self.r.is_task(cue.start):
            return False
        if self._opens(cue):
            title = self.start < self.r.articles and not _ITEM.match(self.low, self.start)
            tasks = self.words.types_with_tasks[row.id]
            instructs = self.r.own_type in tasks or (
                tasks
                and self.r.own_type in self.words.instructing
                and self.r.own_type not in self.words.ruling
                and not self.r.has_articles
            )
            return not instructs or self._in_title(title)
        if (
            self.prev is None
            and self.r.own_type
            and self.start < HEAD
            and cue.start < self.r.articles
            and len(before) < 200
            and self.words.subjects.search(before)
            and not self.words.wishes.search(before)
            and not self.words.history.search(before)
        ):
            return (
                self.r.own_type not in self.words.types_with_tasks[row.id] or row.id == GUIDES
            )  # `V/v hướng dẫn áp dụng …`
        if cue.start < self.r.articles and len(before) < 300 and not self.words.wishes.search(before):
            opening = self.words.promulgates.search(before)
            return bool(
                opening
                and before.startswith(self.r.own_type, opening.end())
                and self.words.opening.match(before, opening.end())
            )
        return False

    def _is_of_another_type(self, row: Relation, before: str) -> bool:
        """`Nghị định quy định chi tiết Luật X` in a decision's list of what is to be made."""
        if not self.r.own_type or row.near:
            return False
        named = self.words.made_type.search(before[-60:])
        return bool(named and " ".join(named[1].split()) not in self.r.own_type)

    def _in_title(self, title: bool) -> bool:
        return (
            title
            and self.start < 3000
            and not any(
                p.kind in ("roman", "article", "number", "part") and p.start < self.start for p in self.r.doc.parts
            )
        )

    def _told(self, cue: Span) -> bool:
        """Does the sentence tell what was done, or how it went?"""
        before = self.low[max(self.clause, cue.start - 60) : cue.start]
        history = self.words.history.search(before)
        if self.words.by_order.match(self.low, cue.start):
            history = None  # `báo cáo Chính phủ … theo đúng chỉ đạo tại Thông báo số 591/TB-VPCP`
        if history and not self.words.promulgation.search(before, history.end()):
            return True
        after = self.low[cue.end : min(self.end, cue.end + FAR)]
        past = next((p for p in self.words.past.finditer(after) if not self.words.suffered.match(after, p.end())), None)
        return bool(
            past
            and self._opens(cue)
            and "," in after[: past.start()]
            and not self.words.promulgation.search(after[past.end() + 12 :])
            and not self.words.promulgation.search(after[: past.start()])
        )

    def _passive(self, row: Relation, cue: Span, upcoming: Mention | None) -> None:
        """`Nghị định A được sửa đổi bởi Nghị định B`; without an actor (`được sửa đổi như sau:`) the document itself acts."""
        if upcoming and upcoming.entity == 0 and upcoming.rule == BARE:
            upcoming = self._beside(upcoming, 1) or upcoming  # `được sửa đổi tại khoản 1 Điều 1 Nghị đinh số 13/2010`
        patient = self._patient(row, cue, upcoming)
        if patient is None:
            if self.saved:
                self.frames.append(_Frame(None, True, (), cue))  # in brackets: history of something that is not named
            return
        near = upcoming is not None and upcoming.start - cue.end < 160
        gap = self.low[cue.end : upcoming.start] if upcoming and near else ""
        told = self.words.agents.search(self.low, cue.start, cue.end) or self.words.agents.search(gap)
        if near and told and ";" not in gap and ":" not in gap:
            self.acting = patient
            self.frames.append(_Frame(row, False, (patient,), cue))
        elif _COLON.match(self.low, cue.end, min(self.end, cue.end + FAR)) and (
            told or self.words.agents.search(self.low, cue.end, min(self.end, cue.end + 160))
        ):
            self.frames.append(_Frame(row, False, (patient,), cue))  # `được sửa đổi, bổ sung bởi:`
        elif (
            self.prev
            and patient == self.prev.entity
            and patient
            and self.words.new_wording.search(self.low, max(cue.end, self.end - 60), self.end)
            and not self._past(cue)
        ):
            self._claim(row.id, 0, self.prev, cue, None)

    def _patient(self, row: Relation, cue: Span, upcoming: Mention | None) -> int | None:
        """What a passive cue acts on."""
        if row.near:
            close = self.prev is not None and not self.low[self.prev.end : min(cue.start, self.prev.end + FAR)].strip(
                " (,"
            )
            return self.prev.entity if self.prev and close else None
        before = self._back(cue.start)
        self.phrase = bool(self.words.phrase.search(before))
        if self.words.own_part.search(before):
            return 0  # `Điều này được bổ sung bởi …`
        if self.note and self.prev is not None and self.words.holds.search(self.low, self.prev.end, cue.start):
            return 0  # in an editor's note, after `… có hiệu lực từ ngày …` another statement begins
        if (
            self.acting is not None
            and self.prev
            and self.frames
            and not self.frames[-1].active
            and self.prev.entity in self.frames[-1].joined
        ):
            return self.acting
        if self.prev is None and self.note:
            return 0  # `[Thực hiện cơ chế một cửa được hướng dẫn bởi …]`: what the note stands at
        if self.prev is None:
            if self.before and len(before) < 25:
                return self.before.entity
            base = self.frames[0] if self.frames else None
            if (
                base
                and base.row
                and base.row.id in SCOPED
                and base.active
                and not base.lead
                and base.joined
                and self.clause > self.start
                and self.words.agents.search(self.low, cue.start, cue.end + 40)
            ):
                return base.joined[
                    -1
                ]  # `sửa đổi Nghị quyết A về bảng lương X; bảng lương Y đã được sửa đổi theo Nghị quyết B`
            return (
                self.r.amended_here(self.start)
                if row.id == AMENDS and self.words.provision.search(self.low, self.start, cue.start)
                else None
            )
        gap = self.low[max(self.prev.end, cue.start - FAR) : cue.start]
        if not self._attached(row, gap, self.prev.end) or self._is_phrase(self.prev):
            return None
        return self._of_type(self.prev.entity, upcoming) if row.id == AMENDS else self.prev.entity

    def _of_type(self, patient: int, actor: Mention | None) -> int:
        """A decree amends decrees: in `Nghị định A hướng dẫn Luật B được sửa đổi bởi Nghị định C` it is A."""
        kind = self.r.rank(actor.entity) if actor else None
        if kind is None or self.r.rank(patient) is None or self.r.rank(patient) >= kind:  # type: ignore[operator]
            return patient
        at = self.order.get(actor.start, 0) if actor else 0
        seen = (self.r.mentions[i].entity for i in self.inside[max(0, at - 8) : at][::-1])
        return next((e for e in seen if e and self.r.rank(e) == kind), patient)

    def _past(self, cue: Span) -> bool:
        return bool(self.words.past.search(self.low, max(self.clause, cue.start - 6), cue.end))

    def _ends(self, row: Relation, cue: Span, upcoming: Mention | None) -> None:
        """`Thông tư A hết hiệu lực kể từ ngày Thông tư này có hiệu lực`."""
        before = self._back(cue.start)
        if self.frames and self.frames[-1].joined and self.frames[-1].row and self.frames[-1].row.near:
            return  # `công bố Thông tư A hết hiệu lực`: it only says so
        if self.quoted or self._past(cue) or self.words.not_yet.search(before):
            return
        patients = [m for m in self.group if m.entity]
        free = self.low[max(self.clause, self.group[0].end if self.group else self.clause, cue.start - FAR) : cue.start]
        if self.words.wishes.search(
            before if not patients else self._back(self.group[0].start)
        ) or self.words.wishes.search(free):
            return
        actor = 0
        if upcoming and upcoming.start - cue.end < 60 and self.words.begins.search(self.low, cue.end, upcoming.start):
            actor = upcoming.entity
        if any(m.entity == actor for m in patients):
            actor = 0
        for m in patients:
            if m.entity != actor:
                self._claim(row.id, actor, m, cue, None)
        self.frames = [_Frame(row if not patients else None, True, (actor,), cue)]

    # -- citations

    def _mention(self, m: Mention) -> None:
        gap = self.low[max(self.clause, self.prev.end if self.prev else self.clause, m.start - 160) : m.start]
        linked = gap.strip() in _BARE_LINKS or self.words.is_linked(gap)
        taken = self._take(m, linked)
        top = self.frames[-1] if self.frames else None
        waits = top and not top.active and not top.joined and m.entity == 0 and m.rule == BARE
        if taken is None and (waits or (top and self._is_phrase(m))):
            return  # `khoản 1 Điều 1` of what follows; `Bỏ cụm từ “tại Điều 79” tại khoản 1 Điều 203`
        if not self.group or (linked and self.prev is not None):
            if taken is None or taken.who == (0,):  # who amended a law does not end with it
                self.group.append(m)
        elif self.prev is None:
            self.group = [m]
        if taken is None and not (self.frames and (m.entity in self.frames[-1].who or self._holds(m))):
            while (
                self.frames
                and not self.frames[-1].joined
                and not self.frames[-1].lead
                and self.frames[-1].row
                and self.frames[-1].row.id != BASED_ON
            ):
                self.frames.pop()
        self.prev = m
        if m.start in self.inner:
            self._inside_name(m, self.inner[m.start])

    def _inside_name(self, m: Mention, inner: list[Mention]) -> None:
        """`Luật sửa đổi, bổ sung một số điều của Luật Đất đai` amends the law that its name names, and those that follow."""
        for found in self.words.scan.finditer(self.low, m.start, inner[0].start):
            row, voice = self.words.cues.get(_plain(found[0]), (None, ""))
            if row and voice == ACTIVE and row.firm:
                frame = _Frame(row, True, (m.entity,), Span(*found.span()))
                for law in inner:
                    if law.entity != m.entity:
                        frame.joined.append(law.entity)
                        if (m.entity, law.entity) not in self.r.names_told:
                            self.r.names_told.add((m.entity, law.entity))
                            self._claim(row.id, m.entity, law, frame.cue, None)
                if m.end == inner[-1].end and frame.joined:
                    self.frames = [frame] if m.entity == 0 else [*self.frames, frame]
                    self.prev = inner[-1]
                return

    def _take(self, m: Mention, linked: bool) -> _Frame | None:
        """Give the citation to the innermost frame that reaches it and to which it can belong."""
        if len(self.frames) > NESTED:
            del self.frames[1 : 1 - NESTED]
        reached = [f for f in reversed(self.frames) if self._reached(f, m, linked)]
        frame = next((f for f in reached if self._fits(f, m)), None)
        if frame is None and reached and not self._cannot(reached[0], m):
            frame = reached[0]
        if frame is None:
            return None
        del self.frames[self.frames.index(frame) + 1 :]
        frame.joined.append(m.entity)
        for who in frame.who:
            if frame.row and frame.active:
                self._claim(frame.row.id, who, m, frame.cue, frame.lead, frame.mixed)
            elif frame.row:
                self._claim_of(frame.row.id, m, who, frame)
        return frame

    def _reached(self, frame: _Frame, m: Mention, linked: bool) -> bool:
        if m.rule == BARE and (not frame.active or (frame.row and frame.row.id in (IMPLEMENTS, BASED_ON))):
            return m.entity != 0 and linked and not frame.active
        if not frame.active and frame.row and frame.row.id != CONSOLIDATES and self._only_gathers(m):
            return False
        if frame.joined:
            return linked or self._names_plan(frame, m)
        if self.prev is None and frame.lead:
            return self._begins_item(frame, m)
        if frame.active and frame.row and frame.row.id == IMPLEMENTS and self.clause > frame.after:
            return bool(self.words.begun.search(self.low[self.clause : m.start]))  # the next of a list
        return self._reaches(frame, m)

    def _only_gathers(self, m: Mention) -> bool:
        """A consolidated text, which changes nothing: its name in a page head between `được sửa đổi, bổ sung bởi:` and the list."""
        return (self.r.entities[m.entity].type or "") in self.words.consolidated

    def _names_plan(self, frame: _Frame, m: Mention) -> bool:
        """`Thực hiện Quyết định A và Kế hoạch tổng thể … ban hành kèm theo Quyết định B`."""
        if not frame.row or frame.row.id != IMPLEMENTS or frame.who != (0,) or not self.r.only_instructs:
            return False
        start = self.prev.end if self.prev else max(self.start, self.clause - 1)
        return bool(self.words.named_plan.search(self.low[max(start, m.start - 260) : m.start]))

    def _cannot(self, frame: _Frame, m: Mention) -> bool:
        """Is it more than unlikely that the citation belongs to the frame?"""
        others = frame.row and frame.row.id == AMENDS and frame.active and frame.joined and frame.who != (0,)
        unlike = others and self.r.rank(m.entity) != self.r.rank(frame.joined[-1])
        return bool(m.entity in frame.who or unlike or self._forbidden(frame, m))

    def _forbidden(self, frame: _Frame, m: Mention) -> bool:
        """A document cannot act on a younger one."""
        return bool(frame.active and frame.who and frame.who[0] and self.r.younger(m.entity, frame.who[0]))

    def _begins_item(self, frame: _Frame, m: Mention) -> bool:
        before = self._back(m.start)
        if len(before) >= 200:
            return False
        if self.words.begun.search(before):
            return True
        row = frame.row
        return bool(
            row
            and frame.active
            and frame.lead
            and frame.lead.end - frame.cue.end < 120
            and row.id in SCOPED
            and not self.words.stops[row.id].search(self.words.attached.sub(" ", before))
            and (m.provisions or self.words.named_piece.match(before))
        )

    def _reaches(self, frame: _Frame, m: Mention) -> bool:
        row = frame.row
        gap = self.low[frame.after : min(m.start, frame.after + FAR)]
        if row is None:
            return len(gap) < 80
        if row.id in SCOPED and frame.active and (self._holds(m) or self._is_phrase(m)):
            return False
        if row.near:
            return not gap.strip(' :“"') or (len(gap) < 25 and self.words.is_linked(gap.strip() + " "))
        if not frame.active:
            return len(gap) < REACH
        if len(gap) > REACH:
            return False
        if row.id == IMPLEMENTS and self.r.entities[m.entity].type in self.words.proposals:
            return False
        if row.id in (IMPLEMENTS, BASED_ON):
            bracket = gap.rfind("(")
            if bracket > gap.rfind(")") and not self.words.begun.search(gap, bracket):
                return False  # `… đúng tiến độ (danh mục tại Phụ lục II Nghị quyết 214/NQ-CP)`
        if row.id == BASED_ON and self.words.own_doing.search(self.r.doc.text, frame.after, m.start):
            return False  # `Căn cứ kết quả hiệp thương, cơ quan X có trách nhiệm …`
        if (
            row.id == GUIDES
            and frame.who != (0,)
            and self.words.and_before.search(gap)
            and self.words.about.search(gap)
        ):
            return False  # `thay thế Hướng dẫn A hướng dẫn về thể thức và Công văn B`
        if (
            row.id == IMPLEMENTS
            and frame.who != (0,)
            and (len(gap) > 150 or _QUOTE.search(gap) or self.words.and_before.search(gap))
        ):
            return False
        said = self.words.attached.sub(" ", gap)
        if row.id == IMPLEMENTS and frame.who == (0,) and self.r.only_instructs:
            said = self.words.contents.sub(" ", said)  # `Thực hiện nghiêm quy định của Luật X`
        if not self.words.stops[row.id].search(said):
            return True
        return row.id == IMPLEMENTS and frame.who == (0,) and self._as_told(gap, m)

    def _is_phrase(self, m: Mention) -> bool:
        """`Thay thế cụm từ “khoản 4 Điều 60 Nghị định A” tại Điều 5`: the words are changed, not decree A."""
        before = self.low[self.clause : m.start]
        straight = before.rfind('"') if before.count('"') % 2 else -1
        opening = max(straight, before.rfind("“") if before.rfind("“") > before.rfind("”") else -1)
        return opening >= 0 and bool(self.words.bits.search(before, max(0, opening - 30), opening))

    def _holds(self, m: Mention) -> bool:
        """In `bãi bỏ hướng dẫn về Điều 5 của A tại B` it is B that is acted on."""
        following = self._beside(m, 1)
        return following is not None and bool(self.words.within.fullmatch(self.low, m.end, following.start))

    def _beside(self, m: Mention, step: int) -> Mention | None:
        """The citation before (-1) or after (1) in the sentence."""
        at = self.order.get(m.start, -2) + step
        return self.r.mentions[self.inside[at]] if 0 <= at < len(self.inside) else None

    def _as_told(self, gap: str, m: Mention) -> bool:
        """`Triển khai có hiệu quả Chương trình … theo Quyết định X`, in a paper that tells others what to do."""
        found = self.words.as_told.search(gap)
        return bool(
            found
            and not self.words.past.search(self.low, self.clause, m.start - len(gap))
            and self.r.instructs
            and self.r.entities[m.entity].type in self.words.papers
            and not self.words.stops[IMPLEMENTS].search(gap[: found.start()])
        )

    def _fits(self, frame: _Frame, m: Mention) -> bool:
        """Does the citation look like what the frame acts on, or (passive) like who acts?"""
        if frame.row is None or not frame.who:
            return True
        who = frame.who[0]
        if m.entity in frame.who:
            return False
        if who == 0:
            return True
        first, kind = not frame.joined, frame.row.id
        if self._forbidden(frame, m) or (not m.entity and kind == IMPLEMENTS and not self.r.younger(who, 0)):
            return False
        if not frame.active:
            return first or not self._names_another(m)
        mine, its = self.r.rank(m.entity), self.r.rank(who)
        if kind == AMENDS and not first and mine != self.r.rank(frame.joined[-1]):
            return False
        if kind == IMPLEMENTS and (self.listed or m.entity in self.frames[0].joined):
            return True  # what stands between semicolons belongs together
        return first or kind not in (GUIDES, IMPLEMENTS) or mine is None or its is None or mine < its

    def _names_another(self, m: Mention) -> bool:
        """Among actors given by number, a law given by name is no actor but stands beside what is acted on."""
        e = self.r.entities[m.entity]
        words = self.low[m.start : m.end].split()
        return bool(e.name) and len(words) > 2 and words[1] not in self.words.unnamed and not words[1][0].isdigit()

    # -- claims

    def _claim_of(self, kind: str, m: Mention, patient: int, frame: _Frame) -> None:
        """The citation acts on what stands before it."""
        if kind in SCOPED and patient == 0 and self.phrase:
            kind = AMENDS
        evidence = self._evidence(m, frame.cue, frame.lead)
        if m.entity != patient and not (self.quoted and 0 in (m.entity, patient)):
            self.r.say(
                Claim(
                    kind=kind,
                    subject=m.entity,
                    object=patient,
                    evidence=evidence,
                    rule=f"relations:{kind}:note" if self.note else f"relations:{kind}",
                    scope="part" if kind == AMENDS or (kind in SCOPED and patient == 0) else None,
                    effective=self._from(kind, m.entity, frame.cue) if self.note and kind in SCOPED else None,
                )
            )

    def _claim(self, kind: str, who: int, m: Mention, cue: Span | None, lead: Span | None, mixed: bool = False) -> None:
        if who == m.entity:
            return
        if mixed and cue and self._scope(AMENDS, m, cue, lead) == "part":
            kind = AMENDS  # `Thay thế, bãi bỏ một số cụm từ, điều của …`
        if who == 0 and kind in SCOPED and (self.r.is_below(m.entity) or (cue and not lead and self.r.in_row(cue))):
            kind = CITES
        if who == 0 and kind != CITES and (self.quoted or self.r.is_quoted(m.start)):
            return
        if (kind, who, m.entity) in self.told:
            return
        self.told.add((kind, who, m.entity))
        if who == 0:
            self.stronger.add(m.entity)
            if kind in SCOPED and m.provisions and m.entity in self.r.amended:
                kind = AMENDS  # `c) Bãi bỏ khoản 5` in an article that amends the law
            if kind == AMENDS:
                self.r.amended.add(m.entity)
                self.r.context.setdefault(self.r.part_at(m.start), m.entity)
        scope = self._scope(kind, m, cue, lead) if kind in SCOPED and cue else None
        evidence = self._evidence(m, cue, lead)
        self.r.say(
            Claim(
                kind=kind, subject=who, object=m.entity, evidence=evidence, rule=f"relations:{kind}", scope=scope,
                provisions=m.provisions if kind in SCOPED else (), effective=self._from(kind, who, cue) if kind in SCOPED else None,
            )
        )  # fmt: skip

    def _scope(self, kind: str, m: Mention, cue: Span, lead: Span | None) -> str | None:
        if m.provisions or self.words.excepted.match(self.low, m.end):
            return "part"
        row = self.words.partial[kind]
        before_it = self._beside(m, -1)
        start = max(
            before_it.end if before_it else self.start,
            self.clause,
            cue.end if cue.end <= m.start and not lead else 0,
            m.start - 160,
        )
        before = self.low[start : m.start].rsplit(";", 1)[-1]
        if row.search(before) or self.words.provision.search(before) or row.search(self.low, cue.start, cue.end):
            self.in_part.add(cue.start)
            return "part"
        if lead and self.words.named_piece.match(before) and not self.words.attached.search(before):
            return "part"  # `c) Quy định về phí thẩm định tại Thông tư …` under `bãi bỏ:`
        if kind != AMENDS:
            return "whole"
        return "part" if cue.start in self.in_part and not lead else None  # `một số điều của Luật A, Luật B`

    def _from(self, kind: str, who: int, cue: Span | None) -> str | None:
        if cue and self.start <= cue.start < self.end:
            if self.note:
                closing = self.low.find("]", cue.end, self.end)
                return self._day(cue.end, closing if closing >= 0 else self.end)
            if self.day is False:
                self.day = self._day(self.start, self.end)
            if isinstance(self.day, str):
                return self.day
        return self.r.effective if who == 0 and kind != AMENDS else None

    def _day(self, start: int, end: int) -> str | None:
        """The first day in the stretch from which something holds, editors' notes aside."""
        for found in self.words.from_day.finditer(self.low, start, end):
            noted = self.low.rfind("[", start, found.start()) > self.low.rfind("]", start, found.start())
            if self._of_effect(found) and not noted:
                return _iso(found)
        return None

    def _of_effect(self, found: re.Match[str]) -> bool:
        """Is it the day from which something holds or ends, not one in the name of what is cited (`bảng giá đất áp dụng từ ngày 01/01/2020`)?"""
        before = self.low[max(self.start, found.start() - 60) : found.start()]
        return bool(self.words.effect.search(before))

    def _evidence(self, m: Mention, cue: Span | None, lead: Span | None) -> tuple[Span, ...]:
        start, end = _trim(self.low, self.start, self.end)
        if end - start <= LONG:
            spans = [Span(start, end)]
        else:
            spans = [self._clause_at(m.start, m.end, start, end)]
            if cue and not lead and not spans[0].start <= cue.start < spans[0].end:
                spans.append(self._clause_at(cue.start, cue.end, start, end))
        if lead:
            spans.append(Span(*_trim(self.low, lead.start, lead.end)))
        return tuple(sorted(spans))

    def _clause_at(self, first: int, last: int, start: int, end: int) -> Span:
        """The clause, between semicolons, that holds the stretch; a piece of it where it is long."""
        a = max(start, self.low.rfind(";", start, first) + 1)
        b = self.low.find(";", last, end)
        b = end if b < 0 else b
        return Span(*_trim(self.low, max(a, first - LONG), min(b, last + LONG)))


_BARE_LINKS = frozenset(("", ",", ";"))
_QUOTE = re.compile('[“”"]')
_ITEM = re.compile(r"\s*(?:[-+•]|\d+[.)]|[a-zđ]\))")
_COLON = re.compile(r"[^.;“\"]{0,120}:\s*$")


def _iso(found: re.Match[str]) -> str | None:
    day, month, year = (int(g) for g in found.groups()[-3:])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _trim(low: str, start: int, end: int) -> tuple[int, int]:
    while start < end and low[start].isspace():
        start += 1
    while end > start and low[end - 1].isspace():
        end -= 1
    return start, end


def _date_of(entity: Entity) -> str:
    """As much of the date as is known."""
    if entity.date:
        return entity.date
    if entity.year:
        return str(entity.year)
    year = parse_symbol(entity.symbol).year if entity.symbol else None
    return str(year) if year else ""


def _number_of(entity: Entity) -> tuple[int, int, str] | None:
    """The number within its series, for those that count through a year."""
    symbol = parse_symbol(entity.symbol) if entity.symbol else None
    if not symbol or not symbol.year or not symbol.number.isdigit() or symbol.assembly:
        return None
    return int(symbol.number), symbol.year, symbol.letters


def _lead_ins(doc: Document) -> list[int]:
    """For each part the one above it whose sentence it goes on: a paragraph ending in a colon, -1 where there is none."""
    found: list[int] = []
    open_: list[tuple[int, str]] = []  # (lead-in, kind of its items: "" before the first)
    for i, part in enumerate(doc.parts):
        while open_ and not _continues(doc, open_[-1], part):
            open_.pop()
        if open_ and not open_[-1][1]:
            open_[-1] = (open_[-1][0], part.kind)
        found.append(open_[-1][0] if open_ else -1)
        if doc.low[part.end - 1 : part.end] == ":":
            open_.append((i, ""))
    return found


_DEPTH = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "capital": 3,
    "roman": 4,
    "article": 5,
    "number": 6,
    "letter": 7,
    "bullet": 8,
    "plus": 9,
    "text": 10,
    "row": 10,
}


def _continues(doc: Document, opened: tuple[int, str], part: object) -> bool:
    lead, kind = opened
    above = doc.parts[lead]
    here = part.kind  # type: ignore[attr-defined]
    if not kind:
        return above.kind in ("text", "row") or _DEPTH[here] > _DEPTH[above.kind]
    if above.kind not in ("text", "row") and _DEPTH[here] <= _DEPTH[above.kind]:
        return False
    if kind == "text" and here == "text":
        return True
    return _DEPTH[here] >= _DEPTH[kind] and not (here == "text" and kind != "text")


_BARE_LINKS = frozenset(("", ",", ";"))
_QUOTE = re.compile('[“”"]')
