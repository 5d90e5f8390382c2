"""What is told of the past, or by the press, and is no act of the document."""

from __future__ import annotations

import re

from kg.model import Span
from kg.relate.sentence import FAR, Sentence, begins
from kg.text import fold


def tells_history(s: Sentence, cue: Span) -> bool:
    """Does the sentence tell what was done, or how it went?"""
    before = s.low[max(s.clause, cue.start - 60) : cue.start]
    history = s.words.history.search(before)
    if s.words.nominal.fullmatch(s.low, s.clause, cue.start) and s.words.suffering.search(s.low, cue.end, s.end):
        return True  # `Việc thi hành Luật A được thực hiện theo Nghị quyết B`
    if s.words.by_order.match(s.low, cue.start):
        history = None  # `báo cáo Chính phủ … theo đúng chỉ đạo tại Thông báo số 591/TB-VPCP`
    if history and not s.words.promulgation.search(before, history.end()):
        return True
    what = next(iter(s.after(cue.end, 1)), None)
    if what and s.words.came_of_it.match(s.low, what.end, s.end):
        return True  # `do tích cực thực hiện Quyết định A nên đã tạo ra những chuyển biến`
    after = s.low[cue.end : min(s.end, cue.end + FAR)]
    if not s.words.new_wording.search(s.low, max(cue.end, s.end - 60), s.end):
        after = after.partition(";")[0]  # `Thực hiện Chỉ thị A, các chi bộ đã …; Đảng ủy yêu cầu …`
    past = was_done(s, cue.end, cue.end + len(after))
    return bool(
        past
        and begins(s, cue)
        and not s.words.promulgation.search(s.words.guidance.sub(" ", after[past.end() - cue.end + 12 :]))
        and not s.words.promulgation.search(s.words.guidance.sub(" ", after[: past.start() - cue.end]))
    )


def was_done(s: Sentence, start: int, end: int) -> re.Match[str] | None:
    """The word behind a comma by which the stretch tells what somebody did; not `đã được sửa đổi`."""
    past = next(
        (p for p in s.words.past.finditer(s.low, start, end) if not s.words.suffered.match(s.low, p.end())), None
    )
    return past if past and "," in s.low[start : past.start()] else None


def told_of(s: Sentence, cue: Span) -> int | None:
    """In the press nobody (`Bộ trưởng cho biết sẽ triển khai Nghị quyết A`, `Hà Nội: Ban hành kế hoạch thi hành Luật B`), or what the
    sentence before named (`Kế hoạch nhằm triển khai Luật B`)."""
    before = s.back(cue.start)
    if s.before and s.start == s.clause and len(before) < 60:
        kind = s.paper.entities[s.before.entity].type
        if s.before.entity and kind and before.lstrip().startswith(fold(kind)):
            return s.before.entity
    if s.prev is not None and s.prev.entity and _asks(s, s.low[s.prev.end : cue.start]):
        return s.prev.entity  # `Bộ Y tế có Công văn A gửi các tỉnh đề nghị triển khai Quyết định B`
    if s.words.past.search(before.rpartition(",")[2]):
        return None  # `UBND tỉnh đã ban hành các văn bản để địa phương thực hiện thống nhất, như: Kế hoạch A`
    plan = s.words.ends_with_plan.search(before)
    told = plan and plan.start() and not s.words.new_wording.search(s.low, max(cue.end, s.end - 60), s.end)
    return (
        None if s.words.says.search(before) or told else 0
    )  # `UBND tỉnh ban hành Kế hoạch thực hiện Chỉ thị A như sau:`


def _asks(s: Sentence, gap: str) -> bool:
    """Does what stands behind a document tell what it asks for?"""
    return len(gap) < 160 and bool(s.words.asks.search(gap)) and not s.words.past.search(gap)


def tells_a_rule(s: Sentence, cue: Span) -> bool:
    """`Căn cứ theo khoản 1 Điều 7 Nghị định A, trẻ em được …`: in what is no document itself, an article that answers a question."""
    first = next(iter(s.after(cue.end, 1)), None)
    return bool(first and first.provisions and s.low[s.start : s.end].rstrip()[-1:] not in (";", ","))
