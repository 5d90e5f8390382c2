"""The patterns by which targets are found in clauses, each compiled once from the words of targets.toml."""

from __future__ import annotations

import re
from functools import cache

from kg.compiled import compiled
from kg.recognise.targets.words import LETTERS, YEAR, any_of, measured, numbers, unit, words


@cache
def year_right_before() -> re.Pattern[str]:
    """`đến năm 2030` at the end of a stretch."""
    return compiled(rf"(?:{any_of('by')})\s+(?:(?:{any_of('end')})\s+)?(?:{any_of('year')})\s+{YEAR}\s*$")


@cache
def candidates() -> re.Pattern[str]:
    """Percentages, years to come, figures behind a word or before what they count."""
    by_year = rf"(?P<by>(?:{any_of('by')})|(?P<into>{any_of('into')}))\s+(?:(?:{any_of('end')})\s+)?(?:{any_of('year')})\s+(?P<year>{YEAR})(?!\d)"
    number = rf"{numbers()}(?:\s*%|(?![\d.,]*\d|(?:\s*[-–]\s*\d+|\s+(?:{any_of('by')})\s+\d+)?\s+(?:{any_of('aside')})(?!\w)))"
    behind = (
        rf"(?<=:\s){numbers()}(?=\s+(?!{any_of('aside')})[{LETTERS}])"  # `Số lao động có việc làm mới: 1.200 người`
    )
    return compiled(
        rf"(?<![\d.,]){numbers()}\s*[%‰]|{by_year}|(?<![^\W_])(?:{any_of('figure')})\s+{number}|{measured()}|{behind}"
    )


@cache
def ends_goal() -> re.Pattern[str]:
    """The end of a clause of a goal; in `Tỷ lệ lao động qua đào tạo: trên 20%` the colon is none."""
    figure = rf"\s*(?:(?:{any_of('figure')}|{any_of('bound')}|[≥≤><])\s+)*\d"
    return compiled(rf"[;.…](?=\s|$)|:(?!{figure})(?=\s|$)|\n\(\d{{1,2}}\)(?=\s)")


@cache
def between_results() -> re.Pattern[str]:
    """What may stand between two results: a comma, or `và` before a figure that is said as another one (`và đạt …`, `và 80% vào năm 2020`)."""
    then = (
        rf"{numbers()}\s*%?[^;,.%]{{0,20}}?\s(?:(?:{any_of('by')}|{any_of('into')})\s+)?(?:{any_of('year')})\s+{YEAR}"
    )
    return compiled(rf",\s+|\s+(?:{any_of('join')})\s+(?=(?:{any_of('joined')})(?!\w)|{then})")


@cache
def parts_of() -> tuple[str, ...]:
    """Words behind which a number says where something is."""
    return tuple(f" {word}" for word in words("within"))


@cache
def hanging() -> re.Pattern[str]:
    """What stands before a colon and says that parts follow: `đạt 50%, trong đó:`."""
    return compiled(rf"[,;]?\s*[(]?(?:{any_of('hanging')})\s*$")


@cache
def complete() -> re.Pattern[str]:
    """The end of a result that says no more than its figure (`đạt 500 con`, `chiếm 46% trở lên`)."""
    return compiled(rf"\d\s*(?:[%‰](?:/\w+)?|{unit()})(?:\s+(?:{any_of('after')}))?\s*$")


@cache
def of_a_list() -> re.Pattern[str]:
    """What goes on a list that a figure counts (`100% xã, phường`)."""
    return compiled(rf"(?:{any_of('counted')})(?!\w)")


@cache
def tells_first() -> re.Pattern[str]:
    """The beginning of a sentence that says what is or was, or of which year it speaks (`Hiện nay, …`, `Trong năm 2020, …`)."""
    of_year = rf"(?:(?:{any_of('in')})\s+)?(?:(?:{any_of('period')})\s+(?:{YEAR}\s*[-–]\s*)?|(?:{any_of('year')})\s+)(?P<year>{YEAR})(?!\s*[-–]?\s*\d)"
    return compiled(rf"[\s*+-]*(?:(?:{any_of('now')})(?!\w)|{of_year}(?=\s*[,\s]))")


@cache
def label() -> re.Pattern[str]:
    """`Chỉ tiêu 1:` before the words of a goal."""
    return compiled(rf"\s*(?:{any_of('lead')})\s+\d+(?:\.\d+)?\s*[:.]\s*")


@cache
def opening() -> re.Pattern[str]:
    """What begins another result behind a comma."""
    return compiled(rf"\d|(?:{any_of('opening')})(?!\w)")


@cache
def bounded() -> re.Pattern[str]:
    """A figure with its bounds before it (`ít nhất 02 dự án`)."""
    return compiled(rf"(?:{any_of('bound')})\s+(?:{any_of('bound')}\s+)?{measured()}")


@cache
def goes_on() -> re.Pattern[str]:
    """What makes of a year before it one of a name (`…, tầm nhìn đến năm 2050`)."""
    return compiled(rf",?\s*(?:{any_of('vision')})(?!\w)")
