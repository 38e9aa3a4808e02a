"""Whether contentions hold draw by draw, over made-up measures."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contention.case.model import Contention, Factor, Lognormal, Rate, Scenario, Thresholds
from contention.judge.evaluation import LOG, SCALED, SIZE, ContentionOutcome, evaluate, lost
from contention.judge.presence import Speaking
from contention.judge.question import Question, question
from contention.language.printing import expression_text
from tests.building import case_of, level

NAN, INF = math.nan, math.inf
CASE = case_of(
    [
        level("output"),
        Factor("approval", "Approval", "share", baseline=0.5),
        Factor("assault", "Assault", "event", hazard=Rate(Lognormal(0.1))),
        Factor("dead", "Dead", "stock", inflow=Rate(Lognormal(10.0))),
        level("wait", unit="month"),
        Factor("ratio", "Ratio", "equation", equation="approval * approval"),
    ],
    [],
    scenarios=[Scenario("a", "A"), Scenario("b", "B")],
)


def asked(test: str) -> Question:
    return question(CASE, Contention("c", "C", test))


def judged(
    test: str, values: Mapping[str, Sequence[float]], horizon: float = INF
) -> ContentionOutcome:
    """Evaluate with one list of numbers per leaf, keyed `reducer(inner)@scenario`."""
    parsed = asked(test)
    found = {
        measure: np.array(
            values[f"{measure.kind}({expression_text(measure.inner)})@{measure.scenario}"]
        )
        for measure in parsed.measures
    }
    draws = max((len(array) for array in found.values()), default=1)
    connected = Speaking(np.ones(draws, dtype=np.bool_), np.zeros(draws, dtype=np.bool_))
    return evaluate(parsed, found, Thresholds(), [connected] * len(parsed.comparisons), horizon)


def test_any_difference_beyond_rounding_decides_the_direction() -> None:
    ratios = [2.0, 1.0001, 1.0 + 1e-15, 1.0, 0.5]
    outcome = judged(
        "final(output @ a) > final(output @ b)",
        {"final(output)@a": ratios, "final(output)@b": [1.0] * 5},
    )
    assert outcome.truth.tolist() == [1, 1, 0, 0, -1]
    assert outcome.margin[LOG] == pytest.approx(np.log(ratios))
    assert outcome.margin[SIZE] == pytest.approx(np.log(ratios))


def test_two_zeros_are_alike_and_zero_against_a_number_has_no_ratio() -> None:
    outcome = judged(
        "final(output @ a) > final(output @ b)",
        {"final(output)@a": [0.0, 2.0, 0.0, 1.0], "final(output)@b": [0.0, 0.0, 0.5, 1.0]},
    )
    assert outcome.truth.tolist() == [0, 1, -1, 0]
    assert outcome.margin[LOG] == pytest.approx([0.0, NAN, NAN, 0.0], nan_ok=True)
    assert outcome.margin[SCALED] == pytest.approx([0.0, 1.0, -1.0, 0.0])


def test_at_least_holds_where_nothing_differs_and_more_does_not() -> None:
    values = {"final(output)@a": [1.0, 1.2], "final(output)@b": [1.0, 1.0]}
    truths = {
        operator: judged(f"final(output @ a) {operator} final(output @ b)", values).truth.tolist()
        for operator in (">", ">=", "<", "<=", "=", "<>")
    }
    assert truths == {
        ">": [0, 1], ">=": [1, 1], "<": [0, -1], "<=": [1, -1], "=": [1, -1], "<>": [-1, 1],
    }  # fmt: skip


def test_one_relative_change_has_one_size_whatever_kind_of_factor_it_befalls() -> None:
    def sizes(name: str, one: float, other: float) -> float:
        values = {f"final({name})@a": [one], f"final({name})@b": [other]}
        outcome = judged(f"final({name} @ a) > final({name} @ b)", values)
        assert outcome.truth.tolist() == [1]
        return float(outcome.margin[SIZE][0])

    odds = 1.5 * 0.02 / 0.98
    rare = 1.0 - math.exp(-1.5 * 0.002)
    assert sizes("output", 1.5, 1.0) == pytest.approx(math.log(1.5))
    assert sizes("approval", odds / (1.0 + odds), 0.02) == pytest.approx(math.log(1.5))
    assert sizes("assault", rare, 1.0 - math.exp(-0.002)) == pytest.approx(math.log(1.5))


def test_shares_compare_by_their_difference() -> None:
    outcome = judged(
        "final(approval @ a) > final(approval @ b)",
        {"final(approval)@a": [0.53, 0.51, 0.4], "final(approval)@b": [0.5, 0.5, 0.5]},
    )
    assert outcome.truth.tolist() == [1, 1, -1]
    assert outcome.margin[LOG] == pytest.approx([0.03, 0.01, -0.1])


def test_a_share_against_a_number_is_a_difference() -> None:
    outcome = judged("final(approval @ a) < 0.5", {"final(approval)@a": [0.45, 0.49]})
    assert outcome.truth.tolist() == [1, 1]
    assert outcome.margin[SCALED] == pytest.approx([0.05, 0.01])


def test_an_equation_made_of_shares_is_a_share() -> None:
    assert asked("final(ratio @ a) > 0.2").yardsticks == {"difference"}
    assert asked("final(ratio @ a) / final(ratio @ b) > 1.2").yardsticks == {"ratio"}


def test_the_time_for_which_something_holds_is_a_share() -> None:
    assert asked("mean((output > 1) @ a) > 0.5").yardsticks == {"difference"}
    assert asked("mean((output + 1) @ a) > 0.5").yardsticks == {"ratio"}


def test_events_compare_by_cumulative_hazard() -> None:
    outcome = judged(
        "final(assault @ a) > final(assault @ b)",
        {"final(assault)@a": [0.5, 0.015, 0.0], "final(assault)@b": [0.25, 0.005, 0.0]},
    )
    assert outcome.truth.tolist() == [1, 1, 0]
    expected = math.log(math.log(0.5) / math.log(0.75))
    assert outcome.margin[LOG][0] == pytest.approx(expected)
    assert outcome.margin[LOG][1] == pytest.approx(math.log(math.log(0.985) / math.log(0.995)))
    assert outcome.margin[LOG][2] == 0.0


def test_certain_and_impossible_events_have_finite_margins() -> None:
    outcome = judged(
        "final(assault @ a) > final(assault @ b)",
        {"final(assault)@a": [1.0], "final(assault)@b": [0.0]},
    )
    assert outcome.truth.tolist() == [1]
    assert np.isfinite(outcome.margin).all()


def test_where_an_operand_is_not_positive_only_the_scaled_difference_is_known() -> None:
    outcome = judged(
        "final(dead @ a) > final(dead @ b)",
        {"final(dead)@a": [3.0, 3.0, 0.0], "final(dead)@b": [1.0, -1.0, 0.0]},
    )
    assert outcome.truth.tolist() == [1, 1, 0]
    assert outcome.margin[SCALED] == pytest.approx([0.5, 1.0, 0.0])
    assert outcome.margin[LOG][0] == pytest.approx(math.log(3.0))
    assert math.isnan(outcome.margin[LOG][1])


def test_sizes_without_a_ratio_come_from_the_scaled_difference_and_stay_finite() -> None:
    outcome = judged(
        "final(dead @ a) > final(dead @ b)",
        {"final(dead)@a": [3.0, 3.0], "final(dead)@b": [1.0, -1.0]},
    )
    assert outcome.margin[SIZE][0] == pytest.approx(math.log(3.0))
    assert math.log(3.0) < outcome.margin[SIZE][1] < 10.0


def test_a_failed_draw_is_undecided_and_has_no_margin() -> None:
    outcome = judged(
        "final(output @ a) > final(output @ b)",
        {"final(output)@a": [NAN, 2.0], "final(output)@b": [1.0, 1.0]},
    )
    assert outcome.truth.tolist() == [0, 1]
    assert math.isnan(outcome.margin[LOG][0])
    assert math.isnan(outcome.margin[SCALED][0])


def test_a_failed_draw_is_undecided_under_not_and_in_a_test_for_equality() -> None:
    values = {"final(output)@a": [NAN], "final(output)@b": [1.0]}
    for test in (
        "not (final(output @ a) > final(output @ b))",
        "final(output @ a) = final(output @ b)",
        "final(output @ a) <> final(output @ b)",
    ):
        assert judged(test, values).truth.tolist() == [0], test


def test_a_denial_settles_one_outcome_between_scenarios_and_not_two_unmeasured_ones() -> None:
    denied = Speaking(np.zeros(1, dtype=np.bool_), np.ones(1, dtype=np.bool_))
    twins, others = (
        evaluate(asked(test), {}, Thresholds(), [denied])
        for test in (
            "final(output @ a) > final(output @ b)",
            "final(output @ a) > final(approval @ b)",
        )
    )
    assert twins.truth.tolist() == [-1]
    assert others.truth.tolist() == [0]


@pytest.mark.parametrize(
    ("values", "truth"),
    [((1.0515, 1.0), -1), ((1.0495, 1.0), 1), ((1.0, 1.0515), -1), ((1.0, 1.0495), 1)],
)
def test_equal_allows_the_tolerance_as_a_ratio(values: tuple[float, float], truth: int) -> None:
    outcome = judged(
        "final(output @ a) = final(output @ b)",
        {"final(output)@a": [values[0]], "final(output)@b": [values[1]]},
    )
    assert outcome.truth.tolist() == [truth]
    assert outcome.margin[LOG] == pytest.approx(
        math.log(1.05) - abs(math.log(values[0] / values[1]))
    )


@pytest.mark.parametrize(
    ("quantity", "values"), [("output", (3.0, 1.0)), ("approval", (0.75, 0.25))]
)
def test_a_difference_of_the_whole_tolerance_is_not_equal(
    quantity: str, values: tuple[float, float]
) -> None:
    test = f"final({quantity} @ a) = final({quantity} @ b)"
    measured = {
        measure: np.array([value])
        for measure, value in zip(asked(test).measures, values, strict=True)
    }
    connected = Speaking(np.ones(1, dtype=np.bool_), np.zeros(1, dtype=np.bool_))
    limits = Thresholds(tolerance=2.0, tolerance_share=0.5)
    assert evaluate(asked(test), measured, limits, [connected]).truth.tolist() == [-1]


def test_equal_means_within_the_tolerance() -> None:
    values = {"final(output)@a": [1.02, 1.2], "final(output)@b": [1.0, 1.0]}
    same = judged("final(output @ a) = final(output @ b)", values)
    other = judged("final(output @ a) <> final(output @ b)", values)
    assert same.truth.tolist() == [1, -1]
    assert other.truth.tolist() == [-1, 1]
    assert same.margin[LOG] == pytest.approx([math.log(1.05 / 1.02), math.log(1.05 / 1.2)])


THREE = {"final(output)@a": [2.0] * 3 + [1.0] * 3 + [0.5] * 3, "final(dead)@a": [2.0, 1.0, 0.5] * 3}


def test_and_or_not_follow_kleene() -> None:
    both = judged("final(output @ a) > 1 and final(dead @ a) > 1", THREE)
    either = judged("final(output @ a) > 1 or final(dead @ a) > 1", THREE)
    neither = judged("not (final(output @ a) > 1 or final(dead @ a) > 1)", THREE)
    assert both.truth.tolist() == [1, 0, -1, 0, 0, -1, -1, -1, -1]
    assert either.truth.tolist() == [1, 1, 1, 1, 0, 0, 1, 0, -1]
    assert neither.truth.tolist() == [-1, -1, -1, -1, 1, 1, -1, 1, 1]
    assert both.margin[LOG][1] == pytest.approx(0.0)
    assert either.margin[LOG][2] == pytest.approx(math.log(2.0))


def test_if_chooses_between_tests() -> None:
    outcome = judged(
        "if final(output @ a) > 1 then final(dead @ a) > 1 else final(dead @ a) < 1", THREE
    )
    assert outcome.truth.tolist() == [1, 0, -1, 0, 0, 1, -1, 0, 1]


FIRST = "first_time(output @ {} > 2)"


def test_times_that_never_come_are_later_than_any_that_do() -> None:
    outcome = judged(
        f"{FIRST.format('a')} < {FIRST.format('b')}",
        {
            "first_time(output > 2)@a": [1.0, 1.0, INF, INF],
            "first_time(output > 2)@b": [2, INF, 1, INF],
        },
    )
    assert outcome.truth.tolist() == [1, 1, -1, 0]
    assert outcome.margin[LOG] == pytest.approx([math.log(2), math.log(4), -math.log(4), 0.0])


def test_never_is_decided_however_late_the_other_time() -> None:
    outcome = judged(
        f"{FIRST.format('a')} < {FIRST.format('b')}",
        {"first_time(output > 2)@a": [3.99], "first_time(output > 2)@b": [INF]},
    )
    assert outcome.truth.tolist() == [1]
    assert outcome.margin[LOG] == pytest.approx([math.log(4 / 3.99)])


def test_not_by_the_end_says_nothing_of_dates_after_the_end() -> None:
    test = f"{FIRST.format('a')} < {{}}"
    values = {"first_time(output > 2)@a": [INF, 1.0]}
    assert judged(test.format("3 {years}"), values).truth.tolist() == [-1, 1]
    assert judged(test.format("30 {years}"), values).truth.tolist() == [0, 1]


def test_the_horizon_cuts_what_a_first_time_can_know() -> None:
    test = f"{FIRST.format('a')} < 3 {{years}}"
    values = {"first_time(output > 2)@a": [INF]}
    assert judged(test, values).truth.tolist() == [-1]
    assert judged(test, values, horizon=2024.0).truth.tolist() == [0]


def test_arithmetic_over_leaves() -> None:
    outcome = judged(
        "final(output @ a) / final(output @ b) > 1.2",
        {"final(output)@a": [2.0, 1.2, 1.0, 1.0], "final(output)@b": [1.0, 1.0, 1.0, 0.0]},
    )
    assert outcome.truth.tolist() == [1, 0, -1, 0]
    assert math.isnan(outcome.margin[LOG][3])


def test_arithmetic_that_loses_a_number_says_in_which_draws_and_where_to_look() -> None:
    parsed = asked("final(output @ a) - ln(final(dead @ a) / final(dead @ b)) > 1")
    one, up, down = parsed.measures
    values = {one: np.ones(4), up: np.array([1.0, 0, 1, NAN]), down: np.array([1.0, 0, 0, 1])}
    ((leaf, draws),) = lost(parsed, values, Thresholds())
    assert (leaf.measure, draws.tolist()) == (down, [False, True, True, False])
    assert lost(parsed, {measure: np.ones(4) for measure in values}, Thresholds()) == ()


def test_numbers_are_compared_as_written_because_units_are_never_converted() -> None:
    values = {"final(wait)@a": [20.0, 12.0]}
    for test in ("final(wait @ a) > 18", "final(wait @ a) > 18 {months}"):
        assert judged(test, values).truth.tolist() == [1, -1], test


def test_functions_of_several_outcomes() -> None:
    outcome = judged(
        "max(final(output @ a), final(output @ b)) > 1.5",
        {"final(output)@a": [2.0, 1.0], "final(output)@b": [1.0, 1.0]},
    )
    assert outcome.truth.tolist() == [1, -1]


def test_a_difference_against_nothing_is_seen_beside_its_parts() -> None:
    outcome = judged(
        "final(output @ a) - final(output @ b) > 0",
        {"final(output)@a": [1.01, 1.2], "final(output)@b": [1.0, 1.0]},
    )
    assert outcome.truth.tolist() == [1, 1]
    assert outcome.margin[LOG] == pytest.approx(np.log([1.01, 1.2]))


def test_a_change_against_nothing_is_seen_beside_the_level() -> None:
    outcome = judged(
        "change(output @ a) < 0", {"final(output)@a": [0.99, 0.8], "initial(output)@a": [1.0, 1.0]}
    )
    assert outcome.truth.tolist() == [1, 1]
    assert outcome.margin[LOG] == pytest.approx(-np.log([0.99, 0.8]))


def test_the_change_of_a_share_is_a_difference() -> None:
    outcome = judged("change(approval @ a) < 0", {"change(approval)@a": [-0.01, -0.1]})
    assert outcome.truth.tolist() == [1, 1]
    assert outcome.margin[LOG] == pytest.approx([0.01, 0.1])


def test_windows_and_dates() -> None:
    (measure,) = asked("mean(output @ a, from=2023, to=present + 2 years) > 1").measures
    assert (measure.start, measure.end) == (2023.0, 2024.0)
    (measure,) = asked("at(output @ a, 2025-01-01) > 1").measures
    assert (measure.kind, measure.start, measure.end) == ("at", 2022.0, 2025.0)
    (measure,) = asked("duration_above(output @ a, 1.5) > 1 {years}").measures
    assert (measure.kind, measure.key) == ("duration_above", "output > 1.5")


@given(
    st.floats(1e-3, 1e3), st.floats(1e-3, 1e3), st.sampled_from([">", "<", ">=", "<=", "=", "<>"])
)
def test_not_turns_truth_and_margin_round(a: float, b: float, operator: str) -> None:
    assume(abs(a - b) > 1e-6)
    values = {"final(output)@a": [a], "final(output)@b": [b]}
    test = f"final(output @ a) {operator} final(output @ b)"
    plain, turned = judged(test, values), judged(f"not ({test})", values)
    assert turned.truth.tolist() == (-plain.truth).tolist()
    assert turned.margin.tolist() == (-plain.margin).tolist()


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_exchanging_the_sides_exchanges_the_answer(a: float, b: float) -> None:
    values = {"final(dead)@a": [a], "final(dead)@b": [b]}
    one = judged("final(dead @ a) > final(dead @ b)", values)
    other = judged("final(dead @ b) > final(dead @ a)", values)
    assert one.truth.tolist() == (-other.truth).tolist()
    assert one.margin[SCALED] == pytest.approx(-other.margin[SCALED])
