"""Courses as quantiles over draws."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contention.runs.results import Course

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class QuantileRow:
    """Quantiles of one factor at one time over all draws with a finite value."""

    account: str
    scenario: str
    factor: str
    time: float
    quantiles: tuple[float, ...]
    """at the requested levels"""
    draws: int
    """number of draws with a finite value"""


def quantile_rows(
    account: str, courses: Mapping[str, Course], levels: Sequence[float] = LEVELS
) -> Iterator[QuantileRow]:
    """One row per scenario, factor and time, in that order."""
    for scenario, course in courses.items():
        for factor, values in course.values.items():
            for time, row in zip(course.times, values, strict=True):
                known = row[np.isfinite(row)]
                found = np.quantile(known, levels) if known.size else [np.nan] * len(levels)
                quantiles = tuple(float(value) for value in found)
                yield QuantileRow(
                    account, scenario, factor, float(time), quantiles, int(known.size)
                )
