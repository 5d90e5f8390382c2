"""Reads TOML, and keeps what it read beside the file in `__pycache__`, as Python does with its own sources.

tomllib reads 1 MB/s, so that the tables would cost every command more than its answer.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Errors: OSError; tomllib.TOMLDecodeError."""
    info = path.stat()
    kept = path.parent / "__pycache__" / f"{path.name}.{info.st_size:x}.{info.st_mtime_ns:x}.json"
    with contextlib.suppress(OSError, ValueError):
        data: dict[str, Any] = json.loads(kept.read_bytes())
        return data
    import tomllib

    fresh = tomllib.loads(path.read_text("utf-8"))
    with contextlib.suppress(OSError, TypeError):  # a read-only folder, or a date, which JSON does not have
        _keep(kept, path.name, json.dumps(fresh, ensure_ascii=False))
    return fresh


def _keep(kept: Path, name: str, content: str) -> None:
    kept.parent.mkdir(exist_ok=True)
    for old in kept.parent.glob(f"{name}.*.json"):
        old.unlink(missing_ok=True)
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_text(content, encoding="utf-8")
    part.replace(kept)
