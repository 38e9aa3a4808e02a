"""Several claims on one pair: whose numbers count in which draw."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from contention.case.model import (
    Case,
    Condition,
    Contention,
    Lognormal,
    Relation,
    RemoveAction,
    Scenario,
    SetAction,
    Times,
)
from contention.judge.judge import judge
from contention.runs.plan import numbers, prepare
from tests.building import case_of, level, relation
from tests.small_runs import at, run

DECISIVE: dict[str, Any] = {"strength": Lognormal(1.0, 2.0), "strength_word": "decisive"}
STRONG: dict[str, Any] = {"strength": Lognormal(0.7, 2.0), "strength_word": "strong"}
TINY: dict[str, Any] = {"strength": Lognormal(0.01, 2.0)}
LIFT = Scenario("lift", "Lift", (SetAction("a", 2.0, at=2022.0),))


def said(*relations: Relation, years: float = 4.0) -> Case:
    return case_of(
        [level("a"), level("b")],
        relations,
        scenarios=[LIFT],
        contentions=[Contention("k", "K", "final(b @ lift) > 1.05 * final(b @ rest)")],
        times=Times(2020.0, 2022.0, 2022.0 + years, 0.05),
    )


def support(*relations: Relation, years: float = 4.0) -> tuple[float, dict[str, float]]:
    """Share of all draws in which b rises by more than 5 %, and what each knock-out takes of it."""
    found = judge(said(*relations, years=years), draws=1024, hinge_draws=1024)
    (verdict,) = found.verdicts
    assert verdict.support is not None
    assert verdict.moving is not None
    share = verdict.support * verdict.moving
    left = {item.claim: item.support_without * item.presence_without for item in found.hinges}
    return share, {claim: without - share for claim, without in left.items()}


@pytest.mark.parametrize("other", [0.5, 0.51, 1.0])
def test_a_tiny_claim_neither_lends_nor_takes_a_decisive_one_its_strength(other: float) -> None:
    """Nothing is seen of 0.01: the conclusion holds where the decisive claim is in."""
    share, changes = support(
        relation("a", "b", credibility=0.5, **DECISIVE),
        relation("a", "b", credibility=other, **TINY),
    )
    assert share == pytest.approx(0.5, abs=0.02)
    assert changes == {"c0": pytest.approx(-0.5, abs=0.01), "c1": pytest.approx(0.0, abs=0.01)}


@pytest.mark.parametrize("credibility", [0.9, 0.999, 1.0])
def test_a_claim_of_decades_takes_nothing_from_what_comes_at_once(credibility: float) -> None:
    quick = relation("a", "b", credibility=0.999, **STRONG)
    slow = relation("a", "b", credibility=credibility, delay=Lognormal(20.0, 2.0), **STRONG)
    alone, _ = support(quick, years=3.0)
    share, changes = support(quick, slow, years=3.0)
    assert share >= alone >= 0.99
    assert changes["c1"] >= alone - share - 0.001


def test_without_the_quick_claim_the_slow_one_counts_with_its_own_delay() -> None:
    quick = relation("a", "b", credibility=0.5, **DECISIVE)
    slow = relation("a", "b", delay=Lognormal(20.0, 2.0), **DECISIVE)
    alone, _ = support(slow, years=3.0)
    both, changes = support(quick, slow, years=3.0)
    assert both == pytest.approx(0.5 + 0.5 * alone, abs=0.03)
    assert changes["c0"] == pytest.approx(alone - both, abs=0.03)


def test_a_claim_said_twice_counts_once() -> None:
    one, two = (
        prepare(said(*[relation("a", "b", **DECISIVE)] * n), "account", outputs=["b"])
        for n in (1, 2)
    )
    rows = [numbers(plan, seed=1, first=0, count=64).rows for plan in (one, two)]
    place = [plan.program.rows.parameters.index("coefficient:a>b:+") for plan in (one, two)]
    np.testing.assert_array_equal(rows[0][place[0]], rows[1][place[1]])


@pytest.mark.parametrize("removed", ["c0", "c1", "c2"])
def test_a_knock_out_is_what_the_case_without_the_claim_gives(removed: str) -> None:
    """In every draw, whatever the claim gave to its link: strength, sign, delay or nothing."""
    case = said(
        relation("a", "b", credibility=0.6, delay=Lognormal(1.0, 2.0), **STRONG),
        relation("a", "b", credibility=0.8, sign_credibility=0.7, **DECISIVE),
        relation("a", "b", credibility=0.4, delay=Lognormal(4.0, 2.0), **TINY),
    )
    left = replace(case, claims={i: item for i, item in case.claims.items() if i != removed})
    both = judge(case, draws=256, hinge_draws=256)
    (hinge,) = [item for item in both.hinges if item.claim == removed]
    (verdict,) = judge(left, draws=256).verdicts
    assert hinge.support_without == verdict.support
    assert hinge.opposed_without == verdict.opposed


def test_a_claim_that_a_scenario_removes_leaves_the_numbers_of_the_other() -> None:
    case = case_of(
        [level("a"), level("b")],
        [relation("a", "b", size=0.8), relation("a", "b", size=0.2, delay=Lognormal(0.5))],
        scenarios=[
            Scenario("s", "S", (SetAction("a", 2.0, at=2022.0), RemoveAction("c0", 2024.0)))
        ],
        times=Times(2020.0, 2022.0, 2030.0, 0.02),
    )
    course = run(case, "s")
    lasting = np.log(4.0) * np.tanh(np.log(2.0) / np.log(4.0))
    assert float(at(course, "b", 2023.99)[0]) == pytest.approx(np.exp(0.8 * lasting), rel=0.02)
    assert float(at(course, "b", 2030.0)[0]) == pytest.approx(np.exp(0.2 * lasting), rel=0.001)


OPEN = Condition("sw", "above", 4.0)


def conditional(to: float, opened: float) -> float:
    """`m raises out if sw` at the end: m set to a share of its reference, sw to `opened`."""
    case = case_of(
        [level("m"), level("out"), level("sw")],
        [relation("m", "out", size=1.0, condition=OPEN)],
        scenarios=[
            Scenario("s", "S", (SetAction("m", to, at=2022.0), SetAction("sw", opened, at=2022.0)))
        ],
        times=Times(2020.0, 2022.0, 2030.0, 0.02),
    )
    return float(at(run(case, "s"), "out", 2030.0)[0])


def test_a_conditional_cause_that_is_almost_absent_acts_as_if_its_gate_were_closed() -> None:
    assert conditional(0.01, 100.0) == pytest.approx(conditional(0.01, 1.0), abs=0.02)
    assert conditional(0.01, 100.0) == pytest.approx(1.0, abs=0.02)
    assert conditional(0.001, 100.0) >= 0.99


def test_a_conditional_cause_does_more_the_more_there_is_of_it() -> None:
    found = [conditional(to, 100.0) for to in (0.01, 0.1, 0.5, 0.9, 1.0, 1.1, 2.0, 4.0)]
    assert found == sorted(found)
    assert found[4] == pytest.approx(np.exp(np.log(4.0) * np.tanh(1.0 / np.log(4.0))), rel=0.02)
