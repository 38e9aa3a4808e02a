"""Differences between groups in a panel of events: means, shares, or a slope."""

from dataclasses import replace

import numpy as np

from contention.evidence.designs.clusters import ClusterPart, Labels, cluster_estimate
from contention.evidence.designs.estimate import Estimate, Floats, UnfitError, refuse_constant

FEWEST = 3
"""Fewer observations than this are not a group."""


def group_difference(
    outcome: Floats, exposure: Floats, controls: Floats, clusters: Labels, two_groups: bool = True
) -> Estimate:
    """The difference of exposed to compared rows in the mean of an outcome; or the slope.

    `outcome` (n,), `exposure` (n,): 1 in exposed and 0 in compared rows, or a quantity whose slope
    is meant; `controls` (n, k) are held constant; `clusters` (n,). Errors go by clusters. Raises
    UnfitError.
    """
    refuse_constant(outcome, "the outcome")
    if two_groups:
        for value, name in ((1.0, "exposed"), (0.0, "compared")):
            count = int(np.sum(exposure == value))
            if count < FEWEST:
                message = f"{count} rows are {name}"
                raise UnfitError(message, f"{FEWEST} are needed: see `exposed` and `compared`")
    else:
        refuse_constant(exposure, "the exposure")
    design = np.column_stack([exposure, np.ones_like(outcome), controls])
    estimate = cluster_estimate([ClusterPart(design, outcome, clusters)], int(clusters.max()) + 1)
    if not two_groups:
        return estimate
    exposed, compared = outcome[exposure == 1], outcome[exposure == 0]
    said = (
        f"mean {exposed.mean():.3g} in {len(exposed)} exposed rows, "
        f"{compared.mean():.3g} in {len(compared)} others"
    )
    return replace(estimate, details=(said,))
