"""The graph's questions as tools for an assistant (Model Context Protocol); every answer carries the quoted sentences that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from pydantic import Field

from kg import __version__
from kg.errors import KgError
from kg.graph import Graph
from kg.messages import t
from kg.query.dates import day, days

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from kg.query.tasks import Filters

Answer = dict[str, Any]
Ref = Annotated[str, Field(description=t("option.ref"))]
Agency = Annotated[str | None, Field(description=t("option.agency"))]
AsOf = Annotated[str | None, Field(description=t("option.as-of"))]
Limit = Annotated[int, Field(ge=1, le=1000, description=t("option.limit"))]
LIMIT = 50
GROUPS = 10  # named under an answer


def server(path: Path) -> MCPServer[Any]:
    """A server that answers from a graph file, opened anew for every question so that a rebuild is seen."""
    from mcp.server.mcpserver import MCPServer
    from mcp.types import ToolAnnotations

    made: MCPServer[Any] = MCPServer("kg", instructions=t("mcp.instructions"), version=__version__)
    readonly = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in _tools(path):
        made.add_tool(tool, description=t(f"mcp.{tool.__name__}"), annotations=readonly)
    return made


@contextmanager
def _opened(path: Path) -> Iterator[Graph]:
    """The graph; its faults as sentences that the assistant reads."""
    from mcp.server.mcpserver.exceptions import ToolError

    try:
        with Graph.open(path) as graph, graph.snapshot():
            yield graph
    except KgError as error:
        raise ToolError(t(f"error.{error.code}", **error.params)) from error


def _listed(name: str, rows: Sequence[Any], limit: int) -> Answer:
    """At most so many rows, and how many there are."""
    return {name: msgspec.to_builtins(list(rows[:limit])), "total": len(rows)}


def _groups(graph: Graph, agency: str | None) -> Answer:
    """The groups that may take the body in, whose tasks are not among its own, with how many they have."""
    from kg.query.groups import groups_of
    from kg.query.heirs import meant

    found = groups_of(graph, meant(graph, agency))[:GROUPS] if agency else []
    return (
        {"groups": [{"agency": group.label, "agency_id": group.id, "tasks": count} for group, count in found]}
        if found
        else {}
    )


def _taken_over(graph: Graph, agency: str, filters: Filters) -> Answer:
    """What a body's own name does not show: the tasks that have come to it from others, which are listed as of a day."""
    from kg.query.heritage import taken_over

    today = date.today()
    taken = taken_over(graph, agency, today, filters)
    told = [{"agency": giver, "tasks": count} for giver, count in taken[:GROUPS]]
    return {"taken_over": {"ask_as_of": today.isoformat(), "from": told}} if told else {}


def _day(text: str | None) -> date | None:
    return day(text) if text else None


def _tools(path: Path) -> tuple[Callable[..., Answer], ...]:
    """The tools; the name and the parameters of each are what the assistant sees."""

    def search(text: Annotated[str, Field(description=t("search.text"))], limit: Limit = 20) -> Answer:
        from kg.query import search as query

        with _opened(path) as graph:
            return _listed("hits", query.search(graph, text, limit), limit)

    def show(ref: Ref, limit: Limit = LIMIT) -> Answer:
        from kg.query import show as query
        from kg.query.trace import node_data

        with _opened(path) as graph:
            found = query.show(graph, ref)
            names = {id: node.label for id, node in found.names.items()}
            return {
                "node": node_data(found.node), "files": [f.id for f in found.files], "mentions": found.mentions, "names": names,
                "before": msgspec.to_builtins(found.before), "after": msgspec.to_builtins(found.after),
                "in_force": msgspec.to_builtins(found.in_force),
                "out": _listed("relations", found.out, limit), "in": _listed("relations", found.into, limit),
            }  # fmt: skip

    def trace(ref: Ref, down: Annotated[bool, Field(description=t("trace.down"))] = False) -> Answer:
        from kg.query import trace as query

        with _opened(path) as graph:
            answer: Answer = msgspec.to_builtins(query.as_data(query.trace(graph, ref, down=down)))
            return answer

    def tasks(
        agency: Agency = None,
        as_of: AsOf = None,
        document: Annotated[str | None, Field(description=t("option.document"))] = None,
        keyword: Annotated[str | None, Field(description=t("option.keyword"))] = None,
        limit: Limit = LIMIT,
    ) -> Answer:
        from kg.query import tasks as query

        with _opened(path) as graph:
            moment = _day(as_of)
            filters = query.Filters(document=document, keyword=keyword)
            rows = query.tasks(graph, agency, as_of=moment, filters=filters)
            answer = _listed("tasks", query.as_rows(rows, moment), limit) | _groups(graph, agency)
            return answer | (_taken_over(graph, agency, filters) if agency and not moment else {})

    def deadlines(
        agency: Agency = None,
        within: Annotated[str | None, Field(description=t("deadlines.within"))] = None,
        overdue: Annotated[bool, Field(description=t("deadlines.overdue"))] = False,
        as_of: AsOf = None,
        limit: Limit = LIMIT,
    ) -> Answer:
        from kg.query import deadlines as query

        with _opened(path) as graph:
            moment = _day(as_of)
            span = days(within, moment) if within else None
            found = query.deadlines(graph, agency, as_of=moment, within=span, overdue=overdue)
            return _listed("deadlines", query.as_rows(found), limit) | _groups(graph, agency)

    def impact(ref: Ref, limit: Limit = LIMIT) -> Answer:
        from kg.query import impact as query

        with _opened(path) as graph:
            return _listed("rows", query.impact(graph, ref), limit)

    def path_(a: Ref, b: Ref) -> Answer:
        from kg.query import path as query
        from kg.query.trace import node_data

        with _opened(path) as graph:
            found = query.path(graph, a, b)
            return {
                "nodes": msgspec.to_builtins(list(map(node_data, found.nodes))),
                "edges": msgspec.to_builtins(found.edges),
            }

    path_.__name__ = "path"
    return search, show, trace, tasks, deadlines, impact, path_
