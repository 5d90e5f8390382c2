"""Where a name ends, and whether words are the name of one thing."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.compiled import compiled
from kg.model import MASTERPLAN
from kg.recognise.agencies.own import Own
from kg.recognise.agencies.words import lexicon
from kg.recognise.flat import Flat
from kg.recognise.initiatives.names import WORD
from kg.recognise.initiatives.vocabulary import CLOSE, OPEN, Row, vocabulary

_LONGEST = 260  # characters of a name without quotes
_QUOTED = 420
_UNDATED = 22  # words of a name without quotes and date
_APPROVES = 30  # characters before a name that say that it is approved
_DATED = 40  # characters of a period
_OF = 4  # words of whom a name is of, before its period
# each a literal: `re` looks for these faster
_PUNCTUATION = compiled("|".join([*map(re.escape, ';:()[]“”"|\n…'), r"\.(?!\d)"]))
_LINE_START = compiled(r"(?:(?:^|[\n|])[ \d.)+a-zđ-]{0,8}|[;:] )$")
_LINE_END = compiled(r"[ .]*(?:[\n|(;]|$)")
_BRIEF = compiled(r" ?\([A-ZĐ]{2,8}\)")  # initials between a name and its period
_GAP = compiled(r"[ :]{0,3}")


class Ends:
    """Where names end, and whether words are a name."""

    def __init__(self, flat: Flat, taken: list[tuple[int, int]], own: Own, general: bool = False) -> None:
        self.flat, self.low, self.text, self.words = flat, flat.low, flat.text, vocabulary()
        self.taken, self.own, self.general = taken, own, general

    def _bounded(self, start: int, end: int) -> bool:
        """Are these whole words?"""
        low = self.low
        return not (start and low[start - 1].isalnum()) and not low[end : end + 1].isalnum()

    def _cited(self, start: int) -> bool:
        """Does it stand in the citation of a numbered document?"""
        at = self.flat.offset(start)
        i = bisect_right(self.taken, (at, 1 << 60)) - 1
        return i >= 0 and self.taken[i][0] <= at < self.taken[i][1]

    def _cites(self, start: int, stop: int) -> bool:
        """Is a numbered document named inside? Then the words are those of a paper (`Chương trình hành động thực hiện Nghị quyết số 24-NQ/TW`)."""
        first, last = self.flat.span(start, stop) if stop > start else (0, 0)
        i = bisect_right(self.taken, (first, 1 << 60))
        return i < len(self.taken) and self.taken[i][0] < last

    def _quoted(self, start: int, end: int) -> tuple[int, int] | None:
        """The name in quotes after its head, or with it."""
        text = self.text
        if start and text[start - 1] in OPEN and text[end : end + 1] == " ":
            begin = end + 1
        else:
            gap = _GAP.match(text, end)
            begin = gap.end() if gap else end
            if text[begin : begin + 1] not in tuple(OPEN):
                return None
            begin += 1
            begin += text[begin : begin + 1] == " "
        inside = False  # `“Các giải pháp thúc đẩy tăng trưởng ‘2 con số’ trong kỷ nguyên mới”`
        for stop in range(begin, min(begin + _QUOTED, len(text))):
            if text[stop] == "\n":
                return None
            if text[stop] == "‘":
                inside = True
            elif text[stop] in CLOSE and (text[stop] != "’" or not text[stop + 1 : stop + 2].isalnum()):
                if inside and text[stop] == "’":
                    inside = False
                    continue
                while text[stop - 1] == " ":
                    stop -= 1
                return (begin, stop) if stop - begin > 8 else None
        return None

    def _quotes_a_name(self, row: Row, start: int, begin: int, stop: int) -> bool:
        """Quotes that hold a name, and not a wording (`thay cụm từ “quy hoạch xây dựng”`)."""
        before = self.low[max(0, start - 12) : start].rstrip(OPEN + " ")
        if before.endswith(self.words.wording):
            return False
        if row.kind == MASTERPLAN:
            return bool(self.words.period.search(self.low, begin, stop)) or self._has_proper(begin, stop)
        return self.text[start].isupper() or self.text[begin : begin + 1].isupper()

    def _end(self, end: int) -> tuple[int, bool]:
        """Where a name without quotes ends, and whether its period stands there."""
        low, words = self.low, self.words
        limit = min(end + _LONGEST, len(low))
        closing = _PUNCTUATION.search(low, end, limit)
        stop = closing.start() if closing else limit
        period = words.period.search(low, end, min(stop + _DATED, limit + _DATED))
        if period and period.start() <= stop:
            stop = period.start()
        money = words.money.search(low, end, stop)
        stop = money.start() if money else stop
        first = WORD.match(low, end + 1)
        at = first.end() if first else end
        while True:
            word = words.stop.search(low, at, stop)
            if word is None:
                break
            if (
                self._of_a_name(word.start() + 1, end)
                or (word.group() in words.inside and lexicon().unit_list.match(low, word.end()))
                or (word.group() in words.situated and self._where(end, word.start(), word.end()))
                or (word.group() in words.soft and words.period.search(low, word.end(), stop + _DATED))
            ):
                at = word.end()
                continue
            stop = word.start()
            break
        stop = self._before_head(end, self._before_comma(end, stop))
        stop = self._before_of(end, stop)
        brief = _BRIEF.match(self.text, stop)
        after = (words.period.match(low, brief.end()) if brief else None) or words.period.match(low, stop)
        return (after.end(), True) if after else (stop, False)

    def _where(self, end: int, start: int, stop: int) -> bool:
        """`Dự án Nhà ở xã hội tại phường Thạch Trung`: is the place behind `tại` all that names it?"""
        return not self._has_proper(end + 1, start) and lexicon().unit_list.match(self.low, stop) is not None

    def _of_a_name(self, at: int, end: int) -> bool:
        """Is a word part of a proper name (`thành phố Cần Thơ`)? In capitals every word looks like that."""
        return self.text[at].isupper() and not self.text[at + 1 : at + 2].isupper() and end < at

    def _before_comma(self, end: int, stop: int) -> int:
        """A comma ends a name but in a list of small words closed by `and` (`phổ biến, giáo dục pháp luật và …`)."""
        at = end
        while True:
            comma = self.low.find(", ", at, stop)
            if comma < 0:
                return stop
            if not self.text[comma + 2 : comma + 3].islower() or self.words.heads.match(self.low, comma + 2):
                return comma
            if self.words.section.match(self.low, comma + 2) or stop - comma < 6:
                return comma
            at = comma + 2

    def _before_head(self, end: int, stop: int) -> int:
        """Another name after `and` ends this one (`Dự án A và Dự án B`)."""
        for join in lexicon().joins:
            at = self.low.find(join, end, stop)
            while at >= 0:
                begin = at + len(join)
                heads = self.words.heads.match(self.low, begin) or self.words.works.match(self.low, begin)
                alike = heads is not None and self.low.endswith(f" {heads.group().strip()}", 0, end)
                if heads and (self.text[begin : begin + 1].isupper() or alike):
                    return at  # `Dự án A và Dự án B`, `dự án đầu tư A và dự án đầu tư B`
                at = self.low.find(join, begin, stop)
        return stop

    def _before_of(self, end: int, stop: int) -> int:
        """`của` before a name of a body or a place ends this one."""
        for of in self.words.of:
            at = self.low.find(of, end, stop)
            if at >= 0 and (
                self.text[at + len(of) : at + len(of) + 1].isupper()
                or lexicon().unit_list.match(self.low, at + len(of) - 1)
            ):
                return stop if self._dated_of(end, at + len(of), stop) else at
        return stop

    def _dated_of(self, end: int, begin: int, stop: int) -> bool:
        """`Chiến lược … của Việt Nam đến năm 2030`: does the period follow right behind whom the name is of?"""
        return (
            self.words.period.match(self.low, stop) is not None
            and self.low.count(" ", begin, stop) < _OF
            and (self.text[begin].isupper() or self._has_proper(begin, stop))
            and self.words.heads.search(self.low, end, stop) is None
        )

    def _is_named(self, row: Row, start: int, end: int, stop: int, dated: bool) -> bool:
        """Is it one programme or plan, and not programmes in general?"""
        name = self.low[end:stop]
        count = name.count(" ")
        before = self.low[max(0, start - 10) : start].split()
        if before and before[-1] in self.words.many and not dated:
            return False
        if dated and count >= 2:
            return True
        if self.text[end + 1 : stop] in self.words.initials and self.text[start].isupper():
            return True
        if count < 2 or count > _UNDATED or self.general:
            return False
        national = self.words.national.match(self.low, end)
        if national and self.low[national.end()] == " " and stop - national.end() > 6 and row.kind != MASTERPLAN:
            return True
        proper = self._has_proper(end + 1, stop)
        capital = self.text[start].isupper() and not self.text[start:stop].isupper()
        inside = start > 0 and self.low[start - 1] == " " and self.low[start - 2 : start - 1].isalnum()
        inside = inside or self._whole(start, stop)
        if row.kind == MASTERPLAN:
            return (proper or self.low.endswith(self.words.of_nation, end, stop)) and (
                capital or self.words.approve.search(self.low, max(0, start - _APPROVES), start) is not None
            )
        opens = bool(self.words.opens.match(self.low, end)) or self.text[end + 1 : end + 2].isupper()
        return capital and opens and (proper or inside) and count >= 4

    def _with_period(self, stop: int) -> int:
        """The end of a name with its period or its stage (`… giai đoạn 1`)."""
        after = self.words.period.match(self.low, stop)
        return after.end() if after else stop

    def _whole(self, start: int, stop: int) -> bool:
        """Is it all that a line, a cell or an item of a list says?"""
        before = _LINE_START.search(self.low, max(0, start - 14), start)
        return bool(before) and _LINE_END.match(self.low, stop) is not None

    def _has_proper(self, begin: int, stop: int) -> bool:
        """Is there a proper name in it, beyond a capital at the beginning?"""
        return any(w.start() > begin and self.text[w.start()].isupper() for w in WORD.finditer(self.text, begin, stop))
