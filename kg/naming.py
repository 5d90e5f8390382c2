"""How a thing is keyed and named: symbols taken apart, forms for comparing, block keys, and readable ids."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from kg.model import AGENCY, DOCUMENT, INITIATIVES, PROJECT, Entity
from kg.tables import load_rows
from kg.text import fold, key, plain, slug


class IdentityRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of identity.toml."""

    id: str
    note: str = ""
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    short: dict[str, str] = {}
    dates: dict[str, str] = {}
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@cache
def rules() -> dict[str, IdentityRow]:
    """Rows of identity.toml by id."""
    return {row.id: row for row in load_rows("identity", IdentityRow)}


class LawRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of law_versions.toml: a law that is cited by name, and the acts that bore that name."""

    id: str
    type: str
    name: str
    versions: dict[str, str]  # number -> day, or year, of adoption


class LawVersion(Struct, frozen=True):
    """One act of a law's name."""

    symbol: str
    date: str | None
    year: int

    @property
    def since(self) -> str:
        return self.date or f"{self.year}-01-01"


@cache
def law_versions() -> dict[str, tuple[LawVersion, ...]]:
    """Known versions of each law, by `family:name key`, oldest first."""
    found: dict[str, tuple[LawVersion, ...]] = {}
    for row in load_rows("law_versions", LawRow):
        versions = [LawVersion(s, d if len(d) > 4 else None, int(d[:4])) for s, d in row.versions.items()]
        found[f"{type_key(row.type)}:{name_key(row.name)}"] = tuple(sorted(versions, key=lambda v: (v.since, v.symbol)))
    return found


@cache
def _names_by_number() -> dict[tuple[str, int, str, str], str]:
    result = {}
    for law, versions in law_versions().items():
        for version in versions:
            symbol = parse_symbol(version.symbol)
            result[symbol.number, version.year, symbol.series, law.split(":")[0]] = law
    return result


def law_of_number(symbol: Symbol | None, kind: str, year: int | None) -> str | None:
    """The law, as `family:name key`, that a number is known to be a version of."""
    if symbol is None or not (symbol.year or year):
        return None
    return _names_by_number().get((symbol.number, symbol.year or year or 0, symbol.series, kind))


@cache
def codes(row: str) -> frozenset[str]:
    return frozenset(slug(code) for code in rules()[row].codes)


@cache
def words(row: str) -> tuple[str, ...]:
    return tuple(slug(word) for word in rules()[row].words)


class Symbol(Struct, frozen=True):
    """A document number taken apart, without case, diacritics and leading zeros."""

    number: str  # "1249a", "66.18"
    year: int | None
    tokens: tuple[str, ...]  # ("nd", "cp")
    letters: str  # "ndcp"
    series: str  # letters in which misprints and both spellings of a series agree: `TW` and `TƯ`; `UBTVQH12` and `NQ-UBTVQH12`
    central: bool  # issued by a body that exists once
    local: bool  # issued by a body that exists in many places
    party: bool  # a central paper of the Party: its numbers run through a term
    assembly: bool  # of a series that several types share


def _symbol(number: str, year: int | None, tokens: tuple[str, ...]) -> Symbol:
    letters = "".join(tokens)
    last = tokens[-1] if tokens else ""
    central = any(_bare(t) in codes("central") or t.endswith("tw") for t in tokens)
    return Symbol(
        number=number,
        year=year,
        tokens=tokens,
        letters=letters,
        series=last if _bare(last) in codes("assembly") else letters.replace("tw", "tu"),
        central=central,
        local=not central and any(t in codes("local") or t.endswith(("ubnd", "hdnd", "tu")) for t in tokens),
        party=last.endswith("tw") and year is None,
        assembly=any(_bare(t) in codes("assembly") for t in tokens),
    )


def _bare(token: str) -> str:
    return token.rstrip("0123456789")


_SYMBOL = re.compile(r"0*(\d+(?:\.\d+)*(?:[a-z](?=[-/]|$))?)[-/.]*(?:(\d{4})(?!\d)[-/]*)?(.*)")
_NOT_CODE = re.compile(r"[^a-z0-9&]+")


