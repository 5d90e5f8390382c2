"""The graph as Python programs see it: `kg.Graph`, which `kg.build` returns."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import graph
from kg.errors import QueryError

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.building.records import BuildReport
    from kg.query.path import Path as Chain
    from kg.query.show import Shown
    from kg.query.stats import Stats
    from kg.query.tasks import TaskRow
    from kg.query.trace import Trace


class Graph(graph.Graph):
    """An open graph file with the questions of the command line as methods, and the graph in other libraries' terms.

    `report`: what was done to build it, where `kg.build` opened it.
    """

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        """Use `Graph.open`."""
        super().__init__(path, db)
        self.report: BuildReport | None = None

    def show(self, ref: str) -> Shown:
        """One node with its facts, their evidence and who states them."""
        from kg.query.show import show

        return show(self, ref)

    def trace(self, ref: str, **options: Any) -> Trace:
        """The lineage of a document: `down`, `via`, `depth` as in `kg trace`."""
        from kg.query.trace import trace

        return trace(self, ref, **options)

    def tasks(self, agency: str | None = None, **options: Any) -> list[TaskRow]:
        """Who must do what: `as_of`, `filters` as in `kg tasks`."""
        from kg.query.tasks import tasks

        return tasks(self, agency, **options)

    def impact(self, ref: str) -> list[dict[str, Any]]:
        """What rests on a document."""
        from kg.query.impact import impact

        return impact(self, ref)

    def stale(self, ref: str | None = None) -> list[dict[str, Any]]:
        """Documents that rest on one that was since replaced, repealed or amended."""
        from kg.query.stale import stale

        return stale(self, ref)

    def shortest_path(self, a: str, b: str) -> Chain:
        """The shortest chain of facts between two nodes."""
        from kg.query.path import path

        return path(self, a, b)

    def stats(self) -> Stats:
        """Counts, most cited documents, what to look at."""
        from kg.query.stats import stats

        return stats(self)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Nodes and facts with their attributes (needs networkx)."""
        from kg.export.network import to_networkx

        return to_networkx(self)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as RDF, a named graph a source document (needs rdflib)."""
        from kg.export.rdf import to_rdflib

        return to_rdflib(self)

    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """Tables `nodes`, `edges`, `mentions`, `deadlines`, `targets`, `issues`, `files` as data frames (needs pandas)."""
        try:
            import pandas
        except ImportError as error:
            raise QueryError("extra-missing", extra="pandas") from error

        data = self.export()
        return {name: pandas.DataFrame.from_records(rows) for name, rows in data.items() if isinstance(rows, list)}

    def _repr_html_(self) -> str:
        """What a notebook shows: the page of `kg view` in a frame."""
        from kg.view.notebook import html

        return html(self)

    def export(self, with_text: bool = False) -> dict[str, Any]:
        """The JSON of the contract as a dict."""
        from kg.export.json import as_data

        return as_data(self, with_text)
