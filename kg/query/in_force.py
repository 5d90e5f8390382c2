"""From when a document holds and until when: what it says itself, then what others say of it, each day once with the sentences that tell it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kg.graph import Graph, InForceRow
from kg.messages import t
from kg.query.refs import name, provision, said_at


class Held(Struct, frozen=True, kw_only=True):
    """One day from which a document holds, or parts of it do. `by`: who says so, where the document itself does not. `rows`: every place that says it, the
    best first; of parts each says it of others."""

    by: str
    by_id: str
    rows: tuple[InForceRow, ...]

    @property
    def said(self) -> InForceRow:
        """The sentence that is shown for all."""
        return self.rows[0]

    def words(self, lang: str | None = None) -> str:
        """`có hiệu lực từ 2025-07-01`, `điều 190, điều 248 có hiệu lực từ …`: what the first sentence says, and of how many other parts others do."""
        first = self.said
        others = {p for row in self.rows for p in row.provisions} - set(first.provisions)
        what = ", ".join(map(provision, first.provisions)) + (
            t("in-force.others", lang, count=len(others)) if others else ""
        )
        day = t("in-force.from", lang, date=first.effective) if first.effective else ""
        last = t("in-force.until", lang, date=first.until) if first.until else ""
        unknown = "" if day or last else t(f"in-force.{first.relative['from'] if first.relative else 'undated'}", lang)
        more = [t("inferred", lang)] if first.inferred else []
        more += [t("said.by", lang, document=self.by)] if self.by else []
        told = " ".join(filter(None, (what, t("in-force.holds", lang), day, last, unknown)))
        return told + (f" ({'; '.join(more)})" if more else "")

    def __str__(self) -> str:
        """In a listing or a cell: the words, and where the sentence stands that says so."""
        return f"{self.words()} ({said_at(self.said.file, self.said.start, self.said.end)})"


def held(graph: Graph, document: str) -> tuple[Held, ...]:
    """Of a document's id: first what is said of the whole of it, by itself before others, the oldest first; then what is said of parts."""
    told: dict[tuple[str | None, str | None, str | None, bool], list[InForceRow]] = {}
    for row in graph.in_force(document):
        anchor = row.relative["from"] if row.relative and not row.effective else None
        told.setdefault((row.effective, row.until, anchor, not row.provisions), []).append(row)
    found = [_held(graph, rows) for rows in told.values()]
    return tuple(
        sorted(found, key=lambda x: (bool(x.said.provisions), bool(x.by), x.said.effective or "9", best(x.said)))
    )


def best(row: InForceRow) -> tuple[bool, bool, str, int]:
    """An order in which what the document says itself, and outright, comes first."""
    return row.document != row.node, row.inferred, row.file, row.start


def _held(graph: Graph, rows: Iterable[InForceRow]) -> Held:
    ordered = tuple(sorted(rows, key=best))
    first = ordered[0]
    other = graph.node(first.document) if first.document != first.node else None
    return Held(by=name(other) if other else "", by_id=other.id if other else "", rows=ordered)
