"""From when a document holds and until when: what it says itself, then what others say of it, each day once with the first sentence that tells it."""

from __future__ import annotations

from itertools import islice

from msgspec import Struct

from kg.graph import Graph, InForceRow
from kg.messages import t
from kg.query.refs import name, provision, said_at

MOST_HELD = 8  # days named in a listing for people
MOST_PARTS = 8  # provisions named in a line for people


class Held(Struct, frozen=True, kw_only=True):
    """One day from which a document holds, or parts of it do (`provisions`). `by`: who says so, where the document itself does not; `times`: how often
    the graph says it. `counted`: from which day the words count, where they name none."""

    effective: str | None
    until: str | None
    provisions: tuple[str, ...]
    inferred: bool
    counted: str | None
    by: str
    by_id: str
    times: int
    quote: str
    file: str
    start: int
    end: int

    def words(self, lang: str | None = None) -> str:
        """`có hiệu lực từ 2025-07-01`, `điều 190, điều 248 có hiệu lực từ …`."""
        parts = [
            *map(provision, islice(self.provisions, MOST_PARTS)),
            *(["…"] if len(self.provisions) > MOST_PARTS else []),
        ]
        day = t("in-force.from", lang, date=self.effective) if self.effective else ""
        last = t("in-force.until", lang, date=self.until) if self.until else ""
        unknown = "" if day or last else t(f"in-force.{self.counted or 'undated'}", lang)
        more = [t("inferred", lang)] if self.inferred else []
        more += [t("said.by", lang, document=self.by)] if self.by else []
        told = " ".join(filter(None, (", ".join(parts), t("in-force.holds", lang), day, last, unknown)))
        return told + (f" ({'; '.join(more)})" if more else "")

    def __str__(self) -> str:
        """In a listing or a cell: the words, and where the sentence stands that says so."""
        return f"{self.words()} ({said_at(self.file, self.start, self.end)})"


def held(graph: Graph, document: str) -> tuple[Held, ...]:
    """Of a document's id: first what is said of the whole of it, by itself before others, the oldest first; then what is said of parts."""
    told: dict[tuple[str | None, str | None, str | None, bool], list[InForceRow]] = {}
    for row in graph.in_force(document):
        anchor = row.relative["from"] if row.relative and not row.effective else None
        told.setdefault((row.effective, row.until, anchor, not row.provisions), []).append(row)
    found = [_held(graph, rows) for rows in told.values()]
    return tuple(sorted(found, key=lambda x: (bool(x.provisions), bool(x.by), x.effective or "9", x.file, x.start)))


def _held(graph: Graph, rows: list[InForceRow]) -> Held:
    first = min(rows, key=lambda r: (r.document != r.node, r.inferred, r.file, r.start))
    other = graph.node(first.document) if first.document != first.node else None
    return Held(
        effective=first.effective, until=first.until, provisions=tuple(dict.fromkeys(p for r in rows for p in r.provisions)), inferred=first.inferred,
        counted=first.relative["from"] if first.relative and not first.effective else None, by=name(other) if other else "", by_id=other.id if other else "",
        times=len(rows), quote=first.text, file=first.file, start=first.start, end=first.end,
    )  # fmt: skip
