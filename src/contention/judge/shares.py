"""Shares of draws, how well they are known, and the words for them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats1d
from contention.runs.draws import REPLICATES, error_of, interval_of

Booleans = NDArray[np.bool_]

FREQUENCIES = (
    (0.95, "nearly all"),
    (0.80, "most"),
    (0.60, "more than half"),
    (0.40, "about half"),
    (0.20, "fewer than half"),
    (0.05, "few"),
    (0.0, "hardly any"),
)
"""least share → word, for "in … draws"; the same fixed ranges everywhere"""


def frequency(share: float) -> str:
    """The calibrated word for a share, for "in … draws"."""
    return next(word for least, word in FREQUENCIES if share >= least)


@dataclass(frozen=True)
class Share:
    """A share of some draws with its Monte Carlo error."""

    value: float
    low: float
    high: float
    """95 % interval, from the spread between the independent randomisations"""

    def reaches(self, threshold: float) -> bool:
        """Whether it is at or above a threshold by more than its error, or exactly 1."""
        return self.value >= threshold and (self.low >= threshold or self.value == 1.0)

    def near(self, threshold: float) -> bool:
        """Whether the interval contains a threshold, so that the two cannot be distinguished."""
        return self.low < threshold <= self.high and self.value < 1.0


def share_among(hits: Booleans, among: Booleans) -> Share | None:
    """The share of the draws in `among` that are in `hits`; None if there are none.

    Both have shape (draws,), draw 0 first. The interval is that of `runs.draws.interval_of`.
    """
    return share_of_counts(by_replicate(hits & among), by_replicate(among))


def share_of_counts(found: NDArray[np.int64], counted: NDArray[np.int64]) -> Share | None:
    """The same from the numbers of draws, of shape (16,), in each randomisation."""
    count = int(counted.sum())
    if not count:
        return None
    value = float(found.sum()) / count
    some = counted > 0
    return Share(value, *interval_of(value, np.asarray(found[some] / counted[some]), count))


Hits = tuple[Booleans, Booleans]
"""hits, and the draws among which they count"""


def difference_error(left: Hits, right: Hits) -> float:
    """Standard error of the difference of two shares of paired draws, over the randomisations.

    A randomisation without a draw to count has the share 0. NaN with fewer than two of them.
    """
    replicates = min(REPLICATES, left[0].size)
    return error_of((_means(left) - _means(right))[:replicates])


def _means(hits: Hits) -> Floats1d:
    """Share of hits in each randomisation; 0 if it has no draw to count."""
    found, counted = by_replicate(hits[0] & hits[1]), by_replicate(hits[1])
    return np.asarray(found / np.maximum(counted, 1))


def by_replicate(draws: Booleans) -> NDArray[np.int64]:
    """How many of the draws, on the last axis, are in each randomisation: shape (…, 16)."""
    missing = -draws.shape[-1] % REPLICATES
    if missing:
        nothing = np.zeros((*draws.shape[:-1], missing), dtype=np.bool_)
        draws = np.concatenate([draws, nothing], axis=-1)
    folded = draws.reshape(*draws.shape[:-1], -1, REPLICATES)
    return np.asarray(folded.sum(axis=-2, dtype=np.int64))
