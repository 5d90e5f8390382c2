"""Documents that are gone as a whole: which one replaced or repealed them, in which words."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kg.graph import Fact, Graph
from kg.messages import language, t
from kg.query.dates import Reader, surely_earlier
from kg.query.refs import guessed, name
from kg.query.stale import ENDS, ended
from kg.relations import relation_label


class End(Struct, frozen=True, kw_only=True):
    """Which document replaced or repealed another, and the sentence that says so. `date`: from when, else the day of the one that did it."""

    kind: str
    by: str
    by_id: str
    date: str | None
    quote: str
    why: tuple[str, ...] = ()

    def __str__(self) -> str:
        """`bị thay thế bởi Kế hoạch 210/KH-UBND (2025-11-12)`"""
        day = f" ({self.date})" if self.date else ""
        return f"{relation_label(self.kind, language(), inward=True)} {self.by}{day}{guessed(self.why)}"


class Ends:
    """What ended the documents of a graph, as of a day or ever; each is looked up when it is asked about."""

    def __init__(self, graph: Graph, as_of: date | None = None) -> None:
        self.graph, self.as_of, self.dates = graph, as_of, Reader(graph)
        self._facts: dict[str, list[Fact]] = {}
        for fact in graph.facts(kind=ENDS):
            if ended(fact):
                self._facts.setdefault(fact.target, []).append(fact)
        self._known: dict[str, tuple[End, ...]] = {}

    def of(self, document: str) -> tuple[End, ...]:
        """The earliest first; none where nothing says that all of it is gone."""
        if document not in self._known:
            found = [fact for fact in self._facts.get(document, ()) if self._holds(fact)]
            said = self.graph.said(found) if found else {}
            made = {
                (fact.source, fact.kind): End(
                    kind=fact.kind, by=name(by), by_id=fact.source, date=self._day(fact), quote=said[fact].first.quote, why=said[fact].why
                )
                for fact in found
                if fact in said and (by := self.graph.node(fact.source))
            }  # fmt: skip
            self._known[document] = tuple(sorted(made.values(), key=lambda e: (e.date or "9", e.by_id, e.kind)))
        return self._known[document]

    def _day(self, fact: Fact) -> str | None:
        return fact.effective or self.dates.told(fact.source)[0]

    def _holds(self, fact: Fact) -> bool:
        """Had it happened by the day asked about? What is older than the document did not end it."""
        day = self._day(fact)
        if surely_earlier(day, self.dates.told(fact.target)[0]):
            return False
        return self.as_of is None or not surely_earlier(self.as_of.isoformat(), day)


def marked(ends: tuple[End, ...]) -> list[str]:
    """A line each, for listings."""
    return [f"⚠ {t('ended.document', how=str(end))}" for end in ends]
