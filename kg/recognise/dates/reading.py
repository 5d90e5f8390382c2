"""A date expression with the words around it -> when something is due."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from kg.compiled import compiled
from kg.recognise.dates.counted import counted
from kg.recognise.dates.days import day_of, this_day
from kg.recognise.dates.expression import Expression, When
from kg.recognise.dates.figures import KINDS, PARTS_OF_MONTH, cue_pattern, first_days
from kg.recognise.dates.periods import period
from kg.recognise.dates.recurring import by_clock, daily, day_of_month, every, in_month, monthly, of_quarters, weekly
from kg.recognise.dates.words import any_of, anywhere, ends_with, whole_of, words_of

_YEARS = ("y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8", "y10", "y12")
_LONGEST_BRACKET = 240
_READERS: dict[str, Callable[[Expression], When | None]] = {
    "day": day_of,
    "monthly": monthly,
    "turn": of_quarters,
    **dict.fromkeys(("every", "once", "times", "each"), every),
    "day_of_month": day_of_month,
    "in_month": in_month,
    **dict.fromkeys(("weekly", "weekly_on"), weekly),
    "by_clock": by_clock,
    "daily": daily,
    "after": counted,
    "today": this_day,
    **dict.fromkeys(("quarter", "half", "month", "year", "bare"), period),
}


def read(
    low: str, match: re.Match[str], start: int, end: int, issued: date | None, year: int | None, label: bool
) -> When | None:
    """What is due at a match of `figure_pattern`, None where the words make it no date."""
    named = {k: v for k, v in match.groupdict().items() if v is not None}
    kind = next(kind for kind in KINDS if kind in named)
    if kind == "bare" and not label:
        return None
    left = low[max(start, match.start() - 160) : match.start()]
    cue = cue_pattern().search(left)
    if cue and ends_with("counted").search(left[: cue.start() + len(cue[0].split()[0])]):
        return None
    if cue and cue["finished"] and not _stands_alone(low, match, cue, left, end):
        cue = None
    if cue and _only_holds(left[: cue.start()], cue[0]):
        return None
    if cue and _until().match(cue[0]) and anywhere("still").match(low, match.end() + low.startswith(" ", match.end())):
        return None  # `Đến ngày 02/01/2019 vẫn còn nhiều đơn vị chưa báo cáo`: how it was on that day
    # `Tuần đầu tháng 12/2025: …`
    part = _part_of_month().search(left) if label and not cue and kind == "month" else None
    lead = cue or part or ends_with("beside").search(left)
    at = match.start() - (len(left) - lead.start()) if lead else match.start()
    while low[at].isspace() or low[at] in "(,;.":
        at += 1
    words = cue[0] if cue else part[0] if part else ""
    if cue and (cue["label"] or cue["finished"] or cue["limit"]):
        words = f"{words_of('within')[0]}{cue['part'] or ''}"
    elif not cue and _in_brackets(low, match, end):
        words = words_of("within")[0]
    return _READERS[kind](
        Expression(
            low=low,
            match=match,
            kind=kind,
            named=named,
            at=at,
            end=end,
            cue=words,
            before=left[: len(left) - (match.start() - at)],
            own=next((int(named[y]) for y in _YEARS if y in named), None),
            year=year,
            issued=issued,
            label=label,
        )
    )


@cache
def _part_of_month() -> re.Pattern[str]:
    """`tuần đầu `, `15 ngày đầu của ` before a month."""
    return compiled(
        rf"(?<![^\W_])(?:{any_of(*(part for part, _ in PARTS_OF_MONTH))}|{first_days()})(?:\s+(?:{any_of('of')}))?\s*$"
    )


def _only_holds(before: str, cue: str) -> bool:
    """`Tiếp tục áp dụng đơn giá … đến hết ngày 31/12/2025`: how long something holds, and nothing to be done by then."""
    held = _holds().search(before) if _until().match(cue) else None
    return held is not None and not any(anywhere(name).search(held[0]) for name in ("done", "time_of_work"))


@cache
def _until() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('until')})(?![^\W_])")


@cache
def _holds() -> re.Pattern[str]:
    """The last such word of a clause, up to its end."""
    return compiled(rf"{whole_of('holds')}(?![^,.;:]*{whole_of('holds')})[^,.;:]*$")


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
