"""Regression of a series with autocorrelated errors."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_solve, cholesky

from contention.evidence.designs.estimate import Estimate, Floats, MixedSpread, UnfitError

CORRELATIONS = np.concatenate([np.linspace(0.0, 0.9, 31), 1 - np.geomspace(0.09, 0.0005, 14)])
"""Correlations of errors a step apart that are tried."""
SPACINGS = np.gradient(CORRELATIONS)
"""How much of the range each of them stands for, so that all values are equally likely before."""


@dataclass(frozen=True)
class SeriesFit:
    """An effect in a series, and the correlation of its errors."""

    effect: float
    spread: MixedSpread
    correlation: float
    """posterior mean of the correlation of errors one step apart"""


def series_fit(steps: Floats, outcome: Floats, design: Floats) -> tuple[SeriesFit, ...]:
    """The coefficient of each column, with errors that decay with distance in time.

    `steps` (n,) are dates in steps of the series, ascending, each once; they need not be whole, so
    that a gap is as long as it is. `outcome` (n,), `design` (n, k). The correlation of errors is
    rho ** distance. rho is not estimated and then taken for known, which makes intervals of short
    series far too narrow: it is averaged over, each value weighted by its marginal likelihood
    (Zellner and Tiao, 1964, Journal of the American Statistical Association 59, pages 763-778).
    Raises UnfitError if the columns cannot be told apart.
    """
    n, k = design.shape
    if n <= k + 1 or np.linalg.matrix_rank(design) < k:
        message = f"{n} values cannot tell {k} parts of the course apart"
        raise UnfitError(message, "widen the window, or use another design")
    distances = np.abs(steps[:, None] - steps[None, :])
    rows = [_at(rho, distances, outcome, design) for rho in CORRELATIONS]
    likelihoods, centres, scales = (np.array(part) for part in zip(*rows, strict=True))
    weights = SPACINGS * np.exp(likelihoods - likelihoods.max())
    weights /= weights.sum()
    correlation = float(weights @ CORRELATIONS)
    kept = weights > 1e-9
    shares = tuple((weights[kept] / weights[kept].sum()).tolist())
    return tuple(
        SeriesFit(
            float(weights @ centre),
            MixedSpread(tuple(centre[kept].tolist()), tuple(scale[kept].tolist()), shares, n - k),
            correlation,
        )
        for centre, scale in zip(centres.T, scales.T, strict=True)
    )


def _at(
    rho: float, distances: Floats, outcome: Floats, design: Floats
) -> tuple[float, Floats, Floats]:
    """Log marginal likelihood of a correlation, and centre and scale of each coefficient (k,)."""
    n, k = design.shape
    factor = cholesky(rho**distances, lower=True)
    whitened = np.linalg.solve(factor, np.column_stack([design, outcome]))
    x, y = whitened[:, :k], whitened[:, k]
    inner = cholesky(x.T @ x, lower=True)
    coefficients = cho_solve((inner, True), x.T @ y)
    residual = y - x @ coefficients
    squares = max(float(residual @ residual), 1e-12 * float(y @ y) + 1e-300)
    half_determinants = np.log(np.diag(factor)).sum() + np.log(np.diag(inner)).sum()
    likelihood = -half_determinants - (n - k) / 2 * np.log(squares)
    variances = np.diag(cho_solve((inner, True), np.eye(k))) * squares / (n - k)
    return float(likelihood), coefficients, np.sqrt(variances)


def series_estimate(fit: SeriesFit, n: int, details: tuple[str, ...] = ()) -> Estimate:
    """The fit as an estimate, which states the correlation."""
    said = f"errors one step apart correlate at about {fit.correlation:.2f}"
    return Estimate(fit.effect, fit.spread, n, None, (said, *details))
