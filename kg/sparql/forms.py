"""Bounds of a question, and the media types of answers."""

from __future__ import annotations

TIME_LIMIT = 30.0  # seconds
QUERY_LIMIT = 100_000  # characters of a query
ANSWER_LIMIT = 200_000_000  # bytes of an answer
JSON_RESULTS, TURTLE = "application/sparql-results+json", "text/turtle"
RESULTS = {
    JSON_RESULTS: "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
GRAPHS = {
    TURTLE: "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "text/plain": "nt",
}
