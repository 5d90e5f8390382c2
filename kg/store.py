"""The write side of the graph file: puts and takes out files with all they say, and works out identity again where that touches it."""

from __future__ import annotations

import codecs
import hashlib
import re
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from kg import graphfile, identity, naming, succession, units
from kg.graphfile import (
    BITS,
    CHUNK,
    Mentions,
    numbers,
    pack_chunk,
    pack_mentions,
    searchable,
    unpack_text,
)
from kg.identity import Cluster, Descriptor, Judgement, Speaker
from kg.model import AGENCY, DOCUMENT, Claim, Entity, FileFacts, Issue, Mention
from kg.text import key, plain, slug

if TYPE_CHECKING:
    from kg.judgements import FactJudgement

Row = tuple[Any, ...]
Description = tuple[bytes, int, tuple[int, ...]]  # an Entity as msgpack, its digest, those of its block keys
ClaimRow = tuple[str, int | None, int, int | None, str]
_Before = tuple[int, tuple[str, str | None], list[tuple[int, int, int]]]


class Item(Struct, frozen=True, kw_only=True, array_like=True):
    """One text with what it says, as rows that only lack the number of the file: what a worker sends back."""

    member: str
    format: str
    length: int
    text_sha: str
    chunks: list[bytes]
    body: bytes  # the text as the full-text index takes it: to unpack the chunks would take longer than to send it
    meta: dict[str, str]
    pages: tuple[int, ...]
    ocr: bool
    citing: str | None  # when the text speaks: its own date, or the latest it cites
    entities: list[Description]
    mentions: list[tuple[int, int, bytes]]
    claims: list[ClaimRow]  # relation, subject, object, task, the rest as JSON
    tasks: list[tuple[int, int, str, str]]
    deadlines: list[tuple[int, int, int | None, str | None, str | None, str | None, str | None, str | None, bool]]
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
    chunks = [text[at : at + CHUNK].encode("utf-8") for at in range(0, len(text), CHUNK)]
    whole = b"".join(chunks)
    return Item(
        member=member,
        format=format,
        length=len(text),
        text_sha=hashlib.sha256(whole).hexdigest(),
        chunks=[pack_chunk(chunk) for chunk in chunks],
        body=indexed(text),
        meta=dict(sorted((meta or {}).items())),
        pages=pages,
        ocr=ocr,
        citing=_citing(facts.entities),
        entities=[described(e) for e in entities],
        mentions=_mentions(facts.mentions),
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
            (d.start, d.end, d.task, d.not_before, d.not_after, d.rrule, *(d.relative or (None, None)), d.inferred)
            for d in facts.deadlines
        ],
        targets=[(t.start, t.end, t.task, t.due, t.value, t.unit) for t in facts.targets],
        issues=_issue_rows(facts.issues, noticed),
    )


# What most texts are written with, one byte for each, and the same without marks and capitals, blanks for what is in no word.
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_ALPHABET = "".join(("\0\n\t", *map(chr, range(32, 127)), _LETTERS, _LETTERS.upper(), "“”‘’–—…•·§°±≥≤→\u00a0"))
_CODES = codecs.charmap_build(_ALPHABET.ljust(256, "\ufffe"))
_PLAIN = "".join(letter if (letter := plain(c)).isalnum() else " " for c in _ALPHABET).ljust(256).encode("ascii")


def indexed(text: str) -> bytes:
    """The text as the full-text index takes it. To take the marks off here costs the index less than to do it itself."""
    coded = codecs.charmap_encode(text, "replace", _CODES)[0]
    if coded.count(_ALPHABET.index("?")) != text.count("?"):  # a letter of another alphabet
        return searchable(text).encode("utf-8")
    return coded.translate(_PLAIN)


