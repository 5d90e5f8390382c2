"""The write side of the graph file: puts and takes out files with all they say, and works out identity again where that touches it."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from kg import graphfile, identity, naming, succession, units
from kg.graphfile import BITS, numbers, pack_text, searchable, unpack_text
from kg.identity import Cluster, Descriptor, Judgement
from kg.model import AGENCY, DOCUMENT, Claim, Entity, FileFacts, Issue
from kg.text import key, slug

if TYPE_CHECKING:
    from kg.judgements import FactJudgement

Row = tuple[Any, ...]


class Item(Struct, frozen=True, kw_only=True, array_like=True):
    """One text with what it says, as rows that only lack the number of the file: what a worker sends back."""

    member: str
    format: str
    length: int
    text_sha: str
    chunks: list[bytes]
    body: str  # the text as the full-text index takes it: to unpack the chunks would take longer than to send it
    meta: dict[str, str]
    pages: tuple[int, ...]
    ocr: bool
    citing: str | None  # when the text speaks: its own date, or the latest it cites
    entities: list[tuple[bytes, tuple[int, ...]]]  # Entity as msgpack, digests of its block keys
    mentions: list[tuple[int, int, int, str, str | None]]
    claims: list[tuple[str, int | None, int, int | None, str]]
    tasks: list[tuple[int, int, str, str]]
    deadlines: list[tuple[int, int, int | None, str | None, str | None, str | None, str | None, str | None]]
    targets: list[tuple[int, int, int | None, str | None, str | None, str | None]]
    issues: list[tuple[int, int, str, str, bool]]  # the last: noticed by the reader


def pack(
    text: str,
    facts: FileFacts,
    *,
    member: str = "",
    format: str = "txt",
    meta: dict[str, str] | None = None,
    pages: tuple[int, ...] = (),
    ocr: bool = False,
    noticed: Iterable[Issue] = (),
) -> Item:
    """A text and its facts, ready to be stored. Pure; runs in the worker."""
    entities = (*facts.entities, *_implied(facts.entities))
    return Item(
        member=member,
        format=format,
        length=len(text),
        text_sha=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        chunks=pack_text(text),
        body=searchable(text),
        meta=dict(sorted((meta or {}).items())),
        pages=pages,
        ocr=ocr,
        citing=_citing(facts.entities),
        entities=[
            (msgspec.msgpack.encode(e), tuple(sorted(set(map(digest_of, naming.block_keys(e)))))) for e in entities
        ],
        mentions=sorted(
            ((m.start, m.end, m.entity, m.rule, _json(m.provisions) if m.provisions else None) for m in facts.mentions),
            key=lambda row: (*row[:4], row[4] or ""),
        ),
        claims=[
            (
                c.kind,
                None if c.kind == "concerns" else c.subject,
                c.object,
                c.subject if c.kind == "concerns" else c.task,
                _said(c),
            )
            for c in facts.claims
        ],
        tasks=_task_rows(text, facts),
        deadlines=[
            (d.start, d.end, d.task, d.not_before, d.not_after, d.rrule, *(d.relative or (None, None)))
            for d in facts.deadlines
        ],
        targets=[(t.start, t.end, t.task, t.due, t.value, t.unit) for t in facts.targets],
        issues=_issue_rows(facts.issues, noticed),
    )


def _issue_rows(found: Iterable[Issue], noticed: Iterable[Issue]) -> list[tuple[int, int, str, str, bool]]:
    rows = {(i.start, i.end, i.code, i.detail): False for i in found} | {
        (i.start, i.end, i.code, i.detail): True for i in noticed
    }
    return sorted((*row, reader) for row, reader in rows.items())


def _citing(entities: Sequence[Entity]) -> str | None:
    """The day a text is read at: its own date, else the latest date among the documents it cites."""
    if entities and entities[0].date:
        return entities[0].date
    return max((e.date for e in entities if e.kind == DOCUMENT and e.date), default=None)


def _implied(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Bodies that a file names only as the issuer of a document or as what another body belongs to: they are nodes too."""
    named = {(e.label, e.place) for e in entities if e.kind == AGENCY}
    implied = {pair for e in entities if (pair := body_of(e.kind, e.issuer, e.part_of, e.place))} - named
    for label, place in sorted(implied, key=lambda pair: (pair[0], pair[1] or "")):
        yield Entity(kind=AGENCY, label=label, place=place)


