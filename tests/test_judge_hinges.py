"""What a hinge measures, and with what error; where a verdict begins."""

import math

import numpy as np
import pytest

from contention.case.values import Case, Contention, Scenario, SetAction, Thresholds
from contention.judge.docket import docket
from contention.judge.hinges import hinges_of
from contention.judge.judge import judge
from contention.judge.question import question
from contention.judge.verdicts import Tally, word
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
    return Tally(truth.reshape(1, -1), np.zeros((2, truth.size)))


def test_the_errors_of_a_hinge_are_those_of_the_means_of_paired_differences() -> None:
    case = built()
    plan = docket(case, "account", [question(case, case.contentions["k0"])])
    replicate = np.arange(64) % REPLICATES
    base = np.where(replicate < REPLICATES // 2, 1, -1).astype(np.int8)
    less = np.where(replicate < REPLICATES // 4, 1, -1).astype(np.int8)
    knockouts = {(frozenset({"c0"}), "k0"): tally_of(less)}
    (supported,) = judge(case, draws=16, hinges=False).verdicts
    found = {
        hinge.claim: hinge for hinge in hinges_of(case, plan, supported, tally_of(base), knockouts)
    }
    moved = np.where(replicate[:REPLICATES] // (REPLICATES // 4) == 1, 1.0, 0.0)
    error = moved.std(ddof=1) / math.sqrt(REPLICATES)
    assert (found["c0"].change, found["c0"].opposed_change) == (-0.25, 0.25)
    assert found["c0"].error == pytest.approx(error)
    assert found["c0"].opposed_error == pytest.approx(error)


def test_a_share_at_the_threshold_is_enough() -> None:
    thresholds = Thresholds(supported=0.8)
    assert word(np.array([1, 1, 1, 1, 0], dtype=np.int8), thresholds) == "supported"
    assert word(np.array([-1, -1, -1, -1, 0], dtype=np.int8), thresholds) == "opposed"
    assert word(np.array([1, 1, 1, -1, 0], dtype=np.int8), thresholds) == "undecided"
