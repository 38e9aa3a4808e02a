"""Diagnostics that are always reported for an account's model."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contention.case.factor_kinds import traits
from contention.case.model import SetAction
from contention.judge.columns import OFFSET, Columns, arrived
from contention.judge.happened import Happened
from contention.judge.unstable import loop_of
from contention.judge.verdict import Diagnostics, FailedDraw
from contention.maps.causal_map import CausalMap
from contention.maps.paths import reachable_from_each
from contention.models.builder import logit
from contention.models.model import InverseTime, LinkTime
from contention.models.program import Floats2d
from contention.models.states import StateRole
from contention.runs.account_kinds import kind_of
from contention.runs.jacobian import Linearised, linearise
from contention.runs.plan import Plan
from contention.runs.stability import stability

LINEAR_DRAWS, LARGE = 128, 300
"""draws for which eigenvalues and net effects are computed; fewer in an account of more states than
`LARGE`, as the work grows with the cube of their number"""
LEAST_LINEAR = 16
DETERMINATE = 0.95
JUMP = 0.01
"""share of a stock below which a jump at present is ignored"""
CAPPED = 1.5
"""distance from the reference, in units of Y, from which a lever counts as capped"""
EFFECT = 1e-7
"""share of the largest effect on a factor below which a net effect counts as zero"""
PUSHED = (StateRole.DEVIATION, StateRole.STOCK)
ANSWERED_BY_RATES = (StateRole.STOCK, StateRole.TOTAL, StateRole.HAZARD)


def diagnose(
    plan: Plan,
    account: str,
    happened: Happened,
    columns: Columns,
    failed: tuple[FailedDraw, ...],
    *,
    seed: int,
    draws: int,
) -> Diagnostics:
    """Diagnostics of one account from its main run and its Jacobians.

    An account that does not rest at its references has no Jacobian there.
    """
    if not kind_of(plan.case, account).at_rest:
        nothing = nothing_to_run(account)
        return replace(nothing, failed=failed, method=plan.program.method)
    count = min(draws, _linear_draws(len(plan.program.continuous)))
    linear = linearise(plan, seed=seed, draws=count)
    pairs = net_effects(linear)
    connected = _connected(plan.map, pairs)
    stable = stability(linear, plan.program.step, plan.program.method)
    raised = _raised(happened)
    offset = columns.column(OFFSET)
    return Diagnostics(
        account=account,
        unstable_share=float(stable.grows.mean()),
        bounded_share=happened.clamped / happened.draws,
        raised_time_constants=float(np.mean(list(raised.values()))) if raised else 0.0,
        quasi_static=_quasi_static(plan, raised),
        determinate_pairs=int((connected & pairs.determinate).sum()),
        connected_pairs=int(connected.sum()),
        offset_at_present=float(np.nanmedian(offset)) if np.isfinite(offset).any() else 0.0,
        draws=count,
        failed=failed,
        method=plan.program.method,
        astray_share=float(stable.astray.mean()),
        bounded=_bounded(happened),
        stock_jumps=_stock_jumps(plan, happened, columns),
        capped_levers=_capped_levers(plan),
        loop=loop_of(plan.map, float(stable.grows.mean()), stable.growing, plan.tables),
    )


def _linear_draws(states: int) -> int:
    if states <= LARGE:
        return LINEAR_DRAWS
    return max(LEAST_LINEAR, LINEAR_DRAWS * LARGE // states)


def _bounded(happened: Happened) -> tuple[tuple[str, float], ...]:
    ordered = sorted(happened.bounded.items(), key=lambda item: (-item[1], item[0]))
    return tuple((factor, number / happened.draws) for factor, number in ordered)


def _stock_jumps(
    plan: Plan, happened: Happened, columns: Columns
) -> tuple[tuple[str, float, float], ...]:
    """Stocks that history leaves by more than `JUMP` away from what they are set to."""
    found = []
    for item in plan.model.equations:
        if item.factor.id in happened.stocks:
            left = columns.column(arrived(item.factor.id))
            known = left[np.isfinite(left)]
            before = float(np.median(known)) if known.size else item.factor.baseline
            size = max(abs(before), abs(item.factor.baseline))
            if abs(before - item.factor.baseline) > JUMP * size:
                found.append((item.factor.id, before, item.factor.baseline))
    return tuple(found)


def _capped_levers(plan: Plan) -> tuple[str, ...]:
    """Factors set beyond the change that `g` passes on about half of."""
    used = {measure.scenario for measure in plan.measures}
    return tuple(
        sorted(
            {
                action.factor
                for scenario in used & set(plan.case.scenarios)
                for action in plan.case.scenarios[scenario].actions
                if isinstance(action, SetAction) and _capped(plan, action)
            }
        )
    )


def _capped(plan: Plan, action: SetAction) -> bool:
    factor = plan.case.factors[action.factor]
    if factor.id not in plan.map.factors or factor.switch:
        return False
    reach = CAPPED * plan.model.saturation
    if traits(factor).set_as == "share":
        return abs(logit(action.to) - logit(factor.baseline)) > reach
    if traits(factor).set_as != "multiple":
        return False
    return action.to < math.exp(-reach) or action.to > math.exp(reach)


def nothing_to_run(account: str) -> Diagnostics:
    """Diagnostics of an account that bears on no contention, so that nothing is run."""
    return Diagnostics(account, 0.0, 0.0, 0.0, (), 0, 0, 0.0, 0)


@dataclass(frozen=True)
class NetEffects:
    """In how many draws a lasting push on a factor raises or lowers another, by all paths."""

    causes: tuple[str, ...]
    effects: tuple[str, ...]
    raised: NDArray[np.int64]
    """shape (effects, causes)"""
    lowered: NDArray[np.int64]

    @property
    def determinate(self) -> NDArray[np.bool_]:
        """Where the effect has one sign in 95 % of the draws that have one at all."""
        there = self.raised + self.lowered
        most = np.maximum(self.raised, self.lowered)
        return (there > 0) & (most >= DETERMINATE * there)


def net_effects(linear: Linearised) -> NetEffects:
    """Solve the linear system at rest for a lasting push on each quantity, share and stock.

    Stocks and cumulative hazards respond in their rates; stocks are pushed at their current value.
    """
    roles = [name.role for name in linear.states]
    inner = np.array([role not in ANSWERED_BY_RATES for role in roles], dtype=np.bool_)
    pushed = [n for n, role in enumerate(roles) if role in PUSHED]
    answering = [n for n, role in enumerate(roles) if role in (*PUSHED, StateRole.TOTAL)]
    raised, lowered = np.zeros((2, len(answering), len(pushed)), dtype=np.int64)
    every = np.arange(len(linear.states))
    for draw in range(linear.draws):
        effects = _at_rest(linear.block(every, slice(draw, draw + 1))[0], inner, pushed)
        if effects is not None:
            answers = effects[answering]
            least = EFFECT * np.abs(answers).max(axis=1, keepdims=True, initial=0.0)
            raised += answers > least
            lowered += answers < -least
    causes, effects_of = (
        [linear.states[n].owner for n in chosen] for chosen in (pushed, answering)
    )
    return NetEffects(tuple(causes), tuple(effects_of), raised, lowered)


def _at_rest(
    jacobian: Floats2d, inner: NDArray[np.bool_], pushed: Sequence[int]
) -> Floats2d | None:
    """Response of every state (rates for stocks) to each push; None if there is no steady state."""
    push = np.zeros((len(inner), len(pushed)))
    for column, state in enumerate(pushed):
        if inner[state]:
            push[state, column] = 1.0
        else:
            push[:, column] = jacobian[:, state]
    if not np.isfinite(jacobian).all():
        return None
    moved = np.zeros_like(push)
    try:
        moved[inner] = -np.linalg.solve(jacobian[np.ix_(inner, inner)], push[inner])
    except np.linalg.LinAlgError:
        return None
    direct = np.where(inner[list(pushed)], 0.0, push)
    moved[~inner] = jacobian[np.ix_(~inner, inner)] @ moved[inner] + direct[~inner]
    return moved


def _connected(causal_map: CausalMap, found: NetEffects) -> NDArray[np.bool_]:
    """Pairs with a path that the Jacobian can see: not through events, which are off.

    Shape (effects, causes), as in `found`.
    """
    events = set(found.effects) - set(found.causes)
    still = replace(
        causal_map,
        links=tuple(link for link in causal_map.links if link.cause not in events),
        dependencies=tuple(e for e in causal_map.dependencies if e.cause not in events),
    )
    reached = reachable_from_each(still)
    place = {name: number for number, name in enumerate(causal_map.factors)}
    size = len(causal_map.factors)
    flags = [_flags(reached[name], size) for name in found.causes]
    table = np.array(flags, dtype=np.bool_).reshape(len(flags), size)
    connected = table[:, [place[name] for name in found.effects]].T
    same = np.array(found.effects)[:, None] == np.array(found.causes)[None, :]
    return np.asarray(connected & ~same, dtype=np.bool_)


def _flags(bits: int, size: int) -> NDArray[np.bool_]:
    """The lowest bits of a number, one flag each."""
    packed = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), dtype=np.uint8)
    return np.unpackbits(packed, bitorder="little", count=size).astype(np.bool_)


def _raised(happened: Happened) -> Mapping[str, float]:
    """Share of draws in which each time constant was raised to four steps."""
    total: dict[str, float] = {}
    for draws, raised in happened.raised:
        for key, part in raised.items():
            total[key] = total.get(key, 0.0) + part * draws / happened.draws
    return total


def _quasi_static(plan: Plan, raised: Mapping[str, float]) -> tuple[str, ...]:
    """Factors with a time constant whose median was raised."""
    owners = {
        item.key: item.factor
        for item in plan.parameters
        if isinstance(item, InverseTime | LinkTime)
    }
    return tuple(sorted({owners[key] for key, part in raised.items() if part > 0.5}))
