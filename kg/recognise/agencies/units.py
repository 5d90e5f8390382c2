"""Bodies that no word of a name tells: by what they do, provinces that must do something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from kg.compiled import compiled
from kg.recognise import dates
from kg.recognise.agencies.groups import Groups
from kg.recognise.agencies.names import Named
from kg.recognise.agencies.scan import WORD
from kg.recognise.agencies.words import first_capital
from kg.text import places

_LONGEST_SIGN = 20  # characters of what stands before a province that is a body
_LONGEST_BEFORE = 400  # characters of a sentence before the body that it is about
_LONGEST_AFTER = 400
_SENTENCE_END = compiled(r"[.\n](?: |$)|\n")


class Units(Groups):
    """Bodies by what is said of them."""

    def functional(self) -> Iterator[Named]:
        """Bodies known by what they do: `Cơ quan đăng ký đầu tư có trách nhiệm …`."""
        opening, later = self.lex.functional
        first = opening.match(self.low)
        classes: set[str] = set()
        proper: dict[str, str] = {}  # `Cơ quan chủ trì`, which the paper writes with a capital wherever it is meant
        for one in (*([first] if first else ()), *later.finditer(self.low)):
            which = one.lastgroup or "name"
            words = WORD.match(self.low, one.start(which))
            start, end = one.span(which)
            last = self.low[start:end].rpartition(" ")[2]
            sentence = last in self.lex.acts or self.lex.says.search(self.low, start, end)
            verb = words is None or (", " not in one[which] and self._ends(words))  # but: `Tổ chức, cá nhân …`
            if not verb and not sentence:
                # `cơ quan quản lý thuế trong việc giải quyết hồ sơ`; the heading is all of it
                stop = next((at for w in self.lex.for_what if (at := self.low.find(w, start, end)) > 0), end)
                name = self.low[start:stop]
                yield self._group_name(start, stop if which == "name" else end, name, self.text[start:stop])
                classes.update([name] if which == "duty" else [])
                proper.setdefault(self.text[start:stop], name)
        for name in sorted(classes):  # `Trong thời hạn 12 tháng, ngân hàng thương mại phải …`
            for one in re.finditer(rf", (?P<name>{re.escape(name)})(?! \w+,)", self.low):
                if self.lex.must.match(self.low, one.end()):
                    yield self._group_name(*one.span("name"), name, self.text[slice(*one.span("name"))])
        for called in sorted(proper, key=lambda called: (-len(called), called)):
            if called[0].isupper():
                yield from self._called(called, proper[called])
        yield from self._in_terms()

    def _called(self, called: str, nouns: str) -> Iterator[Named]:
        """Where a body is meant that the paper calls by what it does, inside its sentences."""
        for at in places(self.text, called):
            end = at + len(called)
            before = self.text[max(0, at - 2) : at]
            inside = (
                before[-1:] == " "
                and (before[0].isalnum() or before[0] == ",")
                and not self.text[end : end + 1].isalnum()
            )
            if inside and not self.low.endswith(self.lex.copulas, 0, at):
                yield self._group_name(at, end, nouns, called)

    def bare(self) -> Iterator[Named]:
        """Groups without `các` that begin a sentence and are told what to do in it: `Doanh nghiệp đầu mối thực hiện nghiêm …`."""
        openings, name = self.lex.bare
        places = (start for _, start, _ in openings.find(self.low))
        for one in filter(None, (name.match(self.low, start) for start in (0, *places))):
            start, end = one.span("name")
            sentence = self.lex.says.search(self.low, start, end)
            each = next((word for word in self.lex.each if one["name"].startswith(word)), "")
            # a clause may go on in small letters
            begins = self.text[start].isupper() or (not each and self.low[start - 2 : start - 1] in (";", ":"))
            if not sentence and (begins or one["told"]) and not self.is_made_up(start, end):
                first = start + len(each)
                yield self._group_name(start, end, self.low[first:end], self.text[first:end])

    def partners(self) -> Iterator[Named]:
        """Groups said bare with whom others work together: `chủ động phối hợp với địa phương chỉ đạo …`."""
        for one in self.lex.bare_partner.finditer(self.low):
            start, end = one.span("name")
            word = WORD.match(self.low, end + 1) if self.low.startswith(" ", end) else None
            if word is None or (self.text[word.start()].islower() and self._ends(word)):
                yield self._group_name(start, end, one["name"], self.text[start:end])

    def _in_terms(self) -> Iterator[Named]:
        """Bodies of procedures, who act within a time: `Trong thời hạn 05 ngày làm việc, cơ quan cấp phép thẩm định hồ sơ`."""
        begins, name = self.lex.procedures
        for one in filter(None, (name.match(self.low, start) for _, start, _ in begins.find(self.low))):
            start, end = one.span("name")
            sentence = self.lex.says.search(self.low, start, end)
            told = one["party"] is None or self.lex.must.match(self.low, end) is not None
            if not sentence and self._in_time(start, end, told):
                first = one.start("many") if one["many"] else start
                yield self._group_name(first, end, one["name"], self.text[start:end])

    def _in_time(self, start: int, end: int, after: bool) -> bool:
        """Does the sentence that a name stands in say by when, or within which time, before the name or `after` it?"""
        line = self.low.rfind("\n", max(0, start - _LONGEST_BEFORE), start) + 1
        begin = max(line, start - _LONGEST_BEFORE, self.low.rfind(". ", 0, start) + 2)
        if dates.names_a_time(self.low, begin, start):
            return True
        if not after:
            return False
        stop = _SENTENCE_END.search(self.low, end, end + _LONGEST_AFTER)
        return dates.names_a_time(self.low, end, stop.start() if stop else end + _LONGEST_AFTER)

    def units(self) -> Iterator[Named]:
        """Provinces that must do something: `thành phố Đà Nẵng cần tập trung …`, `Đề nghị các tỉnh Cà Mau, An Giang …`."""
        for one in self._unit_bodies():
            start = one.start("name")
            several = self.lex.manys.match(one["name"]) is not None
            told = self.low.endswith(self.lex.told_units, 0, start)
            named = self._named_units(start, several, told) if start and self.text[one.end()].isupper() else []
            if not named and (own := self._own_unit(one)):
                yield own
            acts = named and any(
                must.match(self.low, named[-1].end)
                for must in (self.lex.must_unit, *((self.lex.acts_too,) if told else ()))
            )
            if acts:
                yield from named

    def _named_units(self, start: int, several: bool, told: bool) -> list[Named]:
        """The provinces named one after another: `thành phố Hà Nội và các tỉnh Bắc Ninh, Gia Lai`; none where another unit is among them.

        `several`: a word makes them many (`các huyện Hải Hậu, Giao Thủy`), so that lower units may be meant too; `told`: so does the word before one
        (`yêu cầu huyện Nông Sơn sớm quyết toán`).
        """
        found: list[Named] = []
        level = None
        joints = (",", *(f" {link}" for link in self.lex.links))
        at = start - 1
        while True:
            where = self.places.after(at)
            if where is None or where.group or (level or where.level) != where.level:
                return []
            level = where.level
            lower = level in self.lex.ranks[2:] and ((several and bool(where.more)) or (told and bool(where.name)))
            if not lower and (level != self.lex.ranks[1] or where.place is None):
                return []
            found.append(
                Named(at + 1, where.end, first_capital(where.full), at + 1, place=where.place, level=where.level)
            )
            found += [
                Named(a, b, first_capital(words), -1, place=place, level=where.level)
                for a, b, words, place in where.more
            ]
            end = found[-1].end
            joint = next((j for j in joints if self.low.startswith(j, end)), "")
            if not joint or not self.lex.unit_list.match(self.low, end + len(joint)):
                return found
            at = end + len(joint)

    def _own_unit(self, one: re.Match[str]) -> Named | None:
        """`Tỉnh rà soát …`, `giao tỉnh rà soát …` in a central paper on one province, or in a text without a letterhead that names one: that province."""
        start, kind = one.start("name"), one["name"].strip(" ,:")
        meant = self.text[start].isupper() or self.low.endswith(self.lex.told_units, 0, start)
        if self.own.unit or not meant or not self.lex.must_unit.match(self.low, one.end() - 1):
            return None
        told = self.own.units.get(kind, "") or ("" if self.own.issuer else self._only_unit(kind, start))
        if not told:
            return None
        province = self.lex.province(told[len(kind) + 1 :], kind)
        place = province.id if province else None
        return Named(start, start + len(kind), first_capital(told), -1, place=place, level=self.lex.ranks[1])

    def _only_unit(self, kind: str, end: int) -> str:
        """The one province or city of a kind that the text names up to a place; "" where it names none, or several."""
        named: set[str] = set()
        for at in takewhile(lambda at: at < end, places(self.low, f" {kind} ")):
            where = self.places.after(at)
            if where and where.name and where.place and where.level == self.lex.ranks[1]:
                named.add(where.full)
        return named.pop() if len(named) == 1 else ""

    def _unit_bodies(self) -> Iterator[re.Match[str]]:
        """Where a province stands that may be a body, in text order."""
        body = self.lex.unit_body
        places = (end - body.lengths[i % len(body.lengths)] for i, _, end in body.begins.find(self.low))
        upto = 0
        for at in (0, *(at for at in places if body.before.search(self.low, max(0, at - _LONGEST_SIGN), at))):
            one = body.name.match(self.low, at) if at >= upto else None
            if one:
                upto = one.end()
                yield one
