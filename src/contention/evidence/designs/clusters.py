"""Least squares with errors that go by clusters of observations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.evidence.designs.estimate import Estimate, Floats, StudentSpread, UnfitError

FEWEST = 4
"""Least number of clusters from which their spread can be estimated."""

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class ClusterPart:
    """Least squares whose coefficient counts `weight` times: rows (n, k), outcome (n,), clusters.

    The coefficient is that of the first column.
    """

    design: Floats
    outcome: Floats
    clusters: Labels
    weight: float = 1.0


def cluster_estimate(parts: Sequence[ClusterPart], count: int) -> Estimate:
    """A coefficient of least squares, with the jackknife over `count` clusters as its error.

    Where there are several parts it is their weighted sum, and the first one has all the rows. The
    error is CV3, that is (G - 1) / G times the squared distances of the leave-one-cluster-out
    coefficients from the full one, with G - 1 degrees of freedom: close to its level with few
    clusters, where the usual correction (CV1) is too narrow (MacKinnon, Nielsen and Webb, 2023,
    Journal of Applied Econometrics 38, pages 671-694). Raises UnfitError if the exposure cannot
    be distinguished from the rest, or only one cluster makes it vary.
    """
    if count < FEWEST:
        message = f"there are {count} clusters"
        raise UnfitError(message, f"{FEWEST} are needed to estimate how much clusters differ")
    coefficients = np.zeros(count + 1)
    for part in parts:
        own = _coefficients(part, count)
        if not np.isfinite(own[0]):
            message = (
                "the effect of the exposure cannot be distinguished from what is held constant"
            )
            raise UnfitError(message, "remove a column from `adjust`; check whether it ever varies")
        if not np.isfinite(own).all():
            message = "the exposure varies in one cluster only"
            raise UnfitError(message, "at least two clusters with it and two without are needed")
        coefficients += part.weight * own
    distances = coefficients[1:] - coefficients[0]
    error = float(np.sqrt((count - 1) / count * (distances @ distances)))
    if not error > 0:
        message = "the outcome follows from the columns exactly"
        raise UnfitError(message, "see `outcome` and `adjust`")
    spread = StudentSpread(float(coefficients[0]), error, count - 1)
    return Estimate(float(coefficients[0]), spread, len(parts[0].outcome), count)


def _coefficients(part: ClusterPart, count: int) -> Floats:
    """The coefficient with all clusters, then without each of them; NaN where undetermined."""
    normal, products = part.design.T @ part.design, part.design.T @ part.outcome
    scale = np.sqrt(np.diag(normal))
    found = [_coefficient(normal, products, scale)]
    for cluster in range(count):
        rows = part.clusters == cluster
        design, outcome = part.design[rows], part.outcome[rows]
        found.append(_coefficient(normal - design.T @ design, products - design.T @ outcome, scale))
    return np.asarray(found)


def _coefficient(normal: Floats, products: Floats, scale: Floats) -> float:
    """The first coefficient of normal equations; NaN where it is not determined."""
    safe = np.where(scale > 0, scale, 1.0)
    values, vectors = np.linalg.eigh(normal / np.outer(safe, safe))
    solid = values > 1e-10 * values.max()
    if np.sum(vectors[0, ~solid] ** 2) > 1e-8:
        return float("nan")
    projected = vectors[:, solid].T @ (products / safe)
    return float(vectors[0, solid] @ (projected / values[solid]) / safe[0])


def dummies(labels: Labels) -> Floats:
    """A column for each label but the first: 1 in its rows (n, labels - 1)."""
    return np.equal(labels[:, None], np.arange(1, int(labels.max()) + 1)).astype(np.float64)


def within(values: Floats, units: Labels) -> Floats:
    """Values (n, k) less the mean of their unit, which is what a constant for each unit removes."""
    counts = np.bincount(units).astype(np.float64)
    means = np.column_stack([np.bincount(units, weights=part) / counts for part in values.T])
    centred: Floats = values - means[units]
    return centred
