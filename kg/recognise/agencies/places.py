"""Places in the names of bodies: `tỉnh Kon Tum`, `các huyện, thành phố`, a bare `tỉnh`, which is the one of the paper."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise.agencies.own import NAME, Own, known_end, province_at
from kg.recognise.agencies.words import CAPITAL, Province, lexicon
from kg.recognise.flat import Flat
from kg.recognise.head_lines import title_case
from kg.recognise.lexicon import group
from kg.text import fold
from kg.units import load_units

_FAMILIES = frozenset(group("family_names"))
_PERSON = compiled(rf"{CAPITAL}(?: {CAPITAL}){{2,3}}")
_WORD = compiled(r"[\w’']+")


class Where(Struct, frozen=True):
    """A place that follows a name: where it ends, its words in full, how the province is added to them."""

    end: int
    words: str
    name: str = ""  # without its kind
    within: str = ""  # the province of a lower unit
    place: str | None = None
    level: str | None = None
    group: bool = False
    more: tuple[
        tuple[int, int, str, str | None], ...
    ] = ()  # further units that share the head: start, end, words, the id of the place
    levels: tuple[Where, ...] = ()  # further levels that share the head (`cấp huyện, cấp xã`)
    start: int = 0
    bare: bool = False  # a province without its kind
    district: str = ""  # the unit between a commune and its province, where it is said

    @property
    def full(self) -> str:
        """The words with the province."""
        if not self.within:
            return self.words
        return f"{self.words} {self.within}" if self.group else f"{self.words}, {self.within}"


class Places:
    """Reads places in one flat text, whose heads of names begin at the offsets `heads`."""

    def __init__(self, flat: Flat, own: Own, heads: dict[int, int]) -> None:
        self.low, self.text, self.own, self.heads, self.lex = flat.low, flat.text, own, heads, lexicon()
        _, self.first, self.second, self.third = self.lex.ranks
        self.lower = (self.second, self.third)
        self._one = self.lex.unit
        self._own_name = own.province[len(self.lex.kind_of(own.province)) + 1 :]

    def after(self, end: int) -> Where | None:
        """The place that follows directly, None where none does."""
        where = self._after(end)
        return replace(where, start=end) if where else None

    def _after(self, end: int) -> Where | None:
        if self.low[end : end + 1] != " ":
            return None
        level = self.lex.levels.match(self.low, end)
        if level:
            return self._levels(self._level(self.low[end + 1 : level.end()], level.end()))
        found = self.lex.unit_list.match(self.low, end)
        if found:
            return self._units(found)
        name = NAME.match(self.text, end + 1)
        known = province_at(self.lex, self.text, name) if name else None
        return replace(self._whole(*known), bare=True, more=self._beside(known[1])) if known else None

    def _beside(self, end: int) -> tuple[tuple[int, int, str, str | None], ...]:
        """`Sở Y tế Vĩnh Phúc và Sơn La`: the provinces named behind one, without their kind too."""
        sep = self._separator(end)
        listed = self._provinces(end + len(sep)) if sep else []
        return tuple((begin, one.end, one.words, one.place) for begin, one in listed)

    def of_committee(self, end: int, kind: str) -> Where | None:
        """The place behind a word that has its kind of unit in itself: `Huyện ủy Mộc Châu`; a province goes before a town of its name."""
        where = self.after(end)
        if where and not where.bare:
            return where
        level = self.lex.units[kind][1]
        if where and level == self.first:
            return where
        name = NAME.match(self.text, end + 1) if self.low[end : end + 1] == " " else None
        stop = known_end(self.text, kind, name) if name else 0
        if name is None or not stop:
            return where
        return replace(self._ended(kind, level, name.start(), stop), start=end)

    def _whole(self, province: Province, end: int) -> Where:
        """A province; the one of the paper is named as the paper's own."""
        same = self._own_name == province.name
        full, place = (self.own.province, self.own.home) if same else (province.full, province.id)
        return Where(end, full, province.name, "", place, self.first)

    def named(self, end: int) -> Where | None:
        """A unit with its name (`tỉnh Sơn La`) right there."""
        found = self.lex.unit_list.match(self.low, end)
        if not found or found["rest"] or found["many"]:
            return None
        name = self._name(found.end())
        return self._unit(found["first"], name) if name else None

    def _level(self, words: str, end: int) -> Where:
        """`cấp xã`, `các cấp`: units of a level, those of the paper's province."""
        kind = next((level for kind, level in self.lex.units.values() if words.endswith(f" {kind}")), None)
        named = self.named(end)
        if named:
            return replace(named, words=f"{words} {named.words}", group=True, level=kind)
        lower = kind in self.lower
        return Where(end, words, "", self.own.province if lower else "", self.own.place if lower else None, kind, True)

    def _levels(self, first: Where) -> Where:
        """`cấp huyện, cấp xã`, `cấp tỉnh, huyện`: with what else is named behind a level, as others that share the head."""
        more: list[Where] = []
        end = first.end if first.group and first.level and not first.name else 0
        while end and (sep := self._separator(end)):
            begin = end + len(sep)
            level = self.lex.levels.match(self.low, begin - 1)
            kind = None if level else self._one.match(self.low, begin)
            if level:
                found = self._level(level[0][1:], level.end())
            elif kind and kind[0] in self.lex.units and not self._name(kind.end()):
                found = self._level(f"{first.words.partition(' ')[0]} {kind[0]}", kind.end())
            else:
                break
            if found.name or found.level is None:
                break
            more.append(replace(found, start=begin))
            end = found.end
        return replace(first, levels=tuple(more))

    def _units(self, found: re.Match[str]) -> Where:
        kind, level = self.lex.units[found["first"]]
        if found["many"] and level == self.first and self.lex.region.match(self.low, found.end()):
            return self._kinds(found)
        name = None if found["rest"] else self._name(found.end())
        if name and not found["many"]:
            return self._further(self._unit(found["first"], name))
        if (name and level != self.first) or (name and self.low[found.start() + 1] == self.lex.many[0]):
            return self._several(found, name)
        colon = (
            self._name(found.end() + 1)
            if found["many"] and not found["rest"] and self.low.startswith(": ", found.end())
            else None
        )
        if colon:
            return self._several(found, colon)
        if found["rest"] and found["many"] and (named := self._names_of_kinds(found) or self._last_named(found)):
            return named
        if found["rest"] or found["many"]:
            cut = self._name(found.end()) if found["rest"] else None
            if cut and not found["many"]:
                return self._bare(found.end("first"), kind, level)
            return self._kinds(found)
        tail = self.lex.unit_qualifier.match(self.low, found.end())
        if tail and tail.group().endswith(self.lex.of_state):
            return self._kinds(found)  # `Hội đồng nhân dân thành phố trực thuộc trung ương`
        return self._bare(found.end(), kind, level)

    def _names_of_kinds(self, found: re.Match[str]) -> Where | None:
        """`các xã, phường: Quế Võ, Phương Liễu`: names of units of which the text does not say which kind each is, as one group."""
        end = self.names(found.end()) if self._below_province(found) else 0
        if not end:
            return None
        group = self._kinds(self.lex.unit_list.match(self.low, found.start(), found.end()) or found)
        names = self.text[found.end() : end].lstrip(": ")
        return replace(group, end=end, words=f"{self._spelled_kinds(found.start(), found.end())} {names}", within="")

    def kinds(self, nouns: str) -> bool:
        """Are the nouns several kinds of unit below a province (`xã, phường`)?"""
        found = self.lex.unit_list.fullmatch(f" {nouns}")
        return found is not None and bool(found["rest"]) and self._below_province(found)

    def _below_province(self, found: re.Match[str]) -> bool:
        return all(self.lex.listed[word][1] != self.first for word in self._kind_words(found))

    def names(self, at: int) -> int:
        """Where a list of two or more names of units without their kinds ends (`: Quế Võ, Phương Liễu và Bồng Lai`), 0 where none begins."""
        begin = at + (self.low[at : at + 1] == ":") + 1
        ends: list[int] = []
        sep = " " if self.low[begin - 1 : begin] == " " else ""
        while sep and begin not in self.heads:
            name = NAME.match(self.text, begin)
            if name is None or name.group().isdigit() or self._cut_off(name):
                break
            ends.append(name.end())
            sep = self._separator(name.end())
            begin = name.end() + len(sep)
        return ends[-1] if len(ends) > 1 else 0

    def _last_named(self, found: re.Match[str]) -> Where | None:
        """`các xã, phường, đặc khu Lý Sơn`: units of some kinds, and one that has a name."""
        *_, one = self._one.finditer(self.low, found.start("rest"), found.end("rest"))
        name = self._name(found.end())
        if name is None or " " not in name.group() or self.lex.listed[one.group()][1] == self.first:
            return None
        end = found.start() + len(self.low[found.start() : one.start()].rstrip(" ,/"))
        whole = self.lex.unit_list.match(self.low, found.start(), end)
        if whole is None:
            return None
        group, unit = self._kinds(whole), self._unit(one.group(), name)
        return replace(group, more=((one.start(), unit.end, unit.full, unit.place),))

    def _bare(self, end: int, kind: str, level: str | None) -> Where:
        """A kind of unit without a name: the paper's own, or units of that kind in general."""
        full = self.own.units.get(kind)
        if full:
            name = full[len(kind) + 1 :]
            within = self.own.province if full != self.own.province else ""
            known = None if self.own.place else self.lex.province(name, kind)
            place = self.own.home if full == self.own.province else self.own.place
            return Where(end, full, name, within, known.id if known else place, self._own_level(full, level))
        level = None if kind != self.first and level == self.first else level
        inside = self.own.province if level in self.lower else ""
        return Where(end, kind, "", inside, self.own.place if inside else None, level)

    def _own_level(self, full: str, level: str | None) -> str | None:
        return self.second if level == self.first and full != self.own.province else level

    def _kinds(self, found: re.Match[str]) -> Where:
        """Units of some kinds without names, and what narrows them: a group."""
        end = found.end()
        while tail := self.lex.region.match(self.low, end) or self.lex.unit_qualifier.match(self.low, end):
            end = tail.end()
        words = self._spelled_kinds(found.start(), end)
        whole, *shorts = self.lex.of_state
        words = next((words.removesuffix(short) + whole for short in shorts if words.endswith(short)), words)
        region = self.lex.region.search(self.low, found.end(), end)
        if region and not self.text[found.start() : end].isupper():
            words = self._spelled_kinds(found.start(), region.start()) + self.text[region.start() : end]
        levels = [self.lex.listed[w][1] for w in self._kind_words(found)]
        named = self.named(end)
        if named:
            return replace(named, words=f"{words} {named.words}", group=True, level=levels[-1], more=())
        listed = self._provinces(end + 1 + self.low.startswith(": ", end))
        if listed and (len(listed) > 1 or self.low[end] == ":"):
            (_, first), *rest = listed
            return replace(first, more=tuple((begin, one.end, one.words, one.place) for begin, one in rest))
        province = self.lex.listed[self._kind_words(found)[0]][0] == self.first or words.endswith(self.lex.of_state)
        inside = self.own.province
        if not province and self._in_district(levels):
            inside = ", ".join(filter(None, (self.own.unit, inside)))
        if province or not inside:
            return Where(end, words, level=self.first if province else levels[-1], group=True)
        kind = self.lex.kind_of(inside)
        if end > found.end() and words.endswith(f" {kind}"):
            words = words[: -len(kind) - 1]
        return Where(
            end, words, "", inside, self.own.place, levels[0] if levels[0] != self.first else self.second, True
        )

    def _in_district(self, levels: list[str | None]) -> bool:
        """Are they communes in a paper of a district? Then they are those of the district."""
        own = self.own.unit
        kind = self.lex.kind_of(own) if own != self.own.province else ""
        return bool(kind) and self.lex.units[kind][1] != self.third and all(level == self.third for level in levels)

    def _spelled_kinds(self, start: int, end: int) -> str:
        """The words of a stretch in small letters, kinds of unit written out."""
        words = self._one.sub(lambda w: self.lex.listed[w.group()][0], " ".join(self.low[start:end].split()))
        return self.lex.side_by_side.sub(r"\1, ", words)

    def _kind_words(self, found: re.Match[str]) -> list[str]:
        return self._one.findall(found["first"]) + self._one.findall(found["rest"])

    def _several(self, found: re.Match[str], name: re.Match[str]) -> Where:
        """`các huyện Phù Yên, Quỳnh Nhai và thành phố Sơn La`: units that share their kind."""
        first = self._unit(found["first"], name)
        more: list[tuple[int, int, str, str | None]] = []
        kind, end = found["first"], first.end
        while True:
            sep = self._separator(end)
            if not sep:
                break
            begin = end + len(sep)
            other = self.lex.unit_list.match(self.low, begin - 1)
            after = self._name(other.end()) if other and not other["rest"] else NAME.match(self.text, begin)
            if not after or begin in self.heads:
                break
            kind = other["first"] if other else kind
            unit = self._unit(kind, after)
            more.append((begin, unit.end, unit.full, unit.place))
            end = unit.end
        return replace(first, more=tuple(more))

    def _provinces(self, at: int) -> list[tuple[int, Where]]:
        """A list of provinces without their kind (`các tỉnh, thành phố: Hà Tĩnh, Huế`): where each begins, and the place."""
        found: list[tuple[int, Where]] = []
        while True:
            name = NAME.match(self.text, at)
            known = province_at(self.lex, self.text, name) if name else None
            if known is None:
                return found
            found.append((at, self._whole(*known)))
            sep = self._separator(known[1])
            if not sep:
                return found
            at = known[1] + len(sep)

    def _separator(self, end: int) -> str:
        return next((s for s in (", ", *self.lex.joins) if self.low.startswith(s, end)), "")

    def _name(self, end: int) -> re.Match[str] | None:
        """The name of a unit after its kind (`TP. Huế`, `TP.Huế`)."""
        at = end + (self.low[end : end + 1] == "." and not self.low.endswith(self.lex.kinds, 0, end))
        at += self.low[at : at + 1] == " "
        name = NAME.match(self.text, at) if at > end or self.low[end - 1 : end] == "." else None
        if name is None or self.low.startswith(self.lex.no_unit, name.start()) or self._cut_off(name):
            return None
        return name if not name.group().isdigit() or self.low.endswith(self.lex.numbered, 0, end) else None

    def _cut_off(self, name: re.Match[str]) -> bool:
        """Is it but the first half of words that are no name (`thành phố Quy định về …`)?"""
        word = _WORD.fullmatch(self.low, name.start(), name.end())
        following = _WORD.match(self.low, name.end() + 1) if word else None
        return bool(word and following and f"{word[0]} {following[0]}" in self.lex.stops)

    def _unit(self, kind: str, name: re.Match[str]) -> Where:
        """A named unit; a province's name is put right, any other ends before the next body."""
        kind, level = self.lex.units[kind]
        known = province_at(self.lex, self.text, name, kind) if level == self.first else None
        if known and (known[0].kind == kind or kind != self.lex.town):
            return self._whole(*known)
        short = " " not in name.group() and (kind in self.own.units or 1 < len(name.group()) < 5)
        if (kind == self.first and short) or self._is_person(kind, name):
            # no province is called by one short word
            before = name.start()
            while self.low[before - 1] in " .":
                before -= 1
            return self._bare(before, kind, level)  # however the kind is printed (`TP`)
        end = name.end()
        words = list(_WORD.finditer(self.text, name.start(), name.end()))
        for k, word in enumerate(words[1:], 1):
            if k > 4 or word.start() in self.heads or self._verb(word):
                end = max(
                    words[k - 1].end(), known_end(self.text, kind, name)
                )  # `xã Tân Hội`, but `xã Phố Bảng Hội Nông dân`
                break
        return self._ended(kind, level, name.start(), end)

    def _ended(self, kind: str, level: str | None, start: int, end: int) -> Where:
        """A unit below a province whose name is told from other words."""
        level = self.second if level == self.first and kind != self.first else level
        name = self.text[start:end]
        name = title_case(name) if name.isupper() and len(name) > 3 else name
        full = f"{kind} {name}"
        if fold(full) == fold(self.own.unit):
            return self._bare(end, kind, level)  # the paper's own, however it is printed: `UBND XÃ NA MÈO`
        within = self.own.province if level in self.lower and full != self.own.province else ""
        return Where(end, full, name, within, self.own.place if within else None, level)

    def _is_person(self, kind: str, name: re.Match[str]) -> bool:
        """`Chủ tịch UBND tỉnh Lê Trí Thanh`: three or four words after the kind of a province, of which none is called so; with a family's name
        first also two (`UBND tỉnh Nguyễn Bốn`), and three after the kind of a unit below it that none is called by.
        """
        above = kind == self.first or self.own.units.get(kind) == self.own.province
        called = bool(_PERSON.fullmatch(name.group()))
        if above and called:
            return True
        words = name.group().split(" ")
        if fold(words[0]) not in _FAMILIES or not all(word.isalpha() and word.istitle() for word in words):
            return False
        if kind == self.first:
            return len(words) == 2
        other = self.lex.units[kind][1] != self.third or kind in self.own.units  # or the paper has a commune of its own
        return called and other and not known_end(self.text, kind, name)

    def _rank(self, level: str | None) -> int:
        """The higher the level, the greater."""
        return len(self.lex.ranks) - self.lex.ranks.index(level) if level else 0

    def _verb(self, word: re.Match[str]) -> bool:
        """A word with a capital that begins a line and no part of a name (`xã Phố Bảng / Về việc`)."""
        low = fold(word.group())
        following = _WORD.match(self.low, word.end() + 1)
        stops = self.lex.stops
        return following is not None and (low in stops or f"{low} {following.group()}" in stops)

    def _of_its_kind(self, where: Where, begin: int) -> Where | None:
        """`UBND huyện Nam Trà My, Phước Sơn`: a known unit of the kind of the one before, in the province (or district) of the paper."""
        kind = where.words[: -len(where.name) - 1]
        inside = {self.second: self.own.home, self.third: self.own.place}.get(where.level or "")
        name = NAME.match(self.text, begin) if inside else None  # `Hội An` begins like a body
        if name is None or (where.level == self.third and inside == self.own.home):
            return None
        units = load_units()
        for end in reversed([word.end() for word in _WORD.finditer(self.text, name.start(), name.end())][:4]):
            found = units.get(units.place(f"{kind} {self.text[begin:end]}", within=inside) or "")
            if found and found.type == kind:
                return self._ended(kind, where.level, begin, end)
        return None

    def _further(self, where: Where) -> Where:
        """What follows a named unit: the units it lies in, or others that share the head."""
        more: list[tuple[int, int, str, str | None]] = []
        at, end = where.level, where.end
        while True:
            sep = self._separator(end)
            found = self.lex.unit_list.match(self.low, end + len(sep) - 1) if sep else None
            name = self._name(found.end()) if found and not found["rest"] and not found["many"] else None
            named = self._unit(found["first"], name) if found and name else None
            other = named or (self._of_its_kind(where, end + len(sep)) if sep and not found else None)
            if other is None:
                break
            if self._rank(other.level) > self._rank(at) and not more and sep == ", ":
                at, end = other.level, other.end
                if other.level == self.first:
                    where = replace(where, end=end, within=other.words, place=other.place or where.place)
                else:
                    where = replace(where, end=end, district=other.words, place=other.place or where.place)
            elif other.level == where.level:
                more.append((end + len(sep), other.end, other.full, other.place))
                end = other.end
            else:
                break
        return replace(where, more=tuple(more))
