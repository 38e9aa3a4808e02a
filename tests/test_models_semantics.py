"""What claims, factors and actions come to mean (design, section 5), one at a time."""

import math
from dataclasses import replace

import numpy as np
import pytest

from contention.case.values import (
    Case,
    Condition,
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
from contention.language.syntax import Name
from contention.models.model import Measure
from contention.runs.plan import prepare
from contention.runs.simulate import run_courses, run_measures
from contention.runs.values import Course
from tests.building import case_of, level, relation

STEP = 0.02
TIMES = Times(2020.0, 2022.0, 2030.0, STEP)
SATURATION = math.log(4.0)


def saturated(z: float) -> float:
    return SATURATION * math.tanh(z / SATURATION)


def run(case: Case, scenario: str = "rest", draws: int = 1, **more: object) -> Course:
    plan = prepare(case, "account")
    found = run_courses(plan, [scenario], seed=1, draws=draws, points=100_000, **more)  # type: ignore[arg-type]
    return found[scenario]


def at(course: Course, factor: str, time: float) -> np.ndarray:
    return np.asarray(course.values[factor][int(np.argmin(np.abs(course.times - time)))])


def hold(factor: str, to: float, **more: object) -> Scenario:
    given: dict[str, object] = {"at": 2022.0, **more}
    return Scenario("s", "s", (SetAction(factor, to, **given),))  # type: ignore[arg-type]


def dated(name: str, start: float, until: float | None) -> Factor:
    shape = InputShape("events", events=(DatedEvent(start, until),))
    return Factor(name, name, kind="input", shape=shape)


def test_a_level_settles_where_its_cause_puts_it() -> None:
    case = case_of(
        [level("a"), level("b", baseline=3.0)], [relation("a", "b", "-", 0.5)],
        scenarios=[hold("a", 2.0)], times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    expected = 3.0 * math.exp(-0.5 * saturated(math.log(2.0)))
    assert at(course, "b", 2030.0) == pytest.approx(expected, rel=1e-4)
    assert at(course, "b", 2021.0) == pytest.approx(3.0)


def test_one_cause_changes_its_effect_by_no_more_than_four_to_the_elasticity() -> None:
    case = case_of(
        [level("a"), level("b")], [relation("a", "b", "+", 1.0)],
        scenarios=[hold("a", 900.0)], times=TIMES,
    )  # fmt: skip
    assert at(run(case, "s"), "b", 2030.0) == pytest.approx(4.0, rel=1e-3)


def test_a_share_moves_in_log_odds() -> None:
    share = Factor("b", "b", kind="share", baseline=0.6, adjustment=Lognormal(0.5))
    case = case_of(
        [level("a"), share], [relation("a", "b", "+", 0.7)], scenarios=[hold("a", 3.0)], times=TIMES
    )
    odds = math.log(0.6 / 0.4) + 0.7 * saturated(math.log(3.0))
    assert at(run(case, "s"), "b", 2030.0) == pytest.approx(1 / (1 + math.exp(-odds)), rel=1e-5)


def test_an_accumulator_grows_by_its_rate_and_starts_from_its_baseline_at_present() -> None:
    stock = Factor("b", "b", kind="accumulator", baseline=100.0, inflow=Rate(Lognormal(10.0)))
    case = case_of(
        [level("a"), stock], [relation("a", "b", "+", 0.5, link="rate")],
        scenarios=[hold("a", 2.0)], times=TIMES,
    )  # fmt: skip
    assert at(run(case, "rest"), "b", 2026.0) == pytest.approx(140.0)
    faster = 10.0 * math.exp(0.5 * saturated(math.log(2.0)))
    assert at(run(case, "s"), "b", 2026.0) == pytest.approx(100.0 + 4 * faster, rel=1e-6)


def test_what_wears_down_raises_the_outflow() -> None:
    stock = Factor("b", "b", kind="accumulator", baseline=100.0, outflow=Rate(Lognormal(10.0)))
    case = case_of(
        [level("a"), stock], [relation("a", "b", "-", 0.5, link="rate")],
        scenarios=[hold("a", 2.0)], times=TIMES,
    )  # fmt: skip
    assert at(run(case, "s"), "b", 2024.0) < at(run(case, "rest"), "b", 2024.0)


def event(name: str = "e", rate: float = 0.5, **more: object) -> Factor:
    given: dict[str, object] = {"hazard": Rate(Lognormal(rate)), **more}
    return Factor(name, name, kind="event", **given)  # type: ignore[arg-type]


def test_an_event_is_the_probability_of_its_hazard_and_fires_in_that_share_of_draws() -> None:
    case = case_of([level("a"), event()], [relation("a", "e")], times=TIMES)
    course = run(case, draws=512)
    assert at(course, "e", 2022.0) == pytest.approx(0.0)
    assert at(course, "e", 2024.0) == pytest.approx(1 - math.exp(-1.0), rel=1e-6)


def test_an_event_acts_from_when_it_fires() -> None:
    case = case_of(
        [event(rate=1.0), level("b", adjustment=Lognormal(0.1))], [relation("e", "b", "+", 1.0)],
        times=TIMES,
    )  # fmt: skip
    course = run(case, draws=2048)
    fired = at(course, "b", 2024.0) > 1.01
    assert fired.mean() == pytest.approx(1 - math.exp(-2.0), abs=0.03)
    assert at(course, "b", 2030.0)[fired] == pytest.approx(math.exp(saturated(1.0)), rel=1e-3)


def test_an_event_ends_after_its_duration_and_happens_at_most_so_often() -> None:
    once = event(rate=50.0, duration=1.0)
    case = case_of(
        [once, level("b", adjustment=Lognormal(0.1))], [relation("e", "b", "+", 1.0)], times=TIMES
    )
    course = run(case, draws=64)
    assert (at(course, "b", 2022.7) > 1.5).all()
    assert at(course, "b", 2028.0) == pytest.approx(1.0, abs=1e-3)
    twice = replace(case, factors={**case.factors, "e": replace(once, at_most=2)})
    again = run(twice, draws=64)
    assert (at(again, "b", 2023.9) > 1.5).all()
    assert at(again, "b", 2028.0) == pytest.approx(1.0, abs=1e-3)


def test_an_event_happens_only_while_its_condition_holds() -> None:
    gated = event(rate=5.0, only_while=Condition("pause", "on"))
    pause = dated("pause", 2019.0, 2019.5)
    case = case_of(
        [gated, pause, level("b")], [relation("e", "b")], scenarios=[hold("pause", 1.0, at=2025.0)],
        times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    assert at(course, "e", 2024.9) == pytest.approx(0.0)
    assert at(course, "e", 2026.0) == pytest.approx(1 - math.exp(-5.0), abs=1e-3)


def test_hazards_rest_in_history() -> None:
    case = case_of([level("a"), event(rate=9.0)], [relation("a", "e")], times=TIMES)
    assert at(run(case, draws=32), "e", 2022.0) == pytest.approx(0.0)


def test_a_transient_claim_fades() -> None:
    said = relation("a", "b", "+", 0.5, transient=Lognormal(0.5))
    case = case_of([level("a"), level("b")], [said], scenarios=[hold("a", 2.0)], times=TIMES)
    course = run(case, "s")
    assert at(course, "b", 2022.6) > 1.1
    assert at(course, "b", 2030.0) == pytest.approx(1.0, abs=1e-4)


def test_a_dated_event_leaves_a_trace_that_does_not_undershoot() -> None:
    said = relation("boost", "b", "+", 0.7, transient=Lognormal(0.5))
    case = case_of([dated("boost", 2020.5, 2020.75), level("b")], [said], times=TIMES)
    values = run(case).values["b"][:, 0]
    assert values.max() > 1.2
    assert values.min() >= 1.0 - 1e-12
    assert values[-1] == pytest.approx(1.0, abs=1e-3)


def test_a_conditional_claim_begins_to_act_when_its_condition_comes_about() -> None:
    said = relation("resistance", "deaths", "+", 0.7, condition=Condition("aid", "below", 0.5))
    case = case_of(
        [level("resistance"), level("aid"), level("deaths")], [said],
        scenarios=[hold("aid", 0.05)], times=TIMES,
    )  # fmt: skip
    course = run(case, "s")
    assert at(course, "deaths", 2021.9) == pytest.approx(1.0, abs=1e-12)
    gate = 1 / (1 + math.exp(4.0))  # at the reference, ln 2 above its threshold
    opened = 1 / (1 + math.exp(4 / math.log(2) * (math.log(0.05) - math.log(0.5))))
    assert at(course, "deaths", 2030.0) == pytest.approx(
        math.exp(0.7 * saturated(opened - gate)), rel=1e-3
    )


def test_without_a_necessary_cause_there_is_no_effect() -> None:
    said = relation("a", "b", "+", 0.3, necessary=True)
    case = case_of([level("a"), level("b")], [said], scenarios=[hold("a", 0.001)], times=TIMES)
    assert at(run(case, "s"), "b", 2030.0) < 0.003


def test_a_delay_shifts_an_effect() -> None:
    said = relation("a", "b", "+", 0.5, delay=Lognormal(2.0))
    case = case_of([level("a"), level("b")], [said], scenarios=[hold("a", 2.0)], times=TIMES)
    course = run(case, "s")
    whole = math.log(float(at(course, "b", 2030.0)[0]))
    assert math.log(float(at(course, "b", 2022.6)[0])) < 0.1 * whole
    assert math.log(float(at(course, "b", 2028.0)[0])) > 0.9 * whole


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


def test_credibility_and_a_doubtful_sign_are_drawn_apart_from_strength() -> None:
    said = relation("a", "b", "+", 0.5, credibility=0.25)
    case = case_of([level("a"), level("b")], [said], scenarios=[hold("a", 2.0)], times=TIMES)
    values = at(run(case, "s", draws=2048), "b", 2030.0)
    assert (values > 1.01).mean() == pytest.approx(0.25, abs=0.02)
    unsure = relation("a", "b", "?", 0.5, sign_credibility=0.5)
    case = case_of([level("a"), level("b")], [unsure], scenarios=[hold("a", 2.0)], times=TIMES)
    values = at(run(case, "s", draws=2048), "b", 2030.0)
    assert (values > 1.01).mean() == pytest.approx(0.5, abs=0.02)
    assert (values < 0.99).mean() == pytest.approx(0.5, abs=0.02)


def test_a_time_constant_is_never_shorter_than_four_steps() -> None:
    hasty = level("b", adjustment=Lognormal(0.001))
    case = case_of([level("a"), hasty], [relation("a", "b")], scenarios=[hold("a", 2.0)],
                   times=TIMES)  # fmt: skip
    course = run(case, "s")
    final = math.log(float(at(course, "b", 2030.0)[0]))
    after_four = math.log(float(at(course, "b", 2022.0 + 4 * STEP)[0]))
    assert after_four / final == pytest.approx(1 - 0.75**4, rel=1e-6)


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


def test_overflow_is_reported_with_its_draw() -> None:
    runaway = Factor("b", "b", kind="accumulator", baseline=1.0, inflow="b * b * 1e6")
    case = case_of([level("a"), runaway], [relation("a", "b", link="rate")], times=TIMES)
    measure = Measure("rest", "final", Name("b"), 2022.0, 2030.0, "b")
    ran = run_measures(prepare(case, "account", [measure]), seed=1, first=100, count=3)
    assert np.isnan(ran.values[measure]).all()
    assert {item.failure.draw for item in ran.failures} == {100, 101, 102}
    assert {item.factor for item in ran.failures} == {"b"}


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


def test_an_event_from_before_the_start_is_on() -> None:
    old = Factor("e", "e", kind="event", occurred=(DatedEvent(2015.0, None),))
    case = case_of([old, level("b")], [relation("e", "b", "+", 1.0)], times=TIMES)
    assert run(case).values["b"] == pytest.approx(1.0)


def test_an_event_that_feeds_on_itself_is_judged_as_if_it_had_not_fired() -> None:
    feeding = event(rate=0.3, duration=3.0, at_most=5)
    case = case_of(
        [feeding, level("b", adjustment=Lognormal(0.2))],
        [relation("e", "b", "+", 1.0), relation("b", "e", "+", 1.0)],
        times=TIMES,
    )  # fmt: skip
    course = run(case, draws=256)
    assert at(course, "b", 2028.0).std() > 0.1  # it fires in some draws and not in others
    assert at(course, "e", 2028.0) == pytest.approx(1 - math.exp(-0.3 * 6), rel=1e-6)
    measure = Measure("rest", "at", Name("e"), 2022.0, 2028.0, "e")
    ran = run_measures(prepare(case, "account", [measure]), seed=1, first=0, count=64)
    assert ran.values[measure] == pytest.approx(1 - math.exp(-0.3 * 6), rel=1e-6)


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


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_no_event_fires_before_present(method: str) -> None:
    times = replace(TIMES, method=method)  # type: ignore[arg-type]
    case = case_of(
        [event(rate=40.0), level("b", adjustment=Lognormal(0.1))], [relation("e", "b", "+", 1.0)],
        times=times,
    )  # fmt: skip
    course = run(case, draws=256)
    assert at(course, "b", 2022.0) == pytest.approx(1.0)


def test_knocking_out_the_claim_that_gives_the_delay_takes_the_delay_away() -> None:
    slow, quick = relation("a", "b", delay=Lognormal(4.0)), relation("a", "b", credibility=0.9999)
    scenarios = [hold("a", 2.0)]
    both = case_of([level("a"), level("b")], [slow, quick], scenarios=scenarios, times=TIMES)
    alone = case_of([level("a"), level("b")], [quick], scenarios=scenarios, times=TIMES)
    without = run(both, "s", without={"c0"})
    assert without.values["b"] == pytest.approx(run(alone, "s").values["b"])
    assert at(run(both, "s"), "b", 2023.0) < at(without, "b", 2023.0) - 0.1
