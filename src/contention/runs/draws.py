"""Draws: columns of uniform numbers that belong to their key, and the error they leave.

Draw i is point i // 16 of replicate i % 16. The replicates are randomised independently of each
other, so that the spread of their sixteen means measures the Monte Carlo error.

Each key has a column of its own, made from the seed and the key alone: whatever else is drawn, its
numbers stay the same. Within a replicate the points of a key are a progressive Latin hypercube
sample (McKay, Beckman and Conover, "A comparison of three methods for selecting values of input
variables", 1979; progressive as in Christensen, Kensler and Kilpatrick, "Progressive
multi-jittered sample sequences", 2018): the first 8, 16, 32, … points lie one in each of as many
equal parts of the unit interval, in an order that is random for each key.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from contention.models.program import Floats1d, Floats2d, Floats3d

REPLICATES = 16
POINTS = 128
"""draws of a replicate that are stratified together; then a new block begins, to bound memory"""
START = 8
"""points stratified at first: with two, the second would lie opposite the first for every key"""
KEYS = 256
"""columns made at a time"""

RandomWords = NDArray[np.uint64]


@dataclass(frozen=True)
class GivenDraws:
    """Columns of uniform numbers that take the place of those of a seed, such as a posterior's.

    Keys without a column are drawn from the seed.
    """

    columns: Mapping[str, Floats1d] = field(default_factory=dict)
    """key → numbers of draws 0, 1, 2, …; all of one length"""

    def uniforms(self, keys: Sequence[str], seed: int, first: int, count: int) -> Floats2d:
        """The draws of some keys, as by `uniforms`; raises ValueError past the given ones."""
        made = uniforms(keys, seed, first, count)
        for number, key in enumerate(keys):
            if key in self.columns:
                given = self.columns[key]
                if first + count > len(given):
                    msg = f"draws {first} to {first + count - 1}: only {len(given)} are given"
                    raise ValueError(msg)
                made[number] = given[first : first + count]
        return made


FROM_SEED = GivenDraws()
"""All draws are those of the seed."""


def uniforms(keys: Sequence[str], seed: int, first: int, count: int) -> Floats2d:
    """Draws `first` … `first + count - 1`, (keys, count), strictly between 0 and 1.

    A key's numbers depend on the seed, the key and the number of the draw. Raises ValueError for
    a negative range or seed.
    """
    if first < 0 or count < 0 or seed < 0:
        msg = f"draws {first} to {first + count - 1} of seed {seed}: none may be negative"
        raise ValueError(msg)
    result = np.empty((len(keys), count))
    size, last = REPLICATES * POINTS, first + count
    for begin in range(first - first % size, last, size):
        start, stop = max(first, begin), min(last, begin + size)
        points = -(-(stop - begin) // REPLICATES)
        for some in range(0, len(keys), KEYS):
            made = _points(_origins(keys[some : some + KEYS], seed), begin // size, points)
            drawn = made.transpose(0, 2, 1).reshape(len(made), -1)
            place = slice(start - first, stop - first)
            result[some : some + KEYS, place] = drawn[:, start - begin : stop - begin]
    return result


def _points(origins: RandomWords, block: int, count: int) -> Floats3d:
    """The first points of one block, (keys, replicates, count).

    The first `START` points lie one in each of as many parts. Each doubling splits every part in
    two: the half that is still empty gets a point, at a random place in it. All come in random
    order.
    """
    length = max(count, START)
    places = (_words(origins, 2 * block, length) >> np.uint64(32)).astype(np.float64)
    places = (places + 0.5) / 2.0**32
    orders = _words(origins, 2 * block + 1, 2 * length)
    points = np.empty(places.shape)
    first = np.argsort(orders[:, :, :START], axis=2)
    points[:, :, :START] = (first + places[:, :, :START]) / START
    done = START
    while done < length:
        empty = np.floor(points[:, :, :done] * (2 * done)).astype(np.int64) ^ 1
        order = np.argsort(orders[:, :, done : 2 * done], axis=2)
        new = slice(done, min(2 * done, length))
        parts = np.take_along_axis(empty, order, axis=2)[:, :, : new.stop - done]
        points[:, :, new] = (parts + places[:, :, new]) / (2 * done)
        done *= 2
    return points[:, :, :count]


def _origins(keys: Sequence[str], seed: int) -> RandomWords:
    """Where the random words of each key begin."""
    digests = [hashlib.blake2b(f"{seed}/{key}".encode(), digest_size=8) for key in keys]
    return np.array([int.from_bytes(digest.digest(), "little") for digest in digests], np.uint64)


def _words(origins: RandomWords, stream: int, count: int) -> RandomWords:
    """Random words by their number, (keys, replicates, count).

    The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
    generators", 2014), which gives its n-th word without those before it.
    """
    replicates = np.arange(1, REPLICATES + 1, dtype=np.uint64) + np.uint64(REPLICATES * stream)
    seeds = _mixed(origins[:, None] + GOLDEN * replicates)
    numbers = np.arange(1, count + 1, dtype=np.uint64)
    return _mixed(seeds[:, :, None] + GOLDEN * numbers)


GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def _mixed(words: RandomWords) -> RandomWords:
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def replicate_error(values: NDArray[np.float64] | NDArray[np.bool_]) -> float:
    """Standard error of the mean of draws 0 … n - 1, from the means of the replicates.

    NaN with fewer than two replicates, and where a value is NaN.
    """
    return error_of(_replicate_means(np.asarray(values, dtype=np.float64)))


def error_of(means: Floats1d) -> float:
    """Standard error of a mean, from what each replicate gives for it; NaN with fewer than two."""
    if len(means) < 2:
        return float("nan")
    return float(np.std(means, ddof=1) / np.sqrt(len(means)))


def _replicate_means(values: Floats1d) -> Floats1d:
    whole = len(values) // REPLICATES
    if whole and len(values) == whole * REPLICATES:
        return np.asarray(values.reshape(whole, REPLICATES).mean(axis=0))
    parts = [values[replicate::REPLICATES] for replicate in range(REPLICATES)]
    return np.array([part.mean() for part in parts if len(part)])


def interval(values: NDArray[np.float64] | NDArray[np.bool_]) -> tuple[float, float]:
    """95 % interval for the share of all draws that have a value, as by `interval_of`."""
    share = np.asarray(values, dtype=np.float64)
    if len(share) < 2:
        return 0.0, 1.0
    return interval_of(float(share.mean()), _replicate_means(share), len(share))


def interval_of(share: float, means: Floats1d, count: int) -> tuple[float, float]:
    """95 % interval for a share of `count` draws: Student's t over the replicates, within 0 … 1.

    `means` are the shares in the replicates that have any of the draws. If all of them agree their
    spread says nothing; the interval then reaches 3 / n, the share that n draws would miss with
    probability 5 % (Hanley and Lippman-Hand, 1983).
    """
    error = error_of(means)
    if np.isnan(error):
        return 0.0, 1.0
    reach = _quantile(len(means) - 1) * error if error else 3.0 / count
    return max(0.0, share - reach), min(1.0, share + reach)


@cache
def _quantile(freedom: int) -> float:
    """97.5 % of Student's t: asked for every share, and slow to compute."""
    return float(special.stdtrit(freedom, 0.975))
