"""The worked case through our engine and through scipy, where nothing fires or clamps."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from contention.case.load import load_case
from contention.case.model import Case
from contention.models.model import Occurrence
from contention.models.states import StateRole
from contention.models.time_grid import index_of
from contention.runs.engine import run_segment
from contention.runs.jacobian import reference_state
from contention.runs.plan import Plan, numbers, prepare
from tests.independent import Plain

WORKED = Path(__file__).parent.parent / "cases" / "war-against-war"
NEVER = 1e9


@pytest.fixture(scope="module")
def worked() -> Case:
    case, problems = load_case(WORKED)
    assert case is not None, "\n".join(map(str, problems))
    present = case.times.present
    return replace(case, times=replace(case.times, end=present + 1.0, step=0.01, method="rk4"))


def displaced(plan: Plan, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """Parameters of one draw without firing, and all quantities and shares away from rest."""
    rows = numbers(plan, seed=1, first=draw, count=1).rows
    for number, parameter in enumerate(plan.parameters):
        if isinstance(parameter, Occurrence):
            rows[number] = NEVER
    state = reference_state(plan.program, rows, plan.model.references)
    rng = np.random.default_rng(draw)
    for number, name in enumerate(plan.program.rows.states):
        if name.role is StateRole.DEVIATION:
            state[number] += rng.uniform(-0.3, 0.3)
    return rows, state


@pytest.mark.parametrize("account", ["authors", "arms_prolong", "hybrid_war"])
def test_the_worked_case_agrees_with_scipy(worked: Case, account: str) -> None:
    plan = prepare(worked, account, outputs=worked.factors)
    program, names = plan.program, list(map(str, plan.program.rows.states))
    rows, state = displaced(plan, draw=5)
    first, last = index_of(program, program.present), index_of(program, program.end)
    segment = run_segment(program, rows, plan.schedules["nothing_changes"], state, first, last)
    mine = dict(zip(names, segment.final[:, 0], strict=True))
    drawn = dict(zip(program.rows.parameters, rows[:, 0], strict=True))
    plain = Plain(plan.model, drawn)
    start = dict(zip(names, state[:, 0], strict=True))
    years = (last - first) * program.step
    theirs = plain.integrate({name: start[name] for name in plain.names}, years)
    for name, value in theirs.items():
        assert mine[name] == pytest.approx(value, rel=1e-6, abs=1e-6), name
