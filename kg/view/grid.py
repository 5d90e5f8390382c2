"""Boxes in the cells of a grid and lines between them that keep to the gaps, so that no line ever crosses a box.

Between columns run gutters, between rows channels. A line leaves its box at a side, goes along a gutter, a channel and another gutter,
and enters the other box at a side. Lines that belong together share a track; others get tracks of their own, and gaps grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

TRACK = 7.0  # between neighbouring lines
MARGIN = 12.0  # between the outermost line and a box: half the height of a label and some air
Point = tuple[float, float]
Key = tuple[object, ...]


Area = tuple[float, float, float, float]  # left, top, right, bottom


class Cell(NamedTuple):
    """Where a box stands."""

    column: int
    row: int


class Link(Struct, frozen=True, kw_only=True):
    """A line wanted from box `source` to box `target`. Lines of one `bundle` share tracks with others of their source, and of their target."""

    source: int
    target: int
    bundle: str = ""
    label: float = 0.0  # width of its label


class Route(Struct, frozen=True, kw_only=True):
    """The corners of a line, and where its label goes: x, y and whether it runs upwards."""

    points: tuple[Point, ...]
    label: tuple[float, float, bool] | None = None


class Gaps(Struct, frozen=True, kw_only=True):
    """Extra room: before a row or a column of that number."""

    rows: dict[int, float] = {}
    columns: dict[int, float] = {}


class Placed(Struct, frozen=True, kw_only=True):
    """The finished grid: the centre of every box, the lines in the order asked, the centres of columns, edges of rows, the size."""

    centres: dict[int, Point]
    routes: tuple[Route, ...]
    columns: tuple[float, ...]
    rows: tuple[tuple[float, float], ...]
    size: Point


class _Run(NamedTuple):
    """A stretch along a gap, in half steps: boxes stand at odd numbers, gaps at even ones."""

    gap: int
    low: int
    high: int
    key: Key


class _Plan(NamedTuple):
    """A line before there are coordinates: sides it leaves and enters at, gutters, the channel between them if any."""

    leaves: int  # -1 left, 1 right, 0 straight up or down
    enters: int
    first: int
    channel: int | None
    last: int
    keys: tuple[Key, Key, Key]  # along the first gutter, the channel, the last gutter


def place(cells: Mapping[int, Cell], links: Sequence[Link], box: Point, gaps: Gaps | None = None) -> Placed:
    """Coordinates for boxes of one size and the lines between them. Every box has a cell of its own."""
    gaps = gaps or Gaps()
    columns = 1 + max((c.column for c in cells.values()), default=0)
    rows = 1 + max((c.row for c in cells.values()), default=0)
    plans = [_plan(link, cells) for link in links]
    upright, level = _runs(plans, links, cells)
    gutters, channels = _tracks(upright), _tracks(level)
    most_upright, most_level = _most(columns, gutters), _most(rows, channels)
    xs, gutter_left = _lengths(columns, box[0], _widths(most_upright, 40.0, gaps.columns))
    ys, channel_top = _lengths(rows, box[1], _widths(most_level, 26.0, gaps.rows))
    ports = _ports(plans, links, cells, box[1])
    draw = _Draw(cells, box, xs, ys, gutters, channels, gutter_left, channel_top, ports, most_upright, most_level)
    routes = tuple(draw.route(link, plan) for link, plan in zip(links, plans, strict=True))
    centres: dict[int, Point] = {i: (round(xs[c.column]), round(ys[c.row])) for i, c in cells.items()}
    edges = tuple((y - box[1] / 2, y + box[1] / 2) for y in ys)
    return Placed(
        centres=centres,
        routes=_labelled(routes, links),
        columns=tuple(map(round, xs)),
        rows=edges,
        size=(round(gutter_left[-1]), round(channel_top[-1])),
    )


def _plan(link: Link, cells: Mapping[int, Cell]) -> _Plan:
    a, b = cells[link.source], cells[link.target]
    out: Key = ("out", link.source, link.bundle)
    into: Key = ("in", link.target, link.bundle)
    if a.column == b.column:
        if abs(a.row - b.row) == 1:
            return _Plan(0, 0, 0, None, 0, (out, out, into))
        return _Plan(1, 1, a.column + 1, None, a.column + 1, (out, out, into))
    side = 1 if b.column > a.column else -1
    first = a.column + (side > 0)
    last = b.column + (side < 0)
    if first == last:
        return _Plan(side, -side, first, None, last, (out, out, into))
    channel = b.row + 1 if a.row >= b.row else b.row
    return _Plan(side, -side, first, channel, last, (out, out, into))


def _runs(plans: Sequence[_Plan], links: Sequence[Link], cells: Mapping[int, Cell]) -> tuple[list[_Run], list[_Run]]:
    """The stretches along gutters and along channels."""
    upright: list[_Run] = []
    level: list[_Run] = []
    for plan, link in zip(plans, links, strict=True):
        if not plan.leaves:
            continue
        start, end = 2 * cells[link.source].row + 1, 2 * cells[link.target].row + 1
        if plan.channel is None:
            upright.append(_Run(plan.first, min(start, end), max(start, end), plan.keys[0]))
            continue
        turn = 2 * plan.channel
        upright.append(_Run(plan.first, min(start, turn), max(start, turn), plan.keys[0]))
        level.append(_Run(plan.channel, 2 * min(plan.first, plan.last), 2 * max(plan.first, plan.last), plan.keys[1]))
        upright.append(_Run(plan.last, min(turn, end), max(turn, end), plan.keys[2]))
    return upright, level


def _tracks(runs: Iterable[_Run]) -> dict[tuple[int, Key], int]:
    """(gap, key) -> track: what belongs together is one stretch; stretches that would touch lie on different tracks."""
    spans: dict[tuple[int, Key], tuple[int, int]] = {}
    for run in runs:
        low, high = spans.get((run.gap, run.key), (run.low, run.high))
        spans[run.gap, run.key] = min(low, run.low), max(high, run.high)
    found: dict[tuple[int, Key], int] = {}
    ends: dict[int, list[int]] = {}
    for (gap, key), (low, high) in sorted(spans.items(), key=lambda s: (s[0][0], s[1], repr(s[0][1]))):
        lanes = ends.setdefault(gap, [])
        track = next((i for i, end in enumerate(lanes) if end < low), len(lanes))
        lanes[track : track + 1] = [high]
        found[gap, key] = track
    return found


def _most(count: int, tracks: Mapping[tuple[int, Key], int]) -> list[int]:
    """The highest track of each gap."""
    found = [0] * (count + 1)
    for (gap, _), track in tracks.items():
        found[gap] = max(found[gap], track)
    return found


def _widths(most: Sequence[int], least: float, extra: Mapping[int, float]) -> list[float]:
    """How wide each gap is."""
    return [max(least, 2 * MARGIN + TRACK * n) + extra.get(i, 0.0) for i, n in enumerate(most)]


def _lengths(count: int, size: float, gaps: Sequence[float]) -> tuple[list[float], list[float]]:
    """Centres of the boxes' columns (or rows), and the two edges of every gap: where gap i begins, and at the end where all ends."""
    centres: list[float] = []
    begins = [0.0]
    at = gaps[0]
    for i in range(count):
        centres.append(at + size / 2)
        at += size
        begins.append(at)
        at += gaps[i + 1]
    return centres, [*begins, at]


