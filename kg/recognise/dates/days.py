"""Days: `15/3/2024`, `ngày 15 tháng 3`, `từ ngày 08 đến ngày 10 tháng 12`, `15/3 hằng năm`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise.dates.expression import EVERY_YEAR, NO_YEAR, Expression, When
from kg.recognise.dates.figures import YEAR
from kg.recognise.dates.words import any_of, anywhere, ends_with, whole_of

_LONGEST_FIRST_DAY = 40  # characters of `từ ngày 08 đến hết ngày `
_NUMBER = compiled(r"\d+")
_LONGEST_CONDITION = 400
_CLAUSE = compiled(r"[^.;:]{0,300}")


def day_of(e: Expression) -> When | None:
    """The day, or the stretch of days that it ends; a rule, where it comes back every year."""
    day, month = (int(x) for x in _NUMBER.findall(e.match[0])[:2])
    opened = _first_day().search(e.low[max(0, e.at - _LONGEST_FIRST_DAY) : e.at])
    first = int(opened["first"]) if opened and int(opened["first"]) <= day else None
    if opened and first:  # the month stands only once
        length = len(opened[0])
        e = replace(e, before=e.before[: len(e.before) - length], at=e.at - length, cue=e.cue or opened[0])
    if ends_with("force").search(e.before) and not e.label and not (e.due and _to_be_done(e)):
        return None
    year, stop = e.own, e.match.end()
    if _of_a_condition(e) or (year is None and _fraction().match(e.low, e.match.start(), e.end)):
        return None
    if year is None:
        rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
        if end := _yearly_until(e):
            return When(start=e.at, end=end, rrule=rule, due=True)
        if not (e.due or e.label or e.at < e.match.start()):
            return None
        year = e.year
        if year == EVERY_YEAR and _of_a_plan().match(e.low, stop):
            return When(start=e.at, end=stop, due=e.due, fault=NO_YEAR)
        if year == EVERY_YEAR:
            return When(start=e.at, end=stop, rrule=rule, due=e.due, inferred=True)
        if year is None:
            if e.due and (anywhere("yearly_report").search(e.clause) or _of_the_year().search(e.before)):
                return When(start=e.at, end=stop, rrule=rule, due=True)
            return When(start=e.at, end=stop, due=e.due, fault=NO_YEAR)
    try:
        value = date(year, month, day)
    except ValueError:
        return When(start=e.at, end=stop, due=e.due, fault="impossible-date")
    opens = value.replace(day=first).isoformat() if first else None
    inferred = e.own is None
    return When(start=e.at, end=stop, not_before=opens, not_after=value.isoformat(), due=e.due, inferred=inferred)


@cache
def _fraction() -> re.Pattern[str]:
    """`không quá 1/2 mức phạt`: a share, and no day."""
    return compiled(rf"\d\s?/\s?\d{{1,2}}\s+{whole_of('shared')}")


@cache
def _of_a_plan() -> re.Pattern[str]:
    """`trước ngày 31 tháng 3 năm thứ tư của kế hoạch đầu tư công trung hạn`: of a year that only the plan tells."""
    return compiled(rf"\s+(?:{any_of('nth_year')})(?!\w)")


def this_day(e: Expression) -> When | None:
    """`trước 15 giờ chiều nay`, `trong ngày mai`: the day of the paper, or the next."""
    if not re.match(any_of("before", "latest", "within"), e.cue):
        return None
    if e.issued is None:
        return When(start=e.at, end=e.match.end(), due=True, fault=NO_YEAR)
    day = (e.issued + timedelta(days="tomorrow" in e.named)).isoformat()
    return When(start=e.at, end=e.match.end(), not_after=day, due=True, inferred=True)


def _yearly_until(e: Expression) -> int | None:
    """Where a day without a year ends that comes back every year, None where it does not."""
    following, preceding = yearly_words()
    if yearly := following.match(e.low, e.match.end(), e.end):
        return yearly.end()
    said = preceding.search(e.before[-40:]) or (
        e.due
        and (
            anywhere("yearly").search(e.clause)
            or anywhere("every").search(e.clause)
            or _reported_again(e)
            or _yearly_later().match(e.low, e.match.end(), e.end)
        )
    )
    return e.match.end() if said else None


def _reported_again(e: Expression) -> bool:
    """`Định kỳ 6 tháng kiểm tra; báo cáo gửi trước ngày 15/6`: the day of a report on what a clause before says to come back."""
    if not anywhere("report").search(e.clause) or _a_year().search(e.clause):
        return False
    return _half_yearly().search(e.before, e.before.rfind(". ") + 1) is not None


@cache
def _half_yearly() -> re.Pattern[str]:
    return compiled(
        rf"(?:{any_of('every')})\s+(?:(?:{any_of('each')})\s+)?(?:0?6|{any_of('six')})\s+(?:{any_of('month')})"
    )


@cache
def _a_year() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('year')})\s+{YEAR}")


@cache
def yearly_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """`hằng năm` right after a date, and shortly before it."""
    return compiled(rf"\s*[,)]?\s*(?:{any_of('yearly', 'yearly_after')})"), compiled(
        rf"(?:{any_of('yearly')})[\s,(:]*$"
    )


@cache
def _yearly_later() -> re.Pattern[str]:
    """`quý I trước ngày 15/3, quý II trước ngày 15/6 và năm trước ngày 15/12 hàng năm`: what the last of a clause says holds for all."""
    return compiled(rf"[^.;]{{0,160}}?\d[\s,)*]{{0,4}}(?:{any_of('yearly')})")


@cache
def _of_the_year() -> re.Pattern[str]:
    """`tháng (chậm nhất ngày 25), năm (chậm nhất ngày 15/12)`: the report of the year."""
    return compiled(rf"{whole_of('year')}\s*\(\s*$")


@cache
def _first_day() -> re.Pattern[str]:
    """`từ ngày 08 ` before `đến ngày 10 tháng 12`, at the end of a stretch; `đến` may have been taken for what makes the date due."""
    day = rf"(?:{any_of('day')})"
    return compiled(
        rf"{whole_of('since_day')}\s+(?:{day}\s+)?(?P<first>0?[1-9]|[12]\d|3[01])\s*(?:(?:[-–]|{any_of('until')})\s*(?:{day}\s*)?)?$"
    )


def _of_a_condition(e: Expression) -> bool:
    """`Đối với tài sản đã bàn giao trước ngày 01 tháng 7 năm 2025 mà chưa hạch toán`: which things are meant, and nothing to be done."""
    clause = e.clause.strip(" \n*")
    if e.clause == e.before and not anywhere("condition").match(clause):  # it begins farther back
        begin = max(e.low.rfind(mark, max(0, e.at - _LONGEST_CONDITION), e.at) for mark in ".;:)\n") + 1
        clause = e.low[begin : e.at].strip(" \n*")
    if not anywhere("condition").match(clause) or anywhere("then").search(clause):
        return False
    following = _CLAUSE.match(e.low, e.match.end(), e.end)
    happened = anywhere("was").search(clause)
    said = happened is not None and "," not in clause[happened.end() :]
    return said or (following is not None and anywhere("then").search(following[0]) is not None)


def _to_be_done(e: Expression) -> bool:
    """`để ban hành trước ngày …`, `hoàn thành việc áp dụng chậm nhất ngày …`; not `văn bản được ban hành trước ngày …`."""
    if re.match(any_of("latest"), e.low[e.at : e.at + 20]):
        return True
    if re.search(rf"(?:,|(?<![^\W\d_])(?:{any_of('to_force')}))\s+(?:{any_of('force')})\s*$", e.before):
        return True
    who = _for_whom_to_issue().search(e.before)
    return who is not None and not anywhere("issued_before").search(who["more"])


@cache
def _for_whom_to_issue() -> re.Pattern[str]:
    """`tham mưu Ủy ban nhân dân tỉnh ban hành` before a day."""
    before, after = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    who = rf"{before}(?:{any_of('advises')})\s+(?:{any_of('who_issues')}){after}"
    return compiled(rf"{who}(?P<more>[^.,;:\n]{{0,40}}?)\s+(?:{any_of('force')})\s*$")
