"""Who holds a body's duties on a given day: chains of successions over the rows of `ontology/tables/successions.toml`.

A body is a canonical name and a place (an id of `kg.units`, None at the centre). Each step is taken on its own day, so that a department of
a merged province changes twice in 2025; where a row hands over a part only, the words of the task choose among the heirs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from kg.tables import load_rows
from kg.text import fold, key, slug
from kg.units import COMMUNE, DISTRICT, ENACTED_2025, PROVINCE, WORK_2025, Unit, day, load_units

Share = Literal["whole", "part"]
# From the surest to the least sure: never changed; went over with its province; took over all; takes what no field names; chosen by the
# words of the task; one of several, the task does not say which; took over the body that this one was part of.
Why = Literal["kept", "moved", "whole", "rest", "field", "all", "parent"]
WHYS: tuple[Why, ...] = ("kept", "moved", "whole", "rest", "field", "all", "parent")
ROWS, MOVES = 0, 1  # what happens first on one day: bodies are reorganised, then provinces merge


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """An act: number or name, its day, who made it."""

    symbol: str
    date: str | None = None
    issuer: str | None = None

    def __str__(self) -> str:
        detail = ", ".join(x for x in (self.date, self.issuer) if x)
        return f"{self.symbol} ({detail})" if detail else self.symbol


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `successions.toml`; the head of that file says what each key means."""

    id: str
    scope: Literal["central", "province", "district", "unit"]
    sources: tuple[str, ...] = field(name="from")
    to: str
    date: str
    basis: tuple[Basis, ...]
    share: Share
    sure: Literal["A", "P", "p", "K"]
    fields: tuple[str, ...] = ()
    in_force: str | None = None
    until: str | None = None
    places: tuple[str, ...] = ()
    except_places: tuple[str, ...] = ()
    except_names: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    heads: bool = False
    keeps: bool = False
    rest: bool = False
    reused: bool = False
    local: bool = False
    joins: bool = False
    regional: bool = False
    rename: bool = False
    placed: bool = False
    inferred: bool = False
    note: str | None = None

    @property
    def unconfirmed(self) -> bool:
        """Whether the row rests on a plan, or on general knowledge."""
        return self.sure in ("p", "K")


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `succession_fields.toml`."""

    id: str
    name: str
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class _PlaceRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    date: str
    basis: tuple[Basis, ...]
    sure: str
    day_sure: bool = False
    note: str | None = None


class _MoveRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    date: str
    heads: tuple[str, ...]
    basis: tuple[Basis, ...]
    sure: str
    note: str | None = None


class _NameRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Holder(Struct, frozen=True, kw_only=True):
    """A body that holds a duty on the day asked about."""

    name: str
    place: str | None
    since: date | None = None  # None: it always held it
    basis: str = ""  # the acts of all steps, oldest first
    share: Share = "whole"
    inferred: bool = False
    why: Why = "kept"
    field: str = ""  # what it takes, in words of the table
    words: tuple[str, ...] = ()  # the words of the task that chose it
    rows: tuple[str, ...] = ()  # ids of the rows followed
    until: date | None = None  # the day on which the mapping lapses

    @property
    def label(self) -> str:
        return label(self.name, self.place)


class Predecessor(Struct, frozen=True, kw_only=True):
    """A body whose tasks have gone, wholly or in part, to the body asked about."""

    name: str
    place: str | None
    since: date | None
    basis: str
    share: Share
    inferred: bool
    why: Why
    field: str = ""
    field_words: tuple[str, ...] = ()
    before: date | None = None  # texts of before that day only: the name was given again

    @property
    def label(self) -> str:
        return label(self.name, self.place)


class _Event(NamedTuple):
    """What may happen to a body on a day."""

    day: date
    stage: int
    rows: tuple[Row, ...]
    places: tuple[str, ...] = ()  # stage MOVES: where the body's place goes


_SIGNS = re.compile(r"[\W_]+")
_CLAUSES = re.compile(r"[.;\n]+")


class _WordRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    words: tuple[str, ...]


@cache
def _words(id: str) -> tuple[str, ...]:
    return next(row.words for row in load_rows("succession_words", _WordRow) if row.id == id)


def _bare(text: str) -> str:
    """For comparing: words alone, any case and tone placement; the plural word is dropped, since a group with it and without it is one."""
    plural = _words("plural")
    return " ".join(word for word in _SIGNS.sub(" ", key(text)).split() if word not in plural)


@lru_cache(maxsize=20_000)
def _norm(name: str) -> str:
    """`_bare` for names, which come again and again."""
    return _bare(name)


@cache
def _aliases() -> list[tuple[str, str]]:
    """(abbreviation for comparing, full name), longest first."""
    pairs = {(_norm(alias), row.name) for row in load_rows("succession_names", _NameRow) for alias in row.aliases}
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))


@cache
def _alias_words() -> tuple[str, ...]:
    return tuple(alias + " " for alias, _ in _aliases())


class _Tables:
    """The rows, indexed by the names they join."""

    def __init__(self) -> None:
        self.rows = load_rows("successions", Row)
        self.fields = {f.id: f for f in load_rows("succession_fields", Field)}
        self.places = {p.id: p for p in load_rows("succession_places", _PlaceRow)}
        self.moves = load_rows("succession_moves", _MoveRow)
        self.words = {f.id: tuple(map(_norm, f.words)) for f in self.fields.values()}
        self.weak = {f.id: tuple(map(_norm, f.weak)) for f in self.fields.values()}
        self.by_name: dict[str, list[Row]] = defaultdict(list)
        self.by_heir: dict[str, list[Row]] = defaultdict(list)
        self.by_head: list[tuple[str, Row]] = []
        self.unit_from: dict[str, list[Row]] = defaultdict(list)
        self.unit_to: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            self._index(row)
        self.heads = tuple({head for head, _ in self.by_head})
        self.body_names = self._body_names()

    def _index(self, row: Row) -> None:
        if row.scope == "unit":
            self.unit_to[slug(row.to)].append(row)
            for source in row.sources:
                self.unit_from[slug(source)].append(row)
            return
        self.by_heir[_base(row.to)[0]].append(row)
        for source in row.sources:
            if row.heads or row.scope == DISTRICT:
                self.by_head.append((_norm(source), row))
            else:
                self.by_name[_base(source)[0]].append(row)

    def _body_names(self) -> re.Pattern[str]:
        """The names of bodies of more than one word, longest first."""
        names = {
            _norm(name) for row in self.rows if row.scope in ("central", PROVINCE) for name in (*row.sources, row.to)
        }
        names |= {alias for alias, _ in _aliases()}
        names -= {word for words in self.words.values() for word in words}  # `bảo hiểm xã hội` is a body and a field
        ordered = sorted((name for name in names if " " in name), key=lambda name: (-len(name), name))
        return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b")


@cache
def _tables() -> _Tables:
    return _Tables()


def rows() -> list[Row]:
    """All rows of the table, in its order."""
    return list(_tables().rows)


# Names


def _ends(bare: str, words: Iterable[str]) -> str | None:
    """Which of the words a name ends with."""
    return next((word for word in words if bare == _norm(word) or bare.endswith(" " + _norm(word))), None)


@lru_cache(maxsize=20_000)
def _base(name: str) -> tuple[str, str]:
    """(`công an`, `tỉnh`) of `Công an tỉnh`: the name for comparing without the type of its place, and that word."""
    bare = _norm(name)
    party = _party(bare)
    if party:
        return bare[: -len(party)] + _norm(_words("province-party")[0]), ""
    if _has_district_word(bare):
        return bare, ""
    group = _ends(bare, _words("provinces"))
    if group and bare != _norm(group):
        return bare[: -len(_norm(group))].rstrip(), ""
    word = _ends(bare, _words("province"))
    return (bare[: -len(word) - 1], word) if word and bare != word else (bare, "")


def _party(bare: str) -> str | None:
    return None if _has_district_word(bare) else _ends(bare, _words("province-party"))


@lru_cache(maxsize=20_000)
def _has_district_word(bare: str) -> bool:
    for chance in _words("not-district"):
        bare = bare.replace(_norm(chance), "")
    return any(f" {_norm(word)} " in f" {bare} " for word in _words("district"))


@lru_cache(maxsize=20_000)
def located(name: str, place: str | None = None) -> tuple[str, str | None]:
    """A body's name without its place and with its abbreviation written out, and the place: that given, else a province named at the end.

    `UBND tỉnh Sơn La` -> (`Ủy ban nhân dân tỉnh`, `tinh-son-la`).
    """
    name = " ".join(name.split())
    low = fold(name)
    given = load_units().get(place) if place else None
    if given:
        unit = given if low.endswith(" " + fold(given.label)) else None
    else:
        tails = _province_tails()
        unit = next(u for tail, u in tails.items() if low.endswith(tail)) if low.endswith(tuple(tails)) else None
    if unit:
        cut = unit.label if _has_district_word(_norm(name)) else unit.name
        name, place = name[: -len(cut)].rstrip(" ,"), unit.id
    if given and fold(name).endswith(" " + fold(given.name)):
        name = name[: -len(given.name)].rstrip()
    bare = _norm(name) + " "
    if bare.startswith(_alias_words()):
        alias, full = next(pair for pair in _aliases() if bare.startswith(pair[0] + " "))
        return full + _after(name, alias), place
    return name, place


@cache
def _province_tails() -> dict[str, Unit]:
    """What the full name of a body in a province ends with, folded, and the province."""
    tails: dict[str, Unit] = {}
    for unit in load_units().provinces.values():
        tails.setdefault(" " + fold(unit.label), unit)
    return tails


def _after(name: str, alias: str) -> str:
    """What stands in `name` after the words of `alias`."""
    for end in range(1, len(name) + 1):
        if _norm(name[:end]) == alias and (end == len(name) or name[end] == " "):
            return name[end:]
    return ""


def label(name: str, place: str | None) -> str:
    """The full name with its place: `Sở Tài chính tỉnh Sơn La`, `Công an thành phố Huế`, `Tỉnh ủy Sơn La`."""
    unit = load_units().get(place) if place else None
    if unit is None:
        return name
    if _party(_norm(name)):
        return f"{name} {unit.name}"
    tail = _base(name)[1]
    if not tail and name.endswith(f" {unit.type}"):
        tail = unit.type  # `Ủy ban Mặt trận Tổ quốc Việt Nam xã`
    return f"{name[: -len(tail)].rstrip() if tail else name} {unit.label}"


def _at_place(name: str, place: str | None) -> str:
    """The name as it is in that place: `Công an tỉnh` in a city is `Công an thành phố`, `Tỉnh ủy` is `Thành ủy`."""
    unit = load_units().get(place) if place else None
    types, parties = _words("province"), _words("province-party")
    if unit is None or unit.type not in types or unit.level != PROVINCE:
        return name
    party = _party(_norm(name))
    if party:
        return name[: -len(party)] + parties[types.index(unit.type)]
    tail = _base(name)[1]
    return name[: -len(tail)] + unit.type if tail else name


def _same(a: tuple[str, str | None], b: tuple[str, str | None]) -> bool:
    return a[1] == b[1] and _base(a[0])[0] == _base(b[0])[0]


# What happens to a body


def _scope(bare: str, place: str | None) -> str:
    level = load_units().level(place) if place else None
    if level in (DISTRICT, COMMUNE):
        return level
    return DISTRICT if _has_district_word(bare) else (PROVINCE if level else "central")


def _rows_of(name: str, place: str | None) -> list[Row]:
    """The rows that speak of the body."""
    tables, (base, _), bare = _tables(), _base(name), _norm(name)
    scope = _scope(bare, place)
    if scope == DISTRICT:
        heads = [
            (head, row) for head, row in tables.by_head if row.scope == DISTRICT and f"{bare} ".startswith(head + " ")
        ]
        longest = max((len(head) for head, _ in heads), default=0)
        return [row for head, row in heads if len(head) == longest]
    found = [row for row in tables.by_name.get(base, ()) if row.scope == scope]
    if scope == "central" and not found:  # a department named without a province: what holds in every one
        group = _ends(bare, _words("provinces")) is not None
        found = [
            row for row in tables.by_name.get(base, ())
            if row.scope == PROVINCE and not row.places and (group or not row.placed)
        ]  # fmt: skip
    if bare.startswith(tables.heads):
        found += [
            row for head, row in tables.by_head
            if row.scope == scope and bare.startswith(head) and bare not in map(_norm, row.except_names)
        ]  # fmt: skip
    return [row for row in found if (not row.places or place in row.places) and place not in row.except_places]


def _day_of(row: Row, place: str | None) -> date:
    local = _tables().places.get(place or "") if row.local else None
    return day(local.date if local else row.date)


@lru_cache(maxsize=20_000)
def _events(name: str, place: str | None, said: date | None, as_of: date) -> tuple[_Event, ...]:
    """What happens to the body up to a day, oldest first. Rows that go on under the same name are no event."""
    return tuple(sorted(_found_events(name, place, said, as_of), key=lambda e: (e.day, e.stage)))


def _found_events(name: str, place: str | None, said: date | None, as_of: date) -> Iterator[_Event]:
    groups: dict[date, list[Row]] = defaultdict(list)
    base = _base(name)[0]
    for row in _rows_of(name, place):
        when = _day_of(row, place)
        if when > as_of or (row.until and day(row.until) <= as_of) or not _speaks(row, when, said):
            continue
        if row.fields or not row.keeps:
            groups[when].append(row)
    for when, group in groups.items():
        if any(_base(row.to)[0] != base or row.scope == DISTRICT for row in group):
            yield _Event(when, ROWS, tuple(group))
    yield from _moves(place, said, as_of)


def _speaks(row: Row, when: date, said: date | None) -> bool:
    """Whether the row is about the body that a text of that day means.

    A name that was given again means the older body in texts of before that day only; a body that goes on with less is, in a later
    text, the body without what it gave away.
    """
    if row.reused:
        return said is not None and said < when
    return not (row.keeps and said is not None and said >= when)


def _moves(place: str | None, said: date | None, as_of: date) -> Iterator[_Event]:
    if place is None:
        return
    units = load_units()
    if place in units.provinces:
        groups: dict[date, list[Row]] = defaultdict(list)
        for row in _tables().unit_from.get(place, ()):
            if slug(row.to) != place and not row.keeps and day(row.date) <= as_of and _speaks(row, day(row.date), said):
                groups[day(row.date)].append(row)
        for when, group in groups.items():
            yield _Event(when, MOVES, tuple(group), tuple(slug(row.to) for row in group))
        return
    unit = units.get(place)
    if unit is not None and unit.level == COMMUNE and unit.until and unit.until <= as_of and unit.successors:
        yield _Event(unit.until, MOVES, (), unit.successors)


# Choosing among heirs


class _Choice(NamedTuple):
    row: Row | None  # None: the body itself goes on
    why: Why
    words: tuple[str, ...] = ()


def _text(task: str, own: str) -> list[str]:
    """The task's clauses for comparing, without the names of bodies, which are no sign of a field."""
    tail = " ".join(own.split()[1:])
    clauses = []
    for clause in _CLAUSES.split(task):
        bare = _tables().body_names.sub(" ", _bare(clause))
        if tail.count(" ") > 1:
            bare = bare.replace(tail, " ")
        if bare.strip():
            clauses.append(f" {' '.join(bare.split())} ")
    return clauses