def body_of(kind: str, issuer: str | None, part_of: str | None, place: str | None) -> tuple[str, str | None] | None:
    """Full name and place of the body that issued a document or that a body is part of. A full name carries its place, or has none."""
    name = issuer if kind == DOCUMENT else part_of if kind == AGENCY else None
    if not name:
        return None
    name = _headed(name)
    unit = units.load_units().get(place) if place else None
    return name, place if unit and slug(name).endswith(slug(unit.name)) else None


def _headed(name: str) -> str:
    """The body of its head: `Bộ trưởng Bộ Y tế` -> `Bộ Y tế`; `Chủ tịch nước` heads no body of the name `nước`."""
    for head in naming.rules()["heads"].words:
        if name.startswith(head + " ") and name[len(head) + 1].isupper():
            return name[len(head) + 1 :]
    return name


def digest_of(name: str) -> int:
    """Sixty-four bits that stand for a block key: two keys of one digest only make a block larger."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


def _said(claim: Claim) -> str:
    """What a claim says beside its two ends, as JSON without what is left out."""
    said = {
        "evidence": [(span.start, span.end) for span in claim.evidence],
        "rule": claim.rule,
        "inferred": claim.inferred or None,
        "scope": claim.scope,
        "provisions": claim.provisions or None,
        "effective": claim.effective,
        "role": claim.role,
        "words": claim.words,
        "basis": claim.basis,
        "official": claim.official,
    }
    return _json({k: v for k, v in said.items() if v is not None})


def _task_rows(text: str, facts: FileFacts) -> list[tuple[int, int, str, str]]:
    """Tasks with a digest of section and words, and of their count where one section says the same twice: a moved paragraph keeps it."""
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for task in facts.tasks:
        said = (task.section, key(text[task.start : task.end]))
        seen[said] = seen.get(said, 0) + 1
        digest = hashlib.blake2b("\0".join((*said, str(seen[said]))).encode("utf-8"), digest_size=5).hexdigest()
        rows.append((task.start, task.end, task.section, digest))
    return rows


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode("utf-8")


_DIGITS = re.compile(r"\d{1,18}", re.ASCII)


def number_of(symbol: str | None) -> int | None:
    """The number a symbol begins with: `01/NQ-CP` and `1/NQ-CP` are asked for alike."""
    found = _DIGITS.search(symbol or "")
    return int(found[0]) if found else None


class Store:
    """One writer's hold on the graph file. Changes are seen by readers after `commit`, with identity settled."""

    def __init__(self, path: str | Path, judgements: Sequence[Judgement] = ()) -> None:
        """Opens or makes the graph file; StoreError where it cannot be."""
        self.path = Path(path)
        self.judgements = judgements
        self.judged = identity.same_keys(judgements)
        self.db = graphfile.open_for_writing(self.path)
        self._fresh: set[int] = set()  # entities whose block must be worked out
        self._stale: set[int] = set()  # nodes that lost an entity
        self._paths: set[str] = set()  # paths of files that came or went
        self._unlinked: set[int] = set()  # files with claims whose nodes may be others
        self._open = False

    def close(self) -> None:
        """Drops what was not committed; the file is left alone on the disk, without a log beside it where no reader holds it."""
        try:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            self.db.execute("PRAGMA busy_timeout=200")
            self.db.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error:
            pass  # a reader has it open: the log stays until the last one closes
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """In a transaction that `commit` ends; SQLite's errors as ours."""
        with graphfile.translated(self.path):
            if not self._open:
                self.db.execute("BEGIN IMMEDIATE")
                self._open = True
            yield self.db

    # -- what is there

    def sources(self) -> dict[str, tuple[str, int, int, bytes]]:
        """Of each source its root, size, time of change, and SHA-256."""
        with graphfile.translated(self.path):
            return sources(self.db)

    def meta(self, name: str) -> str | None:
        """A note of the store about itself."""
        with graphfile.translated(self.path):
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Writes a note of the store about itself."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO meta VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (name, value)
            )

    # -- files

    def touch(self, location: str, root: str, size: int, mtime: int) -> None:
        """Notes that a source, whose content did not change, has another root or time of change."""
        with self._writing() as db:
            source, before = db.execute("SELECT source, root FROM sources WHERE location = ?", (location,)).fetchone()
            db.execute("UPDATE sources SET root = ?, size = ?, mtime = ? WHERE source = ?", (root, size, mtime, source))
            if root == before:
                return
            for file, member, path in db.execute(
                "SELECT file, member, path FROM files WHERE source = ?", (source,)
            ).fetchall():
                now = relative(location, root, member)
                db.execute("UPDATE files SET path = ? WHERE file = ?", (now, file))
                self._paths |= {path, now}

    def put(
        self, location: str, root: str, size: int, mtime: int, sha: bytes, items: Iterable[Item], *, keep: bool = True
    ) -> None:
        """Stores what a source says; what it said before is gone. `keep`: of a text that names what it named before, identity is not asked again."""
        with self._writing() as db:
            before = self._before(db, location) if keep else {}
            kept = set()
            sql = """INSERT INTO sources(location, root, size, mtime, sha) VALUES(?, ?, ?, ?, ?) ON CONFLICT(location) DO UPDATE
                     SET root = excluded.root, size = excluded.size, mtime = excluded.mtime, sha = excluded.sha RETURNING source"""
            (source,) = db.execute(sql, (location, root, size, mtime, sha)).fetchone()
            new = []
            for item in items:
                path = relative(location, root, item.member)
                file, named = before.get(item.member, (0, ()))
                if file and named == (path, item.citing, tuple(data for data, _ in item.entities)):
                    kept.add(file)
                    self._clear_file(db, file)
                    self._put_rows(db, file, item)
                else:
                    new.append((path, item))
            for file, path in db.execute("SELECT file, path FROM files WHERE source = ?", (source,)).fetchall():
                if file not in kept:
                    self._remove_file(db, file, path)
            for path, item in new:
                self._put_file(db, source, path, item)

    def _before(self, db: sqlite3.Connection, location: str) -> dict[str, tuple[int, tuple[Any, ...]]]:
        """Of each file of a source its number and what identity knows of it, by its member."""
        found = {}
        sql = "SELECT member, file, path, citing FROM files JOIN sources USING (source) WHERE location = ?"
        for member, file, path, citing in db.execute(sql, (location,)).fetchall():
            entities = db.execute(
                "SELECT data FROM entities WHERE entity BETWEEN ? AND ? ORDER BY entity", numbers(file)
            )
            found[member] = (file, (path, citing, tuple(row[0] for row in entities)))
        return found

    def _put_file(self, db: sqlite3.Connection, source: int, path: str, item: Item) -> None:
        sql = "INSERT INTO files(source, member, path, id, citing) VALUES(?, ?, ?, ?, ?)"
        file = db.execute(sql, (source, item.member, path, path, item.citing)).lastrowid
        assert file is not None
        self._paths.add(path)
        self._put_entities(db, file, item.entities)
        self._put_rows(db, file, item)

    def _put_rows(self, db: sqlite3.Connection, file: int, item: Item) -> None:
        """All of a file but what identity works with."""
        self._unlinked.add(file)
        row = (item.format, item.length, item.text_sha, _json(item.meta), _json(item.pages), int(item.ocr), file)
        db.execute(
            "UPDATE files SET format = ?, length = ?, text_sha = ?, meta = ?, pages = ?, ocr = ? WHERE file = ?", row
        )
        db.executemany(
            "INSERT INTO texts VALUES(?, ?)", (((file << BITS) + n, chunk) for n, chunk in enumerate(item.chunks))
        )
        db.execute("INSERT INTO words(rowid, body) VALUES(?, ?)", (file, item.body))
        db.executemany(
            "INSERT INTO mentions VALUES(?, ?, ?, ?, ?, ?, ?)", ((file, i, *row) for i, row in enumerate(item.mentions))
        )
        db.executemany(
            "INSERT INTO claims(file, i, kind, subject, object, task, data) VALUES(?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    file,
                    i,
                    kind,
                    None if subject is None else (file << BITS) + subject,
                    (file << BITS) + object_,
                    task,
                    data,
                )
                for i, (kind, subject, object_, task, data) in enumerate(item.claims)
            ),
        )
        db.executemany(
            "INSERT INTO tasks VALUES(?, ?, ?, ?, ?, ?)", ((file, i, *row) for i, row in enumerate(item.tasks))
        )
        db.executemany(
            "INSERT INTO deadlines VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((file, i, *row) for i, row in enumerate(item.deadlines)),
        )
        db.executemany(
            "INSERT INTO targets VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            ((file, i, *row) for i, row in enumerate(item.targets)),
        )
        db.executemany(
            "INSERT INTO issues VALUES(?, ?, ?, ?, ?, ?, ?)", ((file, i, *row) for i, row in enumerate(item.issues))
        )

    def _put_entities(
        self, db: sqlite3.Connection, file: int, entities: Sequence[tuple[bytes, tuple[int, ...]]]
    ) -> None:
        numbered = list(enumerate(entities, file << BITS))
        db.executemany(
            "INSERT INTO entities(entity, data) VALUES(?, ?)", ((entity, data) for entity, (data, _) in numbered)
        )
        keys = sorted((k, entity) for entity, (data, found) in numbered for k in (*found, *self._judged_keys(data)))
        db.executemany("INSERT INTO keys VALUES(?, ?)", keys)
        self._fresh.update(entity for entity, _ in numbered)

    def _judged_keys(self, data: bytes) -> list[int]:
        """The block that a person's word puts an entity in, and a key by which its description is found."""
        if not self.judgements:
            return []
        name = naming.descriptor_key(_decode(data))
        same = self.judged.get(name)
        named = any(name in (j.a, j.b) for j in self.judgements)
        return [digest_of(f"judged:{same}")] * bool(same) + [digest_of(f"named:{name}")] * named

    def remove(self, location: str) -> bool:
        """Takes out a source with all it said; whether it was there."""
        with self._writing() as db:
            row = db.execute("SELECT source FROM sources WHERE location = ?", (location,)).fetchone()
            if not row:
                return False
            for file, path in db.execute("SELECT file, path FROM files WHERE source = ?", row).fetchall():
                self._remove_file(db, file, path)
            db.execute("DELETE FROM sources WHERE source = ?", row)
            return True

    def _clear_file(self, db: sqlite3.Connection, file: int) -> None:
        db.execute("INSERT INTO words(words, rowid, body) VALUES('delete', ?, ?)", (file, searchable(_text(db, file))))
        db.execute("DELETE FROM texts WHERE chunk BETWEEN ? AND ?", numbers(file))
        for table in ("mentions", "claims", "tasks", "deadlines", "targets", "issues"):
            db.execute(f"DELETE FROM {table} WHERE file = ?", (file,))

    def _remove_file(self, db: sqlite3.Connection, file: int, path: str) -> None:
        self._clear_file(db, file)
        self._paths.add(path)
        gone = db.execute("SELECT entity, node FROM entities WHERE entity BETWEEN ? AND ?", numbers(file)).fetchall()
        for entity, node in gone:
            if node is not None:
                self._stale.add(node)
            for (k,) in db.execute("SELECT key FROM keys WHERE entity = ?", (entity,)).fetchall():
                self._fresh.update(row[0] for row in db.execute("SELECT entity FROM keys WHERE key = ?", (k,)))
            db.execute("DELETE FROM keys WHERE entity = ?", (entity,))
        self._fresh.difference_update(row[0] for row in gone)
        for table in ("entities", "doubts"):
            db.execute(f"DELETE FROM {table} WHERE entity BETWEEN ? AND ?", numbers(file))
        db.execute("DELETE FROM files WHERE file = ?", (file,))

    # -- identity

    def commit(self) -> None:
        """Settles ids and identity for all that changed, and makes it seen."""
        with self._writing() as db:
            self._settle(db)
            db.execute("COMMIT")
            self._open = False

    def judge_again(self, before: Sequence[Judgement]) -> None:
        """The judgements were others when the graph was built: whatever they touched is worked out again."""
        with self._writing() as db:
            names = {name for j in before for name in (j.a, j.b)}
            for k in {digest_of(f"judged:{name}") for name in names} | {digest_of(f"named:{name}") for name in names}:
                self._fresh.update(row[0] for row in db.execute("SELECT entity FROM keys WHERE key = ?", (k,)))
                db.execute("DELETE FROM keys WHERE key = ?", (k,))
            touched = {name for j in (*before, *self.judgements) for name in (j.a, j.b)}
            for entity, data in db.execute("SELECT entity, data FROM entities ORDER BY entity").fetchall():
                if naming.descriptor_key(_decode(data)) in touched:
                    db.executemany(
                        "INSERT OR IGNORE INTO keys VALUES(?, ?)", ((k, entity) for k in self._judged_keys(data))
                    )
                    self._fresh.add(entity)

    def described(self, name: str) -> bool:
        """Is there an entity of that descriptor key? Only asked of those that judgements name."""
        with self._writing() as db:
            return bool(
                db.execute("SELECT 1 FROM keys WHERE key = ? LIMIT 1", (digest_of(f"named:{name}"),)).fetchone()
            )

    def unjudge(self) -> None:
        """Claims as their files say them."""
        with self._writing() as db:
            db.execute("UPDATE claims SET kind = substr(verdict, 5) WHERE verdict IS NOT NULL AND verdict LIKE 'was:%'")
            db.execute("UPDATE claims SET verdict = NULL WHERE verdict IS NOT NULL")

    def judge(self, said: FactJudgement) -> bool:
        """Applies a person's word to the claims whose evidence has the words quoted; whether there was one."""
        quote = key(said.quote)
        phrase = " ".join(re.findall(r"\w+", searchable(said.quote))[:40])
        found = []
        with self._writing() as db:
            self._settle(db)
            for (file,) in (
                db.execute("SELECT rowid FROM words WHERE words MATCH ?", (f'"{phrase}"',)).fetchall() if phrase else ()
            ):
                text = _text(db, file)
                for i, data, subject, object_ in db.execute(
                    "SELECT i, data, subject, object FROM claims WHERE file = ? AND kind = ? AND subject IS NOT NULL",
                    (file, said.relation),
                ).fetchall():
                    spans = msgspec.json.decode(data)["evidence"]
                    if (
                        any(quote in key(text[a:b]) for a, b in spans)
                        and _is(db, subject, said.a)
                        and _is(db, object_, said.b)
                    ):
                        found.append((file, i))
            if said.verdict == "correct":
                db.executemany(
                    "UPDATE claims SET verdict = 'was:' || kind, kind = ? WHERE file = ? AND i = ?",
                    ((said.value, *f) for f in found),
                )
            else:
                db.executemany(
                    "UPDATE claims SET verdict = ? WHERE file = ? AND i = ?", ((said.verdict, *f) for f in found)
                )
        return bool(found)

    def _settle(self, db: sqlite3.Connection) -> None:
        self._name_files(db)
        bases: set[str] = set()
        done: set[int] = set()
        for seed in sorted(self._fresh):
            if seed not in done:
                block = _block(db, seed)
                done |= block
                self._resolve(db, block, bases)
        for node in sorted(self._stale):
            self._delete_node(db, node, bases)
        for base in sorted(bases):
            _assign_ids(db, base)
        for file in sorted(self._unlinked):
            _link(db, file)
        self._fresh, self._stale, self._unlinked = set(), set(), set()

    def _resolve(self, db: sqlite3.Connection, block: set[int], bases: set[str]) -> None:
        """Works out the nodes of one block. Rows of nodes that stay as they were are not written."""
        found: dict[tuple[str, int], tuple[int, int | None]] = {}
        descriptors = []
        for entity in block:
            n = entity - (entity >> BITS << BITS)
            sql = "SELECT data, node, files.id, citing FROM entities, files WHERE entity = ? AND file = ?"
            data, node, file, citing = db.execute(sql, (entity, entity >> BITS)).fetchone()
            e = _decode(data)
            descriptors.append(
                Descriptor(
                    file=file,
                    local=n,
                    entity=e,
                    citing_date=citing,
                    own=n == 0,
                    citing_type=_own_type(db, entity) if e.name else None,
                )
            )
            found[file, n] = (entity, node)
        free: dict[str, list[int]] = {}
        for node in sorted({node for _, node in found.values() if node is not None} | self._stale):
            row = db.execute("SELECT base FROM nodes WHERE node = ?", (node,)).fetchone()
            if row:
                free.setdefault(row[0], []).append(node)
                self._stale.add(node)
        db.executemany("DELETE FROM doubts WHERE entity = ?", ((entity,) for entity in block))
        for cluster in identity.resolve_block(descriptors, self.judgements):
            at_hand = free.get(cluster.id)
            node = self._write_node(db, at_hand.pop(0) if at_hand else None, _node_row(cluster), bases)
            self._stale.discard(node)
            moved = [(node, found[m][0]) for m in cluster.members if found[m][1] != node]
            db.executemany("UPDATE entities SET node = ? WHERE entity = ?", moved)
            self._unlinked.update(entity >> BITS for _, entity in moved)
            db.executemany(
                "INSERT OR IGNORE INTO doubts VALUES(?, ?, ?)",
                ((found[i.file, i.local][0], i.code, i.detail) for i in cluster.issues),
            )

    def _write_node(self, db: sqlite3.Connection, node: int | None, row: Row, bases: set[str]) -> int:
        columns = "base, kind, label, aliases, inferred, fields, number, place"
        if node is not None:
            before = db.execute(f"SELECT {columns} FROM nodes WHERE node = ?", (node,)).fetchone()
            if before == row:
                return node
            self._delete_node(db, node, bases)
        bases.add(row[0])
        new = db.execute(
            f"INSERT INTO nodes(node, {columns}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", (node, *row)
        ).lastrowid
        assert new is not None
        db.execute("INSERT INTO names(rowid, body) VALUES(?, ?)", (new, _names(row)))
        return new

    def _delete_node(self, db: sqlite3.Connection, node: int, bases: set[str]) -> None:
        row = db.execute(
            "SELECT base, kind, label, aliases, inferred, fields FROM nodes WHERE node = ?", (node,)
        ).fetchone()
        if row:
            bases.add(row[0])
            db.execute("INSERT INTO names(names, rowid, body) VALUES('delete', ?, ?)", (node, _names(row)))
            db.execute("DELETE FROM nodes WHERE node = ?", (node,))

    # -- ids of files

    def _name_files(self, db: sqlite3.Connection) -> None:
        """A file's id is its path under the folder given; where two folders hold such a path, with the folder's name before `//`."""
        for path in sorted(self._paths):
            rows = db.execute(
                "SELECT file, root, id FROM files JOIN sources USING (source) WHERE path = ? ORDER BY location, member",
                (path,),
            ).fetchall()
            ids = _distinct([row[1] for row in rows], path)
            for (file, _, before), now in zip(rows, ids, strict=True):
                if now != before:
                    db.execute("UPDATE files SET id = ? WHERE file = ?", (now, file))
                    self._fresh.update(
                        row[0]
                        for row in db.execute("SELECT entity FROM entities WHERE entity BETWEEN ? AND ?", numbers(file))
                    )
        self._paths = set()


