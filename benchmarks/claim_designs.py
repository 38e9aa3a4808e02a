"""`python -m benchmarks.claim_designs`: how often 90 % intervals hold an effect that is known.

Simulates series and panels, runs the designs that hold claims against data, and beside them what
statsmodels offers for the same data. Prints the tables of results/claim-designs.md.
"""

import argparse
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.regression.linear_model import GLSAR, OLS
from tests.simulated_panels import autocorrelated, grouped, months, panel, spells

from contention.evidence.designs.estimate import Estimate
from contention.evidence.designs.groups import group_difference
from contention.evidence.designs.interrupted import before_after, interrupted_time_series
from contention.evidence.designs.projection import local_projection
from contention.evidence.designs.survival import hazard_ratio, survival_difference

Floats = NDArray[np.float64]
Interval = tuple[float, float]
Way = Callable[[np.random.Generator], tuple[float, Mapping[str, Interval]]]
"""Simulates once: the true effect, and the interval of each method."""

LEVEL, Z = 0.9, 1.6448536


def series(n: int, rho: float, noise: float = 0.0) -> Way:
    """A jump in a series of n months whose errors correlate, with a trend and survey noise."""

    def simulate(random: np.random.Generator) -> tuple[float, Mapping[str, Interval]]:
        times = months(n)
        true = 1.0
        values = 3 * (times - 2014) + true * (times >= 2014) + autocorrelated(random, n, rho)
        values = values + noise * random.normal(size=n)
        since, after = times - 2014, (times >= 2014) * 1.0
        design = np.column_stack([np.ones(n), since, after, since * after])
        lags = int(4 * (n / 100) ** (2 / 9)) + 1
        hac = OLS(values, design).fit(
            cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True
        )
        gls = GLSAR(values, design, rho=1).iterative_fit(10)
        return true, {
            "ours": interrupted_time_series(times, values, 2014).interval(),
            "HAC": tuple(hac.conf_int(1 - LEVEL)[2]),
            "GLSAR": tuple(gls.conf_int(1 - LEVEL)[2]),
        }

    return simulate


def wandering(n: int) -> Way:
    """A total whose yearly change jumps: the jump of its change, and the change of its slope."""

    def simulate(random: np.random.Generator) -> tuple[float, Mapping[str, Interval]]:
        times, true = months(n), 12.0
        total = np.cumsum(true / 12 * (times >= 2014) + random.normal(size=n))
        changes = np.diff(total) / np.diff(times)
        return true, {
            "ours": interrupted_time_series(times[1:], changes, 2014).interval(),
            "slope of the total": interrupted_time_series(
                times, total, 2014, part="slope"
            ).interval(),
        }

    return simulate


def compared_series(n: int, rho: float) -> Way:
    """A shift of one of two series that share a larger one."""

    def simulate(random: np.random.Generator) -> tuple[float, Mapping[str, Interval]]:
        times, true = months(n), 1.0
        both = 4 * (times >= 2014) + autocorrelated(random, n, 0.8)
        own = both + true * (times >= 2014) + autocorrelated(random, n, rho)
        other = both + autocorrelated(random, n, rho)
        alone = interrupted_time_series(times, own, 2014)
        found = before_after(times, own, times, other, 2014)
        return true, {"ours": found.interval(), "without comparison": alone.interval()}

    return simulate


def groups(clusters: int, confounded: float = 0.0) -> Way:
    """A difference between clusters of six rows, half of them exposed."""

    def simulate(random: np.random.Generator) -> tuple[float, Mapping[str, Interval]]:
        outcome, exposed, third, labels = grouped(random, clusters, 6, 0.5, confounded)
        controls = third if confounded else third[:, :0]
        design = np.column_stack([np.ones(len(outcome)), exposed, controls])
        usual = OLS(outcome, design).fit(
            cov_type="cluster", cov_kwds={"groups": labels}, use_t=True
        )
        found = group_difference(outcome, exposed, controls, labels).interval()
        results: dict[str, Interval] = {"ours": found, "CV1": tuple(usual.conf_int(1 - LEVEL)[1])}
        if confounded:
            bare = group_difference(outcome, exposed, third[:, :0], labels)
            results["confounder left out"] = bare.interval()
        return 0.5, results

    return simulate


