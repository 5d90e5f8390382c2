"""RDF files: Turtle, JSON-LD, N-Triples, N-Quads and TriG, sorted, so that the same graph gives the same bytes; and rdflib's dataset.

Turtle, N-Triples hold all that is said; TriG, N-Quads and JSON-LD keep it in one named graph a source file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export.triples import Dataset, Triple, dataset
from kg.export.vocabulary import ALL_PREFIXES, PREFIXES, parsed
from kg.output import writing
from kg.tables import ontology

if TYPE_CHECKING:
    import rdflib

    from kg.graph import Graph

Put = Callable[[bytes], object]
_TYPE = f"<{PREFIXES['rdf']}type>"
# A local name that needs no escape in Turtle.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z-]+)|\^\^<([^>]*)>)?', re.DOTALL)


def everything(found: Dataset) -> Iterator[Triple]:
    """All triples, sorted, each once, whichever named graph they stand in."""
    return (triple for triple, _ in groupby(merge(*found.values())))


def n_triples(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """A triple a line."""
    with writing(out) as put:
        for triple in everything(dataset(graph)):
            put(f"{' '.join(triple)} .\n".encode())


def n_quads(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """A quad a line, graph by graph."""
    with writing(out) as put:
        for name, triples in dataset(graph).items():
            put(quads(name, triples))


def quads(name: str, triples: Iterable[Triple]) -> bytes:
    """The N-Quads of one named graph."""
    end = f" <{name}> .\n" if name else " .\n"
    return "".join(" ".join(triple) + end for triple in triples).encode()


def turtle(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """Turtle with prefixes, a paragraph a subject."""
    with writing(out) as put:
        put(_prefixes())
        _paragraphs(put, everything(dataset(graph)), "")


def trig(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """TriG: nodes first, then a named graph a source file."""
    with writing(out) as put:
        put(_prefixes())
        for name, triples in dataset(graph).items():
            if name:
                put(f"\n<{name}> {{\n".encode())
                _paragraphs(put, triples, "  ")
                put(b"}\n")
            else:
                _paragraphs(put, triples, "")


def _prefixes() -> bytes:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ALL_PREFIXES.items()).encode()


def _paragraphs(put: Put, triples: Iterable[Triple], pad: str) -> None:
    for subject, about in groupby(triples, key=lambda t: t[0]):
        lines = [
            f"{pad}    {'a' if predicate == _TYPE else _short(predicate)} {', '.join(_short(o) for _, _, o in same)}"
            for predicate, same in groupby(sorted(about, key=lambda t: (t[1] != _TYPE, t)), key=lambda t: t[1])
        ]
        body = " ;\n".join(lines)
        put(f"\n{pad}{_short(subject)}\n{body} .\n".encode())


@lru_cache(maxsize=1 << 16)
def _short(term: str) -> str:
    """A term with its prefix, where the rest of its address needs no escape."""
    if term.startswith("<"):
        return _curie(term[1:-1]) or term
    if term.endswith(">"):
        text, _, kind = term.rpartition("^^")
        return f"{text}^^{_short(kind)}"
    return term


_BY_PLACE = {iri: prefix for prefix, iri in ALL_PREFIXES.items()}


def _curie(iri: str) -> str | None:
    cut = (iri.rfind("#") if "#" in iri else iri.rfind("/")) + 1
    prefix = _BY_PLACE.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.fullmatch(iri, cut) else None


def shorter(iri: str) -> str:
    """An address with its prefix where it has one."""
    return _curie(iri) or iri


def json_ld(graph: Graph, out: Path | None, *, with_text: bool = False) -> None:
    """JSON-LD with the context of `ontology/context.jsonld`, a node object a line, a named graph a source file."""
    context = json.loads((ontology() / "context.jsonld").read_text("utf-8"))["@context"]
    compact = _Compact(context)
    with writing(out) as put:
        put(b'{"@context":' + _json(context) + b',\n"@graph":[\n')
        found = dataset(graph)
        _joined(put, map(_json, compact.nodes(found.pop("", []))))
        for name, triples in found.items():
            put(b',\n{"@id":' + _json(name) + b',"@graph":[\n')
            _joined(put, map(_json, compact.nodes(triples)))
            put(b"]}")
        put(b"]}\n")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _joined(put: Put, pieces: Iterable[bytes]) -> None:
    for n, piece in enumerate(pieces):
        put((b",\n" if n else b"") + piece)


class _Compact:
    """Node objects in the words of a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.terms: dict[
            str, tuple[str, str]
        ] = {}  # predicate -> (term, what its values are: `@id`, `@vi`, a datatype or "")
        for name, rule in context.items():
            if isinstance(rule, dict):
                language = f"@{rule['@language']}" if "@language" in rule else ""
                self.terms[_full(rule["@id"])] = (name, language or _full(rule.get("@type", "")))

    def nodes(self, triples: Iterable[Triple]) -> Iterator[dict[str, Any]]:
        """A node object a subject."""
        for subject, about in groupby(triples, key=lambda t: t[0]):
            node: dict[str, Any] = {"@id": self._name(subject)}
            for predicate, same in groupby(about, key=lambda t: t[1]):
                if predicate == _TYPE:
                    node["@type"] = [self._name(o) for _, _, o in same]
                    continue
                name, kind = self.terms.get(predicate[1:-1], (self._name(predicate), ""))
                values = [self._value(o, kind) for _, _, o in same]
                node[name] = values[0] if len(values) == 1 else values
            yield node

    def _name(self, term: str) -> str:
        return _curie(term[1:-1]) or term[1:-1]

    def _value(self, term: str, kind: str) -> Any:
        if term.startswith("<"):
            return self._name(term) if kind == "@id" else {"@id": self._name(term)}
        found = _LITERAL.fullmatch(term)
        assert found
        text, language, datatype = json.loads(f'"{found[1]}"'), found[2], found[3]
        if kind == (f"@{language}" if language else datatype or ""):
            return text
        if language:
            return {"@value": text, "@language": language}
        return {"@value": text, "@type": _curie(datatype) or datatype} if datatype else {"@value": text}


