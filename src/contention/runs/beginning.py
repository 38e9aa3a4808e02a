"""The states of an account at the start of a run."""

import numpy as np

from contention.models.program import Floats2d
from contention.runs.engine import initial_state, run_segment
from contention.runs.results import Recording
from contention.runs.run_inputs import Plan


def states_at_start(plan: Plan, rows: Floats2d) -> Floats2d:
    """States at the start, (states, draws), of draws with these parameter rows."""
    if plan.setup is None:
        return initial_state(plan.program, rows)
    setup, draws = plan.setup, rows.shape[1]
    wanted = tuple(dict.fromkeys(setup.starts.tolist()))
    if not wanted:
        return np.zeros((0, draws))
    recording = Recording(wanted, np.zeros(1, dtype=np.int64), draws)
    nothing = np.zeros((0, draws))
    segment = run_segment(
        setup.program, rows, setup.schedule, nothing, 0, 0, recording=recording
    )  # fmt: skip
    places = {row: place for place, row in enumerate(wanted)}
    return np.asarray(segment.recorded[0][[places[row] for row in setup.starts.tolist()]])
