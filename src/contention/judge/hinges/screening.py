"""Which sets of claims cannot overturn a verdict, from few draws without them.

A set is ruled out where what these draws show would be seen with a probability below `MISS` if the
share in all draws were just beyond the threshold: either of the draws without the set that go the
other way, or of the draws in which the set changes anything (hypergeometric distribution). Sets
further from the threshold are missed less often by far.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from scipy.stats import hypergeom

from contention.judge.evaluation import HOLDS, REVERSE
from contention.judge.tally import Tally
from contention.judge.verdict import VerdictWord

STAGES = (24, 48, 96, 192)
"""numbers of draws after which sets are ruled out"""
MISS = 0.01
"""probability with which a set that just overturns a verdict is ruled out at a stage"""


@dataclass(frozen=True)
class Seen:
    """What some draws show of a contention without a set of claims."""

    draws: int = 0
    told: int = 0
    """draws that tell a direction"""
    holds: int = 0
    reverse: int = 0
    gained: int = 0
    """draws that hold, or do not reverse any more"""
    lost: int = 0
    """draws that reverse, or do not hold any more"""
    connected: int = 0
    """draws in which the account connects lever and outcome, or denies that"""

    def __add__(self, more: "Seen") -> "Seen":
        return Seen(
            self.draws + more.draws, self.told + more.told, self.holds + more.holds,
            self.reverse + more.reverse, self.gained + more.gained, self.lost + more.lost,
            self.connected + more.connected,
        )  # fmt: skip


def seen(before: Tally, after: Tally) -> list[Seen]:
    """What a tally of sets, one after the other, shows of each; `before` holds the same draws."""
    draws = before.final.size
    speaking, base = after.speaking().reshape(-1, draws), before.speaking()
    truth = after.final.reshape(-1, draws)
    said = np.where(speaking, truth, 0)
    first = np.where(base, before.final, 0)
    connected = (after.present | after.denied).reshape(-1, draws)
    counts = [
        np.count_nonzero(each, axis=1).tolist()
        for each in (
            speaking, said == HOLDS, said == REVERSE, said > first, said < first, connected
        )
    ]  # fmt: skip
    return [Seen(draws, *numbers) for numbers in zip(*counts, strict=True)]


def ruled_out(verdict: VerdictWord, base: Tally, threshold: float, shown: Seen) -> bool:
    """Whether a set of which this was seen cannot overturn the verdict that all claims make.

    `base` are all draws with all claims. A share makes another verdict only if the threshold lies
    outside its interval. Intervals of such draws are rarely half as wide as that of `base`.
    """
    if verdict == "undecided":
        sides = [(HOLDS, shown.holds), (REVERSE, shown.reverse)]
        connected = shown.connected > 0  # so that it follows still
        return connected and all(_stays_below(base, threshold, shown, *side) for side in sides)
    side, hits = (REVERSE, shown.reverse) if verdict == "opposed" else (HOLDS, shown.holds)
    share, margin = _share(base, side)
    missed = 1.0 - threshold + margin
    if _hardly(shown.told - hits, shown.told, missed, _scaled(shown.told, base, shown)):
        return True
    changed = shown.gained if side == REVERSE else shown.lost
    return _too_few_changes(base, shown, changed, share - threshold + margin)


def _stays_below(base: Tally, threshold: float, shown: Seen, side: int, hits: int) -> bool:
    share, margin = _share(base, side)
    if _hardly(hits, shown.told, threshold + margin, _scaled(shown.told, base, shown)):
        return True
    changed = shown.lost if side == REVERSE else shown.gained
    return _too_few_changes(base, shown, changed, threshold + margin - share)


def _too_few_changes(base: Tally, shown: Seen, changed: int, way: float) -> bool:
    """Whether so few draws change in one direction that the share does not go so far.

    What makes a share of n draws another by d changes at least n · d of them.
    """
    reach = way * float(base.speaking().mean())
    return reach > 0.0 and _hardly(changed, shown.draws, reach, base.final.size)


def _scaled(count: int, base: Tally, shown: Seen) -> int:
    """How many of all draws there would be of what some of them show so many."""
    return round(count * base.final.size / shown.draws)


@lru_cache(maxsize=65536)
def _hardly(count: int, among: int, share: float, every: int) -> bool:
    """Whether so few would hardly be seen `among` some, if this share of `every` were the case."""
    wanted = min(every, ceil(share * every))
    return bool(hypergeom.cdf(count, every, wanted, among) < MISS)


def _share(base: Tally, side: int) -> tuple[float, float]:
    """A share, and half the half-width of its interval."""
    found = base.holding(side)
    return (0.0, 0.0) if found is None else (found.value, (found.high - found.low) / 4.0)
