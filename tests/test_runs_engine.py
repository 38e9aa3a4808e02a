"""Segments: what they read, how they join, and what memory they take."""

import tracemalloc
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from contention.models.program import Floats2d, Hold, Jump, Op, Program, Reducer, Schedule
from contention.runs.engine import enter_present, initial_state, run_segment
from contention.runs.results import Recording
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


def course(rate: float) -> Floats2d:
    return np.asarray(2.0 * (1.0 - STEP * rate) ** np.arange(STEPS + 1), dtype=np.float64)


def reduced_by_hand(values: Floats2d, step: float) -> list[float]:
    area = float(np.trapezoid(values, dx=step))
    mean = area / (step * (len(values) - 1)) if len(values) > 1 else values[0]
    return [values[0], values[-1], values[-1], values[-1] - values[0], values.min(), values.max(),
            mean, area]  # fmt: skip


def test_euler_is_euler() -> None:
    program, (_, row) = decay()
    parameters = rates(7)
    state = initial_state(program, parameters)
    recording = Recording((row,), np.arange(STEPS + 1), 7)
    segment = run_segment(
        program, parameters, plain_schedule(program), state, 0, STEPS, recording=recording
    )
    expected = np.array([course(rate) for rate in parameters[0]]).T
    np.testing.assert_allclose(segment.recorded[:, 0, :], expected, rtol=1e-13)
    np.testing.assert_array_equal(segment.final[0], segment.recorded[-1, 0])


def test_reducers_over_windows_and_horizons() -> None:
    program, (_, row) = decay()
    horizons = (90, 25, 40, 25)
    segment = run_segment(
        program, rates(1), plain_schedule(program), initial_state(program, rates(1)), 0, STEPS,
        reducers=reducers(row, START + 3.0, START + 8.0), horizons=horizons,
    )  # fmt: skip
    values = course(0.1)
    full = reduced_by_hand(values[30:81], STEP)
    cut = reduced_by_hand(values[30:41], STEP)
    cut[KINDS.index("at")] = np.nan
    np.testing.assert_allclose(segment.reduced[0, :, 0], full, rtol=1e-12)
    np.testing.assert_allclose(segment.reduced[2, :, 0], cut, rtol=1e-12)
    assert np.isnan(segment.reduced[[1, 3]]).all()


def test_a_window_of_one_point_has_a_mean_and_no_area() -> None:
    program, (_, row) = decay()
    found = run_segment(
        program, rates(1), plain_schedule(program), initial_state(program, rates(1)), 0, STEPS,
        reducers=reducers(row, START + 3.0, START + 3.0),
    ).reduced[0, :, 0]  # fmt: skip
    np.testing.assert_allclose(found, reduced_by_hand(course(0.1)[30:31], STEP), rtol=1e-12)


def test_first_time_and_duration_of_a_condition() -> None:
    builder = ProgramBuilder()
    level = builder.parameter()
    below = builder.do(
        Op.LESS, level, builder.do(Op.SUBTRACT, builder.time, builder.constant(START))
    )
    program = builder.build(STEPS, STEP)
    row = builder.number(below)
    found = run_segment(
        program, np.array([[-1.0, 4.95, 99.0]]), plain_schedule(program), np.zeros((0, 3)),
        0, STEPS, horizons=(40, STEPS),
        reducers=[Reducer("first_time", row, START, END),
                  Reducer("duration_above", row, START, END)],
    ).reduced  # fmt: skip
    np.testing.assert_allclose(found[0], [[0.0, np.inf, np.inf], [4.0, 0.0, 0.0]], atol=1e-9)
    np.testing.assert_allclose(found[1], [[0.0, 5.0, np.inf], [10.0, 5.05, 0.0]], atol=1e-9)


