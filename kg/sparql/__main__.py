"""The process that answers: `python -m kg.sparql STORE` reads a question in JSON from its input."""

from __future__ import annotations

import json
import sys

from kg.sparql.forms import ANSWER_LIMIT, GRAPHS, JSON_RESULTS, RESULTS, TURTLE


def _worker(path: str) -> None:
    """Reads a question, writes a head line in JSON and then the answer."""
    import pyoxigraph as ox

    from kg.export.vocabulary import ALL_PREFIXES

    _bound_memory()
    asked = json.load(sys.stdin)
    out = sys.stdout.buffer
    try:
        found = ox.Store.read_only(path).query(
            asked["query"],
            prefixes=ALL_PREFIXES,
            default_graph=[ox.NamedNode(g) for g in asked["default"]] or None,
            named_graphs=[ox.NamedNode(g) for g in asked["named"]] or None,
        )
        if isinstance(found, ox.QueryTriples):
            kind, media_type = "construct", next((a for a in asked["accept"] if a in GRAPHS), TURTLE)
            body = ox.serialize(found, format=ox.RdfFormat.from_extension(GRAPHS[media_type]), prefixes=ALL_PREFIXES)
        else:
            kind = "ask" if isinstance(found, ox.QueryBoolean) else "select"
            media_type = next((a for a in asked["accept"] if a in RESULTS), JSON_RESULTS)
            body = found.serialize(format=ox.QueryResultsFormat.from_extension(RESULTS[media_type]))
    except (SyntaxError, OSError, ValueError, RuntimeError, MemoryError) as error:
        out.write(json.dumps({"error": str(error), "syntax": isinstance(error, SyntaxError)}).encode() + b"\n")
        return
    if body is None or len(body) > ANSWER_LIMIT:
        out.write(b'{"big": true}\n')
        return
    out.write(json.dumps({"kind": kind, "media_type": media_type}).encode() + b"\n")
    out.write(body)


def _bound_memory() -> None:
    """A query that would eat the machine's memory fails instead."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


if __name__ == "__main__":
    _worker(sys.argv[1])
