"""Which paragraphs name goals, and which tell what was reached."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from kg.model import Document, Part
from kg.recognise import roles
from kg.recognise.targets.words import YEAR, any_of, anywhere

_TITLE = 150  # characters of a title at most
_LONG = 400  # of a paragraph that is more than a title and the goals named in it
_LEAD_IN = 90  # characters at the end of a paragraph that say what follows
_NO_TITLE = ("row", "article")
_PERCENT = re.compile("%")


@cache
def _any_year() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('year')})\s+(?:19|20)")


@cache
def _opens_goals() -> re.Pattern[str]:
    """`theo các mục tiêu chủ yếu sau đây:`, `để đến năm 2020:` at the end of a paragraph; not `các mục tiêu và giải pháp sau:`."""
    by = rf"(?:{any_of('by')})\s+(?:(?:{any_of('end')})\s+)?(?:{any_of('year')})\s+{YEAR}"
    return re.compile(rf"(?:{any_of('aims')})(?!\w)(?P<rest>[^:;.]*):[\s*]*$|{by}\s*:[\s*]*$")


def under_goals(doc: Document) -> set[int]:
    """The paragraphs that name goals, and those under a title or a lead-in that does."""
    low, goals = doc.low, anywhere("goals").match
    found = {i for i, part in enumerate(doc.parts) if goals(low, part.body) and _names_goals(low, part)}
    above = found | {i for i, part in enumerate(doc.parts) if low[part.end - 1] in ": *" and _leads_in(low, part)}
    if above:
        for index, part in enumerate(doc.parts):
            if part.parent in above:
                found.add(index)
                above.add(index)
    return found


def _names_goals(low: str, part: Part) -> bool:
    goals = anywhere("goals").match(low, part.body)
    if not goals:
        return False
    if part.end - part.body < _LONG or part.zone != "body" or part.kind in _NO_TITLE:
        return True
    return low.find(":", goals.end(), part.body + _TITLE) >= 0


def _leads_in(low: str, part: Part) -> bool:
    if part.zone != "body" or low[max(part.body, part.end - 3) : part.end].rstrip(" *")[-1:] != ":":
        return False
    opens = _opens_goals().search(low, max(part.body, part.end - _LEAD_IN), part.end)
    return opens is not None and not anywhere("works").search(opens["rest"] or "")


def assessed(doc: Document, among: Iterable[int]) -> set[int]:
    """Those of some paragraphs whose figures tell what was reached: under a title such as `ĐÁNH GIÁ CHUNG`, or they say it before a colon."""
    low = doc.low
    below = {
        index
        for index, part in enumerate(doc.parts)
        if part.end - part.body < _TITLE and part.kind not in ("text", "bullet", "plus") and _assesses(low, part.body)
    }
    if below:
        for index, part in enumerate(doc.parts):
            if part.parent in below:
                below.add(index)
    return {i for i in among if i in below or (doc.parts[i].zone == "body" and _tells(low, doc.parts[i]))}


def _assesses(low: str, place: int) -> bool:
    return bool(roles.anywhere("assessment").match(low, place) or anywhere("review_titles").match(low, place))


def _tells(low: str, part: Part) -> bool:
    colon = low.find(":", part.body, min(part.end, part.body + _TITLE))
    return colon > 0 and bool(anywhere("reviews").search(low, part.body, colon))


def with_percentage_or_year(doc: Document) -> set[int]:
    """The paragraphs whose words hold a percentage or a year to come."""
    starts = [part.start for part in doc.parts]
    found = set()
    for sign in (_PERCENT, _any_year()):
        for place in sign.finditer(doc.low):
            index = bisect_right(starts, place.start()) - 1
            if index >= 0 and doc.parts[index].body <= place.start() and place.end() <= doc.parts[index].end:
                found.add(index)
    return found
