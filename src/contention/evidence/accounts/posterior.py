"""What the data leave of an account: draws of its strengths, times, inclusions and rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, ndtri

from contention.case.model import Case
from contention.case.problem import Problem
from contention.evidence.accounts.error_model import ErrorModel
from contention.evidence.accounts.observed import ObservedFactor
from contention.evidence.accounts.simulator import Simulator, simulator
from contention.evidence.accounts.tempering import ISLANDS, Tempered, temper
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import uniforms

COLLAPSED = 100.0
"""Least effective sample size at which a posterior is used."""


@dataclass(frozen=True)
class Fit:
    """How the posterior fits one series: a posterior-predictive check."""

    factor: str
    observations: int
    size: float
    """root mean square of the residuals in units of their stated spread: 1 is as stated"""
    surprise: float
    """probability that data from the account itself lie further off (Meng, 1994)"""


@dataclass(frozen=True)
class Posterior:
    """Equally weighted draws of an account given the observations up to a time."""

    account: str
    until: float
    keys: tuple[str, ...]
    uniforms: Floats2d
    """shape (keys, draws): uniform numbers by key, as `runs.draws` gives them for the prior"""
    log_evidence: float
    """log density of all observations up to `until`, of what the account leaves unmoved too"""
    error: float
    """Monte Carlo standard error of `log_evidence`"""
    effective: float
    """effective sample size"""
    observations: int
    fits: tuple[Fit, ...]
    run: Tempered | None
    """None if the data do not bear on the account: the draws are the prior's"""

    @property
    def collapsed(self) -> bool:
        """Whether too few independent draws are left to conclude anything."""
        return self.effective < COLLAPSED

    def column(self, key: str) -> Floats1d:
        """The uniform numbers of a key."""
        return np.asarray(self.uniforms[self.keys.index(key)])


@dataclass(frozen=True)
class _Likelihood:
    """Log likelihood of the observations up to a time, for many draws at once."""

    simulator: Simulator
    seen: Mapping[str, int]
    models: Mapping[str, ErrorModel]
    """of the observations that count, by factor"""

    def residuals(self, uniforms: Floats2d) -> dict[str, Floats2d]:
        moved = self.simulator.moved
        times = {one.id: one.times[: self.seen[one.id]] for one in moved}
        courses = self.simulator.courses(uniforms, times, ahead=False)
        return {one.id: one.distances[: self.seen[one.id], None] - courses[one.id] for one in moved}

    def __call__(self, uniforms: Floats2d) -> Floats1d:
        total = np.zeros(uniforms.shape[1])
        residuals = self.residuals(uniforms)
        for one in self.simulator.moved:
            found = residuals[one.id]
            good = np.isfinite(found).all(axis=0)
            density = self.models[one.id].log_density(np.where(good, found, 0.0))
            total += np.where(good, density, -np.inf)
        return total


def posterior(
    case: Case,
    account: str,
    observed: Sequence[ObservedFactor],
    *,
    until: float,
    seed: int = 1,
    draws: int = 4096,
    workers: int = 1,
) -> Posterior:
    """Draws of an account given what was observed up to a time, none later than present.

    `draws` is rounded up to a multiple of the islands of `temper`; each starts as the draw of
    that number of the prior. The outcome depends on the case, the observations, `seed` and
    `draws`, never on `workers`. Raises ValueError for a time after present.
    """
    if until > case.times.present + 1e-9:
        raise ValueError("an account can be fitted to the past only: until present")
    seen = {one.id: one.seen(until) for one in observed}
    used = [one for one in observed if seen[one.id]]
    run = simulator(case, account, used, workers)
    likelihood = _Likelihood(run, seen, {one.id: one.model.first(seen[one.id]) for one in used})
    still = unmoved([one for one in used if one not in run.moved], until)
    count = -(-draws // ISLANDS) * ISLANDS
    prior = uniforms(run.keys, seed, 0, count)
    total = sum(seen.values())
    if not run.keys or not run.moved:
        fits = _fits(used, seen, {})
        return Posterior(
            account, until, run.keys, prior, still, 0.0, float(count), total, fits, None
        )
    tempered = temper(likelihood, prior, np.random.default_rng([seed, len(run.keys)]))
    residuals = likelihood.residuals(tempered.uniforms)
    return Posterior(
        account=account,
        until=until,
        keys=run.keys,
        uniforms=tempered.uniforms,
        log_evidence=still + tempered.log_evidence,
        error=tempered.error,
        effective=_effective(tempered.uniforms, residuals),
        observations=total,
        fits=_fits(used, seen, residuals),
        run=tempered,
    )


def unmoved(observed: Sequence[ObservedFactor], until: float) -> float:
    """Log density of observations up to a time if nothing moves their factors: persistence."""
    found = 0.0
    for one in observed:
        seen = one.seen(until)
        if seen:
            found += float(one.model.first(seen).log_density(still(one, seen))[0])
    return found


def still(one: ObservedFactor, count: int) -> Floats2d:
    """The first residuals if nothing moves a factor, (count, 1)."""
    return np.asarray((one.distances - one.still)[:count, None])


def _effective(uniforms: Floats2d, residuals: Mapping[str, Floats2d]) -> float:
    """How many independent draws would leave the means of the islands as far apart.

    The smaller of two numbers: over all coordinates, as normal scores, and over all residuals, in
    units of their spreads.
    """
    scores = ndtri(uniforms)
    rows = np.concatenate(list(residuals.values()))
    spread = rows.std(axis=1, keepdims=True)
    moving = spread[:, 0] > 1e-9
    scaled = (rows[moving] - rows[moving].mean(axis=1, keepdims=True)) / spread[moving]
    return min(_ratio(scores), _ratio(scaled), float(uniforms.shape[1]))


def _ratio(values: Floats2d) -> float:
    if not len(values):
        return float("inf")
    means = values.reshape(len(values), -1, ISLANDS).mean(axis=1)
    between = float(means.var(axis=1, ddof=1).sum()) / ISLANDS
    return float(values.var(axis=1).sum()) / between if between > 0.0 else float("inf")


def _fits(
    used: Sequence[ObservedFactor], seen: Mapping[str, int], residuals: Mapping[str, Floats2d]
) -> tuple[Fit, ...]:
    found = []
    for one in used:
        count = seen[one.id]
        model = one.model.first(count)
        left = residuals.get(one.id, still(one, count))
        squared = model.distance(left) / count
        further = fdtrc(count, model.freedom, squared)
        size = float(np.sqrt(np.median(squared)))
        found.append(Fit(one.id, count, size, float(further.mean())))
    return tuple(found)


def collapse(found: Posterior, case: Case) -> tuple[Problem, ...]:
    """A posterior that has collapsed, as a problem of the account."""
    if not found.collapsed:
        return ()
    message = (
        f"the posterior of account `{found.account}` has collapsed to {found.effective:.0f} "
        f"effective draws of {found.uniforms.shape[1]}"
    )
    hint = "use more draws, or raise `error` and `misfit` of the factors that fit worst"
    return (Problem(case.accounts[found.account].place, message, hint, "warning"),)
