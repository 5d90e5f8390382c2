"""Who must do what, by when: tasks, the bodies they are given to in which role, deadlines and targets.

A body has a task as the subject of a sentence, after a word such as `giao`, as the heading of a list, on a label line, in a cell.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from datetime import date
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from kg import grid, structure
from kg.model import Claim, Deadline, Document, Entity, Issue, Part, Span, Target, Task
from kg.recognise import dates, roles, targets
from kg.text import fold, key

_BREAK = re.compile(r"[.;](?=\s)")
_BRACKETS = re.compile(r"\([^()]*\)")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PARTED = re.compile(r"(?:[,;]|\bvà)\s*(?:các\s*)?$")
_ENUMERATED = re.compile(r"[\s*“\"]*(?:\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|[-+])?[\s*“\"(]*")
_NUMBERED = re.compile(r"[\s*]*\((?:\d{1,2}|[ivx]{1,4})\)")
_FEWEST_LETTERS = 12  # of words that say what is to be done
_NAME_LENGTH = 70  # of an office in a list of offices
_HEAD_LENGTH = 60  # of a column's title
_FIGURE = re.compile(r"[<>≥≤~ ]*\d{1,3}(?:,\d{1,3}(?: ?%)?| ?- ?\d{1,3}(?: ?%)?| ?%)")
_ROW_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?")
_LIST_BEFORE = re.compile(r"\b(?:với|của|cho|giữa|từ|đến|cùng)\s+các(?:\s+\w+){1,4},$")
_TITLE_LENGTH = 150  # a line of a list that is shorter and has lines below it names them, and is no task
_LOOK_BACK = 800
_PAGE_BREAK = 200  # characters between the two parts of one table
_LONG = 1200  # a paragraph that is longer is quoted by its sentence
_SECTIONS = frozenset(("part", "chapter", "section", "capital", "roman", "article"))
_LISTED = frozenset(("bullet", "plus", "letter"))
_UNDER_A_LINE = _LISTED | {"text"}


class HasOwn(Protocol):
    """What is asked of a header: the file's own document."""

    @property
    def own(self) -> Entity: ...


class HasMentions(Protocol):
    """What is asked of the bodies of a file: mentions in text order, the title where an official stands for his body."""

    @property
    def entities(self) -> tuple[Entity, ...]: ...
    @property
    def mentions(self) -> tuple[_Mention, ...]: ...
    @property
    def officials(self) -> tuple[str | None, ...]: ...