def _own_type(db: sqlite3.Connection, entity: int) -> str | None:
    """The type of the document whose file names the entity."""
    row = db.execute("SELECT data FROM entities WHERE entity = ?", (entity >> BITS << BITS,)).fetchone()
    return _decode(row[0]).type if row else None


def sources(db: sqlite3.Connection) -> dict[str, tuple[str, int, int, bytes]]:
    """Of each source of a graph file its root, size, time of change, and SHA-256."""
    return {row[0]: row[1:] for row in db.execute("SELECT location, root, size, mtime, sha FROM sources")}


def stored(
    db: sqlite3.Connection, location: str
) -> Iterator[tuple[str, str, str, dict[str, str], tuple[int, ...], bool, tuple[Issue, ...]]]:
    """The texts of a source with what a reader said of them: member, format, text, meta, pages, ocr, what it noticed."""
    sql = "SELECT file, member, format, meta, pages, ocr FROM files JOIN sources USING (source) WHERE location = ? ORDER BY member"
    for file, member, format, meta, pages, ocr in db.execute(sql, (location,)).fetchall():
        noticed = db.execute(
            "SELECT start, end, code, detail FROM issues WHERE file = ? AND reader ORDER BY i", (file,)
        ).fetchall()
        issues = tuple(Issue(start=r[0], end=r[1], code=r[2], detail=r[3]) for r in noticed)
        yield (
            member,
            format,
            _text(db, file),
            msgspec.json.decode(meta),
            tuple(msgspec.json.decode(pages)),
            bool(ocr),
            issues,
        )


