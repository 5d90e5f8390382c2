"""What a build is asked to look at, what comes of it, and what it tells."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from kg.errors import KgError
from kg.model import Issue
from kg.store import Item


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
