"""What counts from another day: `trong thời hạn 10 ngày kể từ ngày nhận được`, `chậm nhất 02 ngày trước khi họp`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from kg.compiled import compiled
from kg.recognise.dates.expression import Expression, When
from kg.recognise.dates.words import any_of, anywhere, ends_with, number_of, unit_of, words_of

_DURATION = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
_ANCHORS = ("effect", "receipt")
_EVENT = 60  # characters of what the days count from, as a rule
_LONGEST_EVENT = 120  # where no mark stands before
_SHORTEST_EVENT = 10
_LONGEST_OPENING = 40  # characters of `trong thời hạn tối đa `


def counted(e: Expression) -> When | None:
    """A duration and the day from which, or to which, it counts; where that is the day of the paper, the last day too."""
    low, match, named = e.low, e.match, e.named
    count = number_of(named.get("count") or named.get("count2") or named["count3"])
    unit = unit_of(named["span"], *_DURATION)
    duration = _DURATION[unit].format(count)
    if "ahead" in named:  # `chậm nhất 02 ngày trước khi họp`
        if not anywhere("latest").match(low, e.at, match.start()):
            return None
        end = match.end() + len(_event(low[match.end() : min(e.end, match.end() + _LONGEST_EVENT + 1)]))
        return When(start=e.at, end=end, relative=(f"-{duration}", "event"), due=True)
    if _elapsed().search(low, max(0, match.start() - _LONGEST_OPENING), match.start()):
        return None
    opened = _opening().search(low, max(0, match.start() - _LONGEST_OPENING), match.start())
    start = min(e.at, opened.start()) if opened else e.at
    if "since" not in named:
        alone = low[match.end() : match.end() + 1] == ","  # `Trong thời hạn 5 năm, cơ quan lưu trữ phải …`
        if opened is None or not (unit in ("hour", "day") or alone):
            return None
        return When(start=start, end=match.end(), relative=(duration, "event"), due=True)
    words = _event(low[match.end() : min(e.end, match.end() + _LONGEST_EVENT + 1)])
    if anywhere("whereupon").search(words) and _then().match(low, match.end() + len(words), e.end):
        return None  # `Trong thời hạn 10 ngày kể từ ngày lập biên bản mà các bên có ý kiến khác thì Ủy ban nhân dân …`
    if ends_with("lasts").search(e.before):
        return None  # `Quyết định này có hiệu lực trong thời hạn 03 năm kể từ ngày ký`
    said = " ".join(words[:_EVENT].split())
    plainly = anywhere("no_receipt").sub("", said)  # `kể từ ngày cấp Giấy chứng nhận`
    anchor = next((name for name in _ANCHORS if any(word in plainly for word in words_of(name))), "event")
    if anchor == "event" and _is_the_papers_own(said):
        anchor = "promulgation"
    last = _last_day(e.issued, unit, count, "work" in named) if anchor == "promulgation" and e.issued else None
    return When(
        start=start,
        end=match.end() + len(words),
        not_after=last.isoformat() if last else None,
        relative=(duration, anchor),
        due=True,
        inferred=last is not None,
    )


def _event(rest: str) -> str:
    """What the days count from: up to a mark or `thì`; where none stands near, up to words that say what must be done (`phải hoàn
    thành …`), to a mark farther on, or before the last words that only tell more of it (`của …`, `theo …`).
    """
    stop = _stop().search(rest)
    if stop and stop[0] == ")" and "(" in rest[: stop.start()]:
        stop = _stop().search(rest, stop.end())  # `khuyết Tổng giám đốc (Giám đốc)`
    if onward := _onward().search(rest, _SHORTEST_EVENT, stop.start() if stop else len(rest)):
        return rest[: onward.start()].rstrip()
    if stop is None and len(rest) > _LONGEST_EVENT:
        more = _more().search(rest, _SHORTEST_EVENT, _EVENT)
        return rest[: more.start()].rstrip() if more else re.sub(r"\S*$", "", rest[: _EVENT + 1]).rstrip()
    return (rest[: stop.start()] if stop else rest).rstrip()


@cache
def _stop() -> re.Pattern[str]:
    return compiled(rf"[,.;:)]|\s(?:{any_of('then')})(?![^\W_])")


@cache
def _then() -> re.Pattern[str]:
    return compiled(rf"\s+(?:{any_of('then')})(?![^\W_])")


@cache
def _elapsed() -> re.Pattern[str]:
    """`Hết thời hạn 03 tháng kể từ …`: a time that must be over before something is done, and no term for it."""
    return compiled(rf"(?<![^\W_])(?:{any_of('elapsed')})\s+\(?$")


@cache
def _onward() -> re.Pattern[str]:
    """`phải hoàn thành` behind words of an event; not in `người phải thi hành án`, `thời hạn phải thanh toán`."""
    return compiled(rf"\s(?:{any_of('onward')})(?![^\W_])")


@cache
def _more() -> re.Pattern[str]:
    """The last such words of a stretch."""
    word = rf"\s(?:{any_of('more_of_event')})(?![^\W_])"
    return compiled(rf"{word}(?!.*{word})", re.DOTALL)


@cache
def _opening() -> re.Pattern[str]:
    """`trong thời hạn `, `trong vòng không quá `, `chậm nhất sau ` before a count without an event."""
    term = rf"(?:{any_of('within')})\s+(?:{any_of('term')})(?:\s+(?:{any_of('at_most')}))?"
    return compiled(rf"(?<![^\W_])(?:{term}|(?:{any_of('latest')})\s+(?:{any_of('behind')}))\s+\(?$")


def _is_the_papers_own(words: str) -> bool:
    """`ký ban hành`, `Kế hoạch này được phê duyệt`; not `ký hợp đồng`, which is another day."""
    if any(own in words for own in words_of("own-paper")):
        return True
    alone = ("", *words_of("papers"))
    return any(words.startswith(verb) and words[len(verb) :].strip() in alone for verb in words_of("promulgation"))


def _last_day(issued: date, unit: str, count: int, working: bool) -> date | None:
    """The day some days, weeks or months after that of the paper; None for working days, which no calendar here tells."""
    if unit == "month":
        return _months_later(issued, count)
    if working or unit not in ("day", "week"):
        return None
    return issued + timedelta(days=count * (7 if unit == "week" else 1))


def _months_later(day: date, count: int) -> date:
    """The same day some months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
