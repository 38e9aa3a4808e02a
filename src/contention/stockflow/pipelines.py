"""Delays in which what enters is marked with when it leaves: their times may move.

A register holds what is to come out one step from now, two steps from now, and so on to the end of
the run; it moves up by one place in each step. Delay times are rounded to steps as those of DELAY
FIXED are, and are at least one step.
"""

from contention.models.program import Op
from contention.stockflow.graph import Clock, Node
from contention.stockflow.levels import fixed_delay, steps_of, written_number
from contention.stockflow.lookups import table_of
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.refusal import RefusedError
from contention.stockflow.syntax import Call
from contention.stockflow.time_points import NEAR

MOST_PLACES = 4_000
"""of a register"""


def _information(lowering: Lowering, call: Call, context: Context) -> Node:
    """A value overtakes those that would leave later, and stays until the next one leaves."""
    source, time, initial = lowering.arguments(call, context)
    if written_number(call.arguments[1], lowering, context) is not None:
        return fixed_delay(lowering, context, source, time, initial)
    steps = steps_of(lowering, time)
    places = _places(lowering, call, context)
    line = [lowering.hidden(context, initial=initial, length=lowering.number(1.0))
            for _ in range(places + 1)]  # fmt: skip
    for number, cell in enumerate(line):
        left = lowering.op(Op.LESS_EQUAL, steps, lowering.number(number + 1.0))
        ahead = lowering.graph.value(line[min(number + 1, places)])
        lowering.cells[cell].source = lowering.choose(left, source, ahead)
    return lowering.graph.value(line[0])


def _material(lowering: Lowering, call: Call, context: Context) -> Node:
    """What leaves in one step adds up; where nothing does, the last argument."""
    source, time, initial, missing = lowering.arguments(call, context)
    if written_number(call.arguments[1], lowering, context) is not None:
        return fixed_delay(lowering, context, source, time, initial)
    steps, zero = steps_of(lowering, time), lowering.number(0.0)
    amounts, counts = [], []
    for number in range(_places(lowering, call, context) + 1):
        filled = lowering.op(Op.LESS, lowering.number(float(number)), steps)
        one = lowering.number(1.0)
        amounts.append(
            lowering.hidden(context, initial=lowering.choose(filled, initial, zero), length=one)
        )
        counts.append(lowering.hidden(context, initial=filled, length=one))
    for number in range(len(amounts)):
        enters = lowering.op(Op.EQUAL, steps, lowering.number(number + 1.0))
        for line, added in ((amounts, source), (counts, lowering.number(1.0))):
            ahead = lowering.graph.value(line[number + 1]) if number + 1 < len(line) else zero
            entering = lowering.choose(enters, added, zero)
            lowering.cells[line[number]].source = lowering.op(Op.ADD, ahead, entering)
    out, count = (lowering.graph.value(line[0]) for line in (amounts, counts))
    return lowering.choose(count, out, missing)


def _places(lowering: Lowering, call: Call, context: Context) -> int:
    """As many as the run has steps: what would leave later never does."""
    lowering.register(context)
    steps = lowering.written_steps
    if steps is None or steps > MOST_PLACES:
        message = (
            f"the time of {call.written} moves, and the run has more than {MOST_PLACES:,} steps"
        )
        if steps is None:
            message = f"the time of {call.written} moves, and the length of the run is not a number"
        raise RefusedError(message, "give a delay time that is a number, or a longer step",
                           call.place)  # fmt: skip
    return max(1, steps)


def _conveyor(lowering: Lowering, call: Call, context: Context) -> Node:
    """Every step takes the same share of all that is on it, of what has just come on too.

    What enters leaves `time` later, less a leak in each step in between. What is on it at the
    start leaves evenly over the initial time.
    """
    source, time, leak = (lowering.node(each, context) for each in call.arguments[:3])
    total, first_time = (lowering.node(each, context) for each in call.arguments[4:6])
    profile = table_of(lowering, call.arguments[3], context)
    if len(set(profile.y)) > 1:
        message = f"the initial profile of {call.written} is not flat"
        hint = "use a flat one: the manual states two rules for others, which differ"
        raise RefusedError(message, hint, call.place)
    numbers = [written_number(each, lowering, context) for each in call.arguments[1:3]]
    if None in numbers or numbers[0] != written_number(call.arguments[5], lowering, context):
        message = f"the times and the leak of {call.written} are not numbers, or differ"
        raise RefusedError(message, "give numbers, the same for both times", call.place)
    kept = lowering.op(Op.SUBTRACT, lowering.number(1.0), lowering.op(
        Op.MULTIPLY, leak, lowering.step))  # fmt: skip
    steps = steps_of(lowering, time)
    start = lowering.op(Op.DIVIDE, total, first_time)
    out = fixed_delay(lowering, context, source, time, lowering.number(0.0))
    share = lowering.op(Op.POWER, kept, steps)
    count = lowering.graph.clock(Clock.COUNT)
    here = lowering.op(Op.LESS, count, steps)
    left = lowering.op(Op.MULTIPLY, start, lowering.op(Op.POWER, kept, count))
    return lowering.choose(here, left, lowering.op(Op.MULTIPLY, out, share))


def _history(lowering: Lowering, call: Call, context: Context) -> Node:
    """What a variable was at an earlier time, at the step not after it; 0 outside of the run."""
    source, time = lowering.arguments(call, context)
    before = [source]
    for _ in range(_places(lowering, call, context)):
        one, nothing = lowering.number(1.0), lowering.number(0.0)
        cell = lowering.hidden(context, initial=nothing, source=before[-1], length=one)
        before.append(lowering.graph.value(cell))
    now = lowering.step_time
    ago = lowering.op(Op.DIVIDE, lowering.op(Op.SUBTRACT, now, time), lowering.step)
    near = lowering.op(Op.SUBTRACT, lowering.number(NEAR), ago)
    places = lowering.op(Op.NEGATE, lowering.op(Op.INTEGER, near))
    known = lowering.op(Op.LESS_EQUAL, places, lowering.graph.clock(Clock.COUNT))
    found = lowering.op(Op.ELEMENT, places, lowering.number(0.0), *before)
    return lowering.choose(known, found, lowering.number(0.0))


PIPELINES: dict[str, Handler] = {
    "delay_information": _information,
    "delay_material": _material,
    "delay_conveyor": _conveyor,
    "history": _history,
}
"""functions in which what enters is marked with when it leaves"""
