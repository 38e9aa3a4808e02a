"""Hindcasts and forecasts of an account, of persistence and of a trend, on equal terms.

All of them are a course plus residuals with the same spreads: an account gives the course,
persistence leaves it where it is (with Brownian residuals that is the local level model), and the
trend is the local linear trend model (Harvey, "Forecasting, structural time series models and the
Kalman filter", 1989, section 2.3). A stock that only grows does so at its rate under persistence:
rates are the case's, and no account's merit. A factor that an account lacks is forecast just as
persistence forecasts it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contention.evidence.accounts.error_model import ErrorModel
from contention.evidence.accounts.observed import ObservedFactor
from contention.evidence.accounts.scores import INNER, OUTER, Direction, covered, crps, direction
from contention.evidence.accounts.simulator import Simulator
from contention.models.program import Floats1d, Floats2d
from contention.runs.draws import uniforms

BENDS = (0.0, 0.1, 0.3, 1.0, 3.0)
"""how fast a trend may bend: tried on the past, as multiples of `misfit` per year"""


@dataclass(frozen=True)
class Task:
    """Which observations of a series are known, and which are forecast from them."""

    observed: ObservedFactor
    known: NDArray[np.int64]
    wanted: NDArray[np.int64]


def hindcast_tasks(observed: Sequence[ObservedFactor], until: float) -> list[Task]:
    """The first observation of every stretch is known; the others up to `until` are wanted."""
    found = []
    for one in observed:
        past = np.arange(one.seen(until))
        first = np.searchsorted(one.model.segments[past], np.unique(one.model.segments[past]))
        wanted = np.setdiff1d(past, first)
        if len(wanted):
            found.append(Task(one, first, wanted))
    return found


def forecast_tasks(observed: Sequence[ObservedFactor], since: float) -> list[Task]:
    """Everything up to `since` is known, and what sets the level after a break later on."""
    found = []
    for one in observed:
        seen, segments = one.seen(since), one.model.segments
        later = np.arange(seen, len(one.times))
        new = [int(index) for index in later if index and segments[index] != segments[index - 1]]
        known = np.concatenate([np.arange(seen), np.array(new, dtype=np.int64)])
        wanted = np.setdiff1d(later, known)
        if seen and len(wanted):
            found.append(Task(one, known, wanted))
    return found


@dataclass(frozen=True)
class SeriesScore:
    """How a series was forecast."""

    factor: str
    observations: int
    crps: float
    """mean, on the factor's scale"""
    inner: float
    """share of observations in the central 50 % interval"""
    outer: float
    """and in the central 90 % interval"""
    direction: Direction
    replicates: tuple[float, ...] = ()
    """mean CRPS from each of some independent parts of the draws"""


def predicted(
    model: ErrorModel, task: Task, course: Floats2d, noise: tuple[Floats2d, Floats1d]
) -> Floats2d:
    """What is observed next, (wanted, draws), if the factor takes a course (times, draws)."""
    residuals = task.observed.distances[task.known, None] - course[task.known]
    ahead = model.given(task.known, residuals, task.wanted)
    return np.asarray(course[task.wanted] + ahead.sampled(*noise))


def noise_of(task: Task, seed: int, draws: int) -> tuple[Floats2d, Floats1d]:
    """Uniform numbers for residuals, the same for all forecasts of the series."""
    name = f"observation:{task.observed.id}"
    keys = [f"{name}/{number}" for number in task.wanted.tolist()]
    made = uniforms([*keys, f"{name}/scale"], seed, 0, draws)
    return made[:-1], made[-1]


def courses_of(
    run: Simulator | None, tasks: Sequence[Task], values: Floats2d, *, ahead: bool
) -> dict[str, Floats2d]:
    """The account's course at all times of each task's series that it moves, by factor."""
    if run is None:
        return {}
    wanted = {task.observed.id for task in tasks}
    moved = tuple(one for one in run.moved if one.id in wanted)
    if not moved:
        return {}
    last = {task.observed.id: int(task.wanted[-1]) + 1 for task in tasks}
    times = {one.id: one.times[: last[one.id]] for one in moved}
    return replace(run, moved=moved).courses(values, times, ahead=ahead)


def account_scores(
    run: Simulator | None,
    tasks: Sequence[Task],
    values: Floats2d,
    *,
    seed: int,
    ahead: bool,
    parts: int = 1,
) -> list[SeriesScore]:
    """Scores of an account in some draws (keys, draws); without it those of persistence."""
    courses = courses_of(run, tasks, values, ahead=ahead)
    draws = values.shape[1]
    found = []
    for task in tasks:
        one = task.observed
        course = courses.get(one.id, still_course(task, draws))
        course = course[:, np.isfinite(course).all(axis=0)]
        noise, scale = noise_of(task, seed, draws)
        kept = course.shape[1]
        sample = predicted(one.model, task, course, (noise[:, :kept], scale[:kept]))
        found.append(score(task, sample, course, parts))
    return found


def still_course(task: Task, draws: int) -> Floats2d:
    """The course of a factor that nothing moves, (times, draws)."""
    last = int(task.wanted[-1]) + 1
    return np.repeat(task.observed.still[:last, None], draws, axis=1)


def trend_scores(tasks: Sequence[Task], *, seed: int, draws: int) -> list[SeriesScore]:
    """Scores of a local linear trend, whose bend is the likeliest for the known observations."""
    found = []
    for task in tasks:
        still = np.zeros((int(task.wanted[-1]) + 1, draws))
        sample = predicted(trend_model(task), task, still, noise_of(task, seed, draws))
        found.append(score(task, sample, still, 1))
    return found


def trend_model(task: Task) -> ErrorModel:
    """Residuals with a slope: of any size at first, and bending as it did before."""
    one = task.observed
    walk = max(one.spreads.misfit, one.spreads.error)
    known = one.distances[task.known, None]

    def model(bend: float) -> ErrorModel:
        spreads = replace(one.spreads, slope=one.spreads.level, bend=bend * walk)
        return one.with_spreads(spreads)

    def likely(bend: float) -> float:
        past = model(bend)
        chosen = ErrorModel(
            past.times[task.known], past.segments[task.known], past.spreads, past.freedom
        )
        return float(chosen.log_density(known)[0])

    return model(max(BENDS, key=likely))


def score(task: Task, sample: Floats2d, course: Floats2d, parts: int) -> SeriesScore:
    """Scores of a sample (wanted, draws) whose draws follow a course (times, draws).

    For a stock that only grows no direction counts.
    """
    one = task.observed
    actual = one.distances[task.wanted]
    before = int(np.searchsorted(task.known, task.wanted[0])) - 1
    origin = int(task.known[max(before, 0)])
    moves = np.median(course[task.wanted] - course[origin], axis=1)
    if one.counted:
        moves = np.zeros(len(moves))
    return SeriesScore(
        factor=one.id,
        observations=len(actual),
        crps=float(crps(sample, actual).mean()),
        inner=float(covered(sample, actual, INNER).mean()),
        outer=float(covered(sample, actual, OUTER).mean()),
        direction=direction(moves, actual - one.distances[origin], one.spreads.error),
        replicates=tuple(
            float(crps(sample[:, part::parts], actual).mean()) for part in range(parts)
        )
        if parts > 1
        else (),
    )
