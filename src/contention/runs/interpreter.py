"""The instruction loop: each instruction is one pass over a row of `BLOCK` draws.

One small function serves all models and is compiled once. The number of draws is a constant of
the machine code and no instruction writes a row that it reads (`Program`), so that each pass
becomes straight vector code.
"""

import math

import numpy as np

from contention.models.program import Floats2d, Op
from contention.runs.arithmetic import exp, ln, logistic, saturate
from contention.runs.compiled import compiled
from contention.runs.further import further, segments, tabled
from contention.runs.instructions import RECIPROCAL, RELAXATION, SUM, Table, TapeColumn
from contention.runs.layout import BLOCK
from contention.runs.lists import listed
from contention.runs.tape import Equations

# Opcodes as plain integers: constants of the compiled code.
COPY, ADD, SUBTRACT, MULTIPLY = int(Op.COPY), int(Op.ADD), int(Op.SUBTRACT), int(Op.MULTIPLY)
DIVIDE, NEGATE, MULTIPLY_ADD = int(Op.DIVIDE), int(Op.NEGATE), int(Op.MULTIPLY_ADD)
POWER, EXP, LN, ABS, SQRT = int(Op.POWER), int(Op.EXP), int(Op.LN), int(Op.ABS), int(Op.SQRT)
MINIMUM, MAXIMUM, CLIP, SELECT = int(Op.MINIMUM), int(Op.MAXIMUM), int(Op.CLIP), int(Op.SELECT)
LESS, LESS_EQUAL, EQUAL = int(Op.LESS), int(Op.LESS_EQUAL), int(Op.EQUAL)
AND, OR, NOT = int(Op.AND), int(Op.OR), int(Op.NOT)
SATURATE, LOGISTIC, LOGIT = int(Op.SATURATE), int(Op.LOGISTIC), int(Op.LOGIT)
POISSON_QUANTILE, ELEMENT = int(Op.POISSON_QUANTILE), int(Op.ELEMENT)
SIN, COS, INTEGER, LOOKUP = int(Op.SIN), int(Op.COS), int(Op.INTEGER), int(Op.LOOKUP)
OUT, A, B, C, D = TapeColumn.OUT, TapeColumn.A, TapeColumn.B, TapeColumn.C, TapeColumn.D
E, F, G, H, J = TapeColumn.E, TapeColumn.F, TapeColumn.G, TapeColumn.H, TapeColumn.J
Y, R = TapeColumn.Y, TapeColumn.R


@compiled
def _least(a: float, b: float) -> float:
    """The smaller; NaN where either is NaN."""
    return a if a < b else (b if b <= a else a + b)


@compiled
def _arithmetic(rows: Floats2d, op: int, out: int, a: int, b: int, c: int) -> None:  # noqa: C901
    if op == RECIPROCAL:
        for i in range(BLOCK):
            rows[out, i] = 1.0 / rows[a, i]
    elif op == MULTIPLY_ADD:
        for i in range(BLOCK):
            rows[out, i] = rows[a, i] + rows[b, i] * rows[c, i]
    elif op == ADD:
        for i in range(BLOCK):
            rows[out, i] = rows[a, i] + rows[b, i]
    elif op == SUBTRACT:
        for i in range(BLOCK):
            rows[out, i] = rows[a, i] - rows[b, i]
    elif op == MULTIPLY:
        for i in range(BLOCK):
            rows[out, i] = rows[a, i] * rows[b, i]
    elif op == DIVIDE:
        for i in range(BLOCK):
            rows[out, i] = rows[a, i] / rows[b, i]
    elif op == NEGATE:
        for i in range(BLOCK):
            rows[out, i] = -rows[a, i]
    elif op == ABS:
        for i in range(BLOCK):
            rows[out, i] = abs(rows[a, i])
    elif op == SQRT:
        for i in range(BLOCK):
            rows[out, i] = np.sqrt(rows[a, i])
    else:
        for i in range(BLOCK):
            rows[out, i] = rows[a, i]