def _ports(
    plans: Sequence[_Plan], links: Sequence[Link], cells: Mapping[int, Cell], height: float
) -> dict[tuple[int, int, Key], float]:
    """(box, side, key) -> how far from the middle of the side a line meets the box. Ordered by where the lines go."""
    wanted: dict[tuple[int, int], dict[Key, float]] = {}
    for plan, link in zip(plans, links, strict=True):
        if plan.leaves:
            wanted.setdefault((link.source, plan.leaves), {}).setdefault(plan.keys[0], cells[link.target].row)
            wanted.setdefault((link.target, plan.enters), {}).setdefault(plan.keys[2], cells[link.source].row)
    found: dict[tuple[int, int, Key], float] = {}
    for (box, side), keys in wanted.items():
        step = min(9.0, (height - 14) / max(1, len(keys) - 1))
        for i, (key, _) in enumerate(sorted(keys.items(), key=lambda k: (k[1], repr(k[0])))):
            found[box, side, key] = (i - (len(keys) - 1) / 2) * step + 2 * side
    return found


class _Draw(NamedTuple):
    """Turns plans into corners."""

    cells: Mapping[int, Cell]
    box: Point
    xs: Sequence[float]
    ys: Sequence[float]
    gutters: Mapping[tuple[int, Key], int]
    channels: Mapping[tuple[int, Key], int]
    gutter_left: Sequence[float]
    channel_top: Sequence[float]
    ports: Mapping[tuple[int, int, Key], float]
    most_upright: Sequence[int]
    most_level: Sequence[int]

    def route(self, link: Link, plan: _Plan) -> Route:
        """The corners of one line."""
        a, b = self.cells[link.source], self.cells[link.target]
        if not plan.leaves:
            shift = 12.0 if a.row < b.row else -12.0
            half = self.box[1] / 2
            down = 1 if a.row < b.row else -1
            x = self.xs[a.column] + shift
            return Route(points=((x, self.ys[a.row] + down * half), (x, self.ys[b.row] - down * half)))
        start = self._port(link.source, plan.leaves, plan.keys[0])
        end = self._port(link.target, plan.enters, plan.keys[2])
        x1 = self._gutter(plan.first, plan.keys[0])
        if plan.channel is None:
            return Route(points=_clean((start, (x1, start[1]), (x1, end[1]), end)))
        y, x2 = self._channel(plan.channel, plan.keys[1]), self._gutter(plan.last, plan.keys[2])
        return Route(points=_clean((start, (x1, start[1]), (x1, y), (x2, y), (x2, end[1]), end)))

    def _port(self, box: int, side: int, key: Key) -> Point:
        cell = self.cells[box]
        return self.xs[cell.column] + side * self.box[0] / 2, self.ys[cell.row] + self.ports[box, side, key]

    def _gutter(self, gutter: int, key: Key) -> float:
        right = self.xs[gutter] - self.box[0] / 2 if gutter < len(self.xs) else self.gutter_left[-1]
        return _in_gap(self.gutter_left[gutter], right, self.gutters[gutter, key], self.most_upright[gutter])

    def _channel(self, channel: int, key: Key) -> float:
        bottom = self.ys[channel] - self.box[1] / 2 if channel < len(self.ys) else self.channel_top[-1]
        return _in_gap(self.channel_top[channel], bottom, self.channels[channel, key], self.most_level[channel])


