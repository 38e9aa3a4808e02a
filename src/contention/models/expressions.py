"""From syntax trees to rows, and their value at the reference.

Functions follow XMILE 1.0, section 3.5. Smoothing and delay functions own states; where they are
given no initial value they start from the value of their input at the reference.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from contention.language.parsing import parse
from contention.language.printing import expression_text
from contention.language.reference import evaluate
from contention.language.syntax import Binary, Call, Fault, IfElse, Name, Node, Number, Unary
from contention.models.program import Op
from contention.models.registers import Row, RowBuilder
from contention.models.states import (
    STEP_TIME,
    TIME,
    InputName,
    InputRole,
    StateName,
    StateRole,
)

BINARY = {
    "+": Op.ADD, "-": Op.SUBTRACT, "*": Op.MULTIPLY, "/": Op.DIVIDE, "^": Op.POWER,
    "and": Op.AND, "or": Op.OR,
}  # fmt: skip
COMPARISONS = frozenset({"<", "<=", ">", ">=", "=", "<>", "!="})
SLACK = 1e-7
"""Times on the grid are rounded: their error is far smaller than this, a step far larger."""
PLAIN = {
    "exp": Op.EXP, "ln": Op.LN, "abs": Op.ABS, "sqrt": Op.SQRT, "sin": Op.SIN, "cos": Op.COS,
}  # fmt: skip


@dataclass
class Delayed:
    """A fixed delay that the program must realise as a ring."""

    states: tuple[Row, ...]
    source: Row
    output: Row


@dataclass
class Scope:
    """What an expression may see and what it adds to the program.

    `value` gives the row of a factor; `references` its value at present. Rates of states that
    expressions own are collected in `rates`, their initial values in `initial`.
    """

    rows: RowBuilder
    value: Callable[[str], Row]
    references: Mapping[str, float]
    step: float
    start: float
    rates: dict[Row, Row] = field(default_factory=dict)
    initial: dict[Row, float] = field(default_factory=dict)
    rings: list[Delayed] = field(default_factory=list)
    clock: InputName = TIME
    """the input that `time` stands for"""

    def stepwise(self) -> "Scope":
        """The same, but for parts that jump: they see the time at which the step began."""
        return replace(self, clock=STEP_TIME)


def parsed(text: str) -> Node:
    """The tree of an expression that the case stage has already accepted."""
    node = parse(text)
    if isinstance(node, Fault):
        raise ValueError(f"{node.message} (column {node.column + 1} of {text!r})")
    return node


def compile_node(node: Node, scope: Scope) -> Row:
    """The row that holds the value of an expression."""
    rows = scope.rows
    match node:
        case Number(value=value):
            return rows.constant(float(value))
        case Name(id="time"):
            return rows.input(scope.clock)
        case Name(id="dt"):
            return rows.constant(scope.step)
        case Name(id="pi"):
            return rows.constant(math.pi)
        case Name(id=identifier):
            return scope.value(identifier)
        case Unary(operator=operator, operand=operand):
            op = Op.NEGATE if operator == "-" else Op.NOT
            return rows.emit(op, compile_node(operand, scope))
        case Binary():
            return _binary(node, scope)
        case IfElse(test=test, then=then, otherwise=otherwise):
            parts = [compile_node(part, scope) for part in (test, then, otherwise)]
            return rows.emit(Op.SELECT, *parts)
        case Call():
            return _call(node, scope)
        case _:
            raise ValueError(f"{expression_text(node)} has no place in an equation")


def _binary(node: Binary, scope: Scope) -> Row:
    if node.operator in COMPARISONS:
        scope = scope.stepwise()
    left, right = compile_node(node.left, scope), compile_node(node.right, scope)
    if node.operator in COMPARISONS:
        return _comparison(node.operator, left, right, scope)
    return scope.rows.emit(BINARY[node.operator], left, right)


def _comparison(operator: str, left: Row, right: Row, scope: Scope) -> Row:
    """1 where it holds, else 0; times that differ by less than `SLACK` are the same time."""
    rows = scope.rows
    if operator in (">", ">="):
        left, right = right, left
    timely = left in rows.timely or right in rows.timely
    slack = rows.constant(SLACK)
    if operator in ("=", "<>", "!="):
        equal = rows.emit(Op.EQUAL, left, right)
        if timely:
            apart = rows.emit(Op.ABS, rows.emit(Op.SUBTRACT, left, right))
            equal = rows.emit(Op.LESS_EQUAL, apart, slack)
        return equal if operator == "=" else rows.emit(Op.NOT, equal)
    if operator in ("<", ">"):
        left = rows.emit(Op.ADD, left, slack) if timely else left
        return rows.emit(Op.LESS, left, right)
    right = rows.emit(Op.ADD, right, slack) if timely else right
    return rows.emit(Op.LESS_EQUAL, left, right)


def _call(node: Call, scope: Scope) -> Row:
    name = node.function
    if name in ("smth1", "delay1"):
        return _smooth(node, scope, order=1, material=name == "delay1")
    if name in ("smth3", "delay3"):
        return _smooth(node, scope, order=3, material=name == "delay3")
    if name == "delay":
        return _fixed_delay(node, scope)
    if name in ("int", "step", "pulse"):
        scope = scope.stepwise()
    arguments = [compile_node(argument, scope) for argument in node.arguments]
    if name in PLAIN:
        return scope.rows.emit(PLAIN[name], *arguments)
    if name in ("min", "max"):
        return _fold(Op.MINIMUM if name == "min" else Op.MAXIMUM, arguments, scope)
    if name in COMPOSED:
        return COMPOSED[name](arguments, scope)
    if name == "lookup":
        return _lookup(node, arguments[0], scope)
    raise ValueError(f"function {name} has no compiled form")


def _fold(op: Op, arguments: list[Row], scope: Scope) -> Row:
    result = arguments[0]
    for argument in arguments[1:]:
        result = scope.rows.emit(op, result, argument)
    return result


def _lookup(node: Call, x: Row, scope: Scope) -> Row:
    points = [constant_value(argument, scope) for argument in node.arguments[1:]]
    table = np.array([points[0::2], points[1::2]], dtype=np.float64)
    return scope.rows.lookup(table, x)


def _since(start: Row, scope: Scope) -> Row:
    """1 from a time on; half a step of tolerance, so that rounding of the grid does not matter."""
    rows = scope.rows
    shifted = rows.emit(Op.ADD, rows.input(scope.clock), rows.constant(0.5 * scope.step))
    return rows.emit(Op.LESS_EQUAL, start, shifted)


def _step(arguments: list[Row], scope: Scope) -> Row:
    return scope.rows.emit(Op.MULTIPLY, _since(arguments[1], scope), arguments[0])


def _ramp(arguments: list[Row], scope: Scope) -> Row:
    rows = scope.rows
    time = rows.input(scope.clock)
    if len(arguments) == 3:
        time = rows.emit(Op.MINIMUM, time, arguments[2])
    elapsed = rows.emit(Op.SUBTRACT, time, arguments[1])
    return rows.emit(Op.MULTIPLY, arguments[0], rows.emit(Op.MAXIMUM, elapsed, rows.constant(0.0)))


def _pulse(arguments: list[Row], scope: Scope) -> Row:
    """Magnitude / dt during one step at the first time, and again every interval (XMILE)."""
    rows = scope.rows
    time = rows.input(scope.clock)
    elapsed = rows.emit(Op.SUBTRACT, time, arguments[1])
    half = rows.constant(0.5 * scope.step)
    shifted = rows.emit(Op.ADD, elapsed, half)
    begun = rows.emit(Op.LESS_EQUAL, rows.constant(0.0), shifted)
    if len(arguments) == 3:
        turns = rows.emit(Op.INTEGER, rows.emit(Op.DIVIDE, shifted, arguments[2]))
        shifted = rows.emit(Op.SUBTRACT, shifted, rows.emit(Op.MULTIPLY, turns, arguments[2]))
    within = rows.emit(Op.LESS, shifted, rows.constant(scope.step))
    now = rows.emit(Op.AND, begun, within)
    height = rows.emit(Op.DIVIDE, arguments[0], rows.constant(scope.step))
    return rows.emit(Op.MULTIPLY, now, height)


def _integer(arguments: list[Row], scope: Scope) -> Row:
    rows, argument = scope.rows, arguments[0]
    if argument in rows.timely:
        argument = rows.emit(Op.ADD, argument, rows.constant(SLACK))
    return rows.emit(Op.INTEGER, argument)


def _common_logarithm(arguments: list[Row], scope: Scope) -> Row:
    inverse = scope.rows.constant(1.0 / math.log(10.0))
    return scope.rows.emit(Op.MULTIPLY, scope.rows.emit(Op.LN, arguments[0]), inverse)


def _pi(_arguments: list[Row], scope: Scope) -> Row:
    return scope.rows.constant(math.pi)


COMPOSED: dict[str, Callable[[list[Row], Scope], Row]] = {
    "int": _integer,
    "log10": _common_logarithm,
    "pi": _pi,
    "step": _step,
    "ramp": _ramp,
    "pulse": _pulse,
}


def _smooth(node: Call, scope: Scope, order: int, material: bool) -> Row:
    """First- or third-order exponential smoothing of information, or delay of material."""
    rows = scope.rows
    source = compile_node(node.arguments[0], scope)
    total_time = compile_node(node.arguments[1], scope)
    if len(node.arguments) == 3:
        start = constant_value(node.arguments[2], scope)
    else:
        start = constant_value(node.arguments[0], scope)
    stage_time = rows.emit(Op.DIVIDE, total_time, rows.constant(float(order)))
    stage_time = rows.emit(Op.MAXIMUM, stage_time, rows.constant(4.0 * scope.step))
    signal = source
    for stage in range(order):
        state = rows.state(StateName(StateRole.EXPRESSION, expression_text(node), stage + 1))
        if material:
            out = rows.emit(Op.DIVIDE, state, stage_time)
            scope.rates[state] = rows.emit(Op.SUBTRACT, signal, out)
            delay = constant_value(node.arguments[1], scope)
            scope.initial[state] = start * max(delay / order, 4.0 * scope.step)
            signal = out
        else:
            gap = rows.emit(Op.SUBTRACT, signal, state)
            scope.rates[state] = rows.emit(Op.DIVIDE, gap, stage_time)
            scope.initial[state] = start
            signal = state
    return signal


def _fixed_delay(node: Call, scope: Scope) -> Row:
    text = expression_text(node)
    rows = scope.rows
    length = max(1, round(constant_value(node.arguments[1], scope) / scope.step))
    start = constant_value(node.arguments[2 if len(node.arguments) == 3 else 0], scope)
    output = rows.input(InputName(InputRole.DELAYED, text))
    states = tuple(
        rows.state(StateName(StateRole.EXPRESSION, text, slot)) for slot in range(length)
    )
    if not any(ring.output == output for ring in scope.rings):
        scope.rings.append(Delayed(states, compile_node(node.arguments[0], scope), output))
        scope.initial.update(dict.fromkeys(states, start))
    return output


def constant_value(node: Node, scope: Scope) -> float:
    """The value of an expression at the start, with every factor at its reference."""
    return evaluate(node, scope.references, time=scope.start, step=scope.step)
