"""One file's text -> all that it says: the composition of the recognisers, and the only place where offsets are mapped back."""

from __future__ import annotations

from msgspec.structs import replace

from kg.model import FileFacts, Issue, Mention
from kg.recognise import citations
from kg.recognise.header import read_header
from kg.resolve import documents
from kg.structure import outline
from kg.text import visible


def extract(file: str, text: str) -> FileFacts:
    """Canonical text of a file -> what it says; offsets point into `text`."""
    shown, places = visible(text)
    doc = outline(file, shown)
    header = read_header(doc)
    named = documents(doc, header, citations.find(doc, header))
    facts = FileFacts(entities=named.entities, mentions=named.mentions, issues=named.issues)
    return facts if places is None else _mapped(facts, places)


def _mapped(facts: FileFacts, places: list[int]) -> FileFacts:
    """Offsets of the text without invisible characters -> offsets of the canonical text."""

    def start(at: int) -> int:
        return places[at]

    def end(at: int) -> int:
        return places[at - 1] + 1 if at else places[0]

    def moved(item: Mention | Issue) -> Mention | Issue:
        return replace(item, start=start(item.start), end=end(item.end))

    return replace(
        facts,
        mentions=tuple(moved(m) for m in facts.mentions),
        issues=tuple(moved(i) for i in facts.issues),
    )
