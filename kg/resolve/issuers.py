"""Who issued a cited document: said once for several, without its place, in a paper of another level."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.resolve.comparing import family
from kg.text import fold, key
from kg.units import COMMUNE, canonical_place, load_units

_UNIT_BEFORE = lexicon.pattern(r"(?<![^\W_]){units_and_committees}\s+")
_PROVINCE_BEFORE = lexicon.pattern(r"(?<![^\W_]){provinces_and_committees}\s+")
_LAST_UNIT = lexicon.pattern(r"\s+({unit_words}|{city_abbreviated})$", re.I)
_PROVINCE_LEVEL = compiled("|".join(re.escape(key(t).split()[0]) for t in lexicon.group("province_types")))
_COMMUNE_COMMITTEE = lexicon.pattern(r"(?<![^\W_]){commune_committee}$", re.I)
_COMMITTEE = lexicon.pattern(r"({committee_levels}) {committee_end}$", re.I)


def with_shared_issuers(low: str, citations: list[Citation]) -> list[Citation]:
    """`Chỉ thị số 1 ngày … và Chỉ thị số 5 ngày … của Thủ tướng`: the issuer belongs to both."""
    made = list(citations)
    for i in range(len(made) - 2, -1, -1):
        c, after = made[i], made[i + 1]
        if c.issuer or c.pointer or not after.issuer or after.pointer or not c.number or not after.number:
            continue
        if _body_letters(c) != _body_letters(after) and (
            _letters(c) != _letters(after) or (c.type and after.type and family(c.type) != family(after.type))
        ):
            continue
        told = key(lexicon.issuer_of(c.symbol) or "")
        if told not in key(after.issuer) and key(after.issuer) not in told:
            continue  # `Hướng dẫn số 09-HD/BTCTW, Hướng dẫn 12 của Ban Tuyên giáo Trung ương`: the letters name another body
        if lexicon.pattern(r"\s*(?:,|{and}|,\s*{and}|;)\s*").fullmatch(low[c.end : after.start]):
            made[i] = replace(c, issuer=after.issuer, issuer_local=after.issuer_local)
    for i in range(1, len(made)):
        c, earlier = made[i], made[i - 1]
        if not earlier.before or c.issuer or c.before or not c.number or c.pointer:
            continue
        between = low[earlier.end : c.start]
        if lexicon.pattern(r"\s*(?:,|{and}|,\s*{and})\s*").fullmatch(between) or (
            len(between) < 400 and not re.search(r"[;\n]|\.\s", between) and _share_body(c, earlier)
        ):
            made[i] = replace(c, before=earlier.before, before_local=earlier.before_local)
    return made


def _share_body(a: Citation, b: Citation) -> bool:
    """Do the symbols have letters of one body in common (`3954/TTr-SLĐTBXH`, `4187/SLĐTBXH-GDNN`)?"""
    kinds = {letters for letters, _ in lexicon.type_letters()}
    mine, theirs = ({x for x in re.split(r"[-/]", fold(c.symbol or ""))[1:] if len(x) > 2} - kinds for c in (a, b))
    return bool(mine & theirs)


def _body_letters(c: Citation) -> str | None:
    """The body's part of a symbol, `tu` of `31-CT/TU`, `ubnd` of `03/CT-UBND`; None without a type's letters before it."""
    parts = re.split(r"[-/]", fold(c.symbol or ""))
    return parts[-1] if len(parts) > 2 and not parts[-1].isdigit() else c.symbol


def _letters(c: Citation) -> str:
    """The letters of a symbol's type, `/qđ` of `12/QĐ-UBND`."""
    letters = re.sub(r"^[\d.]+[a-zđ]?(?:/\d{4})?", "", fold(c.symbol or "")).split("-")
    return letters[0 if "/" in (c.symbol or "") else -1]


def central_committee(term: str | None) -> str:
    """The Party's Central Committee, of a term where one is told."""
    return lexicon.phrases("central_committee")[0] + (f" {lexicon.printed('term')} {term}" if term else "")


def names_a_place(issuer: str) -> bool:
    """Does a body's name hold a place, and not its kind alone?"""
    return any(issuer[m.end()].isupper() for m in _UNIT_BEFORE.finditer(fold(issuer)) if m.end() < len(issuer))


def _placed(issuer: str, unit: str) -> str:
    """`Ủy ban nhân dân tỉnh` -> `Ủy ban nhân dân tỉnh Sơn La`; `Tỉnh ủy` -> `Tỉnh ủy Sơn La`."""
    word = _LAST_UNIT.search(issuer)
    first = unit.split(",")[0]
    level = lexicon.pattern(r"({unit_words})\s+", re.I).match(first)
    units = unit.split(", ")
    if word:
        fit = next((u for u in units if key(u).startswith(key(word[1]) + " ")), None)
        return f"{issuer[: word.start()]} {fit}" if fit else issuer
    name = (
        units[-1][len(level[0]) :]
        if level and len(units) == 1
        else lexicon.pattern(r"^{province_types}\s+", re.I).sub("", units[-1])
    )
    committee = _COMMITTEE.search(issuer)
    if committee:
        fit = next((u for u in units if key(u).startswith(key(committee[1]))), None)
        if fit is None and (level or not _PROVINCE_LEVEL.match(key(committee[1]))):
            return issuer  # `Tỉnh ủy` in a paper of a district, `Huyện ủy` in one of a province
        return f"{issuer} {_without_kind(fit) if fit else name}"
    return f"{issuer} {units[-1]}"


def issuer_here(issuer: str, unit: str, place: str | None) -> tuple[str, str | None]:
    """A body without a place is that of the paper (of `unit`, at `place`); one of a province, in a paper of a district or commune, that of the province it lies in."""
    units = load_units()
    province = units.get(units.province_of(place) or "") if place else None
    if province is None or province.id == place:
        return _placed(issuer, unit), place
    if not key(unit).endswith(key(province.name)):
        unit = f"{unit}, {province.label}"
    if units.level(str(place)) == COMMUNE and _COMMUNE_COMMITTEE.search(issuer):
        return f"{issuer} {unit.split(', ')[0]}", place  # `Ban Thường vụ Đảng ủy`
    full = _placed(issuer, unit)
    name = _without_kind(unit.split(", ")[0])
    return full, place if key(full).endswith(key(name)) else province.id


def _without_kind(unit: str) -> str:
    """`huyện Mai Sơn` -> `Mai Sơn`"""
    return lexicon.pattern(r"^{unit_words} +", re.I).sub("", unit)


def is_of_unit(issuer: str, unit: str) -> bool:
    """`HĐND xã Lương Minh`, in a paper of that commune."""
    return bool(unit) and key(issuer).endswith(f" {key(unit.split(', ')[0])}")


def place_of(issuer: str) -> str | None:
    """The province that a body's name holds."""
    for m in _PROVINCE_BEFORE.finditer(fold(issuer)):
        if m.end() < len(issuer) and issuer[m.end()].isupper():
            start = m.end() if lexicon.word("committee_end") in m.group() else m.start()
            return canonical_place(issuer[start:])
    return None
