"""Running an account: measures for judging, courses for looking at, one draw for replay."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d, Reducer
from contention.models.schedule import HISTORY, grid, index_of
from contention.runs.engine import enter_present, initial_state, run_segment
from contention.runs.plan import Plan, numbers, recompiled
from contention.runs.values import Course, Failure, Recording


@dataclass(frozen=True)
class ScenarioFailure:
    """A draw that went to NaN or infinity in one scenario ('' is history)."""

    scenario: str
    failure: Failure
    factor: str
    """whose row it was, as far as that can be told"""


@dataclass(frozen=True)
class MeasureRun:
    """Values of all measures of a plan, and what befell the draws on the way."""

    values: Mapping[Measure, Floats2d]
    """shape (horizons, draws) each"""
    clamped: NDArray[np.bool_]
    """draws that ran into a bound anywhere"""
    offset: Floats1d
    """largest distance of a level or share from its reference at present, per draw"""
    raised: Mapping[str, float]
    """time-constant key → share of draws in which it was raised to four steps"""
    failures: tuple[ScenarioFailure, ...]


def run_measures(
    plan: Plan,
    *,
    seed: int,
    first: int,
    count: int,
    horizons: Sequence[float] = (),
    without: Collection[str] = (),
    workers: int = 1,
) -> MeasureRun:
    """Run history once, then every scenario that a measure of the plan mentions.

    `horizons` are decimal years at which all windows are cut; the end where empty. Draws keep
    their numbers: draw `first + i` is column i.
    """
    drawn = numbers(plan, seed=seed, first=first, count=count, without=without)
    start = run_history(plan, drawn.rows, workers, first=first)
    clamped, failures = start.clamped.copy(), list(start.failures)
    lost = {item.failure.draw for item in start.failures}
    values: dict[Measure, Floats2d] = {}
    for scenario in dict.fromkeys(measure.scenario for measure in plan.measures):
        wanted = [measure for measure in plan.measures if measure.scenario == scenario]
        segment = run_segment(
            plan.program,
            drawn.rows,
            plan.schedules[scenario],
            start.state,
            start.present,
            index_of(plan.program, plan.program.end),
            reducers=[_reducer(plan, measure) for measure in wanted],
            horizons=[index_of(plan.program, horizon) for horizon in horizons],
            workers=workers,
        )
        clamped |= segment.clamped
        found = [_failure(plan, scenario, item, first) for item in segment.failures]
        failures += [item for item in found if item.failure.draw not in lost]
        for number, measure in enumerate(wanted):
            values[measure] = segment.reduced[:, number, :].copy()
    _void(values, failures, first)
    return MeasureRun(values, clamped, start.offset, drawn.raised, tuple(failures))


def _void(values: dict[Measure, Floats2d], failures: list[ScenarioFailure], first: int) -> None:
    """A draw that failed in history has no number in any scenario."""
    for failure in failures:
        if failure.scenario == HISTORY:
            for array in values.values():
                array[:, failure.failure.draw - first] = np.nan


def _reducer(plan: Plan, measure: Measure) -> Reducer:
    row = plan.program.measures[measure.key]
    return Reducer(measure.kind, row, measure.start, measure.end)


@dataclass(frozen=True)
class Present:
    """All draws at present, where scenarios branch off."""

    state: Floats2d
    present: int
    """grid index"""
    clamped: NDArray[np.bool_]
    offset: Floats1d
    failures: tuple[ScenarioFailure, ...]
    recorded: NDArray[np.float64]


def run_history(
    plan: Plan,
    rows: Floats2d,
    workers: int,
    recording: Recording | None = None,
    *,
    first: int = 0,
) -> Present:
    """Run all draws from the start to present; draw `first` is column 0."""
    program = plan.program
    present = index_of(program, program.present)
    segment = run_segment(
        program,
        rows,
        plan.schedules[HISTORY],
        initial_state(program, rows),
        0,
        present,
        recording=recording,
        workers=workers,
    )
    return Present(
        state=enter_present(program, rows, segment.final),
        present=present,
        clamped=segment.clamped,
        offset=_offset(plan, segment.final),
        failures=tuple(_failure(plan, HISTORY, item, first) for item in segment.failures),
        recorded=segment.recorded,
    )


def _offset(plan: Plan, final: Floats2d) -> Floats1d:
    """Largest distance from the reference over all levels and shares, in log or log-odds units."""
    adjusting = [
        number for number, name in enumerate(plan.program.rows.states) if name.startswith("y:")
    ]
    if not adjusting:
        return np.zeros(final.shape[1])
    return np.asarray(np.abs(final[adjusting]).max(axis=0))


def _failure(plan: Plan, scenario: str, failure: Failure, first: int) -> ScenarioFailure:
    numbered = Failure(failure.draw + first, failure.time, failure.row)
    number = failure.row - plan.program.rows.first_state
    states = plan.program.rows.states
    name = states[number] if 0 <= number < len(states) else ""
    return ScenarioFailure(scenario, numbered, name.partition(":")[2].partition("#")[0])


def run_courses(
    plan: Plan,
    scenarios: Iterable[str],
    *,
    seed: int,
    draws: int,
    first: int = 0,
    points: int = 120,
    factors: Iterable[str] | None = None,
    without: Collection[str] = (),
    workers: int = 1,
) -> dict[str, Course]:
    """Courses of factors from start to end in each scenario, at about `points` times.

    Every course carries the same history. All factors of the account where none are named.
    """
    every = [item.factor.id for item in plan.model.equations]
    ready = recompiled(plan, every if factors is None else factors)
    program = ready.program
    drawn = numbers(ready, seed=seed, first=first, count=draws, without=without)
    times, names = grid(program), sorted(program.outputs)
    rows = tuple(program.outputs[name] for name in names)
    present, last = index_of(program, program.present), len(times) - 1
    kept = _kept(present, last, points)
    before = Recording(rows, kept[kept < present], draws)
    after = Recording(rows, kept[kept >= present], draws)
    start = run_history(ready, drawn.rows, workers, before)
    courses = {}
    for scenario in scenarios:
        segment = run_segment(
            program,
            drawn.rows,
            ready.schedules[scenario],
            start.state,
            present,
            last,
            recording=after,
            workers=workers,
        )
        recorded = np.concatenate([start.recorded, segment.recorded])
        values = {name: recorded[:, number, :] for number, name in enumerate(names)}
        courses[scenario] = Course(scenario, times[kept], values)
    return courses


def _kept(present: int, last: int, points: int) -> NDArray[np.int64]:
    """Evenly spread grid indices that hold the first, the present and the last."""
    stride = max(1, last // points)
    return np.unique(
        np.concatenate(
            [np.arange(present, -1, -stride), np.arange(present, last, stride), [0, last]]
        )
    )


def replay(plan: Plan, scenario: str, *, seed: int, draw: int, points: int = 100_000) -> Course:
    """One draw of one scenario by number, at every grid point unless told otherwise."""
    return run_courses(plan, [scenario], seed=seed, draws=1, first=draw, points=points)[scenario]
