"""All names of a text, in order: quoted, numbered, dated, proper, listed after a colon, in short."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec.structs import replace

from kg.compiled import compiled
from kg.model import MASTERPLAN, PROJECT
from kg.recognise.agencies.words import first_capital, lexicon
from kg.recognise.initiatives.columns import listed_cells
from kg.recognise.initiatives.ends import Ends
from kg.recognise.initiatives.names import WORD, Named, place_of
from kg.recognise.initiatives.vocabulary import CLOSE, OPEN, Row
from kg.text import fold

_COMPONENT = compiled(r" (\d{1,2}) ?: ?")
_NUMBERED = compiled(r"(?:\d{2,4}[a-z]?|[IVX]{2,5})(?:/[A-ZĐ]{1,4})?(?![\w/-]|\.\d)")

_ITEM = compiled(r"([^;.:\n()“”\"]{3,100}?)(?: \(([^()\n]{2,60})\))?(?=[;.\n]|$|, )")  # of a list after a colon
_MORE = compiled(r"[;.,] ")
_ITEM_END = compiled(r"[;|\n”\"]|\.(?=\s|$)")
_ROAD = compiled(r" \d{1,4}[A-ZĐ]?(?![\w/,.-]\d)(?![\w/])")
_SMALL = compiled(r"[ -](?:[^\W\d_A-ZĐ][^\W\d_]* ){1,3}")  # words between one for a work and its proper name
_LONG_NUMBER = 3  # digits of a number that a project is known by
_TITLE = 25  # characters of a title in capitals
_FEW = 4  # words that are too few for a name
_MANY = 10  # characters before a head that may say that there are several


class Finder(Ends):
    """The names of one text."""

    def names(self) -> list[Named]:
        """All names but those in short, in text order."""
        found: list[Named] = []
        at = 0
        for pattern, start, end in self.words.looked_for.find(self.low):
            row = self.words.rows[pattern]
            if start < at or row.use == "skip" or not self._bounded(start, end) or self._cited(start):
                continue
            if row.use in ("works", "built"):
                names = self._works(row, start, end, found[-1] if found else None)
            else:
                names = self._headed(row, start, end)
            if names:
                found += names
                at = names[-1].end
        return self._with_cells(found)

    def _with_cells(self, found: list[Named]) -> list[Named]:
        """The names with those in the columns of projects, where no word says that they are some."""
        row = next(row for row in self.words.rows if row.proper)
        taken = sorted((name.start, name.end) for name in found if name.sure)
        cells = []
        for start, end in listed_cells(self.low, self.text):
            i = bisect_right(taken, (end, 0)) - 1
            name = " ".join(self.text[start:end].split())
            if (i < 0 or taken[i][1] <= start) and not name.isupper() and self._has_proper(start, end):
                head = row.words[0]
                place = place_of(name)
                cells.append(
                    Named(
                        start, end, name, row.kind, self._core(name), None, place, "cell", aliases=(f"{head} {name}",)
                    )
                )
        if not cells:
            return found
        begins = [cell.start for cell in cells]
        before = (bisect_right(begins, name.start) - 1 for name in found)
        outside = [name for name, i in zip(found, before, strict=True) if i < 0 or cells[i].end <= name.start]
        return sorted(outside + cells, key=lambda name: name.start)

    def _headed(self, row: Row, start: int, end: int) -> list[Named]:
        """A name that begins with a word for its kind."""
        quote = self._quoted(start, end)
        if quote:
            begin, stop = quote
            if not self._quotes_a_name(row, start, begin, stop):
                return []
            one = self._named(row, start, end, begin, stop, "quoted")
            return [one] if one and (row.kind != PROJECT or self._has_proper(begin, stop)) else []
        if component := self._component(row, start, end):
            return [component]
        if row.proper and self.low[end : end + 1] == ":" and self.low.endswith(self.words.labels, 0, start):
            return _one(self._labelled(row, end))
        if row.proper and (listed := self._listed(row, end)):
            return listed
        made = row.proper and self.words.made.match(self.low, end)  # `dự án cấp nước …`
        if self.low[end : end + 1] != " " or (not made and self.words.empty.match(self.low, end)):
            return []
        number = _NUMBERED.match(self.text, end + 1)
        if number and self.text[start].isupper() and (not row.proper or len(number[0]) >= _LONG_NUMBER):
            return _one(self._named(row, start, end, end + 1, self._with_period(number.end()), "number"))
        stop, dated = self._end(end)
        if self._cites(start, stop):
            return []
        if row.proper:
            return _one(self._project(row, start, end, stop))
        own = (
            row.kind == MASTERPLAN
            and self.text[start].isupper()
            and self._own_unit(self.text[end + 1 : stop]) not in (None, self.text[end + 1 : stop])
        )
        if not own and not self._is_named(row, start, end, stop, dated):
            return []
        return _one(self._named(row, start, end, end + 1, stop, "dated" if dated else "named"))

    def _component(self, row: Row, start: int, end: int) -> Named | None:
        """`Dự án 7: Truyền thông, giáo dục về phòng, chống ma túy`: a numbered part with its name."""
        number = _COMPONENT.match(self.text, end)
        if not number or not self.text[start].isupper():
            return None
        quote = self._quoted(start, number.end())
        begin = quote[0] if quote else number.end()
        stop = quote[1] if quote else self._end(begin - 1)[0]
        if begin >= len(self.text) or not self.text[begin].isupper() or self.low.count(" ", begin, stop) < 2:
            return None
        one = self._named(row, start, end, begin, stop, "component")
        if one is None:
            return None
        head = end - start
        return replace(one, label=f"{one.label[:head]} {number[1]}: {one.label[head + 1 :]}")

    def _project(self, row: Row, start: int, end: int, stop: int) -> Named | None:
        """`dự án Cảng hàng không Nà Sản`, `Dự án đầu tư xây dựng tuyến đường bộ cao tốc Hòa Bình - Mộc Châu`: it ends with its proper name."""
        text = self.text
        if text[start:stop].isupper():  # a title is a name where the text says it once more
            one = self._named(row, start, end, end + 1, stop, "title") if stop - start > _TITLE else None
            return replace(one, sure=False) if one else None
        if self.words.heads.match(self.low, end + 1) or self._several(start, end):
            return None
        stop = self._before_another(end, stop)
        if (
            text[start].isupper()
            and not self.general
            and self._whole(start, stop)
            and self.words.proper.search(text, end + 2, stop)
            and self.low.count(" ", end, stop) > _FEW
        ):
            return self._named(row, start, end, end + 1, stop, "whole")
        found = list(self.words.works.finditer(self.low, end, stop))
        roads = [road.end() for w in found if (road := _ROAD.match(text, w.end()))]  # `đường tỉnh 259`
        two = self.words.pair.search(text, end, stop)
        pair = two is not None and (text[start].isupper() or ", " not in self.low[end : two.start()])
        works = bool(roads) or any(self._has_a_name(w.end()) for w in found)
        names = list(self.words.proper.finditer(text, end + 1, stop))
        proper = [n for n in names if n.start() > end + 1 or n.group().count(" ") >= 2 or works]
        if not (proper or (roads and text[start].isupper())):
            return None
        if text[start].islower() and text[end + 1].islower() and not (works or pair):
            proper = self._of_a_place(row, start, end, stop, proper)
            return self._named(row, start, end, end + 1, proper[-1].end(), "place") if proper else None
        known = (
            bool(proper)
            and proper[-1].group().count(" ") >= 1
            and (text[end + 1 : end + 2].isupper() or text[start].isupper())
        )
        if not works and not known and not pair:
            return None
        stop = self._with_period(max([*roads, *(n.end() for n in proper)]))
        return self._in_number(self._named(row, start, end, end + 1, stop, "proper"), end + 1, stop)

    def _several(self, start: int, end: int) -> bool:
        """`Các dự án tăng cường liên kết … khu vực Tây Bắc`: several, said by what they are for; not `các dự án cao tốc Bắc - Nam`, by names."""
        before = self.low[max(0, start - _MANY) : start].split()
        some = bool(before) and before[-1] in self.words.many and self.text[start].islower()
        return some and self.text[end + 1 : end + 2].islower() and not self.words.works.match(self.low, end + 1)

    def _has_a_name(self, end: int) -> bool:
        """Does a proper name follow the words for a work, right behind them or behind a few small ones (`đường liên xã Hòa Tiến`)?"""
        if self.words.proper.match(self.text, end + 1):
            return True
        small = _SMALL.match(self.text, end)
        if small is None or self.low.endswith(self.words.inside, end, small.end() - 1):
            return False
        name = self.words.proper.match(self.text, small.end())
        return name is not None and " " in name[0] and not name[0].isupper()

    def _of_a_place(self, row: Row, start: int, end: int, stop: int, names: list[re.Match[str]]) -> list[re.Match[str]]:
        """`dự án cấp nước sinh hoạt tập trung thôn Nậm Biếu`: the places in what is said small of one thing to be made, right behind its words."""
        before = self.low[max(0, start - _MANY) : start].split()
        if (before and before[-1] in self.words.many) or not self.words.made.match(self.low, end):
            return []
        return [
            n
            for n in names
            if (n[0][0].islower() or self.low.endswith(self.words.hamlets, end, n.start()))
            and not self.low.endswith(self.words.inside, end, n.start() - 1)
            and not n[0].split(" ")[-1].isupper()
            and self.low.count(" ", end, n.start()) >= _FEW
            and ", " not in self.low[end : n.start()]
        ]

    def _in_number(self, name: Named | None, begin: int, stop: int) -> Named | None:
        """`dự án Vành đai 4` says too little to be a name, but names what the text calls so in full."""
        work = self.words.works.match(self.low, begin)
        if name is None or work is None or not self.low[work.end() : stop].strip().isdigit():
            return name
        row = self.words.row_of.get(work[0])
        return replace(name, sure=False, rule=f"works:{row.id}") if row else name

    def _labelled(self, row: Row, end: int) -> Named | None:
        """`Tên dự án: Đầu tư xây dựng …`."""
        begin = end + 2
        begin += self.text[begin : begin + 1] in OPEN
        closing = _ITEM_END.search(self.text, begin)
        stop = closing.start() if closing else len(self.text)
        name = " ".join(self.text[begin:stop].split())
        if not self._has_proper(begin, stop) or name.isupper() or self.words.heads.match(self.low, begin):
            return None
        aliases = (f"{row.words[0]} {name}",)
        return Named(begin, stop, name, row.kind, self._core(name), None, place_of(name), "label", aliases=aliases)

    def _before_another(self, end: int, stop: int) -> int:
        """`Dự án hồ chứa nước Sông Cái, hệ thống thủy lợi Tân Mỹ`: behind a proper name a comma ends it, unless places are listed."""
        comma = self.text.find(", ", end, stop)
        while comma >= 0:
            proper = self.text[self.text.rfind(" ", end, comma) + 1].isupper()
            if proper and not lexicon().unit_list.match(self.low, comma + 1):
                return comma
            comma = self.text.find(", ", comma + 1, stop)
        return stop

    def _works(self, row: Row, start: int, end: int, last: Named | None) -> list[Named]:
        """A work known by its proper name: `cao tốc Mộc Châu - Sơn La`, `sân bay Nà Sản`; `last`: the name before it."""
        if self.low[end : end + 1] != " " or (row.use == "built" and self._is_a_person(start, end)):
            return []
        size = None if row.alone else self.words.size.match(self.low, end)
        begin = (size.end() if size else end) + 1
        name = self.words.pair.match(self.text, begin) if row.alone else self.words.proper.match(self.text, begin)
        if not name or self.text[name.end() : name.end() + 1] == "/":
            return []
        stop = self._with_period(name.end())
        if self.text[start:stop].isupper():
            return []
        label, rule, proper = first_capital(" ".join(self.text[start:stop].split())), f"works:{row.id}", fold(name[0])
        if row.alone:
            return [Named(start, stop, label, row.kind, proper, None, None, rule)]
        core = fold(self.text[start : name.end()])
        if row.use == "built":
            proper = core
        built = self._is_built(row, start, name, last)
        return [Named(start, stop, label, row.kind, core, None, None, rule, sure=False, built=built, proper=proper)]

    def _is_a_person(self, start: int, end: int) -> bool:
        """May the word be one of a proper name (`Hồ Chí Minh`, `Cầu Giấy`)?"""
        return self.text[start].isupper() and " " not in self.low[start:end]

    def _is_built(self, row: Row, start: int, name: re.Match[str], last: Named | None) -> bool:
        """`khởi công cầu Đại Ngãi, hồ Trường Đồng`: do the words right before a work build it, or the one that it is listed with?"""
        if name[0].isupper() or self.words.no_name.match(name[0]):
            return False  # `đường GTNT`, `cầu A`, `đường sắt Việt Nam`
        if self.low.endswith(self.words.builds, 0, start):
            return True
        listed = last is not None and last.kind == PROJECT and self.low[last.end : start] in self.words.joints
        return listed and last is not None and (last.built or (last.sure and not row.site))

    def _listed(self, row: Row, end: int) -> list[Named]:
        """Names after a colon: `Các dự án có kế hoạch khởi công: Tân Phú - Bảo Lộc (Lâm Đồng); …`."""
        colon = self.low.find(": ", end, end + 60)
        if colon < 0 or any(c in self.low[end:colon] for c in ".;\n(“") or self.words.empty.match(self.low, colon + 1):
            return []
        found: list[Named] = []
        at = colon + 2
        while True:
            item = _ITEM.match(self.text, at)
            if not item:
                break
            name = item[1].strip(" ,")
            headed = self.words.heads.match(self.low, at)
            if found and headed and self.words.row_of[headed[0]].proper:  # `cầu Tình Húc; Dự án nâng cấp Quốc lộ 2C`
                closing = _ITEM_END.search(self.text, at)
                stop = closing.start() if closing else len(self.text)
                found += _one(self._project(self.words.row_of[headed[0]], at, headed.end(), stop))
                if not _MORE.match(self.text, stop):
                    break
                at = stop + 2
                continue
            works = self.words.works.search(fold(name))
            if not name[0].isupper() and (not works or works.start()):
                break
            if not (self.words.pair.fullmatch(name) or (works and self.words.proper.search(name, works.end()))):
                break
            head = row.words[0]
            aliases = (f"{name} ({item[2]})", f"{fold(head)} {name}") if item[2] else (f"{head} {name}",)
            end, core, place = at + len(name), fold(name), place_of(name)
            found.append(Named(at, end, name, row.kind, core, None, place, "listed", aliases=aliases))
            if not _MORE.match(self.text, item.end()):
                break
            at = item.end() + 2
        return found

    def _named(self, row: Row, start: int, end: int, begin: int, stop: int, rule: str) -> Named | None:
        """The record of a name whose stretch is known."""
        while (stop > begin and self.text[stop - 1] in " ,-–") or (
            self.text[stop - 1] == ")" and "(" not in self.text[begin:stop]
        ):
            stop -= 1
        weak = self.words.weak_end.search(self.low, begin, stop) if rule != "quoted" else None
        stop = weak.start() if weak else stop
        name = WORD.sub(lambda w: self.words.expand.get(w.group(), w.group()), " ".join(self.text[begin:stop].split()))
        if len(name) < 2:
            return None
        shouted = name.isupper() and len(name) > 12
        head = " ".join(self.text[start:end].split())
        name = name.lower() if shouted else name
        own = self._own_unit(name) if row.kind == MASTERPLAN else name
        if own is None:
            return None
        sure, name = bool(own == name or len(own.split()) > 4), own
        label = f"{first_capital(head.lower() if head.isupper() else head)} {name}"
        years = self.words.years.search(fold(name))
        core = self._core(name)
        if core in self.words.plural or not core:
            return None
        cut = self.low[stop : stop + 1] in ("\n", "|", "") or self.low[stop : stop + 2] == " |"
        opened = start > 0 and self.text[start - 1] in OPEN
        if rule == "quoted" and self.text[stop : stop + 1] in CLOSE and not opened:
            stop += 1
        period, place = f"{years[1]}-{years[2]}" if years else None, place_of(name)
        return Named(start, stop, label, row.kind, core, period, place, f"{rule}:{row.id}", shouted, cut, sure)

    def _own_unit(self, name: str) -> str | None:
        """`tỉnh thời kỳ 2021-2030` in a paper of Sơn La is that of Sơn La; without a paper of a place it is no name."""
        low = " " + fold(name)
        unit = lexicon().unit_list.match(low)
        if (
            not unit
            or unit["rest"]
            or unit["many"]
            or (low[unit.end() :] and not self.words.period.match(low, unit.end()))
        ):
            return name
        full = self.own.units.get(lexicon().units[unit["first"]][0])
        return f"{full}{name[unit.end() - 1 :]}" if full else None

    def _core(self, name: str) -> str:
        """What makes two names one: the words without period."""
        low = " " + fold(name)
        period = self.words.period.search(low)
        return " ".join(re.sub(r"[^\w ]", " ", low[: period.start()] if period else low).split())

    def in_short(self, found: list[Named]) -> list[Named]:
        """The names with those that the text gives in short (`… (sau đây gọi là Chương trình NTM)`): wherever such a one stands it is the whole."""
        for whole in found:
            short = self.words.short.match(self.low, whole.end)
            alias = self.text[short.start("head") : short.end()] if short else ""
            if short and whole.rule != "listed" and len(alias) < whole.end - whole.start:
                found = self._with_alias(found, whole, alias)
        return found

    def _with_alias(self, found: list[Named], whole: Named, alias: str) -> list[Named]:
        """Names of those words are of the whole; the words elsewhere are names of it."""
        label = first_capital(" ".join(alias.split()))
        words = fold(alias)
        mine = [n.start != whole.start and n.kind == whole.kind and fold(n.label) == words for n in found]
        found = [
            replace(n, core=whole.core, sure=True) if is_mine else n for n, is_mine in zip(found, mine, strict=True)
        ]
        taken = sorted((n.start, n.end) for n in found)
        at = self.low.find(words, whole.end)
        while at >= 0:
            end = at + len(words)
            i = bisect_right(taken, (at, 1 << 60)) - 1
            free = (i < 0 or taken[i][1] <= at) and (i + 1 == len(taken) or end <= taken[i + 1][0])
            if free and self._bounded(at, end) and self.text[at].isupper() and not self._cited(at):
                found.append(replace(whole, start=at, end=end, label=label, rule="alias", shouted=False, cut=False))
            at = self.low.find(words, end)
        return sorted(found, key=lambda n: n.start)


def _one(name: Named | None) -> list[Named]:
    return [name] if name else []
