"""One scenario for many draws, from present to end, reusing one run for several questions.

An event counts by the probability that it has happened, from its hazard as if it had not fired. If
its firing acts back on its hazard, that takes a run of its own in which it never fires. Until it
fires that run is the same as the one in which it may: so if a draw needs both, the run
with all events comes first, and only the draws in which the event fired are run again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.language.parsing import names
from contention.models.model import Measure
from contention.models.program import Floats2d, Floats3d, Ints1d, Reducer
from contention.models.time_grid import index_of
from contention.runs.engine import run_segment
from contention.runs.pruning import pruned
from contention.runs.results import Failure, Segment
from contention.runs.run_inputs import Plan, silenced

Booleans = NDArray[np.bool_]
Quiet = frozenset[str]
"""events that are kept from firing"""
FREE: Quiet = frozenset()


@dataclass(frozen=True)
class Asked:
    """What is asked of one scenario with the same events suppressed."""

    measures: tuple[Measure, ...]
    draws: Booleans
    """shape (draws,): those for which it is asked"""


@dataclass(frozen=True)
class Branch:
    """The results; those of draws that were not asked for are undefined."""

    reduced: Floats3d
    """shape (horizons, measures, draws)"""
    stopped: Ints1d
    """shape (draws,): row of the first continuous state that ran into a bound, 0 where none did"""
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Start:
    """All draws at present: their parameter rows, their states, and how to continue them."""

    rows: Floats2d
    state: Floats2d
    present: int
    """grid index"""
    horizons: tuple[int, ...] = ()
    """grid indices at which all windows are cut; empty: the end"""
    workers: int = 1
    only_measured: bool = False
    """whether nothing is asked but measures, so that what they do not depend on is not run"""


def together(feeding: frozenset[str], measures: Sequence[Measure]) -> dict[
    tuple[str, Quiet], list[Measure]
]:  # fmt: skip
    """Measures that one run can give: of one scenario, with the same events kept from firing.

    `feeding` are the events whose firing acts back on their own hazard.
    """
    groups: dict[tuple[str, Quiet], list[Measure]] = {}
    for measure in measures:
        quiet = feeding.intersection(names(measure.inner))
        groups.setdefault((measure.scenario, quiet), []).append(measure)
    return groups


def reducer_of(plan: Plan, measure: Measure) -> Reducer:
    """What the engine is asked for a measure."""
    row = plan.program.measures[measure.key]
    return Reducer(measure.kind, row, measure.start, measure.end)


def branches(
    plan: Plan, start: Start, scenario: str, asked: Mapping[Quiet, Asked]
) -> dict[Quiet, Branch]:
    """Run one scenario for all that is asked of it."""
    shared = shared_run(plan, start, scenario, asked)
    return {quiet: shared.answer(quiet) for quiet in asked}


def shared_run(
    plan: Plan, start: Start, scenario: str, asked: Mapping[Quiet, Asked]
) -> "SharedRun":
    """Run one scenario as far as several answers need it."""
    runner = _Runner(plan, start, scenario)
    count = np.sum([each.draws for each in asked.values()], axis=0)
    several = count > 1
    first = several | asked[FREE].draws if FREE in asked else several
    every = tuple(dict.fromkeys(one for each in asked.values() for one in each.measures))
    return SharedRun(runner, asked, runner.run(FREE, every, np.flatnonzero(first)))


@dataclass(frozen=True)
class SharedRun:
    """One scenario with all events, in the draws in which several answers need it."""

    runner: "_Runner"
    asked: Mapping[Quiet, Asked]
    ran: "_Ran"

    def answer(self, quiet: Quiet) -> Branch:
        """What is asked with some events kept from firing; other draws are run for it."""
        return _answer(self.runner, quiet, self.asked[quiet], self.ran)


@dataclass(frozen=True)
class _Ran:
    """A run of some of the draws."""

    draws: Ints1d
    measures: tuple[Measure, ...]
    segment: Segment


@dataclass(frozen=True)
class _Runner:
    plan: Plan
    start: Start
    scenario: str

    def run(self, quiet: Quiet, measures: tuple[Measure, ...], draws: Ints1d) -> _Ran:
        """Run some of the draws with some events suppressed."""
        plan, start = self.plan, self.start
        if not len(draws):
            return _Ran(draws, measures, self._nothing(len(measures)))
        whole = len(draws) == start.rows.shape[1]
        rows = start.rows if whole else start.rows[:, draws]
        reducers = [reducer_of(plan, measure) for measure in measures]
        program = plan.program
        if start.only_measured:
            program = pruned(program, [reducer.row for reducer in reducers])
        segment = run_segment(
            program,
            silenced(plan, rows, quiet),
            plan.schedules[self.scenario],
            start.state if whole else start.state[:, draws],
            start.present,
            index_of(plan.program, plan.program.end),
            reducers=reducers,
            horizons=start.horizons,
            workers=start.workers,
        )
        return _Ran(draws, measures, segment)

    def _nothing(self, measures: int) -> Segment:
        """The outcome of running no draw."""
        return Segment(
            final=np.empty((len(self.plan.program.rows.states), 0)),
            reduced=np.empty((max(1, len(self.start.horizons)), measures, 0)),
            recorded=np.empty((0, 0, 0)),
            stopped=np.empty(0, dtype=np.int64),
            failures=(),
        )

    def fired(self, ran: _Ran, events: Collection[str]) -> Booleans:
        """The draws of a run in which any of these events fired, or may have: (ran,)."""
        found = np.zeros(len(ran.draws), dtype=np.bool_)
        for event in self.plan.program.events:
            if event.factor in events:
                row = event.count - self.plan.program.rows.first_state
                before = self.start.state[row, ran.draws]
                found |= ran.segment.final[row] != before  # so, too, if it failed: NaN
        return found


def _answer(runner: _Runner, quiet: Quiet, asked: Asked, free: _Ran) -> Branch:
    """The part of the free run that answers, and a run of the rest."""
    number = {measure: place for place, measure in enumerate(free.measures)}
    rows = [number[measure] for measure in asked.measures]
    alike = asked.draws[free.draws] & ~runner.fired(free, quiet)
    taken = np.flatnonzero(alike)
    left = asked.draws.copy()
    left[free.draws[taken]] = False
    again = runner.run(quiet, asked.measures, np.flatnonzero(left))
    shape = (free.segment.reduced.shape[0], len(rows), len(asked.draws))
    reduced, stopped = np.full(shape, np.nan), np.zeros(shape[2], dtype=np.int64)
    reduced[:, :, free.draws[taken]] = free.segment.reduced[:, rows][:, :, taken]
    stopped[free.draws[taken]] = free.segment.stopped[taken]
    reduced[:, :, again.draws] = again.segment.reduced
    stopped[again.draws] = again.segment.stopped
    failures = [*_kept(free, alike), *_kept(again, np.ones(len(again.draws), dtype=np.bool_))]
    return Branch(reduced, stopped, tuple(sorted(failures, key=lambda item: item.draw)))


def _kept(ran: _Ran, alike: Booleans) -> list[Failure]:
    """The failures of a run in the draws that count, under the numbers of all draws."""
    return [
        Failure(int(ran.draws[item.draw]), item.time, item.row)
        for item in ran.segment.failures
        if alike[item.draw]
    ]
