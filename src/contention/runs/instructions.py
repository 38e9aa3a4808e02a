"""The lines of the kernel's tapes: opcodes of programs, and private ones that do more in a pass."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contention.models.program import LISTED, TABLED, Op, Program

Table = NDArray[np.int64]

MOST_PRODUCTS: Final = 4
"""Products that one instruction sums; a longer sum takes several."""


class TapeColumn(IntEnum):
    """Columns of a tape: opcode, output, first operand, factors of `MOST_PRODUCTS` products, y, r.

    Which of them an opcode reads is said where it is evaluated (`runs/interpreter.py`).
    """

    OP = 0
    OUT = 1
    A = 2
    B = 3
    TABLE = 3
    """of a lookup: the number of its graphical function; of others: of their list of rows"""
    C = 4
    D = 5
    E = 6
    F = 7
    G = 8
    H = 9
    J = 10
    Y = 11
    R = 12


WIDTH: Final = len(TapeColumn)

RECIPROCAL: Final = 64
"""1 / a"""
SUM: Final = 70
"""SUM + n: a + n products, each rounded once with what is before it"""
RELAXATION: Final = 80
"""RELAXATION + n: (a + n products - y) · r, how a factor approaches the value that its causes pull
it to"""

ARITY = {
    Op.COPY: 1, Op.ADD: 2, Op.SUBTRACT: 2, Op.MULTIPLY: 2, Op.DIVIDE: 2, Op.NEGATE: 1,
    Op.MULTIPLY_ADD: 3, Op.POWER: 2, Op.EXP: 1, Op.LN: 1, Op.ABS: 1, Op.SQRT: 1, Op.MINIMUM: 2,
    Op.MAXIMUM: 2, Op.LESS: 2, Op.LESS_EQUAL: 2, Op.EQUAL: 2, Op.AND: 2, Op.OR: 2, Op.NOT: 1,
    Op.SELECT: 3, Op.SATURATE: 1, Op.LOGISTIC: 1, Op.LOGIT: 1, Op.SIN: 1, Op.COS: 1,
    Op.INTEGER: 1, Op.LOOKUP: 1, Op.CLIP: 3, Op.TRUNCATE: 1, Op.TAN: 1, Op.ARCSIN: 1,
    Op.ARCCOS: 1, Op.ARCTAN: 1, Op.RANDOM: 2, Op.NORMAL_QUANTILE: 1, Op.NORMAL_SHARE: 1,
    Op.POISSON_QUANTILE: 2, Op.LOOKUP_EXTRAPOLATE: 1, Op.LOOKUP_BACKWARD: 1, Op.LOOKUP_FORWARD: 1,
}  # fmt: skip
"""How many of a, b, c are rows, of opcodes that read no list."""


def rows_read(program: Program, op: int, a: int, b: int, c: int) -> tuple[int, ...]:
    """The rows that an instruction of a program reads; of a list, `a` and `c` come first."""
    if op in LISTED:
        return (a, c, *program.lists[b])
    return (a, b, c)[: ARITY[Op(op)]]


@dataclass(frozen=True)
class Instruction:
    """What one pass computes, of which rows."""

    op: int
    out: int
    operands: tuple[int, ...]
    """rows; of a relaxation the last two are y and r, of what reads a list the first two a and c"""
    table: int = 0
    """of a lookup: the number of its graphical function; of what reads a list: its number"""

    def line(self) -> tuple[int, ...]:
        """What the interpreter reads; columns that do not count repeat the first operand."""
        first, last = self.operands, self.operands[:1] * 2
        if self.op in TABLED:
            first = (*first, self.table)
        elif self.op in LISTED:
            first = (first[0], self.table, first[1])
        elif self.op >= RELAXATION:
            first, last = first[:-2], first[-2:]
        blank = WIDTH - 2 - len(first) - len(last)
        return (self.op, self.out, *first, *self.operands[:1] * blank, *last)
