"""The uncertain numbers behind the draws of one account, each with its column and its unit."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from contention.case.model import Lognormal
from contention.maps.causal_map import MapLink
from contention.models.model import (
    Coefficient,
    Drawn,
    InverseTime,
    LinkTime,
    Occurrence,
    Parameter,
    Ranged,
)
from contention.models.parameters import Uniforms, lognormal
from contention.models.program import Floats1d
from contention.runs.run_inputs import Plan

Kind = Literal[
    "strength", "sign", "inclusion", "prevails", "delay", "fading",
    "adjustment", "hazard", "inflow", "outflow", "chance", "range",
]  # fmt: skip
"""`chance`: when an event comes, given its hazard; `range`: the value of a model's parameter"""
OF_CLAIMS: frozenset[Kind] = frozenset(
    {"strength", "sign", "inclusion", "prevails", "delay", "fading"}
)


@dataclass(frozen=True)
class Quantity:
    """One uncertain number of a claim or of a factor."""

    key: str
    """of its draws"""
    kind: Kind
    subject: str
    """id of the claim or assumption, or of the factor"""
    number: Lognormal | None = None
    """in its own unit, if it is a lognormal number"""
    chance: float | None = None
    """for a yes-or-no quantity: the share of draws in which it is true"""
    ends: tuple[float, float] | None = None
    """in its own unit, if it is uniform between these"""

    @property
    def of_claim(self) -> bool:
        """Whether it belongs to a claim or assumption, rather than to a factor."""
        return self.kind in OF_CLAIMS

    def column(self, uniform: Floats1d) -> Floats1d:
        """What it is sorted by: 1 or 0 for a yes-or-no quantity, else its uniform numbers."""
        return uniform if self.chance is None else (uniform < self.chance).astype(np.float64)

    def value(self, uniform: float) -> float | None:
        """In its own unit; None if it has none."""
        if self.ends is not None:
            low, high = self.ends
            return low + uniform * (high - low)
        if self.number is None:
            return None
        return float(lognormal(self.number, np.array([uniform]))[0])


@dataclass(frozen=True)
class Quantities:
    """All uncertain numbers that a run depends on, with their columns."""

    every: tuple[Quantity, ...]
    columns: tuple[Floats1d, ...]
    """shape (draws,) each: the larger the number, the larger its entry"""


def quantities(
    plan: Plan, drawn: Uniforms, doubtful: Uniforms, claims: Collection[str] = ()
) -> Quantities:
    """The uncertain numbers behind what a plan computes, each once.

    `doubtful` has the draws that decide which claims are in; claims that the plan does not compute
    with (denials) count only if they are among `claims`.
    """
    every: dict[Quantity, Floats1d] = {}
    for item in uncertain_quantities(plan):
        if item.key in drawn.position:
            every[item] = item.column(drawn[item.key])
        elif item.subject in claims and item.key in doubtful.position:
            every[item] = item.column(doubtful[item.key])
    return Quantities(tuple(every), tuple(every.values()))


def uncertain_quantities(plan: Plan) -> tuple[Quantity, ...]:
    """Every number of an account that differs between draws, each once."""
    found: dict[str, Quantity] = {}
    for item in _all(plan):
        found.setdefault(item.key, item)
    return tuple(item for item in found.values() if _uncertain(item))


def _uncertain(item: Quantity) -> bool:
    if item.chance is not None:
        return 0.0 < item.chance < 1.0
    if item.ends is not None:
        return item.ends[0] < item.ends[1]
    number = item.number
    return number is None or (number.median > 0.0 and number.spread > 1.0)


def _all(plan: Plan) -> Iterator[Quantity]:
    for parameter in plan.parameters:
        if isinstance(parameter, Coefficient | LinkTime):
            yield from _of_link(plan, parameter)
        else:
            yield from _of_factor(parameter)
    for link in plan.map.links:
        yield from _doubts(link)
    for denial in plan.map.denials:
        yield Quantity(f"claim:{denial.claim}/inclusion", "inclusion", denial.claim,
                       chance=denial.inclusion)  # fmt: skip


def _of_link(plan: Plan, parameter: Coefficient | LinkTime) -> Iterator[Quantity]:
    """Strengths and signs, or times, of the claims behind a link."""
    for backing in parameter.link.timings[parameter.timing]:
        said, begin = backing.relation or parameter.link.relation, f"claim:{backing.id}/"
        if isinstance(parameter, Coefficient):
            strength = plan.tables.strength(said)
            yield Quantity(begin + "strength", "strength", backing.id, strength)
            yield Quantity(begin + "sign", "sign", backing.id, chance=said.sign_credibility)
        else:
            time = said.delay if parameter.quantity == "delay" else said.transient
            yield Quantity(begin + parameter.quantity, parameter.quantity, backing.id, time)


def _of_factor(parameter: Parameter) -> Iterator[Quantity]:
    """Times, rates and chances: their keys end in what they are."""
    if isinstance(parameter, Ranged):
        yield Quantity(
            parameter.key, "range", parameter.factor, ends=(parameter.low, parameter.high)
        )
        return
    kinds: Sequence[Kind] = ("adjustment", "hazard", "inflow", "outflow")
    if not isinstance(parameter, InverseTime | Drawn | Occurrence):
        return
    subject, _, name = parameter.key.removeprefix("factor:").partition("/")
    if isinstance(parameter, Occurrence):
        yield Quantity(parameter.key, "chance", subject)
        return
    number = parameter.time if isinstance(parameter, InverseTime) else parameter.value
    yield from (Quantity(parameter.key, kind, subject, number) for kind in kinds if kind == name)


def _doubts(link: MapLink) -> Iterator[Quantity]:
    """Which of the claims behind a link are in, and whether a denial of it prevails."""
    for item in link.backing:
        yield Quantity(f"claim:{item.id}/inclusion", "inclusion", item.id, chance=item.inclusion)
    for denial in link.denials:
        yield Quantity(f"claim:{denial.claim}/inclusion", "inclusion", denial.claim,
                       chance=denial.inclusion)  # fmt: skip
        yield Quantity(f"claim:{denial.claim}/prevails", "prevails", denial.claim, chance=0.5)
