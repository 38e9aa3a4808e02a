"""Given-data indices against functions whose indices are known."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from contention.judge.hinges.given_data import FirstOrder, classified, first_order
from contention.models.program import Floats1d, Floats2d

Function = Callable[[Floats2d], Floats1d]


def drawn(inputs: int, draws: int, seed: int = 3) -> Floats2d:
    return np.random.default_rng(seed).random((inputs, draws))


def indices(function: Function, inputs: int, draws: int = 4096, seed: int = 3) -> FirstOrder:
    given = drawn(inputs, draws, seed)
    found = first_order(list(given), function(given), seed=1)
    assert found is not None
    return found


def ishigami(u: Floats2d) -> Floats1d:
    x = math.pi * (2.0 * u - 1.0)
    return np.asarray(np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))


def ishigami_indices() -> list[float]:
    """In closed form (Ishigami and Homma, 1990), for a = 7 and b = 0.1."""
    first = 0.5 * (1.0 + 0.1 * math.pi**4 / 5.0) ** 2
    second = 7.0**2 / 8.0
    together = 0.1**2 * math.pi**8 * (1 / 18 - 1 / 50)
    total = first + second + together
    return [first / total, second / total, 0.0]


def test_ishigami() -> None:
    found = indices(ishigami, 3)
    assert ishigami_indices() == pytest.approx([0.314, 0.442, 0.0], abs=1e-3)
    assert found.shares == pytest.approx(ishigami_indices(), abs=0.03)
    assert found.telling.tolist() == [True, True, False]


def test_a_linear_function_shares_its_variance_by_the_squares_of_its_coefficients() -> None:
    weights = np.array([4.0, 2.0, 1.0, 0.0])
    found = indices(lambda u: weights @ u[:4], 5)
    expected = [*(weights**2 / (weights**2).sum()), 0.0]
    assert found.shares == pytest.approx(expected, abs=0.02)
    assert found.telling.tolist() == [True, True, True, False, False]
    assert found.shares.sum() == pytest.approx(1.0, abs=0.03)


def test_what_two_inputs_do_only_together_is_neither_ones_own() -> None:
    """y = x0 + 3 x1 x2 with x of mean 0: a quarter of the variance is x0's, the rest nobody's."""

    def function(u: Floats2d) -> Floats1d:
        x = math.sqrt(3.0) * (2.0 * u - 1.0)
        return np.asarray(x[0] + math.sqrt(3.0) * x[1] * x[2])

    found = indices(function, 4)
    assert found.shares == pytest.approx([0.25, 0.0, 0.0, 0.0], abs=0.03)
    assert found.telling.tolist() == [True, False, False, False]
    assert found.shares.sum() < 0.35


def test_a_monotone_function_of_a_lognormal_is_explained_in_whole() -> None:
    """But for what varies within the two outermost classes."""
    found = indices(lambda u: np.asarray(np.log(u[0] / (1.0 - u[0]))), 2, draws=1024)
    assert found.shares[0] > 0.93
    assert found.high[0] <= 1.0


@pytest.mark.parametrize("value", [0.0, 3.0, -1e9])
def test_a_constant_output_has_no_variance_to_explain(value: float) -> None:
    given = drawn(2, 256)
    assert first_order(list(given), np.full(256, value), seed=1) is None
    nearly = np.asarray(value + abs(value) * 1e-15 * np.arange(256), dtype=np.float64)
    assert first_order(list(given), nearly, seed=1) is None


def test_a_discrete_output_and_a_discrete_input() -> None:
    """y = 1 where both x0 < 0.4 and the coin x1 says so: indices from the means by hand."""
    given = drawn(3, 4096)
    given[1] = given[1] < 0.5
    output = np.where((given[0] < 0.4) & (given[1] == 1.0), 1.0, 0.0)
    found = first_order(list(given), output, seed=1)
    assert found is not None
    variance = 0.2 * 0.8
    expected = [0.4 * 0.6 * 0.5**2 / variance, 0.5 * 0.5 * 0.4**2 / variance, 0.0]
    assert found.shares == pytest.approx(expected, abs=0.03)
    assert found.telling.tolist() == [True, True, False]


def test_ties_stay_together_and_classes_are_of_equal_size_otherwise() -> None:
    column = np.concatenate([np.zeros(500), np.linspace(1.0, 2.0, 524)])
    classes = classified(column)
    assert len(set(classes[:500].tolist())) == 1
    assert classes[0] not in classes[500:]
    sizes = np.bincount(classified(np.random.default_rng(1).random(1000)))
    assert sizes.max() - sizes.min() <= 1
    assert classified(np.array([2.0, 1.0, 2.0] * 40)).tolist() == [1, 0, 1] * 40


def test_draws_without_a_number_are_left_out_and_inputs_without_one_refused() -> None:
    given = drawn(2, 512)
    output = given[0].copy()
    output[::4] = np.nan
    output[1::4] = np.inf
    found = first_order(list(given), output, seed=1)
    assert found is not None
    assert found.draws == 256
    assert found.shares[0] > 0.95
    assert all(np.isfinite(each).all() for each in (found.shares, found.low, found.high))
    given[1, 3] = np.nan
    with pytest.raises(ValueError, match="no number"):
        first_order(list(given), output, seed=1)


def test_too_few_draws_say_nothing() -> None:
    given = drawn(1, 63)
    assert first_order(list(given), given[0], seed=1) is None
    assert first_order([], drawn(1, 200)[0], seed=1) is None


def test_rare_outcomes_give_finite_numbers() -> None:
    """One draw of 256 differs: many resamples have none of it."""
    output = np.zeros(256)
    output[7] = 1.0
    found = first_order(list(drawn(3, 256)), output, seed=1)
    assert found is not None
    assert all(np.isfinite(each).all() for each in (found.shares, found.low, found.high))
    assert math.isfinite(found.noise)


def test_noise_is_reported_in_about_one_of_a_hundred_cases_however_many_inputs() -> None:
    false = 0
    for seed in range(60):
        given = drawn(21, 256, seed)
        found = first_order(list(given[:20]), given[20], seed=seed)
        assert found is not None
        false += bool(found.telling.any())
    assert false <= 4  # more than 4 come in one of 3,000 such tests


def test_what_explains_nothing_is_0_on_average() -> None:
    found = [indices(lambda u: u[1], 1 + 1, draws=128, seed=seed).shares[0] for seed in range(100)]
    assert abs(float(np.mean(found))) < 0.015


def test_intervals_hold_the_known_index_about_as_often_as_they_say() -> None:
    weights = np.array([2.0, 1.0, 1.0])
    expected = weights**2 / (weights**2).sum()
    held = []
    for seed in range(60):
        given = drawn(3, 512, seed)
        found = first_order(list(given), weights @ given, seed=seed)
        assert found is not None
        held.append((found.low <= expected) & (expected <= found.high))
    assert 0.88 <= float(np.mean(held)) <= 1.0


def test_the_same_seed_gives_the_same_numbers() -> None:
    one, two = indices(ishigami, 3, 512), indices(ishigami, 3, 512)
    assert one.noise == two.noise
    assert one.low.tolist() == two.low.tolist()
