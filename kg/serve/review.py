"""Writes down what a person judged of a fact, in `judgements.csv` beside the graph; the next build replays it."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path

from kg.errors import UsageFault
from kg.graph import Edge, Graph
from kg.judgements import FACTS, append, beside
from kg.output import guard

__all__ = ["FACTS", "Desk"]


class Desk:
    """Judging on one graph. The secret is new at every start, so that no other page can send a judgement."""

    def __init__(self, graph: Path) -> None:
        self.path = beside(graph)
        self.secret = secrets.token_urlsafe(32)

    def fact(self, graph: Graph, values: dict[str, str]) -> tuple[Edge, str]:
        """The fact that is meant and the words under which it stands; UsageFault where there is none such."""
        for edge in graph.edges(source=values.get("source", ""), target=values.get("target", "")):
            for proof in edge.evidence:
                if (
                    edge.kind == values.get("kind")
                    and proof.file == values.get("file")
                    and str(proof.start) == values.get("start")
                    and str(proof.end) == values.get("end")
                ):
                    return edge, proof.quote
        raise UsageFault("review-unknown")

    def judge(self, graph: Graph, values: dict[str, str], relations: tuple[str, ...]) -> None:
        """Adds a line. UsageFault for a wrong secret, verdict or relation."""
        if not hmac.compare_digest(values.get("csrf", "").encode(), self.secret.encode()):
            raise UsageFault("review-secret")
        verdict, value = values.get("verdict", ""), values.get("value", "")
        if verdict not in FACTS or (verdict == "correct" and value not in relations):
            raise UsageFault("review-verdict")
        edge, quote = self.fact(graph, values)
        value = value if verdict == "correct" else ""
        note = guard(values.get("note", "")[:500])
        append(self.path, verdict, edge.source, edge.target, relation=edge.kind, quote=quote, value=value, note=note)
