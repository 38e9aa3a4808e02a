"""What levers do to one outcome in every draw of an account, alone and together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from contention.case.model import Case, Scenario
from contention.judge.evaluation import HAZARD_FLOOR
from contention.judge.measurement_scale import Scale, expression_scale
from contention.language.syntax import Name
from contention.models.from_map import build_model
from contention.models.model import Measure
from contention.models.program import Floats1d, Method, ReducerKind
from contention.runs.account_kinds import account_map, planned
from contention.runs.draws import FROM_SEED, GivenDraws, replicate_error
from contention.runs.plan import Plan, prepare
from contention.runs.simulate import run_measures

Outcomes = Mapping[str, Floats1d]
"""scenario → outcome in every draw"""
Runner = Callable[[Plan, int, int, int], Mapping[Measure, Floats1d]]
"""(plan, seed, draws, workers) → what was measured at the end: the prior draws, or a posterior's"""


@dataclass(frozen=True)
class Effect:
    """A mean over all draws, those in which the account connects nothing counted as zero."""

    mean: float
    """on the scale of the outcome: log-ratio, log-odds, log hazard ratio, or its own unit"""
    error: float
    """standard error, from independent randomisations"""

    @property
    def certain(self) -> bool:
        """Whether it can be distinguished from zero."""
        return abs(self.mean) > max(2 * self.error, 1e-9)


@dataclass(frozen=True)
class Asked:
    """The outcome of a case that levers are to move, and what scenarios it is measured in."""

    case: Case
    """with a scenario for every lever and combination"""
    outcome: str
    reducer: ReducerKind
    baseline: str

    @property
    def scale(self) -> Scale:
        """The scale of the outcome."""
        return expression_scale(Name(self.outcome), self.case.factors)


def by_prior(plan: Plan, seed: int, draws: int, workers: int) -> Mapping[Measure, Floats1d]:
    """The draws that all verdicts are judged with."""
    run = run_measures(plan, seed=seed, first=0, count=draws, workers=workers)
    return {measure: values[-1] for measure, values in run.values.items()}


def with_draws(given: Mapping[str, GivenDraws]) -> Runner:
    """Runs with the draws of an account's posterior, by the id of the account."""

    def run(plan: Plan, seed: int, draws: int, workers: int) -> Mapping[Measure, Floats1d]:
        informed = replace(plan, given=given.get(plan.model.account, FROM_SEED))
        return by_prior(informed, seed, draws, workers)

    return run


def outcomes(
    asked: Asked,
    account: str,
    scenarios: Sequence[str],
    *,
    draws: int,
    seed: int,
    workers: int = 1,
    run: Runner = by_prior,
    methods: dict[str, Method] | None = None,
) -> Outcomes:
    """The outcome in each scenario, from one plan; empty if the account says nothing about it.

    `methods` remembers how each account has to be integrated, which is looked at once.
    """
    if asked.outcome not in account_map(asked.case, account).factors:
        return {}
    every = dict.fromkeys((asked.baseline, *scenarios))
    used = {id_: asked.case.scenarios[id_] for id_ in every}
    times = asked.case.times
    measures = {
        id_: Measure(
            id_, asked.reducer, Name(asked.outcome), times.present, times.end, asked.outcome
        )
        for id_ in used
    }
    case = replace(asked.case, scenarios=used)
    plan = _plan(case, account, tuple(measures.values()), {} if methods is None else methods)
    found = run(plan, seed, draws, workers)
    return {id_: found[measure] for id_, measure in measures.items()}


def _plan(
    case: Case, account: str, measures: tuple[Measure, ...], methods: dict[str, Method]
) -> Plan:
    if account not in methods:
        plan = prepare(case, account, measures)
        methods[account] = plan.program.method
        return plan
    causal_map = account_map(case, account)
    model = build_model(case, causal_map)
    times = replace(model.times, method=methods[account])
    return planned(case, causal_map, replace(model, times=times), measures)


def on_scale(asked: Asked, found: Outcomes) -> Outcomes:
    """Outcomes on a scale on which effects add up if nothing interacts."""
    if asked.scale == "probability":
        return {
            id_: np.log(np.maximum(-np.log1p(-np.clip(each, 0.0, 1.0 - 1e-15)), HAZARD_FLOOR))
            for id_, each in found.items()
        }
    if asked.scale == "share":
        held = {id_: np.clip(each, 1e-6, 1.0 - 1e-6) for id_, each in found.items()}
        return {id_: np.log(each) - np.log1p(-each) for id_, each in held.items()}
    if all((each > 0).all() for each in found.values()):
        return {id_: np.log(each) for id_, each in found.items()}
    return found


def logarithmic(asked: Asked, found: Outcomes) -> bool:
    """Whether effects are log-ratios (of amounts, odds, hazards), rather than differences."""
    return asked.scale in ("probability", "share") or all(
        (each > 0).all() for each in found.values()
    )


def effect(values: Floats1d) -> Effect:
    """The mean of a difference over the draws that have a number."""
    known = np.where(np.isfinite(values), values, 0.0)
    return Effect(float(known.mean()), replicate_error(known))


def with_scenarios(case: Case, made: Mapping[str, Scenario]) -> Case:
    """A case with further scenarios."""
    return replace(case, scenarios={**case.scenarios, **made})
