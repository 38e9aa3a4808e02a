"""Steps at which nothing acts: the slopes after them are known without computing them.

If no state that the equations read has a slope, no event is on or due, and nothing from outside
changes, the slopes at the next point are those at this one to the last bit; only what is counted up
goes on. A scenario in which nothing is done, history before the first dated event, and the years
before an action begins are often like that. Runge and Kutta's steps and fixed delays are left out.
"""

from contention.models.program import Floats2d, StateColumn
from contention.runs.arithmetic import bits
from contention.runs.compiled import compiled
from contention.runs.instructions import Table
from contention.runs.layout import BLOCK, Discrete, EventColumn, Integration


@compiled
def at_rest(
    rows: Floats2d, integration: Integration, discrete: Discrete, thresholds: int, n: int
) -> bool:
    """Whether the step from grid point n, where the program has been evaluated, moves no cause."""
    states = integration.states
    for j in range(states.shape[0]):
        if integration.held[j, n] or not integration.acting[j]:
            continue
        slope = states[j, StateColumn.DERIVATIVE]
        if rows[slope, 0] != 0.0 or _moves(rows, states[j, StateColumn.STATE], slope):
            return False
    for e in range(discrete.events.shape[0]):
        if not discrete.held[e, n] and _stirs(rows, discrete.events, e, thresholds + e):
            return False
    return True


@compiled
def _moves(rows: Floats2d, state: int, slope: int) -> bool:
    """Whether any draw has a slope, or one of its zeros would take the sign off -0.0."""
    moving = 0
    for i in range(BLOCK):
        y, dy = rows[state, i], rows[slope, i]
        moving += 1 if dy != 0.0 or bits(y + dy) != bits(y) else 0
    return moving > 0


@compiled
def _stirs(rows: Floats2d, events: Table, e: int, threshold: int) -> bool:
    """Whether event e is on, about to end, or due in any draw."""
    on, remaining = events[e, EventColumn.ON], events[e, EventColumn.REMAINING]
    hazard = events[e, EventColumn.HAZARD]
    stirring = 0
    for i in range(BLOCK):
        idle = rows[on, i] == 0.0 and rows[remaining, i] == 0.0
        stirring += 0 if idle and rows[hazard, i] < rows[threshold, i] else 1
    return stirring > 0
