"""Events: when they fire and end, what they kick, and how interventions switch them."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from contention.models.program import Floats1d, Floats2d, Hold, Op, Program
from contention.runs.engine import initial_state, run_segment
from contention.runs.results import Recording
from tests.program_builder import ProgramBuilder, Ref, plain_schedule

STEPS = 200
STEP = 0.05


def eventful(
    duration: float, occurrences: int = 2
) -> tuple[Program, dict[str, Ref], ProgramBuilder]:
    """Hazard 1 a year; thresholds are parameters; a trace that fades in half a year."""
    builder = ProgramBuilder()
    thresholds = [builder.parameter() for _ in range(occurrences)]
    trace = builder.state()
    half, one = builder.constant(-2.0), builder.constant(1.0)
    builder.slope(trace, builder.do(Op.MULTIPLY, half, trace))
    on, count, remaining, gathered = builder.event(
        hazard=one, thresholds=thresholds, duration=builder.constant(duration), kicks=[trace]
    )
    rows = {"on": on, "count": count, "remaining": remaining, "gathered": gathered, "trace": trace}
    return builder.build(STEPS, STEP), rows, builder


def courses(
    program: Program, builder: ProgramBuilder, rows: dict[str, Ref], parameters: Floats2d,
    hold: Floats1d | None = None,
) -> dict[str, Floats2d]:  # fmt: skip
    """(grid points, draws) of each named row."""
    schedule = plain_schedule(program)
    if hold is not None:
        schedule = replace(schedule, holds=(Hold(builder.number(rows["on"]), hold),))
    recording = Recording(
        tuple(builder.number(row) for row in rows.values()), np.arange(STEPS + 1), 1000
    )
    state = initial_state(program, parameters)
    segment = run_segment(program, parameters, schedule, state, 0, STEPS, recording=recording)
    assert segment.failures == ()
    return {name: segment.recorded[:, number] for number, name in enumerate(rows)}


def test_an_event_fires_within_a_step_of_its_threshold_and_lasts_its_duration() -> None:
    program, rows, builder = eventful(duration=0.5)
    thresholds = np.array([[0.201, 1.234, 99.0], [2.99, 99.0, 99.0]])
    found = courses(program, builder, rows, thresholds)
    times = STEP * np.arange(STEPS + 1)
    on = found["on"] != 0
    # While on, no hazard gathers: the first draw fires again at 0.25 + 0.5 + 3.0.
    fired = np.flatnonzero(np.diff(on[:, 0].astype(int)) == 1) + 1
    np.testing.assert_allclose(times[fired], [0.25, 3.75], atol=1e-9)
    assert 1.234 <= times[on[:, 1].argmax()] <= 1.234 + STEP
    assert on.sum(axis=0).tolist() == [20, 10, 0]
    assert found["count"][-1].tolist() == [2, 1, 0]
    assert not on[-1].any()


def test_an_event_occurs_no_more_often_than_it_has_thresholds() -> None:
    program, rows, builder = eventful(duration=0.1, occurrences=3)
    found = courses(program, builder, rows, np.full((3, 1), 0.5))
    assert found["count"][-1, 0] == 3
    assert (np.diff(found["on"][:, 0]) == 1).sum() == 3


def test_a_permanent_event_stays() -> None:
    program, rows, builder = eventful(duration=np.inf)
    found = courses(program, builder, rows, np.full((2, 1), 1.0))
    first = int(found["on"][:, 0].argmax())
    assert first == 20
    assert found["on"][first:, 0].all()
    assert found["gathered"][-1, 0] == 0


def test_a_trace_is_kicked_and_fades() -> None:
    program, rows, builder = eventful(duration=0.5)
    trace = courses(program, builder, rows, np.array([[1.0], [99.0]]))["trace"][:, 0]
    assert (trace[:20] == 0).all()
    np.testing.assert_allclose(trace[20:], (1 - 2 * STEP) ** np.arange(STEPS - 19), rtol=1e-12)


def held(first: int, last: int, value: float) -> Floats1d:
    grid = np.arange(STEPS + 1)
    return np.where((grid >= first) & (grid < last), value, np.nan)


def test_an_event_held_on_kicks_and_ends_with_the_hold() -> None:
    program, rows, builder = eventful(duration=0.5)
    found = courses(program, builder, rows, np.full((2, 1), 99.0), held(40, 70, 1.0))
    on, trace = found["on"][:, 0], found["trace"][:, 0]
    assert np.flatnonzero(on).tolist() == list(range(40, 70))
    assert trace[39] == 0
    assert trace[40] == 1
    assert found["count"][-1, 0] == 0


def test_an_event_held_off_does_not_fire_and_gathers_no_hazard() -> None:
    program, rows, builder = eventful(duration=0.5)
    found = courses(program, builder, rows, np.full((2, 1), 1.0), held(10, 70, 0.0))
    on, gathered = found["on"][:, 0], found["gathered"][:, 0]
    assert (gathered[10:71] == gathered[10]).all()
    assert on.argmax() == 80


def test_holding_off_interrupts_an_event_for_good() -> None:
    program, rows, builder = eventful(duration=3.0, occurrences=1)
    found = courses(program, builder, rows, np.full((1, 1), 1.0), held(30, 34, 0.0))
    assert np.flatnonzero(found["on"][:, 0]).tolist() == list(range(20, 30))
    assert found["remaining"][-1, 0] == 0


@pytest.mark.parametrize("seed", range(4))
def test_firing_times_agree_with_an_independent_integrator(seed: int) -> None:
    """A hazard that grows with a driven state; solve_ivp finds the crossing."""
    builder = ProgramBuilder()
    rate, threshold = builder.parameter(), builder.parameter()
    y = builder.state(builder.constant(0.5))
    builder.slope(y, builder.do(Op.MULTIPLY, rate, builder.do(Op.COS, builder.time)))
    hazard = builder.do(Op.EXP, y)
    rows = dict(zip(("on", "count", "remaining", "gathered"),
                    builder.event(hazard=hazard, thresholds=[threshold],
                                  duration=builder.constant(np.inf)), strict=True))  # fmt: skip
    program = builder.build(STEPS, STEP, "rk4", start=0.0)
    generator = np.random.default_rng(seed)
    parameters = np.stack([generator.uniform(-1, 1, 40), generator.exponential(3, 40)])
    on = courses(program, builder, rows, parameters)["on"] != 0
    for draw in range(40):
        rate_, threshold_ = parameters[:, draw]

        def slopes(t: float, s: Floats1d, rate_: float = rate_) -> list[float]:
            return [rate_ * np.cos(t), np.exp(s[0])]

        def crossing(_t: float, s: Floats1d, threshold_: float = threshold_) -> float:
            return float(s[1] - threshold_)

        exact = solve_ivp(slopes, (0, STEPS * STEP), [0.5, 0.0], rtol=1e-10, events=crossing)
        assert exact.t_events is not None
        if len(exact.t_events[0]):
            due, fired = exact.t_events[0][0], STEP * on[:, draw].argmax()
            assert due - 1e-6 <= fired <= due + STEP + 1e-6
        else:
            assert not on[:, draw].any()


def test_the_probability_of_having_fired_is_that_of_the_hazard() -> None:
    program, rows, builder = eventful(duration=np.inf)
    generator = np.random.default_rng(9)
    parameters = generator.exponential(1.0, (2, 1000))
    on = courses(program, builder, rows, parameters)["on"] != 0
    expected = 1 - np.exp(-STEP * np.arange(STEPS + 1))
    np.testing.assert_allclose(on.mean(axis=1), expected, atol=0.05)
