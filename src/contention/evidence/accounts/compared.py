"""All accounts of a case against what was observed, on the same observations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from contention.case.model import Case
from contention.case.problem import Problem
from contention.evidence.accounts.fans import Fan, fans
from contention.evidence.accounts.forecasts import (
    SeriesScore,
    Task,
    account_scores,
    forecast_tasks,
    hindcast_tasks,
    trend_scores,
)
from contention.evidence.accounts.observed import ObservedFactor, Series, observed_factors
from contention.evidence.accounts.posterior import Posterior, collapse, posterior, unmoved
from contention.evidence.accounts.simulator import simulator
from contention.evidence.accounts.tempering import ISLANDS
from contention.models.program import Floats2d
from contention.runs.draws import uniforms

CERTAIN = 2.0
"""Monte Carlo errors by which a score must differ from persistence's to count as different"""
ALIKE = 0.05
"""A score within this share of persistence's counts as alike."""
FEW = 3
"""Fewer series than this are too few to call a forecast better or worse."""


@dataclass(frozen=True)
class Scores:
    """Scores over several series."""

    series: tuple[SeriesScore, ...]
    relative: float
    """mean over the series of CRPS / CRPS of persistence: below 1 is closer; NaN without series"""
    error: float
    """Monte Carlo standard error of `relative`"""

    @property
    def observations(self) -> int:
        """How many observations were forecast."""
        return sum(one.observations for one in self.series)

    @property
    def inner(self) -> float:
        """Share of observations in their central 50 % intervals."""
        return self._mean([one.inner for one in self.series])

    @property
    def outer(self) -> float:
        """Share of observations in their central 90 % intervals."""
        return self._mean([one.outer for one in self.series])

    def _mean(self, shares: Sequence[float]) -> float:
        if not self.observations:
            return float("nan")
        weighted = [
            share * one.observations for share, one in zip(shares, self.series, strict=True)
        ]
        return sum(weighted) / self.observations

    @property
    def right(self) -> int:
        """Changes whose direction the account gets right."""
        return sum(one.direction.right for one in self.series)

    @property
    def told(self) -> int:
        """Changes of which the account gives a direction."""
        return sum(one.direction.told for one in self.series)

    @property
    def word(self) -> str:
        """How it compares with persistence: `closer`, `worse`, `alike` or `cannot tell`."""
        if len(self.series) < FEW:
            return "cannot tell"
        reach = CERTAIN * self.error if np.isfinite(self.error) else 0.0
        if self.relative - reach > 1.0 + ALIKE:
            return "worse"
        return "closer" if self.relative + reach < 1.0 - ALIKE else "alike"


@dataclass(frozen=True)
class AccountEvidence:
    """One account against the data."""

    account: str
    moved: tuple[str, ...]
    """observed factors that the account has; the others it leaves where they are"""
    hindcast: Scores
    """from the words alone, from the first observations of each series on"""
    words: Scores
    """forecast from the words alone"""
    fans: tuple[Fan, ...]
    """from the words and the data if it is fitted, else from the words"""
    posterior: Posterior | None = None
    """None if it was not fitted"""
    fitted: Scores | None = None
    """forecast from the words and the data up to its date"""

    @property
    def forecast(self) -> Scores:
        """The best-informed forecast: with the data if there is one."""
        return self.fitted or self.words


@dataclass(frozen=True)
class AccountsEvidence:
    """All accounts that were asked for, on the same observations."""

    since: float
    """decimal year: what was observed up to it is known, what came later is forecast"""
    observed: tuple[ObservedFactor, ...]
    accounts: tuple[AccountEvidence, ...]
    persistence: Scores
    """of the forecast"""
    trend: Scores
    persistence_evidence: float
    """log evidence of persistence, exact"""
    problems: tuple[Problem, ...]
    draws: int
    seed: int