@cache
def _centre() -> tuple[str, str]:
    """How some papers spell the letters of the Party's centre, and the letters."""
    spelled, code = map(fold, rules()["centre"].codes)
    return spelled, code


@lru_cache(maxsize=65536)
def parse_symbol(symbol: str) -> Symbol:
    """`08/2020/NĐ-CP` -> Symbol("8", 2020, ("nd", "cp")); what has no number is kept whole as its number."""
    folded = fold(symbol).replace(" ", "").replace(*_centre())
    found = _SYMBOL.match(plain(folded))
    if not found:
        return _symbol(slug(symbol), None, ())
    tokens = tuple(t.replace("&", "") for t in _NOT_CODE.split(found[3]) if t.strip("&"))
    return _symbol(found[1], int(found[2]) if found[2] else None, tokens)


_BRACKETS = re.compile(r"\([^)]*\)")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A law's name without type word, brackets, commas and `và`: `Phòng, chống ma túy (PCMT)` -> `phong-chong-ma-tuy`."""
    result = slug(_BRACKETS.sub(" ", name))
    for word in sorted(words("laws"), key=len, reverse=True):
        if result.startswith(word + "-"):
            result = result[len(word) + 1 :]
            break
    for adopted in words(
        "adopted"
    ):  # `SỐ 18-L/CTN NGÀY 06/07/1993 CỦA QUỐC HỘI VỀ DẦU KHÍ`, `LÝ LỊCH TƯ PHÁP CỦA QUỐC HỘI KHÓA XII`
        before, found, after = result.partition(adopted)
        if found:
            result = after.partition("-ve-")[2] or before.strip("-") or result
            break
    return result.replace("-va-", "-")


@lru_cache(maxsize=65536)
def issuer_key(name: str) -> str:
    """`Bộ trưởng Bộ Y tế` -> `bo-y-te`; a congress by its number and what it is a congress of."""
    result = slug(name)
    for word in words("heads"):
        if result.startswith(word + "-"):
            result = result[len(word) + 1 :]
            break
    if result.startswith(words("congress")[0]):
        result = _congress(result)
    return result


_ORDINAL = re.compile(r"[ivxl]+|\d+")


def _congress(text: str) -> str:
    padded = f"-{text}-"
    for filler in sorted((slug(f) for f in rules()["congress"].fillers), key=len, reverse=True):
        padded = re.sub(f"-{filler}-(?!bo-)", "-", padded)
    parts = [p for p in padded.split("-") if p]
    return "-".join(sorted(parts, key=lambda p: bool(_ORDINAL.fullmatch(p))))


_PERIOD = re.compile(r"(?:giai-doan-|thoi-ky-|den-nam-)?\d{4}(?:-\d{4})?(?=-|$)")


@lru_cache(maxsize=65536)
def body_place(label: str, place: str | None) -> str | None:
    """The place by which bodies are compared: the province for one that bears the name of its district or commune, since a province's
    paper says `UBND huyện Lâm Thao` of it and the district's own paper `UBND huyện`. Communes of a district keep theirs: names repeat."""
    from kg.units import load_units

    units = load_units()
    if not place or place in units.provinces:
        return place
    unit = units.get(place)
    if unit is None or unit.parent not in units.provinces or f"-{slug(unit.label)}-" not in f"-{slug(label)}-":
        return place
    return unit.parent


@lru_cache(maxsize=65536)
def body_key(label: str, place: str | None) -> str:
    """An agency's name without group words and its place; the same for `Sở Y tế` and `Sở Y tế tỉnh Kon Tum` of that province."""
    result = slug(label)
    place = body_place(label, place)
    tails = [f"-{tail}" for tail in (place, short_place(place))] if place else []
    result = result.removesuffix(next((tail for tail in tails if result.endswith(tail)), ""))
    listed = _listed().search(result)
    if listed:  # `các phường và xã` are `các xã, phường`
        order = words("group-order")
        result = result[: listed.start("items")] + "-".join(sorted(_items().findall(listed["items"]), key=order.index))
    return next((result[len(word) + 1 :] for word in words("group") if result.startswith(word + "-")), result)


