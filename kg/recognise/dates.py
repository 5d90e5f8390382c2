"""Dates by which something is due: days, months, quarters, years, what comes back, what counts from another day.

A candidate is found by its figures; only then are the words around it read. Words and examples: deadlines.toml.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import msgspec
from msgspec import Struct

from kg.tables import load_rows
from kg.text import begun, either, fold, whole


class _Row(Struct, frozen=True):
    """A row of deadlines.toml."""

    id: str
    meaning: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class When(Struct, frozen=True, kw_only=True):
    """A date expression; `due`: the words before it say that something is due then."""

    start: int
    end: int
    not_before: str | None = None
    not_after: str | None = None
    rrule: str | None = None
    relative: tuple[str, str] | None = None
    due: bool = False
    fault: str | None = (
        None  # code of the issue, where no day follows: the calendar has none such, or nothing tells the year
    )
    inferred: bool = False  # the year, or the day, is worked out from the paper's date or the context


_YEAR = r"(?:19|20)\d\d(?!\d)"
_ROMAN = r"(?:iv|iii|ii|i|[1-4])"
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DURATION = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
_PERIOD = {"week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3)}
_KINDS = (
    "weekly",
    "daily",
    "by_clock",
    "turn",
    "monthly",
    "day",
    "quarter",
    "half",
    "month",
    "day_of_month",
    "every",
    "once",
    "times",
    "each",
    "year",
    "after",
    "bare",
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "six": 6}
_YEARS = ("y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8", "y10")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_PARTS_OF_MONTH = (
    ("first_week", 7),
    ("second_week", 14),
    ("first_half", 15),
    ("first_ten", 10),
    ("second_ten", 20),
)
_LONGEST_BRACKET = 240
_NO_YEAR = "date-without-year"
_LONG_PAST = 90  # days before the paper was issued
_LONGEST_OPENING = 14  # characters of `bắt đầu từ`
_LONGEST_FIRST_DAY = 40  # characters of `từ ngày 08 đến hết ngày `
_NUMBER = re.compile(r"\d+")
_DASH = re.compile(r"\s{0,3}[-–]\s{0,3}")


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    return {row.id: tuple(fold(word) for word in row.words) for row in load_rows("deadlines", _Row)}


def _row(name: str) -> tuple[str, ...]:
    return _rows()[name]


@cache
def _any(*names: str) -> str:
    """A pattern for any word of the rows, blanks as any white space."""
    found = {word for name in names for word in _row(name)}
    return either(found, r"\s+")


def _whole(name: str) -> str:
    """The same for a whole word of a row."""
    return whole(_row(name), r"^\W\d_", r"\s+")


def _unit(word: str, *names: str) -> str:
    """Which row a unit's word belongs to."""
    return next(name for name in names if word in _row(name))


@cache
def _before(name: str) -> re.Pattern[str]:
    """One of the words of a row at the end of a stretch."""
    return re.compile(rf"{_whole(name)}\s*[\s,(]?\s*$")


@cache
def _alone(name: str) -> re.Pattern[str]:
    """One of the words of a row anywhere."""
    return re.compile(_whole(name))


@cache
def _cue() -> re.Pattern[str]:
    """A word of `due` and the words inside that lead to the date."""
    clock = rf"\d{{1,2}}\s*(?:{_any('hour')}|h|g|:)\s*(?:\d\d\s*(?:{_any('minute')})?)?[’'′]?"
    parts = [part for part, _ in _PARTS_OF_MONTH]
    return re.compile(
        rf"{_whole('due')}(?:\s+(?:{_any('inside', *parts)}|{clock},?))*[\s(,]*$"
        rf"|(?<![^\W\d_])(?P<finished>{_any('finished')})(?:\s+(?:{_any('day')}))?\s*$"
        rf"|[;,(.]\s*(?P<label>{_any('label')})\s*:(?P<part>(?:\s+(?:{_any('beside', *parts)}))*)\s*$"
    )


