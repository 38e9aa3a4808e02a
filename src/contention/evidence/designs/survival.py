"""Survival: whether an event comes sooner after an exposure."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.evidence.designs.clusters import FEWEST, Labels
from contention.evidence.designs.estimate import (
    Estimate,
    Floats,
    ResampledSpread,
    StudentSpread,
    UnfitError,
)
from contention.evidence.designs.packages import package

RESAMPLES = 2_000
FEWEST_EVENTS = 5
"""Least number of events in a group for a reliable interval."""


@dataclass(frozen=True)
class Spells:
    """Durations (n,): years from the beginning of risk, when they come under observation and end.

    At risk at t are spells with `entry` < t <= `end`; `event` says whether the event ended them,
    `exposed` (1 or 0) their group, `clusters` (n,) which of them are not independent.
    """

    entry: Floats
    end: Floats
    event: NDArray[np.bool_]
    exposed: Floats
    controls: Floats
    clusters: Labels


def survival_difference(spells: Spells, horizon: float, seed: int = 1) -> Estimate:
    """The difference in the share of spells with the event within `horizon` years, in points.

    Shares are Kaplan and Meier's (1958, Journal of the American Statistical Association 53, pages
    457-481), with late entry; the interval comes from whole clusters drawn with replacement (2,000
    times, percentiles), since the errors of a Cox regression by cluster depend on the order of rows
    where times are tied. Raises UnfitError.
    """
    _check(spells)
    if horizon > spells.end.max():
        message = f"nobody is observed for {horizon:g} years"
        raise UnfitError(message, f"use a `horizon` up to {spells.end.max():.3g}")
    count = int(spells.clusters.max()) + 1
    random = np.random.default_rng(seed)
    drawn = random.multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    weights = np.vstack([np.ones(count), drawn])[:, spells.clusters]
    shares = [
        100 * _share_by(spells, weights, spells.exposed == group, horizon) for group in (1, 0)
    ]
    effects = shares[0] - shares[1]
    usable = np.isfinite(effects[1:])
    if usable.mean() < 0.95:
        message = "a group is missing from many of the resamples of clusters"
        raise UnfitError(message, "too few clusters have spells of both groups")
    said = f"{shares[0][0]:.3g} of 100 exposed spells, {shares[1][0]:.3g} of 100 others"
    spread = ResampledSpread(tuple(np.sort(effects[1:][usable]).tolist()))
    return Estimate(float(effects[0]), spread, len(spells.end), count, (said, *_events(spells)))


def hazard_ratio(spells: Spells) -> Estimate:
    """The log ratio of hazards, from a Cox regression (Efron's ties) that holds controls constant.

    The error is the jackknife over clusters, with G - 1 degrees of freedom. Raises UnfitError.
    """
    _check(spells)
    count = int(spells.clusters.max()) + 1
    own = _log_ratio(spells, np.ones(len(spells.end), dtype=bool))
    left = [_log_ratio(spells, spells.clusters != cluster) for cluster in range(count)]
    distances = np.asarray(left) - own
    error = float(np.sqrt((count - 1) / count * (distances @ distances)))
    if not (np.isfinite(error) and error > 0):
        message = "the hazards cannot be compared without one of the clusters"
        raise UnfitError(message, "events are needed in several clusters of both groups")
    spread = StudentSpread(own, error, count - 1)
    return Estimate(own, spread, len(spells.end), count, _events(spells))


def _log_ratio(spells: Spells, rows: NDArray[np.bool_]) -> float:
    """NaN where the hazards cannot be compared in these rows: one group is without events."""
    regression = package("statsmodels.duration.hazard_regression").PHReg(
        spells.end[rows],
        np.column_stack([spells.exposed, spells.controls])[rows],
        status=spells.event[rows].astype(np.float64),
        entry=spells.entry[rows],
        ties="efron",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return float(regression.fit(disp=0).params[0])
        except (Warning, np.linalg.LinAlgError):
            return float("nan")


def _check(spells: Spells) -> None:
    if not np.all(spells.entry < spells.end):
        message = f"{int(np.sum(spells.entry >= spells.end))} spells end when they begin, or before"
        raise UnfitError(message, "leave those rows out, or see `start`, `entry` and `time`")
    count = int(spells.clusters.max()) + 1
    if count < FEWEST:
        message = f"there are {count} clusters"
        raise UnfitError(message, f"{FEWEST} are needed to estimate how much clusters differ")
    for group, name in ((1.0, "exposed"), (0.0, "compared")):
        rows = spells.exposed == group
        if not rows.any():
            raise UnfitError(f"no spell is {name}", "see `exposed` and `compared`")
        events = int(np.sum(spells.event[rows]))
        if events < FEWEST_EVENTS:
            message = f"{events} of {int(rows.sum())} {name} spells end with the event"
            raise UnfitError(message, f"{FEWEST_EVENTS} events are needed in each group")


def _events(spells: Spells) -> tuple[str, ...]:
    exposed = spells.exposed == 1
    return (
        f"{int(spells.event[exposed].sum())} events in {int(exposed.sum())} exposed spells, "
        f"{int(spells.event[~exposed].sum())} in {int((~exposed).sum())} others",
    )


def _share_by(spells: Spells, weights: Floats, group: NDArray[np.bool_], horizon: float) -> Floats:
    """The share with the event by the horizon, for each row of weights (r, n); NaN if nobody."""
    end, entry, event = spells.end[group], spells.entry[group], spells.event[group]
    weights = weights[:, group]
    moments = np.unique(end[event & (end <= horizon)])
    at_risk = (entry[:, None] < moments) & (end[:, None] >= moments)
    ending = event[:, None] & (end[:, None] == moments)
    risk, ended = weights @ at_risk, weights @ ending
    stay = np.where(risk > 0, 1 - ended / np.where(risk > 0, risk, 1), 1.0)
    present = weights.sum(axis=1) > 0
    return np.where(present, 1 - stay.prod(axis=1), np.nan)
