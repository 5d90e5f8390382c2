"""Which descriptions are of one document, from the fullest to the barest."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg import naming
from kg.identity.groups import Group, completed, in_force, may_be, only_called_so, told_apart, version_of
from kg.identity.records import Descriptor, NodeIssue
from kg.identity.splitting import split_places, split_types
from kg.identity.views import (
    View,
    by_file,
    grouped,
    number_and_series,
    number_and_type,
    read_on,
    type_and_name,
    view_of,
)
from kg.naming import LawVersion, type_key
from kg.text import slug

_AMBIGUOUS, _ONLY = "ambiguous-document", "only-candidate"
_NUMBERED, _IN_FORCE, _LIKELIEST = "only-numbered", "in-force", "likeliest"


def document_groups(descriptors: list[Descriptor], issues: list[NodeIssue]) -> list[list[Descriptor]]:
    """The descriptors of each document; what is in doubt is added to the issues."""
    if not descriptors:
        return []
    return [completed(group) for group in _Documents([view_of(d) for d in descriptors], issues).groups()]


class _Documents:
    """The groups of one block: each step takes the descriptions that say as much, and adds them to a group or makes one of them."""

    def __init__(self, views: list[View], issues: list[NodeIssue]) -> None:
        self.issues = issues
        # number and series -> groups of known period
        self.numbered: dict[tuple[str, str], list[Group]] = defaultdict(list)
        self.named: dict[str, list[Group]] = defaultdict(list)  # type and name of a law -> its versions
        self.all: list[Group] = []
        self.laws: set[str] = set()
        self._dated_numbers([v for v in views if v.symbol and v.symbol.tokens and v.period])
        self._misprints()
        self._dated_names([v for v in views if not v.symbol and v.name and v.year])
        for group in self.all:
            group.settle()
        self._other_years()
        anchors = len(self.all)
        self._undated_numbers([v for v in views if v.symbol and v.symbol.tokens and not v.period])
        self._bare_names([v for v in views if not v.symbol and v.name and not v.year])
        self._bare_numbers([v for v in views if v.symbol and not v.symbol.tokens], self.all[:anchors])
        self._unnumbered([v for v in views if not v.symbol and not v.name])

    def groups(self) -> list[Group]:
        """One for each document."""
        for group in self.all:
            group.settle()
        return [g for g in self.all if g.views]

    def _add(self, views: list[View], law: LawVersion | None = None) -> Group:
        group = Group(views, law)
        self.all.append(group)
        return group

    def _dated_numbers(self, views: list[View]) -> None:
        by_number = grouped(views, lambda v: (number_and_series(v), v.period))
        for (number, _), same in by_number.items():
            for group in split_types(split_places(same, self._guessed), self._guessed):
                self.all.append(group)
                self.numbered[number].append(group)
                self._only_numbered(group)
                names = {type_and_name(v) for v in group.views if v.name}
                first = group.views[0]
                if law := naming.law_of_number(first.symbol, type_key(first.of.entity.type), first.year):
                    names.add(law)
                    group.law = version_of(law, first)
                    group.settle()
                for name in sorted(names):
                    self.named[name].append(group)

    def _only_numbered(self, group: Group) -> None:
        """`Quyết định số 12/2022/QĐ-UBND` alone, in a paper of the province whose it is taken for."""
        if any(v.of.own or v.issuer for v in group.views):
            self._note(_NUMBERED, [v for v in group.views if v.place and not (v.issuer or v.date or v.of.own)], [group])

    def _other_years(self) -> None:
        """`Quyết định số 90/QĐ-TTg ngày 18/01/2021` where a loaded text of that number is of 18/01/2022: two, but perhaps a slip of the year."""
        for groups in self.numbered.values():
            texts = [g for g in groups if g.date and any(v.of.own for v in g.views)]
            for group in groups if texts else ():
                fits = [g for g in texts if g is not group and group.date and (g.date or "").endswith(group.date[4:])]
                if fits and group not in texts and group.places == fits[0].places:
                    self._note("other-year", group.views, fits)

    def _misprints(self) -> None:
        """`Luật Công chứng số 53/2014/QH14`: one name, one number, one year, but another series: one law."""
        for name, groups in self.named.items():
            same: dict[tuple[str, frozenset[int]], Group] = {}
            for group in sorted(groups, key=lambda g: (not g.law, -g.weight(), g.first_symbol())):
                number = group.views[0].symbol.number if group.views[0].symbol else ""
                first = same.setdefault((number, group.years), group)
                if first is not group:
                    first.joining += group.views
                    first.settle()
                    group.views = []
            self.named[name] = list(same.values())
        for key, groups in self.numbered.items():
            self.numbered[key] = [g for g in groups if g.views]

    def _dated_names(self, views: list[View]) -> None:
        """`Luật Đầu tư công năm 2019` belongs to the number of that name and year, if there is one."""
        for (name, _), same in grouped(views, lambda v: (type_and_name(v), v.year)).items():
            self._known(name)
            versions = [g for g in self.named[name] if same[0].year in g.years]
            by_date = grouped(same, lambda v: v.date or "")
            for date, some in sorted(by_date.items()):  # those without a day first: they may go to the others
                fits = [g for g in versions if g.date == date] if date else []
                fits = fits or [g for g in versions if not date or not g.date or len(versions) == 1]
                if len(fits) > 1 and not date:
                    some = self._in_force_of(some, fits)
                if len(fits) == 1:
                    fits[0].joining += some
                    self._note(_IN_FORCE, [v for v in some if "year" in v.of.entity.inferred], fits)
                elif not date and not fits and len(by_date) == 2:
                    by_date[next(d for d in by_date if d)] += some
                elif some:
                    self.named[name].append(self._add(some))
                    if len(fits) > 1:
                        self._note(_AMBIGUOUS, some, fits)

    def _undated_numbers(self, views: list[View]) -> None:
        alone: dict[tuple[Any, ...], list[View]] = defaultdict(list)
        for view in views:
            fits = [g for g in self.numbered[number_and_series(view)] if may_be(view, g)]
            if len(fits) > 1 and view.family:
                fits = [g for g in fits if view.family in g.families] or fits
            if len(fits) > 1 and view.issuer:
                fits = [g for g in fits if view.issuer in g.issuers] or fits
            if len(fits) == 1:
                fits[0].joining.append(view)
                if not view.of.own:
                    self._note(_NUMBERED, [view], fits)
            else:
                unsure = not (view.place and (view.issuer or view.of.own)) and bool(view.symbol and view.symbol.local)
                for file, some in by_file(view) if unsure else (("", view),):
                    alone[(number_and_series(view), view.family, view.place, file)].append(some)
                if fits:
                    self._note(_AMBIGUOUS, [view], fits)
        for same in alone.values():
            self._add(same)

    def _bare_names(self, views: list[View]) -> None:
        """A law named without number or year is the version in force when the citing document was made."""
        alone: dict[str, list[View]] = defaultdict(list)
        for view in views:
            name = type_and_name(view)
            self._known(name)
            version = in_force(view, self.named[name])
            if version:
                version.joining.append(view)
                self._note(_IN_FORCE, [view], [version])
            else:
                alone[name].append(view)
                if self.named[name] and not read_on(view.of):
                    self._note(_AMBIGUOUS, [view], self.named[name])
        for same in alone.values():
            self._add(same)

    def _known(self, name: str) -> None:
        """Adds the known versions of a law that nothing in the block gives by its number."""
        if name in self.laws:
            return
        self.laws.add(name)
        there = {g.law.symbol for g in self.named[name] if g.law}
        for version in naming.law_versions().get(name, ()):
            if version.symbol not in there:
                self.named[name].append(self._add([], version))

    def _in_force_of(self, views: list[View], versions: list[Group]) -> list[View]:
        """Of several versions of one year the one in force is meant; returns the views that come before all of them."""
        early: list[View] = []
        for view in views:
            version = in_force(view, versions)
            (version.joining if version else early).append(view)
            if version:
                self._note(_IN_FORCE, [view], [version])
        return early

    def _bare_numbers(self, views: list[View], anchors: list[Group]) -> None:
        """`Nghị định 90/2017`, `Nghị quyết 59 của Bộ Chính trị`: joined where the year or the issuer leaves one."""
        typed: dict[tuple[str, str], list[Group]] = defaultdict(list)
        for anchor in anchors:
            for k in {number_and_type(v) for v in anchor.views if v.symbol}:
                typed[k].append(anchor)
        every = self._every_typed() if views else {}
        alone: dict[tuple[Any, ...], list[View]] = defaultdict(list)
        for view in views:
            fits = [g for g in typed[number_and_type(view)] if may_be(view, g) and told_apart(view, g)]
            if len(fits) == 1:
                fits[0].joining.append(view)
                if not view.year:
                    self._note(_NUMBERED, [view], fits)
            elif not fits and (only := only_called_so(view, every.get(number_and_type(view), []))):
                only.joining.append(view)
                self._note(_ONLY, [view], [only])
            else:
                for file, some in by_file(view):
                    alone[(number_and_type(view), view.year, view.issuer, file)].append(some)
                if fits:
                    self._note(_AMBIGUOUS, [view], fits)
        for same in alone.values():
            self._add(same)

    def _every_typed(self) -> dict[tuple[str, str], list[Group]]:
        """All numbered groups by number and type, those of unknown period too."""
        found: dict[tuple[str, str], list[Group]] = defaultdict(list)
        for group in self.all:
            for k in {number_and_type(v) for v in (*group.views, *group.joining) if v.symbol and v.symbol.tokens}:
                found[k].append(group)
        return found

    def _of_session(self, views: list[View]) -> list[View]:
        """`Nghị quyết Trung ương 8 khóa XI` is the paper of that plenum, where one with a number is known; returns those that it leaves."""
        numbered: dict[str, list[Group]] = defaultdict(list)
        for group in self.all:
            for k in {naming.session_key(v.of.entity) for v in group.views if v.symbol} - {""}:
                numbered[k].append(group)
        left = []
        for view in views:
            fits = numbered.get(naming.session_key(view.of.entity), [])
            if len(fits) == 1 and may_be(view, fits[0]):
                fits[0].joining.append(view)
                self._note(_ONLY, [view], fits)
            else:
                left.append(view)
                if fits:
                    self._note(_AMBIGUOUS, [view], fits)
        return left

    def _unnumbered(self, views: list[View]) -> None:
        views = self._of_session(views)
        for same in grouped(views, lambda v: naming.unnumbered_key(v.of.entity)).values():
            papers = grouped((v for v in same if v.of.own), lambda v: slug(v.of.entity.title or ""))
            if len(papers) > 1:
                self._several_papers(papers, [v for v in same if not v.of.own])
                continue
            dated = bool(same[0].date or same[0].issuer or (same[0].year and len(same[0].of.entity.label.split()) > 5))
            if dated or naming.known_name(same[0].of.entity):
                self._add(same)
                continue
            for some in grouped((v for view in same for _, v in by_file(view)), lambda v: v.of.file).values():
                self._add(some)

    def _several_papers(self, papers: dict[str, list[View]], mentions: list[View]) -> None:
        """Papers of one body and day whose numbers were left open: their titles tell them apart; who does not say the title is in doubt."""
        groups = {title: self._add(same) for title, same in sorted(papers.items())}
        unclear: dict[str, list[View]] = defaultdict(list)
        for view in mentions:
            named = slug(f"{view.of.entity.title or ''} {view.of.entity.label}")
            fits = [g for title, g in groups.items() if title and title in named]
            if len(fits) == 1:
                fits[0].joining.append(view)
            else:
                for file, some in by_file(view):
                    unclear[file].append(some)
        for same in unclear.values():
            self._note(_AMBIGUOUS, same, list(groups.values()))
            self._add(same)

    def _guessed(self, view: View, group: Group) -> None:
        self._note(_LIKELIEST, [view], [group])

    def _note(self, code: str, views: list[View], candidates: list[Group]) -> None:
        """Says at every place of the views which documents they may be of."""
        detail = "; ".join(sorted({g.label() for g in candidates}))
        self.issues += [NodeIssue(file, local, code, detail) for v in views for file, local, _ in v.of.places()]
