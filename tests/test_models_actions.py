"""What scenarios and knock-outs do to a running system (design, section 5)."""

import math

import pytest

from contention.case.model import (
    DatedEvent,
    Factor,
    InputShape,
    Lognormal,
    Relation,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
    Times,
)
from contention.runs.results import Course
from tests.building import case_of, level, relation
from tests.small_runs import TIMES, at, event, hold, run, saturated


def test_a_set_factor_no_longer_listens_until_it_is_let_go() -> None:
    case = case_of(
        [level("a"), level("b")], [relation("a", "b", "+", 1.0)],
        scenarios=[
            Scenario("s", "s", (
                SetAction("a", 2.0, 2022.0), SetAction("b", 0.5, 2023.0, until=2025.0),
            ))
        ],
        times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    assert at(course, "b", 2024.0) == pytest.approx(0.5)
    assert at(course, "b", 2029.0) == pytest.approx(math.exp(saturated(math.log(2))), rel=1e-2)


def test_a_set_ramps() -> None:
    case = case_of(
        [level("a"), level("b")], [relation("a", "b")], scenarios=[hold("a", 4.0, over=2.0)],
        times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    assert at(course, "a", 2023.0) == pytest.approx(2.0, rel=1e-2)
    assert at(course, "a", 2025.0) == pytest.approx(4.0)


def test_a_shock_dies_away() -> None:
    shock = Scenario("s", "s", (ShockAction("b", 2023.0, times=0.5),))
    case = case_of([level("a"), level("b")], [relation("a", "b")], scenarios=[shock], times=TIMES)
    course = run(case, "s")
    assert at(course, "b", 2023.0) == pytest.approx(0.5, rel=0.05)
    assert at(course, "b", 2030.0) == pytest.approx(1.0, abs=1e-3)


def test_a_removed_claim_acts_no_longer() -> None:
    scenarios = [
        hold("a", 2.0),
        Scenario("r", "r", (SetAction("a", 2.0, 2022.0), RemoveAction("c0", 2025.0))),
    ]
    case = case_of([level("a"), level("b")], [relation("a", "b")], scenarios=scenarios, times=TIMES)
    kept, removed = run(case, "s"), run(case, "r")
    assert at(removed, "b", 2024.9) == pytest.approx(at(kept, "b", 2024.9))
    assert at(removed, "b", 2030.0) == pytest.approx(1.0, abs=1e-3)


def test_knocking_a_claim_out_takes_its_link_away() -> None:
    case = case_of(
        [level("a"), level("b")], [relation("a", "b", "+", 0.5)], scenarios=[hold("a", 2.0)],
        times=TIMES,
    )  # fmt: skip
    assert at(run(case, "s", without={"c0"}), "b", 2030.0) == pytest.approx(1.0)


def test_two_claims_of_one_link_do_not_count_twice() -> None:
    once = case_of([level("a"), level("b")], [relation("a", "b")], scenarios=[hold("a", 2.0)])
    twice = case_of(
        [level("a"), level("b")], [relation("a", "b"), relation("a", "b")],
        scenarios=[hold("a", 2.0)],
    )  # fmt: skip
    assert run(once, "s").values["b"] == pytest.approx(run(twice, "s").values["b"])
    without = run(twice, "s", without={"c0"}).values["b"]
    assert without == pytest.approx(run(once, "s").values["b"])


def test_an_equation_can_be_set() -> None:
    total = Factor("e", "e", kind="equation", equation="a + b")
    case = case_of(
        [level("a"), level("b"), total, level("c")], [relation("a", "b"), relation("e", "c")],
        scenarios=[hold("e", 8.0, until=2024.0)], times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    assert at(course, "e", 2023.0) == pytest.approx(8.0)
    assert at(course, "e", 2025.0) == pytest.approx(2.0)
    assert at(course, "c", 2023.9) > 1.1


def test_a_second_set_of_an_input_leaves_the_first_alone() -> None:
    given = Factor("a", "a", kind="input", shape=InputShape("constant", 1.0))
    acts = (SetAction("a", 0.2, 2026.0), SetAction("a", 0.5, 2022.0, until=2026.0))
    case = case_of(
        [given, level("b")], [relation("a", "b")], scenarios=[Scenario("s", "s", acts)],
        times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    assert at(course, "a", 2025.0) == pytest.approx(0.5)
    assert at(course, "a", 2029.0) == pytest.approx(0.2)


def test_claims_removed_at_two_dates_go_one_after_the_other() -> None:
    acts = (SetAction("a", 2.0, 2022.0), RemoveAction("c0", 2024.0), RemoveAction("c1", 2027.0))
    relations = [
        relation("a", "b", "+", 1.0, credibility=1.0),
        relation("a", "b", "+", 0.2, credibility=0.99999),
    ]
    case = case_of(
        [level("a"), level("b")], relations, scenarios=[Scenario("s", "s", acts)], times=TIMES
    )
    course = run(case, "s")
    assert at(course, "b", 2023.9) == pytest.approx(math.exp(saturated(math.log(2))), rel=0.05)
    assert at(course, "b", 2026.9) == pytest.approx(
        math.exp(0.2 * saturated(math.log(2))), rel=0.01
    )
    assert at(course, "b", 2029.9) == pytest.approx(1.0, abs=0.01)


def test_holding_an_event_off_does_not_undo_the_past() -> None:
    case = case_of(
        [event(rate=0.5), level("b")], [relation("e", "b")],
        scenarios=[hold("e", 0.0, at=2024.0)], times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    assert at(course, "e", 2024.0) == pytest.approx(1 - math.exp(-1.0), rel=1e-3)
    assert at(course, "e", 2029.0) == pytest.approx(1 - math.exp(-1.0), rel=1e-3)


def test_setting_on_what_is_on_changes_nothing() -> None:
    old = Factor("e", "e", kind="event", occurred=(DatedEvent(2015.0, None),))
    shape = InputShape("events", events=(DatedEvent(2015.0, None),))
    for factor in (old, Factor("e", "e", kind="input", shape=shape)):
        case = case_of(
            [factor, level("b"), level("c")],
            [relation("e", "b", "+", 1.0), relation("e", "c", "+", 1.0, transient=Lognormal(1.0))],
            scenarios=[hold("e", 1.0, until=2025.0)], times=TIMES,
        )  # fmt: skip
        course = run(case, "s")
        assert course.values["b"] == pytest.approx(1.0)
        assert course.values["c"] == pytest.approx(1.0)


def test_without_one_of_two_claims_its_delay_is_gone_with_it() -> None:
    slow, quick = relation("a", "b", delay=Lognormal(4.0)), relation("a", "b", credibility=0.9999)
    scenarios = [hold("a", 2.0)]
    both = case_of([level("a"), level("b")], [slow, quick], scenarios=scenarios, times=TIMES)

    def alone(said: Relation) -> Course:
        return run(case_of([level("a"), level("b")], [said], scenarios=scenarios, times=TIMES), "s")

    quickly, slowly = alone(quick), alone(slow)
    for course, expected in (
        (run(both, "s", without={"c0"}), quickly),
        (run(both, "s", without={"c1"}), slowly),
        (run(both, "s"), quickly),
    ):
        assert course.values["b"] == pytest.approx(expected.values["b"])
    assert at(slowly, "b", 2023.0) < at(quickly, "b", 2023.0) - 0.1


def grid_values(actions: tuple[SetAction | ShockAction, ...], factor: Factor) -> list[float]:
    """Values of a factor from 2023 on in steps of half a year, at the grid points themselves."""
    case = case_of(
        [factor, level("b")],
        [relation(factor.id, "b")],
        scenarios=[Scenario("s", "s", actions)],
        times=Times(2020.0, 2022.0, 2026.0, 0.5),
    )
    course = run(case, "s")
    return [round(float(value), 9) for value in course.values[factor.id][6:, 0]]


def test_a_shock_on_an_input_is_there_at_its_date() -> None:
    pressure = Factor("i", "i", kind="input", shape=InputShape("constant", value=4.0), baseline=4.0)
    found = grid_values((ShockAction("i", at=2024.0, times=1.5),), pressure)
    assert found == [4.0, 4.0, 6.0, 6.0, 6.0, 6.0, 6.0]


def test_what_is_set_until_a_date_is_free_at_that_date() -> None:
    pressure = Factor("i", "i", kind="input", shape=InputShape("constant", value=4.0), baseline=4.0)
    found = grid_values((SetAction("i", 2.0, at=2023.5, until=2025.0),), pressure)
    assert found == [4.0, 8.0, 8.0, 8.0, 4.0, 4.0, 4.0]
    held = grid_values((SetAction("a", 2.0, at=2023.5, until=2025.0),), level("a"))
    assert held[:5] == [1.0, 2.0, 2.0, 2.0, 2.0]  # the state goes on from where it was held
    assert held[5] < 2.0
