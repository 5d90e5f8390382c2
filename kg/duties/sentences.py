"""Clauses and their subjects: who must act, who is told to, with whom."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right

from msgspec.structs import replace

from kg.duties.paper import FEWEST_LETTERS, PARTED, Given, Paper, Stretch, has_letters
from kg.model import Span
from kg.recognise import dates, lexicon, roles
from kg.text import fold, key

_BREAK = re.compile(r"[.;](?=\s)")
_ENUMERATED = re.compile(r"[\s*“\"]*(?:\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|[-+])?[\s*“\"(]*")
_NUMBERED = re.compile(r"[\s*]*\((?:\d{1,2}|[ivx]{1,4})\)")
_LIST_BEFORE = lexicon.pattern(r"\b{list_prepositions}\s+{plural_word}(?:\s+\w+){1,4},$")
_BY_WHOM = lexicon.pattern(r"(?:^|\s){by_agent}\s*$")
_CITIES = tuple(
    f" {word}" for word in lexicon.group("city_abbreviated") if word.endswith(".")
)  # this stop ends no sentence
_BEFORE_NAME = rf"(?:\s|\*|“|{lexicon.word('plural_word')}|:)*"
_FEWEST_BETWEEN = 7  # letters of what one body is given before another
# `Bộ trưởng Bộ Ngoại giao Lò Văn Chấn, …`: who was there
_PERSON = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]{1,6}\s){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹđ]{1,6}\s?(?=[,;.]\s+[A-ZĐÀ-Ỹ]|[;.]?$)")
_NUMBERED_PAPER = lexicon.pattern(
    r"\s+(?:[^\s,.;:]+\s+){1,4}?(?:{number_word}\s*:?\s*)?\d{1,5}[a-zđ]?(?:/\d{4})?\s?[/-]\s?[^\W\d_]"
)
_LOOK_BACK = 800
_LONGEST_NARROWING = 160
_LONGEST_UNKNOWN = 80


class Sentences:
    """Reads clauses of a paper; keeps nothing of what it read."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions

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
        below = any(roles.anywhere("below").match(self.low, self.mentions[g.mention].end + 1) for g in inherited)
        for a, b in self.units(start, end):
            subject = self.subject(a, b, bool(inherited))
            if subject and self._leads_others(subject[0], inherited):
                subject = None
            if subject and found and found[-1].given and self._only_helps(subject[1], b):
                subject = None
            if subject is None and below and a == start:
                subject = self._one_of_those(a, b)
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
                elif not found:
                    found.append(Stretch(a, b, self._led(inherited, a, b), False, a))
                else:
                    found[-1] = replace(found[-1], end=b)
            else:
                given, rest = subject
                found.extend(self._parted(a, b, given, rest))
        return [replace(stretch, given=self.with_partners(stretch)) for stretch in found]

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

    def _hands_on(self, given: list[Given]) -> bool:
        """`…; phân công các sở thực hiện`: what the body of the clause before does with others, and no order of the paper."""
        return bool(given) and " ".join((given[0].words or "").lower().split()) in roles.words("hands_on")

    def _parted(self, start: int, end: int, given: list[Given], rest: int) -> list[Stretch]:
        """`Giao Sở Xây dựng lập danh mục, Sở Tài chính cân đối nguồn`: each body with what it is given, where commas part them."""
        found = [Stretch(start, end, given, True, rest)]
        if not given:
            return found
        told = roles.at_end("before", _BEFORE_NAME).search(self.low[start : self.mentions[given[0].mention].start])
        if not told and not roles.anywhere("after").match(self.low, self.skip(rest, end)):
            return found
        at, last = max(one.mention for one in given) + 1, self.paper.within(rest, end)[1]
        while at < last:
            members, after = self.paper.listed(at, end)
            begin = self.mentions[at].start
            before = self.low[found[-1].rest : begin].rstrip(" \n*")
            acts = (roles.acts() if told else roles.anywhere("after")).match(self.low, self.skip(after, end))
            parted = before.endswith(",") and has_letters(before, _FEWEST_BETWEEN)
            if acts and parted and self.low[after] != "," and not self._holds_others(found[-1].rest, begin, at):
                found[-1] = replace(found[-1], end=found[-1].rest + len(before) - 1)
                more = [Given(member, "lead", None, "subject") for member in members]
                found.append(Stretch(begin, end, more, True, after))
            at = members[-1] + 1
        return found

    def _holds_others(self, start: int, end: int, at: int) -> bool:
        """Do words before a body make it a member of their list (`phối hợp với …,`, `báo cáo …,`), or is one of its list named before the comma?"""
        if self.paper.joined(at - 1, at):
            return True
        return bool(roles.anywhere("with", "reported").search(self.low, start, end))

    def _shortened(self, given: list[Given], inherited: list[Given]) -> Given | None:
        """`Sở Tư pháp` under the heading `Sở Tư pháp các tỉnh` is the body of the heading, `Các bộ` under `các bộ, ngành và các tỉnh` one of them."""
        label = [key(self.paper.bodies.entities[self.mentions[g.mention].entity].label) for g in (given[0], *inherited)]
        if len(given) != 1 or (len(inherited) > 1 and label[0] in label[1:]):
            return None
        return next((one for one, other in zip(inherited, label[1:], strict=True) if other.startswith(label[0])), None)

    def units(self, start: int, end: int) -> list[tuple[int, int]]:
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
                self.doc.text[after : after + 2].lstrip("(")[:1].isupper()
                and place - at > 12
                and not self.low.endswith(_CITIES, 0, place + 1)
            ):
                continue
            if self.low[place] == ";" and place in self.paper.ends and self._in_list(self.paper.ends[place], at):
                continue
            cuts.append((at, place + 1))
            at = after
        cuts.append((at, end))
        return cuts

    def _in_list(self, mention: int, start: int) -> bool:
        """Does the list that this body ends begin the clause, or follow `phối hợp với`?"""
        first = mention
        while first > 0 and self.mentions[first - 1].start >= start and self.paper.joined(first - 1, first):
            first -= 1
        before = self.low[start : self.mentions[first].start].rstrip()
        return not before or bool(roles.at_end("with").search(before)) or bool(roles.at_end("before").search(before))

    def subject(self, start: int, end: int, led: bool = False) -> tuple[list[Given], int] | None:
        """Who must act in a clause, and where the words after the names begin; None where it does not say."""
        if self.paper.addressees and (asked := self._addressed(start, end)):
            return asked
        first, last = self.paper.within(start, end)
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

    def _addressed(self, start: int, end: int) -> tuple[list[Given], int] | None:
        """`đề nghị Quý cơ quan gửi báo cáo`: those to whom the letter is sent."""
        for you in roles.anywhere("you").finditer(self.low, start, end):
            told = roles.at_end("before").search(self.low[start : you.start()])
            if told:
                words = self.paper.printed(start + told.start("words"), start + told.end("words"))
                spans = ((m, self.mentions[m]) for m in self.paper.addressees)
                return [Given(m, "lead", words, "words", (Span(one.start, one.end),)) for m, one in spans], you.end()
        return None

    def _first_named(self, start: int, end: int, first: int, led: bool) -> tuple[list[Given], int] | None:
        prefix = self.low[start : self.mentions[first].start]
        members, rest = self._all_named(first, end)
        told = roles.at_end("before", _BEFORE_NAME).search(self.paper.before(start, self.mentions[first].start))
        if told and self._tells(prefix[: told.start()], told["words"], led):
            return self._given(
                members, self.paper.printed(start + told.start("words"), start + told.end("words")), rest, end
            ), rest
        begun = roles.anywhere("before").match(self.low, start)
        if begun and not led and self._unknown_names(self.low[begun.end() : self.mentions[first].start]):
            return self._given(members, self.paper.printed(begun.start(), begun.end()), rest, end), rest
        if self._acts(rest, end) and roles.entitled().fullmatch(prefix.strip(" *")):
            return self._given(members, None, rest, end), rest
        if (
            (self.paper.is_issuer(members) or self._orders(members, rest, end))
            and not roles.at_end("reported").search(prefix)
            and (passed := self._passed_on(members, rest, end))
        ):
            return passed
        bare = prefix.strip(' *,“"')
        if bare and not roles.leaders().fullmatch(bare) and not self._adverbial(prefix, rest, end):
            return None
        if self.paper.is_issuer(members) and not roles.anywhere("after").match(self.low, self.skip(rest, end)):
            return None
        if not self._acts(rest, end):
            return None
        return self._singled_out(members, rest, end) or (self._given(members, None, rest, end), rest)

    def _all_named(self, first: int, end: int) -> tuple[list[int], int]:
        """The list from a body on, over names that are not known (`Văn phòng Bộ, Tổng cục, các đơn vị trực thuộc Bộ`)."""
        members, rest = self.paper.listed(first, end)
        while self.low.startswith(", ", rest) and members[-1] + 1 < len(self.mentions):
            following = self.mentions[members[-1] + 1]
            gap = self.low[rest : min(following.start, rest + _LONGEST_UNKNOWN)]
            named = following.start < min(end, rest + _LONGEST_UNKNOWN) and self.doc.text[rest + 2].isupper()
            if not named or not self._unknown_names(gap) or roles.acts().search(gap):
                break
            more, rest = self.paper.listed(members[-1] + 1, end)
            members += more
        return members, rest

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
            members, rest = self.paper.listed(at, end)
            begin = self._begins(start, at)
            before = self.low[begin : self.mentions[at].start].rstrip(" \n*")
            told = roles.at_end("before", _BEFORE_NAME).search(before)
            if told and at > first and self._tells(before[: told.start()], told["words"], led):
                return self._given(
                    members, self.paper.printed(begin + told.start("words"), begin + told.end("words")), rest, end
                ), rest
            if not told and self._starts_to_act(rest, end):
                parted = self.low[self.mentions[at - 1].end : self.mentions[at].start].strip(" \n*") != ","
                if at == first or not parted or not before.endswith(",") or self._says_more(before):
                    members = self._after_owner(members, before)
                if members and not self.paper.is_issuer(members):
                    return self._given(members, None, rest, end), rest
                if members and (passed := self._passed_on(members, rest, end)):
                    return passed
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
        if gaps and gaps[-1] == "," and roles.at_end("owned").search(before) and self.paper.is_issuer(members[-1:]):
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

    def _starts_to_act(self, rest: int, end: int) -> bool:
        """Does a verb follow the names, and not what only says more of them (`tại Công điện …`, `thì phải …`)?"""
        return (
            end - rest > FEWEST_LETTERS
            and self.low[rest] != ","
            and self._acts(rest, end)
            and not roles.anywhere("no_verb").match(self.low, self.skip(rest, end))
        )

    def _tells(self, before: str, words: str, led: bool) -> bool:
        """`Giao X`, `Trước mắt, đề nghị X`; not `nhiệm vụ đã giao X`, nor `hướng dẫn, yêu cầu X` in the task of another."""
        before = " ".join(before.replace("*", " ").split())
        if not before:
            return True
        if before.split()[-1] in roles.words("told_of") or roles.anywhere("ways").match(before):
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

    def skip(self, at: int, end: int) -> int:
        """The place behind blanks and commas."""
        while at < end and self.low[at] in " ,*\n\t":
            at += 1
        return at

    def _adverbial(self, prefix: str, rest: int, end: int) -> bool:
        """`Căn cứ chức năng, nhiệm vụ được giao, ` before the subject."""
        words = " ".join(prefix.replace("*", " ").split())
        if not roles.anywhere("adverbial").match(words) or roles.anywhere("not_adverbial").match(words):
            return False
        if roles.anywhere("dated").match(words) and roles.anywhere("issues").match(self.low, self.skip(rest, end)):
            return False
        if words[-1:] in ",:":
            return not _LIST_BEFORE.search(words)
        if roles.anywhere("after").match(self.low, self.skip(rest, end)):
            return not roles.at_end("reported").search(words)
        due = dates.find(words, 0, len(words), self.paper.issued, self.paper.year)
        return (
            len(due) == 1 and due[0].start < 12 and due[0].end >= len(words) - 6
        )  # `Trước ngày 30 tháng 11 các cơ quan …`

    def _acts(self, rest: int, end: int) -> bool:
        """Do the words after the names say that the bodies act?"""
        at = self.skip(rest, end)
        if at >= end or self.low[at] in ".;)" or self._has_made(at, end) or _PERSON.match(self.doc.text, at, end):
            return False
        if end - at < 60 and " ".join(self.low[at:end].split()).rstrip(" .;0123456789ivx") in roles.words(
            "by_function"
        ):
            return False
        if roles.anywhere("not_subject").match(self.low, at):
            return self._told_below(at, end)
        if roles.anywhere("is").match(self.low, at) and not roles.anywhere("after").match(self.low, at):
            return False
        comma = self.low.find(",", at, min(end, at + 40))
        told = roles.anywhere("happened").search(self.low, at, comma if comma > 0 else min(end, at + 40))
        if told and not roles.anywhere("many").search(self.low, at, told.start()):
            return False  # but: `cơ quan chủ quản các dự án đang triển khai tiếp tục chỉ đạo`
        if (self.paper.strict and not self.paper.gives(rest)) or self.paper.functions:
            told = roles.anywhere("after", "with").search(self.low, at, min(end, at + 160))
            return self.low[at] == ":" or told is not None or self._due_by_a_day(rest, end)
        return self.low[at] == ":" or self.low[at].isalpha() or self.low[at] in '“"('

    def _has_made(self, at: int, end: int) -> bool:
        """`… ban hành Kế hoạch số 42/KH-UBND`, `… có văn bản số 36/BC-SYT báo cáo`: what has a number was made."""
        made = roles.anywhere("made").match(self.low, at, end)
        return bool(made and _NUMBERED_PAPER.match(self.low, made.end(), end))

    def _due_by_a_day(self, rest: int, end: int) -> bool:
        """Is a clause of a paper that sets rules due by a day of the calendar: `Trước ngày 20 tháng 12 hằng năm, Ủy ban nhân dân xã lập danh sách`?"""
        part = self.parts[bisect_right(self.paper.part_starts, rest) - 1]
        begin = max(part.body, rest - _LOOK_BACK)
        start = max(begin, *(self.low.rfind(mark, begin, rest) + 2 for mark in (". ", "; ", ".\n", ";\n")))
        return dates.names_a_day(self.low, start, end) and any(
            when.due and not when.relative
            for when in dates.find(self.low, start, end, self.paper.issued, self.paper.year)
        )

    def _told_below(self, at: int, end: int) -> bool:
        """`… được phân công chủ trì tại Kế hoạch này có trách nhiệm …`: what narrows the bodies, then what they must do."""
        if not roles.anywhere("narrowed").match(self.low, at):
            return False
        return bool(roles.anywhere("bound").search(self.low, at, min(end, at + _LONGEST_NARROWING)))

    def _orders(self, members: list[int], rest: int, end: int) -> bool:
        """`Thủ tướng giao Bộ Y tế …` in a text that has no letterhead: who speaks there is the body that gives the order."""
        return (
            not self.paper.issuer
            and len(members) == 1
            and roles.anywhere("before").match(self.low, self.skip(rest, end), end) is not None
        )

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
        listed, stop = self.paper.listed(following, end)
        return self._given(listed, self.paper.printed(told.start(), told.end()), stop, end), stop

    def _named_inside(self, start: int, end: int, first: int, last: int) -> tuple[list[Given], int] | None:
        """`… do Sở Xây dựng chủ trì`, `… được giao cho Sở Nội vụ`: named after what is to be done."""
        at = first
        while at < last:
            members, rest = self.paper.listed(at, end)
            begin = self._begins(start, at)
            before = self.low[begin : self.mentions[at].start]
            told = roles.at_end("entrusted").search(before)
            if told and self._tells(before[: told.start()], told["words"], True):
                return self._given(
                    members, self.paper.printed(begin + told.start("words"), begin + told.end("words")), rest, end
                ), rest
            acts = roles.anywhere("after").match(self.low, self.skip(rest, end), end)
            if acts:
                by = _BY_WHOM.search(before)
                thing = roles.anywhere("thing").match(self.low, start)
                if (thing and by) or (
                    before.rstrip()[-1:] in ",:("
                    and not by
                    and not roles.at_end("with", r"[^.;]{0,200}").search(before)
                ):
                    return self._given(members, None, rest, end), rest
            at = members[-1] + 1
        return None

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
        return [Given(member, "lead", words, "words" if words else "subject") for member in members]

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
            if self.paper.inside_name(words.start()):
                continue
            first, last = self.paper.within(words.end(), min(stretch.end, words.end() + 100))
            if first == last:
                continue
            gap = self.low[words.end() : self.mentions[first].start]
            if not roles.between().fullmatch(gap.strip(" :*")) and not self._unknown_names(gap):
                continue
            members, _ = self.paper.listed(first, stretch.end)
            printed = self.paper.printed(words.start(), words.end())
            for member in members:
                if self.mentions[member].entity not in taken:
                    given.append(Given(member, "coordinate", printed, "words"))
        return given + self._helpers(stretch, taken) if taken else given

    def _helpers(self, stretch: Stretch, taken: set[int]) -> list[Given]:
        """`Sở Xây dựng chủ trì, Sở Tài chính và Công an tỉnh phối hợp, lắp …`: those named before the word."""
        found: list[Given] = []
        for words in roles.anywhere("partner").finditer(self.low, stretch.rest, stretch.end):
            first, last = self.paper.within(stretch.rest, words.start())
            behind = self.low[words.end() : min(stretch.end, words.end() + 1)]
            if first == last or behind not in (*",;.)", ""):
                continue
            if self.low[self.mentions[last - 1].end : words.start()].strip():
                continue
            begin = last - 1
            while begin > first and self.paper.joined(begin - 1, begin):
                begin -= 1
            printed = self.paper.printed(words.start(), words.end())
            if not any(self.mentions[m].entity in taken for m in range(begin, last)):
                found += [Given(m, "coordinate", printed, "words") for m in range(begin, last)]
        return found

    def _unknown_names(self, gap: str) -> bool:
        """`Ban Quản lý các khu …, ` before the first known body of a list: names between commas that are not known."""
        return (
            bool(PARTED.search(gap))
            and "." not in gap
            and not any(
                roles.anywhere(use).search(gap) and not (use == "with" and roles.anywhere("joint").search(gap))
                for use in ("with", "after", "reported", "before", "verb")
            )
        )

    def sentence(self, place: int, whole: Span) -> Span:
        """The sentence of a long stretch that holds a place."""
        for a, b in self.units(whole.start, whole.end):
            if a <= place < b:
                return Span(a, min(b, a + 2400))
        return Span(whole.start, min(whole.end, whole.start + 2400))

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
