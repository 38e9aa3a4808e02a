"""What a case changes in the equations of a model: numbers, scenarios, equations that are held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from contention.case.model import Case
from contention.models.program import Op
from contention.models.states import InputName, InputRole
from contention.stockflow.graph import Driven
from contention.stockflow.lowering import Lowering
from contention.stockflow.names import key
from contention.stockflow.refusal import RefusedError


@dataclass(frozen=True)
class FileChanges:
    """Changes by the labels of variables."""

    constants: Mapping[str, float]
    varied: tuple[str, ...]
    """those that draws vary"""
    held: frozenset[str]
    """those that stay where they start"""
    driven: Mapping[str, str]
    """label → factor, of those that scenarios set"""

    def apply(self, lowering: Lowering) -> Mapping[int, int]:
        """Change the cells; returns cell → the hidden one that now has its own equation."""
        cells = {cell.label: number for number, cell in enumerate(lowering.cells) if cell.shown}
        for label in (*self.constants, *self.varied, *self.held, *self.driven):
            if "[" in label and key(label.split("[")[0]) in lowering.written:
                message = f"`{label}` sets the order or length of a delay or smoothing"
                hint = "let it be as the model has it, or give it an equation of its own"
                raise RefusedError(message, hint, lowering.cells[cells[label]].place)
        for label, value in self.constants.items():
            cell = lowering.cells[cells[label]]
            cell.value, cell.initial, cell.rate = lowering.number(value), None, None
        for label in self.held:
            _hold(lowering, cells[label])
        return {cells[label]: _drive(lowering, cells[label], factor)
                for label, factor in self.driven.items()}  # fmt: skip


def file_changes(
    case: Case, labels: Mapping[str, str], set_factors: Iterable[str], stocks: frozenset[str]
) -> FileChanges:
    """What the numbers and scenarios of a case change in a model."""
    given = {id_: factor.in_model for id_, factor in case.factors.items() if id_ in labels}
    constants = {
        labels[id_]: each.constant
        for id_, each in given.items()
        if each is not None and each.constant is not None
    }
    varied = tuple(labels[id_] for id_, each in given.items() if each is not None and each.range)
    held = frozenset(labels[id_] for id_, each in given.items() if each is not None and each.held)
    driven = {labels[id_]: id_ for id_ in sorted(set_factors) if id_ in labels}
    driven = {label: id_ for label, id_ in driven.items() if label not in stocks}
    return FileChanges(constants, varied, held, driven)


def _hold(lowering: Lowering, number: int) -> None:
    """Let a variable stay at its value at the start."""
    cell = lowering.cells[number]
    if cell.value is not None:
        cell.initial, cell.value = cell.value, None
    cell.rate = None
    if cell.source is not None or cell.length is not None:
        cell.source, cell.length = None, None


def _drive(lowering: Lowering, number: int, factor: str) -> int:
    """Let a scenario set a variable: where it is held (0 … 1), it moves to what is given."""
    cell = lowering.cells[number]
    lowering.cells.append(replace(cell, shown=False))
    hidden = len(lowering.cells) - 1
    own = lowering.graph.value(hidden)
    held = lowering.graph.node(Driven(InputName(InputRole.HELD, factor)))
    given = lowering.graph.node(Driven(InputName(InputRole.GIVEN, factor)))
    part = lowering.op(Op.MULTIPLY_ADD, own, held, lowering.op(Op.SUBTRACT, given, own))
    whole = lowering.op(Op.EQUAL, held, lowering.number(1.0))
    moved = lowering.choose(whole, given, part)
    cell.value = lowering.choose(held, moved, own)
    cell.initial = cell.rate = cell.source = cell.length = None
    return hidden
