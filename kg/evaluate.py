"""Scores an export against answers written by hand: precision, recall and F1 a task, and every miss.

Gold files are JSON (tests/gold/README.md): offsets count characters of the source text. A citation is right where half of it is
covered; everything else is judged through the texts both sides point at, so that ids need not agree.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from kg.errors import QueryError
from kg.messages import t
from kg.text import canonical, key

Row = dict[str, Any]
FIELDS = ("type", "symbol", "date", "issuer", "year", "signer")


class Figure(Struct, frozen=True, kw_only=True):
    """How one task went: wanted ones found, given ones that are right, and what went wrong in words."""

    task: str
    found: float
    wanted: int
    right: float
    given: int
    misses: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def evaluate(paths: Iterable[Path]) -> dict[str, list[Figure]]:
    """Gold files, or folders of them -> figures by file; each source is built alone. QueryError where there is no gold or no source."""
    result = {}
    for gold in _gold_files(paths):
        wanted = _read(gold)
        source = gold.with_name(str(wanted["source"]))
        if not source.is_file():
            raise QueryError("gold-source", source=source.name, gold=gold)
        try:
            result[gold.stem] = score(wanted, canonical(source.read_text("utf-8")), _export(source))
        except (KeyError, TypeError, AttributeError) as error:
            raise QueryError("gold-wrong", gold=gold, detail=f"{type(error).__name__}: {error}") from error
    return result


def _read(gold: Path) -> Row:
    """A gold file; QueryError where it is none."""
    try:
        wanted = json.loads(gold.read_text("utf-8"))
    except (OSError, ValueError) as error:
        detail = t("error.binary") if isinstance(error, UnicodeDecodeError) else str(error)
        raise QueryError("gold-wrong", gold=gold, detail=detail) from error
    if not isinstance(wanted, dict) or not {"source", "citations", "documents", "relations"} <= wanted.keys():
        raise QueryError("gold-wrong", gold=gold, detail="source, citations, documents, relations?")
    return wanted


def _gold_files(paths: Iterable[Path]) -> list[Path]:
    found = [g for p in paths for g in (sorted(p.rglob("*.json")) if p.is_dir() else [p])]
    if not found or not all(g.is_file() for g in found):
        raise QueryError("gold-missing", path=", ".join(map(str, paths)))
    return found


def _export(source: Path) -> Row:
    from kg.building import build

    with tempfile.TemporaryDirectory() as folder, build([source], Path(folder) / "kg.db", workers=1) as graph:
        return graph.export()


def total(figures: Iterable[list[Figure]]) -> list[Figure]:
    """Micro averages over several files."""
    sums: dict[str, list[float]] = {}
    for rows in figures:
        for f in rows:
            known = sums.setdefault(f.task, [0, 0, 0, 0])
            for i, value in enumerate((f.found, f.wanted, f.right, f.given)):
                known[i] += value
    return [Figure(task=t, found=v[0], wanted=int(v[1]), right=v[2], given=int(v[3])) for t, v in sums.items()]


def score(gold: Row, text: str, export: Row) -> list[Figure]:
    """Figures of one file."""
    nodes = {n["id"]: n for n in export["nodes"]}
    own = export["files"][0]["document"] if export["files"] else None
    mentions = [m for m in export["mentions"] if nodes.get(m["node"], {}).get("kind") == "document"]
    optional = [*gold.get("optional", []), *gold.get("provisions", [])]
    pairs = _pairs(gold["citations"], mentions)
    node_of = _votes(gold, mentions, pairs, own)
    figures = [_quotes(text, export), *_citations(gold, mentions, pairs, optional), *_fields(gold, nodes, node_of)]
    figures += _relations(gold, export, nodes, node_of, mentions)
    if "provisions" in gold:
        figures.append(_provisions(gold, mentions, node_of))
    if "assignments" in gold:
        figures.append(_assignments(gold, export, nodes))
    if "deadlines" in gold:
        figures.append(_deadlines(gold, export, text))
    return figures


def _overlap(a: Row, b: Row) -> int:
    return int(max(0, min(a["end"], b["end"]) - max(a["start"], b["start"])))


def _pairs(wanted: list[Row], given: list[Row]) -> dict[int, int]:
    """One to one, the best covered first."""
    candidates = sorted(
        (
            (o / (max(w["end"], g["end"]) - min(w["start"], g["start"])), i, j)
            for i, w in enumerate(wanted) for j, g in enumerate(given) if 2 * (o := _overlap(w, g)) >= w["end"] - w["start"]
        ),
        reverse=True,
    )  # fmt: skip
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _votes(gold: Row, mentions: list[Row], pairs: dict[int, int], own: str | None) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for i, j in pairs.items():
        votes[gold["citations"][i]["ref"]][mentions[j]["node"]] += 1
    best = {ref: min(c.items(), key=lambda x: (-x[1], x[0]))[0] for ref, c in votes.items()}
    return best | ({"self": own} if own and "self" not in best else {})


def _quotes(text: str, export: Row) -> Figure:
    spans = [(m["start"], m["end"], m["text"]) for m in export["mentions"]]
    spans += [(e["start"], e["end"], e["quote"]) for edge in export["edges"] for e in edge.get("evidence", [])]
    bad = [q for s, e, q in spans if text[s:e] != q] + [
        f"{e['kind']} without evidence" for e in export["edges"] if not e.get("evidence")
    ]
    n = len(spans)
    return Figure(task="evidence", found=n - len(bad), wanted=n, right=n - len(bad), given=n, misses=tuple(bad))


def _citations(gold: Row, mentions: list[Row], pairs: dict[int, int], optional: list[Row]) -> list[Figure]:
    wanted = gold["citations"]
    hits = set(pairs.values())
    given = [m for j, m in enumerate(mentions) if j in hits or not any(_overlap(m, o) for o in optional)]
    exact = [
        i
        for i, j in pairs.items()
        if (wanted[i]["start"], wanted[i]["end"]) == (mentions[j]["start"], mentions[j]["end"])
    ]
    missed = [f"missed: {w['text']}" for i, w in enumerate(wanted) if i not in pairs]
    wrong = [f"not one: {m['text']}" for m in given if m not in [mentions[j] for j in hits]]
    spans = [f"span: {wanted[i]['text']} | {mentions[j]['text']}" for i, j in pairs.items() if i not in exact]
    n, g = len(wanted), len(given)
    same = _b_cubed({i: wanted[i]["ref"] for i in pairs}, {i: mentions[j]["node"] for i, j in pairs.items()})
    return [
        Figure(task="citations", found=len(pairs), wanted=n, right=len(pairs), given=g, misses=tuple(missed + wrong)),
        Figure(task="citations exact", found=len(exact), wanted=n, right=len(exact), given=g, misses=tuple(spans)),
        Figure(task="same document", found=same[1], wanted=len(pairs), right=same[0], given=len(pairs)),
    ]


def _b_cubed(gold: dict[int, str], given: dict[int, str]) -> tuple[float, float]:
    """Sums of precision and recall over the mentions (Bagga and Baldwin 1998)."""
    both = Counter((gold[i], given[i]) for i in gold)
    by_gold, by_given = Counter(gold.values()), Counter(given.values())
    return sum(c * c / by_given[g] for (_, g), c in both.items()), sum(c * c / by_gold[w] for (w, _), c in both.items())


def _alike(field: str, got: Any, want: Any) -> bool:
    wants = want if isinstance(want, list) else [want]
    a = key(str(got or "")).removeprefix("0")
    if field == "issuer":
        return any(a.startswith(key(str(w))) or key(str(w)).startswith(a) for w in wants) if a else False
    return any(a == key(str(w)).removeprefix("0") for w in wants)


def _fields(gold: Row, nodes: dict[str, Row], node_of: dict[str, str]) -> list[Figure]:
    def figure(task: str, items: list[tuple[str, Row, Row]]) -> Figure:
        found = given = wanted = 0
        misses = []
        for ref, node, want in items:
            for field in FIELDS:
                if want.get(field):
                    got = node.get(field) or (str(node.get("date") or "")[:4] if field == "year" else None)
                    wanted += 1
                    given += bool(got)
                    if got and _alike(field, got, want[field]):
                        found += 1
                    else:
                        misses.append(f"{ref}.{field}: {got} for {want[field]}")
        return Figure(task=task, found=found, wanted=wanted, right=found, given=given, misses=tuple(misses))

    result = [
        figure("document fields", [(r, nodes.get(node_of.get(r, ""), {}), d) for r, d in gold["documents"].items()])
    ]
    if gold.get("header"):
        result.append(figure("own header", [("header", nodes.get(node_of.get("self", ""), {}), gold["header"])]))
    return result


def _relations(
    gold: Row, export: Row, nodes: dict[str, Row], node_of: dict[str, str], mentions: list[Row]
) -> list[Figure]:
    ref_of = {n: r for r, n in sorted(node_of.items(), reverse=True)} | (
        {node_of["self"]: "self"} if "self" in node_of else {}
    )
    accept: dict[tuple[str, str], set[str]] = {}
    strict: dict[tuple[str, str], set[str]] = {}
    for r in gold["relations"]:
        pair = (r["source"], r["target"])
        accept.setdefault(pair, set()).update(r.get("accept", []), [r["relation"]])
        if not (r["relation"] == "cites" and pair[0] == "self"):
            strict.setdefault(pair, set()).add(r["relation"])
    free = {tuple(x) for x in gold.get("optional_relations", [])}
    got: dict[tuple[str, str], set[str]] = defaultdict(set)
    for e in export["edges"]:
        if (
            nodes.get(e["target"], {}).get("kind") == "document"
            and nodes.get(e["source"], {}).get("kind") == "document"
        ):
            pair = (ref_of.get(e["source"], ""), ref_of.get(e["target"], ""))
            if all(pair) and not (e["kind"] == "cites" and (pair[0] == "self" or got.get(pair))) and pair not in free:
                got[pair].add(e["kind"])
    figures = []
    for task, want in (("relations", accept), ("relations strict", strict)):
        wanted = {p: want.get(p, set()) for p in strict}
        found = [p for p in wanted if got.get(p, set()) & wanted[p]]
        right = sum(len(got[p] & want.get(p, set())) for p in got)
        missed = [
            f"missed: {p[0]} {'/'.join(sorted(w))} {p[1]} (got {sorted(got.get(p, ()))})"
            for p, w in wanted.items()
            if p not in found
        ]
        wrong = [f"wrong: {p[0]} {k} {p[1]}" for p, kinds in got.items() for k in sorted(kinds - want.get(p, set()))]
        figures.append(
            Figure(
                task=task,
                found=len(found),
                wanted=len(wanted),
                right=right,
                given=sum(map(len, got.values())),
                misses=tuple(missed + wrong),
            )
        )
    return figures


def _provisions(gold: Row, mentions: list[Row], node_of: dict[str, str]) -> Figure:
    def fits(want: Row, m: Row, path: str) -> bool:
        return (
            _overlap(want, m) > 0
            and key(want["path"]) == key(path)
            and node_of.get(want["ref"], m["node"]) == m["node"]
        )

    told = [(m, p) for m in mentions for p in m.get("provisions", [])]
    wanted = gold["provisions"]
    found = sum(any(fits(w, m, p) for m, p in told) for w in wanted)
    right = sum(any(fits(w, m, p) for w in wanted) for m, p in told)
    missed = tuple(f"missed: {w['quote']} {w['path']}" for w in wanted if not any(fits(w, m, p) for m, p in told))
    return Figure(task="provisions", found=found, wanted=len(wanted), right=right, given=len(told), misses=missed)


def _assignments(gold: Row, export: Row, nodes: dict[str, Row]) -> Figure:
    places = gold["assignments"]
    wanted = {
        (i, key(a), role)
        for i, x in enumerate(places)
        for k, role in (("leads", "lead"), ("coordinates", "coordinate"))
        for a in x[k]
    }
    free = gold.get("optional_assignments", [])
    hits, right, given, wrong = set(), 0, set(), []
    for e in export["edges"]:
        if e["kind"] != "assigns" or e.get("role") not in ("lead", "coordinate"):
            continue
        spans = [*e["evidence"], *([nodes[e["task"]]] if e.get("task") in nodes else [])]
        at = {i for i, x in enumerate(places) for s in spans if _overlap(x, s) * 2 >= s["end"] - s["start"]}
        if not at and any(_overlap(o, s) for o in free for s in spans):
            continue
        names = {key(n) for n in (nodes[e["target"]]["label"], *nodes[e["target"]].get("aliases", []))}
        claim = (min(at, default=-1), e["target"], e["role"])
        if claim in given:
            continue
        given.add(claim)
        matched = {
            w
            for w in wanted
            if w[0] in at
            and w[2] == e["role"]
            and any(n == w[1] or n.startswith(w[1] + " ") or w[1].startswith(n + " ") for n in names)
        }
        hits |= matched
        right += bool(matched)
        if not matched:
            wrong.append(
                f"wrong: {nodes[e['target']]['label']} {e['role']} {spans[-1].get('quote', spans[-1].get('text', ''))[:60]}"
            )
    missed = [f"missed: {a} {role} {places[i].get('text', places[i]['start'])}" for i, a, role in sorted(wanted - hits)]
    return Figure(
        task="assignments",
        found=len(hits),
        wanted=len(wanted),
        right=right,
        given=len(given),
        misses=tuple(missed + wrong),
    )


def _deadlines(gold: Row, export: Row, text: str) -> Figure:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    wanted = []
    for d in gold["deadlines"]:
        start = text.find(d["text"], starts[d["line"]])
        wanted.append(d | {"start": start, "end": start + len(d["text"])})
    given = list({(d["start"], d["end"]): d for d in export["deadlines"]}.values())
    pairs = _pairs(wanted, given)
    missed = tuple(f"missed: {d['text']}" for i, d in enumerate(wanted) if i not in pairs)
    return Figure(
        task="deadlines", found=len(pairs), wanted=len(wanted), right=len(pairs), given=len(given), misses=missed
    )
