"""What a series says at a date: the releases that a text of that date may go by, and older ones."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from contention.evidence.figures.figure_verdict import MeasuredLine
from contention.evidence.figures.rounding import common_unit
from contention.evidence.sources.measured_series import MeasuredSeries

WRITING = 45 / 365.25
"""years from a release to the text that uses it"""
PUBLISHING = 105 / 365.25
"""years from the end of a step to its release, at most; of a short step, another step"""
DAY = 1 / 365.25
EXACT = 40
"""values that show how exact a series is"""
LOCAL = 6
"""steps before the date from which the usual one is taken"""
FASTER = 1.5
"""times its latest pace at which a count may have gone on after its last value"""
ENDED = 1.0
"""years after its last value at which a series says nothing any more, at least"""
OLDEST = 3.0
"""years back in which a number of a series that goes up and down may come from"""


@dataclass(frozen=True)
class Period:
    """When a figure is to have been so: decimal years, equal for a day."""

    start: float
    end: float
    as_of_text: bool
    """whether it is the time of the text, so that the latest release counts"""


@dataclass(frozen=True)
class Release:
    """A measured value, or all values between two neighbouring ones, in the figure's unit."""

    low: float
    high: float
    shown: float
    """the value to give"""
    date: str
    time: float


@dataclass(frozen=True)
class ReleaseReading:
    """A series as seen from a date."""

    series: MeasuredSeries
    current: tuple[Release, ...]
    """what a text of the date may say, the nearest first"""
    inside: tuple[Release, ...]
    """of a period with several values: each of them"""
    other_years: tuple[Release, ...]
    """what it would say a year or two before or after, the nearest year first"""
    earlier: tuple[Release, ...]
    """older releases, the latest first"""
    later: tuple[Release, ...]
    """what was measured afterwards, the earliest first"""
    slack: float
    """half the unit to which the series is rounded"""
    scale: float = 1.0
    """what values of the series are multiplied by for the figure's unit"""

    @property
    def line(self) -> MeasuredLine:
        """The whole series in the figure's unit."""
        values = tuple(value * self.scale for value in self.series.values)
        return MeasuredLine(self.series.source, self.series.times, values)


def reading(series: MeasuredSeries, scale: float, period: Period) -> ReleaseReading:
    """A series at a date; `scale` turns its values into the figure's unit."""
    points = _Points(series, scale, period)
    current = points.current()
    first = min((each.time for each in current), default=period.start)
    earlier = [each for each in points.hulls() if each.time < first]
    if not series.source.cumulative:
        earlier = [each for each in earlier if each.time >= first - OLDEST]
    last = max((each.time for each in current), default=period.end)
    later = [each for each in points.points() if each.time > last]
    unit = common_unit(value * scale for value in series.values[-EXACT:])
    size = max((abs(each.shown) for each in current), default=0.0)
    return ReleaseReading(
        series,
        current,
        points.inside(),
        () if period.as_of_text else points.other_years(),
        tuple(reversed(earlier)),
        tuple(later),
        min(unit / 2, 0.01 * size),
        scale,
    )


def lag_of(series: MeasuredSeries, before: float) -> float:
    """Years after its date for which a value counts as the latest one.

    A step until the next is dated, the time until that is published, and the time of writing.
    """
    if series.source.lag is not None:
        return series.source.lag
    until = [time for time in series.times if time <= before] or list(series.times[:2])
    steps = [after - time for time, after in pairwise(until)][-LOCAL:]
    step = median(steps) if steps else 0.0
    return step + min(step, PUBLISHING) + WRITING


