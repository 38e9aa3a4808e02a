"""What an account predicts of everything that can be observed, draw by draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contention.case.model import Case, Factor, RemoveAction
from contention.language.syntax import Name
from contention.maps.causal_map import CausalMap
from contention.models.model import Measure
from contention.models.program import Floats1d, Floats2d
from contention.runs.account_kinds import account_map
from contention.runs.plan import prepare
from contention.runs.simulate import run_measures

ERROR = 0.1
"""error of observation if a case declares none: a log-ratio (about 10 %), or log-odds"""
MISFIT = 0.1
"""what a model leaves out in a year, on the same scale, if a case declares none"""
PROPORTIONAL = frozenset({"stock", "equation", "event"})
"""kinds without a scale of ratios or odds of their own"""


@dataclass(frozen=True)
class Observable:
    """A factor that can be observed, and how well."""

    factor: Factor
    error: float | None
    """standard deviation on the factor's own scale (units of a stock); None of an event, and of
    stocks and equations without a declared error: `ERROR` as a share of what is observed"""
    misfit: float
    """standard deviation per root-year, likewise"""
    declared: bool
    """whether the case gives them"""


@dataclass(frozen=True)
class Predictions:
    """Values of observable factors in one account."""

    account: str
    values: Mapping[tuple[str, str], Floats2d]
    """(scenario, factor) → shape (dates, draws): values, of stocks what came since present; only
    where the account says something: see `_says`"""


def observables(case: Case) -> Mapping[str, Observable]:
    """Factors with a series, a unit or a count: anything but indices that nobody can measure."""
    declared = {item.factor: item for item in case.evidence.observations}
    found = {}
    for id_, factor in case.factors.items():
        if id_ in declared:
            said = declared[id_]
            found[id_] = Observable(factor, said.error, said.misfit, True)
        elif factor.kind != "input" and _measurable(factor):
            bare = factor.kind in PROPORTIONAL
            found[id_] = Observable(factor, None if bare else ERROR, MISFIT, False)
    return found


def _measurable(factor: Factor) -> bool:
    counted = factor.kind in ("event", "share", "stock")
    return counted or bool(factor.unit) or factor.observed is not None


def predictions(
    case: Case,
    account: str,
    scenarios: Sequence[str],
    factors: Sequence[str],
    dates: Sequence[float],
    *,
    draws: int,
    seed: int,
    workers: int = 1,
) -> Predictions:
    """Run the scenarios, the baseline first, by an account; factors that it lacks are left out."""
    mentioned = account_map(case, account).factors
    known = [name for name in factors if name in mentioned]
    asked = {
        (scenario, name): _measure(case, scenario, name) for scenario in scenarios for name in known
    }
    if not asked:
        return Predictions(account, {})
    plan = prepare(case, account, tuple(asked.values()))
    run = run_measures(
        plan, seed=seed, first=0, count=draws, horizons=tuple(dates), workers=workers
    )
    found = {place: run.values[measure] for place, measure in asked.items()}
    said = {
        place: values
        for place, values in found.items()
        if _says(case, plan.map, found, place, scenarios[0])
    }
    return Predictions(account, said)


def _says(
    case: Case,
    causal_map: CausalMap,
    found: Mapping[tuple[str, str], Floats2d],
    place: tuple[str, str],
    baseline: str,
) -> bool:
    """Whether an account speaks about a factor in a scenario, rather than leave it as it is.

    Silence predicts nothing: a scenario has to move the factor in some draw, or be denied to.
    """
    scenario, factor = place
    pulled = {
        action.factor
        for action in case.scenarios[scenario].actions
        if not isinstance(action, RemoveAction)
    }
    denied = {item.cause for item in causal_map.denials if item.effect == factor}
    if pulled & denied:
        return True
    values = found[place]
    if scenario != baseline:
        return not np.array_equal(values, found[baseline, factor], equal_nan=True)
    return bool(denied) or bool((values != values[:, :1]).any())


def _measure(case: Case, scenario: str, factor: str) -> Measure:
    times = case.times
    return Measure(scenario, "final", Name(factor), times.present, times.end, factor)


def spread(found: Floats1d) -> tuple[float, float, float]:
    """5 %, 50 % and 95 % quantiles of the draws that have a value."""
    known = found[np.isfinite(found)]
    low, middle, high = (float(each) for each in np.quantile(known, (0.05, 0.5, 0.95)))
    return low, middle, high
