"""What was done since to the words that give a task: their paper is gone as a whole, or their own provision was changed, with the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from kg.graph import Edge, Evidence, Graph
from kg.messages import language, t
from kg.query.dates import Reader
from kg.query.in_force import best
from kg.query.refs import name, provision, said_at
from kg.query.stale import CHANGES, ended
from kg.recognise.provisions.levels import ARTICLE, CHAPTER
from kg.relations import relation_label
from kg.text import fold

EXPIRES = "expires"  # the paper tells its own last day
_OF_ARTICLES = (ARTICLE, CHAPTER)  # divisions of what has articles
MOST = 3  # changes of one task named in a listing for people


class Change(Struct, frozen=True, kw_only=True):
    """What a later paper did, or, of the kind `expires`, that the paper holds up to a day that a text tells (`effective`; `by` is empty then).
    `provisions`: those of the task's own that it changed; none: it ended the paper as a whole."""

    kind: str
    by: str
    by_id: str
    date: str | None
    date_inferred: bool
    effective: str | None
    provisions: tuple[str, ...]
    quote: str
    file: str
    start: int
    end: int
    why: tuple[str, ...] = ()

    def words(self, lang: str | None = None) -> str:
        """`văn bản này bị thay thế bởi Quyết định 12/2025/QĐ-UBND (2025-03-01)`, `khoản 2 điều 5 được sửa đổi bởi …`."""
        what = ", ".join(map(provision, self.provisions)) or t("changed.paper", lang)
        if self.kind == EXPIRES:
            told = f"{what} {t('in-force.holds', lang)} {t('in-force.until', lang, date=self.effective)}"
            return told + (f" ({t('inferred', lang)})" if self.date_inferred else "")
        since = t("changed.from", lang, date=self.effective) if self.effective else self.date or ""
        inferred = t("inferred", lang) if self.why or (self.date_inferred and not self.effective) else ""
        more = "; ".join(filter(None, (since, inferred)))
        verb = relation_label(self.kind, lang or language(), inward=True)
        return f"{what} {verb} {self.by}" + (f" ({more})" if more else "")

    def __str__(self) -> str:
        """In a listing or a cell: the words, and where the sentence stands that says so."""
        return f"{self.words()} ({said_at(self.file, self.start, self.end)})"


def briefly(changes: Sequence[Change]) -> list[str]:
    """A line each for the first few, and how many more there are."""
    more = len(changes) - MOST
    return [*map(str, changes[:MOST]), *([t("changed.more", count=more)] if more > 0 else [])]


class Changes:
    """Of the papers of a graph; as of a day only what was there and in force by then."""

    def __init__(self, graph: Graph, as_of: date | None = None) -> None:
        self._graph = graph
        self._as_of = as_of
        self._dates = Reader(graph)
        self._into = cache(self._made)
        self._last = cache(self._last_day)

    def of(self, document: str, section: str = "") -> tuple[Change, ...]:
        """What ended the paper as a whole, with its own last day, then what changed a provision that its section lies in or has in it, the oldest first."""
        pieces = section.split(".")
        found: dict[tuple[str, str, tuple[str, ...]], Change] = {}
        for edge in self._into(document):
            touched = _touched(edge, pieces)
            if touched is not None:
                found.setdefault((edge.source, edge.kind, touched), self._change(edge, touched))
        told = [*found.values(), *self._last(document)]
        return tuple(sorted(told, key=lambda c: (bool(c.provisions), c.effective or c.date or "", c.by_id, c.kind)))

    def _last_day(self, document: str) -> tuple[Change, ...]:
        """The last day on which the paper holds as a whole, as it says itself or else others say, where that day has passed by the day asked for."""
        rows = [r for r in self._graph.in_force(document) if r.until and not r.provisions]
        if not rows:
            return ()
        first = min(rows, key=best)
        if self._as_of is not None and (first.until or "") >= self._as_of.isoformat():
            return ()
        return (
            Change(
                kind=EXPIRES, by="", by_id="", date=None, date_inferred=first.inferred, effective=first.until, provisions=(), quote=first.text,
                file=first.file, start=first.start, end=first.end,
            ),
        )  # fmt: skip

    def _made(self, document: str) -> list[Edge]:
        """Facts that later papers state, those that say since when first."""
        edges = self._graph.edges(target=document, kind=CHANGES)
        held = (e for e in edges if e.source != document and e.evidence and self._holds(e))
        return sorted(held, key=lambda e: e.effective is None)

    def _holds(self, edge: Edge) -> bool:
        if self._dates.surely_before(edge.source, edge.target):
            return False
        if self._as_of is None:
            return True
        return self._dates.issued_by(edge.source, self._as_of) and (edge.effective or "") <= self._as_of.isoformat()

    def _change(self, edge: Edge, touched: tuple[str, ...]) -> Change:
        by = self._graph.node(edge.source)
        told, inferred = self._dates.told(edge.source)
        said = _saying(edge.own_first(), touched)
        return Change(
            kind=edge.kind, by=name(by) if by else edge.source, by_id=edge.source, date=told, date_inferred=inferred, effective=edge.effective,
            provisions=touched, quote=said.quote, file=said.file, start=said.start, end=said.end, why=edge.why,
        )  # fmt: skip


def _whole(edge: Edge) -> bool:
    return ended(edge) and (edge.scope == "whole" or not edge.provisions)


def _touched(edge: Edge, section: Sequence[str]) -> tuple[str, ...] | None:
    """The provisions that were changed and have to do with a section: none of them where the paper is gone as a whole, None where nothing has."""
    if _whole(edge):
        return ()
    near = [path for path in edge.provisions if _meets(path.split("/"), section)]
    # `Sửa đổi Điều 4 như sau: a) khoản 4 …` says which of it
    own = tuple(path for path in near if not any(other.startswith(path + "/") for other in edge.provisions))
    return own or None


def _meets(path: Sequence[str], section: Sequence[str]) -> bool:
    """Does one lie in the other: `điều 5/khoản 2/điểm a` and `chương i.điều 5.2`, whose pieces say of the smaller ones only the number?

    A path begins with the article or with what no other division holds: there are as many `mục 3` as chapters.
    """
    named = [piece for piece in section if " " in piece]
    if not named:
        return _alike_numbered(path, section)
    if path[0] not in (section[0], named[-1]):
        return False
    pairs = zip(path, section[section.index(path[0]) :], strict=False)
    return all(piece in (step, step.rpartition(" ")[2]) for step, piece in pairs)


def _alike_numbered(path: Sequence[str], section: Sequence[str]) -> bool:
    """`mục ii/khoản 6` and `II.6.4`, in a plan whose divisions have numbers alone: what a paper calls them is up to who changes it."""
    if path[0].partition(" ")[0] in _OF_ARTICLES:
        return False
    numbers = [number for step in path for number in step.rpartition(" ")[2].split(".")]
    return all(a == fold(b) for a, b in zip(numbers, section, strict=False))


def _saying(evidence: Iterable[Evidence], touched: tuple[str, ...]) -> Evidence:
    """The piece of evidence that names a provision, else the first."""
    every = list(evidence)
    for path in touched:
        words = [re.compile(rf"{re.escape(fold(part))}(?!\w)") for part in path.split("/")]
        for one in every:
            low = fold(one.quote)
            if all(word.search(low) for word in words):
                return one
    return every[0]
