"""Tempered sequential Monte Carlo from a uniform prior to a posterior.

Particles start as draws of the prior. The likelihood is raised from power 0 to power 1 in steps
that each leave `KEPT` of the effective sample size; particles are then resampled and moved (Del
Moral, Doucet and Jasra, "Sequential Monte Carlo samplers", 2006). Uniform numbers become standard
normal ones, and a move is a preconditioned Crank-Nicolson step (Cotter, Roberts, Stuart and White,
"MCMC methods for functions", 2013), made around a normal distribution that fits the posterior
better than the prior does (Rudolf and Sprungk, "On a generalization of the preconditioned
Crank-Nicolson Metropolis algorithm", 2018), so that a few informed directions among hundreds do
not shorten the steps of all.

Particles are dealt onto `ISLANDS`, between which none is ever copied: what differs between them
gives errors. Moves on one island are shaped by the particles of the others only. Shaped by its own
they would lean on themselves: in 287 dimensions that costs four units of log evidence.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp, ndtr, ndtri

from contention.evidence.accounts.move_shape import MoveShape
from contention.models.program import Floats1d, Floats2d

ISLANDS = 8
"""a divisor of the number of replicates of the draws, so that islands are independent"""
KEPT = 0.6
"""share of the effective sample size that a step of the temperature leaves"""
ACCEPTED = 0.3
"""share of moves that step sizes aim at"""
FORGOTTEN = 0.3
"""correlation with where it began that moves leave a particle, as far as their size tells"""
SWEEPS = (3, 30)
"""least and most moves of every particle at one temperature"""
TINY = 1e-12
"""How close uniform numbers may come to 0 and 1."""

LogLikelihood = Callable[[Floats2d], Floats1d]
"""uniform numbers, (dimensions, particles) → log likelihood; −inf where a run has failed"""


@dataclass(frozen=True)
class Tempered:
    """Equally weighted particles of the posterior; particle i is on island i mod `ISLANDS`."""

    uniforms: Floats2d
    """shape (dimensions, particles)"""
    log_likelihood: Floats1d
    evidences: Floats1d
    """log evidence by island"""
    powers: tuple[float, ...]
    """of the likelihood, from 0 to 1"""
    accepted: tuple[float, ...]
    """share of accepted moves at each power"""
    sweeps: tuple[int, ...]
    """moves of every particle at each power"""

    @property
    def log_evidence(self) -> float:
        """Log of the mean evidence of the islands, which is unbiased where their logs are not."""
        return float(logsumexp(self.evidences) - np.log(ISLANDS))

    @property
    def error(self) -> float:
        """Standard error of `log_evidence`, by the delta method."""
        relative = np.exp(self.evidences - self.log_evidence)
        return float(np.std(relative, ddof=1) / np.sqrt(ISLANDS))


@dataclass
class _Particles:
    normal: Floats2d
    log_likelihood: Floats1d

    def take(self, chosen: NDArray[np.int64]) -> None:
        self.normal = self.normal[:, chosen]
        self.log_likelihood = self.log_likelihood[chosen]


def temper(
    log_likelihood: LogLikelihood, prior: Floats2d, generator: np.random.Generator
) -> Tempered:
    """The posterior from draws of a uniform prior, (dimensions, particles).

    The number of particles must be a multiple of `ISLANDS`. Raises ValueError if the likelihood
    of an island is zero, or not a number, in all of its draws of the prior.
    """
    particles = _Particles(ndtri(prior), _finite(log_likelihood(prior)))
    if not np.isfinite(_by_island(particles.log_likelihood)).any(axis=0).all():
        raise ValueError("the likelihood is zero in all draws of the prior")
    evidences, power, size = np.zeros(ISLANDS), 0.0, 0.5
    powers, accepted, sweeps = [0.0], list[float](), list[int]()
    while power < 1.0:
        step = _next_step(particles.log_likelihood, 1.0 - power)
        weights = _by_island(step * particles.log_likelihood)
        evidences += logsumexp(weights, axis=0) - np.log(len(weights))
        power = 1.0 if step >= 1.0 - power else power + step
        particles.take(_resampled(weights, generator))
        moved = _move(log_likelihood, particles, power, size, generator)
        size = moved.size
        powers.append(power)
        accepted.append(moved.accepted)
        sweeps.append(moved.sweeps)
    return Tempered(
        _uniform(particles.normal),
        particles.log_likelihood,
        evidences,
        tuple(powers),
        tuple(accepted),
        tuple(sweeps),
    )


def _by_island(values: Floats1d) -> Floats2d:
    return values.reshape(-1, ISLANDS)


def _uniform(normal: Floats2d) -> Floats2d:
    return np.clip(ndtr(normal), TINY, 1.0 - TINY)


def _finite(values: Floats1d) -> Floats1d:
    """Where a likelihood is not a finite number the run has failed."""
    return np.asarray(np.where(np.isfinite(values), values, -np.inf))


def _next_step(log_likelihood: Floats1d, left: float) -> float:
    """By how much the power rises, found by bisection; the same for all islands."""
    alive = log_likelihood[np.isfinite(log_likelihood)]

    def share(step: float) -> float:
        weights = np.exp(step * (alive - alive.max()))
        return float(weights.sum() ** 2 / (weights**2).sum() / len(weights))

    if share(left) >= KEPT:
        return left
    low, high = 0.0, left
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if share(middle) >= KEPT else (low, middle)
    return high


def _resampled(log_weights: Floats2d, generator: np.random.Generator) -> NDArray[np.int64]:
    """Systematic resampling on each island: as often as weights say, rounded up or down."""
    count = len(log_weights)
    chosen = np.empty(log_weights.shape, dtype=np.int64)
    for island in range(ISLANDS):
        own = log_weights[:, island]
        places = (np.arange(count) + generator.random()) / count
        found = np.searchsorted(np.cumsum(np.exp(own - logsumexp(own))), places)
        chosen[:, island] = np.minimum(found, count - 1) * ISLANDS + island
    return chosen.ravel()


@dataclass(frozen=True)
class _Moved:
    size: float
    accepted: float
    sweeps: int


def _move(
    log_likelihood: LogLikelihood,
    particles: _Particles,
    power: float,
    size: float,
    generator: np.random.Generator,
) -> _Moved:
    """Move all particles until they have left where they began; `size` is that of a step."""
    shape = MoveShape.of(particles.normal, ISLANDS)
    advantage = shape.advantage(particles.normal)
    left, total, sweeps = 1.0, 0.0, 0
    while sweeps < SWEEPS[0] or (left > FORGOTTEN and sweeps < SWEEPS[1]):
        uniform = generator.random(particles.normal.shape)
        noise = ndtri(np.clip(uniform, TINY, 1.0 - TINY))
        offered = shape.offered(particles.normal, noise, size)
        found = _finite(log_likelihood(_uniform(offered)))
        gained = shape.advantage(offered)
        ratio = power * (found - particles.log_likelihood) + gained - advantage
        taken = np.log(generator.random(len(found))) < ratio
        particles.normal[:, taken] = offered[:, taken]
        particles.log_likelihood = np.where(taken, found, particles.log_likelihood)
        advantage = np.where(taken, gained, advantage)
        share = float(taken.mean())
        left *= 1.0 - share * (1.0 - np.sqrt(1.0 - size**2))
        size = float(min(0.99, size * np.exp(share - ACCEPTED)))
        total, sweeps = total + share, sweeps + 1
    return _Moved(size, total / sweeps, sweeps)