def _found(row: Row, clauses: Iterable[str], words: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(w for id in row.fields for w in words[id] if any(f" {w} " in clause for clause in clauses))
    )


def _choose(name: str, event: _Event, task: str) -> list[_Choice]:
    """The heirs of a task among the rows of one day: by the words of its field, else what takes the rest, else all."""
    base, rows = _base(name)[0], event.rows
    goes_on = all(row.keeps or _base(row.to)[0] == base for row in rows) and rows[0].scope != DISTRICT
    others = [row for row in rows if _base(row.to)[0] != base or row.scope == DISTRICT]
    if not any(row.fields for row in others):
        return [_Choice(row, _plain(row, others)) for row in others]
    clauses = _text(task, base)
    chosen, used = [], _tables().words
    for used in (_tables().words, _tables().weak):
        chosen = [_Choice(row, "field", hits) for row in others if row.fields and (hits := _found(row, clauses, used))]
        if chosen:
            break
    taken = [row for row in others if row.rest]
    if chosen and (
        all(any(_found(c.row, [clause], used) for c in chosen if c.row) for clause in clauses) or not (taken or goes_on)
    ):
        return chosen
    if clauses and goes_on:
        return [*chosen, _Choice(None, "kept")]
    if clauses and taken:
        return [*chosen, *(_Choice(row, "rest" if len({r.to for r in taken}) == 1 else "all") for row in taken)]
    return [_Choice(row, "all") for row in others] + ([_Choice(None, "kept")] if goes_on else [])