def _is(db: sqlite3.Connection, entity: int, name: str) -> bool:
    """Is the entity of that descriptor key, or of a node of that id?"""
    data, id = db.execute(
        "SELECT data, id FROM entities LEFT JOIN nodes USING (node) WHERE entity = ?", (entity,)
    ).fetchone()
    return name in (id, naming.descriptor_key(_decode(data)))


def _text(db: sqlite3.Connection, file: int) -> str:
    rows = db.execute("SELECT data FROM texts WHERE chunk BETWEEN ? AND ? ORDER BY chunk", numbers(file))
    return "".join(unpack_text(row[0]) for row in rows)


def _link(db: sqlite3.Connection, file: int) -> None:
    """Writes into the claims of a file the nodes that they join."""
    nodes = dict(db.execute("SELECT entity, node FROM entities WHERE entity BETWEEN ? AND ?", numbers(file)))
    claims = db.execute("SELECT i, subject, object, source, target FROM claims WHERE file = ?", (file,)).fetchall()
    wrong = [
        (s, t, file, i) for i, subject, object_, *now in claims if [s := nodes.get(subject), t := nodes[object_]] != now
    ]
    db.executemany("UPDATE claims SET source = ?, target = ? WHERE file = ? AND i = ?", wrong)


def _block(db: sqlite3.Connection, seed: int) -> set[int]:
    """All entities joined to one by shared keys, directly or over others."""
    block = {seed}
    seen: set[int] = set()
    todo = [seed]
    while todo:
        for (k,) in db.execute("SELECT key FROM keys WHERE entity = ?", (todo.pop(),)).fetchall():
            if k not in seen:
                seen.add(k)
                new = [
                    row[0] for row in db.execute("SELECT entity FROM keys WHERE key = ?", (k,)) if row[0] not in block
                ]
                block.update(new)
                todo.extend(new)
    return block


