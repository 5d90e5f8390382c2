"""One text with what it says, as the rows that the store writes: made in the workers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from kg.graphfile import CHUNK, Mentions, Said, pack_chunk, pack_mentions
from kg.model import DOCUMENT, Claim, Entity, FileFacts, InForce, Issue, Mention
from kg.store.bodies import implied
from kg.store.descriptions import Description, described
from kg.store.fulltext import indexed
from kg.store.rows import as_json
from kg.text import key

ClaimRow = tuple[str, int | None, int, int | None, str]  # relation, subject, object, task, the rest as JSON
InForceRow = tuple[int, int, int, int, str, str | None, str | None, str | None, str | None, str, bool]
DeadlineRow = tuple[int, int, int | None, str | None, str | None, str | None, str | None, str | None, bool]


class Item(Struct, frozen=True, kw_only=True, array_like=True):
    """One text with what it says, as rows that only lack the number of the file: what a worker sends back."""

    member: str
    format: str
    length: int
    text_sha: str
    chunks: list[bytes]
    body: bytes  # the text as the full-text index takes it: to unpack the chunks would take longer than to send it
    meta: dict[str, str]
    pages: tuple[int, ...]
    ocr: bool
    citing: str | None  # when the text speaks: its own date, or the latest it cites
    entities: list[Description]
    mentions: list[tuple[int, int, bytes]]
    claims: list[ClaimRow]
    tasks: list[tuple[int, int, str, str]]
    deadlines: list[DeadlineRow]
    targets: list[tuple[int, int, int | None, str | None, str | None, str | None, bool]]
    in_force: list[InForceRow]
    issues: list[tuple[int, int, str, str, bool]]  # the last: noticed by the reader


def pack(
    text: str,
    facts: FileFacts,
    *,
    member: str = "",
    format: str = "txt",
    meta: dict[str, str] | None = None,
    pages: tuple[int, ...] = (),
    ocr: bool = False,
    noticed: Iterable[Issue] = (),
) -> Item:
    """A text and its facts, ready to be stored. Pure; runs in the worker."""
    chunks = [text[at : at + CHUNK].encode("utf-8") for at in range(0, len(text), CHUNK)]
    return Item(
        member=member,
        format=format,
        length=len(text),
        text_sha=hashlib.sha256(b"".join(chunks)).hexdigest(),
        chunks=[pack_chunk(chunk) for chunk in chunks],
        body=indexed(text),
        meta=dict(sorted((meta or {}).items())),
        pages=pages,
        ocr=ocr,
        citing=_citing(facts.entities),
        entities=[described(e) for e in (*facts.entities, *implied(facts.entities))],
        mentions=_mentions(facts.mentions),
        claims=[_claim(c) for c in facts.claims],
        tasks=_tasks(text, facts),
        deadlines=[
            (d.start, d.end, d.task, d.not_before, d.not_after, d.rrule, *(d.relative or (None, None)), d.inferred)
            for d in facts.deadlines
        ],
        targets=[(t.start, t.end, t.task, t.due, t.value, t.unit, t.inferred) for t in facts.targets],
        in_force=[_in_force(i, x) for i, x in enumerate(facts.in_force)],
        issues=_issues(facts.issues, noticed),
    )


def _citing(entities: Sequence[Entity]) -> str | None:
    """The day a text is read at: its own date, else the latest date among the documents it cites."""
    if entities and entities[0].date:
        return entities[0].date
    return max((e.date for e in entities if e.kind == DOCUMENT and e.date), default=None)


def _mentions(mentions: Iterable[Mention]) -> list[tuple[int, int, bytes]]:
    """Of each entity that is mentioned its place among the file's, how often, and its `Mentions`."""
    of: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
    for m in mentions:
        of[m.entity].append((m.start, m.end, m.rule, _provisions(m.provisions)))
    found = []
    for n, rows in sorted(of.items()):
        rows.sort()
        rules = {rule: i for i, rule in enumerate(dict.fromkeys(row[2] for row in rows))}
        data = pack_mentions(Mentions(list(rules), [(a, b, rules[rule], said) for a, b, rule, said in rows]))
        found.append((n, len(rows), data))
    return found


@lru_cache(maxsize=1 << 14)
def _provisions(provisions: tuple[str, ...]) -> str:
    return as_json(provisions) if provisions else ""


def _claim(c: Claim) -> ClaimRow:
    """A claim; one that says what a task concerns has that task for its subject."""
    spans = tuple((span.start, span.end) for span in c.evidence)
    said = as_json(Said(spans, c.rule, c.why, c.scope, c.provisions, c.effective, c.role, c.words, c.basis, c.official))
    if c.kind == "concerns":
        return c.kind, None, c.object, c.subject, said
    return c.kind, c.subject, c.object, c.task, said


def _in_force(i: int, x: InForce) -> InForceRow:
    relative = x.relative or (None, None)
    return x.entity, i, x.start, x.end, x.rule, x.effective, x.until, *relative, _provisions(x.provisions), x.inferred


def _tasks(text: str, facts: FileFacts) -> list[tuple[int, int, str, str]]:
    """Tasks with a digest of section and words, and of their count where one section says the same twice: a moved paragraph keeps it."""
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for task in facts.tasks:
        said = (task.section, key(text[task.start : task.end]))
        seen[said] = seen.get(said, 0) + 1
        digest = hashlib.blake2b("\0".join((*said, str(seen[said]))).encode("utf-8"), digest_size=5).hexdigest()
        rows.append((task.start, task.end, task.section, digest))
    return rows


def _issues(found: Iterable[Issue], noticed: Iterable[Issue]) -> list[tuple[int, int, str, str, bool]]:
    """Issues in text order, each once; the reader's word counts where both saw one."""
    rows = {
        (i.start, i.end, i.code, i.detail): reader for some, reader in ((found, False), (noticed, True)) for i in some
    }
    return sorted((*row, reader) for row, reader in rows.items())
