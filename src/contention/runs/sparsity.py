"""Which states the rate of each state can depend on, so that few runs give a whole Jacobian."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from contention.models.program import Ints1d, Program, StateColumn
from contention.runs.instructions import rows_read


@dataclass(frozen=True)
class Pattern:
    """The entries of a Jacobian that can differ from zero, by row and within a row by column."""

    rows: Ints1d
    columns: Ints1d
    groups: tuple[Ints1d, ...]
    """columns that may be moved at once, because no row depends on two of them"""


def pattern(program: Program) -> Pattern:
    """The sparsity of the Jacobian of all continuous states, and a grouping of its columns."""
    depending = _depending(program)
    rows = np.repeat(np.arange(len(depending)), [len(found) for found in depending])
    columns = np.array([column for found in depending for column in found], dtype=np.int64)
    return Pattern(rows.astype(np.int64), columns, _groups(depending))


def _depending(program: Program) -> list[tuple[int, ...]]:
    """For the rate of each continuous state, the continuous states in it, ascending."""
    continuous = program.continuous.reshape(-1, len(StateColumn)).tolist()
    sources = {state: 1 << number for number, (state, _) in enumerate(continuous)}
    for op, out, *operands in program.instructions.tolist():
        found = 0
        for row in rows_read(program, op, *operands):
            found |= sources.get(row, 0)
        sources[out] = found
    return [_members(sources.get(rate, 0)) for _, rate in continuous]


def _members(bits: int) -> tuple[int, ...]:
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return tuple(found)


def _groups(depending: Sequence[tuple[int, ...]]) -> tuple[Ints1d, ...]:
    """Greedy colouring of the columns, those in most rows first.

    The method is that of Curtis, Powell and Reid, "On the estimation of sparse Jacobian
    matrices" (1974).
    """
    rows_of: dict[int, list[int]] = {column: [] for column in range(len(depending))}
    for row, columns in enumerate(depending):
        for column in columns:
            rows_of[column].append(row)
    colours: dict[int, int] = {}
    taken: list[set[int]] = [set() for _ in depending]
    for column in sorted(rows_of, key=lambda column: -len(rows_of[column])):
        barred = set[int]().union(*(taken[row] for row in rows_of[column]))
        colour = next(number for number in range(len(barred) + 1) if number not in barred)
        colours[column] = colour
        for row in rows_of[column]:
            taken[row].add(colour)
    count = max(colours.values(), default=-1) + 1
    members: list[list[int]] = [[] for _ in range(count)]
    for column in range(len(depending)):
        members[colours[column]].append(column)
    return tuple(np.array(group, dtype=np.int64) for group in members)
