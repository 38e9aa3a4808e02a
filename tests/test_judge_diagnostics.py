"""What is reported of an account's model: pairs, signs, stability."""

import random
from itertools import pairwise

import pytest

from contention.case.model import (
    Case,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Scenario,
    SetAction,
    Times,
)
from contention.judge.diagnostics import _linear_draws
from contention.judge.judge import judge
from contention.judge.verdict import Diagnostics
from contention.maps.account_map import build_map
from contention.maps.paths import reachable, reachable_from_each
from tests.building import case_of, level, relation

LIFT = Scenario("lift", "Lifted", (SetAction("a", 2.0, at=2022.0),))


def diagnostics(factors: list[Factor], relations: list[object], outcome: str) -> Diagnostics:
    case = case_of(
        factors,
        relations,  # type: ignore[arg-type]
        scenarios=[LIFT],
        contentions=[Contention("k", "K", f"final({outcome} @ lift) > final({outcome} @ rest)")],
    )
    (found,) = judge(case, draws=32, hinges=False).diagnostics
    return found


def test_no_pair_is_connected_through_an_event_that_is_off() -> None:
    """At the reference the strike is off: a → strike is seen, strike → out is not."""
    factors = [level("a"), level("b"), level("out"),
               Factor("strike", "strike", kind="event", hazard=Rate(Lognormal(0.2)))]  # fmt: skip
    said = [relation("a", "b"), relation("b", "strike"), relation("strike", "out", "-")]
    found = diagnostics(factors, list(said), "out")
    assert found.connected_pairs == 3  # a-b, a-strike, b-strike
    assert found.determinate_pairs == 3


def test_pairs_of_a_loop_are_connected_both_ways() -> None:
    said = [relation("a", "b"), relation("b", "c"), relation("c", "b", "-")]
    found = diagnostics([level(name) for name in "abc"], list(said), "c")
    assert (found.connected_pairs, found.determinate_pairs) == (4, 4)


def test_what_each_factor_reaches_is_what_a_walk_finds() -> None:
    rng = random.Random(3)
    for size in (2, 9, 40):
        names = [f"f{number}" for number in range(size)]
        pairs = {tuple(rng.sample(names, 2)) for _ in range(int(size * 1.3))}
        case = case_of(
            [level(name) for name in names], [relation(pair[0], pair[1]) for pair in sorted(pairs)]
        )
        causal_map = build_map(case, "account")
        found = reachable_from_each(causal_map)
        for name, bits in found.items():
            listed = {other for n, other in enumerate(causal_map.factors) if bits >> n & 1}
            assert listed == reachable(causal_map, [name])


def test_a_large_account_is_diagnosed_pair_by_pair_as_a_small_one() -> None:
    """120 factors in a chain: n (n - 1) / 2 pairs, each of one sign."""
    names = ["a", *(f"f{number}" for number in range(119))]
    said = [relation(one, two, size=0.95) for one, two in pairwise(names)]
    found = diagnostics([level(name) for name in names], list(said), names[-1])
    assert found.connected_pairs == 120 * 119 // 2
    assert found.determinate_pairs == found.connected_pairs


def fast_turning_loop(step: float = 0.02, method: str = "euler") -> Case:
    """The lever raises m, m raises out, and out lowers m: each quickly and strongly."""
    quick = Lognormal(1.0 / 365.0, 2.0)
    sizes = [("lever", "m", "+", 3.0), ("m", "out", "+", 3.0), ("out", "m", "-", 8.0)]
    return case_of(
        [level(name, adjustment=quick) for name in ("lever", "m", "out")],
        [
            relation(cause, effect, sign, strength=Lognormal(size, 1.3))
            for cause, effect, sign, size in sizes
        ],
        scenarios=[Scenario("lift", "Lifted", (SetAction("lever", 2.0, at=2022.0),))],
        contentions=[Contention("k", "K", "final(out @ lift) > final(out @ rest)")],
        times=Times(2020.0, 2022.0, 2026.0, step, method),  # type: ignore[arg-type]
    )


