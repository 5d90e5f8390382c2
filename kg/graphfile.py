"""The graph file itself: its tables, how it is recognised, opened and locked, and how texts are kept so that a slice is cheap to read."""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import Struct

from kg.errors import StoreError

APPLICATION = 0x6B672F31  # "kg/1", in the header of the file, where `file` and other programs look for it
VERSION = 6
CHUNK = 1 << 14  # characters; a quote of a 10 MB law costs the unpacking of one chunk
BITS = 24  # a file's chunks and entities are numbered from `file << BITS`

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- what lies on a disk: a document, or an archive or letter that holds several
CREATE TABLE sources(source INTEGER PRIMARY KEY, location TEXT UNIQUE, root TEXT, size INTEGER, mtime INTEGER, sha BLOB);

-- a text somebody has; `path` is relative to the folder given, `id` the same unless two folders hold a file of that path
CREATE TABLE files(file INTEGER PRIMARY KEY, source INTEGER, member TEXT, path TEXT, id TEXT, format TEXT, length INTEGER,
                   text_sha TEXT, meta TEXT, pages TEXT, ocr INTEGER, citing TEXT);
CREATE INDEX files_source ON files(source);
CREATE INDEX files_path ON files(path);
CREATE INDEX files_id ON files(id);
CREATE TABLE texts(chunk INTEGER PRIMARY KEY, data BLOB);  -- chunk = (file << 24) + n

-- a thing as files describe it, an `Entity` in msgpack, once for all files that do so in the same words; its number is its digest
CREATE TABLE descriptions(description INTEGER PRIMARY KEY, data BLOB);
-- the blocks (digests of their keys) in which the same thing may be described by others
CREATE TABLE keys(key INTEGER, description INTEGER, PRIMARY KEY(key, description)) WITHOUT ROWID;
CREATE INDEX keys_description ON keys(description);
-- a thing that a file names; entity = (file << 24) + its place among the file's entities, 0 the document itself;
-- its node is what identity made of it
CREATE TABLE entities(entity INTEGER PRIMARY KEY, description INTEGER, node INTEGER);
CREATE INDEX entities_description ON entities(description);
CREATE INDEX entities_node ON entities(node);
CREATE TABLE doubts(entity INTEGER, code TEXT, detail TEXT, PRIMARY KEY(entity, code, detail)) WITHOUT ROWID;

-- how often a file names an entity, and where: `Mentions` in msgpack
CREATE TABLE mentions(entity INTEGER PRIMARY KEY, times INTEGER, data BLOB);
-- subject, object: entities, source, target: their nodes; a `concerns` claim has a task and no subject. `verdict`: what a person
-- said of it, or `was:` and the relation that the file says where a person said another
CREATE TABLE claims(file INTEGER, i INTEGER, kind TEXT, subject INTEGER, object INTEGER, task INTEGER, data TEXT, verdict TEXT,
                    source INTEGER, target INTEGER, PRIMARY KEY(file, i)) WITHOUT ROWID;
CREATE INDEX claims_source ON claims(source, kind, target) WHERE source IS NOT NULL;
CREATE INDEX claims_target ON claims(target, kind, source) WHERE target IS NOT NULL;
CREATE INDEX claims_task ON claims(file, task) WHERE task IS NOT NULL;
CREATE INDEX claims_verdict ON claims(verdict) WHERE verdict IS NOT NULL;
CREATE TABLE tasks(file INTEGER, n INTEGER, start INTEGER, "end" INTEGER, section TEXT, digest TEXT,
                   PRIMARY KEY(file, n)) WITHOUT ROWID;
CREATE INDEX tasks_digest ON tasks(digest);
CREATE TABLE deadlines(file INTEGER, i INTEGER, start INTEGER, "end" INTEGER, task INTEGER, not_before TEXT, not_after TEXT,
                       rrule TEXT, duration TEXT, anchor TEXT, inferred INTEGER, PRIMARY KEY(file, i)) WITHOUT ROWID;
CREATE TABLE targets(file INTEGER, i INTEGER, start INTEGER, "end" INTEGER, task INTEGER, due TEXT, value TEXT, unit TEXT,
                     inferred INTEGER, PRIMARY KEY(file, i)) WITHOUT ROWID;
-- from when a document holds: `entity` its place among the file's entities
CREATE TABLE in_force(file INTEGER, entity INTEGER, i INTEGER, start INTEGER, "end" INTEGER, rule TEXT, effective TEXT, until TEXT,
                      duration TEXT, anchor TEXT, provisions TEXT, inferred INTEGER, PRIMARY KEY(file, entity, i)) WITHOUT ROWID;
