"""What separates the observed course of a factor from the one that an account gives.

On the factor's scale an observation at time t is

    course(t) + level + departure(t) + error

`level` is one number for each stretch between breaks of the series, so that only changes count:
a factor's value at present is set by the case, not by an account. `departure` is Brownian
motion from the first observation on, for what the model leaves out: its residuals are not
independent. `error` is that of observation. All three are normal with the spreads that the case
states, times one unknown factor for each series, whose square is inverse gamma with `FREEDOM`
degrees of freedom. So the observations of a series are multivariate Student t (Kotz and Nadarajah,
"Multivariate t distributions and their applications", 2004, chapter 1): stated errors are
judgements, and a series whose error was put too low must not decide by itself.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular
from scipy.special import chdtri, gammaln, ndtri

from contention.models.program import Floats1d, Floats2d

FREEDOM = 4.0
"""A stated error may be wrong by a factor of 0.65 to 2.4 (90 %)."""
JITTER = 1e-10
"""added to variances, as a share of them, so that their matrix has a root"""


@dataclass(frozen=True)
class Spreads:
    """Standard deviations on the scale of a factor."""

    error: float
    misfit: float
    """per root-year"""
    level: float
    slope: float = 0.0
    """of a steady change per year: used for the trend that accounts are compared with"""
    bend: float = 0.0
    """of the change of that slope, per root-year"""


@dataclass(frozen=True)
class ErrorModel:
    """The residuals of one series at some times (ascending), and how they go on."""

    times: Floats1d
    segments: NDArray[np.int64]
    """number of the stretch between breaks in which each time lies"""
    spreads: Spreads
    freedom: float = FREEDOM
    """degrees of freedom; infinite for normal residuals"""

    def covariance(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats2d:
        """Covariance of the residuals at some times with those at others, by number."""
        spreads, begin = self.spreads, self.times[0]
        s, t = self.times[one, None] - begin, self.times[None, other] - begin
        both = np.minimum(s, t)
        found = spreads.misfit**2 * both + spreads.slope**2 * s * t
        found += spreads.bend**2 * both**2 * (both / 3.0 + np.abs(s - t) / 2.0)
        found += spreads.level**2 * (self.segments[one, None] == self.segments[None, other])
        same = one[:, None] == other[None, :]
        return np.asarray(found + same * (spreads.error**2 + JITTER * spreads.level**2))

    @cached_property
    def _root(self) -> Floats2d:
        every = np.arange(len(self.times))
        return np.asarray(cholesky(self.covariance(every, every), lower=True))

    def first(self, count: int) -> "ErrorModel":
        """The same for the first observations only."""
        return ErrorModel(self.times[:count], self.segments[:count], self.spreads, self.freedom)

    def distance(self, residuals: Floats2d) -> Floats1d:
        """Squared Mahalanobis length of residuals of shape (times, draws): shape (draws,)."""
        white = solve_triangular(self._root, residuals, lower=True)
        return np.asarray((white**2).sum(axis=0))

    def log_density(self, residuals: Floats2d) -> Floats1d:
        """Log density of all residuals of a draw together; shape (draws,)."""
        count, freedom = len(self.times), self.freedom
        root = float(np.log(np.diag(self._root)).sum())
        squared = self.distance(residuals)
        if np.isinf(freedom):
            return np.asarray(-0.5 * (squared + count * np.log(2.0 * np.pi)) - root)
        constant = gammaln((freedom + count) / 2.0) - gammaln(freedom / 2.0)
        constant -= 0.5 * count * np.log(freedom * np.pi)
        tail = -0.5 * (freedom + count) * np.log1p(squared / freedom)
        return np.asarray(constant - root + tail)

    def given(
        self, known: NDArray[np.int64], residuals: Floats2d, wanted: NDArray[np.int64]
    ) -> "Ahead":
        """The residuals at some times, given those at others, which are (known, draws)."""
        left = self.covariance(wanted, wanted)
        if not len(known):
            mean = np.zeros((len(wanted), residuals.shape[1]))
            return Ahead(mean, left, np.ones(residuals.shape[1]), self.freedom)
        factor = cho_factor(self.covariance(known, known), lower=True)
        across = self.covariance(wanted, known)
        solved = cho_solve(factor, residuals)
        left = left - across @ cho_solve(factor, across.T)
        if np.isinf(self.freedom):
            return Ahead(across @ solved, left, np.ones(residuals.shape[1]), self.freedom)
        freedom = self.freedom + len(known)
        squared = np.einsum("ij,ij->j", residuals, solved)
        return Ahead(across @ solved, left, (self.freedom + squared) / freedom, freedom)


@dataclass(frozen=True)
class Ahead:
    """Residuals to come: multivariate Student t in every draw."""

    mean: Floats2d
    """shape (times, draws)"""
    covariance: Floats2d
    """shape (times, times), before `inflation`"""
    inflation: Floats1d
    """shape (draws,): what the residuals so far make of the stated variances"""
    freedom: float

    def sampled(self, uniforms: Floats2d, scale: Floats1d) -> Floats2d:
        """One course of residuals a draw, from uniform numbers (times, draws) and (draws,)."""
        root = cholesky(self.covariance, lower=True)
        spread = np.sqrt(self.inflation)
        if np.isfinite(self.freedom):
            spread = spread * np.sqrt(self.freedom / chdtri(self.freedom, 1.0 - scale))
        return np.asarray(self.mean + spread * (root @ ndtri(uniforms)))
