"""Loops of accounts in terms of factors, links and claims."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from contention.analysis.loops import scored_runs
from contention.analysis.loops.factor_loops import FactorLoops, factor_loops, periods
from contention.analysis.loops.loop_search import all_loops, groups, strongest_loops
from contention.analysis.loops.scored_runs import Span
from contention.case.model import Case, Condition, Factor, Lognormal, Rate, Scenario
from contention.case.model import SetAction as Set
from contention.runs.plan import prepare
from contention.runs.simulate import run_courses
from tests.building import case_of, level, relation
from tests.equation_program import scored
from tests.exported import by_euler, exported

PUSHED = Scenario("pushed", "Pushed", (Set("lever", 2.0, 2022.5),))
DRAWS = Span(1, 0, 3)


def loops_of(case: Case, factor: str, scenario: str = "pushed", span: Span = DRAWS) -> FactorLoops:
    (found,) = factor_loops(case, prepare(case, "account"), scenario, [factor], span)
    return found


def chains(found: FactorLoops) -> dict[str, str]:
    """`a b` (in the order of the loop, from the first in the alphabet) → id, without settling."""
    made = {}
    for each in found.loops:
        if not each.settles:
            first = each.factors.index(min(each.factors))
            made[" ".join(each.factors[first:] + each.factors[:first])] = each.id
    return made


def pair_case(**more: object) -> Case:
    """A lever on `a`; `a` raises `b` and `b` lowers `a`."""
    factors = [level("lever"), level("a"), level("b")]
    links = [relation("lever", "a"), relation("a", "b", "+", 0.6),
             relation("b", "a", "-", 0.5, **more)]  # fmt: skip
    return case_of(factors, links, scenarios=[PUSHED])


def test_a_loop_of_two_shares_with_both_settling() -> None:
    case = pair_case()
    found = loops_of(case, "a")
    assert chains(found) == {"a b": "B1"}
    assert [each.polarity for each in found.loops] == ["B"] * 3
    total = np.sum([each.shares for each in found.loops], axis=0)
    start = int(np.flatnonzero(total)[0])
    assert total[start:] == pytest.approx(1.0)
    assert (total[:start] == 0.0).all()
    assert found.years[start] == pytest.approx(2022.55)  # the lever moves at 2022.5
    (loop,) = [each for each in found.loops if not each.settles]
    assert [(step.cause, step.effect, step.how) for step in loop.steps] == [
        ("a", "b", "link"), ("b", "a", "link")
    ]  # fmt: skip
    assert loop.claims == ("c1", "c2")
    assert loop.leads == 1.0
    assert (loop.relative[start + 1 :] < 0.0).all()  # in the first step only `a` has moved


def test_shares_follow_from_the_courses() -> None:
    """By hand: an effect weighs as much as it moves what the factor settles to."""
    case = pair_case()
    found = loops_of(case, "a")
    plan = prepare(case, "account")
    courses = run_courses(plan, ["pushed"], seed=1, draws=1, points=10**6)["pushed"]
    after = courses.times > case.times.present - 1e-9
    y = {name: np.log(courses.values[name][after, 0]) for name in "ab"}
    scale = np.log(4.0)
    said = {name: scale * np.tanh(values / scale) for name, values in y.items()}
    flow_a = {"b": 0.5 * np.diff(said["b"]), "own": np.diff(y["a"])}
    flow_b = {"a": 0.6 * np.diff(said["a"]), "own": np.diff(y["b"])}
    change = {"a": np.diff(_flow(case, y, said, "a")), "b": np.diff(_flow(case, y, said, "b"))}
    with np.errstate(all="ignore"):
        between = np.abs(flow_a["b"] / change["a"] * flow_b["a"] / change["b"])
        own = np.abs(flow_a["own"] / change["a"]), np.abs(flow_b["own"] / change["b"])
        share = between / (between + own[0] + own[1])
    (loop,) = [each for each in found.loops if not each.settles]
    assert loop.shares[20:] == pytest.approx(share[20:], rel=1e-6)


def _flow(
    case: Case, y: dict[str, np.ndarray], said: dict[str, np.ndarray], name: str
) -> np.ndarray:
    """Net flow times the adjustment time, from the case's own rule."""
    if name == "b":
        return np.asarray(0.6 * said["a"] - y["b"])
    times = case.times.present + case.times.step * np.arange(len(y["a"]))
    lever = np.where(times >= 2022.5 - 1e-9, np.log(2.0), 0.0)
    scale = np.log(4.0)
    return np.asarray(0.3 * scale * np.tanh(lever / scale) - 0.5 * said["b"] - y["a"])