def _plain(row: Row, others: list[Row]) -> Why:
    return "whole" if row.share == "whole" else "rest" if len({r.to for r in others}) == 1 else "all"


# Following the chain


class _State(NamedTuple):
    holder: Holder
    clock: tuple[date, int]
    bases: tuple[Basis, ...] = ()


def _step(state: _State, event: _Event, task: str) -> list[_State]:
    """The body after one event."""
    if event.stage == MOVES:
        return [_moved(state, event, place) for place in event.places]
    out = []
    for choice in _choose(state.holder.name, event, task):
        clock = (event.day, ROWS)
        out.append(state._replace(clock=clock) if choice.row is None else _handed(state, event.day, choice, choice.row))
    return out


def _handed(state: _State, when: date, choice: _Choice, row: Row) -> _State:
    old, units = state.holder, load_units()
    local = _tables().places.get(old.place or "") if row.local else None
    place = None if row.regional else old.place
    if row.scope == DISTRICT and place and not any(row.to in later.sources for _, later in _tables().by_head):
        place = _province_on(units.province_of(place), when)
    unsure = row.inferred or row.unconfirmed or choice.why == "all" or (row.local and not (local and local.day_sure))
    holder = Holder(
        name=_at_place(row.to, place), place=place, since=when, share="part" if "part" in (row.share, old.share) else "whole",
        inferred=old.inferred or unsure, why=max(old.why, choice.why, key=WHYS.index),
        field="; ".join(_tables().fields[id].name for id in row.fields) or old.field, words=choice.words or old.words,
        rows=(*old.rows, row.id), until=day(row.until) if row.until else old.until,
    )  # fmt: skip
    return _State(holder, (when, ROWS), _joined(state.bases, local.basis if local else row.basis))


