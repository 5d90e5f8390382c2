"""Forms in which names are compared: of types, laws, issuers, bodies, initiatives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from kg.model import PROJECT, Entity
from kg.naming.rules import rules, words
from kg.tables import load_rows
from kg.text import either, fold, key, slug

_BRACKETS = re.compile(r"\([^)]*\)")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A law's name without type word, `về`, brackets, commas and `và`: `Phòng, chống ma túy (PCMT)` -> `phong-chong-ma-tuy`."""
    about = words("about")[0]
    result = slug(_BRACKETS.sub(" ", name)).removeprefix(f"{about}-")
    for word in sorted(words("laws"), key=len, reverse=True):
        if result.startswith(word + "-"):
            result = result[len(word) + 1 :]
            break
    for adopted in words(
        "adopted"
    ):  # `SỐ 18-L/CTN NGÀY 06/07/1993 CỦA QUỐC HỘI VỀ DẦU KHÍ`, `LÝ LỊCH TƯ PHÁP CỦA QUỐC HỘI KHÓA XII`
        before, found, after = result.partition(adopted)
        if found:
            result = after.partition(f"-{about}-")[2] or before.strip("-") or result
            break
    return _amending(result.replace(f"-{words('and')[0]}-", "-"))


def _amending(key: str) -> str:
    """`sửa đổi, bổ sung một số điều của Luật Hải quan`, `sửa đổi Luật Hải quan` and `Hải quan sửa đổi` are one name."""
    amends = f"{words('amending-name')[0]}-"
    if key.endswith(f"-{amends[:-1]}"):
        key = amends + key.removesuffix(f"-{amends[:-1]}")
    if not key.startswith(amends):
        return key
    rest = key.removeprefix(amends)
    fillers = (*(f"{slug(f)}-" for f in rules()["amending-name"].fillers), *(f"{law}-" for law in words("laws")))
    while filler := next(filter(rest.startswith, fillers), None):
        rest = rest.removeprefix(filler)
    return amends + rest


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


@cache
def _ahead() -> re.Pattern[str]:
    """In a key: how far a plan looks ahead (`-tam-nhin-den-nam-2050`)."""
    ahead = "|".join(slug(w) for w in rules()["period"].fillers)
    joined, to = words("and")[0], "|".join((words("period")[0], *words("year")))
    return re.compile(rf"-(?:{joined}-)?(?:{ahead})(?:-(?:{to}))?-\d{{4}}(?=-|$)")


@cache
def _period() -> re.Pattern[str]:
    """In a key: for when it is."""
    return re.compile(rf"(?:(?:{'|'.join(words('period'))})-)?\d{{4}}(?:-\d{{4}})?(?=-|$)")


@cache
def _until() -> re.Pattern[str]:
    return re.compile(rf"(?<![^-]){words('period')[0]}-((?:19|20)\d\d)(?!\d)")


@lru_cache(maxsize=65536)
def body_place(label: str, place: str | None) -> str | None:
    """The place by which bodies are compared: the province for one that bears the name of its district or commune, since a province's
    paper says `UBND huyện Lâm Thao` of it and the district's own paper `UBND huyện`. Communes of a district keep theirs: names repeat."""
    from kg.units import load_units

    units = load_units()
    if not place or place in units.provinces:
        return place
    unit = units.get(place)
    if unit is None or unit.parent not in units.provinces:
        return place
    borne = (slug(unit.label), *(f"{committee}-{slug(unit.name)}" for committee in words("committees")))
    return unit.parent if any(f"-{name}-" in f"-{slug(label)}-" for name in borne) else place


@lru_cache(maxsize=65536)
def body_key(label: str, place: str | None) -> str:
    """An agency's name without group words and its place; the same for `Sở Y tế` and `Sở Y tế tỉnh Kon Tum` of that province, for `UBND các
    phường và xã` and `UBND xã, phường`."""
    result = slug(_listed_in_order(label))
    place = body_place(label, place)
    tails = [f"-{tail}" for tail in (place, short_place(place))] if place else []
    result = result.removesuffix(next((tail for tail in tails if result.endswith(tail)), ""))
    return next((result[len(word) + 1 :] for word in words("group") if result.startswith(word + "-")), result)


