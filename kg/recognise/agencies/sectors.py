"""Heads with their sectors: `Sở Y tế`, `Sở Tài chính, Kế hoạch và Đầu tư`."""

from __future__ import annotations

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise.agencies.belonging import Belonging
from kg.recognise.agencies.names import Named, group_key
from kg.recognise.agencies.rows import WordRow
from kg.recognise.agencies.scan import WORD
from kg.recognise.agencies.words import Entry, first_capital

_NUMBERED = compiled(r"(?: \w\w)? \d")  # `của Bộ Nội vụ và Kế hoạch số 12`: a paper, no ministry of `Kế hoạch`


class Sectors(Belonging):
    """Names made of a head and a sector."""

    def _field(self, entry: Entry, start: int, end: int, plural: bool) -> list[Named]:
        """A head with its sector (`Sở Y tế`), and those that share the head (`Sở Tài chính, Kế hoạch và Đầu tư`)."""
        head = entry.head
        assert head is not None
        sector = start + entry.width + (0 if entry.caps else 1)
        small = self.text[start].islower() and self.text[sector].islower()
        lower = (small or not head.own) and not head.local and self.text[sector].islower()
        if lower and not (head.level is None and not plural and self._told_sector(start, end)):
            return []
        if end - sector < 4 and not self.text[sector:end].isupper():
            return []
        name = entry.name
        if "open" in head.tail and not head.own and not entry.caps and self.text[sector].isupper():
            longer = self._longer(start, end)
            if longer > end:
                return self._finish(head, name + self.text[end:longer], start, longer)
        found = self._finish(head, name, start, end)
        shared = self._shared(head, name.split(" ")[0], found)
        if plural and len(shared) == 1 and not shared[0].where:
            return self._all_of(head, name, start, end)
        return shared

    def _told_sector(self, start: int, end: int) -> bool:
        """`yêu cầu ngành nông nghiệp rà soát`, `Ngành thuế phải hướng dẫn`: is a sector in small letters told to do something?"""
        told = self.low.endswith(self.lex.told_units, 0, start)
        return told or (self.text[start].isupper() and self.lex.bare_must.match(self.low, end) is not None)

    def _all_of(self, head: WordRow, name: str, start: int, end: int) -> list[Named]:
        """All bodies of a name (`các Sở Y tế`): a group."""
        label = f"{first_capital(self.lex.many)} {name}"
        return [Named(start, end, label, start, key=group_key(label), level=head.level, group=True)]

    def _longer(self, start: int, end: int, joints: tuple[str, ...] = (" - ", " ")) -> int:
        """Where a name ends that goes on behind its sector (`Phòng Giáo dục Trung học`, `Phòng Kế hoạch - Tài chính`)."""
        sep = next((joint for joint in joints if self.low.startswith(joint, end)), " ")
        begin = end + len(sep)
        if (
            not self.low.startswith(sep, end)
            or not self.text[begin : begin + 1].isupper()
            or self.text[begin : begin + 2].isupper()
        ):
            return end
        word = WORD.match(self.low, begin)
        other = begin in self.at or (word is not None and self._ends(word))
        if self.flat.breaks(end) or (other and not self._kept(begin)):
            return end
        if self.places.after(end) or self.places.after(begin - 1):
            return end
        return self._tail(start, end, False)

    def _sectors(self, head: WordRow, name: str, start: int, at: int) -> list[Named]:
        """Bodies whose head is said once, ahead of a colon (`các Bộ: Tài chính, Xây dựng, Ngoại giao`)."""
        more = self._sector(at + 2) if self.low.startswith(": ", at) else None
        if more is None:
            return []
        return self._shared(head, name, [self._unprinted(head, f"{name} {more[2]}", start, more[1])])

    def _unprinted(self, head: WordRow, name: str, start: int, end: int) -> Named:
        """A body whose name is put together from words that stand apart."""
        return replace(self._finish(head, name, start, end)[0], printed=-1)

    def _shared(self, head: WordRow, name: str, found: list[Named]) -> list[Named]:
        """Further sectors after a name that share its head."""
        while True:
            end = found[-1].end
            sep = next((s for s in (", ", "; ", *self.lex.joins) if self.low.startswith(s, end)), "")
            more = self._sector(end + len(sep)) if sep else None
            if more is None or not self.text[more[0]].isupper() or _NUMBERED.match(self.low, more[1]):
                return found
            if self._stands_alone(head, more[0], more[1]):
                return found
            found.append(self._unprinted(head, f"{name} {more[2]}", more[0], more[1]))

    def _stands_alone(self, head: WordRow, begin: int, end: int) -> bool:
        """Is a sector's word a body of its own there (`Sở Tài chính, Công an tỉnh`, `Phòng Nội vụ, Công an và các xã`)?"""
        i = self.at.get(begin)
        if i is None:
            return False
        if head.local and self.entry(i).use == "head":
            return True
        return self.matches[i][2] > end or self.places.after(end) is not None

    def _sector(self, begin: int) -> tuple[int, int, str] | None:
        """The sector named there: (start, end, its full name)."""
        for stop in range(min(begin + self.lex.longest_field, len(self.low)), begin + 1, -1):
            full = self.lex.fields.get(self.low[begin:stop])
            if full and not self.low[stop : stop + 1].isalnum():
                return begin, stop, full
        return None
