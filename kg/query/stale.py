"""Documents that rest on one that was since replaced, repealed or amended, or was gone before, with both sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.graph import Edge, Fact, Graph
from kg.graph.records import Stated
from kg.query.dates import Reader, surely_earlier
from kg.query.refs import name, one

# What a person reads of the rows.
READ = (
    "document", "rests", "on", "since", "by", "date", "date_inferred", "effective", "scope", "quote", "change", "already", "why",
)  # fmt: skip
COLUMNS = (*READ, "file", "change_file", "document_id", "on_id", "by_id")
ENDS = ("replaces", "repeals")
CHANGES = (*ENDS, "amends")
RESTS = ("implements", "based_on", "guides", "cites")
GROUNDS = ("implements", "based_on")
Pair = tuple[Fact, Fact]  # how a document rests on another, and what changed that one since


def stale(graph: Graph, ref: str | None = None, *, limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
    """Rows of: which document, how it rests on which, changed since by which, both quotes. With REF only those of it, or that rest on it.
    `limit`, `offset`: so many from there on."""
    found = pairs(graph, ref)[offset:]
    return rows(graph, found if limit is None else found[:limit])


def pairs(graph: Graph, ref: str | None = None) -> list[Pair]:
    """What `stale` has rows for, without its sentences."""
    only = one(graph, ref, "document").id if ref else None
    dates = Reader(graph)
    changes: dict[str, list[Fact]] = {}
    told: dict[tuple[str, str, str, str | None], Fact] = {}
    for change in graph.facts(kind=CHANGES):
        # of what one did to the other several times, that with its day stands for all
        same = (change.source, change.target, change.kind, change.scope)
        if same not in told or (change.effective and not told[same].effective):
            told[same] = change
    for change in told.values():
        changes.setdefault(change.target, []).append(change)
    changers = {c.source for facts in changes.values() for c in facts}
    rests = list(graph.facts(kind=RESTS))
    aware = {(rest.source, rest.target) for rest in rests}
    gathered = {
        fact.source for fact in graph.facts(kind="consolidates")
    }  # they print the grounds of what they put together
    found = [
        (rest, change)
        for rest in rests
        if not only or only in (rest.source, rest.target)
        for change in changes.get(rest.target, ())
        if _outdates(dates, rest, change, changers, aware)
        and not (rest.source in gathered and _already(dates, rest, change))
    ]
    return sorted(found, key=lambda p: (not ended(p[1]), p[0].target, p[0].source))


def ended(change: Fact | Edge) -> bool:
    """Is the text gone as a whole: that comes before what was only amended."""
    return change.kind in ENDS and change.scope != "part"


def rows(graph: Graph, found: Sequence[Pair]) -> list[dict[str, Any]]:
    """The rows of some pairs, with both sentences."""
    dates = Reader(graph)
    nodes = graph.some(i for rest, change in found for i in (rest.source, rest.target, change.source))
    names = {i: name(n) for i, n in nodes.items()}
    said = graph.said(fact for pair in found for fact in pair)
    return [_row(rest, change, dates, names, said) for rest, change in found]


def _outdates(dates: Reader, rest: Fact, change: Fact, changers: set[str], aware: set[tuple[str, str]]) -> bool:
    """Only a change that came, or took effect, after the document that rests on the old text, or that left nothing of it to rest on;
    who changes a text does not rest on it, and who names the change knows of it."""
    if rest.source == change.source or (rest.source in changers and rest.kind == "cites"):
        return False
    if (rest.source, change.source) in aware:
        return False
    if dates.surely_before(rest.source, change.source):
        return True
    return _in_transition(dates, rest, change) or _already(dates, rest, change)


def _in_transition(dates: Reader, rest: Fact, change: Fact) -> bool:
    """Issued when the change was made but not yet in force: it rested on what held that day."""
    before = surely_earlier(dates.told(rest.source)[0], change.effective)
    return before and dates.surely_before(change.source, rest.source)


def _already(dates: Reader, rest: Fact, change: Fact) -> bool:
    """Rests on what was gone as a whole when it was issued."""
    if not ended(change) or rest.kind not in GROUNDS or not dates.surely_before(change.source, rest.source):
        return False
    return change.effective is None or surely_earlier(change.effective, dates.told(rest.source)[0])


def _row(rest: Fact, change: Fact, dates: Reader, names: dict[str, str], said: dict[Fact, Stated]) -> dict[str, Any]:
    of, by = said.get(rest), said.get(change)
    date, inferred = dates.told(change.source)
    why = sorted({x for s in (of, by) if s for x in s.why})
    return {
        "document": names.get(rest.source, ""), "document_id": rest.source, "rests": rest.kind, "on": names.get(rest.target, ""),
        "on_id": rest.target, "since": change.kind, "by": names.get(change.source, ""), "by_id": change.source,
        "date": date, "date_inferred": inferred, "effective": change.effective, "scope": change.scope, "quote": of.first.quote if of else "", "file": of.first.file if of else "",
        "already": _already(dates, rest, change), "change": by.first.quote if by else "", "change_file": by.first.file if by else "",
        "why": why,
    }  # fmt: skip
