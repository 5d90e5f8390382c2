"""Bodies and groups of bodies named in a text: state, Party, mass organisations, enterprises, armed forces, officials as their bodies.

Candidates come from one scan for the words of `agencies.toml`, `agency_words.toml` and `officials.toml`; where a name ends is worked
out at each candidate. A local name belongs to the place of the paper it stands in.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from kg.model import AGENCY, Document, Entity, Mention
from kg.tables import load_rows
from kg.text import fold, slug

_UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and (c < "\u0180" or c in "\u01a0\u01af" or c > "\u1e9f"))
_CAPITAL = rf"(?:[{_UPPER}][\w&’'./]*\w|[{_UPPER}](?!\w))"
_NAME = re.compile(rf"{_CAPITAL}(?:(?: - |-| ){_CAPITAL}){{0,5}}|\d{{1,2}}\b")
_WORD = re.compile(r"[\w&’'/]+")
_VOWEL = re.compile(r"[aeiouyăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]")


class HasOwn(Protocol):
    """What is asked of a header: the file's own document, whose issuer and place scope local names."""

    @property
    def own(self) -> Entity: ...


class AgencyRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A body known by name."""

    id: str
    name: str
    aliases: list[str] = []
    level: str | None = None
    part_of: str | None = None
    local: bool = False  # has branches in the provinces
    person: bool = False  # the holder's name may follow
    examples: list[str] = []
    counter_examples: list[str] = []


class WordRow(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that names are made of; `use` says how."""

    id: str
    use: str
    words: list[str]
    name: str | None = None
    tail: list[str] = []
    level: str | None = None
    local: bool = False
    own: bool = False
    examples: list[str] = []
    counter_examples: list[str] = []


