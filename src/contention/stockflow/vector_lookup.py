"""VECTOR LOOKUP and determinants: functions that take an array as one thing."""

import math

from contention.models.program import Op
from contention.stockflow.arrays import over
from contention.stockflow.graph import Node
from contention.stockflow.levels import written_number
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.names import key
from contention.stockflow.refusal import RefusedError
from contention.stockflow.subscripts import elements_of
from contention.stockflow.syntax import Call, Reference
from contention.stockflow.vectors import MOST_ROWS, larger_first

PLAIN, AREA, BACKWARD, EXTRAPOLATED, FORWARD, SLOPE = 0, 1, 2, 3, 4, 6
FURTHER_AREA, FURTHER_SLOPE = 7, 9
MODES = {PLAIN, AREA, BACKWARD, EXTRAPOLATED, FORWARD, SLOPE, FURTHER_AREA, FURTHER_SLOPE}


def _vector_lookup(lowering: Lowering, call: Call, context: Context) -> Node:
    """The elements from the one named on are the y of points at equal distances."""
    mode = written_number(call.arguments[4], lowering)
    if mode is None or mode not in MODES:
        message = f"the mode of {call.written} is not a number from 0 to 4, 6, 7 or 9"
        hint = "write one; inverting (5, 8) needs a table that rises or falls throughout"
        raise RefusedError(message, hint, call.place)
    y = _elements(lowering, call, context)
    x, low, high = (lowering.node(each, context) for each in call.arguments[1:4])
    pieces = lowering.number(float(len(y) - 1))
    width = lowering.op(Op.DIVIDE, lowering.op(Op.SUBTRACT, high, low), pieces)
    place = lowering.op(Op.DIVIDE, lowering.op(Op.SUBTRACT, x, low), width)
    return _Points(lowering, y, place, width).read(int(mode))


def _elements(lowering: Lowering, call: Call, context: Context) -> list[Node]:
    first = call.arguments[0]
    name = key(first.name) if isinstance(first, Reference) else ""
    if not isinstance(first, Reference) or name not in lowering.unrolled.variables:
        message = f"the first argument of {call.written} is not an element of an array"
        raise RefusedError(message, "name the first one", call.place)
    elements = elements_of(lowering.unrolled, first, context)
    axes = lowering.unrolled.axes[name]
    if not axes or len(chosen := axes[-1][axes[-1].index(elements[-1]) :]) < 2:
        message = f"`{first.name}` has no two elements from there on"
        raise RefusedError(message, "name the first of several", call.place)
    return [
        lowering.graph.value(lowering.cell_of(name, (*elements[:-1], each), first.place))
        for each in chosen
    ]


