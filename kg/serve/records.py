"""What questions take and what they give, with the bounds of each parameter."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kg.graph import Edge, File, Node

Ref = Annotated[
    str, Meta(min_length=1, max_length=500, description="A document or node as a person would write it, or an id")
]
Words = Annotated[str, Meta(min_length=1, max_length=300)]
Short = Annotated[str, Meta(max_length=300)]
Day = Annotated[date, Meta(description="A day as YYYY-MM-DD")]
Limit = Annotated[
    int, Meta(ge=1, le=5000, description="Rows; where there are more, the header Link names the next ones")
]
Offset = Annotated[int, Meta(ge=0, le=100_000_000, description="Rows left out before the first")]


class Fault(Struct, frozen=True):
    """What went wrong: a code for programs, a sentence for people."""

    code: str
    message: str


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A question without parameters."""


class Search(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    q: Words
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class OfNode(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Ref


class Near(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Ref
    limit: Annotated[int, Meta(ge=1, le=1000)] = 100
    evidence: Annotated[
        int,
        Meta(
            ge=1,
            le=10_000,
            description="Pieces of evidence of each fact, its own words first; left_out counts the others",
        ),
    ] = 5


class Around(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    around: Annotated[list[Ref], Meta(min_length=1, max_length=30)]
    hops: Annotated[int, Meta(ge=1, le=3)] = 1


class Ends(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    a: Ref
    b: Ref


class OfRef(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ref: Ref


class Stale(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ref: Ref | None = None
    limit: Limit = 500
    offset: Offset = 0


class Lineage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ref: Ref
    down: bool = False


class Tasks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    agency: Ref | None = None
    as_of: Day | None = None
    role: Literal["lead", "coordinate", "advise", "monitor"] | None = None
    document: Ref | None = None
    place: Short | None = None
    year: Annotated[int, Meta(ge=1900, le=2200)] | None = None
    keyword: Short | None = None
    limit: Limit = 500
    offset: Offset = 0


class Due(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    agency: Ref | None = None
    as_of: Day | None = None
    overdue: bool = False
    limit: Limit = 500
    offset: Offset = 0


class Gaps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ref: Ref | None = None
    place: Words | None = None
    issuer: Words | None = None
    limit: Limit = 500
    offset: Offset = 0


class Issues(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Short | None = None
    limit: Limit = 500
    offset: Offset = 0


class OfFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Ref
    start: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=1_000_000)] = 200_000


class Places(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at: Annotated[
        list[
            Annotated[
                str, Meta(max_length=700, pattern="^[^\\n]+:[0-9]{1,9}:[0-9]{1,9}$", description="FILE:START:END")
            ]
        ],
        Meta(min_length=1, max_length=100),
    ]


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph, or the part of a long one around the stretch asked for; `before`, `after`: some of it is left out there."""

    file: str
    text: str
    start: int
    line: int
    section: str
    page: int
    before: bool
    after: bool


class NodeAnswer(Struct, frozen=True, kw_only=True):
    node: Node
    files: list[File]


class Step(Struct, frozen=True, kw_only=True):
    """`more`: there are further facts, which a higher limit gives."""

    nodes: list[Node]
    edges: list[Edge]
    more: bool = False


class TextAnswer(Struct, frozen=True, kw_only=True):
    """`next`: where the text goes on, None at its end."""

    id: str
    document: str
    start: int
    text: str
    next: int | None


class Cited(Struct, frozen=True, kw_only=True):
    id: str
    label: str
    mentions: int


class StatsAnswer(Struct, frozen=True, kw_only=True):
    counts: dict[str, int]
    cited_only: int
    most_cited: list[Cited]
    issues: dict[str, int]