def survival(clusters: int, late: bool) -> Way:
    """Hazards of exposed and other spells that share a frailty by cluster, with tied times."""

    def simulate(random: np.random.Generator) -> tuple[float, Mapping[str, Interval]]:
        made = spells(random, clusters, 0.6, late, frailty=0.0)
        status = made.event.astype(float)
        naive = PHReg(
            made.end, made.exposed[:, None], status=status, entry=made.entry, ties="efron"
        ).fit(disp=0)
        half = Z * naive.bse[0]
        return 0.6, {
            "ours": hazard_ratio(made).interval(),
            "PHReg, rows independent": (naive.params[0] - half, naive.params[0] + half),
        }

    return simulate


def shares(clusters: int) -> Way:
    """Shares of spells with the event within five years."""
    frailty = np.exp(0.4 * np.random.default_rng(0).normal(size=400_000))
    exposed, others = (np.exp(-0.15 * ratio * frailty * 5).mean() for ratio in (np.exp(0.6), 1.0))
    true = 100 * float(others - exposed)

    def simulate(random: np.random.Generator) -> tuple[float, Mapping[str, Interval]]:
        made = spells(random, clusters, 0.6, late=False)
        return true, {"ours": survival_difference(made, 5).interval()}

    return simulate


def projection(units: int, years: int, horizon: int) -> Way:
    """The response of a panel some years after an exposure."""

    def simulate(random: np.random.Generator) -> tuple[float, Mapping[str, Interval]]:
        made = panel(random, units, years, 0.4)
        found = local_projection(made, horizon)
        return 0.4 / 2**horizon, {"ours": found.interval(), "without halves": plain(made, horizon)}

    return simulate


def plain(made: object, horizon: int) -> Interval:
    """The same projection with constants by unit and year, and nothing done about their bias."""
    from unittest.mock import patch

    from contention.evidence.designs import projection as module

    def whole(parts: Sequence[object], count: int) -> Estimate:
        from dataclasses import replace

        from contention.evidence.designs.clusters import ClusterPart, cluster_estimate

        first = parts[0]
        assert isinstance(first, ClusterPart)
        return cluster_estimate([replace(first, weight=1.0)], count)

    with patch.object(module, "cluster_estimate", whole):
        assert isinstance(made, module.PanelData)
        return local_projection(made, horizon).interval()


WAYS: Mapping[str, Way] = {
    "jump, 16 months, rho 0": series(16, 0.0),
    "jump, 16 months, rho 0.7": series(16, 0.7),
    "jump, 36 months, rho 0": series(36, 0.0),
    "jump, 36 months, rho 0.7": series(36, 0.7),
    "jump, 36 months, rho 0.95": series(36, 0.95),
    "jump, 36 months, rho 0.9 and survey noise": series(36, 0.9, noise=1.0),
    "jump, 120 months, rho 0.9": series(120, 0.9),
    "change of a total, 120 months": wandering(120),
    "comparison, 24 months, rho 0.5": compared_series(24, 0.5),
    "groups, 6 clusters": groups(6),
    "groups, 12 clusters": groups(12),
    "groups, 40 clusters": groups(40),
    "groups, 30 clusters, confounded": groups(30, confounded=1.0),
    "hazards, 12 clusters, late entry": survival(12, late=True),
    "hazards, 40 clusters": survival(40, late=False),
    "shares by five years, 12 clusters": shares(12),
    "shares by five years, 40 clusters": shares(40),
    "projection, 20 units, 12 years, at once": projection(20, 12, 0),
    "projection, 20 units, 12 years, two on": projection(20, 12, 2),
    "projection, 60 units, 30 years, three on": projection(60, 30, 3),
}


def coverages(way: Way, times: int) -> Iterator[tuple[str, float, float]]:
    """For each method: the share of intervals that hold the effect, and their mean width."""
    held: dict[str, list[bool]] = {}
    widths: dict[str, list[float]] = {}
    for seed in range(times):
        true, found = way(np.random.default_rng(seed))
        for method, (low, high) in found.items():
            held.setdefault(method, []).append(low <= true <= high)
            widths.setdefault(method, []).append(high - low)
    for method, each in held.items():
        yield method, float(np.mean(each)), float(np.median(widths[method]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each simulation."""
    parser = argparse.ArgumentParser(prog="benchmarks.claim_designs", description=__doc__)
    parser.add_argument("--times", type=int, default=400, help="simulations of each kind")
    parser.add_argument("--only", default="", help="simulations whose name holds this")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    print("| simulation | ours | width | others |\n|---|---|---|---|")
    for name, way in WAYS.items():
        if options.only not in name:
            continue
        rows = {method: (share, width) for method, share, width in coverages(way, options.times)}
        share, width = rows.pop("ours")
        others = ", ".join(f"{method} {part:.3f}" for method, (part, _) in rows.items())
        print(f"| {name} | {share:.3f} | {width:.3g} | {others or '–'} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
