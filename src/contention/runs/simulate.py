"""Running an account: measures for judging, courses for looking at, one draw for replay."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d, Floats3d, Ints1d, Program
from contention.models.schedule import HISTORY
from contention.models.states import StateRole
from contention.models.time_grid import grid, index_of
from contention.runs.beginning import states_at_start
from contention.runs.branches import Asked, Branch, Quiet, Start, branches, together
from contention.runs.engine import enter_present, run_segment
from contention.runs.plan import Plan, numbers, recompiled, silenced
from contention.runs.pruning import pruned
from contention.runs.results import Course, Failure, Recording


@dataclass(frozen=True)
class ScenarioFailure:
    """A draw that went to NaN or infinity in one scenario ('' is history)."""

    scenario: str
    failure: Failure
    factor: str
    """whose row it was, if known"""


@dataclass(frozen=True)
class MeasureRun:
    """Values of all measures of a plan, and what happened to the draws."""

    values: Mapping[Measure, Floats2d]
    """shape (horizons, draws) each"""
    bounded: Mapping[str, NDArray[np.bool_]]
    """factor → draws in which it was the first to run into a bound, in history or a scenario"""
    offset: Floats1d
    """largest distance of a quantity or share from its reference at present, per draw"""
    arrived: Mapping[str, Floats1d]
    """stock → where history left it, before it was set to its baseline at present"""
    raised: Mapping[str, float]
    """time-constant key → share of draws in which it was raised to four steps"""
    failures: tuple[ScenarioFailure, ...]

    @property
    def clamped(self) -> NDArray[np.bool_]:
        """Draws that ran into a bound anywhere."""
        return np.asarray(sum(self.bounded.values(), np.zeros(len(self.offset), dtype=np.bool_)))


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

    `horizons` are decimal years at which all windows are cut; empty: the end. Draws keep
    their numbers: draw `first + i` is column i.
    """
    drawn = numbers(plan, seed=seed, first=first, count=count, without=without)
    start = run_history(plan, drawn.rows, workers, first=first)
    bounded, failures = _bounded(plan, start.stopped), list(start.failures)
    lost = {item.failure.draw for item in start.failures}
    values: dict[Measure, Floats2d] = {}
    horizon_points = tuple(index_of(plan.program, horizon) for horizon in horizons)
    begun = Start(drawn.rows, start.state, start.present, horizon_points, workers)
    for scenario, wanted, branch in _branched(plan, begun):
        for factor, draws in _bounded(plan, branch.stopped).items():
            bounded[factor] = bounded.get(factor, False) | draws
        found = [_failure(plan, scenario, item, first) for item in branch.failures]
        failures += [item for item in found if item.failure.draw not in lost]
        for number, measure in enumerate(wanted):
            values[measure] = branch.reduced[:, number, :].copy()
    _void(values, failures, first)
    return MeasureRun(values, bounded, start.offset, start.arrived, drawn.raised, tuple(failures))


def _bounded(plan: Plan, stopped: Ints1d) -> dict[str, NDArray[np.bool_]]:
    """Draws by the factor whose state ran into a bound first."""
    first, states = plan.program.rows.first_state, plan.program.rows.states
    return {
        states[row - first].owner: stopped == row
        for row in np.unique(stopped[stopped != 0]).tolist()
    }


def _branched(plan: Plan, begun: Start) -> Iterator[tuple[str, Sequence[Measure], Branch]]:
    """The branches of every scenario, in the order in which measures ask for them."""
    groups = together(plan.feeding, plan.measures)
    every = np.ones(begun.rows.shape[1], dtype=np.bool_)
    found: dict[str, dict[Quiet, Branch]] = {}
    for scenario in dict.fromkeys(scenario for scenario, _ in groups):
        asked = {
            quiet: Asked(tuple(measures), every)
            for (where, quiet), measures in groups.items()
            if where == scenario
        }
        found[scenario] = branches(plan, begun, scenario, asked)
    for (scenario, quiet), measures in groups.items():
        yield scenario, measures, found[scenario][quiet]


def _void(values: dict[Measure, Floats2d], failures: list[ScenarioFailure], first: int) -> None:
    """A draw that failed in history has no number in any scenario."""
    for failure in failures:
        if failure.scenario == HISTORY:
            for array in values.values():
                array[:, failure.failure.draw - first] = np.nan


