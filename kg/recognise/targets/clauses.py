"""Targets said in clauses: what stands around a percentage, a year to come, or, among goals, any figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.model import Document, Target
from kg.recognise.targets.words import LETTERS, YEAR, any_of, anywhere, due, figure, measured, words, years

_SHORTEST, _LONGEST = 15, 220  # characters quoted of a clause
_LONGEST_FIGURE = 40  # of ` đạt 11,5% trở lên`
_HEADING = 100  # characters of a heading that says by when what stands below is reached
_OPENING = 60  # characters of what a paragraph says before a colon
_NEAR = 30  # figures between a year and what is reached by then
_CLAUSE_END = re.compile(r"[;.:](?=\s|$)")
_BETWEEN = re.compile(r",\s+")
_COMMA = re.compile(r",(?!\d)|[(–]")
_ASIDE = re.compile(rf"\([^()]*\)?|{YEAR}")
_SYMBOL = re.compile(r"\d/[a-zđ0-9]")


@cache
def _year_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('by')})\s+(?:(?:{any_of('end')})\s+)?(?:{any_of('year')})\s+{YEAR}\s*$")


@cache
def _candidates() -> re.Pattern[str]:
    by_year = rf"(?P<by>(?:{any_of('by')})|(?P<into>{any_of('into')}))\s+(?:(?:{any_of('end')})\s+)?(?:{any_of('year')})\s+(?P<year>{YEAR})(?!\d)"
    number = rf"\d(?:[\d.,]*\d)?(?:\s*%|(?![\d.,]*\d|\s+(?:{any_of('aside')})(?!\w)))"
    counted = rf"(?<=:\s)\d(?:[\d.,]*\d)?(?=\s+(?!{any_of('aside')})[{LETTERS}])"  # `Số lao động có việc làm mới: 1.200 người`
    return re.compile(rf"\d\s*%|{by_year}|(?<![^\W_])(?:{any_of('figure')})\s+{number}|{measured()}|{counted}")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_of('lead')})\s+\d+(?:\.\d+)?\s*[:.]\s*")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\d|(?:{any_of('opening')})(?!\w)")


@cache
def _bounded() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('bound')})\s+(?:{any_of('bound')}\s+)?{measured()}")


@cache
def _bare_figure() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?:{any_of('figure')}|{any_of('bound')})\s+)*\d")


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf",?\s*(?:{any_of('vision')})(?!\w)")


class Clauses:
    """The targets of a stretch of the paragraph `index`. `goals`: it names goals; `oldest`: the year before which nothing is a goal."""

    def __init__(self, doc: Document, index: int, start: int, end: int, goals: bool, oldest: int) -> None:
        self.parts, self.text, self.low, self.index = doc.parts, doc.text, doc.low, index
        self.start, self.end, self.goals, self.oldest = start, end, goals, oldest
        self.candidates = list(_candidates().finditer(doc.low, start, end))
        self.places = [candidate.start() for candidate in self.candidates]
        self.numbers = [candidate for candidate in self.candidates if not candidate["by"]]
        self.number_places = [candidate.start() for candidate in self.numbers]
        self.marks = list(_CLAUSE_END.finditer(doc.low, start, end)) if self.candidates else []
        self.mark_places = [mark.start() for mark in self.marks]

    def targets(self) -> list[Target]:
        """All of them, in text order."""
        found: list[Target] = []
        last = -1
        for candidate in self.candidates:
            if candidate.start() < last:
                continue
            span = next((one for one in self._spans(candidate) if self._is_target(*one, candidate)), None)
            if span:
                last = span[1]
                found.append(self._target(*span, candidate))
        return found

    def _spans(self, candidate: re.Match[str]) -> list[tuple[int, int]]:
        """What may be quoted, the fullest first."""
        low = self.low
        start, end = self._clause(candidate.start(), candidate.end())
        if self.goals:
            return [self._own(start, end, candidate)]
        begins = not low[start : candidate.start()].strip("0123456789., ") and low.count("%", start, end) < 2
        inner = _inner(low, start, end, candidate)
        return [(start, end), inner] if begins else [inner]  # what begins with its only figure is one result

    def _clause(self, place: int, stop: int) -> tuple[int, int]:
        low, first = self.low, bisect_left(self.mark_places, place)
        start = self.marks[first - 1].end() if first else self.start
        end = self._ends(stop)
        if self.goals and first and self._only_figure(start, end) and low[self.mark_places[first - 1]] == ":":
            start = self.marks[first - 2].end() if first > 1 else self.start
        label = _label().match(low, self.start, place)
        start = max(start, label.end() if label else start)
        while start < end and (low[start].isspace() or low[start] in "*-+“"):
            start += 1
        if end - start > _LONGEST:
            comma = low.rfind(",", start, max(start, place - 60))
            start = comma + 2 if comma > 0 else start
            cut = low.find(",", max(stop, start + 80), start + _LONGEST)
            end = cut if cut > 0 else min(end, max(stop, start + _LONGEST))
        while end > start and (low[end - 1].isspace() or low[end - 1] in "*/"):
            end -= 1
        return start, end

    def _only_figure(self, start: int, end: int) -> bool:
        """`… bảo hiểm y tế: 97%`, `… sản xuất: tăng 11,5% trở lên`: is there hardly more than a figure, of what stands before the colon?"""
        return end - start < _LONGEST_FIGURE and bool(_bare_figure().match(self.low, start, end))

    def _ends(self, place: int) -> int:
        """Where the clause around a place ends."""
        after = bisect_left(self.mark_places, place)
        return self.mark_places[after] if after < len(self.marks) else self.end

    def _own(self, start: int, end: int, candidate: re.Match[str]) -> tuple[int, int]:
        """`tỷ lệ A đạt 90%, tỷ lệ B đạt 50%`: of several results with figures of their own in one clause, the one around a figure."""
        low = self.low
        numbers = self.numbers[bisect_left(self.number_places, start) : bisect_left(self.number_places, end)]
        first = (
            candidate if candidate["into"] else next((f for f in numbers if f.start() >= candidate.start()), candidate)
        )
        before = [f for f in numbers if f.end() <= candidate.start()]
        after = [f for f in numbers if f.start() >= first.end()]
        if before and (comma := self._parts(before[-1].end(), candidate.start())) - start >= _SHORTEST:
            start = _after_join(low, comma + 1)
        elif candidate["by"] and candidate.start() - start > _HEADING and low[: candidate.start()].rstrip()[-1] == ",":
            start = candidate.start()  # `cần phải tiếp tục vận động …, đến năm 2010 khoảng 85 hợp tác xã`
        if after and (comma := self._parts(first.end(), after[0].start())) - start >= _SHORTEST:
            end = comma if end - comma > _SHORTEST else end
        return start, end

    def _parts(self, start: int, end: int) -> int:
        """The first comma between two figures, outside brackets, behind which a new result begins; -1 where none is."""
        low = self.low
        for comma in _BETWEEN.finditer(low, start, end):
            if low.count("(", start, comma.start()) == low.count(")", start, comma.start()) and (
                comma.end() >= end or _opening().match(low, comma.end())
            ):
                return comma.start()
        return -1

    def _is_target(self, start: int, end: int, candidate: re.Match[str]) -> bool:
        low = self.low
        clause = low[start:end]
        if (
            len(clause) < _SHORTEST
            or (candidate["by"] and not self._ahead(start, end, candidate))
            or self._past(start, end)
        ):
            return False
        if self.goals:
            if candidate["by"] and _SYMBOL.search(clause):
                return False
            return not self._told_of_goal(start, end, candidate) and not self._is_title(start, end, candidate)
        if self._is_title(start, end, candidate):
            return False
        told = anywhere("told", "told_before").finditer(clause)
        strives = anywhere("strives").search(clause)
        if any(not strives or found[0] not in words("compared") for found in told):
            return False
        if not strives and anywhere("grants").search(clause):
            return False
        if _SYMBOL.search(clause) or not anywhere("result").search(clause):
            return False
        if "%" in candidate[0]:
            return True
        if not candidate["by"]:
            return bool(
                _bounded().match(low, candidate.start()) and anywhere("completes").search(low, start, candidate.start())
            )
        before = low[max(0, candidate.start() - 60) : candidate.start()].rstrip()
        if candidate["into"]:
            return not before.endswith(words("not_before"))
        return before[-1:] in ",;:(." or before.endswith(words("begins")) or candidate.start() == start

    def _ahead(self, start: int, end: int, candidate: re.Match[str]) -> bool:
        """Is the year one to come, and no part of a name (`Quy hoạch … đến năm 2030, tầm nhìn đến năm 2050`)?"""
        before = self.low[start : candidate.start()].rstrip(" (\n")
        if int(candidate["year"]) < self.oldest or _goes_on().match(self.low, candidate.end()):
            return False
        if self.low[candidate.end() : candidate.end() + 1] in ("”", '"'):
            return False
        if not before.endswith(words("vision")):
            return True
        return before in words("vision") and end - candidate.end() > _SHORTEST

    def _past(self, start: int, end: int) -> bool:
        """Does it name years that are over, and no others?"""
        named = years(self.low, start, end)
        return bool(named) and max(named) < self.oldest

    def _told_of_goal(self, start: int, end: int, candidate: re.Match[str]) -> bool:
        """Among goals a word that tells what was speaks of the figure behind it (`đã đạt 90%`), not of one before (`80% dữ liệu đã số hóa`)."""
        low = self.low
        if any(found[0] not in words("compared") for found in anywhere("told").finditer(low, start, end)):
            return True
        first = max(start, low.rfind(",", start, candidate.start()))
        for found in anywhere("told_before").finditer(low, first, candidate.end()):
            share = found[0] in words("share") and low[found.start() - 1] != "("
            if not share or re.search(r"\d", low[start : found.start()]):
                return True
        return False

    def _is_title(self, start: int, end: int, candidate: re.Match[str]) -> bool:
        """`Mục tiêu đến năm 2030`, or a heading with what is to be reached below it."""
        low = self.low
        if not candidate["by"] or re.search(r"\d", _ASIDE.sub("", low[start:end])):
            return False
        goals = anywhere("goals").match(low, start)
        if goals and goals[0] not in words("strives"):
            return True
        part = self.parts[self.index]
        below = self.index + 1 < len(self.parts) and self.parts[self.index + 1].parent == self.index
        return below and part.end - part.body < _HEADING and low[part.end - 1] not in ".;"

    def _target(self, start: int, end: int, candidate: re.Match[str]) -> Target:
        low = self.low
        named = years(low, start, end) or self._year_before(start) or self._year_of_line(start)
        if not named and self.goals:
            named = years(low, end, min(self._ends(end), end + _LONGEST))
        at = self.index
        while not named and self.parts[at].parent >= 0:
            at = self.parts[at].parent
            named = years(low, self.parts[at].body, min(self.parts[at].end, self.parts[at].body + 150))
        value, unit = figure(
            self.text, low, start, end, start if candidate["by"] or not self.goals else candidate.end()
        )
        return Target(
            start=start, end=end, due=due(next((y for y in named if y >= self.oldest), None)), value=value, unit=unit
        )

    def _year_of_line(self, start: int) -> list[int]:
        """`Năm 2027: 100% hồ sơ …`: the year that a paragraph begins with."""
        first = self.parts[self.index].body
        opening = self.low[first:start].rstrip()
        return years(self.low, first, start) if opening.endswith(":") and len(opening) < _OPENING else []

    def _year_before(self, start: int) -> list[int]:
        """The last year that the words before name for what is reached."""
        for candidate in reversed(self.candidates[max(0, (at := bisect_left(self.places, start)) - _NEAR) : at]):
            if candidate["by"]:
                return [int(candidate["year"])]
        return []


def _after_join(low: str, at: int) -> int:
    """Behind the blanks and the `và` at the beginning of a stretch."""
    while low[at].isspace():
        at += 1
    return next((at + len(word) + 1 for word in words("join") if low.startswith(word + " ", at)), at)


def _inner(low: str, start: int, end: int, candidate: re.Match[str]) -> tuple[int, int]:
    """Outside the goals a clause holds much else: what stands between the commas around the figure, with the year before it."""
    place, stop = candidate.span()
    comma = max((mark.start() for mark in _COMMA.finditer(low, start, place + 1)), default=-1)
    first = comma + 1 if comma >= 0 else start
    if "%" in candidate[0] and comma >= 0 and (year := _year_before().search(low, start, comma)):
        first = year.start()
    if candidate["by"] and re.match(r"\s*\)", low[stop:end]):
        first = max(start, low.rfind(",", start, comma) + 1) if comma > 0 else start
        stop += 1
    elif candidate["by"] and low[stop : stop + 1] == ",":
        stop += 1
    mark = _COMMA.search(low, stop, end)
    last = mark.start() if mark and low[mark.start()] == "," else -1
    while first < end and low[first].isspace():
        first += 1
    return first, last if last > 0 else max(end, stop)
