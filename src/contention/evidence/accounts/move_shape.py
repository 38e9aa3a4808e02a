"""The normal distributions around which particles are moved, one for each island.

They have independent coordinates. Full covariance matrices were tried: in hundreds of dimensions
their noise costs more moves than the correlations save (benchmarks/results/posterior.md).
"""

from dataclasses import dataclass

import numpy as np

from contention.models.program import Floats1d, Floats2d, Floats3d

CERTAIN = 3.0
"""standard errors beyond which a mean or a spread counts as different from the prior's"""
LEAST_SPREAD = 1e-3


@dataclass(frozen=True)
class MoveShape:
    """Mean and standard deviation of each coordinate among the particles of the other islands."""

    means: Floats2d
    """shape (dimensions, islands)"""
    spreads: Floats2d

    @classmethod
    def of(cls, normal: Floats2d, islands: int) -> "MoveShape":
        """Shapes for particles of which number i is on island i mod `islands`.

        What differs from the prior by no more than noise is taken as the prior's: 0 and 1.
        """
        dealt = normal.reshape(len(normal), -1, islands)
        count = dealt.shape[1] * (islands - 1)
        means = _of_others(dealt.sum(axis=1)) / count
        squares = _of_others((dealt**2).sum(axis=1)) / count
        spreads = np.sqrt(np.maximum(squares - means**2, LEAST_SPREAD**2))
        far = np.abs(means) > CERTAIN / np.sqrt(count)
        other = np.abs(spreads - 1.0) > CERTAIN / np.sqrt(2.0 * count)
        return cls(np.where(far, means, 0.0), np.where(other, spreads, 1.0))

    def offered(self, normal: Floats2d, noise: Floats2d, size: float) -> Floats2d:
        """Where particles would go in one step of a size between 0 and 1."""
        means, spreads = self.means[:, None, :], self.spreads[:, None, :]
        kept = np.sqrt(1.0 - size**2) * (self._dealt(normal) - means)
        found = means + kept + size * spreads * self._dealt(noise)
        return np.asarray(found.reshape(normal.shape))

    def advantage(self, normal: Floats2d) -> Floats1d:
        """Log density of the prior less that of the shape, up to a constant; (particles,)."""
        dealt = self._dealt(normal)
        own = (dealt - self.means[:, None, :]) / self.spreads[:, None, :]
        return np.asarray(0.5 * (own**2 - dealt**2).sum(axis=0).ravel())

    def _dealt(self, particles: Floats2d) -> Floats3d:
        return particles.reshape(len(particles), -1, self.means.shape[1])


def _of_others(sums: Floats2d) -> Floats2d:
    return np.asarray(sums.sum(axis=1, keepdims=True) - sums)
