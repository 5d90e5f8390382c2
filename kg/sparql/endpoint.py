"""The SPARQL 1.1 protocol, read-only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError, StoreError
from kg.sparql.asking import ask
from kg.sparql.forms import GRAPHS, RESULTS, TIME_LIMIT

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route


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