def _full(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return ALL_PREFIXES[prefix] + local if colon and prefix in ALL_PREFIXES else name


def to_rdflib(graph: Graph) -> rdflib.Dataset:
    """rdflib's dataset of the graph; its default graph is the union of the named ones."""
    import rdflib

    result = rdflib.Dataset(default_union=True)
    for prefix, iri in ALL_PREFIXES.items():
        result.bind(prefix, iri)
    for name, triples in dataset(graph).items():
        part = result.graph(name) if name else result.default_graph
        for subject, predicate, object_ in triples:
            part.add((_rdflib(subject), _rdflib(predicate), _rdflib(object_)))
    return result


@lru_cache(maxsize=1 << 16)
def _rdflib(term: str) -> rdflib.term.Node:
    from rdflib import Literal, URIRef

    if term.startswith("<"):
        return URIRef(term[1:-1])
    found = _LITERAL.fullmatch(term)
    assert found
    return Literal(json.loads(f'"{found[1]}"'), lang=found[2], datatype=URIRef(found[3]) if found[3] else None)


def shape_faults(data: rdflib.Graph) -> list[str]:
    """What the shapes of `ontology/shapes.ttl` find wrong in some RDF, each in a sentence; needs the extra `rdf`."""
    import pyshacl
    import rdflib
    from rdflib import RDF, SH

    whole = rdflib.Graph()
    for triple in (*data.triples((None, None, None)), *parsed("vocabulary.ttl")):
        whole.add(triple)
    _, report, _ = pyshacl.validate(whole, shacl_graph=parsed("shapes.ttl"), inference="none", advanced=False)
    return sorted(
        f"{report.value(result, SH.focusNode)} {report.value(result, SH.resultPath)}: {report.value(result, SH.resultMessage)}"
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )
