"""Reducers and recordings read the rows of a grid point, so that no course is stored."""

import math

import numpy as np

from contention.models.program import Floats2d
from contention.runs.compiled import compiled
from contention.runs.layout import (
    BLOCK,
    PointColumn,
    ReducerCode,
    ReducerColumn,
    ReducerTable,
    RowPlaces,
)


@compiled
def read(rows: Floats2d, reading: ReducerTable, at: RowPlaces, n: int, step: float) -> None:
    """Take in grid point n, and store the values at a horizon."""
    horizon = reading.points[n, PointColumn.HORIZON]
    point = reading.points[n, PointColumn.RECORDED]
    table = reading.reducers
    reducers, recorded = table.shape[0], reading.recorded.shape[0]
    for r in range(reducers):
        if table[r, ReducerColumn.FIRST] <= n <= table[r, ReducerColumn.LAST]:
            _accumulate(rows, reading, at, r, n, step)
    if horizon >= 0:
        for r in range(reducers):
            _store(rows, reading, at, r, n, step)
    if point >= 0:
        for k in range(recorded):
            place = at.recorded + point * recorded + k
            for i in range(BLOCK):
                rows[place, i] = rows[reading.recorded[k], i] + rows[at.dead, i]


@compiled
def _accumulate(
    rows: Floats2d, reading: ReducerTable, at: RowPlaces, r: int, n: int, step: float
) -> None:
    table = reading.reducers
    code, row = table[r, ReducerColumn.CODE], table[r, ReducerColumn.ROW]
    first, last = table[r, ReducerColumn.FIRST], table[r, ReducerColumn.LAST]
    begins = n == first
    ends = n == last or reading.points[n, PointColumn.HORIZON] >= 0
    if code <= ReducerCode.CHANGE and not begins and (code == ReducerCode.INITIAL or not ends):
        return
    _check_finite(rows, at, row, n)
    total, mark, taint = at.sums + r, at.marks + r, at.taints + r
    if code <= ReducerCode.CHANGE:
        _point(rows, row, at.dead, total, mark, taint, begins, code == ReducerCode.CHANGE)
    elif code == ReducerCode.FIRST_TIME:
        _first_time(rows, row, at.dead, total, taint, begins, (n - first) * step)
    elif code in (ReducerCode.MIN, ReducerCode.MAX):
        _extreme(rows, row, at.dead, total, taint, begins, code == ReducerCode.MIN)
    else:
        above = code == ReducerCode.DURATION_ABOVE
        _area(rows, row, at.dead, total, mark, taint, begins, above, 0.5 * step)


@compiled
def _check_finite(rows: Floats2d, at: RowPlaces, row: int, n: int) -> None:
    """A non-finite number fails the draw at this point."""
    bad = 0
    for i in range(BLOCK):
        bad += 1 if rows[row, i] - rows[row, i] != 0.0 else 0
    if bad == 0:
        return
    for i in range(BLOCK):
        if not np.isfinite(rows[row, i]) and rows[at.failed_at, i] < 0.0:
            rows[at.failed_at, i] = n
            rows[at.failed_row, i] = row


@compiled
def _point(
    rows: Floats2d,
    row: int,
    dead: int,
    total: int,
    mark: int,
    taint: int,
    begins: bool,
    change: bool,
) -> None:
    """Kinds that need their row at one or two points only."""
    for i in range(BLOCK):
        value = rows[row, i] + rows[dead, i]
        start = (value if change else 0.0) if begins else rows[mark, i]
        rows[mark, i] = start
        rows[total, i] = value - start
        rows[taint, i] = 0.0 * (value - start)


@compiled
def _first_time(
    rows: Floats2d, row: int, dead: int, total: int, taint: int, begins: bool, elapsed: float
) -> None:
    for i in range(BLOCK):
        value = rows[row, i] + rows[dead, i]
        so_far = math.inf if begins else rows[total, i]
        rows[total, i] = elapsed if value != 0.0 and so_far == math.inf else so_far
        rows[taint, i] += 0.0 * value


@compiled
def _extreme(
    rows: Floats2d, row: int, dead: int, total: int, taint: int, begins: bool, lowest: bool
) -> None:
    sign = 1.0 if lowest else -1.0
    for i in range(BLOCK):
        value = rows[row, i] + rows[dead, i]
        so_far = value if begins else rows[total, i]
        rows[total, i] = value if sign * value < sign * so_far else so_far
        rows[taint, i] += 0.0 * value


@compiled
def _area(
    rows: Floats2d,
    row: int,
    dead: int,
    total: int,
    mark: int,
    taint: int,
    begins: bool,
    indicator: bool,
    half_step: float,
) -> None:
    """Trapezoids; for a duration those of 0 and 1."""
    for i in range(BLOCK):
        value = rows[row, i] + rows[dead, i]
        rows[taint, i] += 0.0 * value
        if indicator:
            value = 1.0 if value != 0.0 else 0.0
        area = half_step * (rows[mark, i] + value)
        rows[total, i] = 0.0 if begins else rows[total, i] + area
        rows[mark, i] = value


@compiled
def _store(
    rows: Floats2d, reading: ReducerTable, at: RowPlaces, r: int, n: int, step: float
) -> None:
    """The number of reducer r if time ended at n; NaN before its window, or where it failed."""
    table = reading.reducers
    code, last = table[r, ReducerColumn.CODE], table[r, ReducerColumn.LAST]
    since = min(n, last) - table[r, ReducerColumn.FIRST]
    early = since < 0 or (code == ReducerCode.AT and n < last)
    place = at.reduced + reading.points[n, PointColumn.HORIZON] * reading.reducers.shape[0] + r
    for i in range(BLOCK):
        value = rows[at.sums + r, i]
        if code == ReducerCode.MEAN:
            value = value / (since * step) if since > 0 else rows[at.marks + r, i]
        rows[place, i] = math.nan if early else value + rows[at.taints + r, i]
