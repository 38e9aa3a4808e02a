"""In which order the cells of a model can be computed."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from contention.stockflow.graph import CellValue
from contention.stockflow.lowering import Lowering

Order = list[int] | CycleError
"""cells, each after those that it reads; or the circle that there is"""


def orders(lowering: Lowering) -> tuple[Order, Order]:
    """The order in which cells are computed at the start, and that while running."""
    return _order(lowering, starting=True), _order(lowering, starting=False)


def _order(lowering: Lowering, *, starting: bool) -> Order:
    """Cells in the order in which they can be computed; what is carried needs no other."""
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for number, cell in enumerate(lowering.cells):
        root = cell.initial if starting and cell.value is None else cell.value
        read = [] if root is None else cells_read(lowering, root, starting=starting)
        sorter.add(number, *read)
    try:
        return list(sorter.static_order())
    except CycleError as error:
        return error


def cells_read(lowering: Lowering, root: int, *, starting: bool) -> list[int]:
    """Cells that a node reads and that are computed at the same time."""
    graph = lowering.graph
    found = []
    for node in graph.reached([root], starting=starting):
        kind = graph.kinds[node]
        if isinstance(kind, CellValue) and (
            starting or lowering.cells[kind.cell].value is not None
        ):
            found.append(kind.cell)
    return found


def below(lowering: Lowering, cells: Iterable[int]) -> set[int]:
    """Cells and all that they are computed from when the run is set up."""
    found, waiting = set(cells), list(cells)
    while waiting:
        cell = lowering.cells[waiting.pop()]
        root = cell.initial if cell.value is None else cell.value
        for each in [] if root is None else cells_read(lowering, root, starting=True):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def behind(lowering: Lowering, cells: Iterable[int]) -> set[int]:
    """Cells and all that moves them, or is computed at the same time, while running."""
    found, waiting = set(cells), list(cells)
    while waiting:
        cell = lowering.cells[waiting.pop()]
        roots = (cell.value,) if cell.value is not None else (cell.rate, cell.source)
        for root in roots:
            read = lowering.graph.reached([] if root is None else [root], starting=False)
            for kind in map(lowering.graph.kinds.__getitem__, read):
                if isinstance(kind, CellValue) and kind.cell not in found:
                    found.add(kind.cell)
                    waiting.append(kind.cell)
    return found
