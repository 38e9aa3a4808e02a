"""The instruction loop: each instruction is one pass over a row of `BLOCK` draws.

One small function serves all models and is compiled once. The number of draws is a constant of
the machine code and no instruction writes a row that it reads (`Program`), so that each pass
becomes straight vector code.
"""

import math
from collections.abc import Callable

import numpy as np

from contention.models.program import Floats1d, Floats2d, Ints1d, Op
from contention.runs.arithmetic import exp, ln, logistic, logit, saturate
from contention.runs.compiled import compiled
from contention.runs.memory import BLOCK
from contention.runs.tape import ADD_SATURATED

# Opcodes as plain integers: constants of the compiled code.
COPY, ADD, SUBTRACT, MULTIPLY = int(Op.COPY), int(Op.ADD), int(Op.SUBTRACT), int(Op.MULTIPLY)
DIVIDE, NEGATE, MULTIPLY_ADD = int(Op.DIVIDE), int(Op.NEGATE), int(Op.MULTIPLY_ADD)
POWER, EXP, LN, ABS, SQRT = int(Op.POWER), int(Op.EXP), int(Op.LN), int(Op.ABS), int(Op.SQRT)
MINIMUM, MAXIMUM, CLIP, SELECT = int(Op.MINIMUM), int(Op.MAXIMUM), int(Op.CLIP), int(Op.SELECT)
LESS, LESS_EQUAL, EQUAL = int(Op.LESS), int(Op.LESS_EQUAL), int(Op.EQUAL)
AND, OR, NOT = int(Op.AND), int(Op.OR), int(Op.NOT)
SATURATE, LOGISTIC, LOGIT = int(Op.SATURATE), int(Op.LOGISTIC), int(Op.LOGIT)
SIN, COS, INTEGER, LOOKUP = int(Op.SIN), int(Op.COS), int(Op.INTEGER), int(Op.LOOKUP)

Scalar = Callable[[float, float, float], float]
Pass = Callable[[Floats2d, int, int, int, int], None]


def _over_draws(scalar: Scalar) -> Pass:
    """The pass over all draws of a function of one draw's operands."""
    inner = compiled(scalar)

    @compiled
    def over_draws(rows: Floats2d, out: int, a: int, b: int, c: int) -> None:
        for i in range(BLOCK):
            rows[out, i] = inner(rows[a, i], rows[b, i], rows[c, i])

    return over_draws


_copy = _over_draws(lambda a, _b, _c: a)
_add = _over_draws(lambda a, b, _c: a + b)
_subtract = _over_draws(lambda a, b, _c: a - b)
_multiply = _over_draws(lambda a, b, _c: a * b)
_divide = _over_draws(lambda a, b, _c: a / b)
_negate = _over_draws(lambda a, _b, _c: -a)
_multiply_add = _over_draws(lambda a, b, c: a + b * c)
_power = _over_draws(lambda a, b, _c: math.pow(a, b))
_exp = _over_draws(lambda a, _b, _c: exp(a))
_ln = _over_draws(lambda a, _b, _c: ln(a))
_abs = _over_draws(lambda a, _b, _c: abs(a))
_sqrt = _over_draws(lambda a, _b, _c: np.sqrt(a))
# NaN in either operand must come through, hence the third branch.
_minimum = _over_draws(lambda a, b, _c: a if a < b else (b if b <= a else a + b))
_maximum = _over_draws(lambda a, b, _c: a if a > b else (b if b >= a else a + b))
_clip = _over_draws(lambda a, b, c: b if a < b else (c if a > c else a))
_select = _over_draws(lambda a, b, c: b if a != 0.0 else c)
_less = _over_draws(lambda a, b, _c: 1.0 if a < b else 0.0)
_less_equal = _over_draws(lambda a, b, _c: 1.0 if a <= b else 0.0)
_equal = _over_draws(lambda a, b, _c: 1.0 if a == b else 0.0)
_and = _over_draws(lambda a, b, _c: (1.0 if a != 0.0 else 0.0) * (1.0 if b != 0.0 else 0.0))
_or = _over_draws(lambda a, b, _c: 1.0 if a != 0.0 else (1.0 if b != 0.0 else 0.0))
_not = _over_draws(lambda a, _b, _c: 1.0 if a == 0.0 else 0.0)
_saturate = _over_draws(lambda a, _b, _c: saturate(a))
_add_saturated = _over_draws(lambda a, b, c: a + b * saturate(c))
_logistic = _over_draws(lambda a, _b, _c: logistic(a))
_logit = _over_draws(lambda a, _b, _c: logit(a))
_sin = _over_draws(lambda a, _b, _c: math.sin(a))
_cos = _over_draws(lambda a, _b, _c: math.cos(a))
_integer = _over_draws(lambda a, _b, _c: np.trunc(a))


