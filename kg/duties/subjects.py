"""Subjects of clauses: who must act, and where the words after the names begin."""

from __future__ import annotations

import itertools
import re

from kg.duties.clauses import Clauses, by_whom
from kg.duties.paper import DOTS, Given
from kg.model import Span
from kg.recognise import dates, lexicon, roles
from kg.text import fold

_ENUMERATED = lexicon.pattern(
    r"[\s*“\"]*(?:\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|\([^()\n]{4,40}\)\s[-–](?=\s)|\[\d{1,2}\](?=\s)|[-+]|{step_word}\s+\d{1,2}[.:])?[\s*“\"(]*"
)
BEFORE_NAME = rf"(?:\s|\*|“|{lexicon.word('plural_word')}|{roles.whole_of('honoured')}|:)*"
_LONGEST_ASIDE = 160
_LONGEST_UNKNOWN = 80
_LONGEST_SUBJECT = 240  # characters of what a paper is about, behind its number
# what may stand between the number of a paper and the order it gives: its day, or what it is about up to a comma
_SAYS_NO_MORE = lexicon.pattern(r"[^\s,;]*(?:,?\s+(?:{day}\s+)?[\d/.-]+|[^.;:]*,)?")
_BY = lexicon.group("by_agent")
_LONGEST_BY = 8  # characters of ` do các `
_LONGEST_TOLD = 20  # characters between `yêu cầu` and the body that is told


