"""What all descriptions of a thing say together: its fields, label and aliases, and where they are at odds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kg import naming
from kg.identity.ids import node_id
from kg.identity.records import Cluster, Descriptor, NodeIssue
from kg.model import AGENCY, DOCUMENT, INITIATIVES, Entity
from kg.naming import name_key, parse_symbol, type_key
from kg.text import slug

_FIELDS = {
    DOCUMENT: ("type", "symbol", "date", "year", "term", "issuer", "title", "name", "signer", "signer_title", "place"),
    AGENCY: ("level", "place", "part_of", "group"),
}
_INITIATIVE_FIELDS = ("period", "place")
_WORKED_OUT, _AGAINST_ITS_NUMBER = 2, 3


def merged(group: list[Descriptor]) -> Cluster:
    """The descriptors of one thing -> what they say together."""
    kind = group[0].entity.kind
    fields: dict[str, Any] = {}
    inferred = []
    for field in _FIELDS.get(kind, _INITIATIVE_FIELDS):
        value, stated = _value(group, field) if len(group) > 1 else _given(group[0].entity, field)
        if value is not None and value is not False:
            fields[field] = value
            if not stated:
                inferred.append(field)
    if fields.get("date"):
        fields.pop("year", None)
    label = _label(group)
    names = {" ".join(n.split()) for n in {n for d in group for n in (d.entity.label, *d.entity.aliases)}}
    return Cluster(
        id=node_id(kind, label, fields, group),
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


def _value(group: list[Descriptor], field: str) -> tuple[Any, bool]:
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
    if field == "name" and best.isupper():  # as others spell it in sentences
        same = [v for _, v in votes if not v.isupper() and name_key(v) == name_key(best)]
        best = min(same, key=lambda v: (slug(v) != slug(best), -votes.get((1, v), 0), v), default=best)
    return best, rank != _WORKED_OUT


def _own_place(group: list[Descriptor]) -> str | None:
    """Of a district and its province the district; its id holds the other's."""
    return max((d.entity.place for d in group if d.entity.place), key=lambda p: (len(p), p), default=None)


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
    """The document's own label, else the one of the fullest description; the file of a text that does not say what it is."""
    if not any(d.entity.label.strip() for d in group):
        return min(file for d in group for file, *_ in d.places())
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
            # of `Luật Hải quan sửa đổi 2005` the year tells it apart
            bool(e.year and not e.symbol) and str(e.year) not in e.label,
            -told,
            -labels[e.label],
            len(e.label),
            e.label,
        )

    return " ".join(min(group, key=rank).entity.label.split())


def _length(d: Descriptor) -> int:
    """How much of an initiative's name a description gives, the same for all other things."""
    return len(naming.initiative_key(d.entity.label)) if d.entity.kind in INITIATIVES else 0


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