class TitleRow(Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of officials."""

    id: str
    words: list[str]
    joined: bool = False
    alone: str | None = None
    examples: list[str] = []
    counter_examples: list[str] = []


class ProvinceRow(Struct, frozen=True):
    """The part of a row of `units_provinces.toml` that names are compared with."""

    id: str
    type: str
    name: str
    aliases: list[str] = []


class Bodies(Struct, frozen=True, kw_only=True):
    """Bodies of one file; `mentions` in text order without overlaps, `officials` beside them: the title where an official stands for his body."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    officials: tuple[str | None, ...] = ()
    starts: tuple[int, ...] = ()

    def within(self, start: int, end: int) -> range:
        """Indexes of the mentions that begin in a stretch of the text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


class _Entry(NamedTuple):
    """What a found word is."""

    use: str  # closed, head, field (a head with its sector), title, many, row, skip
    name: str = ""
    caps: bool = False  # must be printed in capitals
    closed: AgencyRow | None = None
    head: WordRow | None = None
    title: TitleRow | None = None
    width: int = 0  # length of the head inside a head with its sector


class _Named(NamedTuple):
    """One name found, offsets in the flat text. `body` is where the body's own words begin, -1 where they are no full name."""

    start: int
    end: int
    label: str
    body: int
    key: str = ""
    place: str | None = None
    level: str | None = None
    part_of: str | None = None
    group: bool = False
    official: str | None = None
    keep: bool = False  # the printed words, title and all, are an alias


class _Where(NamedTuple):
    """A place after a name: where it ends, how it is said in full, its province's id."""

    end: int
    words: str
    place: str | None
    level: str | None
    group: bool = False
    more: tuple[tuple[int, int, str], ...] = ()  # further named units: start, end, words


class _Own(NamedTuple):
    """The issuer's side: its units by kind (`tỉnh` -> `tỉnh Kon Tum`), its body, the province's id."""

    units: dict[str, str]
    unit: str
    body: str | None
    place: str | None
    province: str


class _Lexicon(NamedTuple):
    automaton: AhoCorasick
    entries: list[_Entry]
    fields: dict[str, str]
    longest_field: int
    units: dict[str, tuple[str, str | None]]
    unit_list: re.Pattern[str]
    group: re.Pattern[str]
    weak: frozenset[str]
    bare: frozenset[str]
    stops: frozenset[str]
    after_own: frozenset[str]
    provinces: dict[str, tuple[str, str, str]]
    expand: dict[str, str]
    many: str
    of: tuple[str, ...]
    levels: re.Pattern[str]
    drops: re.Pattern[str]
    joins: tuple[str, ...]


def _squash(name: str) -> str:
    return re.sub(r"[^\w]", "", fold(name))


def _first_capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@cache
def _lexicon() -> _Lexicon:
    """The tables, compiled once a process."""
    words = load_rows("agency_words", WordRow)
    use = {u: [r for r in words if r.use == u] for u in {r.use for r in words}}
    flat = {u: [fold(w) for r in rows for w in r.words] for u, rows in use.items()}
    patterns: dict[str, _Entry] = {}
    for word in flat["skip"]:
        patterns[word] = _Entry("skip")
    for title in load_rows("officials", TitleRow):
        for word in title.words:
            patterns.setdefault(fold(word), _Entry("title", _first_capital(word), title=title))
    fields = {fold(w): row.words[0] for row in use["field"] for w in row.words}
    for row in use["head"]:
        for word in row.words:
            low = fold(word)
            name = _first_capital(word) if row.name == "=" else row.name or _first_capital(row.words[0])
            caps = " " not in low and not _VOWEL.search(low)
            patterns[low] = _Entry("head", name, caps, head=row)
            if "field" in row.tail:
                for field, full in fields.items():
                    patterns[f"{low} {field}"] = _Entry("field", f"{name} {full}", head=row, width=len(low))
    for body in load_rows("agencies", AgencyRow):
        for printed in (body.name, *body.aliases):
            caps = printed.upper() == printed and " " not in printed
            patterns[fold(printed)] = _Entry("closed", body.name, caps, closed=body, head=_head_of(body, use["head"]))
    for word in flat["row"]:
        patterns[word] = _Entry("row")
    for word in flat["many"]:
        patterns[word] = _Entry("many")
    units = {fold(w): (r.words[0], r.level) for r in use["unit"] for w in r.words}
    provinces = {}
    for unit in load_rows("units_provinces", ProvinceRow):
        for spelling in (unit.name, *unit.aliases):
            provinces[_squash(spelling)] = (unit.id, f"{unit.type} {unit.name}", unit.name)
    one = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    some = "|".join(sorted(map(re.escape, flat["many"]), key=len, reverse=True))
    quals = "|".join(sorted(map(re.escape, flat["qualifier"]), key=len, reverse=True))
    nouns = "|".join(sorted(map(re.escape, flat["group"]), key=len, reverse=True))
    link = "|".join(sorted(map(re.escape, flat["link"]), key=len, reverse=True))
    return _Lexicon(
        automaton=AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest),
        entries=list(patterns.values()),
        fields=fields,
        longest_field=max(map(len, fields)),
        units=units,
        unit_list=re.compile(rf" ?(?:(?P<many>(?:{some}|\d\d?) )?(?P<first>{one})(?!\w)(?P<rest>(?:(?:,| (?:{link})|/) ?(?:{one})(?!\w))*))"),
        group=re.compile(rf" ?(?:{nouns})(?!\w)(?:(?:, (?:(?:{link}) )?| (?:{link}) |/| - | )(?:{nouns})(?!\w))*(?P<q>(?:,? (?:{quals})(?!\w))*)"),
        weak=frozenset(flat["weak"]),
        bare=frozenset(flat["bare"]),
        stops=frozenset(flat["stop"]),
        after_own=frozenset(flat["after-own"]),
        provinces=provinces,
        expand={r.words[0]: r.name or "" for r in use["expand"]},
        many=some,
        of=tuple(f" {w} " for w in flat["of"]),
        levels=re.compile(rf" (?:{'|'.join(sorted(map(re.escape, flat['level']), key=len, reverse=True))})(?!\w)"),
        drops=re.compile(rf"(?:^| )(?:{'|'.join(sorted(map(re.escape, flat['drop']), key=len, reverse=True))})(?= |$)"),
        joins=tuple(f" {w} " for w in flat["link"]),
    )


def _head_of(body: AgencyRow, heads: list[WordRow]) -> WordRow | None:
    """The head row that a known name begins with."""
    low = fold(body.name)
    best = [(len(w), r) for r in heads for w in map(fold, r.words) if low == w or low.startswith(w + " ")]
    return max(best, key=lambda x: x[0])[1] if best else None


class _Flat:
    """The text with every run of blanks as one space and paragraphs parted by a line break; `offset` leads back."""

    def __init__(self, doc: Document) -> None:
        lows, texts, self.starts, self.gaps = [], [], [], {}
        at = 0
        for i, part in enumerate(doc.parts):
            low = doc.low[part.start : part.end].replace("\n", " ").replace("\t", " ")
            text = doc.text[part.start : part.end]
            if "  " in low:
                kept = [j for j, c in enumerate(low) if c != " " or j == 0 or low[j - 1] != " "]
                low, text = "".join(map(low.__getitem__, kept)), "".join(map(text.__getitem__, kept))
                self.gaps[i] = kept
            lows.append(low)
            texts.append(text)
            self.starts.append(at)
            at += len(low) + 1
        self.low, self.text = "\n".join(lows), "\n".join(texts)
        self.parts = doc.parts

    def offset(self, at: int) -> int:
        """Offset in the document's text of a character of the flat text."""
        i = bisect_right(self.starts, at) - 1
        inside = at - self.starts[i]
        gaps = self.gaps.get(i)
        return self.parts[i].start + (gaps[inside] if gaps else inside)


