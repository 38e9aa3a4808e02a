"""From a `Program` to the kernel's tapes: what is evaluated when, and nothing that nobody reads.

The instructions are sorted into three tapes, each in the program's order: `drive` (what
derivatives, events and delays need), `full` (what reducers and recordings need besides: only
where they look) and `begin` (what is made of constants and parameters only, and so once a block,
then all the rest).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats1d, Ints1d, Op, Program

Table = NDArray[np.int64]

# Private opcodes: what models consist of, in one pass instead of two.
ADD_SATURATED = 64
"""a + b · Y tanh(c / Y)"""
SCALED_DIFFERENCE = 65
"""(a - b) · c"""
RECIPROCAL = 66
"""1 / a"""
SCALED_SATURATION = 67
"""a · Y tanh(b / Y)"""
JOINED = {
    (int(Op.MULTIPLY_ADD), int(Op.SATURATE)): ADD_SATURATED,
    (int(Op.MULTIPLY), int(Op.SUBTRACT)): SCALED_DIFFERENCE,
    (int(Op.MULTIPLY), int(Op.SATURATE)): SCALED_SATURATION,
}
"""Outer and inner opcode → what does both."""

ARITY = {
    Op.COPY: 1, Op.ADD: 2, Op.SUBTRACT: 2, Op.MULTIPLY: 2, Op.DIVIDE: 2, Op.NEGATE: 1,
    Op.MULTIPLY_ADD: 3, Op.POWER: 2, Op.EXP: 1, Op.LN: 1, Op.ABS: 1, Op.SQRT: 1, Op.MINIMUM: 2,
    Op.MAXIMUM: 2, Op.LESS: 2, Op.LESS_EQUAL: 2, Op.EQUAL: 2, Op.AND: 2, Op.OR: 2, Op.NOT: 1,
    Op.SELECT: 3, Op.SATURATE: 1, Op.LOGISTIC: 1, Op.LOGIT: 1, Op.SIN: 1, Op.COS: 1,
    Op.INTEGER: 1, Op.LOOKUP: 1, Op.CLIP: 3,
}  # fmt: skip
"""How many of a, b, c are rows."""


class Equations(NamedTuple):
    """The tapes, (instructions, 5), and all graphical functions end to end."""

    begin: Table
    drive: Table
    full: Table
    table_first: Ints1d
    table_x: Floats1d
    table_y: Floats1d


@dataclass(frozen=True)
class Tapes:
    """The equations, the derivative row of each continuous state, and how many rows it takes."""

    equations: Equations
    slopes: Ints1d
    rows: int


@dataclass(frozen=True)
class _Instruction:
    op: int
    out: int
    operands: tuple[int, ...]
    table: int = 0

    def line(self) -> tuple[int, int, int, int, int]:
        """What the interpreter reads; operands that do not count repeat the first."""
        a, b, c = (self.operands + self.operands[:1] * 2)[:3]
        return self.op, self.out, a, self.table if self.op == Op.LOOKUP else b, c


class _Identity:
    """A program as a key: the very same one, not one that looks like it."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __hash__(self) -> int:
        return id(self.program)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.program is self.program


def tapes(program: Program, wanted: Iterable[int]) -> Tapes:
    """Sort a program's instructions; `wanted` are the rows that reducers and recordings read.

    Judging runs one program many times over: the last ones are remembered.
    """
    return _tapes(_Identity(program), frozenset(wanted))


@lru_cache(maxsize=64)
def _tapes(identity: _Identity, wanted: frozenset[int]) -> Tapes:
    program = identity.program
    instructions = _instructions(program)
    slopes, instructions, rows = _separate_slopes(program, instructions)
    roots = _driving_rows(program, slopes)
    constant = _constant_outputs(program, instructions)
    instructions, rows = _invert(instructions, constant, rows)
    instructions = _share(_alive(_contract(instructions), roots | wanted), roots | wanted)
    instructions = _fuse(instructions, roots | wanted)
    constant = _constant_outputs(program, instructions)
    driving = _needed(instructions, roots)
    first, x, y = _tables(program)
    moving = [i for i in instructions if i.out not in constant]
    equations = Equations(
        begin=_tape([*(i for i in instructions if i.out in constant), *moving]),
        drive=_tape(i for i in moving if i.out in driving),
        full=_tape(moving),
        table_first=first,
        table_x=x,
        table_y=y,
    )
    return Tapes(equations, np.array(slopes, dtype=np.int64), rows)


def _instructions(program: Program) -> list[_Instruction]:
    """The program's instructions; a program that breaks its own rules is refused.

    Raises ValueError: the kernel does not look where it writes.
    """
    written = set(range(program.rows.first_temporary))
    result = []
    for number, (op, out, a, b, c) in enumerate(program.instructions.tolist()):
        operands = (a, b, c)[: ARITY[Op(op)]]
        if not program.rows.first_temporary <= out < program.rows.rows or out in written:
            msg = f"instruction {number} writes row {out}, which is not a fresh temporary"
            raise ValueError(msg)
        if not written.issuperset(operands):
            msg = f"instruction {number} reads one of rows {operands} before it is written"
            raise ValueError(msg)
        if op == Op.LOOKUP and not 0 <= b < len(program.tables):
            msg = f"instruction {number} looks up table {b}; there are {len(program.tables)}"
            raise ValueError(msg)
        written.add(out)
        result.append(_Instruction(op, out, operands, b))
    return result


