"""Draws that leave the finite numbers, and calls that do not fit together."""

from typing import Literal

import numpy as np
import pytest

from contention.models.program import Op, Reducer
from contention.runs.engine import initial_state, run_segment
from contention.runs.results import Failure
from tests.program_builder import (
    END,
    KINDS,
    START,
    STEP,
    STEPS,
    ProgramBuilder,
    decay,
    plain_schedule,
    rates,
    reducers,
)


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_a_draw_that_runs_away_is_reported_and_not_a_number(
    method: Literal["euler", "rk4"],
) -> None:
    builder = ProgramBuilder()
    power = builder.parameter()
    calm, wild = builder.state(builder.constant(1.0)), builder.state(builder.constant(1.0))
    builder.slope(calm, builder.do(Op.NEGATE, calm))
    raised = builder.do(Op.MULTIPLY, power, builder.do(Op.MULTIPLY, wild, wild))
    builder.slope(wild, raised, (-np.inf, 1e9))
    builder.do(Op.LN, builder.do(Op.NEGATE, wild))  # nobody reads it: NaN is no failure
    program = builder.build(STEPS, STEP, method)
    parameters = np.full((1, 300), 0.01)
    parameters[0, [5, 200]] = np.inf, np.nan
    segment = run_segment(
        program, parameters, plain_schedule(program), initial_state(program, parameters), 0, STEPS,
        reducers=reducers(builder.number(calm)), workers=2,
    )  # fmt: skip
    row = builder.number(wild)
    assert segment.failures == (Failure(5, START, row), Failure(200, START, row))
    # Reducers that need the beginning only have their number; all others have none.
    lost = np.isnan(segment.reduced[0])
    assert lost[KINDS.index("initial")].sum() == 0
    assert np.flatnonzero(lost.any(axis=0)).tolist() == [5, 200]
    assert lost[1:, [5, 200]].all()
    assert np.isnan(segment.final[:, [5, 200]]).all()
    assert np.isfinite(np.delete(segment.final, [5, 200], axis=1)).all()


def test_the_time_of_an_overflow_is_the_first_point_that_is_not_finite() -> None:
    builder = ProgramBuilder()
    rate = builder.parameter()
    y = builder.state(builder.constant(1.0))
    builder.slope(y, builder.do(Op.MULTIPLY, rate, y))
    program = builder.build(STEPS, STEP)
    row = builder.number(y)
    parameters = np.array([[1.0, 1e40]])
    segment = run_segment(
        program, parameters, plain_schedule(program), initial_state(program, parameters), 0, STEPS,
        reducers=[Reducer("max", row, START, END), Reducer("at", row, START, START + 0.5)],
        horizons=(5, STEPS),
    )  # fmt: skip
    # (1 + 1e39)^n leaves the range of doubles at n = 8.
    (failure,) = segment.failures
    assert (failure.draw, failure.row) == (1, row)
    assert failure.time == pytest.approx(START + 7 * STEP)
    assert np.isnan(segment.reduced[1, 0, 1])
    assert segment.reduced[0, 0, 1] == pytest.approx(1e195)
    np.testing.assert_allclose(segment.reduced[1, 1], segment.reduced[0, 1])


def test_a_measure_that_divides_by_zero_fails_its_draw_and_its_number_only() -> None:
    builder = ProgramBuilder()
    when = builder.parameter()
    ratio = builder.do(
        Op.DIVIDE, builder.constant(1.0), builder.do(Op.SUBTRACT, builder.time, when)
    )
    program = builder.build(STEPS, STEP)
    schedule = plain_schedule(program)
    parameters = np.array([[START + 99.0, schedule.inputs[0, 33]]])
    row = builder.number(ratio)
    segment = run_segment(
        program, parameters, schedule, np.zeros((0, 2)), 0, STEPS,
        reducers=[Reducer("max", row, START, END), Reducer("final", row, START, END)],
    )  # fmt: skip
    assert segment.failures == (Failure(1, START + 33 * STEP, row),)
    assert np.isnan(segment.reduced[0]).tolist() == [[False, True], [False, False]]


def test_a_draw_that_failed_before_stays_failed() -> None:
    program, _ = decay()
    state = initial_state(program, rates(3))
    state[0, 1] = np.nan
    segment = run_segment(program, rates(3), plain_schedule(program), state, 40, STEPS)
    assert [(failure.draw, failure.time) for failure in segment.failures] == [(1, START + 4.0)]
    assert np.isnan(segment.final[0]).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parameters": np.zeros((2, 3))}, "parameters"),
        ({"state": np.zeros((1, 2))}, "state"),
        ({"last": STEPS + 1}, "leaves the grid"),
        ({"first": 9, "last": 8}, "leaves the grid"),
        ({"horizons": [2, 200]}, "horizons"),
        ({"reducers": [Reducer("max", 99, START, END)]}, "rows to read"),
        ({"first": 50, "reducers": [Reducer("max", 1, START, END)]}, "before this segment"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(change: dict[str, object], message: str) -> None:
    program, _ = decay()
    arguments: dict[str, object] = {
        "parameters": rates(3), "schedule": plain_schedule(program), "last": STEPS,
        "state": initial_state(program, rates(3)), "first": 0,
    }  # fmt: skip
    with pytest.raises(ValueError, match=message):
        run_segment(program, **(arguments | change))  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_an_overflow_that_a_bound_would_hide_is_a_failure(
    method: Literal["euler", "rk4"],
) -> None:
    builder = ProgramBuilder()
    slope, calm = builder.parameter(), builder.state(builder.constant(3.0))
    wild = builder.state(builder.constant(1e308))
    builder.slope(calm, builder.constant(-1.0))
    builder.slope(wild, slope, (0.0, 1e308))
    program = builder.build(2, 1.0, method)
    parameters = np.array([[1.0, 1.7e308]])
    state = initial_state(program, parameters)
    segment = run_segment(program, parameters, plain_schedule(program), state, 0, 2)
    assert segment.failures == (Failure(1, START + 1.0, builder.number(wild)),)
    assert np.isfinite(segment.final[:, 0]).all()
