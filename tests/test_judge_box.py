"""Boxes against ones that were planted, and against nothing at all."""

import numpy as np
import pytest

from contention.judge.hinges.box import Box, box_of
from contention.judge.shares import Booleans
from contention.models.program import Floats2d

DRAWS = 1600


def uniforms(inputs: int, seed: int = 1, draws: int = DRAWS) -> Floats2d:
    return np.random.default_rng(seed).random((inputs, draws))


def found(inputs: Floats2d, happens: Booleans, among: Booleans | None = None) -> Box | None:
    every = np.ones(happens.size, dtype=np.bool_)
    return box_of(list(inputs), happens, every if among is None else among, seed=1)


def test_a_planted_box_is_found_with_its_density_and_coverage() -> None:
    inputs = uniforms(12)
    inside = (inputs[3] < 0.3) & (inputs[7] > 0.6)
    happens = np.where(inside, inputs[10] < 0.85, inputs[11] < 0.05)
    box = found(inputs[:10], happens)
    assert box is not None
    edges = {edge.place: edge for edge in box.edges}
    assert {3, 7} <= set(edges)
    assert edges[3].low is None
    assert edges[3].high == pytest.approx(0.3, abs=0.03)
    assert edges[7].low == pytest.approx(0.6, abs=0.03)
    assert edges[7].high is None
    assert box.density.value == pytest.approx(0.85, abs=0.08)
    expected = 0.12 * 0.85 / (0.12 * 0.85 + 0.88 * 0.05)
    assert box.coverage.value == pytest.approx(expected, abs=0.1)
    assert box.base.value == pytest.approx(happens.mean())


def test_density_and_coverage_are_those_of_draws_that_are_held_out() -> None:
    """Only the odd randomisations count: what happens in the others is another thing."""
    inputs = uniforms(3)
    inside = inputs[0] < 0.5
    held_out = np.arange(DRAWS) % 16 % 2 == 1
    happens = np.where(held_out, inside & (inputs[2] < 0.7), inside)
    box = found(inputs[:2], happens)
    assert box is not None
    (edge,) = box.edges
    taken = (inputs[0] <= edge.high) & held_out
    assert box.density.value == pytest.approx(happens[taken].mean(), abs=1e-3)
    assert box.density.value < 0.75


def test_nothing_is_found_where_nothing_tells() -> None:
    boxes = []
    for seed in range(8):
        inputs = uniforms(16, seed, 640)
        boxes.append(found(inputs[:15], inputs[15] < 0.3))
    assert boxes == [None] * 8


def test_what_happens_together_in_one_half_only_is_not_a_box() -> None:
    """The draws that trees see have a perfect box; those held out know nothing of it."""
    inputs = uniforms(3)
    seen = np.arange(DRAWS) % 16 % 2 == 0
    happens = np.where(seen, inputs[0] < 0.3, inputs[2] < 0.3)
    assert found(inputs[:2], happens) is None


@pytest.mark.parametrize("share", [0.0, 0.005, 0.998, 1.0])
def test_what_always_or_hardly_ever_happens_has_no_box(share: float) -> None:
    inputs = uniforms(3)
    assert found(inputs[:2], inputs[0] < share) is None


def test_only_the_draws_that_count_are_looked_at() -> None:
    inputs = uniforms(3)
    among = inputs[2] < 0.5
    happens = np.where(among, inputs[0] < 0.4, inputs[1] < 0.4)
    box = found(inputs[:2], happens, among)
    assert box is not None
    assert [edge.place for edge in box.edges] == [0]
    assert box.density.value > 0.9
    assert found(inputs[:2], happens, np.zeros_like(among)) is None


def test_what_is_so_or_not_is_an_input_like_others() -> None:
    inputs = uniforms(3)
    inputs[0] = inputs[0] < 0.5
    happens = (inputs[0] == 0.0) & (inputs[2] < 0.8)
    box = found(inputs[:2], happens)
    assert box is not None
    (edge,) = box.edges
    assert (edge.place, edge.low, edge.high) == (0, None, 0.5)
    assert box.coverage.value == 1.0


def test_the_same_seed_gives_the_same_box() -> None:
    inputs = uniforms(6)
    happens = (inputs[0] < 0.4) & (inputs[1] > 0.3)
    assert found(inputs, happens) == found(inputs, happens)


def test_without_inputs_there_is_no_box() -> None:
    assert found(np.empty((0, DRAWS)), uniforms(1)[0] < 0.5) is None
