"""Our engine beside `scipy.integrate.solve_ivp` on the same equations, written twice."""

from dataclasses import replace

import numpy as np
import pytest

from contention.models.model import Occurrence
from contention.models.states import StateRole
from contention.models.time_grid import index_of
from contention.runs.engine import run_segment
from contention.runs.jacobian import reference_state
from contention.runs.plan import Plan, numbers, prepare
from tests.independent import Plain
from tests.random_models import YEARS, random_case

NEVER = 1e9


def drawn_rows(plan: Plan) -> np.ndarray:
    """The parameter rows of one draw in which no event fires."""
    rows = numbers(plan, seed=3, first=0, count=1).rows
    for number, parameter in enumerate(plan.parameters):
        if isinstance(parameter, Occurrence):
            rows[number] = NEVER
    return rows


def both(
    seed: int, step: float, most: float = 4.0, more: int = 0
) -> tuple[dict[str, float], dict[str, float]]:
    """Final states by our engine and by scipy, from the same displaced start."""
    case = replace(random_case(seed, step, more), saturation=most)
    plan = prepare(case, "account", outputs=case.factors)
    rows, program = drawn_rows(plan), plan.program
    state = reference_state(program, rows, plan.model.references)
    rng = np.random.default_rng(seed)
    for number, name in enumerate(program.rows.states):
        if name.role is StateRole.DEVIATION:
            state[number] += rng.uniform(-0.6, 0.6)
    present, last = index_of(program, program.present), index_of(program, program.end)
    segment = run_segment(program, rows, plan.schedules["rest"], state, present, last)
    assert not segment.clamped.any()
    names = list(map(str, program.rows.states))
    mine = dict(zip(names, segment.final[:, 0], strict=True))
    plain = Plain(plan.model, dict(zip(program.rows.parameters, rows[:, 0], strict=True)))
    start = dict(zip(names, state[:, 0], strict=True))
    theirs = plain.integrate({name: start.get(name, 0.0) for name in plain.names}, YEARS)
    return {name: mine[name] for name in plain.names}, theirs


def gap(seed: int, step: float, most: float = 4.0, more: int = 0) -> float:
    """Largest relative difference of any state (relative to 1 below 1)."""
    mine, theirs = both(seed, step, most, more)
    return max(abs(mine[name] - theirs[name]) / max(1.0, abs(theirs[name])) for name in theirs)


@pytest.mark.parametrize("seed", range(10))
def test_random_models_agree_with_scipy(seed: int) -> None:
    assert gap(seed, 0.01) < 1e-6


@pytest.mark.parametrize("most", [1.3, 20.0])
def test_random_models_that_saturate_elsewhere_agree_with_scipy(most: float) -> None:
    assert gap(3, 0.01, most) < 1e-6


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("most", [4.0, 1.5])
def test_several_claims_on_one_pair_agree_with_scipy(seed: int, most: float) -> None:
    """Which of two conditions does more may change within a step, which costs accuracy."""
    assert gap(seed, 0.005, most, more=6) < 2e-5


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 200))
def test_more_random_models_agree_with_scipy(seed: int) -> None:
    assert gap(seed, 0.01) < 1e-6


def test_runge_kutta_is_of_order_four() -> None:
    coarse, fine = (np.mean([gap(seed, step) for seed in range(6)]) for step in (0.05, 0.025))
    assert 3.5 < np.log2(coarse / fine) < 4.8