def _separate_slopes(
    program: Program, instructions: list[_Instruction]
) -> tuple[list[int], list[_Instruction], int]:
    """Derivatives that are themselves a state get a row of their own.

    States are moved one after the other, so that a derivative must not be a row that moves.
    """
    rows = program.rows.rows
    states = range(program.rows.first_state, program.rows.first_temporary)
    slopes = []
    for _, slope in program.continuous.reshape(-1, 2).tolist():
        if slope in states:
            instructions = [*instructions, _Instruction(int(Op.COPY), rows, (slope,))]
            slope, rows = rows, rows + 1
        slopes.append(slope)
    return slopes, instructions, rows


def _driving_rows(program: Program, slopes: Sequence[int]) -> frozenset[int]:
    """Rows without which the run does not go on."""
    events = [row for event in program.events for row in (*event.thresholds, event.duration)]
    return frozenset([*slopes, *events, *(ring.source for ring in program.rings)])


def _invert(
    instructions: list[_Instruction], constant: frozenset[int], rows: int
) -> tuple[list[_Instruction], int]:
    """Divide once by what stays the same, and multiply from then on."""
    inverses: dict[int, int] = {}
    result = []
    for instruction in instructions:
        divisor = instruction.operands[-1]
        if instruction.op == Op.DIVIDE and divisor in constant and instruction.out not in constant:
            if divisor not in inverses:
                inverses[divisor] = rows + len(inverses)
                result.append(_Instruction(RECIPROCAL, inverses[divisor], (divisor,)))
            factors = (instruction.operands[0], inverses[divisor])
            instruction = _Instruction(int(Op.MULTIPLY), instruction.out, factors)
        result.append(instruction)
    return result, rows + len(inverses)


def _contract(instructions: list[_Instruction]) -> list[_Instruction]:
    """A sum with a product is one multiply-add, rounded once.

    Whoever else uses the product keeps it: the numbers must not depend on what is read.
    """
    products = {i.out: i.operands for i in instructions if i.op == Op.MULTIPLY}
    result = []
    for instruction in instructions:
        row = next((row for row in instruction.operands[::-1] if row in products), None)
        if instruction.op == Op.ADD and row is not None:
            rest = _without(instruction.operands, row)
            operands = (*rest, *products[row])
            instruction = _Instruction(int(Op.MULTIPLY_ADD), instruction.out, operands)
        result.append(instruction)
    return result


def _share(instructions: list[_Instruction], roots: frozenset[int]) -> list[_Instruction]:
    """What two instructions compute alike is computed once; a root keeps its row."""
    same: dict[int, int] = {}
    known: dict[tuple[int, tuple[int, ...], int], int] = {}
    result = []
    for instruction in instructions:
        operands = tuple(same.get(row, row) for row in instruction.operands)
        number = instruction.table if instruction.op == Op.LOOKUP else 0
        first = known.setdefault((instruction.op, operands, number), instruction.out)
        if first == instruction.out:
            result.append(_Instruction(instruction.op, first, operands, instruction.table))
        elif instruction.out in roots:
            result.append(_Instruction(int(Op.COPY), instruction.out, (first,)))
        else:
            same[instruction.out] = first
    return result


def _fuse(instructions: list[_Instruction], roots: frozenset[int]) -> list[_Instruction]:
    """Join each saturation and difference with the one instruction that uses it.

    The numbers stay the same to the last bit.
    """
    uses = Counter(row for instruction in instructions for row in instruction.operands)
    alone = {i.out: i for i in instructions if uses[i.out] == 1 and i.out not in roots}
    result, joined = [], set()
    for instruction in instructions:
        inner = _partner(instruction, alone)
        if inner is not None:
            joined.add(inner.out)
            rest = _without(instruction.operands, inner.out)
            op = JOINED[instruction.op, inner.op]
            operands = (
                (*inner.operands, *rest) if op == SCALED_DIFFERENCE else (*rest, *inner.operands)
            )
            instruction = _Instruction(op, instruction.out, operands)
        result.append(instruction)
    return [instruction for instruction in result if instruction.out not in joined]


def _partner(instruction: _Instruction, alone: dict[int, _Instruction]) -> _Instruction | None:
    """The instruction that can be computed within this one."""
    base = 1 if instruction.op == Op.MULTIPLY_ADD else 0
    for row in instruction.operands[base:]:
        if row in alone and (instruction.op, alone[row].op) in JOINED:
            return alone[row]
    return None


def _without(operands: tuple[int, ...], row: int) -> tuple[int, ...]:
    """The operands but one."""
    place = len(operands) - 1 - operands[::-1].index(row)
    return operands[:place] + operands[place + 1 :]


def _constant_outputs(program: Program, instructions: list[_Instruction]) -> frozenset[int]:
    """Temporaries that are the same at all times."""
    constant = set(range(program.rows.first_input))
    for instruction in instructions:
        if constant.issuperset(instruction.operands):
            constant.add(instruction.out)
    return frozenset(constant)


def _alive(instructions: list[_Instruction], roots: frozenset[int]) -> list[_Instruction]:
    """The instructions without which the roots cannot be computed."""
    needed = _needed(instructions, roots)
    return [instruction for instruction in instructions if instruction.out in needed]


def _needed(instructions: list[_Instruction], roots: frozenset[int]) -> frozenset[int]:
    """The roots and everything that they are computed from."""
    needed = set(roots)
    for instruction in reversed(instructions):
        if instruction.out in needed:
            needed.update(instruction.operands)
    return frozenset(needed)


def _tape(instructions: Iterable[_Instruction]) -> Table:
    lines = [instruction.line() for instruction in instructions]
    return np.array(lines, dtype=np.int64).reshape(-1, 5)


def _tables(program: Program) -> tuple[Ints1d, Floats1d, Floats1d]:
    """Where each table begins (and the last one ends), all x, all y."""
    lengths = [table.shape[1] for table in program.tables]
    first = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
    joined = np.concatenate([np.zeros((2, 0)), *program.tables], axis=1)
    return first, joined[0].copy(), joined[1].copy()
