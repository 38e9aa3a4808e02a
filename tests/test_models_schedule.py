"""Rows that drive a run, by hand: the first and the last grid point of everything dated."""

import math
from collections.abc import Mapping

import pytest

from contention.case.model import (
    Action,
    DatedEvent,
    Factor,
    InputShape,
    Lognormal,
    Rate,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
    Times,
)
from contention.models.dynamics import CERTAIN
from contention.models.program import Program, Schedule
from contention.models.schedule import HISTORY
from contention.models.time_grid import grid, index_of
from contention.runs.plan import Plan, prepare
from tests.building import case_of, level, relation

TIMES = Times(2020.0, 2022.0, 2026.0, 0.5)  # grid points 0 to 12, present at 4
FLAT = InputShape("constant", value=4.0)
NAN = math.nan


def planned(*actions: Action) -> Plan:
    """Everything that a scenario `s` can act on, each with an effect on `out`."""
    factors = [
        Factor("flat", "", "input", baseline=4.0, shape=FLAT),
        Factor("dated", "", "input",
               shape=InputShape("events", events=(DatedEvent(2021.0, 2021.5),))),
        level("level"), Factor("share", "", "share", baseline=0.5),
        Factor("stock", "", "stock", baseline=10.0, inflow=Rate(Lognormal(1.0))),
        Factor("event", "", "event", hazard=Rate(Lognormal(0.2)), duration=1.0,
               occurred=(DatedEvent(2019.0, 2020.5), DatedEvent(2021.0, 2022.0))),
        level("out"),
    ]  # fmt: skip
    said = [relation(item.id, "out", transient=None) for item in factors[:-1]]
    said.append(relation("dated", "out", transient=Lognormal(1.0)))
    said.append(relation("level", "out", "+", 0.9))
    case = case_of(factors, said, scenarios=[Scenario("s", "s", actions)], times=TIMES)
    return prepare(case, "account", outputs=[item.id for item in factors])


def inputs(plan: Plan, scenario: str = "s") -> Mapping[str, list[float]]:
    rows = plan.schedules[scenario].inputs
    return {str(name): rows[n].tolist() for n, name in enumerate(plan.program.rows.inputs)}


def held(plan: Plan) -> Mapping[str, list[float]]:
    rows = plan.program.rows
    return {
        str(rows.states[hold.state - rows.first_state]): hold.values.tolist()
        for hold in plan.schedules["s"].holds
    }


def jumps(program: Program, schedule: Schedule) -> list[tuple[str, int, float, float]]:
    rows = program.rows
    return [
        (str(rows.states[each.state - rows.first_state]), each.index, each.factor, each.add)
        for each in schedule.jumps
    ]


def added(plan: Plan) -> list[tuple[str, int, float, float]]:
    """The jumps that a scenario adds to those of history."""
    past = len(plan.schedules[HISTORY].jumps)
    return jumps(plan.program, plan.schedules["s"])[past:]


def test_the_grid_has_both_ends_and_a_date_falls_on_its_nearest_point() -> None:
    program = planned().program
    assert grid(program).tolist() == [2020.0 + 0.5 * n for n in range(13)]
    dates = (2019.0, 2020.2, 2020.3, 2025.7, 2025.8, 2030.0)
    assert [index_of(program, date) for date in dates] == [0, 0, 1, 11, 12, 12]


def test_history_has_its_dated_events_and_no_hazards() -> None:
    plan = planned()
    past = inputs(plan, HISTORY)
    assert past["value:flat"] == [4.0] * 13
    assert past["z:flat"] == [0.0] * 13
    assert set(past["hazards"]) == {0.0}
    assert inputs(plan)["hazards"] == [1.0] * 13
    found = jumps(plan.program, plan.schedules[HISTORY])
    assert [item for item in found if item[0].partition(":")[2] == "event"] == [
        ("on:event", 0, 0.0, 1.0), ("remaining:event", 0, 0.0, 0.5),
        ("on:event", 2, 0.0, 1.0), ("remaining:event", 2, 0.0, 1.0),
    ]  # fmt: skip


def test_what_lies_outside_the_run_makes_no_jump() -> None:
    spans = (DatedEvent(2018.0, 2020.0), DatedEvent(2026.5, None), DatedEvent(2026.0, None))
    factors = [Factor("e", "", "event", hazard=Rate(Lognormal(0.2)), occurred=spans), level("out")]
    case = case_of(factors, [relation("e", "out", transient=Lognormal(1.0))], times=TIMES)
    plan = prepare(case, "account", outputs=["out", "e"])
    found = jumps(plan.program, plan.schedules[HISTORY])
    assert ("on:e", 12, 0.0, 1.0) in found
    assert {index for _, index, _, _ in found} == {12}
    assert sum(name.startswith("fade:") for name, *_ in found) == 1


def test_an_input_is_driven_from_its_date_until_its_end() -> None:
    plan = planned(SetAction("flat", 2.0, at=2023.0, until=2024.0))
    found = inputs(plan)
    assert found["value:flat"] == [4.0] * 6 + [8.0] * 2 + [4.0] * 5
    assert found["z:flat"] == pytest.approx([0.0] * 6 + [math.log(2.0)] * 2 + [0.0] * 5)
    assert inputs(plan, HISTORY)["value:flat"] == [4.0] * 13


def test_a_ramp_starts_at_the_reference_and_ends_at_the_target() -> None:
    found = inputs(planned(SetAction("flat", 3.0, at=2022.0, over=2.0)))
    assert found["value:flat"] == pytest.approx([4.0] * 5 + [6.0, 8.0, 10.0] + [12.0] * 5)


