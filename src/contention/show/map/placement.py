"""Layout of the boxes and arrows of a map: boxes in layers along the reading direction."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from contention.show.map.coordinates import Across, across
from contention.show.map.crossings import ordered
from contention.show.map.curves import XY, Column, Stop, curves
from contention.show.map.layers import Layered, in_layers

Size = tuple[float, float]


@dataclass(frozen=True)
class EdgeWish:
    """An edge to be laid out; `backwards` edges point against the reading direction."""

    cause: str
    effect: str
    weight: int = 1
    backwards: bool = False


@dataclass(frozen=True)
class Curve:
    """A chain of cubic Béziers from cause to effect (1 + 3n points), then the arrow's tip."""

    points: tuple[XY, ...]
    tip: XY


@dataclass(frozen=True)
class Layout:
    """Pixels, y downwards."""

    width: float
    height: float
    centres: Mapping[str, XY]
    curves: tuple[Curve, ...]
    """one for each wish, in the same order"""


Direction = Literal["LR", "TB"]
"""From left to right or from top to bottom"""

BETWEEN_LAYERS: dict[Direction, float] = {"LR": 36.0, "TB": 40.0}
"""Least gaps in pixels"""
SLANT = 0.08
"""What a gap grows by for a pixel that its short edges rise or fall on average; at most doubled"""
ARROW = 7.5
"""Length of an arrowhead in pixels"""
PAGE = 2.0**0.5
"""Width of a landscape page over its height"""


def best_layout(sizes: Mapping[str, Size], wishes: Sequence[EdgeWish]) -> Layout:
    """The layout in the reading direction that prints larger on a landscape page."""
    both = _layouts(sizes, wishes, tuple(BETWEEN_LAYERS))
    return min(both, key=lambda layout: max(layout.width / PAGE, layout.height))


def lay_out(
    sizes: Mapping[str, Size], wishes: Sequence[EdgeWish], direction: Direction = "LR"
) -> Layout:
    """Place boxes of the given sizes (pixels) and route the edges; the same input, same output.

    Edges, those that are `backwards` reversed, must form no cycle: else graphlib.CycleError.
    """
    return _layouts(sizes, wishes, (direction,))[0]


def _layouts(
    sizes: Mapping[str, Size], wishes: Sequence[EdgeWish], directions: Sequence[Direction]
) -> list[Layout]:
    """One layout for each direction: the layers and their order are the same in all."""
    if not sizes:
        return [Layout(0.0, 0.0, {}, ())]
    numbers = {name: number for number, name in enumerate(sizes)}
    arcs = []
    for wish in wishes:
        ends = numbers[wish.cause], numbers[wish.effect]
        arcs.append((ends[1], ends[0]) if wish.backwards else ends)
    weights = [float(wish.weight) for wish in wishes]
    layered = in_layers(len(sizes), arcs, weights)
    order = ordered(layered)
    layouts = []
    for direction in directions:
        # lengths lie along the reading direction, extents across it
        along, other = (0, 1) if direction == "LR" else (1, 0)
        lengths = [size[along] for size in sizes.values()]
        extents = [size[other] for size in sizes.values()]
        found = across(layered, order, extents, weights)
        columns = _columns(layered, lengths, extents, found, BETWEEN_LAYERS[direction])
        layouts.append(_placed(sizes, wishes, layered, found, columns, lengths, direction))
    return layouts


def _columns(
    layered: Layered,
    lengths: Sequence[float],
    extents: Sequence[float],
    found: Across,
    gap: float,
) -> list[Column]:
    columns: list[Column] = []
    start = 0.0
    rises: list[list[float]] = [[] for _ in layered.layers]
    for one, two in (chain for chain in layered.chains if len(chain) == 2):
        rises[layered.layer_of[one]].append(abs(found.centres[one] - found.centres[two]))
    for nodes, rise in zip(layered.layers, rises, strict=True):
        boxes = [node for node in nodes if node < layered.boxes]
        end = start + max((lengths[box] for box in boxes), default=0.0)
        placed = (
            (box, lengths[box] / 2, found.centres[box] - half, found.centres[box] + half)
            for box in boxes
            for half in (extents[box] / 2,)
        )
        columns.append(Column(start, end, tuple(placed)))
        start = end + gap + min(gap, SLANT * sum(rise) / max(1, len(rise)))
    return columns


def _placed(
    sizes: Mapping[str, Size],
    wishes: Sequence[EdgeWish],
    layered: Layered,
    found: Across,
    columns: Sequence[Column],
    lengths: Sequence[float],
    direction: Direction,
) -> Layout:
    def turned(point: XY) -> XY:
        return point if direction == "LR" else (point[1], point[0])

    centres = {
        name: turned((columns[layered.layer_of[box]].middle, found.centres[box]))
        for box, name in enumerate(sizes)
    }
    routes = [_route(arc, layered, found, columns, lengths) for arc in range(len(wishes))]
    drawn = []
    for wish, chain in zip(wishes, curves(routes), strict=True):
        points = [*map(turned, chain)]
        drawn.append(_with_tip(points[::-1] if wish.backwards else points))
    width, height = turned((columns[-1].end, found.size))
    return Layout(width, height, centres, tuple(drawn))


def _route(
    arc: int,
    layered: Layered,
    found: Across,
    columns: Sequence[Column],
    lengths: Sequence[float],
) -> list[Stop]:
    chain = layered.chains[arc]
    stops = []
    for node in chain:
        column = columns[layered.layer_of[node]]
        along, place = column.middle, found.centres[node]
        if node == chain[0]:
            along, place = along + lengths[node] / 2, place + found.leaves[arc]
        elif node == chain[-1]:
            along, place = along - lengths[node] / 2, place + found.enters[arc]
        stops.append(Stop(column, node, along, place))
    return stops


def _with_tip(points: list[XY]) -> Curve:
    """End a curve one arrowhead before its last point, which becomes the tip."""
    tip, before = points[-1], points[-2]
    length = math.dist(tip, before)
    share = min(ARROW / length, 0.5) if length else 0.0
    base = (tip[0] + (before[0] - tip[0]) * share, tip[1] + (before[1] - tip[1]) * share)
    return Curve((*points[:-1], base), tip)
