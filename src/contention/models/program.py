"""The engine's input: a flat instruction program over rows of draws.

A *row* is one quantity for many draws. The row file is laid out as

    constants | parameters | inputs | states | temporaries

Every instruction is `(opcode, out, a, b, c)` and writes a temporary that it does not read and
that no other instruction writes (static single assignment), so that inner loops vectorise.
One pass over `instructions` at time t turns inputs and states into all temporaries, among them
one derivative row per continuous state. `States` keep everything that must be carried from step
to step, the discrete rows of events and the rings of fixed delays included: a copy of the state
rows is a full snapshot from which a scenario branches.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from contention.models.states import InputName, StateName

Floats1d = NDArray[np.float64]
Floats2d = NDArray[np.float64]
Floats3d = NDArray[np.float64]
Ints1d = NDArray[np.int64]
Ints2d = NDArray[np.int32]

SATURATION = float(np.log(4.0))
"""Y of `g(z) = Y tanh(z / Y)` as the engine computes it; models with another Y scale z and g."""


class Op(IntEnum):
    """Opcodes; `a`, `b`, `c` are row numbers unless said otherwise. Comparisons give 0 or 1."""

    COPY = 0
    ADD = 1
    SUBTRACT = 2
    MULTIPLY = 3
    DIVIDE = 4
    NEGATE = 5
    MULTIPLY_ADD = 6  # a + b * c
    POWER = 7
    EXP = 8
    LN = 9
    ABS = 10
    SQRT = 11
    MINIMUM = 12
    MAXIMUM = 13
    LESS = 14  # a < b
    LESS_EQUAL = 15
    EQUAL = 16
    AND = 17  # operands count as true where non-zero
    OR = 18
    NOT = 19
    SELECT = 20  # b where a is non-zero, else c
    SATURATE = 21  # Y tanh(a / Y)
    LOGISTIC = 22  # 1 / (1 + exp(-a))
    LOGIT = 23  # ln(a / (1 - a))
    SIN = 24
    COS = 25
    INTEGER = 26  # the largest integer not above a (XMILE INT)
    LOOKUP = 27  # table number `b` (not a row) at a, linear inside, held outside
    CLIP = 28  # a held between rows b and c
    TRUNCATE = 29  # a without its fraction
    TAN = 30
    ARCSIN = 31
    ARCCOS = 32
    ARCTAN = 33
    RANDOM = 34  # uniform between 0 and 1: number b (a whole number) of those that belong to a
    NORMAL_QUANTILE = 35  # x below which a standard normal number is with probability a
    NORMAL_SHARE = 36  # probability that a standard normal number is below a
    POISSON_QUANTILE = 37  # least count that is not exceeded with probability a, for a mean of b
    LOOKUP_EXTRAPOLATE = 38  # as LOOKUP, outside on the line through the last two points
    LOOKUP_BACKWARD = 39  # y of the last point not after a, of the first one before it
    LOOKUP_FORWARD = 40  # y of the first point not before a, of the last one after it
    ELEMENT = 41  # number a (from 0) of the rows in list number `b` (not a row), c if there is none
    ORDER = 42  # which of a list is in place c when sorted, ascending if a > 0, else descending
    RANKED = 43  # place, from 1, that number c of a list has when sorted
    ALLOCATE = 44  # share of number c in an amount a, by requests and priorities (`runs/lists.py`)


TABLED = frozenset({Op.LOOKUP, Op.LOOKUP_EXTRAPOLATE, Op.LOOKUP_BACKWARD, Op.LOOKUP_FORWARD})
"""Opcodes whose `b` is the number of a table."""
LISTED = frozenset({Op.ELEMENT, Op.ORDER, Op.RANKED, Op.ALLOCATE})
"""Opcodes whose `b` is the number of a list of rows."""

Method = Literal["euler", "rk2", "rk4"]
"""how states move; `rk2` is the mean of the slopes at both ends of a step (Heun's)"""


class InstructionColumn(IntEnum):
    """Columns of `Program.instructions`; see `Op` for what `A`, `B` and `C` hold."""

    OP = 0
    OUT = 1
    A = 2
    B = 3
    C = 4


class StateColumn(IntEnum):
    """Columns of a table of continuous states."""

    STATE = 0
    """row of the state"""
    DERIVATIVE = 1
    """row of its derivative per year"""


class BoundColumn(IntEnum):
    """Columns of a table of bounds, ±inf if there is none."""

    LOW = 0
    HIGH = 1


@dataclass(frozen=True)
class EventRows:
    """Discrete rule of one event, applied after each step.

    While off and allowed, `hazard_state` integrates the hazard (its derivative row is zero while
    on). Where it reaches threshold number `count` the event fires: `on` becomes 1, `count` grows,
    `hazard_state` starts again at 0, `remaining` is set to the duration row, and every state in
    `kicks` is set to 1. While on, `remaining` falls by the step; at 0 the event ends.
    """

    factor: str
    on: int
    count: int
    remaining: int
    hazard_state: int
    thresholds: tuple[int, ...]
    """rows of Exp(1) draws, one per possible occurrence"""
    duration: int
    """row of years; infinity = permanent"""
    kicks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ring:
    """A fixed delay: `length` consecutive state rows hold the past of `source`.

    Slot `step % length` is replaced by the value of `source` after each evaluation; `output` is
    an input row that is loaded with the oldest slot before it.
    """

    first: int
    length: int
    source: int
    output: int


@dataclass(frozen=True)
class RowMap:
    """Where things are in the row file."""

    constants: Floats1d
    """values of rows 0 … len - 1"""
    parameters: tuple[str, ...]
    """names; rows follow the constants"""
    inputs: tuple[InputName, ...]
    """one value per step, the same for all draws; `TIME` is the first"""
    states: tuple[StateName, ...]
    rows: int
    """all rows, temporaries included"""

    @property
    def first_parameter(self) -> int:
        """Row number of parameter 0."""
        return len(self.constants)

    @property
    def first_input(self) -> int:
        """Row number of input 0."""
        return self.first_parameter + len(self.parameters)

    @property
    def first_state(self) -> int:
        """Row number of state 0."""
        return self.first_input + len(self.inputs)

    @property
    def first_temporary(self) -> int:
        """Row number of the first temporary."""
        return self.first_state + len(self.states)


ReducerKind = Literal[
    "initial", "final", "mean", "min", "max", "integral", "change", "at", "first_time",
    "duration_above",
]  # fmt: skip


@dataclass(frozen=True)
class Reducer:
    """A number made of the course of one row between two times (decimal years, both included).

    `mean` and `integral` use the trapezoidal rule; `first_time` is years from `start` until
    `row` is first non-zero (infinity if never); `duration_above` the years for which it is.
    `at` takes the value at `end`.
    """

    kind: ReducerKind
    row: int
    start: float
    end: float


@dataclass(frozen=True)
class Program:
    """Everything the engine needs to run one account; scenarios differ by their `Schedule`."""

    rows: RowMap
    instructions: Ints2d
    """shape (n, 5), see `InstructionColumn`"""
    continuous: Ints2d
    """shape (m, 2), see `StateColumn`"""
    bounds: Floats2d
    """shape (m, 2), see `BoundColumn`"""
    events: tuple[EventRows, ...]
    rings: tuple[Ring, ...]
    tables: tuple[Floats2d, ...]
    """graphical functions, each (2, n): x ascending, then y"""
    outputs: Mapping[str, int]
    """factor id → row of its value in its own unit (events: probability so far, 1 - exp(-H))"""
    measures: Mapping[str, int]
    """key of a compiled inner expression → its row"""
    initial: Mapping[int, int]
    """state row → row (constant or parameter) of its value at `start`; 0 where missing"""
    at_present: Mapping[int, int]
    """state row → row set at `present`, where history ends (stocks, cumulative hazards)"""
    start: float
    present: float
    end: float
    step: float
    method: Method
    signals: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """parameter name → rows that it multiplies: while all of them are zero it does nothing; where
    it is missing it may always do something"""
    effects: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """ids of the links of one cause, effect and sign → row of what they add to the target"""
    lists: tuple[tuple[int, ...], ...] = ()
    """lists of rows that some instructions read"""
    goes_on: bool = False
    """where a state is not finite, the others go on as far as they can; else the draw has failed"""


@dataclass(frozen=True)
class Hold:
    """A state row that is held at given values while they are not NaN (an intervention)."""

    state: int
    values: Floats1d
    """one per grid point of the whole run, start … end"""


@dataclass(frozen=True)
class Jump:
    """At grid point `index` the state row becomes `factor * old + add`."""

    state: int
    index: int
    factor: float
    add: float


@dataclass(frozen=True)
class Schedule:
    """What drives a run: input rows over the whole grid, interventions and shocks.

    History has the schedule of `inputs` up to present, hazards off; a scenario may differ from it
    only after `present`.
    """

    scenario: str
    inputs: Floats2d
    """shape (inputs, grid points); row `time` included"""
    holds: tuple[Hold, ...] = ()
    jumps: tuple[Jump, ...] = ()


@dataclass(frozen=True)
class Setup:
    """What gives states their values at the start, where these are computed."""

    program: Program
    """evaluated once, at the start"""
    schedule: Schedule
    starts: Ints1d
    """shape (states,): row of it that each state starts from"""


def same(one: object, other: object) -> bool:
    """Whether two programs, schedules or parts of them are equal, arrays included."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    if is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one)
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other
