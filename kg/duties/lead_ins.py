"""Lead-ins that address bodies for whole lists and sections, and what stands below without a subject of its own."""

from __future__ import annotations

from collections.abc import Container, Iterator

from msgspec.structs import replace

from kg.duties.clauses import LONGEST_SENTENCE
from kg.duties.notes import Notes
from kg.duties.paper import FEWEST_LETTERS, LISTED, SECTIONS, TITLE_LENGTH, Given, Paper, Stretch
from kg.duties.sentences import Sentences
from kg.duties.times import Times
from kg.model import Span
from kg.recognise import dates, roles, targets
from kg.structure import upwards
from kg.text import has_letters

_LONGEST_ORDER = 120  # characters of `yêu cầu tập trung thực hiện một số nội dung sau:`
_NAME_LENGTH = 70  # of an office in a list of offices


class LeadIns:
    """The lead-ins of a paper, with by when what stands below them is due."""

    def __init__(self, paper: Paper, sentences: Sentences, notes: Notes, times: Times) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions
        self.sentences, self.notes, self.times = sentences, notes, times
        self.addressed: list[tuple[int, list[Given]]] = []  # lead-ins to whole sections, with the part they stand in
        self.lead_due: dict[Span, list[dates.When]] = {}  # of a lead-in: by when what stands below is due
        self.used_due: set[Span] = set()

    def assesses(self, index: int) -> bool:
        """Does it stand under a title such as `Đánh giá chung`?"""
        for at in upwards(self.parts, index):
            part = self.parts[at]
            title = part.end - part.body < TITLE_LENGTH and self.low[self.paper.stop(part) - 1] not in ".;"
            if title and roles.anywhere("assessment").match(self.low, part.body):
                return True
        return False

    def due_of_lead_in(self, place: Span, start: int, end: int) -> None:
        """`Các Bộ: Tài chính, Y tế khắc phục các bất cập, hoàn thành trong tháng 11 năm 2025, cụ thể:` holds for the items below."""
        due = [
            w
            for w in dates.find(self.low, start, end, self.paper.issued, self.paper.year)
            if w.due and dates.is_firm(self.low, start, w) and not self.notes.long_ago(w)
        ]
        if due:
            self.lead_due[place] = due

    def sections_follow(self, index: int) -> bool:
        """Do numbered sections begin right below?"""
        return index + 1 < len(self.parts) and self.parts[index + 1].kind in ("number", "roman", "capital")

    def task(
        self,
        index: int,
        start: int,
        end: int,
        given: list[Given],
        inherited: list[Given] | None = None,
        after: int = 0,
        firm: bool = False,
    ) -> None:
        """Writes down a task; `inherited`: the bodies of the lead-in, whose date holds where it has none; `after`: where its dates begin.

        `firm`: only dates by which the words say that something is done.
        """
        if end - start < 40 and not has_letters(self.low[start:end], FEWEST_LETTERS):
            return
        listed = self.paper.strict and self.low[end - 1] == ";" and all(g.basis == "subject" for g in given)
        if (listed or all(g.basis == "heading" for g in given)) and (
            self._office(index) or self._office(self.parts[index].parent + 1)
        ):
            return  # one of the offices of a list
        before = len(self.notes.deadlines)
        number = self.notes.new_task(index, start, end)
        self.notes.claim(number, given, (start, end))
        self.notes.find_due(number, after, firm)
        if self.lead_due and len(self.notes.deadlines) == before:
            for place in dict.fromkeys(place for one in inherited or [] for place in one.place):
                for when in self.lead_due.get(place, []):
                    self.used_due.add(place)
                    self.notes.deadline(when, number, inferred=True)
        if len(self.notes.deadlines) == before and (above := self.times.above(index)):
            self.notes.deadline(above, number, inferred=True)

    def _office(self, index: int) -> bool:
        """`Bệnh viện đa khoa Đức Giang;`: the name of an office, with no word of what it is to do."""
        part = self.parts[index]
        return (
            part.kind != "row"
            and part.end - part.body < _NAME_LENGTH
            and self.low.startswith(roles.words("unit"), part.body)
        )

    def address(self, index: int) -> None:
        """`Ủy ban nhân dân tỉnh yêu cầu các sở … thực hiện các nội dung sau:` before the first item."""
        part = self.parts[index]
        end = self.paper.stop(part)
        if self.low[end - 1 : end] != ":":
            return
        for a, b in reversed(self.sentences.units(part.body, end)):
            if any(roles.anywhere(use).match(self.low, a) for use in ("past", "closing")):
                return
            subject = self.sentences.subject(a, b) or self.sentences.urged(a, b)
            if subject is None and (recipients := self.of_recipients(a, b)):
                self.addressed.append((index, recipients))
                self.due_of_lead_in(recipients[0].place[0], a, b)
                return
            if subject:
                self.addressed.append((index, [replace(g, place=(Span(a, b),)) for g in subject[0]]))
                self.due_of_lead_in(Span(a, b), subject[1], b)
                return
            if self.low[part.body : a].rstrip().endswith("."):
                return  # what an earlier sentence tells is no lead-in

    def of_recipients(self, start: int, end: int) -> list[Given]:
        """`Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:` above a list: those to whom the paper is sent, where it names nobody else."""
        if not self.paper.recipients:
            return []
        orders = list(roles.anywhere("before").finditer(self.low, max(start, end - _LONGEST_ORDER), end))
        if not orders:
            return []
        told = orders[-1]
        first, last = self.paper.within(told.end(), end)
        before = self.low[start : told.start()].rstrip(" *\n")
        speaker = self.paper.ends.get(start + len(before))
        spoken = before[-1:] in ("", ",") or (speaker is not None and self.paper.speaks([speaker]))
        if first < last or not spoken:
            return []
        return self.those_sent_to((Span(start, end),), self.paper.printed(told.start(), told.end()))

    def those_sent_to(self, place: tuple[Span, ...], words: str | None = None) -> list[Given]:
        """The bodies to which the paper is sent, as those who must do what stands in a place."""
        named = ((m, self.mentions[m]) for m in self.paper.recipients)
        basis = "words" if words else "subject"
        return [Given(m, "lead", words, basis, (*place, Span(one.start, one.end)), why="sent-to") for m, one in named]

    def generally(self, loose: list[int], headings: Container[int]) -> None:
        """Items without a subject belong to those addressed above them, where hardly any item names its own."""
        left = set(loose)
        leads: dict[int, set[int]] = {}
        for claim in self.notes.claims:
            if claim.role == "lead":
                leads.setdefault(claim.task or 0, set()).add(claim.object)
        for index, given in reversed(self.addressed):
            items = self._items_of(index, given, left, leads, headings)
            for item in items:
                start, end = self.parts[item].body, self.paper.stop(self.parts[item])
                for stretch in self.sentences.with_purpose(Stretch(start, end, given, False, start)):
                    self.task(item, stretch.start, stretch.end, self.sentences.with_partners(stretch), given)
            left.difference_update(items)
        if self.paper.strict:
            self._of_rules(sorted(left))
        else:
            self._of_the_paper(sorted(left))

    def _items_of(
        self, index: int, given: list[Given], left: set[int], leads: dict[int, set[int]], headings: Container[int]
    ) -> list[int]:
        """The items below a lead-in that say nobody; of a list whose items mostly name their own, only those that stand alone and order something."""
        last = self._scope_end(index)
        items = [
            i
            for i in sorted(left)
            if index < i < last
            and self.parts[i].kind not in ("text", "row")
            and (i in self.notes.waiting or not self.paper.names_what_follows(i, self.paper.stop(self.parts[i])))
            and not self._in_a_list_of_things(i)
        ]
        told = {self.mentions[g.mention].entity for g in given}
        own = sum(
            index < i < last and self.parts[i].kind != "text" and not told & leads.get(made[0], set())
            for i, made in self.notes.at_part.items()
            if made
        )
        if own * 4 > len(items):
            items = [
                item
                for item in items
                if self._alone(item, index, last, headings)
                and roles.imperative().match(self.low, self.parts[item].body)
            ]
        return sorted({*items, *(below for item in items for below in self._more_of(item, last, left))})

    def _of_the_paper(self, loose: list[int]) -> None:
        """Days that nobody was named for."""
        plain = not self.notes.tasks  # it may be no paper that orders anything: only what is firmly said
        for when in (w for place, due in self.lead_due.items() if place not in self.used_due for w in due):
            self.notes.deadline(when, None)
        goals = targets.under_goals(self.doc)
        given = {one.start for one in self.notes.deadlines}
        for index in loose:
            part = self.parts[index]
            for when in dates.find(self.low, part.body, part.end, self.paper.issued, self.paper.year):
                if (
                    when.due
                    and not when.relative
                    and when.start not in given
                    and not self.notes.long_ago(when)
                    and not self._over(when)
                    and (not plain or dates.is_firm(self.low, part.body, when))
                    and not self.assesses(index)
                    and index not in goals
                    and not self.times.is_heading(index)
                    and not self._told(part.body, when.start)
                ):
                    self.notes.deadline(when, None)

    def _over(self, when: dates.When) -> bool:
        """`Trong năm 1984, phong trào có tiến bộ` in a paper of 1985: a time that is over, and no last day."""
        issued = self.paper.issued
        return (
            issued is not None
            and not when.inferred
            and bool(when.not_before and when.not_after and when.not_after < issued.isoformat())
        )

    def _of_rules(self, loose: list[int]) -> None:
        """What comes back, or is allowed to a last day, in a paper that sets rules: due, though no body is known (`gửi báo cáo trước ngày 31 tháng 01
        hằng năm`). A day alone may only say which things are meant.
        """
        for index in loose:
            part = self.parts[index]
            if not dates.names_a_day(self.low, part.body, part.end):
                continue
            for when in dates.find(self.low, part.body, part.end, self.paper.issued, self.paper.year):
                firm = when.rrule and dates.is_firm(self.low, part.body, when)
                if (
                    when.due
                    and not when.relative
                    and not self.notes.long_ago(when)
                    and (firm or dates.is_latest(self.low, when))
                ):
                    self.notes.deadline(when, None)

    def _told(self, start: int, place: int) -> bool:
        """Does the sentence up to a date tell what was (`đã ban hành Công văn …, hoàn thành trước ngày …`)?"""
        start = max(start, place - LONGEST_SENTENCE)
        a = next((a for a, b in reversed(self.sentences.units(start, place)) if a < place), start)
        return bool(roles.anywhere("told").search(self.low, a, place))

    def _in_a_list_of_things(self, index: int) -> bool:
        """Does the nearest line above that is no bullet end in `gồm:`?"""
        at = index
        while at > 0 and self.parts[at].kind in ("bullet", "plus"):
            at -= 1
        return at < index and bool(
            roles.at_end("consists", r"\s*:").search(self.low[self.parts[at].body : self.paper.stop(self.parts[at])])
        )

    def _alone(self, item: int, lead_in: int, last: int, headings: Container[int]) -> bool:
        """Is it an item of the first level under a lead-in, with nothing below it, while others there have bodies of their own?"""
        first, part = self.parts[lead_in + 1], self.parts[item]
        above = part.parent
        if (
            part.kind in LISTED
            and above > lead_in
            and self.parts[above].parent == first.parent
            and self.parts[above].kind == first.kind
            and first.kind not in SECTIONS
            and above not in self.notes.at_part
            and above not in headings
        ):
            return True  # a bullet under an item that names nobody
        if part.kind != first.kind or part.parent != first.parent or part.kind in SECTIONS:
            return False
        return all(self.parts[below].kind == "text" for below in self._below(item, last))

    def _below(self, item: int, last: int) -> Iterator[int]:
        """The parts right below an item."""
        for below in range(item + 1, last):
            if self.parts[below].parent < item:
                return
            if self.parts[below].parent == item:
                yield below

    def _more_of(self, item: int, last: int, left: set[int]) -> list[int]:
        """Further paragraphs of an item that say what else is to be done (`Phối hợp chặt chẽ với các đoàn thể …`)."""
        if self.parts[item].kind in SECTIONS:
            return []
        return [
            below
            for below in self._below(item, last)
            if below in left
            and self.parts[below].kind == "text"
            and self.parts[below].end - self.parts[below].start > TITLE_LENGTH
            and roles.imperative().match(self.low, self.parts[below].body)
        ]

    def _scope_end(self, index: int) -> int:
        """The part after the last that a lead-in speaks of: the next section beside its own, or what is attached."""
        at = index + 1
        above = self.parts[index].parent
        if above >= 0 and self.parts[above].zone != "body":
            above = -1  # below the last of those a letter is sent to
        while above >= 0 and self.parts[index].kind == "text" and self.parts[above].kind in LISTED:
            above = self.parts[above].parent  # below the last of those a dispatch goes to
        listed = at < len(self.parts) and self.parts[at].kind not in SECTIONS
        while at < len(self.parts) and self.parts[at].zone == "body":
            if above >= 0 and self.parts[at].parent < above:
                break
            if listed and self.parts[at].kind in SECTIONS and self.parts[at].parent <= above:
                break
            at += 1
        return at
