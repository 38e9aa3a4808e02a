"""What all draws of one contention in one account add up to, whether or not they fit in memory."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.judge.evaluation import HOLDS, LOG, REVERSE, SCALED
from contention.judge.shares import Share, by_replicate, share_of_counts
from contention.judge.tally import Tally
from contention.models.program import Floats2d

Counts = NDArray[np.int64]
SPEAKING = 0
ROWS = {HOLDS: 1, REVERSE: 2}


@dataclass(frozen=True)
class Counted:
    """How many draws speak, hold and fail, by horizon and randomisation."""

    counts: Counts
    """shape (3, horizons, 16): draws that tell a direction, and those of them in which the
    contention holds and in which it fails"""
    connected: bool
    """whether the account connects lever and outcome in any of the draws"""

    def holding(self, value: int, horizon: int = -1) -> Share | None:
        """The share of speaking draws with this truth; None if none of the draws speaks."""
        return share_of_counts(self.counts[ROWS[value], horizon], self.counts[SPEAKING, horizon])

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.counts + other.counts, self.connected or other.connected)


@dataclass(frozen=True)
class Totals:
    """All draws of a contention."""

    draws: int
    every: Counted
    lasting: Counted
    """the same without the draws in which an outcome runs out of numbers on the way"""
    present: int
    """draws in which the account connects lever and outcome"""
    moving: int
    """those of them in which the outcome differs at the end"""
    denied: int
    lost: int
    without_log: int
    """moving draws that have a scaled difference and no log-ratio"""

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.draws + other.draws,
            self.every + other.every,
            self.lasting + other.lasting,
            self.present + other.present,
            self.moving + other.moving,
            self.denied + other.denied,
            self.lost + other.lost,
            self.without_log + other.without_log,
        )


def totals_of(tally: Tally) -> Totals:
    """The totals of consecutive draws, of which the first has a number that 16 divides."""
    every, lost = _counted(tally), int(tally.lost.sum())
    moving = tally.moving
    return Totals(
        draws=len(tally.present),
        every=every,
        lasting=_counted(tally.kept()) if lost else every,
        present=int(tally.present.sum()),
        moving=int(moving.sum()),
        denied=int(tally.denied.sum()),
        lost=lost,
        without_log=int(lacking_log(tally.margin[:, moving]).sum()),
    )


def lacking_log(margin: Floats2d) -> NDArray[np.bool_]:
    """The draws that have a scaled difference and no log-ratio."""
    return np.asarray(np.isnan(margin[LOG]) & ~np.isnan(margin[SCALED]))


def _counted(tally: Tally) -> Counted:
    speaking = (tally.present & ~tally.idle) | tally.denied
    rows = (speaking, speaking & (tally.truth == HOLDS), speaking & (tally.truth == REVERSE))
    return Counted(by_replicate(np.stack(rows)), bool(tally.present.any()))
