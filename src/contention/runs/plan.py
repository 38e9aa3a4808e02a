"""One account made ready to run: its map, its equations, its program and its schedules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contention.case.model import Case
from contention.case.strength_reading import WordReading
from contention.maps.causal_map import CausalMap
from contention.models.from_map import build_model
from contention.models.model import Measure, Model
from contention.models.reading_strengths import tables_of
from contention.runs.account_kinds import account_map, kind_of, planned
from contention.runs.jacobian import linearise
from contention.runs.run_inputs import Plan, numbers, silenced
from contention.runs.stability import Growth, stability

__all__ = ["Plan", "Reread", "numbers", "prepare", "recompiled", "reread", "silenced"]

TRIED, LARGE = 64, 300
"""draws in which an account's integration is tried; a quarter of them in an account of more states
than `LARGE`"""
TRIAL_SEED = 0
"""fixed, so that an account is always integrated by the same method"""


def prepare(
    case: Case,
    account: str,
    measures: Sequence[Measure] = (),
    *,
    outputs: Iterable[str] | None = None,
) -> Plan:
    """Build map, model, program and schedules of an account.

    Only what the measures and the named outputs depend on is compiled. If Euler steps would carry
    an account away from an equilibrium that its equations return to, it is integrated with
    Runge-Kutta steps (see `strays`).
    """
    causal_map = account_map(case, account)
    model = build_model(case, causal_map)
    if model.times.method == "euler" and strays(case, causal_map, model):
        model = replace(model, times=replace(model.times, method="rk4"))
    return planned(case, causal_map, model, measures, outputs)


def strays(case: Case, causal_map: CausalMap, model: Model) -> bool:
    """Whether, in any draw tried, Euler steps amplify a departure that the equations damp.

    The whole account is examined, not only the part that is asked for.
    """
    return astray_share(case, causal_map, model) > 0.0


def astray_share(case: Case, causal_map: CausalMap, model: Model) -> float:
    """The share of the draws tried in which Euler steps do so; a model file chooses its steps."""
    if not kind_of(case, causal_map.account).at_rest:
        return 0.0
    whole = _whole(case, causal_map, model)
    linear = linearise(whole, seed=TRIAL_SEED, draws=_tried(whole))
    return float(stability(linear, model.times.step, "euler").astray.mean())


def _whole(case: Case, causal_map: CausalMap, model: Model) -> Plan:
    return planned(case, causal_map, model, outputs=[item.factor.id for item in model.equations])


def _tried(whole: Plan) -> int:
    return TRIED if len(whole.program.continuous) <= LARGE else TRIED // 4


@dataclass(frozen=True)
class Reread:
    """An account under another reading of the words for strengths."""

    plan: Plan
    unstable_share: float
    """share of the draws tried in which the account runs away"""
    growing: tuple[Growth, ...]
    """what makes it do so, the most often first"""


def reread(plan: Plan, readings: Iterable[WordReading]) -> tuple[Reread, ...]:
    """A plan under other readings: only the strengths of its links differ, in the same draws.

    How it is integrated is tried for each reading, as `prepare` does.
    """
    wanted = tuple(readings)
    if not wanted:
        return ()
    whole = _whole(plan.case, plan.map, plan.model)
    found = []
    for reading in wanted:
        tables = tables_of(reading, plan.map, plan.model)
        linear = linearise(replace(whole, tables=tables), seed=TRIAL_SEED, draws=_tried(whole))
        stable = stability(linear, plan.program.step, plan.program.method)
        strays = plan.program.method == "euler" and bool(stable.astray.any())
        ready = _with_runge_kutta(plan) if strays else plan
        share = float(stable.grows.mean())
        found.append(Reread(replace(ready, tables=tables), share, stable.growing))
    return tuple(found)


def _with_runge_kutta(plan: Plan) -> Plan:
    model = replace(plan.model, times=replace(plan.model.times, method="rk4"))
    return replace(plan, model=model, program=replace(plan.program, method="rk4"))


def recompiled(plan: Plan, outputs: Iterable[str], *, own_rows: bool = False) -> Plan:
    """The same account with a program that gives these factors as outputs."""
    compiled = planned(plan.case, plan.map, plan.model, (), outputs, own_rows=own_rows)
    return replace(compiled, tables=plan.tables, given=plan.given)
