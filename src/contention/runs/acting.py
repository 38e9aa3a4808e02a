"""Which parameters affect a run: those of a link do not while its cause stays at rest.

The strength of a link multiplies what its effect sees of the cause. If that is zero throughout (a
level that never leaves its reference, an event that never comes), any other strength gives the same
run bit for bit, except for the sign of a zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.parameters import Sample
from contention.models.program import Floats2d, Ints1d, Reducer
from contention.models.schedule import HISTORY as HISTORY_KEY
from contention.models.time_grid import index_of
from contention.runs.beginning import states_at_start
from contention.runs.branches import FREE, Quiet, together
from contention.runs.engine import run_segment
from contention.runs.run_inputs import Plan, silenced
from contention.runs.simulate import run_history

Booleans = NDArray[np.bool_]
Group = tuple[str, Quiet]
HISTORY: Group = (HISTORY_KEY, FREE)


@dataclass(frozen=True)
class Acting:
    """Where each parameter row acts in some draws, run with all claims."""

    present: int
    """grid index"""
    state: Floats2d | None
    """states at present; None if history is to be run in any case"""
    acts: Mapping[Group, Booleans]
    """shape (parameters, draws) each; where a group is missing, everything acts"""

    def touched(self, group: Group, numbers: Ints1d, changed: Booleans, draws: Ints1d) -> Booleans:
        """Where a change of some parameter rows, (rows, columns), comes to anything.

        `draws` are the numbers of the draws behind the columns.
        """
        if group in self.acts:
            changed = changed & self.acts[group][numbers[:, None], draws]
        return np.asarray(changed.any(axis=0))


def acts_always(plan: Plan, sample: Sample) -> Acting:
    """As if everything acted in every draw."""
    del sample
    return Acting(index_of(plan.program, plan.program.present), None, {})


def acting(plan: Plan, sample: Sample, groups: Iterable[Group], *, workers: int = 1) -> Acting:
    """Run the draws of a sample with all claims, and record where the causes of links move.

    Runge-Kutta steps also evaluate between grid points, which is not observed: everything is then
    taken to act.
    """
    if plan.program.method != "euler":
        return acts_always(plan, sample)
    rows = sample.numbers.rows
    start = run_history(plan, rows, workers)
    found = {HISTORY: _acts(plan, rows, states_at_start(plan, rows), HISTORY, workers)}
    for group in groups:
        found[group] = _acts(plan, rows, start.state, group, workers)
    return Acting(start.present, start.state, found)


MANY = 16
"""number of removals from which it pays to find out first where anything moves"""


def acting_if_many(plan: Plan, sample: Sample, removals: int, *, workers: int = 1) -> Acting | None:
    """Where the rows of a plan act, if finding that out pays for this many removals."""
    if removals < MANY:
        return None
    groups = together(plan.feeding, plan.measures)
    return acting(plan, sample, groups, workers=workers)


def _acts(plan: Plan, rows: Floats2d, state: Floats2d, group: Group, workers: int) -> Booleans:
    scenario, quiet = group
    program = plan.program
    begin, end = program.start, program.present
    if group != HISTORY:
        begin, end = program.present, program.end
    watched = tuple(dict.fromkeys(row for found in program.signals.values() for row in found))
    segment = run_segment(
        program,
        silenced(plan, rows, quiet),
        plan.schedules[scenario],
        state,
        index_of(program, begin),
        index_of(program, end),
        reducers=[Reducer("first_time", row, begin, end) for row in watched],
        workers=workers,
    )
    moves = dict(zip(watched, ~np.isposinf(segment.reduced[0]), strict=True))
    result = np.ones(rows.shape, dtype=np.bool_)
    for number, name in enumerate(program.rows.parameters):
        if name in program.signals:
            result[number] = np.any([moves[row] for row in program.signals[name]], axis=0)
    return result
