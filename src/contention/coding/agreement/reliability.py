"""Agreement beyond chance between coders: Cohen's kappa and Krippendorff's alpha, with intervals.

A unit is a sequence of the coders' values in a fixed order of coders, None if a coder has none.
Nominal values are any hashable things; ordinal ones are numbers, of which only the order counts.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Scale = Literal["nominal", "ordinal"]
Unit = Sequence[Hashable | None]

RESAMPLES = 2_000
SEED = 20_110_125
INTERVAL = (2.5, 97.5)
"""Percentiles of the resampled alphas that bound the interval."""


def observed_agreement(units: Iterable[Unit]) -> float:
    """Share of equal values among all pairs of values within units; NaN if there are none."""
    same = pairs = 0
    for unit in units:
        values = Counter(value for value in unit if value is not None)
        pairs += values.total() * (values.total() - 1)
        same += sum(count * (count - 1) for count in values.values())
    return same / pairs if pairs else float("nan")


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Agreement of two coders beyond what their own habits would give.

    `(po - pe) / (1 - pe)`, with `pe` from each coder's own shares. NaN if there are no pairs, or if
    both use one and the same value throughout: chance alone would then agree too.
    Source: Cohen, A coefficient of agreement for nominal scales, 1960.
    """
    total = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    agreed = sum(one == other for one, other in pairs) * total
    chance = sum(count * second[value] for value, count in first.items())
    return (agreed - chance) / (total**2 - chance) if total**2 != chance else float("nan")


def krippendorffs_alpha(units: Iterable[Unit], scale: Scale = "nominal") -> float:
    """Reliability of any number of coders, some of whose values may be missing.

    `1 - Do / De` from the coincidence matrix; a unit with fewer than two values says nothing and is
    left out. NaN if all values are the same or none can be paired.
    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, sections A to D.
    """
    counts = _counts(units)
    return float(_alphas(counts, np.ones((1, len(counts))), scale)[0])


def alpha_interval(units: Iterable[Unit], scale: Scale = "nominal") -> tuple[float, float] | None:
    """95 % percentile interval of alpha from resampling units with replacement, by a fixed seed.

    None if alpha cannot be computed, or if more than one resample in twenty has no variation.
    Source: Zapf, Castell, Morawietz and Karch, Measuring inter-rater reliability for nominal data,
    BMC Medical Research Methodology 16:93, 2016 (who found that this interval covers well).
    """
    counts = _counts(units)
    if len(counts) < 2 or np.isnan(_alphas(counts, np.ones((1, len(counts))), scale)[0]):
        return None
    generator = np.random.default_rng(SEED)
    shares = np.full(len(counts), 1 / len(counts))
    weights = generator.multinomial(len(counts), shares, size=RESAMPLES).astype(float)
    alphas = _alphas(counts, weights, scale)
    sound = alphas[~np.isnan(alphas)]
    if len(sound) < 0.95 * RESAMPLES:
        return None
    low, high = np.percentile(sound, INTERVAL)
    return float(low), float(high)


def _counts(units: Iterable[Unit]) -> Floats:
    """How often each value was given to each unit that has two values or more (units × values).

    Numbers are in ascending order.
    """
    found = [Counter(value for value in unit if value is not None) for unit in units]
    paired = [values for values in found if values.total() > 1]
    names = list(dict.fromkeys(name for values in paired for name in values))
    if all(isinstance(name, int | float) for name in names):
        names.sort(key=lambda name: float(str(name)))
    return np.array([[values[name] for name in names] for values in paired], dtype=float).reshape(
        len(paired), len(names)
    )


def _alphas(counts: Floats, weights: Floats, scale: Scale) -> Floats:
    """Alpha for each way of weighting the units (resamples × units)."""
    if not len(counts):
        return np.full(len(weights), np.nan)
    among = counts.sum(axis=1) - 1
    totals = weights @ counts
    size = totals.sum(axis=1)
    if scale == "nominal":
        agreed = (weights @ (counts * (counts - 1) / among[:, None])).sum(axis=1)
        observed = size - agreed
        expected = size**2 - (totals**2).sum(axis=1)
    else:
        observed, expected = _ordinal(counts, weights, among, totals)
    varied = (totals > 0).sum(axis=1) > 1
    with np.errstate(divide="ignore", invalid="ignore"):
        alphas: Floats = np.where(varied, 1 - (size - 1) * observed / expected, np.nan)
    return alphas


def _ordinal(
    counts: Floats, weights: Floats, among: Floats, totals: Floats
) -> tuple[Floats, Floats]:
    """Observed and expected disagreement by ranks: half of each end and all in between, squared."""
    values = counts.shape[1]
    pairs = counts[:, :, None] * counts[:, None, :] / among[:, None, None]
    coincidences = (weights @ pairs.reshape(len(counts), -1)).reshape(-1, values, values)
    middles = np.cumsum(totals, axis=1) - totals / 2
    squared = (middles[:, :, None] - middles[:, None, :]) ** 2
    expected = totals[:, :, None] * totals[:, None, :] * squared
    return (coincidences * squared).sum(axis=(1, 2)), expected.sum(axis=(1, 2))
