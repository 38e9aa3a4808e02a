"""Writing a program: rows are named symbolically and numbered when everything is known."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from contention.models.model import Parameter
from contention.models.program import (
    LISTED,
    TABLED,
    Floats2d,
    InstructionColumn,
    Ints2d,
    Op,
    RowMap,
)
from contention.models.states import STEP_TIME, TIME, InputName, StateName


class Region(IntEnum):
    """Which part of the row file a row is in, in the order of the layout."""

    CONSTANT = 0
    PARAMETER = 1
    INPUT = 2
    STATE = 3
    TEMPORARY = 4


@dataclass(frozen=True)
class Row:
    """A row by region and number inside it."""

    region: Region
    index: int


@dataclass
class RowBuilder:
    """Collects rows and instructions; equal constants and equal instructions are shared."""

    constants: dict[float, Row] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    parameter_rows: dict[str, Row] = field(default_factory=dict)
    inputs: dict[InputName, Row] = field(default_factory=dict)
    states: dict[StateName, Row] = field(default_factory=dict)
    tables: list[Floats2d] = field(default_factory=list)
    lists: list[tuple[Row, ...]] = field(default_factory=list)
    instructions: list[tuple[Op, Row, Row, Row, Row]] = field(default_factory=list)
    shared: dict[tuple[Op, Row, Row, Row], Row] = field(default_factory=dict)
    timely: set[Row] = field(default_factory=set)
    """rows that are computed from the time"""

    def constant(self, value: float) -> Row:
        """The row of a constant."""
        return self.constants.setdefault(value, Row(Region.CONSTANT, len(self.constants)))

    def parameter(self, name: str, parameter: Parameter) -> Row:
        """The row of a drawn number, by name."""
        self.parameters.setdefault(name, parameter)
        return self.given(name)

    def given(self, name: str) -> Row:
        """The row of a number that each draw is given, by name."""
        new = Row(Region.PARAMETER, len(self.parameter_rows))
        return self.parameter_rows.setdefault(name, new)

    def input(self, name: InputName) -> Row:
        """The row of an input, by name."""
        row = self.inputs.setdefault(name, Row(Region.INPUT, len(self.inputs)))
        if name in (TIME, STEP_TIME):
            self.timely.add(row)
        return row

    def state(self, name: StateName) -> Row:
        """The row of a state, by name."""
        return self.states.setdefault(name, Row(Region.STATE, len(self.states)))

    def emit(self, op: Op, a: Row, b: Row | None = None, c: Row | None = None) -> Row:
        """Append an instruction (or find its equal) and return the row it writes."""
        zero = Row(Region.CONSTANT, 0)
        key = (op, a, b or zero, c or zero)
        if key not in self.shared:
            self.shared[key] = Row(Region.TEMPORARY, len(self.instructions))
            self.instructions.append((op, self.shared[key], *key[1:]))
            if not self.timely.isdisjoint(key[1:]):
                self.timely.add(self.shared[key])
        return self.shared[key]

    def copy(self, row: Row) -> Row:
        """A row of its own with the same values; no other copy or expression shares it."""
        out = Row(Region.TEMPORARY, len(self.instructions))
        zero = Row(Region.CONSTANT, 0)
        self.instructions.append((Op.COPY, out, row, zero, zero))
        if row in self.timely:
            self.timely.add(out)
        return out

    def lookup(self, table: Floats2d, x: Row, op: Op = Op.LOOKUP) -> Row:
        """A graphical function of `x`; the table's number is not a row and is kept as such."""
        self.tables.append(table)
        out = Row(Region.TEMPORARY, len(self.instructions))
        if x in self.timely:
            self.timely.add(out)
        number = Row(Region.CONSTANT, -len(self.tables))
        self.instructions.append((op, out, x, number, Row(Region.CONSTANT, 0)))
        return out

    def listed(self, op: Op, a: Row, c: Row, items: tuple[Row, ...]) -> Row:
        """An instruction that reads a list of rows; the list's number is kept as a table's is."""
        self.lists.append(items)
        out = Row(Region.TEMPORARY, len(self.instructions))
        self.instructions.append((op, out, a, Row(Region.CONSTANT, -len(self.lists)), c))
        return out

    def total(self, terms: list[Row]) -> Row:
        """The sum of rows; zero if there are none."""
        if not terms:
            return self.constant(0.0)
        result = terms[0]
        for term in terms[1:]:
            result = self.emit(Op.ADD, result, term)
        return result

    def product(self, factors: list[Row]) -> Row:
        """The product of rows; one if there are none."""
        if not factors:
            return self.constant(1.0)
        result = factors[0]
        for factor in factors[1:]:
            result = self.emit(Op.MULTIPLY, result, factor)
        return result

    def layout(self) -> RowMap:
        """The row map of everything collected so far."""
        self.constant(0.0)
        sizes = (self.constants, self.parameter_rows, self.inputs, self.states, self.instructions)
        return RowMap(
            constants=np.array(list(self.constants), dtype=np.float64),
            parameters=tuple(self.parameter_rows),
            inputs=tuple(self.inputs),
            states=tuple(self.states),
            rows=sum(len(part) for part in sizes),
        )

    def number(self, row: Row) -> int:
        """The final number of a row, once no constant, parameter, input or state is added."""
        parts = (self.constants, self.parameter_rows, self.inputs, self.states)
        return sum(len(part) for part in parts[: row.region]) + row.index

    def encoded(self) -> Ints2d:
        """All instructions with final row numbers, shape (n, 5)."""
        coded = [self._encode(*instruction) for instruction in self.instructions]
        return np.array(coded, dtype=np.int32).reshape(len(coded), len(InstructionColumn))

    def _encode(self, op: Op, out: Row, a: Row, b: Row, c: Row) -> tuple[int, ...]:
        second = -b.index - 1 if op in TABLED or op in LISTED else self.number(b)
        return int(op), self.number(out), self.number(a), second, self.number(c)
