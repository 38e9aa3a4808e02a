"""What the parts of a program under construction share."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contention.case.model import Factor
from contention.models.expressions import Scope
from contention.models.model import FactorEquation, Model
from contention.models.program import Op
from contention.models.registers import Row, RowBuilder

FLOOR = 1e-3
"""A quantity at this share of its reference stands for "none" (design, section 5)."""
BOUND = -math.log(FLOOR)


@dataclass(frozen=True)
class EventParts:
    """Symbolic rows of one event's discrete rule."""

    factor: str
    on: Row
    count: Row
    remaining: Row
    hazard: Row
    total: Row
    thresholds: tuple[Row, ...]
    duration: Row


@dataclass
class Assembly:
    """A program under construction: its rows, rates, limits and starting values."""

    model: Model
    rows: RowBuilder = field(default_factory=RowBuilder)
    rates: dict[Row, Row] = field(default_factory=dict)
    bounds: dict[Row, tuple[float, float]] = field(default_factory=dict)
    initial: dict[Row, Row] = field(default_factory=dict)
    at_present: dict[Row, Row] = field(default_factory=dict)
    events: list[EventParts] = field(default_factory=list)
    kicks: dict[str, list[Row]] = field(default_factory=dict)
    signals: dict[str, list[Row]] = field(default_factory=dict)
    """parameter name → rows that it multiplies, where it does nothing else"""
    values: dict[str, Row] = field(default_factory=dict)
    """rows of algebraic factors already compiled"""

    def __post_init__(self) -> None:
        self.rows.constant(0.0)
        times = self.model.times
        self.scope = Scope(self.rows, self.value, self.model.references, times.step, times.start)
        self.by_factor: Mapping[str, FactorEquation] = {
            item.factor.id: item for item in self.model.equations
        }

    def factor(self, identifier: str) -> Factor:
        """The factor of that id."""
        return self.by_factor[identifier].factor

    def value(self, identifier: str) -> Row:
        """The row of a factor's value inside the dynamics (events: 1 while on)."""
        factor = self.factor(identifier)
        if factor.kind == "event":
            return self.rows.state(f"on:{identifier}")
        return self.output(identifier)

    def output(self, identifier: str) -> Row:
        """The row of a factor's value as it is shown and judged, in its own unit."""
        return VALUES[self.factor(identifier).kind](self, self.factor(identifier))

    def deviation(self, identifier: str) -> Row:
        """The row of `z`: how far the factor is from its reference, as a cause sees it."""
        factor = self.factor(identifier)
        if factor.kind in ("quantity", "share"):
            return self.rows.state(f"y:{identifier}")
        if factor.kind == "input":
            return self.rows.input(f"z:{identifier}")
        if factor.kind == "event":
            return self._switched(identifier)
        return self._log_ratio(identifier)

    def _switched(self, identifier: str) -> Row:
        on = self.rows.state(f"on:{identifier}")
        reference = self.model.references[identifier]
        if not reference:
            return on
        return self.rows.emit(Op.SUBTRACT, on, self.rows.constant(reference))

    def _log_ratio(self, identifier: str) -> Row:
        reference = self.model.references[identifier]
        scaled = self.rows.emit(
            Op.MULTIPLY, self.value(identifier), self.rows.constant(1.0 / reference)
        )
        held = self.rows.emit(Op.MAXIMUM, scaled, self.rows.constant(FLOOR))
        return self.rows.emit(Op.LN, held)


def _level_value(assembly: Assembly, factor: Factor) -> Row:
    rows = assembly.rows
    ratio = rows.emit(Op.EXP, rows.state(f"y:{factor.id}"))
    return rows.emit(Op.MULTIPLY, ratio, rows.constant(factor.baseline))


def _share_value(assembly: Assembly, factor: Factor) -> Row:
    rows = assembly.rows
    shift = rows.constant(logit(factor.baseline))
    return rows.emit(Op.LOGISTIC, rows.emit(Op.ADD, rows.state(f"y:{factor.id}"), shift))


def _stock_value(assembly: Assembly, factor: Factor) -> Row:
    return assembly.rows.state(f"x:{factor.id}")


def _event_value(assembly: Assembly, factor: Factor) -> Row:
    rows = assembly.rows
    survival = rows.emit(Op.EXP, rows.emit(Op.NEGATE, rows.state(f"total:{factor.id}")))
    return rows.emit(Op.SUBTRACT, rows.constant(1.0), survival)


def _equation_value(assembly: Assembly, factor: Factor) -> Row:
    return assembly.values[factor.id]


def _input_value(assembly: Assembly, factor: Factor) -> Row:
    return assembly.rows.input(f"value:{factor.id}")


VALUES: dict[str, Callable[[Assembly, Factor], Row]] = {
    "quantity": _level_value,
    "share": _share_value,
    "stock": _stock_value,
    "event": _event_value,
    "equation": _equation_value,
    "input": _input_value,
}


def logit(share: float) -> float:
    """Log-odds of a share strictly between 0 and 1."""
    return math.log(share / (1.0 - share))
