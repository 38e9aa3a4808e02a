"""What contentions of one account share is what each of them gets by itself."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.random_accounts import random_account

from contention.case.model import Case
from contention.judge.hinges import removal_trials, shapley
from contention.judge.hinges.removal_trials import Trials, trials, trials_of
from contention.judge.hinges.variations import (
    Variation,
    claim_variations,
    number_variations,
)
from contention.judge.hinges.varied_runs import WantedRuns as Otherwise
from contention.judge.hinges.varied_runs import tallies_with
from contention.judge.hinges.verdict_hinges import Carried, Wanted, carried
from contention.judge.judge import judge
from contention.judge.robustness.choices import Choice
from contention.judge.tally import Tally
from contention.judge.verdict import Verdict
from contention.runs.inclusion import inclusion
from contention.runs.lacking import inclusion_of, lacking

DRAWS = 64
UNSAID = Variation(Choice("", "", lambda case: case, "numbers"), "", "")


def judged(seed: int) -> tuple[Case, Sequence[Verdict]]:
    """A random account with four contentions, on seven years that are cut to three."""
    case = random_account(seed)
    case = replace(case, times=replace(case.times, end=2024.0))
    return case, judge(case, draws=DRAWS, hinge_draws=16, hinges=False, reading_draws=0).verdicts


def comparable(found: Carried) -> object:
    varied = [
        (item.variation.choice.id, replace(item, variation=UNSAID))
        for item in found.variations.found
    ]
    return found.sets, varied, found.values, found.unvalued


def test_verdicts_that_share_their_runs_get_what_each_gets_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shapley, "MOST_EXACT", 2)
    case, verdicts = judged(11)
    wanted = Wanted(DRAWS, 1, budget=60, values=True)
    together = carried(case, verdicts, wanted)
    assert sum(bool(found.values) for found in together) >= 2
    for verdict, found in zip(verdicts, together, strict=True):
        (alone,) = carried(case, [verdict], wanted)
        assert comparable(alone) == comparable(found)


@pytest.mark.parametrize("seed", [5, 11])
def test_screening_rules_out_no_set_that_overturns(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, verdicts = judged(seed)
    wanted = Wanted(DRAWS, 1, budget=150, numbers=False)
    quick = [found.sets for found in carried(case, verdicts, wanted)]
    assert any(found.how == "runs" and found.overturning for found in quick)
    monkeypatch.setattr(removal_trials, "STAGES", ())
    assert [found.sets for found in carried(case, verdicts, wanted)] == quick


def test_what_is_otherwise_is_as_if_the_case_said_so() -> None:
    case, verdicts = judged(11)
    ready = trials_of(case, "account", [one.contention for one in verdicts], draws=DRAWS)
    shared = next(iter(ready.values())).shared
    asked: dict[str, tuple[Variation, list[str]]] = {}
    for id_, tried in ready.items():
        every = number_variations(case, tried.following) + claim_variations(case, tried.claims)
        for item in every:
            asked.setdefault(item.choice.id, (item, []))[1].append(id_)
    wanted = [Otherwise(item, tuple(of)) for item, of in asked.values()]
    for run, tallies in tallies_with(shared, wanted[::5]):
        changed = run.variation.choice.apply(case)
        for id_ in run.contentions:
            alone = trials(changed, "account", id_, draws=DRAWS)
            assert alone is not None
            assert tallies is not None
            alike(alone.base, tallies[id_])


def alike(one: Tally, other: Tally) -> None:
    for left, right in zip(one.arrays, other.arrays, strict=True):
        np.testing.assert_array_equal(left, right)


def test_what_is_in_draws_that_lack_claims_is_what_is_in_each() -> None:
    shared = first(random_account(5)).shared
    removals = [("c0",), ("c1", "c4"), (), ("c2", "c3", "c5")]
    columns = lacking(removals, DRAWS)
    every = inclusion_of(shared.plan.map, shared.doubtful, columns)
    for number, removal in enumerate(removals):
        part = slice(number * DRAWS, (number + 1) * DRAWS)
        one = inclusion(shared.plan.map, shared.doubtful, removal)
        full = np.ones(DRAWS, dtype=np.bool_)
        for id_ in {*one.links, *every.links}:
            some = every.links[id_][part] if id_ in every.links else full
            np.testing.assert_array_equal(one.links.get(id_, full), some)
        for id_ in {*one.claims, *every.claims}:
            some = every.claims[id_][part] if id_ in every.claims else full
            np.testing.assert_array_equal(one.claims.get(id_, full), some)


def test_longer_steps_screen_with_the_numbers_of_the_draws() -> None:
    shared = first(random_account(5)).shared
    quick = shared.quick(32)
    assert quick.plan.program.step == 2 * shared.plan.program.step
    rows = shared.drawn.numbers.rows[:, :32]
    np.testing.assert_array_equal(quick.drawn.numbers.rows, rows)  # as short times as before


def first(case: Case) -> Trials:
    found = trials_of(case, "account", list(case.contentions), draws=DRAWS)
    return next(iter(found.values()))
