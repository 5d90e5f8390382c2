"""Months, quarters, halves, years: `trong quý II/2024`, `đến hết năm 2025`, `6 tháng đầu năm`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise.dates.days import yearly_words
from kg.recognise.dates.expression import NO_YEAR, Expression, When
from kg.recognise.dates.figures import PARTS_OF_MONTH, ROMAN, first_days
from kg.recognise.dates.words import any_of, anywhere, days_of, ends_with, words_of

_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def period(e: Expression) -> When | None:
    """A stretch of time that something is due in, or before."""
    if e.own is None and e.kind in ("quarter", "month") and (e.due or e.label) and (yearly := _every_year(e)):
        return yearly
    if e.own is None and not (e.due or e.label):
        return None
    year = e.own or e.year or (e.issued.year if e.issued else None)
    if year is None:
        return When(start=e.at, end=e.match.end(), due=e.due, fault=NO_YEAR)
    words = e.cue.split()
    if not words and e.kind == "year" and not e.label and _ends_with_work(e.low, e.match):
        words = [words_of("at")[0]]
    if words and words[0] in words_of("within") and not e.label and ends_with("restricted").search(e.before):
        return None
    if e.kind == "year" and not e.label and not _is_due_year(e, words):
        return None
    first, last = _due_within(e, words, year)
    return When(
        start=e.at,
        end=e.match.end(),
        not_before=first.isoformat() if first else None,
        not_after=last.isoformat(),
        due=bool(words),
        inferred=e.own is None,
    )


def apart(low: str, match: re.Match[str], when: When) -> list[When]:
    """`trong tháng 8 và tháng 11/2016`: two months between which others lie are two times."""
    second = match["m8"]
    if second is None or when.rrule or not (when.not_before and when.not_after) or _through().search(match[0]):
        return [when]
    first, last = date.fromisoformat(when.not_before), date.fromisoformat(when.not_after)
    if last.month - first.month < 2:
        return [when]
    ends = first.replace(day=monthrange(first.year, first.month)[1])
    month = low.find(words_of("month")[0], match.end("m7"), match.start("m8"))
    return [
        replace(when, end=match.end("m7"), not_after=ends.isoformat()),
        replace(when, start=month if month >= 0 else match.start("m8"), not_before=last.replace(day=1).isoformat()),
    ]


def _every_year(e: Expression) -> When | None:
    """`trước tháng 6 hằng năm`, `sáu tháng một lần, vào tháng 6 và tháng 12`."""
    following, preceding = yearly_words()
    yearly = following.match(e.low, e.match.end())
    months = e.kind == "month" and "m8" in e.named
    if not yearly and not preceding.search(e.before) and not (months and _one_time().search(e.before)):
        return None
    last = _due_within(e, e.cue.split(), 2001)[1]
    rule = f"FREQ=YEARLY;BYMONTH={last.month};BYMONTHDAY={last.day}"
    if "m8" in e.named and not _through().search(e.match[0]):
        rule = f"FREQ=YEARLY;BYMONTH={e.named['m7']},{e.named['m8']}"
    return When(start=e.at, end=yearly.end() if yearly else e.match.end(), rrule=rule, due=True)


def _due_within(e: Expression, words: list[str], year: int) -> tuple[date | None, date]:
    """First and last day; of what is due before a time, the day before it alone."""
    first, last = _bounds(e, year)
    if e.kind == "month" and "m8" not in e.named:
        cue = e.cue.rstrip().removesuffix(words_of("of")[0])
        last = next((last.replace(day=day) for part, day in PARTS_OF_MONTH if ends_with(part).search(cue)), last)
        some = _first_days().search(e.cue)
        last = last.replace(day=min(int(some["days"]), last.day)) if some and int(some["days"]) else last
    before = bool(words) and words[0] == words_of("before")[0] and not any(day in words for day in words_of("day"))
    at_last = e.kind == "month" and ends_with("last").search(e.cue) is not None  # `trước cuối tháng 6`
    return (None, first - timedelta(days=1)) if before and not at_last and e.kind != "half" else (first, last)


@cache
def _first_days() -> re.Pattern[str]:
    """How many days of the month, at the end of the words that lead to it."""
    return compiled(rf"(?=(?P<days>\d{{1,2}})\s){first_days()}\s*$")


@cache
def _one_time() -> re.Pattern[str]:
    """`sáu tháng một lần, ` before the months that are meant."""
    return compiled(rf"(?:{any_of('one')}|0?1|/)\s*(?:{any_of('time')})[\s,(:]*$")


@cache
def _through() -> re.Pattern[str]:
    """From one month to another, not these two."""
    return compiled(rf"[-–]|\s(?:{any_of('until')})\s")


def _is_due_year(e: Expression, words: list[str]) -> bool:
    """`trong năm 2025`; `đến năm 2030`, `vào năm 2025` only where something is completed: else it is a goal."""
    if not words or re.search(rf"(?:{any_of('no_due')})[\s\d-]*$", e.before):
        return False
    if words[0] in words_of("within") or (words[0] in words_of("at") and anywhere("last").match(e.match[0])):
        return True
    if e.match["y9"]:
        return False
    if words[0] in (word.split()[0] for word in (*words_of("before"), *words_of("latest"))):
        return True
    after = re.match(r"[^.;:”\"]*", e.low[e.match.end() : e.match.end() + 30])
    return bool(anywhere("done").search(e.clause[-40:]) or (after and anywhere("done").search(after[0])))


def _ends_with_work(low: str, match: re.Match[str]) -> bool:
    """`cuối năm 2015 tổng kết`: the end of a year, and at once what is completed then."""
    if match["y9"] or not anywhere("last").match(match[0]):
        return False
    at = match.end() + low.startswith(",", match.end())
    return low.startswith(" ", at) and bool(anywhere("done").match(low, at + 1))


@cache
def _quarters() -> re.Pattern[str]:
    return compiled(rf"(?:(?<![^\W_])|^(?:{any_of('quarter_letter')}))({ROMAN})(?![^\W_])")


def _bounds(e: Expression, year: int) -> tuple[date, date]:
    """First and last day of the time that is named."""
    kind, named = e.kind, e.named
    later = named.get("y9") or named.get("y11")
    if later and int(later) == year + 1 and ends_with("school-year").search(e.before):
        begins, ends = days_of("school-year")
        return date.fromisoformat(f"{year}-{begins}"), date.fromisoformat(f"{year + 1}-{ends}")
    if kind == "year" or (kind == "bare" and "m9" not in named):
        return date(year, 1, 1), date(int(named.get("y9") or named.get("y11") or year), 12, 31)
    if kind == "bare":
        month = int(named["m9"])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if kind == "half":
        months = int(named.get("most", "6"))  # `9 tháng đầu năm`
        if "begins" in named:
            return date(year, 1, 1), date(year, months, monthrange(year, months)[1])
        return date(year, 13 - months, 1), date(year, 12, 31)
    if kind == "month":
        first, last = int(named["m7"]), int(named.get("m8", named["m7"]))
    else:
        quarters = [_ROMANS[q] for q in _quarters().findall(e.match[0])]
        first, last = 3 * min(quarters) - 2, 3 * max(quarters)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
