"""From a model of a file to cells: every element of every variable with its equation."""

import math
from collections.abc import Iterator

from contention.case.problem import Problem
from contention.models.program import Op
from contention.stockflow.expressions import lower
from contention.stockflow.graph import Cell, Node
from contention.stockflow.levels import written_number
from contention.stockflow.lookups import series_node
from contention.stockflow.lowering import Context, Lowering
from contention.stockflow.macros import expanded
from contention.stockflow.names import key
from contention.stockflow.ranges import ranges_of
from contention.stockflow.refusal import RefusedError
from contention.stockflow.source import Equation, SourceModel, Stock, Variable
from contention.stockflow.subscripts import elements_of
from contention.stockflow.syntax import Reference
from contention.stockflow.tables import Series, Table
from contention.stockflow.time_points import NEAR
from contention.stockflow.unrolled import Defined, unroll


def lowered(model: SourceModel) -> tuple[Lowering, list[Problem]]:
    """All cells of a model, and everything that is wrong with its equations."""
    variables, problems = expanded(model)
    ranges, found = ranges_of(model.ranges)
    problems += found
    unrolled, more = unroll(variables, ranges)
    problems += more
    lowering = Lowering(unrolled, lower)
    contexts = dict(_contexts(lowering))
    problems += _settings(lowering, model)
    lowering.written_step = written_number(model.run.step, lowering)
    lowering.written_steps = _steps(lowering, model)
    if "step" not in lowering.settings:
        return lowering, problems
    refused: set[Equation] = set()
    for cell, context in contexts.items():
        defined = context.defined
        if defined is None or defined.equation in refused:
            continue
        try:
            _define(lowering, cell, context, defined)
        except (RefusedError, RecursionError) as fault:
            refused.add(defined.equation)
            problems.append(_problem(fault, lowering.cells[cell].label, defined))
    return lowering, problems


def _steps(lowering: Lowering, model: SourceModel) -> int | None:
    run = (model.run.start, model.run.stop, model.run.step)
    start, stop, step = (written_number(each, lowering) for each in run)
    if start is None or stop is None or not step or not math.isfinite((stop - start) / step):
        return None
    return max(0, math.ceil((stop - start) / step - NEAR))


def _problem(fault: RefusedError | RecursionError, label: str, defined: Defined) -> Problem:
    if isinstance(fault, RecursionError):
        fault = RefusedError("the equation is nested too deeply", "divide it")
    problem = fault.problem(defined.equation.place)
    return Problem(problem.place, f"{label}: {problem.message}", problem.hint)


def _contexts(lowering: Lowering) -> Iterator[tuple[int, Context]]:
    """A cell for each element that has a value."""
    for (name, elements), defined in lowering.unrolled.defined.items():
        if isinstance(defined.equation.body, Table):
            continue
        label = lowering.unrolled.label(name, elements)
        number = len(lowering.cells)
        lowering.cells.append(Cell(label, defined.equation.place))
        lowering.numbers[name, elements] = number
        yield number, Context(number, defined.equation.place, defined)


def _settings(lowering: Lowering, model: SourceModel) -> Iterator[Problem]:
    """Start, end, step and distance of rows, as nodes."""
    run = model.run
    written = {"start": run.start, "step": run.step, "stop": run.stop}
    if run.save_every is not None:
        written["save_every"] = run.save_every
    for name, expression in written.items():
        try:
            lowering.settings[name] = lowering.node(expression, Context(-1, run.place))
        except (RefusedError, KeyError) as fault:
            if not isinstance(fault, RefusedError):
                fault = RefusedError(f"the {name} of the run depends on itself", "write a number")
            yield fault.problem(run.place)


def _define(lowering: Lowering, cell: int, context: Context, defined: Defined) -> None:
    """Give a cell its equation."""
    own, body = lowering.cells[cell], defined.equation.body
    if isinstance(body, Series):
        own.value = series_node(lowering, body)
    elif isinstance(body, Stock):
        own.initial = lowering.node(body.initial, context)
        own.rate = _rate(lowering, body, context)
    elif not isinstance(body, Table):
        own.value = lowering.node(body, context)
        if defined.variable.flow and defined.variable.non_negative:
            own.value = lowering.op(Op.MAXIMUM, own.value, lowering.number(0.0))


def _rate(lowering: Lowering, stock: Stock, context: Context) -> Node:
    """What flows in less what flows out, in the order of the file."""
    rate = None if stock.net is None else lowering.node(stock.net, context)
    for sign, flows in ((Op.ADD, stock.inflows), (Op.SUBTRACT, stock.outflows)):
        for flow in flows:
            value = lowering.node(flow, context)
            rate = lowering.op(sign, lowering.number(0.0) if rate is None else rate, value)
    return lowering.number(0.0) if rate is None else rate


def limited(lowering: Lowering, *, with_inflows: bool) -> None:
    """Limit the outflows of stocks that do not fall below zero to what is there.

    Outflows listed first come first (XMILE 1.0, section 4.3). What flows in meanwhile is there too,
    unless that makes flows wait for each other in a circle.
    """
    raw: dict[int, Node] = {}
    for (name, elements), defined in lowering.unrolled.defined.items():
        body = defined.equation.body
        if not (isinstance(body, Stock) and body.non_negative):
            continue
        cell = lowering.numbers[name, elements]
        context = Context(cell, defined.equation.place, defined)
        stock = lowering.graph.value(cell)
        there = lowering.op(Op.DIVIDE, stock, lowering.step)
        for flow in body.inflows if with_inflows else ():
            there = lowering.op(Op.ADD, there, lowering.node(flow, context))
        for flow in body.outflows:
            number = _flow(lowering, flow, context)
            value = raw.setdefault(number, lowering.cells[number].value or lowering.number(0.0))
            free = lowering.op(Op.MAXIMUM, there, lowering.number(0.0))
            lowering.cells[number].value = lowering.op(Op.MINIMUM, value, free)
            there = lowering.op(Op.SUBTRACT, there, lowering.graph.value(number))


def _flow(lowering: Lowering, flow: Reference, context: Context) -> int:
    elements = elements_of(lowering.unrolled, flow, context)
    return lowering.cell_of(key(flow.name), elements, flow.place)


def has_limits(variables: tuple[Variable, ...]) -> bool:
    """Whether a stock of the model is not to fall below zero."""
    return any(
        isinstance(equation.body, Stock) and equation.body.non_negative
        for variable in variables
        for equation in variable.equations
    )
