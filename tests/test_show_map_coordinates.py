"""Boxes apart, edges straight where they can be, and everything within the drawing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.show.map.coordinates import BEND_GAP, BOX_GAP, across
from contention.show.map.crossings import ordered
from contention.show.map.layers import Arc, in_layers

arcs_between = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    max_size=14,
)


@settings(max_examples=30, deadline=None)
@given(arcs_between, st.lists(st.sampled_from([20.0, 45.0, 80.0]), min_size=8, max_size=8))
def test_boxes_of_a_layer_lie_apart_and_bends_off_them(arcs: list[Arc], sizes: list[float]) -> None:
    layered = in_layers(8, arcs, [1.0] * len(arcs))
    order = ordered(layered)
    found = across(layered, order, sizes, [1.0] * len(arcs))
    for line in order:
        boxes = [node for node in line if node < 8]
        for one, two in pairwise(boxes):
            apart = found.centres[two] - found.centres[one] - (sizes[one] + sizes[two]) / 2
            assert apart >= BOX_GAP - 1e-6
        for box in boxes:
            assert sizes[box] / 2 - 1e-6 <= found.centres[box]
            assert found.centres[box] <= found.size - sizes[box] / 2 + 1e-6
            for bend in (node for node in line if node >= 8):
                apart = abs(found.centres[bend] - found.centres[box]) - sizes[box] / 2
                assert apart >= BEND_GAP - 1e-6


def test_a_chain_and_the_edge_that_jumps_it_are_straight() -> None:
    arcs = [(0, 1), (1, 2), (2, 3), (0, 3)]
    layered = in_layers(4, arcs, [1.0] * 4)
    found = across(layered, ordered(layered), [40.0] * 4, [1.0] * 4)
    bends = [found.centres[node] for node in layered.chains[3][1:-1]]
    assert bends == pytest.approx([bends[0]] * 2)
    assert found.centres[1] == pytest.approx(found.centres[2])


def test_a_cause_lies_in_the_middle_of_its_effects() -> None:
    layered = in_layers(3, [(0, 1), (0, 2)], [1.0, 1.0])
    found = across(layered, ordered(layered), [40.0] * 3, [1.0] * 2)
    assert found.centres[0] == pytest.approx((found.centres[1] + found.centres[2]) / 2, abs=0.1)


def test_edges_of_one_pair_run_side_by_side() -> None:
    layered = in_layers(2, [(0, 1), (0, 1)], [1.0, 1.0])
    found = across(layered, ordered(layered), [40.0] * 2, [1.0] * 2)
    assert found.leaves[0] < found.leaves[1]
    assert [*found.leaves] == pytest.approx(found.enters)
