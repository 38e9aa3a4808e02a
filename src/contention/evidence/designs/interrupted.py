"""Interrupted time series: whether a series changes at a date, beyond its own trend."""

from typing import Literal

import numpy as np

from contention.evidence.designs.autocorrelated import series_estimate, series_fit
from contention.evidence.designs.estimate import Estimate, Floats, UnfitError, refuse_constant

LEAST = 5
"""Values that are needed on each side of an intervention."""
MOST = 1_000
"""Longer series are averaged first: the time that a fit takes grows with the cube."""
MINUS = "\N{MINUS SIGN}"
GAP = 1.5
"""Values are missing between neighbours that are at least this many steps apart."""


Part = Literal["level", "slope"]


def interrupted_time_series(
    times: Floats, values: Floats, at: float, horizon: float = 0.0, part: Part = "level"
) -> Estimate:
    """The change at a date in the level of a series, beyond what its own course leads to expect.

    `times` (n,) are decimal years, ascending; `at` the date at which values begin to count as after
    it; `horizon` the years after it at which the change is read off, where 0 is the jump itself.
    With `part` slope the effect is the change of the slope, a year. Level and slope may both change
    there (Wagner et al., 2002, Journal of Clinical Pharmacy and Therapeutics 27, pages 299-309);
    errors are correlated (`autocorrelated`). Raises UnfitError.
    """
    after = split(times, values, at)
    if horizon > times[-1] - at:
        message = f"the series ends {times[-1] - at:.2f} years after the intervention"
        raise UnfitError(message, f"measure the effect before {horizon:g} years, or widen `after`")
    step = usual_step(times)
    since = times - at
    slope = np.where(after > 0, since - horizon, 0.0)
    design = np.column_stack([np.ones_like(times), since, after, slope])
    _, _, level, change = series_fit(times / step, values, design)
    if part == "slope":
        return series_estimate(change, len(times))
    low, high = (f"{change.spread.quantile(end):.3g}" for end in (0.05, 0.95))
    said = f"the slope changes by {low} to {high} a year".replace("-", MINUS)
    return series_estimate(level, len(times), (said,))


def before_after(
    times: Floats, values: Floats, compared_times: Floats, compared: Floats, at: float
) -> Estimate:
    """How much more a series changed at a date than one that should not have moved with it.

    The difference of the two series on the dates that they share, before and after `at`, with
    correlated errors. Both are in one unit, or on one scale. Raises UnfitError.
    """
    shared, first, second = np.intersect1d(times, compared_times, return_indices=True)
    if not len(shared):
        hint = "average both with `every`, so that they have the same dates"
        raise UnfitError("the two series share no date", hint)
    difference = values[first] - compared[second]
    after = split(shared, difference, at)
    design = np.column_stack([np.ones_like(shared), after])
    _, fit = series_fit(shared / usual_step(shared), difference, design)
    own = float(values[first][after > 0].mean() - values[first][after == 0].mean())
    other = float(compared[second][after > 0].mean() - compared[second][after == 0].mean())
    said = f"the series itself changed by {own:.3g}, the comparison by {other:.3g}"
    said = said.replace("-", MINUS)
    return series_estimate(fit, len(shared), (said,))


def split(times: Floats, values: Floats, at: float) -> Floats:
    """1 from the intervention on, 0 before it; raises UnfitError if a side is too short."""
    if len(times) > MOST:
        raise UnfitError(
            f"{len(times)} values are more than {MOST}", "average them with `every: month`"
        )
    if not len(times):
        raise UnfitError("there is no value in the window", "widen `before` and `after`")
    if not times[0] < at <= times[-1]:
        message = f"the intervention at {at:.2f} is outside of {times[0]:.2f} to {times[-1]:.2f}"
        raise UnfitError(message, "see `at`, and whether there are values on both sides of it")
    after = (times >= at - 1e-9).astype(np.float64)
    count = int(after.sum())
    least = min(count, len(times) - count)
    if least < LEAST:
        message = f"{len(times) - count} values before the intervention and {count} after it"
        raise UnfitError(message, f"{LEAST} are needed on each side: widen `before` and `after`")
    refuse_constant(values, "the outcome")
    return after


def usual_step(times: Floats) -> float:
    """The usual distance of neighbours, in years."""
    return float(np.median(np.diff(times)))


def gaps(times: Floats) -> tuple[str, ...]:
    """A clause that says how many values are missing between the first and the last; or none."""
    if len(times) < 3:
        return ()
    steps = np.diff(times) / usual_step(times)
    absent = int(np.sum(np.round(steps[steps > GAP]) - 1))
    if not absent:
        return ()
    missing = "1 value is" if absent == 1 else f"{absent} values are"
    return (f"{missing} missing in between, and correlation goes by distance in time",)
