"""Which uncertain numbers decide the direction and the size of a verdict, from its own draws."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from contention.judge.evaluation import SIZE
from contention.judge.hinges.given_data import first_order
from contention.judge.hinges.uncertain_quantities import Quantities, Quantity
from contention.judge.tally import Tally
from contention.models.program import Floats1d

Apportioned = Literal["direction", "size"]
APPORTIONED: tuple[Apportioned, ...] = ("direction", "size")
MOST_DRAWS = 4096
"""most draws that are used: the shares are known well by then"""


@dataclass(frozen=True)
class Explained:
    """The share of the variance that one number explains by itself."""

    quantity: Quantity
    share: float
    low: float
    high: float
    """95 % interval"""


@dataclass(frozen=True)
class Indices:
    """Where the variance of one answer comes from."""

    answer: Apportioned
    found: tuple[Explained, ...]
    """numbers that explain more than chance would, largest share first"""
    noise: float
    """share below which none is listed: what the best of this many would reach by chance"""
    tried: int
    draws: int

    @property
    def together(self) -> float:
        """What no listed number explains by itself: interactions, other numbers, and chance."""
        return max(0.0, 1.0 - sum(item.share for item in self.found))


def indices_of(
    answer: Apportioned, tally: Tally, numbers: Quantities, *, seed: int
) -> Indices | None:
    """The indices of one answer; None if it is the same in all draws, or known in too few.

    Direction is 1 where the contention holds and -1 where it fails, over the draws that tell one;
    size is the log-ratio by which the outcome moves in favour of the contention, over the draws in
    which it moves.
    """
    output = _output(answer, tally)[:MOST_DRAWS]
    columns = [column[:MOST_DRAWS] for column in numbers.columns]
    found = first_order(columns, output, seed=seed)
    if found is None:
        return None
    telling = [
        Explained(quantity, float(found.shares[place]), float(found.low[place]),
                  float(found.high[place]))
        for place, quantity in enumerate(numbers.every)
        if found.telling[place]
    ]  # fmt: skip
    telling.sort(key=lambda item: (-round(item.share, 9), item.quantity.key))
    return Indices(answer, tuple(telling), found.noise, len(columns), found.draws)


def _output(answer: Apportioned, tally: Tally) -> Floats1d:
    if answer == "direction":
        return np.where(tally.speaking(), tally.final.astype(np.float64), np.nan)
    return np.where(tally.moving, tally.margin[SIZE], np.nan)
