"""Advance the continuous states by one step; record draws that become non-finite."""

import math

import numpy as np

from contention.models.program import BoundColumn, Floats1d, Floats2d, StateColumn
from contention.runs.compiled import compiled
from contention.runs.instructions import Table
from contention.runs.layout import BLOCK, Integration, RowPlaces

RUNGE_KUTTA = 4


@compiled
def advance(rows: Floats2d, integration: Integration, at: RowPlaces, n: int, stage: int) -> None:
    """From grid point n, where the program has been evaluated, towards n + 1."""
    states, bounds, step = integration.states, integration.bounds, integration.step
    for j in range(states.shape[0]):
        if integration.held[j, n]:
            continue
        slope = states[j, StateColumn.DERIVATIVE]
        if integration.order > 1:
            last = integration.order - 1
            _runge_kutta_stage(rows, states, j, at.begin + j, at.total + j, stage, last, step)
            slope = at.total + j
        if stage == integration.order - 1:
            _step(rows, states[j, StateColumn.STATE], slope, bounds[j], step, at)


@compiled
def count_on(rows: Floats2d, integration: Integration, at: RowPlaces, n: int) -> None:
    """Euler's step for the states that no equation reads."""
    states, bounds = integration.states, integration.bounds
    for j in range(states.shape[0]):
        if not integration.acting[j] and not integration.held[j, n]:
            row, slope = states[j, StateColumn.STATE], states[j, StateColumn.DERIVATIVE]
            _step(rows, row, slope, bounds[j], integration.step, at)


@compiled
def _step(
    rows: Floats2d, row: int, slope: int, bounds: Floats1d, step: float, at: RowPlaces
) -> None:
    low, high = bounds[BoundColumn.LOW], bounds[BoundColumn.HIGH]
    _move(rows, row, slope, step, at.probe)
    if _out_of_bounds(rows, row, low, high):
        _clamp(rows, row, low, high, at.clamped)


@compiled
def _move(rows: Floats2d, row: int, slope: int, step: float, probe: int) -> None:
    """y + step · slope."""
    for i in range(BLOCK):
        y = rows[row, i] + step * rows[slope, i]
        rows[row, i] = y
        rows[probe, i] += 0.0 * y


@compiled
def _out_of_bounds(rows: Floats2d, row: int, low: float, high: float) -> bool:
    """Whether any draw is out of bounds: few are, so checking first is cheaper."""
    if low == -math.inf and high == math.inf:
        return False
    out = 0
    for i in range(BLOCK):
        out += 1 if rows[row, i] < low else 0
        out += 1 if rows[row, i] > high else 0
    return out > 0


@compiled
def _clamp(rows: Floats2d, row: int, low: float, high: float, clamped: int) -> None:
    for i in range(BLOCK):
        y = rows[row, i]
        if y < low or y > high:
            rows[row, i] = low if y < low else high
            rows[clamped, i] = row if rows[clamped, i] == 0.0 else rows[clamped, i]


@compiled
def _runge_kutta_stage(
    rows: Floats2d, states: Table, j: int,
    begin: int, total: int, stage: int, last: int, step: float,
) -> None:  # fmt: skip
    """Add the slope of a stage and move to where the next one evaluates (after the last: back).

    The classical four stages, or Heun's two; events, holds and delays stay as they are within the
    step.
    """
    row, slope = states[j, StateColumn.STATE], states[j, StateColumn.DERIVATIVE]
    end = 1.0 / 6.0 if last + 1 == RUNGE_KUTTA else 0.5
    weight = end if stage in (0, last) else 1.0 / 3.0
    ahead = step * (0.5 if stage < last - 1 else 1.0)
    reach = 0.0 if stage == last else ahead
    for i in range(BLOCK):
        start = rows[row, i] if stage == 0 else rows[begin, i]
        so_far = 0.0 if stage == 0 else rows[total, i]
        rows[begin, i] = start
        rows[total, i] = so_far + weight * rows[slope, i]
        rows[row, i] = start + reach * rows[slope, i]


@compiled
def check_begin(rows: Floats2d, integration: Integration, at: RowPlaces, n: int) -> None:
    """Note the draws whose states are not finite to begin with."""
    if integration.goes_on:
        return
    for i in range(BLOCK):
        for j in range(integration.states.shape[0]):
            state = integration.states[j, StateColumn.STATE]
            if not np.isfinite(rows[state, i]):
                _mark_failed(rows, integration.states, at, i, n, state)
                break


@compiled
def note_failures(rows: Floats2d, integration: Integration, at: RowPlaces, n: int) -> None:
    """Find when and in which state each lost draw failed: its slope at n, else itself after.

    If a bound has hidden an overflow, it is the state that moved fastest.
    """
    lost = 0
    for i in range(BLOCK):
        lost += 1 if rows[at.probe, i] != 0.0 and rows[at.dead, i] == 0.0 else 0
    if lost > 0 and not integration.goes_on:
        _name_failures(rows, integration, at, n)


@compiled
def _name_failures(rows: Floats2d, integration: Integration, at: RowPlaces, n: int) -> None:
    several_stages = integration.order > 1
    for i in range(BLOCK):
        if rows[at.probe, i] == 0.0 or rows[at.dead, i] != 0.0:
            continue
        time, row, fastest = n + 1, -1, 0.0
        for j in range(integration.states.shape[0]):
            if integration.held[j, n]:
                continue
            state, derivative = integration.states[j, StateColumn.STATE], at.total + j
            if not several_stages:
                derivative = integration.states[j, StateColumn.DERIVATIVE]
            slope = rows[derivative, i]
            speed = abs(slope) if np.isfinite(rows[state, i]) else math.inf
            if not np.isfinite(slope):
                time, row = n, state
                break
            if speed > fastest:
                fastest, row = speed, state
        _mark_failed(rows, integration.states, at, i, time, row)


@compiled
def _mark_failed(rows: Floats2d, states: Table, at: RowPlaces, i: int, time: int, row: int) -> None:
    """Keep the first failure of a draw; from here on all its states are NaN."""
    rows[at.dead, i] = math.nan
    if rows[at.failed_at, i] < 0.0:
        rows[at.failed_at, i] = time
        rows[at.failed_row, i] = row
    for j in range(states.shape[0]):
        rows[states[j, StateColumn.STATE], i] = math.nan
