"""networkx, GraphML, GEXF and the figures of the document network."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.api import Graph
from kg.cli import run
from kg.export import EXPORTERS
from kg.export.neo4j.rows import relation_rows
from kg.export.network import documents, to_networkx
from kg.query.metrics import hits, metrics, pagerank
from kg.relations import STRUCTURE


def test_every_node_and_fact_is_there(graph: Graph) -> None:
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    assert set(network) == {n.id for n in graph.nodes()}
    assert network.number_of_edges() == len(
        {(e.source, e.target, e.kind, e.task, e.role, e.scope, e.effective) for e in graph.edges()}
    )
    for source, _, data in network.edges(data=True):
        own = [e for e in data["evidence"] if e.document == source] or data["evidence"]
        assert data["kind"] and data["quote"] in {e.quote for e in own}
    fact = next(e for e in graph.edges(kind="amends") if e.provisions)
    amended = network.get_edge_data(fact.source, fact.target)
    assert fact.provisions in [d.get("provisions") for d in amended.values()]
    due = next(d for d in graph.deadlines() if d.task)
    assert due in network.nodes[due.task]["deadlines"]
    assert {kind for _, kind in documents(graph).nodes(data="kind")} == {"document"}


def test_graphml_is_read_back_with_labels_dates_and_colours(graph: Graph, tmp_path: Path) -> None:
    out = tmp_path / "x.graphml"
    EXPORTERS["graphml"](graph, out)
    read = nx.read_graphml(out, force_multigraph=True)
    network = to_networkx(graph)
    assert set(read) == set(network)
    facts = [d for *_, d in read.edges(data=True) if d["quote"]]
    assert len(facts) == network.number_of_edges()
    node = graph.find("57-NQ/TW")[0]
    assert read.nodes[node.id]["date"] == "2024-12-22"
    assert read.nodes[node.id]["label"] == "Nghị quyết 57-NQ/TW"
    assert read.nodes[node.id]["colour"].startswith("#")
    given = next(d for _, _, d in read.edges(data=True) if d["relation"] == "assigns" and d.get("words"))
    assert given["task"] in read and given["file"].endswith(".txt") and given["sentences"] >= 1
    assert any(d.get("deadlines") for _, d in read.nodes(data=True)) and any(
        d.get("provisions") for *_, d in read.edges(data=True)
    )


def test_tasks_bodies_and_places_hang_together(graph: Graph) -> None:
    """As they do in Neo4j; figures of citations count the facts alone."""
    whole, facts = graph.to_networkx(structure=True), graph.to_networkx()
    alone = {n for n, kind in facts.nodes(data="kind") if kind == "task" and not facts.degree(n)}
    assert alone and all(whole.out_degree(n) for n in alone)
    added = {(a, r, b) for a, b, r in whole.edges(keys=True)} - {(a, r, b) for a, b, r in facts.edges(keys=True)}
    stored = {(r.start, r.type.lower(), r.end) for r in relation_rows(graph) if r.type.lower() in STRUCTURE.values()}
    assert added == stored
    guessed = next(n for n in graph.nodes("document") if "issuer" in n.inferred and n.fields.get("issuer_id") in whole)
    assert whole.edges[guessed.id, guessed.fields["issuer_id"], "issued_by"]["inferred"]
    assert set(documents(graph).edges(keys=True)) <= set(facts.edges(keys=True))


def test_gexf_is_read_back_with_labels_dates_and_colours(graph: Graph, tmp_path: Path) -> None:
    out = tmp_path / "x.gexf"
    EXPORTERS["gexf"](graph, out)
    read = nx.read_gexf(out)
    assert set(read) == set(to_networkx(graph))
    node = read.nodes[graph.find("57-NQ/TW")[0].id]
    assert node["label"] == "Nghị quyết 57-NQ/TW" and node["start"] == "2024-12-22" and node["viz"]["color"]["a"] == 1


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_files_are_xml_and_the_same_on_a_second_run(graph: Graph, tmp_path: Path, form: str) -> None:
    for name in ("a", "b"):
        EXPORTERS[form](graph, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    ElementTree.parse(tmp_path / "a")


def test_pagerank_on_a_network_worked_by_hand() -> None:
    # a and b cite c, c cites a: b has only the share of all; c most.
    network = nx.DiGraph([("a", "c"), ("b", "c"), ("c", "a")])
    rank = pagerank(network)
    assert sum(rank.values()) == pytest.approx(1)
    assert rank["b"] == pytest.approx(0.05)
    assert rank["c"] == pytest.approx(0.05 + 0.85 * (rank["a"] + rank["b"]))
    assert rank["a"] == pytest.approx(0.05 + 0.85 * rank["c"])


def test_hubs_and_authorities_worked_by_hand() -> None:
    hubs, authorities = hits(nx.DiGraph([("plan", "law"), ("plan", "decree"), ("letter", "law")]))
    assert authorities["law"] > authorities["decree"] > authorities["plan"] == 0
    assert hubs["plan"] > hubs["letter"] > hubs["law"] == 0
    assert sum(hubs.values()) == pytest.approx(1) == sum(authorities.values())
    assert pagerank(nx.DiGraph()) == {} and hits(nx.DiGraph()) == ({}, {})


def test_figures_of_the_sample(graph: Graph) -> None:
    found = metrics(graph)
    assert [r["pagerank"] for r in found.rows] == sorted((r["pagerank"] for r in found.rows), reverse=True)
    assert sum(r["pagerank"] for r in found.rows) == pytest.approx(1)
    assert found.documents == len(found.rows) == len(list(graph.nodes("document")))
    assert {r["community"] for r in found.rows} == set(range(1, found.communities + 1))


def test_the_command_says_what_each_figure_means(data_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "metrics", "-g", str(data_db), "--top", "3", "--as", "csv"]) == 0
    said = capsys.readouterr()
    assert len(list(csv.reader(said.out.splitlines()))) == 4
    assert all(word in said.err for word in ("pagerank:", "hub:", "authority:", "betweenness:", "community:"))


def test_the_verbs_of_the_command_line(graph: Graph) -> None:
    assert graph.trace("221-KH/TU ngày 22/3/2024").hops
    assert graph.tasks("Bộ Công an", as_of=date(2026, 1, 1))[0].holders
    assert graph.show("72-KL/TW").into
    assert graph.shortest_path("72-KL/TW", "13-NQ/TW").edges
    assert graph.impact("57-NQ/TW")
    assert graph.stats().counts["files"] >= 13
    assert graph.stale() == [] or graph.stale()[0]["quote"]


def test_tables_as_data_frames(graph: Graph) -> None:
    pytest.importorskip("pandas")
    tables = graph.to_pandas()
    assert len(tables["nodes"]) == len(graph.export()["nodes"])
    assert {"edges", "mentions", "deadlines", "targets", "issues", "files"} <= tables.keys()
    rows = graph.tasks("Sở Công Thương Sơn La")
    frame = graph.to_pandas(rows)
    assert list(frame["agency"]) == [r.agency for r in rows] and {"text", "document", "quote"} <= set(frame.columns)
    assert "holders" in graph.to_pandas(graph.tasks("Bộ Công an", as_of="2026-01-01")).columns
    assert "document_id" in graph.to_pandas(graph.due(as_of="2025-12-01")).columns
    assert len(graph.to_pandas(graph.trace("57-NQ/TW", down=True).hops)) and "quote" in graph.to_pandas(
        graph.impact("57-NQ/TW")
    )
    assert graph.to_pandas([]).empty
