"""Which descriptions, in all files, are of one thing: descriptors of a block -> clusters with id, fields, aliases and issues.

Pure and independent of order: groups are made from the descriptions that say most, before any that say less look for the one they
can belong to; a description that could belong to several stays apart, and says so. Files that say the same of a thing are one
descriptor with several places: to compare costs as much as there are different descriptions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec import Struct, structs

from kg import naming
from kg.model import AGENCY, DOCUMENT, INITIATIVES, Entity
from kg.naming import LawVersion, Symbol, block_keys, descriptor_key, issuer_key, parse_symbol, rules, type_key
from kg.text import slug

__all__ = [
    "Cluster",
    "Descriptor",
    "Judgement",
    "NodeIssue",
    "Place",
    "Speaker",
    "block_keys",
    "blocks",
    "day_matters",
    "described",
    "descriptor_key",
    "gathered",
    "resolve",
    "resolve_block",
]


Place = tuple[str, int, str | None]  # file, index among its entities, the day the file is read at


Speaker = tuple[
    str, int, str | None, str | None, bool
]  # and the type of the file's own document, and whether it is that


class Descriptor(Struct, frozen=True, kw_only=True):
    """One entity as one file describes it, or several files in the same words."""

    file: str
    local: int  # index among the file's entities
    entity: Entity
    citing_date: str | None = None  # date of the file's own document, or the latest date it cites
    citing_type: str | None = None  # type of the file's own document; wanted for laws cited by name
    own: bool = False  # the entity is the document the file is a text of
    others: tuple[Place, ...] = ()  # where else it is described so, sorted, all after `file`, `local`

    @property
    def weight(self) -> int:
        """How many places describe it so."""
        return 1 + len(self.others)

    def places(self) -> Iterator[Place]:
        """All places that describe it so."""
        yield self.file, self.local, self.citing_date
        yield from self.others


class Judgement(Struct, frozen=True, order=True):
    """A person's word on two descriptors (`descriptor_key`): "same" or "different"."""

    kind: str
    a: str
    b: str


class NodeIssue(Struct, frozen=True, order=True):
    """Something odd about how one file describes a thing; `code` names a sentence in kg/messages."""

    file: str
    local: int
    code: str
    detail: str = ""


class Cluster(Struct, frozen=True, kw_only=True):
    """One thing, as all files together describe it."""

    id: str
    kind: str
    label: str
    fields: dict[str, Any]
    aliases: tuple[str, ...]
    inferred: tuple[str, ...]
    members: tuple[tuple[str, int], ...]  # (file, index of the entity in it), sorted
    issues: tuple[NodeIssue, ...] = ()


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


