"""Documents that have one number in one period told apart: by place, issuer, type and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kg.identity.groups import Group
from kg.identity.units import of_two_units, one_commune
from kg.identity.views import View, by_file, grouped

Guessed = Callable[[View, Group], None]  # told of what goes to the likeliest of several


def split_places(views: list[View], guessed: Guessed) -> list[Group]:
    """One number in one period: a group for each place; who leaves the place out joins where one is left, or the date says so."""
    by_place = grouped(views, lambda v: v.place)
    nowhere = by_place.pop(None, [])
    groups = _of_one_commune([split for _, same in sorted(by_place.items()) for split in _split_issuers(same, guessed)])
    local = any(v.symbol and v.symbol.local for v in views)
    rest: dict[str, list[View]] = defaultdict(list)
    for view in nowhere:
        fits = [
            g
            for g in groups
            if (
                view.date in g.dates
                or (local and view.issuer in g.issuers)
                or (not local and not (view.date and g.dates))
            )
            and not any(of_two_units(view.issuer, issuer) for issuer in g.issuers)
            and not _own_of_another_day(view, g)
        ]
        if len(fits) == 1:
            fits[0].joining.append(view)
        else:
            said = view.date or view.issuer
            for file, some in ((said, view),) if said or not local else by_file(view):
                rest[file if local else ""].append(some)
    return _settled(groups) + [
        group for same in rest.values() for group in _split_units(sorted(same, key=lambda v: v.of.member), guessed)
    ]


def _own_of_another_day(view: View, group: Group) -> bool:
    """Two texts, each its paper's own, of two days: papers of two communes of one name, of which one does not say where it is."""
    return (
        view.of.own and view.date is not None and any(v.of.own and v.date not in (None, view.date) for v in group.views)
    )


def _of_one_commune(groups: list[Group]) -> list[Group]:
    """The papers of one day that a commune issued before it was merged and that its heir of that name cites are one."""

    def one(a: Group, b: Group) -> bool:
        return any(one_commune(x, y) for x in a.places for y in b.places)

    return _joined(groups, one)


def _joined(groups: list[Group], one: Callable[[Group, Group], bool]) -> list[Group]:
    """The groups, each put to the first before it of the same day that is the same document. Of one number there may be thousands."""
    result: list[Group] = []
    of_day: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        twin = next((before for day in sorted(group.dates) for before in of_day[day] if one(before, group)), None)
        if twin:
            twin.joining += group.views
            twin.settle()
        else:
            result.append(group)
        for day in group.dates:
            of_day[day].append(twin or group)
    return result


def _split_units(views: list[View], guessed: Guessed) -> list[Group]:
    """Where no place is told, one number of two units of a kind (two districts) is still two documents."""
    by_issuer = grouped(views, lambda v: v.issuer)
    unknown = by_issuer.pop("", [])
    groups: list[list[View]] = []
    for issuer, same in sorted(by_issuer.items()):
        twin = next((g for g in groups if not any(of_two_units(issuer, v.issuer) for v in g)), None)
        if twin is None:
            groups.append(same)
        else:
            twin += same
    return _with([Group(g) for g in groups], unknown, guessed) if len(groups) > 1 else [Group(views)]


def _split_issuers(views: list[View], guessed: Guessed) -> list[Group]:
    """In one place, one number of two bodies with two dates is two documents (a province and its district)."""
    by_issuer = grouped(views, lambda v: v.issuer)
    unknown = by_issuer.pop("", [])
    groups: list[Group] = []
    for _, same in sorted(by_issuer.items()):
        own = Group(same)
        twin = next(
            (
                g
                for g in groups
                if (not own.dates or not g.dates or own.dates & g.dates)
                and not any(of_two_units(same[0].issuer, issuer) for issuer in g.issuers)
            ),
            None,
        )
        if twin:
            twin.joining += same
            twin.settle()
        else:
            groups.append(own)
    return _with(groups, unknown, guessed)


def split_types(groups: list[Group], guessed: Guessed) -> list[Group]:
    """`Quy định số 58-QĐ/TW` and `Quyết định số 58-QĐ/TW` are two, unless they are of one day."""
    result = []
    for group in groups:
        by_family = grouped(group.views, lambda v: v.family)
        untold = by_family.pop("", [])
        result += _with(_same_day([Group(same) for _, same in sorted(by_family.items())]), untold, guessed)
    return result


def _with(groups: list[Group], untold: list[View], guessed: Guessed) -> list[Group]:
    """Views that do not say which group they are of go to the one of their day, else to the largest."""
    if not groups:
        return [Group(untold)] if untold else []
    largest = max(groups, key=Group.weight)
    for view in untold:
        of_day = next((g for g in groups if view.date and view.date in g.dates), None)
        (of_day or largest).joining.append(view)
        if not of_day and len(groups) > 1:
            guessed(view, largest)
    return _settled(groups)


def _settled(groups: list[Group]) -> list[Group]:
    for group in groups:
        group.settle()
    return groups


def _same_day(groups: list[Group]) -> list[Group]:
    def one(a: Group, b: Group) -> bool:
        return not any(v.symbol and v.symbol.assembly for v in b.views)

    return _joined(groups, one)
