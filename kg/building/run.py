"""Files and folders -> graph file: finds what changed, has it read and extracted by workers, stores what comes back, settles identity."""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
import stat
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kg import graphfile, judgements
from kg.errors import KgError, ReadError, TableError, UsageFault
from kg.executor import Executor, executor
from kg.graph import Graph
from kg.messages import t
from kg.model import Issue
from kg.store import Item, Store, fingerprint, pack, relative, sources, stored
from kg.tables import ontology

Progress = Callable[[int, int, str], None]  # done, all, file
_PATIENCE = 30.0  # seconds of work that a killed build may lose
_RACY = 2_000_000_000  # nanoseconds: a file changed so shortly before it was read may change again within one tick of its clock


class Rejected(Struct, frozen=True):
    """A file that could not be read, and why."""

    file: str
    error: KgError


class BuildReport(Struct, kw_only=True):
    """What a build did. Files are named by their paths under the folder given."""

    read: list[str] = []
    unchanged: int = 0
    removed: list[str] = []
    rejected: list[Rejected] = []
    seconds: float = 0.0


class Stored(Struct, frozen=True, array_like=True):
    """A text that the graph keeps, to be extracted again without its file."""

    member: str
    format: str
    text: str
    meta: dict[str, str]
    pages: tuple[int, ...]
    ocr: bool
    noticed: tuple[Issue, ...]


class Job(Struct, frozen=True):
    """A source to look at. `sha`: its content as the graph has it; `stored`: take these texts instead of reading it."""

    location: str
    root: str
    size: int = 0
    mtime: int = 0
    sha: bytes = b""
    stored: tuple[Stored, ...] | None = None


class Outcome(Struct, frozen=True, array_like=True):
    """What a worker made of a job. Neither items nor a code: the content is as it was."""

    size: int
    mtime: int
    sha: bytes
    items: list[Item] | None = None
    code: str = ""
    params: dict[str, Any] = {}


