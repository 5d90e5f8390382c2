"""Bodies that are only named with something else: as the issuer of a document, or as what another body is part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg import naming, units
from kg.model import AGENCY, DOCUMENT, Entity
from kg.text import key, slug


def implied(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Bodies that a file names only as the issuer of a document or as what another body belongs to: they are nodes too."""
    named = {(e.label, e.place) for e in entities if e.kind == AGENCY}
    found = {pair for e in entities if (pair := body_of(e.kind, e.issuer, e.part_of, e.place))} - named
    for label, place in sorted(found, key=lambda pair: (pair[0], pair[1] or "")):
        yield Entity(kind=AGENCY, label=label, place=place)


@lru_cache(maxsize=1 << 16)
def body_of(kind: str, issuer: str | None, part_of: str | None, place: str | None) -> tuple[str, str | None] | None:
    """Full name and place of the body that issued a document or that a body is part of. A full name carries its place, or has none."""
    name = issuer if kind == DOCUMENT else part_of if kind == AGENCY else None
    if not name:
        return None
    name = _headed(name)
    name = naming.body_names().get(key(name), name)
    unit = units.load_units().get(place) if place else None
    if unit and place and slug(name).endswith((slug(unit.name), place)):
        return name, place
    return name, _told_by(name)


def _told_by(name: str) -> str | None:
    """The province that a name ends with (`Sở Y tế tỉnh Lào Cai`); no city, since one below a province may bear the name."""
    low = slug(name)
    at = low.rfind("-tinh-") + 1
    return low[at:] if at and low[at:] in units.load_units().provinces else None


def _headed(name: str) -> str:
    """The body of its head: `Bộ trưởng Bộ Y tế` -> `Bộ Y tế`; `Chủ tịch nước` heads no body of the name `nước`."""
    for head in naming.rules()["heads"].words:
        if name.startswith(head + " ") and name[len(head) + 1].isupper():
            return name[len(head) + 1 :]
    return name
