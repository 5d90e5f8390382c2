"""Bodies known by a head word and what follows it."""

from __future__ import annotations

from msgspec.structs import replace

from kg.recognise.agencies.names import Named, plural_key
from kg.recognise.agencies.rows import WordRow
from kg.recognise.agencies.sectors import Sectors
from kg.recognise.agencies.words import Entry
from kg.text import fold

_PLACE = 3  # words of the name of a street or a commune
_LONGEST_SYLLABLE = 9  # characters of `Nghiêng` with the blanks around it


class Heads(Sectors):
    """Names by their form."""

    def _head(self, entry: Entry, start: int, end: int, plural: bool, inner: bool) -> list[Named]:
        """A head with the body, the place, or the open name behind it, or alone."""
        head, name = entry.head, entry.name
        assert head is not None
        if end - start < 3 and self.low[start:end].isascii() and not self.text[start:end].isupper():
            return []  # `dân ca tỉnh Nghệ An` is no CA tỉnh
        if plural and "field" in head.tail and (found := self._sectors(head, name, start, end)):
            return found
        follows = self.text[end + 1 : end + 2] if self.low[end : end + 1] == " " else ""
        if follows and "body" in head.tail and (found := self._of_body(head, name, start, end, plural)):
            return found
        if follows and ("unit" in head.tail or "place" in head.tail):
            where = self.places.of_committee(end, head.unit) if head.unit else self.places.after(end)
            if where and (self._is_large(start) or where.name or head.own or head.under):
                return self._placed(head, name, start, where)
        if (
            follows
            and "open" in head.tail
            and self._is_large(start)
            and (follows.isupper() or follows.isdigit() or "about" in head.tail)
            and not self.low.startswith(self.low[start:end] + " ", end + 1)
        ):
            stop = self._tail(start, end, "about" in head.tail)
            if stop > end and not self._is_of_a_place(start, stop):
                full = self._spelled(name, end, stop)
                if plural:
                    return self._all_of(head, full, start, stop)
                kind = name if _for_one_matter(head) else ""
                return [replace(one, kind=kind) for one in self._finish(head, full, start, stop)]
        if {"open", "alone"} <= set(head.tail) and self._is_large(start) and not _for_one_matter(head):
            stop = self._longer(start, end, (" - ", self.lex.joins[0]))  # `Trung tâm Văn hóa - Thông tin`
            if stop > end:
                return self._finish(head, self._spelled(name, end, stop), start, stop)
        return self._alone(entry, start, end, inner)

    def _is_large(self, start: int) -> bool:
        """Is a name printed as one there? Behind the title of who heads it its first letter may be small: `Trưởng ban Quản lý Khu kinh tế tỉnh`."""
        return start == self.titled or self.text[start].isupper()

    def _of_body(self, head: WordRow, name: str, start: int, end: int, plural: bool) -> list[Named]:
        """A head with the body it is of (`Đảng ủy Bộ Công an`, `Ban Văn hóa - Xã hội của Hội đồng nhân dân tỉnh`), of several after `các`
        (`các Đảng ủy Bộ Tài chính, Bộ Nội vụ`).
        """
        of = next((of for of in self.lex.of if "alone" in head.tail and self.low.startswith(of, end)), " ")
        inside = self.next(end + len(of))
        if not inside or inside[0].official or inside[0].printed < 0:
            return []
        one = inside[0]
        part = None if one.group else one.label
        levels = one.where.levels if one.where else ()
        label = f"{name} {self._inside(one.label)}"
        return [
            replace(one, start=start, printed=start, label=label, key="", part_of=part, bare="", kind="", short=""),
            *(self._further_bodies(name, one) if plural and part and len(inside) == 1 else ()),
            *(self._of_level(name, other) if other.where in levels else other for other in inside[1:]),
        ]

    def _of_level(self, name: str, other: Named) -> Named:
        """`Ban Thường trực Ủy ban Mặt trận Tổ quốc cấp tỉnh, cấp xã`: the head belongs to the body of each level."""
        label = f"{name} {self._inside(other.label)}"
        return replace(other, label=label, key=plural_key(label))

    def _further_bodies(self, name: str, one: Named) -> list[Named]:
        """The same head with the bodies that follow the first one and are named alike."""
        found: list[Named] = []
        last, first = one, one.label.split(" ")[0]
        while True:
            joint = next((j for j in (", ", *self.lex.joins) if self.low.startswith(j, last.end)), "")
            inside = self.next(last.end + len(joint)) if joint else []
            if len(inside) != 1 or inside[0].official or inside[0].group or inside[0].label.split(" ")[0] != first:
                return found
            last = inside[0]
            label = f"{name} {last.label}"
            found.append(replace(last, printed=-1, label=label, key="", part_of=last.label, bare="", kind="", short=""))

    def _alone(self, entry: Entry, start: int, end: int, inner: bool) -> list[Named]:
        """A head without a tail: the issuer itself, or a body that its place makes known."""
        head, own = entry.head, self.own
        assert head is not None
        small = "small" in head.tail and not self.text[start:end].islower()  # `công chức Tư pháp - Hộ tịch`
        if not self._is_large(start) and not (inner and head.implied) and not small:
            return []
        if "body" in head.tail and self.low.startswith(" - ", end) and self.text[end + 3 : end + 4].isupper():
            stop = self._tail(start, end, False)  # `Ban Tuyên giáo - Tổ chức`
            if stop > end + 3 and end + 3 not in self.at:
                name = self._spelled(entry.name, end, stop)
                if "party" in head.tail and own.committee:
                    return [
                        Named(start, stop, f"{name} {own.committee}", start, place=own.place, part_of=own.committee)
                    ]
                return self._finish(head, name, start, stop)
        ends = "open" not in head.tail or self._stops(end)  # `Văn phòng tổng hợp …`, not `Văn phòng và lĩnh vực khác`
        if "party" in head.tail and own.committee and ends and not self.lex.event.match(self.low, end):
            return [Named(start, end, f"{entry.name} {own.committee}", start, place=own.place, part_of=own.committee)]
        if "home" in head.tail and own.unit and not inner and self._stops(end):
            return [self._scoped(head, entry.name, start, end)]
        if "alone" in head.tail or (head.own and ("unit" in head.tail or head.implied)):
            if head.level == self.lex.ranks[-1] and not head.own and not self._of_commune():
                return []  # `Trạm Y tế` in a paper of a province: which commune's is not said
            number = self.lex.number.match(self.low, end)
            if number and not head.own:
                return [self._scoped(head, entry.name + number[0], start, number.end())]
            scoped = self._in_office(head, entry.name, start, end) or self._scoped(head, entry.name, start, end)
            if _for_one_matter(head):
                return [replace(scoped, short=entry.name)]
            return [replace(scoped, bare=entry.name, head=head) if head.own else scoped]
        if head.own and own.body and fold(own.body).startswith(self.low[start:end] + " "):
            before = self.low[max(0, start - 12) : start - 1].rpartition(" ")[2]
            if inner or before in self.lex.after_own:
                return [Named(start, end, own.body, start, level=head.level)]
        return []

    def _is_of_a_place(self, start: int, stop: int) -> bool:
        """`đường Trường Chinh`, `xã Trường Sơn`, `Nguyễn Trường Giang`: two or three words with a capital behind the kind of a place, or behind
        another such word, are the name of a place or a person; so are two that begin like many of them (`vùng nuôi tôm Trường Giang`).
        """
        words = self.text[start:stop].split()
        link = next((i for i, word in enumerate(words) if word in self.lex.links), len(words))
        words = words[:link]  # `thôn Trường Sơn và ông …`
        if len(words) > _PLACE or not all(map(_is_syllable, words)):
            return False
        if len(words) == 2 and words[0].lower() in self.lex.like_places:
            return True
        before = self.text[max(0, start - _LONGEST_SYLLABLE) : start]
        named = before.endswith(" ") and _is_syllable(before.split(" ")[-2]) and not self.flat.breaks(start - 1)
        return named or self.low.endswith(self.lex.spots, 0, start)

    def _of_commune(self) -> bool:
        """Is the paper one of a commune, a ward?"""
        return self.lex.units.get(self.lex.kind_of(self.own.unit), ("", None))[1] == self.lex.ranks[-1]


def _is_syllable(word: str) -> bool:
    """One of a name: letters, of which the first alone is a capital."""
    return word.isalpha() and word[0].isupper() and not word[1:].isupper()


def _for_one_matter(head: WordRow) -> bool:
    """Is it a body that is made for one matter (`Ban Chỉ đạo`, `Tổ công tác`), and called by its head alone once it is named?"""
    return {"about", "alone"} <= set(head.tail)
