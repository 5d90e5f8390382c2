"""One file's text -> all that it says: the composition of the recognisers.

The only place where the indexes of the parts are joined into one file's, and where offsets are mapped back to the canonical text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from kg import duties, relate
from kg.blanks import lost_blanks
from kg.model import Claim, Deadline, Document, Entity, FileFacts, InForce, Issue, Mention, Span, Target, Task
from kg.recognise import agencies, citations, initiatives
from kg.recognise.flat import Flat
from kg.recognise.header import read_header
from kg.resolve import Documents, documents
from kg.structure import inner_heads, outline
from kg.text import dropped, fold, visible
from kg.units import load_units

Placed = TypeVar("Placed", Mention, Issue, Task, Deadline, Target, InForce)


def extract(file: str, text: str) -> FileFacts:
    """Canonical text of a file -> what it says; offsets point into `text`."""
    shown, places = _repaired(text)
    doc = outline(file, shown)
    header = read_header(doc)
    named = documents(doc, header, citations.find(doc, header))
    flat = Flat(doc)
    bodies = agencies.find(doc, header, flat)
    tasks = duties.find(doc, header, bodies, (Span(m.start, m.end) for m in named.mentions))
    plans = initiatives.find(doc, header, named, tasks, flat)
    placed = _placed_by_paper(doc, header.own, bodies)
    # a day of nobody in quoted new wording is none of this document's own
    quoted = [d for d in tasks.deadlines if d.task is None and named.speaker(d.start)]
    first_body = len(named.entities)
    first_plan = first_body + len(bodies.entities)
    between, holding = relate.relations(doc, header, named)
    facts = FileFacts(
        entities=(*named.entities, *bodies.entities, *plans.entities),
        mentions=_in_order(
            (*named.mentions, *_moved(bodies.mentions, first_body), *_moved(plans.mentions, first_plan))
        ),
        claims=(
            *between,
            *(
                replace(
                    c,
                    subject=_speaker(named, tasks.tasks, c),
                    object=c.object + first_body,
                    why=c.why or ("paper-place" if c.object in placed else ""),
                )
                for c in tasks.claims
            ),
            *(replace(c, object=c.object + first_plan) for c in plans.claims),
        ),
        tasks=tasks.tasks,
        deadlines=tuple(d for d in tasks.deadlines if d not in quoted),
        targets=tasks.targets,
        in_force=holding,
        issues=tuple(sorted((*named.issues, *tasks.issues, *_left_to_others(quoted, shown)))),
    )
    return facts if places is None else _mapped(facts, places)


def _repaired(text: str) -> tuple[str, list[int] | None]:
    """The text as it is matched, and for each of its characters (and its end) the offset in `text`; None: it is the same."""
    shown, places = visible(text)
    if heads := inner_heads(shown):
        shown, kept = dropped(shown, heads)
        places = [places[at] for at in kept] if places else kept
    blanks = lost_blanks(shown)
    if not blanks:
        return shown, places
    old = places or range(len(shown) + 1)
    ends = list(zip((0, *blanks), (*blanks, len(shown)), strict=True))
    # A blank put in has the place of the letter before it, so that what ends with it ends with that letter.
    new: list[int] = []
    for start, end in ends:
        new += old[start:end]
        new.append(old[end - 1])
    new[-1] = old[-1]
    return " ".join(shown[start:end] for start, end in ends), new


def _placed_by_paper(doc: Document, own: Entity, bodies: agencies.Bodies) -> set[int]:
    """The bodies that are of the place of the paper, where that is inferred and their own words do not name it."""
    unit = load_units().get(own.place or "") if "place" in own.inferred else None
    if unit is None:
        return set()
    name = fold(unit.name)
    named = {m.entity for m in bodies.mentions if name in doc.low[m.start : m.end]}
    return {i for i, e in enumerate(bodies.entities) if e.place == own.place and i not in named}


def _speaker(named: Documents, tasks: tuple[Task, ...], claim: Claim) -> int:
    """The document that gives a task: new wording quoted in an amending act speaks for the act that it amends."""
    return named.speaker(tasks[claim.task].start) if claim.task is not None and named.wording else 0


def _left_to_others(quoted: Iterable[Deadline], text: str) -> Iterator[Issue]:
    """A record has no place for whose deadline it is, so that those of another document are said."""
    return (Issue(start=d.start, end=d.end, code="quoted-deadline", detail=text[d.start : d.end]) for d in quoted)


def _moved(mentions: Iterable[Mention], by: int) -> Iterator[Mention]:
    return (replace(m, entity=m.entity + by) for m in mentions)


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.entity)))


def _mapped(facts: FileFacts, places: list[int]) -> FileFacts:
    """Offsets in the text without invisible characters -> offsets in the canonical text."""

    def start(at: int) -> int:
        return places[at]

    def end(at: int) -> int:
        return places[at - 1] + 1 if at else places[0]

    def all_of(items: tuple[Placed, ...]) -> tuple[Placed, ...]:
        return tuple(replace(x, start=start(x.start), end=end(x.end)) for x in items)

    def claim(c: Claim) -> Claim:
        return replace(c, evidence=tuple(Span(start(s.start), end(s.end)) for s in c.evidence))

    return replace(
        facts,
        mentions=all_of(facts.mentions),
        claims=tuple(claim(c) for c in facts.claims),
        tasks=all_of(facts.tasks),
        deadlines=all_of(facts.deadlines),
        targets=all_of(facts.targets),
        in_force=all_of(facts.in_force),
        issues=all_of(facts.issues),
    )