def find(doc: Document, header: HasOwn) -> Bodies:
    """Every place where a body or a group of bodies is named, in text order; names without a place are those of the paper's own."""
    finder = _Finder(_Flat(doc), _own(header.own))
    found: list[_Named] = []
    at = 0
    for i, (_, start, _) in enumerate(finder.matches):
        if start >= at:
            names = finder.parse(i)
            if names:
                found += names
                at = names[-1].end
    return _collect(finder.flat, found)


def _collect(flat: _Flat, found: list[_Named]) -> Bodies:
    """Names -> entities and mentions; what has one key is one body, its label that of the first."""
    index: dict[str, int] = {}
    first: list[_Named] = []
    aliases: list[dict[str, None]] = []
    mentions, officials = [], []
    for name in found:
        key = name.key or fold(name.label)
        if key not in index:
            index[key] = len(first)
            first.append(name)
            aliases.append({})
        entity = index[key]
        start = name.start if name.keep else name.body
        if start >= 0:
            printed = " ".join(flat.text[start : name.end].replace("*", " ").split())
            if printed and printed != first[entity].label:
                aliases[entity][printed] = None
        rule = "official" if name.official else "group" if name.group else "name"
        mentions.append(Mention(start=flat.offset(name.start), end=flat.offset(name.end - 1) + 1, entity=entity, rule=rule))
        officials.append(name.official)
    entities = tuple(
        Entity(kind=AGENCY, label=n.label, aliases=tuple(sorted(a)), place=n.place, level=n.level, part_of=n.part_of, group=n.group)
        for n, a in zip(first, aliases, strict=True)
    )
    return Bodies(entities=entities, mentions=tuple(mentions), officials=tuple(officials), starts=tuple(m.start for m in mentions))


def _own(own: Entity) -> _Own:
    """The issuer's units and body, from the header."""
    lex = _lexicon()
    units: dict[str, str] = {}
    province = next((full for pid, full, _ in lex.provinces.values() if pid == own.place), "")
    if province:
        units[fold(province.rpartition(" ")[0].split(" ")[0] if False else _unit_word(province, lex))] = province
    unit = province
    issuer = own.issuer or ""
    low = fold(issuer)
    for word, (full, _) in lex.units.items():
        at = low.find(f"{word} ")
        if at >= 0 and (at == 0 or low[at - 1] == " ") and _NAME.match(issuer, at + len(word) + 1):
            name = issuer[at:].split(",")[0]
            named = lex.provinces.get(_squash(issuer[at + len(word) + 1 :]))
            if named is None:
                units.setdefault(full, name)
                unit = name
            elif not province:
                province = unit = named[1]
                units.setdefault(full, province)
            break
    else:
        named = next((lex.provinces[k] for k in (_squash(" ".join(issuer.split()[-n:])) for n in (4, 3, 2)) if k in lex.provinces), None)
        if named and not province:
            province = unit = named[1]
            units[_unit_word(province, lex)] = province
    place = own.place or (slug(province) if province else None)
    found = [m for m in lex.automaton.find_matches_as_indexes(low) if lex.entries[m[0]].use in ("closed", "field")]
    body = next((lex.entries[p].name for p, _, _ in found if lex.entries[p].use == "closed" or not province), None)
    return _Own(units, unit, body, place, province)


def _unit_word(full: str, lex: _Lexicon) -> str:
    low = fold(full)
    return next((w for w, _ in sorted(lex.units.values(), key=lambda x: -len(x[0])) if low.startswith(w + " ")), "")


