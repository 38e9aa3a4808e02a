"""Where nothing acts, equations are not evaluated again: the numbers are the same, bit by bit."""

from dataclasses import replace

import numpy as np
import pytest

from contention.models.program import Hold, Jump, Op, Program, Reducer, Schedule
from contention.runs import kernel_arrays
from contention.runs.engine import initial_state, run_segment
from contention.runs.results import Recording, Segment
from contention.runs.steady import unchanged_until
from tests.program_builder import END, START, STEP, STEPS, ProgramBuilder, plain_schedule

DRAWS = 140
GRID = np.arange(STEPS + 1)


def still(builder: ProgramBuilder) -> tuple[Program, Schedule, list[int]]:
    """At rest until a push, a hold, a shock or an event comes; a count goes on meanwhile."""
    rate, threshold = builder.parameter(), builder.parameter()
    push, gate = builder.input("push"), builder.input("gate")
    y, count, trace = builder.state(builder.constant(-0.0)), builder.state(), builder.state()
    pull = builder.do(Op.MULTIPLY_ADD, push, builder.do(Op.NEGATE, rate), y)
    builder.slope(y, builder.do(Op.ADD, pull, trace), (-1.0, 3.0))
    builder.slope(trace, builder.do(Op.NEGATE, trace))
    builder.slope(count, builder.do(Op.MULTIPLY_ADD, rate, rate, y), (0.0, 8.0))
    hazard = builder.do(Op.MULTIPLY, gate, rate)
    short = builder.constant(0.75)
    builder.event(hazard=hazard, thresholds=[threshold], duration=short, kicks=[trace])
    shown = [builder.number(row) for row in (y, count, builder.do(Op.EXP, y))]
    program = builder.build(STEPS, STEP)
    shown[2] = program.rows.rows - 1
    schedule = plain_schedule(program, 1.0 * ((GRID >= 20) & (GRID < 30)), 1.0 * (GRID >= 70))
    held = np.where((GRID >= 5) & (GRID < 12), 0.0, np.nan)
    jump = Jump(shown[0], 90, 0.5, 0.25)
    return program, replace(schedule, holds=(Hold(shown[0], held),), jumps=(jump,)), shown


def ran(kept: list[int]) -> Segment:
    program, schedule, (y, count, level) = still(ProgramBuilder())
    rng = np.random.default_rng(2)
    parameters = np.stack([rng.uniform(0.5, 3.0, DRAWS), rng.exponential(4.0, DRAWS)])
    parameters[0, 5] = 0.0
    reducers = [Reducer("mean", level, START + 1.0, END), Reducer("final", count, START, END),
                Reducer("change", level, START + 0.5, START + 6.0),
                Reducer("max", y, START, START + 9.5)]  # fmt: skip
    return run_segment(
        program, parameters, schedule, initial_state(program, parameters), 0, STEPS,
        reducers=reducers, horizons=(4, 33, 80, STEPS),
        recording=Recording((y, count, level), np.array(kept, dtype=np.int64), DRAWS),
    )  # fmt: skip


@pytest.mark.parametrize("kept", [[], [3, 19, 21, 69, 99], list(range(STEPS + 1))])
def test_resting_changes_no_bit(kept: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    resting = ran(kept)
    monkeypatch.setattr(kernel_arrays, "unchanged_until", lambda *_: GRID)
    stepping = ran(kept)
    for name in ("final", "reduced", "recorded", "stopped"):
        assert getattr(resting, name).tobytes() == getattr(stepping, name).tobytes(), name
    assert len(np.unique(resting.final)) > DRAWS


def test_how_long_nothing_changes_from_outside() -> None:
    found = []

    def looked(*given: object) -> object:
        found.append(unchanged_until(*given))  # type: ignore[arg-type]
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel_arrays, "unchanged_until", looked)
        ran([])
    # time, which no equation reads, does not count; the shock at 90 does
    assert np.unique(found[0]).tolist() == [4, 11, 19, 29, 69, 89, STEPS]