CREATE TABLE issues(file INTEGER, i INTEGER, start INTEGER, "end" INTEGER, code TEXT, detail TEXT, reader INTEGER,
                    PRIMARY KEY(file, i)) WITHOUT ROWID;

-- `base` is the id identity gave; `id` differs only where two unlike things have one base
CREATE TABLE nodes(node INTEGER PRIMARY KEY, id TEXT UNIQUE, base TEXT, kind TEXT, label TEXT, aliases TEXT, inferred TEXT,
                   fields TEXT, number INTEGER, place TEXT);
CREATE INDEX nodes_base ON nodes(base);
CREATE INDEX nodes_kind ON nodes(kind, id);
CREATE INDEX nodes_number ON nodes(number) WHERE number IS NOT NULL;
CREATE INDEX nodes_place ON nodes(place) WHERE place IS NOT NULL;

CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2');
INSERT INTO words(words, rank) VALUES('hashsize', 8388608);  -- fewer pieces to be merged
CREATE VIRTUAL TABLE names USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2');
"""


def numbers(file: int) -> tuple[int, int]:
    """The first and the last number of what belongs to a file."""
    return file << BITS, ((file + 1) << BITS) - 1


def searchable(text: str) -> str:
    """What the full-text index is given: its tokenizer drops every diacritic but the bar of `đ`."""
    return text.replace("đ", "d").replace("Đ", "D")


def pack_chunk(chunk: bytes) -> bytes:
    """A chunk of CHUNK characters in UTF-8 -> as it is kept."""
    return zlib.compress(chunk, 1)


class Mentions(Struct, frozen=True, array_like=True):
    """Where a file names an entity, in text order: start, end, place of the rule among `rules`, provisions as JSON or ""."""

    rules: list[str]
    rows: list[tuple[int, int, int, str]]


def pack_mentions(mentions: Mentions) -> bytes:
    """As they are kept."""
    return _packer.encode(mentions)


def unpack_mentions(data: bytes) -> Mentions:
    """Mentions as they were packed."""
    return _unpacker.decode(data)


_packer, _unpacker = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Mentions)


class Said(Struct, frozen=True, omit_defaults=True):
    """What a claim says beside its two ends. It is kept as JSON, so that SQL can read it, without what is left out."""

    evidence: tuple[tuple[int, int], ...]
    rule: str
    why: str = ""
    scope: str | None = None
    provisions: tuple[str, ...] = ()
    effective: str | None = None
    role: str | None = None
    words: str | None = None
    basis: str | None = None
    official: str | None = None


unpack_said = msgspec.json.Decoder(Said).decode


def unpack_text(chunk: bytes) -> str:
    """The characters of one chunk."""
    return zlib.decompress(chunk).decode("utf-8")


def exists(path: Path) -> bool:
    """Is there a graph or anything else at the path? An empty file is what a build leaves that was killed in its first moments."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def is_graph(path: Path) -> bool:
    """Is a graph file of any version there?"""
    try:
        with path.open("rb") as file:
            head = file.read(100) if path.is_file() else b""
    except OSError:
        return False
    return _is_head(head)


