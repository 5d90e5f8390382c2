"""What runs in the workers: a source is read and its facts extracted."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import time
import traceback
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from kg import compiled
from kg.building import remote
from kg.building.records import Job, Outcome, Stored
from kg.building.remote import is_url
from kg.errors import KgError, ReadError, TableError
from kg.messages import t
from kg.model import Issue
from kg.store import Item, pack, relative

_RACY = 2_000_000_000  # nanoseconds: a file changed so shortly before it was read may change again within one tick of its clock


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
    compiled.keep()
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
    if is_url(location):
        return remote.load(location)
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
            if error.errno == errno.ELOOP:
                raise ReadError("not-there") from error
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
    bounds.check_size(info.st_size)
