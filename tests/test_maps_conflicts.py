"""Claims that cannot both be right."""

from contention.case.values import Case, Condition
from contention.maps.build import build_map
from contention.maps.causal_map import Conflict
from contention.maps.conflicts import conflicts
from tests.test_maps_build import case_with, said


def all_conflicts(case: Case) -> tuple[Conflict, ...]:
    return conflicts(case, {account: build_map(case, account) for account in case.accounts})


def test_opposite_signs_within_an_account_stay_two_links_and_conflict() -> None:
    built = build_map(case_with(said("up"), said("down", sign="-"), said("open", sign="?")), "red")
    assert [link.sign for link in built.links] == ["+", "-", "?"]
    assert built.conflicts == (Conflict("opposite signs", "a", "b", ("up",), ("down",)),)


def test_conditions_that_exclude_each_other_take_the_conflict_away() -> None:
    low, high = Condition("c", "below", 0.5), Condition("c", "above", 2.0)
    built = build_map(case_with(said("up", condition=low), said("down", sign="-", condition=high)),
                      "red")  # fmt: skip
    assert len(built.links) == 2
    assert not built.conflicts


def test_one_condition_alone_does_not() -> None:
    low = Condition("c", "below", 0.5)
    case = case_with(said("up", condition=low), said("down", sign="-"))
    assert len(build_map(case, "red").conflicts) == 1


def test_accounts_conflict_where_their_signs_do() -> None:
    case = case_with(said("up"), said("down", sign="-", document="reply", holder="blue"))
    assert all_conflicts(case) == (
        Conflict("opposite signs", "a", "b", ("up",), ("down",), "red", "blue"),
    )


def test_what_an_author_negates_conflicts_with_whoever_says_it() -> None:
    case = case_with(
        said("no", stance="negated"),
        said("yes", document="reply", holder="rival", stance="reported"),
    )
    assert not build_map(case, "red").links
    assert all_conflicts(case) == (
        Conflict("denied link", "a", "b", ("no",), ("yes",), "red", "rival"),
    )


def test_a_claim_of_sign_zero_denies_in_its_holders_account() -> None:
    case = case_with(said("no", sign="0", holder="rival", stance="rejected"), said("yes"))
    assert [link.claims for link in build_map(case, "red").links] == [("yes",)]
    assert all_conflicts(case) == (
        Conflict("denied link", "a", "b", ("no",), ("yes",), "rival", "red"),
    )


def test_an_account_can_deny_what_it_says_elsewhere() -> None:
    built = build_map(case_with(said("yes"), said("no", stance="negated")), "red")
    assert built.conflicts == (Conflict("denied link", "a", "b", ("no",), ("yes",)),)
