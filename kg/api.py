"""The graph as Python programs see it: `kg.Graph`, which `kg.build` returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from kg import graph
from kg.errors import QueryError

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.building.records import BuildReport
    from kg.graph import Node
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


def _records(rows: list[Any]) -> list[dict[str, Any]]:
    """The answer to a question as the JSON of its command has it; of other records each field."""
    from msgspec import to_builtins
    from msgspec.structs import asdict

    from kg.query import deadlines, tasks

    if rows and all(isinstance(r, tasks.TaskRow) for r in rows):
        as_of_a_day = any(r.holders for r in rows)  # then who holds it belongs to the answer
        rows = tasks.as_rows(rows, date.max if as_of_a_day else None)
    elif rows and all(isinstance(r, deadlines.Due) for r in rows):
        rows = deadlines.as_rows(rows)
    return [{k: to_builtins(v) for k, v in (r if isinstance(r, dict) else asdict(r)).items()} for r in rows]


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

    def trace(self, ref: str, *, down: bool = False, via: str | Iterable[str] = "implements", depth: int = 20) -> Trace:
        """The lineage of a document: up, or `down` to what carries it out; `via` these relations, by code or name; at most `depth` hops."""
        from kg.query.trace import followed, trace

        return trace(self, ref, down=down, via=followed(via), depth=depth)

    def tasks(
        self,
        agency: str | None = None,
        *,
        as_of: date | str | None = None,
        role: str | None = None,
        document: str | None = None,
        place: str | None = None,
        year: int | None = None,
        keyword: str | None = None,
        limit: int | None = None,
    ) -> list[TaskRow]:
        """Who must do what, as `kg tasks` says it: of one body or of all, as of a day, of one role, document, place or year, with a word; at most
        `limit`. As a table: `graph.to_pandas(graph.tasks(…))`."""
        from kg.query.tasks import Filters, tasks

        kept = Filters(role=role, document=document, place=place, year=year, keyword=keyword)
        return tasks(self, agency, as_of=_day(as_of), filters=kept, limit=limit)

    def groups(self, agency: str) -> list[tuple[Node, int]]:
        """The groups that may take the body in (`Các sở, ban, ngành`), whose tasks are not among its own, with how many they have."""
        from kg.query.groups import groups_of
        from kg.query.heirs import meant

        return groups_of(self, meant(self, agency))

    def due(
        self,
        agency: str | None = None,
        *,
        as_of: date | str | None = None,
        within: timedelta | str | None = None,
        before: date | str | None = None,
        overdue: bool = False,
        role: str | None = None,
        document: str | None = None,
        place: str | None = None,
        year: int | None = None,
        keyword: str | None = None,
        limit: int | None = None,
    ) -> list[Due]:
        """What is due, soonest first, as `kg deadlines` says it: `within` a span (`"30d"`) from `as_of` or today, `before` a
        day or a time (`"quý IV/2026"`), or `overdue` then; `deadlines`
        are the rows of the graph. As a table: `graph.to_pandas(graph.due(…))`."""
        from kg.query.dates import days, until
        from kg.query.deadlines import deadlines
        from kg.query.tasks import Filters

        moment = _day(as_of)
        return deadlines(
            self,
            agency,
            as_of=moment,
            within=days(within, moment) if isinstance(within, str) else within,
            before=until(before, moment or date.today()) if isinstance(before, str) else before,
            overdue=overdue,
            filters=Filters(role=role, document=document, place=place, year=year, keyword=keyword),
            limit=limit,
        )

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

    def to_networkx(self, *, structure: bool = False) -> networkx.MultiDiGraph[str]:
        """Nodes and facts with their attributes; with `structure` also `stated_in`, `issued_by`, `part_of`, `in_place`, which join tasks, bodies and
        places but have no sentence (needs networkx)."""
        from kg.export.network import to_networkx

        return to_networkx(self, structure=structure)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as RDF, a named graph a source document (needs rdflib)."""
        from kg.export.rdf import to_rdflib

        return to_rdflib(self)

    @overload
    def to_pandas(self) -> dict[str, pandas.DataFrame]: ...

    @overload
    def to_pandas(self, rows: Iterable[Any]) -> pandas.DataFrame: ...

    def to_pandas(self, rows: Iterable[Any] | None = None) -> dict[str, pandas.DataFrame] | pandas.DataFrame:
        """The graph as data frames `nodes`, `edges`, `mentions`, `deadlines`, `targets`, `in_force`, `issues`, `files`; or the answer to a question as one:
        `graph.to_pandas(graph.tasks("Sở Y tế"))`, with the columns of `kg tasks --as json` (needs pandas)."""
        try:
            import pandas
        except ImportError as error:
            raise QueryError("extra-missing", extra="pandas") from error

        if rows is not None:
            return pandas.DataFrame.from_records(_records(list(rows)))
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