@compiled
def _lookup(
    rows: Floats2d, out: int, a: int, x: Floats1d, y: Floats1d, first: int, last: int
) -> None:
    """Linear between points `first` … `last` of a graphical function, held outside."""
    for i in range(BLOCK):
        value = rows[a, i]
        low, high = first, last
        while high - low > 1:
            middle = (low + high) // 2
            if x[middle] <= value:
                low = middle
            else:
                high = middle
        share = (value - x[low]) / (x[high] - x[low]) if high > low else 0.0 * value
        share = min(max(share, 0.0), 1.0) if value == value else value
        rows[out, i] = y[low] + share * (y[high] - y[low])


@compiled
def _arithmetic(rows: Floats2d, op: int, out: int, a: int, b: int, c: int) -> None:
    if op == ADD_SATURATED:
        _add_saturated(rows, out, a, b, c)
    elif op == MULTIPLY_ADD:
        _multiply_add(rows, out, a, b, c)
    elif op == ADD:
        _add(rows, out, a, b, c)
    elif op == SUBTRACT:
        _subtract(rows, out, a, b, c)
    elif op == MULTIPLY:
        _multiply(rows, out, a, b, c)
    elif op == DIVIDE:
        _divide(rows, out, a, b, c)
    elif op == NEGATE:
        _negate(rows, out, a, b, c)
    elif op == ABS:
        _abs(rows, out, a, b, c)
    elif op == SQRT:
        _sqrt(rows, out, a, b, c)
    else:
        _copy(rows, out, a, b, c)


@compiled
def _choice(rows: Floats2d, op: int, out: int, a: int, b: int, c: int) -> None:
    if op == MINIMUM:
        _minimum(rows, out, a, b, c)
    elif op == MAXIMUM:
        _maximum(rows, out, a, b, c)
    elif op == CLIP:
        _clip(rows, out, a, b, c)
    elif op == SELECT:
        _select(rows, out, a, b, c)
    elif op == LESS:
        _less(rows, out, a, b, c)
    elif op == LESS_EQUAL:
        _less_equal(rows, out, a, b, c)
    elif op == EQUAL:
        _equal(rows, out, a, b, c)
    elif op == AND:
        _and(rows, out, a, b, c)
    elif op == OR:
        _or(rows, out, a, b, c)
    else:
        _not(rows, out, a, b, c)


@compiled
def _transcendental(rows: Floats2d, op: int, out: int, a: int, b: int, c: int) -> None:
    if op == SATURATE:
        _saturate(rows, out, a, b, c)
    elif op == EXP:
        _exp(rows, out, a, b, c)
    elif op == LN:
        _ln(rows, out, a, b, c)
    elif op == LOGISTIC:
        _logistic(rows, out, a, b, c)
    elif op == LOGIT:
        _logit(rows, out, a, b, c)
    elif op == POWER:
        _power(rows, out, a, b, c)
    elif op == SIN:
        _sin(rows, out, a, b, c)
    elif op == COS:
        _cos(rows, out, a, b, c)
    else:
        _integer(rows, out, a, b, c)


@compiled
def evaluate(
    rows: Floats2d, tape: Ints1d, table_first: Ints1d, table_x: Floats1d, table_y: Floats1d
) -> None:
    """Run a tape (instructions, 5) over the row file (rows, BLOCK)."""
    for k in range(tape.shape[0]):
        op, out, a, b, c = tape[k, 0], tape[k, 1], tape[k, 2], tape[k, 3], tape[k, 4]
        if op == LOOKUP:
            _lookup(rows, out, a, table_x, table_y, table_first[b], table_first[b + 1] - 1)
        elif MINIMUM <= op <= SELECT or op == CLIP:
            _choice(rows, op, out, a, b, c)
        elif op <= MULTIPLY_ADD or op in (ABS, SQRT, ADD_SATURATED):
            _arithmetic(rows, op, out, a, b, c)
        else:
            _transcendental(rows, op, out, a, b, c)
