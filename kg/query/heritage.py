"""What an answer about bodies by their own names leaves out: the tasks that came to them from others, and who holds those of a body that has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from kg.graph import Graph, Node
from kg.query.tasks import Filters, tasks
from kg.succession import Holder, body_key, holders


class Ended(Struct, frozen=True, kw_only=True):
    """A body that has ended, and those that hold what it held."""

    agency: str
    until: str
    holders: tuple[Holder, ...]


def taken_over(graph: Graph, agency: str, on: date, filters: Filters | None = None) -> list[tuple[str, int]]:
    """From whom tasks have come to a body by a day, and how many; those who gave most first. `tasks` lists them only as of a day."""
    count = Counter(row.agency for row in tasks(graph, agency, as_of=on, filters=filters, inherited=True))
    return sorted(count.items(), key=lambda x: (-x[1], x[0]))


def ended(asked: Iterable[Node], on: date) -> list[Ended]:
    """Those of the bodies that have ended by a day."""
    found = []
    for node in asked:
        until, place = str(node.fields.get("until") or ""), node.fields.get("place")
        if until and until <= on.isoformat():
            own = body_key(node.label, place)
            heirs = tuple(h for h in holders(node.label, place, on) if body_key(h.name, h.place) != own)
            found.append(Ended(agency=node.label, until=until, holders=heirs))
    return found
