"""Administrative units in time: provinces, districts, communes, each with its period; a place by any name a text gives it.

Provinces are a small table; districts and communes are read only when one of them is asked for. An id is made of type and name, with
the unit above for what lies below a province (`tinh-son-la`, `huyen-mai-son-tinh-son-la`), since a code is given again and is no identity.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from kg.tables import load_rows, ontology
from kg.text import key, plain, slug
from kg.toml import kept

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
WORK_2025 = date(2025, 7, 1)  # districts end, new communes and provinces work
# 34 resolutions of the Standing Committee are of one day, which is not the day the new communes went to work.
ENACTED_2025 = date(2025, 6, 16)
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


class Unit(Struct, frozen=True, kw_only=True):
    """A unit with its period: it is one from `since` to the day before `until` (None: not known, or open)."""

    id: str
    level: str
    type: str  # the word: "tỉnh"
    name: str  # without the type
    code: str | None = None
    parent: str | None = None
    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()  # of a commune; several: it was divided, the one with most of it first
    resolution: str | None = None  # that made the unit
    gap: tuple[date, date] | None = None  # was no unit between the two

    def at(self, day: date) -> bool:
        """Whether the unit existed on that day, as far as its dates are known."""
        if not (self.since or FIRST) <= day < (self.until or LAST):
            return False
        return self.gap is None or not self.gap[0] <= day < self.gap[1]

    @property
    def label(self) -> str:
        return f"{self.type} {self.name}"


class _ProvinceRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    code_old: str | None = None
    code: str | None = None
    since: str | None = None
    until: str | None = None
    gap: tuple[str, str] | None = None
    city_of: str | None = None


class _TypeRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    level: str
    word: str
    short: tuple[str, ...] = ()


class _Below(Struct, frozen=True):
    """What lies below provinces: the units, and their ids by name."""

    units: list[Unit]
    names: dict[str, list[str]]


def day(text: str) -> date:
    """An ISO date; of a year or a month alone its first day."""
    return date.fromisoformat(text + "-01-01"[(len(text) - 4) :] if len(text) < 10 else text)


_NOISE = re.compile(r"[\s.,;:\-'’()]+")
_PARTS = re.compile(r"\s*[,;]\s*|\s+-\s+")


def _norm(text: str) -> str:
    return _NOISE.sub(" ", key(text)).strip()


class Units:
    """All units. Lookups by name first compare with diacritics, then without."""

    def __init__(self) -> None:
        rows = load_rows("units_provinces", _ProvinceRow)
        self.provinces = {row.id: _province(row) for row in rows}
        self.aliases = {row.id: row.aliases for row in rows}
        self._city_before = {row.id: _city_before(row) for row in rows if row.city_of}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            for name in (row.name, *row.aliases):
                self._add(self._by_name, name, row.id)
        self._codes = {(row.code_old, True): row.id for row in rows} | {
            (row.code, False): row.id for row in reversed(rows) if not row.until or row.until > "2025-07-01"
        }

    @staticmethod
    def _add(index: dict[str, list[str]], name: str, unit: str) -> None:
        exact = _norm(name)
        for form in dict.fromkeys((exact, plain(exact))):
            if unit not in index[form]:
                index[form].append(unit)

    @cached_property
    def _types(self) -> list[tuple[str, str, str]]:
        """(word as a text writes it, level, word of the table), longest first."""
        rows = load_rows("units_types", _TypeRow)
        return sorted(
            {(form, r.level, r.word) for r in rows for w in (r.word, *r.short) for form in (_norm(w), plain(_norm(w)))},
            key=lambda t: (-len(t[0]), t),
        )

    def get(self, id: str) -> Unit | None:
        """The unit of that id; a province is found without reading the rest."""
        return self.provinces.get(id) or self.lower.get(id)

    def level(self, id: str) -> str | None:
        """`province`, `district`, `commune`, or None for an unknown id."""
        unit = self.get(id)
        return unit.level if unit else None

    def label(self, id: str) -> str:
        """`huyện Mai Sơn, tỉnh Sơn La`; an unknown id as it is."""
        unit = self.get(id)
        if unit is None:
            return id
        return unit.label if unit.parent is None else f"{unit.label}, {self.label(unit.parent)}"

    def province_of(self, id: str) -> str | None:
        """The province or city that a unit lies in (itself for a province)."""
        unit = self.get(id)
        while unit is not None and unit.parent is not None:
            unit = self.get(unit.parent)
        return unit.id if unit else None

    def province_at(self, name: str, day: date) -> Unit | None:
        """The province or centrally run city of that name (with or without its type) that existed on that day."""
        for id in self._province_ids(_norm(name)):
            if self.provinces[id].at(day):
                return self.provinces[id]
        return None

    def place(self, text: str, day: date | None = None, within: str | None = None) -> str | None:
        """The id of the place a text names, or None.

        `day` is the date of the text: where a name was given twice, the unit of that day is meant. `within` is the province
        (or district) that the text is about; it chooses between communes and districts of one name.
        """
        parts = [part for part in _PARTS.split(text.strip()) if part]
        if len(parts) > 1 and not self._province_ids(_norm(text)):
            for part in reversed(parts[1:]):
                within = self.place(part, day, within) or within
            return self.place(parts[0], day, within)
        name = _norm(text)
        return self._province(name, day) or self._below(name, day, within) or self._tail(name, day)

    def _tail(self, name: str, day: date | None) -> str | None:
        """`huyện mai sơn tỉnh sơn la`: the province stands behind without a comma."""
        words = name.split(" ")
        for i in range(2, len(words) - 1):
            tail = self._province(" ".join(words[i:]), day)
            if tail is not None and self._typed(" ".join(words[i:])):
                return self._below(" ".join(words[:i]), day, tail)
        return None

    def _typed(self, name: str) -> list[tuple[str, str, str]]:
        """(level, word, rest) for each reading of the type at the beginning of a name."""
        return [
            (level, word, name[len(form) + 1 :]) for form, level, word in self._types if name.startswith(form + " ")
        ]

    def _province_ids(self, name: str) -> list[str]:
        found = list(self._by_name.get(name, ()))
        for level, word, rest in self._typed(name):
            if level == PROVINCE:
                found += [id for id in self._by_name.get(rest, ()) if self.provinces[id].type == word]
        return list(dict.fromkeys(found))

    def _province(self, name: str, day: date | None) -> str | None:
        ids = self._province_ids(name)
        if not ids:
            return None
        if day is None:
            usual = [id for id in ids if (self.provinces[id].since or FIRST) < date(2026, 1, 1)]
            return usual[0] if usual else self._before(ids[0])
        then = next((id for id in ids if self.provinces[id].at(day)), None)
        if then:
            return then
        first = self.provinces[ids[0]]
        return self._before(ids[0]) if first.since and day < first.since else ids[0]

    def _before(self, id: str) -> str:
        """The city of the same name inside a province, where there was one before this became a province itself."""
        return self._city_before[id].id if id in self._city_before else id

    def _below(self, name: str, day: date | None, within: str | None) -> str | None:
        readings = [(level, word, rest) for level, word, rest in self._typed(name) if level != PROVINCE]
        for level, word, rest in readings:
            found = [
                u
                for u in map(self.lower.__getitem__, self._lower_names.get(rest, ()))
                if u.level == level and u.type == word
            ]
            if within is not None:
                found = [u for u in found if self._inside(u, within)]
            if day is not None:
                found = [u for u in found if u.at(day)] or found
            if len(found) == 1:
                return found[0].id
        return None

    def known(self, text: str) -> bool:
        """Whether a district or commune of that name is known, whatever its type was at a time (reads the large table)."""
        return any(
            self.lower[id].level == level
            for level, _, rest in self._typed(_norm(text))
            for id in self._lower_names.get(rest, ())
        )

    def _inside(self, unit: Unit, within: str) -> bool:
        """Whether the unit lies, or lay, in `within`; a unit of before 2025 counts for the province that took its own over too."""
        chain = [unit, *map(self.get, self.successors(unit.id)[:1])]
        while chain:
            above = chain.pop()
            if above is not None and above.parent is not None:
                if above.parent == within:
                    return True
                chain.append(self.get(above.parent))
        return False

    @cached_property
    def lower(self) -> dict[str, Unit]:
        """Districts and communes by id (reads the large table)."""
        return {unit.id: unit for unit in self._below_provinces.units}

    @cached_property
    def _lower_names(self) -> dict[str, list[str]]:
        return self._below_provinces.names

    @cached_property
    def _below_provinces(self) -> _Below:
        tables, here = ontology() / "tables", Path(__file__)
        others = (tables / "units_provinces.toml", tables / "units_types.toml", here, here.with_name("text.py"))
        return kept(tables / "units_lower.tsv", _Below, self._read_below, *others)

    def _read_below(self) -> _Below:
        lines = (ontology() / "tables" / "units_lower.tsv").read_text("utf-8")
        words = {row.id: row.word for row in load_rows("units_types", _TypeRow)}
        units = [*self._city_before.values(), *_read_lower(lines, words, self._codes)]
        names: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            self._add(names, unit.name, unit.id)
        return _Below(units, names)

    @cached_property
    def _below_of(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for unit in self.lower.values():
            index[unit.parent or ""].append(unit.id)
        return index

    def below(self, id: str, day: date | None = None) -> list[Unit]:
        """The units directly below one, those of a day where one is given."""
        return [u for u in map(self.lower.__getitem__, self._below_of.get(id, ())) if day is None or u.at(day)]

    def successors(self, id: str) -> tuple[str, ...]:
        """Ids of what a district or commune became: of a commune in the table, of a district those of its communes."""
        unit = self.lower.get(id)
        if unit is None or unit.successors or unit.level != DISTRICT:
            return unit.successors if unit else ()
        return tuple(dict.fromkeys(heir for commune in self.below(id) for heir in commune.successors))


def _province(row: _ProvinceRow) -> Unit:
    return Unit(
        id=row.id, level=PROVINCE, type=row.type, name=row.name, code=row.code or row.code_old,
        since=day(row.since) if row.since else None, until=day(row.until) if row.until else None,
        gap=(day(row.gap[0]), day(row.gap[1])) if row.gap else None,
    )  # fmt: skip


def _city_before(row: _ProvinceRow) -> Unit:
    return Unit(
        id=f"{row.id}-{row.city_of}", level=DISTRICT, type=row.type, name=row.name, parent=row.city_of,
        until=day(row.since) if row.since else None,
    )  # fmt: skip


class _Line(NamedTuple):
    """A line of `units_lower.tsv` with what its block says."""

    block: str  # old, new, later
    head: tuple[str, ...]  # the block's own fields
    code: str
    letter: str
    name: str
    parent: str
    heirs: str


def _lines(text: str, words: dict[str, str], provinces: dict[tuple[str | None, bool], str]) -> Iterator[_Line]:
    """The file's own head describes its blocks."""
    block, province, district = "", "", ""
    head: tuple[str, ...] = ()
    for line in text.splitlines():
        code, *rest = line.split("\t")
        if code.startswith("#"):
            continue
        if code.startswith("="):
            block, head = code[1:], tuple(rest)
            province = provinces[head[0], block == "old"]
            continue
        top = block != "old" or code.startswith(">")
        yield _Line(block, head, code, rest[0], rest[1], province if top else district, "".join(rest[2:]))
        if block == "old" and top:
            district = _plain_id(words[rest[0]], rest[1], province)


