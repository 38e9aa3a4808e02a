"""One account made ready to run: its map, its equations, its program and its schedules."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from contention.case.values import Case
from contention.maps.build import build_map
from contention.maps.causal_map import CausalMap
from contention.models.build import build_model
from contention.models.model import Measure, Model
from contention.runs.linear import linearise
from contention.runs.planned import Plan, numbers, planned, silenced
from contention.runs.stability import stability

__all__ = ["Plan", "numbers", "prepare", "recompiled", "silenced"]

TRIED, LARGE = 64, 300
"""draws in which an account's integration is tried; a quarter of them in an account of more states
than `LARGE`"""
TRIAL_SEED = 0
"""the same for every run: whoever asks, an account is integrated in one way"""


def prepare(
    case: Case,
    account: str,
    measures: Sequence[Measure] = (),
    *,
    outputs: Iterable[str] | None = None,
) -> Plan:
    """Build map, model, program and schedules of an account.

    Only what the measures and the named outputs depend on is compiled. Where Euler steps would
    carry an account away from a rest that its equations return to, it is integrated with
    Runge-Kutta steps (see `strays`).
    """
    causal_map = build_map(case, account)
    model = build_model(case, causal_map)
    if model.times.method == "euler" and strays(case, causal_map, model):
        model = replace(model, times=replace(model.times, method="rk4"))
    return planned(case, causal_map, model, measures, outputs)


def strays(case: Case, causal_map: CausalMap, model: Model) -> bool:
    """Whether Euler steps make a departure grow, in any draw tried, that the equations end.

    The whole account is looked at, whatever is asked of it.
    """
    every = [item.factor.id for item in model.equations]
    whole = planned(case, causal_map, model, outputs=every)
    draws = TRIED if len(whole.program.continuous) <= LARGE else TRIED // 4
    linear = linearise(whole, seed=TRIAL_SEED, draws=draws)
    return bool(stability(linear, model.times.step, "euler").astray.any())


def recompiled(plan: Plan, outputs: Iterable[str]) -> Plan:
    """The same account with a program that gives these factors as outputs."""
    return planned(plan.case, plan.map, plan.model, (), outputs)
