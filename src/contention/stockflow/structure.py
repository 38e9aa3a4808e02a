"""Which variables of a model another one is computed from or moved by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contention.stockflow.cells import lowered
from contention.stockflow.graph import Cell, CellValue, Clock
from contention.stockflow.lowering import Lowering
from contention.stockflow.source import SourceModel


@dataclass(frozen=True)
class Structure:
    """Variables by their labels."""

    reads: Mapping[str, tuple[str, ...]]
    """variable → those in its equation, initial values included"""
    stocks: frozenset[str]
    """variables with a rate of change"""
    timely: frozenset[str]
    """variables whose equations read the time"""


def structure_of(model: SourceModel) -> Structure:
    """The structure of a model that can be compiled."""
    lowering, _ = lowered(model)
    shown = [number for number, cell in enumerate(lowering.cells) if cell.shown]
    reads, timely = {}, set()
    for number in shown:
        label, found = lowering.cells[number].label, _read(lowering, number)
        reads[label] = tuple(dict.fromkeys(lowering.cells[each].label for each in found.cells))
        if found.timely:
            timely.add(label)
    stocks = (lowering.cells[number] for number in shown)
    levels = frozenset(
        cell.label for cell in stocks if cell.value is None and cell.rate is not None
    )
    return Structure(reads, levels, frozenset(timely))


@dataclass(frozen=True)
class _Found:
    cells: tuple[int, ...]
    timely: bool


def _read(lowering: Lowering, number: int) -> _Found:
    """The shown cells that a cell reads, through those that functions have for themselves."""
    found: dict[int, None] = {}
    seen, waiting, timely = {number}, [number], False
    while waiting:
        for kind in _kinds(lowering, lowering.cells[waiting.pop()]):
            timely |= kind in (Clock.TIME, Clock.STEP_TIME)
            if not isinstance(kind, CellValue) or kind.cell in seen:
                continue
            seen.add(kind.cell)
            if lowering.cells[kind.cell].shown:
                found[kind.cell] = None
            else:
                waiting.append(kind.cell)
    return _Found(tuple(found), timely)


def _kinds(lowering: Lowering, cell: Cell) -> Iterator[object]:
    graph = lowering.graph
    running: Iterable[int | None] = (cell.value, cell.rate, cell.source)
    for node in graph.reached([each for each in running if each is not None], starting=False):
        yield graph.kinds[node]
    first = [each for each in (cell.initial, cell.length) if each is not None]
    for node in graph.reached(first, starting=True):
        yield graph.kinds[node]
