"""Readable ids of nodes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kg.model import AGENCY
from kg.naming.keys import body_key, body_place, initials, short_place
from kg.naming.rules import codes, rules
from kg.naming.symbols import letters_of, parse_symbol
from kg.text import slug


def document_id(fields: dict[str, Any], name: str) -> str:
    """The readable id of a document with these merged fields; `name` is its name key where it is cited by name."""
    date, year = fields.get("date"), fields.get("year")
    when = str(date)[:4] if date else str(year) if year else ""
    kind = slug(str(fields.get("type") or ""))
    symbol = parse_symbol(str(fields["symbol"])) if fields.get("symbol") else None
    if name and (not symbol or symbol.assembly) and len(name) <= 60:
        when = when or (str(symbol.year) if symbol and symbol.year else "")
        return _join(kind if name == kind else f"{kind}-{name}", when)
    if not symbol:
        return _join(kind, name[:80], when) if name else ""
    when = str(symbol.year) if symbol.year else when or slug(str(fields.get("term") or ""))
    tokens = [t for t in symbol.tokens if t]
    if tokens and not symbol.assembly and kind and tokens[0].startswith(initials(kind)):
        head = tokens.pop(0)
    else:
        head = kind
        if tokens and symbol.assembly and letters_of(tokens[0]) not in codes("assembly"):
            tokens.pop(0)
    place = fields.get("place")
    where = short_place(str(place)) if place and not symbol.central else ""
    return _join(head, symbol.number.replace(".", "-"), *tokens, where, when)


def titled_id(fields: dict[str, Any]) -> str:
    """The readable id of a paper that bears no number: type, place, the first words of its title; "" where it has no title either."""
    title = slug(str(fields.get("title") or ""))
    if not title:
        return ""
    place, when = fields.get("place"), str(fields.get("date") or fields.get("year") or "")[:4]
    return _join(
        slug(str(fields.get("type") or "")),
        short_place(str(place)) if place else "",
        title[:48].rpartition("-")[0] or title,
        when,
    )


@lru_cache(maxsize=1 << 16)
def body_id(label: str, place: str | None) -> str:
    """The readable id of an agency: `so-y-te-kon-tum`, `ubnd-kon-tum`; of a province that must act another than that of the place."""
    result = body_key(label, place)
    place = body_place(label, place)
    for long, short in rules()["spoken-short"].short.items():
        result = result.replace(slug(long), slug(short))
    made = _join(result[:100], short_place(place) if place else "")
    return _join(made, AGENCY) if made == place else made


def _join(*parts: str) -> str:
    return "-".join(part for part in parts if part)