def _in_gap(low: float, high: float, track: int, most: int) -> float:
    """The tracks of a gap lie around its middle."""
    return (low + high) / 2 + (track - most / 2) * TRACK


def _clean(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without corners where nothing turns."""
    kept: list[Point] = []
    for p in points:
        p = (round(p[0]), round(p[1]))
        if kept and kept[-1] == p:
            continue
        if len(kept) > 1 and ((kept[-2][0] == kept[-1][0] == p[0]) or (kept[-2][1] == kept[-1][1] == p[1])):
            kept[-1] = p
        else:
            kept.append(p)
    return tuple(kept)


def _labelled(routes: Sequence[Route], links: Sequence[Link]) -> tuple[Route, ...]:
    """Each wanted label on the longest stretch where it meets no other label; level stretches before upright ones."""
    taken: list[Area] = []
    result = []
    for route, link in zip(routes, links, strict=True):
        label = _free(route, link.label, taken) if link.label else None
        result.append(Route(points=route.points, label=label))
    return tuple(result)


def _free(route: Route, width: float, taken: list[Area]) -> tuple[float, float, bool] | None:
    spots = []
    for (x1, y1), (x2, y2) in zip(route.points, route.points[1:], strict=False):
        upright = x1 == x2 and len(route.points) > 2
        across = x1 == x2 and not upright  # a label that lies across its line
        length = max(abs(y2 - y1), abs(x2 - x1)) if len(route.points) > 2 else 2 * width
        for share in (0.5, 0.3, 0.7, 0.25, 0.75, 0.15, 0.85):
            x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
            room = 2 * length * min(share, 1 - share)
            half = (7.0, width / 2) if upright else (width / 2, 7.0)
            spots.append(
                (
                    min(share, 1 - share) * abs(y2 - y1) < 8.0 if across else room < width,
                    upright,
                    -length,
                    abs(share - 0.5),
                    (x - half[0], y - half[1], x + half[0], y + half[1]),
                    (x, y, upright),
                )
            )
    for tight, _, _, _, area, spot in sorted(spots):
        if not tight and not any(
            area[0] < t[2] and t[0] < area[2] and area[1] < t[3] and t[1] < area[3] for t in taken
        ):
            taken.append(area)
            return round(spot[0]), round(spot[1]), spot[2]
    return None
