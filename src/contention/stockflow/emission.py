"""From nodes to the rows and instructions of a program; what is constant is computed here.

A model becomes two programs: one that runs it, and one that is evaluated once for the values that
levels start from.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from contention.models.program import LISTED, SATURATION, Op
from contention.models.registers import Row, RowBuilder
from contention.models.states import COUNT, STEP_TIME, TIME, InputName
from contention.stockflow.graph import CellValue, Chance, Clock, Driven, Graph, Node, Staged, Tabled
from contention.stockflow.tables import Table

CLOCKS: dict[Clock, InputName] = {
    Clock.TIME: TIME, Clock.STEP_TIME: STEP_TIME, Clock.COUNT: COUNT,
}  # fmt: skip
SLACK = 1e-9
"""of a step: times that are closer are the same time, since they are sums of steps"""


TIMED = frozenset({Op.LESS, Op.LESS_EQUAL, Op.EQUAL, Op.INTEGER, Op.TRUNCATE})
"""operations that a rounded time could change"""


def _power(base: float, exponent: float) -> float:
    return float(np.power(np.float64(base), np.float64(exponent)))


def _divide(x: float, divisor: float) -> float:
    return float(np.float64(x) / np.float64(divisor))


CONSTANT: Mapping[Op, Callable[..., float]] = {
    Op.ADD: lambda a, b: a + b,
    Op.SUBTRACT: lambda a, b: a - b,
    Op.MULTIPLY: lambda a, b: a * b,
    Op.DIVIDE: _divide,
    Op.NEGATE: lambda a: -a,
    Op.POWER: _power,
    Op.EXP: lambda a: float(np.exp(np.float64(a))),
    Op.LN: lambda a: float(np.log(np.float64(a))),
    Op.ABS: abs,
    Op.SQRT: lambda a: float(np.sqrt(np.float64(a))),
    Op.MINIMUM: min,
    Op.MAXIMUM: max,
    Op.LESS: lambda a, b: float(a < b),
    Op.LESS_EQUAL: lambda a, b: float(a <= b),
    Op.EQUAL: lambda a, b: float(a == b),
    Op.AND: lambda a, b: float(a != 0.0 and b != 0.0),
    Op.OR: lambda a, b: float(a != 0.0 or b != 0.0),
    Op.NOT: lambda a: float(a == 0.0),
    Op.SELECT: lambda a, b, c: b if a != 0.0 else c,
    Op.SATURATE: lambda a: SATURATION * math.tanh(a / SATURATION),
    Op.SIN: lambda a: float(np.sin(a)),
    Op.COS: lambda a: float(np.cos(a)),
    Op.TAN: lambda a: float(np.tan(a)),
    Op.ARCSIN: lambda a: float(np.arcsin(a)),
    Op.ARCCOS: lambda a: float(np.arccos(a)),
    Op.ARCTAN: lambda a: float(np.arctan(a)),
    Op.INTEGER: lambda a: float(np.floor(a)),
    Op.TRUNCATE: lambda a: float(np.trunc(a)),
}
"""operations that are done on constants before the run"""


@dataclass
class Emission:
    """A program under construction.

    `starting`: it is the one that gives the values that levels start from.
    """

    graph: Graph
    starting: bool
    builder: RowBuilder = field(default_factory=RowBuilder)
    cells: dict[int, Row] = field(default_factory=dict)
    """rows of the values of cells that are known so far"""
    step: float = 0.0
    """the time step, once it is known"""
    start: float | None = None
    """the time, of what is evaluated only once; None: it moves, or is not known yet"""
    _rows: dict[Node, Row] = field(default_factory=dict)
    _values: dict[Row, float] = field(default_factory=dict)
    _clocked: set[Row] = field(default_factory=set)
    """rows made of the time and constants only"""

    def __post_init__(self) -> None:
        self.constant(0.0)

    def constant(self, value: float) -> Row:
        """The row of a constant."""
        row = self.builder.constant(value)
        self._values[row] = value
        return row

    def value(self, row: Row) -> float | None:
        """The value of a row that is constant."""
        return self._values.get(row)

    def row(self, node: Node) -> Row:
        """The row of a node; every cell that it reads must be known."""
        for each in self.graph.reached([node], starting=self.starting):
            if each not in self._rows:
                self._rows[each] = self._made(each)
        return self._rows[node]

    def own(self, row: Row) -> Row:
        """A row with the same values that nothing else shares; a constant is left as it is."""
        if row in self._values:
            return row
        copy = self.builder.copy(row)
        if row in self._clocked:
            self._clocked.add(copy)
        return copy

    def _made(self, node: Node) -> Row:
        kind = self.graph.kinds[node]
        operands = [self._rows[each] for each in self.graph.read_by(node, starting=self.starting)]
        match kind:
            case Op():
                return self._operation(kind, operands)
            case float():
                return self.constant(kind)
            case CellValue(cell=cell):
                return self.cells[cell]
            case Clock() if self.start is not None:
                return self.constant(0.0 if kind is Clock.COUNT else self.start)
            case Clock():
                row = self.builder.input(CLOCKS[kind])
                self._clocked.add(row)
                return row
            case Staged():
                return operands[0]
            case Chance(name=name):
                return self.builder.given(name)
            case Driven(input=name):
                return self.constant(0.0) if self.starting else self.builder.input(name)
            case Tabled(op=op, table=table):
                return self._lookup(op, table, operands[0])

    def _operation(self, op: Op, operands: list[Row]) -> Row:
        if op in LISTED:
            return self.builder.listed(op, operands[0], operands[1], tuple(operands[2:]))
        op, operands = self._timed(op, operands)
        values = [self._values.get(row) for row in operands]
        known = [value for value in values if value is not None]
        if op in CONSTANT and len(known) == len(values):
            return self._folded(op, known, operands)
        if op is Op.SELECT and values[0] is not None:
            return operands[1] if values[0] != 0.0 else operands[2]
        return self._emitted(op, *operands)

    def _emitted(self, op: Op, *operands: Row) -> Row:
        row = self.builder.emit(op, *operands)
        moving = [each for each in operands if each not in self._values]
        if moving and self._clocked.issuperset(moving):
            self._clocked.add(row)
        return row

    def _folded(self, op: Op, known: list[float], operands: list[Row]) -> Row:
        """The constant, or if it is none the operation itself, so that the run shows where."""
        with np.errstate(all="ignore"):
            result = CONSTANT[op](*known)
        if math.isnan(result):
            return self.builder.emit(op, *operands)
        return self.constant(result)

    def _timed(self, op: Op, operands: list[Row]) -> tuple[Op, list[Row]]:
        """The operation with times that differ by rounding taken to be the same."""
        if op not in TIMED or self._clocked.isdisjoint(operands):
            return op, operands
        slack = self.constant(SLACK * self.step)
        if op is Op.EQUAL:
            apart = self._emitted(Op.ABS, self._emitted(Op.SUBTRACT, *operands))
            return Op.LESS_EQUAL, [apart, slack]
        if op is Op.TRUNCATE:
            return op, [self._further_from_zero(operands[0], slack)]
        sign = Op.SUBTRACT if op is Op.LESS_EQUAL else Op.ADD
        return op, [self._emitted(sign, operands[0], slack), *operands[1:]]

    def _further_from_zero(self, row: Row, slack: Row) -> Row:
        zero = self.constant(0.0)
        down = self._emitted(Op.SUBTRACT, row, slack)
        up = self._emitted(Op.ADD, row, slack)
        return self._emitted(Op.SELECT, self._emitted(Op.LESS, row, zero), down, up)

    def _lookup(self, op: Op, table: Table, x: Row) -> Row:
        points = np.array([table.x, table.y], dtype=np.float64)
        known = self._values.get(x)
        if known is not None and op is Op.LOOKUP:
            return self.constant(float(np.interp(known, *points)))
        return self.builder.lookup(points, x, op)
