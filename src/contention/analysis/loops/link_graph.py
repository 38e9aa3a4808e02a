"""The variables of a program and what each is computed from.

A variable is a row with a name: a state or a result of an instruction. Its equation is what lies
between that row (of a state that moves continuously, its net flow) and the rows of other variables.
Rows without a name that change from step to step, such as inputs and events, are given: links come
from variables only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from contention.models.program import InstructionColumn, Program, StateColumn
from contention.runs.instructions import Instruction
from contention.runs.parts import instruction_of


@dataclass(frozen=True)
class Variable:
    """A row with a name."""

    name: str
    row: int
    hidden: bool = False
    """part of a delay or a smoothing: loops pass through it without naming it"""


@dataclass(frozen=True)
class Equation:
    """What one variable is computed from."""

    effect: int
    """number of the variable"""
    target: int
    """row that changes as the equation says: the variable's own, or its net flow"""
    lines: tuple[Instruction, ...]
    """from the rows that it reads to the target, in order"""
    reads: tuple[int, ...]
    """rows at which the equation begins and that change over time"""
    causes: tuple[int, ...]
    """numbers of the variables among them"""
    fixed_delay: bool = False
    """its value is an earlier one of the target"""


@dataclass(frozen=True)
class LinkGraph:
    """Variables, and an equation for each that has one."""

    program: Program
    variables: tuple[Variable, ...]
    equations: tuple[Equation, ...]

    @cached_property
    def links(self) -> tuple[tuple[int, int], ...]:
        """Pairs of variables, cause first, in the order of the equations."""
        return tuple((cause, each.effect) for each in self.equations for cause in each.causes)

    def only(self, effects: Iterable[int]) -> "LinkGraph":
        """The same with the equations of some variables only."""
        wanted = frozenset(effects)
        kept = tuple(each for each in self.equations if each.effect in wanted)
        return LinkGraph(self.program, self.variables, kept)


def link_graph(program: Program, variables: Sequence[Variable]) -> LinkGraph:
    """The equations of all variables; of several on one row only the first is kept."""
    distinct = tuple({each.row: each for each in reversed(variables)}.values())[::-1]
    reader = _Reader(program, {each.row: number for number, each in enumerate(distinct)})
    found = (reader.equation(number, each.row) for number, each in enumerate(distinct))
    return LinkGraph(program, distinct, tuple(each for each in found if each is not None))


class _Reader:
    """Follows instructions back from a row to the variables that it is computed from."""

    def __init__(self, program: Program, numbers: dict[int, int]) -> None:
        self.first_varying = program.rows.first_input
        self.numbers = numbers
        self.lines = {
            line[InstructionColumn.OUT]: instruction_of(program, line)
            for line in program.instructions.tolist()
        }
        self.order = {out: place for place, out in enumerate(self.lines)}
        self.flows: dict[int, int] = {
            line[StateColumn.STATE]: line[StateColumn.DERIVATIVE]
            for line in program.continuous.tolist()
        }
        self.sources = {ring.output: ring.source for ring in program.rings}

    def equation(self, number: int, row: int) -> Equation | None:
        delayed = row in self.sources
        target = self.sources[row] if delayed else self.flows.get(row, row)
        if target == row and row not in self.lines:
            return None
        begin = self.lines[row].operands if target == row else (target,)
        outs, reads = self._behind(begin)
        if target == row:
            outs.add(row)
        lines = tuple(self.lines[out] for out in sorted(outs, key=self.order.__getitem__))
        causes = tuple(self.numbers[each] for each in reads if each in self.numbers)
        return Equation(number, target, lines, reads, causes, delayed)

    def _behind(self, begin: Iterable[int]) -> tuple[set[int], tuple[int, ...]]:
        """Rows to compute, and rows to read, on the way back to variables and what is given."""
        outs: set[int] = set()
        reads: dict[int, None] = {}
        waiting = list(begin)
        while waiting:
            row = waiting.pop()
            if row < self.first_varying or row in outs or row in reads:
                continue
            if row in self.numbers or row not in self.lines:
                reads[row] = None
                continue
            outs.add(row)
            waiting += self.lines[row].operands
        return outs, tuple(reads)
