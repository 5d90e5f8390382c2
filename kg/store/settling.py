"""Identity worked out again where files came, went or changed: which nodes there are, and which entities are of them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg import identity
from kg.graphfile import BITS
from kg.identity import Cluster, Descriptor, Judgement, Speaker
from kg.store import claims
from kg.store.descriptions import Descriptions
from kg.store.nodes import Nodes
from kg.store.paths import name_files
from kg.store.pending import Pending

_Placed = tuple[int, int | None]  # an entity and its node, where it has one


def settle(
    db: sqlite3.Connection, pending: Pending, descriptions: Descriptions, judgements: Sequence[Judgement]
) -> None:
    """Works out the nodes of all blocks that a change touched, and writes what waited for them."""
    pending.fresh |= name_files(db, pending.paths)
    work = _Work(db, pending, descriptions, judgements)
    pending.fresh |= work.unused(pending.left)
    work.nodes.release(pending.stale)
    done: set[int] = set()
    for seed in sorted(pending.fresh):
        if seed not in done:
            block = descriptions.block(seed)
            done |= block
            work.resolve(block)
    work.write()
    claims.write(db, pending, work.placed)
    for file in sorted(pending.unlinked | work.moved):
        claims.link(db, file)
    for kept in (pending.fresh, pending.left, pending.stale, pending.paths, pending.unlinked):
        kept.clear()
    descriptions.forget()


class _Work:
    """What is found out, block by block, and then written."""

    def __init__(
        self, db: sqlite3.Connection, pending: Pending, descriptions: Descriptions, judgements: Sequence[Judgement]
    ) -> None:
        self.nodes = Nodes(db)
        self.placed: dict[int, int] = {}  # new entities -> their nodes
        self.moved: set[int] = set()  # older files with an entity whose node is another now
        self._db = db
        self._pending = pending
        self._descriptions = descriptions
        self._judgements = judgements
        self._moves: list[tuple[int, int]] = []
        self._doubts: list[tuple[int, str, str]] = []
        self._files = _Files(db, pending, descriptions)
        self._new: dict[int, list[int]] = defaultdict(list)  # descriptions -> new entities
        for entity, description in pending.entities():
            self._new[description].append(entity)

    def unused(self, left: Iterable[int]) -> set[int]:
        """Takes out descriptions that nobody gives any more -> those that shared a key with them."""
        touched: set[int] = set()
        sql = "SELECT 1 FROM entities WHERE description = ? LIMIT 1"
        for number in left:
            if number not in self._new and not self._db.execute(sql, (number,)).fetchone():
                touched |= self._descriptions.remove(number)
        return touched

    def resolve(self, block: set[int]) -> None:
        """Works out the nodes of one block."""
        found: dict[tuple[str, int], _Placed] = {}
        descriptors: list[Descriptor] = []
        for number in block:
            there = self._entities(number)
            if there:
                entity = self._descriptions.entity(number)
                descriptors += identity.described(entity, self._speakers(there, bool(entity.name), found))
        self._let_go(found.values())
        for cluster in identity.resolve_block(descriptors, self._judgements):
            self._place(cluster, found)

    def _entities(self, number: int) -> list[_Placed]:
        """The entities of a description with their nodes."""
        there = self._db.execute("SELECT entity, node FROM entities WHERE description = ?", (number,)).fetchall()
        there += [(entity, None) for entity in self._new.get(number, ())]
        return there

    def _speakers(self, there: list[_Placed], typed: bool, found: dict[tuple[str, int], _Placed]) -> Iterator[Speaker]:
        """Who gives a description; `typed`: the type of the paper matters. Each is noted in `found`."""
        for entity, node in there:
            file = entity >> BITS
            local = entity - (file << BITS)
            name, day = self._files.day(file)
            found[name, local] = (entity, node)
            yield name, local, day, self._files.type(file) if typed else None, local == 0

    def _let_go(self, found: Iterable[_Placed]) -> None:
        """Entities that had a node are placed anew."""
        old = {entity: node for entity, node in found if node is not None}
        if old:
            self.nodes.release(set(old.values()))
            self._db.executemany("DELETE FROM doubts WHERE entity = ?", ((entity,) for entity in old))

    def _place(self, cluster: Cluster, found: dict[tuple[str, int], _Placed]) -> None:
        """Notes the node of the entities that are one thing."""
        node = self.nodes.of(cluster)
        for member in cluster.members:
            entity, before = found[member]
            if before is None:
                self.placed[entity] = node
            elif before != node:
                self._moves.append((node, entity))
                self.moved.add(entity >> BITS)
        self._doubts += [(found[i.file, i.local][0], i.code, i.detail) for i in cluster.issues]

    def write(self) -> None:
        """Writes nodes and doubts, moves older entities to their nodes, and writes those that waited for theirs."""
        self.nodes.write()
        self._db.executemany("UPDATE entities SET node = ? WHERE entity = ?", self._moves)
        self._db.executemany("INSERT OR IGNORE INTO doubts VALUES(?, ?, ?)", sorted(self._doubts))
        rows = ((entity, description, self.placed[entity]) for entity, description in self._pending.entities())
        self._db.executemany("INSERT INTO entities VALUES(?, ?, ?)", rows)
        self._pending.new.clear()
        self._pending.added.clear()


class _Files:
    """What identity asks of the files that name a thing, each once."""

    def __init__(self, db: sqlite3.Connection, pending: Pending, descriptions: Descriptions) -> None:
        self._db = db
        self._new = pending.new
        self._descriptions = descriptions
        self._days: dict[int, tuple[str, str | None]] = {}
        self._types: dict[int, str | None] = {}

    def day(self, file: int) -> tuple[str, str | None]:
        """The id of a file, and when it speaks."""
        told = self._days.get(file)
        if told is None:
            told = self._db.execute("SELECT id, citing FROM files WHERE file = ?", (file,)).fetchone()
            self._days[file] = told
        return told

    def type(self, file: int) -> str | None:
        """The type of a file's own document."""
        if file not in self._types:
            self._types[file] = self._descriptions.entity(self._own(file)).type
        return self._types[file]

    def _own(self, file: int) -> int:
        """The description of a file's own document."""
        if file in self._new:
            return self._new[file][0]
        sql = "SELECT description FROM entities WHERE entity = ?"
        (number,) = self._db.execute(sql, (file << BITS,)).fetchone()
        return int(number)
