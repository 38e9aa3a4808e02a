"""The value of an expression at the reference, computed directly from its tree."""

import math
import operator
from collections.abc import Callable, Mapping

from contention.language.parsing import names
from contention.language.syntax import Binary, Call, IfElse, Name, Node, Number, Unary

OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "^": operator.pow, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "=": operator.eq, "<>": operator.ne, "!=": operator.ne,
    "and": lambda a, b: float(bool(a) and bool(b)),
    "or": lambda a, b: float(bool(a) or bool(b)),
}  # fmt: skip
FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min, "max": max, "exp": math.exp, "ln": math.log, "log10": math.log10, "abs": abs,
    "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "int": math.floor,
    "pi": lambda: math.pi,
}  # fmt: skip


EQUAL: dict[str, float] = {
    "<": 0.0, "<=": 1.0, ">": 0.0, ">=": 1.0, "=": 1.0, "<>": 0.0, "!=": 0.0,
}  # fmt: skip
"""What a comparison of equal numbers gives."""
SLACK = 1e-7
"""see `models.expressions.SLACK`"""


def evaluate(
    node: Node, references: Mapping[str, float], *, time: float = 0.0, step: float = 1.0
) -> float:
    """The number that an expression gives at the reference.

    Smoothing and delay functions give their input. Division by zero and the like give NaN.
    """
    try:
        return float(_value(node, {**references, "time": time, "dt": step, "pi": math.pi}))
    except (ZeroDivisionError, ValueError, OverflowError, TypeError):
        return math.nan


def _value(node: Node, values: Mapping[str, float]) -> float:
    def inside(child: Node) -> float:
        return _value(child, values)

    match node:
        case Number(value=value):
            return float(value)
        case Name(id=identifier):
            return values[identifier]
        case Unary(operator="-", operand=operand):
            return -inside(operand)
        case Unary(operand=operand):
            return float(not inside(operand))
        case Binary(operator=name, left=left, right=right):
            first, second = inside(left), inside(right)
            if "time" in names(node) and abs(first - second) < SLACK and name in EQUAL:
                return EQUAL[name]
            return OPERATORS[name](first, second)
        case IfElse(test=test, then=then, otherwise=otherwise):
            return inside(then) if inside(test) else inside(otherwise)
        case Call():
            return _call(node, inside, values["time"])
        case _:
            raise ValueError("not an expression of factors")


def _call(node: Call, inside: Callable[[Node], float], time: float) -> float:
    name = node.function
    if name.startswith(("smth", "delay")):
        return inside(node.arguments[0])
    values = [inside(argument) for argument in node.arguments]
    if name == "int" and "time" in names(node):
        values = [values[0] + SLACK]
    if name == "step":
        return values[0] if time >= values[1] else 0.0
    if name == "ramp":
        last = min(time, values[2]) if len(values) == 3 else time
        return values[0] * max(0.0, last - values[1])
    if name == "pulse":
        return 0.0
    if name == "lookup":
        import numpy as np  # loading a case without a table does without it

        return float(np.interp(values[0], values[1::2], values[2::2]))
    return FUNCTIONS[name](*values)
