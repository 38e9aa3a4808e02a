"""Expressions compiled into rows, against their meaning in XMILE."""

import math

import numpy as np
import pytest

from contention.case.values import Factor, Times
from contention.models.schedule import grid
from contention.runs.plan import prepare
from contention.runs.simulate import run_courses
from tests.building import case_of, level, relation

STEP = 0.05


def course(equation: str) -> tuple[np.ndarray, np.ndarray]:
    """Times and values of an equation over the whole run; `a` rests at 2."""
    factors = [
        level("a", baseline=2.0),
        Factor("e", "e", kind="equation", equation=equation),
        level("b"),
    ]
    case = case_of(factors, [relation("e", "b"), relation("a", "b")])
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