def _plain_id(word: str, name: str, parent: str) -> str:
    return f"{slug(f'{word} {name}')}-{parent}"


def _read_lower(text: str, words: dict[str, str], provinces: dict[tuple[str | None, bool], str]) -> Iterator[Unit]:
    """Units of `units_lower.tsv`. Two that differ in diacritics alone (`Mỹ Tho`, `Mỹ Thọ`) take their code into the id."""
    lines = list(_lines(text, words, provinces))
    plain_ids = [_plain_id(words[line.letter], line.name, line.parent) for line in lines]
    count = Counter(zip((line.block for line in lines), plain_ids, strict=True))
    ids = [
        id if count[line.block, id] == 1 else f"{id}-{line.code.lstrip('>')}"
        for line, id in zip(lines, plain_ids, strict=True)
    ]
    new = {line.code: id for line, id in zip(lines, ids, strict=True) if line.block == "new"}
    later = {line.code: (id, day(line.head[3])) for line, id in zip(lines, ids, strict=True) if line.block == "later"}
    for line, id in zip(lines, ids, strict=True):
        heir, change = later.get(line.code, (None, None)) if line.block != "old" else (None, None)
        heirs = tuple(new[code] for code in line.heirs.split("+")) if line.heirs else ()
        yield Unit(
            id=id, level=DISTRICT if line.code.startswith(">") else COMMUNE, type=words[line.letter], name=line.name,
            code=line.code.lstrip(">"), parent=line.parent,
            since={"old": None, "new": WORK_2025, "later": change}[line.block],
            until={"old": WORK_2025, "new": change, "later": None}[line.block],
            successors=(heir,) if heir and line.block == "new" else heirs,
            resolution=line.head[1] if line.block != "old" else None,
        )  # fmt: skip


@cache
def load_units() -> Units:
    """The units, read once; the districts and communes only when asked for."""
    return Units()


def province_at(name: str, day: date) -> Unit | None:
    """See `Units.province_at`."""
    return load_units().province_at(name, day)


def canonical_place(text: str, day: date | None = None, within: str | None = None) -> str | None:
    """See `Units.place`."""
    return load_units().place(text, day, within)
