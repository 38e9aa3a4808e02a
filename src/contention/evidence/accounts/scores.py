"""Scores of forecasts that are samples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats1d, Floats2d

INNER, OUTER = 0.5, 0.9
"""probability of the central intervals whose coverage is counted"""

SLIGHT = 0.1
"""A course that moves less than this share of the error of observation gives no direction."""


def crps(sample: Floats2d, observed: Floats1d) -> Floats1d:
    """Continuous ranked probability score, (times,), of equally weighted samples (times, draws).

    The fair estimator E|X − y| − E|X − X'| / 2 over pairs of different draws, which does not
    depend on their number in the mean (Ferro, "Fair scores for ensemble forecasts", 2014).
    """
    count = sample.shape[1]
    ordered = np.sort(sample, axis=1)
    off = np.abs(ordered - observed[:, None]).mean(axis=1)
    ranks = 2.0 * np.arange(count) - count + 1.0
    pairs = (ordered * ranks).sum(axis=1) / (count * (count - 1.0))
    return np.asarray(off - pairs)


def covered(sample: Floats2d, observed: Floats1d, share: float) -> NDArray[np.bool_]:
    """Whether the central interval of a probability holds what was observed, (times,)."""
    low, high = np.quantile(sample, [0.5 - share / 2.0, 0.5 + share / 2.0], axis=1)
    return np.asarray((low <= observed) & (observed <= high))


@dataclass(frozen=True)
class Direction:
    """Changes since the forecast was made: how many had the sign that an account gives them."""

    right: int
    told: int
    """changes beyond the error of observation of which the account gives a sign"""


def direction(moves: Floats1d, observed: Floats1d, error: float) -> Direction:
    """`moves` is the median change of the account's course, `observed` that of the series."""
    clear = (np.abs(observed) > np.sqrt(2.0) * error) & (np.abs(moves) > SLIGHT * error)
    right = clear & (np.sign(moves) == np.sign(observed))
    return Direction(int(right.sum()), int(clear.sum()))
