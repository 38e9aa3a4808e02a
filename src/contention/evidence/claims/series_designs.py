"""Designs on series, from the sources that a test names."""

from dataclasses import replace

import numpy as np

from contention.case.evidence import DataSource, DataTest
from contention.case.problem import Problem
from contention.evidence.claims.estimated import Estimated, refused, unavailable
from contention.evidence.designs.estimate import Estimate, Floats, UnfitError
from contention.evidence.designs.interrupted import before_after, interrupted_time_series
from contention.evidence.sources.library import DataLibrary
from contention.evidence.sources.measured_series import measured_series

PERIODS = {"month": 12, "quarter": 4, "year": 1}
"""How many of them a year has."""


def interrupted(test: DataTest, library: DataLibrary) -> Estimated:
    """The change of a series at a date."""
    if test.at is None:
        return refused(test, "the test has no `at`", "write the date of the intervention")
    read = _series(test, library, test.data, test.outcome)
    if isinstance(read, Estimated):
        return read
    times, values, problems = read
    try:
        found = interrupted_time_series(times, values, test.at, test.horizon, test.part)
    except UnfitError as error:
        return refused(test, error.message, error.hint, problems)
    return Estimated(found, (*problems, *_gap(test, found)))


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
    problems = tuple(dict.fromkeys((*own[2], *other[2])))
    try:
        found = before_after(own[0], own[1], other[0], other[1], test.at)
    except UnfitError as error:
        return refused(test, error.message, error.hint, problems)
    return Estimated(found, (*problems, *_gap(test, found)))


Read = tuple[Floats, Floats, tuple[Problem, ...]]


def _series(test: DataTest, library: DataLibrary, id_: str, outcome: str) -> Read | Estimated:
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
    crossed = [each for each in source.breaks if len(times) and times[0] < each <= times[-1]]
    if crossed:
        message = f"the definition of `{id_}` changes at {crossed[0]:.2f}, inside the window"
        return refused(test, message, "narrow the window, or take another series", problems)
    if test.every:
        times, values = averaged(times, values, PERIODS[test.every])
    if test.outcome_scale != "value":
        fits = values > 0 if test.outcome_scale == "log" else (values > 0) & (values < 1)
        if not fits.all():
            message = f"{int((~fits).sum())} values have no {test.outcome_scale}"
            hint = "log needs values above 0, logit between 0 and 1: see `scale` of the source"
            return refused(test, message, hint, problems)
        values = np.log(values / (1 - values)) if test.outcome_scale == "logit" else np.log(values)
    return times, values, problems


def _own_columns(source: DataSource, test: DataTest, outcome: str) -> DataSource:
    """The source with the columns that the test names instead of its own; `where` comes on top."""
    return replace(
        source,
        column=outcome if outcome not in ("", "value") else source.column,
        date=test.time if test.time != "date" else source.date,
        rows={**source.rows, **(test.where if outcome else {})},
    )


def averaged(times: Floats, values: Floats, periods: int) -> tuple[Floats, Floats]:
    """Means over calendar periods, of which a year has so many, dated to their middle."""
    whole = np.floor(times * periods + 0.02).astype(np.int64)
    labels, places = np.unique(whole, return_inverse=True)
    means = np.bincount(places, weights=values) / np.bincount(places)
    return (labels + 0.5) / periods, means


def _gap(test: DataTest, found: Estimate) -> tuple[Problem, ...]:
    """A warning where values are missing inside the window."""
    said = [each for each in found.details if "missing in between" in each]
    hint = "narrow the window, or average with `every`, if they matter"
    return tuple(Problem(test.place, f"`{test.id}`: {each}", hint, "warning") for each in said)
