"""What files say beside facts: where they name a node, by when, how much, and what is odd."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.graph.facts import Facts
from kg.graph.records import DeadlineRow, InForceRow, IssueRow, MentionRow, TargetRow
from kg.graph.sql import OWN, TASK, marks, of_task, parts, speaker
from kg.graphfile import BITS, numbers, unpack_mentions
from kg.model import QUIET_WHYS


class Notes(Facts):
    """Mentions, deadlines, targets, days of entry into force and issues, in the order of files and texts."""

    def mentions(self, file: str | None = None, node: str | None = None) -> Iterator[MentionRow]:
        """Places where a file names something, in text order; of one file or one node."""
        where, values = [], []
        if node is not None:
            where.append("e.node = ?")
            values.append(self._number(node))
        if file is not None:
            where.append("e.entity BETWEEN ? AND ?")
            values += numbers(self._file(file)[0])
        start = "FROM entities e CROSS JOIN mentions m USING (entity) CROSS JOIN files f ON f.file = e.entity >> 24"
        sql = f"""SELECT f.id, dn.id, f.file, nn.id, m.data, e.entity {start} JOIN nodes nn ON nn.node = e.node {OWN}
                  {"WHERE" if where else ""} {" AND ".join(where)} ORDER BY f.id, e.entity"""
        for (id, document, number), rows in groupby(self._rows(sql, values), key=itemgetter(0, 1, 2)):
            found = [
                (begin, end, named, entity, n, provisions)
                for _, _, _, named, data, entity in rows
                for n, (begin, end, _, provisions) in enumerate(unpack_mentions(data).rows)
            ]
            for begin, end, named, _, _, provisions in sorted(found):
                yield MentionRow(
                    file=id,
                    document=document,
                    start=begin,
                    end=end,
                    text=self._slice(number, begin, end),
                    node=named,
                    provisions=tuple(json.loads(provisions)) if provisions else (),
                )

    def deadlines(self, task: str | None = None) -> Iterator[DeadlineRow]:
        """Deadlines, of all or one task."""
        for spoken, (not_before, not_after, rrule, duration, anchor, inferred) in self._results(
            "deadlines", "not_before, not_after, rrule, duration, anchor, x.inferred", task
        ):
            yield DeadlineRow(
                **spoken, not_before=not_before, not_after=not_after, rrule=rrule,
                relative={"duration": duration, "from": anchor} if duration else None, inferred=bool(inferred),
            )  # fmt: skip

    def targets(self, task: str | None = None, document: str | None = None) -> Iterator[TargetRow]:
        """Targets, of all, one task or one document."""
        columns = "due, value, unit, x.inferred"
        for spoken, (due, value, unit, inferred) in self._results("targets", columns, task, document):
            yield TargetRow(**spoken, due=due, value=value, unit=unit, inferred=bool(inferred))

    def in_force(self, node: str | None = None) -> Iterator[InForceRow]:
        """From when documents hold, of all or one: every place where a file says so."""
        start, values = f"FROM in_force x JOIN entities e ON e.entity = (x.file << {BITS}) + x.entity", []
        if node is not None:
            place = f"x.file = e.entity >> {BITS} AND x.entity = e.entity & {(1 << BITS) - 1}"
            start, values = f"FROM entities e CROSS JOIN in_force x ON e.node = ? AND {place}", [self._number(node)]
        sql = f"""SELECT DISTINCT f.id, dn.id, nn.id, f.file, x.start, x.end, rule, effective, until, duration, anchor, provisions, x.inferred
                  {start} JOIN nodes nn ON nn.node = e.node {speaker("x")} ORDER BY f.id, x.start, x.end, nn.id, provisions"""
        for id, document, held, number, *row in self._rows(sql, values):
            begin, end, rule, effective, until, duration, anchor, provisions, inferred = row
            yield InForceRow(
                file=id, document=document, start=begin, end=end, text=self._slice(number, begin, end), node=held, rule=rule, effective=effective,
                until=until, relative={"duration": duration, "from": anchor} if duration else None,
                provisions=tuple(json.loads(provisions)) if provisions else (), inferred=bool(inferred),
            )  # fmt: skip

    def _results(
        self, table: str, columns: str, task: str | None, document: str | None = None
    ) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
        """Rows of a table, of all, one task or one document: where they are said, and their own columns."""
        start = f"FROM {table} x {of_task('x')}"
        where, values = "", []
        if task is not None:
            giving, digest = parts(task)
            start = f"FROM tasks t CROSS JOIN {table} x ON x.file = t.file AND x.task = t.n"
            where, values = "WHERE t.digest = ? AND dn.id = ?", [digest, giving]
        elif document is not None:
            where, values = "WHERE dn.id = ?", [document]
        sql = f"""SELECT {TASK}, f.id, dn.id, x.start, x.end, f.file, {columns} {start} {speaker("x")} {where}
                  ORDER BY f.id, x.start, x.end, x.i"""
        for row in self._rows(sql, values):
            id, file, document, begin, end, number = row[:6]
            text = self._slice(number, begin, end)
            yield {"task": id, "text": text, "file": file, "document": document, "start": begin, "end": end}, row[6:]

    def issues(self, file: str | None = None) -> Iterator[IssueRow]:
        """What a person should look at, of all or one file: what its text shows, and what identity could not tell."""
        number = None if file is None else self._file(file)[0]
        found = {*self._noticed(number), *self._doubts(number)}
        for id, document, start, end, code, detail in sorted(found, key=itemgetter(0, 2, 3, 4, 5)):
            yield IssueRow(file=id, document=document, start=start, end=end, code=code, detail=detail)
        unused = self._first("SELECT value FROM meta WHERE key = 'judgements-unused'") if file is None else None
        for judgement in json.loads(unused[0]) if unused else ():
            yield IssueRow(
                file="judgements.csv", document="", start=0, end=0, code="judgement-unused", detail=judgement
            )

    def _noticed(self, file: int | None) -> Iterator[tuple[Any, ...]]:
        """Issues that the texts of all or one file show."""
        where, values = ("", ()) if file is None else ("WHERE x.file = ?", (file,))
        sql = f"SELECT f.id, dn.id, x.start, x.end, x.code, x.detail FROM issues x {speaker('x')} {where}"
        return self._rows(sql, values)

    def _doubts(self, file: int | None) -> Iterator[tuple[Any, ...]]:
        """Issues that identity has with what all or one file name, where they name it first."""
        where, values = ("", ()) if file is None else ("AND x.entity BETWEEN ? AND ?", numbers(file))
        sql = f"""SELECT f.id, dn.id, m.data, x.code, x.detail FROM doubts x LEFT JOIN mentions m ON m.entity = x.entity
                  JOIN files f ON f.file = x.entity >> 24 {OWN} WHERE x.code NOT IN ({marks(QUIET_WHYS)}) {where}"""
        for id, document, data, code, detail in self._rows(sql, (*QUIET_WHYS, *values)):
            start, end = unpack_mentions(data).rows[0][:2] if data else (0, 0)
            yield id, document, start, end, code, detail
