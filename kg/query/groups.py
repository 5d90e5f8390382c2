"""Groups of which a body may be one: what is given to `các sở, ban, ngành tỉnh Đắk Lắk` is perhaps given to Sở Y tế tỉnh Đắk Lắk too.

No text says which bodies such a group has, so that this is told beside an answer and never in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.find.written import row_words, rows, tokens_of
from kg.graph import Graph, Node
from kg.succession import located
from kg.units import load_units


def groups_of(graph: Graph, bodies: Iterable[Node]) -> list[tuple[Node, int]]:
    """The groups that may take in one of the bodies and have tasks, with how many; those with most first."""
    asked = [(b, tokens_of(located(b.label, b.fields.get("place"))[0])) for b in bodies if not b.fields.get("group")]
    found = []
    for number, label, place in graph.agency_names() if asked else ():
        if not _some().search(label):
            continue
        called = _called(label, place)
        alike = [body for body, name in asked if any(name[: len(words)] == words for words in called)]
        group = graph.node_of(number) if alike else None
        if group and group.fields.get("group") and any(_reaches(group, body) for body in alike):
            tasks = {e.task for e in graph.edges(target=group.id, kind="assigns", evidence=0)}
            found += [(group, len(tasks))] if tasks else []
    return sorted(found, key=lambda x: (-x[1], x[0].label, x[0].id))


def _reaches(group: Node, body: Node) -> bool:
    """Is the body of the group's place and, where that is known, of its level? A group of no place has bodies of the centre, else its level is said."""
    place, own = group.fields.get("place"), body.fields.get("place")
    level = group.fields.get("level")
    if level and level != body.fields.get("level"):
        return False
    if place:
        return own is not None and place in (own, load_units().province_of(own))
    return bool(level) or not own


@cache
def _some() -> re.Pattern[str]:
    """A word that makes a name that of a group; most names have none."""
    return re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, rows()['groups']))})\s", re.IGNORECASE)


def _called(label: str, place: str | None) -> list[list[str]]:
    """How each body of a group is called: `sở`, `ban`, `ngành` of `các sở, ban, ngành`, `Ủy ban nhân dân` of `Ủy ban nhân dân cấp xã`."""
    unit = load_units().get(place) if place else None
    bare = label.removesuffix(f" {unit.label}") if unit else label
    words = tokens_of(bare)
    at = next((i for i, word in enumerate(words) if word in row_words("groups")), None)
    if at is None:
        return []
    if at:
        return [words[:at]]
    listed = [tokens_of(part) for part in bare.split(",")]
    return [part for part in (listed[0][1:], *listed[1:]) if part]
