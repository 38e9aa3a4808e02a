"""Fan charts: median, 50 % and 90 % of the draws over time, and a few single draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from markupsafe import Markup

from contention.case.factor_kinds import traits
from contention.case.model import Factor, Series, Times
from contention.models.program import Floats1d, Floats2d
from contention.show.svg import Scale, area, element, figure, line, polyline, text
from contention.show.words.numbers import powers, quantity, ticks

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
WIDTH, HEIGHT = 236.0, 138.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 230.0, 10.0, 118.0
SINGLE_DRAWS = 3
APART_DATES = 44.0
"""least distance between the dates of the start and of the present"""
APART = 3.4
"""least distance between rings; observations in between are left out"""
FLAT = 0.002
"""relative range below which a course counts as constant"""
SHORT_PAST = 0.08
"""length of a constant past that is shown, as a share of the time after the present"""
LEAST_SPAN = 0.02
"""least height of an axis relative to its values, so that noise is not magnified"""
ZERO_WITHIN = 0.5
"""zero is shown if the lowest value is below this share of the highest"""
LOGARITHMIC_FROM = 30.0
"""ratio of the band's edges above which a quantity is drawn on a logarithmic axis"""


@dataclass(frozen=True)
class Fan:
    """Quantiles of a factor's course and its first few draws."""

    times: Floats1d
    quantiles: Floats2d
    """shape (times, 5)"""
    singles: Floats2d
    """shape (times, up to 3): the same draws in all scenarios and accounts"""


@dataclass(frozen=True)
class FanAxis:
    """What the panels of one outcome share."""

    low: float
    high: float
    logarithmic: bool
    start: float
    """decimal year at which the panels begin"""

    @property
    def cut(self) -> bool:
        """Whether a linear axis leaves out zero."""
        return self.low > 0 and not self.logarithmic


def fan_of(times: Floats1d, values: Floats2d) -> Fan:
    """The fan of a course; a draw that failed anywhere is excluded entirely."""
    whole = values[:, np.isfinite(values).all(axis=0)]
    if whole.shape[1] == 0:
        empty = np.empty((0, 0))
        return Fan(times[:0], empty, empty)
    quantiles = np.quantile(whole, QUANTILES, axis=1).T
    return Fan(times, quantiles, whole[:, :SINGLE_DRAWS])


def shared_axis(
    fans: Iterable[Fan], factor: Factor, times: Times, observed: Series | None = None
) -> FanAxis:
    """One axis for all panels of an outcome: their 90 % bands and what was observed.

    Zero is included if the bands come near it; a past in which nothing moves is left out but for
    a short stretch.
    """
    drawn = [fan for fan in fans if len(fan.times)]
    start = times.start if observed else _beginning(drawn, times)
    if not drawn:
        return FanAxis(0.0, 1.0, logarithmic=False, start=start)
    low = min(float(fan.quantiles[:, 0].min()) for fan in drawn)
    high = max(float(fan.quantiles[:, -1].max()) for fan in drawn)
    if observed is not None and observed.values:
        low, high = min(low, *observed.values), max(high, *observed.values)
    if traits(factor).bounds_relative and low > 0 and high / low > LOGARITHMIC_FROM:
        return FanAxis(low, high, logarithmic=True, start=start)
    low, high = _fitted(low, high)
    if traits(factor).values.high == 1.0:
        low, high = max(low, 0.0), min(high, 1.0)
    return FanAxis(low, high, logarithmic=False, start=start)


def _fitted(low: float, high: float) -> tuple[float, float]:
    """A range with some margin, down to zero unless that would hide the changes."""
    least = LEAST_SPAN * max(abs(low), abs(high), 1e-9)
    if high - low < least:
        low, high = (low + high - least) / 2, (low + high + least) / 2
    air = (high - low) * 0.06
    bottom = 0.0 if 0.0 <= low < ZERO_WITHIN * high else low - air
    return bottom, high + air


def _beginning(fans: Sequence[Fan], times: Times) -> float:
    """The start of history, or shortly before the present if nothing moves in history."""
    if all(flat(fan, until=times.present) for fan in fans):
        return max(times.start, times.present - SHORT_PAST * (times.end - times.present))
    return times.start


