"""Arguments of graphical functions that are not finite: the function hides them, since it holds.

A copy of an equation in which a graphical function is not a number wherever its argument is not
finite shows whether such an argument counts: in a branch that is not taken it does not.
"""

import math
from collections.abc import Callable

from contention.models.program import Op
from contention.stockflow.graph import Cell, CellValue, Graph, Node, Staged, Tabled

UNBOUNDED = frozenset({Op.DIVIDE, Op.LN, Op.EXP, Op.POWER, Op.TAN})
"""operations that can give an infinite number of finite ones"""


def copied(
    graph: Graph,
    root: Node,
    cells: list[Cell],
    known: Callable[[Node], float | None],
    *,
    starting: bool,
) -> Node | None:
    """The copy; None if no argument can be infinite by itself.

    `known` gives the value of a node that is constant. An argument that is a variable of the model
    shows by itself that it is not finite, so it needs no copy.
    """
    made: dict[Node, Node] = {}
    for node in graph.reached([root], starting=starting):
        kind, read = graph.kinds[node], graph.read_by(node, starting=starting)
        operands = [made.get(each, each) for each in read]
        if isinstance(kind, Tabled) and _infinite(graph, read[0], cells, known, starting=starting):
            nothing = graph.node(Op.MULTIPLY, operands[0], graph.number(0.0))
            made[node] = graph.node(Op.ADD, graph.node(kind, *operands), nothing)
        elif operands != list(read):
            made[node] = operands[0] if isinstance(kind, Staged) else graph.node(kind, *operands)
    return made.get(root)


def _infinite(
    graph: Graph,
    argument: Node,
    cells: list[Cell],
    known: Callable[[Node], float | None],
    *,
    starting: bool,
) -> bool:
    """Whether an argument might be infinite though all variables that it reads are finite."""
    for node in graph.reached([argument], starting=starting):
        kind = graph.kinds[node]
        if isinstance(kind, float) and not math.isfinite(kind):
            return True
        if isinstance(kind, CellValue) and not cells[kind.cell].shown:
            return True
        if kind is Op.DIVIDE:
            divisor = known(graph.operands[node][1])
            if divisor is None or divisor == 0.0:
                return True
        elif kind in UNBOUNDED:
            return True
    return False
