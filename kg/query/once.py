"""Deadlines and targets of papers that were loaded more than once, as a copy or in another format: to a reader each is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from kg.graph import DeadlineRow, TargetRow

Row = TypeVar("Row", DeadlineRow, TargetRow)


def once(rows: Iterable[Row]) -> list[Row]:
    """Each once, from the first file that says it. What one file says twice in the same words is two: its second place answers to the second place
    of another file."""
    seen = set[tuple[object, ...]]()
    said = Counter[tuple[object, ...]]()
    kept: list[Row] = []
    for row in rows:
        words = _told(row)
        said[row.file, words] += 1
        if (said[row.file, words], words) not in seen:
            seen.add((said[row.file, words], words))
            kept.append(row)
    return kept


def _told(row: DeadlineRow | TargetRow) -> tuple[object, ...]:
    """Whose it is, its words and what they come to, wherever a line ends."""
    words = row.document, row.task, " ".join(row.text.split())
    if isinstance(row, DeadlineRow):
        return *words, row.not_before, row.not_after, row.rrule
    return *words, row.due, row.value, row.unit
