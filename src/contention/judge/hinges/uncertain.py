"""Which uncertain numbers decide a verdict, and in which region of them it fails."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from contention.case.model import Case
from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.hinges.box import Box, BoxEdge, box_of, tellable
from contention.judge.hinges.indices import (
    APPORTIONED,
    MOST_DRAWS,
    Apportioned,
    Indices,
    indices_of,
)
from contention.judge.hinges.removal_trials import trials
from contention.judge.hinges.uncertain_quantities import Quantities, Quantity, quantities
from contention.judge.shares import Share
from contention.judge.tally import Tally
from contention.judge.verdict import Verdict

Other = Literal["fails", "holds"]
"""what is searched for: draws in which it fails or, if it is opposed, holds"""


@dataclass(frozen=True)
class Condition:
    """What a region requires of one number: above `low`, up to `high`, as uniform numbers."""

    quantity: Quantity
    low: float | None
    high: float | None

    @property
    def low_value(self) -> float | None:
        """The lower end in the number's own unit; None if it has no unit, or no end."""
        return None if self.low is None else self.quantity.value(self.low)

    @property
    def high_value(self) -> float | None:
        """The upper end, likewise."""
        return None if self.high is None else self.quantity.value(self.high)


@dataclass(frozen=True)
class FailureRegion:
    """A region of the uncertain numbers in which a conclusion mostly fails."""

    other: Other
    conditions: tuple[Condition, ...]
    density: Share
    """share of the held-out draws of the region in which it goes the other way"""
    coverage: Share
    """share of the held-out draws in which it goes the other way that are in the region"""
    base: Share
    """share of all draws in which it goes the other way"""


@dataclass(frozen=True)
class Uncertain:
    """How the uncertain numbers of one account affect one verdict."""

    draws: int = 0
    """0: not computed"""
    indices: tuple[Indices, ...] = ()
    settled: tuple[Apportioned, ...] = ()
    """answers that are the same in all draws, or known in too few: nothing to apportion"""
    other: Other = "fails"
    region: FailureRegion | None = None
    rare: bool = False
    """whether no region was searched for, since too few draws go one of the two ways"""


def uncertain(
    case: Case, verdict: Verdict, *, draws: int, seed: int = 1, workers: int = 1
) -> Uncertain:
    """Apportion the variance of a verdict's direction and size, and look where it fails.

    All from one run of up to 4,096 of the verdict's own draws, under the tables of the case.
    """
    if verdict.verdict in ("does not follow", "true by construction"):
        return Uncertain()
    count = min(draws, MOST_DRAWS)
    tried = trials(
        case, verdict.account, verdict.contention, draws=count, seed=seed, workers=workers
    )
    if tried is None:
        return Uncertain()
    numbers = quantities(
        tried.shared.plan, tried.shared.drawn.uniforms, tried.shared.doubtful, tried.claims
    )
    found = {each: indices_of(each, tried.base, numbers, seed=seed) for each in APPORTIONED}
    other: Other = "holds" if verdict.verdict == "opposed" else "fails"
    happens, among = _other_way(tried.base, other), tried.base.speaking()
    box = box_of(numbers.columns, happens, among, seed=seed)
    return Uncertain(
        draws=count,
        indices=tuple(item for item in found.values() if item is not None),
        settled=tuple(each for each, item in found.items() if item is None),
        other=other,
        region=None if box is None else _region(other, box, numbers),
        rare=not tellable(happens, among),
    )


def _other_way(tally: Tally, other: Other) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray(tally.final == (HOLDS if other == "holds" else REVERSE))


def _region(other: Other, box: Box, numbers: Quantities) -> FailureRegion:
    conditions = tuple(_condition(edge, numbers) for edge in box.edges)
    return FailureRegion(other, conditions, box.density, box.coverage, box.base)


def _condition(edge: BoxEdge, numbers: Quantities) -> Condition:
    return Condition(numbers.every[edge.place], edge.low, edge.high)