@cache
def _yearly() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """`hằng năm` right after a date, and shortly before it."""
    return re.compile(rf"\s*[,)]?\s*(?:{_any('yearly', 'yearly_after')})"), re.compile(
        rf"(?:{_any('yearly')})[\s,(:]*$"
    )


@cache
def _yearly_later() -> re.Pattern[str]:
    """`quý I trước ngày 15/3, quý II trước ngày 15/6 và năm trước ngày 15/12 hàng năm`: what the last of a clause says holds for all."""
    return re.compile(rf"[^.;]{{0,160}}?\d[\s,)*]{{0,4}}(?:{_any('yearly')})")


@cache
def _of_the_year() -> re.Pattern[str]:
    """`tháng (chậm nhất ngày 25), năm (chậm nhất ngày 15/12)`: the report of the year."""
    return re.compile(rf"{_whole('year')}\s*\(\s*$")


@cache
def _hint() -> re.Pattern[str]:
    """What every date begins with: found fast, then looked at. Each way begins with its letter, which `re` looks for without trying the rest."""
    month, year, figure = f"(?:{_any('month')})", f"(?:{_any('year')})", r"\s+\d"
    span = f"(?:{_any('day', 'week', 'month')})"
    follow = {
        "quarter": r"\s",
        "each": r"\s",
        "month": figure,
        "year": figure,
        "six": rf"\s+{month}",
        "one": rf"\s+{span}",
        "two": rf"\s+{span}",
        "three": rf"\s+{span}",
        "last": rf"\s+{year}\s",
        "every": "",
        "weekday": r"\s",
    }
    words = [way + rest for name, rest in follow.items() for way in begun(_row(name), blank=r"\s+")]
    return re.compile("|".join((*words, *(rf"{c}(?<!\d{c})" for c in "0123456789"), r"\(\d")))