def test_what_euler_steps_would_carry_off_is_integrated_with_runge_kutta() -> None:
    """In the long run `out` rises by 9 / 25 of the lever; Euler steps swing at random."""
    judgement = judge(fast_turning_loop(), draws=256, hinges=False)
    (found,) = judgement.diagnostics
    assert (found.method, found.astray_share, found.unstable_share) == ("rk4", 0.0, 0.0)
    assert judgement.verdicts[0].support == pytest.approx(0.99, abs=0.02)
    asked = judge(fast_turning_loop(method="rk4"), draws=256, hinges=False)
    assert asked.verdicts == judgement.verdicts


def test_euler_stays_where_its_steps_are_good_enough() -> None:
    said = [relation("a", "b"), relation("b", "c"), relation("c", "b", "-")]
    found = diagnostics([level(name) for name in "abc"], list(said), "c")
    assert (found.method, found.astray_share) == ("euler", 0.0)


def test_a_bound_is_told_with_the_factor_that_ran_into_it_first() -> None:
    said = [
        relation("a", "b", size=9.0),
        relation("b", "c", size=9.0),
        relation("c", "b", size=9.0),
    ]
    found = diagnostics([level(name) for name in "abc"], list(said), "c")
    assert found.bounded_share == 1.0
    assert found.bounded == (("b", 1.0),)


def test_a_stock_that_jumps_at_present_is_told() -> None:
    """Ten a year from nothing make 20 in two years; the case says 100 at present."""
    stock = Factor("s", "s", kind="stock", baseline=100.0, initial=1.0,
                   inflow=Rate(Lognormal(10.0)))  # fmt: skip
    still = Factor("t", "t", kind="stock", baseline=5.0, inflow=Rate(Lognormal(0.01)))
    said = [relation("a", "s", link="rate"), relation("a", "t", link="rate")]
    found = diagnostics([level("a"), stock, still], list(said), "s")
    ((name, before, baseline),) = found.stock_jumps
    assert (name, baseline) == ("s", 100.0)
    assert before == pytest.approx(21.0, rel=0.01)


@pytest.mark.parametrize(("to", "capped"), [(2.0, ()), (0.5, ()), (0.001, ("a",)), (50.0, ("a",))])
def test_a_lever_beyond_what_is_passed_on_is_told(to: float, capped: tuple[str, ...]) -> None:
    case = case_of(
        [level("a"), level("b")],
        [relation("a", "b")],
        scenarios=[Scenario("lift", "L", (SetAction("a", to, at=2022.0),))],
        contentions=[Contention("k", "K", "final(b @ lift) > final(b @ rest)")],
    )
    (found,) = judge(case, draws=16, hinges=False).diagnostics
    assert found.capped_levers == capped


def test_draws_that_run_to_infinity_do_not_make_a_verdict_turn() -> None:
    """A stock that grows by its square runs to infinity within three years in every draw."""
    boom = Factor("boom", "boom", kind="stock", baseline=0.5, inflow="boom * boom")
    case = case_of(
        [level("a"), boom],
        [relation("a", "boom", link="rate")],
        scenarios=[Scenario("lift", "L", (SetAction("a", 2.0, at=2022.0),))],
        contentions=[Contention("k", "K", "final(boom @ lift) > final(boom @ rest)")],
        times=Times(2021.9, 2022.0, 2026.0, 0.05),
    )
    judgement = judge(case, draws=32, hinges=False)
    (verdict,) = judgement.verdicts
    assert len({item.draw for item in judgement.diagnostics[0].failed}) == 32
    assert [verdict.horizons[n].verdict for n in (0, -1)] == ["supported", "undecided"]
    assert verdict.turns is None


@pytest.mark.parametrize(("states", "draws"), [(300, 128), (600, 64), (2000, 19), (100_000, 16)])
def test_fewer_draws_are_linearised_in_large_accounts(states: int, draws: int) -> None:
    assert _linear_draws(states) == draws
