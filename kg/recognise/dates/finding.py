"""Dates by which something is due, where they stand in a text."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.dates.expression import When
from kg.recognise.dates.figures import YEAR, figure_pattern, hint_pattern
from kg.recognise.dates.joining import both_due, ranges, two_periods, windows
from kg.recognise.dates.periods import apart
from kg.recognise.dates.reading import read
from kg.recognise.dates.words import any_of, anywhere, ends_with, numeral, whole_of, words_of
from kg.words import Words

_LONG_PAST = 90  # days before the paper was issued
_LONGEST_OPENING = 14  # characters of `bắt đầu từ`
_LONGEST_GAP = 40  # characters between the first and the last day of a stretch
_LONGEST_CLAUSE = 200
_STOP = compiled(r"[.;]\s")
_MARK = compiled(r"[.,;:()\n]")


def find(
    low: str, start: int, end: int, issued: date | None, year: int | None = None, label: bool = False
) -> list[When]:
    """Date expressions in a stretch of folded text, in text order.

    `issued` is the document's own date: the anchor of what counts from promulgation and the year of dates without one; `year` takes its
    place where the context names another year, or `EVERY_YEAR`. `label`: the stretch is the value of a time label or column, so every date in it is one.
    """
    found: list[When] = []
    default = issued.year if year is None and issued else year
    at = start
    hints, figures = hint_pattern(), figure_pattern()
    for hint in hints.finditer(low, start, end):
        if hint.start() < at:
            continue
        place = hint.start()
        match = figures.match(low, low.rfind(" ", start, place - 1) + 1 if low[place] == "(" else place, end)
        if not match or match.start() < at or _lunar().match(low, match.end(), end):
            continue
        at = match.end()
        beside = found[-1] if found and match["day"] and _names_day(found[-1]) else None
        shared = beside is not None and _and_day().fullmatch(low, beside.end, match.start()) is not None
        when = read(low, match, start, end, issued, default, label or shared)
        if when and beside and shared and not label:
            found[-1], when = both_due(beside, when)
        if when:
            if found and found[-1].end > when.start:  # two readings of one place: the longer one
                if when.end - when.start <= found[-1].end - found[-1].start:
                    continue
                found.pop()
            found += [when] if label else apart(low, match, when)
    if not found:
        return found
    found = two_periods(low, windows(low, found))
    if not label:
        found = [when for when in _due_again(low, _no_data(low, start, found)) if not _was(low, when, end, issued)]
    if label:
        found = [when for when in _narrowest(low, found) if not _only_begins(low, start, when)]
    if issued:
        found = [_next_year(low, start, when, issued) for when in found]
    return ranges(low, found) if label and len(found) > 1 else found


@cache
def _lunar() -> re.Pattern[str]:
    """` âm lịch` behind a day."""
    return compiled(rf"\s+{whole_of('lunar')}")


def _names_day(when: When) -> bool:
    """Is something due by one day, of one year or of each?"""
    return (
        when.due
        and not when.relative
        and not when.fault
        and ("BYMONTHDAY" in (when.rrule or "") or when.not_before is None)
    )


@cache
def _and_day() -> re.Pattern[str]:
    """` và ngày ` between two days of which the first says that both are due (`trước ngày 15/6 và ngày 15/12`)."""
    return lexicon.pattern(rf"\s+{{and}}\s+(?:(?:{any_of('day')})\s+)?")


def _next_year(low: str, start: int, when: When, issued: date) -> When:
    """`báo cáo trước ngày 10/01` in a paper of December: a day without a year that is long past by the paper's own year."""
    long_past = (issued - timedelta(days=_LONG_PAST)).isoformat()
    if not (when.inferred and when.due and when.not_after) or when.relative or when.not_after > long_past:
        return when
    if not is_firm(low, start, when):
        return when
    return replace(when, not_before=_year_later(when.not_before), not_after=_year_later(when.not_after))


def _year_later(day: str | None) -> str | None:
    """The same day a year on; of February the last."""
    if day is None:
        return None
    year = int(day[:4]) + 1
    last = monthrange(year, int(day[5:7]))[1]
    return f"{year}{day[4:8]}{min(int(day[8:]), last):02d}"


def _only_begins(low: str, start: int, when: When) -> bool:
    """`Từ tháng 11/2025 đến khi kết thúc`: the day of the beginning, and none of the end."""
    if when.rrule or (when.not_before and _spans().search(low, when.start, when.end)):
        return False
    return bool(_opening().search(low, max(start, when.start - _LONGEST_OPENING), when.start))


