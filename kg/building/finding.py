"""Which files there are under the paths of a build."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kg import judgements
from kg.building import remote
from kg.building.records import BuildReport, Rejected
from kg.building.remote import is_url
from kg.errors import ReadError, UsageFault
from kg.store import relative


class Given(Struct, frozen=True):
    """A path on the command line: what it names and the folder that its files are named from."""

    location: str
    root: str
    folder: bool


def given_path(path: str | Path) -> Given:
    """A path as it was given; UsageFault where there is nothing."""
    if not str(path).strip():
        raise UsageFault("path-missing", path=str(path))
    location = location_of(path)
    if is_url(location):
        folder = remote.is_folder(location)
    elif not Path(location).exists():
        raise UsageFault("path-missing", path=str(path))
    else:
        folder = Path(location).is_dir()
    return Given(location, location if folder else location.rpartition("/")[0] or "/", folder)


def location_of(path: str | Path) -> str:
    """The one name of a file or folder, whichever way it was written."""
    return str(path).rstrip("/") if is_url(str(path)) else os.path.realpath(path)


def under(location: str, above: str) -> bool:
    """Whether a location is another one or lies below it."""
    return location == above or location.startswith(above.rstrip("/") + "/")


def find_files(given: Iterable[Given], graph: Path, report: BuildReport) -> dict[str, tuple[str, int, int]]:
    """All files of the paths: location -> (root, size, time of change). Of two roots the shorter names the file."""
    found: dict[str, tuple[str, int, int]] = {}
    own = os.path.realpath(graph)
    skip = {
        own,
        *(own + tail for tail in ("-wal", "-shm", "-journal", ".lock", ".old")),
        os.path.realpath(judgements.beside(graph)),
    }
    for start in sorted(given, key=lambda g: (len(g.root), g.root)):
        for location in _files_of(start, report):
            if not _is_unicode(location):
                report.rejected.append(Rejected(relative(location, start.root, ""), ReadError("name")))
            elif location not in found and location not in skip:
                found[location] = (start.root, *_state(location))
    return found


def _files_of(start: Given, report: BuildReport) -> Iterator[str]:
    """The files that one path names."""
    if is_url(start.location):
        return remote.files_below(start.location)
    return _walk(start.location, report) if start.folder else iter([start.location])


def _state(location: str) -> tuple[int, int]:
    """Size and time of change of a file; 0 where they are not known before it is read."""
    if not is_url(location):
        with suppress(OSError):
            info = Path(location).stat()
            return info.st_size, info.st_mtime_ns
    return 0, 0


def _is_unicode(name: str) -> bool:
    """Is a name more than bytes? The bytes of another encoding come as halves of surrogate pairs, which nothing can write down."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A link that leads round in a circle is no folder; as a file it is refused by its name."""
    try:
        return entry.is_dir()
    except OSError:
        return False


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
            if _is_folder(entry):
                real = os.path.realpath(entry.path)
                if real not in seen and not (entry.is_symlink() and (under(real, root) or under(root, real))):
                    seen.add(real)
                    todo.append(entry.path)
            else:
                yield entry.path
