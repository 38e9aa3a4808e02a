"""Levers with known effects: alone, in pairs that help or hinder, and under a budget."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from contention.case.evidence import Cost, EvidencePlan
from contention.case.model import (
    Case,
    Condition,
    Demand,
    Factor,
    InputShape,
    Lognormal,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
)
from contention.evidence.levers.best_mix import Offer, best_mixes
from contention.evidence.levers.compared_levers import LeverTable, Settings, compared
from contention.evidence.levers.lever import Refusal, combined, levers
from contention.runs.draws import GivenDraws
from contention.show.contest.lever_json import lever_json
from contention.show.contest.lever_words import effect_sentence
from tests.accounts_building import case_with
from tests.building import level, relation

FEW = Settings(draws=64, reading_draws=16, effect_draws=64)
NOW = 2022.0


def _set(factor: str, to: float) -> SetAction:
    return SetAction(factor, to, NOW)


PULL_A = Scenario("pull_a", "A is pulled", (_set("a", 2.0),))
PULL_B = Scenario("pull_b", "B is pulled", (_set("b", 2.0),))
BOTH = Scenario("both", "Both are pulled", (_set("a", 2.0), _set("b", 2.0)))
NOTHING = EvidencePlan()
IDLE = Scenario("idle", "Something else", (_set("e", 2.0),))

SCENARIOS = (PULL_A, PULL_B, BOTH, IDLE)


def _case(evidence: EvidencePlan = NOTHING) -> Case:
    """A raises d in every account; what b does to it differs."""
    made = {
        "adds": ["ad", "bd"],
        "saturates": ["ax", "bx", "xd"],
        "silent": ["ad"],
    }
    claims = {
        "ad": relation("a", "d", "+", 0.3),
        "bd": relation("b", "d", "+", 0.3),
        "ax": relation("a", "x", "+", 0.8),
        "bx": relation("b", "x", "+", 0.8),
        "xd": relation("x", "d", "+", 0.8),
    }
    case = case_with([level(name) for name in "abdex"], claims, made, scenarios=SCENARIOS)
    return replace(case, evidence=evidence)


def _interaction(table: LeverTable, account: str) -> float:
    found = [item for item in table.pairs if item.account == account]
    return next((item.interaction.mean for item in found), 0.0)


@pytest.fixture(scope="module")
def table() -> LeverTable:
    return compared(_case(), "d", FEW, direction="higher")


def test_what_each_lever_does_is_the_elasticity_times_the_pull(table: LeverTable) -> None:
    found = table.effects["pull_a", "silent"]
    assert found.verdict.verdict == "supported"
    assert found.effect is not None
    pulled = np.log(4.0) * np.tanh(np.log(2.0) / np.log(4.0))
    assert found.effect.mean == pytest.approx(0.3 * pulled, rel=1e-3)
    assert found.effect.error < 1e-9


def test_draws_of_a_posterior_give_effect_and_verdict_with_the_data() -> None:
    case = _case()
    claim = case.claims["ad"]
    doubted = replace(claim.relation, strength=Lognormal(0.3, 2.0), sign_credibility=0.9)
    case = replace(case, claims={**case.claims, "ad": replace(claim, relation=doubted)})
    reversed_and_strong = {
        "claim:ad/sign": np.full(64, 0.95),
        "claim:ad/strength": np.full(64, 0.9),
    }
    given = {"silent": GivenDraws(reversed_and_strong), "adds": GivenDraws()}
    table = compared(case, "d", replace(FEW, given=given), direction="higher")
    found = table.effects["pull_a", "silent"]
    assert (found.verdict.verdict, found.differs) == ("supported", True)
    assert found.informed is not None
    assert found.informed.verdict.verdict == "opposed"
    assert found.informed.effect is not None
    pulled = np.log(4.0) * np.tanh(np.log(2.0) / np.log(4.0))
    assert found.informed.effect.mean == pytest.approx(-0.3 * 2.0 ** ndtri(0.9) * pulled, rel=1e-3)
    assert table.effects["pull_a", "adds"].informed is None
    shown: Any = lever_json(table)
    by_lever = {each["lever"]: each for each in shown["accounts"][-1]["levers"]}
    assert by_lever["pull_a"]["with_data"]["verdict"] == "opposed"
    assert "; with the data" in effect_sentence(table, found, table.levers[0])


def test_levers_that_add_up_neither_help_nor_hinder(table: LeverTable) -> None:
    both, one, two = (table.effects[id_, "adds"].effect for id_ in ("both", "pull_a", "pull_b"))
    assert both is not None
    assert one is not None
    assert two is not None
    assert both.mean == pytest.approx(one.mean + two.mean)
    assert _interaction(table, "adds") == 0.0


def test_a_lever_that_opens_a_gate_for_another_helps_it() -> None:
    gated = relation("c", "d", "+", 0.5, condition=Condition("g", "on"))
    switches = [Factor(name, name, kind="input", shape=InputShape("events")) for name in ("c", "g")]
    scenarios = [Scenario(f"switch_{name}", name, (_set(name, 1.0),)) for name in ("c", "g")]
    case = case_with([*switches, level("d")], {"cd": gated}, {"opens": ["cd"]}, scenarios=scenarios)
    found = compared(case, "d", FEW, direction="higher")
    alone = [found.effects[f"switch_{name}", "opens"].effect for name in ("c", "g")]
    assert [item.mean for item in alone if item is not None] == [0.0, 0.0]
    (pair,) = found.pairs
    assert pair.interaction.mean == pair.joint.mean > 0.2


def test_levers_that_saturate_the_same_cause_hinder_each_other(table: LeverTable) -> None:
    assert _interaction(table, "saturates") < -0.05


def test_an_account_without_the_lever_says_so(table: LeverTable) -> None:
    item = table.effects["idle", "silent"]
    assert item.verdict.verdict == "does not follow"
    assert item.verdict.gaps[0].kind == "lever absent"
    assert table.levers[-1].id == "idle"


def test_scenarios_are_split_into_actions_and_equal_ones_are_one_lever() -> None:
    case = _case()
    shock = Scenario("three", "", (_set("a", 2.0), ShockAction("e", NOW, times=2.0)))
    case = replace(case, scenarios={**case.scenarios, "three": shock})
    demand = Demand("d1", "text", "Pull e", "author", scenario="three", factor="e")
    found = levers(replace(case, demands={"d1": demand}), "rest")
    assert [item.id for item in found] == ["pull_a", "pull_b", "both", "idle", "three", "three/e"]
    assert found[0].scenarios == ("pull_a", "both", "three")
    assert found[-1].demands == ("d1",)


def test_holds_on_one_factor_are_not_combined() -> None:
    case = _case()
    other = Scenario("other", "Other", (_set("a", 3.0),))
    shocked = Scenario("shocked", "Shocked", (ShockAction("a", 2023.0, times=2.0),))
    earlier = Scenario("earlier", "Earlier", (RemoveAction("ad", NOW),))
    later = Scenario("later", "Later", (RemoveAction("ad", 2024.0),))
    added = {item.id: item for item in (other, shocked, earlier, later)}
    case = replace(case, scenarios={"rest": case.scenarios["rest"], "pull_a": PULL_A, **added})
    found = {item.id: item for item in levers(case, "rest")}
    assert combined(case, "x", [found["pull_a"], found["other"]]) == Refusal("a", "held twice")
    clash = combined(case, "x", [found["shocked"], found["pull_a"]])
    assert clash == Refusal("a", "shocked while held")
    made = combined(case, "x", [found["later"], found["earlier"], found["pull_a"]])
    assert isinstance(made, Scenario)
    assert {getattr(item, "at", None) for item in made.actions} == {NOW}


def test_an_outcome_that_a_scenario_sets_is_put_aside() -> None:
    found = compared(_case(), "b", FEW, accounts=["adds"])
    assert {item.id for item in found.direct} == {"pull_b", "both"}
    assert "pull_a" in {item.id for item in found.levers}


def test_an_unknown_outcome_is_refused_with_a_guess() -> None:
    with pytest.raises(KeyError, match="has no factor “dd”"):
        compared(_case(), "dd", FEW)


def _budgeted(budget: float | None, **costs: float) -> EvidencePlan:
    return EvidencePlan(
        costs=tuple(Cost(id_, cost, "judgement") for id_, cost in costs.items()), budget=budget
    )


def test_the_best_mix_is_the_best_of_all_that_the_budget_allows() -> None:
    plan = _budgeted(2.0, pull_a=1.0, pull_b=1.0, idle=1.0)
    found = compared(_case(plan), "d", FEW, direction="higher").mixes
    mixes = {item.account: item for item in found.mixes}
    assert found.all_run
    assert mixes["adds"].best.scenarios == ("pull_a", "pull_b")
    assert mixes["adds"].best.effect.mean == pytest.approx(mixes["adds"].best.expected)
    assert mixes["silent"].best.scenarios == ("pull_a",)
    assert mixes["silent"].firm == 1.0
    assert mixes["adds"].elsewhere["silent"].mean == pytest.approx(mixes["silent"].best.effect.mean)


@pytest.mark.parametrize(
    ("plan", "direction", "why"),
    [
        (_budgeted(1.0), "higher", "no costs"),
        (_budgeted(None, pull_a=1.0), "higher", "no budget"),
        (_budgeted(0.5, pull_a=1.0, pull_b=2.0), "higher", "too expensive"),
        (_budgeted(2.0, pull_a=1.0), None, "no direction"),
    ],
)
def test_without_a_mix_the_reason_is_given(plan: EvidencePlan, direction: object, why: str) -> None:
    found = compared(_case(plan), "d", FEW, direction=direction, accounts=["adds"])  # type: ignore[arg-type]
    assert found.mixes.why_not == why


def test_nothing_is_bought_that_does_harm() -> None:
    plan = _budgeted(5.0, pull_a=1.0, pull_b=1.0)
    found = compared(_case(plan), "d", FEW, direction="lower", accounts=["adds"]).mixes
    assert found.mixes[0].best.scenarios == ()


@pytest.mark.parametrize("seed", range(12))
def test_the_optimiser_ranks_mixes_as_trying_all_of_them_does(seed: int) -> None:
    random = np.random.default_rng(seed)
    count = int(random.integers(1, 8))
    pairs = list(combinations(range(count), 2))
    offer = Offer(
        tuple(random.uniform(0.5, 3.0, count)),
        tuple(random.normal(0.3, 0.5, count)),
        {pair: float(random.normal(0.0, 0.4)) for pair in pairs if random.random() < 0.7},
        tuple(pair for pair in pairs if random.random() < 0.15),
    )
    budget = float(random.uniform(0.2, 6.0))
    every = [
        some
        for size in range(count + 1)
        for some in combinations(range(count), size)
        if offer.cost(some) <= budget and not any({*pair} <= {*some} for pair in offer.excluded)
    ]
    every.sort(key=offer.gain, reverse=True)
    found = best_mixes(offer, budget, 4)
    gains = [offer.gain(some) for some in found]
    assert gains == pytest.approx([offer.gain(some) for some in every[:4]])
