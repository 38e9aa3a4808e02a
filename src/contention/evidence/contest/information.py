"""How much one observation would say about which of two accounts is right.

The label of the account (either, with even odds) and the observed value have a mutual information
of I = H(m) - (H(p) + H(q)) / 2 bits, where p and q are the predictive densities of the two
accounts and m is their mean (the Jensen-Shannon divergence: Lin, IEEE Trans. Inf. Theory 37, 1991;
as the expected information gain of an experiment: Lindley, Ann. Math. Stat. 27, 1956). It lies
between 0 (the observation says nothing) and 1 (it settles the matter).

An account's predictive density is that of its draws plus a normal error of observation: a kernel
density whose bandwidth is not chosen but known. The outer expectation is an integral on a grid, so
that no second sampling is nested in the first. Finite draws bias it upwards; a jackknife over the
sixteen independent randomisations estimates bias and standard error (Efron and Stein, Ann. Stat.
9, 1981), with the draws of both accounts left out in pairs.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.special import xlogy

from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import REPLICATES

CELLS = 512
"""grid cells over which densities are integrated"""
FINEST = 8192
"""cells at most; with fewer a small error of observation would fall between two of them"""
BEYOND = 5.0
"""errors of observation that the grid reaches beyond the outermost values"""
PER_ERROR = 2.0
"""cells per error of observation"""
RESOLVED = 0.5
"""least bandwidth, in bandwidths that Silverman's rule gives for as many draws: what finer detail
the draws of an account show is accidental, and would look like information"""


@dataclass(frozen=True)
class Information:
    """What an observation would say, on average over what it may turn out to be."""

    bits: float
    """0 … 1, with its bias taken off"""
    error: float
    """standard error, from the draws alone"""
    bias: float
    """what was taken off"""
    right: float
    """share of observations after which the right account is the likelier one, 0.5 … 1"""


def information(first: Floats1d, second: Floats1d, error: float) -> Information:
    """Of the value that two accounts predict draw by draw, observed with a normal error.

    Values are on the scale of the error; draws without a finite value do not count. Raises
    ValueError for an error that is not positive.
    """
    if not error > 0:
        raise ValueError(f"the error of observation is {error}; it must be positive")
    if not (np.isfinite(first).any() and np.isfinite(second).any()):
        return Information(0.0, 0.0, 0.0, 0.5)
    edges = _grid(first, second, error)
    counts = np.stack([_counts(each, edges) for each in (first, second)])
    spread = [
        gaussian_filter1d(each, _bandwidth(values, error) / (edges[1] - edges[0]), mode="constant")
        for each, values in zip(counts, (first, second), strict=True)
    ]
    return _estimated(np.stack(spread))


def _bandwidth(values: Floats1d, error: float) -> float:
    """The error of observation, or what the draws resolve if that is more (Silverman, 1986)."""
    known = values[np.isfinite(values)]
    spread = float(np.std(known))
    if RESOLVED * 0.9 * spread * len(known) ** -0.2 <= error:
        return error
    low, high = np.quantile(known, (0.25, 0.75))
    spread = min(spread, float(high - low) / 1.34)
    return max(error, float(RESOLVED * 0.9 * spread * len(known) ** -0.2))


def rough_bits(first: Floats1d, second: Floats1d, error: float) -> float:
    """The bits alone and with their bias, many times faster: to choose what is worth a look."""
    edges = _grid(first, second, error)
    one, two = (
        gaussian_filter1d(
            _counts(each, edges, 1)[0],
            _bandwidth(each, error) / (edges[1] - edges[0]),
            mode="constant",
        )
        for each in (first, second)
    )
    return float(bits_of(one[None, :], two[None, :])[0])


def information_of_event(first: Floats1d, second: Floats1d) -> Information:
    """Of seeing whether an event has happened; values are its probabilities, draw by draw."""
    if not (np.isfinite(first).any() and np.isfinite(second).any()):
        return Information(0.0, 0.0, 0.0, 0.5)
    counts = np.stack([_happened(each) for each in (first, second)])
    return _estimated(counts)


def bits_of(first: Floats2d, second: Floats2d) -> Floats1d:
    """Bits along the last axis, for two arrays of counts that need not add up to 1."""
    one = first / first.sum(axis=-1, keepdims=True)
    two = second / second.sum(axis=-1, keepdims=True)
    mean = (one + two) / 2
    inner = (_entropy(one) + _entropy(two)) / 2
    return np.clip(_entropy(mean) - inner, 0.0, 1.0)


def _right(first: Floats2d, second: Floats2d) -> Floats1d:
    """How often the likelier account is the right one: half of 1 plus the total variation."""
    one = first / first.sum(axis=-1, keepdims=True)
    two = second / second.sum(axis=-1, keepdims=True)
    return np.asarray(0.5 + np.abs(one - two).sum(axis=-1) / 4)


def _entropy(shares: Floats2d) -> Floats1d:
    return np.asarray(-xlogy(shares, shares).sum(axis=-1) / np.log(2.0))


def _estimated(counts: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Information:
    """From counts of shape (2, replicates, cells)."""
    whole = counts.sum(axis=1)
    full = float(bits_of(whole[:1], whole[1:])[0])
    right = float(_right(whole[:1], whole[1:])[0])
    left = whole[:, None, :] - counts
    used = (counts.sum(axis=2) > 0).any(axis=0) & (left.sum(axis=2) > 0).all(axis=0)
    number = int(used.sum())
    if number < 2:
        return Information(full, float("nan"), 0.0, right)
    without = bits_of(left[0, used], left[1, used])
    bias = (number - 1) * (float(without.mean()) - full)
    others = _right(left[0, used], left[1, used])
    right = float(np.clip(right - (number - 1) * (others.mean() - right), 0.5, 1.0))
    spread = float(((without - without.mean()) ** 2).sum())
    error = float(np.sqrt((number - 1) / number * spread))
    return Information(min(1.0, max(0.0, full - bias)), error, bias, right)


def _grid(first: Floats1d, second: Floats1d, error: float) -> Floats1d:
    every = np.concatenate([first[np.isfinite(first)], second[np.isfinite(second)]])
    low, high = every.min() - BEYOND * error, every.max() + BEYOND * error
    cells = int(min(max(CELLS, PER_ERROR * (high - low) / error), FINEST))
    return np.linspace(low, high, cells + 1)


def _counts(values: Floats1d, edges: Floats1d, replicates: int = REPLICATES) -> Floats2d:
    """Draws by replicate and cell; a draw between two cell centres counts for both in part."""
    cells = len(edges) - 1
    replicate = np.arange(len(values)) % replicates
    known = np.isfinite(values)
    place = (values[known] - edges[0]) / (edges[1] - edges[0]) - 0.5
    cell = np.clip(np.floor(place).astype(np.int64), 0, cells - 2)
    upper = np.clip(place - cell, 0.0, 1.0)
    at = replicate[known] * cells + cell
    size = replicates * cells
    found = np.bincount(at, 1.0 - upper, size) + np.bincount(at + 1, upper, size)
    return np.asarray(found.reshape(replicates, cells))


def _happened(probability: Floats1d) -> Floats2d:
    """Expected draws by replicate in which it has happened, and in which it has not."""
    known = np.isfinite(probability)
    replicate = (np.arange(len(probability)) % REPLICATES)[known]
    yes = np.bincount(replicate, probability[known], REPLICATES)
    every = np.bincount(replicate, minlength=REPLICATES)
    return np.stack([yes, every - yes], axis=1)
