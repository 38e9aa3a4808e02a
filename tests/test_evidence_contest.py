"""Accounts against each other: cases of which the answer is known."""

from dataclasses import replace

import pytest

from contention.case.model import Assumption, Case, Contention, Scenario, SetAction
from contention.evidence.contest.contest import Contest, ContestSettings, contest
from contention.evidence.contest.joined_accounts import joined
from contention.judge.judge import judge
from tests.accounts_building import case_with
from tests.building import level, relation

FEW = ContestSettings(draws=64, reading_draws=16, trial_draws=64, prediction_draws=64)
PULL = Scenario("pull", "Pulled", (SetAction("a", 4.0, 2022.0),))
MORE = Contention("more", "a raises d", "final(d @ pull) > final(d @ rest)")
CLAIMS = {
    "ab": relation("a", "b", "+", 0.5),
    "bd_up": relation("b", "d", "+", 0.5),
    "bd_down": relation("b", "d", "-", 0.5),
    "ac": relation("a", "c", "+", 0.5),
    "cd_up": relation("c", "d", "+", 0.5),
    "cd_down": relation("c", "d", "-", 0.5),
}


def _case(**accounts: str) -> Case:
    made = {id_: words.split() for id_, words in accounts.items()}
    factors = [level(name) for name in "abcd"]
    return case_with(factors, CLAIMS, made, scenarios=[PULL], contentions=[MORE])


def _changes(found: Contest, side: int) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    (pair,) = found.pairs
    (parting,) = pair.partings
    agreement = (parting.first_agrees, parting.second_agrees)[side]
    assert agreement is not None
    return {(item.gives_up, item.takes_over) for item in agreement.changes}


def test_accounts_that_differ_in_one_claim_part_on_that_claim() -> None:
    found = contest(_case(one="ab bd_up", two="ab bd_down"), FEW)
    (pair,) = found.pairs
    assert (pair.shared, pair.only_first, pair.only_second) == (("ab",), ("bd_up",), ("bd_down",))
    assert pair.partings[0].opposite
    assert _changes(found, 0) == {(("bd_up",), ("bd_down",))}
    assert _changes(found, 1) == {(("bd_down",), ("bd_up",))}
    assert pair.partings[0].first_agrees is not None
    assert pair.partings[0].first_agrees.smallest
    assert dict(pair.cruxes) == {"bd_up": 1, "bd_down": 1}


def test_of_two_paths_the_one_in_dispute_is_found() -> None:
    found = contest(_case(one="ab ac bd_up cd_up", two="ab ac bd_up cd_down"), FEW)
    (pair,) = found.pairs
    assert [item.contention for item in pair.partings] == ["more"]
    assert (pair.partings[0].first, pair.partings[0].second) == ("supported", "undecided")
    assert _changes(found, 1) == {(("cd_down",), ()), ((), ("cd_up",))}


def test_a_silent_account_takes_over_a_whole_path() -> None:
    found = contest(_case(one="ab bd_up", two="ac"), FEW)
    (pair,) = found.pairs
    assert pair.partings[0].silent
    assert pair.partings[0].first_agrees is None
    assert _changes(found, 1) == {((), ("ab", "bd_up"))}


@pytest.mark.parametrize("gone", [(), ("bd_up",)])
def test_the_joined_account_without_a_change_is_the_changed_account(gone: tuple[str, ...]) -> None:
    case = _case(one="ab bd_up cd_up", two="ac cd_down")
    both = joined(case, "one", "two")
    assert both.taken_out(gone, ("ac",)) == frozenset({"cd_down", *gone})
    lost = both.taken_out(gone, ("ac",))
    left = tuple(id_ for id_ in (*both.only_first, *both.only_second) if id_ not in lost)
    made = case_with(
        case.factors.values(), CLAIMS, {"made": left}, scenarios=[PULL], contentions=[MORE]
    )
    (own,) = judge(made, draws=64, hinges=False, reading_draws=0).verdicts
    assert own.verdict == "supported"


def test_general_assumptions_come_along_with_the_claims_that_they_touch() -> None:
    case = _case(one="bd_up", two="ac")
    general = Assumption("ca", relation("c", "a", "+", 0.5), "needed", "rk")
    both = joined(replace(case, assumptions={"ca": general}), "one", "two")
    assert both.only_second == ("ac", "ca")
    assert both.taken_out((), ()) == {"ac", "ca"}
    assert both.taken_out((), ("ac",)) == frozenset()


def test_identical_accounts_have_nothing_between_them() -> None:
    found = contest(_case(one="ab bd_up", two="ab bd_up"), FEW)
    (pair,) = found.pairs
    assert pair.nested
    assert (pair.agree, pair.partings, pair.observations) == (("more",), (), ())


def test_accounts_without_a_common_claim_are_compared_all_the_same() -> None:
    found = contest(_case(one="ab bd_up", two="ac cd_down"), FEW)
    (pair,) = found.pairs
    assert pair.shared == ()
    assert _changes(found, 0) == {(("ab",), ("ac", "cd_down")), (("bd_up",), ("ac", "cd_down"))}


def test_a_search_without_runs_says_that_it_did_not_look() -> None:
    case = _case(one="ab bd_up ac cd_up", two="ab bd_down ac cd_up")
    (pair,) = contest(case, replace(FEW, budget=0)).pairs
    assert [item.first_agrees for item in pair.partings] == [None] * len(pair.partings)


def test_one_account_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="two accounts"):
        contest(_case(one="ab"), FEW)


def test_an_observation_is_not_asked_of_an_account_that_says_nothing() -> None:
    counted = [level(name, unit="person") for name in "abcd"]
    made = {"one": ["ab", "bd_up"], "two": ["ab", "bd_down"], "three": ["ab", "cd_up"]}
    case = case_with(counted, CLAIMS, made, scenarios=[PULL], contentions=[MORE])
    pairs = {(item.first, item.second): item for item in contest(case, FEW).pairs}
    told = pairs["one", "two"].observations
    assert (told[0].factor, told[0].scenario) == ("d", "pull")
    assert told[0].information.bits > 0.5
    assert "d" not in {item.factor for item in pairs["one", "three"].observations}


def test_observations_come_after_the_date_asked_for() -> None:
    counted = [level(name, unit="person") for name in "abcd"]
    made = {"one": ["ab", "bd_up"], "two": ["ab", "bd_down"]}
    case = case_with(counted, CLAIMS, made, scenarios=[PULL], contentions=[MORE])
    (pair,) = contest(case, replace(FEW, after=2025.0)).pairs
    assert pair.observations[0].date > 2025.0
    (pair,) = contest(case, replace(FEW, after=2030.0)).pairs
    assert pair.observations == ()
