"""Further routes of the explorer: each entry makes a route from the open graphs. Adding one is one function and one line."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import BaseRoute

from kg import sparql
from kg.serve.graphs import Graphs

ROUTES: list[Callable[[Graphs], BaseRoute]] = [lambda graphs: sparql.routes(graphs.path)[0]]
POSTS = frozenset(("/sparql",))  # paths that take POST: the SPARQL protocol sends questions so, and only questions
