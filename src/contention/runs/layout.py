"""What the kernel works on: one row file and plain tables.

All memory of a block is in its row file, (rows, BLOCK): first the program's own rows, then
the kernel's at the `RowPlaces` below. Row numbers in the tables are row numbers of that file; grid
points count from the start of the whole run.

The columns of each table are named by an enumeration next to it; those of tapes are in
`runs/instructions.py`.
"""

from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats2d, Ints1d
from contention.runs.instructions import Table
from contention.runs.tape import Equations

BLOCK: Final = 128
"""Draws that run side by side. No result depends on it."""
ALIGNMENT: Final = 64
"""Bytes: rows begin at a cache line, so that no vector register is loaded from two."""

Flags1d = NDArray[np.uint8]
Flags2d = NDArray[np.uint8]


class RowPlaces(NamedTuple):
    """Where the kernel's own rows begin."""

    first_state: int
    states: int
    """how many"""
    nothing: int
    """-0.0, see `Tapes`"""
    begin: int
    """one per continuous state: where the step began"""
    total: int
    """one per continuous state: weighted sum of slopes"""
    thresholds: int
    """one per event: cumulative hazard at which it fires next"""
    was_on: int
    """one per event"""
    probe: int
    """0, or NaN once a state of the draw is not finite"""
    dead: int
    """the same, once it is noted: added to whatever is read"""
    clamped: int
    """row of the first state that ran into a bound, 0 while none has"""
    failed_at: int
    """grid point of the first failure, -1 where none"""
    failed_row: int
    sums: int
    """one per reducer: the number so far"""
    marks: int
    """one per reducer: the value at the window's start, or at the point before"""
    taints: int
    """one per reducer: 0, or NaN once it has seen a number that is not finite"""
    final: int
    """one per state: the snapshot"""
    reduced: int
    """horizons × reducers"""
    recorded: int
    """points × recorded rows"""
    end: int


class Integration(NamedTuple):
    """How continuous states move."""

    step: float
    order: int
    """1: Euler; 4: Runge and Kutta's"""
    states: Table
    """(continuous states, 2), see `StateColumn`"""
    bounds: Floats2d
    """(continuous states, 2), see `BoundColumn`"""
    held: Flags2d
    """(continuous states, grid points): does an intervention hold it during the step?"""
    acting: Flags1d
    """(continuous states,): 1 if an equation or an event reads it"""
    goes_on: bool
    """see `Program`"""


class JumpRowColumn(IntEnum):
    """Columns of `Forcing.jump_rows`."""

    ROW = 0
    POINT = 1
    """grid point"""


class JumpColumn(IntEnum):
    """Columns of `Forcing.jumps`: the state becomes factor · state + addend, within the bounds."""

    FACTOR = 0
    ADDEND = 1
    LOW = 2
    HIGH = 3


class Forcing(NamedTuple):
    """What comes from outside, over the whole grid."""

    rows: Ints1d
    values: Floats2d
    """(inputs, grid points)"""
    still: Flags1d
    """(inputs,): 1 for what does not move within a step"""
    hold_rows: Ints1d
    holds: Floats2d
    """(holds, grid points), NaN where free"""
    jump_rows: Table
    """(jumps, 2), see `JumpRowColumn`"""
    jumps: Floats2d
    """(jumps, 4), see `JumpColumn`"""


class EventColumn(IntEnum):
    """Columns of `Discrete.events`, all of them rows; see `EventRows`."""

    ON = 0
    COUNT = 1
    REMAINING = 2
    HAZARD = 3
    DURATION = 4


class RingColumn(IntEnum):
    """Columns of `Discrete.rings`, all but the length rows; see `Ring`."""

    FIRST = 0
    LENGTH = 1
    SOURCE = 2
    OUTPUT = 3


class Discrete(NamedTuple):
    """Events and fixed delays."""

    events: Table
    """(events, 5), see `EventColumn`"""
    thresholds: Table
    """(events, most occurrences), filled up with -1"""
    kicks: Table
    """(events, most kicks), filled up with -1"""
    held: Flags2d
    """(events, grid points)"""
    rings: Table
    """(rings, 4), see `RingColumn`"""


class ReducerCode(IntEnum):
    """Kinds of reducer, named as `ReducerKind` is; the first four need few points of their row."""

    INITIAL = 0
    FINAL = 1
    AT = 2
    CHANGE = 3
    MIN = 4
    MAX = 5
    MEAN = 6
    INTEGRAL = 7
    DURATION_ABOVE = 8
    FIRST_TIME = 9


class ReducerColumn(IntEnum):
    """Columns of `ReducerTable.reducers`."""

    CODE = 0
    """see `ReducerCode`"""
    ROW = 1
    FIRST = 2
    """first grid point of the window"""
    LAST = 3


class Look(IntEnum):
    """What is read at a grid point."""

    NOTHING = 0
    WATCHED = 1
    """the rows of reducers that take in every point of their window"""
    ALL = 2


class PointColumn(IntEnum):
    """Columns of `ReducerTable.points`."""

    READ = 0
    """see `Look`"""
    HORIZON = 1
    """number of the horizon at this point, or -1"""
    RECORDED = 2
    """number of the recorded point, or -1"""


class ReducerTable(NamedTuple):
    """Where reducers and recordings look."""

    reducers: Table
    """(reducers, 4), see `ReducerColumn`"""
    points: Table
    """(grid points, 3), see `PointColumn`"""
    recorded: Ints1d
    """rows"""


class BlockTask(NamedTuple):
    """All that blocks share."""

    first: int
    last: int
    equations: Equations
    integration: Integration
    forcing: Forcing
    discrete: Discrete
    reading: ReducerTable
    steady: Ints1d
    """grid point → the last one up to which nothing changes from outside, or itself"""