def _no_data(low: str, start: int, found: list[When]) -> list[When]:
    """Without `số liệu tính từ ngày 15 tháng 12 năm trước đến ngày 14 tháng 12 của kỳ báo cáo`: what the figures of a report are of."""
    kept: list[When] = []
    opened = -1  # where the first day of such a stretch ends
    for when in found:
        gap = low[opened : when.start] if 0 <= opened < when.start <= opened + _LONGEST_GAP else "."
        last = low.startswith(words_of("until"), when.start)
        goes_on = last and "." not in gap and ";" not in gap
        since = low[max(start, when.start - _LONGEST_GAP) : when.start]
        if last and ";" not in since and anywhere("period_of_data").search(since):
            continue
        if ends_with("period_of_data").search(low, max(start, when.start - _LONGEST_OPENING * 2), when.start):
            opened = when.end
        elif not goes_on:
            kept.append(when)
    return kept


def _due_again(low: str, found: list[When]) -> list[When]:
    """`Định kỳ hằng quý, … trước ngày 15 tháng cuối quý`: how often, and then on which day; the day alone counts."""
    kept: list[When] = []
    for when, following in itertools.pairwise([*found, None]):
        if when and when.rrule and "BY" not in when.rrule and following and following.rrule and "BY" in following.rrule:
            gap = low[when.end : following.start]
            if len(gap) < _LONGEST_CLAUSE and not _STOP.search(gap):
                continue
        if when:
            kept.append(when)
    return kept


def _narrowest(low: str, found: list[When]) -> list[When]:
    """Without the year in `Riêng năm 2020 hoàn thành trong quý II/2020`: the nearer time behind it in the clause is meant."""
    kept: list[When] = []
    for when, following in itertools.pairwise([*found, None]):
        inside = (
            when and following and following.not_before and (when.not_before or "~") < following.not_before
            and (following.not_after or "~") <= (when.not_after or "")
        )  # fmt: skip
        if when and not (inside and following and not _MARK.search(low, when.end, following.start)):
            kept.append(when)
    return kept


def _was(low: str, when: When, end: int, issued: date | None) -> bool:
    """`Từ ngày 17 đến ngày 20/11/2025, tỉnh đã hứng chịu …`: a stretch of days that the text only tells of."""
    if when.not_before is None or when.rrule or not anywhere("since_day").match(low, when.start):
        return False
    if issued and when.not_after and when.not_after < issued.isoformat():
        return True
    if ends_with("foretold").search(low, max(0, when.start - _LONGEST_OPENING), when.start):
        return True
    return bool(_told().match(low, when.end, end))


@cache
def _told() -> re.Pattern[str]:
    return compiled(rf"\s*,?\s*(?:(?:{any_of('told_of')})(?![^\W_])[^.,;:]{{0,40}}?\s)?(?:{any_of('was')})(?![^\W_])")


@cache
def _spans() -> re.Pattern[str]:
    return compiled(rf"[-–]|\s(?:{any_of('to')})\s")


@cache
def _opening() -> re.Pattern[str]:
    return compiled(rf"{whole_of('from')}\s*$")


def is_firm(low: str, start: int, when: When) -> bool:
    """Do the words say that something is done by then (`hoàn thành trong tháng 11`, `trước ngày 05/12`), and not only in which time it falls?"""
    said = _firm().search(low, when.start, when.end) if when.rrule else _firm().match(low, when.start)
    return bool(said) or bool(anywhere("done").search(low, max(start, when.start - 40), when.start))


@cache
def _firm() -> re.Pattern[str]:
    return compiled(any_of("before", "latest"))


def year_ahead(title: str, issued: date) -> int | None:
    """The year after the paper's own where its title, folded, says that this is the one meant (`Kế hoạch công tác năm 2025` of December 2024)."""
    years = {int(found["y"]) for found in _year_of_title().finditer(title)}
    return issued.year + 1 if years == {issued.year + 1} else None


@cache
def _year_of_title() -> re.Pattern[str]:
    """A year alone, not the end of a span."""
    before = "".join(rf"(?<!{word}\s)" for word in (*words_of("until"), *words_of("since_day"), *words_of("before")))
    return compiled(rf"(?<![^\W\d_]){before}(?:{any_of('year')})\s+(?P<y>{YEAR})(?!\s*[-–]\s*\d)")


