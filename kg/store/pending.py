"""What a writer has yet to settle."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kg.graphfile import BITS
from kg.store.item import ClaimRow


class Pending(Struct):
    """What changed since identity was last settled, and what is written with its nodes once these are known."""

    fresh: set[int] = set()  # descriptions whose block must be worked out
    left: set[int] = set()  # descriptions that a file no longer gives
    stale: set[int] = set()  # nodes that lost an entity
    paths: set[str] = set()  # paths of files that came or went
    unlinked: set[int] = set()  # files with claims whose nodes may be others
    new: dict[int, array[int]] = {}  # files -> descriptions of their entities
    added: dict[int, int] = {}  # entities that came to a file -> their descriptions
    claims: dict[int, list[ClaimRow]] = {}  # files -> their claims
    held: int = 0  # how many claims these are

    def has(self, file: int) -> bool:
        """Whether something of a file waits for its nodes."""
        return file in self.new or file in self.claims

    def entities(self) -> Iterator[tuple[int, int]]:
        """The entities that wait for their nodes, with their descriptions."""
        for file, descriptions in self.new.items():
            yield from enumerate(descriptions, file << BITS)
        yield from self.added.items()

    def gone(self, entities: Iterable[tuple[int, int]]) -> None:
        """Notes entities that a file no longer names, each given by its description and its node."""
        for description, node in entities:
            self.stale.add(node)
            self.left.add(description)
            self.fresh.add(description)