class Subjects(Clauses):
    """Reads who must act in a clause."""

    def subject(self, start: int, end: int, led: bool = False) -> tuple[list[Given], int] | None:
        """Who must act in a clause, and where the words after the names begin; None where it does not say."""
        if self.paper.addressees and (asked := self._addressed(start, end)):
            return asked
        first, last = self.paper.within(start, end)
        if first == last:
            return None
        lead = _ENUMERATED.match(self.low, start, end)
        noted = lead is not None and "[" in lead[0]  # it may be the note of a page
        start = lead.end() if lead else start
        if self.mentions[first].start < start:
            first = self.paper.within(start, end)[0]  # `(Báo Điện Biên Phủ) - Chiều 12/9, …`
            if first == last:
                return None
        found = (
            self._commanded(start, end, first, last)
            or self._first_named(start, end, first, led)
            or self._named_inside(start, end, first, last, led)
            or self._after_adverbial(start, end, first, last, led)
        )
        if noted and found and not found[0][0].words:
            return None
        colon = (
            -1
            if found or led or roles.label().match(self.low, start, end)
            else self.low.find(": ", start, min(end, start + 160))
        )
        if colon < 0 or self.mentions[first].start < colon:
            return found
        return self._first_named(colon + 2, end, first, led)  # `Thực hiện chi trả: Sau khi …, Ủy ban nhân dân xã …`

    def _addressed(self, start: int, end: int) -> tuple[list[Given], int] | None:
        """`đề nghị Quý cơ quan gửi báo cáo`: those to whom the letter is sent."""
        for you in roles.anywhere("you").finditer(self.low, start, end):
            told = roles.at_end("before").search(self.low[start : you.start()])
            if told:
                words = self.paper.printed(start + told.start("words"), start + told.end("words"))
                spans = ((m, self.mentions[m]) for m in self.paper.addressees)
                return [Given(m, "lead", words, "words", (Span(one.start, one.end),)) for m, one in spans], you.end()
        return None

    def _commanded(self, start: int, end: int, first: int, last: int) -> tuple[list[Given], int] | None:
        """`Thực hiện Quy chế làm việc của Chính phủ, Văn phòng Chính phủ đề nghị Bộ Nội vụ …`, `Báo … đăng bài “…”, Thủ tướng Chính phủ giao …`: an order
        behind a comma, by who issues the paper, or in a letter of an office by whom it writes for.
        """
        if self.paper.strict or not self.paper.issuer or roles.anywhere("located").match(self.low, start):
            return None
        for mention in range(first, last):
            place = self.mentions[mention].start
            if not self.low[max(start, place - 2) : place].startswith(",") or not self.paper.commands(mention):
                continue
            if mention > first and self.paper.joined(mention - 1, mention) and not self._is_owner(mention - 1, start):
                continue  # `nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao các bộ`
            rest = self.paper.behind(mention, end)
            if roles.anywhere("before").match(self.low, self.skip(rest, end), end):
                return self._passed_on([mention], rest, end)
        return None

    def _is_owner(self, mention: int, start: int) -> bool:
        """Does something belong to a body (`Quy chế làm việc của Chính phủ`)?"""
        begin = self._begins(start, mention)
        return roles.at_end("owned").search(self.low[begin : self.mentions[mention].start]) is not None

    def _first_named(self, start: int, end: int, first: int, led: bool) -> tuple[list[Given], int] | None:
        prefix = self.low[start : self.mentions[first].start]
        members, rest = self._with_those_behind(*self._all_named(first, end), end)
        rest = self._behind_apposition(rest, end)
        told = roles.at_end("before", BEFORE_NAME).search(self.paper.before(start, self.mentions[first].start))
        if not told and (leading := self._leading_behind(rest, end)):
            return leading
        if told and (
            self._tells(prefix[: told.start()], told["words"], led)
            or (not led and self.person_speaks(start, start + told.start()))
            or (not led and self.unknown_speaks(start, start + told.start()))
        ):
            return self._given(
                members, self.paper.printed(start + told.start("words"), start + told.end("words")), rest, end
            ), rest
        begun = roles.anywhere("before").match(self.low, start)
        if begun and not led and self._names_others(begun.end(), self.mentions[first].start):
            return self._given(members, self.paper.printed(begun.start(), begun.end()), rest, end), rest
        if those := self._asked_of(members, prefix, rest, end):
            return those
        title = roles.entitled().fullmatch(prefix.strip(" *"))
        # `Yêu cầu Tòa án thu thập tài liệu`, `Phân công nhiệm vụ cho các thành viên`: what another asks for, or does
        asked = told and self.paper.strict and (led or not self.paper.gives(start))
        asked = asked or (led and prefix.startswith(roles.words("hands_on")))
        if title and not asked and self._acts(rest, end) and not self._only_titles(prefix, rest, end):
            return self._given(members, None, rest, end), rest
        if (
            (
                self.paper.is_issuer(members)
                or self._orders(members, rest, end)
                or self._organ_orders(members, rest, end)
            )
            and not roles.at_end("reported").search(prefix)
            and (passed := self._passed_on(members, rest, end))
        ):
            return passed
        if self._only_asks(members, rest, end):
            return None
        bare = prefix.strip(' *,“"')
        # `Ông Nguyễn Văn A, Giám đốc Sở Y tế: chỉ đạo …`, `Đồng chí Nguyễn Văn A - Phó Chủ tịch UBND tỉnh trực tiếp chỉ đạo …`
        colon = self.low[rest : rest + 1] == ":" or (
            not self.paper.strict and roles.anywhere("in_person").match(self.low, self.skip(rest, end)) is not None
        )
        if colon or self.paper.gives(start) or roles.anywhere("bound").match(self.low, self.skip(rest, end)):
            bare = self.paper.before(start, self.mentions[first].start).strip(' *,“"')
        if bare and not roles.leaders().fullmatch(bare) and not self._adverbial(prefix, rest, end):
            return None
        members = (bare and self._after_owner(members, prefix.rstrip(" \n*"), rest, end)) or members
        dated = prefix.rstrip().endswith(":")  # `Từ ngày 01/5 đến ngày 20/5/2024: Sở Khoa học và Công nghệ thẩm định`
        holds = colon and self.paper.officials[members[0]] is not None
        acts = roles.anywhere("after").match(self.low, self.skip(rest, end))
        told_itself = dated or holds or self.paper.shared or acts is not None
        if self.paper.is_issuer(members) and not told_itself and not self._comes_back(rest, end):
            return None
        if not self._acts(rest, end) or self._says_who(members):
            return None
        return self._singled_out(members, rest, end) or (self._given(members, None, rest, end), rest)

    def _leading_behind(self, rest: int, end: int) -> tuple[list[Given], int] | None:
        """`Tiểu ban An ninh: Công an tỉnh chủ trì …`: those who lead what stands behind a body and a colon."""
        if self.paper.strict or not self.low.startswith(": ", rest):
            return None
        following = self.paper.within(rest, end)[0]
        if following >= len(self.mentions) or self.mentions[following].start != rest + 2:
            return None
        members, stop = self.paper.listed(following, end)
        if not roles.anywhere("after").match(self.low, self.skip(stop, end), end):
            return None
        return self._given(members, None, stop, end), stop

    def _comes_back(self, rest: int, end: int) -> bool:
        """`Chủ tịch Ủy ban nhân dân xã tiếp công dân ngày 10 và ngày 25 hằng tháng`: does a clause say how often something is to be done?"""
        found = dates.find(self.low, rest, end, self.paper.issued, self.paper.year)
        return any(when.due and when.rrule for when in found)

    def _only_titles(self, prefix: str, rest: int, end: int) -> bool:
        """`Nhiệm vụ của Bộ Công an tại Nghị quyết 124/NQ-CP`: no verb, but where what they must do stands."""
        owned = roles.at_end("owned").search(prefix.strip(" *"))
        return owned is not None and roles.anywhere("no_verb").match(self.low, self.skip(rest, end)) is not None

    def _names_others(self, start: int, end: int) -> bool:
        """`Đề nghị Ban Quản lý các khu …, Sở Y tế`: is what stands before the first body a name; not `Phân công rõ ràng trách nhiệm từng …, các tổ chức`."""
        at = self.skip(start, end)
        named = self.doc.text[at].isupper() or roles.anywhere("many").match(self.low, at)
        return bool(named) and self.unknown_names(self.low[start:end])

    def _says_who(self, members: list[int]) -> bool:
        """`Phó Trưởng Ban Chỉ đạo là Phó Chủ tịch UBND tỉnh, …`: who is of a body."""
        gap = self.low[self.mentions[members[0]].end : self.mentions[members[1]].start] if len(members) > 1 else ""
        return roles.anywhere("is").fullmatch(gap.strip()) is not None

    def _all_named(self, first: int, end: int) -> tuple[list[int], int]:
        """The list from a body on, over names that are not known (`Văn phòng Bộ, Tổng cục, các đơn vị trực thuộc Bộ`)."""
        members, rest = self.paper.listed(first, end)
        while self.low.startswith(", ", rest) and members[-1] + 1 < len(self.mentions):
            following = self.mentions[members[-1] + 1]
            gap = self.low[rest : min(following.start, rest + _LONGEST_UNKNOWN)]
            named = following.start < min(end, rest + _LONGEST_UNKNOWN) and self.doc.text[rest + 2].isupper()
            acts = any(self.doc.text[rest + verb.start()].islower() for verb in roles.acts().finditer(gap))
            if not named or not self.unknown_names(gap) or acts:
                break
            more, rest = self.paper.listed(members[-1] + 1, end)
            members += more
        return members, rest

    def _with_those_behind(self, members: list[int], rest: int, end: int) -> tuple[list[int], int]:
        """`Giao các cơ quan truyền thông: Đài Phát thanh và các báo tăng cường …`, `Các đơn vị (Sở Nội vụ, Sở Tư pháp) chuẩn bị …`: a group, and those of
        it that are named behind a colon, or in brackets, and act.
        """
        if len(members) > 1 or not self.paper.is_group(members[0]):
            return members, rest
        if bracketed := self.paper.in_brackets(members[0], rest):
            return [*members, *bracketed], rest
        following, colon = members[-1] + 1, roles.named_behind().match(self.low, rest, end)
        if colon is None:
            return members, rest
        if following >= len(self.mentions) or self.mentions[following].start != colon.end():
            return members, rest
        listed, stop = self.paper.listed(following, end)
        stop += next((len(dots) for dots in DOTS if self.low.startswith(dots, stop)), 0)
        if len(listed) > 1 and self.low[stop : stop + 1] == " " and self._starts_to_act(stop, end):
            return [*members, *listed], stop
        return members, rest

    def _behind_apposition(self, rest: int, end: int) -> int:
        """`Vụ Pháp chế - cơ quan thường trực Hội đồng … phối hợp với …`: where what the body is ends, and what it does begins."""
        if not self.paper.strict and (rank := roles.rank_behind().match(self.low, rest, end)):
            return rank.end()  # `Phó Chủ tịch Ủy ban nhân dân xã, Phó Trưởng ban: phụ trách …`
        beside = roles.stands_beside().match(self.low, rest, end)
        acts = (
            roles.anywhere("with", "after", "bound").search(
                self.low, beside.end(), min(end, beside.end() + _LONGEST_ASIDE)
            )
            if beside
            else None
        )
        if not acts or ";" in self.low[rest : acts.start()]:
            return rest
        first, last = self.paper.within(rest, acts.start())
        dashed = beside is not None and beside[0].lstrip()[0] in "-–"
        return (
            acts.start() - 1 if dashed or first == last else rest
        )  # `do X là cơ quan chủ quản, các Y có trách nhiệm …`

    def _singled_out(self, members: list[int], rest: int, end: int) -> tuple[list[Given], int] | None:
        """`Các đơn vị thuộc Bộ: Vụ Pháp chế thẩm định …`: the body named after the colon acts, and not the group before it."""
        following = members[-1] + 1
        if self.low[rest] != ":" or following >= len(self.mentions) or self.mentions[following].start >= end:
            return None
        if not roles.leaders().fullmatch(self.low, rest + 1, self.mentions[following].start):
            return None
        listed, stop = self.paper.listed(following, end)
        if self.low[stop : stop + 1] in (",", ":", ";", "") or not self._starts_to_act(stop, end):
            return None
        return self._given(listed, None, stop, end), stop

    def _orders(self, members: list[int], rest: int, end: int) -> bool:
        """`Thủ tướng giao Bộ Y tế …` in a text that has no letterhead: who speaks there is the body that gives the order."""
        if self.paper.issuer or (len(members) > 1 and any(self.paper.is_group(member) for member in members)):
            return False
        return self._order(rest, end) is not None

    def _organ_orders(self, members: list[int], rest: int, end: int) -> bool:
        """`Thường trực Tỉnh ủy, Ban Thường vụ Tỉnh ủy yêu cầu …` in a paper of `Tỉnh ủy`: do those who speak for the issuer give an order?"""
        return all(map(self.paper.commands, members)) and self._order(rest, end) is not None

    def _only_asks(self, members: list[int], rest: int, end: int) -> bool:
        """`Thủ tướng yêu cầu rà soát các dự án`: one body that asks, in a text without a letterhead, and does nothing itself."""
        if self.paper.is_group(members[0]) or not self._orders(members, rest, end):
            return False
        asks = roles.anywhere("before", "directed").match(self.low, self._speech(rest, end)[0], end)
        return asks is not None and " ".join(asks[0].split()) not in roles.words("entrusted")

    def _asked_of(self, members: list[int], prefix: str, rest: int, end: int) -> tuple[list[Given], int] | None:
        """`Riêng các bộ Công an, Y tế, Thủ tướng yêu cầu báo cáo ngay`, `Đối với các huyện bị ngập, yêu cầu khẩn trương tiêu úng`: those named before the
        one who speaks, or before the order.
        """
        if prefix.strip(" *") not in roles.words("concerning"):
            return None
        if order := roles.asked().match(self.low, rest, end):
            asked, at = members, order.start("words")
        elif self.low[rest : rest + 1] == "," and not self.paper.strict and self._begins_to_order(rest + 1, end):
            at = rest + 1  # `Đối với Bộ Công an, tiếp tục mở các đợt cao điểm`
            return self._given(members, None, at, end), at
        elif len(members) > 1 and self._parts_who_speaks(members, rest, end):
            asked, at = members[:-1], self._speech(rest, end)[0]
        else:
            return None
        told = roles.anywhere("before").match(self.low, at, end)
        first, last = self.paper.within(told.end(), min(end, told.end() + _LONGEST_TOLD)) if told else (0, 1)
        if told is None or first < last:
            return None
        at = self.skip(told.end(), end)
        if not roles.anywhere("obliged").match(self.low, at, end) and not roles.acts().match(self.low, at, end):
            return None
        return self._given(asked, self.paper.printed(told.start(), told.end()), told.end(), end), told.end()

    def _begins_to_order(self, at: int, end: int) -> bool:
        """Does a clause begin with what is to be done, or that it must be?"""
        at = self.skip(at, end)
        return any(words.match(self.low, at, end) for words in (roles.imperative(), roles.anywhere("must", "obliged")))

    def _parts_who_speaks(self, members: list[int], rest: int, end: int) -> bool:
        """Is the last of a list, behind a comma, the one who orders?"""
        if self.paper.is_group(members[-1]):
            return False
        gap = self.low[self.mentions[members[-2]].end : self.mentions[members[-1]].start]
        return gap.strip() == "," and (self.paper.is_issuer(members[-1:]) or self._orders(members[-1:], rest, end))

    def _speech(self, rest: int, end: int) -> tuple[int, bool]:
        """Where the words behind a body that speaks begin: after the name of who holds the office, after `có ý kiến chỉ đạo như sau:`, and in a text
        without a letterhead after the paper that it has issued (`vừa ban hành Công văn số 12/UBND-NN ngày 3/4 về …, `); and whether it is a paper that says it.
        """
        placed = roles.of_place().match(self.low, rest, end)
        named = self.behind_holder(placed.end() if placed else rest, end)
        beside = roles.beside_speaker().match(self.low, named, end)
        at = self.skip(beside.end() if beside else named, end)
        made = None if self.paper.issuer else self.made_paper(at, end)
        if made:
            orders = roles.anywhere("before", "sent", "directed")
            told = orders.search(self.low, made.end(), min(end, made.end() + _LONGEST_SUBJECT))
            if told and _SAYS_NO_MORE.fullmatch(self.low[made.end() : told.start()].rstrip()):
                return told.start(), True
        said = roles.anywhere("says").match(self.low, at, end)
        if said is None:
            return self._conveyed(at, end), False
        at = self._conveyed(self.skip(said.end() + (self.low[said.end() : said.end() + 1] == ":"), end), end)
        return at, roles.at_end("paper_speaks").search(said[0]) is not None

    def _conveyed(self, at: int, end: int) -> int:
        """Where the words behind the one begin whose order an office passes on: `truyền đạt ý kiến chỉ đạo của Thủ tướng Phạm Minh Chính giao …`."""
        of_whom = roles.anywhere("conveys").match(self.low, at, end)
        first, last = self.paper.within(of_whom.end(), end) if of_whom else (0, 0)
        if of_whom is None or first == last or self.low[of_whom.end() : self.mentions[first].start].strip():
            return at
        return self.skip(self.behind_holder(self.paper.behind(first, end), end), end)

    def _order(self, rest: int, end: int) -> re.Match[str] | None:
        """The word behind a body by which it orders; a paper that it has issued may also direct (`vừa có công văn chỉ đạo các sở …`)."""
        at, paper = self._speech(rest, end)
        told = roles.anywhere("before", "sent").match(self.low, at, end)
        spoken = paper or self._commander(rest) or roles.anywhere("too").match(self.low, self.skip(rest, end), end)
        directed = roles.anywhere("directed").match(self.low, at, end) if spoken and not told else None
        if directed is None:
            return told
        return roles.anywhere("before").match(self.low, self.skip(directed.end(), end), end) or directed

    def _commander(self, rest: int) -> bool:
        """Is who ends there the head of the Government, or an official with his name: whom he directs, he orders to act (`Thủ tướng chỉ đạo Bộ Tài chính`)?"""
        mention = self.paper.named_before(rest)
        if mention is None or self.paper.is_group(mention) or self.paper.issuer:
            return False
        label = fold(self.paper.bodies.entities[self.mentions[mention].entity].label)
        named = self.behind_holder(rest, len(self.low)) > rest
        return label in roles.words("commander") or (named and self.paper.officials[mention] is not None)

    def _passed_on(self, members: list[int], rest: int, end: int) -> tuple[list[Given], int] | None:
        """`Ủy ban nhân dân tỉnh yêu cầu các sở …`: the bodies that the issuer tells."""
        following = members[-1] + 1
        order = self._order(rest, end)
        told = order or roles.anywhere("before").search(self.low, rest, min(end, rest + 120))
        if told and roles.anywhere("sent").fullmatch(told[0]):
            return self._sent_to(following, told.end(), end)
        before = self.low[rest : told.start()].split()[-1:] if told else []
        if not told or (order is None and before in [[word] for word in roles.words("told_of")]):
            return None
        happened = roles.anywhere("told").search(self.low, rest, told.start())
        if happened and self.low[told.start() - 2] != ":" and not self._orders(members, rest, end):
            return None  # `Thủ tướng Chính phủ đã có nhiều văn bản chỉ đạo, yêu cầu các bộ …`
        while following < len(self.mentions) and self.mentions[following].start < told.end():
            following += 1
        if following >= len(self.mentions) or self.mentions[following].start >= end:
            return None
        gap = self.low[told.end() : self.mentions[following].start]
        if gap.strip() in roles.words("located"):
            return None  # `cử đại diện tham gia khi có đề nghị của Sở Nội vụ`
        if len(gap) > 20 or not roles.between().fullmatch(gap.strip(" :*-")):
            return self.subject(told.end() + 1, end) if gap.startswith(": ") else None
        listed, stop = self.paper.listed(following, end)
        return self._given(listed, self.paper.printed(told.start(), told.end()), stop, end), stop

    def _sent_to(self, following: int, at: int, end: int) -> tuple[list[Given], int] | None:
        """`Bộ Y tế vừa có công văn gửi các sở y tế đề nghị rà soát …`: those who are sent the order."""
        if following >= len(self.mentions) or self.mentions[following].start >= end:
            return None
        if not roles.leaders().fullmatch(self.low, at, self.mentions[following].start):
            return None
        listed, stop = self.paper.listed(following, end)
        at = self.skip(stop, end)
        told = roles.anywhere("before").match(self.low, at, end)
        if told is None and roles.acts().match(self.low, at, end):
            return self._given(listed, None, stop, end), stop  # `gửi Ủy ban nhân dân các tỉnh quan tâm chỉ đạo …`
        if told is None or not roles.acts().match(self.low, self.skip(told.end(), end), end):
            return None
        return self._given(listed, self.paper.printed(told.start(), told.end()), told.end(), end), told.end()

    def _named_inside(self, start: int, end: int, first: int, last: int, led: bool) -> tuple[list[Given], int] | None:
        """`… do Sở Xây dựng chủ trì`, `… được giao cho Sở Nội vụ`: named after what is to be done."""
        at = first
        if not self.paper.strict and roles.duties_moved().match(self.low, start) and (moved := self._moved(start, end)):
            return moved
        while at < last:
            members, rest = self.paper.listed(at, end)
            begin = self._begins(start, at)
            before = self.low[begin : self.mentions[at].start]
            told = roles.at_end("entrusted").search(before)
            if told and self._tells(before[: told.start()], told["words"], True):
                return self._given(
                    members, self.paper.printed(begin + told.start("words"), begin + told.end("words")), rest, end
                ), rest
            if not led and (order := self._told_at_the_end(before, rest, end)):
                words = self.paper.printed(begin + order.start("words"), begin + order.end("words"))
                return self._given(members, words, rest, end), rest
            acts = roles.anywhere("after").match(self.low, self.skip(rest, end), end)
            if acts and self._happened_on(self.low[start:end].lstrip(), rest, end):
                return None
            ordered = roles.anywhere("must").match(self.low, self.skip(rest, end)) and self._acts(rest, end)
            if not acts and ordered and roles.at_end("then").search(before):
                return self._given(members, None, rest, end), rest
            by = by_whom(before)
            if not self.paper.strict and by and roles.duties_moved().match(self.low, start):
                acts = acts or roles.anywhere("carries_on").match(self.low, self.skip(rest, end), end)
            now = by and any(roles.at_end(use).search(before, 0, by.start()) for use in ("foreseen", "now"))
            if not acts and now and self._acts(rest, end):
                return self._given(members, None, rest, end), rest  # `… sẽ do Cục Thống kê lập biểu mẫu`
            if acts:
                thing = roles.duties_moved().match(self.low, start)
                behind = by is not None and before[: by.start()].rstrip().endswith(":")  # `Khảo sát: do X chủ trì`
                behind = behind or (by is not None and self._is_led_by(start, end, acts, led))
                if (by and (thing or behind)) or (
                    before.rstrip()[-1:] in ",:("
                    and not by
                    and not roles.at_end("with", r"[^.;]{0,200}").search(before)
                ):
                    return self._given(members, None, rest, end), rest
            at = members[-1] + 1
        return None

    def _is_led_by(self, start: int, end: int, acts: re.Match[str], led: bool) -> bool:
        """`Đề án A do Sở Y tế chủ trì, trình trước ngày 30/9`: is what one leads due, or shared out with what others lead? Not `hội thảo do Sở Y tế chủ trì`."""
        if (
            self.paper.strict
            or roles.acts().match(self.low, start)
            or roles.anywhere("told").search(self.low, start, end)
        ):
            return False
        if self.led_by(start, end) > 1:
            return True
        return not led and dates.names_a_time(self.low, acts.end(), end)

    def led_by(self, start: int, end: int) -> int:
        """How many bodies of a clause lead what is named before them (`kinh tế do Sở Tài chính chủ trì, văn hóa do Sở Văn hóa chủ trì`)."""
        count = 0
        if sum(self.low.count(f" {word} ", start, end) for word in _BY) < 2:  # most clauses
            return count
        at, last = self.paper.within(start, end)
        while at < last:
            members, rest = self.paper.listed(at, end)
            before = self.low[max(start, self.mentions[at].start - _LONGEST_BY) : self.mentions[at].start]
            after = roles.anywhere("after").match(self.low, self.skip(rest, end), end)
            count += after is not None and by_whom(before) is not None
            at = members[-1] + 1
        return count

    def _moved(self, start: int, end: int) -> tuple[list[Given], int] | None:
        """`Nhiệm vụ của Ủy ban nhân dân cấp huyện chuyển giao cho Ủy ban nhân dân các xã thực hiện`: who does now what was another's."""
        at, last = self.paper.within(start, end)
        while at < last:
            members, rest = self.paper.listed(at, end)
            begin = self._begins(start, at)
            moved = roles.at_end("handed_over").search(self.low[begin : self.mentions[at].start])
            goes_on = roles.anywhere("carries_on", "after").match(self.low, self.skip(rest, end), end)
            if moved and goes_on:
                words = self.paper.printed(begin + moved.start("words"), begin + moved.end("words"))
                return self._given(members, words, rest, end), rest
            at = members[-1] + 1
        return None

    def _told_at_the_end(self, before: str, rest: int, end: int) -> re.Match[str] | None:
        """`… phòng cháy, chữa cháy rừng yêu cầu Ủy ban nhân dân các tỉnh:`: an order to those named right before the colon, whoever gives it."""
        if self.paper.strict or rest != end - 1 or self.low[rest] != ":" or roles.anywhere("told").search(before):
            return None
        told = roles.at_end("before", BEFORE_NAME).search(before)
        said = before[: told.start()].split()[-1:] if told else []
        return told if said and said[0] not in roles.words("told_of") else None

    def _after_adverbial(
        self, start: int, end: int, first: int, last: int, led: bool
    ) -> tuple[list[Given], int] | None:
        """`Sau khi được Quốc hội thông qua, các bộ tổ chức …`, `Trên cơ sở đề nghị của các địa phương, Bộ Tài chính rà soát …`."""
        opening = " ".join(self.low[start : self.mentions[first].start].replace("*", " ").split())
        if not roles.adverbial().match(opening) or any(
            roles.anywhere(use).match(opening) for use in ("not_adverbial", "connective")
        ):
            return None
        who = opening.rpartition(", ")[2] if self.paper.strict else ""
        acts = roles.anywhere("person").match(who) and not roles.anywhere("then").search(who)
        if acts and dates.names_a_term(self.low, start, self.mentions[first].start):
            return None  # `Trong thời hạn 48 giờ …, người bị mất hộ chiếu nộp đơn cho cơ quan Công an nơi gần nhất`
        at = first
        while at < last:
            members, rest = self.paper.listed(at, end)
            begin = self._begins(start, at)
            before = self.low[begin : self.mentions[at].start].rstrip(" \n*")
            told = roles.at_end("before", BEFORE_NAME).search(before)
            if told and at > first and self._tells(before[: told.start()], told["words"], led):
                members, rest = self._all_named(at, end)
                return self._given(
                    members, self.paper.printed(begin + told.start("words"), begin + told.end("words")), rest, end
                ), rest
            if (
                not told
                and self._orders(members[-1:], rest, end)
                and (passed := self._passed_on(members[-1:], rest, end))
            ):
                return passed  # `Thực hiện chỉ đạo của …, ngày 1/8, Ủy ban nhân dân thành phố vừa có văn bản yêu cầu …`
            if not told and self._starts_to_act(rest, end):
                orders = self.paper.is_issuer(members[-1:]) or self._organ_orders(members[-1:], rest, end)
                if orders and (passed := self._passed_on(members[-1:], rest, end)):
                    return passed  # `Để có cơ sở tham mưu UBND tỉnh, Sở Xây dựng đề nghị UBND các huyện`
                parted = self.low[self.mentions[at - 1].end : self.mentions[at].start].strip(" \n*") != ","
                inside = at == first or not parted or not before.endswith(",") or self._says_more(before)
                if later := self._after_term(start, members, rest):
                    members = later
                elif inside and not roles.at_end("then").search(before):
                    members = self._after_owner(members, before, rest, end)
                speaks = bool(members) and (self.paper.is_issuer(members) or self._orders(members, rest, end))
                if speaks and (passed := self._passed_on(members, rest, end)):
                    return passed
                if members and not self.paper.is_issuer(members):
                    return self._given(members, None, rest, end), rest
            at = max(at, *members) + 1 if members else at + 1
        return None

    def _after_term(self, start: int, members: list[int], rest: int) -> list[int]:
        """Those of a list who act, where its first ones belong to what a term counts from: `Trong thời hạn 02 ngày kể từ ngày nhận được thông tin của
        Phòng Đăng ký kinh doanh, Cơ quan thuế gửi …`; none where no term ends between two of them.
        """
        if len(members) < 2 or not dates.names_a_term(self.low, start, self.mentions[members[0]].start):
            return []
        terms = dates.find(self.low, start, rest, self.paper.issued, self.paper.year)
        ends = max((when.end for when in terms if dates.is_term(self.low, when)), default=0)
        later = [member for member in members if self.mentions[member].start >= ends]
        return later if later != members else []

    def _after_owner(self, members: list[int], before: str, rest: int, end: int) -> list[int]:
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
        owned = bool(gaps) and gaps[-1] == "," and roles.at_end("owned").search(before) is not None
        two = len(members) == 2  # one of them must be who acts
        if owned and (two or self.paper.is_issuer(members[-1:]) or self._orders(members[-1:], rest, end)):
            return members[-1:]
        first = self.mentions[members[-1] if len(members) < 2 else members[1]]
        if (
            gaps
            and gaps[0] == ","
            and roles.at_end("owned").search(before)
            and roles.anywhere("many").match(self.low, first.start)
        ):
            return members[1:]
        return []

    def _given(self, members: list[int], told: str | None, rest: int, end: int) -> list[Given]:
        """The members of a list as leads; the words that make them so are the nearest of `chủ trì`, `có trách nhiệm`, or what told them."""
        first, _ = self.paper.within(rest, end)
        limit = min(end, rest + 140, self.mentions[first].start if first < len(self.mentions) else end)
        narrowed = self._told_below(self.skip(rest, end), end)
        acts = (
            roles.anywhere("bound").search(self.low, rest, end)
            if narrowed
            else roles.anywhere("after").search(self.low, rest, limit)
        )
        if acts and not narrowed and roles.at_end("with").search(self.low[rest : acts.start()]):
            acts = None  # `phối hợp với đầu mối các bộ`
        words = self.paper.printed(acts.start(), acts.end()) if acts else told
        role = roles.part_of(acts[0]) if acts and acts.start() == self.skip(rest, end) else "lead"
        return [Given(member, role, words, "words" if words else "subject") for member in members]
