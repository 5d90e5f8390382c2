"""Dates that are one stretch of time together."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise.dates.expression import When
from kg.recognise.dates.words import any_of, anywhere, words_of

_DASH = compiled(r"\s{0,3}[-–]\s{0,3}")


def two_periods(low: str, found: list[When]) -> list[When]:
    """`trong tháng 12 năm 2013 và tháng 01 năm 2014`: one stretch of time, due at its end; `trong tháng 6 và tháng 11`: two times."""
    joined = found[:1]
    for when in found[1:]:
        one = joined[-1]
        parts = one.due and not when.due and one.not_before and when.not_before and not (one.rrule or when.rrule)
        later = (one.not_after or "") < (when.not_after or "")
        if parts and later and _and().fullmatch(low, one.end, when.start):
            if _next_day(one.not_after) < (when.not_before or ""):
                joined.append(replace(when, due=True))
            else:
                joined[-1] = replace(one, end=when.end, not_after=when.not_after)
        else:
            joined.append(when)
    return joined


def both_due(one: When, two: When) -> tuple[When, When]:
    """The days of `trước ngày 15/6 và ngày 15/12`: the second is due as the first is, each year where that comes back; a year that only the second has
    is of both.
    """
    if one.rrule and two.inferred and two.not_after and one.rrule.startswith("FREQ=YEARLY"):
        month, day = int(two.not_after[5:7]), int(two.not_after[8:])
        rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
        return one, When(start=two.start, end=two.end, rrule=rule, due=True)
    if one.inferred and one.not_after and two.not_after and not two.inferred:
        earlier = two.not_after[:4] + one.not_after[4:]
        one = replace(one, not_after=earlier) if earlier < two.not_after else one
    return one, replace(two, due=True)


def _next_day(day: str | None) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else ""


@cache
def _and() -> re.Pattern[str]:
    return compiled(rf"\s*(?:,|(?:{any_of('to')}))\s*")


def ranges(low: str, found: list[When]) -> list[When]:
    """`Quý IV/2025 - Quý II/2026` as the value of a label: one stretch of time, due at its end."""
    joined = found[:1]
    for when in found[1:]:
        one = joined[-1]
        if (
            _DASH.fullmatch(low, one.end, when.start)
            and one.not_after
            and when.not_after
            and one.not_after < when.not_after
            and not (one.rrule or when.rrule)
        ):
            joined[-1] = replace(
                when, start=one.start, not_before=one.not_before or one.not_after, due=one.due or when.due
            )
        else:
            joined.append(when)
    return joined


def _until(low: str, one: When, two: When) -> bool:
    """Do only `đến ngày`, `đến hết` or a hyphen stand between two dates?"""
    between = low[one.end : two.start + 4].split()
    return 0 < len(between) <= 3 and between[0].startswith((*words_of("until"), "-"))


def windows(low: str, found: list[When]) -> list[When]:
    """Joins `từ ngày X đến ngày Y` into one window; a lone `từ ngày X` is no deadline."""
    merged: list[When] = []
    for when in found:
        previous = merged[-1] if merged else None
        opened = (
            anywhere("since_day").search(low, max(0, previous.start - 12), previous.start + 8)
            if previous and previous.not_after and not when.rrule and _until(low, previous, when)
            else None
        )
        if previous and opened and when.not_after:
            first = previous.not_before or previous.not_after or ""
            if first > when.not_after:
                first = when.not_after[:4] + first[4:]
            merged[-1] = When(
                start=opened.start(),
                end=when.end,
                not_before=first,
                not_after=when.not_after,
                due=True,
                inferred=when.inferred,
            )
        else:
            merged.append(when)
    return merged