class _Mention(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entity(self) -> int: ...


class Duties(Struct, frozen=True, kw_only=True):
    """What one file says of duties; `claims` are of kind assigns, from the own document (0) to a body (index of the bodies)."""

    tasks: tuple[Task, ...] = ()
    claims: tuple[Claim, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    issues: tuple[Issue, ...] = ()


class Given(Struct, frozen=True):
    """A body and the role it has in a task; `place`: the stretch that names it, where that is not the task itself."""

    mention: int
    role: str
    words: str | None
    basis: str
    place: tuple[Span, ...] = ()


class Stretch(Struct, frozen=True):
    """A piece of a paragraph with one subject."""

    start: int
    end: int
    given: list[Given]
    own: bool  # it names its subject itself
    rest: int  # where the words after the subject begin


def find(doc: Document, header: HasOwn, bodies: HasMentions) -> Duties:
    """Tasks of the body of a paper, with who has them and by when. No tasks where no body is named."""
    if not bodies.mentions:
        return Duties()
    return _Reader(doc, header.own, bodies).read()


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
        claims=tuple(
            sorted(
                moved,
                key=lambda c: (
                    c.task or 0,
                    c.evidence,
                    c.object,
                    c.role or "",
                    c.words or "",
                    c.official or "",
                    c.rule,
                    c.basis or "",
                    c.inferred,
                ),
            )
        ),
        deadlines=tuple(
            sorted(
                due,
                key=lambda d: (
                    d.start,
                    d.end,
                    -1 if d.task is None else d.task,
                    d.not_after or "",
                    d.rrule or "",
                    d.not_before or "",
                    d.relative or ("", ""),
                ),
            )
        ),
        targets=tuple(
            sorted(
                hit,
                key=lambda t: (
                    t.start,
                    t.end,
                    -1 if t.task is None else t.task,
                    t.due or "",
                    t.value or "",
                    t.unit or "",
                ),
            )
        ),
        issues=tuple(sorted(set(issues))),
    )


class _Reader:
    """One pass over the paragraphs of a paper; what was read above decides who has what stands below."""

    def __init__(self, doc: Document, own: Entity, bodies: HasMentions) -> None:
        self.doc, self.low, self.parts = doc, doc.low, doc.parts
        self.bodies = bodies
        order = sorted(range(len(bodies.mentions)), key=lambda index: bodies.mentions[index].start)
        self.mentions = [bodies.mentions[index] for index in order]
        self.officials = [bodies.officials[index] for index in order]
        self.starts = [mention.start for mention in self.mentions]
        self.ends = {mention.end: index for index, mention in enumerate(self.mentions)}
        self.part_starts = [part.start for part in doc.parts]
        self.issued = date.fromisoformat(own.date) if own.date and len(own.date) == 10 else None
        self.issuer = key(own.issuer) if own.issuer else ""
        self.strict = _normative(own)
        self.functions = _tells_functions(doc, own)
        self.tasks: list[Task] = []
        self.claims: list[Claim] = []
        self.deadlines: list[Deadline] = []
        self.issues: list[Issue] = []
        self.headings: dict[int, list[Given]] = {}  # of a part with a marker: those below it have these bodies
        self.above: dict[
            int, list[Given]
        ] = {}  # of a parent: the last line under it that is a heading without a marker
        self.at_part: dict[int, list[int]] = {}  # tasks by part
        self.loose: list[int] = []  # parts that do not say who; they may still say by when
        self.addressed: list[tuple[int, list[Given]]] = []  # lead-ins to whole sections, with the part they stand in
        self.review: dict[int, bool] = {}
        self.read_already: set[int] = set()
        self.labels: dict[int, str] = {}  # of the bodies, as compared
        self.after: dict[int, list[Given]] = {}  # of a part that states a task: who goes on in the lines below it
        self.lead_due: dict[Span, list[dates.When]] = {}  # of a lead-in: by when what stands below is due
        self.used_due: set[Span] = set()
        self.waiting: dict[int, list[dates.When]] = {}  # times of a part that no body has been named for yet

    def read(self) -> Duties:
        taken = self._flat_tables()
        at, ends = 0, [*self.starts, len(self.low)]
        for index, part in enumerate(self.parts):
            while ends[at] < part.start:
                at += 1
            if part.zone == "preamble":
                self._address(index)
            elif part.zone != "body" or part.kind == "row" or index in taken:
                continue
            elif (
                ends[at] < part.end
                or self.headings
                or self.above
                or self.after
                or self.low.find(":", part.body, part.body + 90) > 0
            ):
                self._part(index, ends[at] < part.end)
            else:
                self.loose.append(index)  # nobody named yet
        for when in (when for some in self.waiting.values() for when in some):
            self._deadline(when, None)
        self._generally()
        self._tables()
        return _ordered(self.tasks, self.claims, self.deadlines, targets.find(self.doc, self.tasks), self.issues)

    # ---- paragraphs

    def _part(self, index: int, names: bool) -> None:
        """Reads a paragraph; `names`: it names a body."""
        part = self.parts[index]
        end = self._stop(part)
        if part.body >= end or index in self.read_already:
            return
        if part.kind == "text" and end - part.body < 40 and self.low[end - 1] not in ".;:/":
            self.above.pop(part.parent, None)  # scraps of a lost table, names under a signature: the list is over
        colon = self.low.find(":", part.body, part.body + 90)
        label = roles.label().match(self.low, part.body, end) if colon > 0 and part.kind not in _SECTIONS else None
        if label and self._label(index, label, end):
            return
        inherited = self._inherited(index) or self._carried(index)
        if inherited and roles.anywhere("unled").match(self.low, part.body):
            inherited = []
        if not names and not inherited:
            self.loose.append(index)
            return
        if self.strict and not inherited and not self._may_assign(index, end):
            self.loose.append(index)
            return
        if roles.anywhere("closing").match(self.low, part.body) or self._reviews(index):
            return
        start = self._answer(part.body, end)
        topic = start > part.body and not roles.anywhere("petition").match(self.low, part.body)
        stretches = self._stretches(start, end, inherited)
        if self._heading(index, end, stretches, inherited):
            return
        if roles.anywhere("past").match(self.low, part.body) or roles.anywhere("everyone").search(
            self.low, max(part.body, end - 90), end
        ):
            return
        if not any(stretch.own for stretch in stretches) and self._names_what_follows(index, end):
            return
        if stretches and stretches[-1].own:
            place = (Span(part.start, stretches[-1].rest),)
            self.after[index] = [
                Given(g.mention, "lead", None, "heading", place) for g in stretches[-1].given if g.role == "lead"
            ]
        for number, stretch in enumerate(stretches):
            if stretch.given and any(given.role == "lead" for given in stretch.given):
                begin = part.body if topic and not number else stretch.start
                self._task(index, begin, stretch.end, stretch.given, inherited, stretch.start)
            elif not inherited:
                self.loose.append(index)

    def _carried(self, index: int) -> list[Given]:
        """The bodies of `a) Vụ Pháp chế chủ trì …` for a line below it that says what else is to be done, or for the rest of a broken line."""
        part = self.parts[index]
        if part.kind == "text" and index - 1 in self.after:
            if self.doc.text[part.body].islower():
                return self.after[index - 1]
            if self._goes_with_above(index):
                self.after[index] = self.after[index - 1]
                return self.after[index]
        if part.parent not in self.after or not roles.anywhere("imperative").match(self.low, part.body):
            return []
        return self.after[part.parent]

    def _goes_with_above(self, index: int) -> bool:
        """Is it a further paragraph on what the bodies of the one above must do (`Triển khai có hiệu quả …`)?"""
        part, above = self.parts[index], self.parts[index - 1]
        if self.strict or above.kind != "text" or above.parent != part.parent or part.end - part.start <= _TITLE_LENGTH:
            return False
        return bool(roles.anywhere("imperative").match(self.low, part.body))

    def _may_assign(self, index: int, end: int) -> bool:
        """A quick look at a paragraph of a law: has it a word that gives something to do, or may it be a heading?"""
        start = self.parts[index].body
        if self.low[end - 1] == ":" or roles.anywhere("after", "entrusted").search(self.low, start, end):
            return True
        return end - start < _TITLE_LENGTH and (
            bool(roles.anywhere("before").search(self.low, start, end)) or self._bare_heading(index, end) is not None
        )

    def _reviews(self, index: int) -> bool:
        """Does the paragraph stand under a title such as `Hiện trạng`, and so tell what was?"""
        at = index
        while at >= 0:
            part = self.parts[at]
            if at not in self.review:
                self.review[at] = part.kind not in ("text", "bullet", "plus") and self._tells_what_was(part)
            if self.review[at]:
                return True
            at = part.parent
        return False

    def _assesses(self, index: int) -> bool:
        """Does it stand under a title such as `Đánh giá chung`?"""
        at = index
        while at >= 0:
            part = self.parts[at]
            if part.end - part.body < _TITLE_LENGTH and roles.anywhere("assessment").match(self.low, part.body):
                return True
            at = part.parent
        return False

    def _tells_what_was(self, part: Part) -> bool:
        """Is it a title such as `Hiện trạng`, `Mục đích`?"""
        if part.end - part.body >= _TITLE_LENGTH or self.low[part.end - 1] in ".;":
            return False
        if roles.anywhere("review").match(self.low, part.body):
            return True
        return " ".join(self.low[part.body : part.end].split()).strip(" .:*") in roles.words("purpose")

    def _answer(self, start: int, end: int) -> int:
        """Where the words begin that count: after the colon in `Về đề nghị X làm …: Bộ Y …`, whose first part is only what was asked."""
        asked = roles.anywhere("petition").match(self.low, start)
        if not asked and not roles.anywhere("topic").match(self.low, start):
            return start
        colon = self.low.find(":", start, end)
        while colon >= 0 and colon + 1 < end and not self.low[colon + 1].isspace():
            colon = self.low.find(":", colon + 1, end)
        if colon < 0 or colon + 2 >= end:
            return start
        return colon + 2 if asked or self._subject(colon + 2, self._units(colon + 2, end)[0][1]) else start

    def _stop(self, part: Part) -> int:
        end = part.end
        while end > part.body and self.low[end - 1] in " */|":
            end -= 1
        return end

    def _within(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def _inherited(self, index: int) -> list[Given]:
        """The bodies of the nearest heading above; one without a marker holds for the lines and bullets under it, not for whole sections."""
        at = index
        listed = True
        while at >= 0:
            part = self.parts[at]
            listed = listed and part.kind in _UNDER_A_LINE
            at = part.parent
            if listed and at in self.above:
                return self.above[at]
            if at in self.headings:
                return self.headings[at]
        return []

    def _names_what_follows(self, index: int, end: int) -> bool:
        """A title or a lead-in: `Các nhiệm vụ sau:`, or a short line without a full stop that others stand under."""
        part = self.parts[index]
        if self.low[end - 1] == ":":
            return True
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index
        if part.kind == "text" or not below:
            return False
        following = self.parts[index + 1]
        if following.kind in _LISTED and roles.label().match(self.low, following.body, following.end):
            return True
        return end - part.body < _TITLE_LENGTH and self.low[end - 1] not in ".;"

    # ---- sentences

    def _stretches(self, start: int, end: int, inherited: list[Given]) -> list[Stretch]:
        """The paragraph cut where a new subject begins."""
        found: list[Stretch] = []
        for a, b in self._units(start, end):
            subject = self._subject(a, b, bool(inherited))
            if subject and inherited and self._shortened(subject[0], inherited):
                subject = None
            if subject is None:
                if found and _NUMBERED.match(self.low, a, b):
                    leads = [replace(g, words=None, basis="subject") for g in found[-1].given if g.role == "lead"]
                    found.append(Stretch(a, b, self._led(leads, a, b), found[-1].own, a))
                elif not found:
                    found.append(Stretch(a, b, self._led(inherited, a, b), False, a))
                else:
                    found[-1] = replace(found[-1], end=b)
            else:
                given, rest = subject
                found.append(Stretch(a, b, given, True, rest))
        return [replace(stretch, given=self._with_partners(stretch)) for stretch in found]

    def _shortened(self, given: list[Given], inherited: list[Given]) -> bool:
        """`Sở Tư pháp` under the heading `Sở Tư pháp các tỉnh` is the body of the heading."""
        label = [key(self.bodies.entities[self.mentions[g.mention].entity].label) for g in (given[0], *inherited)]
        if len(given) != 1 or (len(inherited) > 1 and label[0] in label[1:]):
            return False
        return any(other.startswith(label[0]) for other in label[1:])

    def _units(self, start: int, end: int) -> list[tuple[int, int]]:
        """Clauses: cut at full stops before a capital and at semicolons that do not part the bodies of one list."""
        cuts = []
        at = start
        for mark in _BREAK.finditer(self.low, start, end):
            place = mark.start()
            after = mark.end()
            while after < end and self.low[after].isspace():
                after += 1
            if after >= end:
                break
            if self.low[place] == "." and not (
                self.doc.text[after].isupper() and place - at > 12 and self.low[place - 3 : place] != " tp"
            ):
                continue
            if self.low[place] == ";" and place in self.ends and self._in_list(self.ends[place], at):
                continue
            cuts.append((at, place + 1))
            at = after
        cuts.append((at, end))
        return cuts

    def _in_list(self, mention: int, start: int) -> bool:
        """Does the list that this body ends begin the clause, or follow `phối hợp với`?"""
        first = mention
        while first > 0 and self.mentions[first - 1].start >= start and self._joined(first - 1, first):
            first -= 1
        before = self.low[start : self.mentions[first].start].rstrip()
        return not before or bool(roles.at_end("with").search(before)) or bool(roles.at_end("before").search(before))

    def _joined(self, one: int, two: int) -> bool:
        gap = self.low[self.mentions[one].end : self.mentions[two].start]
        if len(gap) > 4:
            gap = _BRACKETS.sub("", gap)
        return len(gap) < 60 and bool(roles.between().fullmatch(gap))

    def _list(self, first: int, end: int, loose: bool = False) -> tuple[list[int], int]:
        """The bodies named one after another from a mention on, and where the list ends; what stands in brackets is left out.

        `loose`: a name between two commas that is not known does not end the list.
        """
        members = [first]
        at = self.mentions[first].end
        following = first + 1
        while following < len(self.mentions) and self.mentions[following].start < end:
            gap = self.low[at : self.mentions[following].start]
            opened = gap.rfind("(")
            if opened >= 0 and gap.find(")", opened) < 0:
                closed = self.low.find(")", self.mentions[following].start, end)
                if closed < 0:
                    break
                while following < len(self.mentions) and self.mentions[following].start < closed:
                    following += 1
                continue
            gap = _BRACKETS.sub("", gap)
            known = len(gap) <= 60 and roles.between().fullmatch(gap)
            if not known and not (
                loose
                and len(gap) < 160
                and _PARTED.search(gap)
                and "." not in gap
                and not roles.anywhere("with").search(gap)
            ):
                break
            members.append(following)
            at = self.mentions[following].end
            following += 1
        rest = _IN_BRACKETS.match(self.low, at, end)
        return members, rest.end() if rest else at

    def _subject(self, start: int, end: int, led: bool = False) -> tuple[list[Given], int] | None:
        """Who must act in a clause, and where the words after the names begin; None where it does not say."""
        first, last = self._within(start, end)
        if first == last:
            return None
        lead = _ENUMERATED.match(self.low, start, end)
        start = lead.end() if lead else start
        found = (
            self._first_named(start, end, first, led)
            or self._named_inside(start, end, first, last)
            or self._after_adverbial(start, end, first, last, led)
        )
        colon = (
            -1
            if found or led or roles.label().match(self.low, start, end)
            else self.low.find(": ", start, min(end, start + 160))
        )
        if colon < 0 or self.mentions[first].start < colon:
            return found
        return self._first_named(colon + 2, end, first, led)  # `Thực hiện chi trả: Sau khi …, Ủy ban nhân dân xã …`

    def _first_named(self, start: int, end: int, first: int, led: bool) -> tuple[list[Given], int] | None:
        prefix = self.low[start : self.mentions[first].start]
        members, rest = self._list(first, end)
        told = roles.at_end("before", r"(?:\s|\*|“|các|:)*").search(prefix)
        if told and self._tells(prefix[: told.start()], told["words"], led):
            return self._given(
                members, self._printed(start + told.start("words"), start + told.end("words")), rest, end
            ), rest
        begun = roles.anywhere("before").match(self.low, start)
        if begun and not led and self._unknown_names(self.low[begun.end() : self.mentions[first].start]):
            return self._given(members, self._printed(begun.start(), begun.end()), rest, end), rest
        if self._acts(rest, end) and roles.entitled().fullmatch(prefix.strip(" *")):
            return self._given(members, None, rest, end), rest
        if (
            self._is_issuer(members)
            and not roles.at_end("reported").search(prefix)
            and (passed := self._passed_on(members, rest, end))
        ):
            return passed
        bare = prefix.strip(' *,“"')
        if bare and not roles.leaders().fullmatch(bare) and not self._adverbial(prefix, rest, end):
            return None
        if self._is_issuer(members) and not roles.anywhere("after").match(self.low, self._skip(rest, end)):
            return None
        if not self._acts(rest, end):
            return None
        return self._given(members, None, rest, end), rest

    def _after_adverbial(
        self, start: int, end: int, first: int, last: int, led: bool
    ) -> tuple[list[Given], int] | None:
        """`Sau khi được Quốc hội thông qua, các bộ tổ chức …`, `Trên cơ sở đề nghị của các địa phương, Bộ Tài chính rà soát …`."""
        opening = " ".join(self.low[start : self.mentions[first].start].replace("*", " ").split())
        if not roles.anywhere("adverbial").match(opening) or any(
            roles.anywhere(use).match(opening) for use in ("not_adverbial", "connective")
        ):
            return None
        at = first
        while at < last:
            members, rest = self._list(at, end)
            begin = self._begins(start, at)
            before = self.low[begin : self.mentions[at].start].rstrip(" \n*")
            told = roles.at_end("before", r"(?:\s|\*|“|các|:)*").search(before)
            if told and at > first and self._tells(before[: told.start()], told["words"], led):
                return self._given(
                    members, self._printed(begin + told.start("words"), begin + told.end("words")), rest, end
                ), rest
            if not told and self._starts_to_act(rest, end):
                parted = self.low[self.mentions[at - 1].end : self.mentions[at].start].strip(" \n*") != ","
                if at == first or not parted or not before.endswith(",") or self._says_more(before):
                    members = self._after_owner(members, before)
                if members and not self._is_issuer(members):
                    return self._given(members, None, rest, end), rest
            at = max(at, *members) + 1 if members else at + 1
        return None

    def _begins(self, start: int, at: int) -> int:
        """From where on what stands in the clause before a body can matter: a clause may name thousands."""
        return max(start, self.mentions[at].start - _LOOK_BACK)

    def _says_more(self, before: str) -> bool:
        """Does more than an adverbial stand before a comma (`Căn cứ chức năng, chỉ đạo các cơ sở giáo dục phổ thông,`)?"""
        if roles.anywhere("told").search(before):
            return True
        clauses = (clause.strip(" \n*") for clause in before.rstrip(",").split(",")[1:])
        return any(
            roles.anywhere(use).match(clause) and not roles.anywhere("adverbial").match(clause)
            for clause in clauses
            for use in ("verb", "with")
        )

    def _after_owner(self, members: list[int], before: str) -> list[int]:
        """Those of a list who act, where its first ones only belong to the adverbial: `Trên cơ sở đề nghị của các địa phương, Bộ Tài chính`,
        `Trên cơ sở Chương trình hành động của Chính phủ, các bộ, ngành`.
        """
        gaps = [
            self.low[self.mentions[a].end : self.mentions[b].start].strip(" \n*")
            for a, b in itertools.pairwise(members)
        ]
        if gaps and roles.at_end("asked").search(before):
            commas = [place for place, gap in enumerate(gaps) if gap == ","]
            return members[commas[-1] + 1 :] if commas else []
        first = self.mentions[members[-1] if len(members) < 2 else members[1]]
        if (
            gaps
            and gaps[0] == ","
            and roles.at_end("owned").search(before)
            and roles.anywhere("many").match(self.low, first.start)
        ):
            return members[1:]
        return []

    def _starts_to_act(self, rest: int, end: int) -> bool:
        """Does a verb follow the names, and not what only says more of them (`tại Công điện …`, `thì phải …`)?"""
        return (
            end - rest > _FEWEST_LETTERS
            and self.low[rest] != ","
            and self._acts(rest, end)
            and not roles.anywhere("no_verb").match(self.low, self._skip(rest, end))
        )

    def _tells(self, before: str, words: str, led: bool) -> bool:
        """`Giao X`, `Trước mắt, đề nghị X`; not `nhiệm vụ đã giao X`, nor `hướng dẫn, yêu cầu X` in the task of another."""
        before = " ".join(before.replace("*", " ").split())
        if not before:
            return True
        if before.split()[-1] in roles.words("told_of"):
            return False
        if " ".join(words.split()) in roles.words("entrusted"):
            return (
                before[-1] in ",:;("
                or before.endswith(roles.words("and"))
                or bool(roles.anywhere("entrusted_passive").search(words))
            )
        return (
            not led
            and (before[-1] in ",:" or bool(roles.anywhere("unled").match(before)))
            and bool(roles.anywhere("adverbial").match(before))
        )

    def _skip(self, at: int, end: int) -> int:
        while at < end and self.low[at] in " ,*\n\t":
            at += 1
        return at

    def _adverbial(self, prefix: str, rest: int, end: int) -> bool:
        """`Căn cứ chức năng, nhiệm vụ được giao, ` before the subject."""
        words = " ".join(prefix.replace("*", " ").split())
        if not roles.anywhere("adverbial").match(words) or roles.anywhere("not_adverbial").match(words):
            return False
        if roles.anywhere("dated").match(words) and roles.anywhere("issues").match(self.low, self._skip(rest, end)):
            return False
        if words[-1:] in ",:":
            return not _LIST_BEFORE.search(words)
        if roles.anywhere("after").match(self.low, self._skip(rest, end)):
            return not roles.at_end("reported").search(words)
        due = dates.find(words, 0, len(words), self.issued)
        return (
            len(due) == 1 and due[0].start < 12 and due[0].end >= len(words) - 6
        )  # `Trước ngày 30 tháng 11 các cơ quan …`

    def _acts(self, rest: int, end: int) -> bool:
        """Do the words after the names say that the bodies act?"""
        at = self._skip(rest, end)
        if at >= end or self.low[at] in ".;)":
            return False
        if end - at < 60 and " ".join(self.low[at:end].split()).rstrip(" .;0123456789ivx") in roles.words(
            "by_function"
        ):
            return False
        if roles.anywhere("not_subject").match(self.low, at):
            return False
        if roles.anywhere("is").match(self.low, at) and not roles.anywhere("after").match(self.low, at):
            return False
        comma = self.low.find(",", at, min(end, at + 40))
        told = roles.anywhere("happened").search(self.low, at, comma if comma > 0 else min(end, at + 40))
        if told and not roles.anywhere("many").search(self.low, at, told.start()):
            return False  # but: `cơ quan chủ quản các dự án đang triển khai tiếp tục chỉ đạo`
        if self.strict or self.functions:
            told = roles.anywhere("after", "with").search(self.low, at, min(end, at + 160))
            return self.low[at] == ":" or told is not None
        return self.low[at] == ":" or self.low[at].isalpha() or self.low[at] in '“"('

    def _is_issuer(self, members: list[int]) -> bool:
        if len(members) > 1 or not self.issuer:
            return False
        entity = self.mentions[members[0]].entity
        label = self.labels.get(entity) or self.labels.setdefault(entity, key(self.bodies.entities[entity].label))
        return label.startswith(self.issuer) or self.issuer.startswith(label)

    def _passed_on(self, members: list[int], rest: int, end: int) -> tuple[list[Given], int] | None:
        """`Ủy ban nhân dân tỉnh yêu cầu các sở …`: the bodies that the issuer tells."""
        following = members[-1] + 1
        told = roles.anywhere("before").search(self.low, rest, min(end, rest + 120))
        if not told or self.low[rest : told.start()].split()[-1:] in [[word] for word in roles.words("told_of")]:
            return None
        while following < len(self.mentions) and self.mentions[following].start < told.end():
            following += 1
        if following >= len(self.mentions) or self.mentions[following].start >= end:
            return None
        gap = self.low[told.end() : self.mentions[following].start]
        if len(gap) > 20 or not roles.between().fullmatch(gap.strip(" :*-")):
            return None
        listed, stop = self._list(following, end)
        return self._given(listed, self._printed(told.start(), told.end()), stop, end), stop

    def _named_inside(self, start: int, end: int, first: int, last: int) -> tuple[list[Given], int] | None:
        """`… do Sở Xây dựng chủ trì`, `… được giao cho Sở Nội vụ`: named after what is to be done."""
        at = first
        while at < last:
            members, rest = self._list(at, end)
            begin = self._begins(start, at)
            before = self.low[begin : self.mentions[at].start]
            told = roles.at_end("entrusted").search(before)
            if told and self._tells(before[: told.start()], told["words"], True):
                return self._given(
                    members, self._printed(begin + told.start("words"), begin + told.end("words")), rest, end
                ), rest
            acts = roles.anywhere("after").match(self.low, self._skip(rest, end), end)
            if acts:
                by = before.rstrip().endswith((" do", "\ndo")) or before.strip() == "do"
                thing = roles.anywhere("thing").match(self.low, start)
                if (thing and by) or (
                    before.rstrip()[-1:] in ",:" and not by and not roles.at_end("with", r"[^.;]{0,200}").search(before)
                ):
                    return self._given(members, None, rest, end), rest
            at = members[-1] + 1
        return None

    def _given(self, members: list[int], told: str | None, rest: int, end: int) -> list[Given]:
        """The members of a list as leads; the words that make them so are the nearest of `chủ trì`, `có trách nhiệm`, or what told them."""
        first, _ = self._within(rest, end)
        limit = min(end, rest + 140, self.mentions[first].start if first < len(self.mentions) else end)
        acts = roles.anywhere("after").search(self.low, rest, limit)
        words = self._printed(acts.start(), acts.end()) if acts else told
        return [Given(member, "lead", words, "words" if words else "subject") for member in members]

    def _led(self, inherited: list[Given], start: int, end: int) -> list[Given]:
        """The bodies of the heading, with the words of the paragraph where it has them (`Chủ trì, phối hợp với …`)."""
        acts = roles.anywhere("after").search(self.low, start, min(end, start + 60))
        if not acts or self._within(start, acts.start())[0] != self._within(start, acts.start())[1]:
            return inherited
        words = self._printed(acts.start(), acts.end())
        return [replace(given, words=words, basis="words") if given.role == "lead" else given for given in inherited]

    def _with_partners(self, stretch: Stretch) -> list[Given]:
        """Adds those with whom the bodies of a stretch work together."""
        given = list(stretch.given)
        taken = {self.mentions[g.mention].entity for g in given if g.role == "lead"}
        for words in roles.anywhere("with").finditer(self.low, stretch.start, stretch.end):
            if self._inside_name(words.start()):
                continue
            first, last = self._within(words.end(), min(stretch.end, words.end() + 100))
            if first == last:
                continue
            gap = self.low[words.end() : self.mentions[first].start]
            if not roles.between().fullmatch(gap.strip(" :*")) and not self._unknown_names(gap):
                continue
            members, _ = self._list(first, stretch.end)
            printed = self._printed(words.start(), words.end())
            for member in members:
                if self.mentions[member].entity not in taken:
                    given.append(Given(member, "coordinate", printed, "words"))
        return given

    def _inside_name(self, place: int) -> bool:
        """`Hội đồng phối hợp …` is a body's name."""
        index = bisect_left(self.starts, place) - 1
        if index >= 0 and self.mentions[index].end > place:
            return True
        return bool(roles.at_end("joint").search(self.low, max(0, place - 20), place))

    def _unknown_names(self, gap: str) -> bool:
        """`Ban Quản lý các khu …, ` before the first known body of a list: names between commas that are not known."""
        return (
            bool(_PARTED.search(gap))
            and "." not in gap
            and not any(
                roles.anywhere(use).search(gap) and not (use == "with" and roles.anywhere("joint").search(gap))
                for use in ("with", "after", "reported", "before", "verb")
            )
        )

    def _printed(self, start: int, end: int) -> str:
        return self.doc.text[start:end]

    # ---- headings

    def _heading(self, index: int, end: int, stretches: list[Stretch], inherited: list[Given]) -> bool:
        """A body, or a body and what it does with whom, above what it must do."""
        part = self.parts[index]
        last = stretches[-1] if stretches else None
        lead_in = (
            self._leads_in(index, end)
            and last is not None
            and last.own
            and (len(stretches) == 1 or end - last.start < 300)
        )
        if (
            self.low[end - 1] == ":"
            and not inherited
            and not any(stretch.own for stretch in stretches)
            and (urged := self._urged(*self._units(part.body, end)[-1]))
        ):
            self._open(index, [replace(g, place=(self._quote(part, end),)) for g in urged[0]])
            self._due_of_lead_in(self._quote(part, end), urged[1], end)
            return True
        if lead_in and last and any(g.words for g in last.given):
            named = [replace(g, place=(self._quote(part, end),)) for g in last.given]
        else:
            bare = self._bare_heading(index, end)
            if bare is None and not (lead_in and last):
                return False
            named = bare or [replace(g, place=(self._quote(part, end),)) for g in (last.given if last else [])]
        if lead_in and last and named[0].place:
            self._due_of_lead_in(named[0].place[0], last.rest, end)
        if last and (units := self._units(last.start, end))[1:] and last.own:
            self._task(index, last.start, units[-2][1], last.given)
        for stretch in stretches[:-1]:
            if any(given.role == "lead" for given in stretch.given):
                self._task(index, stretch.start, stretch.end, stretch.given)
        self._open(index, named)
        return True

    def _leads_in(self, index: int, end: int) -> bool:
        """Does a colon end it, or `có trách nhiệm` above a list?"""
        if self.low[end - 1] == ":":
            return True
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index
        return below and bool(roles.at_end("after").search(self.low[max(self.parts[index].body, end - 30) : end]))

    def _due_of_lead_in(self, place: Span, start: int, end: int) -> None:
        """`Các Bộ: Tài chính, Y tế khắc phục các bất cập, hoàn thành trong tháng 11 năm 2025, cụ thể:` holds for the items below."""
        due = [w for w in dates.find(self.low, start, end, self.issued) if w.due and dates.is_firm(self.low, start, w)]
        if due:
            self.lead_due[place] = due

    def _quote(self, part: Part, end: int) -> Span:
        if end - part.start <= _LONG:
            return Span(part.start, end)
        return Span(self._units(part.body, end)[-1][0], end)

    def _bare_heading(self, index: int, end: int) -> list[Given] | None:
        """`3. Đề nghị Ủy ban Mặt trận Tổ quốc`: nothing but bodies, and something below."""
        part = self.parts[index]
        first, last = self._within(part.body, end)
        if first == last:
            return None
        if (
            part.kind == "text"
            and index
            and _FIGURE.fullmatch(self.low, self.parts[index - 1].start, self.parts[index - 1].end)
        ):
            return None  # a cell of a table whose bars are lost
        members, rest = self._list(first, end)
        tail = self.low[rest:end].strip(" :.,*")
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index and part.kind not in _LISTED
        titled = (
            self.low[end - 1] == ":"
            or (part.kind == "article" and self.low[end - 1] not in ".;")
            or (below and tail in roles.words("heading_tail"))
        )
        if (
            tail
            and not (len(tail) < 60 and titled and tail.startswith(roles.words("heading_tail")))
            and not self._title_of(index, end, rest)
        ):
            return None
        prefix = self.low[part.body : self.mentions[first].start].strip(" *“:")
        told = None
        if prefix:
            found = roles.entitled().fullmatch(prefix)
            if not found and not roles.leaders().fullmatch(prefix):
                return None
            told = found
        if self.low[end - 1] in ";," or not self._followed(index, end):
            return None
        words = None
        if told and told["words"] in roles.words("before"):
            at = self.low.find(told["words"], part.body)
            words = self._printed(at, at + len(told["words"]))
        place = (Span(part.start, self.mentions[members[-1]].end),)
        return [Given(member, "lead", words, "words" if words else "heading", place) for member in members]

    def _title_of(self, index: int, end: int, rest: int) -> bool:
        """`5. Các chủ đầu tư xây dựng và kinh doanh hạ tầng khu công nghiệp` with lines below: a body whose name goes on unknown."""
        part = self.parts[index]
        if part.kind in ("text", "bullet", "plus") or end - part.body > _TITLE_LENGTH or self.low[end - 1] in ".;":
            return False
        if not (index + 1 < len(self.parts) and self.parts[index + 1].parent == index):
            return False
        return not roles.anywhere("with", "after", "reported", "verb").search(self.low, rest, end)

    def _followed(self, index: int, end: int) -> bool:
        """Does something stand below that can be the bodies' task?"""
        if index + 1 >= len(self.parts) or self.parts[index + 1].zone != "body":
            return False
        part, following = self.parts[index], self.parts[index + 1]
        if following.kind == "row":
            return False
        if following.parent == index or self.low[end - 1] == ":":
            return True
        return part.kind == "text" and (
            following.kind in _LISTED or (following.kind == "text" and following.end - following.start > 100)
        )

    def _open(self, index: int, given: list[Given]) -> None:
        part = self.parts[index]
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index
        if (
            part.kind == "text"
            and self.low[part.end - 1 : part.end] == ":"
            and not below
            and self._sections_follow(index)
        ):
            self.addressed.append((index, given))
        elif part.kind == "text" or (part.kind in _LISTED and not below):
            self.above[part.parent] = given
        else:
            self.headings[index] = given
            if part.kind not in ("bullet", "plus"):
                self.above.pop(part.parent, None)

    def _sections_follow(self, index: int) -> bool:
        return index + 1 < len(self.parts) and self.parts[index + 1].kind in ("number", "roman", "capital")

    # ---- label lines

    def _label(self, index: int, label: re.Match[str], end: int) -> bool:
        """`- Cơ quan thực hiện: …`: says of the task above who has it, or by when. False: no label after all."""
        role = roles.label_role(label["words"])
        part = self.parts[index]
        if role in ("task", "other", ""):
            return role == "other" and self._labelled(index)
        goal = self._task_above(index)
        if role == "time":
            for stated in self._stated(index, goal):
                self._due(stated, label.end(), end)
            return goal is not None
        first, last = self._within(label.end(), end)
        if first == last:
            if label.end() >= end and part.kind == "number":
                return False
            if label.end() >= end and index + 1 < len(self.parts):
                return self._label_below(index, label, role, goal)
            if label.end() < end:
                self.issues.append(
                    Issue(start=label.end(), end=end, code="unknown-body", detail=self.doc.text[label.end() : end][:80])
                )
            return goal is not None
        if goal is None:
            return False
        words = self._printed(label.start("words"), label.end("words"))
        given = self._label_value(label.end(), end, role, words, first, last)
        place = (Span(part.start, end),)
        for stated in self._stated(index, goal):
            self._assign_to(stated, [replace(g, place=place) for g in given])
        return True

    def _label_value(self, start: int, end: int, role: str, words: str, first: int, last: int) -> list[Given]:
        """The bodies of a label's value: one list, or `X chủ trì, phối hợp với Y`."""
        members, rest = self._list(first, end, loose=True)
        if self.low[start : self.mentions[first].start].strip(" *-") and not roles.between().fullmatch(
            self.low[start : self.mentions[first].start].strip(" *-")
        ):
            with_first = roles.at_end("with").search(self.low[start : self.mentions[first].start])
            if with_first:
                members = []
        acts = roles.anywhere("after").search(self.low, rest, min(end, rest + 30)) if members else None
        printed = self._printed(acts.start(), acts.end()) if acts else words
        given = [Given(member, role, printed, "words") for member in members]
        for a, b in self._units(start, end)[1:]:  # `Sở Nội vụ chủ trì tham mưu …; Sở Tư pháp và các sở thực hiện`
            first, last = self._within(a, b)
            if (
                role == "lead"
                and first < last
                and first not in members
                and not self.low[a : self.mentions[first].start].strip(" *-")
            ):
                more, after = self._list(first, b)
                helps = roles.anywhere("with").match(self.low, self._skip(after, b))
                words = self._printed(helps.start(), helps.end()) if helps else words
                given += [Given(member, "coordinate" if helps else role, words, "words") for member in more]
        return self._with_partners(Stretch(start, end, given, True, rest))

    def _label_below(self, index: int, label: re.Match[str], role: str, goal: int | None) -> bool:
        """A label with nothing behind it: its bodies are on the lines below."""
        words = self._printed(label.start("words"), label.end("words"))
        title = Span(self.parts[index].start, label.end())
        for below in range(index + 1, len(self.parts)):
            part = self.parts[below]
            if part.parent != index and not (part.parent == self.parts[index].parent and part.kind in ("plus", "text")):
                break
            end = self._stop(part)
            first, last = self._within(part.body, end)
            if first == last or self.mentions[first].start > part.body + 3:
                continue
            given = self._label_value(part.body, end, role, words, first, last)
            says_more = sum(c.isalpha() for c in self.low[self.mentions[last - 1].end : end]) > 2 * _FEWEST_LETTERS
            if goal is not None and not says_more:
                for stated in self._stated(index, goal):
                    self._assign_to(stated, [replace(g, place=(title, Span(part.start, end))) for g in given])
                self.read_already.add(below)
        return True

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
        at = index - 1
        while at >= 0 and index - at < 12:
            part = self.parts[at]
            if part.zone != "body" or part.kind == "row":
                return None
            label = roles.label().match(self.low, part.body, part.end)
            if not label or (roles.label_role(label["words"]) == "task" and label.end() < part.end):
                return at
            if roles.label_role(label["words"]) == "task":
                return at + 1 if at + 1 < index else at
            at -= 1
        return None

    def _stated(self, index: int, goal: int | None) -> list[int]:
        """The parts whose tasks a label line speaks of: the one above; all bullets under `Nhiệm vụ:`; the item whose bullets only say more of it."""
        if goal is None:
            return []
        above, parent = self.parts[goal], self.parts[goal].parent
        if above.kind not in ("bullet", "plus") or parent < 0 or goal in self.at_part:
            return [goal]
        head = roles.label().match(self.low, self.parts[parent].body, self.parts[parent].end)
        if head and roles.label_role(head["words"]) == "task" and head.end() >= self._stop(self.parts[parent]):
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

    def _assign_to(self, index: int, given: list[Given]) -> None:
        """Gives the task that a part states to bodies named elsewhere."""
        made = self.at_part.get(index)
        if not made:
            part = self.parts[index]
            label = roles.label().match(self.low, part.body, part.end)
            start = label.end() if label and roles.label_role(label["words"]) == "task" else part.body
            made = [self._new_task(index, start, self._stop(part))]
            self._find_due(made[0])
            for when in self.waiting.pop(index, []):
                self._deadline(when, made[0])
        for task in made:
            self._claim(task, given, None)

    def _due(self, index: int, start: int, end: int) -> None:
        """A time label: every date in it is a deadline of the task above."""
        for when in dates.find(self.low, start, end, self.issued, label=True):
            if index not in self.at_part:
                self.waiting.setdefault(index, []).append(when)
            for task in self.at_part.get(index, []):
                self._deadline(when, task)

    # ---- what is written down

    def _task(
        self, index: int, start: int, end: int, given: list[Given], inherited: list[Given] | None = None, after: int = 0
    ) -> None:
        """Writes down a task; `inherited`: the bodies of the lead-in, whose date holds where it has none; `after`: where its dates begin."""
        if end - start < 40 and sum(c.isalpha() for c in self.low[start:end]) < _FEWEST_LETTERS:
            return
        if all(g.basis == "heading" for g in given) and (
            self._office(index) or self._office(self.parts[index].parent + 1)
        ):
            return  # one of the offices of a list
        number = self._new_task(index, start, end)
        self._claim(number, given, (start, end))
        before = len(self.deadlines)
        self._find_due(number, after)
        if len(self.deadlines) == before:
            for place in dict.fromkeys(place for one in inherited or [] for place in one.place):
                for when in self.lead_due.get(place, []):
                    self.used_due.add(place)
                    self._deadline(when, number)

    def _office(self, index: int) -> bool:
        """`Bệnh viện đa khoa Đức Giang;`: the name of an office, with no word of what it is to do."""
        part = self.parts[index]
        return (
            part.kind != "row"
            and part.end - part.body < _NAME_LENGTH
            and self.low.startswith(roles.words("unit"), part.body)
        )

    def _new_task(self, index: int, start: int, end: int) -> int:
        while end > start and self.low[end - 1] in " *\n":
            end -= 1
        self.tasks.append(Task(start=start, end=end, section=structure.section_path(self.parts, index)))
        self.at_part.setdefault(index, []).append(len(self.tasks) - 1)
        return len(self.tasks) - 1

    def _claim(self, task: int, given: list[Given], stretch: tuple[int, int] | None) -> None:
        for one in given:
            mention = self.mentions[one.mention]
            where = Span(self.tasks[task].start, self.tasks[task].end)
            if where.end - where.start > _LONG:
                where = self._sentence(
                    mention.start if where.start <= mention.start < where.end else where.start, where
                )
            evidence = (*one.place, where) if stretch or not one.place else one.place
            self.claims.append(
                Claim(
                    kind="assigns", subject=0, object=mention.entity, evidence=tuple(evidence), rule=f"{one.basis}:{one.role}", task=task,
                    role=one.role, words=" ".join(one.words.split()) if one.words else None, basis=one.basis, official=self.officials[one.mention],
                )
            )  # fmt: skip

    def _sentence(self, place: int, whole: Span) -> Span:
        for a, b in self._units(whole.start, whole.end):
            if a <= place < b:
                return Span(a, min(b, a + 2400))
        return Span(whole.start, min(whole.end, whole.start + 2400))

    def _find_due(self, task: int, after: int = 0) -> None:
        where = self.tasks[task]
        for when in dates.find(self.low, max(where.start, after), where.end, self.issued):
            if when.due:
                self._deadline(when, task)

    def _deadline(self, when: dates.When, task: int | None) -> None:
        if when.impossible:
            self.issues.append(
                Issue(
                    start=when.start, end=when.end, code="impossible-date", detail=self.doc.text[when.start : when.end]
                )
            )
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
            )
        )

    # ---- addressed to all

    def _address(self, index: int) -> None:
        """`Ủy ban nhân dân tỉnh yêu cầu các sở … thực hiện các nội dung sau:` before the first item."""
        part = self.parts[index]
        end = self._stop(part)
        if self.low[end - 1 : end] != ":":
            return
        for a, b in reversed(self._units(part.body, end)):
            if any(roles.anywhere(use).match(self.low, a) for use in ("past", "closing")):
                return
            subject = self._subject(a, b) or self._urged(a, b)
            if subject:
                self.addressed.append((index, [replace(g, place=(Span(a, b),)) for g in subject[0]]))
                self._due_of_lead_in(Span(a, b), subject[1], b)
                return
            if self.low[part.body : a].rstrip().endswith("."):
                return  # what an earlier sentence tells is no lead-in

    def _urged(self, start: int, end: int) -> tuple[list[Given], int] | None:
        """`Để … hiệu quả, thành phố Đà Nẵng cần thực hiện các nhiệm vụ sau:`: the bodies after a comma that must do something."""
        at, last = self._within(start, end)
        while at < last:
            members, rest = self._list(at, end)
            if self.low[self._begins(start, at) : self.mentions[at].start].rstrip().endswith(",") and roles.anywhere(
                "must"
            ).match(self.low, self._skip(rest, end)):
                return self._given(members, None, rest, end), rest
            at = members[-1] + 1
        return None

    def _generally(self) -> None:
        """Items without a subject belong to those addressed above them, where hardly any item names its own."""
        loose = sorted(set(self.loose))
        leads: dict[int, set[int]] = {}
        for claim in self.claims:
            if claim.role == "lead":
                leads.setdefault(claim.task or 0, set()).add(claim.object)
        for index, given in reversed(self.addressed):
            last = self._scope_end(index)
            items = [
                i
                for i in loose
                if index < i < last
                and self.parts[i].kind not in ("text", "row")
                and not self._names_what_follows(i, self._stop(self.parts[i]))
                and not self._in_a_list_of_things(i)
            ]
            told = {self.mentions[g.mention].entity for g in given}
            own = sum(
                index < i < last and self.parts[i].kind != "text" and not told & leads.get(made[0], set())
                for i, made in self.at_part.items()
                if made
            )
            if own * 4 > len(items):
                items = [
                    item
                    for item in items
                    if self._alone(item, index, last)
                    and roles.anywhere("imperative").match(self.low, self.parts[item].body)
                ]
            for item in items:
                self._task(item, self.parts[item].body, self._stop(self.parts[item]), given, given)
            loose = [i for i in loose if i not in set(items)]
        if self.strict or not self.tasks:
            return
        for when in (w for place, due in self.lead_due.items() if place not in self.used_due for w in due):
            self._deadline(when, None)
        goals = targets.under_goals(self.doc)
        for index in loose:
            part = self.parts[index]
            for when in dates.find(self.low, part.body, part.end, self.issued):
                if (
                    when.due
                    and not when.relative
                    and not self._assesses(index)
                    and index not in goals
                    and not self._told(part.body, when.start)
                ):
                    self._deadline(when, None)

    def _told(self, start: int, place: int) -> bool:
        """Does the sentence up to a date tell what was (`đã ban hành Công văn …, hoàn thành trước ngày …`)?"""
        a = next((a for a, b in reversed(self._units(start, place)) if a < place), start)
        return bool(roles.anywhere("told").search(self.low, a, place))

    def _in_a_list_of_things(self, index: int) -> bool:
        """Does the nearest line above that is no bullet end in `gồm:`?"""
        at = index
        while at > 0 and self.parts[at].kind in ("bullet", "plus"):
            at -= 1
        return at < index and bool(
            roles.at_end("consists", r"\s*:").search(self.low[self.parts[at].body : self._stop(self.parts[at])])
        )

    def _alone(self, item: int, lead_in: int, last: int) -> bool:
        """Is it an item of the first level under a lead-in, with nothing below it, while others there have bodies of their own?"""
        first, part = self.parts[lead_in + 1], self.parts[item]
        above = part.parent
        if (
            part.kind in _LISTED
            and above > lead_in
            and self.parts[above].parent == first.parent
            and self.parts[above].kind == first.kind
            and first.kind not in _SECTIONS
            and above not in self.at_part
            and above not in self.headings
        ):
            return True  # a bullet under an item that names nobody
        if part.kind != first.kind or part.parent != first.parent or part.kind in _SECTIONS:
            return False
        return item + 1 >= last or self.parts[item + 1].parent != item

    def _scope_end(self, index: int) -> int:
        """The part after the last that a lead-in speaks of: the next section beside its own, or what is attached."""
        at = index + 1
        listed = at < len(self.parts) and self.parts[at].kind not in _SECTIONS
        while at < len(self.parts) and self.parts[at].zone == "body":
            if self.parts[index].parent >= 0 and self.parts[at].parent < self.parts[index].parent:
                break
            if listed and self.parts[at].kind in _SECTIONS and self.parts[at].parent <= self.parts[index].parent:
                break
            at += 1
        return at

    # ---- tables

    def _flat_tables(self) -> set[int]:
        """Reads the tables that have lost their bars, one cell a line; the parts that are theirs."""
        taken: set[int] = set()
        index = 0
        while index < len(self.parts):
            part = self.parts[index]
            if (
                part.zone != "body"
                or part.kind != "text"
                or part.end - part.start > _HEAD_LENGTH
                or self.low[part.end - 1] in ";:"
            ):
                index += 1
                continue
            flat = _Flat(self, index)
            taken.update(range(index, flat.end))
            index = max(index + 1, flat.end)
        return taken

    def _tables(self) -> None:
        columns: list[str] = []
        end = -_PAGE_BREAK
        for table in grid.tables(self.doc.text, self.low):
            near = table[0].start - end < _PAGE_BREAK and max(len(row.cells) for row in table) == len(columns)
            rows = _Rows(self, table, columns if near else [])
            rows.read()
            columns, end = rows.columns, table[-1].end