@compiled
def _choice(rows: Floats2d, op: int, out: int, a: int, b: int, c: int) -> None:  # noqa: C901
    if op == MINIMUM:
        for i in range(BLOCK):
            rows[out, i] = _least(rows[a, i], rows[b, i])
    elif op == MAXIMUM:
        for i in range(BLOCK):
            rows[out, i] = -_least(-rows[a, i], -rows[b, i])
    elif op == CLIP:
        for i in range(BLOCK):
            rows[out, i] = (
                rows[b, i]
                if rows[a, i] < rows[b, i]
                else (rows[c, i] if rows[a, i] > rows[c, i] else rows[a, i])
            )
    elif op == SELECT:
        for i in range(BLOCK):
            rows[out, i] = rows[b, i] if rows[a, i] != 0.0 else rows[c, i]
    elif op == LESS:
        for i in range(BLOCK):
            rows[out, i] = 1.0 if rows[a, i] < rows[b, i] else 0.0
    elif op == LESS_EQUAL:
        for i in range(BLOCK):
            rows[out, i] = 1.0 if rows[a, i] <= rows[b, i] else 0.0
    elif op == EQUAL:
        for i in range(BLOCK):
            rows[out, i] = 1.0 if rows[a, i] == rows[b, i] else 0.0
    elif op == AND:
        for i in range(BLOCK):
            rows[out, i] = (1.0 if rows[a, i] != 0.0 else 0.0) * (1.0 if rows[b, i] != 0.0 else 0.0)
    elif op == OR:
        for i in range(BLOCK):
            rows[out, i] = 1.0 if rows[a, i] != 0.0 else (1.0 if rows[b, i] != 0.0 else 0.0)
    else:
        for i in range(BLOCK):
            rows[out, i] = 1.0 if rows[a, i] == 0.0 else 0.0


@compiled
def _transcendental(rows: Floats2d, op: int, out: int, a: int, b: int, c: int) -> None:  # noqa: ARG001, C901
    if op == SATURATE:
        for i in range(BLOCK):
            rows[out, i] = saturate(rows[a, i])
    elif op == EXP:
        for i in range(BLOCK):
            rows[out, i] = exp(rows[a, i])
    elif op == LN:
        for i in range(BLOCK):
            rows[out, i] = ln(rows[a, i])
    elif op == LOGISTIC:
        for i in range(BLOCK):
            rows[out, i] = logistic(rows[a, i])
    elif op == LOGIT:
        for i in range(BLOCK):
            rows[out, i] = ln(rows[a, i] / (1.0 - rows[a, i]))
    elif op == POWER:
        for i in range(BLOCK):
            rows[out, i] = math.pow(rows[a, i], rows[b, i])
    elif op == SIN:
        for i in range(BLOCK):
            rows[out, i] = math.sin(rows[a, i])
    elif op == COS:
        for i in range(BLOCK):
            rows[out, i] = math.cos(rows[a, i])
    else:
        for i in range(BLOCK):
            rows[out, i] = np.floor(rows[a, i])


@compiled
def _lookup(rows: Floats2d, out: int, a: int, equations: Equations, table: int) -> None:
    """Linear between the points of a graphical function, held outside."""
    x, y = equations.table_x, equations.table_y
    first, last = equations.table_first[table], equations.table_first[table + 1] - 1
    segments(rows, out, a, x, first, last)
    begin, after = np.uint64(first), np.uint64(last > first)
    for i in range(BLOCK):
        value = rows[a, i]
        low = begin + np.uint64(np.int64(rows[out, i]))  # without a sign, so without a branch
        high = low + after
        share = (value - x[low]) / (x[high] - x[low]) if high > low else 0.0 * value
        share = 0.0 if share < 0.0 else share
        share = 1.0 if share > 1.0 else share
        rows[out, i] = y[low] + share * (y[high] - y[low])


