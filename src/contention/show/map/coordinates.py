"""Where the nodes of each layer lie across the reading direction: short and straight edges.

The sum of the weighted bends is least (Gansner et al. 1993, section 4; here as a linear program),
with most weight on the inner steps of long edges, so that these run straight. What that leaves
open puts boxes in the middle of their neighbours.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from contention.show.map.layers import Layered

BOX_GAP = 14.0
BEND_GAP = 11.0
"""Pixels between neighbours in a layer: two boxes, and where one or both are bends"""
STRAIGHT = (1.0, 2.0, 8.0)
"""weight of a step by how many of its ends are bends"""
NARROW = 0.02
"""weight of the height of the drawing against that of a step between boxes"""
PORT_GAP = 14.0
PORTS = 0.85
"""Ends of edges on a side of a box: pixels between them, and the share of the side they may use"""
ROUNDS = 8
SLACK_ROUNDS = 40


@dataclass(frozen=True)
class Across:
    """Coordinates across the reading direction, from 0 to `size`."""

    size: float
    centres: tuple[float, ...]
    """by node"""
    leaves: tuple[float, ...]
    enters: tuple[float, ...]
    """for each arc where it leaves its first box and enters its last, from the box's centre"""


def across(
    layered: Layered,
    order: Sequence[Sequence[int]],
    extents: Sequence[float],
    weights: Sequence[float],
) -> Across:
    """Place the nodes of ordered layers; `extents` are those of the boxes, `weights` the arcs'."""
    if not layered.boxes:
        return Across(0.0, (), (), ())
    sizes = [*extents] + [0.0] * (len(layered.layer_of) - layered.boxes)
    leaves, enters = _ports(layered, order, sizes)
    steps = []
    for arc, one, two in layered.segments:
        bends = (one >= layered.boxes) + (two >= layered.boxes)
        off = (leaves[arc] if one < layered.boxes else 0.0) - (
            enters[arc] if two < layered.boxes else 0.0
        )
        steps.append((one, two, off, weights[arc] * STRAIGHT[bends]))
    centres = _least_bends(order, sizes, steps, layered.boxes)
    _centre(centres, order, sizes, steps, layered.boxes)
    _slacken(centres, order, sizes, steps, layered.boxes)
    low = min(centres[node] - sizes[node] / 2 for line in order for node in line)
    high = max(centres[node] + sizes[node] / 2 for line in order for node in line)
    return Across(high - low, tuple(one - low for one in centres), leaves, enters)


Step = tuple[int, int, float, float]
"""Node, next node, offset of the first end less that of the second, weight"""


