"""What moves in a run and is not computed within a step: states, inputs and drawn numbers."""

import numpy as np

from contention.models.program import Floats2d, Program, Schedule
from contention.runs.engine import run_segment
from contention.runs.results import Recording


def run_trace(
    program: Program, parameters: Floats2d, schedule: Schedule, state: Floats2d,
    first: int, last: int,
) -> dict[int, Floats2d]:  # fmt: skip
    """Row → values at grid points `first` to `last` of a segment, (points, draws).

    `parameters` is (parameters, draws) and comes back as (1, draws) each; `state` is (states,
    draws) at `first`. Values of a draw that fails are NaN from then on.
    """
    rows, draws = program.rows, parameters.shape[1]
    recorded = tuple(range(rows.first_input, rows.first_temporary))
    points = np.arange(first, last + 1)
    segment = run_segment(
        program, parameters, schedule, state, first, last,
        recording=Recording(recorded, points, draws),
    )  # fmt: skip
    found = {row: segment.recorded[:, number] for number, row in enumerate(recorded)}
    drawn = {
        rows.first_parameter + number: parameters[number : number + 1]
        for number in range(len(parameters))
    }
    return found | drawn
