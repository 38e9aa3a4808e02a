"""What is reported of an account's model: pairs, signs, stability."""

import random
from itertools import pairwise

from contention.case.values import Contention, Factor, Lognormal, Rate, Scenario, SetAction
from contention.judge.judge import judge
from contention.judge.values import Diagnostics
from contention.maps.build import build_map
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
