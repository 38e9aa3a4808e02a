"""Edges as smooth curves through the bends of their layers, off all boxes.

A curve is a function of the reading direction: cubic pieces that rise or fall with their ends
(Fritsch and Carlson, SIAM Journal on Numerical Analysis 17, 1980), so it never swings out. Where
it would cut a box of a layer, or cross another curve twice, it runs straight on through that layer.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

XY = tuple[float, float]
Values = NDArray[np.float64]

CLEAR = 4.0
"""Pixels between a curve and the boxes that it passes"""
LOOKS = 16
FINE = 64
"""points of a layer at which curves are compared with its boxes, and with each other"""
ROUNDS = 6


@dataclass(frozen=True)
class Column:
    """A layer along the reading direction, and its boxes: node, half length, from, to across."""

    start: float
    end: float
    boxes: tuple[tuple[int, float, float, float], ...]

    @property
    def middle(self) -> float:
        """Where the centres of its boxes lie."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Stop:
    """A point of an edge within a column: along and across the reading direction."""

    column: Column
    node: int
    along: float
    across: float


Route = Sequence[Stop]
"""One stop in each column that an edge meets"""


def curves(routes: Sequence[Route]) -> list[tuple[XY, ...]]:
    """A chain of cubic Béziers for each route."""
    straight: list[set[int]] = [set() for _ in routes]
    todo = set(range(len(routes)))
    lines: list[list[XY]] = [[] for _ in routes]
    for _ in range(ROUNDS):
        for number in todo:
            lines[number] = _off_boxes(routes[number], straight[number])
        before = [len(kept) for kept in straight]
        _uncross(routes, lines, straight)
        todo = {number for number, kept in enumerate(straight) if len(kept) > before[number]}
    for number in todo:
        lines[number] = _off_boxes(routes[number], straight[number])
    return [_beziers(line) for line in lines]


def _off_boxes(route: Route, straight: set[int]) -> list[XY]:
    """Points of a curve that cuts no box; the columns that it must pass straight are added."""
    while True:
        points = _points(route, straight)
        cut = {
            number
            for number, stop in enumerate(route)
            if number not in straight and _cuts(points, stop)
        }
        if not cut:
            return points
        straight |= cut


def _points(route: Route, straight: set[int]) -> list[XY]:
    """The stops, and those that are passed straight on as two points at the column's sides."""
    points: list[XY] = []
    for number, stop in enumerate(route):
        column = stop.column
        sides = [column.start - CLEAR, column.end + CLEAR] if number in straight else []
        if number == 0:
            alongs = [stop.along, *sides[1:]]
        elif number == len(route) - 1:
            alongs = [*sides[:1], stop.along]
        else:
            alongs = sides or [column.middle]
        points += [(along, stop.across) for along in alongs]
    return points


def _cuts(points: Sequence[XY], stop: Stop) -> bool:
    """Whether a curve comes too near a box of a stop's column other than the stop itself."""
    column = stop.column
    along = np.linspace(max(column.start, points[0][0]), min(column.end, points[-1][0]), LOOKS)
    across = _values(points, along)
    return any(
        np.any(
            (abs(along - column.middle) <= half + CLEAR)
            & (across > start - CLEAR)
            & (across < end + CLEAR)
        )
        for node, half, start, end in column.boxes
        if node != stop.node
    )


def _uncross(
    routes: Sequence[Route], lines: Sequence[Sequence[XY]], straight: Sequence[set[int]]
) -> None:
    """Let curves that cross twice pass the columns on both sides of those crossings straight."""
    starts = sorted({stop.column.start for route in routes for stop in route})
    if len(starts) < 2:
        return
    grid = np.concatenate([np.linspace(*pair, FINE, endpoint=False) for pair in pairwise(starts)])
    table = np.array([_values(line, grid) for line in lines])
    first = [bisect_right(starts, route[0].column.start) - 1 for route in routes]
    for one in range(len(routes) - 1):
        apart = table[one] - table[one + 1 :]
        with np.errstate(invalid="ignore"):
            crossed = apart[:, 1:] * apart[:, :-1] < 0
        for other in np.flatnonzero(crossed.sum(axis=1) > 1) + one + 1:
            for at in np.flatnonzero(crossed[other - one - 1]) // FINE:
                for edge in (one, int(other)):
                    stops = {int(at) - first[edge], int(at) + 1 - first[edge]}
                    straight[edge].update(stops.intersection(range(len(routes[edge]))))


def _slopes(points: Sequence[XY]) -> list[float]:
    """Slopes at the points for which no cubic piece overshoots; the outer pieces end straight."""
    rises = [(two[1] - one[1]) / (two[0] - one[0]) for one, two in pairwise(points)]
    slopes = [rises[0]]
    for (one, middle, two), (before, after) in zip(
        zip(points, points[1:], points[2:], strict=False), pairwise(rises), strict=True
    ):
        if before * after <= 0:
            slopes.append(0.0)
            continue
        near, far = middle[0] - one[0], two[0] - middle[0]
        slopes.append(3 * (near + far) / ((2 * far + near) / before + (far + 2 * near) / after))
    return [*slopes, rises[-1]]


def _values(points: Sequence[XY], along: Values) -> Values:
    """Where a curve is across at places along; not a number before its start and past its end."""
    alongs, acrosses = np.array(points).T
    slopes = np.array(_slopes(points))
    piece = np.clip(np.searchsorted(alongs, along) - 1, 0, len(points) - 2)
    width = alongs[piece + 1] - alongs[piece]
    t = (along - alongs[piece]) / width
    values = (
        acrosses[piece] * (1 + 2 * t) * (1 - t) ** 2
        + slopes[piece] * width * t * (1 - t) ** 2
        + acrosses[piece + 1] * t * t * (3 - 2 * t)
        - slopes[piece + 1] * width * t * t * (1 - t)
    )
    return np.where((along < alongs[0]) | (along > alongs[-1]), np.nan, values)


def _beziers(points: Sequence[XY]) -> tuple[XY, ...]:
    slopes = _slopes(points)
    chain = [points[0]]
    for ((one, start), (two, end)), (leaving, coming) in zip(
        pairwise(points), pairwise(slopes), strict=True
    ):
        third = (two - one) / 3
        chain += [(one + third, start + leaving * third), (two - third, end - coming * third)]
        chain.append((two, end))
    return tuple(chain)
