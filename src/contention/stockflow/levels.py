"""Functions with a memory: each is made of levels, as its definition says.

Levels start from the initial value that the function is given, else from its input.
"""

import math

from contention.models.program import Op
from contention.stockflow.elementary import divide_or
from contention.stockflow.graph import Node, Staged
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.names import key
from contention.stockflow.refusal import RefusedError
from contention.stockflow.subscripts import computed, elements_of
from contention.stockflow.syntax import Call, Expression, Number, Numbers, Reference, Unary
from contention.stockflow.time_points import NEAR
from contention.stockflow.unrolled import Defined

MOST_STAGES = 1000
MOST_NAMES = 20
"""that stand for each other before a number is found"""


def _smooth(order: int) -> Handler:
    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        source, time, *initial = lowering.arguments(call, context)
        return _information(lowering, context, source, time, initial[0] if initial else source,
                            order)  # fmt: skip

    return handler


def _smooth_n(lowering: Lowering, call: Call, context: Context) -> Node:
    source, time, initial = (lowering.node(each, context) for each in call.arguments[:3])
    return _information(lowering, context, source, time, initial, _order(call, 3, lowering))


def _information(
    lowering: Lowering, context: Context, source: Node, time: Node, initial: Node, order: int
) -> Node:
    """Levels that follow each other, each with its share of the time."""
    share = lowering.op(Op.DIVIDE, time, lowering.number(float(order)))
    for _ in range(order):
        cell, level = lowering.level(context, initial)
        gap = lowering.op(Op.SUBTRACT, source, level)
        lowering.cells[cell].rate = lowering.op(Op.DIVIDE, gap, share)
        source = level
    return source


def _delay(order: int) -> Handler:
    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        source, time, *initial = lowering.arguments(call, context)
        return _material(lowering, context, source, [time] * (order + 1),
                         initial[0] if initial else source)  # fmt: skip

    return handler


def _delay_n(lowering: Lowering, call: Call, context: Context) -> Node:
    """What is on its way keeps the delay that it entered with, a stage a step.

    Vensim moves the delay time along the stages with each step; with a constant delay time this is
    as any other delay of that order.
    """
    source, time, initial = (lowering.node(each, context) for each in call.arguments[:3])
    times, order = [time], _order(call, 3, lowering)
    written, step = written_number(call.arguments[1], lowering, context), lowering.written_step
    if written is not None and step:
        # Vensim Reference, "DELAY N": stages are not shorter than steps; the order is reduced.
        order = max(1, min(order, math.floor(written / step + NEAR)))
    for _ in range(order):
        cell = lowering.hidden(context, initial=time, source=times[-1], length=lowering.number(1.0))
        times.append(lowering.graph.value(cell))
    return _material(lowering, context, source, times, initial)


def _material(
    lowering: Lowering, context: Context, source: Node, times: list[Node], initial: Node
) -> Node:
    """Levels that hold what is on its way; `times` are the delay of each, then of what comes out.

    What comes out of the last level is shown with the delay of the step before, as Vensim does
    where the delay changes.
    """
    order = len(times) - 1
    number = lowering.number(float(order))
    first = lowering.op(Op.DIVIDE, times[0], number)
    start = lowering.op(Op.MULTIPLY, initial, first)
    level = source
    for time in times[:order]:
        share = lowering.op(Op.DIVIDE, time, number)
        cell, level = lowering.level(context, start)
        out = lowering.op(Op.DIVIDE, level, share)
        lowering.cells[cell].rate = lowering.op(Op.SUBTRACT, source, out)
        source = out
    shown = times[1] if times[1] != times[0] else times[0]
    return lowering.op(Op.DIVIDE, level, lowering.op(Op.DIVIDE, shown, number))


def _order(call: Call, place: int, lowering: Lowering) -> int:
    """A whole number of stages, written as a number or as the name of one."""
    value = written_number(call.arguments[place], lowering)
    if value is None or not 1 <= value <= MOST_STAGES:
        message = f"the order of {call.written} is not a whole number from 1 to {MOST_STAGES}"
        raise RefusedError(message, "write a number, or the name of a constant", call.place)
    return int(value)


def written_number(
    expression: Expression, lowering: Lowering, context: Context | None = None
) -> float | None:
    """The value of a literal or of a variable that is one, whatever its sign; None if it is not.

    Subscripts are those at `context`.
    """
    seen, named = 0, list[str]()
    while isinstance(expression, Reference) and seen < MOST_NAMES:
        found = _defined(expression, lowering, context)
        body = found.equation.body if found else None
        named.append(key(expression.name))
        if found and isinstance(body, Numbers):
            lowering.written.update(named)
            return body.values[found.position] if found.position < len(body.values) else None
        if found is None or not isinstance(body, Number | Reference | Unary):
            return None
        context = Context(-1, found.equation.place, found)
        expression, seen = body, seen + 1
    if isinstance(expression, Unary) and expression.operator == "-":
        value = written_number(expression.operand, lowering, context)
        return None if value is None else -value
    if not isinstance(expression, Number):
        return None
    lowering.written.update(named)
    return expression.value


