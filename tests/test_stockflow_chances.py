"""Random functions: their distributions, and that a draw can be replayed."""

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import contention as ct
from contention.models.program import Floats1d
from contention.runs.further import normal_quantile
from tests.simulated import vensim, xmile

DRAWS = 4096


def _numbers(folder: Path, expression: str) -> Floats1d:
    tables = "tent((1, 0), (2, 3), (5, 0))\nflat((0, 4), (1, 4), (2, 4))"
    vensim(folder, f"{tables}\nx = {expression}", stop=1)
    return np.asarray(ct.simulate(folder / "model.mdl", draws=DRAWS, seed=5)["x"][1])


@pytest.mark.parametrize(
    ("expression", "distribution"),
    [
        ("RANDOM 0 1()", stats.uniform()),
        ("RANDOM UNIFORM(2, 5, 1)", stats.uniform(2, 3)),
        ("RANDOM NORMAL(-1e9, 1e9, 3, 2, 1)", stats.norm(3, 2)),
        ("RANDOM NORMAL(0, 4, 3, 2, 1)", stats.truncnorm(-1.5, 0.5, 3, 2)),
        ("RANDOM EXPONENTIAL(0, 1e9, 1, 2, 1)", stats.expon(1, 2)),
        ("RANDOM EXPONENTIAL(0, 3, 1, 2, 1)", stats.truncexpon(1, 1, 2)),
        ("RANDOM WEIBULL(0, 1e9, 1.5, 1, 2, 1)", stats.weibull_min(1.5, 1, 2)),
        ("RANDOM LOOKUP(tent, -9, 9, 0, 1, 1)", stats.triang(0.25, 1, 4)),
        ("RANDOM LOOKUP(flat, -9, 9, 5, 2, 1)", stats.uniform(5, 4)),
        ("RANDOM LOOKUP(flat, 6, 8, 5, 2, 1)", stats.uniform(6, 2)),
        ("RANDOM TRIANGULAR(0, 9, 1, 2, 5, 1)", stats.triang(0.25, 1, 4)),
    ],
)
def test_numbers_have_the_distribution_of_their_name(
    tmp_path: Path, expression: str, distribution: stats.rv_continuous
) -> None:
    result = stats.kstest(_numbers(tmp_path, expression), distribution.cdf)
    assert result.pvalue > 1e-3


@pytest.mark.parametrize("mean", [0.7, 12, 900])
def test_counts_are_poisson(tmp_path: Path, mean: float) -> None:
    found = _numbers(tmp_path, f"RANDOM POISSON(0, 1e9, {mean}, 0, 1, 1)")
    assert (found == np.floor(found)).all()
    assert abs(found.mean() - mean) < 4 * math.sqrt(mean / DRAWS)
    assert found.var() == pytest.approx(mean, rel=0.1)


def test_the_normal_quantile_is_right_to_the_last_digits() -> None:
    shares = np.array([1e-300, 1e-12, 1e-3, 0.2, 0.5, 0.8, 1 - 1e-9])
    found = [normal_quantile(share) for share in shares]
    assert found == pytest.approx(stats.norm.ppf(shares), rel=1e-13, abs=1e-15)


def test_a_draw_is_replayed_whatever_else_is_drawn(tmp_path: Path) -> None:
    vensim(tmp_path, "x = RANDOM 0 1()\ny = RANDOM 0 1() + 0 * x", stop=20)
    file = tmp_path / "model.mdl"
    many, few = ct.simulate(file, draws=300, seed=7), ct.simulate(file, draws=3, seed=7)
    assert (many["x"][:, :3] == few["x"]).all()
    assert not np.isin(many["x"], many["y"]).any()
    assert len(np.unique(many["x"])) == many["x"].size
    assert not np.isin(ct.simulate(file, draws=3, seed=8)["x"], many["x"]).any()


def test_neither_steps_nor_draws_are_correlated(tmp_path: Path) -> None:
    vensim(tmp_path, "x = RANDOM 0 1()\ny = RANDOM 0 1()", stop=63)
    found = ct.simulate(tmp_path / "model.mdl", draws=512, seed=2)
    x, y = found["x"] - 0.5, found["y"] - 0.5
    for one, other in ((x[1:], x[:-1]), (x[:, 1:], x[:, :-1]), (x, y)):
        assert abs((one * other).mean() * 12) < 4 / math.sqrt(one.size)


def test_xmile_names_the_moments_of_a_lognormal_number(tmp_path: Path) -> None:
    xmile(tmp_path, '<aux name="x"><eqn>LOGNORMAL(10, 3)</eqn></aux>', stop=1)
    found = ct.simulate(tmp_path / "model.xmile", draws=DRAWS)["x"][0]
    assert found.mean() == pytest.approx(10, rel=0.02)
    assert found.std() == pytest.approx(3, rel=0.06)


def test_pink_noise_has_its_deviation_and_its_memory(tmp_path: Path) -> None:
    """Neighbours a step apart correlate with 1 - step / correlation time."""
    vensim(tmp_path, "x = RANDOM PINK NOISE(5, 2, 4, TIME STEP, 1)", stop=60)
    found = ct.simulate(tmp_path / "model.mdl", draws=DRAWS)["x"]
    assert found[0] == pytest.approx(5)
    assert found[-1].std() == pytest.approx(2, rel=0.05)
    assert np.corrcoef(found[-1], found[-2])[0, 1] == pytest.approx(0.75, abs=0.03)