def _province_on(place: str | None, when: date) -> str | None:
    """What the province had become before that day, where it became one thing."""
    for event in sorted(_moves(place, None, when), key=lambda e: e.day):
        if event.day < when and len(event.places) == 1:
            return _province_on(event.places[0], when)
    return place


def _moved(state: _State, event: _Event, place: str) -> _State:
    old = state.holder
    row = next((r for r in event.rows if slug(r.to) == place), None)
    bases = row.basis if row else _commune_basis(place)
    bare = _norm(old.name)
    extra = [
        m
        for m in _tables().moves
        if day(m.date) == event.day and row and any(bare.startswith(_norm(h)) for h in m.heads)
    ]
    several = len(event.places) > 1
    holder = replace(
        old, name=_at_place(old.name, place), place=place, since=event.day, share="part" if several else old.share,
        inferred=old.inferred or several or bool(row and (row.inferred or row.unconfirmed)),
        why="all" if several else max(old.why, "moved", key=WHYS.index),
        rows=(*old.rows, *((row.id,) if row else ()), *(m.id for m in extra)),
    )  # fmt: skip
    return _State(holder, (event.day, MOVES), _joined(state.bases, (*(b for m in extra for b in m.basis), *bases)))


def _commune_basis(place: str) -> tuple[Basis, ...]:
    unit: Unit | None = load_units().get(place)
    if unit is None or unit.resolution is None:
        return ()
    return (Basis(unit.resolution, ENACTED_2025.isoformat() if unit.since == WORK_2025 else None),)


