"""PageRank, HITS, betweenness and communities of the document network, and what each means for law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kg.graph import Graph, Node

if TYPE_CHECKING:
    import networkx as nx

DAMPING, ROUNDS, CLOSE = 0.85, 200, 1e-10


class Metrics(Struct, frozen=True, kw_only=True):
    """A row a document, best PageRank first; communities numbered from the largest."""

    rows: tuple[dict[str, Any], ...]
    communities: int
    documents: int
    relations: int


COLUMNS = ("document", "pagerank", "hub", "authority", "betweenness", "community", "in", "out")


def metrics(graph: Graph) -> Metrics:
    """All figures of the document network; a fact counts once however many sentences say it."""
    import networkx as nx

    nodes: dict[str, Node] = {n.id: n for n in graph.nodes("document")}
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(sorted(nodes))
    for edge in graph.edges():
        if edge.source in nodes and edge.target in nodes and edge.source != edge.target:
            network.add_edge(edge.source, edge.target)
    rank = pagerank(network)
    hubs, authorities = hits(network)
    sample = None if len(network) <= 2000 else 300
    between = nx.betweenness_centrality(network, k=sample, seed=1)
    groups = (
        nx.community.louvain_communities(network.to_undirected(), seed=1)
        if network.number_of_edges()
        else [{n} for n in network]
    )
    ordered = sorted(groups, key=lambda g: (-len(g), min(g)))
    group_of = {n: i for i, group in enumerate(ordered, 1) for n in group}
    rows = tuple(
        {
            "id": i, "document": nodes[i], "pagerank": rank[i], "hub": hubs[i], "authority": authorities[i], "betweenness": between[i],
            "community": group_of[i], "in": network.in_degree(i), "out": network.out_degree(i),
        }
        for i in sorted(network, key=lambda i: (-rank[i], i))
    )  # fmt: skip
    return Metrics(rows=rows, communities=len(ordered), documents=len(network), relations=network.number_of_edges())


def pagerank(network: nx.DiGraph[str]) -> dict[str, float]:
    """Power iteration (Brin and Page 1998), so that neither numpy nor scipy is needed; sums to 1."""
    if not network:
        return {}
    n = len(network)
    rank = dict.fromkeys(network, 1 / n)
    for _ in range(ROUNDS):
        loose = sum(rank[i] for i in network if not network.out_degree(i))
        following = dict.fromkeys(network, (1 - DAMPING + DAMPING * loose) / n)
        for i in network:
            targets = list(network.successors(i))
            for j in targets:
                following[j] += DAMPING * rank[i] / len(targets)
        moved = sum(abs(following[i] - rank[i]) for i in network)
        rank = following
        if moved < CLOSE:
            break
    return rank


def hits(network: nx.DiGraph[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Hubs and authorities (Kleinberg 1999), each summing to 1."""
    hubs = dict.fromkeys(network, 1.0)
    authorities = dict.fromkeys(network, 0.0)
    for _ in range(ROUNDS):
        authorities = _scaled({i: sum(hubs[j] for j in network.predecessors(i)) for i in network})
        following = _scaled({i: sum(authorities[j] for j in network.successors(i)) for i in network})
        moved = sum(abs(following[i] - hubs[i]) for i in network)
        hubs = following
        if moved < CLOSE:
            break
    return hubs, authorities


def _scaled(values: dict[str, float]) -> dict[str, float]:
    total = sum(values.values())
    return {k: v / total for k, v in values.items()} if total else values
