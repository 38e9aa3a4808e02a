"""Reducers and recordings look at the rows of a grid point, so that no course need be kept."""

import math

import numpy as np

from contention.runs.compiled import compiled
from contention.runs.memory import BLOCK, Block, Reading

INITIAL, FINAL, AT, CHANGE, MINIMUM, MAXIMUM, MEAN, INTEGRAL, DURATION, FIRST_TIME = range(10)
"""The order of `assembly.KINDS`."""


@compiled
def read(block: Block, reading: Reading, n: int, step: float) -> None:
    """Take in grid point n, and give out what stands at a horizon."""
    for r in range(reading.kinds.shape[0]):
        if reading.first[r] <= n <= reading.last[r]:
            _take(block, reading, r, n, step)
    if reading.horizon[n] >= 0:
        for r in range(reading.kinds.shape[0]):
            _give(block, reading, r, n, step)
    if reading.recording[n] >= 0:
        _record(block, reading, reading.recording[n])


@compiled
def _take(block: Block, reading: Reading, r: int, n: int, step: float) -> None:
    kind, begins = reading.kinds[r], n == reading.first[r]
    if kind <= CHANGE:
        ends = n == reading.last[r] or reading.horizon[n] >= 0
        if begins or (ends and kind != INITIAL):
            _point(block, reading, r, n, begins)
        return
    _watch(block, reading.rows[r], n)
    if kind == FIRST_TIME:
        _first_time(block, reading.rows[r], r, (n - reading.first[r]) * step, begins)
    elif kind in (MINIMUM, MAXIMUM):
        _extreme(block, reading.rows[r], r, kind == MINIMUM, begins)
    else:
        _area(block, reading.rows[r], r, 0.5 * step, kind == DURATION, begins)


@compiled
def _watch(block: Block, row: int, n: int) -> None:
    """A number that is not finite fails the draw, here and now."""
    rows, bad = block.rows, 0
    for i in range(BLOCK):
        bad += 1 if rows[row, i] - rows[row, i] != 0.0 else 0
    if bad == 0:
        return
    for i in range(BLOCK):
        if not np.isfinite(rows[row, i]) and block.failed_at[i] < 0:
            block.failed_at[i] = n
            block.failed_row[i] = row


@compiled
def _point(block: Block, reading: Reading, r: int, n: int, begins: bool) -> None:
    """Kinds that need their row at one or two points only."""
    row, change = reading.rows[r], reading.kinds[r] == CHANGE
    _watch(block, row, n)
    for i in range(BLOCK):
        value = block.rows[row, i] + block.dead[i]
        if begins:
            block.marks[r, i] = value if change else 0.0
        block.sums[r, i] = value - block.marks[r, i]
        block.taints[r, i] = 0.0 * block.sums[r, i]


@compiled
def _first_time(block: Block, row: int, r: int, elapsed: float, begins: bool) -> None:
    for i in range(BLOCK):
        value = block.rows[row, i] + block.dead[i]
        so_far = math.inf if begins else block.sums[r, i]
        block.sums[r, i] = elapsed if value != 0.0 and so_far == math.inf else so_far
        block.taints[r, i] += 0.0 * value


@compiled
def _extreme(block: Block, row: int, r: int, lowest: bool, begins: bool) -> None:
    for i in range(BLOCK):
        value = block.rows[row, i] + block.dead[i]
        so_far = value if begins else block.sums[r, i]
        beyond = value < so_far if lowest else value > so_far
        block.sums[r, i] = value if beyond else so_far
        block.taints[r, i] += 0.0 * value


@compiled
def _area(block: Block, row: int, r: int, half_step: float, indicator: bool, begins: bool) -> None:
    """Trapezoids; for a duration those of 0 and 1."""
    for i in range(BLOCK):
        value = block.rows[row, i] + block.dead[i]
        block.taints[r, i] += 0.0 * value
        if indicator:
            value = 1.0 if value != 0.0 else 0.0
        before = block.marks[r, i]
        block.sums[r, i] = 0.0 if begins else block.sums[r, i] + half_step * (before + value)
        block.marks[r, i] = value


@compiled
def _give(block: Block, reading: Reading, r: int, n: int, step: float) -> None:
    """The number of reducer r if time ended at n; NaN before its window, or where it failed."""
    kind, h = reading.kinds[r], reading.horizon[n]
    since = min(n, reading.last[r]) - reading.first[r]
    early = since < 0 or (kind == AT and n < reading.last[r])
    for i in range(BLOCK):
        value = block.sums[r, i]
        if kind == MEAN:
            value = value / (since * step) if since > 0 else block.marks[r, i]
        block.reduced[h, r, i] = math.nan if early else value + block.taints[r, i]


@compiled
def _record(block: Block, reading: Reading, point: int) -> None:
    for k in range(reading.recorded_rows.shape[0]):
        row = reading.recorded_rows[k]
        for i in range(BLOCK):
            block.recorded[point, k, i] = block.rows[row, i] + block.dead[i]