class _Finder:
    """The names of one text."""

    def __init__(self, flat: _Flat, own: _Own) -> None:
        self.flat, self.own, self.lex = flat, own, _lexicon()
        self.low, self.text = flat.low, flat.text
        self.matches = self.lex.automaton.find_matches_as_indexes(flat.low)
        self.at = {start: i for i, (_, start, _) in enumerate(self.matches)}

    def parse(self, i: int, plural: bool = False, inner: bool = False) -> list[_Named]:
        """The name or names that begin at a match; empty where the word is none. `inner`: after the words of another body."""
        pattern, start, end = self.matches[i]
        entry = self.lex.entries[pattern]
        if entry.use == "skip" or (start and self.low[start - 1].isalnum()) or self.low[end : end + 1].isalnum():
            return []
        if entry.caps and not self.text[start:end].isupper():
            return []
        if entry.use == "closed":
            return self.closed(entry, start, end)
        if entry.use == "field":
            return self.field(entry, start, end, plural)
        if entry.use == "head":
            return self.head(entry, start, end, plural, inner)
        if entry.use == "title":
            return self.official(entry, start, end)
        if entry.use == "many":
            return self.several(start, end)
        return self.group(start, start)

    def next(self, at: int, plural: bool = False, inner: bool = False) -> list[_Named]:
        """The names that begin exactly there."""
        i = self.at.get(at)
        return [] if i is None else self.parse(i, plural, inner)

    def closed(self, entry: _Entry, start: int, end: int) -> list[_Named]:
        """A body known by name, with the place of its branch or the body it belongs to."""
        row = entry.closed
        assert row is not None
        if not self.text[start:end].isupper() and " " not in row.name and self.text[start].islower() and len(row.name.split()) < 2:
            return []
        if row.person:
            name = re.compile(rf"(?: {_CAPITAL}){{2,4}}").match(self.text, end)
            if name and not self.text[start:end].isupper() and (end + 1) not in self.at:
                return [_Named(start, name.end(), row.name, start, level=row.level, part_of=row.part_of)]
            return [_Named(start, end, row.name, start, level=row.level, part_of=row.part_of)]
        where = self.where(end) if entry.head or row.local else None
        if where and not where.group and where.words and not where.more:
            return self.placed(entry.head, row.name, start, end, where)
        if row.local and self.own.province:
            return [self.scoped(entry.head, row.name, start, end)]
        if row.part_of is None and row.level == "trung ương" and entry.head and "open" in entry.head.tail:
            return [self.under(row.name, start, end, row.level)]
        return [_Named(start, end, row.name, start, level=row.level, part_of=row.part_of)]

    def field(self, entry: _Entry, start: int, end: int, plural: bool) -> list[_Named]:
        """A head with its sector (`Sở Y tế`), and those that share the head (`Sở Tài chính, Kế hoạch và Đầu tư`)."""
        head = entry.head
        assert head is not None
        if not (self.text[start].isupper() or self.text[start + entry.width + 1].isupper() or not head.own or head.local):
            return []
        lone = self.low[start + entry.width + 1 : end]
        if len(lone) < 4 and not self.text[start + entry.width + 1 : end].isupper():
            return []
        found = self.finish(head, entry.name, start, end)
        name = entry.name[: entry.width]
        while True:
            more = self.sector(found[-1].end)
            if more is None:
                return found
            begin, stop, full = more
            extra = self.finish(head, f"{name} {full}", begin, stop)
            found.append(extra[0]._replace(body=-1))

    def sector(self, at: int) -> tuple[int, int, str] | None:
        """A further sector after a comma or `and`: (start, end, full name)."""
        for sep in (", ", "; ", *self.lex.joins):
            if self.low.startswith(sep, at):
                begin = at + len(sep)
                if begin in self.at or begin >= len(self.text) or not self.text[begin].isupper():
                    return None
                for stop in range(min(begin + self.lex.longest_field, len(self.low)), begin + 1, -1):
                    full = self.lex.fields.get(self.low[begin:stop])
                    if full and not self.low[stop : stop + 1].isalnum():
                        return begin, stop, full
                return None
        return None

    def head(self, entry: _Entry, start: int, end: int, plural: bool, inner: bool) -> list[_Named]:
        """A head word with what follows it: another body, words with a capital, a place, or nothing."""
        head, name = entry.head, entry.name
        assert head is not None
        follows = self.text[end + 1 : end + 2] if self.low[end : end + 1] == " " else ""
        if plural and self.low.startswith(": ", end) and "field" in head.tail:
            more = self.sector(end - 0) if False else self._after_colon(end)
            if more:
                return self._coordinated(head, name, start, more)
        if not follows:
            return self.alone(entry, start, end, inner)
        if "body" in head.tail:
            inside = self.next(end + 1, inner=True)
            if inside and not inside[0].official:
                one = inside[0]
                group = one.group
                label = f"{name} {one.label}" if not one.label.startswith("Các ") else f"{name} các {one.label[4:]}"
                first = one._replace(start=start, body=start, label=label, key="", part_of=None if group else one.label)
                return [first, *inside[1:]]
        if "unit" in head.tail or "place" in head.tail or head.local:
            where = self.where(end)
            if where and ("unit" in head.tail or "place" in head.tail):
                return self.placed(head, name, start, end, where)
        if "open" in head.tail and (follows.isupper() or follows.isdigit()) and self.text[start].isupper():
            stop = self.tail(end)
            if stop > end:
                return self.finish(head, self.spelled(name, end, stop), start, stop)
        return self.alone(entry, start, end, inner)

    def _after_colon(self, end: int) -> tuple[int, int, str] | None:
        begin = end + 2
        for stop in range(min(begin + self.lex.longest_field, len(self.low)), begin + 1, -1):
            full = self.lex.fields.get(self.low[begin:stop])
            if full and not self.low[stop : stop + 1].isalnum():
                return begin, stop, full
        return None

    def _coordinated(self, head: WordRow, name: str, start: int, more: tuple[int, int, str]) -> list[_Named]:
        found = []
        item: tuple[int, int, str] | None = more
        while item:
            begin, stop, full = item
            one = self.finish(head, f"{name} {full}", start if not found else begin, stop)[0]
            found.append(one._replace(body=-1))
            item = self.sector(one.end)
        return found

    def alone(self, entry: _Entry, start: int, end: int, inner: bool) -> list[_Named]:
        """A head without a tail: the issuer itself, or a body that its place makes known."""
        head, own = entry.head, self.own
        assert head is not None
        if "alone" in head.tail and self.text[start].isupper():
            return [self.scoped(head, entry.name, start, end)]
        if not head.own or not self.text[start].isupper():
            return []
        if "unit" in head.tail:
            if own.unit:
                return [self.scoped(head, entry.name, start, end)]
            return [_Named(start, end, entry.name, start, level=head.level)]
        if own.body and fold(own.body).startswith(self.low[start:end] + " ") and self.low[start:end] != fold(own.body):
            before = self.low[max(0, start - 12) : start].split(" ")
            if inner or (len(before) > 1 and before[-2] in self.lex.after_own):
                return [_Named(start, end, own.body, start, level=head.level)]
        return []

    def finish(self, head: WordRow, name: str, start: int, end: int) -> list[_Named]:
        """A name whose words are known: its place or the body above it."""
        where = self.where(end)
        if where:
            return self.placed(head, name, start, end, where)
        above = self.above(end)
        if above:
            label = f"{name}, {above.label}" if not above.group else f"{name} {above.label[:1].lower()}{above.label[1:]}"
            return [_Named(start, above.end, label, start, place=above.place, level=head.level, part_of=None if above.group else above.label, group=above.group)]
        if head.local and (self.own.province or self.own.unit):
            return [self.scoped(head, name, start, end)]
        if "field" not in head.tail and head.level != "tỉnh" and self.own.body and not self.own.province and "open" in head.tail and not head.local:
            return [self.under(name, start, end, head.level)]
        return [_Named(start, end, name, start, level=head.level)]

    def under(self, name: str, start: int, end: int, level: str | None) -> _Named:
        """A department of the issuing ministry."""
        above = self.above(end)
        if above and not above.group:
            return _Named(start, above.end, f"{name}, {above.label}", start, level=level, part_of=above.label)
        body = self.own.body
        if body and not self.own.province and fold(name) != fold(body) and name.split(" ")[0] in _DEPARTMENTS():
            return _Named(start, end, f"{name}, {body}", start, level=level, part_of=body)
        return _Named(start, end, name, start, level=level)

    def above(self, end: int) -> _Named | None:
        """The body that a department is said to belong to: `thuộc Bộ …`, `- Bộ …`, `Bộ …`."""
        for sep in (" ", " - ", " (", *self.lex.of):
            if self.low.startswith(sep, end):
                i = self.at.get(end + len(sep))
                if i is None:
                    continue
                if self.lex.entries[self.matches[i][0]].use not in ("closed", "field", "head"):
                    return None
                if sep == " " and self.lex.entries[self.matches[i][0]].use == "head":
                    continue
                found = self.parse(i, inner=True)
                if len(found) == 1 and (sep != " (" or self.low.startswith(")", found[0].end)) and not found[0].official:
                    return found[0]
        return None

    def scoped(self, head: WordRow | None, name: str, start: int, end: int) -> _Named:
        """A local name without a place: that of the paper."""
        own = self.own
        province = head is not None and head.level == "tỉnh" or not own.unit
        where = own.province if province else own.unit
        level = head.level if head and head.level else self.level(where)
        part = f"Ủy ban nhân dân {where}" if False else None
        return _Named(start, end, f"{name} {where}".strip(), start, place=own.place, level=level, part_of=part)

    def level(self, where: str) -> str | None:
        if where and where == self.own.province:
            return "tỉnh" if False else self.lex.units.get(_unit_word(where, self.lex), ("", None))[1]
        return self.lex.units.get(_unit_word(where, self.lex), ("", None))[1]

    def placed(self, head: WordRow | None, name: str, start: int, end: int, where: _Where) -> list[_Named]:
        """A name with its place; further units named after it share the head."""
        level = where.level or (head.level if head else None)
        label = f"{name} {where.words}"
        key = self.lex.drops.sub("", fold(label)) if where.group else ""
        found = [_Named(start, where.end, label, start, key=key, place=where.place, level=level, group=where.group)]
        for begin, stop, words in where.more:
            found.append(_Named(begin, stop, f"{name} {words}", -1, place=where.place, level=level))
        return found

    def where(self, end: int) -> _Where | None:
        """The place that follows a name directly."""
        if self.low[end : end + 1] != " ":
            return None
        levels = self.lex.levels.match(self.low, end)
        if levels:
            stop = levels.end()
            words = self.text[end + 1 : stop].lower()
            unit = next((l for w, l in self.lex.units.values() if words.endswith(" " + w)), None)
            within = self.within(stop)
            return _Where(stop, f"{words} {self.own.province}".strip() if within else words, self.own.place if within else None, unit, group=True)
        found = self.lex.unit_list.match(self.low, end)
        if found:
            return self.units(found)
        name = _NAME.match(self.text, end + 1)
        return self.province(name) if name else None

    def within(self, end: int) -> bool:
        """Are lower units, named without a province, those of the paper's province?"""
        return bool(self.own.province)

    def province(self, name: re.Match[str]) -> _Where | None:
        """A province named without its kind (`Báo Gia Lai`)."""
        words = list(_WORD.finditer(self.text, name.start(), name.end()))
        for last in reversed(words[:6]):
            known = self.lex.provinces.get(_squash(self.text[name.start() : last.end()]))
            if known:
                return _Where(last.end(), known[1], known[0], "tỉnh")
        return None

    def units(self, found: re.Match[str]) -> _Where | None:
        """`tỉnh`, `huyện Mai Sơn`, `các huyện, thành phố`."""
        lex, own = self.lex, self.own
        first, level = lex.units[found["first"]]
        rest, many = found["rest"], found["many"]
        end = found.end()
        name = None if rest else self.named(end)
        if name:
            stop, words, place, level = self.unit_name(first, level, name)
            return self.further(_Where(stop, words, place, level))
        if rest or many:
            last = self.named(end)
            if last and not many:
                cut = found.end("first")
                return self.bare(cut, first, level)
            return self.plural(found, level)
        return self.bare(end, first, level)

    def bare(self, end: int, unit: str, level: str | None) -> _Where | None:
        """A kind of unit without a name: the paper's own, or units of that kind in general."""
        own = self.own.units.get(unit)
        if own:
            return _Where(end, own, self.own.place, level)
        return _Where(end, unit, self.own.place, level)

    def plural(self, found: re.Match[str], level: str | None) -> _Where:
        """Units of some kinds, unnamed: a group, with what narrows it."""
        end = found.end()
        start = found.start() + (1 if found.group().startswith(" ") else 0)
        tail = re.compile(rf"(?:,? (?:{'|'.join(map(re.escape, _quals()))})(?!\w))*").match(self.low, end)
        stop = tail.end() if tail else end
        local = self.own.province if level != "tỉnh" or stop == end and self._is_local(found) else ""
        words = self.text[start:stop].lower() if self.text[start:stop].isupper() else self.text[start:stop]
        after = self.named_unit(stop)
        if after:
            return _Where(after[0], f"{words} {after[1]}", after[2], level, group=True)
        if local and fold(words).endswith(" " + _unit_word(local, self.lex)) and self.own.units.get(_unit_word(local, self.lex)):
            words = words.rpartition(" ")[0] if not fold(words).endswith(_unit_word(local, self.lex)) else words[: -len(_unit_word(local, self.lex)) - 1]
        return _Where(stop, f"{words} {local}".strip(), self.own.place if local else None, level, group=True)

    def _is_local(self, found: re.Match[str]) -> bool:
        """`các huyện, thành phố` of a province: a list that also has lower units."""
        kinds = _WORD.findall(found.group())
        return bool(self.own.province) and self.lex.units["tỉnh"][0] not in kinds

    def named_unit(self, at: int) -> tuple[int, str, str | None] | None:
        """`tỉnh Sơn La` right there."""
        found = self.lex.unit_list.match(self.low, at)
        if not found or found["rest"] or found["many"] or not found.group().startswith(" "):
            return None
        first, level = self.lex.units[found["first"]]
        name = self.named(found.end())
        if not name:
            return None
        stop, words, place, _ = self.unit_name(first, level, name)
        return stop, words, place

    def named(self, end: int) -> re.Match[str] | None:
        """The name of a unit after its kind."""
        at = end + 1 if self.low[end : end + 1] in (" ", ".") else end
        at += self.low[at : at + 1] == " "
        if at == end and self.low[end - 1 : end] != ".":
            return None
        return _NAME.match(self.text, at)

    def unit_name(self, kind: str, level: str | None, name: re.Match[str]) -> tuple[int, str, str | None, str | None]:
        """(end, full words, province's id, level) of a unit; a province's name is put right, any other ends before the next body."""
        known = self.province(name)
        if known and level == "tỉnh":
            return known.end, known.words, known.place, "tỉnh"
        stop = name.end()
        words = list(_WORD.finditer(self.text, name.start(), name.end()))
        for k, word in enumerate(words):
            if k and (word.start() in self.at or k > 4):
                stop = words[k - 1].end()
                break
        level = "huyện" if level == "tỉnh" and kind != "tỉnh" else level
        return stop, f"{kind} {self.text[name.start():stop]}", self.own.place, level

    def further(self, where: _Where) -> _Where:
        """What follows a named unit: the units it lies in, or others of its rank."""
        rank = {None: 0, "xã": 1, "huyện": 2, "tỉnh": 3}
        end, more, words, place = where.end, [], where.words, where.place
        at = where.level
        while True:
            sep = ", " if self.low.startswith(", ", end) else next((j for j in self.lex.joins if self.low.startswith(j, end)), None)
            if sep is None:
                break
            begin = end + len(sep)
            found = self.lex.unit_list.match(self.low, begin)
            if not found or found.start("first") != begin or found["rest"]:
                break
            first, level = self.lex.units[found["first"]]
            name = self.named(found.end())
            if not name:
                break
            stop, other, other_place, level = self.unit_name(first, level, name)
            if rank[level] > rank[at] and not more and sep == ", ":
                at, end, place = level, stop, other_place
                if level == "tỉnh":
                    words = f"{words}, {other}"
            elif rank[level] >= 0 and at == where.level:
                more.append((begin, stop, other))
                end = stop
            else:
                break
        last = more[0][0] - 2 if more else end
        if more:
            last = where.end
        elif self.own.province and where.level in ("huyện", "xã") and words == where.words:
            words = f"{words}, {self.own.province}" if words != self.own.unit else words
        return _Where(last, words, place, where.level, more=tuple(more))

    def tail(self, end: int) -> int:
        """Where an open name ends: words with a capital, then small ones up to one that cannot belong to a name."""
        low, text, lex = self.low, self.text, self.lex
        stop = at = end
        shouting = text[end + 1 : end + 12].isupper()
        words = 0
        while words < 14:
            joined = ""
            for sep in (" - ", " & ", *lex.joins, " ", "-"):
                if low.startswith(sep, at):
                    joined = sep
                    break
            if not joined:
                break
            begin = at + len(joined)
            word = _WORD.match(low, begin)
            if not word:
                break
            capital = text[begin].isupper() or text[begin].isdigit()
            if words and begin in self.at and lex.entries[self.matches[self.at[begin]][0]].use in ("closed", "field", "head", "title", "many"):
                if joined != " " or capital:
                    break
            if shouting and not text[word.start() : word.end()].isupper():
                break
            if not capital and (word.group() in lex.stops or words >= 9):
                break
            if joined in lex.joins and not capital and words > 5:
                break
            at = stop = word.end()
            words += 1
        return stop

    def spelled(self, name: str, end: int, stop: int) -> str:
        """The full name with abbreviations written out."""
        words = self.text[end + 1 : stop].replace("*", " ").split()
        if len(words) > 1 and all(w.isupper() or not w.isalpha() for w in words):
            words = [w.capitalize() if i == 0 else w.lower() for i, w in enumerate(words)]
        return " ".join([name, *(self.lex.expand.get(w, w) for w in words)])

    def official(self, entry: _Entry, start: int, end: int) -> list[_Named]:
        """An official and the body he stands for."""
        title = entry.title
        assert title is not None
        at = end + 1 if self.low[end : end + 1] == " " else end
        for of in self.lex.of:
            if self.low.startswith(of, end):
                at = end + len(of)
        if at == end and self.low.startswith(", ", end) and not title.alone:
            at = end + 2
            i = self.at.get(at)
            if i is None or self.lex.entries[self.matches[i][0]].use not in ("title", "many"):
                return []
        found = self.next(at, inner=True) if at > end else []
        if found:
            one = found[0]
            name = entry.name
            if title.joined:
                head = self.lex.entries[self.matches[self.at[at]][0]]
                name = f"{name} {self.text[at:self.matches[self.at[at]][2]]}" if head.use == "head" else f"{name} {self.text[at:].split(' ', 1)[0]}"
            return [one._replace(start=start, official=name, body=one.body if one.body >= 0 else -1), *found[1:]]
        if title.alone and self.text[start].isupper():
            if self.own.body and not self.own.province:
                return [_Named(start, end, self.own.body, -1, level="trung ương", official=entry.name)]
            return [_Named(start, end, title.alone, start, key=self.lex.drops.sub("", fold(title.alone)).strip(), level="trung ương", group=True, official=entry.name)]
        return []

    def several(self, start: int, end: int) -> list[_Named]:
        """`các …`: bodies that share a head, officials, or one group."""
        i = self.at.get(end + 1)
        if i is not None:
            use = self.lex.entries[self.matches[i][0]].use
            if use == "title":
                found = self.parse(i)
                return [found[0]._replace(start=start), *found[1:]] if found else []
            if use in ("field", "closed") or use == "head" and self.low.startswith(":", self.matches[i][2]):
                found = self.parse(i, plural=True)
                if found and use != "closed":
                    return [found[0]._replace(start=start, body=-1), *found[1:]]
                if found and found[0].group:
                    return [found[0]._replace(start=start)]
        return self.group(start, end)

    def group(self, start: int, at: int) -> list[_Named]:
        """A group by its nouns, and what narrows it: a qualifier, a place, a body it belongs to."""
        found = self.lex.group.match(self.low, at)
        if not found or not found.group().strip():
            return []
        nouns = self.low[at : found.start("q")].strip()
        if nouns in self.lex.weak and not found["q"]:
            return []
        end = found.end()
        place, local = None, False
        own = self.own
        words = self.text[at:end].strip()
        unit = self.named_unit(end)
        part: str | None = None
        if unit is None and found["q"]:
            last = _unit_word(self.low[end - 9 : end].split(" ")[-1] + " ", self.lex)
            name = self.named(end) if last and self.low.endswith(last, 0, end) else None
            if name and self.low[end : end + 1] == " ":
                stop, full, pid, _ = self.unit_name(last, self.lex.units[last][1], name)
                end, words, place = stop, self.text[at:end].strip()[: -len(last)] + full, pid
        elif unit:
            end, full, place = unit
            words = f"{words} {full}"
        if end == found.end():
            for of in self.lex.of:
                if self.low.startswith(of, end):
                    above = self.next(end + len(of), inner=True)
                    if above and not above[0].group and not above[0].official:
                        words = f"{words}{of}{above[0].label}"
                        end, place, part = above[0].end, above[0].place, above[0].label
                    break
        if words.isupper():
            words = words.lower()
        if place is None and part is None and own.province:
            local = not any(w in f" {nouns}" for w in _central())
            if local:
                place = own.place
        words = words[:1].lower() + words[1:]
        key = self.lex.drops.sub("", fold(words)).replace(",", "").strip()
        key = f"{key}@{own.unit or own.province}" if local else key
        label = f"{_first_capital(self.lex.many.split('|')[-1])} {words}"
        if local:
            where = own.unit or own.province
            kind = _unit_word(where, self.lex)
            if kind and fold(label).endswith(" " + kind):
                label = label[: -len(kind) - 1]
            label = f"{label} {where}"
        return [_Named(start, end, label, start, key=" ".join(key.split()), place=place, part_of=part, group=True)]


@cache
def _quals() -> tuple[str, ...]:
    rows = [r for r in load_rows("agency_words", WordRow) if r.use == "unit-qualifier"]
    return tuple(sorted((fold(w) for r in rows for w in r.words), key=len, reverse=True))


@cache
def _central() -> tuple[str, ...]:
    rows = [r for r in load_rows("agency_words", WordRow) if r.use == "central"]
    return tuple(f" {fold(w)}" for r in rows for w in r.words)


@cache
def _DEPARTMENTS() -> frozenset[str]:
    rows = [r for r in load_rows("agency_words", WordRow) if r.use == "department"]
    return frozenset(_first_capital(w.split(" ")[0]) for r in rows for w in r.words)


if __name__ == "__main__":
    sys.exit()
