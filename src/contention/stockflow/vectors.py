"""Functions that make an array of an array: the element at hand of what they give.

A vector runs over the last range of the argument that the equation has on its left (or over what
is marked with `!`); what a function gives at an element is that of its place in the range.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from contention.models.program import Op
from contention.stockflow.arrays import over, references
from contention.stockflow.graph import MISSING, Node
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.names import key
from contention.stockflow.refusal import RefusedError
from contention.stockflow.subscripts import elements_of, loops_of
from contention.stockflow.syntax import Call, Expression, Named, Reference
from contention.stockflow.unrolled import Elements

MOST_ROWS = 30
"""of a matrix that is inverted"""
PROFILE = 4
"""numbers of a priority profile: kind, priority, width, extra"""


@dataclass(frozen=True)
class Axis:
    """The range that a vector runs over, and the place of the element at hand."""

    range: str
    elements: Elements
    own: int


def _axes(lowering: Lowering, expression: Expression, context: Context, count: int) -> list[Axis]:
    """The last ranges of an argument that are on the left; raises RefusedError if there are few."""
    bound, ranges = context.bound, lowering.unrolled.ranges.elements
    for reference in references(expression):
        names = [
            key(each.name)
            for each in reference.subscripts
            if isinstance(each, Named) and key(each.name) in bound and key(each.name) in ranges
        ]
        if not reference.subscripts and key(reference.name) in lowering.unrolled.variables:
            declared = lowering.unrolled.declared(key(reference.name))
            names = [name for name in declared if name in bound and name in ranges]
        if len(names) >= count:
            chosen = names[len(names) - count :]
            return [Axis(name, ranges[name], ranges[name].index(bound[name])) for name in chosen]
    message = "the array of this function has no range that the equation has on its left"
    raise RefusedError(message, "give the range on both sides", context.place)


def _at(context: Context, ranges: Sequence[str], elements: Sequence[str]) -> Context:
    """The same place, with other elements at hand."""
    defined = context.defined
    if defined is None:
        return context
    bound = {**defined.bound, **dict(zip(ranges, elements, strict=True))}
    return replace(context, defined=replace(defined, bound=bound))


def _vector(
    lowering: Lowering, expression: Expression, context: Context
) -> tuple[list[Node], int, Axis | None]:
    """The elements of an argument, and the place of the one at hand."""
    for reference in references(expression):
        if key(reference.name) in lowering.unrolled.variables and reference.subscripts:
            loops = list(loops_of(lowering.unrolled, reference, context))
            if loops:
                (nodes,) = over(lowering, context, expression)
                return nodes, _last_place(lowering, context), None
    (axis,) = _axes(lowering, expression, context, 1)
    nodes = [
        lowering.node(expression, _at(context, [axis.range], [element]))
        for element in axis.elements
    ]
    return nodes, axis.own, axis


def _last_place(lowering: Lowering, context: Context) -> int:
    defined = context.defined
    if defined is None or not defined.varying:
        raise RefusedError("this function needs a range on the left", "give one", context.place)
    name = defined.varying[-1]
    return lowering.unrolled.ranges.elements[name].index(defined.bound[name])


def _sorting(op: Op) -> Handler:
    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        nodes, own, _ = _vector(lowering, call.arguments[0], context)
        direction = lowering.node(call.arguments[1], context)
        return lowering.op(op, direction, lowering.number(float(own)), *nodes)

    return handler


def _vector_reorder(lowering: Lowering, call: Call, context: Context) -> Node:
    nodes, _, _ = _vector(lowering, call.arguments[0], context)
    place = lowering.node(call.arguments[1], context)
    return lowering.op(Op.ELEMENT, place, lowering.number(MISSING), *nodes)


def _vector_elm_map(lowering: Lowering, call: Call, context: Context) -> Node:
    """The element so many places further, all dimensions end to end; `:NA:` outside."""
    base, offset = call.arguments
    if not isinstance(base, Reference) or key(base.name) not in lowering.unrolled.variables:
        message = f"the first argument of {call.written} is not a variable"
        raise RefusedError(message, "name an element of one", call.place)
    name = key(base.name)
    order = list(product(*lowering.unrolled.axes[name]))
    first = order.index(elements_of(lowering.unrolled, base, context))
    nodes = [
        lowering.graph.value(lowering.cell_of(name, elements, base.place)) for elements in order
    ]
    place = lowering.op(Op.ADD, lowering.node(offset, context), lowering.number(float(first)))
    return lowering.op(Op.ELEMENT, place, lowering.number(MISSING), *nodes)


def _allocate_available(lowering: Lowering, call: Call, context: Context) -> Node:
    request, profile, available = call.arguments
    nodes, own, axis = _vector(lowering, request, context)
    if axis is None or not isinstance(profile, Reference):
        message = f"the arguments of {call.written} are not arrays over a range on the left"
        raise RefusedError(message, "name variables with that range", call.place)
    for element in axis.elements:
        nodes += _profile(lowering, profile, _at(context, [axis.range], [element]))
    supply = lowering.node(available, context)
    return lowering.op(Op.ALLOCATE, supply, lowering.number(float(own)), *nodes)


def _profile(lowering: Lowering, profile: Reference, context: Context) -> list[Node]:
    """The numbers of a priority profile: the element named and those after it."""
    name = key(profile.name)
    if name not in lowering.unrolled.variables or not lowering.unrolled.axes[name]:
        raise RefusedError(f"`{profile.name}` is not an array", "name one", profile.place)
    *before, first = elements_of(lowering.unrolled, profile, context)
    last = lowering.unrolled.axes[name][-1]
    chosen = last[last.index(first) :][:PROFILE]
    if len(chosen) < PROFILE:
        message = f"the last dimension of `{profile.name}` has fewer than {PROFILE} elements"
        raise RefusedError(message, "give kind, priority, width and extra", profile.place)
    return [
        lowering.graph.value(lowering.cell_of(name, (*before, each), profile.place))
        for each in chosen
    ]


def _allocate_by_priority(lowering: Lowering, call: Call, context: Context) -> Node:
    """As rectangular profiles: one behind the other, at most a width apart.

    Those of higher priority are served first; the next one begins when what the last one has got
    is the share of its request that the gap between the two is of the width.
    """
    requests, own, axis = _vector(lowering, call.arguments[0], context)
    if axis is None:
        message = f"the requests of {call.written} are not an array over a range on the left"
        raise RefusedError(message, "give the range on both sides", call.place)
    inner = [_at(context, [axis.range], [element]) for element in axis.elements]
    priorities = [lowering.node(call.arguments[1], each) for each in inner]
    width, supply = (lowering.node(each, context) for each in call.arguments[3:])
    starts = _starts(lowering, requests, priorities, width)
    nodes, one = list(requests), lowering.number(1.0)
    for start in starts:
        middle = lowering.op(Op.ADD, start, lowering.number(0.5))
        nodes += [one, lowering.op(Op.NEGATE, middle), one, lowering.number(0.0)]
    return lowering.op(Op.ALLOCATE, supply, lowering.number(float(own)), *nodes)


def _starts(
    lowering: Lowering, requests: list[Node], priorities: list[Node], width: Node
) -> list[Node]:
    """When each begins to be served; who asks for nothing comes last and is not waited for."""
    zero, one = lowering.number(0.0), lowering.number(1.0)
    asking = [lowering.greater(request, zero) for request in requests]
    last = lowering.number(-1e300)
    ranked = [
        lowering.choose(asks, priority, last)
        for asks, priority in zip(asking, priorities, strict=True)
    ]
    start, starts = zero, [zero]
    count = len(ranked)
    order = [
        lowering.op(Op.ORDER, zero, lowering.number(float(place)), *ranked)
        for place in range(count)
    ]
    descending = [lowering.op(Op.ELEMENT, place, zero, *ranked) for place in order]
    for before, after in pairwise(descending):
        gap = lowering.op(Op.DIVIDE, lowering.op(Op.SUBTRACT, before, after), width)
        start = lowering.op(Op.ADD, start, lowering.op(Op.MINIMUM, gap, one))
        starts.append(start)
    places = [
        lowering.op(Op.RANKED, zero, lowering.number(float(number)), *ranked)
        for number in range(count)
    ]
    return [
        lowering.op(Op.ELEMENT, lowering.op(Op.SUBTRACT, place, one), zero, *starts)
        for place in places
    ]


def _invert_matrix(lowering: Lowering, call: Call, context: Context) -> Node:
    """Gauss-Jordan elimination; the largest number of a column is its pivot."""
    matrix = call.arguments[0]
    rows, columns = _axes(lowering, matrix, context, 2)
    size = len(rows.elements)
    if len(columns.elements) != size or size > MOST_ROWS:
        message = f"{call.written} needs a square matrix of at most {MOST_ROWS} rows"
        raise RefusedError(message, "check its ranges", call.place)
    names = [rows.range, columns.range]
    left = [
        [lowering.node(matrix, _at(context, names, [row, column])) for column in columns.elements]
        for row in rows.elements
    ]
    right = [lowering.number(1.0 if row == columns.own else 0.0) for row in range(size)]
    return _solved(lowering, left, right)[rows.own]


def _solved(lowering: Lowering, left: list[list[Node]], right: list[Node]) -> list[Node]:
    """The x of left · x = right."""
    lines = [[*row, value] for row, value in zip(left, right, strict=True)]
    for column in range(len(lines)):
        for other in range(column + 1, len(lines)):
            larger_first(lowering, lines, column, other)
        pivot = lines[column][column]
        lines[column] = [lowering.op(Op.DIVIDE, each, pivot) for each in lines[column]]
        for other in range(len(lines)):
            if other != column:
                factor = lines[other][column]
                lines[other] = [
                    lowering.op(Op.SUBTRACT, each, lowering.op(Op.MULTIPLY, factor, top))
                    for each, top in zip(lines[other], lines[column], strict=True)
                ]
    return [line[-1] for line in lines]


def larger_first(lowering: Lowering, lines: list[list[Node]], one: int, other: int) -> Node:
    """Exchange two lines where the second has the larger number in the first one's column.

    Gives whether that is so.
    """
    sizes = [lowering.op(Op.ABS, lines[line][one]) for line in (one, other)]
    larger = lowering.op(Op.LESS, *sizes)
    pairs = list(zip(lines[one], lines[other], strict=True))
    lines[one] = [lowering.choose(larger, second, first) for first, second in pairs]
    lines[other] = [lowering.choose(larger, first, second) for first, second in pairs]
    return larger


VECTORS: dict[str, Handler] = {
    "vector_sort_order": _sorting(Op.ORDER),
    "vector_rank": _sorting(Op.RANKED),
    "vector_reorder": _vector_reorder,
    "vector_elm_map": _vector_elm_map,
    "allocate_available": _allocate_available,
    "allocate_by_priority": _allocate_by_priority,
    "invert_matrix": _invert_matrix,
}
"""functions that make an array of an array"""
