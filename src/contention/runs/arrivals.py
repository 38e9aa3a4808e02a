"""What reaches the states before the program is evaluated at a grid point."""

import numpy as np

from contention.models.program import Floats2d
from contention.runs.compiled import compiled
from contention.runs.memory import BLOCK, Block, Discrete, Driving


@compiled
def load_inputs(rows: Floats2d, driving: Driving, n: int, ahead: float) -> None:
    """Inputs at grid point n, or a share `ahead` of the way to the next one."""
    for k in range(driving.rows.shape[0]):
        value = driving.values[k, n]
        if ahead > 0.0:
            value += ahead * (driving.values[k, n + 1] - value)
        row = driving.rows[k]
        for i in range(BLOCK):
            rows[row, i] = value


@compiled
def jump(block: Block, driving: Driving, n: int) -> None:
    """Shocks at grid point n; one that overshoots a bound stops there and is flagged."""
    rows = block.rows
    for k in range(driving.jump_rows.shape[0]):
        if driving.jump_points[k] != n:
            continue
        row = driving.jump_rows[k]
        factor, addend = driving.jumps[k, 0], driving.jumps[k, 1]
        low, high = driving.jumps[k, 2], driving.jumps[k, 3]
        for i in range(BLOCK):
            value = factor * rows[row, i] + addend
            if value < low or value > high:
                block.clamped[i] = 1.0
            rows[row, i] = low if value < low else (high if value > high else value)


@compiled
def hold(block: Block, driving: Driving, discrete: Discrete, n: int) -> None:
    """Interventions at grid point n.

    An event that a hold switches on kicks as if it had fired; one that only a hold kept on ends
    with it.
    """
    rows = block.rows
    _release(block, discrete, n)
    for k in range(driving.hold_rows.shape[0]):
        value = driving.hold_values[k, n]
        if not np.isnan(value):
            row = driving.hold_rows[k]
            for i in range(BLOCK):
                rows[row, i] = value
    for e in range(discrete.events.shape[0]):
        if discrete.held[e, n]:
            _switch(block, discrete, e)


@compiled
def _release(block: Block, discrete: Discrete, n: int) -> None:
    rows = block.rows
    for e in range(discrete.events.shape[0]):
        on, remaining = discrete.events[e, 0], discrete.events[e, 2]
        released = n > 0 and discrete.held[e, n - 1] and not discrete.held[e, n]
        for i in range(BLOCK):
            if released and rows[remaining, i] <= 0.0:
                rows[on, i] = 0.0
            block.was_on[e, i] = rows[on, i]


@compiled
def _switch(block: Block, discrete: Discrete, e: int) -> None:
    """What a hold on an event brings with it: kicks when on, nothing remaining when off."""
    rows = block.rows
    on, remaining = discrete.events[e, 0], discrete.events[e, 2]
    for i in range(BLOCK):
        if rows[on, i] == 0.0:
            rows[remaining, i] = 0.0
        elif block.was_on[e, i] == 0.0:
            kick(rows, discrete, e, i)


@compiled
def kick(rows: Floats2d, discrete: Discrete, e: int, i: int) -> None:
    """Set every state that event e kicks to 1 in draw i."""
    for k in range(discrete.kick_first[e], discrete.kick_first[e + 1]):
        rows[discrete.kicks[k], i] = 1.0


@compiled
def load_rings(rows: Floats2d, discrete: Discrete, n: int) -> None:
    """The oldest slot of each fixed delay becomes its output."""
    for k in range(discrete.rings.shape[0]):
        slot = discrete.rings[k, 0] + n % discrete.rings[k, 1]
        output = discrete.rings[k, 3]
        for i in range(BLOCK):
            rows[output, i] = rows[slot, i]


@compiled
def store_rings(rows: Floats2d, discrete: Discrete, n: int) -> None:
    """The slot that was read takes the newest value."""
    for k in range(discrete.rings.shape[0]):
        slot = discrete.rings[k, 0] + n % discrete.rings[k, 1]
        source = discrete.rings[k, 2]
        for i in range(BLOCK):
            rows[slot, i] = rows[source, i]
