"""Patterns as `re` makes them, kept beside the modules that Python keeps compiled.

Making patterns was the largest part of what a process did before it had read its first paper: some 600, many of them long, four
tenths of a build with one changed file. What they were made into is therefore kept in `__pycache__`, where there is one, as Python
keeps modules.

CPython has no public way to take a pattern apart. So only that is kept which gives, put together again, a pattern equal to the one that
`re` made (`==` compares words, flags and codes); it holds for the very interpreter that wrote it; and where anything is not as known
here, patterns are made as ever. Nothing but time hangs on it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import marshal
import re
import sys
import zlib
from array import array
from functools import cache
from pathlib import Path
from typing import Any

from kg.toml import put

_FEW = 16  # new patterns, for which the file is not written again
_MOST = 4000  # patterns: a file with more holds those of earlier tables, and is begun anew
_SEAL = 4  # bytes before the rest: its CRC-32
_Parts = tuple[int, int, dict[str, int], bytes]  # flags, groups, their names, codes of 32 bits
_Kept = dict[tuple[str, int], _Parts]  # by words and flags

_made: dict[tuple[str, int], re.Pattern[str]] = {}
_new: set[tuple[str, int]] = set()


def compiled(words: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that `re.compile` gives. For patterns of code and tables: each stays, so that those made of what one text says are none of ours."""
    key = (words, int(flags))
    found = _made.get(key)
    if found is None:
        parts = _kept().get(key)
        found = _together(words, parts) if parts else None
        if found is None:
            found = re.compile(words, flags)
            _new.add(key)
        _made[key] = found
    return found


def keep() -> None:
    """Writes what was made anew, if it is more than a few; where that cannot be, nothing is kept."""
    place = _place() if len(_new) > _FEW else None
    if place is None or not place.parent.is_dir():
        return
    kept = _load(place)
    if len(kept) > _MOST:
        kept = {}
    kept.update({key: parts for key in sorted(_new) if (parts := _apart(key))})
    _new.clear()
    data = marshal.dumps((_interpreter(), kept))
    with contextlib.suppress(OSError):
        put(place, zlib.crc32(data).to_bytes(_SEAL, "big") + data)


@cache
def _kept() -> _Kept:
    """What earlier processes kept."""
    place = _place()
    return _load(place) if place else {}


def _place() -> Path | None:
    try:
        return Path(importlib.util.cache_from_source(__file__)).with_suffix(".patterns")
    except NotImplementedError:  # an interpreter that keeps no modules
        return None


def _load(place: Path) -> _Kept:
    """What this interpreter kept; nothing from a file that is damaged, or another's."""
    try:
        data = place.read_bytes()
    except OSError:
        return {}
    rest = memoryview(data)[_SEAL:]
    if zlib.crc32(rest).to_bytes(_SEAL, "big") != data[:_SEAL]:
        return {}
    interpreter, kept = marshal.loads(rest)
    return kept if interpreter == _interpreter() else {}


def _interpreter() -> str:
    return f"{sys.version} {sys.byteorder}"


def _together(words: str, parts: _Parts) -> re.Pattern[str] | None:
    flags, groups, named, codes = parts
    names: list[str | None] = [None] * (groups + 1)
    for name, number in named.items():
        names[number] = name
    try:
        made: re.Pattern[str] = _module("_sre").compile(
            words, flags, array("I", codes).tolist(), groups, named, tuple(names)
        )
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        return None
    return made


def _apart(key: tuple[str, int]) -> _Parts | None:
    """The parts of a pattern, if they give it again."""
    words, flags = key
    pattern = _made[key]
    try:
        codes = array("I", _module("re._compiler")._code(_module("re._parser").parse(words, flags), flags))
    except (ImportError, AttributeError, TypeError, ValueError, OverflowError):
        return None
    parts = (pattern.flags, pattern.groups, dict(pattern.groupindex), codes.tobytes())
    return parts if _together(words, parts) == pattern else None


@cache
def _module(name: str) -> Any:
    """A module of CPython's that no type checker knows."""
    return importlib.import_module(name)
