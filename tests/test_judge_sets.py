"""Which claims carry a verdict together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from contention.case.model import (
    Assumption,
    Case,
    Contention,
    Factor,
    Relation,
    Scenario,
    SetAction,
)
from contention.judge.hinges import hinge_sets as sets_module
from contention.judge.hinges.hinge_sets import Sets, joint, smallest
from contention.judge.hinges.verdict_hinges import Wanted, carried
from contention.judge.judge import judge
from contention.judge.question import question
from contention.judge.required_runs import docket, still_follows
from tests.building import case_of, level, relation

DRAWS = 64
RISES = "final(out @ on) > final(out @ rest)"


def built(
    relations: Sequence[Relation],
    *,
    test: str = RISES,
    assumed: Sequence[Relation] = (),
    factors: Sequence[Factor] = (),
) -> Case:
    """The lever is doubled at present; claims are c0, c1, …, assumptions a0, a1, …"""
    given = {factor.id: factor for factor in factors}
    ends = [name for one in (*relations, *assumed) for name in (one.cause, one.effect)]
    names = dict.fromkeys(["lever", "out", *ends])
    return case_of(
        [given.get(name, level(name)) for name in names],
        relations,
        scenarios=[Scenario("on", "On", (SetAction("lever", 2.0, at=2022.0),))],
        contentions=[Contention("k", "It rises", test)],
        assumptions=[Assumption(f"a{n}", one, "why", "ab") for n, one in enumerate(assumed)],
    )


def found(case: Case, budget: int = 2000) -> Sets:
    (verdict,) = judge(case, draws=DRAWS, hinge_draws=DRAWS).verdicts
    return carried(case, [verdict], Wanted(draws=DRAWS, budget=budget, numbers=False))[0].sets


def overturning(sets: Sets) -> list[set[str]]:
    return [set(item.claims) for item in sets.overturning]


def test_a_chain_is_carried_by_all_its_claims_together() -> None:
    sets = found(built([relation("lever", "m"), relation("m", "out"), relation("x", "out", "-")]))
    assert (sets.verdict, sets.how, sets.runs) == ("supported", "signs", 0)
    assert overturning(sets) == [{"c0"}, {"c1"}]
    assert {item.verdict_without for item in sets.overturning} == {"does not follow"}
    assert sets.alone is not None
    assert (set(sets.alone.claims), sets.alone.smallest) == ({"c0", "c1"}, True)
    assert (sets.joint, sets.redundant) == ((("c0", "c1"),), ())


def test_two_ways_are_redundant_and_each_carries_it_alone() -> None:
    ways = [relation("lever", "out"), relation("lever", "m", "-"), relation("m", "out", "-")]
    sets = found(built(ways))
    assert overturning(sets) == [{"c0", "c1"}, {"c0", "c2"}]
    assert set(sets.redundant) == {("c0", "c1"), ("c0", "c2")}
    assert sets.joint == (("c1", "c2"),)
    assert sets.alone is not None
    assert sets.alone.claims == ("c0",)


def test_two_claims_that_say_the_same_are_taken_out_together() -> None:
    sets = found(built([relation("lever", "out"), relation("lever", "out", size=0.1)]))
    assert overturning(sets) == [{"c0", "c1"}]
    assert sets.redundant == (("c0", "c1"),)


def test_an_assumption_is_found_like_a_claim() -> None:
    sets = found(built([relation("lever", "m")], assumed=[relation("m", "out")]))
    assert overturning(sets) == [{"a0"}, {"c0"}]


def test_two_claims_that_only_together_outweigh_a_third_are_found_by_runs() -> None:
    against = relation("lever", "out", "-", 0.5)
    case = built([relation("lever", "out", size=0.4), relation("lever", "m"),
                  relation("m", "out", size=1.0), against])  # fmt: skip
    sets = found(case)
    assert (sets.verdict, sets.how) == ("supported", "runs")
    assert overturning(sets) == [{"c0"}, {"c1"}, {"c2"}]
    assert {item.verdict_without for item in sets.overturning} == {"opposed"}
    assert [item.share_without for item in sets.overturning] == [0.0] * 3
    assert sets.alone is not None
    assert sets.alone.claims == ("c0",), "nothing outweighs it once the third is out"
    assert sets.joint == (("c0", "c1", "c2"),)


def test_an_opposed_verdict_is_overturned_by_what_opposes_it() -> None:
    sets = found(built([relation("lever", "out", "-", 0.6), relation("lever", "out", "+", 0.2)]))
    assert sets.verdict == "opposed"
    assert overturning(sets) == [{"c0"}]
    assert sets.overturning[0].verdict_without == "supported"
    assert sets.alone is not None
    assert sets.alone.claims == ("c0",)


def test_a_denial_carries_the_verdict_that_it_makes() -> None:
    case = built([relation("lever", "out", "0"), relation("x", "out")])
    sets = found(case)
    assert (sets.verdict, overturning(sets)) == ("opposed", [{"c0"}])
    assert sets.overturning[0].verdict_without == "does not follow"


def test_four_ways_side_by_side_are_cut_by_a_set_that_is_said_to_be_a_guess() -> None:
    ways = [one for n in range(4) for one in (relation("lever", f"m{n}"), relation(f"m{n}", "out"))]
    sets = found(built(ways))
    assert (sets.complete_to, sets.greedy) == (3, True)
    assert [len(one) for one in overturning(sets)] == [4]
    assert sets.overturning[0].verdict_without == "does not follow"


def test_a_spent_budget_is_said_and_leaves_what_was_found() -> None:
    ways = [relation("lever", f"m{n}") for n in range(5)]
    ways += [relation(f"m{n}", "out", "-" if n == 4 else "+", 0.3) for n in range(5)]
    sets = found(built(ways), budget=12)
    assert sets.spent
    assert sets.complete_to == 1
    assert sets.runs <= 12


def test_too_many_sets_of_a_size_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets_module, "MOST_LOOKS", 5)
    ways = [relation("lever", f"m{n}") for n in range(2)]
    sets = found(built([*ways, relation("m0", "out"), relation("m1", "out", "-", 0.1)]))
    assert (sets.complete_to, sets.spent) == (1, True)
    assert overturning(sets) == [{"c0"}, {"c2"}]


def test_nothing_is_searched_where_nothing_follows() -> None:
    sets = found(built([relation("x", "out")]))
    assert (sets.verdict, sets.overturning, sets.runs) == ("does not follow", (), 0)


def test_the_order_of_claims_changes_nothing() -> None:
    case = built([relation("lever", "m"), relation("m", "out"), relation("lever", "out")])
    turned = replace(case, claims=dict(reversed(list(case.claims.items()))))
    assert overturning(found(case)) == overturning(found(turned))


@pytest.mark.parametrize("seed", range(40))
def test_the_sets_that_signs_settle_are_those_that_trying_every_set_finds(seed: int) -> None:
    """Maps of seven factors with parallel claims and loops, all of one sign."""
    rng = np.random.default_rng(seed)
    names = ["lever", "a", "b", "c", "d", "e", "out"]
    pairs = [(one, two) for one in names for two in names if one != two and two != "lever"]
    chosen = rng.integers(len(pairs), size=int(rng.integers(6, 15)))
    case = built([relation(pairs[int(n)][0], pairs[int(n)][1], size=0.1) for n in chosen])
    following = docket(case, "account", [question(case, case.contentions["k"])]).followings["k"]
    if not following.follows:
        return
    wanted = [
        frozenset(some) for size in (1, 2, 3) for some in combinations(following.on_path, size)
        if not still_follows(following, frozenset(some))
    ]  # fmt: skip
    sets = found(case)
    assert sets.how == "signs"
    exact = [] if sets.greedy else overturning(sets)
    assert exact == [set(one) for one in smallest(wanted)]


def test_claims_are_joint_only_if_each_stands_for_the_other_in_every_set() -> None:
    family = [frozenset(one) for one in ("ax", "bx", "cy", "ay", "by")]
    assert joint(family) == (("a", "b"),)
