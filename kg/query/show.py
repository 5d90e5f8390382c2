"""One node: its fields, its relations in and out with their sentences, the issues around it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kg.errors import QueryError
from kg.graph import Edge, File, Graph, IssueRow, Node, TargetRow
from kg.query.heirs import heirs
from kg.query.in_force import Held, held
from kg.query.once import once
from kg.query.refs import one


class Kin(Struct, frozen=True, kw_only=True):
    """A body or place that was before this one or comes after it, by the tables of successions."""

    label: str
    since: str | None
    basis: str
    share: str
    inferred: bool


class Shown(Struct, frozen=True, kw_only=True):
    """All that the graph says of one node."""

    node: Node
    files: tuple[File, ...]
    out: tuple[Edge, ...]
    into: tuple[Edge, ...]
    names: dict[str, Node]  # the nodes at the other ends, the place, the body above
    issues: tuple[IssueRow, ...]
    mentions: int
    heir: bool = False  # a body that no text names, known by the tables of successions alone
    before: tuple[Kin, ...] = ()
    after: tuple[Kin, ...] = ()
    targets: tuple[TargetRow, ...] = ()  # what a document or task sets out to reach
    in_force: tuple[Held, ...] = ()  # from when a document holds
    pages: dict[tuple[str, int], int] = {}  # file and start of an issue or target -> its page, where the file has pages


def show(graph: Graph, ref: str, other: str | None = None) -> Shown:
    """REF -> the node with its relations, or only those with another node; QueryError where one is unknown or ambiguous. A body that no text names but
    that took over from others (`heir`) has what the tables of successions say of it."""
    node, heir = _meant(graph, ref)
    end = one(graph, other).id if other else None
    out = tuple(graph.edges(source=node.id, target=end))
    into = tuple(graph.edges(source=end, target=node.id))
    ends = {i for e in (*out, *into) for i in (e.source, e.target, *(v.document for v in e.evidence))}
    ends |= {str(node.fields[field]) for field in ("part_of", "place") if node.fields.get(field)}
    mentions = list(graph.mentions(node=node.id))
    places = {(m.file, m.start, m.end) for m in mentions}
    files = sorted({m.file for m in mentions})
    issues = tuple(i for f in files for i in graph.issues(f) if (i.file, i.start, i.end) in places)
    own = tuple(graph.files(node.id)) if node.kind == "document" else ()
    before, after = _kin(graph, node, heir)
    targets = () if end else _targets(graph, node)
    placed: tuple[IssueRow | TargetRow, ...] = (*issues, *targets)
    return Shown(
        node=node,
        heir=heir,
        files=own,
        out=out,
        into=into,
        names={i: n for i in sorted(ends) if (n := graph.node(i))},
        issues=issues,
        mentions=len(mentions),
        before=before,
        after=after,
        targets=targets,
        in_force=held(graph, node.id) if node.kind == "document" and not end else (),
        pages={(x.file, x.start): page for x in placed if (page := graph.page(x.file, x.start))},
    )


def _meant(graph: Graph, ref: str) -> tuple[Node, bool]:
    """The node a reference means, and whether it is the only heir of that name."""
    try:
        return one(graph, ref), False
    except QueryError as error:
        found = heirs(graph, ref) if error.code == "agency-heir" else []
        if len(found) != 1:
            raise
        return found[0], True


def _targets(graph: Graph, node: Node) -> tuple[TargetRow, ...]:
    if node.kind == "task":
        return tuple(once(graph.targets(node.id)))
    return tuple(once(graph.targets(document=node.id))) if node.kind == "document" else ()


def _kin(graph: Graph, node: Node, heir: bool) -> tuple[tuple[Kin, ...], tuple[Kin, ...]]:
    """What was before a body or a place, and what comes after it."""
    if node.kind not in ("agency", "place"):
        return (), ()
    from kg import succession
    from kg.query.origins import origins, origins_of_heir
    from kg.units import load_units

    if node.kind == "place":
        label = load_units().label
        old, new = succession.place_predecessors(node.id), succession.place_successors(node.id)
        return (
            tuple(_of(label(p.id), p.since, p.basis, p.share, p.inferred) for p in old),
            tuple(_of(label(p.id), p.since, p.basis, p.share, p.inferred) for p in new),
        )
    place = node.fields.get("place")
    named = origins_of_heir(graph, node, date.max) if heir else [p for p, _ in origins(graph, node, date.max)]
    later = succession.successors(node.label, place)
    return (
        tuple(_of(b.label, b.since, b.basis, b.share, b.inferred) for b in named),
        tuple(_of(b.label, b.since, b.basis, b.share, b.inferred) for b in later),
    )


def _of(label: str, since: date | None, basis: str, share: str, inferred: bool) -> Kin:
    return Kin(label=label, since=since.isoformat() if since else None, basis=basis, share=share, inferred=inferred)