def flat(fan: Fan, until: float = np.inf) -> bool:
    """Whether 90 % of draws stay at the same constant value up to a date."""
    band = fan.quantiles[fan.times <= until]
    if not band.size:
        return False
    low, high = float(band.min()), float(band.max())
    return high - low <= FLAT * max(abs(low), abs(high))


def fan_chart(
    fan: Fan, axis: FanAxis, times: Times, label: str, observed: Series | None = None
) -> Markup:
    """One panel: bands, median, single draws, the present, and observed values as rings."""
    fan = _since(fan, axis.start)
    across = Scale(axis.start, times.end, LEFT, RIGHT)
    up = Scale(axis.low, axis.high, BOTTOM, TOP, axis.logarithmic)
    parts = [*_frame(across, up, axis, times)]
    if len(fan.times):
        xs = [across(float(time)) for time in fan.times]
        rows = [_points(xs, fan.quantiles[:, column], up) for column in range(len(QUANTILES))]
        parts += [area(rows[4], rows[0], "band-90"), area(rows[3], rows[1], "band-50")]
        singles = [fan.singles[:, draw] for draw in range(fan.singles.shape[1])]
        parts += [part for single in singles for part in _single(xs, single, up)]
        parts.append(polyline(rows[2], "median"))
    if observed is not None:
        parts += _rings(observed, across, up)
    return figure(WIDTH, HEIGHT, label, parts)


def _since(fan: Fan, start: float) -> Fan:
    shown = fan.times >= start - 1e-9
    return Fan(fan.times[shown], fan.quantiles[shown], fan.singles[shown])


def _points(xs: Sequence[float], values: Floats1d, up: Scale) -> list[tuple[float, float]]:
    points = [(x, up(float(value))) for x, value in zip(xs, values, strict=True)]
    return _thinned(points)


def _single(xs: Sequence[float], values: Floats1d, up: Scale) -> Iterator[Markup]:
    """One draw, interrupted outside the panel."""
    inside = (values >= up.low) & (values <= up.high)
    for seen, run in groupby(range(len(xs)), key=lambda index: bool(inside[index])):
        stretch = list(run)
        if seen and len(stretch) > 1:
            part = slice(stretch[0], stretch[-1] + 1)
            yield polyline(_points(xs[part], values[part], up), "single")


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Drop points inside flat stretches, keeping their ends."""
    kept = [
        here
        for before, here, after in zip(points, points[1:], points[2:], strict=False)
        if abs(here[1] - before[1]) > 0.05 or abs(after[1] - here[1]) > 0.05
    ]
    return [points[0], *kept, points[-1]] if len(points) > 1 else points


def _frame(across: Scale, up: Scale, axis: FanAxis, times: Times) -> list[Markup]:
    levels = powers(axis.low, axis.high) if axis.logarithmic else ticks(axis.low, axis.high)
    parts = [element("rect", x=LEFT, y=TOP, width=across(times.present) - LEFT,
                     height=BOTTOM - TOP, class_="past")]  # fmt: skip
    for level in levels[:: max(1, len(levels) // 5)]:
        y = up(level)
        parts += [
            line((LEFT, y), (RIGHT, y), "grid"),
            text((LEFT - 4, y + 3.2), quantity(level), "tick", "end"),
        ]
    at = across(times.present)
    parts.append(line((at, TOP - 6), (at, BOTTOM), "present"))
    dates = [(times.present, "middle"), (times.end, "end")]
    if at - LEFT > APART_DATES:
        dates.insert(0, (axis.start, "start"))
    for value, anchor in dates:
        parts.append(text((across(value), HEIGHT - 7), f"{value:.0f}", "tick", anchor))
    return parts


def _rings(observed: Series, across: Scale, up: Scale) -> list[Markup]:
    rings: list[Markup] = []
    last = -APART
    for time, value in zip(observed.times, observed.values, strict=True):
        x = across(time)
        if across.low <= time <= across.high and x - last >= APART:
            rings.append(element("circle", cx=x, cy=up(value), r=1.7, class_="observed"))
            last = x
    return rings
