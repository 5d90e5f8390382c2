"""`Graph`: all that can be asked of a graph file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.graph.notes import Notes
from kg.graph.records import Hit, Node
from kg.graph.sql import said_of

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.building import BuildReport
    from kg.query.path import Path as Chain
    from kg.query.show import Shown
    from kg.query.stats import Stats
    from kg.query.tasks import TaskRow
    from kg.query.trace import Trace


_NODES_BY_KIND = "SELECT kind, count(*) FROM nodes WHERE kind != 'place' GROUP BY kind ORDER BY kind"
_TASKS = "SELECT count(DISTINCT e.node || ' ' || digest) FROM tasks t JOIN entities e ON e.entity = t.file << 24"
_EDGES_BY_KIND = f"""
SELECT kind, count(*) FROM (
    SELECT DISTINCT CASE WHEN source IS NULL THEN (SELECT node FROM entities WHERE entity = c.file << 24) ELSE source END, target, kind,
        CASE WHEN task IS NOT NULL THEN (SELECT digest FROM tasks t WHERE t.file = c.file AND t.n = c.task) END,
        {said_of("role")}, {said_of("scope")}, {said_of("effective")}
    FROM claims c WHERE verdict IS NOT 'reject' AND source IS NOT target)
GROUP BY kind ORDER BY kind
"""


class Graph(Notes):
    """An open graph file. Everything it gives is sorted, so that the same graph gives the same answers in the same order."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        """Use `Graph.open`."""
        super().__init__(path, db)
        self.report: BuildReport | None = None

    # -- looking up and counting

    def find(self, ref: str, kind: str | None = None) -> list[Node]:
        """What a person wrote -> the nodes it can mean, best first. Several documents with an equal claim: the reference is ambiguous."""
        from kg.find import find

        return find(self, ref, kind)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Full text over names, titles and texts, with or without diacritics; best first."""
        from kg.find import search

        return search(self, text, limit)

    def counts(self) -> dict[str, int]:
        """How many files, nodes and edges of each kind, mentions, tasks, deadlines, targets, issues; keys like `nodes.document`."""
        found = {"files": self._count("SELECT count(*) FROM files")}
        found |= {f"nodes.{kind}": count for kind, count in self._rows(_NODES_BY_KIND)}
        found["nodes.place"] = sum(1 for _ in self._places())
        found["nodes.task"] = self._count(_TASKS)
        found |= {f"edges.{kind}": count for kind, count in self._rows(_EDGES_BY_KIND)}
        found["mentions"] = self._count("SELECT sum(times) FROM mentions")
        found |= {table: self._count(f"SELECT count(*) FROM {table}") for table in ("deadlines", "targets")}
        found["issues"] = sum(1 for _ in self.issues())
        return {k: v for k, v in found.items() if v}

    def _count(self, sql: str) -> int:
        row = self._first(sql)
        return int(row[0] or 0) if row else 0

    def cited(self, most: int) -> list[tuple[Node, int]]:
        """The documents that other documents mention most, and how often."""
        sql = """SELECT n.id, sum(times) FROM mentions m JOIN entities e USING (entity)
                 JOIN entities own ON own.entity = m.entity >> 24 << 24 JOIN nodes n ON n.node = e.node
                 WHERE n.kind = 'document' AND e.node != own.node GROUP BY e.node ORDER BY 2 DESC, n.id LIMIT ?"""
        rows = list(self._rows(sql, (most,)))
        nodes = self.some(row[0] for row in rows)
        return [(nodes[id], times) for id, times in rows]

    # -- the questions of the command line, and the graph in other libraries' terms

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

    def __repr__(self) -> str:
        return f"<kg.Graph {str(self.path)!r}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the page of `kg view` in a frame."""
        from kg.view.notebook import html

        return html(self)

    def export(self, with_text: bool = False) -> dict[str, Any]:
        """The JSON of the contract as a dict."""
        from kg.export.json import as_data

        return as_data(self, with_text)
