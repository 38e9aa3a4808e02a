"""Instructions of a program as expressions: those that are used once are written in place."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from contention.exchange.models.equations import (
    ONE,
    ZERO,
    Call,
    Expression,
    Function,
    Lookup,
    Name,
    Number,
    call,
)
from contention.models.program import SATURATION, InstructionColumn, Op, Program

Line = Sequence[int]
LARGEST = 300.0
"""what an exponent is held at, so that no tool meets an infinity"""
LONGEST = 12
"""how many operations an expression may hold before its parts get names of their own"""

_SIMPLE: dict[int, Function] = {
    Op.ADD: "add", Op.SUBTRACT: "subtract", Op.MULTIPLY: "multiply", Op.DIVIDE: "divide",
    Op.POWER: "power", Op.MINIMUM: "min", Op.MAXIMUM: "max",
}  # fmt: skip
_OF_ONE: dict[int, Function] = {
    Op.NEGATE: "negate", Op.EXP: "exp", Op.LN: "ln", Op.ABS: "abs", Op.SQRT: "sqrt",
    Op.SIN: "sin", Op.COS: "cos",
}  # fmt: skip
_CONDITIONS: dict[int, Function] = {
    Op.LESS: "less", Op.LESS_EQUAL: "less_equal", Op.EQUAL: "equal",
}  # fmt: skip


class NotCarriedError(ValueError):
    """An equation that no other tool computes as we do; the message names it."""


def _truth(condition: Expression) -> Expression:
    return Call("if", (condition, ONE, ZERO))


def _is_true(value: Expression) -> Expression:
    """A number as a condition: true unless 0."""
    if isinstance(value, Call) and value.function == "if" and value.arguments[1:] == (ONE, ZERO):
        return value.arguments[0]
    return Call("not", (Call("equal", (value, ZERO)),))


@dataclass
class Translation:
    """Rows of a program as expressions."""

    program: Program
    row: dict[int, Expression]
    """constants, parameters, inputs and states; temporaries are added as they are met"""
    name: Callable[[int, Expression], Name]
    """gives the expression of a row that is used more than once a variable of its own"""
    uses: Counter[int] = field(default_factory=Counter)
    sizes: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.program.instructions:
            self.uses.update(_operands(line))

    def all(self) -> None:
        """Translate every instruction, in order."""
        for line in self.program.instructions:
            out = int(line[InstructionColumn.OUT])
            made = self._one(line)
            size = 1 + sum(self.sizes.get(row, 0) for row in _operands(line))
            small = isinstance(made, Number | Name)
            apart = isinstance(made, Lookup) or self.uses[out] > 1 or size > LONGEST
            if not small and apart:
                made, size = self.name(out, made), 0
            self.row[out], self.sizes[out] = made, 0 if small else size

    def _one(self, line: Line) -> Expression:
        op = int(line[InstructionColumn.OP])
        a, b, c = (
            self.row.get(int(line[column]), ZERO)
            for column in (InstructionColumn.A, InstructionColumn.B, InstructionColumn.C)
        )
        if op == Op.COPY:
            return a
        if op in _SIMPLE:
            return call(_SIMPLE[op], a, b)
        if op in _OF_ONE:
            return call(_OF_ONE[op], a)
        if op in _CONDITIONS:
            return _truth(Call(_CONDITIONS[op], (a, b)))
        if op == Op.LOOKUP:
            x, y = self.program.tables[int(line[InstructionColumn.B])]
            return Lookup(tuple(x.tolist()), tuple(y.tolist()), a)
        return self._composed(op, a, b, c)

    def _composed(self, op: int, a: Expression, b: Expression, c: Expression) -> Expression:
        if op == Op.MULTIPLY_ADD:
            return call("add", a, call("multiply", b, c))
        if op == Op.SELECT:
            return Call("if", (_is_true(a), b, c))
        if op == Op.AND:
            return _truth(Call("and", (_is_true(a), _is_true(b))))
        if op == Op.OR:
            return _truth(Call("or", (_is_true(a), _is_true(b))))
        if op == Op.NOT:
            return _truth(Call("equal", (a, ZERO)))
        if op == Op.SATURATE:
            return _saturated(a)
        if op == Op.LOGISTIC:
            bounded = call("min", Number(LARGEST), call("negate", a))
            return call("divide", ONE, call("add", ONE, call("exp", bounded)))
        if op == Op.LOGIT:
            return call("ln", call("divide", a, call("subtract", ONE, a)))
        if op == Op.CLIP:
            return call("min", call("max", a, b), c)
        raise NotCarriedError(
            "the integer part of a number is computed differently by different tools "
            "(INT of negative numbers)"
        )


def _saturated(z: Expression) -> Expression:
    """`Y tanh(z / Y)`, by the exponential, as few tools have tanh."""
    twice = call("min", Number(LARGEST), call("multiply", Number(2.0 / SATURATION), z))
    down = call("divide", Number(2.0), call("add", call("exp", twice), ONE))
    return call("multiply", Number(SATURATION), call("subtract", ONE, down))


def _operands(line: Line) -> list[int]:
    """Rows that an instruction reads."""
    op = int(line[InstructionColumn.OP])
    columns = [InstructionColumn.A]
    if op in (Op.MULTIPLY_ADD, Op.SELECT, Op.CLIP):
        columns += [InstructionColumn.B, InstructionColumn.C]
    elif op in _SIMPLE or op in _CONDITIONS or op in (Op.AND, Op.OR):
        columns += [InstructionColumn.B]
    return [int(line[column]) for column in columns]