class _Rows:
    """The rows of one table, whose head says which column names the bodies; `columns` where it goes on from the page before."""

    def __init__(self, reader: _Reader, table: grid.Table, columns: list[str]) -> None:
        self.reader, self.table = reader, table
        self.columns = columns
        self.last_lead: list[Given] = []

    def read(self) -> None:
        for row in self.table:
            heads = self._second_heads(row) or self._heads(row)
            if heads:
                self.columns, self.last_lead = heads, []
                continue
            if self.columns and len(row.cells) == len(self.columns):
                self._row(row)
            elif self.columns and self._lacks_the_last(row):
                self._row(grid.Row(row.start, row.end, (*row.cells, *[()] * (len(self.columns) - len(row.cells)))))
            elif len(row.cells) < len(self.columns):
                self.last_lead = []

    def _lacks_the_last(self, row: grid.Row) -> bool:
        """Are the cells that are missing empty ones at the end, behind all that matters?"""
        last = max(place for place, role in enumerate(self.columns) if role in ("lead", "coordinate", "time", "task"))
        numbered = self.columns[0] == "number" and bool(row.cells[0]) and self._words(row.cells[0])[:1].isdigit()
        return numbered and last < len(row.cells) < len(self.columns)

    def _heads(self, row: grid.Row) -> list[str]:
        """What the columns are for, where a row names them and one of them names bodies; else nothing."""
        words = [self._words(cell) for cell in row.cells]
        heads = [roles.column_role(head) if len(head) < 60 else "" for head in words]
        if sum(bool(head) for head in heads) < max(2, 0.6 * len(heads)):
            return []
        if "body" in heads and "lead" not in heads:
            work = any(
                head == "task" and roles.anywhere("work").search(fold(said))
                for head, said in zip(heads, words, strict=True)
            )
            if work and ("time" in heads or "coordinate" in heads):
                heads[heads.index("body")] = "lead"
        return heads if "lead" in heads or "coordinate" in heads else []

    def _second_heads(self, row: grid.Row) -> list[str]:
        """A second line of titles under one that covers several columns (`Phân công`: `Đơn vị chủ trì | Đơn vị phối hợp`)."""
        if not self.columns or len(row.cells) <= len(self.columns) or row.cells[0]:
            return []
        said = [(place, roles.column_role(self._words(cell))) for place, cell in enumerate(row.cells) if cell]
        if sum(bool(role) for _, role in said) < 2 or any(len(self._words(cell)) > 40 for cell in row.cells):
            return []
        heads = ["other"] * len(row.cells)
        heads[: said[0][0]] = self.columns[: said[0][0]]
        for place, role in said:
            heads[place] = role or "other"
        return heads

    def _words(self, cell: grid.Cell) -> str:
        return " ".join(self.reader.doc.text[piece.start : piece.end] for piece in cell)

    def _column(self, row: grid.Row, role: str) -> list[grid.Cell]:
        return [cell for cell, name in zip(row.cells, self.columns, strict=True) if name == role and cell]

    def _row(self, row: grid.Row) -> None:
        reader = self.reader
        drawn = "|" in reader.low[row.start : row.end] or "|" in reader.low[row.start - 2 : row.start]
        if not drawn and "number" in self.columns and not row.cells[self.columns.index("number")]:
            return
        tasks = self._column(row, "task")
        leads = [given for cell in self._column(row, "lead") for given in self._bodies(cell, "lead")]
        partners = [given for cell in self._column(row, "coordinate") for given in self._bodies(cell, "coordinate")]
        times = self._column(row, "time")
        if not leads and (partners or times) and not self._column(row, "lead"):
            leads = self.last_lead
        self.last_lead = leads
        if not (leads or partners) or not (tasks or row.cells[0]):
            self._ownerless(row, tasks, times)
            return
        stretch = max(tasks or row.cells, key=lambda cell: sum(piece.end - piece.start for piece in cell))
        if sum(c.isalpha() for piece in stretch for c in reader.low[piece.start : piece.end]) < 3:
            return
        task = self._new_task(row, stretch)
        taken = {reader.mentions[g.mention].entity for g in leads}
        partners += self._partners(stretch, taken)
        reader._claim(task, [*leads, *(p for p in partners if reader.mentions[p.mention].entity not in taken)], None)
        for cell in times:
            for when in self._times(cell):
                reader._deadline(when, task)
        for piece in stretch:
            for when in dates.find(reader.low, piece.start, piece.end, reader.issued):
                if when.due:
                    reader._deadline(when, task)

    def _ownerless(self, row: grid.Row, tasks: list[grid.Cell], times: list[grid.Cell]) -> None:
        """A row whose body is not known still says by when; who it is for is told as an issue."""
        named = [cell for cell in self._column(row, "lead") if any(c.isalpha() for c in self._words(cell))]
        if not tasks or not named:
            return
        self.reader.issues.append(
            Issue(start=named[0][0].start, end=named[0][-1].end, code="unknown-body", detail=self._words(named[0])[:80])
        )
        for cell in times:
            for when in self._times(cell):
                self.reader._deadline(when, None)

    def _partners(self, cell: grid.Cell, taken: set[int]) -> list[Given]:
        """Those whom the task itself names: `Chủ trì, phối hợp với Bộ Tư pháp …`."""
        reader = self.reader
        found: list[Given] = []
        for piece in cell:
            given = reader._with_partners(Stretch(piece.start, piece.end, [], False, piece.start))
            found += [replace(g, place=(piece,)) for g in given if reader.mentions[g.mention].entity not in taken]
        return found

    def _times(self, cell: grid.Cell) -> list[dates.When]:
        """The dates of a cell; one that is broken over two lines is quoted by what its last line has of it."""
        reader = self.reader
        joined = " ".join(reader.low[piece.start : piece.end] for piece in cell)
        places = [at for piece in cell for at in (*range(piece.start, piece.end), piece.end)]
        found = []
        for when in dates.find(joined, 0, len(joined), reader.issued, label=True):
            start, end = places[when.start], places[when.end - 1] + 1
            start = (
                max([start, *(piece.start for piece in cell if piece.start < end)])
                if end - start > when.end - when.start
                else start
            )
            found.append(replace(when, start=start, end=end))
        return found

    def _new_task(self, row: grid.Row, cell: grid.Cell) -> int:
        reader = self.reader
        index = grid.index_at(reader.part_starts, row.start)
        number = self._words(row.cells[0]).strip(" .)") if row.cells[0] and row.cells[0] is not cell else ""
        above = structure.section_path(reader.parts, index)
        section = ".".join(filter(None, (above, number if len(number) < 8 else "")))
        reader.tasks.append(Task(start=cell[0].start, end=cell[-1].end, section=section))
        return len(reader.tasks) - 1

    def _bodies(self, cell: grid.Cell, role: str) -> list[Given]:
        """The bodies of a cell: one list, or lead and partners where the cell says `chủ trì`, `phối hợp`."""
        reader = self.reader
        found: list[Given] = []
        for piece in cell:
            first, last = reader._within(piece.start, piece.end)
            if first == last:
                continue
            given = [Given(m, role, None, "heading") for m in range(first, last)]
            words = roles.anywhere("with").search(reader.low, piece.start, piece.end)
            if words and role == "lead":
                given = [
                    replace(g, role="coordinate", words=reader._printed(words.start(), words.end()), basis="words")
                    if reader.mentions[g.mention].start > words.start()
                    else g
                    for g in given
                ]
            found += [replace(g, place=(piece,)) for g in given]
        return found


