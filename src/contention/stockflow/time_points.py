"""The points in time at which a model is evaluated, and those that a result has rows for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from contention.case.problem import Place
from contention.models.program import Floats1d, Ints1d
from contention.stockflow.refusal import RefusedError

MOST_POINTS = 10_000_000
NEAR = 1e-5
"""of a step: how far a time may be from a multiple of the step and still count as one"""


@dataclass(frozen=True)
class TimePoints:
    """The grid of a run."""

    start: float
    step: float
    times: Floats1d
    saved: Ints1d
    """points with a row in the result"""
    every: float
    """time between the rows"""


def time_points(settings: Mapping[str, float], place: Place) -> TimePoints:
    """The grid: it ends with the first step at or after the end of the run.

    A row is kept for each multiple of `save_every` after the start: of the first step at or after
    it. Raises RefusedError if the settings make no run.
    """
    start, stop, step = settings["start"], settings["stop"], settings["step"]
    if step <= 0.0 or stop < start:
        message = f"a run from {start:g} to {stop:g} in steps of {step:g}"
        raise RefusedError(message, "give an end after the start, and a step above 0", place)
    if (stop - start) / step > MOST_POINTS:
        message = f"a run of more than {MOST_POINTS:,} steps"
        raise RefusedError(message, "use longer steps", place)
    last = int(np.ceil((stop - start) / step - NEAR))
    every = settings.get("save_every", step)
    if every <= 0.0:
        raise RefusedError(f"rows are saved every {every:g}", "use a number above 0", place)
    return points_to(last, start, step, every)


def points_to(last: int, start: float, step: float, every: float) -> TimePoints:
    """The grid with so many steps."""
    times: Floats1d = np.asarray(start + step * np.arange(last + 1))
    multiples = np.arange(int(np.floor(last * step / every + NEAR)) + 1) * every
    saved = np.unique(np.ceil(multiples / step - NEAR).astype(np.int64))
    return TimePoints(start, step, times, saved[saved <= last], every)
