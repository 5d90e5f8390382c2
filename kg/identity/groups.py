"""Descriptions of one document, and whether a further one may be of it."""

from __future__ import annotations

from collections import Counter

from msgspec import structs

from kg import naming
from kg.identity.records import Descriptor
from kg.identity.units import of_two_units
from kg.identity.views import View, read_on
from kg.naming import LawVersion, parse_symbol
from kg.text import slug


class Group:
    """Views of one document. Those that join later are held back, so that what joins does not depend on who joined before."""

    def __init__(self, views: list[View], law: LawVersion | None = None) -> None:
        self.views = views
        self.law = law  # the version that its number is known to be
        self.joining: list[View] = []
        self._look()

    def _look(self) -> None:
        if len(self.views) == 1 and not self.law:
            self._look_at(self.views[0])
            return
        dates: Counter[str] = Counter()
        for v in self.views:
            if v.date:
                dates[v.date] += v.of.weight
        years = [v.year for v in self.views if v.year]
        if self.law:
            years.append(self.law.year)
            if self.law.date and not dates:
                dates[self.law.date] = 1
        self.dates = frozenset(dates)
        self.date = min(dates, key=lambda d: (-dates[d], d)) if dates else None  # the day it was issued, as most say
        self.years = frozenset(years)
        # the first day on which it may have existed
        self.since = self.date or (f"{min(years)}-01-01" if years else None)
        self.families = frozenset(v.family for v in self.views) - {""}
        self.places = frozenset(v.place for v in self.views) - {None}
        self.issuers = frozenset(v.issuer for v in self.views) - {""}

    def _look_at(self, view: View) -> None:
        """The same for a single view, which most groups are."""
        self.date = view.date
        self.dates = frozenset((view.date,)) if view.date else frozenset()
        self.years = frozenset((view.year,)) if view.year else frozenset()
        self.since = view.date or (f"{view.year}-01-01" if view.year else None)
        self.families = frozenset((view.family,)) if view.family else frozenset()
        self.places = frozenset((view.place,)) if view.place else frozenset()
        self.issuers = frozenset((view.issuer,)) if view.issuer else frozenset()

    def weight(self) -> int:
        """How many places describe it."""
        return sum(v.of.weight for v in self.views)

    def settle(self) -> None:
        """Take in those that joined."""
        if self.joining:
            self.views += self.joining
            self.joining = []
            self._look()

    def first_symbol(self) -> str:
        """The first of its symbols in the order of letters."""
        return min((v.of.entity.symbol or "" for v in self.views), default=self.law.symbol if self.law else "")

    def label(self) -> str:
        """What it is called in an issue."""
        if not self.views:
            return self.law.symbol if self.law else ""
        e = min((v.of.entity for v in self.views), key=lambda e: (-len(e.label), e.label))
        return " ".join(filter(None, (e.label, self.date if self.date and self.date[:4] not in e.label else None)))


def completed(group: Group) -> list[Descriptor]:
    """The group's descriptors; number and day of a known law are put in where no file states them."""
    law = group.law
    if not law:
        return [v.of for v in group.views]
    given = {"symbol": law.symbol, "date": law.date}
    result = []
    for view in group.views:
        e = view.of.entity
        new = {k: x for k, x in given.items() if x and getattr(e, k) is None}
        if new.get("date") and e.year and str(e.year) != given["date"][:4]:  # type: ignore[index]
            del new["date"]
        result.append(
            structs.replace(view.of, entity=structs.replace(e, **new, inferred=(*e.inferred, *new))) if new else view.of
        )
    return result


def version_of(law: str, view: View) -> LawVersion | None:
    """The version of a law that a description with a number is of."""
    number = view.symbol and view.symbol.number
    known = naming.law_versions()[law]
    return next((v for v in known if v.year == view.year and parse_symbol(v.symbol).number == number), None)


def in_force(view: View, versions: list[Group]) -> Group | None:
    """The newest version not younger than who cites it; None for a law's own text, and where the day is not known."""
    if view.of.own or not versions:
        return None
    day = read_on(view.of)
    if not day:
        return versions[0] if len(versions) == 1 else None
    # Of which only the year is known is taken to have come at its end: most laws hold from the next year on.
    past = [g for g in versions if g.since and (g.since if len(g.since) > len("2025") else f"{g.since}-12-31") <= day]
    return max(past, key=lambda g: (g.since or "", g.first_symbol())) if past else None


def told_apart(view: View, group: Group) -> bool:
    """Does a bare number say enough to be taken for this one: the year, or who issued it?"""
    if view.year:
        return view.year in group.years
    return view.issuer in group.issuers


def only_called_so(view: View, groups: list[Group]) -> Group | None:
    """`Nghị quyết 57` without year and body: the one paper of that type and number, if it is of the Party's centre or a text calls it so."""
    fits = [g for g in groups if may_be(view, g)] if not (view.year or view.issuer) else []
    if len(fits) != 1:
        return None
    views = (*fits[0].views, *fits[0].joining)
    called = slug(view.of.entity.label)
    central = any(v.symbol and v.symbol.party for v in views)
    return fits[0] if central or any(slug(a) == called for v in views for a in v.of.entity.aliases) else None


def may_be(view: View, group: Group) -> bool:
    """Nothing that the description says forbids that it is of this group; it is not younger than who cites it."""
    day = view.of.citing_date
    if day and group.since and group.since > day and not view.of.own:
        return False
    if view.family and group.families and view.family not in group.families:
        return False
    if any(of_two_units(view.issuer, issuer) for issuer in group.issuers):
        return False
    if view.place and group.places:
        return view.place in group.places
    return not (view.place or group.places) or not (view.symbol and view.symbol.local)
