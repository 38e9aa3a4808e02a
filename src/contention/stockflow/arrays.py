"""Functions of arrays, as operations on their elements."""

import math
from collections.abc import Iterator, Sequence
from itertools import product

from contention.models.program import Op
from contention.stockflow.graph import Node
from contention.stockflow.levels import written_number
from contention.stockflow.lowering import Context, Handler, Loop, Lowering
from contention.stockflow.names import key
from contention.stockflow.refusal import RefusedError
from contention.stockflow.subscripts import loops_of, run_over
from contention.stockflow.syntax import Binary, Call, Computed, Expression, IfElse, Reference, Unary
from contention.stockflow.unrolled import Elements

MOST_ELEMENTS = 100_000
"""of an array that one call of a function looks at"""
REDUCING = frozenset({"sum", "product", "least", "greatest", "mean", "deviation", "size", "rank",
                      "vector_select"})  # fmt: skip
"""functions that run over their argument by themselves"""


def over(lowering: Lowering, context: Context, *expressions: Expression) -> list[list[Node]]:
    """The elements of each expression, over all that one of them runs over, row-major."""
    loops: dict[Loop, Elements] = {}
    for expression in expressions:
        for loop, elements in _loops(lowering, expression, context):
            loops.setdefault(loop, elements)
    if math.prod(map(len, loops.values())) > MOST_ELEMENTS:
        message = f"a function looks at more than {MOST_ELEMENTS:,} elements"
        raise RefusedError(message, "use smaller ranges", context.place)
    found: list[list[Node]] = [[] for _ in expressions]
    for elements in product(*loops.values()):
        inner = context.within(dict(zip(loops, elements, strict=True)))
        for nodes, expression in zip(found, expressions, strict=True):
            nodes.append(lowering.node(expression, inner))
    return found


def _loops(
    lowering: Lowering, expression: Expression, context: Context
) -> Iterator[tuple[Loop, Elements]]:
    for reference in references(expression):
        if key(reference.name) not in lowering.unrolled.variables:
            continue
        loops = list(loops_of(lowering.unrolled, reference, context, every=True))
        for place, loop in enumerate(loops):
            if loop is not None and loop not in context.loops:
                yield loop, run_over(lowering.unrolled, loop, reference, place)


def references(expression: Expression) -> Iterator[Reference]:
    """The references in an expression, those inside other functions of arrays left out."""
    waiting = [expression]
    while waiting:
        match waiting.pop():
            case Reference() as found:
                yield found
                waiting += [each.index for each in found.subscripts if isinstance(each, Computed)]
            case Unary(operand=operand):
                waiting.append(operand)
            case Binary(left=left, right=right):
                waiting += [right, left]
            case IfElse(test=test, then=then, otherwise=otherwise):
                waiting += [otherwise, then, test]
            case Call(function=function, arguments=arguments) if function not in REDUCING:
                waiting += arguments[::-1]


def _reduced(op: Op, empty: float) -> Handler:
    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        (nodes,) = over(lowering, context, call.arguments[0])
        return lowering.graph.folded(op, nodes, empty)

    return handler


def extreme(op: Op) -> Handler:
    """The least or greatest of all arguments, or of the elements of the only one."""

    def handler(lowering: Lowering, call: Call, context: Context) -> Node:
        if len(call.arguments) == 1:
            (nodes,) = over(lowering, context, call.arguments[0])
        else:
            nodes = lowering.arguments(call, context)
        return lowering.graph.folded(op, nodes, 0.0)

    return handler


def _mean_of(lowering: Lowering, nodes: Sequence[Node]) -> Node:
    total = lowering.graph.total(nodes)
    return lowering.op(Op.DIVIDE, total, lowering.number(float(len(nodes))))


def _mean(lowering: Lowering, call: Call, context: Context) -> Node:
    (nodes,) = over(lowering, context, call.arguments[0])
    return _mean_of(lowering, nodes)


def _deviation(lowering: Lowering, call: Call, context: Context) -> Node:
    """Of the elements themselves, not of a population that they are drawn from."""
    (nodes,) = over(lowering, context, call.arguments[0])
    mean = _mean_of(lowering, nodes)
    gaps = [lowering.op(Op.SUBTRACT, node, mean) for node in nodes]
    squares = [lowering.op(Op.MULTIPLY, gap, gap) for gap in gaps]
    return lowering.op(Op.SQRT, _mean_of(lowering, squares))


