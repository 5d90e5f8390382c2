"""What descriptions of documents are compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from msgspec import Struct, structs

from kg import naming
from kg.identity.records import Descriptor
from kg.naming import Symbol, issuer_key, parse_symbol, rules, type_key
from kg.text import slug

_SESSION = 14  # days within which a session of the National Assembly adopts laws that cite one another


class View(Struct, frozen=True):
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


def view_of(d: Descriptor) -> View:
    """A descriptor of a document with what it is compared by."""
    d = _constitution(d)
    e = d.entity
    symbol = parse_symbol(e.symbol) if e.symbol else None
    year = int(e.date[:4]) if e.date else e.year
    kind = type_key(e.type)
    return View(
        of=d,
        symbol=symbol,
        family=_family(symbol, kind),
        name=naming.law_name(e),
        date=e.date,
        year=year or (symbol.year if symbol else None),
        period=period(symbol, e.date, year, e.term),
        place=None if symbol and symbol.central else e.place,
        issuer=issuer_key(e.issuer) if e.issuer else "",
    )


def _constitution(d: Descriptor) -> Descriptor:
    """`Hiến pháp` alone is the one in force; which there were is known."""
    e = d.entity
    row = rules()["constitutions"]
    day = read_on(d)
    if e.type not in row.words or e.symbol or e.date or e.year or not day:
        return d
    year = max((int(y) for y, first in row.dates.items() if first <= day), default=None)
    return structs.replace(d, entity=structs.replace(e, year=year, inferred=(*e.inferred, "year"))) if year else d


def _family(symbol: Symbol | None, kind: str) -> str:
    """`Công văn số 46-HD/BTGTW`: the type word is at odds with the symbol and tells nothing."""
    if not symbol or symbol.assembly or not symbol.tokens:
        return kind
    return "-".join(kind.split("-")[:2]) if kind and symbol.letters.startswith(naming.initials(kind)) else ""


def period(symbol: Symbol | None, date: str | None, year: int | None, term: str | None) -> str | None:
    """The stretch of time within which a number is used once: a year, for papers of the Party a term of its congress."""
    if symbol and symbol.year:
        return str(symbol.year)
    if symbol and symbol.party:
        return term or _term(date, year)
    return str(year) if year else None


def _term(date: str | None, year: int | None) -> str | None:
    """The term of a date, or of a year that lies in one term."""
    if date:
        begun = ((first, t) for t, first in rules()["party-terms"].dates.items() if first <= date)
        return max(begun, default=(None, None))[1]
    if year:
        start, end = _term(f"{year}-01-01", None), _term(f"{year}-12-31", None)
        return start if start == end else None
    return None


def read_on(d: Descriptor) -> str | None:
    """The day whose law is meant: a law means what its own session adopts; in what is said of another paper, that of its year."""
    day = d.citing_date
    if d.entity.said_of and (day is None or str(d.entity.said_of) != day[:4]):
        return f"{d.entity.said_of}-12-31"
    if not day or not d.citing_type or slug(d.citing_type) not in naming.words("laws"):
        return day
    year, month, last = (int(part) for part in day.split("-"))
    months = year * 12 + month - 1 + (last + _SESSION - 1) // 30  # months of thirty days will do
    return f"{months // 12:04}-{months % 12 + 1:02}-{(last + _SESSION - 1) % 30 + 1:02}"


def grouped(views: Iterable[View], by: Callable[[View], Any]) -> dict[Any, list[View]]:
    """Views by what `by` gives for each."""
    found: dict[Any, list[View]] = defaultdict(list)
    for view in views:
        found[by(view)].append(view)
    return found


def by_file(view: View) -> Iterator[tuple[str, View]]:
    """The view as each file has it."""
    for file, same in groupby(view.of.places(), key=lambda place: place[0]):
        (_, local, day), *others = same
        of = structs.replace(view.of, file=file, local=local, citing_date=day, others=tuple(others))
        yield file, structs.replace(view, of=of)


def number_and_series(view: View) -> tuple[str, str]:
    """What papers of one number and kind have in common."""
    assert view.symbol
    return view.symbol.number, view.symbol.series


def number_and_type(view: View) -> tuple[str, str]:
    """What papers called alike have in common where a number stands bare."""
    assert view.symbol
    return view.symbol.number, type_key(view.of.entity.type)


def type_and_name(view: View) -> str:
    """What the versions of a law have in common."""
    return f"{type_key(view.of.entity.type)}:{view.name}"
