"""Graphical functions and series, and the functions that read them."""

import math
from itertools import pairwise

from contention.models.program import Op
from contention.stockflow.graph import MISSING, Node, Tabled
from contention.stockflow.levels import written_number
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.names import key
from contention.stockflow.refusal import RefusedError
from contention.stockflow.subscripts import elements_of
from contention.stockflow.syntax import Call, Expression, Reference, TableOf
from contention.stockflow.tables import Series, Table
from contention.stockflow.time_points import NEAR

BY_RULE = {"hold": Op.LOOKUP, "extrapolate": Op.LOOKUP_EXTRAPOLATE, "step": Op.LOOKUP_BACKWARD}
OF_SERIES = {
    "interpolate": Op.LOOKUP,
    "look_forward": Op.LOOKUP_FORWARD,
    "hold_backward": Op.LOOKUP_BACKWARD,
}


def read_table(lowering: Lowering, table: Table, x: Node, op: Op | None = None) -> Node:
    """The value of a graphical function at x, by its own rule unless an opcode is given."""
    return lowering.graph.node(Tabled(op or BY_RULE[table.rule], checked(table)), x)


def checked(table: Table) -> Table:
    """The table, points that repeat another left out. Raises RefusedError if it is none."""
    if len(table.x) != len(table.y) or not table.x:
        message = f"a graphical function has {len(table.x)} x and {len(table.y)} y"
        raise RefusedError(message, "give each point both")
    if not all(map(math.isfinite, (*table.x, *table.y))):
        raise RefusedError("a graphical function has a point that is not finite", "remove it")
    if any(later < earlier for earlier, later in zip(table.x, table.x[1:], strict=False)):
        raise RefusedError("the x of a graphical function do not ascend", "put them in order")
    points = list(dict.fromkeys(zip(table.x, table.y, strict=True)))
    return Table(tuple(x for x, _ in points), tuple(y for _, y in points), table.rule)


def series_node(lowering: Lowering, series: Series) -> Node:
    """The value of a series at the time of the step."""
    table = checked(Table(series.times, series.values))
    if series.rule == "raw":
        return _raw(lowering, table)
    return read_table(lowering, table, lowering.time, OF_SERIES[series.rule])


def _raw(lowering: Lowering, table: Table) -> Node:
    """The values of a series at its own times; `:NA:` at others."""
    near = lowering.op(Op.MULTIPLY, lowering.step, lowering.number(NEAR))
    time = lowering.op(Op.ADD, lowering.time, near)
    last = read_table(lowering, Table(table.x, table.x), time, Op.LOOKUP_BACKWARD)
    value = read_table(lowering, table, time, Op.LOOKUP_BACKWARD)
    gap = lowering.op(Op.ABS, lowering.op(Op.SUBTRACT, lowering.time, last))
    there = lowering.op(Op.LESS_EQUAL, gap, near)
    return lowering.choose(there, value, lowering.number(MISSING))


def table_of(lowering: Lowering, expression: Expression, context: Context) -> Table:
    """The graphical function that an argument names."""
    if isinstance(expression, TableOf):
        return expression.table
    if isinstance(expression, Reference) and key(expression.name) in lowering.unrolled.variables:
        name = key(expression.name)
        elements = elements_of(lowering.unrolled, expression, context)
        found = lowering.unrolled.defined.get((name, elements))
        body = found.equation.body if found else None
        if isinstance(body, Table):
            return body
        if isinstance(body, Series):
            return Table(body.times, body.values)
        if isinstance(body, TableOf):
            return body.table
    raise RefusedError("the first argument is not a graphical function", "name one", context.place)


def _lookup(op: Op | None) -> Handler:
    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        table = table_of(lowering, call.arguments[0], context)
        return read_table(lowering, table, lowering.node(call.arguments[1], context), op)

    return handler


def _lookup_invert(lowering: Lowering, call: Call, context: Context) -> Node:
    """The x at which the function has a value; it must rise or fall throughout."""
    table = checked(table_of(lowering, call.arguments[0], context))
    points = sorted(zip(table.y, table.x, strict=True))
    ascending = tuple(x for _, x in points)
    if ascending not in (table.x, table.x[::-1]) or len(set(table.y)) < len(table.y):
        message = f"{call.written} of a graphical function that neither rises nor falls throughout"
        raise RefusedError(message, "use one that has each value once", call.place)
    inverse = Table(tuple(y for y, _ in points), ascending)
    return read_table(lowering, inverse, lowering.node(call.arguments[1], context))


def _lookup_area(lowering: Lowering, call: Call, context: Context) -> Node:
    """The integral between two x; outside its points the function holds its first and last y."""
    table = checked(table_of(lowering, call.arguments[0], context))
    first, last = (lowering.node(each, context) for each in call.arguments[1:])
    return lowering.op(Op.SUBTRACT, _area(lowering, table, last), _area(lowering, table, first))


