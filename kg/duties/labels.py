"""Label lines: `- Cơ quan thực hiện: …`, `- Thời gian: …` below the task they speak of."""

from __future__ import annotations

import itertools
import re

from msgspec.structs import replace

from kg.compiled import compiled
from kg.duties.notes import Notes
from kg.duties.paper import FEWEST_LETTERS, LISTED, TITLE_LENGTH, Given, Paper, Stretch
from kg.duties.sentences import Sentences
from kg.duties.times import Times
from kg.model import Part, Span
from kg.recognise import dates, roles
from kg.text import has_letters

_INSIDE = compiled(r"[.;,(]\s*[-*+]?\s*|\s[-–]\s*")
_LONGEST_PIECE = 50  # characters of ` văn hóa - xã hội chỉ đạo`
_NEAR_VENUE = 2  # parts between the time and the place of a meeting
_MORE_THAN_A_TIME = 12  # characters beside a date: the line says more


class Labels:
    """Reads label lines into the notes."""

    def __init__(self, paper: Paper, sentences: Sentences, notes: Notes, times: Times) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions
        self.sentences, self.notes, self.times = sentences, notes, times
        self.read_already: set[int] = set()
        self.days: dict[int, list[int]] = {}  # of the last item of a list of days: all of them

    def time(self, index: int, end: int) -> bool:
        """`Thời gian hoàn thành trước ngày 31 tháng 12 năm 2025.`: a line that only says by when the task above is due."""
        words = roles.time_words().match(self.low, self.parts[index].body, end)
        goal = self._task_above(index) if words else None
        if words is None or goal is None:
            return False
        found = dates.find(self.low, words.end(), end, self.paper.issued, self.paper.year, label=True)
        said = sum(when.end - when.start for when in found)
        if not found or end - words.end() - said > _MORE_THAN_A_TIME:
            return False
        for stated in self._stated(index, goal):
            self._due(stated, words.end(), end)
        return True

    def label(self, index: int, label: re.Match[str], end: int) -> bool:
        """`- Cơ quan thực hiện: …`: says of the task above who has it, or by when. False: no label after all."""
        role = roles.label_role(label["words"])
        part = self.parts[index]
        if role in ("task", "other", ""):
            return role == "other" and self._labelled(index)
        goal = self._task_above(index)
        if role == "time" and self._is_meeting(index, label, end):
            return True
        if role == "time":
            below = self._times_below(index) if label.end() >= end and goal is not None else []
            for stated in self._stated(index, goal):
                self._due(stated, label.end(), end)
                for part_below in below:
                    self._due(stated, self.parts[part_below].body, self.parts[part_below].end)
            if goal is None and not self.paper.strict and roles.anywhere("label_due").search(label["words"]):
                for when in dates.find(self.low, label.end(), end, self.paper.issued, self.paper.year, label=True):
                    self.notes.deadline(when, None)
                return True
            return goal is not None
        first, last = self.paper.within(label.end(), end)
        if first == last:
            if label.end() >= end and part.kind == "number":
                return False
            if label.end() >= end and index + 1 < len(self.parts):
                return self._label_below(index, label, role, goal)
            if goal is not None and (own := self._of_issuer(index, label, role, end)):
                for stated in self._stated(index, goal):
                    self._assign_to(stated, [own])
                return True
            if label.end() < end:
                self.notes.unknown_body(label.end(), end)
            return goal is not None
        if goal is None:
            return False
        words = self.paper.printed(label.start("words"), label.end("words"))
        given = self._label_value(label.end(), end, role, words, first, last)
        place = (Span(part.start, end),)
        for stated in self._stated(index, goal):
            self._assign_to(stated, [replace(g, place=place) for g in given])
        return True

    def _is_meeting(self, index: int, label: re.Match[str], end: int) -> bool:
        """`Thời gian: 14 giờ, ngày 14/6` beside `Địa điểm: …`: when people meet, and nothing that is due."""
        if roles.anywhere("label_due").search(label["words"]) or not dates.begins_by_clock(self.low, label.end(), end):
            return False
        beside = self.parts[max(0, index - _NEAR_VENUE) : index + _NEAR_VENUE + 1]
        return any(roles.anywhere("venue").match(self.low, part.body) for part in beside) or bool(
            roles.anywhere("venue").search(self.low, label.end(), end)
        )

    def states(self, index: int, end: int) -> bool:
        """Does a paragraph state a task and name those who have it behind it, as labels or in brackets?"""
        return self.inside(index, end) or self.bracketed(index, end) or self.in_pieces(index, end)

    def inside(self, index: int, end: int) -> bool:
        """`Số hóa hồ sơ. Chủ trì: Sở Tư pháp. Phối hợp: Công an tỉnh. Thời gian: Quý III/2026.`: a task and its labels in one paragraph."""
        part = self.parts[index]
        labels = self._labels_inside(part.body, end)
        if not labels or all(roles.label_role(label["words"]) != "lead" for label in labels):
            return False
        stops = [*(label.start() for label in labels[1:]), end]
        begin, stop = self._task_inside(part.body, labels, stops)
        said = sum(c.isalpha() for c in self.low[begin:stop])
        goals = self._stated(index, self._task_above(index)) if not said else []
        if (said < FEWEST_LETTERS) if said else (len(labels) < 2 or not goals):
            return False
        values = [self._inside_value(label, stop) for label, stop in zip(labels, stops, strict=True)]
        if not any(given.role == "lead" for value in values for given in value):
            return False
        if said:
            self.notes.find_due(self.notes.new_task(index, begin, stop))
            goals = [index]
        for goal in goals:
            self._assign_to(goal, [given for value in values for given in value])
            for label, stop in zip(labels, stops, strict=True):
                if roles.label_role(label["words"]) == "time":
                    self._due(goal, label.end(), stop)
        return True

    def bracketed(self, index: int, end: int) -> bool:
        """`Đề án sắp xếp các đơn vị sự nghiệp (Ban Tổ chức Tỉnh ủy chuẩn bị).`: an item that ends with who sees to it, in brackets; a name alone, also
        behind a colon, where an item beside it has such a word.
        """
        held = self._held(index, end)
        if held is None:
            return False
        start, named, acts = held
        part = self.parts[index]
        if self.low[start] == ":" and (acts is not None or roles.label().match(self.low, part.body, end)):
            return False  # a clause of its own, or a label
        timed = self.low[start] == "(" and dates.find(
            self.low, start, end, self.paper.issued, self.paper.year, label=True
        )
        orders = bool(timed) and roles.imperative().match(self.low, part.body) is not None
        shared = self._shares_out(part)
        said = acts is not None or orders or shared
        if not said and not any(self._is_held_so(other, start) for other in self._beside(index)):
            return False  # a name alone may only say what another word means
        if not shared and not has_letters(self.low[part.body : start], FEWEST_LETTERS):
            return False
        explains = len(self.low[:start].rstrip()) in self.paper.ends  # which body another name means
        if not acts and (explains or self.sentences.subject(part.body, start)):
            return False
        task, before = self.notes.new_task(index, part.body, start), len(self.notes.deadlines)
        self.notes.find_due(task)
        for when in timed or ():
            self.notes.deadline(when, task)
        if len(self.notes.deadlines) == before and (above := self.times.above(index)):
            self.notes.deadline(above, task, inferred=True)
        words = self.paper.printed(acts.start(), acts.end()) if acts else None
        basis = "words" if words else "heading"
        self._assign_to(index, [Given(m, "lead", words, basis, (Span(start, end),)) for m in named])
        return True

    def _shares_out(self, part: Part) -> bool:
        """`1. Phân công cơ quan chủ trì các dự án:` above `- Dự án 1: Sở Y tế.`: does the lead-in say that those named in its list lead?"""
        if part.parent < 0:
            return False
        above = self.parts[part.parent]
        end = self.paper.stop(above)
        return self.low[end - 1] == ":" and roles.anywhere("after").search(self.low, above.body, end) is not None

    def _held(self, index: int, end: int, loose: bool = False) -> tuple[int, list[int], re.Match[str] | None] | None:
        """The bracket, or what is behind a colon, with which an item ends: where it begins, the bodies named in it, and the word that says what they do;
        None where it holds more; `loose`: behind that word it may.
        """
        close = end
        while self.low[close - 1] in ".; ":
            close -= 1
        part, bracket = self.parts[index], self.low[close - 1] == ")"
        start = self.low.rfind("(" if bracket else ": ", part.body, close)
        stop = close - 1 if bracket else close
        first, last = self.paper.within(start, stop)
        if start <= part.body or first == last:
            return None
        if not roles.leaders().fullmatch(self.low, start + 1, self.mentions[first].start):
            return None
        members, rest = self.paper.listed(first, stop)
        acts = roles.anywhere("sees_to").match(self.low, self.sentences.skip(rest, stop), stop)
        told = self.low[acts.end() if acts else rest : stop].strip()
        if told and bracket and self._only_when(acts.end() if acts else rest, stop):
            told = ""  # `(Phòng Tổ chức - Hành chính; hoàn thành trong quý II/2024)`
        return None if told and not (loose and acts) else (start, members, acts)

    def _only_when(self, start: int, end: int) -> bool:
        """Is it nothing but a time by which something is due?"""
        found = dates.find(self.low, start, end, self.paper.issued, self.paper.year, label=True)
        if len(found) != 1 or self.low[found[0].end : end].strip():
            return False
        before = self.low[start : found[0].start].strip(" ,;:–-")
        return not before or roles.label_role(before) == "time"

    def in_pieces(self, index: int, end: int) -> bool:
        """`Xây dựng 02 sản phẩm OCOP. (Đảng ủy xã lãnh đạo; Phòng Kinh tế tham mưu; xong trong năm 2027)`: an item that ends with a bracket of clauses, each
        of a body and what it does, or of a time.
        """
        close = end
        while self.low[close - 1] in ".; ":
            close -= 1
        part = self.parts[index]
        start = self.low.rfind("(", part.body, close) if self.low[close - 1] == ")" else -1
        if start <= part.body or self.low.find(";", start, close) < 0:
            return False
        if not has_letters(self.low[part.body : start], FEWEST_LETTERS) or self.sentences.subject(part.body, start):
            return False
        given: list[Given] = []
        times: list[dates.When] = []
        at = start + 1
        for piece in self.low[at : close - 1].split(";"):
            stop = at + len(piece)
            if self._only_when(at, stop):
                times += dates.find(self.low, at, stop, self.paper.issued, self.paper.year, label=True)
            elif some := self._piece(at, stop):
                given += [replace(one, place=(Span(start, close),)) for one in some]
            else:
                return False
            at = stop + 1
        if not any(one.role == "lead" for one in given):
            return False
        task = self.notes.new_task(index, part.body, start)
        self.notes.find_due(task)
        for when in times:
            self.notes.deadline(when, task)
        self._assign_to(index, given)
        return True

    def _piece(self, start: int, end: int) -> list[Given]:
        """A clause of a bracket that names bodies and at once what they do; none where it says more."""
        first, last = self.paper.within(start, end)
        if first == last or not roles.leaders().fullmatch(self.low, start, self.mentions[first].start):
            return []
        members, rest = self.paper.listed(first, end)
        at = self.sentences.skip(rest, end)
        helps = roles.anywhere("partner").match(self.low, at, end)
        acts = helps or roles.anywhere("sees_to", "after", "guides").match(self.low, at, end)
        if acts is None or members[-1] + 1 < last or end - acts.end() > _LONGEST_PIECE:
            return []
        words, role = self.paper.printed(acts.start(), acts.end()), "coordinate" if helps else "lead"
        return [Given(member, role, words, "words") for member in members]

    def _is_held_so(self, other: int, start: int) -> bool:
        """Does an item end as the one does whose bracket or colon stands at `start`; where it is a colon, with a word that says what they do?"""
        held = self._held(other, self.paper.stop(self.parts[other]), loose=True)
        return (
            held is not None
            and self.low[held[0]] == self.low[start]
            and (self.low[start] == "(" or held[2] is not None)
        )

    def _beside(self, index: int) -> list[int]:
        """The items right before and behind one of a list."""
        part, found = self.parts[index], []
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.parts) and self.parts[at].parent >= index:
                at += step
            if 0 <= at < len(self.parts) and self.parts[at].kind == part.kind and self.parts[at].parent == part.parent:
                found.append(at)
        return found

    def _task_inside(self, start: int, labels: list[re.Match[str]], stops: list[int]) -> tuple[int, int]:
        """What is to be done: the words before the first label, or behind `Nội dung:` where a paragraph begins with its labels."""
        if labels[0].start() == start:
            for label, stop in zip(labels, stops, strict=True):
                if roles.label_role(label["words"]) == "task":
                    return label.end(), stop
        return start, labels[0].start()

    def _labels_inside(self, start: int, end: int) -> list[re.Match[str]]:
        """The labels of a paragraph, each where a sentence or a member of a list begins."""
        if self.low.find(":", start, end) < 0:
            return []
        found: list[re.Match[str]] = []
        for place in (start, *(mark.end() for mark in _INSIDE.finditer(self.low, start, end))):
            label = roles.label().match(self.low, place, end)
            if label and found and place < found[-1].end():
                if found[-1]["more"].strip():
                    found[-1] = label  # `Chủ trì, phối hợp với các bộ: …` names those with whom
            elif label:
                found.append(label)
        return found

    def _inside_value(self, label: re.Match[str], stop: int) -> list[Given]:
        """The bodies that a label inside a paragraph names."""
        role = roles.label_role(label["words"])
        first, last = self.paper.within(label.end(), stop)
        if role not in ("lead", "coordinate") or first == last:
            return []
        words = self.paper.printed(label.start("words"), label.end("words"))
        place = (Span(label.start(), label.start() + len(self.low[label.start() : stop].rstrip(" *-–\n"))),)
        return [replace(given, place=place) for given in self._label_value(label.end(), stop, role, words, first, last)]

    def _of_issuer(self, index: int, label: re.Match[str], role: str, end: int) -> Given | None:
        """`- Đơn vị chủ trì: Đồng chí Phó Chủ tịch Thường trực`: an official, who can only be one of the issuer."""
        if (found := self.paper.of_issuer(label.end(), end)) is None:
            return None
        issuer, title = found
        body = self.mentions[issuer]
        return Given(
            issuer, role, self.paper.printed(label.start("words"), label.end("words")), "words",
            (Span(body.start, body.end), Span(self.parts[index].start, end)), why="of-issuer", official=title,
        )  # fmt: skip

    def _label_value(self, start: int, end: int, role: str, words: str, first: int, last: int) -> list[Given]:
        """The bodies of a label's value: one list, or `X chủ trì, phối hợp với Y`."""
        members, rest = self.paper.listed(first, end, loose=True)
        if self.low[start : self.mentions[first].start].strip(" *-") and not roles.between().fullmatch(
            self.low[start : self.mentions[first].start].strip(" *-")
        ):
            with_first = roles.at_end("with").search(self.low[start : self.mentions[first].start])
            if with_first:
                members = []
        acts = roles.anywhere("after").search(self.low, rest, min(end, rest + 30)) if members else None
        printed = self.paper.printed(acts.start(), acts.end()) if acts else words
        given = [Given(member, role, printed, "words") for member in members]
        helps = roles.anywhere("joins_in", "partner").match(self.low, self.sentences.skip(rest, end), end)
        if role == "lead" and helps and (behind := self._behind_lead(members)):
            said = self.paper.printed(helps.start(), helps.end())
            given[behind:] = [replace(one, role="coordinate", words=said) for one in given[behind:]]
        for a, b in self.sentences.units(start, end)[
            1:
        ]:  # `Sở Nội vụ chủ trì tham mưu …; Sở Tư pháp và các sở thực hiện`
            first, last = self.paper.within(a, b)
            if (
                role == "lead"
                and first < last
                and first not in members
                and not self.low[a : self.mentions[first].start].strip(" *-")
            ):
                more, after = self.paper.listed(first, b)
                helps = roles.anywhere("with", "joins_in").match(self.low, self.sentences.skip(after, b))
                words = self.paper.printed(helps.start(), helps.end()) if helps else words
                given += [Given(member, "coordinate" if helps else role, words, "words") for member in more]
        return self.sentences.with_partners(Stretch(start, end, given, True, rest))

    def _behind_lead(self, members: list[int]) -> int:
        """`Sở Y tế chủ trì, Công an tỉnh cùng tham gia`: the place in a list of the first behind the word that makes those before it lead; 0 where there is none."""
        for place, (one, two) in enumerate(itertools.pairwise(members), 1):
            if roles.at_end("after", r"\s*,\s*").search(self.low[self.mentions[one].end : self.mentions[two].start]):
                return place
        return 0

    def _label_below(self, index: int, label: re.Match[str], role: str, goal: int | None) -> bool:
        """A label with nothing behind it: its bodies are on the lines below."""
        words = self.paper.printed(label.start("words"), label.end("words"))
        title = Span(self.parts[index].start, label.end())
        for below in range(index + 1, len(self.parts)):
            part = self.parts[below]
            if part.parent != index and not (part.parent == self.parts[index].parent and part.kind in ("plus", "text")):
                break
            end = self.paper.stop(part)
            first, last = self.paper.within(part.body, end)
            if first == last or self.mentions[first].start > part.body + 3:
                continue
            given = self._label_value(part.body, end, role, words, first, last)
            says_more = has_letters(self.low[self.mentions[last - 1].end : end], 2 * FEWEST_LETTERS + 1)
            if goal is not None and not says_more:
                for stated in self._stated(index, goal):
                    self._assign_to(stated, [replace(g, place=(title, Span(part.start, end))) for g in given])
                self.read_already.add(below)
        return True

    def _times_below(self, index: int) -> list[int]:
        """`Thời gian thực hiện:` above `- Xây dựng kế hoạch: Quý II/2014`: bullets that name a time."""
        found = []
        for below in itertools.takewhile(lambda i: self.parts[i].kind in LISTED, range(index + 1, len(self.parts))):
            part = self.parts[below]
            first, last = self.paper.within(part.body, part.end)
            if (
                first < last
                or part.end - part.body > TITLE_LENGTH
                or not dates.find(self.low, part.body, part.end, self.paper.issued, self.paper.year, label=True)
            ):
                break
            found.append(below)
        self.read_already.update(found)
        return found

    def _labelled(self, index: int) -> bool:
        """Does a label line stand beside this one?"""
        for other in (index - 1, index + 1):
            if 0 <= other < len(self.parts):
                part = self.parts[other]
                if roles.label().match(self.low, part.body, part.end):
                    return True
        return False

    def _task_above(self, index: int) -> int | None:
        """The part that a label line speaks of: the nearest above that is no label."""
        at = self._over_labels(index - 1, index)
        last = at - 12
        while at >= 0 and at > last:
            part = self.parts[at]
            if part.zone != "body" or part.kind == "row":
                return None
            label = roles.label().match(self.low, part.body, part.end)
            if not label or (roles.label_role(label["words"]) == "task" and label.end() < part.end):
                return at
            if roles.label_role(label["words"]) == "task":
                return at + 1 if at + 1 < index else at
            at = self._over_labels(at - 1, index)
        return None

    def _over_labels(self, at: int, index: int) -> int:
        """The part above, or the label beside a line under which it stands (`b) Nội dung báo cáo:` above `c) Thời gian báo cáo: …`)."""
        beside = at
        while beside > self.parts[index].parent and self.parts[beside].parent != self.parts[index].parent:
            beside = self.parts[beside].parent
        part = self.parts[beside]
        if beside in (at, self.parts[index].parent) or beside < 0:
            return at
        label = roles.label().match(self.low, part.body, part.end)
        return beside if label and roles.label_role(label["words"]) == "other" else at

    def _stated(self, index: int, goal: int | None) -> list[int]:
        """The parts whose tasks a label line speaks of: the one above; all bullets under `Nhiệm vụ:`; the item whose bullets only say more of it;
        all of a list of days.
        """
        if goal is None:
            return []
        if len(days := self._days(goal)) > 1:
            return days
        above, parent = self.parts[goal], self.parts[goal].parent
        if above.kind not in ("bullet", "plus") or parent < 0:
            return [goal]
        if goal in self.notes.at_part:
            return self._with_those_above(index, goal)
        head = roles.label().match(self.low, self.parts[parent].body, self.parts[parent].end)
        if head and roles.label_role(head["words"]) == "task" and head.end() >= self.paper.stop(self.parts[parent]):
            return [
                i
                for i in range(parent + 1, goal + 1)
                if self.parts[i].parent == parent and self.parts[i].kind == above.kind
            ]
        if self.parts[index].parent != parent or self.parts[parent].kind not in ("number", "letter"):
            return [goal]
        below = itertools.takewhile(
            lambda i: self.parts[i].parent >= parent, range(parent + 1, min(len(self.parts), index + 60))
        )
        labels = [
            bool(roles.label().match(self.low, self.parts[i].body, self.parts[i].end))
            for i in below
            if self.parts[i].parent == parent
        ]
        one_task = labels.index(True) if True in labels else 0
        return [parent] if one_task and all(labels[one_task:]) else [goal]

    def _with_those_above(self, index: int, goal: int) -> list[int]:
        """`- Vụ Pháp chế …`, `- Kho bạc Nhà nước …` above `Thời gian thực hiện: Quý I`, a line that is no item of their list: all of the list, as far as
        no label parts it.
        """
        found, last = [goal], self.parts[goal]
        label = roles.time_words().match(self.low, self.parts[index].body, self.parts[index].end)
        if self.parts[index].kind != "text" or label is None:
            return found
        for at in range(goal - 1, last.parent, -1):
            part = self.parts[at]
            if part.kind != last.kind or part.parent != last.parent or not self.notes.at_part.get(at):
                break
            found.insert(0, at)
        return found

    def _days(self, goal: int) -> list[int]:
        """`1. Ngày 05/7: Khai mạc` above `2. Ngày 10/7: Bế mạc` above labels: the items of a list of days, the last of which the labels stand under."""
        if goal not in self.days:
            last = self.parts[goal]
            found = [goal]
            if last.marker and self.paper.opening_day(last.body, last.end):
                for at in range(goal - 1, -1, -1):
                    part = self.parts[at]
                    beside = part.kind == last.kind and part.parent == last.parent
                    if not beside or at in self.notes.at_part or not self.paper.opening_day(part.body, part.end):
                        break
                    found.insert(0, at)
            self.days[goal] = found
        return self.days[goal]

    def _assign_to(self, index: int, given: list[Given]) -> None:
        """Gives the task that a part states to bodies named elsewhere."""
        made = self.notes.at_part.get(index)
        if not made:
            part = self.parts[index]
            label = roles.label().match(self.low, part.body, part.end)
            start = label.end() if label and roles.label_role(label["words"]) == "task" else part.body
            made = [self.notes.new_task(index, start, self.paper.stop(part))]
            self.notes.find_due(made[0])
        for task in made:
            self.notes.claim(task, given, None)

    def _due(self, index: int, start: int, end: int) -> None:
        """A time label: every date in it is a deadline of the task above."""
        found = dates.find(self.low, start, end, self.paper.issued, self.paper.year, label=True)
        if not found:
            self.notes.undated((Span(start, end),))
        for when in found:
            if index not in self.notes.at_part:
                self.notes.waiting.setdefault(index, []).append(when)
            for task in self.notes.at_part.get(index, []):
                self.notes.deadline(when, task)