def build(
    paths: str | Path | Iterable[str | Path],
    graph: str | Path = "kg.db",
    workers: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Graph:
    """Builds or brings up to date the graph of these files and folders and opens it; `Graph.report` tells what was done.

    Raises UsageFault for a path that is not there, ReadError where nothing is to be read, StoreError where the graph file cannot
    be written. A file that cannot be read is in `report.rejected`; the others are built.
    """
    report = build_report(paths, graph, workers=workers, progress=progress, executor=executor)
    opened = Graph.open(graph)
    opened.report = report
    return opened


def build_report(
    paths: str | Path | Iterable[str | Path],
    graph: str | Path = "kg.db",
    *,
    workers: int | None = None,
    on: str | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    waiting: Callable[[], None] | None = None,
) -> BuildReport:
    """`build` without opening the graph. `on`: address of a Dask scheduler; `waiting` is called when another build is at work."""
    began = time.monotonic()
    given = [_given(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    path = Path(graph)
    report = BuildReport()
    found = _find(given, path, report)
    if not found and not graphfile.exists(path):
        raise ReadError("folder-empty", path=", ".join(g.location for g in given))
    with graphfile.build_lock(path, waiting):
        said = judgements.load(judgements.beside(path))
        old = graphfile.set_aside(path)
        with Store(path, said.identity) as store, _texts_of(old) as texts, _seldom_collected():
            _Build(store, report, given, found, progress, workers, on, executor, texts).run(said)
        if old:
            old.unlink()
    report.seconds = time.monotonic() - began
    return report


def forget(paths: str | Path | Iterable[str | Path], graph: str | Path = "kg.db") -> list[str]:
    """Takes what came from these files and folders out of the graph -> the paths of those files. They need not exist any more."""
    path = Path(graph)
    if not graphfile.exists(path):
        return []
    names = [_location(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    with graphfile.build_lock(path):
        said = judgements.load(judgements.beside(path))
        with Store(path, said.identity) as store:
            gone = [
                (place, row[0])
                for place, row in sorted(store.sources().items())
                if any(_under(place, name) for name in names)
            ]
            for place, _ in gone:
                store.remove(place)
            judgements.replay(store, said)
            store.commit()
    return [relative(place, root, "") for place, root in gone]


def watch(paths: Iterable[str | Path]) -> Iterator[None]:
    """Yields after each change under the paths (extra `watch`)."""
    from watchfiles import watch as changes

    for _ in changes(*paths):
        yield


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Facts hold no cycles: the collector of garbage finds nothing, and goes over all that a build keeps at hand. Workers inherit this."""
    before = gc.get_threshold()
    gc.set_threshold(10_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _texts_of(old: Path | None) -> Iterator[sqlite3.Connection | None]:
    """The older graph file that a build brings up to date, whose texts are extracted again."""
    if old is None:
        yield None
        return
    with graphfile.translated(old), closing(graphfile.connect(old, "mode=ro")) as db:
        yield db


class _Given(Struct, frozen=True):
    """A path on the command line: what it names and the folder that its files are named from."""

    location: str
    root: str
    folder: bool


class _Build:
    """One run over the store."""

    def __init__(
        self,
        store: Store,
        report: BuildReport,
        given: Sequence[_Given],
        found: dict[str, tuple[str, int, int]],
        progress: Progress | None,
        workers: int | None,
        on: str | None,
        runner: Executor | None,
        texts: sqlite3.Connection | None,
    ) -> None:
        self.store = store
        self.report = report
        self.given = given
        self.found = found  # location -> root, size, time of change
        self.progress = progress
        self.workers = workers
        self.on = on
        self.runner = runner
        self.known = store.sources()
        self.texts = texts or store.db
        if texts:
            self.inherited = {k: v for k, v in sources(texts).items() if k not in self.known and not self._given(k)}
        else:
            self.inherited = {}
        self.rules = fingerprint((Path(__file__).parent, ontology()))
        self.stale = store.meta("rules") != self.rules  # facts and nodes were made by other rules

    def run(self, said: judgements.Judgements) -> None:
        """Removes what is gone, reads what changed, settles."""
        self._judged_anew(said)
        self._remove_gone()
        if not self.found and not self.report.removed and not self.report.rejected:
            raise ReadError("folder-empty", path=", ".join(g.location for g in self.given))
        if not self.known:
            self.store.set_meta("rules", self.rules)  # what a killed first build has done need not be done again
        jobs = list(self._jobs())
        again = {k: v for k, v in self.known.items() if self.stale and k not in self.found}
        self._read(jobs, again | self.inherited)
        self.store.set_meta("rules", self.rules)
        judgements.replay(self.store, said)
        self.store.commit()

    def _judged_anew(self, said: judgements.Judgements) -> None:
        before = judgements.decode(self.store.meta("judgements"))
        if before != said.identity:
            self.store.judge_again(before)
            self.store.set_meta("judgements", judgements.encode(said.identity))

    def _remove_gone(self) -> None:
        for location in sorted(self.known):
            if location not in self.found and self._given(location):
                root = self.known.pop(location)[0]
                self.store.remove(location)
                self.report.removed.append(relative(location, root, ""))

    def _given(self, location: str) -> bool:
        return any(_under(location, g.location) for g in self.given)

    def _jobs(self) -> Iterator[Job]:
        """What must be looked at; of what is as it was, the root may still change."""
        for location, (root, size, mtime) in sorted(self.found.items()):
            before = self.known.get(location)
            if before is None:
                yield Job(location, root, size, mtime)
                continue
            root = min(root, before[0], key=lambda r: (len(r), r))
            if self.stale:
                yield Job(location, root, size, mtime)
            elif before[1:3] != (size, mtime):
                yield Job(location, root, size, mtime, before[3])
            else:
                self.report.unchanged += 1
                if root != before[0]:
                    self.store.touch(location, root, size, mtime)

    def _read(self, jobs: list[Job], old: dict[str, tuple[str, int, int, bytes]]) -> None:
        total = len(jobs) + len(old)
        if not total:
            return
        runner = self.runner or executor(
            self.workers, self.on, bytes_ahead=sum(j.size for j in jobs) + 10_000 * len(old)
        )
        try:
            pending = 0
            kept = len(self.known)
            saved = time.monotonic()
            for done, (job, result) in enumerate(runner.run(work, self._all_jobs(jobs, old)), 1):
                pending += self._take(job, result)
                # Blocks that many files name are worked out again at each commit: the more there is, the rarer.
                if pending >= max(1000, min(kept // 2, 20_000)) or (pending and time.monotonic() - saved > _PATIENCE):
                    self.store.commit()
                    kept, pending, saved = kept + pending, 0, time.monotonic()
                if self.progress:
                    self.progress(done, total, relative(job.location, job.root, ""))
        finally:
            if self.runner is None:
                runner.close()
        self.report.read.sort()
        self.report.rejected.sort(key=lambda r: r.file)

    def _all_jobs(self, jobs: Iterable[Job], old: dict[str, tuple[str, int, int, bytes]]) -> Iterator[Job]:
        yield from jobs
        for location, (root, size, mtime, sha) in sorted(old.items()):
            db = self.texts if location in self.inherited else self.store.db
            yield Job(location, root, size, mtime, sha, tuple(Stored(*row) for row in stored(db, location)))

    def _take(self, job: Job, result: bytes | None) -> int:
        """Stores what a worker sent; how many sources changed."""
        name = relative(job.location, job.root, "")
        outcome = _outcomes.decode(result) if result is not None else Outcome(0, 0, b"", code="process-died")
        if outcome.code:
            self.report.rejected.append(Rejected(name, ReadError(outcome.code, **outcome.params)))
            return int(self.store.remove(job.location))
        if outcome.items is None:
            self.report.unchanged += 1
            self.store.touch(job.location, job.root, outcome.size, outcome.mtime)
            return 0
        self.store.put(
            job.location, job.root, outcome.size, outcome.mtime, outcome.sha, outcome.items, keep=not self.stale
        )
        self.report.rejected += [
            Rejected(name, ReadError("member", detail=detail)) for detail in _rejected_members(outcome.items)
        ]
        if job.stored is None:
            self.report.read.append(name)
        return 1


def _rejected_members(items: Iterable[Item]) -> Iterator[str]:
    """What is wrong with a file inside an archive or a mail whose other files were read."""
    return (detail for item in items for _, _, code, detail, _ in item.issues if code == "member-rejected")


# ---- in the workers -------------------------------------------------------------------------------------------------

_outcomes = msgspec.msgpack.Decoder(Outcome)


def work(job: Job) -> bytes:
    """One source read and extracted, as an `Outcome` in msgpack. What is wrong with a file is in the outcome; TableError is not its fault."""
    try:
        outcome = _extract_again(job) if job.stored is not None else _read_source(job)
    except TableError:
        raise
    except KgError as error:
        outcome = Outcome(job.size, job.mtime, b"", code=error.code, params=_plain(error.params))
    except Exception as error:  # a fault of ours in one text must not cost the others: it is reported with its place
        frame = traceback.extract_tb(error.__traceback__)[-1]
        params = {"detail": f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"}
        outcome = Outcome(job.size, job.mtime, b"", code="internal", params=params)
    return msgspec.msgpack.encode(outcome)


def _plain(params: dict[str, object]) -> dict[str, Any]:
    return {k: v if isinstance(v, int | float | str) else str(v) for k, v in params.items()}


def _read_source(job: Job) -> Outcome:
    from kg.read import read_bytes

    data, size, mtime = _load(job.location)
    sha = hashlib.sha256(data).digest()
    if sha == job.sha:
        return Outcome(size, mtime, sha)
    items = []
    name = job.location.rpartition("/")[2]
    for source in read_bytes(data, name, partial(_page_read, name) if sys.stderr.isatty() else None):
        noticed = tuple(Issue(start=n.start, end=n.end, code=n.code, detail=n.detail) for n in source.notes)
        stored = Stored(source.member, source.format, source.text, source.meta, source.pages, source.ocr, noticed)
        items.append(_item(job, stored))
    return Outcome(size, mtime, sha, items)


def _page_read(name: str, done: int, total: int) -> None:
    """A scan takes seconds a page: on a terminal each page is said, from whichever process reads it."""
    sys.stderr.write(t("build.page", file=name, done=done, total=total) + "\n")


def _extract_again(job: Job) -> Outcome:
    return Outcome(job.size, job.mtime, job.sha, [_item(job, stored) for stored in job.stored or ()])


def _item(job: Job, source: Stored) -> Item:
    from kg.extract import extract

    text = _storable(source.text)
    facts = extract(relative(job.location, job.root, source.member), text)
    return pack(
        text,
        facts,
        member=source.member,
        format=source.format,
        meta=source.meta,
        pages=source.pages,
        ocr=source.ocr,
        noticed=source.noticed,
    )


def _storable(text: str) -> str:
    """A half of a surrogate pair, which no encoding can write, becomes the sign for what cannot be read; the length stays."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _load(location: str) -> tuple[bytes, int, int]:
    """Content, size and time of change, all of one moment: a file that changes while it is read is read again."""
    if _is_url(location):
        return _load_url(location)
    path = Path(location)
    for _ in range(3):
        try:
            before = path.stat()
            _check(before)
            data = path.read_bytes()
            after = path.stat()
        except FileNotFoundError as error:
            raise ReadError("not-there") from error
        except OSError as error:
            raise ReadError("unreadable", reason=error.strerror or str(error)) from error
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size:
            # A change in the same tick of the file system's clock would not show: look again next time.
            racy = time.time_ns() - after.st_mtime_ns < _RACY
            return data, after.st_size, 0 if racy else after.st_mtime_ns
        time.sleep(0.05)
    raise ReadError("changing")


def _check(info: os.stat_result) -> None:
    """What no reader takes is not loaded into memory first."""
    from kg.read import bounds

    if not stat.S_ISREG(info.st_mode):
        raise ReadError("not-a-file")
    if info.st_size > bounds.FILE_BYTES:
        raise ReadError(
            "too-big", megabytes=info.st_size // bounds.MEGABYTE, limit=bounds.FILE_BYTES // bounds.MEGABYTE
        )


# ---- files and folders ----------------------------------------------------------------------------------------------


def _is_url(name: str) -> bool:
    return "://" in name


def _location(path: str | Path) -> str:
    """The one name of a file or folder, whichever way it was written."""
    return str(path).rstrip("/") if _is_url(str(path)) else os.path.realpath(path)


def _under(location: str, above: str) -> bool:
    return location == above or location.startswith(above.rstrip("/") + "/")


def _given(path: str | Path) -> _Given:
    if not str(path).strip():
        raise UsageFault("path-missing", path=str(path))
    location = _location(path)
    if _is_url(location):
        folder = _url_is_folder(location)
    elif not Path(location).exists():
        raise UsageFault("path-missing", path=str(path))
    else:
        folder = Path(location).is_dir()
    return _Given(location, location if folder else location.rpartition("/")[0] or "/", folder)


def _find(given: Iterable[_Given], graph: Path, report: BuildReport) -> dict[str, tuple[str, int, int]]:
    """All files of the paths: location -> (root, size, time of change). Of two roots the shorter names the file."""
    found: dict[str, tuple[str, int, int]] = {}
    own = os.path.realpath(graph)
    skip = {
        own,
        *(own + tail for tail in ("-wal", "-shm", "-journal", ".lock", ".old")),
        os.path.realpath(judgements.beside(graph)),
    }
    for start in sorted(given, key=lambda g: (len(g.root), g.root)):
        if _is_url(start.location):
            files = _url_files(start.location)
        elif start.folder:
            files = _walk(start.location, report)
        else:
            files = iter([start.location])
        for location in files:
            if not _is_unicode(location):
                report.rejected.append(Rejected(relative(location, start.root, ""), ReadError("name")))
            elif location not in found and location not in skip:
                info = None
                if not _is_url(location):
                    with suppress(OSError):
                        info = Path(location).stat()
                found[location] = (start.root, info.st_size if info else 0, info.st_mtime_ns if info else 0)
    return found


def _is_unicode(name: str) -> bool:
    """Is a name more than bytes? The bytes of another encoding come as halves of surrogate pairs, which nothing can write down."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _walk(root: str, report: BuildReport) -> Iterator[str]:
    """Files under a folder by name. Hidden ones and a README are left out; a link to a folder of the same tree would show files twice, or
    for ever."""
    seen = {root}
    todo = [root]
    while todo:
        folder = todo.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            report.rejected.append(
                Rejected(relative(folder, root, "") or folder, ReadError("unreadable", reason=error.strerror or ""))
            )
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name.partition(".")[0].casefold() == "readme":
                continue
            if entry.is_dir():
                real = os.path.realpath(entry.path)
                if real not in seen and not (entry.is_symlink() and (_under(real, root) or _under(root, real))):
                    seen.add(real)
                    todo.append(entry.path)
            else:
                yield entry.path


def _url_is_folder(url: str) -> bool:
    system, path = _file_system(url)
    if not system.exists(path):
        raise UsageFault("path-missing", path=url)
    return bool(system.isdir(path))


def _url_files(url: str) -> Iterator[str]:
    system, path = _file_system(url)
    if not system.isdir(path):
        yield url
        return
    for name in sorted(system.find(path)):
        inside = name[len(path.rstrip("/")) :].lstrip("/")
        if not any(part.startswith((".", "~$")) for part in inside.split("/")):
            yield f"{url}/{inside}"


def _file_system(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ReadError("extra-missing", extra="remote") from error
    try:
        found: tuple[Any, str] = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageFault("url-unknown", path=url, detail=str(error)) from error
    return found


def _load_url(location: str) -> tuple[bytes, int, int]:
    """Objects of a store are hashed on each build: their stores agree on no time of change."""
    system, path = _file_system(location)
    try:
        data: bytes = system.cat_file(path)
    except FileNotFoundError as error:
        raise ReadError("not-there") from error
    except OSError as error:
        raise ReadError("unreadable", reason=str(error)) from error
    return data, len(data), 0
