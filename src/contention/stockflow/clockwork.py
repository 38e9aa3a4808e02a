"""Functions of the time.

What jumps does so at the first step whose time, plus half a step, has passed the moment asked for
(Vensim Reference, "PULSE"): the rounding of sums of steps does not matter, and moments between
steps go to the nearest one.
"""

from contention.models.program import Op
from contention.stockflow.graph import Node
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.refusal import RefusedError
from contention.stockflow.syntax import Call, Number


def _setting(name: str) -> Handler:
    return lambda lowering, _call, _context: lowering.settings[name]


def _time(lowering: Lowering, _call: Call, _context: Context) -> Node:
    return lowering.time


def _shifted(lowering: Lowering) -> Node:
    """The time of the step plus half a step."""
    half = lowering.op(Op.MULTIPLY, lowering.step, lowering.number(0.5))
    return lowering.op(Op.ADD, lowering.step_time, half)


def _step(lowering: Lowering, call: Call, context: Context) -> Node:
    height, start = lowering.arguments(call, context)
    return lowering.choose(
        lowering.greater(_shifted(lowering), start), height, lowering.number(0.0)
    )


def _ramp(lowering: Lowering, call: Call, context: Context) -> Node:
    slope, start, *end = lowering.arguments(call, context)
    time = lowering.op(Op.MINIMUM, lowering.time, end[0]) if end else lowering.time
    zero = lowering.number(0.0)
    elapsed = lowering.op(Op.MAXIMUM, lowering.op(Op.SUBTRACT, time, start), zero)
    return lowering.op(Op.MULTIPLY, slope, elapsed)


def _pulse(lowering: Lowering, call: Call, context: Context) -> Node:
    start, width = lowering.arguments(call, context)
    lasting = lowering.op(Op.MAXIMUM, width, lowering.step)
    elapsed = lowering.op(Op.SUBTRACT, _shifted(lowering), start)
    begun = lowering.greater(elapsed, lowering.number(0.0))
    return lowering.op(Op.AND, begun, lowering.op(Op.LESS, elapsed, lasting))


def _pulse_train(lowering: Lowering, call: Call, context: Context) -> Node:
    start, width, interval, end = lowering.arguments(call, context)
    lasting = lowering.op(Op.MAXIMUM, width, lowering.step)
    elapsed = lowering.op(Op.SUBTRACT, _shifted(lowering), start)
    begun = lowering.greater(elapsed, lowering.number(0.0))
    within = lowering.op(Op.LESS, _since_last(lowering, elapsed, interval), lasting)
    ended = lowering.greater(_shifted(lowering), end)
    going = lowering.op(Op.AND, begun, lowering.op(Op.NOT, ended))
    return lowering.op(Op.AND, going, within)


def _since_last(lowering: Lowering, elapsed: Node, interval: Node) -> Node:
    """What has passed since the last multiple of an interval; all of it if that is 0."""
    turns = lowering.op(Op.INTEGER, lowering.op(Op.DIVIDE, elapsed, interval))
    rest = lowering.op(Op.SUBTRACT, elapsed, lowering.op(Op.MULTIPLY, turns, interval))
    once = lowering.op(Op.LESS_EQUAL, interval, lowering.number(0.0))
    return lowering.choose(once, elapsed, rest)


def _impulse(lowering: Lowering, call: Call, context: Context) -> Node:
    """Once at a time, or again every interval; with neither, in every step (Stella's PULSE)."""
    volume, *when = lowering.arguments(call, context)
    if not when:
        return lowering.op(Op.DIVIDE, volume, lowering.step)
    first = when[0]
    interval = when[1] if len(when) > 1 else lowering.number(0.0)
    elapsed = lowering.op(Op.SUBTRACT, _shifted(lowering), first)
    begun = lowering.greater(elapsed, lowering.number(0.0))
    within = lowering.op(Op.LESS, _since_last(lowering, elapsed, interval), lowering.step)
    height = lowering.op(Op.DIVIDE, volume, lowering.step)
    return lowering.choose(lowering.op(Op.AND, begun, within), height, lowering.number(0.0))


def _get_time_value(lowering: Lowering, call: Call, context: Context) -> Node:
    relative, offset, measure = call.arguments
    if not (isinstance(relative, Number) and isinstance(measure, Number)):
        raise RefusedError(
            f"the first and last argument of {call.written} are not numbers",
            "write numbers",
            call.place,
        )
    if relative.value not in (0.0, 1.0) or measure.value != 0.0:
        raise RefusedError(
            f"{call.written} asks for the clock or the calendar, which a run does not have",
            "use 0 or 1 as its first, 0 as its last argument",
            call.place,
        )
    base = lowering.time if relative.value == 0.0 else lowering.settings["start"]
    return lowering.op(Op.ADD, base, lowering.node(offset, context))


CLOCKWORK: dict[str, Handler] = {
    "time": _time,
    "time_step": _setting("step"),
    "initial_time": _setting("start"),
    "final_time": _setting("stop"),
    "step": _step,
    "ramp": _ramp,
    "pulse": _pulse,
    "pulse_train": _pulse_train,
    "impulse": _impulse,
    "get_time_value": _get_time_value,
}
"""functions of the time"""
