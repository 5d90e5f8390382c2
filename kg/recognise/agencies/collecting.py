"""Names found -> bodies and their mentions: the place that is said once for several, letters that the text gives a body, one entity for one body."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter, itemgetter

from msgspec import Struct
from msgspec.structs import replace

from kg.compiled import compiled
from kg.model import AGENCY, Entity, Mention
from kg.recognise.agencies.names import Named, full_name, plural_key
from kg.recognise.agencies.places import Where
from kg.recognise.agencies.rows import WordRow
from kg.recognise.agencies.words import lexicon
from kg.recognise.flat import Flat
from kg.recognise.lexicon import pattern
from kg.text import fold

SHORT = "short"  # the rule of a mention by the head alone, where which body it is is worked out
_CALLED = pattern(r" \(\s*{named_short}\s")
_LETTERS = compiled(r" \(([A-ZĐ]{3,9})\)")  # given behind a name


class Bodies(Struct, frozen=True, kw_only=True):
    """Bodies of one file. `mentions` are in text order and do not overlap, but where a place said once is that of two bodies; beside them `officials`: the title where an official is meant."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    officials: tuple[str | None, ...] = ()
    starts: tuple[int, ...] = ()

    def within(self, start: int, end: int) -> range:
        """Indexes of the mentions that begin in a stretch of the text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def share_places(flat: Flat, found: list[Named]) -> list[Named]:
    """`HĐND, UBND, Sở Tư pháp tỉnh Đồng Tháp`: the place named last is that of all three, and so are several (`Tỉnh ủy, UBND các tỉnh: Bắc Ninh, Lạng Sơn`)."""
    joints = {", ", "; ", "/", " - ", *lexicon().joins}
    further: list[Named] = []
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
            first, *others = _of_its_kind(one.head, where)
            label = full_name(one.head, one.bare, first)
            found[i] = one = replace(one,
                label=label, place=first.place, level=first.level, group=first.group, where=where, printed=-1,
                said=f"{flat.text[one.start : one.end]} {flat.text[where.start : where.end].strip()}" if not others else "",
                key=plural_key(label) if first.group else "",
            )  # fmt: skip
            for other in others:
                name = full_name(one.head, one.bare, other)
                key = plural_key(name) if other.group else one.key
                further.append(
                    replace(
                        one,
                        start=other.start,
                        end=other.end,
                        label=name,
                        place=other.place,
                        level=other.level,
                        key=key,
                        said="",
                    )
                )
    return sorted([*found, *further], key=attrgetter("start")) if further else found


def _of_its_kind(head: WordRow, where: Where) -> list[Where]:
    """The places named behind a list of bodies, each alone; of a body whose name tells of which kind (`Tỉnh ủy`) those of that kind, if there are any."""
    if not where.more:
        return [replace(where, levels=()), *where.levels]
    kind_of = lexicon().kind_of
    places = [replace(where, more=())]
    for start, end, words, place in where.more:
        places.append(
            Where(end, words, words[len(kind_of(words)) + 1 :], where.within, place, where.level, start=start)
        )
    kind = head.unit or head.level if head.implied else None
    of_kind = [one for one in places if kind_of(one.words) == kind]
    if not of_kind:
        return places
    return of_kind if of_kind[0] is not places[0] else [where, *of_kind[1:]]


def in_full(flat: Flat, found: list[Named], own: Entity) -> list[Named]:
    """`Ban Chỉ đạo` alone is the one that the text calls so (`… (sau đây gọi là Ban Chỉ đạo)`), that issues it or whose charter it is, else the only one
    named before with its matter.
    """
    named: dict[str, dict[str, Named]] = {}
    home = _home(found, own)
    called: dict[str, Named] = {}
    for i, one in enumerate(found):
        if one.kind and one.kind in home and fold(home[one.kind].label).startswith(f"{fold(one.label)} "):
            one = found[i] = replace(
                home[one.kind], start=one.start, end=one.end, printed=-1, official=one.official
            )  # torn in a letterhead
        kind = one.short or next((k for k in named if one.label.endswith(f" {k}") and not one.group), "")
        if kind and (known := called.get(kind) or home.get(kind) or _only(named.get(kind, {}))):
            inferred = kind not in called
            if one.short:
                found[i] = replace(known, start=one.start, end=one.end, printed=one.printed, said="", official=one.official, inferred=inferred)  # fmt: skip
            else:  # `Tổ giúp việc Ban Chỉ đạo`
                found[i] = replace(one, label=one.label.removesuffix(kind) + known.label, place=known.place, level=known.level,
                    part_of=known.label, inferred=inferred)  # fmt: skip
        elif one.kind and not one.group:
            named.setdefault(one.kind, {})[fold(one.label)] = one
            if _CALLED.match(flat.low, one.end) and i + 1 < len(found) and found[i + 1].short == one.kind:
                called[one.kind] = one
    return found


def _home(found: list[Named], own: Entity) -> dict[str, Named]:
    """The bodies made for one matter that issue the paper, or that its title names, by their heads."""
    about = fold(f"{own.issuer or ''}; {own.title or ''}")
    home: dict[str, Named] = {}
    for one in found:
        if (
            one.kind
            and not one.group
            and fold(one.label) in about
            and len(one.label) > len(home[one.kind].label if one.kind in home else one.kind)
        ):
            home[one.kind] = one
    return home


def _only(named: dict[str, Named]) -> Named | None:
    return next(iter(named.values())) if len(named) == 1 else None


def abbreviated(flat: Flat, found: list[Named]) -> Iterator[Named]:
    """Bodies by the letters that the text gives them: `Tổng cục Thủy lợi (TCTL)`, and `TCTL` from there on."""
    known: dict[str, Named] = {}
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


def between(found: list[Named], more: list[Named]) -> list[Named]:
    """Both together in text order; of two that overlap the first of `found` stays."""
    starts = [name.start for name in found]
    for name in more:
        i = bisect_left(starts, name.start)
        if (i == len(found) or name.end <= found[i].start) and (i == 0 or found[i - 1].end <= name.start):
            found.insert(i, name)
            starts.insert(i, name.start)
    return found


def _of_districts(found: list[Named]) -> list[Named]:
    """`UBND xã Tân Thành, huyện Đức Huệ` beside one of `huyện Mộc Hóa`: communes of one name, told by their districts."""
    districts: dict[str, set[str]] = {}
    for name in found:
        if name.where and name.where.district:
            districts.setdefault(name.label, set()).add(name.where.district)
    shared = {label for label, of in districts.items() if len(of) > 1}
    return [_with_district(name, name.where) if name.label in shared and name.where else name for name in found]


def _with_district(name: Named, where: Where) -> Named:
    if not where.district or not name.label.endswith(where.full):
        return name
    inside = replace(where, words=f"{where.words}, {where.district}")
    return replace(name, label=name.label.removesuffix(where.full) + inside.full, key="")


def collect(flat: Flat, found: list[Named]) -> Bodies:
    """Names -> entities and mentions; what has one key is one body, its label that of the first."""
    found = _of_districts(found)
    index: dict[str, int] = {}
    known: dict[tuple[str, str], int] = {}
    first: list[Named] = []
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
        told.append((start, -end, entity, _rule(name), name.official))
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


def _rule(name: Named) -> str:
    return SHORT if name.inferred else "official" if name.official else "group" if name.group else "name"


def _apart(told: list[tuple[int, int, int, str, str | None]]) -> tuple[list[Mention], list[str | None]]:
    """Names (start, -end, entity, rule, official) in text order; what is wrapped inside the cell of a table ends before a name of the next column."""
    told.sort(key=itemgetter(0, 1))
    mentions: list[Mention] = []
    officials: list[str | None] = []
    after = whole = 1 << 62
    for start, minus_end, entity, rule, official in reversed(told):
        shared = start == after and -minus_end == whole  # one place that is said once for two bodies
        end = -minus_end if shared else min(-minus_end, after)
        if end > start:
            mentions.append(Mention(start=start, end=end, entity=entity, rule=rule))
            officials.append(official)
        after, whole = start, end
    return mentions[::-1], officials[::-1]
