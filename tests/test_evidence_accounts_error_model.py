"""Residuals of observed factors against the distributions of SciPy."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal, multivariate_t

from contention.evidence.accounts.error_model import ErrorModel, Spreads

TIMES = np.array([2020.0, 2020.5, 2021.5, 2023.0, 2023.25])
SEGMENTS = np.array([0, 0, 0, 1, 1])
SPREADS = Spreads(error=0.1, misfit=0.3, level=1.0)
EVERY = np.arange(5)


def model(freedom: float = 4.0) -> ErrorModel:
    return ErrorModel(TIMES, SEGMENTS, SPREADS, freedom)


def test_a_walk_errors_and_a_level_for_every_stretch() -> None:
    found = model().covariance(EVERY, EVERY)
    assert found[1, 2] == pytest.approx(0.3**2 * 0.5 + 1.0)  # shared walk and shared level
    assert found[2, 3] == pytest.approx(0.3**2 * 1.5)  # after the break another level
    assert found[2, 2] == pytest.approx(0.3**2 * 1.5 + 1.0 + 0.1**2)


@pytest.mark.parametrize("freedom", [4.0, np.inf])
def test_densities_are_those_of_scipy(freedom: float) -> None:
    residuals = np.random.default_rng(1).normal(size=(5, 7))
    found = model(freedom)
    shape = found.covariance(EVERY, EVERY)
    if np.isinf(freedom):
        expected = multivariate_normal.logpdf(residuals.T, np.zeros(5), shape)
    else:
        expected = multivariate_t.logpdf(residuals.T, np.zeros(5), shape, df=int(freedom))
    assert found.log_density(residuals) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("freedom", [4.0, np.inf])
def test_a_joint_density_is_that_of_some_times_the_rest_given_them(freedom: float) -> None:
    residuals = np.random.default_rng(2).normal(size=(5, 1)) * 0.5
    found, known, wanted = model(freedom), np.array([0, 1, 3]), np.array([2, 4])
    ahead = found.given(known, residuals[known], wanted)
    first = ErrorModel(TIMES[known], SEGMENTS[known], SPREADS, freedom)
    scale = ahead.covariance * ahead.inflation[0]
    rest = residuals[wanted, 0] - ahead.mean[:, 0]
    if np.isinf(freedom):
        later = multivariate_normal.logpdf(rest, np.zeros(2), scale)
    else:
        later = multivariate_t.logpdf(rest, np.zeros(2), scale, df=int(ahead.freedom))
    whole = found.log_density(residuals)[0]
    assert whole == pytest.approx(first.log_density(residuals[known])[0] + later, rel=1e-6)


def test_samples_have_the_spread_that_the_residuals_so_far_suggest() -> None:
    known, wanted = np.array([0, 1, 2]), np.array([3, 4])
    draws = 20000
    residuals = np.zeros((3, draws))
    noise = np.random.default_rng(3).random((3, draws))
    ahead = model().given(known, residuals, wanted)
    sample = ahead.sampled(noise[:2], noise[2])
    freedom = ahead.freedom
    assert freedom == 7.0
    expected = ahead.covariance * ahead.inflation[0] * freedom / (freedom - 2.0)
    assert np.cov(sample) == pytest.approx(expected, rel=0.1)
    assert sample.mean(axis=1) == pytest.approx(ahead.mean[:, 0], abs=0.05)


def test_wide_of_the_mark_widens_what_comes() -> None:
    known, wanted = np.array([0, 1]), np.array([2])
    near, far = (
        model().given(known, np.array([[0.0], [gap]]), wanted).inflation[0] for gap in (0.1, 3.0)
    )
    assert far > 5.0 * near
