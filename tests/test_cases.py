"""Short passages in the styles of many bodies and decades (`tests/cases/*.json`): what is cited, what is related, what is one document.

A relation is `[source, kinds, target]` or with its scope: `self` is the passage itself, kinds are joined by `|`, a document is named by
its symbol or by words of its label; `quote#2` is the second place of a quote. An assignment is `[body, role, words of the task or its evidence]`, a provision `[quote, path]`,
a deadline `[quote, last day or null, part of its rule or null]`, a target `[quote, value, unit, year or null]`, an initiative `[quote, kind, label]`, a header the fields of the passage's own document.
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

INITIATIVES = ("project", "programme", "masterplan")


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
        if ref.startswith("@"):
            return {self.at(ref[1:]) or ""}
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

    def assigned(self, bodies: str, role: str, quote: str) -> bool:
        """Is the stretch of the quote given to one of the bodies (`a|b`), in its evidence or as the words of the task?"""
        start, end = self.span(quote)
        names = {key(name) for name in bodies.split("|")}
        return any(
            role in ("*", e["role"])
            and any(key(x).startswith(name) for name in names for x in self.names(e["target"]))
            and any(
                p["start"] <= start + 1 and end - 1 <= p["end"] or start <= p["start"] and p["end"] <= end
                for p in (*e["evidence"], self.nodes[e["task"]])
            )
            for e in self.out["edges"]
            if e["kind"] == "assigns"
        )

    def names(self, node: str) -> list[str]:
        return [self.nodes[node]["label"], *self.nodes[node].get("aliases", [])]

    def provisions(self, quote: str) -> set[str]:
        start, end = self.span(quote)
        return {
            path
            for m in self.out["mentions"]
            if m["start"] < end and start < m["end"]
            for path in m.get("provisions") or []
        }

    def due(self, quote: str) -> list[dict[str, Any]]:
        start, end = self.span(quote)
        return [d for d in self.out["deadlines"] if 2 * (min(end, d["end"]) - max(start, d["start"])) >= end - start]

    def aimed(self, quote: str) -> list[dict[str, Any]]:
        start, end = self.span(quote)
        return [t for t in self.out["targets"] if 2 * (min(end, t["end"]) - max(start, t["start"])) >= end - start]

    def initiative(self, quote: str) -> dict[str, Any]:
        return next(filter(None, (self.nodes.get(self.at(quote, kind) or "") for kind in INITIATIVES)), {})


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
    for given in want.get("assignments", []):
        assert read.assigned(*given), given
    for given in want.get("not_assignments", []):
        assert not read.assigned(*given), given
    for quote, path in want.get("provisions", []):
        assert read.provisions(quote) & set(path.split("|")), path
    for quote, path in want.get("not_provisions", []):
        assert path not in read.provisions(quote), path
    for quote, day, rule in want.get("deadlines", []):
        assert any(
            day in (None, d.get("not_after")) and (rule or "") in (d.get("rrule") or "") for d in read.due(quote)
        ), quote
    for quote in want.get("not_deadlines", []):
        assert not read.due(quote), quote
    for quote, value, unit, year in want.get("targets", []):
        found = [(t.get("value"), t.get("unit"), (t.get("due") or "")[:4]) for t in read.aimed(quote)]
        assert any(v == value and (u or "").startswith(unit) and year in (None, y) for v, u, y in found), (quote, found)
    for quote in want.get("not_targets", []):
        assert not read.aimed(quote), quote
    for quote, kind, label in want.get("initiatives", []):
        node = read.initiative(quote)
        assert (node.get("kind"), key(node.get("label") or "")) == (kind, key(label)), quote
    for quote in want.get("not_initiatives", []):
        assert not read.initiative(quote), quote
    for field, value in want.get("header", {}).items():
        assert key(read.nodes[read.own].get(field) or "") == key(value), field
    for symbol in want.get("never_symbols", []):
        assert _plain(symbol) not in {_plain(n.get("symbol") or "-") for n in read.nodes.values()}
