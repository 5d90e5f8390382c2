"""Two graph files -> what appeared, went and changed between them, each with its sentence: to review a change of rules or of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from kg.graph import DeadlineRow, Edge, Graph, InForceRow, Node, TargetRow
from kg.messages import t
from kg.output import flat
from kg.query.refs import name

T = TypeVar("T")
Row = dict[str, Any]
APPEARED, GONE, CHANGED = "appeared", "gone", "changed"


def diff(old: Graph, new: Graph, in_words: bool = False) -> list[Row]:
    """Rows `what, kind, source, relation, target, role, before, after`: nodes first, then facts, deadlines, targets, entries into force. `in_words`: fields by the
    names that people read, for a table; else by their codes."""
    with old.snapshot(), new.snapshot():
        nodes = _paired(old.nodes(), new.nodes(), _id)
        facts = _paired(old.edges(), new.edges(), _fact)
        return [
            *_nodes(nodes, in_words),
            *_facts(old, new, facts, in_words),
            *_results(old, new, "deadline", _paired(_sorted(old.deadlines()), _sorted(new.deadlines()), _place)),
            *_results(old, new, "target", _paired(_sorted(old.targets()), _sorted(new.targets()), _place)),
            *_results(old, new, "in_force", _paired(_sorted(old.in_force()), _sorted(new.in_force()), _place)),
        ]


def _paired(
    old: Iterable[T], new: Iterable[T], by: Callable[[T], tuple[Any, ...]]
) -> Iterator[tuple[T | None, T | None]]:
    """What differs between two sorted runs: (before, after), one of them None for what only the other has."""
    left, right = iter(old), iter(new)
    a: T | None = next(left, None)
    b: T | None = next(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and by(a) < by(b)):
            yield a, None
            a = next(left, None)
        elif a is None or by(b) < by(a):
            yield None, b
            b = next(right, None)
        else:
            if a != b:
                yield a, b
            a, b = next(left, None), next(right, None)


def _what(before: object, after: object) -> str:
    return APPEARED if before is None else GONE if after is None else CHANGED


# ---- nodes ----------------------------------------------------------------------------------------------------------


def _nodes(pairs: Iterable[tuple[Node | None, Node | None]], in_words: bool) -> Iterator[Row]:
    for a, b in pairs:
        node = b or a
        assert node is not None
        old, new = _told(a), _told(b)
        shown = sorted(k for k in {*old, *new} if old.get(k) != new.get(k)) if a and b else None
        yield {
            "what": _what(a, b),
            "kind": node.kind,
            "source": name(node),
            "relation": "",
            "target": "",
            "role": "",
            "before": _fields(old, shown, in_words),
            "after": _fields(new, shown, in_words),
        }


def _id(node: Node) -> tuple[str]:
    return (node.id,)


def _told(node: Node | None) -> dict[str, Any]:
    return (
        {"label": node.label, "aliases": list(node.aliases), "inferred": list(node.inferred), **node.fields}
        if node
        else {}
    )


def _fields(told: dict[str, Any], shown: list[str] | None, in_words: bool) -> str:
    """Of a node that changed the fields that did; of another its label."""
    if shown is None:
        return str(told.get("label", ""))
    return "; ".join(_field(k, told[k], in_words) for k in shown if k in told)


def _field(code: str, value: Any, in_words: bool) -> str:
    """`tên khác: A; B`, or `aliases: A; B`; what is inferred is itself a field."""
    if not in_words:
        return f"{code}: {flat(value)}"
    return f"{_word(code)}: {flat([_word(v) for v in value] if code == 'inferred' else value) or '–'}"


def _word(code: str) -> str:
    """The name of a field; one without a name as it is."""
    name = t(f"field.{code}")
    return code if name == f"field.{code}" else name


# ---- facts ----------------------------------------------------------------------------------------------------------


def _fact(edge: Edge) -> tuple[str, ...]:
    return (
        edge.source,
        edge.target,
        edge.kind,
        edge.task or "",
        edge.role or "",
        edge.scope or "",
        edge.effective or "",
    )


def _facts(old: Graph, new: Graph, pairs: Iterable[tuple[Edge | None, Edge | None]], in_words: bool) -> Iterator[Row]:
    for a, b in pairs:
        edge = b or a
        assert edge is not None
        graph = new if b else old
        yield {
            "what": _what(a, b),
            "kind": "fact",
            "source": _name(graph, edge.source),
            "relation": edge.kind,
            "target": _name(graph, edge.target),
            "role": edge.role or "",
            "before": _said(a, in_words),
            "after": _said(b, in_words),
        }


def _name(graph: Graph, id: str) -> str:
    node = graph.node(id)
    return name(node) if node else id


def _said(edge: Edge | None, in_words: bool) -> str:
    """The sentences, with what they say beside the two ends."""
    if edge is None:
        return ""
    told = [_field(k, v, in_words) for k in ("words", "basis", "provisions") if (v := getattr(edge, k))]
    quotes = [f"“{' '.join(e.quote.split())}” ({e.file}:{e.start}-{e.end})" for e in edge.evidence]
    return " · ".join([*quotes, *told])


# ---- deadlines, targets, entries into force ---------------------------------------------------------------------------


def _place(row: DeadlineRow | TargetRow | InForceRow) -> tuple[Any, ...]:
    return (row.document, _of(row), row.text, row.file, row.start)


def _of(row: DeadlineRow | TargetRow | InForceRow) -> str:
    return row.node if isinstance(row, InForceRow) else row.task or ""


def _sorted(rows: Iterator[Any]) -> list[Any]:
    return sorted(rows, key=_place)


def _results(old: Graph, new: Graph, kind: str, pairs: Iterable[tuple[Any, Any]]) -> Iterator[Row]:
    for a, b in pairs:
        row = b or a
        yield {
            "what": _what(a, b),
            "kind": kind,
            "source": _name(new if b else old, row.node if isinstance(row, InForceRow) else row.document),
            "relation": "",
            "target": "",
            "role": "",
            "before": _due(a),
            "after": _due(b),
        }


def _due(row: Any) -> str:
    if row is None:
        return ""
    values = [
        getattr(row, f, None)
        for f in ("not_before", "not_after", "rrule", "due", "value", "unit", "effective", "until")
    ]
    marks = [t("inferred")] if getattr(row, "inferred", False) else []
    return " · ".join(
        [f"“{' '.join(row.text.split())}” ({row.file}:{row.start}-{row.end})", *(str(v) for v in values if v), *marks]
    )
