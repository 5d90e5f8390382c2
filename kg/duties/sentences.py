"""Paragraphs cut where a new subject begins: who must act in each stretch, and with whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec.structs import replace

from kg.compiled import compiled
from kg.duties.clauses import LONGEST_ASIDE, by_whom
from kg.duties.paper import FEWEST_LETTERS, Given, Stretch
from kg.duties.subjects import BEFORE_NAME, Subjects
from kg.model import Span
from kg.recognise import dates, roles
from kg.text import fold, has_letters, key

_NUMBERED = compiled(r"[\s*]*\((?:\d{1,2}|[ivx]{1,4})\)")
_NEAR_DAY = 50  # characters of ` chậm nhất là ngày 25 tháng 3 năm 2026`
_LONGEST_SHORT = 40  # characters of `Ban Dân vận ` and the verb behind
_LONGEST_LEADING = 40  # characters of ` chủ trì, `
_FEWEST_BETWEEN = 7  # letters of what one body is given before another


class Sentences(Subjects):
    """Reads paragraphs of a paper."""

    def answer(self, start: int, end: int) -> int:
        """Where the words begin that count: after the colon in `Về đề nghị X làm …: Bộ Y …`, whose first part is only what was asked."""
        asked = roles.anywhere("petition").match(self.low, start)
        if not asked and not roles.anywhere("topic").match(self.low, start):
            return start
        colon = self.low.find(":", start, end)
        while colon >= 0 and colon + 1 < end and not self.low[colon + 1].isspace():
            colon = self.low.find(":", colon + 1, end)
        if colon < 0 or colon + 2 >= end:
            return start
        return colon + 2 if asked or self.subject(colon + 2, self.units(colon + 2, end)[0][1]) else start

    def stretches(self, start: int, end: int, inherited: list[Given]) -> list[Stretch]:
        """The paragraph cut where a new subject begins."""
        found: list[Stretch] = []
        told = False
        below = any(roles.anywhere("below").match(self.low, self.mentions[g.mention].end + 1) for g in inherited)
        for a, b in self.units(start, end):
            subject = self.subject(a, b, bool(inherited))
            subject = None if told and subject and not subject[0][0].words else subject
            told = (
                subject is None and self.low[b - 1] == ";" and not self.paper.strict and (told or self._told_of(a, b))
            )
            if subject and self._leads_others(subject[0], inherited):
                subject = None
            if subject and found and found[-1].given and self._only_helps(subject[1], b):
                subject = None
            if subject is None and a == start and (below or len(inherited) > 1):
                subject = self._one_of_those(a, b)
                subject = subject if subject and (below or self._among(subject[0], inherited)) else None
            if subject is None and not inherited:
                subject = self._meant_again(a, b, found)
            if subject and inherited and (whole := self._shortened(subject[0], inherited)):
                words = subject[0][0].words
                named = replace(whole, words=words, basis="words") if words and whole.role == "lead" else whole
                one = (
                    len(inherited) == 1 and words or len(inherited) > 1 and self.low[subject[1] : subject[1] + 1] == " "
                )
                subject = ([named], subject[1]) if one and not found else None
            if subject and found and found[-1].own and self._hands_on(subject[0]):
                found[-1] = replace(found[-1], end=b)
            elif subject is None:
                if found and _NUMBERED.match(self.low, a, b):
                    above = (Span(found[-1].start, found[-1].rest),)
                    leads = [
                        replace(g, words=None, basis="subject", place=g.place or above)
                        for g in found[-1].given
                        if g.role == "lead"
                    ]
                    found.append(Stretch(a, b, self._led(leads, a, b), found[-1].own, a))
                elif found and self.paper.strict and found[-1].given and self._somebody_must(a, b):
                    found.append(Stretch(a, b, [], False, a))
                elif not found:
                    found.append(Stretch(a, b, self._led(inherited, a, b), False, a))
                else:
                    found[-1] = replace(found[-1], end=b)
            else:
                given, rest = subject
                found.extend(self._parted(a, b, given, rest))
        pieces = (piece for stretch in found for piece in self.with_purpose(stretch))
        return [replace(piece, given=self.with_partners(piece)) for piece in pieces]

    def _somebody_must(self, start: int, end: int) -> bool:
        """`Trong thời hạn 07 ngày …, người bị kiện phải gửi …`: is it a person of whom rules say what he must do, and no body that was named before?"""
        must = roles.anywhere("bound", "may", "owes").search(self.low, start, end)
        if must is None:
            return False
        begin = max(start, self.low.rfind(",", start, must.start()) + 1)
        then = roles.anywhere("then").search(self.low, begin, must.start())
        begin = self.skip(then.end() if then else begin, end)
        first, last = self.paper.within(begin, must.start())
        return first == last and roles.anywhere("person").match(self.low, begin, must.start()) is not None

    def _meant_again(self, a: int, b: int, found: list[Stretch]) -> tuple[list[Given], int] | None:
        """`…; hai đơn vị báo cáo kết quả`, `Về đề xuất của Công ty Điện lực Tuyên Quang: …; Công ty chủ động bố trí vật tư`: those that the paragraph
        has named before; None where it does not tell which.
        """
        if self.paper.strict:
            return None
        again = roles.those_before().match(self.low, a, b)
        short = None if again else roles.anywhere("short_head").match(self.low, a, b)
        said = again or short
        first, last = self.paper.within(a, said.end()) if said else (0, 1)
        if said is None or first < last or not self._acts_now(said.end(), b):
            return None
        if again:
            noun = again["noun"] or again["which"]
            leads = [g.mention for one in found for g in one.given if one.own and g.role == "lead"]
            named = self._distinct(m for m in leads if not self.paper.is_group(m))
            alike = [m for m in named if self._begins_with(m, noun)]
            of_count = dates.number_of(again["count"]) if again["count"] else 0
            meant = next(
                (some for some in (alike, named) if len(some) > 1 and (not of_count or len(some) == of_count)), []
            )
        else:
            if not self.doc.text[a].isupper() or self.paper.issuer.startswith(said[0]):
                return None
            start = self.parts[bisect_right(self.paper.part_starts, a) - 1].body
            behind = (m for m in range(*self.paper.within(start, a)) if not self.paper.is_group(m))
            meant = self._distinct(m for m in behind if self._begins_with(m, said[0]))
            meant = meant if len(meant) == 1 else []
        given = [Given(m, "lead", None, "subject", why="short-name") for m in meant]
        return (given, said.end()) if given else None

    def _acts_now(self, at: int, end: int) -> bool:
        """Does what somebody does or must do stand right there?"""
        at = self.skip(at, end)
        return any(words.match(self.low, at, end) for words in (roles.acts(), roles.anywhere("must", "bound")))

    def _begins_with(self, mention: int, noun: str) -> bool:
        """Is it the name of a body of that kind?"""
        return fold(self.paper.bodies.entities[self.mentions[mention].entity].label).startswith(
            f"{' '.join(noun.split())} "
        )

    def _distinct(self, some: Iterable[int]) -> list[int]:
        """One mention of each body, in the order of the text."""
        return list({self.mentions[m].entity: m for m in sorted(some)}.values())

    def _told_of(self, start: int, end: int) -> bool:
        """`Bộ Chính trị, Ban Bí thư, đứng đầu là …, đã tập trung lãnh đạo;`: a clause that tells what its bodies did, and others go on to tell."""
        first, last = self.paper.within(start, end)
        if first == last or not roles.leaders().fullmatch(self.low, start, self.mentions[first].start):
            return False
        _, rest = self.paper.listed(first, end)
        return roles.anywhere("told").search(self.low, rest, min(end, rest + LONGEST_ASIDE)) is not None

    def _only_helps(self, rest: int, end: int) -> bool:
        """`…; Sở Tài chính, Công an tỉnh phối hợp.`: those work on what the clause before gives."""
        helps = roles.anywhere("partner").match(self.low, self.skip(rest, end), end)
        return helps is not None and not self.low[helps.end() : end].strip(" .;),")

    def _leads_others(self, given: list[Given], inherited: list[Given]) -> bool:
        """`- Lãnh đạo UBND tỉnh ban hành kế hoạch …` under a Party committee: what it is to do, and no `lãnh đạo` of a body."""
        if not given or not self.low.startswith(roles.words("directs"), self.mentions[given[0].mention].start):
            return False
        labels = (fold(self.paper.bodies.entities[self.mentions[g.mention].entity].label) for g in inherited)
        return any(label.startswith(roles.words("party")) for label in labels)

    def _one_of_those(self, start: int, end: int) -> tuple[list[Given], int] | None:
        """`Sở Y tế thẩm định …` under `Các cơ quan sau đây chịu trách nhiệm:`: the body that begins the item, also where a paper sets rules."""
        first, last = self.paper.within(start, end)
        if first == last or self.low[start : self.mentions[first].start].strip(" *"):
            return None
        members, rest = self.paper.listed(first, end)
        at = self.skip(rest, end)
        if end - at <= FEWEST_LETTERS or self.low[rest : rest + 1] not in (" ", ":", "\n"):
            return None
        return self._given(members, None, rest, end), rest

    def _among(self, given: list[Given], inherited: list[Given]) -> bool:
        """`1. Chính phủ thống nhất quản lý …` under `Trách nhiệm của Chính phủ, các bộ`: does an item begin with some of the bodies of its heading?"""
        above = {self.mentions[g.mention].entity for g in inherited if g.role == "lead"}
        named = {self.mentions[g.mention].entity for g in given}
        return named < above

    def _hands_on(self, given: list[Given]) -> bool:
        """`…; phân công các sở thực hiện`: what the body of the clause before does with others, and no order of the paper, as one to its own official is."""
        return not self.paper.is_issuer([one.mention for one in given]) and " ".join(
            (given[0].words or "").lower().split()
        ) in roles.words("hands_on")

    def _parted(self, start: int, end: int, given: list[Given], rest: int) -> list[Stretch]:
        """`Giao Sở Xây dựng lập danh mục, Sở Tài chính cân đối nguồn`: each body with what it is given, where commas part them."""
        found = [Stretch(start, end, given, True, rest)]
        if not given:
            return found
        told = roles.at_end("before", BEFORE_NAME).search(self.low[start : self.mentions[given[0].mention].start])
        others = told or roles.acts().match(self.low, self.skip(rest, end))
        behind, last = self.paper.within(rest, end)
        shared = behind < last and not self.paper.strict and self.led_by(start, end) > 1
        at = max(behind, *(one.mention + 1 for one in given))
        while at < last:
            members, after = self.paper.listed(at, end)
            begin = self.mentions[at].start
            after_last = max(found[-1].rest, self._begins(rest, at))
            before = self.low[after_last:begin].rstrip(" \n*")
            acts = roles.acts().match(self.low, self.skip(after, end))
            announced = roles.announced().search(before) is not None  # `thực hiện một số nhiệm vụ: Sở Y tế …`
            guides = None if told or announced else roles.anywhere("guides").search(before)
            if guides and before[guides.end() :].strip(" ,"):
                acts = None  # `chỉ đạo các cơ sở rà soát, Sở Y tế …`
            parted = announced or (before.endswith(",") and has_letters(before, _FEWEST_BETWEEN))
            stop = self._own_day(before, after, end)
            by = by_whom(before) if shared and acts else None
            if by and (cut := max(map(before.rfind, ",:;"))) >= 0:
                words = roles.anywhere("after").match(self.low, self.skip(after, end), end)
                what = self.skip(after_last + cut + 1, end)
                if words:
                    found[-1] = replace(found[-1], end=after_last + cut)
                    said = self.paper.printed(words.start(), words.end())
                    found.append(Stretch(what, end, [Given(m, "lead", said, "words") for m in members], True, after))
                    at = members[-1] + 1
                    continue
            apart = announced or not self._holds_others(after_last, begin, at)
            if others and acts and parted and self.low[after] != "," and apart:
                stop = len(before) - 1
            if stop:
                found[-1] = replace(found[-1], end=after_last + stop)
                more = [Given(member, "lead", None, "subject") for member in members]
                found.append(Stretch(begin, end, more, True, after))
            at = members[-1] + 1
        return found

    def _own_day(self, before: str, after: int, end: int) -> int:
        """`Sở Y tế gửi kết quả trước ngày 10/3/2026, Ủy ban nhân dân các xã trước ngày 25/3/2026`: where the words on the first body end; 0 where
        the next has no day of its own.
        """
        joint = roles.at_end("and").search(before)
        said = before[: joint.start()].rstrip() if joint else before.removesuffix(",")
        if not said[-1:].isdigit() or len(said) == len(before):
            return 0
        due = dates.find(self.low, after, min(end, after + _NEAR_DAY), self.paper.issued, self.paper.year)
        return len(said) if due and due[0].due and due[0].start <= after + 2 else 0

    def _holds_others(self, start: int, end: int, at: int) -> bool:
        """Do words before a body make it a member of their list (`phối hợp với …,`, `báo cáo …,`), or is one of its list named before the comma?"""
        if self.paper.joined(at - 1, at):
            return True
        if roles.anywhere("with").search(self.low, start, end):
            return True
        told = list(roles.anywhere("reported").finditer(self.low, start, end))
        if not told or self.paper.strict or not roles.anywhere("advises").match(told[-1][0]):
            return bool(told)
        # `tham mưu Ủy ban nhân dân tỉnh cân đối ngân sách,`: what that body is helped with ends its list
        first, last = self.paper.within(told[-1].end(), end)
        behind = self.mentions[last - 1].end if first < last else end
        return not (self.low[behind] == " " and roles.acts().match(self.low, behind + 1, end))

    def with_purpose(self, stretch: Stretch) -> list[Stretch]:
        """`Các xã gửi báo cáo trước ngày 30/6 để Phòng Nội vụ tổng hợp, trình … trước ngày 15/7`: cut where somebody else begins to act, by a day of his own."""
        if not stretch.given or not dates.names_a_time(self.low, stretch.rest, stretch.end):
            return [stretch]
        for aim in roles.anywhere("so_that").finditer(self.low, stretch.rest, stretch.end):
            if not dates.names_a_time(self.low, aim.end(), stretch.end):
                break
            end = self.units(aim.start(), stretch.end)[0][1]
            subject = self._gatherer(stretch, aim, end)
            if subject is None or not self._names_due(subject[1], end):
                continue
            given, rest = subject
            before = replace(stretch, end=aim.start())
            purpose = Stretch(aim.start(), end, given, True, rest, purpose=True)
            later = self.skip(end, stretch.end)
            goes_on = later < stretch.end
            return [before, purpose, *([replace(stretch, start=later, rest=later)] if goes_on else [])]
        return [stretch]

    def _gatherer(self, stretch: Stretch, aim: re.Match[str], end: int) -> tuple[list[Given], int] | None:
        """Who acts behind `để`: the body named there, else the one to which something is sent by a day (`gửi Sở Nội vụ trước ngày 20/12 để tổng hợp`)."""
        at = self.skip(aim.end(), end)
        first, last = self.paper.within(at, end)
        if first < last and roles.leaders().fullmatch(self.low, at, self.mentions[first].start):
            members, rest = self.paper.listed(first, end)
            acts = roles.acts().match(self.low, self.skip(rest, end), end)
            return (self._given(members, None, rest, end), rest) if acts else None
        gathers = roles.anywhere("gathers").search(self.low, at, min(end, at + _LONGEST_SHORT))
        if gathers is None or not self._names_due(stretch.rest, aim.start()):
            return None
        short, rest = " ".join(self.low[at : gathers.start()].split()), gathers.start()
        for mention in range(*self.paper.within(stretch.rest, aim.start())):
            begin = self._begins(stretch.rest, mention)
            if roles.at_end("reported").search(self.low[begin : self.mentions[mention].start]):
                leads = {self.mentions[given.mention].entity for given in stretch.given if given.role == "lead"}
                named = " ".join(self.low[self.mentions[mention].start : self.mentions[mention].end].split())
                meant = not short or short in roles.words("short_body") or named.startswith(f"{short} ")
                sent = meant and self.mentions[mention].entity not in leads
                return ([Given(mention, "lead", None, "subject")], rest) if sent else None
        return None

    def _names_due(self, start: int, end: int) -> bool:
        """Is something due by a day in a stretch?"""
        if not dates.names_a_time(self.low, start, end):
            return False
        return any(when.due for when in dates.find(self.low, start, end, self.paper.issued, self.paper.year))

    def _shortened(self, given: list[Given], inherited: list[Given]) -> Given | None:
        """`Sở Tư pháp` under the heading `Sở Tư pháp các tỉnh` is the body of the heading, `Các bộ` under `các bộ, ngành và các tỉnh` one of them."""
        label = [key(self.paper.bodies.entities[self.mentions[g.mention].entity].label) for g in (given[0], *inherited)]
        if len(given) != 1 or (len(inherited) > 1 and label[0] in label[1:]):
            return None
        return next((one for one, other in zip(inherited, label[1:], strict=True) if other.startswith(label[0])), None)

    def _led(self, inherited: list[Given], start: int, end: int) -> list[Given]:
        """The bodies of the heading, with the words of the paragraph where it has them (`Chủ trì, phối hợp với …`)."""
        acts = roles.anywhere("after").search(self.low, start, min(end, start + 60))
        if not acts or self.paper.within(start, acts.start())[0] != self.paper.within(start, acts.start())[1]:
            return inherited
        words = self.paper.printed(acts.start(), acts.end())
        return [replace(given, words=words, basis="words") if given.role == "lead" else given for given in inherited]

    def with_partners(self, stretch: Stretch) -> list[Given]:
        """Adds those with whom the bodies of a stretch work together."""
        given = list(stretch.given)
        taken = {self.mentions[g.mention].entity for g in given if g.role == "lead"}
        for words in roles.anywhere("with").finditer(self.low, stretch.start, stretch.end):
            if self.paper.inside_name(words.start()) or roles.anywhere("not_with").match(self.low, words.start()):
                continue
            first, last = self.paper.within(words.end(), min(stretch.end, words.end() + 100))
            if first == last:
                continue
            gap = self.low[words.end() : self.mentions[first].start]
            if not roles.between().fullmatch(gap.strip(" :*")) and not self.unknown_names(gap):
                continue
            members, _ = self.paper.listed(first, stretch.end)
            printed = self.paper.printed(words.start(), words.end())
            for member in members:
                if self.mentions[member].entity not in taken:
                    given.append(Given(member, roles.partner_role(words[0]), printed, "words"))
        return given + self._helpers(stretch, taken) if taken else given

    def _helpers(self, stretch: Stretch, taken: set[int]) -> list[Given]:
        """`Sở Xây dựng chủ trì, Sở Tài chính và Công an tỉnh phối hợp, lắp …`: those named before the word."""
        found: list[Given] = []
        led = any(one.words for one in stretch.given)  # by `chủ trì`, it may be
        uses = ("partner", "joins_in") if led else ("partner",)
        for words in roles.anywhere(*uses).finditer(self.low, stretch.rest, stretch.end):
            first, last = self.paper.within(stretch.rest, words.start())
            behind = self.low[words.end() : min(stretch.end, words.end() + 1)]
            if first == last or self.low[self.mentions[last - 1].end : words.start()].strip():
                continue
            begin = last - 1
            while begin > first and self.paper.joined(begin - 1, begin):
                begin -= 1
            ends = behind in (*",;.)", "")
            if (
                ends
                and not roles.anywhere("partner").fullmatch(words[0])
                and not self._right_behind_lead(stretch, begin)
            ):
                continue
            if not ends and not self._led_before(stretch, begin, words.end()):
                continue
            printed = self.paper.printed(words.start(), words.end())
            if not any(self.mentions[m].entity in taken for m in range(begin, last)):
                found += [Given(m, "coordinate", printed, "words") for m in range(begin, last)]
        return found

    def _led_before(self, stretch: Stretch, helper: int, after: int) -> bool:
        """`Công an huyện chủ trì, Đội Quản lý thị trường phối hợp tổ chức tuần tra`: does one lead right before those who help, and both do what follows?"""
        acts = roles.acts().match(self.low, self.skip(after, stretch.end), stretch.end)
        return acts is not None and self._right_behind_lead(stretch, helper)

    def _right_behind_lead(self, stretch: Stretch, helper: int) -> bool:
        """Does `chủ trì, ` stand between the one who leads and those who help?"""
        before = self.low[stretch.rest : self.mentions[helper].start]
        return len(before) < _LONGEST_LEADING and roles.at_end("after", r"\s*,\s*").search(before) is not None

    def urged(self, start: int, end: int) -> tuple[list[Given], int] | None:
        """`Để … hiệu quả, thành phố Đà Nẵng cần thực hiện các nhiệm vụ sau:`: the bodies after a comma that must do something."""
        at, last = self.paper.within(start, end)
        while at < last:
            members, rest = self.paper.listed(at, end)
            if self.low[self._begins(start, at) : self.mentions[at].start].rstrip().endswith(",") and roles.anywhere(
                "must"
            ).match(self.low, self.skip(rest, end)):
                return self._given(members, None, rest, end), rest
            at = members[-1] + 1
        return None
