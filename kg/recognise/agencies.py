"""Bodies and groups of bodies named in a text: state, Party, mass organisations, enterprises, armed forces, officials as their bodies.

Candidates come from one scan for the words of the tables; where a name ends is worked out at each candidate. A local name belongs to the
place of the paper it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from kg.model import AGENCY, Document, Entity, HasOwn, Mention
from kg.recognise.agency_places import Own, Places, Where, own_side
from kg.recognise.agency_words import CAPITAL, AgencyRow, Entry, WordRow, first_capital, lexicon
from kg.recognise.flat import Flat
from kg.text import fold

_WORD = re.compile(r"[\w&’'/]+")
_PERSON = re.compile(rf"(?: {CAPITAL}){{2,4}}")
_SYMBOL = re.compile(
    r"(?:\w-|\d/|[\d/-][a-zđ&]{1,6}/)$"
)  # what stands before the body's letters in a document's symbol
_CUT = re.compile(r"(?:[,;/-]| \w+)? ?$")
_BETWEEN_NOUNS = re.compile(r"[,;/]| - ")
_LISTED = re.compile(r" *(?:[-+•]|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]) ?[.)])")
_SHORT = re.compile(r" \([^()\n]{2,14}\)")  # the abbreviation of the name before it
_LETTERS = re.compile(r" \(([A-ZĐ]{3,9})\)")  # given behind a name
_LONGEST_TITLE = 110
_LONGEST_HEAD = 20  # characters of a head that is said once for several (`các Tổng công ty: …`)
_DEEPEST = 5  # names inside a name: `Chánh Văn phòng Đảng ủy Ủy ban nhân dân tỉnh`
_LONGEST_TAIL = 20  # words
_LONGEST_SIGN = 20  # characters of what stands before a province that is a body


class Bodies(Struct, frozen=True, kw_only=True):
    """Bodies of one file. `mentions` are in text order and do not overlap; beside them `officials`: the title where an official is meant."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    officials: tuple[str | None, ...] = ()
    starts: tuple[int, ...] = ()

    def within(self, start: int, end: int) -> range:
        """Indexes of the mentions that begin in a stretch of the text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


class _Named(Struct, frozen=True):
    """A name found; offsets in the flat text."""

    start: int
    end: int
    label: str
    printed: int  # where the words begin that are an alias; -1: they are no name by themselves
    key: str = ""  # what one body is known by; else the label
    place: str | None = None
    level: str | None = None
    part_of: str | None = None
    group: bool = False
    official: str | None = None
    bare: str = ""  # the name without a place, where none stands in the text
    head: WordRow | None = None  # its head, for a bare name
    where: Where | None = None
    said: str = ""  # an alias put together from the printed words


def find(doc: Document, header: HasOwn, flat: Flat | None = None) -> Bodies:
    """Every place where a body or a group of bodies is named, in text order; names without a place are those of the paper's own."""
    flat = flat or Flat(doc)
    finder = _Finder(flat, own_side(header.own))
    found: list[_Named] = []
    at = 0
    for i, (_, start, _) in enumerate(finder.matches):
        if start >= at:
            names = finder.parse(i)
            if names:
                found += names
                at = names[-1].end
    found = _share_places(flat, found)
    more = [*finder.functional(found), *finder.units(), *_abbreviated(flat, found)]
    return _collect(flat, _between(found, more) if more else found)


def _abbreviated(flat: Flat, found: list[_Named]) -> Iterator[_Named]:
    """Bodies by the letters that the text gives them: `Tổng cục Thủy lợi (TCTL)`, and `TCTL` from there on."""
    if not _LETTERS.search(flat.text):
        return
    known: dict[str, _Named] = {}
    for name in found:
        given = _LETTERS.match(flat.text, name.end)
        if given and not name.group and _are_initials(given[1], name.label):
            known.setdefault(given[1], replace(name, start=given.start(1)))
    for letters, name in known.items():
        at = flat.text.find(letters, name.start)
        while at >= 0:
            end = at + len(letters)
            around = flat.text[max(0, at - 1) : at] + flat.text[end : end + 1]
            if not any(c.isalnum() or c in "-/&" for c in around):
                yield replace(name, start=at, end=end, printed=at, official=None, said="")
            at = flat.text.find(letters, end)


def _are_initials(letters: str, label: str) -> bool:
    """Are the letters first letters of the words of a name, in order, from its first word on?"""
    words = iter([word[0].upper() for word in label.split()])
    return label[0].upper() == letters[0] and all(letter in words for letter in letters)


def _between(found: list[_Named], more: list[_Named]) -> list[_Named]:
    """Both together in text order; of two that overlap the first of `found` stays."""
    starts = [name.start for name in found]
    for name in more:
        i = bisect_left(starts, name.start)
        if (i == len(found) or name.end <= found[i].start) and (i == 0 or found[i - 1].end <= name.start):
            found.insert(i, name)
            starts.insert(i, name.start)
    return found


