"""The points in time at which a run is evaluated."""

import numpy as np

from contention.models.program import Floats1d, Program


def grid(program: Program) -> Floats1d:
    """Decimal years of all grid points, start … end."""
    return np.asarray(program.start + program.step * np.arange(_last(program) + 1))


def index_of(program: Program, time: float) -> int:
    """The grid point nearest to a time, held inside the grid."""
    return min(max(round((time - program.start) / program.step), 0), _last(program))


def _last(program: Program) -> int:
    return round((program.end - program.start) / program.step)
