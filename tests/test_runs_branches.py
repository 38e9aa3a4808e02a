"""Runs in which an event never fires, taken from the run in which it may."""

from dataclasses import replace

import numpy as np
import pytest

from contention.runs import branches as module
from contention.runs.branches import together
from contention.runs.engine import run_segment
from contention.runs.plan import prepare, silenced
from contention.runs.run_inputs import sample
from contention.runs.simulate import run_history, run_measures
from tests.test_runs_knockouts import disputed, prepared


def test_a_run_without_an_event_is_the_same_whoever_else_asks() -> None:
    """k1 asks for the event as if it never fired, k0 for what its firing does."""
    plan, asked = prepared()
    groups = together(plan.feeding, plan.measures)
    assert {quiet for _, quiet in groups} == {frozenset(), frozenset({"raid"})}
    every = run_measures(plan, seed=3, first=0, count=300)
    for measures in asked.values():
        alone = prepare(disputed(), "account", measures)
        single = run_measures(alone, seed=3, first=0, count=300)
        for measure in measures:
            np.testing.assert_array_equal(every.values[measure], single.values[measure])


def test_only_draws_in_which_the_event_fired_are_run_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, _ = prepared()
    drawn = sample(plan, seed=3, first=0, count=256)
    start = run_history(plan, drawn.numbers.rows, 1)
    count = next(event.count for event in plan.program.events) - plan.program.rows.first_state
    last = round((plan.program.end - plan.program.start) / plan.program.step)
    schedule = plan.schedules["rest"]
    free = run_segment(plan.program, drawn.numbers.rows, schedule, start.state, start.present, last)
    fired = int((free.final[count] > 0).sum())
    assert 0 < fired < 256
    sizes: list[int] = []

    def counted(*args: object, **options: object) -> object:
        sizes.append(args[3].shape[1])  # type: ignore[attr-defined]
        return run_segment(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "run_segment", counted)
    here = tuple(measure for measure in plan.measures if measure.scenario == "rest")
    run_measures(replace(plan, measures=here), seed=3, first=0, count=256)
    assert sizes == [256, fired]
    assert silenced(plan, drawn.numbers.rows, ()) is drawn.numbers.rows