def _listed_in_order(label: str) -> str:
    """A name in small letters, what it lists in the usual order behind the word for a group, which kinds of places need not have; a named
    place is none of a list."""
    low, order, many = fold(label), words("group-order"), rules()["group"].words[0]
    result, at = "", 0
    for found in _listed().finditer(low):
        items = list(_items().finditer(low, *found.span("items")))
        if label[found.end() :].lstrip()[:1].isupper():
            items.pop()  # `quận, thành phố Hà Nội`
        if len(items) > 1 and (found["many"] or all(slug(item[0]) in words("units") for item in items)):
            usual = sorted((item[0] for item in items), key=lambda item: order.index(slug(item)))
            result, at = f"{result}{low[at : found.start()]}{many} {', '.join(usual)}", items[-1].end()
    return result + low[at:]


@cache
def _items() -> re.Pattern[str]:
    """What groups list."""
    return re.compile(either(map(fold, rules()["group-order"].words)))


@cache
def _listed() -> re.Pattern[str]:
    """Several of them listed, with the word for a group before them or not."""
    row, item = rules()["group-order"], _items().pattern
    joins = rf"(?:\s*[,/]\s*|\s+-\s+|,?\s+(?:{either(row.fillers)})\s+)"
    many = either(rules()["group"].words)
    return re.compile(rf"(?P<many>\b{many}\s+)?(?<!\d\s)\b(?P<items>{item}(?:{joins}{item})+)\b")


class _Known(Struct, frozen=True):
    """What is needed of a row of `agencies.toml`."""

    name: str
    aliases: tuple[str, ...] = ()


@cache
def body_names() -> dict[str, str]:
    """Other names of known bodies, for comparing, with the full ones: `Ban Chấp hành Trung ương` is that of the Party, VCCI a federation."""
    return {key(alias): row.name for row in load_rows("agencies", _Known) for alias in row.aliases}


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


@lru_cache(maxsize=65536)
def initiative_key(label: str) -> str:
    """An initiative's name without its period."""
    return _period().sub("", _ahead().sub("", slug(label))).strip("-").replace("--", "-")


def period_of(label: str, period: str | None) -> str:
    """The time an initiative is for, as its name says it: `2021-2030`, `-2030` for `đến năm 2030`, "" where it does not say."""
    until = None if period else _until().search(_ahead().sub("", slug(label)))
    return period or (f"-{until[1]}" if until else "")


def joined_periods(said: Iterable[str]) -> dict[str, str]:
    """Which of the periods that names of one wording say are one: `-2030` and `2021-2030`; a name without one is of the only one there is."""
    every = set(said)
    joined = {period: period for period in every}
    for period in every:
        if period.startswith("-"):
            whole = [p for p in every if p != period and p.endswith(period)]
            joined[period] = whole[0] if len(whole) == 1 else period
    told = {joined[period] for period in every if period}
    if "" in every and len(told) == 1:
        joined[""] = told.pop()
    return joined


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


def known_name(entity: Entity) -> str:
    """The key of a treaty or a charter, of which the name alone says which one is meant; "" for all others."""
    kind = slug(entity.type) if entity.type else ""
    if entity.symbol or not entity.name or kind not in words("known-by-name"):
        return ""
    name = slug(entity.name).removeprefix(f"{kind}-")
    return f"{kind}-{_full_names().get(name, name)}"


@cache
def _full_names() -> dict[str, str]:
    return {slug(short): slug(full) for short, full in rules()["known-by-name"].short.items()}


def unnumbered_key(entity: Entity) -> str:
    """What tells documents without number apart: type, issuer, which of its sessions, term or date; failing that the label."""
    if known := known_name(entity):
        return known[:120]
    kind = type_key(entity.type)
    when = entity.term or entity.date or ""
    congress = bool(entity.issuer) and slug(entity.issuer or "").startswith(words("congress")[0])
    if entity.issuer and (when or congress):
        session = "" if congress else entity.name or ""
        return slug(f"{kind} {issuer_key(entity.issuer)} {session} {when}")
    return slug(f"{kind} {when} {entity.label}")[:120]
