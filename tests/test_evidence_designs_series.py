"""Designs on series: known effects, none, confounders; and another package's least squares."""

from collections.abc import Callable

import numpy as np
import pytest
from statsmodels.regression.linear_model import GLS

from contention.evidence.designs import autocorrelated as regression
from contention.evidence.designs.estimate import Estimate, UnfitError
from contention.evidence.designs.interrupted import before_after, gaps, interrupted_time_series
from tests.simulated_panels import autocorrelated, months


def covered(make: Callable[[int], tuple[Estimate, float]], times: int) -> float:
    """The share of intervals that hold the true effect."""
    held = 0
    for seed in range(times):
        estimate, true = make(seed)
        low, high = estimate.interval()
        held += low <= true <= high
    return held / times


@pytest.mark.parametrize("rho", [pytest.param(0.0, marks=pytest.mark.slow), 0.6])
def test_intervals_of_a_jump_hold_it_nine_times_in_ten(rho: float) -> None:
    def make(seed: int) -> tuple[Estimate, float]:
        random = np.random.default_rng(seed)
        times = months(36)
        values = 4 * (times - 2014) + autocorrelated(random, 36, rho)
        return interrupted_time_series(times, values + 2.0 * (times >= 2014), 2014), 2.0

    assert 0.82 <= covered(make, 80) <= 0.98


def test_a_change_of_slope_is_read_off_later() -> None:
    times = months(48)
    values = np.where(times >= 2014, 1 + 6 * (times - 2014), 0) + 3 * (times - 2014)
    values = values + 0.01 * autocorrelated(np.random.default_rng(0), 48, 0.2)
    at_once = interrupted_time_series(times, values, 2014)
    later = interrupted_time_series(times, values, 2014, horizon=1.5)
    assert at_once.effect == pytest.approx(1, abs=0.05)
    assert later.effect == pytest.approx(10, abs=0.1)
    assert any("slope changes by 5.9" in each or "by 6" in each for each in later.details)


def test_a_fall_that_was_under_way_is_no_effect() -> None:
    times = months(36)
    values = -20 * (times - 2014) + autocorrelated(np.random.default_rng(1), 36, 0.3)
    low, high = interrupted_time_series(times, values, 2014).interval()
    assert low < 0 < high


def test_each_correlation_gives_what_statsmodels_gives_for_it() -> None:
    random = np.random.default_rng(2)
    times = np.sort(random.uniform(0, 20, size=25))
    design = np.column_stack([np.ones(25), times, times > 9])
    outcome = random.normal(size=25)
    distances = np.abs(times[:, None] - times[None, :])
    for rho in (0.01, 0.5, 0.95):
        _, centres, scales = regression._at(rho, distances, outcome, design)
        reference = GLS(outcome, design, sigma=rho**distances).fit()
        assert centres == pytest.approx(reference.params, rel=1e-6)
        assert scales == pytest.approx(reference.bse, rel=1e-6)


def test_the_average_over_correlations_is_the_posterior_by_brute_force() -> None:
    random = np.random.default_rng(3)
    times = np.arange(14.0)
    design = np.column_stack([np.ones(14), times > 6])
    outcome = autocorrelated(random, 14, 0.5) + (times > 6)
    _, fit = regression.series_fit(times, outcome, design)
    grid = np.linspace(-15, 15, 201)
    density = np.zeros(201)
    for rho in np.linspace(0.005, 0.985, 50):
        inverse = np.linalg.inv(rho ** np.abs(times[:, None] - times[None, :]))
        residual = outcome - np.multiply.outer(grid, design[:, 0])[:, None] \
            - np.multiply.outer(grid, design[:, 1])  # fmt: skip
        squares = np.einsum("ijn,nm,ijm->ij", residual, inverse, residual, optimize=True)
        density += (np.sqrt(np.linalg.det(inverse)) * squares ** (-14 / 2)).sum(axis=0)
    below = density.cumsum() / density.sum()
    for probability in (0.05, 0.5, 0.95):
        brute = np.interp(probability, below, grid + 0.075)
        assert fit.spread.quantile(probability) == pytest.approx(brute, abs=0.1)


def test_what_moves_both_series_is_taken_out() -> None:
    def make(seed: int) -> tuple[Estimate, float]:
        random = np.random.default_rng(seed)
        times = months(30)
        both = 5 * (times >= 2014) + autocorrelated(random, 30, 0.8)
        own = both + 1.5 * (times >= 2014) + autocorrelated(random, 30, 0.4)
        other = both + autocorrelated(random, 30, 0.4)
        return before_after(times, own, times[:-1], other[:-1], 2014), 1.5

    assert 0.82 <= covered(make, 60) <= 0.98
    assert make(0)[0].n == 29


def test_a_gap_is_as_long_as_it_is() -> None:
    times = months(40)
    values = autocorrelated(np.random.default_rng(5), 40, 0.8)
    kept = np.r_[0:8, 14:40]
    gapped = interrupted_time_series(times[kept], values[kept], 2014)
    assert gaps(times) == ()
    assert "6 values are missing in between" in gaps(times[kept])[0]
    glued = interrupted_time_series(months(34), values[kept], 2014)
    assert gapped.interval() != pytest.approx(glued.interval(), rel=1e-3)


@pytest.mark.parametrize(
    ("times", "values", "at", "message"),
    [
        (months(1), np.ones(1), 2014.0, "is outside"),
        (np.empty(0), np.empty(0), 2014.0, "no value in the window"),
        (months(20), np.arange(20.0), 2030.0, "outside of"),
        (months(20), np.arange(20.0), 2014.6, "18 values before the intervention and 2"),
        (months(20), np.full(20, 7.0), 2014.0, "the outcome is 7 in every row"),
        (np.arange(1200.0), np.arange(1200.0), 600.0, "1200 values are more than 1000"),
    ],
)
def test_series_that_cannot_be_used(
    times: np.ndarray, values: np.ndarray, at: float, message: str
) -> None:
    with pytest.raises(UnfitError, match=message):
        interrupted_time_series(times, values, at)


def test_a_comparison_without_shared_dates_is_refused() -> None:
    times = months(20)
    with pytest.raises(UnfitError, match="share no date"):
        before_after(times, times, times + 0.01, times, 2014)


def test_a_horizon_after_the_end_is_refused() -> None:
    times = months(20)
    with pytest.raises(UnfitError, match=r"ends 0\.75 years after"):
        interrupted_time_series(times, np.sin(9 * times), 2014, horizon=2)