def _joined(a: tuple[Basis, ...], b: tuple[Basis, ...]) -> tuple[Basis, ...]:
    return tuple(dict.fromkeys((*a, *b)))


def holders(body: str, place: str | None, as_of: date, task_text: str = "", said: date | None = None) -> list[Holder]:
    """Who holds a task of the body on a day.

    body: its name, with or without its place, abbreviations allowed; place: an id of `kg.units`, None at the centre. task_text: what is to
    be done; its words choose where the body went to several heirs. said: the day of the text that names the body; only a name that was
    given twice (`Bộ Nội vụ`) needs it. A body to which nothing has happened by then is its own holder, with `since` None.
    """
    name, place = located(body, place)
    parent = _parent(name)
    if parent and not _rows_of(name, place):
        heirs = holders(parent, place, as_of, task_text, said)
        if not any(_same((h.name, h.place), (parent, place)) for h in heirs):
            return [replace(h, share="part", inferred=True, why="parent") for h in heirs]
    todo = [_State(Holder(name=name, place=place), (date.min, MOVES))]
    done: list[Holder] = []
    while todo:
        state = todo.pop()
        events = _events(state.holder.name, state.holder.place, said, as_of)
        event = next((e for e in events if (e.day, e.stage) > state.clock), None)
        if event is not None:
            todo += _step(state, event, task_text)
        else:
            done.append(replace(state.holder, basis="; ".join(map(str, state.bases))))
    return _merged(done)