@lru_cache(maxsize=1 << 16)
def described(entity: Entity) -> Description:
    """An entity as it is stored. Files say the same of most bodies and laws."""
    data = msgspec.msgpack.encode(entity)
    return data, digest_of(data), tuple(sorted({digest_of(k.encode("utf-8")) for k in naming.block_keys(entity)}))


def _mentions(mentions: Iterable[Mention]) -> list[tuple[int, int, bytes]]:
    """Of each entity that is mentioned its place among the file's, how often, and its `Mentions`."""
    of: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
    for m in mentions:
        of[m.entity].append((m.start, m.end, m.rule, _provisions(m.provisions)))
    found = []
    for n, rows in sorted(of.items()):
        rows.sort()
        rules = {rule: i for i, rule in enumerate(dict.fromkeys(row[2] for row in rows))}
        data = pack_mentions(Mentions(list(rules), [(a, b, rules[rule], said) for a, b, rule, said in rows]))
        found.append((n, len(rows), data))
    return found


@lru_cache(maxsize=1 << 14)
def _provisions(provisions: tuple[str, ...]) -> str:
    return _json(provisions) if provisions else ""


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


@lru_cache(maxsize=1 << 16)
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


def digest_of(data: bytes) -> int:
    """Sixty-four bits that stand for a block key, where two of one digest only make a block larger, or for a description."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def _key_digest(name: str) -> int:
    return digest_of(name.encode("utf-8"))


def _said(c: Claim) -> str:
    spans = tuple((span.start, span.end) for span in c.evidence)
    said = graphfile.Said(
        spans, c.rule, c.inferred, c.scope, c.provisions, c.effective, c.role, c.words, c.basis, c.official
    )
    return _json(said)


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


_encoder = msgspec.json.Encoder()


def _json(value: Any) -> str:
    return _encoder.encode(value).decode("utf-8")


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
        self._fresh: set[int] = set()  # descriptions whose block must be worked out
        self._left: set[int] = set()  # descriptions that a file no longer gives
        self._stale: set[int] = set()  # nodes that lost an entity
        self._paths: set[str] = set()  # paths of files that came or went
        self._unlinked: set[int] = set()  # files with claims whose nodes may be others
        # Entities and claims are written with their nodes, once these are known.
        self._new: dict[int, array[int]] = {}  # files -> descriptions of their entities
        self._added: dict[int, int] = {}  # entities that came to a file -> their descriptions
        self._claims: dict[int, list[ClaimRow]] = {}  # files -> their claims
        self._held = 0  # how many claims these are
        self._known: dict[int, bytes] = {}  # descriptions that are in the file
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
        """Stores what a source says; what it said before is gone. `keep`: of what a text names as it did before, identity is not asked again."""
        with self._writing() as db:
            before = self._before(db, location)
            kept = set()
            sql = """INSERT INTO sources(location, root, size, mtime, sha) VALUES(?, ?, ?, ?, ?) ON CONFLICT(location) DO UPDATE
                     SET root = excluded.root, size = excluded.size, mtime = excluded.mtime, sha = excluded.sha RETURNING source"""
            (source,) = db.execute(sql, (location, root, size, mtime, sha)).fetchone()
            new = []
            for item in items:
                path = relative(location, root, item.member)
                descriptions = array("q", [self._described(db, *said) for said in item.entities])
                file, speaks, entities = before.pop(item.member, (0, None, []))
                if keep and speaks == (path, item.citing) and entities[0][1] == descriptions[0]:
                    kept.add(file)
                    self._clear_file(db, file)
                    self._renew(db, file, entities, descriptions)
                    self._put_rows(db, file, item)
                else:
                    new.append((path, item, descriptions))
            for file, path in db.execute("SELECT file, path FROM files WHERE source = ?", (source,)).fetchall():
                if file not in kept:
                    self._remove_file(db, file, path)
            for path, item, descriptions in new:
                self._put_file(db, source, path, item, descriptions)

    def _before(self, db: sqlite3.Connection, location: str) -> dict[str, _Before]:
        """Of each file of a source, by its member, its number, its path and day, and its entities."""
        found = {}
        sql = "SELECT member, file, path, citing FROM files JOIN sources USING (source) WHERE location = ?"
        for member, file, path, citing in db.execute(sql, (location,)).fetchall():
            self._written(db, file)
            sql = "SELECT entity, description, node FROM entities WHERE entity BETWEEN ? AND ? ORDER BY entity"
            found[member] = (file, (path, citing), db.execute(sql, numbers(file)).fetchall())
        return found

    def _put_file(self, db: sqlite3.Connection, source: int, path: str, item: Item, descriptions: array[int]) -> None:
        sql = "INSERT INTO files(source, member, path, id, citing) VALUES(?, ?, ?, ?, ?)"
        file = db.execute(sql, (source, item.member, path, path, item.citing)).lastrowid
        assert file is not None
        self._paths.add(path)
        self._new[file] = descriptions
        self._fresh.update(descriptions)
        self._put_rows(db, file, item)

    def _renew(
        self, db: sqlite3.Connection, file: int, before: list[tuple[int, int, int]], descriptions: array[int]
    ) -> None:
        """Puts other entities for those of a file that is of the same path and day: identity is asked only for those that came or went."""
        now = list(enumerate(descriptions, file << BITS))
        if [row[:2] for row in before] == now:
            return
        stay = self._that_stay(db, file, before, now)
        doubts = db.execute("SELECT * FROM doubts WHERE entity BETWEEN ? AND ?", numbers(file)).fetchall()
        for table in ("entities", "doubts"):
            db.execute(f"DELETE FROM {table} WHERE entity BETWEEN ? AND ?", numbers(file))
        for entity, description, node in before:
            if entity not in stay:
                self._stale.add(node)
                self._left.add(description)
                self._fresh.add(description)
        db.executemany("INSERT INTO entities VALUES(?, ?, ?)", ((stay[e], d, n) for e, d, n in before if e in stay))
        db.executemany("INSERT INTO doubts VALUES(?, ?, ?)", ((stay[e], *rest) for e, *rest in doubts if e in stay))
        there = set(stay.values())
        added = {entity: description for entity, description in now if entity not in there}
        self._added |= added
        self._fresh.update(added.values())
        self._unlinked.add(file)

    def _that_stay(
        self, db: sqlite3.Connection, file: int, before: list[tuple[int, int, int]], now: list[tuple[int, int]]
    ) -> dict[int, int]:
        """Entities whose node cannot change, since they are described as before and in the same order -> what they are numbered now."""
        once = _once(row[1] for row in before) & _once(row[1] for row in now)
        old = [row for row in before if row[1] in once]
        new = [row for row in now if row[1] in once]
        if [row[1] for row in old] != [row[1] for row in new]:
            return {}
        (id,) = db.execute("SELECT id FROM files WHERE file = ?", (file,)).fetchone()
        stay = {}
        for (entity, _, node), (entity_now, _) in zip(old, new, strict=True):
            (base,) = db.execute("SELECT base FROM nodes WHERE node = ?", (node,)).fetchone()
            # The last resort of identity, to tell things of one id apart, is the place of the first that names them.
            if entity == entity_now or not base.endswith(slug(f"{id} {entity - (file << BITS)}")):
                stay[entity] = entity_now
        return stay

    def _put_rows(self, db: sqlite3.Connection, file: int, item: Item) -> None:
        """All of a file but what identity works with."""
        row = (item.format, item.length, item.text_sha, _json(item.meta), _json(item.pages), int(item.ocr), file)
        db.execute(
            "UPDATE files SET format = ?, length = ?, text_sha = ?, meta = ?, pages = ?, ocr = ? WHERE file = ?", row
        )
        db.executemany(
            "INSERT INTO texts VALUES(?, ?)", (((file << BITS) + n, chunk) for n, chunk in enumerate(item.chunks))
        )
        db.execute("INSERT INTO words(rowid, body) VALUES(?, ?)", (file, item.body))
        db.executemany(
            "INSERT INTO mentions VALUES(?, ?, ?)",
            [((file << BITS) + n, times, data) for n, times, data in item.mentions],
        )
        self._claims[file] = item.claims
        self._held += len(item.claims)
        if self._held > _MOST_HELD:
            self._write_claims(db, {})
        db.executemany(
            "INSERT INTO tasks VALUES(?, ?, ?, ?, ?, ?)", ((file, i, *row) for i, row in enumerate(item.tasks))
        )
        db.executemany(
            "INSERT INTO deadlines VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((file, i, *row) for i, row in enumerate(item.deadlines)),
        )
        db.executemany(
            "INSERT INTO targets VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            ((file, i, *row) for i, row in enumerate(item.targets)),
        )
        db.executemany(
            "INSERT INTO issues VALUES(?, ?, ?, ?, ?, ?, ?)", ((file, i, *row) for i, row in enumerate(item.issues))
        )

    def _described(self, db: sqlite3.Connection, data: bytes, number: int, keys: tuple[int, ...]) -> int:
        """The number of a description, which is written where it is not known: its digest, or the next that no other has."""
        while True:
            known = self._known.get(number)
            if known is None:
                row = db.execute("SELECT data FROM descriptions WHERE description = ?", (number,)).fetchone()
                known = row[0] if row else None
            if known == data:
                self._known[number] = data
                return number
            if known is None:
                break
            number += 1
        self._known[number] = data
        db.execute("INSERT INTO descriptions VALUES(?, ?)", (number, data))
        db.executemany("INSERT INTO keys VALUES(?, ?)", [(k, number) for k in (*keys, *self._judged_keys(data))])
        return number

    def _written(self, db: sqlite3.Connection, file: int) -> None:
        """Before a file is looked at, what of it waits for its nodes is written."""
        if file in self._new or file in self._claims:
            self._settle(db)

    def _judged_keys(self, data: bytes) -> list[int]:
        """The block that a person's word puts an entity in, and a key by which its description is found."""
        if not self.judgements:
            return []
        name = naming.descriptor_key(_decode(data))
        same = self.judged.get(name)
        named = any(name in (j.a, j.b) for j in self.judgements)
        return [_key_digest(f"judged:{same}")] * bool(same) + [_key_digest(f"named:{name}")] * named

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
        self._written(db, file)
        db.execute("INSERT INTO words(words, rowid, body) VALUES('delete', ?, ?)", (file, indexed(_text(db, file))))
        db.execute("DELETE FROM texts WHERE chunk BETWEEN ? AND ?", numbers(file))
        db.execute("DELETE FROM mentions WHERE entity BETWEEN ? AND ?", numbers(file))
        for table in ("claims", "tasks", "deadlines", "targets", "issues"):
            db.execute(f"DELETE FROM {table} WHERE file = ?", (file,))

    def _remove_file(self, db: sqlite3.Connection, file: int, path: str) -> None:
        self._clear_file(db, file)
        self._paths.add(path)
        gone = db.execute(
            "SELECT description, node FROM entities WHERE entity BETWEEN ? AND ?", numbers(file)
        ).fetchall()
        self._stale.update(node for _, node in gone if node is not None)
        self._left.update(description for description, _ in gone)
        self._fresh.update(description for description, _ in gone)
        for table in ("entities", "doubts"):
            db.execute(f"DELETE FROM {table} WHERE entity BETWEEN ? AND ?", numbers(file))
        db.execute("DELETE FROM files WHERE file = ?", (file,))
        self._unlinked.discard(file)

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
            for k in {_key_digest(f"{what}:{name}") for name in names for what in ("judged", "named")}:
                self._fresh.update(row[0] for row in db.execute("SELECT description FROM keys WHERE key = ?", (k,)))
                db.execute("DELETE FROM keys WHERE key = ?", (k,))
            touched = {name for j in (*before, *self.judgements) for name in (j.a, j.b)}
            for number, data in db.execute("SELECT description, data FROM descriptions").fetchall():
                if naming.descriptor_key(_decode(data)) in touched:
                    db.executemany(
                        "INSERT OR IGNORE INTO keys VALUES(?, ?)", [(k, number) for k in self._judged_keys(data)]
                    )
                    self._fresh.add(number)

    def described(self, name: str) -> bool:
        """Is there an entity of that descriptor key? Only asked of those that judgements name."""
        with self._writing() as db:
            self._settle(db)
            return bool(
                db.execute("SELECT 1 FROM keys WHERE key = ? LIMIT 1", (_key_digest(f"named:{name}"),)).fetchone()
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
                    spans = graphfile.unpack_said(data).evidence
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
        """Works out the nodes of all blocks that a change touched, and writes what waited for them."""
        self._name_files(db)
        work = _Work(db, self._new, self._added, self._known, self.judgements)
        self._fresh |= work.unused(self._left)
        work.reuse(self._stale)
        done: set[int] = set()
        for seed in sorted(self._fresh):
            if seed not in done:
                block = _block(db, seed)
                done |= block
                work.resolve(block)
        work.write()
        self._write_entities(db, work.placed)
        self._write_claims(db, work.placed)
        for file in sorted(self._unlinked | work.moved):
            _link(db, file)
        for kept in (self._fresh, self._left, self._stale, self._unlinked):
            kept.clear()
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()

    def _write_entities(self, db: sqlite3.Connection, placed: dict[int, int]) -> None:
        rows = (
            (entity, description, placed[entity])
            for file, descriptions in self._new.items()
            for entity, description in enumerate(descriptions, file << BITS)
        )
        db.executemany("INSERT INTO entities VALUES(?, ?, ?)", rows)
        added = ((entity, description, placed[entity]) for entity, description in self._added.items())
        db.executemany("INSERT INTO entities VALUES(?, ?, ?)", added)
        self._new.clear()
        self._added.clear()

    def _write_claims(self, db: sqlite3.Connection, placed: dict[int, int]) -> None:
        """Writes the claims at hand. `placed`: nodes of new entities; where there are none yet, the claims get them later."""
        rows: list[Row] = []
        for file, claims in self._claims.items():
            first = file << BITS
            if file in self._new:  # too many claims to wait for their nodes
                self._unlinked.add(file)
            elif first not in placed:
                placed |= db.execute("SELECT entity, node FROM entities WHERE entity BETWEEN ? AND ?", numbers(file))
            for i, (kind, subject, object_, task, data) in enumerate(claims):
                b = first + object_
                if subject is None:
                    rows.append((file, i, kind, None, b, task, data, None, placed.get(b)))
                else:
                    a = first + subject
                    rows.append((file, i, kind, a, b, task, data, placed.get(a), placed.get(b)))
        sql = "INSERT INTO claims(file, i, kind, subject, object, task, data, source, target) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
        db.executemany(sql, rows)
        self._claims.clear()
        self._held = 0

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
                    sql = "SELECT description FROM entities WHERE entity BETWEEN ? AND ?"
                    self._fresh.update(row[0] for row in db.execute(sql, numbers(file)))
        self._paths = set()


def _once(numbers: Iterable[int]) -> set[int]:
    """Those that come once."""
    return {number for number, times in Counter(numbers).items() if times == 1}


_MOST_HELD = 200_000  # claims that wait for their nodes
_MOST_KNOWN = 100_000  # descriptions kept at hand


class _Work:
    """Identity worked out for what changed: which nodes there are, and which entities are of them."""

    def __init__(
        self,
        db: sqlite3.Connection,
        new: dict[int, array[int]],
        added: dict[int, int],
        known: dict[int, bytes],
        judgements: Sequence[Judgement],
    ) -> None:
        self.db = db
        self.new = new
        self.known = known
        self.judgements = judgements
        self.placed: dict[int, int] = {}  # new entities -> their nodes
        self.moved: set[int] = set()  # older files with an entity whose node is another now
        self._moves: list[tuple[int, int]] = []
        self._doubts: list[tuple[int, str, str]] = []
        self._of: dict[int, list[int]] = defaultdict(list)  # descriptions -> new entities
        for file, descriptions in new.items():
            for entity, description in enumerate(descriptions, file << BITS):
                self._of[description].append(entity)
        for entity, description in added.items():
            self._of[description].append(entity)
        self._free: dict[
            str, list[int]
        ] = {}  # ids that identity gave -> nodes of which nobody knows yet whether they stay
        self._at_hand: dict[int, Row] = {}  # those nodes
        self._nodes: dict[int, Row] = {}  # nodes to be written
        self._bases: set[str] = set()  # ids of nodes that came or went
        self._next = (db.execute("SELECT max(node) FROM nodes").fetchone()[0] or 0) + 1
        self._days: dict[int, tuple[str, str | None]] = {}
        self._types: dict[int, str | None] = {}

    def unused(self, left: Iterable[int]) -> set[int]:
        """Takes out descriptions that nobody gives any more -> those that shared a key with them."""
        touched: set[int] = set()
        sql = "SELECT 1 FROM entities WHERE description = ? LIMIT 1"
        for number in left:
            if number not in self._of and not self.db.execute(sql, (number,)).fetchone():
                of_key = "SELECT b.description FROM keys a JOIN keys b ON b.key = a.key WHERE a.description = ?"
                touched.update(row[0] for row in self.db.execute(of_key, (number,)))
                self.db.execute("DELETE FROM keys WHERE description = ?", (number,))
                self.db.execute("DELETE FROM descriptions WHERE description = ?", (number,))
                self.known.pop(number, None)
        return touched

    def reuse(self, nodes: Iterable[int]) -> None:
        """Nodes that lost an entity: what is found to be of the same id takes their place; the rest will go."""
        for node in sorted(nodes):
            row = (
                None
                if node in self._at_hand
                else self.db.execute(f"SELECT {_COLUMNS} FROM nodes WHERE node = ?", (node,)).fetchone()
            )
            if row:
                self._at_hand[node] = row
                self._free.setdefault(row[0], []).append(node)

    def resolve(self, block: set[int]) -> None:
        """Works out the nodes of one block."""
        found: dict[tuple[str, int], tuple[int, int | None]] = {}
        descriptors: list[Descriptor] = []
        for number in block:
            there = self._entities(number)
            if there:
                entity = _decode(self._data(number))
                descriptors += identity.described(entity, self._speakers(there, bool(entity.name), found))
        old = [(entity,) for entity, node in found.values() if node is not None]
        if old:
            self.reuse({node for _, node in found.values() if node is not None})
            self.db.executemany("DELETE FROM doubts WHERE entity = ?", old)
        for cluster in identity.resolve_block(descriptors, self.judgements):
            node = self._node(_node_row(cluster))
            for member in cluster.members:
                entity_number, before = found[member]
                if before is None:
                    self.placed[entity_number] = node
                elif before != node:
                    self._moves.append((node, entity_number))
                    self.moved.add(entity_number >> BITS)
            self._doubts += [(found[i.file, i.local][0], i.code, i.detail) for i in cluster.issues]

    def _entities(self, number: int) -> list[tuple[int, int | None]]:
        """The entities of a description with their nodes."""
        there = self.db.execute("SELECT entity, node FROM entities WHERE description = ?", (number,)).fetchall()
        there += [(entity, None) for entity in self._of.get(number, ())]
        return there

    def _speakers(
        self, there: list[tuple[int, int | None]], typed: bool, found: dict[tuple[str, int], tuple[int, int | None]]
    ) -> Iterator[Speaker]:
        for entity, node in there:
            file = entity >> BITS
            local = entity - (file << BITS)
            name, day = self._day(file)
            found[name, local] = (entity, node)
            yield name, local, day, self._type(file) if typed else None, local == 0

    def _day(self, file: int) -> tuple[str, str | None]:
        """The id of a file, and when it speaks."""
        told = self._days.get(file)
        if told is None:
            told = self.db.execute("SELECT id, citing FROM files WHERE file = ?", (file,)).fetchone()
            self._days[file] = told
        return told

    def _type(self, file: int) -> str | None:
        """The type of a file's own document."""
        if file not in self._types:
            if file in self.new:
                number = self.new[file][0]
            else:
                sql = "SELECT description FROM entities WHERE entity = ?"
                (number,) = self.db.execute(sql, (file << BITS,)).fetchone()
            self._types[file] = _decode(self._data(number)).type
        return self._types[file]

    def _data(self, number: int) -> bytes:
        data = self.known.get(number)
        if data is None:
            (data,) = self.db.execute("SELECT data FROM descriptions WHERE description = ?", (number,)).fetchone()
            self.known[number] = data
        return data

    def _node(self, row: Row) -> int:
        """The node of a cluster: one of that id that is there, else a new one."""
        free = self._free.get(row[0])
        node = free.pop(0) if free else None
        if node is not None:
            before = self._at_hand.pop(node)
            if before == row:
                return node
            self._delete(node, before)
        else:
            node = self._next
            self._next += 1
        self._nodes[node] = row
        self._bases.add(row[0])
        return node

    def _delete(self, node: int, row: Row) -> None:
        self._bases.add(row[0])
        self.db.execute("INSERT INTO names(names, rowid, body) VALUES('delete', ?, ?)", (node, _names(row)))
        self.db.execute("DELETE FROM nodes WHERE node = ?", (node,))

    def write(self) -> None:
        """Takes out nodes that nothing is of any more, writes the new ones, and moves older entities to theirs."""
        for node, row in self._at_hand.items():
            self._delete(node, row)
        alone: dict[str, int] = {}
        for row in self._nodes.values():
            alone[row[0]] = alone.get(row[0], 0) + 1
        of_base = "SELECT 1 FROM nodes WHERE base = ? LIMIT 1"
        settled = {
            base for base, n in alone.items() if n == 1 and not self.db.execute(of_base, (base,)).fetchone()
        }  # most ids are of one node
        rows = ((node, row[0] if row[0] in settled else None, *row) for node, row in self._nodes.items())
        self.db.executemany(f"INSERT INTO nodes(node, id, {_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        names = ((node, _names(row)) for node, row in self._nodes.items())
        self.db.executemany("INSERT INTO names(rowid, body) VALUES(?, ?)", names)
        for base in sorted(self._bases - settled):
            _assign_ids(self.db, base)
        self.db.executemany("UPDATE entities SET node = ? WHERE entity = ?", self._moves)
        self.db.executemany("INSERT OR IGNORE INTO doubts VALUES(?, ?, ?)", sorted(self._doubts))


_COLUMNS = "base, kind, label, aliases, inferred, fields, number, place"


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
    sql = "SELECT data, id FROM entities JOIN descriptions USING (description) LEFT JOIN nodes USING (node) WHERE entity = ?"
    data, id = db.execute(sql, (entity,)).fetchone()
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
    """All descriptions joined to one by shared keys, directly or over others."""
    block = {seed}
    seen: set[int] = set()
    todo = [seed]
    while todo:
        for (k,) in db.execute("SELECT key FROM keys WHERE description = ?", (todo.pop(),)).fetchall():
            if k not in seen:
                seen.add(k)
                sql = "SELECT description FROM keys WHERE key = ?"
                new = [row[0] for row in db.execute(sql, (k,)) if row[0] not in block]
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
