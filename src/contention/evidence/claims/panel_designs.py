"""Designs on panels, from the tables that a test names."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from contention.case.evidence import DataTest
from contention.case.problem import errors
from contention.evidence.claims.columns import Columns
from contention.evidence.claims.estimated import Estimated, refused, unavailable
from contention.evidence.claims.spells import spells
from contention.evidence.claims.unit_years import unit_years
from contention.evidence.designs.clusters import Labels
from contention.evidence.designs.estimate import Estimate, UnfitError
from contention.evidence.designs.groups import group_difference
from contention.evidence.designs.projection import local_projection
from contention.evidence.designs.survival import hazard_ratio, survival_difference
from contention.evidence.sources.library import DataLibrary


def groups(test: DataTest, library: DataLibrary) -> Estimated:
    """The difference of exposed and compared rows."""
    return _on_rows(test, library, _groups)


def survival(test: DataTest, library: DataLibrary) -> Estimated:
    """The difference in how soon an event comes."""
    return _on_rows(test, library, _survival)


def projection(test: DataTest, library: DataLibrary) -> Estimated:
    """What follows an exposure some years later."""
    if not test.unit:
        return refused(test, "the test has no `unit`", "name the column with the unit of the panel")
    if test.horizon != int(test.horizon):
        hint = "write a whole number of years"
        return refused(test, f"a horizon of {test.horizon:g} cannot be used", hint)
    other = None
    if test.exposure_data:
        other = library.rows(test.exposure_data)
        if other is None:
            return unavailable(test, library, test.exposure_data)

    def run(columns: Columns) -> Estimate | None:
        panel = unit_years(columns, other)
        return None if panel is None else local_projection(panel, int(test.horizon))

    return _on_rows(test, library, run)


def _on_rows(
    test: DataTest, library: DataLibrary, run: Callable[[Columns], Estimate | None]
) -> Estimated:
    table = library.rows(test.data)
    if table is None:
        return unavailable(test, library, test.data)
    columns = Columns(test, table)
    if errors(tuple(columns.problems)):
        return Estimated(None, tuple(columns.problems))
    try:
        found = run(columns)
    except UnfitError as error:
        return refused(test, error.message, error.hint, tuple(columns.problems))
    if found is not None:
        found = replace(found, details=(*found.details, *columns.left_out))
    return Estimated(found, tuple(columns.problems))


def _groups(columns: Columns) -> Estimate | None:
    test = columns.test
    if not test.exposure:
        raise UnfitError(
            "the test has no `exposure`", "name the column that distinguishes the groups"
        )
    outcome, exposure, controls = columns.outcome(), columns.exposure(), columns.controls()
    clusters = cluster_labels(columns)
    if errors(tuple(columns.problems)):
        return None
    rows = columns.known(outcome, exposure, controls)
    if not rows.any():
        raise UnfitError("no row has an outcome and a group", "see `outcome` and `exposure`")
    clusters = np.unique(clusters[rows], return_inverse=True)[1]
    return group_difference(
        outcome[rows], exposure[rows], controls[rows], clusters, bool(test.exposed)
    )


def _survival(columns: Columns) -> Estimate | None:
    made = spells(columns, cluster_labels(columns))
    if made is None:
        return None
    test = columns.test
    if not test.horizon:
        return hazard_ratio(made)
    if made.controls.shape[1]:
        hint = "leave `horizon` out: then hazards are compared with these held constant"
        raise UnfitError("shares by a date do not hold `adjust` constant", hint)
    return survival_difference(made, test.horizon)


def cluster_labels(columns: Columns) -> Labels:
    """The cluster of each row; each row is one of its own if none is named."""
    column = columns.test.cluster or columns.test.unit
    if column:
        return columns.labels(column)
    return np.arange(len(columns.table))
