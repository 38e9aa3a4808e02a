"""Link scores: how much of a change of the effect one cause makes, step by step.

For an effect `z` and a cause `x` the score at a time is `|dz_x / dz| sign(dz_x / dx)`, where `dx`
and `dz` are changes over the step that ends there and `dz_x` is the change that the equation of `z`
gives if only `x` moves; 0 if `x` or `z` does not change (Schoenberg, Davidsen and Eberlein 2020,
System Dynamics Review 36(2), equation 2). A state follows its net flow with a score of 1, so that a
cause of a state is scored by its net flow (Schoenberg, Hayward and Eberlein 2023, System Dynamics
Review 39(2), equation 3). What leaves a fixed delay has a score of 1 wherever it changes: nothing
but what went in moves it.
"""

from collections.abc import Mapping

import numpy as np

from contention.analysis.loops.link_graph import Equation, LinkGraph
from contention.models.program import Floats1d, Floats2d
from contention.runs.parts import Parts, instruction_of
from contention.runs.tape import tape_of

Link = tuple[int, int]
"""numbers of two variables, cause first"""
Trace = Mapping[int, Floats2d]
"""row → its values, (times, draws)"""
Scores = Mapping[Link, Floats2d]
"""(steps, draws) each"""

ROUNDING = 1e-12
"""a change by less than this share of the value is none"""


def completed(graph: LinkGraph, given: Trace) -> Trace:
    """Values of every row that the equations read or explain.

    `given` are the rows that no instruction computes and that change over time, and the parameters:
    (1, draws), or (times, draws).
    """
    wanted = {row for each in graph.equations for row in (*each.reads, each.target)}
    missing = sorted(wanted - given.keys())
    shape = np.broadcast_shapes(*(values.shape for values in given.values()))
    flat = {row: _columns(values, shape) for row, values in given.items()}
    found = {row: np.empty(shape[0] * shape[1]) for row in missing}
    if not missing:
        return given
    parts = Parts(graph.program)
    program = graph.program
    tape = tape_of(instruction_of(program, line) for line in program.instructions.tolist())
    for block in _blocks(shape[0] * shape[1], parts.width):
        for row, values in flat.items():
            parts.rows[row, : block.stop - block.start] = values[block]
        parts.run(tape)
        for row, values in found.items():
            values[block] = parts.rows[row, : block.stop - block.start]
    return {**given, **{row: values.reshape(shape) for row, values in found.items()}}


def _blocks(count: int, width: int) -> list[slice]:
    return [slice(first, min(first + width, count)) for first in range(0, count, width)]


def link_scores(graph: LinkGraph, trace: Trace) -> Scores:
    """The score of every link over every step, (steps, draws); `trace` is that of `completed`."""
    parts = Parts(graph.program)
    found: dict[Link, Floats2d] = {}
    for equation in graph.equations:
        if equation.fixed_delay:
            moved = np.diff(trace[graph.variables[equation.effect].row], axis=0) != 0.0
            found |= {(each, equation.effect): moved.astype(float) for each in equation.causes}
        elif equation.causes:
            found |= _scores(graph, equation, trace, parts)
    return found


def _scores(graph: LinkGraph, equation: Equation, trace: Trace, parts: Parts) -> Scores:
    target = trace[equation.target]
    before, change = target[:-1], _change(target)
    found = {}
    for number, moved in _moved_alone(graph, equation, trace, parts).items():
        values = trace[graph.variables[number].row]
        found[number, equation.effect] = _score(moved - before, change, _change(values))
    return found


def _change(values: Floats2d) -> Floats2d:
    """Changes over each step; 0 where rounding may have made them."""
    change = np.diff(values, axis=0)
    size = np.abs(values[1:]) + np.abs(values[:-1])
    return np.where(np.abs(change) <= ROUNDING * size, 0.0, change)


def _score(partial: Floats2d, change: Floats2d, cause: Floats2d) -> Floats2d:
    with np.errstate(all="ignore"):
        score = np.abs(partial / change) * np.sign(partial) * np.sign(cause)
    return np.where((change != 0.0) & (cause != 0.0) & np.isfinite(score), score, 0.0)


def _moved_alone(
    graph: LinkGraph, equation: Equation, trace: Trace, parts: Parts
) -> dict[int, Floats2d]:
    """For each cause, what the equation gives if it alone has moved over the step."""
    shape = trace[equation.target][1:].shape
    before = {row: _columns(trace[row][:-1], shape) for row in equation.reads}
    drawn = {row: _columns(trace[row], shape) for row in _parameters(graph, equation)}
    after = {
        number: _columns(trace[graph.variables[number].row][1:], shape)
        for number in equation.causes
    }
    tape = tape_of(equation.lines)
    found = {number: np.empty(shape[0] * shape[1]) for number in equation.causes}
    for block in _blocks(shape[0] * shape[1], parts.width):
        columns = slice(0, block.stop - block.start)
        for row, values in (*drawn.items(), *before.items()):
            parts.rows[row, columns] = values[block]
        for number, values in found.items():
            row = graph.variables[number].row
            parts.rows[row, columns] = after[number][block]
            parts.run(tape)
            values[block] = parts.rows[equation.target, columns]
            parts.rows[row, columns] = before[row][block]
    return {number: values.reshape(shape) for number, values in found.items()}


def _parameters(graph: LinkGraph, equation: Equation) -> list[int]:
    """Rows of the drawn numbers in an equation."""
    rows = graph.program.rows
    read = {row for line in equation.lines for row in line.operands}
    return sorted(row for row in read if rows.first_parameter <= row < rows.first_input)


def _columns(values: Floats2d, shape: tuple[int, ...]) -> Floats1d:
    return np.broadcast_to(values, shape).reshape(-1)