def _is_head(head: bytes) -> bool:
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == APPLICATION


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. In a folder that cannot be written the file is read as it is."""
    if not exists(path):
        raise StoreError("graph-missing", path=str(path))
    check_header(path)
    modes = ["mode=rw", "mode=ro", "immutable=1"] if os.access(path, os.W_OK) else ["mode=ro", "immutable=1"]
    for mode in modes:
        try:
            connection = connect(path, mode)
        except StoreError as error:
            if error.code in ("graph-busy", "graph-unwritable", "graph-unreadable") and mode != modes[-1]:
                continue
            raise
        connection.execute("PRAGMA query_only=1")
        return connection
    raise AssertionError


def open_for_writing(path: Path) -> sqlite3.Connection:
    """A connection that writes; the file and its tables are made where there are none."""
    if not path.parent.is_dir():
        raise StoreError("graph-folder-missing", path=str(path.parent))
    if path.is_dir():
        raise StoreError("graph-foreign", path=str(path))
    if not exists(path):
        create(path)
    check_header(path)
    connection = connect(path, "mode=rw")
    with translated(path):
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-65536")
        connection.execute("PRAGMA wal_autocheckpoint=4000")
    return connection


def create(path: Path) -> None:
    """An empty graph file, made beside its place and moved there when it is whole: killed on the way, it leaves nothing there."""
    beside = path.with_name(path.name + ".new")
    for left in (beside, beside.with_name(beside.name + "-journal")):
        left.unlink(missing_ok=True)  # of a build that was killed here
    with translated(path):
        connection = sqlite3.connect(beside, isolation_level=None, timeout=10)
        try:
            connection.executescript(
                f"PRAGMA page_size=8192; BEGIN IMMEDIATE; PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION}; {SCHEMA} COMMIT;"
            )
        finally:
            connection.close()
    beside.replace(path)


def set_aside(path: Path) -> Path | None:
    """Moves a graph file of an older version out of the way -> where its texts are, also where an earlier build was killed after that.

    Later versions keep `sources`, `files`, `texts` and `issues` as they are here, so that every graph can be made again from its texts.
    """
    aside = path.with_name(path.name + ".old")
    if exists(path):
        try:
            check_header(path)
        except StoreError as error:
            if error.code != "graph-older":
                raise
            with translated(path), closing(sqlite3.connect(path, timeout=10)) as db:
                db.execute("PRAGMA journal_mode=DELETE")
            path.replace(aside)
    return aside if exists(aside) else None


def check_header(path: Path) -> None:
    """Refuses what is not a graph file before SQLite touches it."""
    if path.is_dir():
        raise StoreError("graph-foreign", path=str(path))
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StoreError("graph-unreadable", path=str(path), detail=error.strerror or "") from error
    if not _is_head(head):
        raise StoreError("graph-foreign", path=str(path))
    version = int.from_bytes(head[60:64], "big")
    if version > VERSION:
        raise StoreError("graph-newer", path=str(path), version=version)
    if version < VERSION:
        raise StoreError("graph-older", path=str(path), version=version)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in a mode of SQLite's URI, tried once."""
    with translated(path):
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?{mode}",
            uri=True,
            isolation_level=None,
            timeout=10,
            check_same_thread=False,
        )
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise store_error(path, error) from error


# How the names of SQLite's errors begin -> what the operator must be told. A write that fails is a disk without room, or a quota.
_CODES = (
    ("SQLITE_FULL", "disk-full"),
    ("SQLITE_IOERR_WRITE", "disk-full"),
    ("SQLITE_BUSY", "graph-busy"),
    ("SQLITE_LOCKED", "graph-busy"),
    ("SQLITE_READONLY", "graph-unwritable"),
    ("SQLITE_CANTOPEN", "graph-unreadable"),
    ("SQLITE_PERM", "graph-unreadable"),
    ("SQLITE_IOERR", "graph-unreadable"),
)


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """What the operator must be told."""
    name = getattr(error, "sqlite_errorname", "")
    code = next((code for start, code in _CODES if name.startswith(start)), "graph-corrupt")
    return StoreError(code, path=str(path), detail=str(error))


@contextmanager
def build_lock(path: Path, waiting: Callable[[], None] | None = None, patience: float = 60.0) -> Iterator[None]:
    """One build at a time: a second one says so through `waiting` and waits; StoreError when its patience ends.

    The lock is the operating system's, so a killed build does not leave it behind.
    """
    try:
        import fcntl
    except ImportError:  # not there on Windows, where SQLite's own locks must do
        yield
        return
    beside = path.absolute().with_name(path.name + ".lock")
    until = time.monotonic() + patience
    said = False
    while True:
        handle = -1
        try:
            # To open and close the lock file would let go of a lock that this process holds.
            if str(beside) not in _held:
                handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            folder = path.parent
            code = "graph-unwritable" if folder.is_dir() else "graph-folder-missing"
            raise StoreError(
                code, path=str(path if folder.is_dir() else folder), detail=error.strerror or ""
            ) from error
        try:
            if handle < 0:
                raise BlockingIOError
            # Not `flock`: workers forked from a build would keep that lock after the build is killed.
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _same_file(handle, beside):
                break
        except (BlockingIOError, PermissionError):
            if time.monotonic() > until:
                _close(handle)
                raise StoreError("graph-busy", path=str(path), detail="") from None
            if waiting and not said:
                waiting()
                said = True
            time.sleep(0.1)
        _close(handle)
    _held.add(str(beside))
    try:
        yield
    finally:
        beside.unlink(missing_ok=True)
        os.close(handle)
        _held.discard(str(beside))


_held: set[str] = set()  # locks of this process, whose own second build the operating system would let through


def _close(handle: int) -> None:
    if handle >= 0:
        os.close(handle)


def _same_file(handle: int, path: Path) -> bool:
    """Is the locked file still the one at the path? Whoever had it before has removed it otherwise."""
    try:
        return os.fstat(handle).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False
