"""Names found -> initiatives and their mentions: what is named in full and in short is one."""

from __future__ import annotations

from kg.model import PROJECT, Entity, Mention
from kg.naming import joined_periods, period_of
from kg.recognise.flat import Flat
from kg.recognise.initiatives.names import Named
from kg.recognise.initiatives.vocabulary import vocabulary


def collect(flat: Flat, found: list[Named]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Names -> entities and mentions. One whose core begins with that of another of its kind, or has its proper name, is the same."""
    cores = _joined(found)
    known = [(name, cores[name.kind, name.core]) for name in found if (name.kind, name.core) in cores]
    periods = _periods(known)
    index: dict[tuple[str, str, str], int] = {}
    groups: list[list[Named]] = []
    mentions = []
    for name, key in known:
        entity = index.setdefault((*key, periods[key][period_of(name.label, name.period)]), len(groups))
        if entity == len(groups):
            groups.append([])
        groups[entity].append(name)
        start, end = flat.span(name.start, name.end)
        mentions.append(Mention(start=start, end=end, entity=entity, rule=name.rule))
    return tuple(map(_entity, groups)), tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _periods(known: list[tuple[Named, tuple[str, str]]]) -> dict[tuple[str, str], dict[str, str]]:
    """Of the names of one wording, which periods are one: `Chương trình giảm nghèo giai đoạn 2021-2025` and `… 2026-2030` are two programmes."""
    said: dict[tuple[str, str], set[str]] = {}
    for name, key in known:
        said.setdefault(key, set()).add(period_of(name.label, name.period))
    return {key: joined_periods(periods) for key, periods in said.items()}


def _joined(found: list[Named]) -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, core) -> the key of the initiative it is a name of; cores that are no names by themselves and of none are left out."""
    keys: dict[tuple[str, str], tuple[str, str]] = {}
    cut = {(n.kind, n.core) for n in found if n.cut}
    for kind, core in sorted({(n.kind, n.core) for n in found if n.sure}, key=lambda k: (len(k[1]), k)):
        shorter = next((k for k in keys if k[0] == kind and _goes_on(k[1], core, k in cut)), None)
        keys[kind, core] = keys[shorter] if shorter else (kind, core)
    projects = [k for k in keys if k[0] == PROJECT]
    for name in sorted(found, key=lambda n: not n.built):
        key = (name.kind, name.core)
        if not name.sure and key not in keys:
            words = vocabulary().family.get(name.rule.partition(":")[2], ("",))
            holding = (k for k in projects if f" {name.proper or name.core} " in f" {k[1]} ")
            if whole := next((k for k in holding if any(w in k[1] for w in words)), None):
                keys[key] = keys[whole]
            elif name.built:
                keys[key] = key
                projects.append(key)
    for one in projects:
        ending = (k for k in projects if k[1].endswith(" " + one[1]) and len(k[1]) > len(one[1]) + 3)
        if len(one[1]) > 6 and (longer := next(ending, None)):
            keys[one] = keys[longer]
    return keys


def _goes_on(short: str, long: str, cut: bool) -> bool:
    """Is the long core the short one with a place or a time, or the whole of what a line's end cut off?"""
    if len(short) < 12 or not long.startswith(short):
        return False
    return (cut and long[len(short) :].startswith(" ")) or bool(vocabulary().rest.match(long, len(short)))


def _entity(names: list[Named]) -> Entity:
    """The initiative that several names are of: the fullest is the label."""
    best = max(names, key=lambda n: (not n.shouted, n.period is not None, len(n.label), n.label))
    printed = {n.label for n in names if not n.shouted} | {a for n in names for a in n.aliases}
    place = next((n.place for n in names if n.place), None)
    return Entity(
        kind=best.kind, label=best.label, aliases=tuple(sorted(printed - {best.label})), period=best.period, place=place
    )
