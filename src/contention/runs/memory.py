"""What the kernel works on: plain arrays, named.

Rows are row numbers of the row file; grid points count from the start of the whole run.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats1d, Floats2d, Floats3d, Ints1d
from contention.runs.tape import Equations

BLOCK: Final = 128
"""Draws that run side by side. No result depends on it."""
ALIGNMENT: Final = 64
"""Bytes: rows begin at a cache line, so that no vector register is loaded from two."""

Flags2d = NDArray[np.uint8]
Table = NDArray[np.int64]


class Motion(NamedTuple):
    """How continuous states move."""

    step: float
    order: int
    """1: Euler; 4: Runge and Kutta's"""
    states: Ints1d
    slopes: Ints1d
    """rows of the derivatives"""
    low: Floats1d
    high: Floats1d
    held: Flags2d
    """(continuous states, grid points): does an intervention hold it during the step?"""


class Driving(NamedTuple):
    """What comes from outside, over the whole grid."""

    rows: Ints1d
    values: Floats2d
    """(inputs, grid points)"""
    hold_rows: Ints1d
    hold_values: Floats2d
    """(holds, grid points), NaN where free"""
    jump_rows: Ints1d
    jump_points: Ints1d
    jumps: Floats2d
    """(jumps, 4): factor, addend, lower and upper bound"""


class Discrete(NamedTuple):
    """Events and fixed delays."""

    events: Table
    """(events, 5): rows on, count, remaining, hazard state, duration"""
    threshold_first: Ints1d
    thresholds: Ints1d
    kick_first: Ints1d
    kicks: Ints1d
    held: Flags2d
    """(events, grid points)"""
    rings: Table
    """(rings, 4): first slot, length, source, output"""


class Reading(NamedTuple):
    """Where reducers and recordings look."""

    kinds: Ints1d
    rows: Ints1d
    first: Ints1d
    last: Ints1d
    """grid points of each reducer's window, both included"""
    horizon: Ints1d
    """(grid points,): number of the horizon that stands there, or -1"""
    recording: Ints1d
    """(grid points,): number of the recorded point, or -1"""
    recorded_rows: Ints1d
    look: NDArray[np.uint8]
    """(grid points,): does anything look here?"""


class Block(NamedTuple):
    """The memory of one block of draws; results are read from here."""

    rows: Floats2d
    begin: Floats2d
    """(continuous states, BLOCK): where the step began"""
    total: Floats2d
    """(continuous states, BLOCK): weighted sum of slopes"""
    thresholds: Floats2d
    """(events, BLOCK): cumulative hazard at which each fires next"""
    was_on: Floats2d
    """(events, BLOCK)"""
    probe: Floats1d
    """0, or NaN once a state of the draw is not finite"""
    dead: Floats1d
    """the same, once it is noted: added to whatever is read"""
    clamped: Floats1d
    failed_at: Ints1d
    """grid point, -1 where none"""
    failed_row: Ints1d
    final: Floats2d
    """(states, BLOCK)"""
    sums: Floats2d
    """(reducers, BLOCK): the number so far"""
    marks: Floats2d
    """(reducers, BLOCK): the value at the window's start or at the point before"""
    taints: Floats2d
    """(reducers, BLOCK): 0, or NaN once it has seen a number that is not finite"""
    reduced: Floats3d
    """(horizons, reducers, BLOCK)"""
    recorded: Floats3d
    """(points, rows, BLOCK)"""


class Task(NamedTuple):
    """All that blocks share."""

    first: int
    last: int
    first_state: int
    equations: Equations
    motion: Motion
    driving: Driving
    discrete: Discrete
    reading: Reading
