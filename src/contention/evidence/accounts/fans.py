"""Forecast fans: what an account expects to be observed after a date, in the factor's own unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from contention.evidence.accounts.forecasts import (
    Task,
    courses_of,
    noise_of,
    predicted,
    still_course,
)
from contention.evidence.accounts.observed import ObservedFactor, pace_of
from contention.evidence.accounts.scales import off_scale
from contention.evidence.accounts.simulator import Simulator
from contention.models.program import Floats1d, Floats2d

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
POINTS = 24
"""times after the forecast was made at which a fan has a width"""


@dataclass(frozen=True)
class Fan:
    """Quantiles of what is observed of a factor after a date."""

    factor: str
    times: Floats1d
    quantiles: Floats2d
    """shape (quantiles, times), in the factor's own unit"""
    persistence: Floats2d
    """the same if nothing moves the factor"""
    observed_times: Floats1d
    observed: Floats1d
    """all observations, earlier and later, in the factor's own unit"""
    since: float
    """when the forecast is made: what is later was not known to it"""


def fans(
    run: Simulator, observed: Sequence[ObservedFactor], values: Floats2d, *, since: float, seed: int
) -> tuple[Fan, ...]:
    """One fan for each series that was observed up to a date and after it."""
    present = run.plan.case.times.present
    wanted = [one for one in observed if 0 < one.seen(since) < len(one.times)]
    tasks = [_ahead(one, since, present) for one in wanted]
    extended = {task.observed.id: task.observed for task in tasks}
    moved = tuple(extended[one.id] for one in run.moved if one.id in extended)
    courses = courses_of(replace(run, moved=moved), tasks, values, ahead=True)
    found = []
    for task in tasks:
        one = task.observed
        still = still_course(task, values.shape[1])
        course = courses.get(one.id, still)
        course = course[:, np.isfinite(course).all(axis=0)]
        noise, scale = noise_of(task, seed, values.shape[1])
        kept = course.shape[1]
        own = predicted(one.model, task, course, (noise[:, :kept], scale[:kept]))
        flat = predicted(one.model, task, still, (noise, scale))
        source = next(each for each in observed if each.id == one.id)
        found.append(_fan(source, task, (own, flat), since))
    return tuple(found)


def _fan(
    source: ObservedFactor, task: Task, samples: tuple[Floats2d, Floats2d], since: float
) -> Fan:
    def quantiles(sample: Floats2d) -> Floats2d:
        found = np.quantile(sample, QUANTILES, axis=1)
        return off_scale(source.factor, source.reference, found)

    return Fan(
        factor=source.id,
        times=task.observed.times[task.wanted],
        quantiles=quantiles(samples[0]),
        persistence=quantiles(samples[1]),
        observed_times=source.times,
        observed=off_scale(source.factor, source.reference, source.distances),
        since=since,
    )


def _ahead(one: ObservedFactor, since: float, present: float) -> Task:
    """The series up to a date, and evenly spread times up to its last observation."""
    seen = one.seen(since)
    last = one.times[-1]
    ahead = since + (last - since) * np.arange(1, POINTS + 1) / POINTS
    times = np.concatenate([one.times[:seen], ahead])
    segments = one.model.segments
    new = np.concatenate([segments[:seen], np.full(POINTS, segments[seen - 1])])
    distances = np.concatenate([one.distances[:seen], np.full(POINTS, np.nan)])
    extended = replace(
        one,
        times=times,
        distances=distances,
        still=pace_of(one.factor) * (times - present),
        model=replace(one.model, times=times, segments=new),
    )
    return Task(extended, np.arange(seen), np.arange(seen, seen + POINTS))
