"""Which descriptions have to be compared at all: those that say the same put together, those that share a key in one block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from kg import naming
from kg.identity.judgements import Judgement, same_keys
from kg.identity.records import Descriptor, Place, Speaker
from kg.identity.views import period
from kg.model import DOCUMENT, Entity
from kg.naming import block_keys, parse_symbol, rules


def blocks(descriptors: Sequence[Descriptor], judgements: Iterable[Judgement] = ()) -> list[list[Descriptor]]:
    """Descriptors that share a key, directly or through others, put together; in no particular order."""
    judged = same_keys(judgements)
    parent: dict[str, str] = {}

    def find(k: str) -> str:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    first = []
    for d in descriptors:
        keys = block_keys(d.entity, judged)
        for k in keys:
            parent.setdefault(k, k)
        root = find(keys[0])
        for k in keys[1:]:
            parent[find(k)] = root
        first.append(keys[0])
    found: dict[str, list[Descriptor]] = defaultdict(list)
    for d, k in zip(descriptors, first, strict=True):
        found[find(k)].append(d)
    return list(found.values())


def gathered(descriptors: Iterable[Descriptor]) -> list[Descriptor]:
    """Those that say the same put together."""
    said: dict[Entity, list[Speaker]] = defaultdict(list)
    for d in descriptors:
        said[d.entity].append((d.file, d.local, d.citing_date, d.citing_type, d.own))
    return [d for entity, speakers in said.items() for d in described(entity, speakers)]


def described(entity: Entity, speakers: Iterable[Speaker]) -> Iterator[Descriptor]:
    """One description and all who give it -> as few descriptors as there can be: one, unless it matters when it is read."""
    matters = day_matters(entity)
    parts: dict[tuple[bool, str | None, str | None], list[Place]] = defaultdict(list)
    for file, local, day, kind, own in speakers:
        parts[own, day if matters else None, kind if matters else None].append((file, local, day))
    for (own, _, kind), places in parts.items():
        places.sort(key=_file_and_local)
        (file, local, day), *others = places
        yield Descriptor(
            file=file, local=local, entity=entity, citing_date=day, citing_type=kind, own=own, others=tuple(others)
        )


_file_and_local = itemgetter(0, 1)


def day_matters(entity: Entity) -> bool:
    """Does it take the day on which a description is read to know what it is of? If not, files of all days may share a descriptor."""
    if entity.kind != DOCUMENT:
        return False
    if entity.type in rules()["constitutions"].words:
        return True
    year = int(entity.date[:4]) if entity.date else entity.year
    if entity.symbol:
        symbol = parse_symbol(entity.symbol)
        return not (symbol.tokens and period(symbol, entity.date, year, entity.term))
    return not entity.date and bool(naming.law_name(entity))
