"""From a `Program` to the kernel's tapes: what is evaluated when, without what nothing reads.

The instructions are sorted into three tapes, each in the program's order: `drive` (what
derivatives, events and delays need), `full` (what reducers and recordings need besides: only where
they look, and only a part where no more than means and the like are taken) and `begin` (what is
made of constants and parameters only, and so once a block, then all the rest).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from contention.models.program import LISTED, TABLED, Floats1d, Ints1d, Op, Program, StateColumn
from contention.runs.fusion import contract, fuse, share
from contention.runs.instructions import RECIPROCAL, WIDTH, Instruction, Table, rows_read


class Equations(NamedTuple):
    """The tapes, (instructions, WIDTH), and all graphical functions and lists end to end."""

    begin: Table
    drive: Table
    full: Table
    watched: Table
    """the part of `full` for means, extremes and the like"""
    table_first: Ints1d
    table_x: Floats1d
    table_y: Floats1d
    list_first: Ints1d
    list_rows: Ints1d
    """lists of rows that some instructions read, end to end as the tables are"""


@dataclass(frozen=True)
class Tapes:
    """The equations, the derivative row of each continuous state, and how many rows it takes.

    `moving` and `roots` are what the tapes were made of: all that moves, and the rows that drive
    the run.

    The row after those is the empty sum, -0.0: adding it changes nothing, not even a sign.
    """

    equations: Equations
    slopes: Ints1d
    rows: int
    moving: tuple[Instruction, ...]
    roots: frozenset[int]


class Identity:
    """A program as a key, by identity."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __hash__(self) -> int:
        return id(self.program)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.program is self.program


def tapes(program: Program, wanted: Iterable[int], watched: Iterable[int] = ()) -> Tapes:
    """Sort a program's instructions; `wanted` are the rows that reducers and recordings read.

    `watched` are those of them that are read at every point of a window.

    Judging runs one program many times over: the last ones are remembered. What is measured gets
    the same tapes in every scenario, with the rows of all measures.
    """
    rows, measured = frozenset(wanted), frozenset(program.measures.values())
    rows = measured if rows <= measured else rows
    return _watching(Identity(program), rows, frozenset(watched))


@lru_cache(maxsize=1024)
def _watching(identity: Identity, wanted: frozenset[int], watched: frozenset[int]) -> Tapes:
    found = _tapes(identity, wanted)
    needed = _needed(found.moving, found.roots | watched)
    table = tape_of(i for i in found.moving if i.out in needed)
    return replace(found, equations=found.equations._replace(watched=table))


@lru_cache(maxsize=256)
def _tapes(identity: Identity, wanted: frozenset[int]) -> Tapes:
    program = identity.program
    instructions = _instructions(program)
    slopes, instructions, rows = _separate_slopes(program, instructions)
    roots = _driving_rows(program, slopes)
    constant = _constant_outputs(program, instructions)
    instructions, rows = _invert(instructions, constant, rows)
    instructions = share(_alive(contract(instructions), roots | wanted), roots | wanted)
    constant = _constant_outputs(program, instructions)
    instructions = fuse(instructions, roots | wanted, constant, nothing=rows)
    instructions, lists = _numbered(instructions)
    list_first, list_rows = joined(lists)
    driving = _needed(instructions, roots)
    first, x, y = tables_of(program)
    moving = [i for i in instructions if i.out not in constant]
    equations = Equations(
        begin=tape_of([*(i for i in instructions if i.out in constant), *moving]),
        drive=tape_of(i for i in moving if i.out in driving),
        full=tape_of(moving),
        watched=tape_of(moving),
        table_first=first,
        table_x=x,
        table_y=y,
        list_first=list_first,
        list_rows=list_rows,
    )
    return Tapes(equations, np.array(slopes, dtype=np.int64), rows, tuple(moving), roots)


def _instructions(program: Program) -> list[Instruction]:
    """The program's instructions; a program that breaks its own rules is refused.

    Raises ValueError: the kernel does not look where it writes.
    """
    written = set(range(program.rows.first_temporary))
    result = []
    for number, (op, out, a, b, c) in enumerate(program.instructions.tolist()):
        if op in LISTED and not 0 <= b < len(program.lists):
            msg = f"instruction {number} reads list {b}; there are {len(program.lists)}"
            raise ValueError(msg)
        operands = rows_read(program, op, a, b, c)
        if not program.rows.first_temporary <= out < program.rows.rows or out in written:
            msg = f"instruction {number} writes row {out}, which is not a fresh temporary"
            raise ValueError(msg)
        if not written.issuperset(operands):
            msg = f"instruction {number} reads one of rows {operands} before it is written"
            raise ValueError(msg)
        if op in TABLED and not 0 <= b < len(program.tables):
            msg = f"instruction {number} looks up table {b}; there are {len(program.tables)}"
            raise ValueError(msg)
        written.add(out)
        result.append(Instruction(op, out, operands, b))
    return result


