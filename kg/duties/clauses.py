"""Clauses of a paper: where they end, and whether the words in them say that somebody acts."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.compiled import compiled
from kg.duties.paper import FEWEST_LETTERS, PARTED, Paper
from kg.model import Span
from kg.recognise import dates, lexicon, roles
from kg.recognise.agencies.words import UPPER

_BREAK = compiled(r"[.;](?=\s)")
_LIST_BEFORE = lexicon.pattern(r"\b{list_prepositions}\s+{plural_word}(?:\s+\w+){1,4},$")
_CITIES = tuple(
    f" {word}" for word in lexicon.group("city_abbreviated") if word.endswith(".")
)  # this stop ends no sentence
# `Bộ trưởng Bộ Ngoại giao Lò Văn Chấn, …`: who was there
LOWER = UPPER.lower()
OF_PERSON = rf"(?:[{UPPER}][{LOWER}]{{1,6}}\s){{1,4}}[{UPPER}][{LOWER}]{{1,6}}"  # the name of a person
_PERSON = compiled(rf"{OF_PERSON}\s?(?=[,;.]\s+[{UPPER}]|[;.]?$)")
_HOLDER = compiled(rf" {OF_PERSON}(?=\s[{LOWER}])")
_NUMBERED_PAPER = lexicon.pattern(
    r"\s+(?:[^\s,.;:]+\s+){1,4}?(?:{number_word}\s*:?\s*)?\d{1,5}[a-zđ]?(?:/\d{4})?\s?(?:[/-]\s?[^\W\d_]|[^\W\d_]{2,4}/)"
)
_PASSIVE = tuple(f" {word}" for word in roles.words("entrusted_passive"))  # `đã được Hội đồng nhân dân phê chuẩn`
_BY_LENGTH = 20  # characters before a body that may say by whom, with the blanks
_BY_WHOM = lexicon.pattern(r"(?:^|\s){by_agent}\s*$")
LONGEST_ASIDE = 80  # characters of `, đứng đầu là đồng chí Tổng Bí thư …, ` behind the bodies
_LOOK_BACK = 800
LONGEST_SENTENCE = 2400  # characters
_STOP = compiled(r"[,;.:]")
_LONGEST_PLACE = 80  # characters of ` nơi người đó có hành vi vi phạm` and the verb behind
_LONGEST_DAY = 60
_LONGEST_NARROWING = 160


def by_whom(before: str) -> re.Match[str] | None:
    """The `do` at the end of the words before a body: `… do Sở Y tế chủ trì`."""
    return _BY_WHOM.search(before, max(0, len(before) - _BY_LENGTH))


class Clauses:
    """Cuts a paper into clauses and reads what stands around the names in them; keeps nothing of what it read."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions

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
                self.doc.text[after : after + 2].lstrip('("“')[:1].isupper()
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
        if not before or before in roles.words("concerning") or roles.at_end("before").search(before):
            return True
        # `văn bản do Ủy ban nhân dân tỉnh; các sở, ngành ban hành`
        inside = (
            roles.at_end("with").search(before) or roles.at_end("sent").search(before) or by_whom(before)
        ) is not None
        return inside and not self._speaks_anew(mention + 1)

    def _speaks_anew(self, mention: int) -> bool:
        """`… và gửi Sở Tài chính; Sở Tài chính có trách nhiệm thẩm định`: does a body behind a semicolon begin what it must do itself?"""
        if mention == len(self.mentions):
            return False
        again = self.mentions[mention].entity == self.mentions[mention - 1].entity
        behind = self.skip(self.mentions[mention].end, len(self.low))
        return again or roles.anywhere("bound").match(self.low, behind) is not None

    def sentence(self, place: int, whole: Span) -> Span:
        """The sentence of a long stretch that holds a place."""
        for a, b in self.units(whole.start, whole.end):
            if a <= place < b:
                return Span(a, min(b, a + LONGEST_SENTENCE))
        return Span(whole.start, min(whole.end, whole.start + LONGEST_SENTENCE))

    def skip(self, at: int, end: int) -> int:
        """The place behind blanks and commas."""
        while at < end and self.low[at] in " ,*\n\t":
            at += 1
        return at

    def _begins(self, start: int, at: int) -> int:
        """From where on what stands in the clause before a body can matter: a clause may name thousands."""
        return max(start, self.mentions[at].start - _LOOK_BACK)

    def behind_holder(self, rest: int, end: int) -> int:
        """Where the words behind a body begin, after the name of who holds its office (`Thủ tướng Phạm Văn Đồng cho biết`)."""
        holder = _HOLDER.match(self.doc.text, rest, end)
        return holder.end() if holder else rest

    def _acts(self, rest: int, end: int) -> bool:
        """Do the words after the names say that the bodies act?"""
        at = self.skip(self.behind_holder(rest, end), end)
        if self._dashed(at, end):
            at += 2
        if at >= end or self.low[at] in ".;)" or self._has_made(at, end) or _PERSON.match(self.doc.text, at, end):
            return False
        if roles.anywhere("negates", "exempt").match(self.low, at) and self._need_not(at, end):
            return False
        if end - at < 60 and " ".join(self.low[at:end].split()).rstrip(" .;0123456789ivx") in roles.words(
            "by_function"
        ):
            return False
        if roles.anywhere("not_subject").match(self.low, at) and not roles.anywhere("after").match(self.low, at):
            pointed = self._told_below(at, end) or self._pointed_at(at, end)
            return pointed or self._assigned(at, rest, end) or self._foreseen(at, end) or self._overdue(at, end)
        if roles.anywhere("is").match(self.low, at) and not roles.anywhere("after").match(self.low, at):
            return not self.paper.strict and roles.is_and_acts().match(self.low, at, end) is not None
        comma = self.low.find(",", at, min(end, at + 40))
        told = roles.anywhere("happened").search(self.low, at, comma if comma > 0 else min(end, at + 40))
        aside = self.low[rest] == "," and not roles.acts().match(self.low, at)
        if aside and roles.anywhere("told").search(self.low, at, min(end, at + LONGEST_ASIDE)):
            return False
        if told and not roles.anywhere("many").search(self.low, at, told.start()) and not self._of_what(at, told):
            return False  # but: `cơ quan chủ quản các dự án đang triển khai tiếp tục chỉ đạo`
        if (self.paper.strict and not self.paper.gives(rest)) or self.paper.functions:
            if self.low[at] == ":" or self._rules_say(rest, end):
                return True
            words = roles.anywhere("after", "with").finditer(self.low, at, min(end, at + 160))
            if any(not roles.anywhere("not_with").match(self.low, word.start()) for word in words):
                return True
            return self._due_by_a_day(rest, end) or self._due_below(rest, end)
        return self.low[at] == ":" or self.low[at].isalpha() or self.low[at] in '“"('

    def _need_not(self, at: int, end: int) -> bool:
        """`không phải xây dựng kế hoạch riêng`, `không thực hiện đúng quy định sẽ bị xử lý`: what nobody has to do, or what follows where it is not done."""
        if roles.anywhere("exempt").match(self.low, at):
            return True
        return roles.anywhere("penalty").search(self.low, at, min(end, at + LONGEST_ASIDE)) is not None

    def _dashed(self, at: int, end: int) -> bool:
        """`Sở Tài chính - phối hợp với Sở Y tế tham mưu …`: does a hyphen part the body from what it does, in small letters?"""
        if self.paper.strict or self.low[at : at + 2] not in ("- ", "– "):
            return False
        return self.doc.text[at + 2 : at + 3].islower() and roles.acts().match(self.low, at + 2, end) is not None

    def _of_what(self, at: int, told: re.Match[str]) -> bool:
        """`Cục Thuế các tỉnh thực hiện theo đúng kế hoạch Tổng cục đã phê duyệt`: is what was done said of what a verb before it acts on?"""
        if not roles.anywhere("imperative", "after").match(self.low, at, told.start()):
            return False
        return roles.anywhere("settled").match(self.low, self.skip(told.end(), len(self.low))) is not None

    def names_who_acts(self, start: int, end: int) -> bool:
        """A quick look at a paragraph of a paper that sets rules: does right behind one of its bodies stand what it does or must do?"""
        for mention in range(*self.paper.within(start, end)):
            at = self.skip(self.paper.behind(mention, end), end)
            if roles.anywhere("charged", "bound").match(self.low, at, end) or self._verb(at, end):
                return True
        return False

    def _rules_say(self, rest: int, end: int) -> bool:
        """Does a paper that sets rules say right behind the names what the bodies do (`quy định chi tiết`, `phải`, `tổ chức thẩm định`)?"""
        at = self.skip(rest, end)
        if self.low[rest] == "," or roles.anywhere("condition").match(self.low, at):
            return False
        if roles.anywhere("charged", "bound").match(self.low, at):
            return True
        acts = self._verb(at, end)
        if not acts or self.paper.functions or (self._is_group(rest) and not self._acts_too(acts, end)):
            return False
        allowed = roles.anywhere("may").finditer(self.low, at, min(end, at + _LONGEST_NARROWING))
        return all(roles.at_end("holder").search(self.low, at, may.start()) for may in allowed)

    def _verb(self, at: int, end: int) -> re.Match[str] | None:
        """The word that says what is to be done right behind the names, or behind the clause that says which of them (`nơi người đó cư trú lập hồ sơ`)."""
        if not roles.anywhere("where").match(self.low, at):
            return roles.imperative().match(self.low, at)
        stop = _STOP.search(self.low, at, min(end, at + _LONGEST_PLACE))
        verbs = roles.imperative().finditer(self.low, at, stop.start() if stop else min(end, at + _LONGEST_PLACE))
        return next(
            (verb for verb in verbs if not roles.at_end("no_verb_behind").search(self.low, at, verb.start())), None
        )

    def _is_group(self, rest: int) -> bool:
        mention = self.paper.named_before(rest)
        return mention is not None and self.paper.is_group(mention)

    def _ends_in_a_name(self, rest: int) -> bool:
        """`Các địa phương Núi Thành, Duy Xuyên`: do two words with a capital end a group, so that nothing behind it narrows it?"""
        words = self.doc.text[max(0, rest - _LONGEST_NARROWING) : rest].split()[-2:]
        return len(words) == 2 and all(word.isalpha() and word.istitle() for word in words) and len(words[0]) > 1

    def _acts_too(self, acts: re.Match[str], end: int) -> bool:
        """Behind a group, is a verb not only what narrows it (`Các cơ quan chuyên môn quản lý ngành, lĩnh vực;`), or does another one follow?"""
        if " ".join(acts[0].split()) not in roles.words("narrows"):
            return True
        return roles.anywhere("imperative", "verb", "bound").search(self.low, acts.end(), end) is not None

    def _has_made(self, at: int, end: int) -> bool:
        """`… ban hành Kế hoạch số 42/KH-UBND`, `… có văn bản số 36/BC-SYT báo cáo`: what has a number was made; also `Quốc hội ban hành Luật …`."""
        made = roles.anywhere("made").match(self.low, at, end)
        if not made:
            return False
        what = self.skip(made.end(), end)
        enacts = self.doc.text[what : what + 1].isupper() and self.low.startswith(roles.words("normative"), what)
        return (enacts and self.paper.strict) or self.made_paper(at, end) is not None

    def made_paper(self, at: int, end: int) -> re.Match[str] | None:
        """The number of the paper that was made (`ban hành Kế hoạch số 42/KH-UBND`, `có văn bản số 36/BC-SYT`)."""
        made = roles.anywhere("made").match(self.low, at, end)
        return _NUMBERED_PAPER.match(self.low, made.end(), end) if made else None

    def _told_below(self, at: int, end: int) -> bool:
        """`… được phân công chủ trì tại Kế hoạch này có trách nhiệm …`: what narrows the bodies, then what they must do."""
        if not roles.anywhere("narrowed").match(self.low, at):
            return False
        return bool(roles.anywhere("bound").search(self.low, at, min(end, at + _LONGEST_NARROWING)))

    def _assigned(self, at: int, rest: int, end: int) -> bool:
        """`Bộ Y tế được giao hoàn thiện …`: what one body has been given, and not what it has done since, nor which of a group are meant."""
        given = roles.anywhere("assigned").match(self.low, at, end)
        if (
            given is None
            or self.paper.strict
            or any(
                not roles.anywhere("settled").match(self.low, self.skip(told.end(), end))
                for told in roles.anywhere("happened").finditer(self.low, at, end)
            )
        ):
            return False
        at = self.skip(given.end(), end)
        required = roles.anywhere("required").fullmatch(given[0]) and self.low[at : at + 1].isalpha()
        return bool(required) or roles.acts().match(self.low, at, end) is not None

    def _overdue(self, at: int, end: int) -> bool:
        """`Các đơn vị chưa nộp báo cáo khẩn trương gửi …`: those that are late, and what they do at once."""
        late = roles.anywhere("late").match(self.low, at, end)
        if late is None or self.paper.strict:
            return False
        return any(
            not self.low.endswith(roles.words("late"), 0, now.start() - 1)
            for now in roles.anywhere("at_once").finditer(self.low, late.end(), min(end, at + _LONGEST_NARROWING))
        )

    def _foreseen(self, at: int, end: int) -> bool:
        """`Bộ Nội vụ sẽ tổng hợp, báo cáo Chính phủ`: what a paper, or who retells it, expects of a body."""
        said = roles.anywhere("foreseen").match(self.low, at, end)
        at = self.skip(said.end(), end) if said else end
        if self.paper.strict or roles.anywhere("considers").match(self.low, at, end):
            return False
        return roles.acts().match(self.low, at, end) is not None

    def _pointed_at(self, at: int, end: int) -> bool:
        """`Chủ tịch Ủy ban nhân dân các tỉnh nêu trên chỉ đạo …`, `UBND các xã được kiểm tra chuẩn bị báo cáo`: which of them, then what they do."""
        back = roles.anywhere("this").match(self.low, at, end)
        if back is None and not self.paper.strict:
            back = roles.anywhere("chosen").match(self.low, at, end)
            back = back if back and self.low[back.end() : back.end() + 1] == " " else None
        return back is not None and roles.acts().match(self.low, self.skip(back.end(), end), end) is not None

    def _due_by_a_day(self, rest: int, end: int) -> bool:
        """Is a clause of a paper that sets rules due by a day, or within a term: `Trước ngày 20 tháng 12 hằng năm, Ủy ban nhân dân xã lập danh sách`?"""
        part = self.parts[bisect_right(self.paper.part_starts, rest) - 1]
        begin = max(part.body, rest - _LOOK_BACK)
        start = max(begin, *(self.low.rfind(mark, begin, rest) + 2 for mark in (". ", "; ", ".\n", ";\n")))
        end = self._with_its_time(end, self.paper.stop(part))
        named = dates.names_a_day(self.low, start, end) or dates.names_a_term(self.low, start, end)
        return named and any(
            when.due and (not when.relative or (dates.is_term(self.low, when) and self._acts_within(when, rest, end)))
            for when in dates.find(self.low, start, end, self.paper.issued, self.paper.year)
        )

    def _with_its_time(self, end: int, stop: int) -> int:
        """Where a clause ends with the one behind it that only says by when: `…; thời gian ban hành trước ngày 15 tháng 12`."""
        at = self.skip(end, stop)
        if at >= stop or self.low[end - 1] != ";" or not roles.time_words().match(self.low, at, stop):
            return end
        following = _BREAK.search(self.low, at, stop)
        return following.end() if following else stop

    def _acts_within(self, term: dates.When, rest: int, end: int) -> bool:
        """`Trong thời hạn 30 ngày kể từ …, Bộ Tư pháp gửi`: is a body that acts named behind the comma, and not in what the term counts from?"""
        last = self.paper.named_before(rest)
        if last is None or self.low[rest] in ",:" or self.low[end - 1] == ":":
            return False
        first = last
        while first > 0 and self.mentions[first - 1].start >= term.end and self.paper.joined(first - 1, first):
            first -= 1
        if self.mentions[first].start < term.start:
            return True
        before, _, beside = self.low[term.start : self.mentions[first].start].rpartition(",")
        return bool(before) and roles.leaders().fullmatch(beside) is not None

    def _due_below(self, rest: int, end: int) -> bool:
        """`1. Các sở gửi báo cáo về Bộ Nội vụ:` above `a) Báo cáo 6 tháng: trước ngày 20 tháng 6 hằng năm`"""
        index = bisect_right(self.paper.part_starts, rest) - 1
        if self.low[end - 1] != ":" or index + 1 >= len(self.parts) or self.parts[index + 1].parent != index:
            return False
        return dates.names_a_day(self.low, self.parts[index + 1].body, self.parts[index + 1].end)

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
        before = " ".join(before.replace("*", " ").split()).lstrip('“" ')
        opening, _, speaker = before.rpartition(", ")
        if speaker and roles.anywhere("opening").fullmatch(opening):
            before = speaker  # `Theo đó, tỉnh yêu cầu`
        asked = " ".join(words.split()) not in roles.words("entrusted")
        itself = not self.paper.rules and before in roles.words("paper_speaks")  # `Công điện yêu cầu`
        speaks = not led and (itself or before in roles.words("speaker"))  # `Liên Bộ yêu cầu`
        resolved = self.paper.resolves and not led and not before  # `Điều 4. Đề nghị Ủy ban Mặt trận Tổ quốc …`
        # `Tôi cũng giao`, of who signs a letter
        signed = not self.paper.rules and before in roles.words("first_person")
        speaks = speaks or resolved or signed
        if self.paper.strict and asked and not speaks and not roles.anywhere("unled").match(before):
            return False  # `Đề nghị Tòa án tạm đình chỉ giải quyết vụ việc`: what somebody may ask for
        if not before or speaks or before in roles.words("now"):
            return True
        if before.split()[-1] in roles.words("told_of") or roles.anywhere("ways").match(before):
            return False
        if before.endswith(roles.words("may")):
            return False  # `Người sử dụng lao động có quyền yêu cầu Tòa án xét tính hợp pháp`
        if not asked:
            return (
                before[-1] in ",:;("
                or before.endswith(roles.words("and"))
                or bool(roles.anywhere("entrusted_passive").search(words))
            )
        return (
            not led
            and (before[-1] in ",:" or bool(roles.anywhere("unled").match(before)))
            and bool(roles.adverbial().match(before))
        )

    def person_speaks(self, start: int, end: int) -> bool:
        """`Phát biểu kết luận, đồng chí Nguyễn Văn A đề nghị …`: does who is named right before an order give it, in a text without a letterhead?"""
        if self.paper.issuer:
            return False
        said = roles.honoured_speaker().search(self.low, start, end)
        return said is not None and self.doc.text[slice(*said.span("name"))].istitle()

    def unknown_speaks(self, start: int, end: int) -> bool:
        """`Ban An ninh sân bay yêu cầu các hãng …`: does a body that is not known give an order, in a text without a letterhead?"""
        opening, comma, _ = self.low[start:end].rpartition(", ")
        if comma and roles.adverbial().match(opening):
            start += len(opening) + len(comma)
        name = self.low[start:end].rstrip()
        if self.paper.issuer or self.paper.strict or not name or not self.doc.text[start].isupper():
            return False
        if not roles.anywhere("body_noun").match(name) or len(name) > _LONGEST_NARROWING or "." in name:
            return False
        return not roles.anywhere("imperative", "verb", "after", "with", "told", "happened").search(name)

    def _adverbial(self, prefix: str, rest: int, end: int) -> bool:
        """`Căn cứ chức năng, nhiệm vụ được giao, ` before the subject."""
        words = " ".join(prefix.replace("*", " ").split()).rstrip('“" ')  # `Bên cạnh đó, “UBND các tỉnh chỉ đạo …”`
        if not roles.adverbial().match(words) or roles.anywhere("not_adverbial").match(words):
            return False
        if self._happened_on(words, rest, end):
            return False
        if words[-1:] in ",:" or roles.at_end("then").search(words) or dates.comes_back(words):
            return not _LIST_BEFORE.search(words)
        if roles.anywhere("after").match(self.low, self.skip(rest, end)):
            owner = self.low[rest] == "," and roles.at_end("owned").search(
                words
            )  # `…, Chương trình này của Chính phủ, có trách nhiệm`
            return not owner and not roles.at_end("reported").search(words)
        due = dates.find(words, 0, len(words), self.paper.issued, self.paper.year)
        return (
            len(due) == 1 and not due[0].relative and due[0].start < 12 and due[0].end >= len(words) - 6
        )  # `Trước ngày 30 tháng 11 các cơ quan …`

    def _happened_on(self, opening: str, rest: int, end: int) -> bool:
        """`Ngày 29/6/2026, Bộ trưởng Bộ Xây dựng ban hành …`, `Sáng 10/8, đồng chí …, Chủ tịch UBND tỉnh chủ trì cuộc họp …`: what was done on a day."""
        at = self.skip(self.behind_holder(rest, end), end)
        if not roles.anywhere("dated").match(opening) or not roles.anywhere("issues").match(self.low, at):
            return False
        issued, first = self.paper.issued, opening[:_LONGEST_DAY]
        days = dates.find(first, 0, len(first), issued, self.paper.year)
        return not (days and issued and (days[0].not_after or "") > issued.isoformat())  # a day to come: it is a task

    def _says_more(self, before: str) -> bool:
        """Does more than an adverbial stand before a comma (`Căn cứ chức năng, chỉ đạo các cơ sở giáo dục phổ thông,`)?"""
        if any(not before.startswith(_PASSIVE, told.end()) for told in roles.anywhere("told").finditer(before)):
            return True
        clauses = (clause.strip(" \n*") for clause in before.rstrip(",").split(",")[1:])
        return any(
            roles.anywhere(use).match(clause) and not roles.adverbial().match(clause)
            for clause in clauses
            for use in ("verb", "with")
        )

    def unknown_names(self, gap: str) -> bool:
        """`Ban Quản lý các khu …, ` before the first known body of a list: names between commas that are not known."""
        return (
            bool(PARTED.search(gap))
            and "." not in gap
            and not any(
                roles.anywhere(use).search(gap) and not (use == "with" and roles.anywhere("joint").search(gap))
                for use in ("with", "after", "reported", "before", "verb")
            )
        )