def test_numbers_do_not_depend_on_who_else_is_read() -> None:
    program, (_, row) = decay()
    parameters = rates(300)
    state, schedule = initial_state(program, parameters), plain_schedule(program)
    together = run_segment(program, parameters, schedule, state, 0, STEPS, reducers=reducers(row))
    for number, reducer in enumerate(reducers(row)):
        alone = run_segment(program, parameters, schedule, state, 0, STEPS, reducers=[reducer])
        np.testing.assert_array_equal(alone.reduced[:, 0], together.reduced[:, number])


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_workers_and_company_change_no_bit(method: Literal["euler", "rk4"]) -> None:
    program, parameters, schedule, row = busy(method, 700)
    state = initial_state(program, parameters)
    wanted = reducers(row)
    one, two = (
        run_segment(
            program, parameters, schedule, state, 0, STEPS, reducers=wanted, workers=workers
        )
        for workers in (1, 3)
    )
    for name in ("final", "reduced", "clamped"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()
    alone = run_segment(
        program, parameters[:, 555:556], schedule, state[:, 555:556], 0, STEPS, reducers=wanted
    )
    assert alone.reduced[:, :, 0].tobytes() == one.reduced[:, :, 555].tobytes()
    assert len(np.unique(one.reduced[0, 1])) > 600


def busy(method: Literal["euler", "rk4"], draws: int) -> tuple[Program, Floats2d, Schedule, int]:
    """A bit of everything: a driven state, an event that kicks, a delay, a hold, a jump."""
    builder = ProgramBuilder()
    rate, threshold, second = (builder.parameter() for _ in range(3))
    push, late = builder.input("push"), builder.input("late")
    one, short = builder.constant(1.0), builder.constant(0.75)
    y, trace = builder.state(one), builder.state()
    builder.slope(trace, builder.do(Op.NEGATE, trace))
    on, *_ = builder.event(
        hazard=builder.do(Op.ABS, y), thresholds=[threshold, second], duration=short, kicks=[trace]
    )
    drive = builder.do(Op.MULTIPLY_ADD, push, on, trace)
    pull = builder.do(Op.MULTIPLY_ADD, drive, builder.do(Op.NEGATE, rate), y)
    builder.slope(y, builder.do(Op.ADD, pull, late), (-1.0, 3.0))
    builder.delay(y, 7, late)
    program = builder.build(STEPS, STEP, method)
    grid = np.arange(STEPS + 1)
    schedule = plain_schedule(program, np.sin(grid / 9), np.zeros(STEPS + 1))
    held = np.where((grid >= 60) & (grid < 66), 0.5, np.nan)
    forced = np.where((grid >= 30) & (grid < 42), 1.0, np.nan)
    schedule = replace(
        schedule,
        holds=(Hold(builder.number(y), held), Hold(builder.number(on), forced)),
        jumps=(Jump(builder.number(y), 48, 0.5, 0.25),),
    )
    generator = np.random.default_rng(3)
    parameters = np.stack([generator.uniform(0.5, 3, draws), *generator.exponential(2, (2, draws))])
    return program, parameters, schedule, builder.number(y)


@pytest.mark.parametrize("method", ["euler", "rk4"])
@pytest.mark.parametrize("cut", [1, 30, 42, 48, 60, 66, 77])
def test_two_segments_are_one(method: Literal["euler", "rk4"], cut: int) -> None:
    program, parameters, schedule, row = busy(method, 200)
    state = initial_state(program, parameters)
    rows = tuple(range(program.rows.rows))
    points = np.arange(STEPS + 1)
    whole = run_segment(
        program, parameters, schedule, state, 0, STEPS, recording=Recording(rows, points, 200)
    )
    first = run_segment(program, parameters, schedule, state, 0, cut)
    second = run_segment(
        program, parameters, schedule, first.final, cut, STEPS,
        recording=Recording(rows, points[cut:], 200),
    )  # fmt: skip
    assert whole.final.tobytes() == second.final.tobytes()
    assert whole.recorded[cut:].tobytes() == second.recorded.tobytes()
    np.testing.assert_array_equal(whole.clamped, first.clamped | second.clamped)
    assert 0 < whole.clamped.sum() < 200
    assert len(np.unique(whole.recorded[:, row, 0])) > 60


def test_a_bound_stops_a_state_and_flags_the_draw() -> None:
    program, _ = decay(bounds=(1.5, np.inf))
    parameters = np.array([[0.01, 0.5]])
    segment = run_segment(
        program, parameters, plain_schedule(program), initial_state(program, parameters), 0, STEPS
    )
    assert segment.clamped.tolist() == [False, True]
    assert segment.final[0, 1] == 1.5
    assert segment.final[0, 0] > 1.5


def test_a_held_state_rests_and_goes_on_from_there() -> None:
    program, (_, row) = decay()
    grid = np.arange(STEPS + 1)
    held = np.where((grid >= 20) & (grid < 50), 5.0, np.nan)
    schedule = replace(plain_schedule(program), holds=(Hold(row, held),))
    values = run_segment(
        program, rates(1), schedule, initial_state(program, rates(1)), 0, STEPS,
        recording=Recording((row,), grid, 1),
    ).recorded[:, 0, 0]  # fmt: skip
    np.testing.assert_allclose(values[:20], course(0.1)[:20])
    np.testing.assert_array_equal(values[20:51], 5.0)
    np.testing.assert_allclose(values[50:], 2.5 * course(0.1)[: STEPS - 49])


def test_a_jump_acts_once_before_its_point_is_read() -> None:
    program, (_, row) = decay()
    schedule = replace(plain_schedule(program), jumps=(Jump(row, 10, 0.0, 3.0),))
    values = run_segment(
        program, rates(1), schedule, initial_state(program, rates(1)), 0, STEPS,
        recording=Recording((row,), np.arange(9, 12), 1),
    ).recorded[:, 0, 0]  # fmt: skip
    np.testing.assert_allclose(values, [course(0.1)[9], 3.0, 3.0 * 0.99])


def test_a_fixed_delay_gives_back_its_source() -> None:
    builder = ProgramBuilder()
    late = builder.input("late")
    builder.delay(builder.time, 7, late)
    program = builder.build(STEPS, STEP)
    row = builder.number(late)
    schedule = plain_schedule(program, np.full(STEPS + 1, np.nan))
    values = run_segment(
        program, np.zeros((0, 1)), schedule, np.zeros((7, 1)), 0, STEPS,
        recording=Recording((row,), np.arange(STEPS + 1), 1),
    ).recorded[:, 0, 0]  # fmt: skip
    np.testing.assert_array_equal(values[:7], 0.0)
    np.testing.assert_allclose(values[7:], schedule.inputs[0, :-7])


def test_present_sets_the_states_that_count_from_it() -> None:
    builder = ProgramBuilder()
    stock, level = builder.constant(10.0), builder.parameter()
    a, _ = builder.state(level), builder.state()
    builder.presents[a] = stock
    program = builder.build(STEPS)
    start = initial_state(program, np.array([[3.0, 4.0]]))
    np.testing.assert_array_equal(start, [[3.0, 4.0], [0.0, 0.0]])
    start[1] = 7.0
    np.testing.assert_array_equal(
        enter_present(program, np.array([[3.0, 4.0]]), start), [[10.0, 10.0], [7.0, 7.0]]
    )


def test_only_the_first_draws_are_recorded() -> None:
    program, (_, row) = decay()
    parameters = rates(400)
    recording = Recording((row, 0), np.array([3, 50]), 150)
    segment = run_segment(
        program, parameters, plain_schedule(program), initial_state(program, parameters), 0, STEPS,
        recording=recording,
    )  # fmt: skip
    assert segment.recorded.shape == (2, 2, 150)
    expected = np.array([course(rate)[[3, 50]] for rate in parameters[0, :150]]).T
    np.testing.assert_allclose(segment.recorded[:, 0], expected, rtol=1e-12)
    np.testing.assert_array_equal(segment.recorded[:, 1], 2.0)


def test_memory_does_not_grow_with_the_steps() -> None:
    program, (_, row) = decay()
    draws = 20_000
    parameters = rates(draws)
    state, schedule = initial_state(program, parameters), plain_schedule(program)
    run_segment(program, parameters[:, :1], schedule, state[:, :1], 0, STEPS)
    tracemalloc.start()
    try:
        run_segment(
            program, parameters, schedule, state, 0, STEPS, reducers=reducers(row), workers=2
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * draws * (len(KINDS) + 1) + 4_000_000
    assert peak < 8 * draws * STEPS / 2


def test_what_is_recorded_changes_no_bit() -> None:
    """Sums with products are fused, saturations and differences too, whoever looks at them."""
    builder = ProgramBuilder()
    first, second, third = (builder.parameter() for _ in range(3))
    y = builder.state(first)
    bent = builder.do(Op.MULTIPLY, second, builder.do(Op.SATURATE, y))
    drive = builder.do(Op.ADD, builder.do(Op.MULTIPLY, third, bent), second)
    gap = builder.do(Op.SUBTRACT, drive, y)
    total = builder.do(Op.ADD, builder.do(Op.MULTIPLY, drive, gap), builder.do(Op.MULTIPLY, y, y))
    builder.slope(y, builder.do(Op.DIVIDE, builder.do(Op.SATURATE, total), first))
    program = builder.build(STEPS, STEP)
    parameters = np.random.default_rng(2).uniform(0.5, 2, (3, 128))
    state, schedule = initial_state(program, parameters), plain_schedule(program)
    every = Recording(tuple(range(program.rows.rows)), np.arange(0, STEPS + 1, 3), 128)
    seen = run_segment(program, parameters, schedule, state, 0, STEPS, recording=every)
    unseen = run_segment(program, parameters, schedule, state, 0, STEPS)
    assert seen.final.tobytes() == unseen.final.tobytes()
    assert len(np.unique(unseen.final)) == 128