class _Points:
    """The y of points at equal distances, and where an x is among them, counted from 0."""

    def __init__(self, lowering: Lowering, y: list[Node], place: Node, width: Node) -> None:
        self.lowering, self.y, self.place, self.width = lowering, y, place, width
        last = lowering.number(float(len(y) - 1))
        self.zero = lowering.number(0.0)
        self.inside = lowering.op(Op.CLIP, place, self.zero, last)
        self.piece = lowering.op(Op.CLIP, lowering.op(Op.INTEGER, place), self.zero,
                                 lowering.number(float(len(y) - 2)))  # fmt: skip

    def read(self, mode: int) -> Node:
        """What the mode asks for."""
        if mode in (PLAIN, EXTRAPOLATED):
            return self._on_line(self.inside if mode == PLAIN else self.place)
        if mode == BACKWARD:
            return self._element(self.lowering.op(Op.INTEGER, self.inside))
        if mode == FORWARD:
            negative = self.lowering.op(Op.NEGATE, self.inside)
            return self._element(self.lowering.op(Op.NEGATE, self.lowering.op(
                Op.INTEGER, negative)))  # fmt: skip
        if mode in (AREA, FURTHER_AREA):
            return self._area(beyond=mode == FURTHER_AREA)
        return self._slope(beyond=mode == FURTHER_SLOPE)

    def _element(self, number: Node) -> Node:
        return self.lowering.op(Op.ELEMENT, number, self.zero, *self.y)

    def _on_line(self, place: Node) -> Node:
        """At a place, on the line through the piece at hand."""
        start = self._element(self.piece)
        gap = self.lowering.op(Op.SUBTRACT, place, self.piece)
        rise = self.lowering.op(Op.SUBTRACT, self._element(self._next()), start)
        return self.lowering.op(Op.ADD, start, self.lowering.op(Op.MULTIPLY, gap, rise))

    def _next(self) -> Node:
        return self.lowering.op(Op.ADD, self.piece, self.lowering.number(1.0))

    def _area(self, *, beyond: bool) -> Node:
        """From the first point: whole pieces, then what is left, as a trapezium."""
        op, half = self.lowering.op, self.lowering.number(0.5)
        sums = [self.zero]
        for one, other in zip(self.y, self.y[1:], strict=False):
            sums.append(op(Op.ADD, sums[-1], op(Op.MULTIPLY, half, op(Op.ADD, one, other))))
        whole = op(Op.ELEMENT, self.piece, self.zero, *sums)
        end = self.place if beyond else self.inside
        both = op(Op.ADD, self._element(self.piece), self._on_line(end))
        rest = op(Op.MULTIPLY, op(Op.SUBTRACT, end, self.piece), op(Op.MULTIPLY, half, both))
        total = op(Op.ADD, whole, rest)
        if not beyond:
            held = op(Op.SUBTRACT, self.place, self.inside)
            total = op(Op.ADD, total, op(Op.MULTIPLY, held, self._on_line(self.inside)))
        return op(Op.MULTIPLY, total, self.width)

    def _slope(self, *, beyond: bool) -> Node:
        """The mean of both sides at a point; outside 0, or that of the nearest piece."""
        op, one = self.lowering.op, self.lowering.number(1.0)
        slopes = [op(Op.SUBTRACT, b, a) for a, b in zip(self.y, self.y[1:], strict=False)]
        before = op(Op.MAXIMUM, op(Op.SUBTRACT, self.piece, one), self.zero)
        here = op(Op.ELEMENT, self.piece, self.zero, *slopes)
        earlier = op(Op.ELEMENT, before, self.zero, *slopes)
        mean = op(Op.MULTIPLY, self.lowering.number(0.5), op(Op.ADD, here, earlier))
        slope = self.lowering.choose(op(Op.EQUAL, self.place, self.piece), mean, here)
        if not beyond:
            within = op(Op.EQUAL, self.place, self.inside)
            slope = self.lowering.choose(within, slope, self.zero)
        return op(Op.DIVIDE, slope, self.width)


def _determinant(lowering: Lowering, call: Call, context: Context) -> Node:
    """Elimination; the largest number of a column is its pivot, each exchange turns the sign."""
    (nodes,) = over(lowering, context, call.arguments[0])
    size = math.isqrt(len(nodes))
    if size * size != len(nodes) or not 0 < size <= MOST_ROWS:
        message = f"{call.written} needs a square matrix of at most {MOST_ROWS} rows"
        raise RefusedError(message, "write it as matrix[rows!,columns!]", call.place)
    lines = [nodes[row * size : (row + 1) * size] for row in range(size)]
    product = lowering.number(1.0)
    for column in range(size):
        for other in range(column + 1, size):
            exchanged = larger_first(lowering, lines, column, other)
            turned = lowering.op(Op.NEGATE, product)
            product = lowering.choose(exchanged, turned, product)
        pivot = lines[column][column]
        product = lowering.op(Op.MULTIPLY, product, pivot)
        for other in range(column + 1, size):
            quotient = lowering.op(Op.DIVIDE, lines[other][column], pivot)
            factor = lowering.choose(pivot, quotient, lowering.number(0.0))
            lines[other] = [
                lowering.op(Op.SUBTRACT, each, lowering.op(Op.MULTIPLY, factor, top))
                for each, top in zip(lines[other], lines[column], strict=True)
            ]
    return product


VECTOR_LOOKUPS: dict[str, Handler] = {
    "vector_lookup": _vector_lookup,
    "determinant": _determinant,
}
"""functions that take an array as one thing"""
