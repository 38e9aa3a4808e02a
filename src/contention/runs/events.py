"""Events fire and end, at the end of a step."""

import math

from contention.models.program import Floats2d
from contention.runs.compiled import compiled
from contention.runs.forcing import kick
from contention.runs.instructions import Table
from contention.runs.layout import BLOCK, Discrete, EventColumn

SLACK = 1e-6
"""share of a step that counts as zero: a duration of 40 steps is 40 steps, not 41"""


@compiled
def load_thresholds(rows: Floats2d, discrete: Discrete, threshold: int) -> None:
    """Look up the cumulative hazard at which each event fires next."""
    for e in range(discrete.events.shape[0]):
        for i in range(BLOCK):
            count = rows[discrete.events[e, EventColumn.COUNT], i]
            rows[threshold + e, i] = _next(rows, discrete.thresholds, e, count, i)


@compiled
def _next(rows: Floats2d, thresholds: Table, e: int, count: float, i: int) -> float:
    if not 0.0 <= count < thresholds.shape[1]:
        return math.inf
    row = thresholds[e, int(count)]
    return rows[row, i] if row >= 0 else math.inf


@compiled
def update_events(
    rows: Floats2d, discrete: Discrete, threshold: int, was_on: int, n: int, step: float
) -> None:
    """Update each event that no intervention holds, after the step from n to n + 1."""
    for e in range(discrete.events.shape[0]):
        if discrete.held[e, n]:
            continue
        on = discrete.events[e, EventColumn.ON]
        remaining = discrete.events[e, EventColumn.REMAINING]
        hazard = discrete.events[e, EventColumn.HAZARD]
        due = 0
        for i in range(BLOCK):
            reached = rows[hazard, i] >= rows[threshold + e, i]
            rows[was_on + e, i] = rows[on, i]
            due += 1 if reached and rows[on, i] == 0.0 else 0
            left = rows[remaining, i] - (step if rows[on, i] != 0.0 else 0.0)
            ended = left <= SLACK * step
            rows[remaining, i] = 0.0 if ended else left
            rows[on, i] = 0.0 if ended else rows[on, i]
        if due > 0:
            _fire(rows, discrete, e, threshold + e, was_on + e)


@compiled
def _fire(rows: Floats2d, discrete: Discrete, e: int, threshold: int, was_on: int) -> None:
    events = discrete.events
    on, count = events[e, EventColumn.ON], events[e, EventColumn.COUNT]
    remaining, duration = events[e, EventColumn.REMAINING], events[e, EventColumn.DURATION]
    hazard = events[e, EventColumn.HAZARD]
    for i in range(BLOCK):
        if rows[was_on, i] == 0.0 and rows[hazard, i] >= rows[threshold, i]:
            rows[on, i] = 1.0
            rows[count, i] += 1.0
            rows[hazard, i] = 0.0
            rows[remaining, i] = rows[duration, i]
            rows[threshold, i] = _next(rows, discrete.thresholds, e, rows[count, i], i)
            kick(rows, discrete.kicks, e, i)
