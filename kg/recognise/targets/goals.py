"""Which paragraphs name goals, and which tell what was reached."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from kg.compiled import compiled
from kg.model import Document, Part
from kg.recognise import roles
from kg.recognise.targets.words import YEAR, any_of, anywhere
from kg.structure.markers import NO_RANK, RANK

_TITLE = 150  # characters of a title at most
_LONG = 400  # of a paragraph that is more than a title and the goals named in it
_LEAD_IN = 90  # characters at the end of a paragraph that say what follows
_FAR = 250  # the same, where it speaks of indicators in so many words
_TOPIC = 40  # characters of what a paragraph is about
_NEXT = 12  # characters behind the word for goals
_OPEN = ("body", "title")  # a paper without grounds has its first paragraphs taken for its title
_NO_TITLE = ("row", "article")
_PERCENT = compiled("%")
_DIGIT = compiled(r"\d")
_FIRST_ITEM = compiled(r"\s(?:1|i|a)[.)]\s")  # of a list that runs on behind its title
_SENTENCE_END = compiled(r"\.(?=\s|$)")


@cache
def _any_year() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('year')})\s+(?:19|20)")


@cache
def _opens_goals() -> re.Pattern[str]:
    """`theo các mục tiêu chủ yếu sau đây:`, `để đến năm 2020:` at the end of a paragraph; not `các mục tiêu và giải pháp sau:`."""
    by = rf"(?:{any_of('by')})\s+(?:(?:{any_of('end')})\s+)?(?:{any_of('year')})\s+{YEAR}"
    return compiled(rf"(?:{any_of('aims')})(?!\w)(?P<rest>[^:;.]*):[\s*]*$|{by}\s*:[\s*]*$")


@cache
def _opens_indicators() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('indicators')})(?!\w)(?P<rest>[^:;]*):[\s*]*$")


def under_goals(doc: Document) -> dict[int, int]:
    """The paragraphs that name goals, and those under a title or a lead-in that does, each with that title."""
    low, goals = doc.low, anywhere("goals").match
    found = {i: i for i, part in enumerate(doc.parts) if goals(low, part.body) and _names_goals(low, part)}
    above = found | {i: i for i, part in enumerate(doc.parts) if low[part.end - 1] in ": *" and _leads_in(low, part)}
    for title in [title for title in above if doc.parts[title].kind == "text" and _opens_list(low, doc.parts[title])]:
        for index in _list_below(doc, title):
            found.setdefault(index, title)
            above.setdefault(index, title)
    if above:
        for index, part in enumerate(doc.parts):
            if part.parent in above:
                above.setdefault(index, found.setdefault(index, above[part.parent]))
    return found


def _names_goals(low: str, part: Part) -> bool:
    goals = anywhere("goals").match(low, part.body)
    if not goals or anywhere("scale").search(low, goals.end(), min(part.end, goals.end() + _NEXT)):
        return False
    if part.end - part.body < _LONG or part.zone != "body" or part.kind in _NO_TITLE:
        return True
    begins = low.find(":", goals.end(), part.body + _TITLE) >= 0
    return begins or _FIRST_ITEM.search(low, goals.end(), part.body + _TITLE) is not None


def _leads_in(low: str, part: Part) -> bool:
    if part.zone not in _OPEN or low[max(part.body, part.end - 3) : part.end].rstrip(" *")[-1:] != ":":
        return False
    opens = _opens_goals().search(low, max(part.body, part.end - _LEAD_IN), part.end)
    if opens is None and part.kind != "row":  # `điều chỉnh một số chỉ tiêu của Nghị quyết số … như sau:`
        opens = _opens_indicators().search(low, max(part.body, part.end - _FAR), part.end)
    return opens is not None and not anywhere("works").search(opens["rest"] or "")


def _opens_list(low: str, part: Part) -> bool:
    """A title without a number, or a lead-in; no goal said in a sentence of its own."""
    return low[part.end - 1] == ":" or (
        part.end - part.body < _TITLE
        and low[part.end - 1] not in ".;,"
        and not anywhere("strives").match(low, part.body)
    )


def _list_below(doc: Document, title: int) -> Iterable[int]:
    """The list right below a title that has no number itself: up to what is no item, or to a heading such as `III. Nhiệm vụ, giải pháp`."""
    parts, low = doc.parts, doc.low
    ranks = [_rank(part) for part in parts[title + 1 : title + 3]]
    if not ranks or ranks[0] == RANK["article"]:
        return
    if ranks[0] == NO_RANK:
        yield from _topics_below(doc, title)
        return
    first = parts[title + 1]
    limit = min(ranks) if low[first.end - 1] == ":" else ranks[0]  # `- Về kinh tế:` above `(1) …`
    for index in range(title + 1, len(parts)):
        part, rank = parts[index], _rank(parts[index])
        if part.zone != "body" or rank < limit:
            return
        if rank == NO_RANK and (part.parent <= title or low[parts[part.parent].end - 1] in ".;"):
            return  # what follows the list, and not what stands below a heading in it
        if rank == limit and _heads_work().match(low, part.body, part.end):
            return
        yield index


def _topics_below(doc: Document, title: int) -> Iterable[int]:
    """Paragraphs without numbers that say first what they are about (`Về kinh tế: …`), below what ends with a colon; else the one right below a title."""
    parts, low = doc.parts, doc.low
    if low[parts[title].end - 1] != ":":
        below = parts[title + 1]
        if below.zone == "body" and below.kind == "text" and _PERCENT.search(low, below.body, below.end):
            yield title + 1
        return
    for index in range(title + 1, len(parts)):
        part = parts[index]
        colon = low.find(":", part.body, min(part.end - 1, part.body + _TOPIC))
        if part.zone != "body" or part.kind != "text" or colon < 0 or _heads_work().match(low, part.body, part.end):
            return
        yield index


@cache
def _heads_work() -> re.Pattern[str]:
    return compiled(rf"(?:[\w,-]+\s+){{0,3}}(?:{any_of('works')})(?!\w)")


def _rank(part: Part) -> int:
    return RANK.get(part.kind, NO_RANK) + (part.marker.count(".") if part.kind == "number" else 0)


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
    if anywhere("example").match(low, part.body):
        return True
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


def striving(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a paragraph, from where they say that what follows is striven for (`phấn đấu tăng trưởng đạt 8%; …`)."""
    found: list[tuple[int, int]] = []
    for word in _strives().finditer(low, start, end):
        if not found or word.start() >= found[-1][1]:
            stop = _SENTENCE_END.search(low, word.end(), end)
            begins = _such_as().match(low, word.end(), end)
            first = begins.end() if begins else word.end() if word["sets"] else word.start()
            last = stop.start() if stop else end
            while _DIGIT.search(low, word.end(), last) and (more := _goes_on().match(low, last, end)):
                stop = _SENTENCE_END.search(low, more.end(), end)
                last = stop.start() if stop else end
            found.append((first, last))
    return found


@cache
def _strives() -> re.Pattern[str]:
    """Words of striving, `Mục tiêu trong 5 năm 1966-1970 là:`, or `thông qua 16 chỉ tiêu nhiệm kỳ 2020-2025. Cụ thể, …`."""
    named = rf"(?:{any_of('aims')})(?:\s[^;:.]{{0,60}})?"
    sets = rf"(?P<sets>{any_of('sets')})\s[^;:.]{{0,30}}{named}[.:,]\s(?:{any_of('namely')})(?!\w)[,:]?\s*"
    return compiled(rf"(?<!\w)(?:(?:{any_of('strives_on')})(?!\w)|{named}\s(?:{any_of('being')})\s*:|{sets})")


@cache
def _goes_on() -> re.Pattern[str]:
    """The end of a sentence of goals, behind which another one begins with what is measured or done (`. Tỷ lệ …`)."""
    return compiled(rf"\.\s+(?=(?:{any_of('opening')})(?!\w))")


@cache
def _such_as() -> re.Pattern[str]:
    """`… một số chỉ tiêu cơ bản như` before the first of them."""
    return compiled(rf"[^;:.,\d]{{0,30}}\s(?:{any_of('such_as')})\s+")
