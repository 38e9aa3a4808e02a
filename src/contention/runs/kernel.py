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


@compiled
def _arrive(rows: Floats2d, task: BlockTask, at: RowPlaces, n: int) -> None:
    """What comes from outside and from the past."""
    load_inputs(rows, task.forcing, n, 0.0)
    jump(rows, task.forcing, at.clamped, n)
    hold(rows, task.forcing, task.discrete, at.was_on, n)
    load_rings(rows, task.discrete.rings, n)


@compiled
def _on_the_way(rows: Floats2d, task: BlockTask, n: int, stage: int) -> None:
    """Inputs within a step, of methods that evaluate there."""
    if stage > 0:
        last = stage == task.integration.order - 1
        load_inputs(rows, task.forcing, n, 1.0 if last else 0.5)


@compiled
def _look(rows: Floats2d, task: BlockTask, at: RowPlaces, n: int) -> None:
    """What is kept of a point that has been evaluated."""
    store_rings(rows, task.discrete.rings, n)
    if n == task.first:
        load_thresholds(rows, task.discrete, at.thresholds)
    if task.reading.points[n, PointColumn.READ] != NOTHING:
        read(rows, task.reading, at, n, task.integration.step)


@compiled
def _move(
    rows: Floats2d, task: BlockTask, at: RowPlaces, n: int, stage: int, rests: bool
) -> None:  # fmt: skip
    """A stage of a step of all states, or only of those that go on where nothing acts."""
    if rests:
        count_on(rows, task.integration, at, n)
    else:
        advance(rows, task.integration, at, n, stage)


@compiled
def _finish(rows: Floats2d, task: BlockTask, at: RowPlaces, n: int, rests: bool) -> None:
    """What a step has brought about."""
    note_failures(rows, task.integration, at, n)
    if not rests:
        update_events(rows, task.discrete, at.thresholds, at.was_on, n, task.integration.step)


def _build(sources: str) -> Callable[[Floats2d, RowPlaces, BlockTask], None]:
    def run_block(rows: Floats2d, at: RowPlaces, task: BlockTask) -> None:
        equations, integration = task.equations, task.integration
        check_begin(rows, integration, at, task.first)
        rests_until = -1
        for n in range(task.first, task.last + 1):
            look = task.reading.points[n, PointColumn.READ]
            rests = n <= rests_until
            if n == task.last:
                _keep(rows, at, at.states)
            if not rests:
                _arrive(rows, task, at, n)
            tape = equations.watched if look == WATCHED else equations.full
            tape = equations.drive if look == NOTHING else tape
            tape = equations.begin if n == task.first else tape
            for stage in range(integration.order):
                _on_the_way(rows, task, n, stage)
                tape = equations.drive if stage > 0 else tape
                if look != NOTHING or not rests:
                    evaluate(rows, tape, equations)
                if stage == 0:
                    _look(rows, task, at, n)
                if n == task.last:
                    return
                if not rests and task.steady[n] > n:
                    rests = at_rest(rows, integration, task.discrete, at.thresholds, n)
                    rests_until = task.steady[n] if rests else n
                _move(rows, task, at, n, stage, rests)
            _finish(rows, task, at, n, rests)

    return cached(run_block, sources)


run_block = _build(fingerprint())
"""`run_block(rows, at, task)`: run it; the results are in the rows."""
