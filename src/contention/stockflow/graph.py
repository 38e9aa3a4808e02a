"""Equations without arrays: operations on numbers, and cells whose values they read.

A *cell* is one element of a variable, or one that a function needs for itself (a level of a delay).
Its equations are nodes of a graph; a node is a number that is made once and refers to earlier ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from contention.case.problem import Place
from contention.models.program import Op
from contention.models.states import InputName
from contention.stockflow.refusal import RefusedError
from contention.stockflow.tables import Table

Node = int
"""the number of a node"""


class Clock(Enum):
    """What moves by itself."""

    TIME = "time"
    STEP_TIME = "time at the step's beginning"
    COUNT = "steps so far"


@dataclass(frozen=True)
class CellValue:
    """The value of another cell."""

    cell: int


@dataclass(frozen=True)
class Tabled:
    """A graphical function, by the opcode that reads it."""

    op: Op
    table: Table


@dataclass(frozen=True)
class Staged:
    """Two operands: the first while running, the second when the run is set up."""


@dataclass(frozen=True)
class Chance:
    """A number that belongs to the draw and this name."""

    name: str


@dataclass(frozen=True)
class Driven:
    """What a scenario gives over time; 0 when the run is set up."""

    input: InputName


Kind = float | Clock | CellValue | Op | Tabled | Staged | Chance | Driven


@dataclass
class Graph:
    """Nodes by number; equal ones are made once."""

    kinds: list[Kind] = field(default_factory=list)
    operands: list[tuple[Node, ...]] = field(default_factory=list)
    size: int = 0
    """nodes and operands together"""
    _known: dict[tuple[Kind, tuple[Node, ...], bool], Node] = field(default_factory=dict)

    def node(self, kind: Kind, *operands: Node) -> Node:
        """A node by what it is and what it reads."""
        known = (kind, operands, isinstance(kind, float))
        if known not in self._known:
            self.size += 1 + len(operands)
            if self.size > MOST_PARTS:
                message = f"the model's equations, written out, have more than {MOST_PARTS:,} parts"
                raise RefusedError(message, "use smaller ranges")
            self._known[known] = len(self.kinds)
            self.kinds.append(kind)
            self.operands.append(operands)
        return self._known[known]

    def number(self, value: float) -> Node:
        """A constant."""
        return self.node(float(value))

    def value(self, cell: int) -> Node:
        """The value of a cell."""
        return self.node(CellValue(cell))

    def clock(self, clock: Clock) -> Node:
        """Time, or what counts it."""
        return self.node(clock)

    def total(self, terms: Iterable[Node]) -> Node:
        """A sum, from left to right; zero if there are no terms."""
        return self.folded(Op.ADD, terms, 0.0)

    def folded(self, op: Op, terms: Iterable[Node], empty: float) -> Node:
        """An operation of two applied to all, from left to right."""
        result: Node | None = None
        for term in terms:
            result = term if result is None else self.node(op, result, term)
        return self.number(empty) if result is None else result

    def reached(self, roots: Iterable[Node], *, starting: bool) -> list[Node]:
        """The nodes that the roots are made of, ascending, while running or when set up."""
        found: set[Node] = set()
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self.read_by(node, starting=starting)
        return sorted(found)

    def read_by(self, node: Node, *, starting: bool) -> tuple[Node, ...]:
        """The operands that count at that stage."""
        if isinstance(self.kinds[node], Staged):
            return (self.operands[node][1 if starting else 0],)
        return self.operands[node]


@dataclass
class Cell:
    """One number that a model has at every time."""

    label: str
    """name and subscripts as written; of a function's own level the name of whose equation it is in
    """
    place: Place
    shown: bool = True
    """whether it is a variable of the file"""
    value: Node | None = None
    """of what is computed from others at the same time"""
    initial: Node | None = None
    """of what is carried from step to step: a level, a constant, or a line"""
    rate: Node | None = None
    """of a level"""
    source: Node | None = None
    """of a line: what enters it"""
    length: Node | None = None
    """of a line: how many steps later it leaves"""


MOST_PARTS: Final = 20_000_000
"""nodes and their operands"""
MISSING: Final = -(2.0**109)
"""Vensim's `:NA:`"""
