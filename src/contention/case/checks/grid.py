"""The time grid that a case is run on, for checks of spans of time.

Grid point n is at start + n · step, from start to end. What a scenario does acts from the grid
point nearest to its date; inputs are read at the grid points themselves.
"""

import math

from contention.case.articles import counted
from contention.case.convert.clock import unit_name
from contention.case.model import Times

MOST = 5000
"""Most steps between start and end."""
SLACK = 0.01
"""Share of a step that counts as zero: two weeks are two weeks, in leap years too."""


def nearest(times: Times, year: float) -> int:
    """The grid point nearest to a time, held inside the grid."""
    return min(max(round((year - times.start) / times.step), 0), _last(times))


def shorter_than_step(times: Times, start: float, until: float) -> bool:
    """Whether a span is shorter than one step."""
    return until - start < (1.0 - SLACK) * times.step


def outside(times: Times, start: float, until: float) -> bool:
    """Whether a span is over before the first grid point or begins after the last."""
    return until <= times.start or start > times.start + times.step * _last(times)


def has_point(times: Times, start: float, until: float) -> bool:
    """Whether a grid point lies at or after `start` and before `until`."""
    if outside(times, start, until):
        return False
    first = max(math.floor((start - times.start) / times.step) - 1, 0)
    near = range(first, min(first + 4, _last(times) + 1))
    return any(start <= times.start + number * times.step < until for number in near)


def step_hint(times: Times, start: float, until: float) -> str:
    """The hint for a span that is too short for the step."""
    smaller = max(until - start, 0.0) / 2.0
    unit = unit_name(times)
    least = days(times.step) if times.unit is None else f"{times.step:g} {unit}"
    fix = f"let it last at least {least}"
    if smaller > 0.0 and (times.end - times.start) / smaller <= MOST:
        fix += f", or make `step` in case.yaml at most {smaller:.2g} {unit}"
    return fix


def days(years: float) -> str:
    """A span in whole days, rounded up."""
    return counted(math.ceil(years * 365.25 - 1e-6), "day")


def _last(times: Times) -> int:
    return round((times.end - times.start) / times.step)
