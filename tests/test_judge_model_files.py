"""What verdicts on a model file turn on: ranges, numbers, equations, and other choices.

At rest the tank holds inflow / leak, with inflow in 0 … 20 and leak in 0.05 … 0.15: above 100 if
inflow > 100 leak.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

import contention as ct
from contention.api.hinges import search
from contention.cli.main import main
from contention.judge.hinges.varied_verdict import Varied
from contention.judge.hinges.verdict_hinges import Carried
from tests.model_cases import SCENARIOS, TANK, tank_case

SLOWER = """  half: {title: Half the leak, actions: [{set: leak, to: 0.05, at: 40}]}
"""
MORE = """contentions:
  - {id: over, title: It ends above 100, test: final(water @ as_it_is) > 100}
  - {id: fuller, title: Fuller, test: "final(water @ half) > final(water @ as_it_is)"}
"""


def carried(folder: Path, contention: str) -> Carried:
    case = ct.load(folder)
    judgement = case.judge(draws=2048, hinge_draws=2048, contentions=contention)
    return search(judgement)["tank"]


def varied(found: Carried) -> dict[str, Varied]:
    return {item.variation.choice.id: item for item in found.variations.found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tank_case(tmp_path, scenarios=SCENARIOS + SLOWER, contentions=MORE)


def test_the_ends_of_ranges_have_the_shares_that_they_must(folder: Path) -> None:
    found = varied(carried(folder, "over"))
    reverse = {id_: item.share_with for id_, item in found.items()}
    assert reverse["factor:inflow/range/low"] == 1.0
    assert reverse["factor:inflow/range/high"] == 0.0
    assert reverse["factor:leak/range/low"] == pytest.approx(0.25, abs=0.02)
    assert reverse["factor:leak/range/high"] == pytest.approx(0.75, abs=0.02)
    assert found["factor:inflow/range/low"].turns
    assert not found["factor:leak/range/low"].turns
    # e ** -10 of what the tank held at first is left
    assert not found["factor:initial_water/constant/double"].matters


def test_a_held_equation_passes_nothing_on(folder: Path) -> None:
    """With a constant outflow of 50 leak the water rises by the rest of the inflow for 100 days."""
    found = varied(carried(folder, "over"))
    outflow = found["factor:outflow/equation/held"]
    # 50 + 100 (inflow - 50 leak) <= 100, that is inflow <= 0.5 + 50 leak
    assert outflow.share_with == pytest.approx((0.5 + 50 * 0.1) / 20, abs=0.02)
    assert "factor:water/equation/held" not in found
    fuller = varied(carried(folder, "fuller"))
    assert fuller["factor:outflow/equation/held"].verdict_with == "does not follow"
    assert "factor:half_life/equation/held" not in fuller


def test_levers_are_pulled_from_the_number_of_the_model(folder: Path) -> None:
    """Half of 0.1 → 0.05 is 0.075, which is less than the leak in three quarters of the draws."""
    found = varied(carried(folder, "fuller"))
    assert found["factor:leak/lever/half"].share_with == pytest.approx(0.75, abs=0.02)


def test_uncertain_parameters_share_the_variance(folder: Path) -> None:
    found = carried(folder, "over").uncertain
    shares = {item.quantity.subject: item.share for item in found.indices[0].found}
    assert shares["inflow"] > 0.5 > 0.2 > shares["leak"] > 0.0
    assert found.region is not None
    (condition,) = found.region.conditions
    assert condition.quantity.subject == "inflow"
    assert condition.high_value is not None
    assert 6.0 < condition.high_value < 14.0


def test_nothing_of_claims_is_tried(folder: Path) -> None:
    sets = carried(folder, "over").sets
    assert (sets.overturning, sets.runs) == ((), 0)
    asked = CliRunner().invoke(main, ["hinges", str(folder), "--contention", "over", "--shapley"])
    assert asked.exit_code == 2
    assert "--shapley: a model file has no claims" in asked.stderr


def test_robustness_tries_steps_and_ranges_and_names_what_does_not_apply(folder: Path) -> None:
    found = ct.load(folder).robustness(draws=256, contentions="over")
    choices = {choice.id for choice in found.value.choices}
    assert {"method_rk2", "method_rk4", "step_half", "range_half", "end_later"} <= choices
    assert not {"strength_half", "saturation_none", "hedged_25", "times_half"} & choices
    (row,) = found.value.rows
    shares = {cell.choice: cell.share for cell in row.cells}
    assert shares["range_half"] == pytest.approx(0.5, abs=0.05)
    assert found.value.refused == ()
    assert "Not tried, since a model file has none of it: readings and strengths" in found.text()


def test_numbers_that_functions_take_as_written_are_not_varied_in_silence(tmp_path: Path) -> None:
    """The order of a smoothing may be another whole number, but not an uncertain one."""
    model = TANK.replace("Water * leak", "SMOOTH N(Water * leak, 2, 0, order)")
    model = model.replace("leak = 0.1", "order = 3 ~~|\nleak = 0.1")
    folder = tank_case(tmp_path, model, SCENARIOS + SLOWER, MORE)
    file = folder / "factors.yaml"
    before, text = ct.load(folder).run("tank", "as_it_is", draws=16), file.read_text("utf-8")
    kind = 'title: "order"\n  kind: parameter'
    file.write_text(text.replace(kind, f"{kind}\n  constant: 1"), "utf-8")
    after = ct.load(folder).run("tank", "as_it_is", draws=16)
    courses = [each["as_it_is", "water"] for each in (before, after)]
    assert not (courses[0] == courses[1]).all()
    file.write_text(text.replace(kind, f"{kind}\n  range: [1, 6]"), "utf-8")
    assert any("the order of" in each.message for each in ct.check(folder))
