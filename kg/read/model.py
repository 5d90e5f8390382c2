"""What a reader hands on: the canonical text of one document as somebody has it, and what was noticed while reading."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Progress = Callable[[int, int], None]


class Note(Struct, frozen=True, order=True):
    """Something the reader noticed at a span of the text: it becomes an Issue of the file."""

    code: str
    start: int
    end: int
    detail: str


class Source(Struct, frozen=True, kw_only=True):
    """One text somebody has. `meta` is what the file says of itself and is never believed over the text."""

    format: str
    text: str
    meta: dict[str, str] = {}
    pages: tuple[int, ...] = ()
    member: str = ""
    ocr: bool = False
    links: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[Note, ...] = ()


class Ask(Struct, frozen=True, kw_only=True):
    """What the caller knows of the bytes: their name, how deep inside archives they lie, whom to tell about pages read."""

    name: str = ""
    depth: int = 0
    progress: Progress | None = None


Reader = Callable[[bytes, Ask], list[Source]]


def encoding_notes(text: str, name: str, bad: int = 0) -> tuple[Note, ...]:
    """The notes that say from which encoding a text was converted and how many of its bytes were lost."""
    notes = []
    if name:
        notes.append(Note("encoding", 0, len(text), name))
    if bad:
        notes.append(Note("unreadable-bytes", 0, len(text), str(bad)))
    return tuple(notes)
