"""Bodies that the table knows by name."""

from __future__ import annotations

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise.agencies.names import Named
from kg.recognise.agencies.rows import AgencyRow
from kg.recognise.agencies.sectors import Sectors
from kg.recognise.agencies.words import CAPITAL, UPPER, Entry
from kg.text import fold

_ALONE = "alone"
# a name, in capitals or not: none goes on from one to the other (`Trần Hồng Hà PHỤ LỤC`)
_PERSON = compiled(rf"(?: (?![{UPPER}]{{2}}){CAPITAL}){{2,4}}|(?: {CAPITAL}){{2,4}}")


class Known(Sectors):
    """Names that are known as a whole."""

    def _closed(self, entry: Entry, start: int, end: int) -> list[Named]:
        """A known name, with its place, the holder's name, or what it goes on with."""
        row, head = entry.row, entry.head
        assert row is not None
        if start and self.low[start - 1] in "-/" and " " not in self.low[start:end]:
            return []
        if above := self._runs_into(start, end):
            label = " ".join(self.text[start : above.end].split())
            return [Named(start, above.end, label, start, level=above.level, part_of=above.label)]
        is_open = head is not None and "open" in head.tail
        if head and is_open and (longer := self._goes_on(row, start, end)):
            return self._finish(head, " ".join(self.text[start:longer].split()), start, longer)
        plain = Named(start, end, row.name, start, level=row.level, part_of=row.part_of)
        if row.person:
            person = _PERSON.match(self.text, end)
            return [replace(plain, end=person.end()) if person and end + 1 not in self.at else plain]
        where = self.places.after(end) if (head and "unit" in head.tail) or row.local or row.level is None else None
        if where and where.words:
            if row.level is None and not row.local and not where.group:
                label = f"{' '.join(self.text[start:end].split())} {where.name or where.words}"
                return [Named(start, where.end, label, start, place=where.place, level=where.level, part_of=row.name)]
            return self._placed(head, head.name if head and head.name and head.name != "=" else row.name, start, where)
        if row.local and self.own.province:
            return [self._scoped(head, row.name, start, end)]
        central = self.low.startswith(tuple(self.lex.country), start)  # `Trung ương Đoàn`
        if (
            head
            and head.local
            and end - start < len(row.name)
            and _ALONE in head.tail
            and self.own.province
            and not central
        ):
            return [
                self._scoped(head, head.name or row.name, start, end)
            ]  # `Mặt trận Tổ quốc và các đoàn thể`, in a province's paper
        if head and "field" in head.tail and entry.width and not row.sole:
            return self._shared(head, row.name.split(" ")[0], [plain])
        if row.department:
            return [self._department(row.name, start, end, row.level)]
        return [plain]

    def _runs_into(self, start: int, end: int) -> Named | None:
        """`Ban Tổ chức Trung ương Đoàn`, `Văn phòng Trung ương Hội Nông dân Việt Nam`: a department of the body whose known name begins with the
        last words of the Party's."""
        if self.low[end : end + 1] != " " or not self.text[end + 1 : end + 2].isupper():
            return None
        for word, whole, row in self.lex.named_by_country:
            at = end - len(word)
            last = at + len(whole)
            if at > start and self.low.startswith(whole, at) and not self.low[last : last + 1].isalnum():
                return Named(at, last, row.name, at, level=row.level)
        return None

    def _goes_on(self, row: AgencyRow, start: int, end: int) -> int:
        """Where a longer name ends that begins with a known one (`Cục Công nghệ thông tin & Thống kê hải quan`), 0 where it does not go on."""
        if self.text[start].islower() or fold(row.name.split(" ")[0]) not in self.lex.departments:
            return 0
        for sep in (" & ", *self.lex.joins):
            begin = end + len(sep)
            if (
                self.low.startswith(sep, end)
                and begin < len(self.text)
                and self.text[begin].isupper()
                and begin not in self.at
            ):
                return self._tail(start, end, False)
        return 0
