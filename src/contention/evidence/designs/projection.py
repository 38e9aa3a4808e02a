"""Local projections: what follows an exposure some years later in a panel of units and years."""

from dataclasses import dataclass

import numpy as np

from contention.evidence.designs.clusters import (
    ClusterPart,
    Labels,
    cluster_estimate,
    dummies,
    within,
)
from contention.evidence.designs.estimate import Estimate, Floats, UnfitError, refuse_constant

FEWEST_YEARS = 6
"""Fewer years than this cannot be halved."""


@dataclass(frozen=True)
class PanelData:
    """Rows (n,) of a panel; unavailable numbers are NaN. Each unit and year occurs once.

    `clusters` hold whole units.
    """

    units: Labels
    years: Labels
    outcome: Floats
    exposure: Floats
    controls: Floats
    clusters: Labels


def local_projection(panel: PanelData, horizon: int) -> Estimate:
    """The change of an outcome `horizon` years on for one more of an exposure.

    The outcome at t + horizon is regressed on the exposure at t, on the controls at t and t - 1, on
    outcome and exposure at t - 1, and on a constant for each unit and each year (Jorda, 2005,
    American Economic Review 95, pages 161-182). With the lags, errors by cluster are right
    whatever the horizon (Montiel Olea and Plagborg-Moeller, 2021, Econometrica 89, pages
    1789-1823). Constants by unit pull the answer towards zero, by more the shorter the panel, since
    a unit's mean holds later years, too; twice the estimate less the mean of those of both halves
    of the years takes that out (Dhaene and Jochmans, 2015, Review of Economic Studies 82, pages
    991-1030). The grid of units and years is completed first, so that a horizon is years and not
    rows. Raises UnfitError, also where a year is missing for all units.
    """
    grid = _Grid(panel)
    ahead = grid.shifted(grid.outcome, horizon)
    parts = [grid.exposure, grid.shifted(grid.outcome, -1), grid.shifted(grid.exposure, -1)]
    parts += [part for each in grid.controls for part in (each, grid.shifted(each, -1))]
    columns = np.stack([ahead, *parts])
    usable = np.isfinite(columns).all(axis=0)
    if not usable.any():
        message = f"no unit has values at t - 1, t and t + {horizon}"
        raise UnfitError(message, "use a shorter `horizon`, or check the columns of the panel")
    units, years = (part[usable] for part in grid.places)
    clusters = np.unique(grid.clusters[usable], return_inverse=True)[1]
    values = columns[:, usable]
    refuse_constant(values[0], "the outcome")
    refuse_constant(values[1], "the exposure")
    middle = (years.min() + years.max() + 1) // 2
    whole = np.ones(len(years), dtype=bool)
    rows = [(whole, 2.0), (years < middle, -0.5), (years >= middle, -0.5)]
    if years.max() - years.min() + 1 < FEWEST_YEARS:
        message = f"{years.max() - years.min() + 1} years can be used"
        raise UnfitError(message, f"{FEWEST_YEARS} are needed: use a shorter `horizon`")
    made = [
        _part(values[:, some], units[some], years[some], clusters[some], weight)
        for some, weight in rows
    ]
    return cluster_estimate(made, int(clusters.max()) + 1)


def _part(
    values: Floats, units: Labels, years: Labels, clusters: Labels, weight: float
) -> ClusterPart:
    """Least squares on some of the years, constants by unit taken out and by year put in."""
    units, years = (np.unique(part, return_inverse=True)[1] for part in (units, years))
    design = within(np.column_stack([*values[1:], dummies(years)]), units)
    return ClusterPart(design, within(values[:1].T, units)[:, 0], clusters, weight)


class _Grid:
    """A panel on the complete grid of its units and years (units, years)."""

    def __init__(self, panel: PanelData) -> None:
        count, first, last = int(panel.units.max()) + 1, panel.years.min(), panel.years.max()
        self.shape = (count, int(last - first) + 1)
        self.cells = (panel.units, panel.years - first)
        seen = np.zeros(self.shape, dtype=np.int64)
        np.add.at(seen, self.cells, 1)
        if seen.max() > 1:
            year = np.argwhere(seen > 1)[0][1]
            message = f"a unit has {seen.max()} rows in the year {int(first) + int(year)}"
            more = int(np.sum(seen > 1))
            raise UnfitError(message, f"one is needed: see `unit` and `where` (in {more} places)")
        absent = sorted(set(range(int(first), int(last) + 1)) - set(panel.years.tolist()))
        if absent:
            message = f"the year {absent[0]} is missing for all units"
            hint = "restrict the years with `since` and `until`: a gap for all is not bridged"
            raise UnfitError(message, hint)
        self.outcome, self.exposure = self._full(panel.outcome), self._full(panel.exposure)
        self.controls = [self._full(part) for part in panel.controls.T]
        self.places = np.indices(self.shape)
        by_unit = np.zeros(count, dtype=np.int64)
        by_unit[panel.units] = panel.clusters
        if np.any(by_unit[panel.units] != panel.clusters):
            hint = "errors of a unit go together: choose `cluster` so that it holds whole units"
            raise UnfitError("a unit is in several clusters", hint)
        self.clusters = np.broadcast_to(by_unit[:, None], self.shape)

    def _full(self, values: Floats) -> Floats:
        full = np.full(self.shape, np.nan)
        full[self.cells] = values
        return full

    def shifted(self, values: Floats, years: int) -> Floats:
        """Values that many years later, NaN if there are none."""
        moved = np.full(self.shape, np.nan)
        length = self.shape[1]
        if abs(years) >= length:
            return moved
        if years >= 0:
            moved[:, : length - years] = values[:, years:]
        else:
            moved[:, -years:] = values[:, :years]
        return moved