def names_a_day(low: str, start: int, end: int) -> bool:
    """A quick look: does a stretch say `trước ngày …`, `chậm nhất ngày …`? A text is looked through once."""
    days = _times_named(low).days
    at = bisect_left(days, start)
    return at < len(days) and days[at] < end


def names_a_term(low: str, start: int, end: int) -> bool:
    """A quick look: does a stretch say `trong thời hạn 05 ngày`, `chậm nhất 02 ngày`, `trong quý IV`, `6 tháng một lần`?"""
    terms = _times_named(low).terms
    at = bisect_left(terms, (start, 0))
    return at < len(terms) and terms[at][1] <= end


def names_a_time(low: str, start: int, end: int) -> bool:
    """A quick look: does a stretch say within which time, or `trước ngày …`?"""
    return names_a_term(low, start, end) or names_a_day(low, start, end)


class _Times(NamedTuple):
    """Where a text says by when, and within which time with its end, in text order."""

    days: list[int]
    terms: list[tuple[int, int]]


@lru_cache(maxsize=2)  # asked of many stretches of one text
def _times_named(low: str) -> _Times:
    found = _Times([], [])
    openings, turns, days = _openings()
    last_day, opens_term = _last_day().match, _term().match
    for word, start, end in openings.find(low):
        if word < turns:
            found.terms.append((start, end))
            continue
        if word >= days and last_day(low, start):
            found.days.append(start)
        if term := opens_term(low, start):
            found.terms.append(term.span())
    return found


@cache
def _openings() -> tuple[Words, int, int]:
    """The first syllables of what names a day or a term, behind words by which something comes back (`định kỳ`, `một lần`); how many these are, and
    from which on a day may follow.
    """
    turns = (*words_of("every"), *(f"{one} {time}" for one in words_of("one") for time in words_of("time")))
    terms, days = (
        {word.split()[0] for name in names for word in words_of(name)}
        for names in (("term", "within"), ("before", "latest"))
    )
    words = (*turns, *sorted(terms - days), *sorted(days))
    return Words(words), len(turns), len(words) - len(days)


@cache
def _last_day() -> re.Pattern[str]:
    month = rf"(?:(?:{any_of('of')})\s+)?(?:(?:{any_of('each')})\s+)?(?:{any_of('month')})"
    return compiled(rf"(?:{any_of('before', 'latest')})(?:\s+(?:{any_of('inside')}))*\s+\d{{1,2}}(?=\s*/|\s*{month})")


def begins_by_clock(low: str, start: int, end: int) -> bool:
    """`14 giờ, ngày 14/6`, `từ 7h30 ngày 02/5`: does a stretch begin with an hour?"""
    return _clock_first().match(low, start, end) is not None


@cache
def _clock_first() -> re.Pattern[str]:
    return compiled(
        rf"\s*(?:(?:{any_of('from', 'at', 'since_day')})\s+)?\d{{1,2}}\s*(?:{any_of('hour')}|[hg:])(?![^\W\d_])"
    )


def is_dayless(words: str) -> bool:
    """`thường xuyên`, `hằng năm`: does a time say itself that it has no last day?"""
    return anywhere("dayless").search(words) is not None


def comes_back(words: str) -> bool:
    """`hằng năm`, `hàng tháng` and no word more."""
    return _each().fullmatch(words.strip()) is not None


@cache
def _each() -> re.Pattern[str]:
    return compiled(
        rf"(?:{any_of('each')})\s+(?:{any_of('day', 'week', 'month', 'quarter', 'year')})|{any_of('yearly')}"
    )


def is_term(low: str, when: When) -> bool:
    """Is it a time in which something must be done (`Trong thời hạn 30 ngày kể từ ngày …`), and not one for which something holds (`có thời hạn 05 năm kể từ …`)?"""
    return when.relative is not None and any(anywhere(name).match(low, when.start) for name in ("within", "latest"))


def is_latest(low: str, when: When) -> bool:
    """`chậm nhất ngày 22 tháng 02 năm 2026`: is it the last day allowed?"""
    return bool(anywhere("latest").match(low, when.start))


@cache
def _term() -> re.Pattern[str]:
    counted = rf"(?:\s+(?:{any_of('inside', 'at_most')}))*\s+(?:\d|\w+(?:\s\w+)?\s\(\d|{numeral()}\s+(?:{any_of('hour', 'day', 'month')}))"
    return compiled(rf"(?:{any_of('term', 'latest', 'within')})(?:{counted}|\s+(?:{any_of('quarter')})\s+[ivx\d])")
