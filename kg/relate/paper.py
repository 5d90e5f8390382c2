"""One document while its sentences are read: what is known of the documents that it names, and what it has said so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, pairwise

from msgspec.structs import replace

from kg.grid import tables
from kg.model import Claim, Document, Entity, InForce, Mention, Part, Span
from kg.naming import parse_symbol
from kg.recognise import lexicon
from kg.recognise.header import Header
from kg.recognise.provisions import quoted
from kg.relate.frames import Frame
from kg.relate.leads import lead_ins
from kg.relate.patterns import patterns
from kg.relate.rows import ACTS, CITES, SCOPED
from kg.structure import upwards
from kg.text import fold

_CELLS = 9  # more cells has no row before the one that tells what became of a document
ITSELF = "in-force:own"  # the rule of what a paper says of itself
HEAD = 4000  # a title, a subject line and a preamble stand in the first characters


class Paper:
    """Reads the units of one document."""

    def __init__(
        self, doc: Document, header: Header | None, entities: Sequence[Entity], mentions: Sequence[Mention]
    ) -> None:
        self.doc, self.low, self.entities, self.mentions = doc, doc.low, entities, mentions
        self.words = patterns()
        self.own_type = entities[0].type or ""
        self.title = header.title if header else Span(0, 0)
        self.issuer = self.in_full(fold(entities[0].issuer or "")).split()
        forms = (
            header is not None
            and header.signature.start < header.signature.end
            and self.own_type in self.words.with_forms
        )
        signed = header.signature.end if header and forms else 0
        self.context: dict[int, int] = {}  # part -> what the document amends there
        self.out: dict[tuple[str, int, int, tuple[Span, ...]], Claim] = {}
        self.quoted = [(q.start, q.end) for q in quoted(doc.low)]
        self.leads = lead_ins(doc)
        self.starts = [p.start for p in doc.parts]
        self.mention_starts = [m.start for m in mentions]
        self.lead_frames: dict[int, Frame | None] = {}
        self.under_grounds: dict[int, int | None] = {}  # part -> the heading of the grounds that it is listed under
        self.dates = [_date_of(e) for e in entities]
        self.numbers = [_number_of(e) for e in entities]
        self.articles = next((p.start for p in doc.parts if p.kind == "article"), len(doc.low))
        self.amended: set[int] = set()  # what the document itself amends
        self.names_told: set[tuple[int, int]] = set()  # what a law's name says is said once
        self.has_articles = self.articles < len(doc.low)
        # behind it, `Căn cứ` begins a form to fill in, or what others are to go by: `Căn cứ Luật này và Luật A, Chính phủ quy định …`
        self.grounds_end = min(signed or len(doc.low), self.articles if self.own_type else len(doc.low))
        self.held: tuple[InForce, ...] = ()  # from when documents hold, as it says
        self.carries_plan = self.own_type in self.words.carrying and bool(
            self.words.carries.search(self.low, 0, min(HEAD, self.articles + 300))
        )
        self.instructs = self.own_type in self.words.instructing or self.carries_plan
        self.sets_rules = self.own_type in self.words.setting_rules
        self.only_instructs = self.instructs and (self.carries_plan or not self.has_articles)

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

    def in_full(self, words: str) -> str:
        """The words with the short names of councils spelled out: `UBND tỉnh`."""
        for short, full in zip(lexicon.group("councils_short"), lexicon.group("councils"), strict=True):
            words = words.replace(short, full)
        return words

    @cached_property
    def history_of(self) -> int:
        """The document whose history a page of a portal tells: `Lịch sử hiệu lực: Quyết định 30/2013/QĐ-UBND`, and rows of days below; 0 on others."""
        found = None if self.own_type else self.words.validity_history.search(self.low, 0, HEAD)
        at = bisect_left(self.mention_starts, found.end()) if found else len(self.mentions)
        told = at < len(self.mentions) and found and self.mentions[at].start == found.end()
        return self.mentions[at].entity if told else 0

    @cached_property
    def ending(self) -> int:
        """In the press, the paper that ends several others (`Thông tư số 02/2026/TT-BNV về việc bãi bỏ một số văn bản`); 0 without."""
        ends = (m.entity for m in self.mentions if m.entity and self.words.ends_several.match(self.low, m.end))
        return 0 if self.own_type else next(ends, 0)

    @cached_property
    def torn(self) -> dict[int, Span]:
        """Where a line of a cell begins whose line before stands to the left of words of other cells -> that line."""
        return {
            piece.start: before
            for table in tables(self.doc.text, self.low)
            for row in table
            for cell in row.cells
            for before, piece in pairwise(cell)
            if self.low[before.end : piece.start].strip(" \n|")
        }

    def younger(self, one: int, other: int) -> bool:
        """Was the one certainly issued after the other?"""
        a, b = self.dates[one], self.dates[other]
        size = min(len(a), len(b))
        if size and a[:size] != b[:size]:
            return a[:size] > b[:size]
        mine, its = self.numbers[one], self.numbers[other]
        return bool(size and mine and its and mine[1:] == its[1:] and mine[0] > its[0])

    def rank(self, entity: int) -> int | None:
        """The rank of its type among acts, None where it has none."""
        kind = self.entities[entity].type
        return self.words.ranks.get(fold(kind)) if kind else None

    def of_party(self, entity: int) -> bool:
        """Is it a central paper of the Party, by its number?"""
        return parse_symbol(self.entities[entity].symbol or "").party

    def part_at(self, at: int) -> int:
        """Index of the paragraph at the place."""
        return bisect_right(self.starts, at) - 1

    def amended_here(self, at: int) -> int | None:
        """What the article around the place amends."""
        around = upwards(self.doc.parts, self.part_at(at))
        return next((self.context[part] for part in around if part in self.context), None)

    def _article_at(self, at: int) -> Part | None:
        """The article around the place."""
        above = (self.doc.parts[i] for i in upwards(self.doc.parts, self.part_at(at)))
        return next((part for part in above if part.kind == "article"), None)

    def cell_above(self, at: int, numbered: bool = False) -> Mention | None:
        """In a table printed a cell a line, the document that the row of the cell there is about: the first one that begins a cell of it.
        `numbered`: only where the row begins with its number.
        """
        part = self.part_at(at)
        nearest = first = None
        for i in range(part - 1, max(-1, part - _CELLS), -1):
            cell = self.doc.parts[i]
            if self.low[cell.start : cell.end].strip(" .").isdigit():
                return first
            j = bisect_left(self.mention_starts, cell.start)
            m = self.mentions[j] if j < len(self.mentions) else None
            if m and m.entity and m.start == cell.body:
                first = m
                nearest = nearest or (m if i == part - 1 else None)
        return None if numbered else nearest

    def spoken_of(self, at: int, sentence: int, head: Mention | None) -> int:
        """In a text that is no paper itself, the one of which the paragraph or the sentence speaks by its type alone: `Quyết định có hiệu lực từ ngày …,
        thay thế Quyết định A`; 0 without. `head`: what the sentence before is about.
        """
        if self.own_type:
            return 0
        begin = self.doc.parts[self.part_at(at)].body if self.doc.parts else 0
        found = self.words.speaks_of.match(self.low, sentence) or self.words.speaks_of.match(self.low, begin)
        if found is None:
            return 0
        kind = " ".join(found[1].split())
        first = [head.entity] if head and found.start() == sentence else []
        last = bisect_right(self.mention_starts, found.start()) - 1
        before = chain(first, (self.mentions[i].entity for i in range(last, -1, -1)))
        acted_on = {c.object for c in self.out.values() if c.kind in SCOPED}
        return next(
            (e for e in before if e and e not in acted_on and fold(self.entities[e].type or "").startswith(kind)), 0
        )

    def is_quoted(self, at: int) -> bool:
        """Does the place stand in the new wording of a provision?"""
        i = bisect_right(self.quoted, (at, len(self.low))) - 1
        return i >= 0 and self.quoted[i][0] <= at < self.quoted[i][1]

    @cached_property
    def holds(self) -> InForce | None:
        """Where the own document says from which day it holds as a whole; a day that is worked out (`từ ngày ký`) is none that an act can bear unmarked."""
        whole = next((x for x in self._of_itself if not x.provisions), None)
        return whole if whole and whole.effective and not whole.relative else None

    def holds_at(self, at: int) -> InForce | None:
        """The same of what an article does; None of one that holds from a day of its own: `Điều 5 Luật này có hiệu lực từ …`."""
        part = self._article_at(at)
        article = fold(part.marker) if part else ""
        apart = any(article in path.split("/") for x in self._of_itself for path in x.provisions)
        return None if apart else self.holds

    @cached_property
    def _of_itself(self) -> tuple[InForce, ...]:
        return tuple(x for x in self.held if x.rule == ITSELF)

    @cached_property
    def consolidates(self) -> bool:
        """Is it a consolidated text, by its type or its number?"""
        own = f"{self.own_type} {fold(self.entities[0].symbol or '')}"
        return any(word in own for word in self.words.consolidated)

    def is_below(self, target: int) -> bool:
        """Is it a law, which a paper of this document's kind cannot change? (Luật Ban hành văn bản quy phạm pháp luật, on who may change what.)"""
        own = self.entities[0]
        if (self.entities[target].type or "") not in self.words.laws or (own.type or "") not in self.words.below_laws:
            return False
        symbol = parse_symbol(own.symbol or "")
        return not (symbol.year or symbol.assembly)

    def is_ministerial(self, entity: int) -> bool:
        """Is it a paper below the laws that no assembly made?"""
        own = self.entities[entity]
        return own.type in self.words.below_laws and not parse_symbol(own.symbol or "").assembly

    def is_of_assembly(self, entity: int) -> bool:
        """Is it a law, or another paper of the National Assembly?"""
        own = self.entities[entity]
        return own.type in self.words.laws or bool(parse_symbol(own.symbol or "").assembly)

    def in_row(self, cue: Span) -> bool:
        """`| 35. | Sửa đổi Nghị định số 79/2021/NĐ-CP | Bộ Tài chính | 2025 |`: what a row of a table says is to be done, not done here."""
        return self.doc.parts[self.part_at(cue.start)].kind == "row"

    def is_task(self, at: int) -> bool:
        """Does the place belong to a plan that the decision carries, where what is to be done is a task and no act?"""
        if not self.carries_plan or at < self.articles:
            return False
        article = self._article_at(at)
        if article is None or article is self.doc.parts[self.part_at(at)]:
            return article is None
        return bool(self.words.carries.search(self.low, article.start, article.end))

    def say(self, claim: Claim, held: InForce | None = None) -> None:
        """Keep a claim, once, unless it is impossible. `held`: where the document says, apart from it, from which day what it does holds."""
        if claim.kind in ACTS and self.younger(claim.object, claim.subject):
            if claim.subject:
                return  # nothing acts on what came after it
            claim = replace(claim, kind=CITES, rule=f"relations:{CITES}", scope=None, provisions=(), effective=None)
        elif held:
            claim = _from_then(claim, held)
        said = self.out.setdefault((claim.kind, claim.subject, claim.object, claim.evidence), claim)
        if said.scope == claim.scope and not set(claim.provisions) <= set(said.provisions):
            # one sentence acts on several parts: `Bãi bỏ Điều 9; bãi bỏ điểm b khoản 1 Điều 11`
            provisions = tuple(dict.fromkeys((*said.provisions, *claim.provisions)))
            self.out[claim.kind, claim.subject, claim.object, claim.evidence] = replace(said, provisions=provisions)


def _from_then(claim: Claim, held: InForce) -> Claim:
    """With the day from which it holds, and the sentence that says so beside its own."""
    inside = any(span.start <= held.start and held.end <= span.end for span in claim.evidence)
    evidence = claim.evidence if inside else (*claim.evidence, Span(held.start, held.end))
    return replace(claim, effective=held.effective, evidence=evidence)


def iso_of(found: re.Match[str]) -> str | None:
    """The date that a pattern with day, month and year found, None where there is no such day."""
    day, month, year = (int(g) for g in found.groups()[-3:])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def trimmed(low: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks at its ends."""
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
    if not symbol or not symbol.year or not symbol.number.isdigit() or symbol.assembly or not symbol.letters:
        return None
    return int(symbol.number), symbol.year, symbol.letters
