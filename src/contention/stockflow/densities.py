"""A density that is linear between points: the share below a value, and the value of a share."""

from itertools import pairwise

from contention.models.program import Op
from contention.stockflow.graph import Node
from contention.stockflow.lookups import read_table
from contention.stockflow.lowering import Lowering
from contention.stockflow.tables import Table


class Density:
    """Shares are areas below the density, of its own scale: up to that of all of it."""

    def __init__(self, lowering: Lowering, table: Table) -> None:
        self.lowering, self.table = lowering, table
        areas = [0.0]
        slopes = []
        for (x0, y0), (x1, y1) in pairwise(zip(table.x, table.y, strict=True)):
            areas.append(areas[-1] + (x1 - x0) * (y0 + y1) / 2)
            slopes.append((y1 - y0) / (x1 - x0) if x1 > x0 else 0.0)
        self.areas, self.slopes = tuple(areas), (*slopes, 0.0)

    def share(self, value: Node) -> Node:
        """The area below a value."""
        op, ends = self.lowering.op, (self.table.x[0], self.table.x[-1])
        inside = op(Op.CLIP, value, *map(self.lowering.number, ends))
        start, height, slope, area = self._piece(self.table.x, inside)
        gap = op(Op.SUBTRACT, inside, start)
        half = op(Op.MULTIPLY, self.lowering.number(0.5), op(Op.MULTIPLY, slope, gap))
        return op(Op.ADD, area, op(Op.MULTIPLY, gap, op(Op.ADD, height, half)))

    def quantile(self, share: Node) -> Node:
        """The value below which an area lies: a root of the parabola of its piece."""
        op, number = self.lowering.op, self.lowering.number
        start, height, slope, area = self._piece(self.areas, share)
        rest = op(Op.SUBTRACT, share, area)
        square = op(Op.ADD, op(Op.MULTIPLY, height, height), op(
            Op.MULTIPLY, number(2.0), op(Op.MULTIPLY, slope, rest)))  # fmt: skip
        root = op(Op.SQRT, op(Op.MAXIMUM, square, number(0.0)))
        gap = op(Op.DIVIDE, op(Op.MULTIPLY, number(2.0), rest), op(Op.ADD, height, root))
        some = self.lowering.greater(rest, number(0.0))
        return op(Op.ADD, start, self.lowering.choose(some, gap, number(0.0)))

    def _piece(self, by: tuple[float, ...], at: Node) -> list[Node]:
        """Where the piece begins, its height there, its slope, and the area before it."""
        return [
            read_table(self.lowering, Table(by, values), at, Op.LOOKUP_BACKWARD)
            for values in (self.table.x, self.table.y, self.slopes, self.areas)
        ]
