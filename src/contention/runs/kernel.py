"""One block of draws through one stretch of the grid, in machine code.

At each grid point inputs, shocks, interventions and delays arrive; the program is evaluated;
reducers and recordings look; then states move one step and events fire or end. All that a draw
carries from one point to the next is in its state rows. The snapshot is taken before anything
arrives at the last point: a segment that continues from it does what one long segment would have
done.
"""

from collections.abc import Callable

from contention.models.program import Floats2d
from contention.runs.compiled import cached, compiled, fingerprint
from contention.runs.events import load_thresholds, update_events
from contention.runs.forcing import hold, jump, load_inputs, load_rings, store_rings
from contention.runs.integrator import advance, check_begin, note_failures
from contention.runs.interpreter import evaluate
from contention.runs.layout import BLOCK, BlockTask, PointColumn, RowPlaces
from contention.runs.reducers import read


@compiled
def _keep(rows: Floats2d, at: RowPlaces, count: int) -> None:
    """Take the snapshot; a failed draw has none."""
    for k in range(count):
        for i in range(BLOCK):
            rows[at.final + k, i] = rows[at.first_state + k, i] + rows[at.dead, i]


def _build(sources: str) -> Callable[[Floats2d, RowPlaces, BlockTask], None]:
    def run_block(rows: Floats2d, at: RowPlaces, task: BlockTask) -> None:
        equations, integration, forcing = task.equations, task.integration, task.forcing
        discrete, reading = task.discrete, task.reading
        check_begin(rows, integration, at, task.first)
        for n in range(task.first, task.last + 1):
            if n == task.last:
                _keep(rows, at, at.states)
            load_inputs(rows, forcing, n, 0.0)
            jump(rows, forcing, at.clamped, n)
            hold(rows, forcing, discrete, at.was_on, n)
            load_rings(rows, discrete.rings, n)
            tape = equations.full if reading.points[n, PointColumn.READ] else equations.drive
            tape = equations.begin if n == task.first else tape
            for stage in range(integration.order):
                if stage > 0:
                    last = stage == integration.order - 1
                    load_inputs(rows, forcing, n, 1.0 if last else 0.5)
                    tape = equations.drive
                evaluate(rows, tape, equations)
                if stage == 0:
                    store_rings(rows, discrete.rings, n)
                if stage == 0 and n == task.first:
                    load_thresholds(rows, discrete, at.thresholds)
                if stage == 0 and reading.points[n, PointColumn.READ]:
                    read(rows, reading, at, n, integration.step)
                if n == task.last:
                    return
                advance(rows, integration, at, n, stage)
            note_failures(rows, integration, at, n)
            update_events(rows, discrete, at.thresholds, at.was_on, n, integration.step)

    return cached(run_block, sources)


run_block = _build(fingerprint())
"""`run_block(rows, at, task)`: run it; the results are in the rows."""
