"""Results that a paper sets itself, with a figure or a year.

A clause counts for its percentage or its year and a word of result; under a title of goals any figure counts. Words: targets.toml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from kg.model import Document, Part, Target, Task
from kg.recognise import roles
from kg.recognise.dates.words import Row
from kg.tables import load_rows
from kg.text import either, fold, whole

_TITLE = 150  # characters of a title at most
_LONGEST = 220  # characters quoted of a clause
_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*(%|[^\W\d_]+(?:\s+[^\W\d_]+)?)?")
_PERCENT = re.compile("%")
_NO_TARGET = ("row", "article")  # kinds of paragraphs
_CLAUSE_END = re.compile(r"[;.:](?=\s|$)")
_COMMA = re.compile(r",(?!\d)|[(–]")
_LETTERS = r"^\W_"


@cache
def _words(name: str) -> tuple[str, ...]:
    return next(tuple(fold(word) for word in row.words) for row in load_rows("targets", Row) if row.id == name)


@cache
def _any(name: str) -> str:
    return either(_words(name), r"\s+")


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(whole(_words(name), _LETTERS, r"\s+"))


@cache
def _year() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('year')})\s+(20\d\d)(?!\s*-|\d)")


@cache
def _any_year() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('year')})\s+20")


@cache
def _year_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('by')})\s+(?:(?:{_any('end')})\s+)?(?:{_any('year')})\s+20\d\d\s*$")


@cache
def _candidates() -> re.Pattern[str]:
    by_year = rf"(?P<by>(?:{_any('by')})|(?P<into>{_any('into')}))\s+(?:(?:{_any('end')})\s+)?(?:{_any('year')})\s+20\d\d(?!\d)"
    return re.compile(rf"\d\s*%|{by_year}|(?<![{_LETTERS}])(?:{_any('figure')})\s+\d(?:[\d.,]*\d)?(?:\s*%)?")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_any('lead')})\s+\d+(?:\.\d+)?\s*[:.]\s*")


def find(doc: Document, tasks: list[Task], session: bool = False) -> list[Target]:
    """Targets of the body of a paper, in text order; one that stands in a task is tied to it. `session`: it tells what a session concluded."""
    found: list[Target] = []
    task_starts = sorted((task.start, task.end, number) for number, task in enumerate(tasks))
    low = doc.low
    goals = under_goals(doc)
    told = _assessed(doc)
    if session:  # what a session spoke of, and then what is to be done
        starts = [start for start, _, _ in task_starts]
        told = {i for i in told if bisect_right(starts, doc.parts[i].end) == bisect_right(starts, doc.parts[i].start)}
    for index in sorted((goals | _with_percentage_or_year(doc)) - told):
        part = doc.parts[index]
        if part.zone != "body" or part.kind in _NO_TARGET:
            continue
        under = index in goals
        last = -1
        for candidate in _candidates().finditer(low, part.start, part.end):
            if candidate.start() < last:
                continue
            start, end = _clause(low, part, candidate.start(), candidate.end())
            begins = not low[start : candidate.start()].strip("0123456789., ") and low.count("%", start, end) < 2
            spans = [(start, end)] if under or begins else []  # what begins with its only figure is one result
            spans += [] if under else [_inner(low, start, end, candidate)]
            span = next((one for one in spans if _is_target(low, *one, candidate, under)), None)
            if span:
                last = span[1]
                found.append(_target(doc, index, *span, candidate.start(), task_starts))
    return found


def _clause(low: str, part: Part, place: int, stop: int) -> tuple[int, int]:
    start = part.body
    for mark in _CLAUSE_END.finditer(low, part.body, place):
        start = mark.end()
    label = _label().match(low, part.body, place)
    start = max(start, label.end() if label else start)
    after = _CLAUSE_END.search(low, stop, part.end)
    end = after.start() if after else part.end
    while start < end and (low[start].isspace() or low[start] in "*-+“"):
        start += 1
    if end - start > _LONGEST:
        comma = low.rfind(",", start, max(start, place - 60))
        start = comma + 2 if comma > 0 else start
        cut = low.find(",", max(stop, start + 80), start + _LONGEST)
        end = cut if cut > 0 else min(end, max(stop, start + _LONGEST))
    while end > start and (low[end - 1].isspace() or low[end - 1] in "*/"):
        end -= 1
    return start, end


def _inner(low: str, start: int, end: int, candidate: re.Match[str]) -> tuple[int, int]:
    """Outside the goals a clause holds much else: what stands between the commas around the figure, with the year before it."""
    place, stop = candidate.span()
    comma = max((mark.start() for mark in _COMMA.finditer(low, start, place + 1)), default=-1)
    first = comma + 1 if comma >= 0 else start
    if "%" in candidate[0] and comma >= 0 and (year := _year_before().search(low, start, comma)):
        first = year.start()
    if candidate["by"] and re.match(r"\s*\)", low[stop:end]):
        first = max(start, low.rfind(",", start, comma) + 1) if comma > 0 else start
        stop += 1
    elif candidate["by"] and low[stop : stop + 1] == ",":
        stop += 1
    mark = _COMMA.search(low, stop, end)
    last = mark.start() if mark and low[mark.start()] == "," else -1
    while first < end and low[first].isspace():
        first += 1
    return first, last if last > 0 else max(end, stop)


def under_goals(doc: Document) -> set[int]:
    """The paragraphs that name goals, and those under a title that does."""
    low, names_goals = doc.low, _anywhere("goals").match
    found = {
        index
        for index, part in enumerate(doc.parts)
        if names_goals(low, part.body)
        and (part.end - part.body < 400 or part.zone != "body" or part.kind in _NO_TARGET)
    }
    if found:
        for index, part in enumerate(doc.parts):
            if part.parent in found:
                found.add(index)
    return found


def _assessed(doc: Document) -> set[int]:
    """The paragraphs under a title such as `ĐÁNH GIÁ CHUNG`: their figures tell what was reached."""
    low, assesses = doc.low, roles.anywhere("assessment").match
    found = {
        index
        for index, part in enumerate(doc.parts)
        if part.end - part.body < _TITLE and part.kind not in ("text", "bullet", "plus") and assesses(low, part.body)
    }
    if found:
        for index, part in enumerate(doc.parts):
            if part.parent in found:
                found.add(index)
    return found


def _with_percentage_or_year(doc: Document) -> set[int]:
    """The paragraphs whose words hold a percentage or a year to come."""
    starts = [part.start for part in doc.parts]
    found = set()
    for sign in (_PERCENT, _any_year()):
        for place in sign.finditer(doc.low):
            index = bisect_right(starts, place.start()) - 1
            if index >= 0 and doc.parts[index].body <= place.start() and place.end() <= doc.parts[index].end:
                found.add(index)
    return found


def _is_target(low: str, start: int, end: int, candidate: re.Match[str], goals: bool) -> bool:
    clause = low[start:end]
    told = _anywhere("told").finditer(clause)
    compares = goals or _anywhere("strives").search(clause)
    if len(clause) < 15 or any(not compares or found[0] not in _words("compared") for found in told):
        return False
    if goals:
        title = (
            candidate["by"]
            and _anywhere("goals").match(clause)
            and not re.search(r"\d", clause.replace(candidate[0], ""))
        )
        return not title
    if _SYMBOL.search(clause) or not _anywhere("result").search(clause):
        return False
    if "%" in candidate[0]:
        return True
    if not candidate["by"]:
        return False
    before = low[max(0, candidate.start() - 60) : candidate.start()].rstrip()
    if candidate["into"]:
        return not before.endswith(_words("not_before"))
    return before[-1:] in ",;:(." or before.endswith(_words("begins")) or candidate.start() == start


_SYMBOL = re.compile(r"\d/[a-zđ0-9]")


def _target(doc: Document, index: int, start: int, end: int, place: int, tasks: list[tuple[int, int, int]]) -> Target:
    low = doc.low
    year = _year().search(low, start, end)
    at = index
    while not year and doc.parts[at].parent >= 0:
        at = doc.parts[at].parent
        year = _year().search(low, doc.parts[at].body, min(doc.parts[at].end, doc.parts[at].body + 150))
    figure = next((f for f in _FIGURE.finditer(low, start, end) if f[2] == "%"), None) or next(
        (f for f in _FIGURE.finditer(low, start, end) if not re.fullmatch(r"(?:19|20)\d\d", f[1])), None
    )
    task = next((number for a, b, number in tasks if a <= start < b), None)
    return Target(
        start=start,
        end=end,
        task=task,
        due=f"{year[1]}-12-31" if year else None,
        value=figure[1] if figure else None,
        unit=figure[2] if figure else None,
    )