def same_keys(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Descriptor keys that a person called the same -> a key they share."""
    shared: dict[str, str] = {}
    for j in sorted(judgements):
        if j.kind == "same":
            old = {shared.get(j.a, j.a), shared.get(j.b, j.b)}
            shared |= {k: min(old) for k, v in shared.items() if v in old}
            shared[j.a] = shared[j.b] = min(old)
    return shared


def resolve(descriptors: Sequence[Descriptor], judgements: Sequence[Judgement] = ()) -> list[Cluster]:
    """All clusters of all blocks, sorted by id."""
    found = (c for block in blocks(descriptors, judgements) for c in resolve_block(gathered(block), judgements))
    return sorted(found, key=lambda c: c.id)


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


def _place_of(d: Descriptor) -> tuple[str, int]:
    return d.file, d.local


def resolve_block(descriptors: Sequence[Descriptor], judgements: Sequence[Judgement] = ()) -> list[Cluster]:
    """The clusters of one block, sorted by id; what their order of arrival was does not matter."""
    issues: list[NodeIssue] = []
    groups: list[list[Descriptor]] = []
    ordered = sorted(descriptors, key=_place_of) if len(descriptors) > 1 else descriptors
    documents = [_view(d) for d in ordered if d.entity.kind == DOCUMENT]
    if documents:
        groups += [_completed(group) for group in _Documents(documents, issues).groups()]
    others: dict[tuple[str, str, str], list[Descriptor]] = defaultdict(list)
    for d in ordered:
        if d.entity.kind != DOCUMENT:
            others[_other_key(d.entity)].append(d)
    groups += _placed(others)
    if judgements:
        keys = {(file, local): descriptor_key(d.entity) for d in ordered for file, local, _ in d.places()}
        groups = _judged(groups, judgements, keys)
    return _clusters(groups, issues)


# ---- documents ------------------------------------------------------------------------------------------------------


class _View(Struct, frozen=True):
    """A descriptor of a document with what it is compared by."""

    of: Descriptor
    symbol: Symbol | None
    family: str  # type, where it tells one series from another; "" where it does not
    name: str  # name key of a law
    date: str | None
    year: int | None
    period: str | None  # the stretch of time within which its number is used once
    place: str | None
    issuer: str


def day_matters(entity: Entity) -> bool:
    """Does it take the day on which a description is read to know what it is of? If not, files of all days may share a descriptor."""
    if entity.kind != DOCUMENT:
        return False
    if entity.type in rules()["constitutions"].words:
        return True
    year = int(entity.date[:4]) if entity.date else entity.year
    if entity.symbol:
        symbol = parse_symbol(entity.symbol)
        return not (symbol.tokens and _period(symbol, entity.date, year, entity.term))
    return not entity.date and bool(naming.law_name(entity))


def _view(d: Descriptor) -> _View:
    d = _constitution(d)
    e = d.entity
    symbol = parse_symbol(e.symbol) if e.symbol else None
    year = int(e.date[:4]) if e.date else e.year
    kind = type_key(e.type)
    return _View(
        of=d,
        symbol=symbol,
        family=_family(symbol, kind),
        name=naming.law_name(e),
        date=e.date,
        year=year or (symbol.year if symbol else None),
        period=_period(symbol, e.date, year, e.term),
        place=None if symbol and symbol.central else e.place,
        issuer=issuer_key(e.issuer) if e.issuer else "",
    )


def _constitution(d: Descriptor) -> Descriptor:
    """`Hiến pháp` alone is the one in force; which there were is known."""
    e = d.entity
    row = rules()["constitutions"]
    read_on = _read_on(d)
    if e.type not in row.words or e.symbol or e.date or e.year or not read_on:
        return d
    year = max((int(y) for y, day in row.dates.items() if day <= read_on), default=None)
    return structs.replace(d, entity=structs.replace(e, year=year, inferred=(*e.inferred, "year"))) if year else d


def _family(symbol: Symbol | None, kind: str) -> str:
    """`Công văn số 46-HD/BTGTW`: the type word is at odds with the symbol and tells nothing."""
    if not symbol or symbol.assembly or not symbol.tokens:
        return kind
    return "-".join(kind.split("-")[:2]) if kind and symbol.letters.startswith(naming.initials(kind)) else ""


def _period(symbol: Symbol | None, date: str | None, year: int | None, term: str | None) -> str | None:
    if symbol and symbol.year:
        return str(symbol.year)
    if symbol and symbol.party:
        return term or _term(date, year)
    return str(year) if year else None


def _term(date: str | None, year: int | None) -> str | None:
    """The term of a date, or of a year that lies in one term."""
    if date:
        return max(
            ((first, t) for t, first in rules()["party-terms"].dates.items() if first <= date), default=(None, None)
        )[1]
    if year:
        start, end = _term(f"{year}-01-01", None), _term(f"{year}-12-31", None)
        return start if start == end else None
    return None


class _Group:
    """Views of one document. Those that join later are held back, so that what joins does not depend on who joined before."""

    def __init__(self, views: list[_View], law: LawVersion | None = None) -> None:
        self.views = views
        self.law = law  # the version that its number is known to be
        self.joining: list[_View] = []
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
        self.since = self.date or (
            f"{min(years)}-01-01" if years else None
        )  # the first day on which it may have existed
        self.families = frozenset(v.family for v in self.views) - {""}
        self.places = frozenset(v.place for v in self.views) - {None}
        self.issuers = frozenset(v.issuer for v in self.views) - {""}

    def _look_at(self, view: _View) -> None:
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


def _completed(group: _Group) -> list[Descriptor]:
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


class _Documents:
    """Groups the documents of one block, from the fullest descriptions to the barest."""

    def __init__(self, views: list[_View], issues: list[NodeIssue]) -> None:
        self.issues = issues
        self.numbered: dict[tuple[str, str], list[_Group]] = defaultdict(
            list
        )  # number and series -> groups of known period
        self.named: dict[str, list[_Group]] = defaultdict(list)  # type and name of a law -> its versions
        self.typed: dict[tuple[str, str], list[_Group]] = defaultdict(list)  # number and type -> groups
        self.all: list[_Group] = []
        self.laws: set[str] = set()
        self._dated_numbers([v for v in views if v.symbol and v.symbol.tokens and v.period])
        self._misprints()
        self._dated_names([v for v in views if not v.symbol and v.name and v.year])
        for group in self.all:
            group.settle()
        anchors = len(self.all)
        self._undated_numbers([v for v in views if v.symbol and v.symbol.tokens and not v.period])
        self._bare_names([v for v in views if not v.symbol and v.name and not v.year])
        self._bare_numbers([v for v in views if v.symbol and not v.symbol.tokens], self.all[:anchors])
        self._unnumbered([v for v in views if not v.symbol and not v.name])

    def groups(self) -> list[_Group]:
        for group in self.all:
            group.settle()
        return [g for g in self.all if g.views]

    def _add(self, views: list[_View], law: LawVersion | None = None) -> _Group:
        group = _Group(views, law)
        self.all.append(group)
        return group

    def _dated_numbers(self, views: list[_View]) -> None:
        by_number = _grouped(views, lambda v: (_number(v), v.period))
        for (number, _), same in by_number.items():
            for group in _split_types(_split_places(same)):
                self.all.append(group)
                self.numbered[number].append(group)
                names = {_name(v) for v in group.views if v.name}
                first = group.views[0]
                if law := naming.law_of_number(first.symbol, type_key(first.of.entity.type), first.year):
                    names.add(law)
                    group.law = _version_of(law, first)
                    group.settle()
                for name in sorted(names):
                    self.named[name].append(group)

    def _misprints(self) -> None:
        """`Luật Công chứng số 53/2014/QH14`: one name, one number, one year, but another series: one law."""
        for name, groups in self.named.items():
            same: dict[tuple[str, frozenset[int]], _Group] = {}
            for group in sorted(groups, key=lambda g: (not g.law, -g.weight(), _first_symbol(g))):
                number = group.views[0].symbol.number if group.views[0].symbol else ""
                first = same.setdefault((number, group.years), group)
                if first is not group:
                    first.joining += group.views
                    first.settle()
                    group.views = []
            self.named[name] = list(same.values())
        for key, groups in self.numbered.items():
            self.numbered[key] = [g for g in groups if g.views]

    def _dated_names(self, views: list[_View]) -> None:
        """`Luật Đầu tư công năm 2019` belongs to the number of that name and year, if there is one."""
        for (name, _), same in _grouped(views, lambda v: (_name(v), v.year)).items():
            self._known(name)
            versions = [g for g in self.named[name] if same[0].year in g.years]
            by_date = _grouped(same, lambda v: v.date or "")
            for date, some in sorted(by_date.items()):  # those without a day first: they may go to the others
                fits = [g for g in versions if g.date == date] if date else []
                fits = fits or [g for g in versions if not date or not g.date or len(versions) == 1]
                if len(fits) > 1 and not date:
                    some = self._in_force_of(some, fits)
                if len(fits) == 1:
                    fits[0].joining += some
                elif not date and not fits and len(by_date) == 2:
                    by_date[next(d for d in by_date if d)] += some
                elif some:
                    self.named[name].append(self._add(some))
                    if len(fits) > 1:
                        self._ambiguous(some, fits)

    def _undated_numbers(self, views: list[_View]) -> None:
        alone: dict[tuple[Any, ...], list[_View]] = defaultdict(list)
        for view in views:
            fits = [g for g in self.numbered[_number(view)] if _may_be(view, g)]
            if len(fits) > 1 and view.family:
                fits = [g for g in fits if view.family in g.families] or fits
            if len(fits) > 1 and view.issuer:
                fits = [g for g in fits if view.issuer in g.issuers] or fits
            if len(fits) == 1:
                fits[0].joining.append(view)
            else:
                unsure = not view.place and bool(view.symbol and view.symbol.local)
                for file, some in _by_file(view) if unsure else (("", view),):
                    alone[(_number(view), view.family, view.place, file)].append(some)
                if fits:
                    self._ambiguous([view], fits)
        for same in alone.values():
            self._add(same)

    def _bare_names(self, views: list[_View]) -> None:
        """A law named without number or year is the version in force when the citing document was made."""
        alone: dict[str, list[_View]] = defaultdict(list)
        for view in views:
            name = _name(view)
            self._known(name)
            version = _in_force(view, self.named[name])
            if version:
                version.joining.append(view)
            else:
                alone[name].append(view)
                if self.named[name] and not _read_on(view.of):
                    self._ambiguous([view], self.named[name])
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

    def _in_force_of(self, views: list[_View], versions: list[_Group]) -> list[_View]:
        """Of several versions of one year the one in force is meant; returns the views that come before all of them."""
        early: list[_View] = []
        for view in views:
            version = _in_force(view, versions)
            (version.joining if version else early).append(view)
        return early

    def _bare_numbers(self, views: list[_View], anchors: list[_Group]) -> None:
        """`Nghị định 90/2017`, `Nghị quyết 59 của Bộ Chính trị`: joined where the year or the issuer leaves one."""
        for anchor in anchors:
            for k in {_typed(v) for v in anchor.views if v.symbol}:
                self.typed[k].append(anchor)
        every = self._every_typed() if views else {}
        alone: dict[tuple[Any, ...], list[_View]] = defaultdict(list)
        for view in views:
            fits = [g for g in self.typed[_typed(view)] if _may_be(view, g) and _told_apart(view, g)]
            if len(fits) == 1:
                fits[0].joining.append(view)
            elif not fits and (only := _only_called_so(view, every.get(_typed(view), []))):
                only.joining.append(view)
                self._only_candidate([view], only)
            else:
                for file, some in _by_file(view):
                    alone[(_typed(view), view.year, view.issuer, file)].append(some)
                if fits:
                    self._ambiguous([view], fits)
        for same in alone.values():
            self._add(same)

    def _every_typed(self) -> dict[tuple[str, str], list[_Group]]:
        """All numbered groups by number and type, those of unknown period too."""
        found: dict[tuple[str, str], list[_Group]] = defaultdict(list)
        for group in self.all:
            for k in {_typed(v) for v in (*group.views, *group.joining) if v.symbol and v.symbol.tokens}:
                found[k].append(group)
        return found

    def _of_session(self, views: list[_View]) -> list[_View]:
        """`Nghị quyết Trung ương 8 khóa XI` is the paper of that plenum, where one with a number is known; returns those that it leaves."""
        numbered: dict[str, list[_Group]] = defaultdict(list)
        for group in self.all:
            for k in {naming.session_key(v.of.entity) for v in group.views if v.symbol} - {""}:
                numbered[k].append(group)
        left = []
        for view in views:
            fits = numbered.get(naming.session_key(view.of.entity), [])
            if len(fits) == 1 and _may_be(view, fits[0]):
                fits[0].joining.append(view)
                self._only_candidate([view], fits[0])
            else:
                left.append(view)
                if fits:
                    self._ambiguous([view], fits)
        return left

    def _only_candidate(self, views: list[_View], group: _Group) -> None:
        detail = _described(group)
        self.issues += [
            NodeIssue(file, local, "only-candidate", detail) for v in views for file, local, _ in v.of.places()
        ]

    def _unnumbered(self, views: list[_View]) -> None:
        views = self._of_session(views)
        for same in _grouped(views, lambda v: naming.unnumbered_key(v.of.entity)).values():
            papers = _grouped((v for v in same if v.of.own), lambda v: slug(v.of.entity.title or ""))
            if len(papers) > 1:
                self._several_papers(papers, [v for v in same if not v.of.own])
                continue
            dated = bool(same[0].date or same[0].issuer or (same[0].year and len(same[0].of.entity.label.split()) > 5))
            if dated:
                self._add(same)
                continue
            for some in _grouped((v for view in same for _, v in _by_file(view)), lambda v: v.of.file).values():
                self._add(some)

    def _several_papers(self, papers: dict[str, list[_View]], mentions: list[_View]) -> None:
        """Papers of one body and day whose numbers were left open: their titles tell them apart; who does not say the title is in doubt."""
        groups = {title: self._add(same) for title, same in sorted(papers.items())}
        unclear: dict[str, list[_View]] = defaultdict(list)
        for view in mentions:
            named = slug(f"{view.of.entity.title or ''} {view.of.entity.label}")
            fits = [g for title, g in groups.items() if title and title in named]
            if len(fits) == 1:
                fits[0].joining.append(view)
            else:
                for file, some in _by_file(view):
                    unclear[file].append(some)
        for same in unclear.values():
            self._ambiguous(same, list(groups.values()))
            self._add(same)

    def _ambiguous(self, views: list[_View], candidates: list[_Group]) -> None:
        names = sorted({_described(g) for g in candidates})
        detail = "; ".join(names)
        self.issues += [
            NodeIssue(file, local, "ambiguous-document", detail) for v in views for file, local, _ in v.of.places()
        ]


SESSION = 14  # days within which a session of the National Assembly adopts laws that cite one another


def _in_force(view: _View, versions: list[_Group]) -> _Group | None:
    if view.of.own or not versions:
        return None
    day = _read_on(view.of)
    if not day:
        return versions[0] if len(versions) == 1 else None
    # Of which only the year is known is taken to have come at its end: most laws hold from the next year on.
    past = [g for g in versions if g.since and (g.since if len(g.since) > len("2025") else f"{g.since}-12-31") <= day]
    return max(past, key=lambda g: (g.since or "", _first_symbol(g))) if past else None


def _read_on(d: Descriptor) -> str | None:
    """The day whose law is meant: a law means what its own session adopts."""
    day = d.citing_date
    if d.entity.no_later and (day is None or str(d.entity.no_later) < day[:4]):
        return f"{d.entity.no_later}-12-31"
    if not day or not d.citing_type or slug(d.citing_type) not in naming.words("laws"):
        return day
    year, month, last = (int(part) for part in day.split("-"))
    months = year * 12 + month - 1 + (last + SESSION - 1) // 30  # months of thirty days will do
    return f"{months // 12:04}-{months % 12 + 1:02}-{(last + SESSION - 1) % 30 + 1:02}"


def _grouped(views: Iterable[_View], by: Callable[[_View], Any]) -> dict[Any, list[_View]]:
    found: dict[Any, list[_View]] = defaultdict(list)
    for view in views:
        found[by(view)].append(view)
    return found


def _by_file(view: _View) -> Iterator[tuple[str, _View]]:
    """The view as each file has it."""
    for file, same in groupby(view.of.places(), key=lambda place: place[0]):
        (_, local, day), *others = same
        yield (
            file,
            structs.replace(
                view, of=structs.replace(view.of, file=file, local=local, citing_date=day, others=tuple(others))
            ),
        )


def _number(view: _View) -> tuple[str, str]:
    assert view.symbol
    return view.symbol.number, view.symbol.series


def _typed(view: _View) -> tuple[str, str]:
    assert view.symbol
    return view.symbol.number, type_key(view.of.entity.type)


def _version_of(law: str, view: _View) -> LawVersion | None:
    return next(
        (
            v
            for v in naming.law_versions()[law]
            if v.year == view.year and parse_symbol(v.symbol).number == (view.symbol and view.symbol.number)
        ),
        None,
    )


def _first_symbol(group: _Group) -> str:
    return min((v.of.entity.symbol or "" for v in group.views), default=group.law.symbol if group.law else "")


def _name(view: _View) -> str:
    return f"{type_key(view.of.entity.type)}:{view.name}"


def _described(group: _Group) -> str:
    if not group.views:
        return group.law.symbol if group.law else ""
    e = min((v.of.entity for v in group.views), key=lambda e: (-len(e.label), e.label))
    return " ".join(filter(None, (e.label, group.date if group.date and group.date[:4] not in e.label else None)))


def _told_apart(view: _View, group: _Group) -> bool:
    """Does a bare number say enough to be taken for this one: the year, or who issued it?"""
    if view.year:
        return view.year in group.years
    return view.issuer in group.issuers


def _only_called_so(view: _View, groups: list[_Group]) -> _Group | None:
    """`Nghị quyết 57` without year and body: the one paper of that type and number, if it is of the Party's centre or a text calls it so."""
    fits = [g for g in groups if _may_be(view, g)] if not (view.year or view.issuer) else []
    if len(fits) != 1:
        return None
    views = (*fits[0].views, *fits[0].joining)
    called = slug(view.of.entity.label)
    central = any(v.symbol and v.symbol.party for v in views)
    return fits[0] if central or any(slug(a) == called for v in views for a in v.of.entity.aliases) else None


def _may_be(view: _View, group: _Group) -> bool:
    """Nothing that the description says forbids that it is of this group; it is not younger than who cites it."""
    day = view.of.citing_date
    if day and group.since and group.since > day and not view.of.own:
        return False
    if view.family and group.families and view.family not in group.families:
        return False
    if view.place and group.places:
        return view.place in group.places
    return not (view.place or group.places) or not (view.symbol and view.symbol.local)


def _split_places(views: list[_View]) -> list[_Group]:
    """One number in one period: a group for each place; who leaves the place out joins where one is left, or the date says so."""
    by_place = _grouped(views, lambda v: v.place)
    nowhere = by_place.pop(None, [])
    groups = [split for _, same in sorted(by_place.items()) for split in _split_issuers(same)]
    local = any(v.symbol and v.symbol.local for v in views)
    rest: dict[str, list[_View]] = defaultdict(list)
    for view in nowhere:
        fits = [
            g
            for g in groups
            if view.date in g.dates
            or (local and view.issuer in g.issuers)
            or (not local and not (view.date and g.dates))
        ]
        if len(fits) == 1:
            fits[0].joining.append(view)
        else:
            said = view.date or view.issuer
            for file, some in ((said, view),) if said or not local else _by_file(view):
                rest[file if local else ""].append(some)
    return _settled(groups) + [
        group for same in rest.values() for group in _split_units(sorted(same, key=_first_place))
    ]


def _split_units(views: list[_View]) -> list[_Group]:
    """Where no place is told, one number of two units of a kind (two districts) is still two documents."""
    by_issuer = _grouped(views, lambda v: v.issuer)
    unknown = by_issuer.pop("", [])
    groups: list[list[_View]] = []
    for issuer, same in sorted(by_issuer.items()):
        twin = next((g for g in groups if not any(_of_two_units(issuer, v.issuer) for v in g)), None)
        if twin is None:
            groups.append(same)
        else:
            twin += same
    return _with([_Group(g) for g in groups], unknown) if len(groups) > 1 else [_Group(views)]


def _first_place(view: _View) -> tuple[str, int]:
    return view.of.file, view.of.local


def _split_issuers(views: list[_View]) -> list[_Group]:
    """In one place, one number of two bodies with two dates is two documents (a province and its district)."""
    by_issuer = _grouped(views, lambda v: v.issuer)
    unknown = by_issuer.pop("", [])
    groups: list[_Group] = []
    for _, same in sorted(by_issuer.items()):
        own = _Group(same)
        twin = next(
            (
                g
                for g in groups
                if (not own.dates or not g.dates or own.dates & g.dates)
                and not any(_of_two_units(same[0].issuer, issuer) for issuer in g.issuers)
            ),
            None,
        )
        if twin:
            twin.joining += same
            twin.settle()
        else:
            groups.append(own)
    return _with(groups, unknown)


def _of_two_units(a: str, b: str) -> bool:
    """`uy-ban-nhan-dan-huyen-…` of two names: alike up to the kind of unit, and not at all behind it."""
    mine, theirs = a.split("-"), b.split("-")
    alike = next((i for i, (x, y) in enumerate(zip(mine, theirs, strict=False)) if x != y), min(len(mine), len(theirs)))
    kind = "-".join(mine[:alike])
    return alike < min(len(mine), len(theirs)) and any(kind.endswith(f"-{unit}") for unit in naming.words("units"))


def _split_types(groups: list[_Group]) -> list[_Group]:
    """`Quy định số 58-QĐ/TW` and `Quyết định số 58-QĐ/TW` are two, unless they are of one day."""
    result = []
    for group in groups:
        by_family = _grouped(group.views, lambda v: v.family)
        untold = by_family.pop("", [])
        result += _with(_same_day([_Group(same) for _, same in sorted(by_family.items())]), untold)
    return result


def _with(groups: list[_Group], untold: list[_View]) -> list[_Group]:
    """Views that do not say which group they are of go to the one of their day, else to the largest."""
    if not groups:
        return [_Group(untold)] if untold else []
    largest = max(groups, key=_Group.weight)
    for view in untold:
        next((g for g in groups if view.date and view.date in g.dates), largest).joining.append(view)
    return _settled(groups)


def _settled(groups: list[_Group]) -> list[_Group]:
    for group in groups:
        group.settle()
    return groups


def _same_day(groups: list[_Group]) -> list[_Group]:
    result: list[_Group] = []
    for group in groups:
        assembly = any(v.symbol and v.symbol.assembly for v in group.views)
        twin = None if assembly else next((r for r in result if group.dates & r.dates), None)
        if twin:
            twin.joining += group.views
            twin.settle()
        else:
            result.append(group)
    return result


# ---- bodies, initiatives --------------------------------------------------------------------------------------------


def _other_key(entity: Entity) -> tuple[str, str, str]:
    if entity.kind == AGENCY:
        place = naming.body_place(entity.label, entity.place)
        return entity.kind, naming.body_key(entity.label, entity.place), place or ""
    if entity.kind in INITIATIVES:
        return entity.kind, naming.initiative_core(entity.label, entity.kind), entity.place or ""
    return entity.kind, slug(entity.label), entity.place or ""


def _named_short(
    found: dict[tuple[str, str, str], list[Descriptor]],
) -> dict[tuple[str, str, str], list[Descriptor]]:
    """Initiatives known by number alone (`Đề án 06`) join the one that a text says is called so."""
    called: dict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for group, same in found.items():
        for d in same if group[0] in INITIATIVES else ():
            for name in naming.initiative_aliases(d.entity):
                called[group[0], name].add(group)
    whole = {k: next(iter(groups)) for k, groups in called.items() if len(groups) == 1}
    result: dict[tuple[str, str, str], list[Descriptor]] = defaultdict(list)
    for group, same in found.items():
        result[group if group[2] else whole.get(group[:2], group)] += same
    return result


def _placed(found: dict[tuple[str, str, str], list[Descriptor]]) -> list[list[Descriptor]]:
    """Initiatives without a place join the one place that has that name; then periods are told apart."""
    found = _named_short(found)
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, name, place in found:
        if place:
            places[kind, name].append(place)
    result: dict[tuple[str, str, str], list[Descriptor]] = defaultdict(list)
    for (kind, name, place), same in found.items():
        only = places[kind, name]
        result[kind, name, only[0] if not place and kind in INITIATIVES and len(only) == 1 else place] += same
    return [group for same in result.values() for group in _periods(same)]


def _periods(same: list[Descriptor]) -> list[list[Descriptor]]:
    periods: dict[str, list[Descriptor]] = defaultdict(list)
    for d in same:
        periods[d.entity.period or ""].append(d)
    if len(periods) == 2 and "" in periods:
        return [same]
    return list(periods.values())


# ---- judgements, fields, ids ----------------------------------------------------------------------------------------


def _judged(
    groups: list[list[Descriptor]], judgements: Sequence[Judgement], keys: dict[tuple[str, int], str]
) -> list[list[Descriptor]]:
    """Groups after what people said: first what is the same, then what is not. `keys`: descriptor key of each member."""

    def holding(key: str) -> list[Descriptor] | None:
        return next((g for g in groups if any(keys[d.file, d.local] == key for d in g)), None)

    for j in sorted(judgements, key=lambda j: (j.kind != "same", j)):
        has_a, has_b = holding(j.a), holding(j.b)
        if has_a is None or has_b is None:
            continue
        if j.kind == "same" and has_a is not has_b:
            groups = [g for g in groups if g is not has_b and g is not has_a] + [has_a + has_b]
        elif j.kind == "different" and has_a is has_b:
            apart = [d for d in has_b if keys[d.file, d.local] == j.b]
            rest = [d for d in has_b if keys[d.file, d.local] != j.b]
            groups = [g for g in groups if g is not has_b] + [g for g in (rest, apart) if g]
    return groups


_FIELDS = {
    DOCUMENT: ("type", "symbol", "date", "year", "term", "issuer", "title", "name", "signer", "signer_title", "place"),
    AGENCY: ("level", "place", "part_of", "group"),
}
_INITIATIVE_FIELDS = ("period", "place")


def _clusters(groups: list[list[Descriptor]], issues: list[NodeIssue]) -> list[Cluster]:
    by_member: dict[tuple[str, int], list[NodeIssue]] = defaultdict(list)
    for issue in issues:
        by_member[issue.file, issue.local].append(issue)
    drafts = [_draft(sorted(g, key=_place_of) if len(g) > 1 else g) for g in groups]
    if len(drafts) == 1 and not issues:
        return drafts
    by_id: dict[str, list[int]] = defaultdict(list)
    for i, cluster in enumerate(drafts):
        by_id[cluster.id].append(i)
    for same in by_id.values():
        if len(same) > 1:
            for i, suffix in zip(same, _suffixes([drafts[i] for i in same]), strict=True):
                drafts[i] = structs.replace(drafts[i], id=f"{drafts[i].id}-{suffix}" if suffix else drafts[i].id)
    for i, cluster in enumerate(drafts):
        told = [x for m in cluster.members for x in by_member[m]]
        if told:
            drafts[i] = structs.replace(cluster, issues=tuple(sorted({*cluster.issues, *told})))
    return sorted(drafts, key=lambda c: c.id)


def _draft(group: list[Descriptor]) -> Cluster:
    kind = group[0].entity.kind
    fields: dict[str, Any] = {}
    inferred = []
    for field in _FIELDS.get(kind, _INITIATIVE_FIELDS):
        value, stated = _merged(group, field) if len(group) > 1 else _given(group[0].entity, field)
        if value is not None and value is not False:
            fields[field] = value
            if not stated:
                inferred.append(field)
    if fields.get("date"):
        fields.pop("year", None)
    label = _label(group)
    names = {" ".join(n.split()) for n in {n for d in group for n in (d.entity.label, *d.entity.aliases)}}
    return Cluster(
        id=_id(kind, label, fields, group),
        kind=kind,
        label=label,
        fields=fields,
        aliases=tuple(sorted(n for n in names if n and n != label)),
        inferred=tuple(sorted(inferred)),
        members=tuple(sorted((file, local) for d in group for file, local, _ in d.places())),
        issues=tuple(sorted(_odd(group, fields))),
    )


def _given(entity: Entity, field: str) -> tuple[Any, bool]:
    value = getattr(entity, field)
    return (None, True) if value == "" else (value, field not in entity.inferred)


def _merged(group: list[Descriptor], field: str) -> tuple[Any, bool]:
    """The value most trusted: what the document's own text states, then what most state, then what most worked out."""
    votes: dict[tuple[int, Any], int] = {}
    for d in group:
        value = getattr(d.entity, field)
        if value is not None and value != "" and value is not False:
            rank = _rank(d, field)
            votes[rank, value] = votes.get((rank, value), 0) + d.weight
    if not votes:
        return None, True
    if field == "place" and group[0].entity.kind == AGENCY:
        return _own_place(group), True
    if len(votes) == 1:
        ((rank, value),) = votes
        return value, rank != _WORKED_OUT
    if field == "symbol":  # `57-NQ/TW` says more than `57`, however many say that
        votes = {k: n for k, n in votes.items() if parse_symbol(k[1]).tokens} or votes
    rank = min(r for r, _ in votes)
    best = min(((-n, str(v)), v) for (r, v), n in votes.items() if r == rank)[1]
    return best, rank != _WORKED_OUT


def _own_place(group: list[Descriptor]) -> str | None:
    """Of a district and its province the district; its id holds the other's."""
    return max((d.entity.place for d in group if d.entity.place), key=lambda p: (len(p), p), default=None)


_WORKED_OUT, _AGAINST_ITS_NUMBER = 2, 3


def _rank(d: Descriptor, field: str) -> int:
    """How far a value is to be trusted, 0 the most: a day of another year than the number says (`22/2023/QH15 ngày 29/11/2024`) the least."""
    if field in d.entity.inferred:
        return _WORKED_OUT
    if d.own:
        return 0
    if field == "date" and d.entity.symbol and d.entity.date:
        year = parse_symbol(d.entity.symbol).year
        if year and str(year) != d.entity.date[:4]:
            return _AGAINST_ITS_NUMBER
    return 1


def _label(group: list[Descriptor]) -> str:
    """The document's own label; else the one of the fullest description."""
    if len(group) == 1:
        return " ".join(group[0].entity.label.split())
    labels: Counter[str] = Counter()
    for d in group:
        labels[d.entity.label] += d.weight

    longest = max(map(_length, group))
    place = _own_place(group) if group[0].entity.kind == AGENCY else None

    def rank(d: Descriptor) -> tuple[Any, ...]:
        e = d.entity
        told = sum(x is not None for x in (e.symbol, e.date, e.issuer, e.name, e.type))
        return (
            not e.label.strip(),
            _length(d) < longest,
            bool(place) and e.place != place,
            not d.own,
            -told,
            -labels[e.label],
            len(e.label),
            e.label,
        )

    return " ".join(min(group, key=rank).entity.label.split())


def _length(d: Descriptor) -> int:
    """How much of an initiative's name a description gives, the same for all other things."""
    return len(naming.initiative_key(d.entity.label)) if d.entity.kind in INITIATIVES else 0


def _id(kind: str, label: str, fields: dict[str, Any], group: list[Descriptor]) -> str:
    if kind == AGENCY:
        return naming.body_id(label, fields.get("place"))
    if kind != DOCUMENT:
        place = fields.get("place")
        parts = (
            naming.initiative_key(label)[:80],
            naming.short_place(place) if place else "",
            slug(fields.get("period") or ""),
        )
        return "-".join(p for p in parts if p) or kind
    names: dict[str, int] = {}
    for d in group:
        if n := naming.law_name(d.entity):
            names[n] = names.get(n, 0) + d.weight
    name = min(names, key=lambda n: (-names[n], n)) if names else ""
    own = any(d.own for d in group)
    return (
        naming.document_id(fields, name)
        or (naming.titled_id(fields) if own else "")
        or naming.unnumbered_key(group[0].entity)[:90].strip("-")
        or kind
    )


def _suffixes(clusters: list[Cluster]) -> list[str]:
    """For clusters of one id, the shortest field in which all differ; failing that, the first file that names each."""
    for field in ("date", "type", "place", "issuer", "symbol", "name"):
        values = [slug(str(c.fields.get(field) or "")) for c in clusters]
        if len(set(values)) == len(values):
            return values
    values = [slug(f"{c.members[0][0]} {c.members[0][1]}") for c in clusters]
    return (
        values
        if len(set(values)) == len(values)
        else [slug(f"{c.kind} {v}") for c, v in zip(clusters, values, strict=True)]
    )


def _odd(group: list[Descriptor], fields: dict[str, Any]) -> Iterable[NodeIssue]:
    date = fields.get("date")
    for d in group:
        e = d.entity
        if e.kind != DOCUMENT:
            continue
        if date and e.date and e.date != date:
            for file, local, _ in d.places():
                yield NodeIssue(file, local, "date-conflict", f"{e.date} ≠ {date}")
        if e.type and fields.get("type") and type_key(e.type)[:6] != type_key(fields["type"])[:6]:
            for file, local, _ in d.places():
                yield NodeIssue(file, local, "type-conflict", f"{e.type} ≠ {fields['type']}")
        if date and not d.own and date != e.date:
            for file, local, day in d.places():
                if day and date > day:
                    yield NodeIssue(file, local, "cites-younger", f"{date} > {day}")
