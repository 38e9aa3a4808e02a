"""Spells of a panel: when risk begins, when they are observed, and how they end."""

import numpy as np

from contention.case.problem import errors
from contention.evidence.claims.columns import Columns
from contention.evidence.designs.clusters import Labels
from contention.evidence.designs.estimate import Floats, UnfitError
from contention.evidence.designs.survival import Spells


def spells(columns: Columns, clusters: Labels) -> Spells | None:
    """The spells of a table; None if its columns are faulty. Raises UnfitError."""
    test = columns.test
    exposed, controls = columns.exposure(), columns.controls()
    if not test.exposed:
        raise UnfitError("the test has no `exposed`", "name the value that counts as exposed")
    begin, end, event = _dated(columns) if test.start else _lasting(columns)
    entry = _entry(columns, begin)
    if errors(tuple(columns.problems)):
        return None
    rows = columns.known(exposed, controls, end, event, entry)
    late = rows & (entry >= end)
    if late.any():
        count = int(late.sum())
        columns.left_out.append(f"{count} spells that end before risk begins do not count")
    rows &= ~late
    if not rows.any():
        raise UnfitError("no row is a spell", "see `start`, `time`, `entry` and `exposure`")
    return Spells(
        entry[rows],
        end[rows],
        event[rows] > 0,
        exposed[rows],
        controls[rows],
        np.unique(clusters[rows], return_inverse=True)[1],
    )


def _dated(columns: Columns) -> tuple[Floats, Floats, Floats]:
    """When risk begins (a decimal year), years until the end, and whether the event ended it."""
    test = columns.test
    begin, time = columns.times(test.start), columns.times(test.time)
    if test.recurs:
        if not test.unit:
            raise UnfitError("`recurs` needs `unit`", "name the column with what recurs")
        finish = _next(begin, time, columns.labels(test.unit))
        event = np.isfinite(finish).astype(np.float64)
    else:
        finish = time
        event = columns.outcome() if test.outcome_is else np.isfinite(time).astype(np.float64)
    if test.until is not None:
        open_ = finish > test.until
        if not test.outcome_is:
            open_ |= np.isnan(finish)
        finish = np.where(open_, test.until, finish)
        event = np.where(open_, 0.0, event)
    elif test.recurs:
        raise UnfitError("`recurs` needs `until`", "write the date up to which units are observed")
    return begin, finish - begin, event


def _next(begin: Floats, dates: Floats, units: Labels) -> Floats:
    """The first date of another row of the same unit after risk begins; NaN if there is none."""
    found = np.full(len(begin), np.nan)
    for unit in np.unique(units):
        rows = np.flatnonzero(units == unit)
        own = np.sort(dates[rows])
        places = np.searchsorted(own, begin[rows], side="right")
        later = places < len(own)
        found[rows[later]] = own[places[later]]
    return found


def _lasting(columns: Columns) -> tuple[Floats, Floats, Floats]:
    """The same if the time is already a duration."""
    duration = columns.numbers(columns.test.time)
    return np.zeros(len(duration)), duration, columns.outcome()


def _entry(columns: Columns, begin: Floats) -> Floats:
    """Years from the beginning of risk until a spell is observed."""
    test = columns.test
    if not test.entry:
        return np.zeros(len(begin))
    found = columns.times(test.entry) if test.start else columns.numbers(test.entry)
    return np.maximum(0.0, found - begin)
