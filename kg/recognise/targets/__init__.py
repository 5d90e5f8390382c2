"""Results that a paper sets itself, with a figure or a year: said in clauses, or by the rows of a table of indicators. Words: targets.toml."""

from __future__ import annotations

from bisect import bisect_right

from msgspec.structs import replace

from kg.model import Document, Target, Task
from kg.recognise.targets.clauses import Clauses
from kg.recognise.targets.goals import assessed, striving, under_goals, with_percentage_or_year
from kg.recognise.targets.indicators import indicators
from kg.recognise.targets.words import opening_year, years
from kg.text import fold

__all__ = ["find", "under_goals"]

_NO_TARGET = ("row", "article")  # kinds of paragraphs
_NEVER = 9999  # a year alone above a column is none to come where it is not known when the paper is of
_OLDEST = 2000  # year of a goal in a paper without a date


def find(
    doc: Document, tasks: list[Task], session: bool = False, issued: int | None = None, title: str = ""
) -> list[Target]:
    """Targets of the body of a paper, in text order; one that stands in a task is tied to it. `session`: it tells what a session concluded;
    `issued`: its year; `title`: its own, whose year is that of goals which say none. What lies before both is no goal.
    """
    low = fold(title)
    oldest = max(issued or _OLDEST, opening_year(low) or 0)
    planned = next((year for year in years(low, 0, len(low)) if year >= oldest), None)
    rows, taken = indicators(doc, oldest, issued or _NEVER)
    begins = sorted((task.start, task.end, number) for number, task in enumerate(tasks))
    goals = under_goals(doc)
    named = set(goals) | with_percentage_or_year(doc)
    told = assessed(doc, named)
    if session:  # what a session spoke of, and then what is to be done
        starts = [start for start, _, _ in begins]
        told = {i for i in told if bisect_right(starts, doc.parts[i].end) == bisect_right(starts, doc.parts[i].start)}
    found = list(rows)
    for index in sorted(named - told):
        part = doc.parts[index]
        says_goals = part.kind == "article" and goals.get(index) == index  # `Điều 2. Chỉ tiêu: …`
        if part.zone == "body" and (part.kind not in _NO_TARGET or says_goals) and not _inside(part.start, taken):
            found += _said(doc, index, goals.get(index), oldest, planned)
    return [_marked(_tied(target, begins), doc.low) for target in sorted(found, key=lambda one: (one.start, one.end))]


def _said(doc: Document, index: int, title: int | None, oldest: int, planned: int | None) -> list[Target]:
    """The targets of a paragraph; a sentence that says what is striven for names goals, wherever it stands."""
    part, found = doc.parts[index], []
    at = part.body
    for start, end in [] if title is not None else striving(doc.low, part.body, part.end):
        found += Clauses(doc, index, at, start, None, oldest, planned).targets()
        found += Clauses(doc, index, start, end, index, oldest, planned).targets()
        at = end
    return found + Clauses(doc, index, at, part.end, title, oldest, planned).targets()


def _inside(place: int, stretches: list[tuple[int, int]]) -> bool:
    at = bisect_right(stretches, (place, 1 << 60)) - 1
    return at >= 0 and place < stretches[at][1]


def _marked(target: Target, low: str) -> Target:
    """A target whose year is not among its words says that it is inferred."""
    year = target.due[:4] if target.due else ""
    return target if low.find(year, target.start, target.end) >= 0 else replace(target, inferred=True)


def _tied(target: Target, tasks: list[tuple[int, int, int]]) -> Target:
    """A target with the task that it stands in."""
    task = next((number for start, end, number in tasks if start <= target.start < end), None)
    return target if task is None else replace(target, task=task)