def test_shocks_on_an_input_are_there_at_their_dates_and_stay() -> None:
    later = ShockAction("flat", at=2024.0, add=3.0)
    found = inputs(planned(later, ShockAction("flat", at=2023.0, times=2.0)))
    assert found["value:flat"] == [4.0] * 6 + [8.0] * 2 + [11.0] * 5
    none = inputs(planned(SetAction("flat", 1e-9, at=2022.0)))
    assert none["z:flat"][4:] == pytest.approx([math.log(1e-3)] * 9)


def test_a_dated_input_leaves_its_trace_only_where_it_begins() -> None:
    plan = planned(SetAction("dated", 1.0, at=2023.0, until=2024.0))
    assert inputs(plan)["z:dated"] == [0, 0, 1, *[0] * 3, 1, 1, *[0] * 5]
    fades = [item for item in added(plan) if item[0].startswith("fade:")]
    assert [item[1:] for item in fades] == [(6, 0.0, 1.0)]
    past = jumps(plan.program, plan.schedules[HISTORY])
    assert [item[1:] for item in past if item[0].startswith("fade:")] == [(2, 0.0, 1.0)]
    off = planned(SetAction("dated", 0.0, at=2023.0))
    assert added(off) == []
    again = planned(SetAction("dated", 1.0, at=2023.0), SetAction("dated", 1.0, at=2024.0))
    assert len([item for item in added(again) if item[0].startswith("fade:")]) == 1
    prolonged = planned(SetAction("dated", 1.0, at=2021.5, until=2023.0))
    assert inputs(prolonged)["z:dated"] == [0, 0, 1, 1, 1, 1, *[0] * 7]
    assert added(prolonged) == []


def test_states_are_held_as_far_from_their_reference_as_the_action_says() -> None:
    def only(action: SetAction) -> tuple[str, list[float]]:
        ((name, values),) = held(planned(action)).items()
        return name, values

    free, span = [NAN] * 6, {"at": 2023.0, "until": 2024.0}
    ends = [NAN] * 5
    name, values = only(SetAction("level", 3.0, **span))  # type: ignore[arg-type]
    assert name == "y:level"
    assert values == pytest.approx([*free, math.log(3.0), math.log(3.0), *ends], nan_ok=True)
    name, values = only(SetAction("share", 0.8, **span))  # type: ignore[arg-type]
    assert name == "y:share"
    assert values == pytest.approx([*free, math.log(4.0), math.log(4.0), *ends], nan_ok=True)
    name, values = only(SetAction("stock", 7.0, **span))  # type: ignore[arg-type]
    assert name == "x:stock"
    assert values == pytest.approx([*free, 7.0, 7.0, *ends], nan_ok=True)
    _, values = only(SetAction("level", 1e-9, **span))  # type: ignore[arg-type]
    assert values[6] == pytest.approx(math.log(1e-3))
    _, values = only(SetAction("level", math.exp(2.0), at=2022.0, over=1.0))
    assert values == pytest.approx([NAN] * 4 + [0.0, 1.0] + [2.0] * 7, nan_ok=True)
    _, values = only(SetAction("share", 0.8, at=2022.0, over=1.0))
    steps = [0.0, math.log(4.0) / 2.0] + [math.log(4.0)] * 7
    assert values == pytest.approx([NAN] * 4 + steps, nan_ok=True)
    _, values = only(SetAction("stock", 20.0, at=2022.0, over=1.0))
    assert values == pytest.approx([NAN] * 4 + [10.0, 15.0] + [20.0] * 7, nan_ok=True)


def test_an_event_held_on_has_happened_and_held_off_cannot() -> None:
    on = planned(SetAction("event", 1.0, at=2023.0, until=2024.0))
    found = held(on)
    free, ends = [NAN] * 6, [NAN] * 5
    assert found["on:event"] == pytest.approx([*free, 1, 1, *ends], nan_ok=True)
    assert found["total:event"] == pytest.approx([*free, CERTAIN, CERTAIN, *ends], nan_ok=True)
    off = planned(SetAction("event", 0.0, at=2023.0, until=2024.0))
    assert held(off)["on:event"] == pytest.approx([*free, 0, 0, *ends], nan_ok=True)
    assert "total:event" not in held(off)
    assert inputs(off)["barred:event"] == [0.0] * 6 + [1.0] * 2 + [0.0] * 5


def test_shocks_jump_at_their_dates_by_what_they_say() -> None:
    plan = planned(
        ShockAction("level", at=2023.0, times=2.0), ShockAction("share", at=2023.5, add=0.3),
        ShockAction("stock", at=2024.0, add=-3.0), ShockAction("level", at=2024.5, times=1e-9),
        ShockAction("share", at=2025.0, add=0.7),
    )  # fmt: skip
    found = added(plan)
    assert [item[:3] for item in found] == [
        ("y:level", 6, 1.0), ("y:share", 7, 1.0), ("x:stock", 8, 1.0), ("y:level", 9, 1.0),
        ("y:share", 10, 1.0),
    ]  # fmt: skip
    steps = [math.log(2.0), math.log(4.0), -3.0, math.log(1e-3), math.log(999.0)]
    assert [item[3] for item in found] == pytest.approx(steps)


def test_removed_claims_are_masked_from_their_dates_in_stages() -> None:
    both = planned(RemoveAction("c2", at=2023.0), RemoveAction("c7", at=2025.0))
    masks = {name: row for name, row in inputs(both).items() if any(row) and "c2" in name}
    assert sorted(masks.values()) == [[0.0] * 10 + [1.0] * 3, [0.0] * 6 + [1.0] * 4 + [0.0] * 3]