_decoder = msgspec.msgpack.Decoder(Entity)


def _decode(data: bytes) -> Entity:
    return _decoder.decode(data)


def _node_row(cluster: Cluster) -> Row:
    fields = {k: v for k, v in sorted(cluster.fields.items()) if v is not None and v != ""}
    body = body_of(cluster.kind, fields.get("issuer"), fields.get("part_of"), fields.get("place"))
    if body:
        fields["issuer_id" if cluster.kind == DOCUMENT else "part_of"] = naming.body_id(*body)
    if cluster.kind == AGENCY:
        fields |= _lifetime(cluster.label, fields.get("place"))
    return (
        cluster.id,
        cluster.kind,
        cluster.label,
        _json(list(cluster.aliases)),
        _json(list(cluster.inferred)),
        _json(fields),
        number_of(fields.get("symbol")) if cluster.kind == DOCUMENT else None,
        fields.get("place"),
    )


@lru_cache(maxsize=65536)
def _lifetime(label: str, place: str | None) -> dict[str, Any]:
    """`from`, `until`, `successors` of a body, where the table of successions knows it."""
    since, until = succession.period(label, place)
    heirs = [
        {
            "id": naming.body_id(h.label, h.place),
            "date": h.since.isoformat() if h.since else None,
            "basis": h.basis,
            "share": h.share,
        }
        for h in (succession.successors(label, place) if until else ())
    ]
    fields = {"from": since and since.isoformat(), "until": until and until.isoformat(), "successors": heirs}
    return {k: v for k, v in fields.items() if v}


