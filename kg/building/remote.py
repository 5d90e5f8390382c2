"""Files at addresses of stores that fsspec knows (`s3://…`, `memory://…`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.errors import ReadError, UsageFault


def is_url(name: str) -> bool:
    """Whether a name is an address and no path."""
    return "://" in name


def is_folder(url: str) -> bool:
    """Whether files lie below an address. UsageFault where nothing is there."""
    system, path = _file_system(url)
    if not system.exists(path):
        raise UsageFault("path-missing", path=url)
    return bool(system.isdir(path))


def files_below(url: str) -> Iterator[str]:
    """The addresses of the files below one, hidden ones left out; of a file its own."""
    system, path = _file_system(url)
    if not system.isdir(path):
        yield url
        return
    for name in sorted(system.find(path)):
        inside = name[len(path.rstrip("/")) :].lstrip("/")
        if not any(part.startswith((".", "~$")) for part in inside.split("/")):
            yield f"{url}/{inside}"


def load(location: str) -> tuple[bytes, int, int]:
    """Objects of a store are hashed on each build: their stores agree on no time of change."""
    system, path = _file_system(location)
    try:
        data: bytes = system.cat_file(path)
    except FileNotFoundError as error:
        raise ReadError("not-there") from error
    except OSError as error:
        raise ReadError("unreadable", reason=str(error)) from error
    return data, len(data), 0


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
