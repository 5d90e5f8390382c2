"""Citations of one file -> its documents and their mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from kg import naming
from kg.model import DOCUMENT, Document, Entity, Issue, Mention, Span
from kg.recognise import lexicon
from kg.recognise.citation import TORN, Citation
from kg.recognise.header import Header
from kg.resolve.anaphora import Anaphora
from kg.resolve.comparing import CONGRESS
from kg.resolve.drafts import Draft, fullness
from kg.resolve.issuers import central_committee, is_of_unit, issuer_here, names_a_place, place_of
from kg.units import PROVINCE, load_units

_CENTRE = lexicon.printed("centre")


class Documents(Struct, frozen=True, kw_only=True):
    """`entities[0]` is the own document; mentions are in text order, a law named inside a law's name after the name it stands in.

    `wording`: where new wording is quoted, or what a document says, and the document whose words they are.
    """

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    issues: tuple[Issue, ...]
    wording: tuple[tuple[Span, int], ...] = ()

    def speaker(self, at: int) -> int:
        """The document whose words stand there: the own one, or the one that quoted new wording is of."""
        found = bisect_right(self.wording, at, key=lambda one: one[0].start) - 1
        return self.wording[found][1] if found >= 0 and at < self.wording[found][0].end else 0


class Resolver(Anaphora):
    """All of it, for one file."""

    def resolve(self) -> Documents:
        """Documents by their number or name first, the fullest citations ahead; then aliases, then what points."""
        named = [i for i, c in enumerate(self.citations) if not c.pointer]
        for i in sorted(named, key=self._fullest_first):
            if self._told_again(self.citations[i]):
                self.of[i] = self._entity(self.citations[i])
        self._find_aliases()
        for i, c in enumerate(self.citations):
            if c.pointer and (target := self._pointed(i, c)) >= 0:
                self.of[i] = target
        entities, order = self._entities()
        mentions = self._mentions(order)
        wording = tuple(self._wording(order))
        return Documents(entities=entities, mentions=mentions, issues=tuple(sorted(self.issues)), wording=wording)

    def _fullest_first(self, i: int) -> tuple[int, int, int]:
        """A name with its number behind it comes right after the number, whose document then has that name."""
        number = self._number_behind(self.citations[i])
        return (-fullness(self.citations[number]), number, 1) if number >= 0 else (-fullness(self.citations[i]), i, 0)

    def _wording(self, order: dict[int, int]) -> Iterator[tuple[Span, int]]:
        """Quoted new wording with the document that it amends, where that is known."""
        for quote in self.place.quotes:
            amended = self.at.get(self.place.amended(quote.start), -1)
            if amended in self.of and (entity := order[self.of[amended]]):
                yield Span(quote.start, quote.end), entity

    def _entities(self) -> tuple[tuple[Entity, ...], dict[int, int]]:
        """Drafts in the order of their first mention; the own document first."""
        first: dict[int, int] = {}
        for i in range(len(self.citations)):
            if i in self.of:
                first.setdefault(self.of[i], self.citations[i].start)
        for (start, _), e in self.inner_of.items():
            first[e] = min(first.get(e, start), start)
        live = sorted((e for e in first if e), key=lambda e: (first[e], e))
        order = {0: 0} | {e: n for n, e in enumerate(live, 1)}
        entities = [self.own, *(self._finished(self.drafts[e]) for e in live)]
        return tuple(entities), order

    def _finished(self, d: Draft) -> Entity:
        issuer, place, inferred = self._issuer(d)
        year = d.year or (int(d.date[:4]) if d.date else None)
        return Entity(
            kind=DOCUMENT, label=self._label(d), aliases=tuple(d.aliases), type=d.type, symbol=d.symbol, date=d.date, year=year,
            term=d.term, said_of=None if year else d.latest, name=d.name, issuer=issuer, place=place, inferred=inferred,
        )  # fmt: skip

    def _issuer(self, d: Draft) -> tuple[str | None, str | None, tuple[str, ...]]:
        """Who issued a document, the place, and which of these is not said."""
        issuer, place, inferred = d.issuer, None, []
        here = self._was_here(d)
        if issuer == "plenum" or (d.name and d.name.startswith(_CENTRE)):
            issuer = central_committee(d.term)
        elif issuer and d.local and self.header.unit and here and not names_a_place(issuer):
            issuer, place = issuer_here(issuer, self.header.unit, self.own.place)
            inferred.append("place")
        if issuer and d.name and d.name.startswith(CONGRESS) and d.term is None:
            issuer = f"{issuer} {lexicon.printed('time_ordinal')} {d.name.split()[-1].upper()}"
        if issuer is None:
            issuer = lexicon.issuer_of(d.symbol)
            if issuer:
                inferred.append("issuer")
        if place is None and issuer:
            place = place_of(issuer)
            if place is None and here and is_of_unit(issuer, self.header.unit):
                place = self.own.place
                inferred.append("place")
        if issuer is None and here and self._of_own_province(d):
            place = self.own.place
            inferred.append("place")
        return issuer, place, tuple(inferred)

    def _of_own_province(self, d: Draft) -> bool:
        """`Kế hoạch số 87/KH-UBND` alone, in a paper of a province: of that province."""
        local = d.symbol is not None and d.date is None and naming.parse_symbol(d.symbol).local
        return local and load_units().level(self.own.place or "") == PROVINCE

    def _was_here(self, d: Draft) -> bool:
        """Was the paper's own province one on that day: `UBND tỉnh` of 1989 in a paper of Hà Tây is another's."""
        own = load_units().provinces.get(self.own.place or "")
        return own is None or d.date is None or own.at(date.fromisoformat(d.date))

    def _label(self, d: Draft) -> str:
        """The fullest of its mentions, not as a title prints it."""
        # Of `Kết luận số 187, 188-KL/TW` the second is printed as its number alone.
        plain = [c for c in d.citations if self.text[c.start].isdigit() or not self.text[c.start : c.end].isupper()]
        fullest = max(plain or d.citations, key=lambda c: (fullness(c), self._in_full(c), -c.start), default=None)
        label = self._words(fullest) if fullest else d.name or ""
        if fullest and fullest.rule == TORN and d.type:
            return f"{d.type.capitalize()} {d.name}"
        inside = fullest is not None and fullest.rule == "name-in-name"
        if label.isupper() and d.type and d.symbol and not d.name and not inside:
            return f"{d.type.capitalize()} {lexicon.word('number_word')} {d.symbol}"
        return label

    def _in_full(self, c: Citation) -> bool:
        """Does it print its number with all letters, which in `Kết luận số 187, 188-KL/TW` the first leaves to the second?"""
        return c.symbol is not None and c.symbol in self._words(c)

    def _mentions(self, order: dict[int, int]) -> tuple[Mention, ...]:
        """Citations that have a document, in text order; `order`: where its entity stands."""
        found: list[Mention] = []
        for i, c in enumerate(self.citations):
            if i not in self.of:
                continue
            found.append(self._mention(c, order[self.of[i]]))
            for j, inner in enumerate(c.inner):
                found.append(self._mention(inner, order[self.inner_of[(c.start, j)]]))
            self._say(c)
        return tuple(sorted(found, key=lambda m: (m.start, -m.end)))

    def _mention(self, c: Citation, entity: int) -> Mention:
        rule = f"citation:{c.rule}{self.worked_out.get(c.start, '')}"
        return Mention(start=c.start, end=c.end, entity=entity, rule=rule, provisions=c.provisions)

    def _say(self, c: Citation) -> None:
        """Adds what is odd about a citation."""
        for issue in c.issues:
            code, _, detail = issue.partition(":")
            self.issues.append(Issue(start=c.start, end=c.end, code=code, detail=detail or self._words(c)))
        if c.date and self.own.date and c.date > self.own.date and self.own.symbol:
            self.issues.append(Issue(start=c.start, end=c.end, code="younger-citation", detail=self._words(c)))


def documents(doc: Document, header: Header, citations: list[Citation]) -> Documents:
    """Citations in text order -> entities and mentions of the file."""
    return Resolver(doc, header, citations).resolve()
