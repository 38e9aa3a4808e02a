"""Stretches of the grid over which nothing changes from outside."""

import numpy as np
from numpy.typing import NDArray

from contention.models.program import Floats2d, Ints1d
from contention.runs.layout import Forcing, JumpRowColumn


def unchanged_until(forcing: Forcing, used: NDArray[np.bool_]) -> Ints1d:
    """For each grid point the last one up to which nothing that is used changes from outside.

    `used` has a flag for each input of `forcing`.
    """
    points = forcing.values.shape[1]
    changes = np.zeros(points + 1, dtype=np.bool_)
    changes[points] = True
    changes[1:points] |= _differ(forcing.values[used])
    changes[1:points] |= _differ(forcing.holds)
    changes[forcing.jump_rows[:, JumpRowColumn.POINT]] = True
    at = np.flatnonzero(changes)
    following: Ints1d = at[np.searchsorted(at, np.arange(points), side="right")]
    return following - 1


def _differ(values: Floats2d) -> NDArray[np.bool_]:
    """Whether any row is another at a point than at the one before; NaN is like NaN."""
    before, after = values[:, :-1], values[:, 1:]
    other = (before != after) & ~(np.isnan(before) & np.isnan(after))
    return np.asarray(other.any(axis=0))
