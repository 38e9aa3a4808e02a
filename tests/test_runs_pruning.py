"""A program without what a measure does not depend on measures the same."""

from dataclasses import replace

import numpy as np
import pytest

from contention.case.model import Contention
from contention.judge.question import question
from contention.runs.knockouts import run_measured
from contention.runs.plan import prepare
from contention.runs.pruning import pruned
from contention.runs.run_inputs import sample
from contention.runs.simulate import run_measures
from tests.random_models import random_case


@pytest.mark.parametrize("seed", range(8))
def test_every_measure_alone_is_what_it_is_with_all(seed: int) -> None:
    case = random_case(seed, 0.05)
    scenario = list(case.scenarios)[-1]
    asked = [
        Contention(name, name, f"final({name} @ {scenario}) > 1") for name in list(case.factors)[:4]
    ]
    measures = [one for item in asked for one in question(case, item).measures]
    plan = prepare(case, "account", measures)
    whole = run_measures(plan, seed=1, first=0, count=40)
    drawn = sample(plan, seed=1, first=0, count=40)
    states = []
    for measure in measures:
        alone = run_measured(replace(plan, measures=(measure,)), drawn)
        np.testing.assert_array_equal(alone[measure], whole.values[measure][-1])
        part = pruned(plan.program, [plan.program.measures[measure.key]])
        states.append(len(part.continuous))
    assert min(states) <= len(plan.program.continuous)


def test_what_no_measure_needs_is_left_out() -> None:
    case = random_case(1, 0.05)
    plan = prepare(case, "account", outputs=list(case.factors))
    assert len(plan.program.continuous)
    nothing = pruned(plan.program, [])
    assert (len(nothing.continuous), nothing.events, nothing.rings) == (0, (), ())
    assert nothing is pruned(plan.program, []), "one program, and so one set of tapes"
