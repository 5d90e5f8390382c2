"""Targets said in clauses: what stands around a percentage, a year to come, or, among goals, any figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kg.compiled import compiled
from kg.model import Document, Target
from kg.recognise.targets import patterns
from kg.recognise.targets.words import (
    YEAR,
    anywhere,
    due,
    figure,
    lone_years,
    nearest,
    on_one,
    rises,
    words,
    years,
    years_at,
)
from kg.structure import upwards
from kg.text import has_letters

_SHORTEST, _SHORT_GOAL, _LONGEST = 15, 8, 220  # characters quoted of a clause
_ABOVE = 150  # of a heading above, where a year may stand
_HEADING = 100  # characters of a heading that says by when what stands below is reached
_NEAR = 30  # figures between a year and what is reached by then
_CLAUSE_END = compiled(r"[;.:…](?=\s|$)")
_STOPS = ".…"  # that end a sentence
_OPENING = 60  # characters of what a paragraph says before a colon
_BACK = 1000  # characters of a paragraph that are looked back over
_BEFORE = 60  # characters before a sentence's `phấn đấu`, where a period may stand
_HEADS = 15  # characters before a year that heads what follows a colon
_LETTERS = 6  # letters of a goal
_WITHIN = 20  # characters before a number that may say what it is a part of
_ASIDE_FROM = 25  # characters between a figure and a bracket that tells more of it
_COMMA = compiled(r",(?!\d)|[(–]")
_LISTED = compiled(r", (?=\d)")  # before the next figure of a list
_ASIDE = compiled(rf"\([^()]*\)?|{YEAR}")
_DIGIT = compiled(r"\d")
_SYMBOL = compiled(r"\d/[a-zđ0-9]")


class Clauses:
    """The targets of a stretch of the paragraph `index`. `title`: where it names goals, the paragraph that says so; `oldest`: the year before which nothing
    is a goal; `planned`: the one that the paper is for.
    """

    def __init__(
        self,
        doc: Document,
        index: int,
        start: int,
        end: int,
        title: int | None,
        oldest: int,
        planned: int | None = None,
    ) -> None:
        self.parts, self.text, self.low, self.index, self.title = doc.parts, doc.text, doc.low, index, title
        self.start, self.end = start, end
        self.goals, self.oldest, self.planned = title is not None, oldest, planned
        found = patterns.candidates().finditer(doc.low, start, end)
        self.candidates = self._outside_asides(found) if self.goals else list(found)
        self.shortest = _SHORT_GOAL if self.goals else _SHORTEST
        self.places = [candidate.start() for candidate in self.candidates]
        self.numbers = [candidate for candidate in self.candidates if not candidate["by"]]
        self.number_places = [candidate.start() for candidate in self.numbers]
        ends = patterns.ends_goal() if self.goals else _CLAUSE_END
        self.marks = list(ends.finditer(doc.low, start, end)) if self.candidates else []
        self.mark_places = [mark.start() for mark in self.marks]
        self.stops = [mark.end() for mark in self.marks if mark[0] in _STOPS]  # ends of sentences
        self.told: dict[int, bool] = {}  # by where a sentence begins

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

    def _outside_asides(self, found: Iterator[re.Match[str]]) -> list[re.Match[str]]:
        """Without the figures of a bracket that tells more of the one before it (`đạt 50% (8 xã)`), and what only says where something is."""
        kept: list[re.Match[str]] = []
        for one in found:
            opens = self.low.rfind("(", max(self.start, one.start() - _BACK), one.start())
            aside = opens >= 0 and ")" not in self.low[opens : one.start()]
            before = self.low[max(self.start, one.start() - _WITHIN) : one.start()].rstrip()
            if one[0][0].isdigit() and "%" not in one[0] and f" {before}".endswith(patterns.parts_of()):
                continue
            digit = _DIGIT.search(one[0])
            if digit and on_one(self.low, one.start() + digit.start()):
                continue
            if not aside or not any(0 <= opens - k.end() <= _ASIDE_FROM and not k["by"] for k in kept[-3:]):
                kept.append(one)
        return kept

    def _spans(self, candidate: re.Match[str]) -> list[tuple[int, int]]:
        """What may be quoted, the fullest first."""
        low = self.low
        start, end = self._clause(candidate.start(), candidate.end())
        if self.goals:
            return [self._own(start, end, candidate)]
        closes = low.rfind(")", start, candidate.start())
        if closes > 0 and low.rfind("(", start, closes) < 0:
            start = _after_join(low, closes + 1)  # it began inside a bracket
        begins = not low[start : candidate.start()].strip("0123456789., ") and low.count("%", start, end) < 2
        inner = _inner(low, start, end, candidate)
        return [(start, end), inner] if begins else [inner]  # what begins with its only figure is one result

    def _clause(self, place: int, stop: int) -> tuple[int, int]:
        low, first = self.low, bisect_left(self.mark_places, place)
        start = self.marks[first - 1].end() if first else self.start
        label = patterns.label().match(low, self.start, place)
        start = max(start, label.end() if label else start)
        end = self._ends(stop)
        if self.goals and low[end : end + 1] == ":" and place - start < _HEADS and end - stop < _SHORTEST:
            end = self._ends(end + 1)  # `Đến hết năm 2025: hoàn thành …`
        while start < end and (low[start].isspace() or low[start] in "*-+“"):
            start += 1
        start = _after_join(low, start)
        if place - start > _BACK:  # no clause, but lines without a mark
            start = low.find(" ", place - _BACK, place) + 1 or place
        if end - start > _LONGEST:
            listed = self.goals and low[place].isdigit() and low.endswith(", ", start, place)  # `30% …, 25% …, 20% …`
            comma = place - 2 if listed else low.rfind(",", start, max(start, place - 60))
            start = comma + 2 if comma > 0 else start
        if end - start > _LONGEST:
            first, last = max(stop, start + 80), start + _LONGEST
            figure_behind = _LISTED.search(low, first, last) if self.goals else None
            cut = figure_behind.start() if figure_behind else low.find(",", first, last)
            end = cut if cut > 0 else self._whole_words(stop, end, start + _LONGEST)
        if hanging := patterns.hanging().search(low, max(start, end - _HEADING), end):
            end = hanging.start()
        while end > start and (low[end - 1].isspace() or low[end - 1] in "*/"):
            end -= 1
        return start, end

    def _whole_words(self, stop: int, end: int, limit: int) -> int:
        """Where a clause that is too long is cut behind a figure: between two words."""
        if end <= max(stop, limit):
            return end
        cut = max(self.low.rfind(blank, stop, limit + 1) for blank in " \n")
        return cut if cut > stop else stop

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
        if before and (cut := self._parted(before[-1], candidate.start())) and cut[0] - start >= self.shortest:
            start = _after_join(low, cut[1])
        elif candidate["by"] and candidate.start() - start > _HEADING and low[: candidate.start()].rstrip()[-1] == ",":
            start = candidate.start()  # `cần phải tiếp tục vận động …, đến năm 2010 khoảng 85 hợp tác xã`
        if after and (cut := self._parted(first, after[0].start())) and cut[0] - start >= self.shortest:
            end = cut[0] if end - cut[0] > self.shortest and _says(low[cut[1] : end]) else end
        closes = low.find(")", start, end)
        if closes > 0 and low.rfind("(", start, closes) < 0:
            end = closes  # it began inside the bracket
        return start, end

    def _parted(self, first: re.Match[str], second: int) -> tuple[int, int] | None:
        """What parts two figures, outside brackets: a comma or `và` behind which a new result begins."""
        low, start = self.low, first.end()
        for mark in patterns.between_results().finditer(low, start, min(self.end, second + _HEADING)):
            if mark.start() >= second:
                break
            if low.count("(", start, mark.start()) == low.count(")", start, mark.start()) and (
                mark.end() >= second
                or low[mark.start()] != ","
                or patterns.opening().match(low, mark.end())
                or (
                    patterns.complete().search(low, first.start(), mark.start())
                    and not patterns.of_a_list().match(low, mark.end())
                )
            ):
                return mark.span()
        return None

    def _is_target(self, start: int, end: int, candidate: re.Match[str]) -> bool:
        low = self.low
        clause = low[start:end]
        if (
            len(clause) < self.shortest
            or (candidate["by"] and not self._ahead(start, end, candidate))
            or self._past(start, end)
            or self._told_in_sentence(start, candidate.start())
        ):
            return False
        if self.goals:
            if candidate["by"] and (_SYMBOL.search(clause) or self._of_a_plan(start, candidate)):
                return False
            if not _says(clause) or clause.startswith(words("consists")):
                return False
            return not self._told_of_goal(start, end, candidate) and not self._is_title(start, end, candidate)
        if self._is_title(start, end, candidate):
            return False
        told = anywhere("told", "told_before").finditer(clause)
        strives = anywhere("strives").search(clause)
        if any(not strives or found[0] not in words("compared") for found in told):
            return False
        if not strives and (
            anywhere("grants").search(clause) or anywhere("conditions").match(clause) or self._reached(start)
        ):
            return False
        if _SYMBOL.search(clause) or not anywhere("result").search(clause):
            return False
        if "%" in candidate[0]:
            return True
        if not candidate["by"]:
            return bool(
                patterns.bounded().match(low, candidate.start())
                and anywhere("completes").search(low, start, candidate.start())
            )
        before = low[max(0, candidate.start() - 60) : candidate.start()].rstrip()
        if candidate["into"]:
            return not before.endswith(words("not_before"))
        return before[-1:] in ",;:(." or before.endswith(words("begins")) or candidate.start() == start

    def _ahead(self, start: int, end: int, candidate: re.Match[str]) -> bool:
        """Is the year one to come, and no part of a name (`Quy hoạch … đến năm 2030, tầm nhìn đến năm 2050`)?"""
        before = self.low[start : candidate.start()].rstrip(" (\n")
        if int(candidate["year"]) < self.oldest or patterns.goes_on().match(self.low, candidate.end()):
            return False
        if self.low[candidate.end() : candidate.end() + 1] in ("”", '"'):
            return False
        if not before.endswith(words("vision")):
            return True
        return before in words("vision") and end - candidate.end() > _SHORTEST

    def _of_a_plan(self, start: int, candidate: re.Match[str]) -> bool:
        """`hoàn thành nhiệm vụ của Quy hoạch phát triển … đến năm 2020`: is the year part of a name?"""
        return not candidate["into"] and anywhere("plans").search(self.low, start, candidate.start()) is not None

    def _past(self, start: int, end: int) -> bool:
        """Does it name years that are over, and no others?"""
        named = years(self.low, start, end)
        return bool(named) and max(named) < self.oldest and not rises().search(self.low, start, end)

    def _told_in_sentence(self, start: int, place: int) -> bool:
        """`Hiện nay, cả tỉnh có 180 trạm`, `Năm 2022, tỷ lệ đạt 86,4%`: does the sentence say first that it tells what is or was?"""
        opening = patterns.tells_first().match(self.low, self._sentence(start)[0], place)
        if opening is None or anywhere("strives", "by", "rises_to").search(
            self.low, max(opening.end(), place - _BACK), place
        ):
            return False
        return not opening["year"] or int(opening["year"]) < self.oldest

    def _sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        after = bisect_right(self.stops, place)
        return (
            self.stops[after - 1] if after else self.start,
            self.stops[after] if after < len(self.stops) else self.end,
        )

    def _reached(self, place: int) -> bool:
        """Does the sentence, outside the goals, say of its figures that they were reached (`…; thu nhập ước đạt 50 triệu đồng, tăng 2,6 lần so với năm 2015`),
        or the one before it, where it says nothing else (`… đạt nhiều kết quả quan trọng. Cụ thể, tỷ lệ hộ nghèo giảm 6,7%/năm`)?
        """
        undecided: list[int] = []
        start, end = self._sentence(place)
        while start not in self.told:
            strives = anywhere("strives").search(self.low, start, end)
            if strives or max(years(self.low, start, end), default=0) >= self.oldest or start == self.start:
                self.told[start] = not strives and anywhere("reached").search(self.low, start, end) is not None
            elif anywhere("reached").search(self.low, start, end):
                self.told[start] = True
            else:
                undecided.append(start)
                start, end = self._sentence(start - 1)
        self.told |= dict.fromkeys(undecided, self.told[start])
        return self.told[start]

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
        if self.goals and low[end : end + 1] == ":":  # `Cơ cấu kinh tế đến năm 2025: nông nghiệp …`
            return True
        goals = anywhere("goals").match(low, start)
        if goals and goals[0] not in words("strives"):
            return True
        part = self.parts[self.index]
        below = self.index + 1 < len(self.parts) and self.parts[self.index + 1].parent == self.index
        return below and part.end - part.body < _HEADING and low[part.end - 1] not in ".;"

    def _target(self, start: int, end: int, candidate: re.Match[str]) -> Target:
        low = self.low
        found = figure(self.text, low, start, end, candidate.end() if self.goals else start)
        named = [one for one in years_at(low, start, end) if one[1] >= self.oldest]
        year = nearest(named, found.place) or self._year_around(start, end)
        return Target(start=start, end=end, due=due(year), value=found.value, unit=found.unit)

    def _year_around(self, start: int, end: int) -> int | None:
        """The year that the words before and behind say, the headings above, among goals the title that makes them so, and the paper's own."""
        low, oldest = self.low, self.oldest
        if year := self._year_before(start):
            return year if year >= oldest else None
        stretches = [(end, min(self._ends(end), end + _LONGEST))] if self.goals else []
        above = list(upwards(self.parts, self.parts[self.index].parent))
        if self.title is not None and self.title not in (self.index, *above):
            above.append(self.title)
        stretches += [self._of_heading(i) for i in above]
        for first, last in stretches:
            if named := years(low, first, last):
                return next((year for year in named if year >= oldest), None)
        return self.planned if self.goals else None

    def _of_heading(self, index: int) -> tuple[int, int]:
        """The beginning of a heading; of the lead-in that makes goals of what follows, the end."""
        part = self.parts[index]
        if index == self.title and self.low[part.end - 1] == ":":
            return max(part.body, part.end - _ABOVE), part.end
        return part.body, min(part.end, part.body + _ABOVE)

    def _year_before(self, start: int) -> int | None:
        """The last year that the words before name for what is reached."""
        for candidate in reversed(self.candidates[max(0, (at := bisect_left(self.places, start)) - _NEAR) : at]):
            if candidate["by"]:
                return int(candidate["year"])
        body = self.parts[self.index].body
        if not self.goals:  # `Năm 2027: 100% hồ sơ …`: the year that a paragraph begins with
            opening = self.low[body:start].rstrip() if start - body < _OPENING else ""
            return next(iter(years(self.low, body, start)), None) if opening.endswith(":") else None
        # `nhiệm kỳ 2020 - 2025, huyện phấn đấu …`, `Năm học 2014 - 2015: …`, `mục tiêu trong 5 năm (1996-2000) là: …`
        colon = self.low.find(":", self.start, min(start, self.start + _HEADING))
        period = years(self.low, max(body, self.start - _BEFORE), max(self.start, colon))
        named = [year for year in lone_years(self.low, max(self.start, start - _BACK), start) if year >= self.oldest]
        return next(reversed(named or period), None)


def _says(clause: str) -> bool:
    """Is there more in it than figures?"""
    return has_letters(clause, _LETTERS)


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
    if "%" in candidate[0] and comma >= 0 and (year := patterns.year_right_before().search(low, start, comma)):
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
