"""Figures that are years: the year of something, or how long something has lasted."""

import math

from contention.case.model import Factor, Figure
from contention.evidence.figures.figure_verdict import FigureVerdict
from contention.evidence.figures.releases import Period
from contention.evidence.figures.statement import Statement
from contention.evidence.figures.wording import sentences, series_text
from contention.evidence.sources.measured_series import MeasuredSeries
from contention.language.dates import date_text

EARLIEST, LATEST = 1000, 2200
"""A whole number of years between these is a year of the calendar, not a duration."""


def is_calendar_year(figure: Figure) -> bool:
    """Whether a figure names a year."""
    whole = figure.value == int(figure.value)
    return figure.unit in ("year", "years") and whole and EARLIEST <= figure.value <= LATEST


def is_duration(figure: Figure) -> bool:
    """Whether a figure is a number of years."""
    return figure.unit in ("year", "years") and not is_calendar_year(figure)


def year_in_series(figure: Figure, series: MeasuredSeries) -> FigureVerdict:
    """A year compared with the one in which a series begins or peaks."""
    highest = max(range(len(series)), key=lambda index: series.values[index])
    year = math.floor(figure.value)
    where = series_text(series.source)
    for index, words in ((highest, "is at its highest"), (0, "begins")):
        if math.floor(series.times[index]) == year:
            date = series.dates[index]
            reason = f"the series {words} in that year"
            return FigureVerdict(
                figure.id, "agrees", series.source.id, figure.value, year, 1.0, date,
                sentences(reason, where), reason,
            )  # fmt: skip
    found = math.floor(series.times[highest])
    reason = f"the series is at its highest {abs(found - year)} years from it"
    return FigureVerdict(
        figure.id, "disagrees by a factor", series.source.id, figure.value, found, None,
        series.dates[highest], sentences(reason, where), reason,
    )  # fmt: skip


def _events(factor: Factor) -> tuple[tuple[float, float | None], ...]:
    dated = factor.shape.events if factor.dated and factor.shape is not None else ()
    return tuple((each.start, each.until) for each in (*dated, *factor.occurred))


def against_dates(figure: Figure, factor: Factor | None, period: Period) -> FigureVerdict | None:
    """A year or a duration compared with the dates that the case gives its factor, if any."""
    events = _events(factor) if factor is not None else ()
    if factor is None or not events:
        return None
    source = f"dates of {factor.id}"
    if is_calendar_year(figure):
        return _calendar(figure, events, source)
    begun = [start for start, until in events if start <= period.end and until is None]
    if not is_duration(figure) or not begun:
        return None
    length = period.end - max(begun)
    statement = Statement(figure.value, figure.comparator)
    fits = statement.fits(period.start - max(begun), length)
    begun_at = date_text(max(begun)) or f"{max(begun):.1f}"
    note = f"the case dates its beginning to {begun_at}"
    return FigureVerdict(
        figure.id, "agrees" if fits else "disagrees by a factor", source, figure.value,
        length, length / figure.value if figure.value else None, "", note, note,
    )  # fmt: skip


def _calendar(
    figure: Figure, events: tuple[tuple[float, float | None], ...], source: str
) -> FigureVerdict:
    year = math.floor(figure.value)
    spans = [(math.floor(start), math.floor(until or start)) for start, until in events]
    if any(first <= year <= last for first, last in spans):
        note = "by the dates of the case; no series measures it"
        return FigureVerdict(figure.id, "agrees", source, figure.value, year, 1.0, "", note, note)
    apart = min(abs(each - year) for span in spans for each in span)
    nearest = sorted({each for span in spans for each in span if abs(each - year) == apart})
    years = " and ".join(str(each) for each in nearest)
    note = f"the case dates nothing of the kind to that year, but to {years}: a wrong year?"
    return FigureVerdict(
        figure.id, "disagrees by a factor", source, figure.value, nearest[-1], None, "", note, note
    )
