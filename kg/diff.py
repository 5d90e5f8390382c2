"""Two graph files -> what appeared, went and changed between them, each with its sentence: to review a change of rules or of documents.

Where something stands is no part of what it says: what only moved in its text, or to another file, did not change. A node that goes by another id, and a
task that has other words, is one that changed where it is plain which it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, Generic, NamedTuple, TypeVar

from kg.graph import DeadlineRow, Edge, Evidence, Graph, InForceRow, Node, TargetRow
from kg.messages import t
from kg.output import flat
from kg.query.refs import name
from kg.text import key

T = TypeVar("T")
Row = dict[str, Any]
Result = DeadlineRow | TargetRow | InForceRow
Told = Callable[[T], Any]  # what is said of a thing, wherever it stands
APPEARED, GONE, CHANGED = "appeared", "gone", "changed"
ALIKE = 0.6  # of the words of a task, for it to be the same one with other words
_PLACE = ("start", "end", "file", "section")  # fields of a task
_TELLING = ("date", "year", "term", "issuer", "place")  # nodes of one name that differ in one of them are two


class Pair(NamedTuple, Generic[T]):
    """Before and after; one of them None for what only the other graph has."""

    old: T | None
    new: T | None


def diff(old: Graph, new: Graph, in_words: bool = False) -> list[Row]:
    """Rows `what, kind, source, relation, target, role, before, after`: nodes first, then facts, deadlines, targets, entries into force. `in_words`: fields by the
    names that people read, for a table; else by their codes."""
    with old.snapshot(), new.snapshot():
        nodes = list(_paired(old.nodes(), new.nodes(), _id, _told))
        ids = _Ids(nodes)
        facts = list(_paired(old.edges(), new.edges(), _fact, _said_of))
        return [
            *_nodes(ids.joined(nodes), ids, in_words),
            *_facts(old, new, _rejoined(facts, ids.fact, _fact, _said_of), in_words),
            *_results(old, new, "deadline", _of_graphs(old.deadlines(), new.deadlines(), ids)),
            *_results(old, new, "target", _of_graphs(old.targets(), new.targets(), ids)),
            *_results(old, new, "in_force", _of_graphs(old.in_force(), new.in_force(), ids)),
        ]


def _paired(old: Iterable[T], new: Iterable[T], by: Callable[[T], tuple[Any, ...]], told: Told[T]) -> Iterator[Pair[T]]:
    """What differs between two sorted runs."""
    left, right = iter(old), iter(new)
    a: T | None = next(left, None)
    b: T | None = next(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and by(a) < by(b)):
            yield Pair(a, None)
            a = next(left, None)
        elif a is None or by(b) < by(a):
            yield Pair(None, b)
            b = next(right, None)
        else:
            if a != b and told(a) != told(b):
                yield Pair(a, b)
            a, b = next(left, None), next(right, None)


def _rejoined(
    pairs: Iterable[Pair[T]],
    before: Callable[[T], Any],
    after: Callable[[T], Any],
    told: Told[T],
    *,
    only: bool = False,
) -> list[Pair[T]]:
    """What went and what appeared as one where both have a key (None: none of them), in their order; `only`: where it is the key of one of either."""
    listed = list(pairs)
    gone, come = defaultdict[Any, list[int]](list), defaultdict[Any, list[int]](list)
    for n, (a, b) in enumerate(listed):
        if b is None and a is not None:
            gone[before(a)].append(n)
        elif a is None and b is not None:
            come[after(b)].append(n)
    partner: dict[int, int] = {}
    for k, lost in gone.items():
        found = come.get(k, [])
        if k is not None and not (only and (len(lost) > 1 or len(found) > 1)):
            partner.update(zip(lost, found, strict=False))
    taken = set(partner.values())
    joined: list[Pair[T]] = []
    for n, (a, b) in enumerate(listed):
        if n in taken:
            continue
        if n in partner:
            b = listed[partner[n]][1]
            if a is not None and b is not None and told(a) == told(b):
                continue
        joined.append(Pair(a, b))
    return joined


class _Ids:
    """The ids of the old graph -> those of the new one, for nodes that are the same under another id."""

    def __init__(self, pairs: Iterable[Pair[Node]]) -> None:
        self.new: dict[str, str] = {}
        gone = [a for a, b in pairs if a and not b]
        come = [b for a, b in pairs if b and not a]
        self._named([n for n in gone if n.kind != "task"], [n for n in come if n.kind != "task"])
        self._tasks([n for n in gone if n.kind == "task"], [n for n in come if n.kind == "task"])

    def _named(self, gone: list[Node], come: list[Node]) -> None:
        """Nodes of one name, where either graph has one alone and nothing else tells them apart."""
        names: dict[Any, tuple[list[Node], list[Node]]] = defaultdict(lambda: ([], []))
        for side, nodes in enumerate((gone, come)):
            for node in nodes:
                names[_called(node)][side].append(node)
        for old, new in names.values():
            if len(old) == len(new) == 1 and _agree(old[0], new[0]):
                self.new[old[0].id] = new[0].id

    def _tasks(self, gone: list[Node], come: list[Node]) -> None:
        """Tasks of one document: first those of the same words, then those of nearly the same words in the same section, the likest first."""
        words = {id(n): key(str(n.fields.get("text") or "")).split() for n in (*gone, *come)}
        for least in (1.0, ALIKE):
            taken = set(self.new.values())
            left = defaultdict[Any, list[Node]](list)
            for b in come:
                if b.id not in taken:
                    left[b.fields.get("document"), _alike_by(b, words[id(b)], least)].append(b)
            chances = [
                (-ratio, a.id, b.id)
                for a in gone if a.id not in self.new
                for b in left.get((self.of(a.fields.get("document")), _alike_by(a, words[id(a)], least)), ())
                if (ratio := _alike(words[id(a)], words[id(b)], least))
            ]  # fmt: skip
            for _, a_id, b_id in sorted(chances):
                if a_id not in self.new and b_id not in taken:
                    self.new[a_id] = b_id
                    taken.add(b_id)

    def of(self, id: Any) -> Any:
        """The new id of what was an id of the old graph; anything else as it is."""
        if isinstance(id, str):
            return self.new.get(id, id)
        if isinstance(id, (list, tuple)):
            return [self.of(x) for x in id]
        return {k: self.of(v) for k, v in id.items()} if isinstance(id, dict) else id

    def fact(self, edge: Edge) -> tuple[str, ...]:
        """The key of a fact of the old graph in the new one."""
        return tuple(map(self.of, _fact(edge)))

    def joined(self, pairs: list[Pair[Node]]) -> list[Pair[Node]]:
        """Nodes, those of other ids as one; what differs in ids alone of others left out."""
        one = _rejoined(pairs, lambda n: self.new.get(n.id), lambda n: n.id, _text_or_id)
        return [pair for pair in one if not (pair.old and pair.new and self._same(pair.old, pair.new))]

    def _same(self, a: Node, b: Node) -> bool:
        return (a.id == b.id or a.kind == "task") and bool(self.of(_told(a)) == _told(b))


def _text_or_id(node: Node) -> Any:
    """What must differ in a node under another id for it to be told: of a task its words."""
    return _told(node)["text"] if node.kind == "task" else node.id


def _called(node: Node) -> tuple[str, ...]:
    """By what a node is known: a document by its type and number, anything else by its name."""
    fields = node.fields
    if node.kind == "document" and fields.get("symbol"):
        return node.kind, key(str(fields.get("type") or "")), key(str(fields["symbol"]))
    return node.kind, key(node.label)


def _agree(a: Node, b: Node) -> bool:
    """Does nothing that both say tell them apart? A name that goes on (`Ủy ban nhân dân tỉnh Đắk Lắk`) does not."""
    both = [(str(a.fields[f]), str(b.fields[f])) for f in _TELLING if a.fields.get(f) and b.fields.get(f)]
    return all(x.startswith(y) or y.startswith(x) for x, y in both)


def _alike_by(task: Node, words: list[str], least: float) -> Any:
    """What tasks share that may be one: all their words, or the section they stand in."""
    return tuple(words) if least == 1 else task.fields.get("section")


def _alike(a: list[str], b: list[str], least: float) -> float:
    """How alike two texts are by their words, from `least` to 1; 0 where less."""
    if a == b:
        return 1
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0


def _what(before: object, after: object) -> str:
    return APPEARED if before is None else GONE if after is None else CHANGED


# ---- nodes ----------------------------------------------------------------------------------------------------------


def _nodes(pairs: Iterable[Pair[Node]], ids: _Ids, in_words: bool) -> Iterator[Row]:
    for a, b in pairs:
        node = b or a
        assert node is not None
        old, new = _told(a), _told(b)
        shown = sorted(k for k in {*old, *new} if ids.of(old.get(k)) != new.get(k)) if a and b else None
        if a and b and a.id != b.id and node.kind != "task":
            shown, old, new = ["id", *(shown or ())], {"id": a.id, **old}, {"id": b.id, **new}
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
    if node is None:
        return {}
    if node.kind == "task":
        return {k: " ".join(v.split()) if k == "text" else v for k, v in node.fields.items() if k not in _PLACE}
    return {"label": node.label, "aliases": list(node.aliases), "inferred": list(node.inferred), **node.fields}


def _fields(told: dict[str, Any], shown: list[str] | None, in_words: bool) -> str:
    """Of a node that changed the fields that did; of another its label."""
    if shown is None:
        return str(told.get("label") or told.get("text") or "")
    return "; ".join(_field(k, told[k], in_words) for k in shown if k in told)


def _field(code: str, value: Any, in_words: bool) -> str:
    """`tên khác: A; B`, or `aliases: A; B`; what is inferred is itself a field."""
    if not in_words:
        return f"{code}: {flat(value)}"
    return f"{_word(code)}: {flat([_word(v, _VALUE_WORDS[code]) for v in value] if code in _VALUE_WORDS else value) or '–'}"


_VALUE_WORDS = {"inferred": "field", "why": "why"}  # fields that hold codes, and the messages that name them


def _word(code: str, group: str = "field") -> str:
    """The name of a field; one without a name as it is."""
    name = t(f"{group}.{code}")
    return code if name == f"{group}.{code}" else name


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


def _said_of(edge: Edge) -> tuple[Any, ...]:
    """What is said of a fact, wherever it is."""
    more = tuple(getattr(edge, field) for field in _SAID)
    return (*more, edge.inferred, sorted({_quote(e) for e in edge.evidence}))


_SAID = ("words", "official", "basis", "provisions", "why")


def _quote(piece: Evidence) -> str:
    return " ".join(piece.quote.split())


def _facts(old: Graph, new: Graph, pairs: Iterable[Pair[Edge]], in_words: bool) -> Iterator[Row]:
    for a, b in pairs:
        edge = b or a
        assert edge is not None
        if a and b and a.task != b.task and _said_of(a)[:-1] == _said_of(b)[:-1]:
            continue  # the words of the task changed, which is told of it
        graph = new if b else old
        yield {
            "what": _what(a, b),
            "kind": "fact",
            "source": _name(graph, edge.source),
            "relation": edge.kind,
            "target": _name(graph, edge.target),
            "role": edge.role or "",
            "before": _said(a, b, in_words),
            "after": _said(b, a, in_words),
        }


def _name(graph: Graph, id: str) -> str:
    node = graph.node(id)
    return name(node) if node else id


def _said(edge: Edge | None, other: Edge | None, in_words: bool) -> str:
    """The sentences, with what they say beside the two ends; of a fact that changed those alone that the other graph does not have."""
    if edge is None:
        return ""
    known = {_quote(e) for e in other.evidence} if other else set()
    told = [_field(k, v, in_words) for k in _SAID if (v := getattr(edge, k)) and not (other and v == getattr(other, k))]
    quotes = [f"“{_quote(e)}” ({e.file}:{e.start}-{e.end})" for e in edge.evidence if _quote(e) not in known]
    return " · ".join([*quotes, *told])


# ---- deadlines, targets, entries into force ---------------------------------------------------------------------------


def _of_graphs(old: Iterable[Any], new: Iterable[Any], ids: _Ids) -> list[Pair[Result]]:
    """What differs; what begins at one place, or is of one task alone, in either graph is one that changed."""
    pairs = _paired(_keyed(old, ids), _keyed(new, None), lambda x: x.by, lambda x: x.told)
    rows: list[Pair[Result]] = [Pair(a.row if a else None, b.row if b else None) for a, b in pairs]

    def before(row: Result) -> Any:
        return ids.of(_of(row)) or None

    def after(row: Result) -> Any:
        return _of(row) or None

    def place(row: Result) -> Any:
        return row.file, row.start

    same_place = _rejoined(rows, place, place, _comes_to, only=True)
    return _rejoined(same_place, before, after, _comes_to, only=True)


class _Keyed(NamedTuple):
    """A row with what it is found by, the same in both graphs wherever it stands, and what it comes to."""

    by: tuple[Any, ...]
    told: tuple[Any, ...]
    row: Any


def _keyed(rows: Iterable[Any], ids: _Ids | None) -> list[_Keyed]:
    """Rows in order; those of one document, task and words are counted."""
    seen = defaultdict[Any, int](int)
    found = []
    for row in sorted(rows, key=lambda r: (r.file, r.start, r.end, _of(r))):
        own = (row.document, _of(row), "+".join(getattr(row, "provisions", ())))
        by = (*(map(ids.of, own) if ids else own), " ".join(row.text.split()))
        found.append(_Keyed((*by, seen[by]), _comes_to(row), row))
        seen[by] += 1
    return sorted(found, key=lambda k: k.by)


def _of(row: Result) -> str:
    return row.node if isinstance(row, InForceRow) else row.task or ""


_VALUES = ("not_before", "not_after", "rrule", "due", "value", "unit", "effective", "until")


def _comes_to(row: Any) -> tuple[Any, ...]:
    """The words and what they come to."""
    values = (getattr(row, f, None) for f in (*_VALUES, "relative", "provisions", "inferred"))
    return (" ".join(row.text.split()), *values)


def _results(old: Graph, new: Graph, kind: str, pairs: Iterable[Pair[Result]]) -> Iterator[Row]:
    for a, b in pairs:
        row = b or a
        assert row is not None
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
    values = [getattr(row, f, None) for f in _VALUES]
    marks = [t("inferred")] if getattr(row, "inferred", False) else []
    return " · ".join(
        [f"“{' '.join(row.text.split())}” ({row.file}:{row.start}-{row.end})", *(str(v) for v in values if v), *marks]
    )
