"""Apply inputs, shocks and holds at a grid point, before evaluation."""

import numpy as np

from contention.models.program import Floats2d
from contention.runs.compiled import compiled
from contention.runs.instructions import Table
from contention.runs.layout import (
    BLOCK,
    Discrete,
    EventColumn,
    Forcing,
    JumpColumn,
    JumpRowColumn,
    RingColumn,
)


@compiled
def load_inputs(rows: Floats2d, forcing: Forcing, n: int, ahead: float) -> None:
    """Inputs at grid point n, or a share `ahead` of the way to the next one."""
    for k in range(forcing.rows.shape[0]):
        value = forcing.values[k, n]
        if ahead > 0.0 and not forcing.still[k]:
            value += ahead * (forcing.values[k, n + 1] - value)
        row = forcing.rows[k]
        for i in range(BLOCK):
            rows[row, i] = value


@compiled
def jump(rows: Floats2d, forcing: Forcing, clamped: int, n: int) -> None:
    """Shocks at grid point n; one that overshoots a bound stops there and is flagged."""
    for k in range(forcing.jump_rows.shape[0]):
        if forcing.jump_rows[k, JumpRowColumn.POINT] != n:
            continue
        row = forcing.jump_rows[k, JumpRowColumn.ROW]
        factor, addend = forcing.jumps[k, JumpColumn.FACTOR], forcing.jumps[k, JumpColumn.ADDEND]
        low, high = forcing.jumps[k, JumpColumn.LOW], forcing.jumps[k, JumpColumn.HIGH]
        for i in range(BLOCK):
            old = rows[row, i] if factor != 0.0 else 0.0
            value = factor * old + addend
            if (value < low or value > high) and rows[clamped, i] == 0.0:
                rows[clamped, i] = row
            rows[row, i] = low if value < low else (high if value > high else value)


@compiled
def hold(rows: Floats2d, forcing: Forcing, discrete: Discrete, was_on: int, n: int) -> None:
    """Interventions at grid point n.

    An event that a hold switches on kicks as if it had fired; one that only a hold kept on ends
    with it.
    """
    for e in range(discrete.events.shape[0]):
        released = n > 0 and discrete.held[e, n - 1] and not discrete.held[e, n]
        _release(rows, discrete.events, e, was_on + e, released)
    for k in range(forcing.hold_rows.shape[0]):
        value = forcing.holds[k, n]
        if not np.isnan(value):
            row = forcing.hold_rows[k]
            for i in range(BLOCK):
                rows[row, i] = value
    for e in range(discrete.events.shape[0]):
        if discrete.held[e, n]:
            _switch(rows, discrete.events, discrete.kicks, e, was_on + e)


@compiled
def _release(rows: Floats2d, events: Table, e: int, was_on: int, released: bool) -> None:
    on, remaining = events[e, EventColumn.ON], events[e, EventColumn.REMAINING]
    for i in range(BLOCK):
        if released and rows[remaining, i] <= 0.0:
            rows[on, i] = 0.0
        rows[was_on, i] = rows[on, i]


@compiled
def _switch(rows: Floats2d, events: Table, kicks: Table, e: int, was_on: int) -> None:
    """What a hold on an event brings with it: kicks when on, nothing remaining when off."""
    on, remaining = events[e, EventColumn.ON], events[e, EventColumn.REMAINING]
    for i in range(BLOCK):
        if rows[on, i] == 0.0:
            rows[remaining, i] = 0.0
        elif rows[was_on, i] == 0.0:
            kick(rows, kicks, e, i)


@compiled
def kick(rows: Floats2d, kicks: Table, e: int, i: int) -> None:
    """Set every state that event e kicks to 1 in draw i."""
    for k in range(kicks.shape[1]):
        if kicks[e, k] >= 0:
            rows[kicks[e, k], i] = 1.0


@compiled
def load_rings(rows: Floats2d, rings: Table, n: int) -> None:
    """The oldest slot of each fixed delay becomes its output."""
    for k in range(rings.shape[0]):
        slot = rings[k, RingColumn.FIRST] + n % rings[k, RingColumn.LENGTH]
        output = rings[k, RingColumn.OUTPUT]
        for i in range(BLOCK):
            rows[output, i] = rows[slot, i]


@compiled
def store_rings(rows: Floats2d, rings: Table, n: int) -> None:
    """The slot that was read takes the newest value."""
    for k in range(rings.shape[0]):
        slot = rings[k, RingColumn.FIRST] + n % rings[k, RingColumn.LENGTH]
        source = rings[k, RingColumn.SOURCE]
        for i in range(BLOCK):
            rows[slot, i] = rows[source, i]
