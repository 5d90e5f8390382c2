"""A name found in a text, and what is asked of the rest of the file."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from kg.compiled import compiled
from kg.model import Entity, Mention, Task
from kg.recognise.agencies.words import lexicon
from kg.recognise.initiatives.vocabulary import vocabulary
from kg.text import fold

WORD = compiled(r"[\w/’']+")


class Named(Struct, frozen=True):
    """A name found; offsets in the flat text. `core` is the name without head, period and place."""

    start: int
    end: int
    label: str
    kind: str
    core: str
    period: str | None
    place: str | None
    rule: str
    shouted: bool = False  # printed in capitals
    cut: bool = False  # ended by the end of a line
    sure: bool = True  # a name by itself; else only where the same thing is named so elsewhere
    built: bool = False  # a work that the words around it build: a name by itself where no project is named for it
    proper: str = ""  # of a work: what the name of its project holds
    aliases: tuple[str, ...] = ()


class HasMentions(Protocol):
    """What is asked of the documents of a file."""

    @property
    def entities(self) -> tuple[Entity, ...]: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...


class HasTasks(Protocol):
    """What is asked of the duties of a file."""

    @property
    def tasks(self) -> tuple[Task, ...]: ...


def place_of(name: str) -> str | None:
    """The province named in a name."""
    lex = lexicon()
    low = " " + fold(name)
    for found in lex.unit_list.finditer(low):
        proper = vocabulary().proper.match(name, found.end())
        kind, level = lex.units[found["first"]]
        if proper and level == lex.ranks[1]:
            words = proper.group().split(" ")
            for n in range(min(5, len(words)), 0, -1):
                known = lex.province(" ".join(words[:n]), kind)
                if known:
                    return known.id
    return None
