"""Checks what a lawyer edits: every table of `ontology/tables`, its examples and counter-examples, the vocabulary, shapes and queries.

Examples run through the same extraction as documents do. All faults are reported at once, each with its table and row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from kg.extract import extract
from kg.model import AGENCY, DOCUMENT, INITIATIVES, FileFacts
from kg.recognise import lexicon
from kg.tables import ontology
from kg.text import fold, key, plain
from kg.toml import read_toml

Row = dict[str, Any]
# Keys of a row that hold no words of a text.
SAID = ("id", "also", "note", "meaning", "use", "role", "examples", "counter_examples", "colour")


class Checked(Struct, frozen=True, kw_only=True):
    """How much was looked at, and what is wrong."""

    tables: int
    rows: int
    examples: int
    faults: tuple[str, ...]


def check() -> Checked:
    """Every fault of the ontology, in the order of tables and rows."""
    tables = rows = examples = 0
    faults: list[str] = []
    for path in sorted((ontology() / "tables").glob("*.toml")):
        tables += 1
        try:
            data = read_toml(path)
        except (OSError, ValueError) as error:
            faults.append(f"{path.name}: {error}")
            continue
        seen: set[str] = set()
        for number, row in enumerate(data.get("row", []), 1):
            rows += 1
            id = str(row.get("id", ""))
            where = f"{path.name}: {id or f'row {number}'}"
            if not id or id in seen:
                faults.append(f"{where}: {'no id' if not id else 'id twice'}")
            seen.add(id)
            examples += len(row.get("examples", ())) + len(row.get("counter_examples", ()))
            faults += [f"{where}: {fault}" for fault in _row(path.stem, row)]
        for row in data.get("row", []):
            faults += [
                f"{path.name}: {row.get('id')}: also: no row {other}"
                for other in row.get("also", ())
                if other not in seen
            ]
    faults += list(_rdf())
    return Checked(tables=tables, rows=rows, examples=examples, faults=tuple(faults))


def _row(table: str, row: Row) -> Iterator[str]:
    runs = RUNS.get(table, _words)
    for word in row.get("words", ()):
        # blanks beside blanks: patterns would try each way to part them
        if isinstance(word, str) and not fold(word).strip():
            yield f"is read as a blank: {word!r}"
    for example in row.get("examples", ()):
        if not runs(row, example):
            yield f"example is not found: {example}"
    if table in RUNS:
        for example in row.get("counter_examples", ()):
            if runs(row, example):
                yield f"counter-example is found: {example}"


def _words(row: Row, example: str) -> bool:
    """Does a word of the row stand in the example, with or without its diacritics? A row without words is one of numbers."""
    words = [w for field, value in row.items() if field not in SAID for w in _all(value)] if "dates" not in row else []
    said = key(example)
    return not words or any(key(w) in said or plain(w) in plain(said) for w in words)


def _all(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [w for item in value for w in _all(item)]
    return [w for pair in value.items() for item in pair for w in _all(item)] if isinstance(value, dict) else []


def _facts(text: str) -> FileFacts:
    return extract("check", text if text.endswith((".", ";")) else f"{text}.")


def _type(row: Row, example: str) -> bool:
    types = [e.type for e in _facts(example).entities if e.kind == DOCUMENT]
    return any(t and (t == row["type"] or row["type"].startswith(t)) for t in types) or example.split()[
        0
    ].casefold() in " ".join(row["words"])


def _cited(row: Row, example: str) -> bool:
    facts = _facts(example)
    return any(m.entity and facts.entities[m.entity].kind == DOCUMENT for m in facts.mentions)


def _related(row: Row, example: str) -> bool:
    return any(c.kind == row["id"] for c in _facts(example).claims)


def _planned(row: Row, example: str) -> bool:
    if row.get("use") not in ("head", "works", "built") or (row["use"] == "works" and row.get("alone") is False):
        return "counter_examples" not in row or example not in row["counter_examples"]
    facts = _facts(f"{lexicon.printed('implements')} {example}")
    return any(e.kind in INITIATIVES for e in facts.entities)


def _body(row: Row, example: str) -> bool:
    return any(e.kind == AGENCY for e in _facts(example).entities) and example not in row.get("counter_examples", ())


# Tables whose examples are sentences or names that the extraction must understand.
RUNS: dict[str, Callable[[Row, str], bool]] = {
    "document_types": _type,
    "law_names": _cited,
    "relations": _related,
    "initiatives": _planned,
    "agencies": _body,
}


def _rdf() -> Iterator[str]:
    """Vocabulary and shapes are RDF; every named query is read."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    for name in ("vocabulary.ttl", "shapes.ttl"):
        try:
            rdflib.Graph().parse(ontology() / name)
        except Exception as error:  # whatever the parser says is the author's to mend
            yield f"{name}: {error}"
    for path in sorted((ontology() / "queries").glob("*.rq")):
        try:
            prepareQuery(path.read_text("utf-8"))
        except Exception as error:
            yield f"{path.name}: {error}"
