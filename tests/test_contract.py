"""One contract, every backend: the same questions to the graph file, to SPARQL, to Cypher and to networkx get the same answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from kg.api import Graph
from kg.building import build
from kg.errors import QueryError
from kg.export.neo4j import cypher, push
from kg.export.network import to_networkx
from kg.export.vocabulary import BASE, document_iri, node_iri
from kg.named import named
from kg.query.path import path
from kg.query.tasks import tasks
from kg.query.trace import trace
from kg.relations import document_relations, relations
from kg.sparql import ask, rows, store

Pairs = set[tuple[str, str]]
FILES, LARGEST = 50, 60_000


class Backend:
    """Lineage: (document, what it goes back to). Tasks: (agency, task, role). Citing: (document, who speaks of it, how)."""

    def lineage(self) -> Pairs:
        raise NotImplementedError

    def down(self) -> Pairs:
        raise NotImplementedError

    def tasks(self) -> set[tuple[str, str, str]]:
        raise NotImplementedError

    def citing(self) -> set[tuple[str, str, str]]:
        raise NotImplementedError

    def steps(self, a: str, b: str) -> int | None:
        raise NotImplementedError


class File(Backend):
    """The graph file and the questions of the command line."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.documents = [n.id for n in graph.nodes("document")]

    def lineage(self) -> Pairs:
        return self._chains(down=False)

    def down(self) -> Pairs:
        return self._chains(down=True)

    def _chains(self, down: bool) -> Pairs:
        found: Pairs = set()
        for document in self.documents:
            ways = defaultdict(set)
            for hop in trace(self.graph, document, down=down).hops:
                if not hop.weaker:
                    ways[hop.target if down else hop.source].add(hop.source if down else hop.target)
            seen, todo = set(), [document]
            while todo:
                new = ways[todo.pop()] - seen
                seen |= new
                todo += new
            found |= {(document, other) for other in seen - {document}}
        return found

    def tasks(self) -> set[tuple[str, str, str]]:
        return {(r.agency_id, r.task, r.role or "") for r in tasks(self.graph)}

    def citing(self) -> set[tuple[str, str, str]]:
        return {
            (e.target, e.source, e.kind)
            for e in self.graph.edges(kind=document_relations())
            if e.target in set(self.documents)
        }

    def steps(self, a: str, b: str) -> int | None:
        try:
            return len(path(self.graph, a, b).edges)
        except QueryError:
            return None


class Sparql(Backend):
    """The ready questions in SPARQL."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self.kinds = {r.rdf: r.id for r in relations().values()}

    def _asked(self, name: str) -> list[dict[str, str]]:
        return rows(ask(self.db, named("rq")[name].text, limit=300))[1]

    def _id(self, name: str) -> str:
        return name.partition(":")[2] if not name.startswith("http") else name.removeprefix(BASE).rpartition("/")[2]

    def lineage(self) -> Pairs:
        found = {(self._id(r["document"]), self._id(r["ancestor"])) for r in self._asked("lineage-up")}
        return {(a, b) for a, b in found if a != b}

    def down(self) -> Pairs:
        found = {(self._id(r["document"]), self._id(r["descendant"])) for r in self._asked("lineage-down")}
        return {(a, b) for a, b in found if a != b}

    def tasks(self) -> set[tuple[str, str, str]]:
        return {
            (self._id(r["agency"]), self._id(r["task"]), r["role"].removeprefix("kg:role-"))
            for r in self._asked("tasks-of-agency")
        }

    def citing(self) -> set[tuple[str, str, str]]:
        return {
            (self._id(r["document"]), self._id(r["source"]), self.kinds[r["relation"].removeprefix("kg:")])
            for r in self._asked("who-cites")
        }

    def steps(self, a: str, b: str) -> int | None:
        step = "(" + "|".join(f"kg:{r}|^kg:{r}" for r in self.kinds) + ")"
        ends = (
            ["{" + f"<{iri(a)}>" + "}" for iri in (document_iri, node_iri)],
            ["{" + f"<{iri(b)}>" + "}" for iri in (document_iri, node_iri)],
        )
        for length in range(1, 5):
            way = "/".join([step] * length)
            query = f"ASK {{ VALUES ?a {{ {' '.join(x[1:-1] for x in ends[0])} }} VALUES ?b {{ {' '.join(x[1:-1] for x in ends[1])} }} ?a {way} ?b }}"
            if b"true" in ask(self.db, query, limit=300).body:
                return length
        return None


class Neo4j(Backend):
    """The ready questions in Cypher."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.kinds = {r.cypher: r.id for r in relations().values()}

    def _asked(self, name: str, **values: str) -> list[dict[str, str]]:
        question = named("cypher")[name]
        return cypher(question.text, self.uri, parameters=dict.fromkeys(question.parameters) | values, limit=300).rows

    def lineage(self) -> Pairs:
        return {(r["document"], r["ancestor"]) for r in self._asked("lineage-up") if r["document"] != r["ancestor"]}

    def down(self) -> Pairs:
        return {
            (r["document"], r["descendant"]) for r in self._asked("lineage-down") if r["document"] != r["descendant"]
        }

    def tasks(self) -> set[tuple[str, str, str]]:
        return {(r["agency"], r["task"], r["role"] or "") for r in self._asked("tasks-of-agency")}

    def citing(self) -> set[tuple[str, str, str]]:
        return {(r["document"], r["source"], self.kinds[r["relation"]]) for r in self._asked("who-cites")}

    def steps(self, a: str, b: str) -> int | None:
        found = self._asked("path", a=a, b=b)
        return len(found[0]["relations"]) if found else None


