"""`kg mcp`"""

from __future__ import annotations

from kg.commands.common import DEFAULT_GRAPH, GraphPath
from kg.errors import QueryError
from kg.graph import Graph


def run(graph: GraphPath = DEFAULT_GRAPH) -> None:
    try:
        from kg.mcp_server import server
    except ImportError as error:
        raise QueryError("extra-missing", extra="mcp") from error
    Graph.open(graph).close()  # a wrong path is said before an assistant waits
    server(graph).run("stdio")
