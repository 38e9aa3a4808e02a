"""The measures of layouts, and what the layout of the worked cases' maps must keep to."""

from functools import cache

import pytest
from benchmarks.map_layouts import measure, seven_maps

from contention.show.map.placement import Curve, EdgeWish, Layout, best_layout


def straight(start: tuple[float, float], end: tuple[float, float]) -> Curve:
    points = tuple(
        (start[0] + (end[0] - start[0]) * third / 3, start[1] + (end[1] - start[1]) * third / 3)
        for third in range(4)
    )
    return Curve(points, end)


def test_crossings_cut_boxes_length_and_turns_are_counted() -> None:
    sizes = dict.fromkeys("abcd", (10.0, 10.0))
    centres = {"a": (5.0, 5.0), "b": (5.0, 95.0), "c": (95.0, 5.0), "d": (50.0, 50.0)}
    wishes = [EdgeWish("a", "c"), EdgeWish("a", "b"), EdgeWish("b", "c")]
    bent = Curve(((10, 5), (40, 5), (60, 5), (90, 5), (90, 35), (90, 65), (90, 95)), (90, 95))
    curves = (bent, straight((5, 10), (5, 90)), straight((10, 90), (95, 5)))
    found = measure(sizes, wishes, Layout(100, 100, centres, curves))
    assert (found.crossings, found.cut, found.overlaps) == (1, 1, 0)
    assert found.length == pytest.approx(80 + 90 + 80 + 85 * 2**0.5)
    assert found.turn == pytest.approx(90 / 3)


def test_boxes_that_overlap_are_counted() -> None:
    sizes = dict.fromkeys("ab", (10.0, 10.0))
    layout = Layout(20, 20, {"a": (5.0, 5.0), "b": (13.0, 8.0)}, ())
    assert measure(sizes, [], layout).overlaps == 1


maps = cache(seven_maps)


@pytest.mark.parametrize("number", [0, 1, 2, 3, pytest.param(4, marks=pytest.mark.slow), 5, 6])
def test_the_maps_of_the_worked_cases_are_laid_out_off_all_boxes(number: int) -> None:
    _, sizes, wishes = maps()[number]
    found = measure(sizes, wishes, best_layout(sizes, wishes))
    assert found.cut == 0
    assert found.overlaps == 0