class _Flat:
    """A table whose bars are lost, from its head (or its first number) on; `end` is the index after its last part, or its first where it is none."""

    def __init__(self, reader: _Reader, index: int) -> None:
        self.reader, self.parts = reader, reader.parts
        self.columns, at = self._heads(index)
        self.numbered = "number" in self.columns or not self.columns
        self.columns = [role for role in self.columns if role != "number"]
        self.end = index
        if (
            self.columns
            and "task" in self.columns
            and "lead" in self.columns
            and self.columns.index("task") < self.columns.index("lead")
        ):
            self.end = self._rows(at)
        elif self.columns and len(self.columns) > 3 and ("lead" in self.columns or "body" in self.columns):
            self.end = at  # a table, but in an order that cannot be told
        elif not self.columns and self._number(index):
            self.end = self._rows(index)

    def _text(self, index: int) -> str:
        return self.reader.low[self.parts[index].start : self.parts[index].end]

    def _number(self, index: int) -> bool:
        return index < len(self.parts) and bool(_ROW_NUMBER.fullmatch(self._text(index).strip(" *")))

    def _heads(self, index: int) -> tuple[list[str], int]:
        """The titles that stand under each other, and the part after them."""
        columns: list[str] = []
        at, above = index, ""
        while at < len(self.parts) and at - index < 18:
            part = self.parts[at]
            if (
                part.kind not in ("text", "bullet")
                or part.end - part.start > _HEAD_LENGTH
                or self.reader.low[part.end - 1] in ".;:"
            ):
                break
            words = " ".join(self._text(at).split()).strip(" *")
            if (
                above in roles.words("head_part")
                and (joined := roles.column_role(f"{above} {words}"))
                and not self._complete(words)
            ):
                columns[-1], above = joined, f"{above} {words}"
            elif role := roles.column_role(words):
                columns.append(role)
                above = words
            else:
                break
            at += 1
        bodies = sum(role in ("lead", "coordinate", "body") for role in columns)
        if len(columns) < 3 or not bodies or len(columns) - bodies < 1:
            return [], index
        return columns, at

    def _complete(self, words: str) -> bool:
        """A title of its own, not the rest of one begun on the line above."""
        return bool(roles.column_role(words)) and words not in roles.words("head_rest")

    def _rows(self, at: int) -> int:
        """Reads rows until something else comes; the part after the last one."""
        last = at
        while at < len(self.parts) and at - last < 25 and not self._ends(at):
            again, after = self._heads(at) if self.parts[at].end - self.parts[at].start <= _HEAD_LENGTH else ([], at)
            if again:
                at = after
            elif self.numbered and not self._number(at):
                at += 1
            else:
                stop = self._row_end(at)
                if self._row(at + self.numbered, stop):
                    last = stop
                elif not self.columns or not self.numbered:
                    break
                at = stop
        return last

    def _ends(self, at: int) -> bool:
        part = self.parts[at]
        return (
            part.zone != "body"
            or part.kind in ("row", "article", "chapter", "part")
            or (part.kind == "roman" and part.end - part.start > 30)
        )

    def _row_end(self, at: int) -> int:
        if not self.numbered:
            return min(len(self.parts), at + len(self.columns))
        stop = at + 1
        while stop < len(self.parts) and stop - at < 16 and not self._number(stop) and not self._ends(stop):
            if self.parts[stop].end - self.parts[stop].start <= _HEAD_LENGTH and self._heads(stop)[0]:
                break
            stop += 1
        return stop

    def _is_bodies(self, index: int) -> bool:
        """Nothing but bodies?"""
        reader, part = self.reader, self.parts[index]
        end = reader._stop(part)
        first, last = reader._within(part.body, end)
        if first == last:
            return False
        rest = "".join(reader.low[a:b] for a, b in self._between(part.body, end, first, last))
        return len(rest.strip(" .,;*-")) <= 0.3 * (end - part.body)

    def _between(self, start: int, end: int, first: int, last: int) -> list[tuple[int, int]]:
        at, gaps = start, []
        for mention in self.reader.mentions[first:last]:
            gaps.append((at, mention.start))
            at = max(at, mention.end)
        return [*gaps, (at, max(at, end))]

    def _times(self, index: int) -> list[dates.When]:
        part = self.parts[index]
        return (
            dates.find(self.reader.low, part.start, part.end, self.reader.issued, label=True)
            if part.end - part.start < 60
            else []
        )

    def _row(self, first: int, stop: int) -> bool:
        """Cells of one row: what is to be done, then bodies in the order of their columns, then the time."""
        timed = next((index for index in range(first + 1, stop) if self._times(index)), stop)
        before = (
            "time" in self.columns
            and "lead" in self.columns
            and self.columns.index("time") < self.columns.index("lead")
        )
        if before and timed < stop and timed + 1 < stop:
            return self._timed_row(first, timed, stop)
        bodies = [index for index in range(first, stop if before else timed) if self._is_bodies(index)]
        if not bodies or bodies[0] == first:
            return False
        if not self.columns and any(self.parts[index].kind not in ("text", "bullet") for index in bodies):
            return False  # items of a list
        if not self.columns:  # no title says how many columns hold bodies
            bodies = [index for index in bodies if index - bodies[0] == bodies.index(index)]
        tasks = [index for index in range(first, bodies[0]) if not before or index != timed]
        if (
            not tasks
            or sum(c.isalpha() for c in self.reader.low[self.parts[tasks[0]].start : self.parts[tasks[-1]].end])
            < _FEWEST_LETTERS
        ):
            return False
        task = self._task(tasks)
        self._give(task, [[index] for index in bodies])
        for when in self._times(timed) if timed < stop else []:
            self.reader._deadline(when, task)
        return True

    def _timed_row(self, first: int, timed: int, stop: int) -> bool:
        """The time parts what is to be done from who does it, whatever else is said of these."""
        if (
            sum(c.isalpha() for c in self.reader.low[self.parts[first].start : self.parts[timed - 1].end])
            < _FEWEST_LETTERS
        ):
            return False
        cells: list[list[int]] = []
        for index in range(timed + 1, stop):
            part = self.parts[index]
            if cells and part.kind in ("number", "bullet") and self.parts[index - 1].kind == part.kind:
                cells[-1].append(index)
            elif self._named(index):
                cells.append([index])
        if not cells:
            return False
        task = self._task(list(range(first, timed)))
        self._give(task, cells)
        for when in self._times(timed):
            self.reader._deadline(when, task)
        return True

    def _named(self, index: int) -> bool:
        """Does a body begin the cell?"""
        part = self.parts[index]
        first, last = self.reader._within(part.body, part.end)
        return first < last and (self.reader.mentions[first].start - part.body < 8 or self._is_bodies(index))

    def _give(self, task: int, cells: list[list[int]]) -> None:
        """Gives a task to the bodies of its cells, in the order of the columns."""
        reader = self.reader
        order = [role for role in self.columns if role in ("lead", "coordinate")] or ["lead", "coordinate"]
        given: list[Given] = []
        for place, cell in enumerate(cells):
            role = order[min(place, len(order) - 1)]
            for index in cell:
                part = self.parts[index]
                end = reader._stop(part)
                first, last = reader._within(part.body, end)
                members = (
                    list(range(first, last)) if self._is_bodies(index) or first == last else reader._list(first, end)[0]
                )
                given += [Given(mention, role, None, "heading", (Span(part.start, end),)) for mention in members]
        reader._claim(task, given, None)

    def _task(self, tasks: list[int]) -> int:
        reader = self.reader
        start, end = self.parts[tasks[0]].body, reader._stop(self.parts[tasks[-1]])
        reader.tasks.append(Task(start=start, end=end, section=structure.section_path(self.parts, tasks[0])))
        return len(reader.tasks) - 1


def _normative(own: Entity) -> bool:
    """Laws and papers with the year in their number set rules; what they give to do they say in words."""
    kind = fold(own.type or "")
    if kind.startswith(roles.words("normative")):
        return True
    return not kind.startswith(roles.words("instructing")) and bool(
        own.symbol and re.search(r"/(?:19|20)\d\d/", own.symbol)
    )


def _tells_functions(doc: Document, own: Entity) -> bool:
    """A paper on the functions and powers of an office lists what it is for, and gives it nothing to do."""
    title = fold(own.title or " ".join(doc.text[p.start : p.end] for p in doc.parts[:25] if p.zone == "title"))
    return all(words in title for words in roles.words("functions"))