def _share_places(flat: Flat, found: list[_Named]) -> list[_Named]:
    """`HĐND, UBND, Sở Tư pháp tỉnh Đồng Tháp`: the place named last is that of all three."""
    joints = {", ", "; ", "/", " - ", *lexicon().joins}
    for i in range(len(found) - 2, -1, -1):
        one, after = found[i], found[i + 1]
        where = after.where
        if (
            one.head
            and one.bare
            and where
            and (one.head.level in (None, where.level) or (one.head.own and one.head.implied))
            and flat.low[one.end : after.start] in joints
        ):
            label = _label(one.head, one.bare, where)
            found[i] = replace(one,
                label=label, place=where.place, level=where.level, group=where.group, where=where, printed=-1,
                said=f"{flat.text[one.start : one.end]} {flat.text[where.start : where.end].strip()}",
                key=_plural_key(label) if where.group else "",
            )  # fmt: skip
    return found


def _collect(flat: Flat, found: list[_Named]) -> Bodies:
    """Names -> entities and mentions; what has one key is one body, its label that of the first."""
    index: dict[str, int] = {}
    known: dict[tuple[str, str], int] = {}
    first: list[_Named] = []
    aliases: list[set[str]] = []
    told: list[tuple[int, int, int, str, str | None]] = []
    text, span = flat.text, flat.span
    for name in found:
        entity = known.get((name.key, name.label), -1)
        if entity < 0:
            entity = known[name.key, name.label] = index.setdefault(name.key or fold(name.label), len(first))
            if entity == len(first):
                first.append(name)
                aliases.append(set())
        if name.printed >= 0:
            aliases[entity].add(text[name.printed : name.end])
        if name.said:
            aliases[entity].add(name.said)
        start, end = span(name.start, name.end)
        told.append(
            (start, -end, entity, "official" if name.official else "group" if name.group else "name", name.official)
        )
    aliases = [{" ".join(alias.split()) for alias in some} for some in aliases]
    mentions, officials = _apart(told)
    entities = tuple(
        Entity(
            kind=AGENCY,
            label=n.label,
            aliases=tuple(sorted(a - {n.label})),
            place=n.place,
            level=n.level,
            part_of=n.part_of,
            group=n.group,
        )
        for n, a in zip(first, aliases, strict=True)
    )
    return Bodies(
        entities=entities, mentions=tuple(mentions), officials=tuple(officials), starts=tuple(m.start for m in mentions)
    )


def _apart(told: list[tuple[int, int, int, str, str | None]]) -> tuple[list[Mention], list[str | None]]:
    """Names (start, -end, entity, rule, official) in text order; what is wrapped inside the cell of a table ends before a name of the next column."""
    told.sort(key=itemgetter(0, 1))
    mentions: list[Mention] = []
    officials: list[str | None] = []
    after = 1 << 62
    for start, minus_end, entity, rule, official in reversed(told):
        end = min(-minus_end, after)
        if end > start:
            mentions.append(Mention(start=start, end=end, entity=entity, rule=rule))
            officials.append(official)
        after = start
    return mentions[::-1], officials[::-1]


def _label(head: WordRow | None, name: str, where: Where) -> str:
    """A name with its place; `Tỉnh ủy` has the kind of unit in itself."""
    if head and where.name and (head.implied or (where.bare and not head.local)):
        return f"{name} {where.name}{', ' + where.within if where.within else ''}"
    return f"{name} {where.full}"


@lru_cache(maxsize=1 << 13)  # the same names come again and again
def _group_key(label: str) -> str:
    """With and without `các`, `có`, `của tỉnh` a group is one."""
    return " ".join(lexicon().drops.sub("", fold(label)).replace(",", " ").split())


@lru_cache(maxsize=1 << 13)
def _plural_key(label: str) -> str:
    """With and without `các` bodies of one kind are one group (`UBND các huyện`, `UBND huyện, thành phố`)."""
    return " ".join(lexicon().manys.sub("", fold(label)).replace(",", " ").split())


