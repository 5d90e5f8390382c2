"""`Graph`: all that a graph file holds, looked up and counted."""

from __future__ import annotations

from kg.graph.notes import Notes
from kg.graph.records import Hit, Node
from kg.graph.sql import said_of

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

    def find(self, ref: str, kind: str | None = None) -> list[Node]:
        """What a person wrote -> the nodes it can mean, best first. Several documents with an equal claim: the reference is ambiguous."""
        from kg.find import find

        return find(self, ref, kind)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Full text over names, titles and texts, with or without diacritics; best first."""
        from kg.find import search

        return search(self, text, limit)

    def counts(self) -> dict[str, int]:
        """How many files, nodes and edges of each kind, mentions, tasks, deadlines, targets, statements of entry into force, issues; keys like `nodes.document`."""
        found = {"files": self._count("SELECT count(*) FROM files")}
        found |= {f"nodes.{kind}": count for kind, count in self._rows(_NODES_BY_KIND)}
        found["nodes.place"] = sum(1 for _ in self._places())
        found["nodes.task"] = self._count(_TASKS)
        found |= {f"edges.{kind}": count for kind, count in self._rows(_EDGES_BY_KIND)}
        found["mentions"] = self._count("SELECT sum(times) FROM mentions")
        found |= {table: self._count(f"SELECT count(*) FROM {table}") for table in ("deadlines", "targets", "in_force")}
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

    def __repr__(self) -> str:
        return f"<kg.Graph {str(self.path)!r}>"
