"""Tempered sequential Monte Carlo against results that are known exactly."""

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from contention.evidence.accounts.tempering import ISLANDS, temper
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import uniforms

DIMENSIONS, DRAWS = 12, 1024


def prior(seed: int = 1) -> Floats2d:
    return uniforms([f"k{number}" for number in range(DIMENSIONS)], seed, 0, DRAWS)


def test_linear_observations_of_normal_numbers() -> None:
    """Evidence, mean and spread of the posterior are known in closed form."""
    generator = np.random.default_rng(3)
    design = generator.normal(size=(20, DIMENSIONS)) * 0.6
    seen = design @ generator.normal(size=DIMENSIONS) + generator.normal(size=20)
    shape = design @ design.T + np.eye(20)
    exact = float(multivariate_normal.logpdf(seen, np.zeros(20), shape))

    def log_likelihood(uniform: Floats2d) -> Floats1d:
        residuals = seen[:, None] - design @ ndtri(uniform)
        return np.asarray(-0.5 * (residuals**2).sum(axis=0) - 10.0 * np.log(2.0 * np.pi))

    found = temper(log_likelihood, prior(), np.random.default_rng(1))
    assert abs(found.log_evidence - exact) < 4.0 * found.error + 0.02
    assert found.error < 0.2
    precision = np.eye(DIMENSIONS) + design.T @ design
    mean = np.linalg.solve(precision, design.T @ seen)
    spread = np.sqrt(np.diag(np.linalg.inv(precision)))
    normal = ndtri(found.uniforms)
    assert np.abs((normal.mean(axis=1) - mean) / spread).max() < 0.25
    assert np.abs(normal.std(axis=1) / spread - 1.0).max() < 0.15
    assert found.powers[0] == 0.0
    assert found.powers[-1] == 1.0


def test_a_switch_keeps_its_odds() -> None:
    """A likelihood of 3 to 1 for one half of a coordinate, and no run in a part of the other."""

    def log_likelihood(uniform: Floats2d) -> Floats1d:
        on = uniform[0] < 0.5
        failed = ~on & (uniform[1] < 0.25)
        return np.asarray(np.where(failed, np.nan, np.where(on, np.log(3.0), 0.0)))

    found = temper(log_likelihood, prior(), np.random.default_rng(1))
    total = 0.5 * 3.0 + 0.5 * 0.75
    assert found.log_evidence == pytest.approx(np.log(total), abs=0.02)
    assert (found.uniforms[0] < 0.5).mean() == pytest.approx(1.5 / total, abs=0.04)
    off = found.uniforms[:, found.uniforms[0] >= 0.5]
    assert off[1].min() > 0.25
    assert np.isfinite(found.log_likelihood).all()


def test_islands_stay_apart() -> None:
    """Particles of one island descend from its own draws: the error rests on that."""
    marked = prior()
    marked[0] = (np.arange(DRAWS) % ISLANDS + 0.5) / ISLANDS
    seen: list[Floats2d] = []

    def log_likelihood(uniform: Floats2d) -> Floats1d:
        seen.append(uniform)
        return np.asarray(-3.0 * uniform[1] if len(seen) == 1 else np.full(DRAWS, -np.inf))

    found = temper(log_likelihood, marked, np.random.default_rng(1))
    assert np.allclose(found.uniforms[0], marked[0])  # every move was refused
    assert len(np.unique(found.uniforms[1])) < DRAWS  # and some draws were copied


def test_a_likelihood_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero in all draws"):
        temper(lambda _: np.full(DRAWS, -np.inf), prior(), np.random.default_rng(1))
