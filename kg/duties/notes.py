"""What was found of tasks, who has them and by when, as it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kg import structure
from kg.compiled import compiled
from kg.duties.paper import DOTS, LONG, Given, Paper
from kg.duties.sentences import Sentences
from kg.model import Claim, Deadline, Issue, Span, Target, Task
from kg.recognise import dates, roles, targets
from kg.recognise.agencies.collecting import SHORT
from kg.text import fold, has_letters

_LONG_AGO = 400  # days
_FEWEST_OF_TIME = 3  # letters


class Duties(Struct, frozen=True, kw_only=True):
    """What one file says of duties; `claims` are of kind assigns, from the own document (0) to a body (index of the bodies)."""

    tasks: tuple[Task, ...] = ()
    claims: tuple[Claim, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    issues: tuple[Issue, ...] = ()


_NOTED = compiled(r"\s*\((?P<role>[^()]{3,30})\)")
_LONGEST_NAME = 80  # characters of the name of a body that is not known


class Notes:
    """Tasks, claims, deadlines and issues of one paper, in the order in which they were found."""

    def __init__(self, paper: Paper, sentences: Sentences) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions
        self.sentences = sentences
        self.tasks: list[Task] = []
        self.claims: list[Claim] = []
        self.deadlines: list[Deadline] = []
        self.issues: list[Issue] = []
        self.at_part: dict[int, list[int]] = {}  # tasks by part
        self.waiting: dict[int, list[dates.When]] = {}  # times of a part that no body has been named for yet

    def duties(self) -> Duties:
        """All of it in text order, with the targets. A figure in a law or a decree is a bound or a share, and no result to reach."""
        issued = self.paper.issued.year if self.paper.issued else None
        results = (
            [] if self.paper.rules else targets.find(self.doc, self.tasks, self.paper.session, issued, self.paper.title)
        )
        return _ordered(self.tasks, self.claims, self.deadlines, results, self.issues)

    def unknown_body(self, start: int, end: int) -> None:
        """Says that a body is named there that is not known, so that what it has to do has no owner; not of what can be no name
        (`Chủ trì cuộc họp: ông (bà) ……`, `500.000 đồng`, `Xây dựng cơ chế`).
        """
        words = self.doc.text[start:end]
        if (
            words[:1].isupper()
            and not any(dots in words for dots in DOTS)
            and not roles.imperative().match(self.low, start)
        ):
            self.issues.append(Issue(start=start, end=end, code="unknown-body", detail=words[:_LONGEST_NAME]))

    def undated(self, pieces: Sequence[Span]) -> None:
        """Says that a time is given there, in a cell or behind a label, from which no day follows (`Sau 02 năm thực hiện`); not of what says so itself
        (`Thường xuyên`), of forms to be filled in, or in papers that set rules.
        """
        words = " ".join(self.doc.text[piece.start : piece.end] for piece in pieces)
        said = fold(words)
        if self.paper.strict or any(dots in words for dots in DOTS) or dates.is_dayless(said):
            return
        if has_letters(said, _FEWEST_OF_TIME):
            detail = " ".join(words.split()).strip(" *.;|")[:_LONGEST_NAME]
            self.issues.append(Issue(start=pieces[0].start, end=pieces[-1].end, code="undated", detail=detail))

    def new_task(self, index: int, start: int, end: int) -> int:
        """Writes down a task and returns its number."""
        while end > start and self.low[end - 1] in " *\n":
            end -= 1
        self.tasks.append(Task(start=start, end=end, section=structure.section_path(self.parts, index)))
        number = len(self.tasks) - 1
        self.at_part.setdefault(index, []).append(number)
        for when in self.waiting.pop(index, []):
            self.deadline(when, number)
        return number

    def leave_waiting(self) -> None:
        """Times of parts that nobody was named for are the paper's own."""
        for when in (when for some in self.waiting.values() for when in some):
            self.deadline(when, None)

    def claim(self, task: int, given: list[Given], stretch: tuple[int, int] | None) -> None:
        """Gives a task to bodies; `stretch`: the words of the task name them, None where only their own places do."""
        for one in map(self._as_noted, given):
            mention = self.mentions[one.mention]
            where = Span(self.tasks[task].start, self.tasks[task].end)
            if where.end - where.start > LONG:
                where = self.sentences.sentence(
                    mention.start if where.start <= mention.start < where.end else where.start, where
                )
            evidence = (*one.place, where) if stretch or not one.place else one.place
            if not any(span.start <= mention.start < span.end for span in evidence):
                evidence = (Span(mention.start, mention.end), *evidence)
            self.claims.append(
                Claim(
                    kind="assigns", subject=0, object=mention.entity, evidence=tuple(sorted(evidence)), rule=f"{one.basis}:{one.role}", task=task,
                    role=one.role, words=" ".join(one.words.split()) if one.words else None, basis=one.basis, official=one.official or self.paper.officials[one.mention],
                    why=one.why or ("short-name" if mention.rule == SHORT else ""),
                )
            )  # fmt: skip

    def _as_noted(self, given: Given) -> Given:
        """`Trường Đại học Khoa học (phối hợp)`: the role of one of a list that stands in brackets behind its name."""
        noted = _NOTED.match(self.low, self.mentions[given.mention].end)
        role = roles.label_role(noted["role"]) if noted else ""
        if noted is None or role not in ("lead", "coordinate") or role == given.role:
            return given
        words = self.paper.printed(noted.start("role"), noted.end("role"))
        return replace(given, role=role, words=words, basis="words")

    def find_due(self, task: int, after: int = 0, firm: bool = False) -> None:
        """The dates in the words of a task, from `after` on; `firm`: only those by which the words say that something is done."""
        where, before = self.tasks[task], len(self.deadlines)
        for when in dates.find(self.low, max(where.start, after), where.end, self.paper.issued, self.paper.year):
            if when.due and not self.long_ago(when) and (not firm or dates.is_firm(self.low, where.start, when)):
                self.deadline(when, task)
        opening = self.paper.opening_day(where.start, where.end) if after <= where.start and not firm else None
        found = any(one.start == opening.start for one in self.deadlines[before:]) if opening else True
        if opening and not found and not self.long_ago(opening):
            self.deadline(opening, task)

    def long_ago(self, when: dates.When) -> bool:
        """Was it due more than a year before the paper was issued (`đất sử dụng trước ngày 01 tháng 7 năm 2004`)?"""
        if self.paper.issued is None or when.not_after is None:
            return False
        return when.not_after < (self.paper.issued - timedelta(days=_LONG_AGO)).isoformat()

    def deadline(self, when: dates.When, task: int | None, inferred: bool = False) -> None:
        """Writes down a date, and an issue where no day follows from the words: one that only lacks its year is kept as it is printed. `inferred`:
        it stands above the task, not in its words."""
        if self.paper.is_cited(when):
            return
        if when.fault:
            words = self.doc.text[when.start : when.end]
            self.issues.append(Issue(start=when.start, end=when.end, code=when.fault, detail=words))
            if not (when.due and when.fault == dates.NO_YEAR):
                return
        self.deadlines.append(
            Deadline(
                start=when.start,
                end=when.end,
                task=task,
                not_before=when.not_before,
                not_after=when.not_after,
                rrule=when.rrule,
                relative=when.relative,
                inferred=inferred or when.inferred,
            )
        )