@cache
def _figures() -> re.Pattern[str]:
    month, year, quarter = (f"(?:{_any(name)})" for name in ("month", "year", "quarter"))
    each, of, to, first, last = (f"(?:{_any(name)})" for name in ("each", "of", "to", "first", "last"))
    number, word_end = f"(?:{_any('two', 'three', 'six', 'one')})", r"(?![^\W_])"
    m, d = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
    after_day = "|".join(rf"(?<={word} )" for word in _row("day"))
    after_span = "|".join(rf"(?<={word} )" for word in _row("span"))
    weekday = "|".join(rf"(?P<{name}>{_any(name)})" for name in _WEEKDAYS)
    parts = (
        rf"(?P<weekly>(?:{_any('weekday')})\s+(?:{weekday})(?![^\W_])\s*,?\s*{each}\s+(?:{_any('week')}))",
        rf"(?P<daily>\d{{1,2}}\s*(?:{_any('hour')}|h)\s*(?:\d\d)?[’'′]?\s*,?\s*{each}\s+(?:{_any('day')}))",
        rf"(?P<by_clock>{each}\s+(?:{_any('day')})\s*,?\s+(?:{_any('due')})\s+\d{{1,2}}\s*(?:{_any('hour')}|h)(?:\s*\d\d)?(?![^\W_]))",
        rf"(?P<turn>\d{{1,2}}\s*(?:{of}\s+)?{month}\s+(?:(?P<opening>{first})|{last}|{_any('third')})\s+(?:{of}\s+)?(?:{each}\s+)?{quarter})",
        rf"(?P<monthly>(?:{after_day})\d{{1,2}}\s*(?:{of}\s+)?(?:{each}\s+{month}|{month}\s+(?:{_any('next')})))",
        rf"(?<![\d/.,-])(?P<day>{d}\s*(?:/\s*{m}(?:\s*/\s*(?P<y1>{_YEAR})|\s+{year}\s+(?P<y2>{_YEAR}))?"
        rf"|\s*{month}\s+{m}(?!\d)(?:\s*(?:{year}|/|-)\s*(?P<y3>{_YEAR}))?"
        rf"|[.-]{m}[.-](?P<y4>{_YEAR})))(?![\d/%]|[.,]\d|\s*-[a-zđ])",
        rf"(?P<quarter>{quarter}\s+{_ROMAN}{word_end}(?:(?:\s*[,-]|\s+{to})\s*(?:{quarter}\s+)?{_ROMAN}{word_end})*(?:\s*(?:/|{year}|-)\s*(?P<y5>{_YEAR}))?)",
        rf"(?P<half>(?:0?6|{_any('six')})\s+{month}\s+(?:(?P<begins>{first})|{last})\s+{year}(?:\s+(?P<y6>{_YEAR}))?)",
        rf"(?P<month>(?<!\d )(?<!\d){month}\s+(?P<m7>{m})(?!\d)(?:\s*(?:(?:-|,|{to})\s*{month}\s+|(?:-|,|{to})\s*(?:{month}\s+)?(?={m}\s*(?:/|{year}|{_any('yearly')}|[|;.\n]|$)))(?P<m8>{m})(?!\d))?"
        rf"(?:\s*(?:/|{year}|-)\s*(?P<y7>{_YEAR}))?)(?![\d/]|\s*{to}\s+\d)",
        rf"(?P<day_of_month>(?:(?:{_any('every')})\s+)?{each}\s+{month}\s*[,(]?\s*(?:(?:{_any('due', 'inside')})\s+)+(?P<md>{d})(?![\d/-]|[.,]\d|\s*(?:{each}\s+)?{month}))",
        rf"(?P<every>(?:{_any('every')})\s+(?:{each}\s+)?(?:(?P<n>{m}|{number})\s+)?(?P<unit>{_any('week', 'month', 'quarter')})(?!\s+\d))",
        rf"(?P<once>{each}\s+(?P<unit4>{_any('week', 'month', 'quarter')})\s+(?:{_any('one')}|0?1)\s+(?:{_any('time')})(?![^\W\d_]))",
        rf"(?P<times>(?P<n3>{m}|{number})\s+(?P<unit3>{_any('week', 'month', 'quarter')})(?:\s*/\s*(?:{_any('one')}|0?1)?\s*|\s+(?:{_any('one')}|0?1)\s+)(?:{_any('time')})(?![^\W\d_]))",
        rf"(?P<each>{each}\s+(?P<unit2>{_any('week', 'month', 'quarter')})(?=\s*(?:\(|,|{_any('each_follows')}|0?6)))",
        rf"(?P<year>(?:{last}\s+)?{year}\s+(?P<y8>{_YEAR})(?:\s*(?:-|,|{to})\s*(?:{year}\s+)?(?P<y9>{_YEAR}))?)",
        rf"(?<![\d/.])(?P<bare>(?:(?P<m9>{m})/)?(?P<y10>{_YEAR})(?:\s*-\s*(?P<y11>{_YEAR}))?)(?![\d/]|[.,]\d)",
        rf"(?P<after>(?:{after_span})(?:(?:{_any('at_most')})\s+)?(?:(?P<count>\d{{1,3}})\s*(?:\([^)]{{1,20}}\)\s*)?|(?P<count3>{number})\s+|[^\W\d_]+(?:\s+[^\W\d_]+)?\s*\((?P<count2>\d{{1,3}})\)\s*)"
        rf"(?P<span>{_any('hour', 'day', 'week', 'month', 'year')})(?P<work>\s+(?:{_any('working')}))?(?P<since>,?\s+(?:{_any('since')})(?:\s+(?:{_any('moment')}))*)?(?P<ahead>\s+(?:{_any('before')})\s+(?:{_any('moment')}))?)(?![^\W\d_])",
    )
    return re.compile("|".join(parts))