@lru_cache(maxsize=20_000)
def _parent(name: str) -> str | None:
    """The body of the table that a name ends with: `Vụ Pháp chế, Bộ Tài nguyên và Môi trường`, `Các đơn vị thuộc Bộ Công nghiệp`."""
    words = name.split()
    starts = (i for i in range(1, len(words) - 1) if words[i][:1].isupper())
    return next((tail for i in starts if _base(tail := " ".join(words[i:]))[0] in _tables().by_name), None)


def _merged(found: list[Holder]) -> list[Holder]:
    """One entry a body: several rows may lead to one heir."""
    groups: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in found:
        groups[_base(holder.name)[0], holder.place or ""].append(holder)
    out = []
    for group in groups.values():
        best = min(group, key=lambda h: (WHYS.index(h.why), -len(h.words), h.rows))
        out.append(
            replace(
                best, share="whole" if any(h.share == "whole" for h in group) else "part", inferred=all(h.inferred for h in group),
                field="; ".join(dict.fromkeys(h.field for h in sorted(group, key=lambda h: h.rows) if h.field)) if len(group) < 4 else best.field,
                words=tuple(dict.fromkeys(w for h in sorted(group, key=lambda h: h.rows) for w in h.words)),
            )
        )  # fmt: skip
    return sorted(out, key=lambda h: (h.place or "", h.name))


def successors(body: str, place: str | None, at: date | None = None) -> list[Holder]:
    """The heirs of a body on the day it ends, each with what it takes; none while it goes on. `at` is a day of its life, as in `period`."""
    end = period(body, place, at)[1]
    return holders(body, place, end, said=at) if end else []


def _places_before(place: str, as_of: date) -> set[str]:
    """The province and every one that went over into it, wholly or in part, by that day."""
    found, todo = {place}, [place]
    while todo:
        for row in _tables().unit_to.get(todo.pop(), ()):
            if day(row.date) <= as_of and not row.keeps:
                new = {slug(source) for source in row.sources} - found
                found |= new
                todo += new
    return found


def _names_before(name: str, as_of: date) -> dict[str, set[str]]:
    """Names of bodies that may have handed over to one of that name by that day -> ids of the fields handed over on the way."""
    found: dict[str, set[str]] = {name: set()}
    seen, todo = {_base(name)[0]}, [name]
    while todo:
        heir = todo.pop()
        for row in _tables().by_heir.get(_base(heir)[0], ()):
            if day(row.date) > as_of:
                continue
            for source in row.sources:
                if _base(source)[0] not in seen:
                    seen.add(_base(source)[0])
                    found[source] = set(row.fields) | found[heir]
                    todo.append(source)
                elif source in found and row.fields:
                    found[source] |= set(row.fields)
    return found


def predecessors(body: str, place: str | None, as_of: date) -> list[Predecessor]:
    """The bodies whose tasks the body has taken over by that day; with `share` part, those whose words are of `field_words`.

    To decide on one task, ask `holders` for the predecessor with the task's text. Bodies of districts are not listed: they are too many
    by name, and hand over by field; `holders` answers for each.
    """
    name, place = located(body, place)
    is_province = place is not None and place in load_units().provinces
    places: set[str | None] = {*_places_before(place, as_of)} if place and is_province else {place}
    out = []
    for source, fields in _names_before(name, as_of).items():
        for at in sorted(places, key=lambda p: p or ""):
            here = _at_place(source, at)
            if not _same((here, at), (name, place)):
                out += _predecessor(here, at, (name, place), as_of, fields)
    return sorted(out, key=lambda p: (p.place or "", p.name))


def _predecessor(
    source: str, at: str | None, heir: tuple[str, str | None], as_of: date, fields: set[str]
) -> list[Predecessor]:
    reused = [
        day(row.date) for row in _tables().by_name.get(_base(source)[0], ()) if row.reused and day(row.date) <= as_of
    ]
    before = min(reused, default=None)
    for said, limit in ((None, None), *(((before - timedelta(days=1), before),) if before else ())):
        for holder in holders(source, at, as_of, said=said):
            if _same((holder.name, holder.place), heir) and holder.since is not None:
                words = (
                    tuple(w for id in sorted(fields) for w in _tables().fields[id].words)
                    if holder.share == "part"
                    else ()
                )
                return [
                    Predecessor(
                        name=source, place=at, since=holder.since, basis=holder.basis, share=holder.share, inferred=holder.inferred,
                        why=holder.why, field=holder.field, field_words=words, before=limit,
                    )
                ]  # fmt: skip
    return []