def test_a_delay_is_passed_through_and_not_listed() -> None:
    found = loops_of(pair_case(delay=Lognormal(0.8)), "a")
    assert len(found.loops) == 3
    assert list(chains(found)) == ["a b"]
    total = np.sum([each.shares for each in found.loops], axis=0)
    assert total[total > 0.0] == pytest.approx(1.0)


def test_a_fading_cause_is_one_loop_and_not_two() -> None:
    found = loops_of(pair_case(transient=Lognormal(0.7)), "a")
    assert len(found.loops) == 3


def test_contrary_claims_make_two_loops() -> None:
    case = pair_case()
    both = case_of(
        list(case.factors.values()),
        [*(each.relation for each in case.claims.values()), relation("b", "a", "+", 0.2)],
        scenarios=[PUSHED],
    )
    found = loops_of(both, "a")
    made = {each.polarity: each.claims for each in found.loops if not each.settles}
    assert made == {"B": ("c1", "c2"), "R": ("c1", "c3")}


def test_a_gate_is_a_condition_and_a_need_is_a_need() -> None:
    factors = [level("lever"), level("a"), level("b"), level("c")]
    links = [
        relation("lever", "a", "+", 0.5),
        relation("a", "b", "+", 0.5),
        relation("lever", "c", "+", 0.5, condition=Condition("b", "above", 1.0)),
        relation("c", "a", "+", 0.5, necessary=True),
    ]
    found = loops_of(case_of(factors, links, scenarios=[PUSHED]), "a")
    hows = {
        tuple((step.cause, step.effect, step.how) for step in each.steps)
        for each in found.loops if not each.settles
    }  # fmt: skip
    gated = ("b", "c", "condition")
    assert all(gated in steps for steps in hows)
    assert {how for steps in hows for *_, how in steps} == {"link", "condition", "necessary"}
    assert all("c2" in each.claims for each in found.loops if not each.settles)


def test_a_stock_with_flows_of_its_own_has_loops_of_equations() -> None:
    stock = Factor("s", "s", kind="stock", baseline=5.0, inflow=Rate(Lognormal(2.0)),
                   outflow="0.4 * s * a")  # fmt: skip
    factors = [level("lever"), level("a"), stock]
    case = case_of(
        factors, [relation("lever", "a"), relation("s", "a", "+", 0.4)], scenarios=[PUSHED]
    )
    found = loops_of(case, "s")
    (loop,) = [each for each in found.loops if not each.settles]
    assert {step.how for step in loop.steps} == {"link", "equation"}
    assert loop.polarity == "B"
    assert any(each.settles and each.factors == ("s",) for each in found.loops)


def test_an_expression_that_repeats_an_equation_does_not_name_its_factor() -> None:
    stock = Factor("s", "s", kind="stock", baseline=5.0, inflow=Rate(Lognormal(2.0)),
                   outflow="0.2 * s * a")  # fmt: skip
    twin = Factor("twin", "twin", kind="equation", equation="0.2 * s * a")
    factors = [level("lever"), level("a"), stock, twin, level("b")]
    links = [relation("lever", "a"), relation("s", "a", "+", 0.4), relation("twin", "b", "+")]
    case = case_of(factors, links, scenarios=[PUSHED])
    assert list(chains(loops_of(case, "s"))) == ["a s"]
    assert loops_of(case, "b").driver in ("a", "s")


@pytest.mark.parametrize("named", ["one", "other"])
def test_an_expression_names_the_factor_that_it_says_whatever_equals_it(named: str) -> None:
    twins = [Factor(id_, id_, kind="equation", equation="2 * a") for id_ in ("one", "other")]
    stock = Factor("s", "s", kind="stock", baseline=5.0, inflow=Rate(Lognormal(2.0)),
                   outflow=f"0.2 * s * {named}")  # fmt: skip
    factors = [level("lever"), level("a"), *twins, stock]
    links = [relation("lever", "a"), relation("s", "a", "+", 0.4)]
    case = case_of(factors, links, scenarios=[PUSHED])
    assert list(chains(loops_of(case, "a"))) == [f"a {named} s"]


def test_nothing_is_scored_while_an_intervention_holds_a_factor() -> None:
    held = Scenario("held", "Held", (Set("lever", 2.0, 2022.5), Set("a", 1.5, 2024.0)))
    case = replace(pair_case(), scenarios={"held": held})
    found = loops_of(case, "b", "held")
    (loop,) = [each for each in found.loops if not each.settles]
    before, after = found.years < 2023.99, found.years > 2024.01
    assert loop.shares[before].max() > 0.1
    assert (loop.shares[after] == 0.0).all()


