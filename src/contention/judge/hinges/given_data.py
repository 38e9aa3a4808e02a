"""First-order variance-based indices from existing draws.

How much of the variance of an output goes away, on average, once an input is known (Sobol',
"Sensitivity estimates for nonlinear mathematical models", 1993). No further runs are needed: the
draws are sorted by the input into classes, and the variance between the means of the classes is
compared with that of all draws (Plischke, "How to compute variance-based sensitivity indicators
with your spreadsheet software", 2012; Plischke, Borgonovo and Smith, "Global sensitivity measures
from given data", 2013). Class means also vary by chance; that part is subtracted, as in Kelley ("An
unbiased correlation ratio measure", 1935).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from contention.models.program import Floats1d, Floats2d

LEAST_DRAWS = 64
"""with fewer, classes are too small or too few to say anything"""
SHUFFLES = 400
RESAMPLES = 200
CONSTANT = 1e-12
"""spread of an output, as a share of its size, below which it counts as constant"""
NOISE = 0.99
"""share of the shuffles in which no share is above the bound for noise"""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class FirstOrder:
    """What each input explains of the variance of an output by itself."""

    shares: Floats1d
    """one per input, corrected for chance: about 0, or just below, if it explains nothing"""
    low: Floats1d
    high: Floats1d
    """95 % bootstrap interval, within 0 and 1"""
    noise: float
    """99 % quantile of the largest share over shuffles of the output"""
    draws: int

    @property
    def telling(self) -> NDArray[np.bool_]:
        """The inputs that explain more than the best of as many inputs would by chance."""
        return np.asarray((self.shares > self.noise) & (self.low > 0.0))


def first_order(inputs: Sequence[Floats1d], output: Floats1d, *, seed: int) -> FirstOrder | None:
    """The indices of some inputs, each of shape (draws,); None if there is no variance to explain.

    Draws in which the output has no number are left out. An input with few values is classed by
    value; equal values always share a class. Raises ValueError for an input that has no number in a
    draw that counts.
    """
    known = np.isfinite(output)
    values = np.asarray(output[known], dtype=np.float64)
    kept = [np.asarray(column, dtype=np.float64)[known] for column in inputs]
    if values.size < LEAST_DRAWS or not kept or _constant(values):
        return None
    if not all(np.isfinite(column).all() for column in kept):
        raise ValueError("an input has no number in some draw")
    values = (values - values.mean()) / values.std()
    classes = _Classes.of([classified(column) for column in kept])
    rng = np.random.default_rng(seed)
    shares = _shares(classes, np.ones((values.size, 1)), values[:, None])[:, 0]
    low, high = _interval(classes, values, shares, rng)
    return FirstOrder(shares, low, high, _noise(classes, values, rng), int(values.size))


def _constant(values: Floats1d) -> bool:
    return bool(np.ptp(values) <= CONSTANT * np.abs(values).max())


def classified(column: Floats1d) -> Ints:
    """The class of each draw: by value if there are few, else by rank, into classes of equal size.

    The number of classes grows with the draws, though more slowly, so that both the width of a
    class and the error of its mean go to 0.
    """
    most = max(4, int(column.size**0.4))
    distinct, place, counts = np.unique(column, return_inverse=True, return_counts=True)
    if distinct.size <= most:
        return np.asarray(place, dtype=np.int64)
    before = np.cumsum(counts) - counts
    middle = (before + counts / 2) / column.size
    return np.asarray(np.floor(middle * most)[place], dtype=np.int64)


@dataclass(frozen=True)
class _Classes:
    """The classes of all inputs, one after the other."""

    members: sparse.csr_array
    """shape (classes, draws): 1 where a draw is in a class"""
    first: Ints
    """the first class of each input"""

    @classmethod
    def of(cls, columns: Sequence[Ints]) -> "_Classes":
        sizes = [int(column.max()) + 1 for column in columns]
        first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        rows = np.concatenate([c + start for c, start in zip(columns, first, strict=True)])
        draws = columns[0].size
        places = np.tile(np.arange(draws), len(columns))
        ones = np.ones(rows.size)
        return cls(sparse.csr_array((ones, (rows, places)), shape=(sum(sizes), draws)), first)


def _shares(classes: _Classes, weights: Floats2d, values: Floats2d) -> Floats2d:
    """Corrected shares, (inputs, repetitions), of weighted draws; both are (draws, repetitions).

    Chance contributes (classes - 1) mean squares within classes to the sum of squares between them.
    The share is 0 if a repetition has no variance.
    """
    weighted = weights * values
    counts, sums = classes.members @ weights, classes.members @ weighted
    size, total = weights.sum(axis=0), weighted.sum(axis=0)
    centre = total * total / size
    squares = (weighted * values).sum(axis=0) - centre
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(counts > 0.0, sums * sums / counts, 0.0)
        between = np.add.reduceat(parts, classes.first, axis=0) - centre
        groups = np.add.reduceat((counts > 0.0).astype(np.float64), classes.first, axis=0)
        left = (size - 1.0) / (size - groups) * (1.0 - between / squares)
    return np.asarray(np.where(squares > CONSTANT, 1.0 - left, 0.0))


def _noise(classes: _Classes, values: Floats1d, rng: np.random.Generator) -> float:
    """The largest share to expect if the output depends on no input.

    One bound for all inputs together, so that many inputs cause no more false reports than one
    (Westfall and Young, *Resampling-Based Multiple Testing*, 1993).
    """
    shuffled = np.stack([rng.permutation(values) for _ in range(SHUFFLES)], axis=1)
    largest = _shares(classes, np.ones_like(shuffled), shuffled).max(axis=0)
    return float(np.quantile(largest, NOISE))


def _interval(
    classes: _Classes, values: Floats1d, shares: Floats1d, rng: np.random.Generator
) -> tuple[Floats1d, Floats1d]:
    """95 % bootstrap intervals.

    Resampling adds chance variation that the correction does not cover: the intervals are shifted
    so that the mean of the resampled shares is the share found.
    """
    even = np.full(values.size, 1.0 / values.size)
    weights = rng.multinomial(values.size, even, size=RESAMPLES).T.astype(np.float64)
    again = _shares(classes, weights, np.broadcast_to(values[:, None], weights.shape))
    again += (shares - again.mean(axis=1))[:, None]
    low, high = np.quantile(again, (0.025, 0.975), axis=1)
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)
