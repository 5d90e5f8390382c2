"""Which of several heirs has a task: by the words of its field, else what takes the rest, else all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from kg.succession.events import Event
from kg.succession.names import comparable, core
from kg.succession.rows import Row
from kg.succession.tables import tables
from kg.units import DISTRICT

# From the surest to the least sure: never changed; went over with its province; took over all; takes what no field names; chosen by the
# words of the task; one of several, the task does not say which; took over the body that this one was part of.
Why = Literal["kept", "moved", "whole", "rest", "field", "all", "parent"]
WHYS: tuple[Why, ...] = ("kept", "moved", "whole", "rest", "field", "all", "parent")
_CLAUSES = re.compile(r"[.;\n]+")


class Choice(NamedTuple):
    """An heir, why it has the task, and the words of the task that say so."""

    row: Row | None  # None: the body itself goes on
    why: Why
    words: tuple[str, ...] = ()


def choose(name: str, event: Event, task: str) -> list[Choice]:
    """The heirs of a task among the rows of one day: by the words of its field, else what takes the rest, else all."""
    base, rows = core(name), event.rows
    goes_on = all(row.keeps or core(row.to) == base for row in rows) and rows[0].scope != DISTRICT
    others = [row for row in rows if core(row.to) != base or row.scope == DISTRICT]
    if not any(row.fields for row in others):
        return [Choice(row, _plain(row, others)) for row in others]
    clauses = _text(task, base)
    chosen, whole = _of_field(others, clauses)
    taken = [row for row in others if row.rest]
    if chosen and (whole or not (taken or goes_on)):
        return chosen
    if clauses and goes_on:
        return [*chosen, Choice(None, "kept")]
    if clauses and taken:
        return [*chosen, *(Choice(row, "rest" if len({r.to for r in taken}) == 1 else "all") for row in taken)]
    return [Choice(row, "all") for row in others] + ([Choice(None, "kept")] if goes_on else [])


def _of_field(rows: list[Row], clauses: list[str]) -> tuple[list[Choice], bool]:
    """The rows whose fields the task names, in plain words or else in weak ones, and whether each of its clauses names one of them."""
    for words in (tables().words, tables().weak):
        found = [(row, hits) for row in rows if row.fields and (hits := _found(row, clauses, words))]
        if found:
            whole = all(any(_found(row, [clause], words) for row, _ in found) for clause in clauses)
            return [Choice(row, "field", hits) for row, hits in found], whole
    return [], False


def _plain(row: Row, others: list[Row]) -> Why:
    """Why a row has the task where none of the rows is of a field."""
    return "whole" if row.share == "whole" else "rest" if len({r.to for r in others}) == 1 else "all"


def _text(task: str, own: str) -> list[str]:
    """The task's clauses for comparing, without the names of bodies, which are no sign of a field."""
    tail = " ".join(own.split()[1:])
    clauses = []
    for clause in _CLAUSES.split(task):
        bare = tables().body_names.sub(" ", comparable(clause))
        if tail.count(" ") > 1:
            bare = bare.replace(tail, " ")
        if bare.strip():
            clauses.append(f" {' '.join(bare.split())} ")
    return clauses


def _found(row: Row, clauses: Iterable[str], words: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words of a row's fields that clauses have."""
    return tuple(
        dict.fromkeys(w for id in row.fields for w in words[id] if any(f" {w} " in clause for clause in clauses))
    )
