"""Expected information gain against what is known of two normals, and of two probabilities."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, stats
from scipy.special import rel_entr

from contention.evidence.contest.information import information, information_of_event, rough_bits
from contention.runs.draws import uniforms

Numbers = NDArray[np.float64]


def _normals(
    first: tuple[float, float], second: tuple[float, float], draws: int
) -> tuple[Numbers, Numbers]:
    one, two = stats.norm.ppf(uniforms(["first", "second"], 1, 0, draws))
    return first[0] + first[1] * one, second[0] + second[1] * two


def _exact(first: tuple[float, float], second: tuple[float, float], error: float) -> float:
    """The divergence of the two predictive normals, by quadrature of their densities."""
    spreads = [float(np.hypot(spread, error)) for _, spread in (first, second)]
    low = min(first[0] - 9 * spreads[0], second[0] - 9 * spreads[1])
    high = max(first[0] + 9 * spreads[0], second[0] + 9 * spreads[1])
    values = np.linspace(low, high, 20001)
    one = stats.norm(first[0], spreads[0]).pdf(values)
    two = stats.norm(second[0], spreads[1]).pdf(values)
    mean = (one + two) / 2
    inner = (rel_entr(one, mean) + rel_entr(two, mean)) / 2
    return float(integrate.trapezoid(inner, values) / np.log(2))


@pytest.mark.parametrize(
    ("first", "second", "error"),
    [
        ((0.0, 1.0), (1.0, 1.0), 0.3),
        ((0.0, 1.0), (3.0, 1.0), 0.3),
        ((0.0, 1.0), (0.0, 3.0), 0.3),
        ((0.0, 1.0), (0.5, 1.0), 1.0),
        ((0.0, 2.0), (6.0, 2.0), 0.01),
    ],
)
def test_two_normals_have_the_information_of_their_densities(
    first: tuple[float, float], second: tuple[float, float], error: float
) -> None:
    found = information(*_normals(first, second, 512), error)
    assert found.bits == pytest.approx(_exact(first, second, error), abs=0.02)
    assert abs(found.bits - _exact(first, second, error)) < 4 * found.error + 0.005


def test_what_both_predict_alike_tells_nothing_and_what_lies_far_apart_everything() -> None:
    same = information(*_normals((0.0, 1.0), (0.0, 1.0), 512), 0.3)
    assert same.bits < 0.005
    assert same.right == pytest.approx(0.5, abs=0.02)
    apart = information(np.zeros(64), np.full(64, 10.0), 0.5)
    assert apart.bits == pytest.approx(1.0)
    assert apart.right == pytest.approx(1.0)


def test_a_larger_error_tells_less() -> None:
    values = _normals((0.0, 0.2), (1.0, 0.2), 256)
    bits = [information(*values, error).bits for error in (0.1, 0.5, 2.0)]
    assert bits == sorted(bits, reverse=True)


def test_bias_shrinks_with_more_draws() -> None:
    few, many = (information(*_normals((0.0, 1.0), (1.0, 1.0), n), 0.3) for n in (64, 1024))
    assert few.bias > 3 * many.bias > 0
    assert few.error > many.error


def test_two_probabilities_have_the_information_of_one_toss() -> None:
    found = information_of_event(np.full(64, 0.9), np.full(64, 0.1))
    entropy = -(0.9 * np.log2(0.9) + 0.1 * np.log2(0.1))
    assert found.bits == pytest.approx(1.0 - entropy)
    assert found.right == pytest.approx(0.9)


def test_draws_without_a_number_do_not_count() -> None:
    one, two = _normals((0.0, 1.0), (3.0, 1.0), 256)
    holed = np.where(np.arange(256) % 7 == 0, np.nan, one)
    whole = information(one, two, 0.3).bits
    assert information(holed, two, 0.3).bits == pytest.approx(whole, abs=0.03)
    assert information(np.full(16, np.nan), two, 0.3).bits == 0.0


def test_the_rough_look_is_the_same_before_its_bias_is_taken_off() -> None:
    one, two = _normals((0.0, 1.0), (1.0, 1.0), 256)
    found = information(one, two, 0.3)
    assert rough_bits(one, two, 0.3) == pytest.approx(found.bits + found.bias, abs=1e-3)


def test_an_error_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        information(np.zeros(16), np.zeros(16), 0.0)
