"""Runs without claims, many at once, beside the plain way: one run for each."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from contention.case.model import Case, Contention, Factor, Lognormal, Rate, Scenario, SetAction
from contention.judge.question import question
from contention.models.model import Measure
from contention.models.program import Floats2d
from contention.runs import knockouts
from contention.runs.acting import acting
from contention.runs.branches import Start, shared_run, together
from contention.runs.knockouts import run_without
from contention.runs.lacking import Removal
from contention.runs.plan import Plan, prepare
from contention.runs.run_inputs import sample
from contention.runs.simulate import Present, run_history, run_measures
from tests.building import case_of, claim, level, relation

SPREAD: dict[str, Any] = {"strength": Lognormal(0.5, 2.0)}


def disputed() -> Case:
    """Hedged claims, two claims on a pair, a denial, an event on a loop, a stock; two levers."""
    factors = [
        *(level(name, adjustment=Lognormal(0.5, 2.0)) for name in "abc"),
        Factor("raid", "raid", kind="event", hazard=Rate(Lognormal(0.3, 2.0)), duration=0.5),
        Factor("dead", "dead", kind="stock", inflow=Rate(Lognormal(3.0, 2.0))),
    ]
    said = [
        relation("a", "b", credibility=0.5, **SPREAD),
        relation("a", "b", delay=Lognormal(0.5, 2.0), **SPREAD),
        relation("b", "c", "-", sign_credibility=0.8, **SPREAD),
        relation("c", "raid", credibility=0.3, **SPREAD),
        relation("raid", "c", **SPREAD),
        relation("raid", "dead", link="rate", **SPREAD),
        relation("a", "c", credibility=0.6, **SPREAD),
    ]
    lift = [Scenario(name, name, (SetAction(name, 2.0, at=2022.0),)) for name in ("a", "b")]
    asked = [
        Contention("k0", "K", "final(dead @ a) > final(dead @ rest)"),
        Contention("k1", "K", "final(raid @ b) > final(raid @ rest)"),
        Contention("k2", "K", "mean(c @ a) < mean(c @ b)"),
    ]
    case = case_of(factors, said, scenarios=lift, contentions=asked)
    return replace(case, claims={**case.claims, "no": claim("no", relation("a", "c", "0"))})


def prepared() -> tuple[Plan, dict[str, tuple[Measure, ...]]]:
    case = disputed()
    asked = {id_: question(case, item).measures for id_, item in case.contentions.items()}
    every = tuple(dict.fromkeys(measure for found in asked.values() for measure in found))
    return prepare(case, "account", every), asked


@pytest.mark.parametrize("looked", [False, True])
@pytest.mark.parametrize("numbers", [1, 1 << 22])
def test_many_runs_side_by_side_are_the_single_runs(
    numbers: int, looked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knockouts, "NUMBERS", numbers)
    plan, asked = prepared()
    wanted: dict[Removal, tuple[Measure, ...]] = {
        frozenset({f"c{n}"}): asked[f"k{n % 3}"] for n in range(7)
    }
    wanted[frozenset({"no"})] = asked["k2"]
    wanted[frozenset({"c0", "c1"})] = plan.measures
    base = run_measures(plan, seed=2, first=0, count=200)
    known = {measure: values[-1] for measure, values in base.values.items()}
    drawn = sample(plan, seed=2, first=0, count=200)
    acts = acting(plan, drawn, together(plan.feeding, plan.measures)) if looked else None
    found = dict(run_without(plan, drawn, known, wanted, acting=acts, workers=2))
    assert list(found) == list(wanted)
    for removal, measures in wanted.items():
        single = run_measures(
            replace(plan, measures=measures), seed=2, first=0, count=200, without=removal
        )
        assert set(found[removal]) == set(measures)
        for measure in measures:
            np.testing.assert_array_equal(found[removal][measure], single.values[measure][-1])


def test_what_a_claim_does_not_touch_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the draws do not hold c0, and in the rest c1 says nothing that counts for more."""
    plan, asked = prepared()
    seen: list[int] = []

    def history(plan: Plan, rows: Floats2d, workers: int, **asked: Any) -> Present:
        seen.append(rows.shape[1])
        return run_history(plan, rows, workers, **asked)

    monkeypatch.setattr(knockouts, "run_history", history)
    base = run_measures(plan, seed=2, first=0, count=256)
    known = {measure: values[-1] for measure, values in base.values.items()}
    drawn = sample(plan, seed=2, first=0, count=256)
    dict(run_without(plan, drawn, known, {frozenset({"c0"}): asked["k0"]}))
    assert seen == [128]
    seen.clear()
    dict(run_without(plan, drawn, known, {frozenset({"nobody"}): asked["k0"]}))
    assert seen == []


def test_a_claim_whose_cause_rests_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves b in the scenario that lifts c: what b is said to do comes to nothing."""
    said = [
        relation("a", "b", **SPREAD),
        relation("b", "d", **SPREAD),
        relation("c", "d", **SPREAD),
    ]
    lift = [Scenario(name, name, (SetAction(name, 2.0, at=2022.0),)) for name in ("a", "c")]
    asked = Contention("k", "K", "final(d @ c) > final(d @ a)")
    case = case_of([level(name) for name in "abcd"], said, scenarios=lift, contentions=[asked])
    plan = prepare(case, "account", question(case, asked).measures)
    base = run_measures(plan, seed=2, first=0, count=64)
    known = {measure: values[-1] for measure, values in base.values.items()}
    drawn = sample(plan, seed=2, first=0, count=64)
    acts = acting(plan, drawn, together(plan.feeding, plan.measures))
    seen: dict[str, int] = {}

    def counted(plan: Plan, start: Start, scenario: str, asked: Any) -> Any:
        seen[scenario] = sum(int(each.draws.sum()) for each in asked.values())
        return shared_run(plan, start, scenario, asked)

    monkeypatch.setattr(knockouts, "shared_run", counted)
    removal = frozenset({"c1"})
    ((_, values),) = run_without(plan, drawn, known, {removal: plan.measures}, acting=acts)
    assert seen == {"a": 64, "c": 0}
    single = run_measures(plan, seed=2, first=0, count=64, without=removal)
    for measure in plan.measures:
        np.testing.assert_array_equal(values[measure], single.values[measure][-1])