@dataclass(frozen=True)
class Present:
    """All draws at present, where scenarios branch off."""

    state: Floats2d
    present: int
    """grid index"""
    stopped: Ints1d
    offset: Floats1d
    arrived: Mapping[str, Floats1d]
    failures: tuple[ScenarioFailure, ...]
    recorded: NDArray[np.float64]


def run_history(
    plan: Plan,
    rows: Floats2d,
    workers: int,
    recording: Recording | None = None,
    *,
    first: int = 0,
    measures: Sequence[Measure] | None = None,
) -> Present:
    """Run all draws from the start to present; draw `first` is column 0.

    With `measures` only what these depend on is run: other states stay as they were at the start.
    """
    program = plan.program
    if measures is not None:
        program = pruned(program, [program.measures[measure.key] for measure in measures])
    present, set_at_present = index_of(program, program.present), program.at_present
    segment = run_segment(
        program,
        rows,
        plan.schedules[HISTORY],
        states_at_start(plan, rows),
        0,
        present,
        recording=recording,
        workers=workers,
    )
    return Present(
        state=enter_present(program, rows, segment.final),
        present=present,
        stopped=segment.stopped,
        offset=_offset(plan, segment.final),
        arrived={
            name.owner: segment.final[number].copy()
            for number, name in enumerate(program.rows.states)
            if name.role is StateRole.STOCK and program.rows.first_state + number in set_at_present
        },
        failures=tuple(_failure(plan, HISTORY, item, first) for item in segment.failures),
        recorded=segment.recorded,
    )


def _offset(plan: Plan, final: Floats2d) -> Floats1d:
    """Largest distance of quantities and shares from their references, in log or log-odds units."""
    adjusting = [
        number
        for number, name in enumerate(plan.program.rows.states)
        if name.role is StateRole.DEVIATION
    ]
    if not adjusting:
        return np.zeros(final.shape[1])
    return np.asarray(np.abs(final[adjusting]).max(axis=0))


def _failure(plan: Plan, scenario: str, failure: Failure, first: int) -> ScenarioFailure:
    numbered = Failure(failure.draw + first, failure.time, failure.row)
    number = failure.row - plan.program.rows.first_state
    states = plan.program.rows.states
    factor = ""
    if 0 <= number < len(states) and states[number].role is not StateRole.EXPRESSION:
        factor = states[number].owner
    return ScenarioFailure(scenario, numbered, factor)


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

    Every course carries the same history. Default: all factors of the account.
    """
    every = [item.factor.id for item in plan.model.equations]
    ready = recompiled(plan, every if factors is None else factors)
    drawn = numbers(ready, seed=seed, first=first, count=draws, without=without).rows
    times, shown = grid(ready.program), sorted(ready.program.outputs)
    present = index_of(ready.program, ready.program.present)
    kept = _kept(present, len(times) - 1, points)
    before = Recording(_rows_of(ready.program, shown), kept[kept < present], draws)
    start = run_history(ready, drawn, workers, before)
    courses = {}
    for scenario in scenarios:
        after = _after(ready, drawn, start, scenario, kept[kept >= present], workers)
        found = np.concatenate([start.recorded, after])
        values = {name: found[:, number, :] for number, name in enumerate(shown)}
        courses[scenario] = Course(scenario, times[kept], values)
    return courses


def _after(
    plan: Plan, rows: Floats2d, start: Present, scenario: str, kept: Ints1d, workers: int
) -> Floats3d:
    """All outputs from present on; each event that feeds on itself as if it had not fired."""
    shown = sorted(plan.program.outputs)

    def recorded(quiet: frozenset[str], names: Sequence[str]) -> Floats3d:
        return run_segment(
            plan.program,
            silenced(plan, rows, quiet),
            plan.schedules[scenario],
            start.state,
            start.present,
            int(kept[-1]),
            recording=Recording(_rows_of(plan.program, names), kept, rows.shape[1]),
            workers=workers,
        ).recorded

    found = recorded(frozenset(), shown)
    for event in plan.feeding.intersection(shown):
        found[:, shown.index(event)] = recorded(frozenset({event}), [event])[:, 0]
    return found


def _rows_of(program: Program, names: Sequence[str]) -> tuple[int, ...]:
    return tuple(program.outputs[name] for name in names)


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
