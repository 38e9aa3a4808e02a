"""Functions of numbers at one time."""

import math
from collections.abc import Callable

from contention.models.program import SATURATION, Op
from contention.stockflow.graph import Node
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.syntax import Call

SMALL = 1e-6
"""a divisor within it is zero (Vensim Reference, "ZIDZ")"""


def _plain(op: Op) -> Handler:
    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        return lowering.op(op, *lowering.arguments(call, context))

    return handler


def _of(function: Callable[..., Node]) -> Handler:
    """A function of the nodes of its arguments."""

    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        result: Node = function(lowering, *lowering.arguments(call, context))
        return result

    return handler


def _constant(value: float) -> Handler:
    return lambda lowering, _call, _context: lowering.number(value)


STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
"""coefficients of 1/z, 1/z^3, … in ln Γ(z) (Abramowitz and Stegun, 6.1.41)"""
SHIFTED = 8
"""ln Γ(x) is that of x + 8, less the logarithms of x, x + 1, …: the series is right to 1e-15"""


def _gamma_ln(lowering: Lowering, x: Node) -> Node:
    number, op = lowering.number, lowering.op
    below = x
    for step in range(1, SHIFTED):
        below = op(Op.MULTIPLY, below, op(Op.ADD, x, number(float(step))))
    z = op(Op.ADD, x, number(float(SHIFTED)))
    inverse = op(Op.DIVIDE, number(1.0), z)
    square = op(Op.MULTIPLY, inverse, inverse)
    tail = number(0.0)
    for coefficient in reversed(STIRLING):
        tail = op(Op.ADD, number(coefficient), op(Op.MULTIPLY, square, tail))
    series = op(Op.MULTIPLY, inverse, tail)
    main = op(Op.MULTIPLY, op(Op.SUBTRACT, z, number(0.5)), op(Op.LN, z))
    half = op(Op.SUBTRACT, main, op(Op.SUBTRACT, z, number(0.5 * math.log(2 * math.pi))))
    found = op(Op.SUBTRACT, op(Op.ADD, half, series), op(Op.LN, below))
    return lowering.choose(lowering.greater(x, number(0.0)), found, number(math.nan))


def _log10(lowering: Lowering, x: Node) -> Node:
    return _log(lowering, x, lowering.number(10.0))


def _log(lowering: Lowering, x: Node, base: Node) -> Node:
    return lowering.op(Op.DIVIDE, lowering.op(Op.LN, x), lowering.op(Op.LN, base))


def _tanh(lowering: Lowering, x: Node) -> Node:
    """The engine has Y tanh(x / Y)."""
    scale = lowering.number(SATURATION)
    scaled = lowering.op(Op.SATURATE, lowering.op(Op.MULTIPLY, x, scale))
    return lowering.op(Op.DIVIDE, scaled, scale)


def _half(lowering: Lowering, x: Node, sign: Op) -> Node:
    """(e^x ± e^-x) / 2."""
    up, down = lowering.op(Op.EXP, x), lowering.op(Op.EXP, lowering.op(Op.NEGATE, x))
    return lowering.op(Op.MULTIPLY, lowering.op(sign, up, down), lowering.number(0.5))


def _round(lowering: Lowering, x: Node) -> Node:
    magnitude = lowering.op(Op.ADD, lowering.op(Op.ABS, x), lowering.number(0.5))
    whole = lowering.op(Op.TRUNCATE, magnitude)
    negative = lowering.op(Op.LESS, x, lowering.number(0.0))
    return lowering.choose(negative, lowering.op(Op.NEGATE, whole), whole)


def _floor_modulo(lowering: Lowering, x: Node, divisor: Node) -> Node:
    times = lowering.op(Op.INTEGER, lowering.op(Op.DIVIDE, x, divisor))
    return lowering.op(Op.SUBTRACT, x, lowering.op(Op.MULTIPLY, divisor, times))


def _truncate_modulo(lowering: Lowering, x: Node, divisor: Node) -> Node:
    return lowering.op(Op.SUBTRACT, x, _quantum(lowering, x, divisor))


def _quantum(lowering: Lowering, x: Node, quantum: Node) -> Node:
    times = lowering.op(Op.TRUNCATE, lowering.op(Op.DIVIDE, x, quantum))
    whole = lowering.op(Op.MULTIPLY, quantum, times)
    none = lowering.op(Op.LESS_EQUAL, quantum, lowering.number(0.0))
    return lowering.choose(none, x, whole)


def divide_or(lowering: Lowering, x: Node, divisor: Node, otherwise: Node) -> Node:
    """x / divisor, or `otherwise` if the divisor is as good as 0 (V XIDZ)."""
    small = lowering.op(Op.LESS, lowering.op(Op.ABS, divisor), lowering.number(SMALL))
    return lowering.choose(small, otherwise, lowering.op(Op.DIVIDE, x, divisor))


def _zidz(lowering: Lowering, x: Node, divisor: Node) -> Node:
    return divide_or(lowering, x, divisor, lowering.number(0.0))


def _safe_divide(lowering: Lowering, x: Node, divisor: Node, otherwise: Node | None = None) -> Node:
    zero = lowering.number(0.0)
    none = lowering.op(Op.EQUAL, divisor, zero)
    instead = zero if otherwise is None else otherwise
    return lowering.choose(none, instead, lowering.op(Op.DIVIDE, x, divisor))


ELEMENTARY: dict[str, Handler] = {
    "abs": _plain(Op.ABS),
    "exp": _plain(Op.EXP),
    "ln": _plain(Op.LN),
    "log10": _of(_log10),
    "log": _of(_log),
    "sqrt": _plain(Op.SQRT),
    "gamma_ln": _of(_gamma_ln),
    "power": _plain(Op.POWER),
    "sin": _plain(Op.SIN),
    "cos": _plain(Op.COS),
    "tan": _plain(Op.TAN),
    "arcsin": _plain(Op.ARCSIN),
    "arccos": _plain(Op.ARCCOS),
    "arctan": _plain(Op.ARCTAN),
    "sinh": _of(lambda lowering, x: _half(lowering, x, Op.SUBTRACT)),
    "cosh": _of(lambda lowering, x: _half(lowering, x, Op.ADD)),
    "tanh": _of(_tanh),
    "pi": _constant(math.pi),
    "infinity": _constant(math.inf),
    "floor": _plain(Op.INTEGER),
    "truncate": _plain(Op.TRUNCATE),
    "round": _of(_round),
    "floor_modulo": _of(_floor_modulo),
    "truncate_modulo": _of(_truncate_modulo),
    "quantum": _of(_quantum),
    "xidz": _of(divide_or),
    "zidz": _of(_zidz),
    "safe_divide": _of(_safe_divide),
}
"""functions of numbers; the comment of each is in `functions.py`"""
