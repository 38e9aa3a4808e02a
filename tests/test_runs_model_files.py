"""Accounts that are model files: draws, scenarios and times, against numbers worked out by hand."""

from pathlib import Path

import numpy as np
import pytest

import contention as ct
from contention.case.model import Case
from contention.models.program import Floats1d
from contention.runs.plan import prepare
from contention.runs.run_inputs import numbers
from contention.runs.simulate import run_courses
from tests.model_cases import CONTENTIONS, DAYS, SCENARIOS, TANK, tank_case, water

DRAWS = 64


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return ct.load(tank_case(tmp_path)).value


def drawn(case: Case) -> tuple[Floats1d, Floats1d]:
    """Inflow and leak of the draws."""
    plan = prepare(case, "tank", outputs=["water"])
    keys = [parameter.key for parameter in plan.parameters]  # type: ignore[union-attr]
    assert keys == ["factor:inflow/range", "factor:leak/range"]
    inflow, leak = numbers(plan, seed=1, first=0, count=DRAWS).rows
    return inflow, leak


def courses(case: Case, scenario: str) -> dict[str, tuple[Floats1d, Floats1d]]:
    plan = prepare(case, "tank", outputs=["water"])
    course = run_courses(plan, [scenario], seed=1, draws=DRAWS, points=1000)[scenario]
    return {name: (course.times, values) for name, values in course.values.items()}


def test_draws_are_uniform_within_the_ranges(case: Case) -> None:
    inflow, leak = drawn(case)
    assert 0.0 <= inflow.min() < 1.0 < 18.0 < inflow.max() <= 20.0
    assert 0.05 <= leak.min() < 0.06 < 0.13 < leak.max() <= 0.15


def test_the_model_runs_as_it_is_in_every_draw(case: Case) -> None:
    inflow, leak = drawn(case)
    times, found = courses(case, "as_it_is")["water"]
    for at in (0.0, 10.0, DAYS):
        expected = water(inflow, leak, 50.0, at)
        assert found[times == at][0] == pytest.approx(expected, rel=1e-12)


def test_a_parameter_is_set_from_a_time_on(case: Case) -> None:
    inflow, leak = drawn(case)
    at_40 = water(inflow, leak, 50.0, 40.0)
    times, found = courses(case, "shut")["water"]
    expected = water(np.zeros(DRAWS), leak, at_40, 60.0)
    assert found[times == 40.0][0] == pytest.approx(at_40, rel=1e-12)
    assert found[times == DAYS][0] == pytest.approx(expected, rel=1e-9)


def test_a_gradual_change_begins_where_the_draw_has_it(case: Case) -> None:
    inflow, _ = drawn(case)
    times, found = courses(case, "slowly")["inflow"]
    assert found[times == 40.0][0] == pytest.approx(inflow)
    assert found[times == 45.0][0] == pytest.approx(inflow / 2)
    assert found[times == 50.0][0] == pytest.approx(np.zeros(DRAWS))


def test_a_stock_is_shocked_and_held(case: Case) -> None:
    inflow, leak = drawn(case)
    at_40 = water(inflow, leak, 50.0, 40.0)
    times, found = courses(case, "bucket")["water"]
    assert found[times == 40.0][0] == pytest.approx(at_40 + 30.0)
    assert found[times == DAYS][0] == pytest.approx(water(inflow, leak, at_40 + 30.0, 60.0))
    times, found = courses(case, "emptied")["water"]
    assert not found[(times >= 40.0) & (times < 60.0)].any()
    assert found[times == DAYS][0] == pytest.approx(water(inflow, leak, 0.0, 40.0))


def test_verdicts_have_the_shares_that_follow_from_the_ranges(tmp_path: Path) -> None:
    """At rest inflow / leak: above 100 in half of the draws, above 50 in three quarters."""
    found = ct.load(tank_case(tmp_path)).judge(draws=2048)
    shares = {each.contention: each.value.support for each in found.verdicts}
    assert shares["over"] == pytest.approx(0.5, abs=0.02)
    assert shares["rises"] == pytest.approx(0.75, abs=0.02)
    assert shares["shut_lowers"] == 1.0
    assert all(each.value.needs is None for each in found.verdicts)


def test_present_and_times_are_those_of_the_case(tmp_path: Path) -> None:
    folder = tank_case(tmp_path)
    file = folder / "case.yaml"
    text = file.read_text("utf-8").replace("present: 0 ", "present: 60 ").replace("0.5", "0.25")
    file.write_text(text, "utf-8")
    problems = ct.check(folder)
    assert any("lies outside what is run here (60 to 100)" in each.message for each in problems)
    scenarios = SCENARIOS.replace("at: 40", "at: present + 1 week").replace(
        "until: 60", "until: 99"
    )
    (folder / "scenarios.yaml").write_text(scenarios, "utf-8")
    case = ct.load(folder).value
    assert case.scenarios["shut"].actions[0].at == 67.0
    plan = prepare(case, "tank", outputs=["water"])
    inflow, leak = numbers(plan, seed=1, first=0, count=2).rows
    course = run_courses(plan, ["as_it_is"], seed=1, draws=2, points=1000)["as_it_is"]
    rest = inflow / leak
    expected = rest + (50.0 - rest) * (1.0 - leak * 0.25) ** 400
    assert course.values["water"][-1] == pytest.approx(expected, rel=1e-12)


def test_two_models_are_asked_the_same(tmp_path: Path) -> None:
    folder = tank_case(tmp_path)
    tight = TANK.replace("Water * leak", "Water * leak * 0.1").replace("half life", "other name")
    (folder / "models" / "tight.mdl").write_text(tight, "utf-8")
    with (folder / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("  tight: {title: A tight tank, model: models/tight.mdl}\n")
    more = "  - {id: half, title: Half, test: final(half_life @ as_it_is) > 7}\n"
    (folder / "contentions.yaml").write_text(CONTENTIONS + more, "utf-8")
    found = ct.load(folder).judge(draws=256)
    verdicts = {(each.contention, each.account): each.word for each in found.verdicts}
    assert verdicts["over", "tank"] == "undecided"
    assert verdicts["over", "tight"] == "supported"
    assert verdicts["half", "tight"] == "does not follow"


def test_random_functions_belong_to_the_draw(tmp_path: Path) -> None:
    noisy = TANK.replace("INTEG(inflow", "INTEG(inflow * RANDOM UNIFORM(0, 2, 7)")
    case = ct.load(tank_case(tmp_path, noisy)).value
    plan = prepare(case, "tank", outputs=["water"])
    whole = run_courses(plan, ["as_it_is"], seed=1, draws=8, points=200)["as_it_is"]
    one = run_courses(plan, ["as_it_is"], seed=1, draws=1, first=5, points=200)["as_it_is"]
    assert np.array_equal(whole.values["water"][:, 5], one.values["water"][:, 0])
    steps = np.diff(whole.values["water"][:, 0])
    assert len(set(np.round(steps, 9))) > 100