def test_events_on_loops_are_named() -> None:
    event = Factor("e", "e", kind="event", hazard=Rate(Lognormal(0.3)))
    factors = [level("lever"), level("a"), event, level("b")]
    links = [relation("lever", "a"), relation("a", "b"), relation("b", "a", "-"),
             relation("a", "e"), relation("e", "a")]  # fmt: skip
    found = loops_of(case_of(factors, links, scenarios=[PUSHED]), "a")
    assert found.events == ("e",)
    assert list(chains(found)) == ["a b"]


def test_a_factor_beside_loops_is_told_by_the_nearest_cause_on_one() -> None:
    case = pair_case()
    more = case_of(
        [*case.factors.values(), level("end"), level("far")],
        [*(each.relation for each in case.claims.values()), relation("b", "end"),
         relation("end", "far")],
        scenarios=[PUSHED],
    )  # fmt: skip
    far, lever, beside = (loops_of(more, name) for name in ("far", "lever", "b"))
    assert far.driver == "b"
    assert chains(far) == chains(beside)
    assert lever.driver == ""
    assert lever.loops == ()


def test_results_do_not_depend_on_how_many_draws_are_scored_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = pair_case(strength=Lognormal(0.4, 2.0))
    span = Span(3, 2, 7)
    whole = loops_of(case, "a", span=span)
    monkeypatch.setattr(scored_runs, "AT_ONCE", 1)
    single = loops_of(case, "a", span=span)
    assert [each.id for each in whole.loops] == [each.id for each in single.loops]
    for one, other in zip(whole.loops, single.loops, strict=True):
        assert one.shares == pytest.approx(other.shares)
        assert (one.relative == other.relative).all()
        assert one.leads == other.leads
    alone = loops_of(case, "a", span=Span(3, 2, 1))
    assert {each.factors: each.relative.tolist() for each in alone.loops} == {
        each.factors: each.relative.tolist() for each in whole.loops
    }


def test_scores_of_an_account_are_those_of_its_exported_equations() -> None:
    case = pair_case()
    found = loops_of(case, "a", span=Span(3, 0, 1))
    model = scored(exported(by_euler(case, "account"), "pushed", 3, 0))
    theirs = next(
        values for names, values in model.loops().items() if {"y_of_a", "y_of_b"} <= set(names)
    )
    (loop,) = [each for each in found.loops if not each.settles]
    shown = found.years > 2022.7
    assert loop.relative[shown] == pytest.approx(theirs[-len(found.years) :][shown], abs=1e-9)


def complete_graph(size: int) -> dict[tuple[int, int], np.ndarray]:
    rng = np.random.default_rng(size)
    return {
        (one, two): rng.uniform(0.1, 1.0, 2)
        for one in range(size) for two in range(size) if one != two
    }  # fmt: skip


def test_the_strongest_search_finds_loops_that_are_there() -> None:
    strengths = complete_graph(5)
    every = all_loops(strengths, most=10**6)
    assert every.complete
    assert len(every.loops) == 10 + 20 + 30 + 24
    assert not all_loops(strengths, most=20).complete
    found = strongest_loops(strengths, range(5), most=12)
    assert not found.complete
    assert len(found.loops) == 12
    assert set(found.loops) <= set(every.loops)

    def score(loop: tuple[int, ...]) -> float:
        links = [*pairwise(loop), (loop[-1], loop[0])]
        return float(np.prod([strengths[link] for link in links], axis=0).max())

    assert max(map(score, found.loops)) == max(map(score, every.loops))


def test_groups_are_variables_that_act_on_each_other() -> None:
    links = [(0, 1), (1, 0), (1, 2), (3, 3), (2, 4), (4, 5), (5, 2)]
    assert groups(links) == (frozenset({0, 1}), frozenset({2, 4, 5}), frozenset({3}))


def test_periods_leave_out_what_is_short_and_what_is_still() -> None:
    years = np.asarray(2020.0 + 0.1 * np.arange(1, 101), dtype=np.float64)
    strong = np.where(years < 2025.0, 0.7, 0.2)
    strong[30] = 0.1  # one step in which the other leads
    other = np.where(years < 2025.0, 0.3, 0.8)
    still = years > 2028.0
    strong[still], other[still] = 0.0, 0.0
    found = periods(years, {"R1": strong, "B1": other})
    assert [each.loop for each in found] == ["R1", "B1"]
    assert found[0].start == pytest.approx(2020.0)
    assert found[0].end == pytest.approx(2024.9)
    assert found[1].end == pytest.approx(2028.0, abs=0.11)
    assert found[1].share == pytest.approx(0.8, abs=0.02)
