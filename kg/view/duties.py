"""Responsibilities: groups of tasks on the left, bodies on the right; the tasks of what is chosen open between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.view import look
from kg.view.model import Band, Layout, Line, PageEdge, PageNode

GROUPS, BODIES = 16, 26  # that can be read at once
BOX = (320.0, 50.0)
STEP = 58.0
MIDDLE, RIGHT = 580.0, 1160.0  # x of the tasks and of the bodies; groups stand at 0


def duties(nodes: Sequence[PageNode], edges: Sequence[PageEdge], now: Sequence[int] = ()) -> dict[str, Layout]:
    """`first`: the groups and bodies with most tasks; `all`, where there are more. `now`: the nodes of `Page.holders`."""
    of_group = {e.target: e.source for e in edges if e.kind == look.CONTAINS and nodes[e.source].kind == "group"}
    given: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, e in enumerate(edges):
        if e.kind == look.ASSIGNS and e.source in of_group:
            given[of_group[e.source], e.target].append(number)
            for heir in sorted({now[h] for h in e.now} - {-1, e.target}):  # what it took over it has too
                given[of_group[e.source], heir].append(number)
    groups, bodies = Counter[int](), Counter[int]()
    for (group, body), numbers in given.items():
        groups[group] += len(numbers)
        bodies[body] += len(numbers)
    if not given:
        return {}
    first = _layout([g for g, _ in _most(groups, GROUPS)], [b for b, _ in _most(bodies, BODIES)], given)
    if len(first.nodes) == len(groups) + len(bodies):
        return {"first": first}
    return {"first": first, "all": _layout(sorted(groups), [b for b, _ in _most(bodies, len(bodies))], given)}


def _most(counter: Counter[int], limit: int) -> list[tuple[int, int]]:
    return sorted(counter.items(), key=lambda c: (-c[1], c[0]))[:limit]


def _layout(groups: Sequence[int], bodies: Sequence[int], given: dict[tuple[int, int], list[int]]) -> Layout:
    groups = sorted(groups)
    high = STEP * max(len(groups), len(bodies))
    at = {**_column(groups, 0.0, high), **_column(bodies, RIGHT, high)}
    total = {i for pair in given for i in pair}
    lines = tuple(
        Line(edges=tuple(numbers), ends=(group, body), count=len(numbers))
        for (group, body), numbers in sorted(given.items())
        if group in at and body in at
    )
    columns = tuple(
        Band(low=x - BOX[0] / 2, high=x + BOX[0] / 2, label=look.both(f"view.{name}"))
        for name, x in (("groups", 0.0), ("tasks", MIDDLE), ("bodies", RIGHT))
    )
    return Layout(
        box=BOX,
        nodes=tuple(at),
        at=tuple(at.values()),
        lines=lines,
        columns=columns,
        size=(RIGHT, high),
        left_out=len(total - set(at)),
    )


def _column(members: Sequence[int], x: float, high: float) -> dict[int, tuple[float, float]]:
    """Evenly spread over the height."""
    step = high / max(1, len(members))
    return {m: (x, round(step * (i + 0.5))) for i, m in enumerate(members)}
