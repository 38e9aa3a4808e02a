"""The arithmetic of readings, by hand on tiny accounts."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from contention.case.convert.scales import WordTables
from contention.case.model import (
    Case,
    Condition,
    Factor,
    Lognormal,
    Rate,
    Relation,
    RemoveAction,
    Scenario,
)
from contention.case.strength_reading import WordReading
from contention.case.strength_readings import default_readings
from contention.models.model import Coefficient
from contention.models.reading_strengths import LOOP_GAIN, Tables, tables_of
from contention.runs.jacobian import linearise
from contention.runs.lacking import lacking, rebuilt
from contention.runs.plan import Plan, numbers, prepare
from contention.runs.run_inputs import sample
from contention.runs.stability import stability
from tests.building import case_of, level, relation

READINGS = default_readings(WordTables())
UNQUALIFIED: dict[str, Any] = {"strength": Lognormal(0.3, 2.5), "strength_word": None}
STRONG: dict[str, Any] = {"strength": Lognormal(0.7, 2.0), "strength_word": "Strong"}


def under(case: Case, reading: WordReading) -> Plan:
    plan = prepare(case, "account", outputs=sorted(case.factors))
    return replace(plan, tables=tables_of(reading, plan.map, plan.model))


def strengths(plan: Plan, draws: int = 16, **more: Any) -> dict[str, np.ndarray]:
    """Link id → elasticities in every draw, as the engine gets them."""
    rows = numbers(plan, seed=1, first=0, count=draws, **more).rows
    return {
        parameter.link.id: rows[number]
        for number, parameter in enumerate(plan.parameters)
        if isinstance(parameter, Coefficient) and not parameter.without
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (UNQUALIFIED, Lognormal(1.0, 2.5)),
        (STRONG, Lognormal(1.5, 2.0)),
        ({"strength": Lognormal(0.45, 2.0), "strength_word": "0.45"}, Lognormal(0.45, 2.0)),
    ],
)
def test_words_change_and_numbers_stay(more: dict[str, Any], expected: Lognormal) -> None:
    said = relation("a", "b", **more)
    assert Tables(READINGS["length_neutral"]).strength(said) == expected
    assert Tables(READINGS["coded"]).strength(said) == said.strength


def test_a_wide_reading_squares_the_spread_of_words_and_numbers() -> None:
    wide = Tables(READINGS["wide"])
    assert wide.strength(relation("a", "b", **UNQUALIFIED)) == Lognormal(0.3, 6.25)
    written: dict[str, Any] = {"strength": Lognormal(0.45, 2.0), "strength_word": "0.45"}
    assert wide.strength(relation("a", "b", **written)) == Lognormal(0.45, 4.0)
    vast = relation("a", "b", strength=Lognormal(0.3, 20.0), strength_word=None)
    assert wide.strength(vast) == Lognormal(0.3, 100.0)


def test_in_a_wide_reading_each_draw_is_as_far_from_the_median_again() -> None:
    case = case_of([level("a"), level("b")], [relation("a", "b", **UNQUALIFIED)])
    coded = strengths(under(case, READINGS["coded"]))["a>b:+"]
    wide = strengths(under(case, READINGS["wide"]))["a>b:+"]
    np.testing.assert_allclose(wide / 0.3, (coded / 0.3) ** 2, rtol=1e-12)


def three_causes() -> list[Relation]:
    return [relation("a", "d", "+", 0.6), relation("b", "d", "-", 0.3), relation("c", "a", "+", 2)]


def test_shared_by_hand() -> None:
    """0.6 and 0.3 share 0.6: two thirds and one third of it. One cause alone keeps what it has."""
    case = case_of([level(name) for name in "abcd"], three_causes())
    found = strengths(under(case, READINGS["shared"]), draws=2)
    np.testing.assert_allclose(found["a>d:+"], 0.4)
    np.testing.assert_allclose(found["b>d:-"], -0.2)
    assert found["c>a:+"].tolist() == [2.0, 2.0]


def test_the_flows_of_a_stock_do_not_share() -> None:
    stock = Factor("s", "s", kind="stock", inflow=Rate(Lognormal(1.0)),
                   outflow=Rate(Lognormal(1.0)))  # fmt: skip
    said = [
        relation("a", "s", "+", 0.5, link="rate", flow="inflow"),
        relation("b", "s", "+", 0.5, link="rate", flow="inflow"),
        relation("c", "s", "-", 0.5, link="rate", flow="outflow"),
    ]
    case = case_of([level("a"), level("b"), level("c"), stock], said)
    sizes = [abs(found[0]) for found in strengths(under(case, READINGS["shared"])).values()]
    assert sizes == pytest.approx([0.25, 0.25, 0.5])


def test_claims_on_one_pair_take_one_share_however_they_differ() -> None:
    """0.6 in any reading and 0.3 from elsewhere: alternatives of one link are one cause."""
    gate = Condition("c", "above", 0.5)
    again = [
        relation("a", "d", "+", 0.6, condition=gate),
        relation("a", "d", "+", 0.2, transient=Lognormal(1.0)),
    ]
    case = case_of([level(name) for name in "abcd"], three_causes()[:2] + again)
    found = strengths(under(case, READINGS["shared"]), draws=2)
    sizes = {id_: round(abs(float(size[0])), 9) for id_, size in found.items()}
    assert sorted(sizes.values()) == [round(0.2 * 2 / 3, 9), 0.2, 0.4, 0.4]
    assert sizes["b>d:-"] == 0.2


@pytest.mark.parametrize("weak", [0.01, 0.1, 0.29])
def test_a_further_weak_cause_adds_nothing_to_what_all_do_together(weak: float) -> None:
    """In every draw the causes do together what the strongest of them would do alone."""
    causes = [relation("a", "d", **UNQUALIFIED), relation("b", "d", strength=Lognormal(weak, 2.0))]
    case = case_of([level(name) for name in "abd"], causes)
    coded = np.stack(list(strengths(under(case, READINGS["coded"]), 256).values()))
    shared = np.stack(list(strengths(under(case, READINGS["shared"]), 256).values()))
    np.testing.assert_allclose(shared.sum(axis=0), coded.max(axis=0))
    np.testing.assert_allclose(shared[0] / shared[1], coded[0] / coded[1])


def test_causes_that_are_not_in_the_draw_take_no_share() -> None:
    causes = [relation("a", "d", "+", 0.6), relation("b", "d", "+", 0.3, credibility=0.5)]
    case = case_of([level(name) for name in "abd"], causes)
    found = strengths(under(case, READINGS["shared"]), 64)
    held = found["b>d:+"] > 0
    assert 10 < held.sum() < 54
    np.testing.assert_allclose(found["a>d:+"], np.where(held, 0.4, 0.6))


def test_loops_by_hand() -> None:
    """a and b raise each other, c acts on b from outside, and d follows b: only two are limited."""
    said = [
        relation("a", "b", "+", 1.0), relation("b", "a", "-", 0.5), relation("c", "b", "+", 1.0),
        relation("b", "d", "+", 3.0),
    ]  # fmt: skip
    case = case_of([level(name) for name in "abcd"], said)
    found = strengths(under(case, READINGS["length_neutral"]), 1)
    sizes = {id_: float(each[0]) for id_, each in found.items()}
    assert sizes == pytest.approx({"a>b:+": LOOP_GAIN, "b>a:-": -0.5, "c>b:+": 1.0, "b>d:+": 3.0})


def test_links_of_a_loop_onto_one_effect_are_limited_together() -> None:
    said = [
        relation("a", "b", "+", 1.0), relation("c", "b", "-", 2.0),
        relation("b", "a", "+", 0.1), relation("b", "c", "+", 0.1),
    ]  # fmt: skip
    case = case_of([level(name) for name in "abc"], said)
    found = strengths(under(case, READINGS["length_neutral"]), 1)
    sizes = {id_: float(each[0]) for id_, each in found.items()}
    assert sizes == pytest.approx({"a>b:+": 0.3, "c>b:-": -0.6, "b>a:+": 0.1, "b>c:+": 0.1})


def test_a_loop_closed_by_an_expression_is_limited_too() -> None:
    total = Factor("t", "t", kind="equation", equation="b + 1")
    case = case_of([level("a"), level("b"), total],
                   [relation("a", "b", "+", 2.0), relation("t", "a", "+", 0.2)])  # fmt: skip
    found = strengths(under(case, READINGS["length_neutral"]), 1)
    sizes = {id_: float(each[0]) for id_, each in found.items()}
    assert sizes == pytest.approx({"a>b:+": LOOP_GAIN, "t>a:+": 0.2})


def test_a_link_whose_claims_differ_in_delay_counts_once() -> None:
    """It acts through the stronger of the two, so 0.6 is what it shares, not 1.0."""
    said = [
        relation("a", "d", "+", 0.6), relation("a", "d", "+", 0.4, delay=Lognormal(1.0)),
        relation("b", "d", "+", 0.6),
    ]  # fmt: skip
    case = case_of([level(name) for name in "abd"], said)
    plan = under(case, READINGS["shared"])
    rows = numbers(plan, seed=1, first=0, count=1).rows[:, 0]
    found = [
        (parameter.link.cause, rows[number])
        for number, parameter in enumerate(plan.parameters)
        if isinstance(parameter, Coefficient)
    ]
    assert sorted(found) == [
        ("a", pytest.approx(0.2)), ("a", pytest.approx(0.3)), ("b", pytest.approx(0.3)),
    ]  # fmt: skip


def uncertain_case() -> Case:
    """Words, numbers, hedges, doubtful signs, times, a loop, and a claim that a scenario ends."""
    said = [
        relation("a", "b", **UNQUALIFIED, credibility=0.7, delay=Lognormal(0.5, 2.0)),
        relation("a", "b", **STRONG, credibility=0.6),
        relation("b", "c", "-", **STRONG, sign_credibility=0.8),
        relation("c", "a", **UNQUALIFIED),
        relation("d", "b", strength=Lognormal(0.45, 2.0), strength_word="0.45"),
    ]
    ends = Scenario("ends", "Ends", (RemoveAction("c1", 2023.0),))
    return case_of([level(name) for name in "abcd"], said, scenarios=[ends])


def test_as_coded_every_number_is_the_same_byte_for_byte() -> None:
    plan = prepare(uncertain_case(), "account", outputs=list("abcd"))
    coded = under(uncertain_case(), READINGS["coded"])
    before = numbers(plan, seed=3, first=5, count=100).rows
    assert numbers(coded, seed=3, first=5, count=100).rows.tobytes() == before.tobytes()


@pytest.mark.parametrize("reading", ["length_neutral", "shared", "wide"])
def test_nothing_but_strengths_differs(reading: str) -> None:
    """Times, signs, and which claims are in a draw are those of the coded reading."""
    plan = prepare(uncertain_case(), "account", outputs=list("abcd"))
    other = under(uncertain_case(), READINGS[reading])
    assert other.parameters == plan.parameters
    before = numbers(plan, seed=3, first=0, count=100).rows
    after = numbers(other, seed=3, first=0, count=100).rows
    strength = [isinstance(parameter, Coefficient) for parameter in plan.parameters]
    assert after[~np.array(strength)].tobytes() == before[~np.array(strength)].tobytes()
    assert np.array_equal(np.sign(after), np.sign(before))
    assert (after[strength] != before[strength]).any()


@pytest.mark.parametrize("reading", sorted(READINGS))
@pytest.mark.parametrize("claim", ["c0", "c1", "c3", "c4"])
def test_a_removal_is_what_running_without_the_claim_gives(reading: str, claim: str) -> None:
    plan = under(uncertain_case(), READINGS[reading])
    drawn = sample(plan, seed=1, first=0, count=64)
    quick = rebuilt(plan, drawn, lacking([{claim}], 64))
    afresh = numbers(plan, seed=1, first=0, count=64, without={claim}).rows
    rows = drawn.numbers.rows.copy()
    rows[quick.numbers] = quick.rows
    assert rows.tobytes() == afresh.tobytes()


def test_what_a_scenario_leaves_of_a_shared_link_is_scaled_as_the_whole_is() -> None:
    said = [
        relation("a", "d", "+", 0.6),
        relation("a", "d", "+", 0.3),
        relation("b", "d", "+", 0.6),
    ]
    ends = Scenario("ends", "Ends", (RemoveAction("c0", 2023.0),))
    case = case_of([level(name) for name in "abd"], said, scenarios=[ends])
    plan = under(case, READINGS["shared"])
    rows = numbers(plan, seed=1, first=0, count=1).rows[:, 0]
    left = [
        rows[number]
        for number, parameter in enumerate(plan.parameters)
        if isinstance(parameter, Coefficient) and parameter.without
    ]
    assert left == [pytest.approx(0.15)]


def random_loops(seed: int) -> Case:
    """3 to 6 quantities and shares that nearly all act on each other, with delays and fading."""
    rng = np.random.default_rng(seed)
    names = [f"f{number}" for number in range(int(rng.integers(3, 7)))]
    factors = [
        level(name, adjustment=Lognormal(float(rng.uniform(0.3, 3.0))))
        if rng.random() < 0.6
        else Factor(name, name, kind="share", baseline=float(rng.uniform(0.2, 0.8)),
                    adjustment=Lognormal(float(rng.uniform(0.3, 3.0))))
        for name in names
    ]  # fmt: skip
    said = []
    for cause in names:
        for effect in names:
            if cause != effect and rng.random() < 0.7:
                more = dict(UNQUALIFIED if rng.random() < 0.5 else STRONG)
                if rng.random() < 0.3:
                    more["delay"] = Lognormal(float(rng.uniform(0.3, 4.0)), 2.0)
                if rng.random() < 0.2:
                    more["transient"] = Lognormal(float(rng.uniform(0.5, 3.0)), 2.0)
                said.append(relation(cause, effect, "+" if rng.random() < 0.6 else "-", **more))
    return case_of(factors, said)


def test_loops_of_levels_and_shares_are_stable_under_the_length_neutral_reading() -> None:
    """60 random accounts of 16 draws; with the same table and no limit a third run away or more."""
    unlimited = replace(READINGS["length_neutral"], scaling="none")
    away = {"limited": 0.0, "unlimited": 0.0}
    for seed in range(60):
        case = random_loops(seed)
        for name, reading in (("limited", READINGS["length_neutral"]), ("unlimited", unlimited)):
            linear = linearise(under(case, reading), seed=seed, draws=16)
            away[name] += float(stability(linear, 0.05, "euler").grows.mean())
    assert away["limited"] == 0.0
    assert away["unlimited"] / 60 > 1 / 3
