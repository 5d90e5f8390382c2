"""Plain text in whatever encoding."""

from __future__ import annotations

from kg.read.legacy import decode
from kg.read.marks import foreign
from kg.read.model import Ask, Note, Source
from kg.text import canonical


def read_txt(data: bytes, ask: Ask) -> list[Source]:
    """The text in canonical form and otherwise untouched; a Note where it was converted or holds unreadable bytes."""
    text, name, bad = decode(data)
    text = canonical(foreign(text))
    return [Source(format="txt", text=text, notes=encoding_notes(text, name, bad))]


def encoding_notes(text: str, name: str, bad: int = 0) -> tuple[Note, ...]:
    """The notes that say from which encoding a text was converted and how many of its bytes were lost."""
    notes = []
    if name:
        notes.append(Note("encoding", 0, len(text), name))
    if bad:
        notes.append(Note("unreadable-bytes", 0, len(text), str(bad)))
    return tuple(notes)
