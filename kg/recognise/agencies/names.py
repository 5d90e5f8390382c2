"""A name found in a text, and what one body, one group is known by."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from kg.recognise.agencies.places import Where
from kg.recognise.agencies.rows import WordRow
from kg.recognise.agencies.words import lexicon
from kg.text import fold


class Named(Struct, frozen=True):
    """A name found; offsets in the flat text."""

    start: int
    end: int
    label: str
    printed: int  # where the words begin that are an alias; -1: they are no name by themselves
    key: str = ""  # what one body is known by; else the label
    place: str | None = None
    level: str | None = None
    part_of: str | None = None
    group: bool = False
    official: str | None = None
    bare: str = ""  # the name without a place, where none stands in the text
    head: WordRow | None = None  # its head, for a bare name
    where: Where | None = None
    said: str = ""  # an alias put together from the printed words
    kind: str = ""  # of a body made for one matter: its head (`Ban Chỉ đạo`), with the matter behind it
    short: str = ""  # the head alone
    inferred: bool = False  # which body it is, is worked out


def full_name(head: WordRow | None, name: str, where: Where) -> str:
    """A name with its place; `Tỉnh ủy` has the kind of unit in itself."""
    if head and where.name and (head.implied or (where.bare and not (head.local or head.own))):
        return f"{name} {where.name}{', ' + where.within if where.within else ''}"
    return f"{name} {where.full}"


@lru_cache(maxsize=1 << 13)  # the same names come again and again
def group_key(label: str) -> str:
    """With and without `các`, `có`, `của tỉnh` a group is one."""
    return " ".join(lexicon().drops.sub("", fold(label)).replace(",", " ").split())


@lru_cache(maxsize=1 << 13)
def plural_key(label: str) -> str:
    """With and without `các` bodies of one kind are one group (`UBND các huyện`, `UBND huyện, thành phố`)."""
    return " ".join(lexicon().manys.sub("", fold(label)).replace(",", " ").split())
