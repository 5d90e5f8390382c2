"""Short passages in the styles of many bodies and decades (`tests/cases/*.json`): what is cited, what is related, what is one document.

A relation is `[source, kinds, target]` or with its scope: `self` is the passage itself, kinds are joined by `|`, a document is named by
its symbol or by words of its label; `quote#2` is the second place of a quote.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.text import key

CASES = [
    case for file in sorted(Path(__file__).with_name("cases").glob("*.json")) for case in json.loads(file.read_bytes())
]


class Read:
    """The graph of one passage."""

    def __init__(self, text: str, folder: Path) -> None:
        file = folder / "passage.txt"
        file.write_text(text, encoding="utf-8")
        graph = kg.build(file, graph=folder / "graph.db")
        self.text, self.out = text, graph.export()
        graph.close()
        self.nodes = {n["id"]: n for n in self.out["nodes"]}
        self.own = self.out["files"][0]["document"]

    def span(self, quote: str) -> tuple[int, int]:
        words, _, which = quote.partition("#")
        at = -1
        for _ in range(int(which or 1)):
            at = self.text.index(words, at + 1)
        return at, at + len(words)

    def at(self, quote: str, kind: str | None = None) -> str | None:
        """The node of the mention that shares most with the quote, half of it at least."""
        if quote == "self":
            return self.own
        start, end = self.span(quote)
        shared = [
            (min(end, m["end"]) - max(start, m["start"]), m["start"] - m["end"], m["node"])
            for m in self.out["mentions"]
            if kind is None or self.nodes[m["node"]]["kind"] == kind
        ]
        best = max(shared, default=(0, 0, None))
        return best[2] if best[0] * 2 >= end - start else None

    def meant(self, ref: str) -> set[str]:
        if ref in ("self", "*"):
            return {self.own} if ref == "self" else set(self.nodes)
        told = {i for i, n in self.nodes.items() if n["kind"] == "document" and i != self.own}
        return {i for i in told if _plain(self.nodes[i].get("symbol") or "") == _plain(ref)} or {
            i for i in told if key(ref) in key(self.nodes[i].get("label") or "")
        }

    def related(self, source: str, kinds: str, target: str, scope: str | None = None) -> bool:
        return any(
            e["source"] in self.meant(source)
            and e["target"] in self.meant(target)
            and (e["kind"] in kinds.split("|") or (kinds == "*" and e["kind"] not in ("cites", "assigns")))
            and scope in (None, e.get("scope"))
            for e in self.out["edges"]
        )


def _plain(symbol: str) -> str:
    return key(symbol).replace(" ", "").lstrip("0")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['group']} {case['id']}")
def test_what_the_passage_says(case: dict[str, Any], tmp_path: Path) -> None:
    read, want = Read(case["text"], tmp_path), case["expect"]
    for quote, symbol, kind, date in want.get("citations", []):
        node = read.nodes.get(read.at(quote, "document") or "", {})
        assert node, quote
        assert symbol is None or _plain(node.get("symbol") or "") in map(_plain, symbol.split("|"))
        assert kind is None or node.get("type") == kind
        assert date is None or node.get("date") == date
    for quote in want.get("not_citations", []):
        assert read.at(quote, "document") is None, quote
    for told in want.get("relations", []):
        assert read.related(*told), told
    for told in want.get("not_relations", []):
        assert not read.related(*told), told
    for one, other in want.get("same", []):
        assert read.at(one) == read.at(other) is not None
    for one, other in want.get("different", []):
        assert None not in (read.at(one), read.at(other)) and read.at(one) != read.at(other)
    for symbol in want.get("never_symbols", []):
        assert _plain(symbol) not in {_plain(n.get("symbol") or "-") for n in read.nodes.values()}
