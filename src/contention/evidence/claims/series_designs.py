"""Designs on series, from the sources that a test names."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from contention.case.evidence import DataSource, DataTest
from contention.case.problem import Problem
from contention.evidence.claims.estimated import Estimated, refused, unavailable
from contention.evidence.designs.estimate import Estimate, Floats, UnfitError
from contention.evidence.designs.interrupted import before_after, gaps, interrupted_time_series
from contention.evidence.sources.library import DataLibrary
from contention.evidence.sources.measured_series import measured_series
from contention.language.dates import decimal_year

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months each of them has."""


def interrupted(test: DataTest, library: DataLibrary) -> Estimated:
    """The change of a series at a date."""
    if test.at is None:
        return refused(test, "the test has no `at`", "write the date of the intervention")
    read = _series(test, library, test.data, test.outcome)
    if isinstance(read, Estimated):
        return read
    try:
        found = interrupted_time_series(read.times, read.values, test.at, test.horizon, test.part)
    except UnfitError as error:
        return refused(test, error.message, error.hint, read.problems)
    return _with_remarks(test, found, read)


def compared(test: DataTest, library: DataLibrary) -> Estimated:
    """The change of a series at a date beyond that of a comparison."""
    if test.at is None or not test.comparison:
        hint = "write the date, and the source that should not have moved"
        return refused(test, "`before_after` needs `at` and `comparison`", hint)
    own = _series(test, library, test.data, test.outcome)
    if isinstance(own, Estimated):
        return own
    other = _series(test, library, test.comparison, "")
    if isinstance(other, Estimated):
        return other
    problems = tuple(dict.fromkeys((*own.problems, *other.problems)))
    try:
        found = before_after(own.times, own.values, other.times, other.values, test.at)
    except UnfitError as error:
        return refused(test, error.message, error.hint, problems)
    return _with_remarks(test, found, replace(own, problems=problems))


@dataclass(frozen=True)
class _Window:
    """A series in the window of a test, averaged and on its scale."""

    times: Floats
    values: Floats
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    """a clause that says how many values are missing, if any are"""
    left_out: tuple[str, ...]
    """a clause that says that the month of the intervention is left out, if it is"""


def _series(test: DataTest, library: DataLibrary, id_: str, outcome: str) -> _Window | Estimated:
    """Times and values in the window, averaged and on the scale of the test."""
    source = _own_columns(library.sources[id_], test, outcome)
    table = library.table(id_)
    if table is None:
        return unavailable(test, library, id_)
    series, problems = measured_series(source, table, library.today)
    if series is None:
        return Estimated(None, problems)
    times, values = np.asarray(series.times), np.asarray(series.values)
    if test.window is not None and test.at is not None:
        before, after = test.window
        inside = (times >= test.at - before - 1e-9) & (times <= test.at + after + 1e-9)
        times, values = times[inside], values[inside]
    missing, before = gaps(times), len(times)
    if before:
        times, values = _in_periods(times, values, test)
    left_out = test.every or "month" if test.every or len(times) < before else ""
    crossed = [each for each in source.breaks if len(times) and times[0] < each <= times[-1]]
    if crossed:
        message = f"the definition of `{id_}` changes at {crossed[0]:.2f}, inside the window"
        return refused(test, message, "narrow the window, or use another series", problems)
    if test.outcome_scale == "change":
        times, values = times[1:], np.diff(values) / np.diff(times)
    elif test.outcome_scale != "value":
        fits = values > 0 if test.outcome_scale == "log" else (values > 0) & (values < 1)
        if not fits.all():
            message = f"{int((~fits).sum())} values have no {test.outcome_scale}"
            hint = "log needs values above 0, logit between 0 and 1: see `scale` of the source"
            return refused(test, message, hint, problems)
        values = np.log(values / (1 - values)) if test.outcome_scale == "logit" else np.log(values)
    said = f"the {left_out} in which the intervention falls counts on neither side"
    return _Window(times, values, problems, missing, (said,) if left_out else ())


def _own_columns(source: DataSource, test: DataTest, outcome: str) -> DataSource:
    """The source with the columns that the test names instead of its own; `where` comes on top."""
    return replace(
        source,
        column=outcome if outcome not in ("", "value") else source.column,
        date=test.time if test.time != "date" else source.date,
        rows={**source.rows, **(test.where if outcome else {})},
    )


def _in_periods(times: Floats, values: Floats, test: DataTest) -> tuple[Floats, Floats]:
    """Values averaged over `every`, without the month or period in which the intervention falls.

    A value dated to the first of a month is of some day in it, or of all its days, so it belongs
    neither before the intervention nor after it.
    """
    at = times[-1] if test.at is None else test.at
    months, month = _months(times), int(_months(np.array([at]))[0])
    if not test.every:
        monthly = len(times) > 1 and bool(np.all(_starts(months) == times))
        kept = months != month if monthly and at not in times else np.ones(len(times), bool)
        return times[kept], values[kept]
    length = MONTHS[test.every]
    labels, places = np.unique(months // length, return_inverse=True)
    means = np.bincount(places, weights=values) / np.bincount(places)
    starts = _starts(labels * length)
    own = month // length
    kept = (labels != own) | (_starts(np.array([own * length]))[0] == at)
    middles = (starts + _starts((labels + 1) * length)) / 2
    return middles[kept], means[kept]


def _months(times: Floats) -> NDArray[np.int64]:
    """The month of each date, counted from the year 0."""
    years = np.floor(times + 1e-9).astype(np.int64)
    starts = np.stack([_starts(years * 12 + month) for month in range(12)])
    months: NDArray[np.int64] = years * 12 + np.sum(starts <= times + 1e-9, axis=0) - 1
    return months


def _starts(months: NDArray[np.int64]) -> Floats:
    """The decimal year in which each month begins."""
    return np.array([decimal_year(date(each // 12, each % 12 + 1, 1)) for each in months.tolist()])


def _with_remarks(test: DataTest, found: Estimate, read: _Window) -> Estimated:
    """An effect with what is to be known of its values; a warning if some are missing."""
    hint = "narrow the window, or average with `every`, if they matter"
    warnings = tuple(
        Problem(test.place, f"`{test.id}`: {each}", hint, "warning") for each in read.missing
    )
    details = (*found.details, *read.left_out, *read.missing)
    return Estimated(replace(found, details=details), (*read.problems, *warnings))