def _law_names(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that name a law."""
    lex = lexicon()
    for word in lex.laws:
        at = text.find(word)
        while at >= 0:
            name = lex.law.match(text, at + len(word))
            if name:
                yield at, name.end()
            at = text.find(word, at + len(word))


class _Finder:
    """The names of one text."""

    def __init__(self, flat: Flat, own: Own) -> None:
        self.flat, self.low, self.text, self.own, self.lex = flat, flat.low, flat.text, own, lexicon()
        self.laws = sorted(_law_names(flat.text))
        self.matches = list(self._candidates())
        self.starts = [start for _, start, _ in self.matches]
        self.at = {start: i for i, start in enumerate(self.starts)}
        self.places = Places(flat, own, self.at)
        self.depth = 0

    def _candidates(self) -> Iterator[tuple[int, int, int]]:
        """Words of the tables, whole, that can begin a name. A name may run over the end of a line of a header: there a line's end is a blank."""
        low, text, skips, proud = f" {self.low} ", self.text, self.lex.skips, self.lex.proud
        self.skipped: dict[int, int] = {}  # where words begin that only look like a noun, and where they end
        laws = [*self.laws, (len(low), 0)]
        law = last = -1  # the law that is named there or before, and where its name ends
        for match in self.lex.words.find(self.low, across_lines=True):
            pattern, start, end = match
            if low[start].isalnum():  # `low` is a blank ahead
                continue
            if low[end + 1].isalnum():  # `phòng ng` of `phòng nghiệp vụ`
                word = low[start + 1 : end + 1].rpartition(" ")[0]
                while word and word not in self.lex.by_word:
                    word = word.rpartition(" ")[0]
                if not word:
                    continue
                pattern, start, end = match = self.lex.by_word[word], start, start + len(word)
            if pattern in proud and text[start].islower():
                continue
            if pattern in skips:
                self.skipped[start] = end
                continue
            while laws[law + 1][0] <= start:
                law += 1
                last = laws[law][1]
            if start >= last:
                yield match

    def entry(self, i: int) -> Entry:
        return self.lex.entries[self.matches[i][0]]

    def parse(self, i: int, plural: bool = False, inner: bool = False) -> list[_Named]:
        """The names that begin at a match, none where the word is no name. `plural`: after `các`; `inner`: as part of another name."""
        pattern, start, end = self.matches[i]
        entry = self.lex.entries[pattern]
        low = self.low
        if " " not in low[start:end] and self._in_symbol(start, end):
            return []
        if (
            entry.caps
            and not self.text[start:end].isupper()
            and not (entry.row and self.text[start : end - 1].isupper())
        ):
            return []
        if entry.use == "closed":
            return self._closed(entry, start, end)
        if entry.use == "field":
            return self._field(entry, start, end, plural)
        if entry.use == "head":
            return self._head(entry, start, end, plural, inner)
        if entry.use == "title":
            return self._official(entry, start, end)
        return self._several(start, end) if entry.use == "many" else self._group(start, start)

    def next(self, at: int, plural: bool = False) -> list[_Named]:
        """The names that begin exactly there, as part of another name."""
        i = self.at.get(at)
        if i is None or self.depth > _DEEPEST:
            return []
        self.depth += 1
        found = self.parse(i, plural, inner=True)
        self.depth -= 1
        return found

    def _in_symbol(self, start: int, end: int) -> bool:
        """Is an abbreviation a piece of a document's symbol (`12/QĐ-UBND`, `109/UBND-VX`)?"""
        after = self.low[end : end + 2]
        return bool(start and self.low[start - 1] in "-/\n" and _SYMBOL.search(self.low, max(0, start - 9), start)) or (
            after[:1] == "-" and after[1:].isalnum()
        )

    # Bodies that no word of a name tells

    def functional(self, found: list[_Named]) -> Iterator[_Named]:
        """Bodies known by what they do: `Cơ quan đăng ký đầu tư có trách nhiệm …`."""
        opening, later = self.lex.functional
        first = opening.match(self.low)
        for one in (*([first] if first else ()), *later.finditer(self.low)):
            which = "name" if one["name"] else "title"
            words = _WORD.match(self.low, one.start(which))
            start, end = one.span(which)
            last = self.low[start:end].rpartition(" ")[2]
            sentence = last in self.lex.acts or self.lex.says.search(self.low, start, end)
            if words and not self._ends(words) and not sentence:
                yield self._group_name(start, end, one[which], self.text[start:end], None, None, False)

    def units(self) -> Iterator[_Named]:
        """Provinces that must do something: `thành phố Đà Nẵng cần tập trung …`, `Đề nghị các tỉnh Cà Mau, An Giang …`."""
        for one in self._unit_bodies():
            start = one.start("name")
            named = self._provinces(start) if start and self.text[one.end()].isupper() else []
            if not named and (own := self._own_unit(one)):
                yield own
            if named and self.lex.must_unit.match(self.low, named[-1].end):
                yield from named

    def _provinces(self, start: int) -> list[_Named]:
        """The provinces named one after another: `thành phố Hà Nội và các tỉnh Bắc Ninh, Gia Lai`; none where another unit is among them."""
        found: list[_Named] = []
        at = start - 1
        while True:
            where = self.places.after(at)
            if where is None or where.place is None or where.group or where.level != self.lex.ranks[1]:
                return []
            found.append(
                _Named(at + 1, where.end, first_capital(where.full), at + 1, place=where.place, level=where.level)
            )
            found += [
                _Named(a, b, first_capital(words), -1, place=place, level=where.level)
                for a, b, words, place in where.more
            ]
            end = found[-1].end
            joint = next(
                (j for j in (",", *(f" {link}" for link in self.lex.links)) if self.low.startswith(j, end)), ""
            )
            if not joint or not self.lex.unit_list.match(self.low, end + len(joint)):
                return found
            at = end + len(joint)

    def _own_unit(self, one: re.Match[str]) -> _Named | None:
        """`Tỉnh rà soát …` in a central paper on one province: that province."""
        start, kind = one.start("name"), one["name"].strip(" ,:")
        told = "" if self.own.unit else self.own.units.get(kind, "")
        if not told or not self.text[start].isupper() or not self.lex.must_unit.match(self.low, one.end() - 1):
            return None
        province = self.lex.province(told[len(kind) + 1 :], kind)
        return _Named(
            start,
            start + len(kind),
            first_capital(told),
            -1,
            place=province.id if province else None,
            level=self.lex.ranks[1],
        )

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

    # Names that are known as a whole

    def _closed(self, entry: Entry, start: int, end: int) -> list[_Named]:
        row, head = entry.row, entry.head
        assert row is not None
        small = self.text[start].islower()
        if start and self.low[start - 1] in "-/" and " " not in self.low[start:end]:
            return []
        plain = _Named(start, end, row.name, start, level=row.level, part_of=row.part_of)
        if (
            head
            and "open" in head.tail
            and not small
            and fold(row.name.split(" ")[0]) in self.lex.departments
            and (longer := self._goes_on(start, end))
        ):
            return self._finish(head, " ".join(self.text[start:longer].split()), start, longer)
        if row.person:
            person = _PERSON.match(self.text, end)
            return [replace(plain, end=person.end()) if person and end + 1 not in self.at else plain]
        where = self.places.after(end) if (head and "unit" in head.tail) or row.local or row.level is None else None
        if where and where.words:
            name = head.name if head and head.name and head.name != "=" else row.name
            if row.level is None and not row.local and not where.group:
                label = f"{' '.join(self.text[start:end].split())} {where.name or where.words}"
                return [_Named(start, where.end, label, start, place=where.place, level=where.level, part_of=row.name)]
            return self._placed(head, name, start, where)
        if row.local and self.own.province:
            return [self._scoped(head, row.name, start, end)]
        if head and "field" in head.tail and entry.width:
            return self._shared(head, row.name.split(" ")[0], [plain])
        if row.part_of is None and head and "open" in head.tail:
            return [self._department(row.name, start, end, row.level)]
        return [plain]

    def _goes_on(self, start: int, end: int) -> int:
        """Where a longer name ends that begins with a known one (`Cục Công nghệ thông tin & Thống kê hải quan`), 0 where it does not go on."""
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

    def _field(self, entry: Entry, start: int, end: int, plural: bool) -> list[_Named]:
        """A head with its sector (`Sở Y tế`), and those that share the head (`Sở Tài chính, Kế hoạch và Đầu tư`)."""
        head = entry.head
        assert head is not None
        sector = start + entry.width + (0 if entry.caps else 1)
        small = self.text[start].islower() and self.text[sector].islower()
        if (small or not head.own) and not head.local and self.text[sector].islower():
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
            label = f"{first_capital(self.lex.many)} {name}"
            return [_Named(start, end, label, start, key=_group_key(label), level=head.level, group=True)]
        return shared

    def _longer(self, start: int, end: int) -> int:
        """Where the name of a division ends that goes on behind its sector (`Phòng Giáo dục Trung học`, `Phòng Kế hoạch - Tài chính`)."""
        sep = " - " if self.low.startswith(" - ", end) else " "
        begin = end + len(sep)
        if (
            not self.low.startswith(sep, end)
            or not self.text[begin : begin + 1].isupper()
            or self.text[begin : begin + 2].isupper()
        ):
            return end
        word = _WORD.match(self.low, begin)
        if self.flat.breaks(end) or (word and self._ends(word)):
            return end
        if begin in self.at or self.places.after(end) or self.places.after(begin - 1):
            return end
        return self._tail(start, end, False)

    def _shared(self, head: WordRow, name: str, found: list[_Named]) -> list[_Named]:
        """Further sectors after a name that share its head."""
        while True:
            end = found[-1].end
            sep = next((s for s in (", ", "; ", *self.lex.joins) if self.low.startswith(s, end)), "")
            more = self._sector(end + len(sep)) if sep else None
            if more is None or not self.text[more[0]].isupper() or self._stands_alone(more[0], more[1]):
                return found
            found.append(replace(self._finish(head, f"{name} {more[2]}", more[0], more[1])[0], printed=-1))

    def _stands_alone(self, begin: int, end: int) -> bool:
        """Is a sector's word a body of its own there (`Sở Tài chính, Công an tỉnh`)?"""
        i = self.at.get(begin)
        if i is None:
            return False
        return self.matches[i][2] > end or self.places.after(end) is not None

    def _sector(self, begin: int) -> tuple[int, int, str] | None:
        """The sector named there: (start, end, its full name)."""
        for stop in range(min(begin + self.lex.longest_field, len(self.low)), begin + 1, -1):
            full = self.lex.fields.get(self.low[begin:stop])
            if full and not self.low[stop : stop + 1].isalnum():
                return begin, stop, full
        return None

    # Names by their form: a head word and what follows it

    def _head(self, entry: Entry, start: int, end: int, plural: bool, inner: bool) -> list[_Named]:
        head, name = entry.head, entry.name
        assert head is not None
        if plural and "field" in head.tail and self.low.startswith(": ", end):
            more = self._sector(end + 2)
            if more:
                found = [replace(self._finish(head, f"{name} {more[2]}", start, more[1])[0], printed=-1)]
                return self._shared(head, name, found)
        follows = self.text[end + 1 : end + 2] if self.low[end : end + 1] == " " else ""
        if follows and "body" in head.tail:
            inside = self.next(end + 1)
            if inside and not inside[0].official and inside[0].printed >= 0:
                one = inside[0]
                label = f"{name} {self._inside(one.label)}"
                whole = replace(
                    one,
                    start=start,
                    printed=start,
                    label=label,
                    key="",
                    part_of=None if one.group else one.label,
                    bare="",
                )
                return [whole, *inside[1:]]
        if follows and ("unit" in head.tail or "place" in head.tail):
            where = self.places.after(end)
            if where and (self.text[start].isupper() or where.name or head.own or head.under):
                return self._placed(head, name, start, where)
        if (
            follows
            and "open" in head.tail
            and self.text[start].isupper()
            and (follows.isupper() or follows.isdigit() or "about" in head.tail)
            and not self.low.startswith(self.low[start:end] + " ", end + 1)
        ):
            stop = self._tail(start, end, "about" in head.tail)
            if stop > end:
                full = self._spelled(name, end, stop)
                if plural:
                    return [
                        _Named(
                            start,
                            stop,
                            f"{first_capital(self.lex.many)} {full}",
                            start,
                            key=_group_key(full),
                            level=head.level,
                            group=True,
                        )
                    ]
                return self._finish(head, full, start, stop)
        return self._alone(entry, start, end, inner)

    def _inside(self, label: str) -> str:
        """A label inside another: `Các sở` loses its capital."""
        many = first_capital(self.lex.many) + " "
        return label[:1].lower() + label[1:] if label.startswith(many) else label

    def _alone(self, entry: Entry, start: int, end: int, inner: bool) -> list[_Named]:
        """A head without a tail: the issuer itself, or a body that its place makes known."""
        head, own = entry.head, self.own
        assert head is not None
        if not self.text[start].isupper() and not (inner and head.implied):
            return []
        if "body" in head.tail and self.low.startswith(" - ", end) and self.text[end + 3 : end + 4].isupper():
            stop = self._tail(start, end, False)  # `Ban Tuyên giáo - Tổ chức`
            if stop > end + 3 and end + 3 not in self.at:
                return self._finish(head, self._spelled(entry.name, end, stop), start, stop)
        if "alone" in head.tail or (head.own and ("unit" in head.tail or head.implied)):
            number = self.lex.number.match(self.low, end)
            if number and not head.own:
                return [self._scoped(head, entry.name + number[0], start, number.end())]
            scoped = self._scoped(head, entry.name, start, end)
            return [replace(scoped, bare=entry.name, head=head) if head.own else scoped]
        if head.own and own.body and fold(own.body).startswith(self.low[start:end] + " "):
            before = self.low[max(0, start - 12) : start - 1].rpartition(" ")[2]
            if inner or before in self.lex.after_own:
                return [_Named(start, end, own.body, start, level=head.level)]
        return []

    def _finish(self, head: WordRow, name: str, start: int, end: int) -> list[_Named]:
        """A name whose words are known: with its place, the body above it, or the place of the paper."""
        where = self.places.after(end)
        if where:
            return self._placed(head, name, start, where)
        above = self._above(end)
        if above:
            return [self._belongs(head, name, start, above)]
        if head.local and self.own.unit:
            return [self._scoped(head, name, start, end)]
        one = self._department(name, start, end, head.level)
        return [replace(one, bare=name, head=head) if head.local and head.level and one.label == name else one]

    def _belongs(self, head: WordRow | None, name: str, start: int, above: _Named) -> _Named:
        level = head.level if head else None
        if above.group:
            return _Named(
                start,
                above.end,
                f"{name}, {self._inside(above.label)}",
                start,
                place=above.place,
                level=level,
                group=True,
            )
        return _Named(
            start,
            above.end,
            f"{name}, {above.label}",
            start,
            place=above.place,
            level=level or above.level,
            part_of=above.label,
        )

    def _department(self, name: str, start: int, end: int, level: str | None) -> _Named:
        """A department: of the body named after it, or of the issuer."""
        above = self._above(end)
        if above:
            return replace(self._belongs(None, name, start, above), level=level)
        body = self.own.body
        first = fold(name.split(" ")[0])
        if body and fold(name) != fold(body) and first in self.lex.scoped:
            label = f"{name}, {body}"
            return _Named(
                start, end, label, start, place=self.own.place if self.own.province else None, level=level, part_of=body
            )
        return _Named(start, end, name, start, level=level)

    def _above(self, end: int) -> _Named | None:
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

    def _scoped(self, head: WordRow | None, name: str, start: int, end: int) -> _Named:
        """A local name without a place: that of the paper."""
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
        return _Named(start, end, label, start, place=own.place, level=level, part_of=self._under(head, where))

    def _under(self, head: WordRow | None, where: str) -> str | None:
        """The body above a local one: `Sở Y tế tỉnh Kon Tum` is of the committee of that province."""
        if head is None or head.under is None:
            return None
        if head.under in self.lex.names:
            return head.under
        return f"{head.under} {where}" if where else None

    def _placed(self, head: WordRow | None, name: str, start: int, where: Where) -> list[_Named]:
        """A name with its place; further units named after it share the head."""
        level = where.level or (head.level if head else None)
        label = _label(head, name, where)
        key = _plural_key(label) if where.group else ""
        part = None if where.group else self._under(head, where.full)
        found = [_Named(start, where.end, label, start, key, where.place, level, part, where.group, where=where)]
        for begin, stop, words, place in where.more:
            found.append(
                _Named(
                    begin,
                    stop,
                    f"{name} {words}",
                    -1,
                    "",
                    place,
                    level,
                    part if where.group is False else None,
                    where=replace(where, group=False),
                )
            )
        return found

    def _tail(self, start: int, end: int, about: bool) -> int:
        """Where an open name ends: words with a capital, then small ones up to one that cannot belong to a name."""
        low, text, lex = self.low, self.text, self.lex
        stop = end
        first = low[end + 1 : end + 12].split(" ")[0].strip(",")
        if text[start:end].isupper() and end - start > 3 and not text[end + 1 : end + 3].isupper():
            return end
        if text[end + 1].isdigit() and self.flat.offset(end + 1) - self.flat.offset(end - 1) > 2:
            return end  # the number of a row
        word = _WORD.match(text, end + 1)
        if (
            word
            and len(word.group()) > 2
            and word.group().isupper()
            and not text[start:end].isupper()
            and self._ends(_WORD.match(low, end + 1) or word)
        ):
            return end
        if text[start : end + 2].isupper() and (text[start : start + 24].isupper()):
            line = low.find("\n", end)
            line = line if line >= 0 else len(low)
            alone = start == 0 or low[start - 1] == "\n"
            return line if alone and line - end < 80 and text[end:line].isupper() and "|" not in low[end:line] else end
        if about and not (text[end + 1].isupper() or text[end + 1].isdigit()) and first not in lex.about:
            return end
        of_what = False  # `về` was the last word
        for count in range(_LONGEST_TAIL):
            sep = self._joint(stop, about, count)
            word = _WORD.match(low, stop + len(sep)) if sep else None
            if not word:
                break
            begin = word.start()
            capital = text[begin].isupper() or (text[begin].isdigit() and sep not in lex.joins)
            kept = (of_what or (count == 0 and about and word.group() == lex.many)) or any(
                low.endswith(a, 0, begin - 1) and low.startswith(b, begin) for a, b in lex.kept
            )
            if count and (
                (begin in self.at and self._is_name(begin, capital, sep))
                or (sep == " " and not kept and self._place_begins(stop))
            ):
                break
            if text[begin].isdigit() and not capital:
                break
            if not capital and not kept and ((count == 0 and not about) or self._ends(word)):
                break
            stop, of_what = word.end(), sep == " " and word.group() == lex.of_what
        return low.rfind(" ", 0, stop) if of_what else stop

    def _place_begins(self, at: int) -> bool:
        """Does a place follow, and not a word of the name (`tỉnh`, `huyện Mai Sơn`; but `thành phố thông minh`)?"""
        unit = self.lex.unit_list.match(self.low, at)
        word = _WORD.match(self.low, unit.end() + 1) if unit and self.low.startswith(" ", unit.end()) else None
        return bool(unit) and (word is None or not self.text[word.start()].islower() or self._ends(word))

    def _joint(self, at: int, about: bool, count: int) -> str:
        """What joins the next word to a name, empty where the name ends."""
        low, text = self.low, self.text
        for sep in (" - ", " & ", *self.lex.joins, " ", "-"):
            if low.startswith(sep, at):
                return sep
        if text[at : at + 1] == "," and text[at + 1 : at + 3].isupper() and text[at - 2 : at].isupper():
            return ","
        if low.startswith(", ", at) and any(
            low.endswith(a, 0, at) and low.startswith(b, at + 2) for a, b in self.lex.bound
        ):
            return ", "
        return ", " if count and low.startswith(", ", at) and self._list_goes_on(at + 2, about) else ""

    def _list_goes_on(self, at: int, about: bool) -> bool:
        """Do the words after a comma belong to a name that ends in `… và …` (`Phát thanh, truyền hình và thông tin điện tử`)?"""
        word = _WORD.match(self.low, at)
        if not word or at in self.at or self._ends(word):
            return False
        if about and self.text[at].islower():
            return True
        ahead = self.low[at : at + (110 if about else 50)]
        found = min(((i, j) for j in self.lex.joins if (i := ahead.find(j)) > 0), default=None)
        if found is None:
            return False
        inner = ahead[: found[0]]
        if any(c in inner for c in ";:.()\n|") or (not about and ("," in inner or inner.count(" ") > 4)):
            return False
        after = at + found[0] + len(found[1])
        return (
            after < len(self.text)
            and after not in self.at
            and (about or self.text[at].isupper() == self.text[after].isupper())
        )

    def _ends(self, word: re.Match[str]) -> bool:
        """Can the word not go on a name? It or it with the next one is a word of action or of reference."""
        if word.group() in self.lex.stops:
            return True
        following = _WORD.match(self.low, word.end() + 1) if self.low.startswith(" ", word.end()) else None
        return bool(following) and f"{word.group()} {following.group()}" in self.lex.stops if following else False

    def _is_name(self, begin: int, capital: bool, sep: str) -> bool:
        """Does another name begin there? A head in small letters may be a word of this one (`Cục Quản lý các khu …`)."""
        use = self.entry(self.at[begin]).use
        if use == "row":
            return True
        if use in ("title", "many", "closed", "field"):
            return capital or use == "many" or sep != " "
        return capital or sep in self.lex.joins

    def _spelled(self, name: str, end: int, stop: int) -> str:
        """The full name, abbreviations written out, words in capitals made small."""
        words = self.text[end:stop].split()
        if len(words) > 1 and self.text[end:stop].isupper():
            words = [first_capital(words[0].lower()), *(w.lower() for w in words[1:])]
        return " ".join([name, *(self.lex.expand.get(w, w) for w in words)])

    # Officials and groups

    def _official(self, entry: Entry, start: int, end: int) -> list[_Named]:
        """An official and the body he stands for."""
        title = entry.title
        assert title is not None
        seps = (" ",) if title.joined else (*self.lex.of[:2], " ", *(() if title.alone else (", ", *self.lex.joins)))
        for sep in seps:
            if not self.low.startswith(sep, end) or end + len(sep) not in self.at:
                continue
            begin = end + len(sep)
            if sep in (", ", *self.lex.joins) and self.entry(self.at[begin]).use not in ("title", "many"):
                continue
            found = self.next(begin)
            if not found or (sep in (", ", *self.lex.joins) and not found[0].official):
                continue
            name = " ".join(self.text[start:end].split())
            if title.joined:
                name = f"{name} {self.text[begin : begin + 12].split(' ', 1)[0] if self.entry(self.at[begin]).use != 'head' else self.text[begin : self.matches[self.at[begin]][2]]}"
            return [replace(found[0], start=start, official=first_capital(name)), *found[1:]]
        if title.alone and self.text[start].isupper():
            name = first_capital(" ".join(self.text[start:end].split()).lower())
            if self.own.body and not self.own.province and self._one_of(self.own.body, title.alone):
                return [_Named(start, end, self.own.body, -1, level=self.lex.ranks[0], official=name)]
            return [
                _Named(
                    start,
                    end,
                    title.alone,
                    start,
                    key=_group_key(title.alone),
                    level=self.lex.ranks[0],
                    group=True,
                    official=name,
                )
            ]
        return []

    def _one_of(self, body: str, group: str) -> bool:
        """Is a body one of the group (`Bộ Tài chính` of `Các bộ`, but not `Văn phòng Chính phủ`)?"""
        return fold(body).startswith(fold(group).removeprefix(f"{self.lex.many} ") + " ")

    def _listed(self, start: int, begin: int) -> list[_Named]:
        """`các Bộ, cơ quan: Tài chính, Xây dựng, Ngoại giao`: bodies whose head is the first noun of a row."""
        noun = _WORD.match(self.low, begin)
        if (colon := self.low.find(": ", begin, begin + _LONGEST_HEAD)) > 0 and (
            known := self.lex.known_as.get(self.low[begin:colon])
        ):
            return self._known(start, colon + 2, known)
        head = self.lex.sectored.get(noun.group()) if noun else None
        row = self.lex.group.match(self.low, begin) if head else None
        if head is None or noun is None or row is None or row.end() == noun.end():
            return []
        more = self._sector(row.end() + 2) if self.low.startswith(": ", row.end()) else None
        if more is None:
            return []
        name = first_capital(noun.group())
        found = replace(self._finish(head, f"{name} {more[2]}", start, more[1])[0], printed=-1)
        return self._shared(head, name, [found])

    def _known(self, start: int, at: int, known: dict[str, AgencyRow]) -> list[_Named]:
        """`các Tập đoàn: Bưu chính Viễn thông Việt Nam, Điện lực Việt Nam (EVN)`: bodies known by name, their head said once."""
        found: list[_Named] = []
        while True:
            name = next((name for name in known if self.low.startswith(name, at)), "")
            if not name or self.low[at + len(name) : at + len(name) + 1].isalnum():
                return found
            row, end = known[name], at + len(name)
            found.append(_Named(at if found else start, end, row.name, -1, level=row.level, part_of=row.part_of))
            short = _SHORT.match(self.low, end)
            end = short.end() if short else end
            joint = next((j for j in (", ", "; ", *self.lex.joins) if self.low.startswith(j, end)), "")
            if not joint:
                return found
            at = end + len(joint)

    def _several(self, start: int, end: int) -> list[_Named]:
        """`các …`: bodies that share a head, officials, or one group."""
        i = self.at.get(end + 1)
        use = self.entry(i).use if i is not None else ""
        if use in ("head", "row") and (listed := self._listed(start, end + 1)):
            return listed
        if i is not None and use in ("title", "field", "closed", "head"):
            found = self.parse(i, plural=True)
            if found and (use == "title" or found[0].group or len(found) > 1):
                return [replace(found[0], start=start, printed=start if found[0].group else -1), *found[1:]]
        return self._group(start, end)

    def _group(self, start: int, at: int) -> list[_Named]:
        """A group by its nouns, and what narrows it: a qualifier, a place, the body it belongs to."""
        found = self.lex.group.match(self.low, at)
        end = self._without_skipped(at, self._nouns_end(start, at, found.end())) if found else at
        if end <= at:
            return []
        nouns = self.low[at:end].strip()
        words = " ".join(self.text[at:end].split())
        place, part, named = None, None, False
        stop = end
        for _ in range(4):
            qualifier = self.lex.qualifier.match(self.low, stop)
            unit = self.places.named(stop)
            if unit:
                words, stop, place, named = f"{words} {unit.full}", unit.end, unit.place, True
                continue
            belongs = self.low.startswith(self.lex.of, stop)  # most names end here
            of = next(o for o in self.lex.of if self.low.startswith(o, stop)) if belongs else ""
            of = of or (" " if stop == end and (self._of_state(stop + 1) or nouns.endswith(self.lex.owning)) else "")
            above = self.next(stop + len(of)) if of and not part else []
            if len(above) == 1 and not above[0].official and above[0].printed >= 0:
                words, stop, place, part = f"{words}{of}{above[0].label}", above[0].end, above[0].place, above[0].label
                continue
            if not qualifier:
                break
            inside = self.places.named(self.low.rfind(" ", stop, qualifier.end()))
            if inside:
                words = f"{words}{self.text[stop : self.low.rfind(' ', stop, qualifier.end())]} {inside.full}"
                stop, place, named = inside.end, inside.place, True
            else:
                words, stop = f"{words}{self.text[stop : qualifier.end()]}", qualifier.end()
        if stop == end and (whole := self._whole_line(start, end)) > end:
            words, stop = " ".join(self.text[at:whole].split()), whole
        if nouns in self.lex.weak and stop == end and not self._inner(nouns, at):
            return []
        return [self._group_name(start, stop, nouns, " ".join(words.split()), place, part, named)]

    def _inner(self, nouns: str, at: int) -> bool:
        """Are `các Cục`, `các Vụ` those of the ministry that speaks?"""
        head = self.low.find(nouns, at)
        return nouns in self.lex.inner and bool(self.own.body) and not self.own.province and self.text[head].isupper()

    def _of_state(self, begin: int) -> bool:
        """Does `Chính phủ`, `Quốc hội` follow a noun (`các cơ quan Quốc hội`)?"""
        i = self.at.get(begin)
        return i is not None and self.text[begin].isupper() and self.low[begin : self.matches[i][2]] in self.lex.state

    def _whole_line(self, start: int, end: int) -> int:
        """Where a heading ends that is the name of a group (`5. Các chủ đầu tư hạ tầng khu công nghiệp`, with a list below); `end` where it is none."""
        line = self.low.rfind("\n", 0, start) + 1
        stop = self.low.find("\n", end)
        if (
            stop < 0
            or not end < stop < end + _LONGEST_TITLE
            or not self.lex.titled.fullmatch(self.low, line, start)
            or not _LISTED.match(self.low, stop + 1)
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
        word = _WORD.match(self.low, end + 1)
        if word is None or word.end() > stop or self._acts(word) or self.lex.says.search(self.low, end, stop):
            return end
        comma = self.low.find(", ", end, stop)
        after = _WORD.match(self.low, comma + 2) if comma > 0 else None
        if after and self._acts(after):
            return end  # `vận hành xả lũ đúng quy trình, thông báo cho nhân dân`
        return stop

    def _acts(self, word: re.Match[str]) -> bool:
        """Does a word begin what somebody does, and not the rest of a name?"""
        following = _WORD.match(self.low, word.end() + 1)
        pair = f"{word.group()} {following.group()}" if following else ""
        return (
            word.group() in self.lex.acts
            or pair in self.lex.acts
            or (pair in self.lex.stops and pair not in self.lex.trades)
        )

    def _nouns_end(self, start: int, at: int, end: int) -> int:
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
        first = max(0, at - _LONGEST_SIGN)
        before = self.low[first:last].rstrip(" ,;/-")
        link = next((f" {w}" for w in self.lex.links if before.endswith(f" {w}")), "")
        return max(at, first + len(before) - len(link))

    def _group_words(self, words: str, nouns: int) -> str:
        """The words of a group, its nouns in small letters (`các Sở, Ban, Ngành`) but for names (`cơ quan thuộc Chính phủ`)."""
        words = words.lower() if words.isupper() else words[:nouns].lower() + words[nouns:]
        for proper in self.lex.proper:
            words = words.replace(proper.lower(), proper)
        return words

    def _group_name(
        self, start: int, end: int, nouns: str, words: str, place: str | None, part: str | None, named: bool
    ) -> _Named:
        own = self.own
        words = self._group_words(words, len(nouns))
        first = _BETWEEN_NOUNS.split(nouns)[0]
        local = not named and part is None and bool(own.unit) and first not in self.lex.central
        key = _group_key(words)
        label = f"{first_capital(self.lex.many)} {words}"
        if local:
            label = f"{' '.join(_strip_scope(label).split())} {own.unit}"
            place = own.place
            key = f"{key}@{own.unit}"
        return _Named(start, end, label, start, key, place, None, part, True)


@lru_cache(maxsize=1 << 12)
def _strip_scope(label: str) -> str:
    """A group's label without `của tỉnh`, `cấp tỉnh` at its end."""
    low = fold(label)
    ends = [m for m in lexicon().drops.finditer(low) if m.end() == len(low) and m.start() > 4]
    return label[: ends[0].start()] if ends else label
