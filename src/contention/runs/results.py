"""Results of a run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats1d, Floats2d, Floats3d, Ints1d


@dataclass(frozen=True)
class Recording:
    """Which rows to keep in full, at which grid points, for how many of the first draws."""

    rows: tuple[int, ...]
    points: Ints1d
    """grid indices, ascending"""
    draws: int


@dataclass(frozen=True)
class Failure:
    """A draw that went to NaN or infinity: replay it with (seed, draw)."""

    draw: int
    time: float
    row: int


@dataclass(frozen=True)
class Segment:
    """The outcome of running all draws over a stretch of the grid."""

    final: Floats2d
    """shape (states, draws): the snapshot at the last grid point"""
    reduced: Floats3d
    """shape (horizons, reducers, draws); NaN where a failed draw has no number"""
    recorded: Floats3d
    """shape (points, rows, recorded draws)"""
    stopped: Ints1d
    """shape (draws,): row of the first continuous state that ran into a bound, 0 where none did"""
    failures: tuple[Failure, ...]

    @property
    def clamped(self) -> NDArray[np.bool_]:
        """Draws that ran into a bound of a continuous state."""
        return np.asarray(self.stopped != 0)


@dataclass(frozen=True)
class Course:
    """Recorded courses of factors in one scenario: `values[factor]` is (times, draws)."""

    scenario: str
    times: Floats1d
    values: dict[str, Floats2d]