def find(
    low: str, start: int, end: int, issued: date | None, year: int | None = None, label: bool = False
) -> list[When]:
    """Date expressions in a stretch of folded text, in text order.

    `issued` is the document's own date: the anchor of what counts from promulgation and the year of dates without one; `year` takes its
    place where the context names another year. `label`: the stretch is the value of a time label or column, so every date in it is one.
    """
    found: list[When] = []
    default = year or (issued.year if issued else None)
    at = start
    hints, figures = _hint(), _figures()
    for hint in hints.finditer(low, start, end):
        if hint.start() < at:
            continue
        place = hint.start()
        match = figures.match(low, low.rfind(" ", start, place - 1) + 1 if low[place] == "(" else place, end)
        if not match or match.start() < at:
            continue
        at = match.end()
        when = _when(low, match, start, end, issued, default, label)
        if when:
            if found and found[-1].end > when.start:
                when = _window(low, found[-1], when, found)
                if when is None:
                    continue
            found.append(when)
    if not found:
        return found
    found = _two_periods(low, _windows(low, found))
    if not label:
        found = [when for when in found if not _was(low, when, end, issued)]
    if label:
        found = [when for when in found if not _only_begins(low, start, when)]
    if issued:
        found = [_next_year(low, start, when, issued) for when in found]
    return _ranges(low, found) if label and len(found) > 1 else found


def _two_periods(low: str, found: list[When]) -> list[When]:
    """`trong tháng 12 năm 2013 và tháng 01 năm 2014`: one stretch of time, due at its end."""
    joined = found[:1]
    for when in found[1:]:
        one = joined[-1]
        parts = one.due and not when.due and one.not_before and when.not_before and not (one.rrule or when.rrule)
        later = (one.not_after or "") < (when.not_after or "")
        if parts and later and _and().fullmatch(low, one.end, when.start):
            joined[-1] = msgspec.structs.replace(one, end=when.end, not_after=when.not_after)
        else:
            joined.append(when)
    return joined


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,|(?:{_any('to')}))\s*")


def _next_year(low: str, start: int, when: When, issued: date) -> When:
    """`báo cáo trước ngày 10/01` in a paper of December: a day without a year that is long past by the paper's own year."""
    long_past = (issued - timedelta(days=_LONG_PAST)).isoformat()
    if not (when.inferred and when.due and when.not_after) or when.relative or when.not_after > long_past:
        return when
    if not is_firm(low, start, when):
        return when
    return msgspec.structs.replace(when, not_before=_year_later(when.not_before), not_after=_year_later(when.not_after))


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


def _was(low: str, when: When, end: int, issued: date | None) -> bool:
    """`Từ ngày 17 đến ngày 20/11/2025, tỉnh đã hứng chịu …`: a stretch of days that the text only tells of."""
    if when.not_before is None or when.rrule or not _alone("since_day").match(low, when.start):
        return False
    if issued and when.not_after and when.not_after < issued.isoformat():
        return True
    if _before("foretold").search(low, max(0, when.start - _LONGEST_OPENING), when.start):
        return True
    return bool(_told().match(low, when.end, end))


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*(?:(?:{_any('told_of')})(?![^\W_])[^.,;:]{{0,40}}?\s)?(?:{_any('was')})(?![^\W_])")


@cache
def _spans() -> re.Pattern[str]:
    return re.compile(rf"[-–]|\s(?:{_any('to')})\s")


@cache
def _one_time() -> re.Pattern[str]:
    """`sáu tháng một lần, ` before the months that are meant."""
    return re.compile(rf"(?:{_any('one')}|0?1|/)\s*(?:{_any('time')})[\s,(:]*$")


@cache
def _through() -> re.Pattern[str]:
    """From one month to another, not these two."""
    return re.compile(rf"[-–]|\s(?:{_any('until')})\s")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"{_whole('from')}\s*$")