def period(body: str, place: str | None, at: date | None = None) -> tuple[date | None, date | None]:
    """(first day, first day no more) of a body, None where not known or open. `at` is a day of its life: only a name given twice needs it."""
    name, place = located(body, place)
    starts = [start for start in _starts(name, place) if at is None or start <= at]
    ends = [e.day for e in _events(name, place, at, date.max) if e.stage == MOVES or _is_end(name, e)]
    since = max(starts) if at is not None and starts else min(starts, default=None)
    later = [end for end in ends if since is None or end > since]
    return since, min(later, default=None)


def _is_end(name: str, event: _Event) -> bool:
    base = _base(name)[0]
    return event.rows[0].scope == DISTRICT or not all(row.keeps or _base(row.to)[0] == base for row in event.rows)


def _starts(name: str, place: str | None) -> list[date]:
    base = _base(name)[0]
    starts = []
    scope = _scope(_norm(name), place)
    for row in _tables().by_heir.get(base, ()):
        here = row.share == "whole" and not row.joins and row.scope == scope and (not row.places or place in row.places)
        if here and base not in {_base(source)[0] for source in row.sources} and place not in row.except_places:
            starts.append(_day_of(row, place))
    unit = load_units().get(place) if place else None
    if unit and unit.since and not starts:
        starts.append(unit.since)
    return starts


class PlaceSuccessor(Struct, frozen=True, kw_only=True):
    """A unit that a province became, or gave a part to."""

    id: str
    since: date  # the day its government works
    in_force: date  # the day the unit exists
    basis: str
    share: Share
    area: tuple[str, ...] = ()  # what went over, where it was less than the province
    inferred: bool = False


def place_successors(place: str) -> list[PlaceSuccessor]:
    """What became of a province, oldest first, its last life alone; for a district or commune what its communes became in 2025."""
    units = load_units()
    if place in units.provinces:
        moves = [row for row in _tables().unit_from.get(place, ()) if slug(row.to) != place and not row.reused]
        return [
            PlaceSuccessor(
                id=slug(row.to), since=day(row.date), in_force=day(row.in_force or row.date), basis="; ".join(map(str, row.basis)),
                share=row.share, area=row.area, inferred=row.inferred or row.unconfirmed,
            )
            for row in sorted(moves, key=lambda row: (row.date, row.to))
        ]  # fmt: skip
    heirs = units.successors(place)
    return [
        PlaceSuccessor(
            id=heir, since=unit.since, in_force=ENACTED_2025 if unit.since == WORK_2025 else unit.since,
            basis="; ".join(map(str, _commune_basis(heir))), share="part" if len(heirs) > 1 else "whole",
        )
        for heir in heirs
        if (unit := units.get(heir)) and unit.since
    ]  # fmt: skip


def place_predecessors(place: str) -> list[PlaceSuccessor]:
    """The provinces that went over into a province, wholly or in part, oldest first: `id` is the one that was before."""
    moves = [row for row in _tables().unit_to.get(place, ()) if not row.keeps]
    found = [
        PlaceSuccessor(
            id=slug(source), since=day(row.date), in_force=day(row.in_force or row.date), basis="; ".join(map(str, row.basis)),
            share=row.share, area=row.area, inferred=row.inferred or row.unconfirmed,
        )
        for row in moves
        for source in row.sources
        if slug(source) != place
    ]  # fmt: skip
    return sorted(found, key=lambda p: (p.since, p.id))


def body_key(name: str, place: str | None) -> tuple[str, str | None]:
    """A form of a body for comparing: without its place and the word for it, abbreviations written out, and the place."""
    bare, at = located(name, place)
    return _base(bare)[0], at


def inherited_from(
    body: str, place: str | None, candidates: Iterable[tuple[str, str | None]], as_of: date
) -> list[tuple[str, str | None]]:
    """Those of the candidates whose tasks, or some of them, have gone to the body by that day; districts and groups included.

    Complete where `predecessors` can only name the bodies of the table: ask it with the bodies of a graph, then `holders` for each task.
    """
    heir = located(body, place)
    found = []
    for candidate in candidates:
        mine = located(*candidate)
        if not _same(mine, heir) and any(
            _same((h.name, h.place), heir)
            for said in (None, date.min)
            for h in holders(*candidate, as_of, said=said)
            if h.since
        ):
            found.append(candidate)
    return found