@cache
def _items() -> re.Pattern[str]:
    """What groups list, in a key."""
    return re.compile("|".join(sorted(words("group-order"), key=len, reverse=True)))


@cache
def _listed() -> re.Pattern[str]:
    """The end of a key that lists several of them."""
    item, joins = f"(?:{_items().pattern})", "".join(f"(?:{slug(w)}-)?" for w in rules()["group-order"].fillers)
    return re.compile(rf"(?:^|-)(?:{'|'.join(words('group'))})-(?P<items>{item}(?:-{joins}{item})+)$")


def short_place(place: str) -> str:
    """`tinh-kon-tum` -> `kon-tum`; towns keep their word, since a province and its town share names."""
    return place.removeprefix("tinh-")


@lru_cache(maxsize=4096)
def type_key(word: str | None) -> str:
    """A type word for comparing: `bộ luật` counts as `luật`."""
    result = slug(word) if word else ""
    laws = words("laws")
    return laws[0] if result in laws[:2] else result


@lru_cache(maxsize=4096)
def initials(type_: str) -> str:
    """The first letters of the first two syllables: what a symbol of that type begins with."""
    return "".join(part[0] for part in type_.split("-")[:2] if part)


def descriptor_key(entity: Entity) -> str:
    """The description of an entity in one line, as judgements quote it."""
    what = entity.symbol or entity.name or entity.label
    when = entity.date or entity.year or entity.term or ""
    return key(f"{entity.kind}|{entity.type or ''}|{what}|{when}|{entity.place or entity.issuer or ''}")


def block_keys(entity: Entity, judged: dict[str, str] | None = None) -> tuple[str, ...]:
    """The blocks in which others that may be the same are found; entities that share one are resolved together.

    `judged` maps descriptors that a person called the same to a common key.
    """
    found = set(_kind_keys(entity))
    if judged:
        same = judged.get(descriptor_key(entity))
        if same:
            found.add("judged:" + same)
    return tuple(sorted(found))


def _kind_keys(entity: Entity) -> list[str]:
    if entity.kind == DOCUMENT:
        return _document_keys(entity)
    if entity.kind == AGENCY:
        return [f"agency:{body_key(entity.label, entity.place)}:{body_place(entity.label, entity.place) or ''}"]
    if entity.kind in INITIATIVES:
        return [
            f"{entity.kind}:{key}" for key in (initiative_core(entity.label, entity.kind), *initiative_aliases(entity))
        ]
    return [f"{entity.kind}:{slug(entity.label)}"]


@lru_cache(maxsize=65536)
def initiative_key(label: str) -> str:
    """An initiative's name without its period."""
    return _PERIOD.sub("", slug(label)).strip("-").replace("--", "-")


_NUMBERED = re.compile(r"[a-z]+(?:-[a-z]+)?-\d{2,4}")


@lru_cache(maxsize=65536)
def initiative_core(label: str, kind: str) -> str:
    """The key by which initiatives are compared: of a project without the words it may begin with."""
    result = initiative_key(label)
    for long, short in rules()["proper-short"].short.items():
        result = result.replace(slug(long), slug(short))
    if kind != PROJECT:
        return result
    core = result
    while opening := next((w for w in words("project-openings") if core.startswith(w + "-")), ""):
        core = core[len(opening) + 1 :]
    return core if "-" in core else result


def initiative_aliases(entity: Entity) -> list[str]:
    """The keys of its short names with a number (`Đề án 06`), which are names of one thing in other texts too."""
    own = initiative_core(entity.label, entity.kind)
    keys = {initiative_core(alias, entity.kind) for alias in entity.aliases if _NUMBERED.fullmatch(slug(alias))}
    return sorted(keys - {own})


