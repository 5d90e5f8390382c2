"""SPARQL over a graph: an Oxigraph store kept beside the graph file, brought up to date file by file, and asked in a process of its own.

A query that runs too long is stopped by ending that process; nothing can write through it, and nothing can reach the network.
Run as a program (`python -m kg.sparql STORE`) it answers one question, given as JSON on stdin.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kg.errors import QueryError, StoreError

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from kg.export.triples import Dataset, Triple

TIME_LIMIT = 30.0  # seconds
QUERY_LIMIT = 100_000  # characters of a query
ANSWER_LIMIT = 200_000_000  # bytes of an answer
NODES = "https://w3id.org/vn-legal-kg/nodes"  # the named graph of what no single file says: names and fields
VERSION = "3"  # of the store's layout; another one is made anew

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
_SPACE = r"(?:\s|#[^\n]*)*"
# An update's first word, behind its prologue.
_UPDATE = re.compile(
    rf"{_SPACE}(?:(?:BASE|PREFIX\s+[^\s:<]*:)\s*<[^>]*>{_SPACE})*(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)  # fmt: skip
# `SERVICE <address>` wherever the parser could see it, inside a string as well: told from the rest by what stands around it alone, since a
# text made to mislead must not get past.
_SERVICE = re.compile(
    rf"(?:(?<![?$\w])|(?<=\d)|(?<=true)|(?<=false))SERVICE{_SPACE}(?:SILENT{_SPACE})?(?:[<?$]|[\w.-]*:)", re.IGNORECASE
)  # fmt: skip
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_WHERE = re.compile(r"\bWHERE\s*\{|^\s*ASK\s*\{", re.IGNORECASE | re.MULTILINE)
_AT = re.compile(r"error at (\d+):(\d+)")


class Answer(Struct, frozen=True, kw_only=True):
    """What came back: `kind` is select, ask or construct."""

    kind: str
    media_type: str
    body: bytes


# -- the store


def store(graph: Path) -> Path:
    """The store of a graph file, made or brought up to date; StoreError where the graph cannot be read, QueryError without pyoxigraph."""
    if not find_spec("pyoxigraph"):
        raise QueryError("extra-missing", extra="rdf")
    folder = _folder(graph)
    stamp = _stamp(graph)
    if _state(folder).get("stamp") != stamp:
        with _lock(folder, exclusive=True):
            if _state(folder).get("stamp") != stamp:
                _refresh(graph, folder, stamp)
    return folder


def _folder(graph: Path) -> Path:
    """Beside the graph file; where nothing can be written there, in the user's cache."""
    graph = graph.absolute()
    folder = graph.with_name(graph.name + ".rdfstore")
    if not os.access(folder if folder.exists() else graph.parent, os.W_OK):
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = cache / "kg" / (hashlib.sha256(str(graph).encode()).hexdigest()[:16] + ".rdfstore")
    return folder


def _stamp(graph: Path) -> str:
    """Changes whenever the graph file does."""
    parts = [VERSION]
    for path in (graph, graph.with_name(graph.name + "-wal")):
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        if found.st_size:
            parts.append(f"{found.st_size}:{found.st_mtime_ns}")
    if len(parts) == 1:
        raise StoreError("graph-missing", path=str(graph))
    return " ".join(parts)


