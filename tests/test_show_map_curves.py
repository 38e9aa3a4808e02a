"""Curves that pass between boxes and never swing beyond their stops."""

from itertools import pairwise

import numpy as np
import pytest

from contention.show.map.arrows import flatten
from contention.show.map.curves import CLEAR, XY, Column, Stop, curves


def column(start: float, *spans: tuple[float, float]) -> Column:
    """A column 100 wide with boxes of its whole length, numbered from 1."""
    return Column(
        start, start + 100, tuple((number, 50.0, *span) for number, span in enumerate(spans, 1))
    )


def curve(stops: list[Stop]) -> tuple[XY, ...]:
    (points,) = curves([stops])
    return points


def test_two_neighbours_are_joined_by_a_straight_line() -> None:
    stops = [Stop(column(0, (0, 40)), 1, 100, 20), Stop(column(140, (60, 100)), 1, 140, 80)]
    points = curve(stops)
    assert (points[0], points[-1]) == ((100, 20), (140, 80))
    for x, y in points:
        assert y == pytest.approx(20 + (x - 100) * 1.5)


def test_a_curve_passes_a_layer_between_its_boxes() -> None:
    walls = column(140, (0, 80), (110, 300))
    stops = [
        Stop(column(0, (0, 20)), 1, 100, 10),
        Stop(walls, 9, 190, 95),
        Stop(column(280, (300, 320)), 1, 280, 310),
    ]
    line = flatten(curve(stops))
    inside = [y for x, y in line if 140 <= x <= 240]
    assert inside
    assert all(80 + CLEAR <= y <= 110 - CLEAR for y in inside)


def test_a_curve_rises_or_falls_with_its_stops() -> None:
    heights = (0, 10, 200, 200, 190)
    stops = [
        Stop(column(140 * number), 0, 140 * number + 50, height)
        for number, height in enumerate(heights)
    ]
    line = flatten(curve(stops))
    assert all(one[0] < two[0] for one, two in pairwise(line))
    for number, (low, high) in enumerate(pairwise(heights)):
        part = [y for x, y in line if 140 * number + 50 <= x <= 140 * number + 190]
        assert part == pytest.approx(sorted(part, reverse=high < low))


def test_an_edge_leaves_a_narrow_box_without_cutting_its_wide_neighbour() -> None:
    first = Column(0, 100, ((1, 20.0, 0, 40), (2, 50.0, 54, 94)))
    stops = [Stop(first, 1, 70, 20), Stop(column(140, (400, 440)), 1, 140, 420)]
    for x, y in flatten(curve(stops)):
        assert not (x <= 100 and 54 < y < 94)


def test_two_edges_whose_order_is_the_same_throughout_do_not_cross() -> None:
    # the lower edge leaves a narrow box: a straight line from there would cross the upper twice
    first = Column(0, 100, ((1, 50.0, 0, 40), (2, 5.0, 60, 100)))
    others = [column(150), column(300), column(450, (480, 520), (540, 580))]
    upper = [(100, 20), (200, 380), (350, 390), (450, 500)]
    lower = [(55, 80), (200, 400), (350, 401), (450, 560)]
    routes = [
        [Stop(one, node, *at) for one, at in zip([first, *others], points, strict=True)]
        for node, points in ((1, upper), (2, lower))
    ]
    over, under = (flatten(points) for points in curves(routes))
    heights = [
        np.interp(np.linspace(100, 450, 300), [x for x, _ in line], [y for _, y in line])
        for line in (over, under)
    ]
    assert np.all(heights[0] < heights[1])