def _document_keys(entity: Entity) -> list[str]:
    keys = []
    kind = type_key(entity.type)
    if entity.symbol:
        symbol = parse_symbol(entity.symbol)
        keys.append(f"number:{symbol.number}:{symbol.series}")
        if not symbol.tokens or kind:
            keys.append(f"typed:{symbol.number}:{kind}")
    if name := law_name(entity):
        keys.append(f"law:{kind}:{name}")
    elif entity.symbol and (
        law := law_of_number(
            parse_symbol(entity.symbol), kind, entity.year or (int(entity.date[:4]) if entity.date else None)
        )
    ):
        keys.append(f"law:{law}")
    if session := session_key(entity):
        keys.append(f"session:{session}")
    if not entity.symbol and not law_name(entity):
        keys.append(f"unnumbered:{unnumbered_key(entity)}")
    return keys


def session_key(entity: Entity) -> str:
    """What papers of one plenum share (`Nghị quyết Trung ương 8 khóa XI`): type, session, term; "" for all others."""
    if not (entity.name and entity.term) or law_name(entity) or slug(entity.name).startswith(words("congress")[0]):
        return ""
    return f"{type_key(entity.type)}:{slug(entity.name)}:{entity.term}"


def law_name(entity: Entity) -> str:
    """The name key of a law, "" for what is not cited by name."""
    kind = slug(entity.type) if entity.type else ""
    if kind not in words("laws"):
        return ""
    if kind == words("constitutions")[0]:
        return kind if not entity.symbol else ""
    return name_key(entity.name or entity.title or "")


def unnumbered_key(entity: Entity) -> str:
    """What tells documents without number apart: type, issuer, which of its sessions, term or date; failing that the label."""
    kind = type_key(entity.type)
    when = entity.term or entity.date or ""
    congress = bool(entity.issuer) and slug(entity.issuer or "").startswith(words("congress")[0])
    if entity.issuer and (when or congress):
        session = "" if congress else entity.name or ""
        return slug(f"{kind} {issuer_key(entity.issuer)} {session} {when}")
    return slug(f"{kind} {when} {entity.label}")[:120]


def document_id(fields: dict[str, Any], name: str) -> str:
    """The readable id of a document with these merged fields; `name` is its name key where it is cited by name."""
    date, year = fields.get("date"), fields.get("year")
    when = str(date)[:4] if date else str(year) if year else ""
    kind = slug(str(fields.get("type") or ""))
    symbol = parse_symbol(str(fields["symbol"])) if fields.get("symbol") else None
    if name and (not symbol or symbol.assembly) and len(name) <= 60:
        when = when or (str(symbol.year) if symbol and symbol.year else "")
        return _join(kind if name == kind else f"{kind}-{name}", when)
    if not symbol:
        return _join(kind, name[:80], when) if name else ""
    when = str(symbol.year) if symbol.year else when or slug(str(fields.get("term") or ""))
    tokens = [t for t in symbol.tokens if t]
    if tokens and not symbol.assembly and kind and tokens[0].startswith(initials(kind)):
        head = tokens.pop(0)
    else:
        head = kind
        if tokens and symbol.assembly and _bare(tokens[0]) not in codes("assembly"):
            tokens.pop(0)
    place = fields.get("place")
    where = short_place(str(place)) if place and not symbol.central else ""
    return _join(head, symbol.number.replace(".", "-"), *tokens, where, when)


def titled_id(fields: dict[str, Any]) -> str:
    """The readable id of a paper that bears no number: type, place, the first words of its title; "" where it has no title either."""
    title = slug(str(fields.get("title") or ""))
    if not title:
        return ""
    place, when = fields.get("place"), str(fields.get("date") or fields.get("year") or "")[:4]
    return _join(
        slug(str(fields.get("type") or "")),
        short_place(str(place)) if place else "",
        title[:48].rpartition("-")[0] or title,
        when,
    )


@lru_cache(maxsize=1 << 16)
def body_id(label: str, place: str | None) -> str:
    """The readable id of an agency: `so-y-te-kon-tum`, `ubnd-kon-tum`; of a province that must act another than that of the place."""
    result = body_key(label, place)
    place = body_place(label, place)
    for long, short in rules()["spoken-short"].short.items():
        result = result.replace(slug(long), slug(short))
    made = _join(result[:100], short_place(place) if place else "")
    return _join(made, AGENCY) if made == place else made


def _join(*parts: str) -> str:
    return "-".join(part for part in parts if part)