def accounts_evidence(
    case: Case,
    series: Series,
    *,
    accounts: Sequence[str] | None = None,
    since: float | None = None,
    fit: bool = True,
    draws: int = 2000,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> AccountsEvidence:
    """Posterior, hindcast and forecast of each account, and what they are compared with.

    Forecasts are made at `since` (default and latest: present). All accounts are scored on all
    series. Without `fit` they are made from the words alone, in a fraction of the time. Raises
    ValueError for a later date.
    """
    found = observed_factors(case, series)
    observed = found.factors
    since = case.times.present if since is None else since
    ground = _ground(case, observed, _Settings(since, seed, draws, workers, fit))
    wanted = [name for name in case.accounts if accounts is None or name in accounts]
    compared = []
    for name in wanted if observed else ():
        compared.append(_account(ground, name))
        if progress is not None:
            progress(len(compared), len(wanted))
    fitted = [item.posterior for item in compared if item.posterior is not None]
    problems = [each for found_one in fitted for each in collapse(found_one, case)]
    return AccountsEvidence(
        since=since,
        observed=observed,
        accounts=tuple(compared),
        persistence=_scores(ground.still, ground.persistence),
        trend=_scores(trend_scores(ground.later, seed=seed, draws=draws), ground.persistence),
        persistence_evidence=unmoved(observed, since),
        problems=(*found.problems, *problems),
        draws=draws,
        seed=seed,
    )


@dataclass(frozen=True)
class _Settings:
    since: float
    seed: int
    draws: int
    workers: int
    fit: bool


@dataclass(frozen=True)
class _Ground:
    """What is the same for all accounts."""

    case: Case
    observed: tuple[ObservedFactor, ...]
    past: list[Task]
    later: list[Task]
    still: list[SeriesScore]
    """scores of persistence after the date"""
    persistence_past: dict[str, float]
    """CRPS of persistence by factor"""
    persistence: dict[str, float]
    settings: _Settings


def _ground(case: Case, observed: tuple[ObservedFactor, ...], settings: _Settings) -> _Ground:
    past, later = hindcast_tasks(observed, settings.since), forecast_tasks(observed, settings.since)
    nothing = np.empty((0, settings.draws))
    before = account_scores(None, past, nothing, seed=settings.seed, ahead=False)
    after = account_scores(None, later, nothing, seed=settings.seed, ahead=True)
    known = _by_factor(before), _by_factor(after)
    return _Ground(case, observed, past, later, after, *known, settings)


def _by_factor(scores: Sequence[SeriesScore]) -> dict[str, float]:
    return {one.factor: one.crps for one in scores}


def _account(ground: _Ground, name: str) -> AccountEvidence:
    settings, seed = ground.settings, ground.settings.seed
    run = simulator(ground.case, name, ground.observed, settings.workers)
    count = -(-settings.draws // ISLANDS) * ISLANDS
    prior = uniforms(run.keys, seed, 0, count)

    def scored(tasks: Sequence[Task], values: Floats2d, *, ahead: bool) -> list[SeriesScore]:
        return account_scores(run, tasks, values, seed=seed, ahead=ahead, parts=ISLANDS)

    found, values, fitted = None, prior, None
    if settings.fit:
        found = posterior(
            ground.case,
            name,
            ground.observed,
            until=settings.since,
            seed=seed,
            draws=count,
            workers=settings.workers,
        )
        values = _replaced(run.keys, prior, found)
        fitted = _scores(scored(ground.later, values, ahead=True), ground.persistence)
    return AccountEvidence(
        account=name,
        moved=tuple(one.id for one in run.moved),
        hindcast=_scores(scored(ground.past, prior, ahead=False), ground.persistence_past),
        words=_scores(scored(ground.later, prior, ahead=True), ground.persistence),
        fans=fans(run, ground.observed, values, since=settings.since, seed=seed),
        posterior=found,
        fitted=fitted,
    )


def _replaced(keys: Sequence[str], prior: Floats2d, found: Posterior) -> Floats2d:
    """Draws of the prior, with those of the posterior for what it is about."""
    rows = dict(zip(found.keys, found.uniforms, strict=True))
    return np.array([rows.get(key, own) for key, own in zip(keys, prior, strict=True)]).reshape(
        prior.shape
    )


def _scores(series: Sequence[SeriesScore], persistence: dict[str, float]) -> Scores:
    if not series:
        return Scores((), float("nan"), float("nan"))
    ratios = [one.crps / persistence[one.factor] for one in series]
    parts = [
        [part / persistence[one.factor] for part in one.replicates]
        for one in series
        if one.replicates
    ]
    error = float("nan")
    if parts:
        means = np.array(parts).mean(axis=0)
        error = float(means.std(ddof=1) / np.sqrt(len(means)))
    return Scores(tuple(series), float(np.mean(ratios)), error)
