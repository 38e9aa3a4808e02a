"""The Jacobian at the reference: stability, and the sign of every net effect.

Kept as its entries: in a large account each factor depends on a few others only.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats2d, Floats3d, Ints1d, Program, Schedule, StateColumn
from contention.models.schedule import HISTORY
from contention.models.states import HAZARDS, StateName, StateRole
from contention.models.time_grid import index_of
from contention.runs.engine import enter_present, initial_state, run_segment
from contention.runs.results import Recording
from contention.runs.run_inputs import Plan, numbers
from contention.runs.sparsity import Pattern, pattern

NUDGE = 1e-5
"""Central differences of this size; the equations are smooth at the reference."""
AT_REST = (StateRole.DEVIATION, StateRole.MEAN, StateRole.FADE, StateRole.LAG)
"""states that are zero at the reference"""
CUMULATIVE = (StateRole.HAZARD, StateRole.TOTAL)


@dataclass(frozen=True)
class Linearised:
    """Jacobians of all continuous states at the reference, events and inputs as at present.

    Fixed delays (`delay(…)` in expressions) pass on a constant here.
    """

    states: tuple[StateName, ...]
    """in the order of rows and columns"""
    rows: Ints1d
    """of each entry that can differ from zero"""
    columns: Ints1d
    entries: Floats2d
    """shape (draws, entries), per year"""
    integrators: NDArray[np.bool_]
    """states that nothing, themselves included, acts back on: zero column or pure stock"""

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.entries)

    def block(self, states: Ints1d, draws: slice = slice(None)) -> Floats3d:
        """Jacobians of some of the states among themselves, shape (draws, states, states)."""
        place = np.full(len(self.states), -1, dtype=np.int64)
        place[states] = np.arange(len(states))
        rows, columns = place[self.rows], place[self.columns]
        inside = (rows >= 0) & (columns >= 0)
        entries = self.entries[draws]
        found = np.zeros((len(entries), len(states), len(states)))
        found[:, rows[inside], columns[inside]] = entries[:, inside]
        return found


def linearise(
    plan: Plan, *, seed: int, draws: int, first: int = 0, without: Collection[str] = ()
) -> Linearised:
    """Jacobians of `draws` draws by central differences through the engine itself.

    States of which no rate depends on two are moved at once.
    """
    program = plan.program
    rows = numbers(plan, seed=seed, first=first, count=draws, without=without).rows
    state = reference_state(program, rows, plan.model.references)
    positions = program.continuous[:, StateColumn.STATE] - program.rows.first_state
    sizes = NUDGE * np.maximum(1.0, np.abs(state[positions]))
    sparse = pattern(program)
    entries = np.empty((draws, len(sparse.rows)))
    for group in sparse.groups:
        upper, lower = state.copy(), state.copy()
        upper[positions[group]] += sizes[group]
        lower[positions[group]] -= sizes[group]
        moved = _rates(plan, rows, upper) - _rates(plan, rows, lower)
        here = np.flatnonzero(np.isin(sparse.columns, group))
        change = moved[sparse.rows[here]] / (2.0 * sizes[sparse.columns[here]])
        entries[:, here] = change.T
    names = tuple(program.rows.states[position] for position in positions)
    integrators = _integrators(names, sparse, entries)
    return Linearised(names, sparse.rows, sparse.columns, entries, integrators)


def reference_state(program: Program, rows: Floats2d, references: Mapping[str, float]) -> Floats2d:
    """All states at the reference: quantities and shares at theirs, stocks at their baselines."""
    state = initial_state(program, rows)
    for number, name in enumerate(program.rows.states):
        if name.role in AT_REST:
            state[number] = 0.0
        elif name.role is StateRole.ON:
            state[number] = references[name.owner]
    return enter_present(program, rows, state)


def _rates(plan: Plan, rows: Floats2d, state: Floats2d) -> Floats2d:
    """Derivatives of all continuous states at present, shape (states, draws)."""
    program = plan.program
    present = index_of(program, program.present)
    derivative_rows = tuple(int(row) for row in program.continuous[:, StateColumn.DERIVATIVE])
    recording = Recording(derivative_rows, np.array([present]), rows.shape[1])
    segment = run_segment(
        program, rows, _hazards_on(plan), state, present, present, recording=recording
    )
    return np.asarray(segment.recorded[0])


def _hazards_on(plan: Plan) -> Schedule:
    """The schedule of history with hazards as they are after present."""
    history = plan.schedules[HISTORY]
    inputs = history.inputs.copy()
    inputs[plan.program.rows.inputs.index(HAZARDS)] = 1.0
    return replace(history, inputs=inputs)


def _integrators(
    names: tuple[StateName, ...], sparse: Pattern, entries: Floats2d
) -> NDArray[np.bool_]:
    """Cumulative hazards, and stocks that nothing depends on."""
    idle = np.array([name.role in CUMULATIVE for name in names], dtype=np.bool_)
    stock = np.array([name.role is StateRole.STOCK for name in names], dtype=np.bool_)
    acts = np.zeros(len(names), dtype=np.bool_)
    acts[sparse.columns[(entries != 0.0).any(axis=0)]] = True
    return np.asarray(idle | (stock & ~acts))
