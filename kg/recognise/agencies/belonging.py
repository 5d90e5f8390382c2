"""What a body belongs to: the place behind its name, the body above it, else the place or the body of the paper."""

from __future__ import annotations

from msgspec.structs import replace

from kg.recognise.agencies.names import Named, full_name, plural_key
from kg.recognise.agencies.places import Where
from kg.recognise.agencies.rows import WordRow
from kg.recognise.agencies.tails import Tails
from kg.recognise.agencies.words import first_capital
from kg.text import fold


class Belonging(Tails):
    """Names whose words are known, with what they belong to."""

    def _finish(self, head: WordRow, name: str, start: int, end: int) -> list[Named]:
        """A name whose words are known: with its place, the body above it, or the place of the paper."""
        where = self.places.after(end)
        if where:
            return self._placed(head, name, start, where)
        above = self._above(end) or self._organisation(name, end)
        if above and not self._stands_beside(head, name, end, above):
            return [self._belongs(head, name, start, above)]
        if head.local and self.own.unit:
            return [self._in_office(head, name, start, end) or self._scoped(head, name, start, end)]
        one = self._of_issuer(name, start, end, head.level)
        return [replace(one, bare=name, head=head) if head.local and head.level and one.label == name else one]

    def _stands_beside(self, head: WordRow, name: str, end: int, above: Named) -> bool:
        """`Sở Tư pháp - Công an tỉnh`: two bodies of one level, of which the first is no department of another."""
        kind = fold(name.partition(" ")[0])
        alike = head.level is not None and above.level == head.level
        return alike and self.low.startswith(" - ", end) and kind not in self.lex.departments | self.lex.divisions

    def _above(self, end: int) -> Named | None:
        """The body that a department is said to belong to: `thuộc Bộ …`, `- Bộ …`, `(Bộ …)`, `Bộ …`."""
        for sep in (" ", " - ", " (", *self.lex.of):
            if not self.low.startswith(sep, end):
                continue
            i = self.at.get(end + len(sep))
            if i is None or self.entry(i).use not in ("closed", "field", "head"):
                continue
            entry = self.entry(i)
            if sep == " " and not (
                entry.use == "closed" and entry.row and entry.row.level == self.lex.ranks[0] and entry.width
            ):
                continue
            if (
                sep in (" - ", " (")
                and self.low[end + len(sep) : end + len(sep) + 12].split(" ", 1)[0] in self.lex.departments
            ):
                continue
            found = self.parse(i, inner=True)
            if len(found) == 1 and not found[0].official and (sep != " (" or self.low.startswith(")", found[0].end)):
                return replace(found[0], end=found[0].end + (sep == " ("))
        return None

    def _organisation(self, name: str, end: int) -> Named | None:
        """`Ban Tuyên giáo - Nữ công Liên đoàn Lao động tỉnh`: the organisation named right behind a department of it."""
        i = self.at.get(end + 1) if self.low.startswith(" ", end) and not self.flat.breaks(end) else None
        if i is None or fold(name.partition(" ")[0]) not in self.lex.divisions or not self.text[end + 1].isupper():
            return None
        head = self.entry(i).head
        if self.entry(i).use != "head" or head is None or not {"unit", "alone"} <= set(head.tail):
            return None
        found = self.parse(i, inner=True)
        known = len(found) == 1 and not found[0].official and not found[0].group and self.flat.blanks(end) == 1
        return found[0] if known else None

    def _belongs(self, head: WordRow | None, name: str, start: int, above: Named) -> Named:
        """A name with the body above it."""
        level = head.level if head else None
        end, place, part = above.end, above.place, above.label
        if above.group:
            return Named(start, end, f"{name}, {self._inside(part)}", start, place=place, level=level, group=True)
        return Named(start, end, f"{name}, {part}", start, place=place, level=level or above.level, part_of=part)

    def _inside(self, label: str) -> str:
        """A label inside another: `Các sở` loses its capital."""
        many = first_capital(self.lex.many) + " "
        return label[:1].lower() + label[1:] if label.startswith(many) else label

    def _department(self, name: str, start: int, end: int, level: str | None) -> Named:
        """A department: of the body named after it, or of the issuer."""
        above = self._above(end)
        if above:
            return replace(self._belongs(None, name, start, above), level=level)
        return self._of_issuer(name, start, end, level)

    def _of_issuer(self, name: str, start: int, end: int, level: str | None) -> Named:
        """A department, or a body of its own, where no other one stands behind its name."""
        body = self.own.body
        first, _, field = fold(name).partition(" ")
        of_district = first in self.lex.divisions and field in self.lex.local_fields and not self.own.province
        if body and fold(name) != fold(body) and first in self.lex.scoped and not of_district:
            label = f"{name}, {body}"
            place = self.own.place if self.own.province else None
            return Named(start, end, label, start, place=place, level=level, part_of=body)
        return Named(start, end, name, start, level=level)

    def _in_office(self, head: WordRow, name: str, start: int, end: int) -> Named | None:
        """`Phòng Nghiệp vụ Y` in a paper of a province's Sở is one of the Sở; not `Phòng Y tế`, which districts have."""
        first, _, field = fold(name).partition(" ")
        office = self.own.office
        if office is None or first not in self.lex.scoped or field in self.lex.local_fields:
            return None
        return Named(start, end, f"{name}, {office}", start, place=self.own.place, level=head.level, part_of=office)

    def _scoped(self, head: WordRow | None, name: str, start: int, end: int) -> Named:
        """A local name without a place: that of the paper, unless its words say that it is of the whole country."""
        if central := self._of_country(name, start, end):
            return central
        own = self.own
        where = own.province if head and head.level == self.lex.ranks[1] and own.province else own.unit
        kind = self.lex.kind_of(where)
        level = head.level if head and head.level else self.lex.units.get(kind, ("", None))[1]
        level = (
            self.lex.ranks[2]
            if level == self.lex.ranks[1] and where and where != own.province and not (head and head.level)
            else level
        )
        if head and head.implied and kind:
            label = f"{name} {where[len(kind) + 1 :]}"
        elif kind and name.endswith(" " + where[len(kind) + 1 :]):
            label = name
        elif kind and name.endswith(f" {kind}"):
            label = f"{name}{where[len(kind) :]}"
        else:
            label = f"{name} {where}".strip()
        if where and where == own.unit and where != own.province and own.province:
            label = f"{label}, {own.province}"
        place = own.home if where and where == own.province else own.place
        return Named(start, end, label, start, place=place, level=level, part_of=self._under(head, where))

    def _of_country(self, name: str, start: int, end: int) -> Named | None:
        """`Hội đồng Thi đua - Khen thưởng Trung ương` in a paper of a province: the one of the whole country."""
        for word, printed in self.lex.country.items() if self.own.unit else ():
            last = end + 1 + len(word)
            named = self.low.startswith(f" {word}", end) and self.text[end + 1].isupper()
            if named and not self.low[last : last + 1].isalnum() and not self.places.after(last):
                return Named(start, last, f"{name} {printed}", start, level=self.lex.ranks[0])
        if fold(name).endswith(self.lex.of_centre):
            return Named(start, end, name, start, level=self.lex.ranks[0])
        return None

    def _under(self, head: WordRow | None, where: str) -> str | None:
        """The body above a local one: `Sở Y tế tỉnh Kon Tum` is of the committee of that province."""
        if head is None or head.under is None:
            return None
        if head.under in self.lex.names:
            return head.under
        return f"{head.under} {where}" if where else None

    def _placed(self, head: WordRow | None, name: str, start: int, where: Where) -> list[Named]:
        """A name with its place; further units named after it share the head."""
        level = where.level or (head.level if head else None)
        label = full_name(head, name, where)
        key = plural_key(label) if where.group else ""
        part = None if where.group else self._under(head, where.full)
        found = [Named(start, where.end, label, start, key, where.place, level, part, where.group, where=where)]
        one = replace(where, group=False)
        for begin, stop, words, place in where.more:
            found.append(Named(begin, stop, f"{name} {words}", -1, "", place, level, part, where=one))
        for other in where.levels:
            label = full_name(head, name, other)
            key = plural_key(label)
            found.append(
                Named(other.start, other.end, label, -1, key, other.place, other.level, None, True, where=other)
            )
        return found
