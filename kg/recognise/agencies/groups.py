"""Groups of bodies: `các sở, ban, ngành`, `các Bộ: Tài chính, Xây dựng`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise.agencies.names import Named, group_key
from kg.recognise.agencies.rows import AgencyRow
from kg.recognise.agencies.scan import WORD
from kg.recognise.agencies.sectors import Sectors
from kg.recognise.agencies.words import first_capital, lexicon
from kg.text import fold

_CUT = compiled(r"(?:[,;/-]| \w+)? ?$")
_BETWEEN_NOUNS = compiled(r"[,;/]| - ")
_LISTED = compiled(r" *(?:[-+•]|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]) ?[.)])")
_NUMBER = compiled(r" *\d{1,2} ?[.)]")
_MARKS = compiled(r"[\n“\"]")  # what may stand for a blank before a word
_SHORT = compiled(r" \([^()\n]{2,14}\)")  # the abbreviation of the name before it
_FEWEST_BLANKS = 2  # in the nouns of a group that has no `các` (`doanh nghiệp viễn thông`, not `tổ chức`)
_LONGEST_TITLE = 110
_LONGEST_HEAD = 20  # characters of a head that is said once for several (`các Tổng công ty: …`)
_LONGEST_BESIDE = 90  # characters of `Thường trực Hội đồng nhân dân thành phố Hà Nội, `
_LONGEST_SIGN = 16  # characters of `phối hợp cùng `, `hiệu trưởng `
_LONGEST_LINK = 20  # characters before a noun within which it is joined to the one ahead


class Groups(Sectors):
    """Groups, and bodies that share a head."""

    def _several(self, start: int, end: int) -> list[Named]:
        """`các …`: bodies that share a head, officials, or one group."""
        i = self.at.get(end + 1)
        use = self.entry(i).use if i is not None else ""
        found: list[Named] = []
        if use in ("", "head", "row") and (listed := self._listed(start, end + 1)):
            return listed
        if i is not None and use in ("title", "field", "closed", "head"):
            found = self.parse(i, plural=True)
            if use == "closed" and found and not found[0].group and self._each_named(end, found[0].end):
                return []
            if found and (use == "title" or found[0].group or len(found) > 1):
                return [replace(found[0], start=start, printed=start if found[0].group else -1), *found[1:]]
        group = self._group(start, end)
        if not group and i is not None and use == "head" and len(found) == 1 and self._is_kind(i, found[0]):
            words = " ".join(self.text[end + 1 : found[0].end].split())
            one = self._group_name(start, found[0].end, self.low[end + 1 : found[0].end], words)
            return [replace(one, key=group_key(one.label))]
        return group

    def _is_kind(self, i: int, one: Named) -> bool:
        """Behind `các`, is a local body that is only called by what it is (`các Trung tâm y tế giám sát …`) each of that kind?"""
        head = self.entry(i).head
        if head is None or not self.own.unit or head.own or not head.local:
            return False
        called = "alone" in head.tail and "about" not in head.tail and one.end == self.matches[i][2]
        return called and not one.group and one.where is None

    def _counted(self, start: int, end: int) -> list[Named]:
        """`hai Sở: Công Thương, Tài chính`, `hai Ban của Hội đồng nhân dân`: so many bodies, where the words tell which."""
        found = self._listed(start, end + 1) or self._group(start, end)
        whose = f"{self.lex.many} {self.lex.beside_name}"
        told = len(found) > 1 or any(one.part_of or fold(one.label).startswith(whose) for one in found)
        return found if told else []

    def _each_named(self, at: int, end: int) -> bool:
        """`các Tổng cục Thuế, Tổng cục Hải quan`: known names, of which the first is longer than the nouns of a group there."""
        return 0 <= self.lex.nouns_end(self.low, at) < end and self.low.startswith(", ", end)

    def _listed(self, start: int, begin: int) -> list[Named]:
        """`các Bộ, cơ quan: Tài chính, Xây dựng, Ngoại giao`: bodies whose head is the first noun of a row."""
        noun = WORD.match(self.low, begin)
        if (colon := self.low.find(": ", begin, begin + _LONGEST_HEAD)) > 0 and (
            known := self.lex.known_as.get(self.low[begin:colon])
        ):
            return self._listed_names(start, colon + 2, known)
        head = self.lex.sectored.get(noun.group()) if noun else None
        end = self.lex.nouns_end(self.low, begin) if head else -1
        if head is None or noun is None or end < 0:
            return []
        return self._sectors(head, first_capital(noun.group()), start, end)

    def _listed_names(self, start: int, at: int, known: dict[str, AgencyRow]) -> list[Named]:
        """`các Tập đoàn: Bưu chính Viễn thông Việt Nam, Điện lực Việt Nam (EVN)`: bodies known by name, their head said once."""
        found: list[Named] = []
        while True:
            name = next((name for name in known if self.low.startswith(name, at)), "")
            if not name or self.low[at + len(name) : at + len(name) + 1].isalnum():
                return found
            row, end = known[name], at + len(name)
            found.append(Named(at if found else start, end, row.name, -1, level=row.level, part_of=row.part_of))
            short = _SHORT.match(self.low, end)
            end = short.end() if short else end
            joint = next((j for j in (", ", "; ", *self.lex.joins) if self.low.startswith(j, end)), "")
            if not joint:
                return found
            at = end + len(joint)

    def _group(self, start: int, at: int) -> list[Named]:
        """A group by its nouns, and what narrows it: a qualifier, a place, the body it belongs to."""
        end = self.lex.nouns_end(self.low, at)
        end = self._without_skipped(at, self._nouns_end(at, end)) if end >= 0 else at
        if end <= at:
            return []
        nouns = self.low[at:end].strip()
        if nouns in self.lex.territories:
            return []
        stop, words, place, part, named = self._narrowed(at, end, nouns)
        if self.low.startswith(self.lex.each_other, stop):
            return []  # `người có tài sản ở các địa phương khác nhau`
        if at == start and nouns in self.lex.charged and self.low.startswith(f" {self.lex.of_what} ", stop):
            return []  # `cơ quan chuyên môn về …`: whose it is does not follow
        if stop == end and (whole := self._whole_line(start, end)) > end:
            words, stop = " ".join(self.text[at:whole].split()), whole
        if nouns in self.lex.weak and stop == end and not self._inner(nouns, at):
            whole_name = self._beside(nouns, start, end)
            told = self._told_units(nouns, start, end) or self._acting_units(nouns, start, end) or self._headed(start)
            if not whole_name and not told and not self._beside_known(start, end):
                return []
            words = whole_name or words
        return [self._group_name(start, stop, nouns, " ".join(words.split()), place, part, named)]

    def going_on(self, one: Named) -> list[Named]:
        """`UBND các xã, phường, doanh nghiệp viễn thông`: groups that go on with one, without a `các` of their own."""
        found: list[Named] = []
        while one.group:
            joint = next((j for j in (", ", *self.lex.joins) if self.low.startswith(j, one.end)), "")
            begin = one.end + len(joint)
            end = self.lex.nouns_end(self.low, begin) if joint and self.text[begin].islower() else -1
            first = _BETWEEN_NOUNS.split(self.low[begin:end])[0] if end >= 0 else ""
            if first.count(" ") < _FEWEST_BLANKS or begin in self.skipped or first.startswith(tuple(self.lex.listed)):
                break
            more = self._group(begin, begin - 1)
            if not more:
                break
            found += more
            one = more[-1]
        return found

    def _narrowed(self, at: int, end: int, nouns: str) -> tuple[int, str, str | None, str | None, bool]:
        """Nouns with what narrows them: where that ends, all the words, the place, the body above, and whether the place is named."""
        words = " ".join(self.text[at:end].split())
        place, part, named = None, None, False
        stop = end
        if (self.places.kinds(nouns) or nouns in self.lex.localities) and (names := self.places.names(end)):
            return names, f"{words} {self.text[end:names].lstrip(': ')}", None, None, True
        if nouns.endswith(self.lex.charged) and (field := self.lex.of_field.match(self.low, end)):
            words, stop = f"{words}{self.text[end : field.end()]}", field.end()
        for _ in range(4):
            qualifier = self.lex.qualifier.match(self.low, stop)
            if qualifier and self._begins_another(stop, qualifier.end()):
                break
            if not qualifier and nouns.endswith(self.lex.works_in):
                qualifier = self.lex.field_of.match(self.low, stop)
            unit = self.places.named(stop)
            if unit:
                words, stop, place, named = f"{words} {unit.full}", unit.end, unit.place, True
                continue
            belongs = self.low.startswith(self.lex.of, stop)  # most names end here
            of = next(o for o in self.lex.of if self.low.startswith(o, stop)) if belongs else ""
            own = stop == end and self.low.startswith(" ", end)
            own = own and (self._of_state(stop + 1) or nouns.endswith(self.lex.owning))
            of = of or (" " if own and (self.flat.breaks(stop) or self.flat.blanks(stop)) else "")  # no cell behind it
            above = self.next(stop + len(of)) if of and not part else []
            if len(above) == 1 and not above[0].official and above[0].printed >= 0:
                words, stop = f"{words}{of}{self._inside(above[0].label)}", above[0].end
                place, part = above[0].place, above[0].label
                continue
            if not qualifier:
                break
            last = self.low.rfind(" ", stop, qualifier.end())
            inside = self.places.named(last)
            if inside:
                words = f"{words}{self.text[stop:last]} {inside.full}"
                stop, place, named = inside.end, inside.place, True
            else:
                words, stop = f"{words}{self.text[stop : qualifier.end()]}", qualifier.end()
        return stop, words, place, part, named

    def _begins_another(self, at: int, end: int) -> bool:
        """`các cấp ủy, các cấp bộ Đoàn`, `các cấp ủy, Đảng đoàn …`: does a longer name of the list begin behind a comma with what might close this one?"""
        if not self.low.startswith(", ", at):
            return False
        begin = at + 2
        many = self.lex.manys.match(self.low, begin - 1)
        nouns = self.lex.nouns_end(self.low, many.end()) if many else -1
        i = self.at.get(begin)
        return nouns > end or (i is not None and self.entry(i).use == "head" and self.matches[i][2] > end)

    def _beside_known(self, start: int, end: int) -> bool:
        """`Các báo và Đài Tiếng nói Việt Nam`, `Các phòng, Trung tâm Phục vụ hành chính công`: does the list go on with a body that has a name?"""
        joints = (", ", *self.lex.joins) if self.text[start].isupper() else self.lex.joins
        joint = next((j for j in joints if self.low.startswith(j, end)), "")
        i = self.at.get(end + len(joint)) if joint else None
        if (
            i is None
            or self.entry(i).use not in ("closed", "field", "head")
            or not self.text[end + len(joint)].isupper()
        ):
            return False
        found = self.parse(i)
        return bool(found) and not found[0].group

    def _inner(self, nouns: str, at: int) -> bool:
        """Are `các Cục`, `các Vụ` those of the ministry that speaks?"""
        head = self.low.find(nouns, at)
        return nouns in self.lex.inner and bool(self.own.body) and not self.own.province and self.text[head].isupper()

    def _told_units(self, nouns: str, start: int, end: int) -> bool:
        """`phối hợp với các huyện bảo đảm giao thông`: are units meant that have no names?"""
        before = _MARKS.sub(" ", self.low[max(0, start - _LONGEST_SIGN) : start])
        told = nouns in self.lex.told_nouns and f" {before}".endswith(self.lex.told_units)
        return told and not self.text[end : end + 2].lstrip(" :").isupper()

    def _headed(self, start: int) -> bool:
        """`Trưởng các phòng`: do they have heads, who are named?"""
        i = bisect_left(self.starts, start) - 1
        title = self.entry(i).title if i >= 0 and self.matches[i][2] == start - 1 else None
        return title is not None and title.joined

    def _acting_units(self, nouns: str, start: int, end: int) -> bool:
        """`Các huyện rà soát, gửi số liệu`, `Các Bộ, các tỉnh gửi báo cáo`: do units that have no names begin a sentence that says what they do?"""
        begins = self.text[start].isupper() or self.lex.group_before.search(
            self.low, max(0, start - _LONGEST_SIGN), start
        )
        return nouns in self.lex.told_nouns and bool(begins) and self.lex.must_unit.match(self.low, end) is not None

    def _beside(self, nouns: str, start: int, end: int) -> str:
        """`ban của Hội đồng nhân dân` for `các Ban` behind `Thường trực Hội đồng nhân dân xã,`, `ban đảng` before `, Văn phòng Tỉnh ủy`; "" where
        nothing tells whose they are.
        """
        if self.lex.office_name.startswith(f"{nouns} ") and self.lex.beside_office.match(self.low, end):
            return self.lex.office_name
        found = self.lex.beside.search(self.low, max(0, start - _LONGEST_BESIDE), start)
        return self.lex.beside_name if found and self.lex.beside_name.startswith(f"{nouns} ") else ""

    def _of_state(self, begin: int) -> bool:
        """Does `Chính phủ`, `Quốc hội` follow a noun (`các cơ quan Quốc hội`)?"""
        i = self.at.get(begin)
        return i is not None and self.text[begin].isupper() and self.low[begin : self.matches[i][2]] in self.lex.state

    def _nouns_end(self, at: int, end: int) -> int:
        """Where the nouns of a group end: before a body with a name of its own (`các bộ, Ủy ban nhân dân các tỉnh`)."""
        for i in range(bisect_right(self.starts, at + 1), bisect_left(self.starts, end)):
            begin = self.starts[i]
            if self.entry(i).use in ("closed", "field", "head") and begin > at + 1:
                single = self.parse(i)
                if single and (single[0].end > end or not single[0].group):
                    cut = _CUT.search(self.low, at, begin)
                    if cut and cut.start() > at and cut.group().strip() in ("", *",;/-", *self.lex.links):
                        return cut.start()
        return end

    def _without_skipped(self, at: int, end: int) -> int:
        """Where the nouns of a group end when the last of them is none (`các trường hợp`, `các sở, bộ phận`); `at`: there is no noun."""
        last = self.low.rfind(" ", at, end) + 1
        if self.skipped.get(last, 0) <= end:
            return end
        first = max(0, at - _LONGEST_LINK)
        before = self.low[first:last].rstrip(" ,;/-")
        link = next((f" {w}" for w in self.lex.links if before.endswith(f" {w}")), "")
        return max(at, first + len(before) - len(link))

    def _whole_line(self, start: int, end: int) -> int:
        """Where a heading ends that is the name of a group (`5. Các chủ đầu tư hạ tầng khu công nghiệp`, with a list below); `end` where it is none."""
        line = self.low.rfind("\n", 0, start) + 1
        stop = self.low.find("\n", end)
        if (
            stop < 0
            or not end < stop < end + _LONGEST_TITLE
            or not self.lex.titled.fullmatch(self.low, line, start)
            or not _LISTED.match(self.low, stop + 1)
            or self._is_item(line, stop)
        ):
            return end
        while self.low[stop - 1] in " .:":
            stop -= 1
        bracket = self.low.find(" (", end, stop)
        stop = bracket if bracket > 0 and self.low[stop - 1] == ")" else stop
        must = self.lex.must.search(self.low, end, stop)
        stop = must.start() if must and must.end() == stop else stop
        if self.low[end] != " " or any(c in self.low[end:stop] for c in ";:.(|"):
            return end
        word = WORD.match(self.low, end + 1)
        if word is None or word.end() > stop or self._acts(word) or self.lex.says.search(self.low, end, stop):
            return end
        comma = self.low.find(", ", end, stop)
        after = WORD.match(self.low, comma + 2) if comma > 0 else None
        if after and self._acts(after):
            return end  # `vận hành xả lũ đúng quy trình, thông báo cho nhân dân`
        return stop

    def _is_item(self, line: int, stop: int) -> bool:
        """Is a line that ends a sentence one of several items, with another number below it, and no heading?"""
        one, below = _NUMBER.match(self.low, line), _NUMBER.match(self.low, stop + 1)
        return self.low[stop - 1] in ".;" and one is not None and below is not None

    def _acts(self, word: re.Match[str]) -> bool:
        """Does a word begin what somebody does, and not the rest of a name?"""
        following = WORD.match(self.low, word.end() + 1)
        pair = f"{word.group()} {following.group()}" if following else ""
        return (
            word.group() in self.lex.acts
            or pair in self.lex.acts
            or (pair in self.lex.stops and pair not in self.lex.trades)
        )

    def _group_words(self, words: str, nouns: int) -> str:
        """The words of a group, its nouns in small letters (`các Sở, Ban, Ngành`) but for names (`cơ quan thuộc Chính phủ`)."""
        words = words.lower() if words.isupper() else words[:nouns].lower() + words[nouns:]
        for proper in self.lex.proper:
            words = words.replace(proper.lower(), proper)
        return words

    def _group_name(
        self,
        start: int,
        end: int,
        nouns: str,
        words: str,
        place: str | None = None,
        part: str | None = None,
        named: bool = False,
    ) -> Named:
        """A group called so; one without a place or a body above it is that of the paper."""
        own = self.own
        words = self._group_words(words, len(nouns))
        words = next((words[len(w) + 1 :] for w in self.lex.honoured if words.startswith(f"{w} ")), words)
        first = _BETWEEN_NOUNS.split(nouns)[0]
        elsewhere = first in self.lex.central or fold(words).endswith(self.lex.elsewhere)
        local = not named and part is None and bool(own.unit) and not elsewhere
        key = group_key(words)
        label = f"{first_capital(self.lex.many)} {words}"
        if local:
            whole = " ".join(_without_scope(label).split())
            label = f"{whole.removesuffix(f' {self.lex.kind_of(own.unit)}')} {own.unit}"
            place = own.place
            key = f"{key}@{own.unit}"
        elif own.unit and not named and part is None and words.endswith(f" {self.lex.kind_of(own.unit)}"):
            label = f"{label.removesuffix(self.lex.kind_of(own.unit))}{own.unit}"  # `các cơ quan Trung ương đóng trên địa bàn tỉnh`
            place, key = own.place, f"{key}@{own.unit}"
        return Named(start, end, label, start, key, place, None, part, True)


@lru_cache(maxsize=1 << 12)
def _without_scope(label: str) -> str:
    """A group's label without `của tỉnh`, `cấp tỉnh` at its end."""
    low = fold(label)
    ends = [m for m in lexicon().drops.finditer(low) if m.end() == len(low) and m.start() > 4]
    return label[: ends[0].start()] if ends else label
