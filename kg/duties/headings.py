"""Headings that name bodies: what stands below them is theirs to do."""

from __future__ import annotations

from msgspec.structs import replace

from kg.compiled import compiled
from kg.duties.lead_ins import LeadIns
from kg.duties.paper import LISTED, LONG, PARTED, TITLE_LENGTH, Given, Paper, Stretch
from kg.duties.sentences import Sentences
from kg.model import Part, Span
from kg.recognise import dates, lexicon, roles
from kg.structure import upwards
from kg.text import has_letters

_FIGURE = compiled(r"[<>≥≤~ ]*\d{1,3}(?:,\d{1,3}(?: ?%)?| ?- ?\d{1,3}(?: ?%)?| ?%)")
_LONGEST_LEAD_IN = 300  # of several sentences
_LONGEST_ENDING = 30
_LONGEST_LIST_NAME = 80  # `trong các trường hợp sau đây`, with what names the list
_HAS = lexicon.pattern(r"\s+{has}(?![^\W_])")
_SUBJECTS = frozenset(("part", "chapter", "section"))  # sections whose titles say what they are about
_TITLED = _SUBJECTS | {"article", "number", "roman"}
_LONGEST_ASIDE = 80  # of `trong đó …:`
_FEWEST_BESIDES = 40  # letters of what a lead-in gives to do before it
_UNDER_A_LINE = LISTED | {"text"}
_NUMBERED = frozenset(("capital", "roman", "number", "letter"))


