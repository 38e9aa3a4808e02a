"""Shapley values of presence, direction and size."""

from itertools import permutations

import pytest

from contention.case.model import Case, Contention, Relation, Scenario, SetAction
from contention.judge.hinges import shapley as module
from contention.judge.hinges.removal_trials import Trials, trials
from contention.judge.hinges.shapley import Answer, Shapley, shapley
from tests.building import case_of, level, relation

DRAWS = 32


def built(relations: list[Relation]) -> Case:
    ends = (name for one in relations for name in (one.cause, one.effect))
    return case_of(
        [level(name) for name in dict.fromkeys(["lever", "out", *ends])],
        relations,
        scenarios=[Scenario("on", "On", (SetAction("lever", 2.0, at=2022.0),))],
        contentions=[Contention("k", "K", "final(out @ on) > final(out @ rest)")],
    )


def tried(relations: list[Relation], budget: int = 2000) -> Trials:
    found = trials(built(relations), "account", "k", draws=DRAWS, budget=budget)
    assert found is not None
    return found


def of(relations: list[Relation], answer: Answer, settled: int = 0, budget: int = 2000) -> Shapley:
    return shapley([answer], tried(relations, budget), settled=settled, budget=budget)[answer]


CHAIN = [relation("lever", "m"), relation("m", "out")]
DIAMOND = [relation("lever", "out"), *CHAIN]
TUG = [relation("lever", "out", size=0.4), relation("lever", "m"), relation("m", "out", "-")]


def test_a_chain_shares_presence_equally() -> None:
    assert of(CHAIN, "presence").values == {"c0": 0.5, "c1": 0.5}


def test_a_way_of_one_claim_beside_a_way_of_two() -> None:
    """By hand: the short way adds in all orders in which not both others came first."""
    found = of(DIAMOND, "presence")
    assert found.values == pytest.approx({"c0": 4 / 6, "c1": 1 / 6, "c2": 1 / 6})
    assert (found.exact, found.total) == (True, 1.0)


@pytest.mark.parametrize("answer", ["presence", "direction", "size"])
def test_exact_values_are_the_means_over_all_orders(answer: Answer) -> None:
    rig = tried(TUG)
    game = module._Game(rig, 0)
    means = dict.fromkeys(rig.claims, 0.0)
    for order in permutations(rig.claims):
        for place, claim in enumerate(order):
            before, after = frozenset(order[:place]), frozenset(order[: place + 1])
            worth = game.without(answer, before) - game.without(answer, after)
            means[claim] += worth.mean() / 6
    assert shapley([answer], rig)[answer].values == pytest.approx(means)


def test_direction_by_signs_is_direction_by_runs() -> None:
    by_signs, by_runs = of(DIAMOND, "direction", settled=1), of(DIAMOND, "direction")
    assert by_signs.values == pytest.approx(by_runs.values)


def test_a_claim_against_has_a_value_below_nothing() -> None:
    found = of(TUG, "direction")
    assert found.values["c0"] > 0.5
    assert found.values["c2"] < 0
    assert sum(found.values.values()) == pytest.approx(found.total) == pytest.approx(1.0)


def test_drawn_orders_agree_with_all_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = [*DIAMOND, relation("lever", "n"), relation("n", "out"), relation("n", "m")]
    exact = of(ways, "presence")
    monkeypatch.setattr(module, "MOST_EXACT", 2)
    drawn = of(ways, "presence")
    assert (drawn.exact, drawn.stopped) == (False, "precise")
    assert max(drawn.errors.values()) <= module.ENOUGH
    for claim, value in exact.values.items():
        assert abs(drawn.values[claim] - value) < 4 * max(drawn.errors[claim], 0.005)
    assert of(ways, "presence") == drawn, "the same seed draws the same orders"


def test_three_hundred_claims_stop_by_their_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ENOUGH", 1e-6)
    monkeypatch.setattr(module, "LOOKS", 2000)
    ways = [one for n in range(150) for one in (relation("lever", f"m{n}"),
                                                relation(f"m{n}", "out", size=0.01))]  # fmt: skip
    found = of(ways, "presence")
    assert (found.stopped, found.exact) == ("budget", False)
    assert found.orders >= 2
    assert sum(found.values.values()) == pytest.approx(1.0)


def test_nothing_is_said_where_the_budget_is_spent_at_once() -> None:
    rig = tried([*TUG, *(relation("lever", f"n{n}") for n in range(3)),
                 *(relation(f"n{n}", "out", "-") for n in range(3))], budget=3)  # fmt: skip
    assert shapley(["size"], rig, budget=3) == {}
