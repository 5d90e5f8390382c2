"""What joins two nodes, with the evidence for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from msgspec import Struct

from kg.graph.nodes import Nodes
from kg.graph.records import Edge, Evidence, Fact, Stated
from kg.graph.sql import TASK, marks, of_task, parts, said_of, speaker
from kg.graphfile import BITS, Said, unpack_said
from kg.model import IDENTITY_WHYS

_WHYS = ", ".join(f"'{why}'" for why in IDENTITY_WHYS)
# Why the ends of a claim are inferred to be the nodes they are.
_WHY = f"(SELECT group_concat(code) FROM doubts WHERE entity IN (c.subject, c.object) AND code IN ({_WHYS}))"
_SOURCE = f"coalesce(sn.id, {TASK})"
_EDGE = f"""
SELECT {_SOURCE} AS source, tn.id AS target, c.kind, CASE WHEN c.subject IS NULL THEN NULL ELSE {TASK} END AS task,
       f.id AS file, f.file AS number, f.ocr, dn.id AS document, c.data, c.verdict, {_WHY}
"""
_EDGE_JOINS = f"""
CROSS JOIN nodes tn ON tn.node = c.target LEFT JOIN nodes sn ON sn.node = c.source
{speaker("c")} {of_task("c")}
"""  # The claims of a task, by their kind and its digest.
_CLAIMS_OF_TASK = "FROM tasks x CROSS JOIN claims c ON c.file = x.file AND c.task = x.n AND c.kind = ? AND x.digest = ?"


class _Piece(Struct, frozen=True, order=True):
    """Where a file says something: texts that were not recognised from pictures come first, and what names the other end before what only adds to it."""

    ocr: int
    file: str
    number: int
    document: str
    rank: int  # among the pieces of its claim
    start: int
    end: int
    rule: str


class _Claim(Struct, frozen=True):
    """What a claim says, and its row of `_EDGE`."""

    said: Said
    source: str
    target: str
    kind: str
    task: str | None
    file: str
    number: int
    ocr: int
    document: str
    data: str
    verdict: str | None
    ends: str | None  # why its ends are inferred to be what they are

    def whys(self) -> list[str]:
        """Why it is inferred; none where it is said outright, or a person accepted it."""
        return _whys(self.said, self.ends, self.verdict)

    def order(self) -> tuple[Any, ...]:
        """What of several claims of one fact comes first."""
        return self.ocr, self.file, self.said.evidence, self.said.rule, self.data

    def pieces(self) -> Iterator[_Piece]:
        """The evidence of the claim."""
        for rank, (start, end) in enumerate(self.said.evidence):
            yield _Piece(self.ocr, self.file, self.number, self.document, rank, start, end, self.said.rule)


class Facts(Nodes):
    """Facts between nodes, and where files say them."""

    def edges(
        self,
        source: str | None = None,
        target: str | None = None,
        kind: str | tuple[str, ...] | None = None,
        task: str | None = None,
        evidence: int | None = None,
    ) -> Iterator[Edge]:
        """Facts from, to, or of a kind, sorted; `task`: the assignments of that task. `evidence`: at most so many pieces of each fact, its
        source's own words before others'; to read the words of a fact that hundreds of sentences state takes long."""
        kinds = (kind,) if isinstance(kind, str) else kind
        start, values = self._edge_start(source, target, task)
        if start is None:
            return iter(())
        where = ["c.verdict IS NOT 'reject'", "tn.id IS NOT coalesce(sn.id, '')"]
        if source is not None and (target is not None or task is not None):
            where.append(f"{_SOURCE} = ?")
            values.append(source)
        if target is not None and task is not None:
            where.append("tn.id = ?")
            values.append(target)
        if task is not None:
            where.append(f"{TASK} = ?")
            values.append(task)
        if kinds is not None:
            where.append(f"c.kind IN ({marks(kinds)})")
            values.extend(kinds)
        sql = f"{_EDGE} {start} {_EDGE_JOINS} WHERE {' AND '.join(where)} ORDER BY 1, 2, 3"
        return self._merged(self._rows(sql, values), evidence)

    def between(
        self, ids: Iterable[str], kinds: tuple[str, ...] | None = None, evidence: int | None = None
    ) -> Iterator[Edge]:
        """The facts, of some kinds, whose ends are both among some nodes (tasks aside), sorted; their evidence is without its words."""
        numbers = json.dumps([n for i in ids if (n := self._number(i)) is not None])
        kind = f"AND kind IN ({marks(kinds)})" if kinds is not None else ""
        start = f"""FROM (SELECT * FROM claims WHERE source IN (SELECT value FROM json_each(?)) AND target IN (SELECT value FROM json_each(?))
                    AND source != target AND verdict IS NOT 'reject' {kind}) c"""
        sql = f"{_EDGE} {start} {_EDGE_JOINS} ORDER BY 1, 2, 3"
        return self._merged(self._rows(sql, (numbers, numbers, *(kinds or ()))), evidence, quotes=False)

    def facts(
        self, source: str | None = None, target: str | None = None, kind: str | tuple[str, ...] | None = None
    ) -> Iterator[Fact]:
        """Facts between nodes as `edges` gives them, in the same order, without tasks and evidence: many times quicker where most are only counted or
        followed."""
        kinds = (kind,) if isinstance(kind, str) else kind
        where = ["verdict IS NOT 'reject'", "source IS NOT NULL", "source != target"]
        values: list[str | int | None] = []
        for column, id in (("source", source), ("target", target)):
            if id is not None:
                where.append(f"{column} = ?")
                values.append(self._number(id))
        if kinds is not None:
            where.append(f"kind IN ({marks(kinds)})")
            values.extend(kinds)
        sql = f"""SELECT s.id, t.id, x.kind, scope, effective FROM (
                    SELECT DISTINCT source, target, kind, {said_of("role")}, {said_of("scope")}, {said_of("effective")}
                    FROM claims WHERE {" AND ".join(where)}) x
                  JOIN nodes s ON s.node = source JOIN nodes t ON t.node = target
                  ORDER BY s.id, t.id, x.kind, ifnull(role, ''), ifnull(scope, ''), ifnull(effective, '')"""
        return (Fact(*row) for row in self._rows(sql, values))

    def said(self, facts: Iterable[Fact]) -> dict[Fact, Stated]:
        """The first piece of evidence of each fact, and why it is inferred, as `edges` would give them. Texts are read in the order in
        which they lie."""
        sql = f"""SELECT c.data, f.ocr, f.id, f.file, c.verdict, {_WHY} FROM claims c JOIN files f ON f.file = c.file WHERE c.source = ? AND c.target = ?
                 AND c.kind = ? AND c.verdict IS NOT 'reject'"""
        places, why = {}, {}
        numbers_of = lru_cache(maxsize=None)(self._number)
        for fact in dict.fromkeys(facts):
            pieces, whys = [], []
            for data, ocr, id, file, verdict, ends in self._rows(
                sql, (numbers_of(fact.source), numbers_of(fact.target), fact.kind)
            ):
                said = unpack_said(data)
                if (said.scope, said.effective) == (fact.scope, fact.effective) and said.evidence:
                    pieces += [
                        (ocr, id, file, rank, start, end, said.rule) for rank, (start, end) in enumerate(said.evidence)
                    ]
                    whys.append(_whys(said, ends, verdict))
            if pieces:
                places[fact], why[fact] = min(pieces), _of_all(whys)
        speakers: dict[int, str] = {}
        found: dict[Fact, Stated] = {}
        for fact, (_, id, file, _, start, end, rule) in sorted(places.items(), key=lambda p: (p[1][2], p[1][4:6])):
            if file not in speakers:
                row = self._first("SELECT id FROM nodes JOIN entities USING (node) WHERE entity = ?", file << BITS)
                speakers[file] = row[0] if row else ""
            quote = self._slice(file, start, end)
            first = Evidence(
                file=id,
                document=speakers[file],
                start=start,
                end=end,
                quote=quote,
                rule=rule,
                page=self.page(id, start),
            )
            found[fact] = Stated(first, why[fact])
        return found

    def _edge_start(self, source: str | None, target: str | None, task: str | None) -> tuple[str | None, list[Any]]:
        """Where the search for claims begins: at the index that leaves least; None where there can be none."""
        by_task = task or (source if source is not None and self._number(source) is None else None)
        if by_task is not None:
            return _CLAIMS_OF_TASK, ["assigns" if task else "concerns", parts(by_task)[1]]
        ends = {c: self._number(id) for c, id in (("source", source), ("target", target)) if id is not None}
        if None in ends.values():
            return None, []
        if not ends:
            return "FROM claims c", []
        where = " AND ".join(f"{c} = ?" for c in ends)
        if len(ends) == 1:  # the index of an end leaves out claims without it
            where += f" AND {next(iter(ends))} IS NOT NULL"
        return f"FROM (SELECT * FROM claims WHERE {where}) c", list(ends.values())

    def _merged(self, rows: Iterator[tuple[Any, ...]], most: int | None, quotes: bool = True) -> Iterator[Edge]:
        """Claims of one fact as one edge with several pieces of evidence."""
        for _, ends in groupby(rows, key=lambda r: r[:3]):
            same: dict[tuple[str, ...], list[_Claim]] = {}
            for row in ends:
                claim = _Claim(unpack_said(row[8]), *row)
                said = claim.said
                fact = (claim.task or "", said.role or "", said.scope or "", said.effective or "")
                same.setdefault(fact, []).append(claim)
            for _, claims in sorted(same.items()):
                yield self._edge(sorted(claims, key=_Claim.order), most, quotes)

    def _edge(self, claims: list[_Claim], most: int | None, quotes: bool) -> Edge:
        """One fact, of the claims that say it, the best text first."""
        first, said = claims[0], claims[0].said
        why = _of_all(claim.whys() for claim in claims)
        pieces = sorted(_once(piece for claim in claims for piece in claim.pieces()))
        if most is not None:  # of the source's own words none is left out for another's
            pieces.sort(key=lambda p: p.document != first.source)
        shown = pieces[:most]
        return Edge(
            source=first.source,
            target=first.target,
            kind=first.kind,
            inferred=bool(why),
            why=why,
            task=first.task,
            role=said.role,
            words=_first(c.said.words for c in claims),
            basis=_first(c.said.basis for c in claims),
            official=_first(c.said.official for c in claims),
            scope=said.scope,
            provisions=tuple(dict.fromkeys(p for c in claims for p in c.said.provisions)),
            effective=said.effective,
            evidence=tuple(self._evidence(piece, quotes) for piece in shown),
            left_out=len(pieces) - len(shown) or None,
        )

    def _evidence(self, piece: _Piece, quotes: bool) -> Evidence:
        quote = self._slice(piece.number, piece.start, piece.end) if quotes else ""
        return Evidence(
            file=piece.file, document=piece.document, start=piece.start, end=piece.end, quote=quote, rule=piece.rule,
            page=self.page(piece.file, piece.start),
        )  # fmt: skip


def _once(pieces: Iterable[_Piece]) -> Iterable[_Piece]:
    """Each place once, with the first of its ranks."""
    found: dict[tuple[int, int, int, str], _Piece] = {}
    for piece in sorted(pieces):
        found.setdefault((piece.number, piece.start, piece.end, piece.rule), piece)
    return found.values()


def _whys(said: Said, ends: str | None, verdict: str | None) -> list[str]:
    return [] if verdict == "accept" else [why for why in (said.why, *(ends or "").split(",")) if why]


def _of_all(claims: Iterable[list[str]]) -> tuple[str, ...]:
    """Why a fact is inferred: the reasons of all claims that say it; none where one says it outright."""
    whys = list(claims)
    return tuple(sorted({why for some in whys for why in some})) if all(whys) else ()


def _first(found: Iterable[str | None]) -> str | None:
    return next((one for one in found if one is not None), None)
