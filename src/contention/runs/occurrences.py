"""Events fire and end, at the end of a step."""

import math

from contention.runs.arrivals import kick
from contention.runs.compiled import compiled
from contention.runs.memory import BLOCK, Block, Discrete

SLACK = 1e-6
"""share of a step that counts as nothing: a duration of 40 steps is 40 steps, not 41"""


@compiled
def arm(block: Block, discrete: Discrete, e: int, i: int) -> None:
    """Look up the cumulative hazard at which event e fires next in draw i."""
    count = block.rows[discrete.events[e, 1], i]
    first, last = discrete.threshold_first[e], discrete.threshold_first[e + 1]
    if 0.0 <= count < last - first:
        block.thresholds[e, i] = block.rows[discrete.thresholds[first + int(count)], i]
    else:
        block.thresholds[e, i] = math.inf


@compiled
def arm_all(block: Block, discrete: Discrete) -> None:
    """Look up all thresholds, at the start of a segment."""
    for e in range(discrete.events.shape[0]):
        for i in range(BLOCK):
            arm(block, discrete, e, i)


@compiled
def settle(block: Block, discrete: Discrete, n: int, step: float) -> None:
    """What the step from n to n + 1 has made of each event that nothing held."""
    for e in range(discrete.events.shape[0]):
        if not discrete.held[e, n]:
            _run_down(block, discrete, e, step)
            if _due(block, discrete, e):
                _fire(block, discrete, e)
            for i in range(BLOCK):
                block.rows[discrete.events[e, 0], i] = block.was_on[e, i]


@compiled
def _run_down(block: Block, discrete: Discrete, e: int, step: float) -> None:
    """Time passes for what is on; `was_on` takes what is on afterwards."""
    rows = block.rows
    on, remaining = discrete.events[e, 0], discrete.events[e, 2]
    for i in range(BLOCK):
        left = rows[remaining, i] - (step if rows[on, i] != 0.0 else 0.0)
        ended = left <= SLACK * step
        rows[remaining, i] = 0.0 if ended else left
        block.was_on[e, i] = 0.0 if ended else rows[on, i]


@compiled
def _due(block: Block, discrete: Discrete, e: int) -> bool:
    """Whether the event fires in any draw."""
    rows = block.rows
    on, hazard = discrete.events[e, 0], discrete.events[e, 3]
    due = 0
    for i in range(BLOCK):
        reached = rows[hazard, i] >= block.thresholds[e, i]
        due += 1 if reached and rows[on, i] == 0.0 else 0
    return due > 0


@compiled
def _fire(block: Block, discrete: Discrete, e: int) -> None:
    rows = block.rows
    on, count, remaining = discrete.events[e, 0], discrete.events[e, 1], discrete.events[e, 2]
    hazard, duration = discrete.events[e, 3], discrete.events[e, 4]
    for i in range(BLOCK):
        if rows[on, i] == 0.0 and rows[hazard, i] >= block.thresholds[e, i]:
            block.was_on[e, i] = 1.0
            rows[count, i] += 1.0
            rows[hazard, i] = 0.0
            rows[remaining, i] = rows[duration, i]
            kick(rows, discrete, e, i)
            arm(block, discrete, e, i)
