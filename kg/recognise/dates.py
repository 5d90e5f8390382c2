"""Dates by which something is due: days, months, quarters, years, what comes back, what counts from another day.

A candidate is found by its figures; only then are the words around it read. Words and examples: deadlines.toml.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from kg.tables import load_rows
from kg.text import fold


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


_YEAR = r"(?:19|20)\d\d(?!\d)"
_ROMAN = r"(?:iv|iii|ii|i|[1-4])"
_EACH = r"(?:hằng|hàng|mỗi)"
_QUARTER = fold("quý")
_FIGURES = re.compile((
    r"(?P<turn>\d{1,2}\s*(?:của\s+)?tháng\s+(?P<which>cuối|đầu|thứ\s+ba)\s+(?:của\s+)?(?:" + _EACH + r"\s+)?quý)"
    r"|(?P<monthly>(?<=ngày )\d{1,2}\s*(?:của\s+)?" + _EACH + r"\s+tháng)"
    r"|(?<![\d/.,-])(?P<day>(?:0?[1-9]|[12]\d|3[01])\s*(?:/\s*(?:0?[1-9]|1[0-2])(?:\s*/\s*(?P<y1>" + _YEAR + r")|\s+năm\s+(?P<y2>" + _YEAR + r"))?"
    r"|\s*tháng\s+(?:0?[1-9]|1[0-2])(?!\d)(?:\s*(?:năm|/)\s*(?P<y3>" + _YEAR + r"))?"
    r"|[.-](?:0?[1-9]|1[0-2])[.-](?P<y4>" + _YEAR + r")))(?![\d/%]|[.,]\d|\s*-?\s*(?:qđ|nq|kh|ct)\b)"
    r"|(?P<quarter>quý\s+" + _ROMAN + r"(?![a-zà-ỹ\d])(?:(?:\s*[,-]|\s+và|\s+đến)\s*(?:quý\s+)?" + _ROMAN + r"(?![a-zà-ỹ\d]))*(?:\s*(?:/|năm|-)\s*(?P<y5>" + _YEAR + r"))?)"
    r"|(?P<half>(?:0?6|sáu)\s+tháng\s+(?P<part>đầu|cuối)\s+năm(?:\s+(?P<y6>" + _YEAR + r"))?)"
    r"|(?P<month>(?<!\d )(?<!\d)tháng\s+(?P<m7>0?[1-9]|1[0-2])(?![\d])(?:\s*(?:-|,|và|đến)\s*(?:tháng\s+)?(?P<m8>0?[1-9]|1[0-2])(?=\s*(?:/|năm)))?(?:\s*(?:/|năm|-)\s*(?P<y7>" + _YEAR + r"))?)(?![\d/]|\s*đến\s+\d)"
    r"|(?P<every>định\s+kỳ\s+(?:" + _EACH + r"\s+)?(?:(?P<n>0?[1-9]|1[0-2]|một|hai|ba|sáu)\s+)?(?P<unit>tuần|tháng|quý)(?!\s+[\d]))"
    r"|(?P<each>" + _EACH + r"\s+(?P<unit2>tuần|tháng|quý)(?=\s*(?:\(|,|và|phải|báo\s+cáo|tổng\s+hợp|gửi|sáu|06|6)))"
    r"|(?P<year>(?:năm|cuối\s+năm)\s+(?P<y8>" + _YEAR + r")(?:\s*(?:-|,|và|đến)\s*(?:năm\s+)?(?P<y9>" + _YEAR + r"))?)"
    r"|(?<![\d/.])(?P<bare>(?:(?P<m9>0?[1-9]|1[0-2])/)?(?P<y10>" + _YEAR + r")(?:\s*-\s*(?P<y11>" + _YEAR + r"))?)(?![\d/.])"
    r"|(?P<after>(?:(?<=trong )|(?<=vòng )|(?<=hạn )|(?<=quá )|(?<=sau )|(?<=nhất ))(?:(?:là|tối\s+đa|không\s+quá)\s+)?(?P<count>\d{1,3})\s*(?:\([^)]{1,20}\)\s*)?"
    r"(?P<span>giờ|ngày|tuần|tháng|năm)(?P<work>\s+làm\s+việc)?(?:,)?\s+(?:kể\s+|tính\s+)?(?:từ|sau)(?:\s+(?:thời\s+điểm|ngày|khi|lúc))*)"
).replace("quý", _QUARTER))
# What every one of them begins with: found fast, then looked at.
_HINT = re.compile((r"(?<!\d)\d|quý\s|sáu\s+tháng|tháng\s+\d|năm\s+\d|cuối\s+năm\s|định\s+kỳ|h[ằà]ng\s|mỗi\s").replace("quý", _QUARTER))
_PERIODS = {"tuần": ("WEEKLY", 1), "tháng": ("MONTHLY", 1), _QUARTER: ("MONTHLY", 3)}
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "sáu": 6}
_DURATION = {"giờ": "PT{}H", "ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "năm": "P{}Y"}
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(r"[.;:!?]\s")


@cache
def _row(name: str) -> tuple[str, ...]:
    return next(tuple(fold(word) for word in row.words) for row in load_rows("deadlines", _Row) if row.id == name)


@cache
def _before(name: str) -> re.Pattern[str]:
    """One of the words of a row at the end of a stretch."""
    return re.compile(rf"(?<![a-zà-ỹ])(?:{_any(name)})\s*[\s,(]?\s*$")


@cache
def _any(name: str) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_row(name), key=len, reverse=True))


@cache
def _cue() -> re.Pattern[str]:
    """A word of `due` and the words inside that lead to the date."""
    return re.compile(rf"(?<![a-zà-ỹ])(?:{_any('due')})(?:\s+(?:{_any('inside')}))*[\s(]*$")


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(r"(?<![a-zà-ỹ])(?:ngày|cuối|đầu|giữa|hết)\s*$")


def find(low: str, start: int, end: int, issued: date | None, year: int | None = None, label: bool = False) -> list[When]:
    """Date expressions in a stretch of folded text, in text order.

    `issued` is the document's own date: the anchor of what counts from promulgation and the year of dates without one; `year` takes its
    place where the context names another year. `label`: the stretch is the value of a time label or column, so every date in it is one.
    """
    found: list[When] = []
    default = year or (issued.year if issued else None)
    at = start
    for hint in _HINT.finditer(low, start, end):
        if hint.start() < at:
            continue
        match = _FIGURES.match(low, hint.start(), end)
        if not match:
            continue
        at = match.end()
        when = _when(low, match, start, end, issued, default, label)
        if when:
            if found and found[-1].end > when.start:
                when = _window(low, found[-1], when, found)
                if when is None:
                    continue
            found.append(when)
    return _windows(low, found)


def _when(low: str, match: re.Match[str], start: int, end: int, issued: date | None, year: int | None, label: bool) -> When | None:
    named = {k: v for k, v in match.groupdict().items() if v is not None}
    kind = next(k for k in ("turn", "monthly", "day", "quarter", "half", "month", "every", "each", "year", "after", "bare") if k in named)
    if kind == "bare" and not label:
        return None
    left = low[max(start, match.start() - 60) : match.start()]
    cue = _cue().search(left)
    inside = _inside().search(left)
    lead = cue or inside
    at = match.start() - (len(left) - lead.start()) if lead else match.start()
    while low[at].isspace() or low[at] in "(,":
        at += 1
    before = left[: len(left) - (match.start() - at)]
    own_year = next((int(named[y]) for y in ("y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8", "y10") if y in named), None)
    if kind in ("day", "monthly", "turn"):
        return _day(low, match, kind, at, bool(cue), before, own_year, year, end, label)
    if kind in ("every", "each"):
        return _every(match, kind, named)
    if kind == "after":
        return _after(low, match, named, at, end, issued)
    return _period(low, match, kind, named, at, cue[0] if cue else "", before, own_year, year, label)


def _day(low: str, match: re.Match[str], kind: str, at: int, due: bool, before: str, own: int | None, year: int | None, end: int, label: bool) -> When | None:
    figures = [int(x) for x in _NUMBER.findall(match[0])]
    stop = match.end()
    if kind == "monthly":
        return When(start=at, end=stop, rrule=f"FREQ=MONTHLY;BYMONTHDAY={figures[0]}", due=True) if 0 < figures[0] < 32 else None
    if kind == "turn":
        months = "1,4,7,10" if match["which"] == "đầu" else "3,6,9,12"
        return When(start=at, end=stop, rrule=f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={figures[0]}", due=True) if 0 < figures[0] < 32 else None
    day, month = figures[0], figures[1]
    if _before("force").search(before) and not label:
        return None
    if own is None:
        after = re.compile(rf"\s*[,)]?\s*(?:{_any('yearly')})").match(low, stop, end)
        if after or re.search(rf"(?:{_any('yearly')})[\s,(:]*$", before[-40:]):
            return When(start=at, end=stop, rrule=f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", due=True)
        if not (due or label or at < match.start()) or year is None:
            return None
        own = year
    try:
        value = date(own, month, day).isoformat()
    except ValueError:
        return None
    return When(start=at, end=stop, not_after=value, due=due)


def _every(match: re.Match[str], kind: str, named: dict[str, str]) -> When | None:
    frequency, step = _PERIODS[named["unit" if kind == "every" else "unit2"]]
    count = named.get("n", "1")
    interval = step * (_COUNTS.get(count) or int(count))
    rule = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return When(start=match.start(), end=match.end(), rrule=rule, due=kind == "every")


def _after(low: str, match: re.Match[str], named: dict[str, str], at: int, end: int, issued: date | None) -> When:
    count, unit = int(named["count"]), named["span"]
    rest = low[match.end() : min(end, match.end() + 60)]
    stop = re.search(r"[,.;:)\n]|$", rest)
    words = rest[: stop.start()] if stop else rest
    anchor = next((name for name in ("effect", "receipt", "promulgation") if any(word in words for word in _row(name))), "event")
    last = None
    if anchor == "promulgation" and issued and "work" not in named and unit in ("ngày", "tuần"):
        last = (issued + timedelta(days=count * (7 if unit == "tuần" else 1))).isoformat()
    return When(
        start=at, end=match.end() + len(words.rstrip()), not_after=last, relative=(_DURATION[unit].format(count), anchor), due=True
    )


def _period(
    low: str, match: re.Match[str], kind: str, named: dict[str, str], at: int, cue: str, before: str, own: int | None, year: int | None, label: bool
) -> When | None:
    if own is None:
        own = year
        if own is None or not (cue or label):
            return None
    words = cue.split()
    if kind == "year" and not label and not _is_due_year(low, match, words, before, at):
        return None
    first, last = _bounds(kind, match, named, own)
    if words and words[0] == _row("before")[0] and "ngày" not in words and kind != "half":
        first, last = None, first - timedelta(days=1)
    return When(start=at, end=match.end(), not_before=first.isoformat() if first else None, not_after=last.isoformat(), due=bool(words))


def _is_due_year(low: str, match: re.Match[str], words: list[str], before: str, at: int) -> bool:
    """`trong năm 2025`; `đến năm 2030`, `vào năm 2025` only where something is completed: else it is a goal."""
    if not words or re.search(rf"(?:{_any('no_due')})[\s\d-]*$", before):
        return False
    if words[0] in _row("within"):
        return True
    if match["y9"]:
        return False
    if words[0] == _row("before")[0] or words[0] == "chậm" or words[0] == "muộn":
        return True
    clause = before[max(before.rfind(c) for c in ".;:") + 1 :]
    after = re.match(r"[^.;:”\"]*", low[match.end() : match.end() + 30])
    return bool(_done().search(clause[-40:]) or after and _done().search(after[0]))


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-zà-ỹ])(?:{_any('done')})(?![a-zà-ỹ])")


def _bounds(kind: str, match: re.Match[str], named: dict[str, str], year: int) -> tuple[date, date]:
    if kind == "year" or kind == "bare" and "m9" not in named:
        return date(year, 1, 1), date(int(named.get("y9") or named.get("y11") or year), 12, 31)
    if kind == "bare":
        month = int(named["m9"])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if kind == "half":
        return (date(year, 1, 1), date(year, 6, 30)) if named["part"] == "đầu" else (date(year, 7, 1), date(year, 12, 31))
    if kind == "month":
        first, last = int(named["m7"]), int(named.get("m8", named["m7"]))
    else:
        quarters = [_ROMANS[q] for q in re.findall(rf"(?<![a-zà-ỹ\d]){_ROMAN}(?![a-zà-ỹ\d])", match[0])]
        first, last = 3 * min(quarters) - 2, 3 * max(quarters)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _window(low: str, earlier: When, later: When, found: list[When]) -> When | None:
    """Two overlapping readings of one place: the longer one."""
    if later.end - later.start <= earlier.end - earlier.start:
        return None
    found.pop()
    return later


def _windows(low: str, found: list[When]) -> list[When]:
    """Joins `từ ngày X đến ngày Y` into one window; a lone `từ ngày X` is no deadline."""
    merged: list[When] = []
    for when in found:
        previous = merged[-1] if merged else None
        if previous and previous.not_after and when.not_after and not when.rrule and _FROM.search(low[max(0, previous.start - 12) : previous.start + 8]):
            between = low[previous.end : when.start + 4].split()
            if between and between[0].startswith(("đến", "-")) and len(between) <= 3:
                start = low.rfind("từ", max(0, previous.start - 12), previous.start + 3)
                first = previous.not_before or previous.not_after
                if first > when.not_after:
                    first = when.not_after[:4] + first[4:]
                merged[-1] = When(start=start if start >= 0 else previous.start, end=when.end, not_before=first, not_after=when.not_after, due=True)
                continue
        merged.append(when)
    return merged


_FROM = re.compile(r"(?<![a-zà-ỹ])từ(?![a-zà-ỹ])")
