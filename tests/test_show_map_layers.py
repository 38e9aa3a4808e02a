"""Layers of least total span, in which every edge leads onward."""

from graphlib import CycleError
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contention.show.map.layers import Arc, in_layers, parts

BOXES = 6


@st.composite
def acyclic(draw: st.DrawFn) -> tuple[list[Arc], list[float]]:
    """Arcs from lower to higher numbers, some of them twice, and their weights."""
    arcs = draw(
        st.lists(
            st.tuples(st.integers(0, BOXES - 1), st.integers(0, BOXES - 1))
            .filter(lambda pair: pair[0] != pair[1])
            .map(lambda pair: (min(pair), max(pair))),
            max_size=9,
        )
    )
    return arcs, draw(st.lists(st.sampled_from([1.0, 2.0]), min_size=len(arcs), max_size=len(arcs)))


def span(layers: tuple[int, ...], arcs: list[Arc], weights: list[float]) -> float:
    return sum(
        weight * (layers[last] - layers[first])
        for (first, last), weight in zip(arcs, weights, strict=True)
    )


@settings(max_examples=40, deadline=None)
@given(acyclic())
def test_the_total_span_is_the_least_of_all_layerings(graph: tuple[list[Arc], list[float]]) -> None:
    arcs, weights = graph
    layers = in_layers(BOXES, arcs, weights).layer_of[:BOXES]
    assert all(layers[first] < layers[last] for first, last in arcs)
    touched = sorted({box for arc in arcs for box in arc})
    least = min(
        (
            span(tried, arcs, weights)
            for some in product(range(min(4, max(1, len(touched)))), repeat=len(touched))
            for tried in (
                tuple(dict(zip(touched, some, strict=True)).get(b, 0) for b in range(BOXES)),
            )
            if all(tried[first] < tried[last] for first, last in arcs)
        ),
        default=None,
    )
    if least is not None:
        assert span(layers, arcs, weights) <= least


def test_a_long_edge_has_a_bend_in_every_layer_between() -> None:
    layered = in_layers(4, [(0, 1), (1, 2), (2, 3), (0, 3)], [1.0] * 4)
    assert layered.layer_of == (0, 1, 2, 3, 1, 2)
    assert layered.chains[3] == (0, 4, 5, 3)
    assert layered.layers == ((0,), (1, 4), (2, 5), (3,))


def test_each_connected_part_begins_in_the_first_layer() -> None:
    arcs = [(0, 1), (1, 2), (3, 4)]
    assert parts(6, arcs) == [0, 0, 0, 1, 1, 2]
    assert in_layers(6, arcs, [1.0] * 3).layer_of == (0, 1, 2, 0, 1, 0)


def test_a_box_pulled_equally_both_ways_goes_where_there_is_room() -> None:
    # 0 → 1 → 2 → 3 is the longest chain; box 4 may be in layer 1 or 2, and 5 is in layer 1 as well
    arcs = [(0, 1), (1, 2), (2, 3), (0, 5), (5, 2), (0, 4), (4, 3)]
    assert in_layers(6, arcs, [1.0] * 7).layer_of[4] == 2


def test_a_cycle_is_refused() -> None:
    with pytest.raises(CycleError):
        in_layers(2, [(0, 1), (1, 0)], [1.0, 1.0])