def _defined(reference: Reference, lowering: Lowering, context: Context | None) -> Defined | None:
    """The element that a reference means, if it can be told."""
    name = key(reference.name)
    if name not in lowering.unrolled.variables or computed(reference):
        return None
    if context is None:
        return lowering.unrolled.defined.get((name, ()))
    return lowering.unrolled.defined.get((name, elements_of(lowering.unrolled, reference, context)))


def _delay_fixed(lowering: Lowering, call: Call, context: Context) -> Node:
    source, time, *initial = lowering.arguments(call, context)
    return fixed_delay(lowering, context, source, time, initial[0] if initial else source)


def fixed_delay(
    lowering: Lowering, context: Context, source: Node, time: Node, initial: Node
) -> Node:
    """What entered a time ago that does not move."""
    length = steps_of(lowering, time)
    cell = lowering.hidden(context, initial=initial, source=source, length=length)
    return lowering.graph.value(cell)


def steps_of(lowering: Lowering, time: Node) -> Node:
    """A time in steps, rounded to the nearest whole number, halves up, at least one."""
    half = lowering.op(Op.ADD, lowering.op(Op.DIVIDE, time, lowering.step), lowering.number(0.5))
    steps = lowering.op(Op.INTEGER, lowering.op(Op.ADD, half, lowering.number(1e-6)))
    return lowering.op(Op.MAXIMUM, steps, lowering.number(1.0))


def _trend(lowering: Lowering, call: Call, context: Context) -> Node:
    source, time, *initial = lowering.arguments(call, context)
    average = _average(lowering, context, source, time, initial)
    scale = lowering.op(Op.MULTIPLY, time, lowering.op(Op.ABS, average))
    gap = lowering.op(Op.SUBTRACT, source, average)
    return divide_or(lowering, gap, scale, lowering.number(0.0))


def _forecast(lowering: Lowering, call: Call, context: Context) -> Node:
    source, time, horizon, *initial = lowering.arguments(call, context)
    average = _average(lowering, context, source, time, initial)
    scale = lowering.op(Op.MULTIPLY, time, average)
    gap = lowering.op(Op.SUBTRACT, source, average)
    trend = divide_or(lowering, gap, scale, lowering.number(0.0))
    growth = lowering.op(Op.ADD, lowering.number(1.0), lowering.op(Op.MULTIPLY, trend, horizon))
    return lowering.op(Op.MULTIPLY, source, growth)


def _average(
    lowering: Lowering, context: Context, source: Node, time: Node, initial: list[Node]
) -> Node:
    """A level that follows the input, from where the initial trend has it."""
    start = source
    if initial:
        grown = lowering.op(Op.MULTIPLY, initial[0], time)
        start = lowering.op(Op.DIVIDE, source, lowering.op(Op.ADD, lowering.number(1.0), grown))
    cell, level = lowering.level(context, start)
    gap = lowering.op(Op.SUBTRACT, source, level)
    lowering.cells[cell].rate = lowering.op(Op.DIVIDE, gap, time)
    return level


def _npv(lowering: Lowering, call: Call, context: Context) -> Node:
    stream, rate, initial, factor = lowering.arguments(call, context)
    discounting, discount = lowering.level(context, lowering.number(1.0))
    loss = lowering.op(Op.MULTIPLY, discount, rate)
    lowering.cells[discounting].rate = lowering.op(Op.NEGATE, loss)
    gathering, gathered = lowering.level(context, initial)
    gain = lowering.op(Op.MULTIPLY, stream, discount)
    lowering.cells[gathering].rate = gain
    now = lowering.op(Op.ADD, gathered, lowering.op(Op.MULTIPLY, gain, lowering.step))
    return lowering.op(Op.MULTIPLY, now, factor)


def _sample_if_true(lowering: Lowering, call: Call, context: Context) -> Node:
    test, source, initial = lowering.arguments(call, context)
    cell = lowering.hidden(context, initial=initial, length=lowering.number(1.0))
    value = lowering.choose(test, source, lowering.graph.value(cell))
    lowering.cells[cell].source = value
    return value


def _previous(lowering: Lowering, call: Call, context: Context) -> Node:
    source, initial = lowering.arguments(call, context)
    one = lowering.number(1.0)
    cell = lowering.hidden(context, initial=initial, source=source, length=one)
    return lowering.graph.value(cell)


def _self(lowering: Lowering, _call: Call, context: Context) -> Node:
    return lowering.graph.value(context.cell)


def _initial(lowering: Lowering, call: Call, context: Context) -> Node:
    (source,) = lowering.arguments(call, context)
    return lowering.graph.value(lowering.hidden(context, initial=source))


def _active_initial(lowering: Lowering, call: Call, context: Context) -> Node:
    running, starting = lowering.arguments(call, context)
    return lowering.graph.node(Staged(), running, starting)


LEVELS: dict[str, Handler] = {
    "smooth1": _smooth(1),
    "smooth3": _smooth(3),
    "smooth_n": _smooth_n,
    "delay1": _delay(1),
    "delay3": _delay(3),
    "delay_n": _delay_n,
    "delay_fixed": _delay_fixed,
    "delay": _delay_fixed,
    "trend": _trend,
    "forecast": _forecast,
    "npv": _npv,
    "sample_if_true": _sample_if_true,
    "previous": _previous,
    "self": _self,
    "initial": _initial,
    "reinitial": _initial,
    "active_initial": _active_initial,
}
"""functions with a memory"""
