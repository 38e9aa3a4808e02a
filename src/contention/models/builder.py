"""What the parts of a program under construction share."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from contention.case.model import Factor, Kind, SetAction, ShockAction
from contention.models.expressions import Scope
from contention.models.model import FactorEquation, Model
from contention.models.registers import Row, RowBuilder
from contention.models.schedule_builder import ScheduleBuilder

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
    kinds: Mapping[Kind, "Dynamics"]
    rows: RowBuilder = field(default_factory=RowBuilder)
    rates: dict[Row, Row] = field(default_factory=dict)
    bounds: dict[Row, tuple[float, float]] = field(default_factory=dict)
    initial: dict[Row, Row] = field(default_factory=dict)
    at_present: dict[Row, Row] = field(default_factory=dict)
    events: list[EventParts] = field(default_factory=list)
    kicks: dict[str, list[Row]] = field(default_factory=dict)
    signals: dict[str, list[Row]] = field(default_factory=dict)
    """parameter name → rows that it multiplies, if it does nothing else"""
    effects: dict[tuple[str, ...], Row] = field(default_factory=dict)
    """ids of the links of one cause, effect and sign → what they add to the target"""
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
        return self._dynamics(identifier).value(self, self.factor(identifier))

    def output(self, identifier: str) -> Row:
        """The row of a factor's value as it is shown and judged, in its own unit."""
        return self._dynamics(identifier).output(self, self.factor(identifier))

    def deviation(self, identifier: str) -> Row:
        """The row of `z`: how far the factor is from its reference, as a cause sees it."""
        return self._dynamics(identifier).deviation(self, self.factor(identifier))

    def build(self, item: FactorEquation) -> None:
        """Add the equations of a factor."""
        self.kinds[item.factor.kind].build(self, item)

    def _dynamics(self, identifier: str) -> "Dynamics":
        return self.kinds[self.factor(identifier).kind]


class Dynamics(ABC):
    """How one kind of factor moves: its equations, its rows as others see them, actions on it."""

    @abstractmethod
    def build(self, assembly: Assembly, item: FactorEquation) -> None:
        """Add the states and rates of a factor."""

    @abstractmethod
    def value(self, assembly: Assembly, factor: Factor) -> Row:
        """Its value inside the dynamics."""

    def output(self, assembly: Assembly, factor: Factor) -> Row:
        """Its value as it is shown and judged."""
        return self.value(assembly, factor)

    @abstractmethod
    def deviation(self, assembly: Assembly, factor: Factor) -> Row:
        """How far it is from its reference, as a cause."""

    def history(self, builder: ScheduleBuilder, factor: Factor) -> None:
        """Write its past course, if the case gives one."""
        del builder, factor

    @abstractmethod
    def set(self, builder: ScheduleBuilder, factor: Factor, action: SetAction) -> None:
        """Write a `set` of it."""

    def shock(self, builder: ScheduleBuilder, factor: Factor, action: ShockAction) -> None:
        """Write a shock. Raises TypeError for kinds that take none (`Traits.shock`)."""
        del builder
        raise TypeError(f"`{factor.id}` takes no shock: {action}")


def logit(share: float) -> float:
    """Log-odds of a share strictly between 0 and 1."""
    return math.log(share / (1.0 - share))
