"""The elementary functions against numpy in extended precision."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from numba import njit

from contention.models.program import SATURATION, Floats1d
from contention.runs import arithmetic

GENERATOR = np.random.default_rng(11)
WIDE = GENERATOR.uniform(-700, 700, 40_000)
NARROW = GENERATOR.normal(0, 1, 40_000)


def mapped(function: Callable[[float], float]) -> Callable[[Floats1d], Floats1d]:
    @njit(error_model="numpy")
    def loop(values: Floats1d) -> Floats1d:
        result = np.empty_like(values)
        for i in range(len(values)):
            result[i] = function(values[i])
        return result

    return loop


EXP = mapped(arithmetic.exp)
LN = mapped(arithmetic.ln)
SATURATE = mapped(arithmetic.saturate)
LOGISTIC = mapped(arithmetic.logistic)


def units_off(found: Floats1d, exact: np.ndarray) -> float:
    """Largest error in units in the last place; `exact` in extended precision."""
    unit = np.spacing(np.abs(exact.astype(np.float64)))
    return float(np.max(np.abs(found - exact) / unit))


def extended(values: Floats1d) -> np.ndarray:
    return values.astype(np.longdouble)


@pytest.mark.parametrize("values", [WIDE, NARROW, NARROW * 1e-9])
def test_exp_is_within_two_units_in_the_last_place(values: Floats1d) -> None:
    assert units_off(EXP(values), np.exp(extended(values))) < 2


@pytest.mark.parametrize("values", [np.exp(WIDE), np.exp(NARROW), 1 + NARROW * 1e-7])
def test_ln_is_within_two_units_in_the_last_place(values: Floats1d) -> None:
    assert units_off(LN(values), np.log(extended(values))) < 2


@pytest.mark.parametrize("scale", [1e-12, 1e-3, 1.0, 5.0, 100.0])
def test_saturation_keeps_all_digits_of_small_and_large_arguments(scale: float) -> None:
    values = NARROW * scale
    y = np.longdouble(SATURATION)
    assert units_off(SATURATE(values), y * np.tanh(extended(values) / y)) < 5


def test_logistic_is_within_three_units_in_the_last_place() -> None:
    values = NARROW * 10
    assert units_off(LOGISTIC(values), 1 / (1 + np.exp(-extended(values)))) < 3


@pytest.mark.parametrize(
    ("function", "argument", "value"),
    [
        (EXP, 0.0, 1.0), (EXP, 709.78, math.exp(709.78)), (EXP, 709.79, math.inf),
        (EXP, math.inf, math.inf), (EXP, -math.inf, 0.0), (EXP, -800.0, 0.0),
        (LN, 1.0, 0.0), (LN, 0.0, -math.inf), (LN, -1.0, math.nan), (LN, math.inf, math.inf),
        (LN, 5e-324, math.log(5e-324)), (LN, -math.inf, math.nan),
        (SATURATE, math.inf, SATURATION), (SATURATE, -math.inf, -SATURATION),
        (SATURATE, 0.0, 0.0), (LOGISTIC, -math.inf, 0.0), (LOGISTIC, math.inf, 1.0),
        (LOGISTIC, 0.0, 0.5),
    ],
)  # fmt: skip
def test_the_ends_of_the_range(
    function: Callable[[Floats1d], Floats1d], argument: float, value: float
) -> None:
    found = function(np.array([argument]))
    np.testing.assert_allclose(found, [value], rtol=1e-13)


@pytest.mark.parametrize("function", [EXP, LN, SATURATE, LOGISTIC])
def test_nan_stays_nan(function: Callable[[Floats1d], Floats1d]) -> None:
    assert np.isnan(function(np.array([math.nan])))[0]
