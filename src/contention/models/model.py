"""The model of one account: one equation per factor, and the uncertain numbers in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from contention.case.model import Factor, Lognormal, Times
from contention.language.syntax import Node
from contention.maps.causal_map import MapLink
from contention.models.program import SATURATION, ReducerKind


@dataclass(frozen=True)
class FactorEquation:
    """A factor with the links that act on it and its parsed expressions."""

    factor: Factor
    incoming: tuple[MapLink, ...]
    equation: Node | None = None
    inflow: Node | None = None
    """parsed, if the inflow is an expression"""
    outflow: Node | None = None


@dataclass(frozen=True)
class Removal:
    """A scenario takes claims out of the system from a date (decimal year)."""

    scenario: str
    claim: str
    at: float


@dataclass(frozen=True)
class Model:
    """All equations of an account, in an order in which algebraic ones can be computed."""

    account: str
    times: Times
    equations: tuple[FactorEquation, ...]
    references: Mapping[str, float]
    """value of every factor at present, in its own unit (events: 1 where on, else 0)"""
    removals: tuple[Removal, ...] = ()
    set_factors: frozenset[str] = frozenset()
    """factors that some scenario sets"""
    saturation: float = SATURATION
    """Y: what one cause passes on at most, at a strength of 1, as a logarithm; may be infinite"""


@dataclass(frozen=True)
class Coefficient:
    """Sign times elasticity times inclusion of a link, with some claims taken out."""

    link: MapLink
    without: frozenset[str] = frozenset()
    timing: int = 0
    """which of the link's `timings`: only claims that say so count"""


@dataclass(frozen=True)
class Presence:
    """1 where a link is in the draw, else 0."""

    link: MapLink
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LinkTime:
    """`stages` over the delay or fading of a link, raised as an `InverseTime` is.

    It is drawn for the claim that gives the link its strength in the draw.
    """

    link: MapLink
    quantity: Literal["delay", "fading"]
    timing: int
    stages: int
    without: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What it is reported as."""
        return f"link:{self.link.id}{'~' * self.timing}/{self.quantity}"

    @property
    def factor(self) -> str:
        """Whose time constant it is."""
        return self.link.effect


@dataclass(frozen=True)
class InverseTime:
    """`stages` over a drawn time; the time of one stage is raised to four steps if shorter."""

    key: str
    time: Lognormal
    stages: int
    factor: str
    """whose time constant it is"""


@dataclass(frozen=True)
class Drawn:
    """A lognormal number as it is."""

    key: str
    value: Lognormal


@dataclass(frozen=True)
class Occurrence:
    """Cumulative hazard at which an event fires: Exp(1)."""

    key: str


@dataclass(frozen=True)
class Ranged:
    """A number of a model file, uniform between two ends."""

    key: str
    factor: str
    """whose number it is"""
    low: float
    high: float


@dataclass(frozen=True)
class ChanceSource:
    """What the numbers of a random function of a model file begin with, between 1 and 2."""

    key: str


Parameter = (
    Coefficient | Presence | LinkTime | InverseTime | Drawn | Occurrence | Ranged | ChanceSource
)


@dataclass(frozen=True)
class Measure:
    """A reducer over an expression in one scenario: what a contention is made of.

    `inner` holds no `@`; in it a stock counts from its value at present and an event is
    the probability that it has happened. `start` and `end` are decimal years.
    """

    scenario: str
    kind: ReducerKind
    inner: Node
    start: float
    end: float
    key: str
    """canonical text of `inner`; equal keys share a row"""
