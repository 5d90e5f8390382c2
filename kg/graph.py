"""The read side of the graph file: the records that queries, exports and views work with, and `Graph`, which gives them in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct


class File(Struct, frozen=True, kw_only=True):
    """A text somebody has. `document` is the id of the node it is a text of; `ocr`: the text was recognised from a picture."""

    id: str
    document: str
    format: str
    text_sha256: str
    meta: dict[str, str] = {}
    pages: tuple[int, ...] = ()
    ocr: bool = False


class Node(Struct, frozen=True, kw_only=True):
    """A document, agency, project, programme, masterplan, place or task. `fields`: those of its kind (interchange), absent ones left out."""

    id: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    fields: dict[str, Any] = {}


class Evidence(Struct, frozen=True, kw_only=True):
    """Where a file says it: `document` is the document whose text speaks, `quote` the text from `start` to `end`."""

    file: str
    document: str
    start: int
    end: int
    quote: str
    rule: str


class Edge(Struct, frozen=True, kw_only=True):
    """One fact, with every piece of evidence for it. `source`, `target`, `task` are node ids."""

    source: str
    target: str
    kind: str
    inferred: bool = False
    task: str | None = None
    role: str | None = None
    words: str | None = None
    basis: str | None = None
    official: str | None = None
    scope: str | None = None
    provisions: tuple[str, ...] = ()
    effective: str | None = None
    evidence: tuple[Evidence, ...] = ()


class MentionRow(Struct, frozen=True, kw_only=True):
    """A place where a file names a node."""

    file: str
    document: str
    start: int
    end: int
    text: str
    node: str
    provisions: tuple[str, ...] = ()


class DeadlineRow(Struct, frozen=True, kw_only=True):
    """When something is due; `task` None: the document's own. `relative`: {"duration": "P30D", "from": "promulgation"}."""

    task: str | None
    text: str
    file: str
    document: str
    start: int
    end: int
    not_before: str | None = None
    not_after: str | None = None
    rrule: str | None = None
    relative: dict[str, str] | None = None


class TargetRow(Struct, frozen=True, kw_only=True):
    """A result with a figure or a year."""

    task: str | None
    text: str
    file: str
    document: str
    start: int
    end: int
    due: str | None = None
    value: str | None = None
    unit: str | None = None


class IssueRow(Struct, frozen=True, kw_only=True):
    """Something odd that a person should know of; `code` and `detail` make a sentence in `kg.messages`."""

    file: str
    document: str
    start: int
    end: int
    code: str
    detail: str = ""


class Hit(Struct, frozen=True, kw_only=True):
    """A place found by a full-text search: in a node's names (`file` None), or in a file's text at `start`..`end`."""

    node: str
    label: str
    text: str
    file: str | None = None
    start: int = 0
    end: int = 0


class Graph:
    """An open graph file. Everything it gives is sorted, so that the same graph gives the same answers in the same order."""

    path: Path

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Opens for reading; StoreError where the file is missing, foreign, newer, corrupt or busy."""
        raise NotImplementedError

    def close(self) -> None:
        """Lets go of the file."""

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def files(self, document: str | None = None) -> list[File]:
        """All files, or those that are texts of one document: sorted by id, of one document the better text first."""
        raise NotImplementedError

    def text(self, file: str) -> str:
        """The canonical text of a file."""
        raise NotImplementedError

    def slice(self, file: str, start: int, end: int) -> str:
        """A stretch of a file's text, without reading the whole."""
        raise NotImplementedError

    def node(self, id: str) -> Node | None:
        """The node of this id."""
        raise NotImplementedError

    def nodes(self, kind: str | None = None) -> Iterator[Node]:
        """All nodes, or those of one kind, sorted by id."""
        raise NotImplementedError

    def edges(
        self, source: str | None = None, target: str | None = None, kind: str | tuple[str, ...] | None = None, task: str | None = None
    ) -> Iterator[Edge]:
        """Facts from, to, or of a kind, sorted; `task`: the assignments of that task."""
        raise NotImplementedError

    def mentions(self, file: str | None = None, node: str | None = None) -> Iterator[MentionRow]:
        """Places where a file names something, in text order; of one file or one node."""
        raise NotImplementedError

    def deadlines(self, task: str | None = None) -> Iterator[DeadlineRow]:
        """Deadlines, of all or one task."""
        raise NotImplementedError

    def targets(self, task: str | None = None) -> Iterator[TargetRow]:
        """Targets, of all or one task."""
        raise NotImplementedError

    def issues(self, file: str | None = None) -> Iterator[IssueRow]:
        """What a person should look at, of all or one file."""
        raise NotImplementedError

    def find(self, ref: str, kind: str | None = None) -> list[Node]:
        """What a person wrote -> the nodes it can mean, best first. Several documents with an equal claim: the reference is ambiguous."""
        raise NotImplementedError

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Full text over names, titles and texts, with or without diacritics; best first."""
        raise NotImplementedError

    def counts(self) -> dict[str, int]:
        """How many files, nodes and edges of each kind, mentions, tasks, deadlines, targets, issues; keys like `nodes.document`."""
        raise NotImplementedError

    def duplicates(self) -> list[tuple[str, tuple[str, ...]]]:
        """Documents with several files: id of the document, its files, the better text first."""
        raise NotImplementedError

    def export(self, with_text: bool = False) -> dict[str, Any]:
        """The JSON of the contract as a dict."""
        raise NotImplementedError
