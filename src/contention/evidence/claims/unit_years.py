"""A panel of units and years from one table, or from two."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from contention.case.evidence import DataTest
from contention.case.problem import errors
from contention.evidence.claims.columns import Columns
from contention.evidence.designs.estimate import Floats, UnfitError
from contention.evidence.designs.projection import PanelData
from contention.evidence.sources.cells import numbers, times
from contention.evidence.sources.table import DataTable, missing_column


def unit_years(columns: Columns, other: DataTable | None) -> PanelData | None:
    """The panel of a test; `other` has the exposure, if that is in another table."""
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
    panel = PanelData(
        units[rows], years, outcome[rows], exposure[rows], controls[rows], clusters[rows]
    )
    names = np.unique(np.asarray(columns.table.columns[test.unit])).tolist()
    if "outcome" in test.absent_is_zero:
        if test.cluster and test.cluster != test.unit:
            hint = "units are the clusters then: leave `cluster` out"
            raise UnfitError("`absent_is_zero` does not go with `cluster`", hint)
        if exposures is not None and "exposure" in test.absent_is_zero:
            names += sorted(exposures.units - set(names))
        panel = _filled(panel, len(names))
    if exposures is not None:
        panel = replace(panel, exposure=exposures.of(names, panel))
    return _on_scales(panel, test)


def _filled(panel: PanelData, count: int) -> PanelData:
    """The panel with one row for each of `count` units and each year; several are added up."""
    first, last = int(panel.years.min()), int(panel.years.max())
    shape = (count, last - first + 1)

    def summed(values: Floats) -> Floats:
        grid = np.zeros(shape)
        np.add.at(grid, (panel.units, panel.years - first), values)
        return grid.ravel()

    units, years = (part.ravel() for part in np.indices(shape))
    controls = [summed(part) for part in panel.controls.T]
    return PanelData(
        units,
        years + first,
        summed(panel.outcome),
        summed(panel.exposure),
        np.column_stack([np.empty((len(units), 0)), *controls]),
        units,
    )


def _on_scales(panel: PanelData, test: DataTest) -> PanelData:
    """Logarithms where they are meant: of one more, of numbers that are 0 without a row."""
    outcome, exposure = panel.outcome, panel.exposure
    if "outcome" in test.absent_is_zero and test.outcome_scale == "log":
        outcome = np.log1p(outcome)
    if "exposure" in test.absent_is_zero and test.exposure_scale == "log":
        exposure = np.log1p(exposure)
    elif test.exposure_data and test.exposure_scale == "log":
        if np.any(exposure <= 0):
            hint = "`log` needs exposures above 0; is a row absent where there was none?"
            raise UnfitError("some exposures are not above 0", f"{hint} see `absent_is_zero`")
        exposure = np.log(exposure)
    return replace(panel, outcome=outcome, exposure=exposure)


class _OtherExposure:
    """The exposure of units and years in another table: a sum, a count, or whether there is any."""

    def __init__(self, columns: Columns, other: DataTable) -> None:
        test = columns.test
        self.test = test
        self.sums: dict[tuple[str, int], float] = {}
        self.units: set[str] = set()
        self.absent = 0.0 if not test.exposure or "exposure" in test.absent_is_zero else np.nan
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

    def of(self, names: Sequence[str], panel: PanelData) -> Floats:
        """The exposure of each row; not available outside the years of the other table."""
        if not self.units & set(names):
            message = f"no value of `{self.test.unit}` is a unit of `{self.test.exposure_data}`"
            raise UnfitError(message, "do both name units in the same way? see `exposure_unit`")
        years = [year for _, year in self.sums]
        found = np.array(
            [
                self.sums.get((names[unit], year), self.absent)
                for unit, year in zip(panel.units.tolist(), panel.years.tolist(), strict=True)
            ]
        )
        found[(panel.years < min(years)) | (panel.years > max(years))] = np.nan
        return found


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
