"""The ready questions of `ontology/queries`: a text in SPARQL (`.rq`) or Cypher (`.cypher`) whose head says what it asks and what it takes.

# vi: Ai được giao việc gì?
# en: Who has to do what?
# agency: agency                  a parameter, and what kind of thing it is: document, agency, node, date, text
"""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from kg.errors import QueryError, UsageFault
from kg.graph import Graph
from kg.query.dates import day
from kg.query.refs import one
from kg.tables import ontology

KINDS = ("document", "agency", "node", "date", "text")


class Named(Struct, frozen=True, kw_only=True):
    """A ready question: what it asks by language, its text, its parameters with their kinds."""

    name: str
    title: dict[str, str]
    text: str
    parameters: dict[str, str]


def named(suffix: str) -> dict[str, Named]:
    """All ready questions in one language (`rq`, `cypher`), by name."""
    return {path.stem: _read(path) for path in sorted((ontology() / "queries").glob(f"*.{suffix}"))}


def _read(path: Path) -> Named:
    text = path.read_text("utf-8")
    title: dict[str, str] = {}
    parameters: dict[str, str] = {}
    for line in text.split("\n"):
        if not line.startswith(("#", "//")):
            break
        key, _, value = line.lstrip("#/ ").partition(":")
        if key in ("vi", "en"):
            title[key] = value.strip()
        elif value.strip() in KINDS:
            parameters[key] = value.strip()
    return Named(name=path.stem, title=title, text=text, parameters=parameters)


def text_of(query: str | None, name: str | None, file: Path | None, suffix: str) -> tuple[str, dict[str, str]]:
    """The one text that was asked for, and the kinds of its parameters; UsageFault where none or several were, or a ready one is not there; QueryError where a file cannot be read."""
    if sum(x is not None for x in (query, name, file)) != 1:
        raise UsageFault("query-which")
    if name is not None:
        known = named(suffix)
        if name not in known:
            raise UsageFault("query-unknown", name=name, known=", ".join(known))
        return known[name].text, known[name].parameters
    if file is not None:
        try:
            return (sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")), {}
        except (OSError, UnicodeDecodeError) as error:
            detail = error.strerror if isinstance(error, OSError) else str(error)
            raise QueryError("query-file", path=file, detail=detail) from error
    return query or "", {}


def parameters(given: list[str], kinds: dict[str, str], graph: Graph | None) -> dict[str, tuple[str, str]]:
    """`name=value` from the command line -> name: (kind, value); references to nodes become their ids where a graph is at hand, days are
    written as the graph writes them."""
    found: dict[str, tuple[str, str]] = {}
    for piece in given:
        name, equals, value = piece.partition("=")
        if not equals or not name or (kinds and name not in kinds):
            raise UsageFault("query-parameter", what=piece, known=", ".join(kinds))
        kind = kinds.get(name, "text")
        if kind in ("document", "agency", "node") and graph is not None:
            value = one(graph, value, None if kind == "node" else kind).id
        elif kind == "date":
            value = day(value).isoformat()
        found[name] = (kind, value)
    return found
