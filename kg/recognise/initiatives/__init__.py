"""Named projects, programmes, schemes, strategies and master plans: where they are named, who approved them, which tasks concern them.

A name is quoted, or ends with its period, place or proper name; what is said of projects in general is none.
"""

from __future__ import annotations

from msgspec import Struct

from kg.model import Claim, Document, Entity, HasOwn, Mention
from kg.recognise.agencies.own import own_side
from kg.recognise.flat import Flat
from kg.recognise.initiatives.claims import Sentences, document_claims, task_claims
from kg.recognise.initiatives.finder import Finder
from kg.recognise.initiatives.joining import collect
from kg.recognise.initiatives.names import HasMentions, HasTasks
from kg.recognise.initiatives.vocabulary import vocabulary
from kg.text import fold

__all__ = ["Initiatives", "find"]


class Initiatives(Struct, frozen=True, kw_only=True):
    """Initiatives of one file. Claims: `approves`, `mentions` from a document (index of the documents), `concerns` from a task (index)."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


def find(
    doc: Document,
    header: HasOwn,
    documents: HasMentions,
    duties: HasTasks,
    flat: Flat | None = None,
) -> Initiatives:
    """Initiatives named in a text, in text order; what is named twice, in full and in short, is one."""
    flat = flat or Flat(doc)
    general = fold(header.own.type or "") in vocabulary().general
    finder = Finder(flat, _taken(documents), own_side(header.own), general)
    found = finder.in_short(finder.names())
    entities, mentions = collect(flat, found)
    sentences = Sentences(doc)
    claims = [
        *document_claims(doc, sentences, documents, duties, mentions),
        *task_claims(sentences, duties, mentions),
    ]
    return Initiatives(entities=entities, mentions=mentions, claims=tuple(claims))


def _taken(documents: HasMentions) -> list[tuple[int, int]]:
    """Stretches that cite a document by its number: a programme named there is that document."""
    return sorted((m.start, m.end) for m in documents.mentions if documents.entities[m.entity].symbol or m.entity == 0)
