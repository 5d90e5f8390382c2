"""Lists behind a decision: `DANH MỤC VĂN BẢN BÃI BỎ`, each item or row of which begins with a document that the decision ends, or announces to have ended."""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from kg.model import Claim, Mention, Part, Span
from kg.relate.paper import Paper
from kg.relate.rows import ANNOUNCES, REPEALS, SCOPED

_OPENING = 300  # letters of the first article, which tells what is ended
_CLAUSES = frozenset(("article", "chapter", "part"))


def say_what_lists_end(paper: Paper) -> None:
    """A claim for each document that begins an item of a list of what the document itself ends."""
    found = _heading(paper)
    if found is None:
        return
    kind, heading = found
    acting = {
        (c.subject, s.start) for c in paper.out.values() if c.kind in SCOPED and c.subject for s in c.evidence[:1]
    }
    partly = False
    for part in paper.doc.parts[paper.part_at(heading.end) :]:
        if part.kind in _CLAUSES:
            return
        if paper.doc.text[part.body : part.end].isupper():
            partly = paper.words.partial[REPEALS].search(paper.low, part.body, part.end) is not None
        m = _beginning(paper, part, heading.end)
        if m is None or (m.entity, part.body) in acting or paper.is_below(m.entity):
            continue  # `Nghị quyết B thay thế`, in the column that says why
        evidence = (Span(part.body, part.end), heading)
        said = Claim(kind=kind, subject=0, object=m.entity, evidence=evidence, rule=f"relations:{kind}:list")
        if kind == REPEALS:
            scope = "part" if partly or m.provisions else "whole"
            said = replace(said, scope=scope, provisions=m.provisions)
        paper.say(said, paper.holds if kind == REPEALS else None)


def _heading(paper: Paper) -> tuple[str, Span] | None:
    """Whether the paper ends others or only announces it, and the heading in capitals of their list, behind the articles or in a file without any."""
    words = paper.words
    if not paper.own_type or paper.own_type in words.proposals or paper.own_type in words.types_with_tasks[REPEALS]:
        return None
    start = paper.articles if paper.has_articles else 0
    capitals = words.words["documents"][0].upper()
    at = paper.doc.text.find(capitals, start)
    ends = at >= 0 and words.ends_list.search(paper.low, 0, start + _OPENING) is not None
    announced = not ends and paper.low.find(words.rows[ANNOUNCES].cues[0], 0, start + _OPENING) >= 0
    while at >= 0:
        found = words.ended_list.match(paper.low, at)
        capital = found and paper.doc.text[at : found.end()].isupper()
        if found and capital and (ends or announced or not found["over"]) and not words.wishes.search(found[0]):
            return ANNOUNCES if announced else REPEALS, Span(*found.span())
        at = paper.doc.text.find(capitals, at + 1)
    return None


def _beginning(paper: Paper, part: Part, start: int) -> Mention | None:
    """The document that begins an item, with its parts or behind its number and type in other cells of a row."""
    at = bisect_left(paper.mention_starts, max(part.body, start))
    m = paper.mentions[at] if at < len(paper.mentions) else None
    if m is None or m.start >= part.end or not m.entity:
        return None
    before = paper.low[part.body : m.start]
    if paper.words.begins_row.match(before) or (part.kind != "row" and paper.words.begun.search(before)):
        return m
    return None