@compiled
def _sum(
    rows: Floats2d, n: int, out: int, a: int,
    b: int, c: int, d: int, e: int, f: int, g: int, h: int, k: int,
) -> None:  # fmt: skip
    """A row and n products; the kernel's speed depends on how many rows it reads per result."""
    if n == 2:
        for i in range(BLOCK):
            rows[out, i] = rows[a, i] + rows[b, i] * rows[c, i] + rows[d, i] * rows[e, i]
    elif n == 3:
        for i in range(BLOCK):
            total = rows[a, i] + rows[b, i] * rows[c, i] + rows[d, i] * rows[e, i]
            rows[out, i] = total + rows[f, i] * rows[g, i]
    else:
        for i in range(BLOCK):
            total = rows[a, i] + rows[b, i] * rows[c, i] + rows[d, i] * rows[e, i]
            rows[out, i] = total + rows[f, i] * rows[g, i] + rows[h, i] * rows[k, i]


@compiled
def _relaxation(
    rows: Floats2d, n: int, out: int, a: int,
    b: int, c: int, d: int, e: int, f: int, g: int, h: int, k: int, y: int, r: int,
) -> None:  # fmt: skip
    """The same, less row y, times row r."""
    if n == 0:
        for i in range(BLOCK):
            rows[out, i] = (rows[a, i] - rows[y, i]) * rows[r, i]
    elif n == 1:
        for i in range(BLOCK):
            total = rows[a, i] + rows[b, i] * rows[c, i]
            rows[out, i] = (total - rows[y, i]) * rows[r, i]
    elif n == 2:
        for i in range(BLOCK):
            total = rows[a, i] + rows[b, i] * rows[c, i] + rows[d, i] * rows[e, i]
            rows[out, i] = (total - rows[y, i]) * rows[r, i]
    elif n == 3:
        for i in range(BLOCK):
            total = rows[a, i] + rows[b, i] * rows[c, i] + rows[d, i] * rows[e, i]
            total = total + rows[f, i] * rows[g, i]
            rows[out, i] = (total - rows[y, i]) * rows[r, i]
    else:
        for i in range(BLOCK):
            total = rows[a, i] + rows[b, i] * rows[c, i] + rows[d, i] * rows[e, i]
            total = total + rows[f, i] * rows[g, i] + rows[h, i] * rows[k, i]
            rows[out, i] = (total - rows[y, i]) * rows[r, i]


@compiled
def _row(tape: Table, k: int, column: int) -> int:
    """A row number of line k, unsigned, so that no loop has to check for negative indices."""
    return np.uint64(tape[k, column])  # type: ignore[return-value]


@compiled
def evaluate(rows: Floats2d, tape: Table, equations: Equations) -> None:
    """Run a tape (instructions, WIDTH) over the row file (rows, BLOCK)."""
    for k in range(tape.shape[0]):
        op, out, a = tape[k, TapeColumn.OP], _row(tape, k, OUT), _row(tape, k, A)
        b, c = _row(tape, k, B), _row(tape, k, C)
        if op >= SUM:
            d, e, f, g = _row(tape, k, D), _row(tape, k, E), _row(tape, k, F), _row(tape, k, G)
            h, j, y, r = _row(tape, k, H), _row(tape, k, J), _row(tape, k, Y), _row(tape, k, R)
            if op >= RELAXATION:
                _relaxation(rows, op - RELAXATION, out, a, b, c, d, e, f, g, h, j, y, r)
            else:
                _sum(rows, op - SUM, out, a, b, c, d, e, f, g, h, j)
        elif op == LOOKUP:
            _lookup(rows, out, a, equations, tape[k, TapeColumn.TABLE])
        elif MINIMUM <= op <= SELECT or op == CLIP:
            _choice(rows, op, out, a, b, c)
        elif op <= MULTIPLY_ADD or op in (ABS, SQRT, RECIPROCAL):
            _arithmetic(rows, op, out, a, b, c)
        elif op <= LOOKUP:
            _transcendental(rows, op, out, a, b, c)
        elif op <= POISSON_QUANTILE:
            further(rows, op, out, a, b)
        elif op < ELEMENT:
            tabled(rows, op, out, a, equations, tape[k, TapeColumn.TABLE])
        else:
            listed(rows, op, out, a, c, equations, tape[k, TapeColumn.TABLE])
