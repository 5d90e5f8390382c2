"""The graph as Python programs see it: `kg.Graph`, which `kg.build` returns."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import graph
from kg.errors import QueryError

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.building.records import BuildReport
    from kg.query.deadlines import Due
    from kg.query.metrics import Metrics
    from kg.query.path import Path as Chain
    from kg.query.show import Shown
    from kg.query.stats import Stats
    from kg.query.tasks import TaskRow
    from kg.query.trace import Trace


def _day(said: date | str | None) -> date | None:
    """A day as a person writes it."""
    from kg.query.dates import day

    return day(said) if isinstance(said, str) else said


def _filtered(options: dict[str, Any]) -> dict[str, Any]:
    """Options with what is to be kept (`role`, `place` …) as `filters`."""
    from kg.query.tasks import Filters

    kept = {k: options.pop(k) for k in Filters.__struct_fields__ if k in options}
    return options | ({"filters": Filters(**kept)} if kept else {})


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

    def tasks(self, agency: str | None = None, *, as_of: date | str | None = None, **options: Any) -> list[TaskRow]:
        """Who must do what: `as_of`, `role`, `document`, `place`, `year`, `keyword` as in `kg tasks`."""
        from kg.query.tasks import tasks

        return tasks(self, agency, as_of=_day(as_of), **_filtered(options))

    def due(
        self,
        agency: str | None = None,
        *,
        as_of: date | str | None = None,
        within: timedelta | str | None = None,
        before: date | str | None = None,
        **options: Any,
    ) -> list[Due]:
        """What is due, soonest first: `overdue` and the rest as in `kg deadlines`; `deadlines` are the rows of the graph."""
        from kg.query.dates import days, until
        from kg.query.deadlines import deadlines

        moment = _day(as_of)
        span = days(within, moment) if isinstance(within, str) else within
        last = until(before, moment or date.today()) if isinstance(before, str) else before
        return deadlines(self, agency, as_of=moment, within=span, before=last, **_filtered(options))

    def gaps(
        self, ref: str | None = None, *, place: str | None = None, issuer: str | None = None
    ) -> list[dict[str, Any]]:
        """Documents of a higher body that nothing of this place or issuer carries out, among those loaded."""
        from kg.query.gaps import gaps

        return gaps(self, ref, place=place, issuer=issuer)

    def metrics(self) -> Metrics:
        """PageRank, HITS, betweenness and communities of the network of documents (needs networkx)."""
        from kg.query.metrics import metrics

        return metrics(self)

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
