"""The records that queries, exports and views work with: those of the contract, frozen."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from kg.messages import t


class File(Struct, frozen=True, kw_only=True):
    """A text somebody has. `document` is the id of the node it is a text of; `ocr`: the text was recognised from a picture."""

    id: str
    document: str
    format: str
    text_sha256: str
    meta: dict[str, str] = {}
    pages: tuple[int, ...] = ()
    ocr: bool = False

    @property
    def url(self) -> str:
        """The page of the web that the text comes from, where its metadata says so, else ""."""
        return next((v for _, v in sorted(self.meta.items()) if v.lower().startswith(("http://", "https://"))), "")


class Node(Struct, frozen=True, kw_only=True):
    """A document, agency, project, programme, masterplan, place or task. `fields`: those of its kind (interchange), absent ones left out."""

    id: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    fields: dict[str, Any] = {}


class Evidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a file says it: `document` is the document whose text speaks, `quote` the text from `start` to `end`; `page` where the file has pages."""

    file: str
    document: str
    start: int
    end: int
    quote: str
    rule: str
    page: int | None = None


class Edge(Struct, frozen=True, kw_only=True):
    """One fact, with every piece of evidence for it. `source`, `target`, `task` are node ids. `left_out`: how many pieces of evidence are not
    given, where only the first were asked for. `why`: reasons of what is inferred, codes of `why` in kg/messages."""

    source: str
    target: str
    kind: str
    inferred: bool = False
    why: tuple[str, ...] = ()
    task: str | None = None
    role: str | None = None
    words: str | None = None
    basis: str | None = None
    official: str | None = None
    scope: str | None = None
    provisions: tuple[str, ...] = ()
    effective: str | None = None
    evidence: tuple[Evidence, ...] = ()
    left_out: int | None = None

    def own_first(self) -> tuple[Evidence, ...]:
        """The evidence as a person reads it: what the source itself says, then what others say of it."""
        return tuple(sorted(self.evidence, key=lambda e: e.document != self.source))


class Fact(Struct, frozen=True):
    """A fact between two nodes, without its evidence."""

    source: str
    target: str
    kind: str
    scope: str | None = None
    effective: str | None = None


class Stated(Struct, frozen=True):
    """The first piece of evidence of a fact, and why it is inferred."""

    first: Evidence
    why: tuple[str, ...] = ()


class MentionRow(Struct, frozen=True, kw_only=True):
    """A place where a file names a node."""

    file: str
    document: str
    start: int
    end: int
    text: str
    node: str
    provisions: tuple[str, ...] = ()


def _cell(text: str, when: str | None, inferred: bool) -> str:
    told = "; ".join(filter(None, (when, t("inferred") if inferred else "")))
    return " ".join(text.split()) + (f" ({told})" if told else "")


class DeadlineRow(Struct, frozen=True, kw_only=True):
    """When something is due; `task` None: the document's own. `relative`: {"duration": "P30D", "from": "promulgation"}.

    `inferred`: the text says it above the task, for all that stands below; or the words leave the year to the paper's own date.
    """

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
    inferred: bool = False

    def __str__(self) -> str:
        """In a cell: the words, the day or the rule they give, and whether that is inferred."""
        return _cell(self.text, self.not_after or self.rrule, self.inferred)


class TargetRow(Struct, frozen=True, kw_only=True):
    """A result with a figure or a year. `inferred`: the year of `due` is not in its words, but above, in the head of a column, in the title."""

    task: str | None
    text: str
    file: str
    document: str
    start: int
    end: int
    due: str | None = None
    value: str | None = None
    unit: str | None = None
    inferred: bool = False

    def __str__(self) -> str:
        """In a cell: the words, the day by which it is wanted, and whether that is inferred."""
        return _cell(self.text, self.due, self.inferred)


class InForceRow(Struct, frozen=True, kw_only=True):
    """From when a document (`node`) holds, as a file says: `effective` the first day, `until` the last one. `provisions`: only these parts of it.

    `relative`: {"duration": "P45D", "from": "promulgation"} where the words count from another day; `publication` and `event` are days that no text
    tells. `inferred`: the first day is worked out from that, or which document is meant is.
    """

    file: str
    document: str
    start: int
    end: int
    text: str
    node: str
    rule: str
    effective: str | None = None
    until: str | None = None
    relative: dict[str, str] | None = None
    provisions: tuple[str, ...] = ()
    inferred: bool = False

    @property
    def about(self) -> str:
        """The document, with the parts that are meant: one sentence may give several of them a day each."""
        return "+".join((self.node, *self.provisions))

    def __str__(self) -> str:
        """In a cell: the words, the first day, and whether that is inferred."""
        return _cell(self.text, self.effective, self.inferred)


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