def is_firm(low: str, start: int, when: When) -> bool:
    """Do the words say that something is done by then (`hoàn thành trong tháng 11`, `trước ngày 05/12`), and not only in which time it falls?"""
    said = _firm().search(low, when.start, when.end) if when.rrule else _firm().match(low, when.start)
    return bool(said) or bool(_alone("done").search(low, max(start, when.start - 40), when.start))


def year_ahead(title: str, issued: date) -> int | None:
    """The year after the paper's own where its title, folded, says that this is the one meant (`Kế hoạch công tác năm 2025` of December 2024)."""
    years = {int(found["y"]) for found in _year_of_title().finditer(title)}
    return issued.year + 1 if years == {issued.year + 1} else None


@cache
def _year_of_title() -> re.Pattern[str]:
    """A year alone, not the end of a span."""
    before = "".join(rf"(?<!{word}\s)" for word in (*_row("until"), *_row("since_day"), *_row("before")))
    return re.compile(rf"(?<![^\W\d_]){before}(?:{_any('year')})\s+(?P<y>{_YEAR})(?!\s*[-–]\s*\d)")


def names_a_day(low: str, start: int, end: int) -> bool:
    """A quick look: does a stretch say `trước ngày …`, `chậm nhất ngày …`?"""
    return bool(_last_day().search(low, start, end))


@cache
def _last_day() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_any('before', 'latest')})(?:\s+(?:{_any('inside')}))*\s+\d{{1,2}}(?=\s*/|\s*{_any('month')})"
    )


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(_any("before", "latest"))


def _ranges(low: str, found: list[When]) -> list[When]:
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
            joined[-1] = msgspec.structs.replace(
                when, start=one.start, not_before=one.not_before or one.not_after, due=one.due or when.due
            )
        else:
            joined.append(when)
    return joined


def _when(
    low: str, match: re.Match[str], start: int, end: int, issued: date | None, year: int | None, label: bool
) -> When | None:
    named = {k: v for k, v in match.groupdict().items() if v is not None}
    kind = next(kind for kind in _KINDS if kind in named)
    if kind == "bare" and not label:
        return None
    left = low[max(start, match.start() - 160) : match.start()]
    cue = _cue().search(left)
    if cue and _before("counted").search(left[: cue.start() + len(cue[0].split()[0])]):
        return None
    if cue and cue["finished"] and not _stands_alone(low, match, cue, left, end):
        cue = None
    inside = _before("beside").search(left)
    lead = cue or inside
    at = match.start() - (len(left) - lead.start()) if lead else match.start()
    while low[at].isspace() or low[at] in "(,;.":
        at += 1
    before = left[: len(left) - (match.start() - at)]
    own_year = next((int(named[y]) for y in _YEARS if y in named), None)
    if kind in ("day", "monthly", "turn"):
        return _day(low, match, kind, at, bool(cue), before, own_year, year, end, label)
    if kind in ("every", "once", "times", "each"):
        return _every(match, kind, named)
    if kind == "day_of_month":
        return When(start=match.start(), end=match.end(), rrule=f"FREQ=MONTHLY;BYMONTHDAY={int(named['md'])}", due=True)
    if kind == "weekly":
        weekday = next(name for name in _WEEKDAYS if name in named)
        return When(start=match.start(), end=match.end(), rrule=f"FREQ=WEEKLY;BYDAY={weekday[:2].upper()}", due=True)
    if kind == "by_clock":
        return When(start=match.start(), end=match.end(), rrule="FREQ=DAILY", due=True)
    if kind == "daily":
        return When(start=at, end=match.end(), rrule="FREQ=DAILY", due=True) if cue else None
    if kind == "after":
        return _after(low, match, named, at, end, issued)
    words = cue[0] if cue else ""
    if cue and (cue["label"] or cue["finished"]):
        words = f"{_row('within')[0]}{cue['part'] or ''}"
    elif not cue and _in_brackets(low, match, end):
        words = _row("within")[0]
    return _period(low, match, kind, named, at, words, before, own_year, year, label)


