"""The side of the issuer: its units, its province, the body that has departments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.compiled import compiled
from kg.model import Entity
from kg.recognise.agencies.words import CAPITAL, Lexicon, Province, first_capital, lexicon
from kg.recognise.lexicon import word as pattern_word
from kg.text import fold, slug
from kg.units import load_units

_CONSOLIDATED = pattern_word("consolidated")
NAME = compiled(rf"{CAPITAL}(?:(?: - |-| ){CAPITAL}){{0,5}}|\d{{1,2}}(?![\w/.-]\d)")
_WORD = compiled(r"[\w’']+")


class Own(NamedTuple):
    """The side of the issuer: its units by kind (`tỉnh` -> `tỉnh Kon Tum`), the lowest of them, its province, the body that has departments."""

    units: dict[str, str]
    unit: str
    province: str
    place: str | None
    body: str | None
    home: str | None = None  # the id of its province
    # the Party's committee that issues it, or whose standing one does; an organisation with departments of its own
    committee: str | None = None
    office: str | None = None  # a Sở or another body of a province: where nothing is said its departments are meant
    issuer: str = ""


@lru_cache(maxsize=1)  # asked of one document by each who reads local names
def own_side(own: Entity) -> Own:
    """What the header tells of the issuer."""
    lex = lexicon()
    issuer = own.issuer or ""
    at = f"-{own.place}"
    province = next((p for some in lex.provinces.values() for p in some if at.endswith(f"-{p.id}")), None)
    units, lower, named = _units_of(lex, issuer)
    province = province or named
    if province is None and not lower:
        tails = (" ".join(issuer.split()[-n:]) for n in (4, 3, 2))
        province = next((p for p in map(lex.province, tails) if p), None)
    if province:
        units[lex.kind_of(province.full)] = province.full
    if not province and not lower and (told := _of_title(lex, own.title or "")):
        units[told.kind] = told.full
    full = province.full if province else ""
    place = own.place or (province.id if province else slug(lower) or None)
    body = _body(lex, fold(issuer), full, (own.type or "").endswith(_CONSOLIDATED))
    committee = _committee(lex, issuer, lower, full)
    office = body or (issuer if fold(issuer).startswith(lex.divided) else None)
    office = office if full and (not lower or fold(issuer).startswith(lex.houses)) else None
    return Own(units, lower or full, full, place, body, province.id if province else None, committee, office, issuer)


def _committee(lex: Lexicon, issuer: str, lower: str, province: str) -> str | None:
    """`Huyện ủy Đô Lương, tỉnh Nghệ An`, `Đảng ủy xã Tân Hưng, tỉnh Tây Ninh`: the Party's committee of the issuer's unit, by its full name; or the
    organisation that issues the paper (`Tỉnh đoàn Thái Bình`).
    """
    unit = lower or province
    if not unit:
        return None
    if organisation := lex.organisations.search(fold(issuer)):
        return first_capital(issuer[organisation.start() :])
    kind = lex.kind_of(unit)
    within = f", {province}" if lower and province else ""
    word = lex.committees.search(fold(issuer))
    if word and lex.committee_of[word["word"]] == kind:
        return f"{first_capital(word['word'])} {unit[len(kind) + 1 :]}{within}"
    return f"{first_capital(lex.committee)} {unit}{within}" if lower and lex.committee in fold(issuer) else None


def _units_of(lex: Lexicon, issuer: str) -> tuple[dict[str, str], str, Province | None]:
    """The units below a province that the issuer's name holds, by kind, the first of them, and the province that it holds."""
    low = f" {fold(issuer)}"
    units: dict[str, str] = {}
    lower, province = "", None
    for found in lex.unit_list.finditer(low):
        name = NAME.match(issuer, found.end())
        if not name or found["rest"] or found["many"]:
            continue
        kind, level = lex.units[found["first"]]
        known = province_at(lex, issuer, name, kind)
        if known and level == lex.ranks[1]:
            province = province or known[0]
        else:
            lower = lower or f"{kind} {name.group()}"
            units.setdefault(kind, f"{kind} {name.group()}")
    for word in lex.committees.finditer(low):
        name = NAME.match(issuer, word.end())
        kind = lex.committee_of[word["word"]]
        stop = known_end(issuer, kind, name) if name else 0
        if name and stop and lex.units[kind][1] != lex.ranks[1]:
            lower = lower or f"{kind} {issuer[name.start() : stop]}"
            units.setdefault(kind, lower)
    return units, lower, province


def _of_title(lex: Lexicon, title: str) -> Province | None:
    """The one province that the title of a central paper speaks of (`tại buổi làm việc với thành phố Đà Nẵng`)."""
    found: set[Province] = set()
    for unit in lex.unit_list.finditer(fold(title)):
        name = NAME.match(title.title() if title.isupper() else title, unit.end() + 1)
        known = province_at(lex, title, name, lex.units[unit["first"]][0]) if name else None
        if known:
            found.add(known[0])
    return found.pop() if len(found) == 1 else None


def _body(lex: Lexicon, issuer: str, province: str, consolidated: bool) -> str | None:
    """The issuing body, where it has departments (a ministry, a Sở). In a consolidated text a law speaks, not the office that put it together."""
    found = [lex.entries[i] for i, _, _ in lex.words.find(issuer)]
    central = [
        e for e in found if e.use == "closed" and e.row and not e.row.sole and not (consolidated and e.row.part_of)
    ]
    if central and not province:
        return central[-1].name
    sector = [e for e in found if e.use == "field"]
    return f"{sector[-1].name} {province}".strip() if sector else None


def province_at(lex: Lexicon, text: str, name: re.Match[str], kind: str = "") -> tuple[Province, int] | None:
    """The longest province's name at the beginning of words with a capital, and where it ends."""
    ends = [w.end() for w in _WORD.finditer(text, name.start(), name.end())]
    for end in reversed(ends[:6]):
        known = lex.province(text[name.start() : end], kind)
        if known:
            return known, end
    return None


def known_end(text: str, kind: str, name: re.Match[str]) -> int:
    """Where the longest name of a known unit of that kind ends; 0 where none is known."""
    ends = [w.end() for w in _WORD.finditer(text, name.start(), name.end())][:4]
    known = load_units().known
    return next((end for end in reversed(ends) if known(f"{kind} {text[name.start() : end]}")), 0)
