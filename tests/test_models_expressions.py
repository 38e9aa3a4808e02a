"""Expressions compiled into rows, against their meaning in XMILE."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from contention.case.model import Factor, Times
from contention.models.time_grid import grid
from contention.runs.plan import prepare
from contention.runs.simulate import run_courses
from tests.building import case_of, level, relation

STEP = 0.05


def course(equation: str, times: Times | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Times and values of an equation over the whole run; `a` rests at 2."""
    factors = [
        level("a", baseline=2.0),
        Factor("e", "e", kind="equation", equation=equation),
        level("b"),
    ]
    case = case_of(factors, [relation("e", "b"), relation("a", "b")], times=times)
    plan = prepare(case, "account")
    result = run_courses(plan, ["rest"], seed=1, draws=1, points=10_000)["rest"]
    return result.times, result.values["e"][:, 0]


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("a * 3 - 1 / 2", 5.5),
        ("a ^ 3", 8.0),
        ("-a + 5", 3.0),
        ("min(a, 1) + max(a, 7)", 8.0),
        ("exp(ln(a)) + log10(1000) + abs(-3) + sqrt(16)", 12.0),
        ("if a > 1 and not (a >= 3) then 10 else 20", 10.0),
        ("if a <> 2 or a < 2 then 10 else 20", 20.0),
        ("int(2.7) - int(-1.5)", 4.0),
        ("sin(pi / 2) + cos(0)", 2.0),
        ("lookup(a, 0, 10, 1, 20, 3, 40)", 30.0),
        ("lookup(a * 100, 0, 10, 1, 20)", 20.0),
        ("dt * 100", 5.0),
        ("smth1(a, 1)", 2.0),
        ("delay3(a, 1)", 2.0),
        ("delay(a, 1)", 2.0),
    ],
)
def test_values_at_rest(equation: str, expected: float) -> None:
    _, values = course(equation)
    assert values == pytest.approx(expected, rel=1e-12)


def test_step_ramp_and_pulse_follow_the_clock() -> None:
    times, values = course("1 + step(4, 2023)")
    assert values == pytest.approx(np.where(times > 2023 - STEP / 2, 5.0, 1.0))
    times, values = course("1 + ramp(2, 2023, 2024)")
    assert values == pytest.approx(1 + 2 * np.clip(times - 2023, 0, 1), abs=1e-9)
    times, values = course("1 + pulse(3, 2021, 1)")
    on = np.isclose((times - 2021) % 1, 0, atol=1e-6) | np.isclose((times - 2021) % 1, 1, atol=1e-6)
    assert values == pytest.approx(np.where(on & (times > 2020.9), 1 + 3 / STEP, 1.0))


def test_smoothing_follows_a_step_exponentially() -> None:
    times, values = course("smth1(1 + step(1, 2022), 1)")
    steps = np.round((times - 2022) / STEP)
    expected = np.where(times > 2022, 2 - (1 - STEP) ** steps, 1.0)
    assert values == pytest.approx(expected, abs=1e-9)


def test_a_fixed_delay_shifts() -> None:
    times, values = course("delay(1 + step(1, 2022), 0.5)")
    assert values == pytest.approx(np.where(times > 2022.5 - STEP / 2, 2.0, 1.0))


def test_material_delay_conserves() -> None:
    _, values = course("delay1(1 + pulse(1, 2022), 1)")
    assert np.sum((values - 1) * STEP) == pytest.approx(1 - math.exp(-4), abs=0.02)


def test_grid_covers_start_to_end() -> None:
    case = case_of([level("a"), level("b")], [relation("a", "b")], times=Times(0, 1, 2, 0.1))
    points = grid(prepare(case, "account", outputs=["b"]).program)
    assert len(points) == 21
    assert points[-1] == pytest.approx(2.0)


STEPS = [0.05, 0.01, 0.1, 1.0 / 3.0, 1.0 / 12.0, 0.025]


def clock(step: float, method: str = "euler") -> Times:
    return Times(2020.0, 2022.0, 2031.0, step, method)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["euler", "rk4"])
@pytest.mark.parametrize("step", STEPS)
def test_grid_points_are_counted_exactly(step: float, method: str) -> None:
    _, values = course("1 + int((time - 2020) / dt)", clock(step, method))
    assert values.tolist() == [1.0 + n for n in range(len(values))]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("(time - 2020) / dt >= {n}", lambda grid, n: grid >= n),
        ("time - {n} * dt > 2020", lambda grid, n: grid > n),
        ("time < 2020 + {n} * dt", lambda grid, n: grid < n),
        ("2020 + {n} * dt >= time", lambda grid, n: grid <= n),
        ("time - 2020 = {n} * dt", lambda grid, n: grid == n),
        ("(time - 2020) / dt <> {n}", lambda grid, n: grid != n),
    ],
)
def test_comparisons_of_times_on_the_grid_are_exact(
    step: float, comparison: str, expected: Callable[[np.ndarray, int], np.ndarray]
) -> None:
    for n in (1, 7, 13, 22):
        _, values = course(f"if {comparison.format(n=n)} then 2 else 1", clock(step))
        assert (values == 2.0).tolist() == expected(np.arange(len(values)), n).tolist()


def test_a_time_that_another_equation_gives_is_exact_too() -> None:
    factors = [
        Factor("years", "y", kind="equation", equation="time - 2019"),
        Factor("e", "e", kind="equation", equation="1 + int((years - 1) / dt)"),
        level("b"),
    ]
    case = case_of(factors, [relation("e", "b")], times=clock(0.05))
    result = run_courses(prepare(case, "account"), ["rest"], seed=1, draws=1, points=10_000)
    values = result["rest"].values["e"][:, 0]
    assert values.tolist() == [1.0 + n for n in range(len(values))]


@pytest.mark.parametrize("step", [0.05, 0.1])
def test_runge_kutta_sees_no_jump_before_it_comes(step: float) -> None:
    """A delay of a step is at rest up to the step, and exact after it."""
    for jump in ("step(1, 2023)", "(if time >= 2023 then 1 else 0)"):
        times, values = course(f"delay1(1 + {jump}, 1)", clock(step, "rk4"))
        before = times <= 2023 + 1e-6
        assert values[before].tolist() == [1.0] * int(before.sum())
        exact = 2.0 - np.exp(-(times[~before] - 2023))
        assert values[~before] == pytest.approx(exact, abs=step**4)
        _, rough = course(f"delay1(1 + {jump}, 1)", clock(step))
        assert np.abs(values[~before] - exact).max() < np.abs(rough[~before] - exact).max() / 50


def test_a_pulse_in_runge_kutta_steps_holds_what_it_says() -> None:
    times, values = course("delay1(1 + pulse(3, 2023), 1)", clock(0.05, "rk4"))
    left = values[times > 2023.03] - 1.0
    assert left[0] == pytest.approx(3.0, rel=0.03)
    assert left == pytest.approx(left[0] * np.exp(-0.05 * np.arange(len(left))), rel=1e-5)
