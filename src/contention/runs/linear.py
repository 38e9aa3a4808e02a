"""The Jacobian at the reference: stability, and the sign of every net effect."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats2d, Floats3d, Program
from contention.models.schedule import HISTORY, index_of
from contention.runs.engine import enter_present, initial_state, run_segment
from contention.runs.plan import Plan, numbers
from contention.runs.values import Recording

NUDGE = 1e-5
"""Central differences of this size; the equations are smooth at the reference."""


@dataclass(frozen=True)
class Linearised:
    """Jacobians of all continuous states at the reference, events and inputs as at present.

    Fixed delays (`delay(…)` in expressions) pass on a constant here.
    """

    states: tuple[str, ...]
    """names of the states, in the order of rows and columns"""
    jacobians: Floats3d
    """shape (draws, states, states), per year"""
    integrators: NDArray[np.bool_]
    """states that nothing, themselves included, acts back on: zero column or pure stock"""


def linearise(
    plan: Plan, *, seed: int, draws: int, first: int = 0, without: Collection[str] = ()
) -> Linearised:
    """Jacobians of `draws` draws by central differences through the engine itself."""
    program = plan.program
    rows = numbers(plan, seed=seed, first=first, count=draws, without=without).rows
    state = reference_state(program, rows, plan.model.references)
    positions = program.continuous[:, 0] - program.rows.first_state
    columns = []
    for position in positions:
        upper, lower = state.copy(), state.copy()
        size = NUDGE * np.maximum(1.0, np.abs(state[position]))
        upper[position] += size
        lower[position] -= size
        columns.append((_rates(plan, rows, upper) - _rates(plan, rows, lower)) / (2.0 * size))
    jacobians = (
        np.stack(columns, axis=-1).transpose(1, 0, 2) if columns else np.zeros((draws, 0, 0))
    )
    names = tuple(program.rows.states[position] for position in positions)
    return Linearised(names, jacobians, _integrators(names, jacobians))


def reference_state(program: Program, rows: Floats2d, references: Mapping[str, float]) -> Floats2d:
    """All states at the reference: levels and shares at theirs, stocks at their baselines."""
    state = initial_state(program, rows)
    for number, name in enumerate(program.rows.states):
        if name.startswith(("y:", "mean:", "fade:", "lag:")):
            state[number] = 0.0
        elif name.startswith("on:"):
            state[number] = references[name.removeprefix("on:")]
    return enter_present(program, rows, state)


def _rates(plan: Plan, rows: Floats2d, state: Floats2d) -> Floats2d:
    """Derivatives of all continuous states at present, shape (states, draws)."""
    program = plan.program
    present = index_of(program, program.present)
    derivative_rows = tuple(int(row) for row in program.continuous[:, 1])
    recording = Recording(derivative_rows, np.array([present]), rows.shape[1])
    segment = run_segment(
        program, rows, plan.schedules[HISTORY], state, present, present, recording=recording
    )
    return np.asarray(segment.recorded[0])


def _integrators(names: tuple[str, ...], jacobians: Floats3d) -> NDArray[np.bool_]:
    """Cumulative hazards, and stocks that nothing depends on."""
    idle = np.array([name.startswith(("hazard:", "total:")) for name in names], dtype=np.bool_)
    if not names:
        return idle
    stock = np.array([name.startswith("x:") for name in names], dtype=np.bool_)
    acts = np.abs(jacobians).max(axis=(0, 1)) > 0.0
    return np.asarray(idle | (stock & ~acts))
