"""Jacobians from a few runs, and stability without all eigenvalues, against the direct way."""

import numpy as np
import pytest

from contention.case.model import Lognormal, Times
from contention.models.program import Floats3d, Method
from contention.models.states import StateName, StateRole
from contention.runs import stability as checked
from contention.runs.jacobian import Linearised, linearise, reference_state
from contention.runs.plan import numbers, prepare
from contention.runs.sparsity import pattern
from contention.runs.stability import stability
from tests.building import case_of, level, relation
from tests.random_models import random_case


def linear_of(matrices: Floats3d, integrators: tuple[int, ...] = ()) -> Linearised:
    """The Linearised of dense matrices, with the entries that any of them has."""
    rows, columns = np.nonzero((matrices != 0.0).any(axis=0))
    size = matrices.shape[1]
    idle = np.isin(np.arange(size), integrators)
    states = tuple(StateName(StateRole.DEVIATION, str(number)) for number in range(size))
    return Linearised(states, rows, columns, matrices[:, rows, columns], idle)


def random_matrices(size: int, draws: int, seed: int) -> Floats3d:
    """Matrices such as accounts give: a few causes a factor, some of them unstable."""
    rng = np.random.default_rng(seed)
    there = rng.random((size, size)) < 2.0 / size
    found = rng.normal(0.0, 0.8, (draws, size, size)) * there
    found[:, range(size), range(size)] = -1.0
    return found * rng.uniform(1.0, 40.0, (draws, size, 1))


@pytest.mark.parametrize("method", ["euler", "rk4"])
@pytest.mark.parametrize(("size", "seed"), [(5, 1), (30, 2), (120, 3), (200, 4)])
def test_stability_is_that_of_all_eigenvalues(size: int, seed: int, method: Method) -> None:
    matrices, step = random_matrices(size, 30, seed), 0.04
    found = stability(linear_of(matrices), step, method)
    values = np.linalg.eigvals(matrices)
    z = step * values
    factor = 1 + z if method == "euler" else 1 + z + z**2 / 2 + z**3 / 6 + z**4 / 24
    grows = values.real.max(axis=1) > 1e-6
    np.testing.assert_array_equal(found.grows, grows)
    magnified = np.abs(factor).max(axis=1) > 1 + step * 1e-6
    np.testing.assert_array_equal(found.astray, magnified & ~grows)


def test_large_loops_are_judged_like_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    matrices = random_matrices(70, 40, 5)
    small = stability(linear_of(matrices), 0.04, "euler")
    monkeypatch.setattr(checked, "DENSE", 2)
    large = stability(linear_of(matrices), 0.04, "euler")
    assert 0 < small.grows.sum() < 40
    assert small.astray.sum() > 0
    np.testing.assert_array_equal(large.grows, small.grows)
    np.testing.assert_array_equal(large.astray, small.astray)


def test_a_loop_that_turns_faster_than_the_step_goes_astray_with_euler_only() -> None:
    """Eigenvalues -5 ± 24.5 i: |1 + 0.05 λ| = 1.44; the same of order 4 is 0.81."""
    turning = np.array([[[-5.0, -40.0], [15.0, -5.0]]])
    assert stability(linear_of(turning), 0.05, "euler").astray.tolist() == [True]
    assert stability(linear_of(turning), 0.05, "rk4").astray.tolist() == [False]
    assert stability(linear_of(turning), 0.01, "euler").astray.tolist() == [False]


def test_what_grows_by_itself_is_not_blamed_on_the_steps() -> None:
    growing = np.array([[[1.0]], [[-1.0]], [[np.nan]]])
    found = stability(linear_of(growing), 0.05, "euler")
    assert found.grows.tolist() == [True, False, False]
    assert found.astray.tolist() == [False, False, False]


def test_pure_integrators_are_left_out() -> None:
    integrating = np.array([[[-1.0, 0.0], [1.0, 2.0]]])
    assert not stability(linear_of(integrating, (1,)), 0.05, "euler").grows[0]


@pytest.mark.parametrize("seed", range(6))
def test_a_jacobian_of_few_runs_is_that_of_one_run_a_state(seed: int) -> None:
    plan = prepare(random_case(seed, 0.05), "account", outputs=[f"f{n}" for n in range(3)])
    linear = linearise(plan, seed=1, draws=2)
    full = linear.block(np.arange(len(linear.states)))
    rows = numbers(plan, seed=1, first=0, count=2).rows
    state = reference_state(plan.program, rows, plan.model.references)
    from contention.runs.jacobian import NUDGE, _rates

    first = plan.program.rows.first_state
    for column, row in enumerate(plan.program.continuous[:, 0] - first):
        size = NUDGE * np.maximum(1.0, np.abs(state[row]))
        upper, lower = state.copy(), state.copy()
        upper[row] += size
        lower[row] -= size
        expected = (_rates(plan, rows, upper) - _rates(plan, rows, lower)) / (2 * size)
        np.testing.assert_array_equal(full[:, :, column], expected.T)


def test_a_jacobian_of_a_chain_by_hand() -> None:
    """τ dy/dt = -y + e z: a row has -1/τ on the diagonal and e/τ beside it."""
    case = case_of(
        [level("a"), level("b", adjustment=Lognormal(2.0)), level("c")],
        [relation("a", "b", size=0.4), relation("b", "c", "-", size=0.7)],
        times=Times(2020.0, 2022.0, 2026.0, 0.05),
    )
    plan = prepare(case, "account", outputs=["c"])
    linear = linearise(plan, seed=1, draws=1)
    place = [linear.states.index(StateName(StateRole.DEVIATION, name)) for name in "abc"]
    found = linear.block(np.array(place))[0]
    expected = [[-2.0, 0.0, 0.0], [0.2, -0.5, 0.0], [0.0, -1.4, -2.0]]
    np.testing.assert_allclose(found, expected, atol=1e-8)
    assert len(pattern(plan.program).groups) == 2