def _names(row: Row) -> str:
    """The words a node is found by."""
    fields = msgspec.json.decode(row[5])
    place = str(fields.get("place") or "").replace("-", " ")
    words = [
        row[2],
        *msgspec.json.decode(row[3]),
        fields.get("symbol"),
        fields.get("name"),
        fields.get("title"),
        fields.get("type"),
        place,
    ]
    return searchable("\n".join(dict.fromkeys(filter(None, words))))


def _assign_ids(db: sqlite3.Connection, base: str) -> None:
    """One node of a base has it as its id; of several each has a digest of its fields behind it, whatever the order they came in."""
    rows = db.execute(
        "SELECT node, id, kind, label, fields FROM nodes WHERE base = ? ORDER BY kind, label, fields, aliases", (base,)
    ).fetchall()
    wanted = (
        [base]
        if len(rows) == 1
        else [f"{base}~{hashlib.blake2b(_json(row[2:]).encode(), digest_size=3).hexdigest()}" for row in rows]
    )
    for n, (row, name) in enumerate(zip(rows, wanted, strict=True)):
        if name in wanted[:n]:
            wanted[n] = f"{name}{n}"
        if row[1] not in (None, wanted[n]):
            db.execute("UPDATE nodes SET id = NULL WHERE node = ?", (row[0],))
    for row, name in zip(rows, wanted, strict=True):
        if row[1] != name:
            db.execute("UPDATE nodes SET id = ? WHERE node = ?", (name, row[0]))


def relative(location: str, root: str, member: str) -> str:
    """The path of a file under its root, with that of its member inside an archive."""
    path = location[len(root) :].lstrip("/") if location.startswith(root) else location
    return f"{path}/{member}" if member else path


def _distinct(roots: list[str], path: str) -> list[str]:
    """Ids for files of one path under several roots: as little of each root as tells them apart."""
    if len(roots) < 2:
        return [path for _ in roots]
    parts = [[p for p in root.split("/") if p] for root in roots]
    for count in range(1, max(map(len, parts)) + 1):
        tails = ["/".join(p[-count:]) for p in parts]
        if len(set(tails)) == len(tails):
            return [f"{tail}//{path}" for tail in tails]
    return [f"{root}//{path}" for root in roots]


_NO_FACTS = {"commands", "export", "messages", "query", "serve", "view"}  # folders whose code makes no facts


def fingerprint(folders: Iterable[Path]) -> str:
    """A digest of the code and tables that make facts of texts: facts made by others are made again."""
    digest = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".toml", ".tsv") and not _NO_FACTS.intersection(path.relative_to(folder).parts):
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