class Headings:
    """The headings of a paper so far, and the bodies they give to what stands below."""

    def __init__(self, paper: Paper, sentences: Sentences, lead_ins: LeadIns) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions
        self.sentences, self.lead_ins = sentences, lead_ins
        self.headings: dict[int, list[Given]] = {}  # of a part with a marker: those below it have these bodies
        self.above: dict[
            int, list[Given]
        ] = {}  # of a parent: the last line under it that is a heading without a marker

    def inherited(self, index: int) -> list[Given]:
        """The bodies of the nearest heading above; one without a marker holds for the lines and bullets under it, not for whole sections."""
        listed = True
        for at in upwards(self.parts, index):
            part = self.parts[at]
            listed = listed and part.kind in _UNDER_A_LINE
            if listed and part.parent in self.above:
                return self.above[part.parent]
            if part.parent in self.headings:
                return self.headings[part.parent]
        return []

    def end_lists(self, index: int) -> None:
        """No line without a marker above a part holds any longer."""
        for at in upwards(self.parts, index):
            self.above.pop(self.parts[at].parent, None)

    def with_whom(self, index: int, stretches: list[Stretch], inherited: list[Given]) -> list[Stretch]:
        """`- Sở Tài chính cân đối kinh phí …` under `b) Chủ trì, phối hợp với:`: the bodies of the heading do it, with those named."""
        parent = self.parts[self.parts[index].parent]
        end = self.paper.stop(parent)
        told = roles.at_end("with", r"[\s:]*").search(self.low, max(parent.body, end - _LONGEST_ENDING), end)
        if self.parts[index].parent < 0 or not told or not inherited or not stretches or not stretches[0].own:
            return stretches
        if self.paper.inside_name(told.start("words")):
            return stretches  # `Trách nhiệm của các cơ quan chủ trì, cơ quan phối hợp:`
        place = Span(parent.start, end)
        acts = roles.anywhere("after").match(self.low, parent.body, end)
        words = self.paper.printed(acts.start(), acts.end()) if acts else None
        leads = [
            replace(g, place=(*g.place, place), words=words or g.words, basis="words" if words else g.basis)
            for g in inherited
            if g.role == "lead"
        ]
        printed = self.paper.printed(told.start("words"), told.end("words"))
        partners = [
            replace(g, role="coordinate", words=printed, basis="words", place=(place,)) for g in stretches[0].given
        ]
        return [replace(stretches[0], given=[*leads, *partners]), *stretches[1:]]

    def right_above(self, parent: int) -> bool:
        """Is there a heading that holds for the parts right below a part: itself, or a line under it?"""
        return parent in self.above or parent in self.headings

    def heading(self, index: int, end: int, stretches: list[Stretch], inherited: list[Given]) -> bool:
        """A body, or a body and what it does with whom, above what it must do."""
        part = self.parts[index]
        if self._lists_things(index, end):
            self.headings[index] = []
            return False
        if inherited and self._of_others(index, end):
            self.headings[part.parent if self.title_below(index) else index] = []
            return True
        last = stretches[-1] if stretches else None
        lead_in = (
            self._leads_in(index, end)
            and last is not None
            and last.own
            and not self._only_acts(last)
            and (len(stretches) == 1 or end - last.start < _LONGEST_LEAD_IN or self._announces(end))
        )
        if self.low[end - 1] == ":" and not inherited and not any(stretch.own for stretch in stretches):
            unit = self.sentences.units(part.body, end)[-1]
            if urged := self.sentences.urged(*unit):
                self._open(index, [replace(g, place=(self._quote(part, end),)) for g in urged[0]])
                self.lead_ins.due_of_lead_in(self._quote(part, end), urged[1], end)
                return True
            if recipients := self.lead_ins.of_recipients(*unit):
                self._open(index, recipients)
                self.lead_ins.due_of_lead_in(recipients[0].place[0], unit[0], end)
                return True
        if lead_in and last and any(g.words for g in last.given):
            named = [replace(g, place=(self._quote(part, end),)) for g in last.given]
        else:
            bare = self.bare_heading(index, end)
            if bare is None and not (lead_in and last):
                return False
            named = bare or [replace(g, place=(self._quote(part, end),)) for g in (last.given if last else [])]
        if named[0].place:
            said = part.body if lead_in and last and last.start == part.body else self.mentions[named[0].mention].end
            self.lead_ins.due_of_lead_in(named[0].place[0], said, end)
        if lead_in and last and (more := self._besides(last, end)):
            self.lead_ins.task(index, last.start, more, last.given, firm=True)
        if last and (units := self.sentences.units(last.start, end))[1:] and last.own:
            self.lead_ins.task(index, last.start, units[-2][1], last.given)
        for stretch in stretches[:-1]:
            if any(given.role == "lead" for given in stretch.given):
                self.lead_ins.task(index, stretch.start, stretch.end, stretch.given)
        self._open(index, named)
        return True

    def _only_acts(self, last: Stretch) -> bool:
        """`Chính phủ thảo luận về dự án luật theo trình tự sau đây:` in a paper that sets rules: who takes the steps below is said there."""
        if not self.paper.strict or any(g.words for g in last.given) or self.paper.gives(last.start):
            return False
        at = self.sentences.skip(last.rest, last.end)
        if self.low[at] == ":" or roles.anywhere("bound", "charged").match(self.low, at):
            return False
        return not dates.names_a_term(self.low, last.start, last.end) and not dates.names_a_day(
            self.low, last.start, last.end
        )

    def _lists_things(self, index: int, end: int) -> bool:
        """`Tòa án trả lại đơn trong các trường hợp sau đây:`, `Nội dung biển báo gồm:`, `… nếu xét thấy:`: what stands below are cases or things, and nothing to do."""
        if self.low[end - 1] != ":":
            return False
        clause = self.low[max(self.parts[index].body, end - _LONGEST_LIST_NAME) : end - 1]
        if roles.things().search(clause) or roles.at_end("conditions").search(clause):
            return True
        consists = roles.at_end("consists").search(clause) and not roles.anywhere("work").search(clause)
        return bool(consists) and not self._orders_below(index)

    def _of_others(self, index: int, end: int) -> bool:
        """`Điều 30. Trách nhiệm của người khai hải quan` in a chapter on what bodies must do: an article of rules on somebody who is none of them."""
        part = self.parts[index]
        article = self.parts[part.parent] if self.title_below(index) else part
        if not self.paper.strict or article.kind != "article":
            return False
        whose = roles.whose().match(self.low, part.body, end)
        first, last = self.paper.within(part.body, end)
        return whose is not None and first == last

    def _orders_below(self, index: int) -> bool:
        """`… có trách nhiệm thực hiện quản lý nhà nước về đầu tư, bao gồm:` above `a) Phối hợp xây dựng …`: does what stands below say what is to be done?"""
        part, below = self.parts[index], self.parts[index + 1] if index + 1 < len(self.parts) else None
        if below is None or below.parent != index or not roles.anywhere("bound").search(self.low, part.body, part.end):
            return False
        begins = roles.imperative().match(self.low, below.body, below.end)
        return begins is not None and self.low[begins.end() : begins.end() + 1] != ","  # `Tổ chức, cá nhân sản xuất …`

    def _besides(self, last: Stretch, end: int) -> int:
        """`Các bộ thực hiện các giải pháp đã đề ra, trong đó lưu ý những nội dung sau:` gives something to do itself: where that ends, else 0."""
        aside = roles.anywhere("aside").search(self.low, max(last.rest, end - _LONGEST_ASIDE), end)
        if not aside or not has_letters(self.low[last.rest : aside.start()], _FEWEST_BESIDES):
            return 0
        return last.rest + len(self.low[last.rest : aside.start()].rstrip(" ,;\n"))

    def _announces(self, end: int) -> bool:
        """`… trong đó chú trọng những nội dung sau:`"""
        return bool(roles.at_end("follows", r"\s*:").search(self.low, max(0, end - _LONGEST_ENDING), end))

    def _leads_in(self, index: int, end: int) -> bool:
        """Does a colon end it, or `có trách nhiệm` above a list?"""
        if self.low[end - 1] == ":":
            return True
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index
        return below and bool(roles.at_end("after").search(self.low[max(self.parts[index].body, end - 30) : end]))

    def _quote(self, part: Part, end: int) -> Span:
        if end - part.start <= LONG:
            return Span(part.start, end)
        return Span(self.sentences.units(part.body, end)[-1][0], end)

    def bare_heading(self, index: int, end: int) -> list[Given] | None:
        """`3. Đề nghị Ủy ban Mặt trận Tổ quốc`: nothing but bodies, and something below."""
        part = self.parts[index]
        first, last = self.paper.within(part.body, end)
        if first == last or (self.title_below(index) and self.parts[part.parent].kind in _SUBJECTS):
            return None  # the title of a chapter says what all of it is about
        if (
            part.kind == "text"
            and index
            and _FIGURE.fullmatch(self.low, self.parts[index - 1].start, self.parts[index - 1].end)
        ):
            return None  # a cell of a table whose bars are lost
        prefix = self.paper.before(part.body, self.mentions[first].start).strip(" *“:\n")
        short = end - part.body < 2 * TITLE_LENGTH
        members, rest = self.paper.listed(first, end, loose=short and not roles.adverbial().match(prefix))
        told = roles.entitled().fullmatch(prefix) if prefix else None
        if prefix and not told and not roles.leaders().fullmatch(prefix) and not self._unknown_before(part, first):
            return None
        if told is None and self._about(self.parts[part.parent] if self.title_below(index) else part):
            return None
        if told and part.kind in _SUBJECTS and roles.anywhere("organised").search(prefix):
            return None  # `Mục 1. NHIỆM VỤ, QUYỀN HẠN VÀ CƠ CẤU TỔ CHỨC CỦA …`: much below only says how it is made up
        tail = self.low[rest:end].strip(" :.,*")
        if tail and (beside := roles.apposition().match(self.low, rest, end)):
            tail = "" if beside.end() >= end or not self.low[beside.end() : end].strip(" :.,*") else tail
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index and part.kind not in LISTED
        titled = (
            self.low[end - 1] == ":"
            or (part.kind == "article" and self.low[end - 1] not in ".;")
            or (below and tail in roles.words("heading_tail"))
        )
        if (
            tail
            and not (len(tail) < 60 and titled and tail.startswith(roles.words("heading_tail")))
            and not self._title_of(index, end, rest, told is not None)
        ):
            return None
        ends = ";,." if part.kind in ("bullet", "plus") else ";,"
        if self.low[end - 1] in ends or not self._followed(
            index, end, bool(told) and not self.doc.text[part.body : end].isupper()
        ):
            return None
        if roles.label_role(self.low[part.body : end].strip(" *:")):
            return None  # `II. CƠ QUAN THỰC HIỆN`
        words = None
        if told and told["words"] in roles.words("before"):
            at = self.low.find(told["words"], part.body)
            words = self.paper.printed(at, at + len(told["words"]))
        place = (Span(part.start, self.mentions[members[-1]].end),)
        return [Given(member, "lead", words, "words" if words else "heading", place) for member in members]

    def names_unknown(self, index: int) -> bool:
        """`4. Ban Giám hiệu các trường` under `Tổ chức thực hiện`, above `- Phối hợp tuyên truyền …`: a heading that begins as a body that is not known."""
        part, end = self.parts[index], self.paper.stop(self.parts[index])
        if part.kind not in _NUMBERED or not 0 < end - part.body < TITLE_LENGTH or self.low[end - 1] in ".;":
            return False
        if not roles.anywhere("body_noun").match(self.low, part.body, end) or not self.paper.gives(part.start):
            return False
        below = self.parts[index + 1] if index + 1 < len(self.parts) else part
        if below.parent != index and below.kind not in _UNDER_A_LINE:
            return False
        return roles.acts().match(self.low, below.body, below.end) is not None

    def _unknown_before(self, part: Part, first: int) -> bool:
        """`8. Các khu công nghệ cao và hiệp hội, doanh nghiệp liên quan`: a group that is not known, before the first body that is."""
        gap = self.low[part.body : self.mentions[first].start]
        return (
            part.kind not in LISTED
            and gap.startswith(roles.words("many"))
            and bool(PARTED.search(gap))
            and not roles.anywhere("with", "after", "before", "reported").search(gap)
        )

    def _about(self, part: Part) -> bool:
        """Is it a title of what rules are about (`Chương IV. DOANH NGHIỆP NHÀ NƯỚC`, `Điều 12. Ban thanh tra nhân dân`), which gives nothing to do?"""
        if part.kind not in _SUBJECTS and not (self.paper.strict and part.kind == "article"):
            return False
        return not self.paper.gives(part.start)

    def _title_of(self, index: int, end: int, rest: int, entitled: bool) -> bool:
        """`5. Các chủ đầu tư xây dựng và kinh doanh hạ tầng khu công nghiệp` with lines below: a body whose name goes on unknown.

        In papers that set rules only where it is `entitled`: a line such as `Tòa án trả lại đơn trong các trường hợp sau đây:` is a sentence there.
        """
        part = self.parts[index]
        if self.paper.strict and not entitled and not self.paper.gives(part.start):
            return False
        if part.kind in ("text", "bullet", "plus") or end - part.body > TITLE_LENGTH or self.low[end - 1] in ".;":
            return False
        if not (index + 1 < len(self.parts) and self.parts[index + 1].parent == index):
            return False
        # `3. UBND các xã, phường có dự án đi qua`: which of them, by what they have; nothing is reported `qua` anybody
        told = () if _HAS.match(self.low, rest) else ("reported",)
        return not roles.anywhere("with", "after", "verb", "may", *told).search(self.low, rest, end)

    def _followed(self, index: int, end: int, entitled: bool) -> bool:
        """Does something stand below that can be the bodies' task?"""
        if index + 1 >= len(self.parts) or self.parts[index + 1].zone != "body":
            return False
        part, following = self.parts[index], self.parts[index + 1]
        if following.kind == "row":
            return False
        if following.parent == index or self.low[end - 1] == ":":
            return True
        if self.title_below(index):
            return following.parent == part.parent
        return part.kind == "text" and (
            following.kind in LISTED
            or (following.kind == "text" and (entitled or following.end - following.start > 100))
        )

    def title_below(self, index: int) -> bool:
        """Is it the title of a section whose own line has no words (`Điều 5.`, with `Trách nhiệm của Sở Y tế` below)?"""
        part = self.parts[index]
        if part.kind != "text" or part.parent < 0 or part.end - part.start > TITLE_LENGTH:
            return False
        return self.parts[part.parent].kind in _TITLED and self.paper.title_of(part.parent) is part

    def _open(self, index: int, given: list[Given]) -> None:
        part = self.parts[index]
        if self.title_below(index):
            self.headings[part.parent] = given
            return
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index
        if (
            part.kind == "text"
            and self.low[part.end - 1 : part.end] == ":"
            and not below
            and self.lead_ins.sections_follow(index)
        ):
            if part.parent in self.headings and self.parts[index + 1].parent == part.parent:
                self.headings[part.parent] = given  # it says more than the title of its article
            else:
                self.lead_ins.addressed.append((index, given))
        elif part.kind == "text" or (part.kind in LISTED and not below):
            following = self.parts[index + 1] if part.kind == "text" and index + 1 < len(self.parts) else part
            goes_on = following.kind in LISTED and not below  # a list that began above the line
            self.above[following.parent if goes_on else part.parent] = given
        else:
            self.headings[index] = given
            if part.kind not in ("bullet", "plus"):
                self.above.pop(part.parent, None)