def _separate_slopes(
    program: Program, instructions: list[Instruction]
) -> tuple[list[int], list[Instruction], int]:
    """Derivatives that are themselves a state get a row of their own.

    States are moved one after the other, so that a derivative must not be a row that moves.
    """
    rows = program.rows.rows
    states = range(program.rows.first_state, program.rows.first_temporary)
    slopes = []
    for _, slope in program.continuous.reshape(-1, len(StateColumn)).tolist():
        if slope in states:
            instructions = [*instructions, Instruction(int(Op.COPY), rows, (slope,))]
            slope, rows = rows, rows + 1
        slopes.append(slope)
    return slopes, instructions, rows


def _driving_rows(program: Program, slopes: Sequence[int]) -> frozenset[int]:
    """Rows that the run itself needs."""
    events = [row for event in program.events for row in (*event.thresholds, event.duration)]
    return frozenset([*slopes, *events, *(ring.source for ring in program.rings)])


def _invert(
    instructions: list[Instruction], constant: frozenset[int], rows: int
) -> tuple[list[Instruction], int]:
    """Replace division by a constant row with multiplication by its reciprocal."""
    inverses: dict[int, int] = {}
    result = []
    for instruction in instructions:
        divisor = instruction.operands[-1]
        if instruction.op == Op.DIVIDE and divisor in constant and instruction.out not in constant:
            if divisor not in inverses:
                inverses[divisor] = rows + len(inverses)
                result.append(Instruction(RECIPROCAL, inverses[divisor], (divisor,)))
            factors = (instruction.operands[0], inverses[divisor])
            instruction = Instruction(int(Op.MULTIPLY), instruction.out, factors)
        result.append(instruction)
    return result, rows + len(inverses)


def _constant_outputs(program: Program, instructions: list[Instruction]) -> frozenset[int]:
    """Temporaries that are the same at all times."""
    constant = set(range(program.rows.first_input))
    for instruction in instructions:
        if constant.issuperset(instruction.operands):
            constant.add(instruction.out)
    return frozenset(constant)


def _alive(instructions: list[Instruction], roots: frozenset[int]) -> list[Instruction]:
    """The instructions without which the roots cannot be computed."""
    needed = _needed(instructions, roots)
    return [instruction for instruction in instructions if instruction.out in needed]


def _needed(instructions: Sequence[Instruction], roots: frozenset[int]) -> frozenset[int]:
    """The roots and everything that they are computed from."""
    needed = set(roots)
    for instruction in reversed(instructions):
        if instruction.out in needed:
            needed.update(instruction.operands)
    return frozenset(needed)


def tape_of(instructions: Iterable[Instruction]) -> Table:
    """Instructions in the order given, as the interpreter reads them."""
    lines = [instruction.line() for instruction in instructions]
    return np.array(lines, dtype=np.int64).reshape(-1, WIDTH)


def _numbered(
    instructions: list[Instruction],
) -> tuple[list[Instruction], list[tuple[int, ...]]]:
    """Instructions with the lists of rows that they read, as these are after work is shared."""
    lists, result = list[tuple[int, ...]](), []
    for instruction in instructions:
        if instruction.op in LISTED:
            instruction = replace(instruction, table=len(lists))
            lists.append(instruction.operands[2:])
        result.append(instruction)
    return result, lists


def joined(lists: Sequence[tuple[int, ...]]) -> tuple[Ints1d, Ints1d]:
    """Where each list begins (and the last one ends), all rows."""
    first = np.cumsum([0, *(len(each) for each in lists)], dtype=np.int64)
    return first, np.array([row for each in lists for row in each], dtype=np.int64)


def tables_of(program: Program) -> tuple[Ints1d, Floats1d, Floats1d]:
    """Where each table begins (and the last one ends), all x, all y."""
    lengths = [table.shape[1] for table in program.tables]
    first = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
    joined = np.concatenate([np.zeros((2, 0)), *program.tables], axis=1)
    return first, joined[0].copy(), joined[1].copy()
