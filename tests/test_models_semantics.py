"""What claims and factors come to mean (design, section 5), one at a time."""

import math
from dataclasses import replace

import numpy as np
import pytest

from contention.case.model import (
    Condition,
    DatedEvent,
    Factor,
    Lognormal,
    Rate,
)
from contention.language.syntax import Name
from contention.models.model import Measure
from contention.runs.plan import prepare
from contention.runs.simulate import run_measures
from contention.runs.tape import tapes
from tests.building import case_of, level, relation
from tests.small_runs import STEP, TIMES, at, dated, event, hold, run, saturated


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


@pytest.mark.parametrize("most", [1.5, 4.0, 30.0])
@pytest.mark.parametrize("to", [0.2, 1.1, 900.0])
def test_a_case_says_how_far_one_cause_changes_its_effect(most: float, to: float) -> None:
    case = case_of(
        [level("a"), level("b")], [relation("a", "b", "-", 0.7)],
        scenarios=[hold("a", to)], times=TIMES,
    )  # fmt: skip
    limit = math.log(most)
    expected = math.exp(-0.7 * limit * math.tanh(math.log(to) / limit))
    given = replace(case, saturation=most)
    assert at(run(given, "s"), "b", 2030.0) == pytest.approx(expected, rel=1e-4)


def test_without_saturation_an_effect_follows_its_cause_as_far_as_it_goes() -> None:
    case = case_of(
        [level("a"), level("b")], [relation("a", "b", "+", 0.9)],
        scenarios=[hold("a", 900.0)], times=TIMES,
    )  # fmt: skip
    given = replace(case, saturation=math.inf)
    assert at(run(given, "s"), "b", 2030.0) == pytest.approx(900.0**0.9, rel=1e-3)


def test_saturation_of_a_case_adds_one_product_to_each_step_and_the_usual_one_none() -> None:
    """What is made of parameters and constants only is computed once, not in each step."""
    case = case_of([level("a"), level("b")], [relation("a", "b")], times=TIMES)

    def steps(most: float) -> int:
        plan = prepare(replace(case, saturation=most), "account", outputs=["a", "b"])
        return len(tapes(plan.program, ()).equations.drive)

    assert steps(math.inf) <= steps(4.0)
    assert steps(30.0) == steps(4.0) + 1


def test_a_share_moves_in_log_odds() -> None:
    share = Factor("b", "b", kind="share", baseline=0.6, adjustment=Lognormal(0.5))
    case = case_of(
        [level("a"), share], [relation("a", "b", "+", 0.7)], scenarios=[hold("a", 3.0)], times=TIMES
    )
    odds = math.log(0.6 / 0.4) + 0.7 * saturated(math.log(3.0))
    assert at(run(case, "s"), "b", 2030.0) == pytest.approx(1 / (1 + math.exp(-odds)), rel=1e-5)


def test_a_stock_grows_by_its_rate_and_starts_from_its_baseline_at_present() -> None:
    stock = Factor("b", "b", kind="stock", baseline=100.0, inflow=Rate(Lognormal(10.0)))
    case = case_of(
        [level("a"), stock], [relation("a", "b", "+", 0.5, link="rate")],
        scenarios=[hold("a", 2.0)], times=TIMES,
    )  # fmt: skip
    assert at(run(case, "rest"), "b", 2026.0) == pytest.approx(140.0)
    faster = 10.0 * math.exp(0.5 * saturated(math.log(2.0)))
    assert at(run(case, "s"), "b", 2026.0) == pytest.approx(100.0 + 4 * faster, rel=1e-6)


def test_what_wears_down_raises_the_outflow() -> None:
    stock = Factor("b", "b", kind="stock", baseline=100.0, outflow=Rate(Lognormal(10.0)))
    case = case_of(
        [level("a"), stock], [relation("a", "b", "-", 0.5, link="rate")],
        scenarios=[hold("a", 2.0)], times=TIMES,
    )  # fmt: skip
    assert at(run(case, "s"), "b", 2024.0) < at(run(case, "rest"), "b", 2024.0)


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


def test_overflow_is_reported_with_its_draw() -> None:
    runaway = Factor("b", "b", kind="stock", baseline=1.0, inflow="b * b * 1e6")
    case = case_of([level("a"), runaway], [relation("a", "b", link="rate")], times=TIMES)
    measure = Measure("rest", "final", Name("b"), 2022.0, 2030.0, "b")
    ran = run_measures(prepare(case, "account", [measure]), seed=1, first=100, count=3)
    assert np.isnan(ran.values[measure]).all()
    assert {item.failure.draw for item in ran.failures} == {100, 101, 102}
    assert {item.factor for item in ran.failures} == {"b"}


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


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_no_event_fires_before_present(method: str) -> None:
    times = replace(TIMES, method=method)  # type: ignore[arg-type]
    case = case_of(
        [event(rate=40.0), level("b", adjustment=Lognormal(0.1))], [relation("e", "b", "+", 1.0)],
        times=times,
    )  # fmt: skip
    course = run(case, draws=256)
    assert at(course, "b", 2022.0) == pytest.approx(1.0)
