"""Names of the RDF export, and what `ontology/vocabulary.ttl` says of our relations: which ELI and Dublin Core properties they also are."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from kg.errors import TableError
from kg.tables import ontology
from kg.text import slug

if TYPE_CHECKING:
    import rdflib

BASE = "https://w3id.org/vn-legal-kg/"
KG = BASE + "ontology#"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "kg": KG,
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Prefixes of things rather than of terms.
PLACES = {
    "assignment": "assignment/",
    "claim": "claim/",
    "doc": "eli/vn/",
    "file": "text/",
    "id": "id/",
    "rule": "rule/",
}
ALL_PREFIXES = dict(sorted((PREFIXES | {p: BASE + path for p, path in PLACES.items()}).items()))


class Vocabulary(Struct, frozen=True, kw_only=True):
    """Terms as full IRIs. `broader`: properties a relation implies; `whole`: those it is where it acts on a whole document, or on the
    provision named; `from_legislation`, `between_legislation`: those it is where its source, or both ends, are enacted by the State."""

    broader: dict[str, tuple[str, ...]]
    whole: dict[str, tuple[str, ...]]
    from_legislation: dict[str, tuple[str, ...]]
    between_legislation: dict[str, tuple[str, ...]]
    state_types: frozenset[str]  # concepts of types that only the State enacts
    shared_types: frozenset[str]  # concepts of types that State and Party use


@lru_cache(maxsize=4096)
def document_iri(id: str) -> str:
    """The address of a document; ELI wants `/eli/` in it."""
    return f"{BASE}eli/vn/{quote(id)}"


@lru_cache(maxsize=4096)
def node_iri(id: str) -> str:
    """The address of anything that is not a document."""
    return f"{BASE}id/{quote(id)}"


@lru_cache(maxsize=4096)
def text_iri(file: str) -> str:
    """The address of a file's text."""
    return f"{BASE}text/{quote(file)}"


@lru_cache(maxsize=4096)
def graph_iri(file: str) -> str:
    """The named graph of what a file says."""
    return f"{BASE}graph/{quote(file)}"


def provision_iri(document: str, path: str) -> str:
    """`điều 5/khoản 2/điểm đ` of a document; a point's letter keeps its bar, since `điểm d` is another one."""
    return f"{document}/{'/'.join(map(_part, path.split('/')))}"


def _part(part: str) -> str:
    word, _, marker = part.partition(" ")
    return f"{slug(word)}-{quote(marker.replace(' ', '-'), safe='.')}" if marker else slug(word)


def type_iri(type: str) -> str:
    """The concept of a document type."""
    return f"{KG}type-{slug(type)}"


def role_iri(role: str) -> str:
    """The concept of a role."""
    return f"{KG}role-{slug(role)}"


def parsed(name: str) -> rdflib.Graph:
    """A Turtle file of `ontology/`; TableError where it cannot be read."""
    import rdflib

    path = ontology() / name
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise TableError("table-unreadable", file=path.name, detail=str(error)) from error


@cache
def vocabulary() -> Vocabulary:
    """What the vocabulary says, read once."""
    from rdflib import RDF, RDFS, SKOS, URIRef

    terms = parsed("vocabulary.ttl")

    def pairs(predicate: URIRef) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for term, other in sorted(terms.subject_objects(predicate)):
            if str(term).startswith(KG):
                found.setdefault(str(term), []).append(str(other))
        return {term: tuple(others) for term, others in found.items()}

    def concepts(kind: str) -> frozenset[str]:
        return frozenset(
            str(c) for c in terms.subjects(SKOS.broader, URIRef(KG + kind)) if (c, RDF.type, SKOS.Concept) in terms
        )

    return Vocabulary(
        broader=pairs(RDFS.subPropertyOf),
        whole=pairs(URIRef(KG + "whole")),
        from_legislation=pairs(URIRef(KG + "fromLegislation")),
        between_legislation=pairs(URIRef(KG + "betweenLegislation")),
        state_types=concepts("state-types"),
        shared_types=concepts("shared-types"),
    )