def _ports(
    layered: Layered, order: Sequence[Sequence[int]], sizes: Sequence[float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Ends of edges spread over the sides of boxes, in the order of their next nodes."""
    at = {node: place for line in order for place, node in enumerate(line)}
    ends: tuple[dict[int, list[tuple[int, int]]], ...] = ({}, {})
    for arc, chain in enumerate(layered.chains):
        ends[0].setdefault(chain[0], []).append((at[chain[1]], arc))
        ends[1].setdefault(chain[-1], []).append((at[chain[-2]], arc))
    offsets = ([0.0] * len(layered.chains), [0.0] * len(layered.chains))
    for side, found in zip(offsets, ends, strict=True):
        for box, arcs in found.items():
            gap = min(PORT_GAP, sizes[box] * PORTS / len(arcs))
            for number, (_, arc) in enumerate(sorted(arcs)):
                side[arc] = (number - (len(arcs) - 1) / 2) * gap
    return tuple(offsets[0]), tuple(offsets[1])


def _apart(one: int, two: int, sizes: Sequence[float], boxes: int) -> float:
    """How far apart the centres of two neighbours in a layer are at least."""
    gap = BOX_GAP if one < boxes and two < boxes else BEND_GAP
    return (sizes[one] + sizes[two]) / 2 + gap


def _least_bends(
    order: Sequence[Sequence[int]], sizes: Sequence[float], steps: Sequence[Step], boxes: int
) -> list[float]:
    """Minimise the weighted bends of all steps, and a little the height of the whole drawing."""
    nodes, total = len(sizes), len(sizes) + len(steps) + 1
    height = total - 1
    rows: list[tuple[tuple[int, float], ...]] = []
    bounds: list[float] = []
    for number, (one, two, off, _) in enumerate(steps, nodes):
        rows += [((one, 1), (two, -1), (number, -1)), ((one, -1), (two, 1), (number, -1))]
        bounds += [-off, off]
    for line in order:
        for one, two in pairwise(line):
            rows.append(((one, 1), (two, -1)))
            bounds.append(-_apart(one, two, sizes, boxes))
        rows += [((line[0], -1),), ((line[-1], 1), (height, -1))]
        bounds += [-sizes[line[0]] / 2, -sizes[line[-1]] / 2]
    entries = [(row, column, value) for row, line in enumerate(rows) for column, value in line]
    at, columns, values = (np.array(column) for column in zip(*entries, strict=True))
    matrix = csr_array((values.astype(float), (at, columns)), shape=(len(rows), total))
    cost = np.zeros(total)
    cost[nodes:height] = [weight for *_, weight in steps]
    cost[height] = NARROW * max(1, len(steps)) ** 0.5
    found = linprog(  # type: ignore[call-overload] # scipy-stubs leave out sparse constraints
        cost, matrix, np.array(bounds), bounds=(0, None), method="highs-ds"
    )
    return [float(value) for value in found.x[:nodes]]


def _centre(
    centres: list[float],
    order: Sequence[Sequence[int]],
    sizes: Sequence[float],
    steps: Sequence[Step],
    boxes: int,
) -> None:
    """Move each box to the middle of the places that are equally good, as far as there is room."""
    wanted: list[list[tuple[int, float, float]]] = [[] for _ in centres]
    for one, two, off, weight in steps:
        wanted[one].append((two, -off, weight))
        wanted[two].append((one, off, weight))
    for _ in range(ROUNDS):
        for line in order:
            for place, node in enumerate(line):
                if node >= boxes or not wanted[node]:
                    continue
                low, high = _best_range([(centres[to] + off, w) for to, off, w in wanted[node]])
                if place > 0:
                    before = line[place - 1]
                    low = max(low, centres[before] + _apart(before, node, sizes, boxes))
                if place + 1 < len(line):
                    after = line[place + 1]
                    high = min(high, centres[after] - _apart(node, after, sizes, boxes))
                if low < high:
                    centres[node] = (low + high) / 2


def _slacken(
    centres: list[float],
    order: Sequence[Sequence[int]],
    sizes: Sequence[float],
    steps: Sequence[Step],
    boxes: int,
) -> None:
    """Draw each long edge taut between the boxes that it passes, all bends at a distance."""
    ends: dict[int, list[tuple[int, float]]] = {}
    for one, two, off, _ in steps:
        ends.setdefault(one, []).append((two, -off))
        ends.setdefault(two, []).append((one, off))
    room = _room(centres, order, sizes, boxes)
    for _ in range(SLACK_ROUNDS):
        for bend, (low, high) in room.items():
            (one, off), (two, other) = ends[bend]
            wanted = (centres[one] + off + centres[two] + other) / 2
            centres[bend] = min(max(wanted, low), high)


def _room(
    centres: Sequence[float], order: Sequence[Sequence[int]], sizes: Sequence[float], boxes: int
) -> dict[int, tuple[float, float]]:
    """For each bend between where it may lie: boxes and the bends before them keep their places."""
    room: dict[int, tuple[float, float]] = {}
    for line in order:
        edge = -math.inf
        for node in line:
            if node < boxes:
                edge = centres[node] + sizes[node] / 2 + BEND_GAP
            else:
                room[node] = (edge, math.inf)
                edge += BEND_GAP
        edge = math.inf
        for node in reversed(line):
            if node < boxes:
                edge = centres[node] - sizes[node] / 2 - BEND_GAP
            else:
                room[node] = (room[node][0], edge)
                edge -= BEND_GAP
    return room


def _best_range(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Between which places the weighted distance to the points is least."""
    points = sorted(points)
    half = sum(weight for _, weight in points) / 2
    passed = 0.0
    for number, (place, weight) in enumerate(points):
        passed += weight
        if passed > half:
            return place, place
        if passed == half:
            return place, points[number + 1][0]
    raise AssertionError