def _size(lowering: Lowering, call: Call, context: Context) -> Node:
    (nodes,) = over(lowering, context, call.arguments[0])
    return lowering.number(float(len(nodes)))


def _rank(lowering: Lowering, call: Call, context: Context) -> Node:
    """The number, from 1, of the element that is in some place when they ascend."""
    (nodes,) = over(lowering, context, call.arguments[0])
    place = lowering.op(
        Op.SUBTRACT, lowering.node(call.arguments[1], context), lowering.number(1.0)
    )
    found = lowering.op(Op.ORDER, lowering.number(1.0), place, *nodes)
    return lowering.op(Op.ADD, found, lowering.number(1.0))


def _element_count(lowering: Lowering, call: Call, _context: Context) -> Node:
    (argument,) = call.arguments
    ranges = lowering.unrolled.ranges.elements
    if isinstance(argument, Reference) and key(argument.name) in ranges:
        return lowering.number(float(len(ranges[key(argument.name)])))
    raise RefusedError(f"the argument of {call.written} is not a range", "name one", call.place)


def _vector_select(lowering: Lowering, call: Call, context: Context) -> Node:
    selection, values = over(lowering, context, *call.arguments[:2])
    missing = lowering.node(call.arguments[2], context)
    action = _action(call, lowering)
    zero = lowering.number(0.0)
    chosen = [lowering.op(Op.NOT, lowering.op(Op.EQUAL, each, zero)) for each in selection]
    count = lowering.graph.total(chosen)
    terms = [
        _weighted(lowering, action, weight, value)
        for weight, value in zip(selection, values, strict=True)
    ]
    op, empty = SELECTED[action]
    kept = [
        lowering.choose(one, term, lowering.number(empty))
        for one, term in zip(chosen, terms, strict=True)
    ]
    result = lowering.graph.folded(op, kept, empty)
    if action in (4, 10):
        result = lowering.op(Op.DIVIDE, result, count)
    return lowering.choose(count, result, missing)


SELECTED = {
    0: (Op.ADD, 0.0), 1: (Op.MULTIPLY, 1.0), 2: (Op.MINIMUM, math.inf), 3: (Op.MAXIMUM, -math.inf),
    4: (Op.ADD, 0.0), 5: (Op.MULTIPLY, 1.0), 6: (Op.ADD, 0.0), 7: (Op.MULTIPLY, 1.0),
    8: (Op.MINIMUM, math.inf), 9: (Op.MAXIMUM, -math.inf), 10: (Op.ADD, 0.0),
}  # fmt: skip
"""numerical action of VECTOR SELECT → how elements are joined, and the value of none"""


def _weighted(lowering: Lowering, action: int, weight: Node, value: Node) -> Node:
    if action > 5:
        return value
    if action == 5:
        return lowering.op(Op.POWER, value, weight)
    return lowering.op(Op.MULTIPLY, weight, value)


def _action(call: Call, lowering: Lowering) -> int:
    found = [written_number(each, lowering) for each in call.arguments[3:]]
    if found[0] is None or int(found[0]) not in SELECTED:
        message = f"the numerical action of {call.written} is not a number from 0 to 10"
        raise RefusedError(message, "write one", call.place)
    if found[1] != 0.0:
        message = f"the error action of {call.written} stops a run, which is not carried"
        raise RefusedError(message, "use 0", call.place)
    return int(found[0])


ARRAYS: dict[str, Handler] = {
    "sum": _reduced(Op.ADD, 0.0),
    "product": _reduced(Op.MULTIPLY, 1.0),
    "least": _reduced(Op.MINIMUM, math.inf),
    "greatest": _reduced(Op.MAXIMUM, -math.inf),
    "min": extreme(Op.MINIMUM),
    "max": extreme(Op.MAXIMUM),
    "mean": _mean,
    "deviation": _deviation,
    "size": _size,
    "rank": _rank,
    "element_count": _element_count,
    "vector_select": _vector_select,
}
"""functions that make one number of an array"""
