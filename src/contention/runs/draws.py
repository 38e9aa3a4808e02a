"""Draws: scrambled Sobol points that can be replayed one by one, and the error they leave.

Draw i is point i // 16 of replicate i % 16. Each replicate is a Sobol sequence with a random
scrambling of its own (Owen, "Scrambling Sobol' and Niederreiter-Xing points", 1998), so that
the spread of the sixteen means measures the Monte Carlo error, which for such points is smaller
than the binomial formula says.
"""

from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.stats import qmc

from contention.models.program import Floats1d, Floats2d

REPLICATES = 16
BITS = 32
"""of each coordinate; it stands in the middle of its cell, so never at 0 or 1"""
DIMENSIONS = int(qmc.Sobol.MAXDIM)


def uniforms(keys: Sequence[str], seed: int, first: int, count: int) -> Floats2d:
    """Draws `first` … `first + count - 1`, (keys, count), strictly between 0 and 1.

    A key's numbers depend on its position among the keys. Raises ValueError for more keys than
    there are Sobol dimensions, and for a negative range or seed.
    """
    if len(keys) > DIMENSIONS:
        msg = f"{len(keys)} uncertain quantities; at most {DIMENSIONS} can be drawn together"
        raise ValueError(msg)
    if first < 0 or count < 0 or seed < 0:
        msg = f"draws {first} to {first + count - 1} of seed {seed}: none may be negative"
        raise ValueError(msg)
    result = np.empty((len(keys), count))
    for replicate in range(REPLICATES if keys else 0):
        # The first draw of this replicate that is not before `first`, then every sixteenth.
        offset = (replicate - first) % REPLICATES
        wanted = len(range(offset, count, REPLICATES))
        if wanted:
            points = _points(len(keys), seed, replicate, (first + offset) // REPLICATES, wanted)
            result[:, offset::REPLICATES] = points.T
    return result


def _points(dimensions: int, seed: int, replicate: int, first: int, count: int) -> Floats2d:
    """Points `first` … of one replicate, (count, dimensions)."""
    sobol = deepcopy(_scrambled(dimensions, seed, replicate))
    if first:
        sobol.fast_forward(first)
        points = sobol.random(count)
    else:
        # The first point by itself: scipy warns of a first batch that is no power of two, which
        # matters for those who stop there; ours is a stretch of a sequence.
        points = np.concatenate([sobol.random(1), sobol.random(count - 1)])
    return np.asarray(points, dtype=np.float64) + 0.5 ** (BITS + 1)


@lru_cache(maxsize=2 * REPLICATES)
def _scrambled(dimensions: int, seed: int, replicate: int) -> qmc.Sobol:
    """One replicate's sequence at its first point; copy it before drawing from it.

    Scrambling takes far longer than drawing, and judging asks for the same draws again and again.
    """
    source = np.random.SeedSequence(seed, spawn_key=(replicate,))
    return qmc.Sobol(dimensions, bits=BITS, rng=np.random.default_rng(source))


def replicate_error(values: NDArray[np.float64] | NDArray[np.bool_]) -> float:
    """Standard error of the mean of draws 0 … n - 1, from the means of the replicates.

    NaN with fewer than two replicates, and where a value is NaN.
    """
    means = _replicate_means(np.asarray(values, dtype=np.float64))
    if len(means) < 2:
        return float("nan")
    return float(np.std(means, ddof=1) / np.sqrt(len(means)))


def _replicate_means(values: Floats1d) -> Floats1d:
    parts = [values[replicate::REPLICATES] for replicate in range(REPLICATES)]
    return np.array([part.mean() for part in parts if len(part)])


def interval(values: NDArray[np.float64] | NDArray[np.bool_]) -> tuple[float, float]:
    """95 % interval for a share: Student's t over the replicates, within 0 … 1.

    Where all replicates agree their spread says nothing; the interval then reaches 3 / n, the
    share that n draws would miss with probability 5 % (Hanley and Lippman-Hand, 1983).
    """
    share = np.asarray(values, dtype=np.float64)
    error = replicate_error(share)
    if len(share) < 2 or np.isnan(error):
        return 0.0, 1.0
    reach = float(stats.t.ppf(0.975, min(len(share), REPLICATES) - 1)) * error
    reach = max(reach, 3.0 / len(share)) if error == 0.0 else reach
    mean = float(share.mean())
    return max(0.0, mean - reach), min(1.0, mean + reach)
