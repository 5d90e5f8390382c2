"""The nouns of the project, data only.

What one file says is a `FileFacts`: entities it names, mentions of them, claims between them, tasks, deadlines, targets,
from when documents hold, issues.
All offsets are half-open and count characters of the file's canonical text. Entities, tasks are referred to by their index
inside the file; only the store gives them ids that hold across files.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

# Kinds of entity. `document` is what the law calls one; `agency` a body or a group of bodies; the next three are initiatives.
DOCUMENT, AGENCY, PROJECT, PROGRAMME, MASTERPLAN, PLACE = (
    "document",
    "agency",
    "project",
    "programme",
    "masterplan",
    "place",
)
INITIATIVES = (PROJECT, PROGRAMME, MASTERPLAN)

# Why it is worked out, not said, that what a file names is what other files describe. The quiet ones are no issues: the mark on the facts
# that rest on them is enough.
QUIET_WHYS = ("in-force", "only-named", "only-numbered")
IDENTITY_WHYS = ("likeliest", "only-candidate", *QUIET_WHYS)


class Span(Struct, frozen=True, order=True):
    """Half-open stretch of a text."""

    start: int
    end: int


class Part(Struct, frozen=True, kw_only=True):
    """A paragraph of the text, hard wraps joined, with its place in the outline."""

    kind: str  # part chapter section article number letter bullet row text  (how its marker looks; row: table cells joined by |)
    marker: str  # as printed without punctuation: "II", "1.2", "a", "-", "Điều 5"; "" where there is none
    start: int
    end: int
    body: int  # where the words after the marker begin
    parent: int  # index of the part it stands under; -1 at the top
    zone: str  # header title preamble body signature recipients  (annex text is body)


class Document(Struct, frozen=True, kw_only=True):
    """A file as the recognisers see it: working text (nothing invisible), folded copy of equal length, outline."""

    file: str
    text: str
    low: str
    parts: tuple[Part, ...]


class Entity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing as one file describes it. Which fields a kind uses: docs/design.md. What the text leaves out is None."""

    kind: str
    label: str  # full name of a body or initiative; for a document the fullest printed mention
    aliases: tuple[str, ...] = ()
    type: str | None = None  # document: lower-case Vietnamese ("nghị quyết")
    symbol: str | None = None  # document: as printed without inner spaces
    date: str | None = None  # document: ISO
    year: int | None = None
    said_of: int | None = None  # document cited by its bare name in what is said of another one: the year of that one
    term: str | None = None  # "XIII"
    name: str | None = None  # document cited by name: the name without its type and year ("Đầu tư công")
    issuer: str | None = None  # full name
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    place: str | None = None  # place id of kg.units ("tinh-son-la"); scopes local bodies and their papers
    level: str | None = None  # agency: trung ương, tỉnh, huyện, xã
    part_of: str | None = None  # agency: full name of the body it belongs to
    period: str | None = None  # initiative: "2021-2030"
    inferred: tuple[str, ...] = ()  # names of fields that were worked out, not stated
    group: bool = False  # agency: a group of bodies


class HasOwn(Protocol):
    """What is asked of a header: the file's own document, whose issuer and place scope local names."""

    @property
    def own(self) -> Entity: ...


class Mention(Struct, frozen=True, kw_only=True):
    """A stretch that names an entity."""

    start: int
    end: int
    entity: int
    rule: str
    provisions: tuple[str, ...] = ()  # "điều 5/khoản 2/điểm a"


class Claim(Struct, frozen=True, kw_only=True):
    """One thing the file says of two entities (or of a task and an initiative), and where."""

    kind: str  # row id of relations.toml, or assigns, concerns, mentions, approves (document -> initiative)
    subject: int  # entity index; for `concerns` a task index
    object: int  # entity index
    evidence: tuple[Span, ...]
    rule: str
    why: str = ""  # why it is worked out, not said outright: a code of `why` in kg/messages; "" where the text says it
    scope: str | None = None  # amends replaces repeals suspends: whole, part
    provisions: tuple[str, ...] = ()
    effective: str | None = None  # ISO date from which it holds
    task: int | None = None  # assigns
    role: str | None = None  # assigns: lead coordinate advise monitor
    words: str | None = None  # assigns: the printed words that give the role
    basis: str | None = None  # assigns: words, subject, heading
    official: str | None = None  # assigns: "Giám đốc" where an official stands for his body

    @property
    def inferred(self) -> bool:
        """Is it worked out, not said outright?"""
        return bool(self.why)


class Task(Struct, frozen=True, kw_only=True):
    """The smallest stretch that gives a body one thing to do; `text` is what is to be done, a slice of the text."""

    start: int
    end: int
    section: str  # "II.6.4"; "" at the top


class Deadline(Struct, frozen=True, kw_only=True):
    """When something is due. `task` None: the document's own deadline. Dates ISO.

    `inferred`: said above the task, for all that stands below; or a day whose year the words leave to the paper's own date.
    """

    start: int
    end: int
    task: int | None = None
    not_before: str | None = None
    not_after: str | None = None
    rrule: str | None = None
    relative: tuple[str, str] | None = None  # (ISO 8601 duration, anchor): ("P30D", "promulgation")
    inferred: bool = False


class Target(Struct, frozen=True, kw_only=True):
    """A result with a figure or a year. `inferred`: the year of `due` stands elsewhere: above, in the head of a column, in the paper's title."""

    start: int
    end: int
    task: int | None = None
    due: str | None = None
    value: str | None = None
    unit: str | None = None
    inferred: bool = False


class InForce(Struct, frozen=True, kw_only=True):
    """From when a document holds, as a sentence says. `entity`: the document, 0 the own one; `provisions`: only these parts of it.

    `effective`: the first day, `until`: the last one, ISO. `relative`: (ISO 8601 duration, anchor) where the words count from another day: the
    document's own (`promulgation`), or one that no text tells (`publication`, `event`). `inferred`: the first day is worked out from that, or which
    document is meant is.
    """

    start: int
    end: int
    entity: int
    rule: str
    effective: str | None = None
    until: str | None = None
    relative: tuple[str, str] | None = None
    provisions: tuple[str, ...] = ()
    inferred: bool = False


class Issue(Struct, frozen=True, kw_only=True, order=True):
    """Something odd that a person should know of; `code` names a sentence in kg/messages, `detail` fills it."""

    start: int
    end: int
    code: str
    detail: str = ""


class FileFacts(Struct, frozen=True, kw_only=True):
    """All that one file says. Entity 0 is the document the file is a text of."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    tasks: tuple[Task, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    in_force: tuple[InForce, ...] = ()
    issues: tuple[Issue, ...] = ()
