"""The tables of successions, indexed by the names their rows join."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property

from kg.succession.names import aliases, core, norm
from kg.succession.rows import Field, MoveRow, PlaceRow, Row
from kg.tables import load_rows
from kg.text import slug
from kg.units import DISTRICT, PROVINCE


class Tables:
    """The rows, indexed by the names they join."""

    def __init__(self) -> None:
        self.rows = load_rows("successions", Row)
        self.fields = {f.id: f for f in load_rows("succession_fields", Field)}
        self.places = {p.id: p for p in load_rows("succession_places", PlaceRow)}
        self.moves = load_rows("succession_moves", MoveRow)
        self.words = {f.id: tuple(map(norm, f.words)) for f in self.fields.values()}
        self.weak = {f.id: tuple(map(norm, f.weak)) for f in self.fields.values()}
        self.by_name: dict[str, list[Row]] = defaultdict(list)
        self.by_heir: dict[str, list[Row]] = defaultdict(list)
        self.by_head: list[tuple[str, Row]] = []
        self.unit_from: dict[str, list[Row]] = defaultdict(list)
        self.unit_to: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            self._index(row)
        self.heads = tuple({head for head, _ in self.by_head})

    def _index(self, row: Row) -> None:
        if row.scope == "unit":
            self.unit_to[slug(row.to)].append(row)
            for source in row.sources:
                self.unit_from[slug(source)].append(row)
            return
        self.by_heir[core(row.to)].append(row)
        for source in row.sources:
            if row.heads or row.scope == DISTRICT:
                self.by_head.append((norm(source), row))
            else:
                self.by_name[core(source)].append(row)

    @cached_property
    def body_names(self) -> re.Pattern[str]:
        """The names of bodies of more than one word, longest first; a build needs none of it."""
        names = {
            norm(name) for row in self.rows if row.scope in ("central", PROVINCE) for name in (*row.sources, row.to)
        }
        names |= {alias for alias, _ in aliases()}
        names -= {word for words in self.words.values() for word in words}  # `bảo hiểm xã hội` is a body and a field
        ordered = sorted((name for name in names if " " in name), key=lambda name: (-len(name), name))
        return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b")


@cache
def tables() -> Tables:
    """The tables, read when they are first asked for."""
    return Tables()


def rows() -> list[Row]:
    """All rows of the table, in its order."""
    return list(tables().rows)
