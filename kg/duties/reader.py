"""One pass over the paragraphs of a paper; what was read above decides who has what stands below."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg import grid
from kg.compiled import compiled
from kg.duties.flat import Flat
from kg.duties.headings import Headings
from kg.duties.labels import Labels
from kg.duties.lead_ins import LeadIns
from kg.duties.notes import Duties, Notes
from kg.duties.paper import LISTED, SECTIONS, TITLE_LENGTH, Given, Paper, Stretch
from kg.duties.sentences import Sentences
from kg.duties.tables import Rows
from kg.duties.times import Times
from kg.model import Part, Span
from kg.recognise import dates, roles
from kg.structure import upwards
from kg.text import has_letters

_UNDER = LISTED | {"text"}  # what stands under an item and goes on with it
_HEAD_LENGTH = 60  # of a column's title
_PAGES = 4  # that a table runs over
_FEWEST_TO_DO = 6  # letters of what a body is to do
_TITLE = 60  # characters of a title in capitals
_LONGEST_TOPIC = 60  # of `Viễn thông và internet: `
_LONGEST_TIME = 100  # characters of `Thời gian hoàn thành: trước ngày 31 tháng 12 năm 2026.`
_NEXT_LINES = 4  # below an item of a law, which go on with it
_NEAR = 8  # characters before the bodies that begin a line
_GAP = " " * 4  # between the words of two columns
_QUESTION = compiled(r"\?\s*(?:\([^()]*\))?$")  # that a page prints between its answers, or below a picture
_LONGEST_AGREED = 40  # characters of `đồng ý về chủ trương và `
_PAGE_BREAK = 200  # characters between the two parts of one table


class Reader:
    """Reads a paper: tables that lost their bars, paragraphs, what belongs to those addressed above, tables."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions
        self.sentences = Sentences(paper)
        self.notes = Notes(paper, self.sentences)
        self.times = Times(paper)
        self.lead_ins = LeadIns(paper, self.sentences, self.notes, self.times)
        self.headings = Headings(paper, self.sentences, self.lead_ins)
        self.labels = Labels(paper, self.sentences, self.notes, self.times)
        self.loose: list[int] = []  # parts that do not say who; they may still say by when
        self.has_gaps = _GAP in self.doc.text
        self.review: dict[int, bool] = {}
        self.after: dict[int, list[Given]] = {}  # of a part that states a task: who goes on in the lines below it

    def read(self) -> Duties:
        """All that the paper says of duties."""
        taken = self._flat_tables()
        at, ends = 0, [*self.paper.starts, len(self.low)]
        whole = self._is_all_opening()
        for index, part in enumerate(self.parts):
            while ends[at] < part.start:
                at += 1
            read = part.zone == "body" or (whole and self._orders_there(part)) or self._issuer_orders(part)
            if not read and part.zone in ("preamble", "title"):
                self.lead_ins.address(index)
            elif not read or part.kind == "row" or index in taken:
                continue
            elif (
                ends[at] < part.end
                or self.headings.headings
                or self.headings.above
                or self.after
                or self.paper.sharers
                or (self.paper.addressees and roles.anywhere("you").search(self.low, part.body, part.end))
                or self.low.find(":", part.body, part.body + 90) > 0
            ):
                self._part(index, ends[at] < part.end)
            else:
                self.loose.append(index)  # nobody named yet
        self._leave_unknown()
        self.lead_ins.generally(self.loose, self.headings.headings)
        self.notes.leave_waiting()
        self._tables()
        return self.notes.duties()

    def _is_all_opening(self) -> bool:
        """Has the paper no numbered items, so that what it orders stands in paragraphs like those that open others?"""
        zones = {part.zone for part in self.parts}
        return not self.paper.strict and "preamble" in zones and "body" not in zones

    def _orders_there(self, part: Part) -> bool:
        """Can a paragraph of such a paper order something: one of the opening, or of the title where it is a sentence?"""
        return part.zone == "preamble" or (part.zone == "title" and self.low[self.paper.stop(part) - 1] in ".;")

    def _issuer_orders(self, part: Part) -> bool:
        """`Ban Thường vụ Tỉnh ủy giao Ban Cán sự đảng …` above the first item: a sentence by which the issuer orders."""
        end = self.paper.stop(part)
        if self.paper.strict or part.zone not in ("preamble", "title") or self.low[end - 1] != ".":
            return False
        for mention in range(*self.paper.within(part.body, end)):
            rest = self.mentions[mention].end
            told = roles.anywhere("before").search(self.low, rest, min(end, rest + _LONGEST_AGREED))
            if (
                told
                and self.paper.commands(mention)
                and not roles.anywhere("told").search(self.low, rest, told.start())
            ):
                return True
        return False

    def _leave_unknown(self) -> None:
        """Headings that name a body that is not known are said, where what stands below them was given to nobody."""
        if self.paper.strict:
            return
        for index in self.loose:
            if index + 1 not in self.notes.at_part and self.headings.names_unknown(index):
                self.notes.unknown_body(self.parts[index].body, self.paper.stop(self.parts[index]))

    def _part(self, index: int, names: bool) -> None:
        """Reads a paragraph; `names`: it names a body."""
        part = self.parts[index]
        end = self.paper.stop(part)
        addressed = part.kind == "bullet" and index in self.paper.address_lines
        if (
            part.body >= end
            or addressed
            or index in self.labels.read_already
            or (index < 3 and self._headline(index, end))
        ):
            return
        asks = self.low.find("?", max(part.body, end - _LONGEST_TOPIC), end)
        if asks >= 0 and _QUESTION.search(self.low, asks, end):
            self.headings.end_lists(index)
            return
        if part.kind == "text" and end - part.body < 40 and self.low[end - 1] not in ".;:/":
            self.headings.above.pop(part.parent, None)  # scraps of a lost table, names under a signature
        colon = self.low.find(":", part.body, part.body + 90)
        label = roles.label().match(self.low, part.body, end) if colon > 0 and part.kind not in SECTIONS else None
        if label and (roles.anywhere("bound").search(label["more"]) or self._names_partners(label)):
            label = None  # `Cơ quan chủ trì có nhiệm vụ, quyền hạn sau đây:`
        if names and part.kind not in SECTIONS and not self.paper.strict and self.labels.states(index, end):
            return
        if label and self.labels.label(index, label, end):
            return
        if label is None and end - part.body < TITLE_LENGTH and self.labels.time(index, end):
            return
        nearer = part.kind in _UNDER and part.parent in self.after and not self.headings.right_above(part.parent)
        inherited = (nearer and self._carried(index)) or self.headings.inherited(index) or self._carried(index)
        if inherited and roles.anywhere("unled").match(self.low, part.body):
            inherited = []
        if not inherited and not self.paper.strict and part.kind == "text" and self._sent_back(part):
            inherited = self.lead_ins.those_sent_to((Span(part.start, end),))
        if not names and not inherited:
            inherited = self._both_sides(index)
        if not names and not inherited:
            self.loose.append(index)
            return
        if self.paper.strict and not inherited and not self._may_assign(index, end):
            self.loose.append(index)
            return
        if self._signs(part) or self._comments(part, end) or (inherited and self._recurs(part)):
            return
        reviewed = self._reviews(index)
        if self._closes(part, end):
            self._asked_at_the_end(index, end)
            return
        if self._scattered(part) or (reviewed and not self._entrusts(index, end)):
            return
        start = self.sentences.answer(part.body, end)
        topic = start > part.body and not roles.anywhere("petition").match(self.low, part.body)
        stretches = self.sentences.stretches(start, end, [] if reviewed else inherited)
        stretches = self.headings.with_whom(index, stretches, inherited)
        if not inherited and stretches and self._is_rest(index, stretches[0]):
            stretches = [replace(stretches[0], given=[], own=False), *stretches[1:]]
        if reviewed:
            self._given_in_a_review(index, stretches)
            return
        if self.headings.heading(index, end, stretches, inherited):
            return
        if self.headings.title_below(index) and self.low[end - 1] not in ".;":
            return
        self._assign(index, end, stretches, inherited, topic)

    def _both_sides(self, index: int) -> list[Given]:
        """`Hai bên cung cấp thông tin cho nhau` in what two bodies issue together: the two."""
        part, sharers = self.parts[index], self.paper.sharers
        said = roles.those_before().match(self.low, part.body, part.end) if sharers else None
        if said is None or said["noun"] not in roles.words("side") or dates.number_of(said["count"]) != len(sharers):
            return []
        spans = ((m, self.mentions[m]) for m in sharers)
        return [Given(m, "lead", None, "heading", (Span(one.start, one.end),), "of-issuer") for m, one in spans]

    def _names_partners(self, label: re.Match[str]) -> bool:
        """`Chủ trì, phối hợp với các Bộ: Xây dựng, Quốc phòng …`: a sentence, and no label."""
        told = roles.anywhere("with").finditer(self.low, label.start(), label.end("more"))
        ends = [words.end() for words in told if words.end() > label.end("words")]
        return bool(ends) and bool(self.low[ends[-1] : label.end("more")].strip())

    def _assign(self, index: int, end: int, stretches: list[Stretch], inherited: list[Given], topic: bool) -> None:
        """Writes down what a paragraph gives to do, if it does; `topic`: it says first what it is about."""
        part = self.parts[index]
        if roles.anywhere("past").match(self.low, part.body):
            self._asked_at_the_end(index, end)
            return
        if roles.anywhere("everyone").search(self.low, max(part.body, end - 90), end):
            return
        own, lists = any(stretch.own for stretch in stretches), index in self.headings.headings
        names = self.paper.names_what_follows(index, end) or (inherited and self.paper.is_marked(part))
        if not own and names and not (lists and self._orders(part)):
            return
        last = next(stretch for stretch in reversed(stretches) if not stretch.purpose)
        if own and last.own and not lists:
            place = (Span(part.start, last.rest),)
            self.after[index] = [
                Given(g.mention, "lead", None, "subject", place) for g in last.given if g.role == "lead"
            ]
        if part.kind == "article" and not lists and self.paper.names_what_follows(index, end):
            return
        for number, stretch in enumerate(stretches):
            if stretch.own and not has_letters(self.low[stretch.rest : stretch.end], _FEWEST_TO_DO):
                continue  # `Các đảng ủy khác: ĐU`
            if (part.kind == "text" or part.kind in SECTIONS) and self._is_title(stretch.start, stretch.end):
                continue
            if stretch.given and (stretch.own or any(given.role == "lead" for given in stretch.given)):
                first = self._with_what(stretches, number)
                begin = part.body if topic and not number else first
                self.lead_ins.task(index, begin, stretch.end, stretch.given, inherited, first)
            elif not inherited:
                self.loose.append(index)
        self._due_together(index, end)

    def _with_what(self, stretches: list[Stretch], number: int) -> int:
        """`Gia hạn dự án đến hết quý I/2026; giao Sở Xây dựng thực hiện.`: where a stretch begins, with the clause before it that says what is to be done."""
        one, before = stretches[number], stretches[max(0, number - 1)]
        does = roles.anywhere("does_it").fullmatch(self.low[one.rest : one.end].strip(" .;,\n*"))
        alone = number and one.own and does and not before.given and before.end <= one.start
        return before.start if alone else one.start

    def _due_together(self, index: int, end: int) -> None:
        """`Giao Sở Y tế làm đầu mối; Sở Tài chính bố trí kinh phí. Thời gian: trong tháng 10.`, `…; hoàn thành trước ngày 31/10.`: a last clause that only
        says by when all of them are done.
        """
        tasks = self.notes.at_part.get(index, [])
        near = max(self.parts[index].body, end - _LONGEST_TIME)
        if len(tasks) < 2 or max(self.low.find("; ", near, end), self.low.find(". ", near, end)) < 0:
            return
        a, b = self.sentences.units(self.parts[index].body, end)[-1]
        if b - a > _LONGEST_TIME or self.low[max(0, a - _NEAR) : a].rstrip()[-1:] not in (".", ";"):
            return
        found = dates.find(self.low, a, b, self.paper.issued, self.paper.year, label=True)
        if not found:
            return
        said = self.low[a : found[0].start] + self.low[found[-1].end : b]
        words = " ".join(said.split()).strip(" .:,;/*")
        if words and roles.label_role(words) != "time" and words not in roles.words("does_it"):
            return
        timed = {one.task for one in self.notes.deadlines}
        for when in found:
            for task in tasks:
                if self.notes.tasks[task].end <= a and task not in timed:
                    self.notes.deadline(when, task)

    def _headline(self, index: int, end: int) -> bool:
        """The first line of a text that is no paper, without a stop (`Sở Y tế: Triển khai tiêm chủng`), with nothing above it but a day."""
        if self.paper.kind or self.parts[index].kind != "text" or len(self.parts) < 2:
            return False
        if any(map(str.isalpha, self.low[: self.parts[index].start])):
            return False
        words = self.low[self.parts[index].body : end]
        return words[-1] not in ".;:" and ". " not in words and "\n" not in words

    def _recurs(self, part: Part) -> bool:
        """`Đơn vị phối hợp` on a line of its own again and again: the head of a table on each of its pages, the blanks of a form."""
        if part.kind != "text" or part.end - part.body > _HEAD_LENGTH:
            return False
        return all(self.paper.lines[line.strip()] >= _PAGES for line in self.low[part.body : part.end].split("\n"))

    def _is_title(self, start: int, end: int) -> bool:
        """Is it written in capitals, in a paper that is not?"""
        return self.doc.text[start : min(end, start + _TITLE)].isupper() and not self.paper.capitals

    def _is_rest(self, index: int, first: Stretch) -> bool:
        """Is the first clause the rest of a broken line, whose bodies stand in its middle (`cơ chế đặt hàng, giao nhiệm vụ cho các …`)?"""
        part = self.parts[index]
        if part.kind != "text" or not self.doc.text[part.body].islower() or not first.own or not first.given:
            return False
        return self.mentions[first.given[0].mention].start > part.body + _NEAR

    def _carried(self, index: int) -> list[Given]:
        """The bodies of `a) Vụ Pháp chế chủ trì …` for a line below it that says what else is to be done, or for the rest of a broken line."""
        part = self.parts[index]
        if part.kind == "text" and index - 1 in self.after:
            if self.doc.text[part.body].islower() or self._breaks_off(index - 1):
                return self.after[index - 1]
            if self._goes_with_above(index):
                self.after[index] = [replace(g, why="goes-on") for g in self.after[index - 1]]
                return self.after[index]
        if part.kind in ("bullet", "plus") and index - 1 in self.after and self._sibling_goes_on(index):
            self.after[index] = [replace(g, why="goes-on") for g in self.after[index - 1]]
            return self.after[index]
        if part.parent not in self.after or (part.kind == "text" and self._asks_others(part)):
            return []
        if self.paper.strict and part.kind == "text" and index - part.parent > _NEXT_LINES:
            return []  # what stands far below the last item of a law (`12. Chính phủ quy định chi tiết Điều này.`) is of its annexes
        colon = self.low.find(": ", part.body, part.body + _LONGEST_TOPIC)
        first, last = self.paper.within(part.body, max(colon, part.body))
        begins = self._orders(part) or (colon > 0 and first == last and roles.imperative().match(self.low, colon + 2))
        return self.after[part.parent] if begins else []

    def _asks_others(self, part: Part) -> bool:
        """`Đề nghị các đồng chí tham dự đầy đủ` below an item: an order of the paper, to whom it does not name."""
        asks = roles.anywhere("before").match(self.low, part.body)
        return self._sent_back(part) or (asks is not None and " ".join(asks[0].split()) not in roles.words("entrusted"))

    def _sent_back(self, part: Part) -> bool:
        """`Báo cáo kết quả rà soát gửi về Sở trước ngày 15/9/2023` at the end of a letter: what those whom it is sent to must send."""
        return roles.sent_back().match(self.low, part.body, part.end) is not None

    def _breaks_off(self, index: int) -> bool:
        """`3. Bộ Quốc phòng chuẩn bị tổ chức tốt` above `Lễ kỷ niệm, diễu binh; khẩn trương xây dựng …`: a sentence cut in two, as pages cut them."""
        part, below = self.parts[index], self.parts[index + 1]
        if part.kind == "text" or part.end - part.body < _LONGEST_TOPIC or not self.low[part.end - 1].isalpha():
            return False
        later = self.sentences.units(below.body, self.paper.stop(below))[1:]
        return any(roles.acts().match(self.low, a) for a, _ in later)

    def _goes_with_above(self, index: int) -> bool:
        """Is it a further paragraph on what the bodies of the one above must do (`Triển khai có hiệu quả …`), or the next clause of a sentence
        that a semicolon leaves open?
        """
        part, above = self.parts[index], self.parts[index - 1]
        if self.paper.strict or above.kind != "text" or above.parent != part.parent or not self._orders(part):
            return False
        if self.low[self.paper.stop(above) - 1] == ";":
            return True
        first = next(iter(self.after[index - 1]), None)
        inside = first and not first.why and self.mentions[first.mention].start > above.body + _NEAR
        if inside and len(self.sentences.units(above.body, self.paper.stop(above))) > 1:
            return False  # the body of the last of several sentences
        return part.end - part.start > TITLE_LENGTH

    def _sibling_goes_on(self, index: int) -> bool:
        """`- Gửi kế hoạch về Tỉnh đoàn trước ngày 25/5` below `- Các huyện đoàn xây dựng kế hoạch …`: does a bullet say what else those of the one above must do?"""
        part, above = self.parts[index], self.parts[index - 1]
        if self.paper.strict or above.kind != part.kind or above.parent != part.parent:
            return False
        if not self.paper.gives(part.start) or self.headings.inherited(index):
            return False
        first = next(iter(self.after[index - 1]), None)
        begins = first is not None and (first.why or self.mentions[first.mention].start <= above.body + _NEAR)
        return bool(begins) and self._orders(part)

    def _orders(self, part: Part) -> bool:
        """Does it begin with what is to be done (`Triển khai …`), or not (`Không tổ chức thu gộp`)?"""
        forbids = None if self.paper.strict else roles.prohibits().match(self.low, part.body)
        if forbids:
            first, last = self.paper.within(part.body, forbids.end() + _NEAR)
            return first == last  # else it says to whom it is forbidden (`Nghiêm cấm các đơn vị …`)
        return bool(roles.imperative().match(self.low, part.body))

    def _may_assign(self, index: int, end: int) -> bool:
        """A quick look at a paragraph of a law: has it a word that gives something to do, or may it be a heading?"""
        start = self.parts[index].body
        if self.paper.gives(start) or self.low[end - 1] == ":" or self.sentences.names_who_acts(start, end):
            return True
        if roles.anywhere("after", "entrusted").search(self.low, start, end):
            return True
        elsewhere = self.low.find(":", start, end) >= 0 or roles.anywhere("with", "before", "narrowed").search(
            self.low, start, end
        )
        acts = (roles.anywhere("charged", "bound"), roles.imperative()) if elsewhere else ()
        if any(words.search(self.low, start, end) for words in acts):
            return True
        if dates.names_a_day(self.low, start, end) or dates.names_a_term(self.low, start, end):
            return True
        if roles.anywhere("before").match(self.low, start):
            return True
        return end - start < TITLE_LENGTH and (
            bool(roles.anywhere("before").search(self.low, start, end))
            or self.headings.bare_heading(index, end) is not None
        )

    def _signs(self, part: Part) -> bool:
        """`THỦ TƯỚNG CHÍNH PHỦ / (Đã ký)`: the issuer in capitals on a line of its own."""
        first, last = self.paper.within(part.body, part.body + 1)
        if part.kind != "text":
            return False
        if self.paper.signature.start <= part.body < self.paper.signature.end:
            return True  # `TRƯỞNG PHÒNG / Nguyễn Thị Lan`, which nothing marks as a signature
        if first == last:
            return False
        line = self.doc.text[part.body : part.end].partition("\n")[0].strip(" *")
        return line.isupper() and self.mentions[first].end >= part.body + len(line)

    def _comments(self, part: Part, end: int) -> bool:
        """`[Điều này được hướng dẫn bởi Nghị định …]`: the note of an editor, or what stands below a picture, with who took it."""
        if self.low[part.body] == "[" and self.low.rfind("]", part.body, end) >= end - 2:
            return True
        begin = max(part.body, end - _LONGEST_TOPIC)
        return self.low.find(":", begin, end) > 0 and roles.picture_by().search(self.low, begin, end) is not None

    def _closes(self, part: Part, end: int) -> bool:
        """Does it only end the paper: `Trên đây là …`, `Văn phòng Chính phủ thông báo để các bộ biết, thực hiện`?"""
        if roles.anywhere("closing").match(self.low, part.body):
            return True
        first, last = self.paper.within(part.body, min(end, part.body + 2))
        if first == last or not self.paper.speaks([first]):
            return False
        return bool(roles.anywhere("makes_known").match(self.low, self.sentences.skip(self.mentions[first].end, end)))

    def _asked_at_the_end(self, index: int, end: int) -> None:
        """`Trên đây là Kế hoạch …. Đề nghị các sở báo cáo trước ngày 30 tháng 11`: what later sentences ask for."""
        units = iter(self.sentences.units(self.parts[index].body, end))
        if not any(self.low[b - 1] == "." for _, b in units) or (later := next(units, None)) is None:
            return  # one sentence
        for stretch in self.sentences.stretches(later[0], end, []):
            leads = [self.mentions[g.mention].start for g in stretch.given if g.role == "lead"]
            if not stretch.own or not leads:
                continue
            must = roles.anywhere("must").match(self.low, self.sentences.skip(stretch.rest, end))
            if must or roles.anywhere("before").search(self.low, stretch.start, min(leads)):
                self.lead_ins.task(index, stretch.start, stretch.end, stretch.given)

    def _entrusts(self, index: int, end: int) -> bool:
        """Has a paragraph under a title such as `Tiêu chí đánh giá` a word that gives something to do?"""
        found = roles.anywhere("entrusted").search(self.low, self.parts[index].body, end)
        return bool(found) and not self.lead_ins.assesses(index) and not self._under_purpose(index)

    def _given_in_a_review(self, index: int, stretches: list[Stretch]) -> None:
        """`Trên cơ sở kết quả thực hiện các chỉ tiêu, giao Sở Y tế thành lập đoàn kiểm tra`: only what is given in so many words."""
        for stretch in stretches:
            leads = [self.mentions[g.mention].start for g in stretch.given if g.role == "lead"]
            if stretch.own and leads and roles.anywhere("entrusted").search(self.low, stretch.start, min(leads)):
                self.lead_ins.task(index, stretch.start, stretch.end, stretch.given)

    def _scattered(self, part: Part) -> bool:
        """Is it what columns have left, words of several cells on each line?"""
        if not self.has_gaps or self.doc.text.find(_GAP, part.body, part.end) < 0:
            return False
        lines = self.doc.text[part.body : part.end].split("\n")
        gaps = [sum(bool(cell) for cell in line.strip().split(_GAP)) - 1 for line in lines]
        parted = sum(gap > 0 for gap in gaps)
        return (len(lines) > 2 and 2 * parted >= len(lines)) or max(gaps) > 1

    def _reviews(self, index: int) -> bool:
        """Does the paragraph stand under a title such as `Hiện trạng`, and so tell what was?"""
        for at in upwards(self.parts, index):
            part = self.parts[at]
            if at not in self.review:
                self.review[at] = part.kind not in ("text", "bullet", "plus") and self._tells_what_was(part)
            if self.review[at]:
                return True
        return False

    def _under_purpose(self, index: int) -> bool:
        return any(self._names_purpose(self.parts[at]) for at in upwards(self.parts, index))

    def _names_purpose(self, part: Part) -> bool:
        return " ".join(self.low[part.body : part.end][:TITLE_LENGTH].split()).strip(" .:*") in roles.words("purpose")

    def _tells_what_was(self, part: Part) -> bool:
        """Is it a title such as `Hiện trạng`, `Mục đích`?"""
        if part.end - part.body >= TITLE_LENGTH or self.low[part.end - 1] in ".;":
            return False
        if roles.anywhere("review", "assessment").match(self.low, part.body):
            return not self.paper.is_topic(part)
        return self._names_purpose(part)

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
            flat = Flat(self.paper, self.sentences, self.notes, index)
            taken.update(range(index, flat.end))
            index = max(index + 1, flat.end)
        return taken

    def _tables(self) -> None:
        columns: list[str] = []
        end = -_PAGE_BREAK
        for table in grid.tables(self.doc.text, self.low):
            near = table[0].start - end < _PAGE_BREAK and max(len(row.cells) for row in table) == len(columns)
            goes_on = near and self._bodies_stand_there(table, columns)
            above = self.headings.inherited(grid.index_at(self.paper.part_starts, table[0].start))
            rows = Rows(self.paper, self.sentences, self.notes, table, columns if goes_on else [], above)
            rows.read()
            columns, end = rows.columns, table[-1].end

    def _bodies_stand_there(self, table: grid.Table, columns: list[str]) -> bool:
        """Are most cells of a table bodies where the columns of the table before it say so? As wide a table may be another."""
        cells = [
            cell
            for row in table
            if len(row.cells) == len(columns)
            for role, cell in zip(columns, row.cells, strict=True)
            if role == "lead" and cell
        ]
        named = sum(first < last for first, last in (self.paper.within(c[0].start, c[-1].end) for c in cells))
        return 2 * named >= len(cells)
