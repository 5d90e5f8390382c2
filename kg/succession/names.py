"""How bodies are called: with and without their places, in a form for comparing, and as they are called elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import cache, lru_cache

from kg.succession.rows import NameRow, WordRow
from kg.tables import load_rows
from kg.text import fold, key
from kg.units import COMMUNE, PROVINCE, Unit, load_units

_SIGNS = re.compile(r"[\W_]+")


@cache
def table_words(id: str) -> tuple[str, ...]:
    """The words of a row of `succession_words.toml`."""
    return next(row.words for row in load_rows("succession_words", WordRow) if row.id == id)


def comparable(text: str) -> str:
    """For comparing: words alone, any case and tone placement; the plural word is dropped, since a group with it and without it is one."""
    plural = table_words("plural")
    return " ".join(word for word in _SIGNS.sub(" ", key(text)).split() if word not in plural)


@lru_cache(maxsize=20_000)
def norm(name: str) -> str:
    """`comparable` for names, which come again and again."""
    return comparable(name)


@cache
def aliases() -> list[tuple[str, str]]:
    """(abbreviation for comparing, full name), longest first."""
    pairs = {(norm(alias), row.name) for row in load_rows("succession_names", NameRow) for alias in row.aliases}
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))


@cache
def alias_starts() -> tuple[str, ...]:
    """What a name with an abbreviation begins with, for comparing."""
    return tuple(alias + " " for alias, _ in aliases())


def ends_with(bare: str, words: Iterable[str]) -> str | None:
    """Which of the words a name ends with."""
    return next((word for word in words if bare == norm(word) or bare.endswith(" " + norm(word))), None)


@lru_cache(maxsize=20_000)
def _parted(name: str) -> tuple[str, str]:
    """(`công an`, `tỉnh`) of `Công an tỉnh`: the name for comparing without the type of its place, and that word."""
    bare = norm(name)
    party = party_word(bare)
    if party:
        return bare[: -len(party)] + norm(table_words("province-party")[0]), ""
    if has_district_word(bare):
        return bare, ""
    group = ends_with(bare, table_words("provinces"))
    if group and bare != norm(group):
        return bare[: -len(norm(group))].rstrip(), ""
    word = ends_with(bare, table_words("province"))
    return (bare[: -len(word) - 1], word) if word and bare != word else (bare, "")


@lru_cache(maxsize=20_000)
def core(name: str) -> str:
    """A name for comparing, without the type of its place: `công an` of `Công an tỉnh`; all communes are one group, with special zones or without."""
    bare, communes = _parted(name)[0], table_words("communes")
    group = ends_with(bare, communes[1:])
    return bare[: -len(norm(group))] + norm(communes[0]) if group else bare


def place_word(name: str) -> str:
    """The type of its place that a name ends with, for comparing: `tỉnh` of `Công an tỉnh`, else ""."""
    return _parted(name)[1]


def party_word(bare: str) -> str | None:
    """The word for a committee of the Party in a province that a name, for comparing, ends with: `Tỉnh ủy`, `Thành ủy`."""
    return None if has_district_word(bare) else ends_with(bare, table_words("province-party"))


@lru_cache(maxsize=20_000)
def has_district_word(bare: str) -> bool:
    """Whether a name, for comparing, is that of a body of a district or below."""
    for chance in table_words("not-district"):
        bare = bare.replace(norm(chance), "")
    return any(f" {norm(word)} " in f" {bare} " for word in table_words("district"))


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
        below = has_district_word(norm(name)) or bears_city(name[: -len(unit.label)])
        cut = unit.label if below else unit.name
        name, place = name[: -len(cut)].rstrip(" ,"), unit.id
    elif given and fold(name).endswith(" " + fold(given.name)):
        name = name[: -len(given.name)].rstrip()
    bare = norm(name) + " "
    if bare.startswith(alias_starts()):
        alias, full = next(pair for pair in aliases() if bare.startswith(pair[0] + " "))
        return full + _after(name, alias), place
    return name, place


def bears_city(name: str) -> bool:
    """Does a name, its own place taken off, name a city: `Ủy ban nhân dân thành phố Phú Quốc`, `Thành ủy Đồng Hới`? It is one below the province."""
    low = fold(name)
    ends = (low.find(f"{fold(word)} ") + len(word) for word in table_words("city") if f"{fold(word)} " in low)
    return any(name[end + 1 : end + 2].isupper() for end in ends)


@lru_cache(maxsize=20_000)
def placed(name: str, place: str | None) -> tuple[str, str | None]:
    """`located`, and a body of a commune at that commune (reads the large table): `Ủy ban nhân dân xã An Thủy, huyện Lệ Thủy` -> (`Ủy ban nhân dân xã`, its id)."""
    bare, at = located(name, place)
    units, low = load_units(), fold(name)
    if at is None or not any(f" {fold(word)} " in low for word in table_words("commune")):
        return bare, at
    unit = units.get(at)
    if unit is not None and unit.level == COMMUNE:
        start = low.find(f" {fold(unit.label)}")
        return (name[: start + 1 + len(unit.type)], at) if start > 0 else (bare, at)
    until = unit.until - timedelta(days=1) if unit is not None and unit.until else None
    for word in table_words("commune"):
        end = low.find(f" {fold(word)} ") + 1 + len(word)
        named = end > len(word) and not any(low[:end].endswith(fold(w)) for w in table_words("not-commune"))
        if named and (found := units.place(name[end - len(word) :], until, at)) and found not in units.provinces:
            return located(name[:end])[0], found
    return bare, at


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
        if norm(name[:end]) == alias and (end == len(name) or name[end] == " "):
            return name[end:]
    return ""


def label(name: str, place: str | None) -> str:
    """The full name with its place: `Sở Tài chính tỉnh Sơn La`, `Công an thành phố Huế`, `Tỉnh ủy Sơn La`."""
    unit = load_units().get(place) if place else None
    if unit is None:
        return name
    if party_word(norm(name)):
        return f"{name} {unit.name}"
    tail, of_it = place_word(name), unit.label if unit.level == PROVINCE else load_units().label(unit.id)
    if not tail and name.endswith(f" {unit.type}"):
        tail = unit.type  # `Ủy ban Mặt trận Tổ quốc Việt Nam xã`
    return f"{name[: -len(tail)].rstrip() if tail else name} {of_it}"


def at_place(name: str, place: str | None) -> str:
    """The name as it is in that place: `Công an tỉnh` in a city is `Công an thành phố`, `Tỉnh ủy` is `Thành ủy`."""
    unit = load_units().get(place) if place else None
    types, parties = table_words("province"), table_words("province-party")
    if unit is not None and unit.level == COMMUNE and (kind := ends_with(norm(name), table_words("commune"))):
        return name[: -len(kind)] + unit.type
    if unit is None or unit.type not in types or unit.level != PROVINCE:
        return name
    party = party_word(norm(name))
    if party:
        return name[: -len(party)] + parties[types.index(unit.type)]
    tail = place_word(name)
    return name[: -len(tail)] + unit.type if tail else name


def same_body(a: tuple[str, str | None], b: tuple[str, str | None]) -> bool:
    """Whether two names with their places are of one body."""
    return a[1] == b[1] and core(a[0]) == core(b[0])


def body_key(name: str, place: str | None) -> tuple[str, str | None]:
    """A form of a body for comparing: without its place and the word for it, abbreviations written out, and the place."""
    bare, at = placed(name, place)
    return core(bare), at
