"""A panel of units and years from one table, or from two."""

from collections.abc import Sequence

import numpy as np

from contention.case.problem import errors
from contention.evidence.claims.columns import Columns
from contention.evidence.designs.estimate import Floats, UnfitError
from contention.evidence.designs.projection import Panel
from contention.evidence.sources.cells import numbers, times
from contention.evidence.sources.table import DataTable, missing_column


def unit_years(columns: Columns, other: DataTable | None) -> Panel | None:
    """The panel of a test; `other` has the exposure, where it is another table's."""
    test = columns.test
    if not (test.exposure or other is not None):
        raise UnfitError("the test has no `exposure`", "name the column with the exposure")
    outcome, controls = columns.outcome(), columns.controls()
    units, dates = columns.labels(test.unit), columns.times(test.time)
    clusters = columns.labels(test.cluster) if test.cluster else units
    exposures = _OtherExposure(columns, other) if other is not None else None
    exposure = columns.exposure() if exposures is None else np.zeros(len(dates))
    if errors(tuple(columns.problems)):
        return None
    rows = columns.known(dates)
    years = np.floor(dates[rows] + 1e-6).astype(np.int64)
    panel = Panel(units[rows], years, outcome[rows], exposure[rows], controls[rows], clusters[rows])
    names = np.unique(np.asarray(columns.table.columns[test.unit])).tolist()
    if test.absent_is_zero:
        if controls.shape[1] or (test.cluster and test.cluster != test.unit):
            hint = "years without a row have neither: leave `adjust` and `cluster` out"
            raise UnfitError("`absent_is_zero` does not go with `adjust` or `cluster`", hint)
        names += [] if exposures is None else sorted(exposures.units - set(names))
        panel = _filled(panel, len(names))
    if exposures is None:
        return panel
    found = exposures.of(names, panel)
    return Panel(panel.units, panel.years, panel.outcome, found, panel.controls, panel.clusters)


def _filled(panel: Panel, count: int) -> Panel:
    """The panel with a row for each of `count` units and each year, 0 where there was none."""
    first, last = int(panel.years.min()), int(panel.years.max())
    there = np.zeros((count, last - first + 1), dtype=bool)
    there[panel.units, panel.years - first] = True
    units, years = np.nonzero(~there)
    zeros = np.zeros(len(units))
    return Panel(
        np.concatenate([panel.units, units]),
        np.concatenate([panel.years, years + first]),
        np.concatenate([panel.outcome, zeros]),
        np.concatenate([panel.exposure, zeros]),
        np.concatenate([panel.controls, np.empty((len(units), 0))]),
        np.concatenate([panel.clusters, units]),
    )


class _OtherExposure:
    """The exposure of units and years in another table: a sum, or whether there is any."""

    def __init__(self, columns: Columns, other: DataTable) -> None:
        test = columns.test
        self.columns = columns
        self.sums: dict[tuple[str, int], float] = {}
        self.units: set[str] = set()
        unit, time = test.exposure_unit or test.unit, test.exposure_time or test.time
        needed = [name for name in (unit, time, test.exposure) if name]
        absent = [missing_column(other, name) for name in needed if name not in other.columns]
        columns.problems += absent
        if absent:
            return
        years = times(other, time)
        columns.problems += years.problems
        amounts = _amounts(columns, other)
        for name, year, amount in zip(other.columns[unit], years.values, amounts, strict=True):
            if year is not None and np.isfinite(amount):
                key = name, int(year + 1e-6)
                before = self.sums.get(key, 0.0)
                self.sums[key] = max(before, amount) if test.exposed else before + amount
        self.units = {name for name, _ in self.sums}

    def of(self, names: Sequence[str], panel: Panel) -> Floats:
        """The exposure of each row: 0 where the other table has no row between its years."""
        test = self.columns.test
        years = [year for _, year in self.sums]
        if not self.units & set(names):
            message = f"no value of `{test.unit}` is a unit of `{test.exposure_data}`"
            raise UnfitError(message, "do both name units in the same way? see `exposure_unit`")
        found = np.array(
            [
                self.sums.get((names[unit], year), 0.0)
                for unit, year in zip(panel.units.tolist(), panel.years.tolist(), strict=True)
            ]
        )
        found[(panel.years < min(years)) | (panel.years > max(years))] = np.nan
        scaled: Floats = np.log1p(found) if test.exposure_scale == "log" else found
        return scaled


def _amounts(columns: Columns, other: DataTable) -> Floats:
    """What each row of the other table counts."""
    test = columns.test
    if test.exposed:
        return np.array([float(cell == test.exposed) for cell in other.columns[test.exposure]])
    if not test.exposure:
        return np.ones(len(other))
    cells = numbers(other, test.exposure)
    columns.problems += cells.problems
    return np.array([np.nan if value is None else value for value in cells.values], dtype=float)
