"""Some instructions of a program, run over columns of values that the caller provides."""

from collections.abc import Callable, Sequence

import numpy as np

from contention.models.program import Floats2d, Program
from contention.runs.compiled import cached, fingerprint
from contention.runs.instructions import Instruction, Table, rows_read
from contention.runs.interpreter import evaluate
from contention.runs.layout import BLOCK
from contention.runs.tape import Equations, joined, tables_of, tape_of


def _build(sources: str) -> Callable[[Floats2d, Table, Equations], None]:
    def run_tape(rows: Floats2d, tape: Table, equations: Equations) -> None:
        evaluate(rows, tape, equations)

    return cached(run_tape, sources)


_run_tape = _build(fingerprint())


class Parts:
    """The row file of a program, `BLOCK` columns wide, and its instructions one by one.

    `rows` is (rows, BLOCK), with the constants filled in; what a column stands for is the caller's
    choice.
    """

    width = BLOCK

    def __init__(self, program: Program) -> None:
        self.rows: Floats2d = np.zeros((program.rows.rows, BLOCK))
        self.rows[: len(program.rows.constants)] = program.rows.constants[:, None]
        empty = tape_of([])
        self._equations = Equations(
            empty, empty, empty, empty, *tables_of(program), *joined(program.lists)
        )

    def run(self, tape: Table) -> None:
        """Evaluate a tape in every column."""
        _run_tape(self.rows, tape, self._equations)


def instruction_of(program: Program, line: Sequence[int]) -> Instruction:
    """A line of `Program.instructions`."""
    op, out, a, b, c = (int(each) for each in line)
    return Instruction(op, out, rows_read(program, op, a, b, c), b)
