"""What date expressions look like: their figures and units, and the cue before them."""

from __future__ import annotations

import re
from functools import cache

from kg.compiled import compiled
from kg.recognise.dates.words import NUMERALS, any_of, numeral, whole_of, words_of
from kg.text import begun

YEAR = r"(?:19|20)\d\d(?!\d)"
ROMAN = r"(?:iv|iii|ii|i|[1-4])"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
PARTS_OF_MONTH = (
    ("first_week", 7), ("second_week", 14), ("third_week", 21), ("first_half", 15), ("first_ten", 10), ("second_ten", 20)
)  # fmt: skip
KINDS = (
    "weekly", "weekly_on", "daily", "by_clock", "turn", "monthly", "day", "quarter", "half", "month", "day_of_month", "every", "once", "times", "each",
    "year", "after", "today", "bare", "in_month",
)  # fmt: skip


@cache
def hint_pattern() -> re.Pattern[str]:
    """What every date begins with: found fast, then looked at. Each way begins with its letter, which `re` looks for without trying the rest."""
    year, figure = f"(?:{any_of('year')})", r"\s+\d"
    follow = {
        "quarter": r"\s",
        "each": r"\s",
        "month": figure,
        "year": figure,
        "last": rf"\s+{year}\s",
        "every": "",
        "weekday": r"\s",
        "today": "",
        "tomorrow": "",
    }
    counted = rf"(?:\s+(?:{any_of(*NUMERALS)})){{0,2}}\s+(?:{any_of('hour', 'day', 'week', 'month', 'year')})"
    follow |= dict.fromkeys(NUMERALS, counted)
    words = [way + rest for name, rest in follow.items() for way in begun(words_of(name), blank=r"\s+")]
    quarters = (way + rf"\.?\s?{ROMAN}\s?[/.-]" for way in begun(words_of("quarter_letter")))
    return compiled("|".join((*words, *quarters, *(rf"{c}(?<!\d{c})" for c in "0123456789"), r"\(\d")))