def _day(
    low: str,
    match: re.Match[str],
    kind: str,
    at: int,
    due: bool,
    before: str,
    own: int | None,
    year: int | None,
    end: int,
    label: bool,
) -> When | None:
    figures = [int(x) for x in _NUMBER.findall(match[0])]
    stop = match.end()
    opened = _first_day().search(low[max(0, at - _LONGEST_FIRST_DAY) : at]) if kind == "day" else None
    first = int(opened["first"]) if opened and int(opened["first"]) <= figures[0] else None
    if opened and first:  # `từ ngày 08 đến ngày 10 tháng 12`: the month stands only once
        before, at, due = before[: len(before) - len(opened[0])], at - len(opened[0]), True
    if kind == "monthly":
        return (
            When(start=at, end=stop, rrule=f"FREQ=MONTHLY;BYMONTHDAY={figures[0]}", due=True)
            if 0 < figures[0] < 32
            else None
        )
    if kind == "turn":
        months = "1,4,7,10" if match["opening"] else "3,6,9,12"
        return (
            When(start=at, end=stop, rrule=f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={figures[0]}", due=True)
            if 0 < figures[0] < 32
            else None
        )
    day, month, inferred = figures[0], figures[1], own is None
    if _before("force").search(before) and not label and not (due and _to_be_done(low, at, before)):
        return None
    if own is None:
        following, preceding = _yearly()
        clause = before[max(before.rfind(mark) for mark in ".;:") + 1 :]
        yearly = following.match(low, stop, end)
        if (
            yearly
            or preceding.search(before[-40:])
            or (due and _alone("yearly").search(clause))
            or (due and _alone("every").search(clause))
            or (due and _yearly_later().match(low, stop, end))
        ):
            stop = yearly.end() if yearly else stop
            return When(start=at, end=stop, rrule=f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", due=True)
        if not (due or label or at < match.start()):
            return None
        if year is None:
            if due and (_alone("yearly_report").search(clause) or _of_the_year().search(before)):
                return When(start=at, end=stop, rrule=f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", due=True)
            return When(start=at, end=stop, due=due, fault=_NO_YEAR)
        own = year
    try:
        value = date(own, month, day)
    except ValueError:
        return When(start=at, end=stop, due=due, fault="impossible-date")
    opens = value.replace(day=first).isoformat() if first else None
    return When(start=at, end=stop, not_before=opens, not_after=value.isoformat(), due=due, inferred=inferred)


@cache
def _first_day() -> re.Pattern[str]:
    """`từ ngày 08 ` before `đến ngày 10 tháng 12`, at the end of a stretch; `đến` may have been taken for what makes the date due."""
    day = rf"(?:{_any('day')})"
    return re.compile(
        rf"{_whole('since_day')}\s+(?:{day}\s+)?(?P<first>0?[1-9]|[12]\d|3[01])\s*(?:(?:[-–]|{_any('until')})\s*(?:{day}\s*)?)?$"
    )


def _to_be_done(low: str, at: int, before: str) -> bool:
    """`để ban hành trước ngày …`, `hoàn thành việc áp dụng chậm nhất ngày …`; not `văn bản được ban hành trước ngày …`."""
    if re.match(_any("latest"), low[at : at + 20]):
        return True
    return bool(re.search(rf"(?:,|(?<![^\W\d_])(?:{_any('to_force')}))\s+(?:{_any('force')})\s*$", before))


def _every(match: re.Match[str], kind: str, named: dict[str, str]) -> When | None:
    frequency, step = _PERIOD[
        _unit(named[{"every": "unit", "once": "unit4", "times": "unit3", "each": "unit2"}[kind]], *_PERIOD)
    ]
    count = named.get("n") or named.get("n3") or "1"
    interval = step * _number(count)
    rule = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return When(start=match.start(), end=match.end(), rrule=rule, due=kind != "each")


def _number(said: str) -> int:
    """A number in figures or in words."""
    return int(said) if said.isdigit() else _COUNTS[_unit(said, *_COUNTS)]


def _after(
    low: str, match: re.Match[str], named: dict[str, str], at: int, end: int, issued: date | None
) -> When | None:
    count = _number(named.get("count") or named.get("count2") or named["count3"])
    unit = _unit(named["span"], *_DURATION)
    if "ahead" in named:  # `chậm nhất 02 ngày trước khi họp`
        latest = _before("latest").search(low, at, match.start())
        return (
            When(start=at, end=match.end(), relative=(f"-{_DURATION[unit].format(count)}", "event"), due=True)
            if latest
            else None
        )
    if "since" not in named:
        term = (
            unit in ("hour", "day")
            and low.startswith(_row("within"), at)
            and _before("term").search(low, at, match.start())
        )
        return (
            When(start=at, end=match.end(), relative=(_DURATION[unit].format(count), "event"), due=True)
            if term
            else None
        )
    rest = low[match.end() : min(end, match.end() + 60)]
    stop = re.search(r"[,.;:)\n]|$", rest)
    words = rest[: stop.start()] if stop else rest
    anchor = next(
        (name for name in ("effect", "receipt", "promulgation") if any(word in words for word in _row(name))), "event"
    )
    last = None
    if anchor == "promulgation" and issued and "work" not in named and unit in ("day", "week"):
        last = (issued + timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    elif anchor == "promulgation" and issued and unit == "month":
        last = _months_later(issued, count).isoformat()
    return When(
        start=at,
        end=match.end() + len(words.rstrip()),
        not_after=last,
        relative=(_DURATION[unit].format(count), anchor),
        due=True,
        inferred=last is not None,
    )


def _months_later(day: date, count: int) -> date:
    """The same day some months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _period(
    low: str,
    match: re.Match[str],
    kind: str,
    named: dict[str, str],
    at: int,
    cue: str,
    before: str,
    own: int | None,
    year: int | None,
    label: bool,
) -> When | None:
    if own is None and kind in ("quarter", "month") and (cue or label):
        yearly = _yearly()[0].match(low, match.end())
        often = kind == "month" and "m8" in named and not yearly and _one_time().search(before)
        if yearly or often:
            last = _bounds(kind, match, named, 2001)[1]
            rule = f"FREQ=YEARLY;BYMONTH={last.month};BYMONTHDAY={last.day}"
            if "m8" in named and not _through().search(match[0]):
                rule = f"FREQ=YEARLY;BYMONTH={named['m7']},{named['m8']}"
            return When(start=at, end=yearly.end() if yearly else match.end(), rrule=rule, due=True)
    inferred = own is None
    if own is None:
        own = year
        if not (cue or label):
            return None
    if own is None:
        return When(start=at, end=match.end(), due=bool(cue), fault=_NO_YEAR)
    words = cue.split()
    if not words and kind == "year" and not label and _ends_with_work(low, match):
        words = [_row("at")[0]]
    if words and words[0] in _row("within") and not label and _before("restricted").search(before):
        return None
    if kind == "year" and not label and not _is_due_year(low, match, words, before, at):
        return None
    opens, last = _bounds(kind, match, named, own)
    if kind == "month" and "m8" not in named:
        last = next((last.replace(day=day) for part, day in _PARTS_OF_MONTH if _before(part).search(cue)), last)
    first: date | None = opens
    if words and words[0] == _row("before")[0] and not any(day in words for day in _row("day")) and kind != "half":
        first, last = None, opens - timedelta(days=1)
    return When(
        start=at,
        end=match.end(),
        not_before=first.isoformat() if first else None,
        not_after=last.isoformat(),
        due=bool(words),
        inferred=inferred,
    )


def _is_due_year(low: str, match: re.Match[str], words: list[str], before: str, at: int) -> bool:
    """`trong năm 2025`; `đến năm 2030`, `vào năm 2025` only where something is completed: else it is a goal."""
    if not words or re.search(rf"(?:{_any('no_due')})[\s\d-]*$", before):
        return False
    if words[0] in _row("within") or (words[0] in _row("at") and _alone("last").match(match[0])):
        return True
    if match["y9"]:
        return False
    if words[0] in (word.split()[0] for word in (*_row("before"), *_row("latest"))):
        return True
    clause = before[max(before.rfind(c) for c in ".;:") + 1 :]
    after = re.match(r"[^.;:”\"]*", low[match.end() : match.end() + 30])
    return bool(_alone("done").search(clause[-40:]) or (after and _alone("done").search(after[0])))


def _stands_alone(low: str, match: re.Match[str], cue: re.Match[str], left: str, end: int) -> bool:
    """`, hoàn thành quý II/2024.`: a clause of its own; not `đã hoàn thành tháng 9/2023`, `có kế hoạch hoàn thành năm 2025`."""
    before = left[: cue.start()].rstrip(" \n*")
    if before and before[-1] not in ",;:.(|-–":
        return False
    return match.end() >= end or low[match.end()] in ".;,)|\n"


def _in_brackets(low: str, match: re.Match[str], end: int) -> bool:
    """`Tổ chức hội nghị sơ kết (quý III/2024).`, `(Sở Y tế chủ trì, quý III/2024)`: a month or a quarter of a year at the end of brackets."""
    if not (match["y5"] or match["y7"]) or low[match.end() : end].strip(" .;*") != ")":
        return False
    before = low[max(0, match.start() - _LONGEST_BRACKET) : match.start()].rstrip()
    return before.endswith("(") or (before.endswith((",", ";")) and before.rfind("(") > before.rfind(")"))


def _ends_with_work(low: str, match: re.Match[str]) -> bool:
    """`cuối năm 2015 tổng kết`: the end of a year, and at once what is completed then."""
    if match["y9"] or not _alone("last").match(match[0]):
        return False
    at = match.end() + low.startswith(",", match.end())
    return low.startswith(" ", at) and bool(_alone("done").match(low, at + 1))


def _bounds(kind: str, match: re.Match[str], named: dict[str, str], year: int) -> tuple[date, date]:
    if kind == "year" or (kind == "bare" and "m9" not in named):
        return date(year, 1, 1), date(int(named.get("y9") or named.get("y11") or year), 12, 31)
    if kind == "bare":
        month = int(named["m9"])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if kind == "half":
        return (date(year, 1, 1), date(year, 6, 30)) if "begins" in named else (date(year, 7, 1), date(year, 12, 31))
    if kind == "month":
        first, last = int(named["m7"]), int(named.get("m8", named["m7"]))
    else:
        quarters = [_ROMANS[q] for q in re.findall(rf"(?<![^\W_]){_ROMAN}(?![^\W_])", match[0])]
        first, last = 3 * min(quarters) - 2, 3 * max(quarters)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _window(low: str, earlier: When, later: When, found: list[When]) -> When | None:
    """Two overlapping readings of one place: the longer one."""
    if later.end - later.start <= earlier.end - earlier.start:
        return None
    found.pop()
    return later


def _until(low: str, one: When, two: When) -> bool:
    """Do only `đến ngày`, `đến hết` or a hyphen stand between two dates?"""
    between = low[one.end : two.start + 4].split()
    return 0 < len(between) <= 3 and between[0].startswith((*_row("until"), "-"))


def _windows(low: str, found: list[When]) -> list[When]:
    """Joins `từ ngày X đến ngày Y` into one window; a lone `từ ngày X` is no deadline."""
    merged: list[When] = []
    for when in found:
        previous = merged[-1] if merged else None
        opened = (
            _alone("since_day").search(low, max(0, previous.start - 12), previous.start + 8)
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