class Networkx(Backend):
    """networkx."""

    def __init__(self, graph: Graph) -> None:
        self.network = to_networkx(graph)
        chains = [(a, b) for a, b, kind in self.network.edges(data="kind") if kind == "implements"]
        self.chains: nx.DiGraph[str] = nx.DiGraph(chains)
        self.both = self.network.to_undirected(as_view=True)

    def lineage(self) -> Pairs:
        return {(a, b) for a in self.chains for b in nx.descendants(self.chains, a)}

    def down(self) -> Pairs:
        return {(a, b) for a in self.chains for b in nx.ancestors(self.chains, a)}

    def tasks(self) -> set[tuple[str, str, str]]:
        return {
            (b, data["task"], data.get("role") or "")
            for _, b, data in self.network.edges(data=True)
            if data["kind"] == "assigns"
        }

    def citing(self) -> set[tuple[str, str, str]]:
        kinds = self.network.nodes(data="kind")
        return {
            (b, a, kind)
            for a, b, kind in self.network.edges(data="kind")
            if kind in document_relations() and kinds[b] == "document"
        }

    def steps(self, a: str, b: str) -> int | None:
        try:
            return int(nx.shortest_path_length(self.both, a, b))
        except nx.NetworkXNoPath:
            return None


@pytest.fixture(scope="module")
def corpus_db(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of fifty files of the corpus, spread over its names."""
    small = sorted(f for f in (shared / "corpus").glob("*.txt") if f.stat().st_size < LARGEST)
    db = tmp_path_factory.mktemp("corpus") / "kg.db"
    build(small[:: max(1, len(small) // FILES)][:FILES], db, workers=1).close()
    return db


def pairs(graph: Graph) -> list[tuple[str, str]]:
    """Ends of chains to look for: near and far ones, documents and bodies, and two that nothing joins."""
    edges = [e for e in graph.edges() if e.kind in document_relations()]
    given = list(graph.edges(kind="assigns"))
    picked = [
        (edges[0].source, edges[-1].target),
        (edges[0].source, given[-1].target),
        (given[0].target, given[-1].target),
    ]
    return [
        *picked,
        (edges[len(edges) // 2].source, edges[len(edges) // 2].target),
        (edges[1].target, edges[-2].target),
    ]


def compare(db: Path, other: Backend) -> None:
    with Graph.open(db) as graph:
        file = File(graph)
        assert file.lineage() and file.tasks() and file.citing()
        assert other.lineage() == file.lineage()
        assert other.down() == file.down()
        assert {(b, a) for a, b in other.down()} == other.lineage()
        assert other.tasks() == file.tasks()
        assert other.citing() == file.citing()
        for a, b in pairs(graph):
            wanted = file.steps(a, b)
            if a != b and (wanted or 0) <= 4:
                assert other.steps(a, b) == wanted, (a, b)


@pytest.fixture(params=["data", pytest.param("corpus", marks=pytest.mark.slow)])
def db(request: pytest.FixtureRequest) -> Iterator[Path]:
    yield request.getfixturevalue(f"{request.param}_db")


def test_networkx(db: Path) -> None:
    with Graph.open(db) as graph:
        compare(db, Networkx(graph))


def test_sparql(db: Path) -> None:
    store(db)
    compare(db, Sparql(db))


@pytest.mark.slow
@pytest.mark.xdist_group("neo4j")
def test_cypher(db: Path, neo4j_uri: str) -> None:
    with Graph.open(db) as graph:
        push(graph, neo4j_uri)
    compare(db, Neo4j(neo4j_uri))
