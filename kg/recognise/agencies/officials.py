"""Officials, who stand for their bodies."""

from __future__ import annotations

from msgspec.structs import replace

from kg.recognise.agencies.names import Named, group_key
from kg.recognise.agencies.sectors import Sectors
from kg.recognise.agencies.words import Entry, first_capital
from kg.text import fold


class Officials(Sectors):
    """Names that begin with a title."""

    def _official(self, entry: Entry, start: int, end: int) -> list[Named]:
        """An official and the body he stands for."""
        title = entry.title
        assert title is not None
        listed = (", ", *self.lex.joins)  # `Chủ tịch, Phó Chủ tịch UBND tỉnh`: officials of one body
        if title.alone and (found := self._of_sector(title.alone, first_capital(self.text[start:end]), start, end)):
            return found
        seps = (" ",) if title.joined else (*self.lex.of[:2], " ", *(() if title.alone else listed))
        name = " ".join(self.text[start:end].split())
        for sep in seps:
            begin = end + len(sep)
            i = self.at.get(begin) if self.low.startswith(sep, end) else None
            if i is None or (sep in listed and self.entry(i).use not in ("title", "many")):
                continue
            found = self.next(begin) or (self._led_by(begin) if title.joined and self.text[start].isupper() else [])
            if not found and self.entry(i).use == "many":  # `Bộ trưởng các Bộ Tài chính, Xây dựng`: each has a name
                found = self.next(self.matches[i][2] + 1)
            if not found or (sep in listed and not found[0].official):
                continue
            if title.joined:
                head_end = self.matches[i][2] if self.entry(i).use == "head" else None
                name += f" {self.text[begin:head_end] if head_end else self.text[begin : begin + 12].split(' ', 1)[0]}"
            levels = found[0].where.levels if found[0].where else ()
            official = first_capital(name)
            others = (replace(one, official=official) if one.where in levels else one for one in found[1:])
            return [replace(found[0], start=start, official=official), *others]
        if own := self._of_own(title.heads, first_capital(name), start, end):
            return [own]
        several = f" {self.lex.many} " in self.low[start:end]  # `trưởng các thôn`
        if title.alone and (
            several or self.text[start].isupper() or self.low.endswith(self.lex.before_titles, 0, start)
        ):
            return [self._unattached(title.alone, first_capital(name.lower()), start, end)]
        return []

    def _led_by(self, begin: int) -> list[Named]:
        """`Trưởng ban Quản lý Khu kinh tế`, `Chánh thanh tra tỉnh`: behind who heads it a body may begin with a small letter, where a capital in its name
        or a unit tells it from others (not `Trưởng ban bầu cử`)."""
        self.titled = begin
        found = self.next(begin)
        self.titled = -1
        return found if found and (found[0].where or not self.text[begin : found[0].end].islower()) else []

    def _of_own(self, heads: list[str], official: str, start: int, end: int) -> Named | None:
        """`Tổng Giám đốc: …` in a paper of a company: the title alone is that of its own head."""
        said = self.text[start].isupper() and not self.text[start:end].isupper() and self._stops(end)
        if not said or not fold(self.own.issuer).startswith(tuple(f"{head} " for head in heads)):
            return None
        return Named(start, end, self.own.issuer, -1, place=self.own.place, official=official)

    def _of_sector(self, group: str, official: str, start: int, end: int) -> list[Named]:
        """`Bộ trưởng Y tế`, `các Bộ trưởng: Quốc phòng, Công an`: officials of bodies whose head is in their title."""
        noun = fold(group).removeprefix(f"{self.lex.many} ")
        head, at = self.lex.sectored.get(noun), end + 1 + self.low.startswith(":", end)
        sector = self._sector(at) if head and self.low.startswith((" ", ": "), end) else None
        if head is None or sector is None or not self.text[at].isupper():
            return []
        if self.flat.breaks(end) or self.flat.blanks(end) > 1:
            return []  # the words of another column
        name = first_capital(noun)
        found = self._shared(head, name, [self._unprinted(head, f"{name} {sector[2]}", start, sector[1])])
        return [replace(one, official=official) for one in found]

    def _unattached(self, group: str, official: str, start: int, end: int) -> Named:
        """An official without a body (`Bộ trưởng`): the one of the paper's own body, if it is one of the group, else all of the group."""
        body, level = self.own.body, self.lex.ranks[0]
        if body and not self.own.province and self._one_of(body, group):
            return Named(start, end, body, -1, level=level, official=official)
        noun = fold(group).removeprefix(f"{self.lex.many} ")
        if self.own.unit and noun not in self.lex.central:  # `Trưởng thôn`: those of the paper's commune
            label, key = f"{group} {self.own.unit}", f"{group_key(noun)}@{self.own.unit}"
            return Named(start, end, label, start, key, self.own.place, None, None, True, official)
        return Named(start, end, group, start, key=group_key(group), level=level, group=True, official=official)

    def _one_of(self, body: str, group: str) -> bool:
        """Is a body one of the group (`Bộ Tài chính` of `Các bộ`, but not `Văn phòng Chính phủ`)?"""
        return fold(body).startswith(fold(group).removeprefix(f"{self.lex.many} ") + " ")
