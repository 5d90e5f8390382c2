"""Archives: each document in them is read; what is no document is passed over, what cannot be read is noted on its neighbour."""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from collections.abc import Callable, Iterable

import msgspec

from kg.errors import ReadError
from kg.read import bounds
from kg.read.marks import clean, foreign
from kg.read.model import Ask, Note, Source
from kg.read.xml import unpack
from kg.text import canonical

_CLUTTER = frozenset((".ds_store", "thumbs.db", "desktop.ini", "icon\r"))


def read_zip(data: bytes, ask: Ask) -> list[Source]:
    """The texts in a zip, by name. Raises ReadError `nested`, `bomb`, `password`, `nothing-inside`, `too-many-members`."""
    if ask.depth >= bounds.DEPTH:
        raise ReadError("nested", limit=bounds.DEPTH - 1)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError("corrupt", format="zip") from error
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
    if len(infos) > bounds.MEMBERS:
        raise ReadError("too-many-members", count=len(infos), limit=bounds.MEMBERS)
    if sum(info.file_size for info in infos) > bounds.UNPACKED_BYTES:
        raise ReadError("bomb", ratio=bounds.RATIO)
    if infos and all(info.flag_bits & 1 for info in infos):
        raise ReadError("password")

    def load(info: zipfile.ZipInfo) -> bytes:
        if _leaves(info.filename):
            raise ReadError("leaves-archive")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ReadError("link")
        if info.flag_bits & 1:
            raise ReadError("password")
        return unpack(archive, info, bounds.UNPACKED_BYTES, "zip")

    members = [(_name(info), lambda info=info: load(info)) for info in sorted(infos, key=_name)]
    return read_members(members, ask)


def read_members(
    members: Iterable[tuple[str, Callable[[], bytes]]], ask: Ask, own: list[Source] | None = None
) -> list[Source]:
    """The texts of named parts, after those in `own`; parts that cannot be read become notes of the first text."""
    from kg.read import read_asked

    sources = list(own or [])
    rejected: list[tuple[str, ReadError]] = []
    for name, load in members:
        try:
            found = read_asked(load(), Ask(name=name, depth=ask.depth + 1, progress=ask.progress))
        except ReadError as error:
            rejected.append((name, error))
            continue
        sources += [msgspec.structs.replace(s, member=f"{name}/{s.member}" if s.member else name) for s in found]
    if not sources:
        if len(rejected) == 1:
            raise rejected[0][1]
        told = "; ".join(f"{name}: {error.code}" for name, error in rejected[:20])
        raise ReadError("nothing-inside", members=told or "0")
    notes = tuple(Note("member-rejected", 0, 0, f"{name}: {error.code}") for name, error in rejected)
    return [msgspec.structs.replace(sources[0], notes=(*sources[0].notes, *notes)), *sources[1:]]


def _is_clutter(name: str) -> bool:
    """What operating systems leave in archives (`__MACOSX/._thong-tu.doc`)."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].startswith("._") or parts[-1].lower() in _CLUTTER or not parts[-1]


def _leaves(name: str) -> bool:
    """A name that would lead out of the archive if it were unpacked to a disk."""
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":"


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker saw it: older programs write UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        with contextlib.suppress(UnicodeDecodeError, UnicodeEncodeError):
            name = name.encode("cp437").decode("utf-8")
    return clean(foreign(canonical(name)))
