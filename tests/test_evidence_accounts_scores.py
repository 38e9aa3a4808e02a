"""Scores of forecasts."""

import numpy as np
import pytest
from scipy.stats import norm

from contention.evidence.accounts.scores import covered, crps, direction


def test_crps_of_a_normal_forecast() -> None:
    """Closed form of Gneiting and Raftery, 2007, equation 21."""
    sample = norm.ppf((np.arange(20000) + 0.5) / 20000)[None, :]
    for observed in (-1.0, 0.0, 2.5):
        exact = observed * (2 * norm.cdf(observed) - 1) + 2 * norm.pdf(observed) - np.pi**-0.5
        assert crps(sample, np.array([observed]))[0] == pytest.approx(exact, abs=1e-3)


def test_crps_is_fair_to_small_samples() -> None:
    draws = np.random.default_rng(1).normal(size=(40000, 1, 4))
    small = np.mean([crps(each, np.zeros(1))[0] for each in draws[:8000]])
    assert small == pytest.approx(2 * norm.pdf(0.0) - np.pi**-0.5, abs=0.01)


def test_crps_does_not_depend_on_the_order_of_draws() -> None:
    sample = np.array([[3.0, 1.0, 2.0, 5.0]])
    assert crps(sample, np.array([2.5])) == crps(np.sort(sample), np.array([2.5]))
    pairs = np.abs(sample[0][:, None] - sample[0][None, :]).sum() / (2 * 4 * 3)
    assert crps(sample, np.array([2.5]))[0] == np.abs(sample[0] - 2.5).mean() - pairs


def test_coverage() -> None:
    sample = np.linspace(0.0, 1.0, 101)[None, :].repeat(3, axis=0)
    observed = np.array([0.5, 0.2, 0.97])
    assert covered(sample, observed, 0.5).tolist() == [True, False, False]
    assert covered(sample, observed, 0.9).tolist() == [True, True, False]


def test_directions_count_only_where_something_moves() -> None:
    moves = np.array([0.5, -0.5, 0.0, 0.5, 0.4])
    seen = np.array([1.0, 1.0, 1.0, 0.1, 2.0])
    found = direction(moves, seen, error=0.2)
    assert (found.right, found.told) == (2, 3)
