"""What may have happened to a figure that no series bears out: guesses, each said to be one."""

from collections.abc import Callable, Sequence

from contention.evidence.figures.releases import Release, ReleaseReading
from contention.evidence.figures.statement import Statement
from contention.evidence.figures.wording import months_text, number_text

NEAR_TEN = (9.0, 11.2)
"""measured ÷ stated that looks like a lost digit"""
LATEST = 3.0
"""years afterwards in which a number may have been measured that has a wrong date"""
SCALES = (
    (1e3, "a thousand times as much fits: thousands for units, or millions for thousands?"),
    (1e6, "a million times as much fits: millions for units?"),
    (1e9, "a thousand million times as much fits: a wrong unit?"),
    (1e-3, "a thousandth fits: units for thousands, or thousands for millions?"),
    (1e-6, "a millionth fits: units for millions?"),
    (1e2, "a hundred times as much fits: a share for per cent?"),
    (1e-2, "a hundredth fits: per cent for a share?"),
)
RATES = (
    (12.0, "twelve times as much fits: a month for a year?"),
    (1 / 12, "a twelfth fits: a year for a month?"),
    (365.25, "365 times as much fits: a day for a year?"),
    (7.0, "seven times as much fits: a day for a week?"),
)


Of = Callable[[ReleaseReading], Sequence[Release]]


def current_of(reading: ReleaseReading) -> Sequence[Release]:
    """What a text of the date may say."""
    return reading.current


def digit_or_unit(statement: Statement, readings: Sequence[ReleaseReading]) -> str:
    """A possible lost or added digit or a swapped unit, in words; empty if neither would fit."""
    for power in (10.0, 0.1):
        shifted = statement.times(power)
        if _fits_a_value(shifted, readings) or _near(statement, readings, power):
            what = "lost" if power > 1 else "added"
            return f"possible {what} digit: {number_text(shifted.value)} would be near it"
    return _scaled(statement, readings, SCALES)


def swapped_period(statement: Statement, readings: Sequence[ReleaseReading]) -> str:
    """A month taken for a year and the like; empty if it would not fit."""
    return _scaled(statement, readings, RATES)


def _scaled(
    statement: Statement, readings: Sequence[ReleaseReading], scales: Sequence[tuple[float, str]]
) -> str:
    for scale, words in scales:
        if _fits_a_value(statement.times(scale), readings):
            return f"possible swapped unit: {words}"
    return ""


def _fits_a_value(statement: Statement, readings: Sequence[ReleaseReading]) -> bool:
    """Whether a released value bears a statement out, and not only what may lie between two."""
    return any(
        statement.fits(release.shown, release.shown, reading.slack)
        for reading in readings
        for release in (*reading.current, *reading.inside)
    )


def _near(statement: Statement, readings: Sequence[ReleaseReading], power: float) -> bool:
    if not statement.value:
        return False
    least, most = NEAR_TEN
    for reading in readings:
        if reading.current:
            factor = reading.current[0].shown / statement.value
            if least <= (factor if power > 1 else 1 / factor if factor else 0.0) <= most:
                return True
    return False


def fitting(
    statement: Statement, readings: Sequence[ReleaseReading], of: Of = current_of
) -> tuple[ReleaseReading, Release] | None:
    """The nearest current release, or other one, that bears it out, with its series."""
    found = [
        (reading, release)
        for reading in readings
        for release in of(reading)
        if statement.fits(release.low, release.high, reading.slack)
    ]
    return min(found, key=lambda each: abs(each[1].shown - statement.value), default=None)


def older(
    statement: Statement, readings: Sequence[ReleaseReading]
) -> tuple[ReleaseReading, Release] | None:
    """The latest earlier release that bears a statement out, with its series.

    A value that was released goes before one that lies between two releases.
    """
    found = [
        (reading, release)
        for reading in readings
        for release in reading.earlier
        if statement.fits(release.low, release.high, reading.slack)
    ]
    released = [each for each in found if statement.fits(each[1].shown, each[1].shown)]
    return max(released or found, key=lambda each: each[1].time, default=None)


def newer(statement: Statement, readings: Sequence[ReleaseReading], end: float) -> str:
    """What was measured only later, if it fits; empty if nothing does."""
    for reading in readings:
        for release in reading.later:
            fits = statement.fits(release.low, release.high, reading.slack)
            if fits and end < release.time <= end + LATEST:
                after = months_text(release.time - end)
                return f"it fits the value of {release.date}, {after} later: a wrong date?"
    return ""
