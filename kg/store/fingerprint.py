"""Which code and tables made the facts of a graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

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
