"""Pages as HTML: the templates, and how days, names and places are written in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from kg.graph import Edge, Node
from kg.messages import LANGUAGES, t
from kg.query.dates import rhythm, written_day
from kg.query.refs import name, provision, spelled, stands_at
from kg.query.tasks import TaskRow, moved
from kg.relations import relation_label
from kg.serve.pages.asked import Asked, Shown
from kg.text import one_line
from kg.units import load_units
from kg.view import look

TEMPLATES = Path(__file__).parent.parent / "templates"
_ISO = re.compile(r"\b([12]\d{3})-(\d\d)-(\d\d)\b")


def environment() -> Environment:
    """Templates with everything escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        day=written_day,
        days=lambda s: _ISO.sub(r"\3/\2/\1", str(s)),
        rhythm=rhythm,
        name=_name,
        line=lambda s: one_line(str(s)),
        moved=moved,
        place=place_name,
        provision=provision,
        spelled=spelled,
        stands_at=stands_at,
        roles=_roles,
        url=lambda s: quote(str(s), safe=""),
    )
    made.globals.update(colour=look.colour)
    return made


def render(made: Environment, shown: Shown, asked: Asked, **more: Any) -> str:
    """A page as HTML."""
    template, values = shown

    def say(code: str, **params: object) -> str:
        return t(code, asked.lang, **params)

    def verb(relation: str, inward: bool = False) -> str:
        return relation_label(relation, asked.lang, inward)

    return made.get_template(template).render(
        **values, T=say, V=verb, lang=asked.lang, languages=LANGUAGES, review=asked.review, **more
    )


def _name(found: Node) -> str:
    """Never empty: a link needs words. Never cut: which place a body is of stands at the end."""
    return one_line(name(found, whole=True)) or found.id


def _roles(
    given: Iterable[TaskRow | tuple[Node, Edge]],
) -> list[tuple[str | None, list[tuple[str, str, tuple[str, ...]]]]]:
    """The bodies of a task by what they are in it, each role said once: (role, (id, name, why it is inferred))."""
    found: dict[str | None, list[tuple[str, str, tuple[str, ...]]]] = {}
    for one in given:
        id, label = (one.agency_id, one.agency) if isinstance(one, TaskRow) else (one[0].id, _name(one[0]))
        fact = one if isinstance(one, TaskRow) else one[1]
        found.setdefault(fact.role, []).append((id, label, fact.why))
    return list(found.items())


def place_name(id: object) -> str:
    """The name of a place, '' for none."""
    return load_units().label(str(id)) if id else ""