class _Points:
    """The values of a series, in the unit of a figure."""

    def __init__(self, series: MeasuredSeries, scale: float, period: Period) -> None:
        self.series = series
        self.scale = scale
        self.period = period
        self.lag = lag_of(series, period.end)
        self.segments = series.segments

    def points(self) -> list[Release]:
        return [self._point(index) for index in range(len(self.series))]

    def hulls(self) -> list[Release]:
        """The values, and of cumulative series all between two neighbours of one segment."""
        return [self._hull(index) for index in range(len(self.series))]

    def current(self) -> tuple[Release, ...]:
        if self.period.as_of_text:
            return self._latest()
        inside = self._inside()
        if not inside:
            return self._around()
        if self.series.source.cumulative:
            return self._by_the_end(inside)
        return (*self._mean(inside), self._point(inside[-1]))

    def inside(self) -> tuple[Release, ...]:
        """All values of a period; a count that adds up has only one, at its end."""
        if self.period.as_of_text or self.series.source.cumulative:
            return ()
        return tuple(self._point(index) for index in reversed(self._inside()))

    def other_years(self) -> tuple[Release, ...]:
        found: list[Release] = []
        for years in (-1, 1, -2, 2):
            start, end = self.period.start + years, self.period.end + years
            shifted = _Points(self.series, self.scale, Period(start, end, as_of_text=False))
            found += shifted.current() if shifted._inside() else ()
        return tuple(found)

    def _inside(self) -> list[int]:
        times = self.series.times
        if self.period.end == self.period.start:
            at = bisect_left(times, self.period.start)
            return [at] if times[at : at + 1] == (self.period.start,) else []
        # a shifted month may begin a fraction of a day earlier or later
        first = bisect_left(times, self.period.start - DAY / 2)
        return list(range(first, bisect_left(times, self.period.end - DAY / 2)))

    def _by_the_end(self, inside: list[int]) -> tuple[Release, ...]:
        """A count that adds up, in a period: what it had come to by the end."""
        last = inside[-1]
        between = self._between(last, self.period.end)
        return (self._point(last), *([between] if between is not None else []))

    def _latest(self) -> tuple[Release, ...]:
        now, since = self.period.end, self.period.start - self.lag
        past = [i for i, time in enumerate(self.series.times) if time <= now]
        if not past:
            return ()
        newest = past[-1]
        if now - self.series.times[newest] > max(2 * self.lag, ENDED):
            return ()
        recent = [
            index
            for index in past
            if self.series.times[index] >= since and self.segments[index] == self.segments[newest]
        ] or [newest]
        found = [self._point(index) for index in reversed(recent)]
        between = self._between(newest, now)
        aged = self.series.times[newest] < since
        if between is not None and (self.series.source.cumulative or aged):
            found.append(between)
        if self.series.source.cumulative:
            found += [self._hull(index) for index in recent[1:]]
        return tuple(found)

    def _around(self) -> tuple[Release, ...]:
        """A date without a value of its own: what lies between its neighbours."""
        middle = (self.period.start + self.period.end) / 2
        past = [i for i, time in enumerate(self.series.times) if time <= middle]
        if not past or middle - self.series.times[past[-1]] > max(self.lag, ENDED):
            return ()
        newest = past[-1]
        between = self._between(newest, None)
        return (self._point(newest), *([between] if between is not None else []))

    def _between(self, index: int, until: float | None) -> Release | None:
        """All from a value to the next, or to what lies between them at a date."""
        following = index + 1
        if following >= len(self.series):
            return self._onwards(index, until)
        if self.segments[following] != self.segments[index]:
            return None
        first, second = (self.series.values[i] * self.scale for i in (index, following))
        if until is not None:
            start, end = self.series.times[index], self.series.times[following]
            second = first + (second - first) * (until - start) / (end - start)
        low, high = min(first, second), max(first, second)
        return Release(low, high, first, self.series.dates[index], self.series.times[index])

    def _onwards(self, index: int, until: float | None) -> Release | None:
        """A count after its last value: up to what it comes to at its latest pace, and a half."""
        before = max(0, index - LOCAL)
        same = self.segments[before] == self.segments[index]
        if until is None or not self.series.source.cumulative or before == index or not same:
            return None
        times, values = self.series.times, self.series.values
        pace = (values[index] - values[before]) / (times[index] - times[before]) * self.scale
        value = values[index] * self.scale
        most = value + FASTER * pace * (until - times[index])
        return Release(value, max(value, most), value, self.series.dates[index], times[index])

    def _point(self, index: int) -> Release:
        value = self.series.values[index] * self.scale
        low, high = self.series.low[index], self.series.high[index]
        return Release(
            min(value, value if low is None else low * self.scale),
            max(value, value if high is None else high * self.scale),
            value,
            self.series.dates[index],
            self.series.times[index],
        )

    def _hull(self, index: int) -> Release:
        """A value; of a cumulative series, all since the one before it."""
        point = self._point(index)
        if not self.series.source.cumulative or index == 0:
            return point
        if self.segments[index] != self.segments[index - 1]:
            return point
        before = self.series.values[index - 1] * self.scale
        low, high = min(point.low, before), max(point.high, before)
        return Release(low, high, point.shown, point.date, point.time)

    def _mean(self, inside: list[int]) -> tuple[Release, ...]:
        if len(inside) < 2 or self.series.source.cumulative:
            return ()
        mean = sum(self.series.values[index] for index in inside) / len(inside) * self.scale
        last = inside[-1]
        return (Release(mean, mean, mean, self.series.dates[last], self.series.times[last]),)
