"""`Case.loops`."""

from pathlib import Path

import pytest

import contention as ct

CASE = Path(__file__).parent.parent / "cases" / "congestion-charge"


@pytest.fixture(scope="module")
def case() -> ct.Case:
    return ct.load(CASE)


def test_loops_of_chosen_factors_in_chosen_scenarios(case: ct.Case) -> None:
    found = case.loops("transport_office", ["turnover", "bus_speed"], "charge_only", draws=16)
    assert [(each.scenario, each.factor) for each in found] == [
        ("charge_only", "turnover"), ("charge_only", "bus_speed")
    ]  # fmt: skip
    assert len(found) == 2
    assert found["charge_only", "bus_speed"].driver == "bus_speed"
    assert found["charge_only", "turnover"].driver == "congestion"
    assert repr(found) == "<Loops of transport_office: 2 courses, 2 driven by loops>"
    assert "LOOPS behind Turnover of the shops" in str(found)
    with pytest.raises(KeyError, match="not among the loops asked for"):
        found["charge_only", "car_trips"]
    with pytest.raises(KeyError, match="bus_sped"):
        case.loops("transport_office", "bus_sped")


def test_the_table_has_a_row_for_every_loop_and_step(case: ct.Case) -> None:
    found = case.loops("policy_desk", "car_trips", "charge_only", draws=16)
    table = found.to_frame()
    each = found["charge_only", "car_trips"]
    assert len(table) == len(each.loops) * len(each.years)
    totals = table.groupby("time")["share"].sum()
    assert totals[totals > 0].to_numpy() == pytest.approx(1.0)
