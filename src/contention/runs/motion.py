"""Continuous states move one step; a draw that leaves the finite numbers is noted."""

import math

import numpy as np

from contention.models.program import Floats2d, Ints1d
from contention.runs.arrivals import load_inputs
from contention.runs.compiled import compiled
from contention.runs.interpreter import evaluate
from contention.runs.memory import BLOCK, Block, Motion, Task

RUNGE_KUTTA = 4


@compiled
def move(block: Block, task: Task, n: int) -> None:
    """From grid point n, where the program has been evaluated, to n + 1."""
    motion = task.motion
    if motion.order == RUNGE_KUTTA:
        _runge_kutta(block, task, n)
    else:
        for j in range(motion.states.shape[0]):
            if not motion.held[j, n]:
                _arrive(block, motion, j, block.rows, motion.slopes[j])
    if _lost(block):
        slopes = block.total if motion.order == RUNGE_KUTTA else block.rows
        places = np.arange(motion.slopes.shape[0])
        places = places if motion.order == RUNGE_KUTTA else motion.slopes
        note_failures(block, motion, slopes, places, n)


@compiled
def _arrive(block: Block, motion: Motion, j: int, slopes: Floats2d, place: int) -> None:
    """y + step · slope, within its bounds."""
    rows, row = block.rows, motion.states[j]
    low, high = motion.low[j], motion.high[j]
    for i in range(BLOCK):
        y = rows[row, i] + motion.step * slopes[place, i]
        block.clamped[i] = 1.0 if y < low or y > high else block.clamped[i]
        y = low if y < low else (high if y > high else y)
        rows[row, i] = y
        block.probe[i] += 0.0 * slopes[place, i] + 0.0 * y


@compiled
def _runge_kutta(block: Block, task: Task, n: int) -> None:
    """The classical four stages; events, holds and delays stay as they are within the step."""
    motion, equations = task.motion, task.equations
    rows, step = block.rows, motion.step
    for stage in range(4):
        weight = 1.0 / 3.0 if stage in (1, 2) else 1.0 / 6.0
        ahead = step if stage == 2 else 0.5 * step
        for j in range(motion.states.shape[0]):
            if not motion.held[j, n]:
                _stage(block, motion, j, stage, weight, ahead)
        if stage < 3:
            load_inputs(rows, task.driving, n, 1.0 if stage == 2 else 0.5)
            evaluate(
                rows, equations.drive, equations.table_first, equations.table_x, equations.table_y
            )
    for j in range(motion.states.shape[0]):
        if not motion.held[j, n]:
            _arrive(block, motion, j, block.total, j)


@compiled
def _stage(block: Block, motion: Motion, j: int, stage: int, weight: float, ahead: float) -> None:
    """Take in the slope of a stage and go where the next one looks (after the last: back)."""
    rows, row, slope = block.rows, motion.states[j], motion.slopes[j]
    reach = 0.0 if stage == 3 else ahead
    for i in range(BLOCK):
        begin = rows[row, i] if stage == 0 else block.begin[j, i]
        total = 0.0 if stage == 0 else block.total[j, i]
        block.begin[j, i] = begin
        block.total[j, i] = total + weight * rows[slope, i]
        rows[row, i] = begin + reach * rows[slope, i]


@compiled
def _lost(block: Block) -> bool:
    """Whether some draw is not finite and not noted."""
    lost = 0
    for i in range(BLOCK):
        lost += 1 if block.probe[i] != 0.0 and block.dead[i] == 0.0 else 0
    return lost > 0


@compiled
def check_begin(block: Block, motion: Motion, n: int) -> None:
    """Note the draws whose states are not finite to begin with."""
    rows = block.rows
    for i in range(BLOCK):
        for j in range(motion.states.shape[0]):
            if not np.isfinite(rows[motion.states[j], i]):
                _bury(block, motion, i, n, motion.states[j])
                break


@compiled
def note_failures(block: Block, motion: Motion, slopes: Floats2d, places: Ints1d, n: int) -> None:
    """Find when and in which state each lost draw failed: its slope at n, else itself after."""
    for i in range(BLOCK):
        if block.probe[i] == 0.0 or block.dead[i] != 0.0:
            continue
        at, row = n + 1, motion.states[0]
        for j in range(motion.states.shape[0] - 1, -1, -1):
            if not np.isfinite(block.rows[motion.states[j], i]) and at > n:
                row = motion.states[j]
            if not motion.held[j, n] and not np.isfinite(slopes[places[j], i]):
                at, row = n, motion.states[j]
        _bury(block, motion, i, at, row)


@compiled
def _bury(block: Block, motion: Motion, i: int, at: int, row: int) -> None:
    """Keep the first failure of a draw; from here on all its states are NaN."""
    block.dead[i] = math.nan
    if block.failed_at[i] < 0:
        block.failed_at[i] = at
        block.failed_row[i] = row
    for j in range(motion.states.shape[0]):
        block.rows[motion.states[j], i] = math.nan
