"""What a hinge measures, and with what error; where a verdict begins."""

import math

import numpy as np
import pytest

from contention.case.model import Case, Contention, Scenario, SetAction, Thresholds
from contention.judge.hinges.knockouts import hinges_of, overturns
from contention.judge.judge import judge
from contention.judge.question import question
from contention.judge.required_runs import docket
from contention.judge.tally import Tally, word
from contention.runs.draws import REPLICATES
from tests.building import case_of, level, relation


def built() -> Case:
    return case_of(
        [level("aid"), level("front"), level("deaths")],
        [relation("aid", "front"), relation("front", "deaths", "-")],
        scenarios=[Scenario("cut", "Aid is cut", (SetAction("aid", 0.05, at=2022.0),))],
        contentions=[Contention("k0", "C", "final(deaths @ cut) > final(deaths @ rest)")],
    )


def tally_of(truth: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> Tally:
    every = np.ones(truth.size, dtype=np.bool_)
    return Tally(
        truth.reshape(1, -1), np.zeros((3, truth.size)), every, ~every, ~every[None], ~every
    )


def test_the_errors_of_a_hinge_are_those_of_the_means_of_paired_differences() -> None:
    case = built()
    plan = docket(case, "account", [question(case, case.contentions["k0"])])
    replicate = np.arange(64) % REPLICATES
    base = np.where(replicate < REPLICATES // 2, 1, -1).astype(np.int8)
    less = np.where(replicate < 3 * REPLICATES // 8, 1, -1).astype(np.int8)
    knockouts = {(frozenset({"c0"}), "k0"): tally_of(less)}
    (supported,) = judge(case, draws=16, hinges=False).verdicts
    found = {
        hinge.claim: hinge for hinge in hinges_of(case, plan, supported, tally_of(base), knockouts)
    }
    moved = (base[:REPLICATES] != less[:REPLICATES]).astype(float)
    error = moved.std(ddof=1) / math.sqrt(REPLICATES)
    assert (found["c0"].change, found["c0"].opposed_change) == (-0.125, 0.125)
    assert found["c0"].error == pytest.approx(error)
    assert found["c0"].opposed_error == pytest.approx(error)


def test_a_hinge_and_a_set_of_one_claim_turn_by_the_same_rule() -> None:
    """Without c0 the share falls from 1 to 0.8 beyond its error, and so onto the threshold."""
    case = built()
    plan = docket(case, "account", [question(case, case.contentions["k0"])])
    every = np.ones(320, dtype=np.int8)
    on_it = np.where((7 * np.arange(320) + np.arange(320) // REPLICATES) % 5 == 0, -1, 1)
    well_below = np.where(np.arange(320) // REPLICATES % 2 == 0, -1, 1)
    knockouts = {
        (frozenset({"c0"}), "k0"): tally_of(on_it.astype(np.int8)),
        (frozenset({"c1"}), "k0"): tally_of(well_below.astype(np.int8)),
    }
    (supported,) = judge(case, draws=16, hinges=False).verdicts
    found = {h.claim: h for h in hinges_of(case, plan, supported, tally_of(every), knockouts)}
    assert found["c0"].change == pytest.approx(-0.2)
    assert found["c0"].verdict_without == found["c1"].verdict_without == "undecided"
    assert found["c0"].near_threshold_without
    assert not overturns(found["c0"], supported)
    assert not found["c1"].near_threshold_without
    assert overturns(found["c1"], supported)


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(
    ("fails", "decided"), [(0, True), (1, True), (3, False), (4, False), (8, False)]
)
def test_a_share_makes_a_verdict_only_beyond_its_error(
    side: int, fails: int, decided: bool
) -> None:
    """In `fails` of sixteen draws it goes the other way, each time in other randomisations."""
    draw = np.arange(320)
    against = (7 * draw + draw // REPLICATES) % 16 < fails
    truth = np.where(against, -side, side).astype(np.int8)
    found = word(tally_of(truth), Thresholds(supported=0.8))
    expected = "supported" if side == 1 else "opposed"
    assert found == (expected if decided else "undecided")


def test_a_share_exactly_at_the_threshold_cannot_be_told_from_it() -> None:
    truth = np.tile(np.repeat([1, 1, 1, 1, -1], REPLICATES), 4).astype(np.int8)
    tally = tally_of(truth)
    support = tally.holding(1)
    assert support is not None
    assert support.value == 0.8
    assert support.near(0.8)
    assert word(tally, Thresholds(supported=0.8)) == "undecided"
    assert word(tally, Thresholds(supported=0.75)) == "supported"
