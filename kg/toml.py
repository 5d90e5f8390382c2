"""Reads tables, and keeps what was made of them beside the file in `__pycache__`, as Python does with its own sources.

tomllib reads 1 MB/s, so that the tables would cost every command more than its answer.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Errors: OSError; tomllib.TOMLDecodeError."""

    def fresh() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(path.read_text("utf-8"))

    return _kept(
        path, _stamp(path), "json", fresh, lambda made: json.dumps(made, ensure_ascii=False).encode(), json.loads
    )


def kept(path: Path, kind: type[T], make: Callable[[], T], *others: Path) -> T:
    """What `make` gives of a file, and of others that it takes part of, as a value of `kind`; made anew when one of them changed."""
    stamp = "-".join(map(_stamp, (path, *others)))
    read: Callable[[bytes], T] = msgspec.msgpack.Decoder(kind).decode
    found: T = _kept(path, stamp, "msgpack", make, msgspec.msgpack.encode, read)
    return found


def _stamp(path: Path) -> str:
    info = path.stat()
    return f"{info.st_size:x}.{info.st_mtime_ns:x}"


def _kept(
    path: Path, stamp: str, form: str, make: Callable[[], T], write: Callable[[T], bytes], read: Callable[[bytes], T]
) -> T:
    place = path.parent / "__pycache__" / f"{path.name}.{stamp}.{form}"
    with contextlib.suppress(OSError, ValueError):
        return read(place.read_bytes())
    made = make()
    with contextlib.suppress(OSError, TypeError):  # a read-only folder, or a date, which JSON does not have
        _keep(place, path.name, form, write(made))
    return made


def _keep(place: Path, name: str, form: str, content: bytes) -> None:
    place.parent.mkdir(exist_ok=True)
    for old in place.parent.glob(f"{name}.*.{form}"):
        old.unlink(missing_ok=True)
    put(place, content)


def put(place: Path, content: bytes) -> None:
    """Writes a file that others may be reading: they see the old content or the new. OSError, and nothing is left, where it cannot be."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
        raise