def _ordered(
    tasks: list[Task], claims: list[Claim], deadlines: list[Deadline], goals: list[Target], issues: list[Issue]
) -> Duties:
    """Everything in text order, tasks renumbered."""
    order = sorted(range(len(tasks)), key=lambda number: (tasks[number].start, tasks[number].end, number))
    place = {number: at for at, number in enumerate(order)}
    moved = {replace(claim, task=place[claim.task or 0]) for claim in claims}
    due = {replace(one, task=None if one.task is None else place[one.task]) for one in deadlines}
    hit = {replace(one, task=None if one.task is None else place[one.task]) for one in goals}
    return Duties(
        tasks=tuple(tasks[number] for number in order),
        claims=tuple(sorted(moved, key=_claim_order)),
        deadlines=tuple(sorted(due, key=_deadline_order)),
        targets=tuple(sorted(hit, key=_target_order)),
        issues=tuple(sorted(set(issues))),
    )


def _claim_order(claim: Claim) -> tuple[Any, ...]:
    who, how = (claim.object, claim.role or "", claim.words or ""), (claim.rule, claim.basis or "", claim.why)
    return (claim.task or 0, claim.evidence, *who, claim.official or "", *how)


def _deadline_order(one: Deadline) -> tuple[Any, ...]:
    days = (one.not_after or "", one.rrule or "", one.not_before or "", one.relative or ("", ""))
    return (*_place_order(one), *days, one.inferred)


def _target_order(one: Target) -> tuple[Any, ...]:
    return (*_place_order(one), one.due or "", one.value or "", one.unit or "")


def _place_order(one: Deadline | Target) -> tuple[int, int, int]:
    return one.start, one.end, -1 if one.task is None else one.task
