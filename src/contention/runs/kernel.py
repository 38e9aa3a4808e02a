"""One block of draws through one stretch of the grid, in machine code.

At each grid point inputs, shocks, interventions and delays arrive; the program is evaluated;
reducers and recordings look; then states move one step and events fire or end. Whatever a draw
carries from one point to the next is in its state rows, taken down before anything arrives at
the last point: a segment that goes on from there does what one long segment would have done.
"""

from collections.abc import Callable

from contention.runs.arrivals import hold, jump, load_inputs, load_rings, store_rings
from contention.runs.compiled import cached, compiled, fingerprint
from contention.runs.interpreter import evaluate
from contention.runs.memory import BLOCK, Block, Task
from contention.runs.motion import check_begin, move
from contention.runs.occurrences import arm_all, settle
from contention.runs.readings import read


@compiled
def _arrive(block: Block, task: Task, n: int) -> None:
    load_inputs(block.rows, task.driving, n, 0.0)
    jump(block, task.driving, n)
    hold(block, task.driving, task.discrete, n)
    load_rings(block.rows, task.discrete, n)


@compiled
def _keep(block: Block, task: Task) -> None:
    """Take the snapshot; a failed draw has none."""
    for k in range(block.final.shape[0]):
        for i in range(BLOCK):
            block.final[k, i] = block.rows[task.first_state + k, i] + block.dead[i]


def _build(sources: str) -> Callable[[Block, Task], None]:
    @cached
    def run_block(block: Block, task: Task) -> None:
        sources  # noqa: B018  (closed over: a part of the key of the cache on disk)
        rows, equations = block.rows, task.equations
        first, x, y = equations.table_first, equations.table_x, equations.table_y
        evaluate(rows, equations.once, first, x, y)
        arm_all(block, task.discrete)
        check_begin(block, task.motion, task.first)
        for n in range(task.first, task.last + 1):
            if n == task.last:
                _keep(block, task)
            _arrive(block, task, n)
            evaluate(rows, equations.drive, first, x, y)
            store_rings(rows, task.discrete, n)
            if task.reading.look[n]:
                evaluate(rows, equations.read, first, x, y)
                read(block, task.reading, n, task.motion.step)
            if n < task.last:
                move(block, task, n)
                settle(block, task.discrete, n, task.motion.step)

    return run_block


run_block = _build(fingerprint())
"""`run_block(block, task)`: run it; the results are in the block."""
