"""What identity works on and gives: descriptions of things, places where they are given, clusters of them, what is odd about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from kg.model import Entity

Place = tuple[str, int, str | None]  # file, index among its entities, the day the file is read at
# and the type of the file's own document, and whether it is that
Speaker = tuple[str, int, str | None, str | None, bool]


class Descriptor(Struct, frozen=True, kw_only=True):
    """One entity as one file describes it, or several files in the same words."""

    file: str
    local: int  # index among the file's entities
    entity: Entity
    citing_date: str | None = None  # date of the file's own document, or the latest date it cites
    citing_type: str | None = None  # type of the file's own document; wanted for laws cited by name
    own: bool = False  # the entity is the document the file is a text of
    others: tuple[Place, ...] = ()  # where else it is described so, sorted, all after `file`, `local`

    @property
    def member(self) -> tuple[str, int]:
        """The first place that describes it so: the file, and the index among its entities."""
        return self.file, self.local

    @property
    def weight(self) -> int:
        """How many places describe it so."""
        return 1 + len(self.others)

    def places(self) -> Iterator[Place]:
        """All places that describe it so."""
        yield self.file, self.local, self.citing_date
        yield from self.others


class NodeIssue(Struct, frozen=True, order=True):
    """Something odd about how one file describes a thing, or why it is worked out what it describes (`kg.model.IDENTITY_WHYS`); `code` names a
    sentence in kg/messages."""

    file: str
    local: int
    code: str
    detail: str = ""


class Cluster(Struct, frozen=True, kw_only=True):
    """One thing, as all files together describe it."""

    id: str
    kind: str
    label: str
    fields: dict[str, Any]
    aliases: tuple[str, ...]
    inferred: tuple[str, ...]
    members: tuple[tuple[str, int], ...]  # (file, index of the entity in it), sorted
    issues: tuple[NodeIssue, ...] = ()