def _area(lowering: Lowering, table: Table, x: Node) -> Node:
    """The integral from the first point: that of the whole pieces, then a trapezium."""
    so_far = [0.0]
    for (x0, y0), (x1, y1) in zip(
        zip(table.x, table.y, strict=True), zip(table.x[1:], table.y[1:], strict=True), strict=False
    ):
        so_far.append(so_far[-1] + (x1 - x0) * (y0 + y1) / 2)
    whole = read_table(lowering, Table(table.x, tuple(so_far)), x, Op.LOOKUP_BACKWARD)
    begun = read_table(lowering, Table(table.x, table.x), x, Op.LOOKUP_BACKWARD)
    height = read_table(lowering, Table(table.x, table.y), begun)
    mean = lowering.op(Op.MULTIPLY, lowering.number(0.5), lowering.op(
        Op.ADD, height, read_table(lowering, Table(table.x, table.y), x)))  # fmt: skip
    width = lowering.op(Op.SUBTRACT, x, begun)
    return lowering.op(Op.ADD, whole, lowering.op(Op.MULTIPLY, width, mean))


def _lookup_mean(lowering: Lowering, call: Call, context: Context) -> Node:
    table = checked(table_of(lowering, call.arguments[0], context))
    return lowering.number(sum(table.y) / len(table.y))


def _lookup_slope(lowering: Lowering, call: Call, context: Context) -> Node:
    """The mean of the slopes on both sides, which are one between points.

    Outside the points by the mode: 0 is 0, 1 the slope of the nearest piece, -1 is `:NA:`, as is
    the slope at an x that several points have.
    """
    table = checked(table_of(lowering, call.arguments[0], context))
    mode = written_number(call.arguments[2], lowering)
    if mode not in (-1.0, 0.0, 1.0) or len(set(table.x)) < 2:
        message = f"the mode of {call.written} is not 0, 1 or -1, or its table is a single point"
        raise RefusedError(message, "correct the call", call.place)
    x = lowering.node(call.arguments[1], context)
    after = read_table(lowering, _slopes(table, 1), x, Op.LOOKUP_BACKWARD)
    before = read_table(lowering, _slopes(table, -1), x, Op.LOOKUP_FORWARD)
    both = lowering.op(Op.ADD, after, before)
    slope = lowering.op(Op.MULTIPLY, lowering.number(0.5), both)
    missing = lowering.number(MISSING)
    for twice in sorted({one for one in table.x if table.x.count(one) > 1}):
        slope = lowering.choose(lowering.op(Op.EQUAL, x, lowering.number(twice)), missing, slope)
    if mode == 1.0:
        return slope
    low, high = (lowering.number(table.x[end]) for end in (0, -1))
    outside = lowering.op(Op.OR, lowering.op(Op.LESS, x, low), lowering.op(Op.LESS, high, x))
    return lowering.choose(outside, lowering.number(0.0) if mode == 0.0 else missing, slope)


def _slopes(table: Table, side: int) -> Table:
    """At each x the slope of the piece after it (1), or before it (-1), or of the only one."""
    pieces = {
        (x0, x1): (y1 - y0) / (x1 - x0)
        for (x0, y0), (x1, y1) in pairwise(zip(table.x, table.y, strict=True)) if x1 > x0
    }  # fmt: skip
    starts = {x0: slope for (x0, _), slope in pieces.items()}
    ends = {x1: slope for (_, x1), slope in pieces.items()}
    first, second = (starts, ends) if side > 0 else (ends, starts)
    found = {x: first.get(x, second.get(x, 0.0)) for x in sorted(set(table.x))}
    return Table(tuple(found), tuple(found.values()))


def _data_at_time(lowering: Lowering, call: Call, context: Context) -> Node:
    table = table_of(lowering, call.arguments[0], context)
    return read_table(lowering, table, lowering.node(call.arguments[1], context), Op.LOOKUP)


def _data_between_times(lowering: Lowering, call: Call, context: Context) -> Node:
    """By the mode: 1 or more takes the next value, -1 or less the one before, else linear."""
    mode = written_number(call.arguments[2], lowering)
    if mode is None:
        raise RefusedError(f"the mode of {call.written} is not a number", "write one", call.place)
    op = Op.LOOKUP_FORWARD if mode >= 1 else Op.LOOKUP_BACKWARD if mode <= -1 else Op.LOOKUP
    table = table_of(lowering, call.arguments[0], context)
    return read_table(lowering, table, lowering.node(call.arguments[1], context), op)


def _end(place: int) -> Handler:
    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        return lowering.number(table_of(lowering, call.arguments[0], context).x[place])

    return handler


LOOKUPS: dict[str, Handler] = {
    "lookup": _lookup(None),
    "lookup_extrapolate": _lookup(Op.LOOKUP_EXTRAPOLATE),
    "lookup_forward": _lookup(Op.LOOKUP_FORWARD),
    "lookup_backward": _lookup(Op.LOOKUP_BACKWARD),
    "lookup_invert": _lookup_invert,
    "lookup_area": _lookup_area,
    "lookup_mean": _lookup_mean,
    "lookup_slope": _lookup_slope,
    "get_data_between_times": _data_between_times,
    "get_data_at_time": _data_at_time,
    "get_data_first_time": _end(0),
    "get_data_last_time": _end(-1),
}
"""functions of graphical functions and series"""
