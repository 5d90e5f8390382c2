"""Laws that are cited by name, and the acts that bore it."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from kg.naming.keys import name_key, type_key
from kg.naming.symbols import Symbol, parse_symbol
from kg.tables import load_rows


class LawRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of law_versions.toml: a law that is cited by name, and the acts that bore that name."""

    id: str
    type: str
    name: str
    versions: dict[str, str]  # number -> day, or year, of adoption


class LawVersion(Struct, frozen=True):
    """One act of a law's name."""

    symbol: str
    date: str | None
    year: int

    @property
    def since(self) -> str:
        """The day from which it counts, the first of the year where only that is known."""
        return self.date or f"{self.year}-01-01"


@cache
def law_versions() -> dict[str, tuple[LawVersion, ...]]:
    """Known versions of each law, by `family:name key`, oldest first."""
    found: dict[str, tuple[LawVersion, ...]] = {}
    for row in load_rows("law_versions", LawRow):
        versions = [LawVersion(s, d if len(d) > 4 else None, int(d[:4])) for s, d in row.versions.items()]
        found[f"{type_key(row.type)}:{name_key(row.name)}"] = tuple(sorted(versions, key=lambda v: (v.since, v.symbol)))
    return found


@cache
def _names_by_number() -> dict[tuple[str, int, str, str], str]:
    result = {}
    for law, versions in law_versions().items():
        for version in versions:
            symbol = parse_symbol(version.symbol)
            result[symbol.number, version.year, symbol.series, law.split(":")[0]] = law
    return result


def law_of_number(symbol: Symbol | None, kind: str, year: int | None) -> str | None:
    """The law, as `family:name key`, that a number is known to be a version of."""
    if symbol is None or not (symbol.year or year):
        return None
    return _names_by_number().get((symbol.number, symbol.year or year or 0, symbol.series, kind))
