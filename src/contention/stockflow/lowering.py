"""What the parts of the compiler share: the cells found so far, and how they are named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from contention.case.problem import Place
from contention.models.program import Op
from contention.stockflow.graph import Cell, Clock, Graph, Node
from contention.stockflow.ranges import Element
from contention.stockflow.refusal import RefusedError
from contention.stockflow.syntax import Call, Expression
from contention.stockflow.unrolled import Defined, Elements, Unrolled


@dataclass(frozen=True)
class Loop:
    """What an array function runs over: a range, or a `*` in some place of a reference."""

    range: str
    number: int = 0
    """of several `*` of one dimension in one reference"""
    wildcard: bool = False
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Context:
    """Where an expression is: the element that it belongs to and the array functions around it."""

    cell: int
    place: Place
    defined: Defined | None = None
    """None: a setting of the run"""
    loops: Mapping[Loop, Element] = field(default_factory=dict)
    spread: bool = False
    """in an argument of an array function, where a name without subscripts is a whole array"""

    @property
    def bound(self) -> Mapping[str, Element]:
        """Ranges that have an element here."""
        return self.defined.bound if self.defined else {}

    def within(self, loops: Mapping[Loop, Element]) -> "Context":
        """The same, at one element of each loop."""
        return replace(self, loops={**self.loops, **loops}, spread=True)


@dataclass
class Lowering:
    """A model on its way to cells.

    `lower` makes an expression into a node; it is a field, so that functions of all kinds can use
    it for their arguments.
    """

    unrolled: Unrolled
    lower: Callable[["Lowering", Expression, Context], Node]
    graph: Graph = field(default_factory=Graph)
    cells: list[Cell] = field(default_factory=list)
    numbers: dict[tuple[str, Elements], int] = field(default_factory=dict)
    """variable and elements → cell"""
    settings: dict[str, Node] = field(default_factory=dict)
    """`start`, `stop`, `step`, `save_every` of the run"""
    written: set[str] = field(default_factory=set)
    """keys of variables whose numbers a function has taken as they are written"""
    written_step: float | None = None
    """the time step, if it is a number or the name of one"""
    written_steps: int | None = None
    """how many steps the run has, if its start, end and step are such"""
    chances: list[str] = field(default_factory=list)
    """random functions, by what their numbers belong to"""
    registers: list[str] = field(default_factory=list)
    """variables with a delay whose time moves, or that read earlier times"""

    def node(self, expression: Expression, context: Context) -> Node:
        """The node of an expression."""
        return self.lower(self, expression, context)

    def arguments(self, call: Call, context: Context) -> list[Node]:
        """The nodes of all arguments."""
        return [self.lower(self, each, context) for each in call.arguments]

    def op(self, op: Op, *operands: Node) -> Node:
        """An operation."""
        return self.graph.node(op, *operands)

    def number(self, value: float) -> Node:
        """A constant."""
        return self.graph.number(value)

    @property
    def step(self) -> Node:
        """The time step."""
        return self.settings["step"]

    @property
    def time(self) -> Node:
        """The time, within a step too."""
        return self.graph.clock(Clock.TIME)

    @property
    def step_time(self) -> Node:
        """The time at which the step began: what jumps, jumps there."""
        return self.graph.clock(Clock.STEP_TIME)

    def choose(self, test: Node, then: Node, otherwise: Node) -> Node:
        """`then` where the test is not 0."""
        return self.op(Op.SELECT, test, then, otherwise)

    def greater(self, one: Node, other: Node) -> Node:
        """1 where one is greater than the other."""
        return self.op(Op.LESS, other, one)

    def hidden(self, context: Context, **equations: Node) -> int:
        """A cell that a function needs for itself; its fields as in `Cell`."""
        label = self.cells[context.cell].label if context.cell >= 0 else "a setting of the run"
        self.cells.append(Cell(label, context.place, shown=False, **equations))
        return len(self.cells) - 1

    def register(self, context: Context) -> None:
        """Note that a variable keeps what went in for times that are not fixed."""
        if context.cell >= 0:
            self.registers.append(self.cells[context.cell].label)

    def level(self, context: Context, initial: Node) -> tuple[int, Node]:
        """A level of a function and its value; the rate is still to be given."""
        cell = self.hidden(context, initial=initial)
        return cell, self.graph.value(cell)

    def cell_of(self, variable: str, elements: Elements, place: Place | None) -> int:
        """The cell of an element."""
        number = self.numbers.get((variable, elements))
        if number is None:
            label = self.unrolled.label(variable, elements)
            raise RefusedError(f"`{label}` is not defined", "check its subscripts", place)
        return number


Handler = Callable[[Lowering, Call, Context], Node]
"""makes the call of a function into a node"""
