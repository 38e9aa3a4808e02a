"""Designs on panels: known effects, none, confounders; and other implementations."""

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from contention.evidence.designs.estimate import Estimate, UnfitError
from contention.evidence.designs.groups import group_difference
from contention.evidence.designs.projection import PanelData, local_projection
from tests.simulated_panels import grouped, panel
from tests.test_evidence_designs_series import covered


@pytest.mark.parametrize(("clusters", "effect"), [(8, 0.0), (30, 1.0)])
def test_intervals_of_a_difference_hold_it_nine_times_in_ten(clusters: int, effect: float) -> None:
    def make(seed: int) -> tuple[Estimate, float]:
        outcome, exposed, _, labels = grouped(np.random.default_rng(seed), clusters, 6, effect)
        return group_difference(outcome, exposed, np.empty((len(outcome), 0)), labels), effect

    assert 0.84 <= covered(make, 120) <= 0.97


def test_a_confounder_misleads_until_it_is_held_constant() -> None:
    def make(seed: int, adjusted: bool) -> tuple[Estimate, float]:
        random = np.random.default_rng(seed)
        outcome, exposed, third, labels = grouped(random, 30, 5, 0.5, confounded=1.0)
        controls = third if adjusted else third[:, :0]
        return group_difference(outcome, exposed, controls, labels), 0.5

    assert covered(lambda seed: make(seed, adjusted=False), 30) < 0.5
    assert 0.82 <= covered(lambda seed: make(seed, adjusted=True), 60) <= 0.97


def test_the_difference_and_its_error_are_a_jackknife_of_statsmodels() -> None:
    random = np.random.default_rng(1)
    outcome, exposed, third, labels = grouped(random, 9, 4, 0.3, confounded=0.5)
    estimate = group_difference(outcome, exposed, third, labels)
    design = np.column_stack([np.ones(len(outcome)), exposed, third])
    own = OLS(outcome, design).fit().params[1]
    left = [
        OLS(outcome[labels != each], design[labels != each]).fit().params[1] for each in range(9)
    ]
    error = np.sqrt(8 / 9 * np.sum((np.array(left) - own) ** 2))
    assert estimate.effect == pytest.approx(own)
    low, high = estimate.interval()
    assert (high - low) / 2 == pytest.approx(1.8595480 * error)
    assert (estimate.n, estimate.clusters) == (36, 9)


def test_shares_of_single_rows_have_the_textbook_error() -> None:
    outcome = np.array([1.0] * 12 + [0.0] * 8 + [1.0] * 5 + [0.0] * 15)
    exposed = np.repeat([1.0, 0.0], 20)
    estimate = group_difference(outcome, exposed, np.empty((40, 0)), np.arange(40))
    error = np.sqrt(0.6 * 0.4 / 19 + 0.25 * 0.75 / 19)
    assert estimate.effect == pytest.approx(0.35)
    low, high = estimate.interval()
    assert (high - low) / 2 == pytest.approx(1.684875 * error, rel=0.03)
    assert estimate.details == ("mean 0.6 in 20 exposed rows, 0.25 in 20 others",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"exposure": np.ones(24)}, "0 rows are compared"),
        ({"exposure": np.zeros(24)}, "0 rows are exposed"),
        ({"outcome": np.zeros(24)}, "the outcome is 0 in every row"),
        ({"clusters": np.repeat([0, 1, 2], 8)}, "there are 3 clusters"),
        ({"exposure": (np.repeat(np.arange(6), 4) == 2) * 1.0}, "varies in one cluster only"),
        ({"controls": np.repeat([0.0, 1.0], 12)[:, None]}, "cannot be distinguished"),
    ],
)
def test_panels_that_cannot_be_compared(change: dict[str, np.ndarray], message: str) -> None:
    good = {
        "outcome": np.random.default_rng(0).normal(size=24),
        "exposure": np.repeat([0.0, 1.0], 12),
        "controls": np.empty((24, 0)),
        "clusters": np.repeat(np.arange(6), 4),
    }
    with pytest.raises(UnfitError, match=message):
        group_difference(**{**good, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize("horizon", [pytest.param(0, marks=pytest.mark.slow), 2])
def test_intervals_of_a_projection_hold_the_true_response(horizon: int) -> None:
    def make(seed: int) -> tuple[Estimate, float]:
        return local_projection(panel(np.random.default_rng(seed), 20, 15, 0.4), horizon), (
            0.4 / 2**horizon
        )

    assert 0.8 <= covered(make, 50) <= 0.98


def test_a_projection_is_least_squares_with_constants_of_statsmodels() -> None:
    made = panel(np.random.default_rng(3), 6, 11, 1.0)
    y, x = made.outcome.reshape(6, 11), made.exposure.reshape(6, 11)
    units, years = np.indices((6, 9)).reshape(2, -1)
    ahead, now, lags = y[:, 2:].ravel(), x[:, 1:-1].ravel(), (y[:, :-2].ravel(), x[:, :-2].ravel())

    def fitted(first: int, last: int) -> float:
        rows = (years >= first) & (years <= last)
        calendar = np.arange(first + 1, last + 1)
        constants = [units[:, None] == np.arange(6), years[:, None] == calendar]
        design = np.column_stack([now, *lags, *constants]).astype(float)
        return float(OLS(ahead[rows], design[rows]).fit().params[0])

    estimate = local_projection(made, 1)
    halves = (fitted(0, 3) + fitted(4, 8)) / 2
    assert estimate.effect == pytest.approx(2 * fitted(0, 8) - halves)
    assert (estimate.n, estimate.clusters) == (54, 6)


def test_a_horizon_is_years_and_not_rows() -> None:
    made = panel(np.random.default_rng(4), 80, 14, 2.0)
    random = np.random.default_rng(5)
    kept = random.uniform(size=len(made.years)) > 0.2
    order = random.permutation(np.flatnonzero(kept))
    parts = ("units", "years", "outcome", "exposure", "controls", "clusters")
    holes = PanelData(**{name: getattr(made, name)[order] for name in parts})
    assert local_projection(holes, 2).effect == pytest.approx(0.5, abs=0.15)
    assert local_projection(holes, 1).effect == pytest.approx(1.0, abs=0.15)


def test_panels_that_cannot_be_projected() -> None:
    made = panel(np.random.default_rng(6), 8, 10, 1.0)
    parts = ("units", "years", "outcome", "exposure", "controls", "clusters")
    hole = made.years != 1994
    without = PanelData(**{name: getattr(made, name)[hole] for name in parts})
    with pytest.raises(UnfitError, match="the year 1994 is missing for all units"):
        local_projection(without, 1)
    with pytest.raises(UnfitError, match="has 2 rows in the year 1990"):
        local_projection(replace(made, years=np.where(made.years == 1991, 1990, made.years)), 1)
    with pytest.raises(UnfitError, match="no unit has values"):
        local_projection(made, 9)
    with pytest.raises(UnfitError, match="a unit is in several clusters"):
        local_projection(replace(made, clusters=np.arange(80) % 7), 1)
    with pytest.raises(UnfitError, match="the exposure is 0 in every row"):
        local_projection(replace(made, exposure=np.zeros(80)), 1)
