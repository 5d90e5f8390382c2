"""What became of provinces, districts and communes."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kg.succession.rows import Basis, Row, Share
from kg.succession.tables import tables
from kg.text import slug
from kg.units import ENACTED_2025, WORK_2025, Unit, day, load_units


class PlaceSuccessor(Struct, frozen=True, kw_only=True):
    """A unit that a province became, or gave a part to."""

    id: str
    since: date  # the day its government works
    in_force: date  # the day the unit exists
    basis: str
    share: Share
    area: tuple[str, ...] = ()  # what went over, where it was less than the province
    inferred: bool = False


def place_successors(place: str) -> list[PlaceSuccessor]:
    """What became of a province, oldest first, its last life alone; for a district or commune what its communes became in 2025."""
    units = load_units()
    if place in units.provinces:
        moves = [row for row in tables().unit_from.get(place, ()) if slug(row.to) != place and not row.reused]
        return [_moved(slug(row.to), row) for row in sorted(moves, key=lambda row: (row.date, row.to))]
    heirs = units.successors(place)
    return [
        PlaceSuccessor(
            id=heir, since=unit.since, in_force=ENACTED_2025 if unit.since == WORK_2025 else unit.since,
            basis="; ".join(map(str, commune_basis(heir))), share="part" if len(heirs) > 1 else "whole",
        )
        for heir in heirs
        if (unit := units.get(heir)) and unit.since
    ]  # fmt: skip


def place_predecessors(place: str) -> list[PlaceSuccessor]:
    """The provinces that went over into a province, wholly or in part, oldest first: `id` is the one that was before."""
    moves = [row for row in tables().unit_to.get(place, ()) if not row.keeps]
    found = [_moved(slug(source), row) for row in moves for source in row.sources if slug(source) != place]
    return sorted(found, key=lambda p: (p.since, p.id))


def _moved(id: str, row: Row) -> PlaceSuccessor:
    """A row between provinces, as one of its ends sees the other."""
    return PlaceSuccessor(
        id=id, since=day(row.date), in_force=day(row.in_force or row.date), basis="; ".join(map(str, row.basis)),
        share=row.share, area=row.area, inferred=row.inferred or row.unconfirmed,
    )  # fmt: skip


def commune_basis(place: str) -> tuple[Basis, ...]:
    """The resolution that made a commune of 2025."""
    unit: Unit | None = load_units().get(place)
    if unit is None or unit.resolution is None:
        return ()
    return (Basis(unit.resolution, ENACTED_2025.isoformat() if unit.since == WORK_2025 else None),)