@cache
def figure_pattern() -> re.Pattern[str]:
    """All kinds of date expressions, each a group (`KINDS`)."""
    month, year, quarter = (f"(?:{any_of(name)})" for name in ("month", "year", "quarter"))
    each, of, to, first, last = (f"(?:{any_of(name)})" for name in ("each", "of", "to", "first", "last"))
    number, word_end = f"(?:{any_of('two', 'three', 'six', 'one')})", r"(?![^\W_])"
    m, d = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
    after_day = "|".join(rf"(?<={word} )" for word in words_of("day"))
    by_day = "|".join(rf"(?<={word} )" for word in words_of("by_day"))
    spans = [
        f"{word}{most}" for word in words_of("span") for most in ("", *(f" {most}" for most in words_of("at_most")))
    ]
    # `từ 1-7 đến 10-7`: days with a hyphen, of which each is told by the other
    stops = rf"(?=\s*(?:[.,;:)|\n]|$|{year}\s))"
    until = f"(?:{any_of('until')})(?: (?:{any_of('day')}))*"
    opens = "|".join(rf"(?<={word} )" for word in words_of("since_day"))
    closes = "|".join(rf"(?<=-{figures} {word} )" for word in words_of("until") for figures in (r"\d", r"\d\d"))
    after_span = "|".join("(?<=" + span.replace(" ", r"\s") + r"\s)" for span in spans)
    weekday = "|".join(rf"(?P<{name}>{any_of(name)})" for name in WEEKDAYS)
    clock = rf"\d{{1,2}}\s*(?:{any_of('hour')}|h)(?:\s*\d\d)?"
    # `tuần 2 tháng 3`, `tuần thứ 2 tháng 3`: a week of the month, and no day
    weeks = [
        f"{week} {nth}" for week in words_of("week") for nth in ("", *(f"{word} " for word in words_of("weekday")))
    ]
    of_week = "".join(f"(?<!{week})" for week in weeks)
    after_week = "|".join(rf"(?<={week}\d )" for week in weeks)
    doing = r"(?:[^\W\d_]+\s+){0,3}?"  # `mỗi tuần báo cáo 01 lần`: what is done so often
    on_day = weekday.replace("(?P<", "(?P<on_")
    parts = (
        rf"(?P<weekly>(?:{any_of('weekday')})\s+(?:{weekday})(?![^\W_])\s*,?\s*{each}\s+(?:{any_of('week')}))",
        rf"(?P<weekly_on>{each}\s+(?:{any_of('week')})\s*[,(]?\s*(?:(?:{any_of('due', 'inside')}|{clock})\s+)+(?:{any_of('weekday')})\s+(?:{on_day})(?![^\W_]))",
        rf"(?P<daily>\d{{1,2}}\s*(?:{any_of('hour')}|h)\s*(?:\d\d(?:\s*{any_of('minute')})?)?[’'′]?(?:\s*(?:{any_of('day_part')}))?\s*,?\s*{each}\s+(?:{any_of('day')}))",
        rf"(?P<by_clock>{each}\s+(?:{any_of('day')})\s*,?\s+(?:{any_of('due')})\s+\d{{1,2}}\s*(?:{any_of('hour')}|h)(?:\s*\d\d)?(?![^\W_]))",
        rf"(?P<turn>\d{{1,2}}\s*(?:{of}\s+)?{month}\s+(?:(?P<opening>{first})|{last}|{any_of('third')})\s+(?:{of}\s+)?(?:{each}\s+)?{quarter})",
        rf"(?P<monthly>(?:{after_day})(?:\d{{1,2}}(?:\s*,|\s+(?:{to}))\s+(?:(?:{any_of('day')})\s+)?)?\d{{1,2}}\s*(?:{of}\s+)?(?:{each}\s+{month}|{month}\s+(?:{any_of('next')})))",
        rf"(?<![\d/.,-]){of_week}(?P<day>(?:{after_day}){d}[.-]{m}(?![\d/%]|[.,-]\d)|(?:{by_day}){d}-{m}(?=\s*(?:[.,;:)|\n]|$))"
        rf"|(?:{opens}){d}-{m}(?= {until} {d}-{m}(?![/\d]|[.,-]\d){stops})|(?:{closes}){d}-{m}{stops}|{d}\s*(?:/\s*{m}(?:\s*/\s*(?P<y1>{YEAR})|\s+{year}\s+(?P<y2>{YEAR}))?"
        rf"|\s*{month}\s+{m}(?!\d)(?:\s*(?:{year}|/|-)\s*(?P<y3>{YEAR}))?"
        rf"|[.-]\n?{m}[.-]\n?(?P<y4>{YEAR})))(?![\d/%]|[.,]\d|\s*-[a-zđ])",
        rf"(?P<quarter>{quarter}\s+{ROMAN}{word_end}(?:(?:\s*[,-]|\s+{to})\s*(?:{quarter}\s+)?{ROMAN}{word_end})*(?:\s*(?:/|{year}|-)\s*(?P<y5>{YEAR}))?"
        rf"|(?<![^\W_])(?:{any_of('quarter_letter')})\.?\s?{ROMAN}\s?[/.-]\s?(?P<y12>{YEAR}))",
        rf"(?P<half>(?:0?(?P<most>[369])|{any_of('six')})\s+{month}\s+(?:(?P<begins>{first})|{last})\s+{year}(?:\s+(?P<y6>{YEAR}))?)",
        rf"(?P<month>(?:(?<!\d )(?<!\d)|{after_week}){month}\s+(?P<m7>{m})(?!\d)(?:\s*(?:(?:-|,|{to})\s*{month}\s+|(?:-|,|{to})\s*(?:{month}\s+)?(?={m}\s*(?:/|{year}|{any_of('yearly')}|[|;.\n]|$)))(?P<m8>{m})(?!\d))?"
        rf"(?:\s*(?:/|{year}|-)\s*(?P<y7>{YEAR}))?)(?![\d/]|\s*{to}\s+\d)",
        rf"(?P<day_of_month>(?:(?:{any_of('every')})\s+)?{each}\s+{month}\s*[,(]?\s*(?:(?:{any_of('due', 'inside')})\s+)+(?P<md>{d})(?![\d/-]|[.,]\d|\s*(?:{each}\s+)?{month}))",
        rf"(?P<every>(?:{any_of('every')})\s+(?:{each}\s+)?(?:(?P<n>{m}|{number})\s+)?(?P<unit>{any_of('week', 'month', 'quarter')})(?!\s+\d))",
        rf"(?P<once>{each}\s+(?P<unit4>{any_of('day', 'week', 'month', 'quarter')})\s+{doing}(?:{any_of('one')}|0?1)\s+(?:{any_of('time')})(?![^\W\d_]))",
        rf"(?P<times>(?P<n3>\d{{1,2}}|{number})\s+(?P<unit3>{any_of('day', 'week', 'month', 'quarter')})(?:\s*/\s*(?:{any_of('one')}|0?1)?\s*|\s+{doing}(?:{any_of('one')}|0?1)\s+)(?:{any_of('time')})(?![^\W\d_]))",
        rf"(?P<each>{each}\s+(?P<unit2>{any_of('week', 'month', 'quarter')})(?=\s*(?:\(|,|{any_of('each_follows')}|0?6)))",
        rf"(?P<year>(?:{last}\s+)?{year}\s+(?P<y8>{YEAR})(?:\s*(?:-|,|{to})\s*(?:{year}\s+)?(?P<y9>{YEAR}))?)",
        rf"(?<![\d/.])(?P<bare>(?:(?P<m9>{m})/)?(?P<y10>{YEAR})(?:\s*-\s*(?P<y11>{YEAR}))?)(?![\d/]|[.,]\d)",
        rf"(?P<after>(?:{after_span})(?:(?P<count>\d{{1,3}})\s*(?:\([^)]{{1,20}}\)\s*)?|(?P<count3>{numeral()})\s+|[^\W\d_]+(?:\s+[^\W\d_]+){{0,2}}\s*\((?P<count2>\d{{1,3}})\)\s*)"
        rf"(?P<span>{any_of('hour', 'day', 'week', 'month', 'year')})(?P<work>\s+(?:{any_of('working')}))?(?P<since>,?\s+(?:{any_of('since')})(?:\s+(?:{any_of('moment')}))*)?(?P<ahead>\s+(?:{any_of('before')})\s+(?:{any_of('moment')}))?)(?![^\W\d_])",
        rf"(?P<today>(?:{any_of('today')}|(?P<tomorrow>{any_of('tomorrow')})){word_end})",
        rf"(?P<in_month>(?:{after_day}){d}(?![\d/-]|[.,]\d|\s*{month}))",
    )
    return compiled("|".join(parts))


def first_days() -> str:
    """`15 ngày đầu của` before a month: its first days, as many as are said."""
    return rf"\d{{1,2}}\s+(?:{any_of('first_days')})(?:\s+(?:{any_of('of')}))?"


@cache
def cue_pattern() -> re.Pattern[str]:
    """A word of `due` and the words inside that lead to the date."""
    clock = rf"\d{{1,2}}\s*(?:{any_of('hour')}|h|g|:)\s*(?:\d\d\s*(?:{any_of('minute')})?)?[’'′]?"
    parts = [part for part, _ in PARTS_OF_MONTH]
    return compiled(
        rf"{whole_of('due')}(?:\s+(?:{any_of('inside', *parts)}|{first_days()}|{clock},?))*[\s(,]*$"
        rf"|(?<![^\W\d_])(?P<finished>{any_of('finished')})(?:\s+(?:{any_of('day')}))?\s*$"
        rf"|[;,(.]\s*(?P<label>{any_of('label')})(?:\s*:|\s+(?:{any_of('falls')}))(?P<part>(?:\s+(?:{any_of('beside', *parts)}))*)\s*$"
        rf"|[;,(.]\s*(?P<limit>{any_of('limit')})\s*$"
    )
