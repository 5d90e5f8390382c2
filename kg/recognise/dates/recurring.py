"""What comes back: `hằng tháng`, `06 tháng một lần`, `ngày 15 hằng tháng`, `thứ Sáu hằng tuần`."""

from __future__ import annotations

import re
from functools import cache

from kg.compiled import compiled
from kg.recognise.dates.expression import Expression, When
from kg.recognise.dates.figures import WEEKDAYS
from kg.recognise.dates.words import any_of, number_of, unit_of, whole_of

_PERIOD = {"day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3)}
_UNITS = {"every": "unit", "once": "unit4", "times": "unit3", "each": "unit2"}  # the group of the unit, by kind
_NUMBER = compiled(r"\d+")
_OPENING = "1,4,7,10"  # the first month of each quarter


def every(e: Expression) -> When:
    """`định kỳ 6 tháng`, `mỗi quý một lần`, `3 tháng/lần`, `hằng tháng`."""
    frequency, step = _PERIOD[unit_of(e.named[_UNITS[e.kind]], *_PERIOD)]
    interval = step * number_of(e.named.get("n") or e.named.get("n3") or "1")
    rule = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return When(start=e.match.start(), end=e.match.end(), rrule=rule, due=e.kind != "each")


def monthly(e: Expression) -> When | None:
    """`ngày 15 hằng tháng`, `ngày 1 và 16 hằng tháng`; `hằng quý (trước ngày 15 của tháng kế tiếp)`: of the month behind each quarter."""
    return _on_day_of_month(
        e, f"FREQ=YEARLY;BYMONTH={_OPENING}" if _each_quarter().search(e.before) else "FREQ=MONTHLY"
    )


@cache
def _each_quarter() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('each')})\s+(?:{any_of('quarter')})[\s,(]*$")


def of_quarters(e: Expression) -> When | None:
    """`ngày 20 tháng cuối quý`: of which months depends on the one that is named."""
    return _on_day_of_month(e, f"FREQ=YEARLY;BYMONTH={_OPENING if e.match['opening'] else '3,6,9,12'}")


def _on_day_of_month(e: Expression, rule: str) -> When | None:
    days = [int(number) for number in _NUMBER.findall(e.match[0])]
    if not days or not all(0 < day < 32 for day in days):
        return None
    return When(start=e.at, end=e.match.end(), rrule=f"{rule};BYMONTHDAY={','.join(map(str, days))}", due=True)


def day_of_month(e: Expression) -> When:
    """`hằng tháng, trước ngày 25`."""
    rule = f"FREQ=MONTHLY;BYMONTHDAY={int(e.named['md'])}"
    return When(start=e.match.start(), end=e.match.end(), rrule=rule, due=True)


def in_month(e: Expression) -> When | None:
    """`báo cáo tháng (trước ngày 20)`: a day of no month, where the report of each month is due."""
    if not e.due or not _monthly_report().search(e.before):
        return None
    return When(start=e.at, end=e.match.end(), rrule=f"FREQ=MONTHLY;BYMONTHDAY={int(e.match[0])}", due=True)


@cache
def _monthly_report() -> re.Pattern[str]:
    return compiled(rf"{whole_of('monthly_report')}[^.;,\d]{{0,40}}$")


def weekly(e: Expression) -> When:
    """`thứ Sáu hằng tuần`, `hằng tuần, vào ngày thứ Sáu`."""
    weekday = next(name for name in WEEKDAYS if name in e.named or f"on_{name}" in e.named)
    return When(start=e.match.start(), end=e.match.end(), rrule=f"FREQ=WEEKLY;BYDAY={weekday[:2].upper()}", due=True)


def by_clock(e: Expression) -> When:
    """`hằng ngày trước 15 giờ`."""
    return When(start=e.match.start(), end=e.match.end(), rrule="FREQ=DAILY", due=True)


def daily(e: Expression) -> When | None:
    """`trước 15 giờ hằng ngày`."""
    return When(start=e.at, end=e.match.end(), rrule="FREQ=DAILY", due=True) if e.due else None
