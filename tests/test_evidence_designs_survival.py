"""Survival: known hazards, late entry, ties; against other implementations."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from statsmodels.duration.survfunc import SurvfuncRight

from contention.evidence.designs.estimate import Estimate, UnfitError
from contention.evidence.designs.survival import (
    Spells,
    hazard_ratio,
    survival_difference,
)
from tests.simulated_panels import spells
from tests.test_evidence_designs_series import covered


def truth(log_ratio: float, horizon: float) -> float:
    """The difference of shares with the event by the horizon, in points, averaged over frailty."""
    frailty = np.exp(0.4 * np.random.default_rng(0).normal(size=200_000))
    exposed, others = (np.exp(-0.15 * ratio * frailty * horizon).mean()
                       for ratio in (np.exp(log_ratio), 1.0))  # fmt: skip
    return 100 * float(others - exposed)


@pytest.mark.parametrize("log_ratio", [pytest.param(0.0, marks=pytest.mark.slow), 0.7])
def test_intervals_of_a_difference_hold_it_nine_times_in_ten(log_ratio: float) -> None:
    true = truth(log_ratio, 5)

    def make(seed: int) -> tuple[Estimate, float]:
        made = spells(np.random.default_rng(seed), 30, log_ratio, late=False)
        return survival_difference(made, 5, seed), true

    assert 0.8 <= covered(make, 50) <= 0.98


def test_shares_are_those_of_statsmodels_with_late_entry() -> None:
    made = spells(np.random.default_rng(1), 60, 0.5, late=True)
    shares = []
    for group in (1, 0):
        rows = made.exposed == group
        curve = SurvfuncRight(made.end[rows], made.event[rows], entry=made.entry[rows])
        shares.append(1 - curve.surv_prob[curve.surv_times <= 4][-1])
    assert survival_difference(made, 4).effect == pytest.approx(100 * (shares[0] - shares[1]))


def efron(made: Spells, log_ratio: float) -> float:
    """The partial log likelihood of a Cox regression with tied times, written out."""
    total = 0.0
    risk = np.exp(log_ratio * made.exposed)
    for moment in np.unique(made.end[made.event]):
        ending = made.event & (made.end == moment)
        at_risk = risk[(made.entry < moment) & (made.end >= moment)].sum()
        total += log_ratio * made.exposed[ending].sum()
        count = int(ending.sum())
        for index in range(count):
            total -= np.log(at_risk - index / count * risk[ending].sum())
    return total


@pytest.mark.parametrize("late", [False, True])
def test_the_ratio_of_hazards_maximises_efrons_likelihood(late: bool) -> None:
    made = spells(np.random.default_rng(2), 14, 0.6, late)
    best = minimize_scalar(lambda value: -efron(made, value), bounds=(-3, 3), method="bounded")
    assert hazard_ratio(made).effect == pytest.approx(best.x, abs=1e-4)


def test_order_of_rows_changes_nothing() -> None:
    made = spells(np.random.default_rng(3), 12, 0.6, late=False)
    order = np.random.default_rng(4).permutation(len(made.end))
    parts = ("entry", "end", "event", "exposed", "controls", "clusters")
    mixed = Spells(**{name: getattr(made, name)[order] for name in parts})
    assert hazard_ratio(mixed).interval() == pytest.approx(hazard_ratio(made).interval())
    assert survival_difference(mixed, 5).interval() == pytest.approx(
        survival_difference(made, 5).interval()
    )


def test_a_confounder_is_held_constant_by_the_regression() -> None:
    made = spells(np.random.default_rng(5), 12, 0.0, late=False)
    slow = np.random.default_rng(6).uniform(size=len(made.end)) < 0.1 + 0.8 * made.exposed
    bare = replace(made, end=np.where(slow, made.end * 0.25, made.end))
    held = replace(bare, controls=slow.astype(float)[:, None])
    assert hazard_ratio(bare).interval()[0] > 0
    low, high = hazard_ratio(held).interval()
    assert low < 0 < high


def test_spells_that_cannot_be_compared() -> None:
    made = spells(np.random.default_rng(7), 10, 0.0, late=False)
    with pytest.raises(UnfitError, match="no spell is exposed"):
        survival_difference(replace(made, exposed=np.zeros(40)), 5)
    with pytest.raises(UnfitError, match="0 of 20 exposed spells end with the event"):
        survival_difference(replace(made, event=made.event & (made.exposed == 0)), 5)
    with pytest.raises(UnfitError, match="40 spells end when they begin"):
        survival_difference(replace(made, entry=made.end), 5)
    with pytest.raises(UnfitError, match="nobody is observed for 30 years"):
        survival_difference(made, 30)
    alone = replace(made, event=made.event & ((made.exposed == 0) | (made.clusters < 4)))
    separate = replace(alone, clusters=np.where(alone.clusters < 4, 0, alone.clusters - 3))
    with pytest.raises(UnfitError, match="without one of the clusters"):
        hazard_ratio(separate)
    held = replace(made, controls=made.exposed[:, None])
    with pytest.raises(UnfitError, match="cannot be compared"):
        hazard_ratio(held)
    with pytest.raises(UnfitError, match="there are 2 clusters"):
        hazard_ratio(replace(made, clusters=np.arange(40) % 2))