def _state(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "state.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _refresh(graph: Path, folder: Path, stamp: str) -> None:
    """Replaces the named graphs that changed. A store whose refreshing was interrupted is made anew."""
    from kg import __version__
    from kg.export.triples import dataset
    from kg.graph import Graph

    with Graph.open(graph) as opened:
        found = dataset(opened)
    found[NODES] = found.pop("", [])
    layout = f"{VERSION} {__version__}"
    known = _state(folder)
    if known.get("layout") != layout:
        shutil.rmtree(folder / "store", ignore_errors=True)
        known = {}
    try:
        _write_state(folder, {})
        after = _replace(folder / "store", found, known.get("graphs", {}))
        _write_state(folder, {"layout": layout, "stamp": stamp, "graphs": after})
    except OSError as error:
        raise StoreError("rdf-store", path=str(folder), detail=str(error)) from error


def _replace(path: Path, found: Dataset, before: dict[str, str]) -> dict[str, str]:
    """Brings the store from the digests `before` to what was found; returns the new digests. The store's default graph holds every triple
    once, since Oxigraph's own union of named graphs repeats what several of them say."""
    from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

    from kg.export.rdf import quads

    db = Store(str(path))
    after: dict[str, str] = {}
    gone: set[Triple] = set()
    load = path.with_name("load.nq")
    with load.open("wb") as changed:  # one load for all: each costs a second, however small
        for name in sorted(found.keys() | before.keys()):
            triples = found.get(name, [])
            data = quads(name, triples)
            digest = hashlib.sha256(data).hexdigest()
            if triples:
                after[name] = digest
            if before.get(name) == digest:
                continue
            if name in before:
                gone |= {_triple(q) for q in db.quads_for_pattern(None, None, None, NamedNode(name))} - set(triples)
                db.remove_graph(NamedNode(name))
            changed.write(data)
            changed.write(quads("", triples))
    if load.stat().st_size:
        db.bulk_load(path=load, format=RdfFormat.N_QUADS)
    load.unlink()
    for triple in sorted(gone):
        subject, predicate, object_ = map(_parsed, triple)
        if all(q.graph_name == DefaultGraph() for q in db.quads_for_pattern(subject, predicate, object_, None)):
            db.remove(Quad(subject, predicate, object_))
    db.flush()
    return after


def _triple(quad: Quad) -> Triple:
    """A quad's terms as we write them."""
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _write_state(folder: Path, state: dict[str, Any]) -> None:
    part = folder / "state.json.part"
    part.write_text(json.dumps(state, indent=0), "utf-8")
    part.replace(folder / "state.json")


@contextmanager
def _lock(folder: Path, exclusive: bool) -> Iterator[None]:
    """Several may ask at once; whoever refreshes is alone."""
    try:
        import fcntl
    except ImportError:  # not there on Windows, where the store's own lock must do
        folder.mkdir(parents=True, exist_ok=True)
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("a")
    except OSError as error:
        raise StoreError("rdf-store", path=str(folder), detail=error.strerror or "") from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


# -- asking


def ask(
    graph: Path,
    query: str,
    *,
    limit: float = TIME_LIMIT,
    accept: tuple[str, ...] = (JSON_RESULTS, TURTLE),
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
) -> Answer:
    """The answer to a SPARQL 1.1 query in the first form of `accept` that fits its kind.

    QueryError where the query is wrong, writes, reaches out, or takes longer than `limit` seconds.
    """
    check(query)
    folder = store(graph)
    question = json.dumps({"query": query, "accept": accept, "default": default_graphs, "named": named_graphs}).encode()
    with _lock(folder, exclusive=False):
        worker = subprocess.Popen(
            [sys.executable, "-m", "kg.sparql", str(folder / "store")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )  # fmt: skip
        try:
            out, _ = worker.communicate(question, timeout=limit)
        except subprocess.TimeoutExpired:
            raise QueryError("query-too-long", seconds=f"{limit:g}") from None
        finally:
            worker.kill()
            worker.wait()
    head, _, body = out.partition(b"\n")
    if not head:  # the worker met its bound of memory, or was ended from outside
        raise QueryError("query-died", detail=worker.returncode)
    said = json.loads(head)
    if "big" in said:
        raise QueryError("query-too-big")
    if "error" in said:
        raise _fault(query, said["error"], said["syntax"])
    return Answer(kind=said["kind"], media_type=said["media_type"], body=body)


def bound(query: str, values: Mapping[str, str]) -> str:
    """The query with some variables given a value: variable -> N-Triples term. QueryError where it has no WHERE."""
    if not values:
        return query
    found = _WHERE.search(query)
    if not found:
        raise QueryError("query-where")
    given = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in values.items())
    return f"{query[: found.end()]} {given} {query[found.end() :]}"


def check(query: str) -> None:
    """QueryError for an update, for SERVICE (which would call another server), and for a text too long to be a question."""
    if len(query) > QUERY_LIMIT:
        raise QueryError("query-size", limit=QUERY_LIMIT)
    if _UPDATE.match(query):
        raise QueryError("sparql-update")
    if _SERVICE.search(query) or _SERVICE.search(_ESCAPED.sub(_unescaped, query)):
        raise QueryError("sparql-service")


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 else ""


def _fault(query: str, detail: str, syntax: bool) -> QueryError:
    """With the line and a mark under the place, where the parser gives one."""
    if not syntax:
        return QueryError("sparql-failed", detail=detail)
    at = _AT.search(detail)
    if not at:
        return QueryError("sparql-syntax", line="?", column="?", shown="", detail=detail)
    line, column = int(at[1]), int(at[2])
    lines = query.split("\n")
    shown = lines[line - 1].expandtabs(1) if line <= len(lines) else ""
    expected = re.sub(r"\[.*", "…", detail[at.end() :].split("\n")[0].lstrip(": "))[:100]
    return QueryError(
        "sparql-syntax", line=line, column=column, shown=f"\n  {shown}\n  {' ' * (column - 1)}^", detail=expected
    )


def rows(answer: Answer) -> tuple[list[str], list[dict[str, str]]]:
    """Columns and rows of a SELECT in JSON; addresses with their prefix."""
    from kg.export.rdf import shorter

    data = json.loads(answer.body)
    columns = list(data["head"]["vars"])
    return columns, [
        {name: shorter(cell["value"]) if cell["type"] == "uri" else cell["value"] for name, cell in binding.items()}
        for binding in data["results"]["bindings"]
    ]


# -- the process that answers


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


def _parsed(term: str) -> Any:
    """A term from its N-Triples form."""
    import pyoxigraph as ox

    if term.startswith("<"):
        return ox.NamedNode(term[1:-1])
    return next(iter(ox.parse(f"<s:> <p:> {term} .", format=ox.RdfFormat.N_TRIPLES))).object


def _bound_memory() -> None:
    """A query that would eat the machine's memory fails instead."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


# -- SPARQL 1.1 protocol, read-only


def routes(graph: Path, *, path: str = "/sparql", limit: float = TIME_LIMIT) -> list[Route]:
    """The Starlette routes of a SPARQL 1.1 protocol endpoint that answers from a graph file; updates are refused."""
    from functools import partial

    from starlette.routing import Route

    return [Route(path, partial(_endpoint, graph, limit), methods=["GET", "POST"])]


async def _endpoint(graph: Path, limit: float, request: Request) -> Response:
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import Response

    asked = await _asked(request)
    if isinstance(asked, Response):
        return asked
    query, default_graphs, named_graphs = asked
    accept = _accepted(request.headers.get("accept", ""))
    try:
        answer = await run_in_threadpool(
            ask, graph, query, limit=limit, accept=accept, default_graphs=default_graphs, named_graphs=named_graphs
        )
    except QueryError as error:
        return _refused(503 if error.code == "query-too-long" else 400, error)
    except StoreError as error:
        return _refused(500, error)
    return Response(answer.body, media_type=answer.media_type)


async def _asked(request: Request) -> tuple[str, tuple[str, ...], tuple[str, ...]] | Response:
    """The query and the graphs it is to look at, from an address, a form or a body."""
    from urllib.parse import parse_qsl

    pairs = parse_qsl(str(request.url.query), keep_blank_values=True)
    if request.method == "POST":
        body = (await request.body()).decode("utf-8", "replace")
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind == "application/sparql-query":
            pairs.append(("query", body))
        elif kind == "application/sparql-update":
            return _refused(403, QueryError("sparql-update"))
        elif kind == "application/x-www-form-urlencoded":
            pairs += parse_qsl(body, keep_blank_values=True)
        else:
            return _refused(415, QueryError("sparql-content", what=kind))
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values:
        return _refused(403, QueryError("sparql-update"))
    if len(values.get("query", ())) != 1:
        return _refused(400, QueryError("sparql-missing"))
    return values["query"][0], tuple(values.get("default-graph-uri", ())), tuple(values.get("named-graph-uri", ()))


def _refused(status: int, error: QueryError | StoreError) -> Response:
    from starlette.responses import PlainTextResponse

    from kg.messages import t

    return PlainTextResponse(t(f"error.{error.code}", **error.params) + "\n", status)


def _accepted(header: str) -> tuple[str, ...]:
    """Media types of an Accept header, best first; SPARQL's own forms where it names none."""
    wanted = []
    for n, piece in enumerate(header.split(",")):
        kind, *params = (p.strip() for p in piece.split(";"))
        weight = next((p[2:] for p in params if p.startswith("q=")), "1")
        try:
            wanted.append((-float(weight), n, kind.lower()))
        except ValueError:
            continue
    return tuple(kind for _, _, kind in sorted(wanted) if kind in RESULTS or kind in GRAPHS)


if __name__ == "__main__":
    _worker(sys.argv[1])
