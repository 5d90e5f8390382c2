"""The rows of the tables of successions: `ontology/tables/succession*.toml`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

Share = Literal["whole", "part"]


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """An act: number or name, its day, who made it."""

    symbol: str
    date: str | None = None
    issuer: str | None = None

    def __str__(self) -> str:
        detail = ", ".join(x for x in (self.date, self.issuer) if x)
        return f"{self.symbol} ({detail})" if detail else self.symbol


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `successions.toml`; the head of that file says what each key means."""

    id: str
    scope: Literal["central", "province", "district", "unit"]
    sources: tuple[str, ...] = field(name="from")
    to: str
    date: str
    basis: tuple[Basis, ...]
    share: Share
    sure: Literal["A", "P", "p", "K"]
    fields: tuple[str, ...] = ()
    in_force: str | None = None
    until: str | None = None
    places: tuple[str, ...] = ()
    except_places: tuple[str, ...] = ()
    except_names: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    heads: bool = False
    keeps: bool = False
    rest: bool = False
    reused: bool = False
    local: bool = False
    joins: bool = False
    regional: bool = False
    rename: bool = False
    placed: bool = False
    inferred: bool = False
    note: str | None = None

    @property
    def unconfirmed(self) -> bool:
        """Whether the row rests on a plan, or on general knowledge."""
        return self.sure in ("p", "K")


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `succession_fields.toml`."""

    id: str
    name: str
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class PlaceRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    date: str
    basis: tuple[Basis, ...]
    sure: str
    day_sure: bool = False
    note: str | None = None


class MoveRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    date: str
    heads: tuple[str, ...]
    basis: tuple[Basis, ...]
    sure: str
    note: str | None = None


class NameRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    aliases: tuple[str, ...] = ()


class WordRow(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    words: tuple[str, ...]
