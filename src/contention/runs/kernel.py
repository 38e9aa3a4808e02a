"""One block of draws through one stretch of the grid, in machine code.

At each grid point inputs, shocks, interventions and delays arrive; the program is evaluated;
reducers and recordings look; then states move one step and events fire or end. All that a draw
carries from one point to the next is in its state rows. The snapshot is taken before anything
arrives at the last point: a segment that continues from it does what one long segment would have
done. Where nothing acts, states are moved by the slopes of the point before.
"""

from collections.abc import Callable

from contention.models.program import Floats2d
from contention.runs.compiled import cached, compiled, fingerprint
from contention.runs.events import load_thresholds, update_events
from contention.runs.forcing import hold, jump, load_inputs, load_rings, store_rings
from contention.runs.integrator import advance, check_begin, count_on, note_failures
from contention.runs.interpreter import evaluate
from contention.runs.layout import BLOCK, BlockTask, Look, PointColumn, RowPlaces
from contention.runs.reducers import read
from contention.runs.resting import at_rest

NOTHING, WATCHED = int(Look.NOTHING), int(Look.WATCHED)


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
        rests_until = -1
        for n in range(task.first, task.last + 1):
            look = reading.points[n, PointColumn.READ]
            rests = n <= rests_until
            if n == task.last:
                _keep(rows, at, at.states)
            if not rests:
                load_inputs(rows, forcing, n, 0.0)
                jump(rows, forcing, at.clamped, n)
                hold(rows, forcing, discrete, at.was_on, n)
                load_rings(rows, discrete.rings, n)
            tape = equations.watched if look == WATCHED else equations.full
            tape = equations.drive if look == NOTHING else tape
            tape = equations.begin if n == task.first else tape
            for stage in range(integration.order):
                if stage > 0:
                    last = stage == integration.order - 1
                    load_inputs(rows, forcing, n, 1.0 if last else 0.5)
                    tape = equations.drive
                if look != NOTHING or not rests:
                    evaluate(rows, tape, equations)
                if stage == 0:
                    store_rings(rows, discrete.rings, n)
                if stage == 0 and n == task.first:
                    load_thresholds(rows, discrete, at.thresholds)
                if stage == 0 and look != NOTHING:
                    read(rows, reading, at, n, integration.step)
                if n == task.last:
                    return
                if not rests and task.steady[n] > n:
                    rests = at_rest(rows, integration, discrete, at.thresholds, n)
                    rests_until = task.steady[n] if rests else n
                if rests:
                    count_on(rows, integration, at, n)
                else:
                    advance(rows, integration, at, n, stage)
            note_failures(rows, integration, at, n)
            if not rests:
                update_events(rows, discrete, at.thresholds, at.was_on, n, integration.step)

    return cached(run_block, sources)


run_block = _build(fingerprint())
"""`run_block(rows, at, task)`: run it; the results are in the rows."""
